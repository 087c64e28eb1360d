"""Ad-hoc Cypher: guarded, run read-only with its limits, and given as a table or JSON."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import QueryError
from graph.store import GraphNode, GraphPath, GraphRelationship, GraphStore, Stop
from queries.guard import guard


@dataclass(frozen=True)
class CypherAnswer:
    """The answer to a person's own statement.

    Attributes:
        params: the parameters it ran with.
        columns: column names.
        rows: one tuple a row.
        truncated: whether there are more rows than the limit let through.
    """

    params: dict[str, Any]
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    truncated: bool

    def to_json(self) -> dict[str, Any]:
        """As the answers of questions are, with `question` null: what a column holds is the statement's affair."""
        return {
            "question": None,
            "params": self.params,
            "columns": [{"name": column, "type": "any"} for column in self.columns],
            "rows": [dict(zip(self.columns, map(_plain, row), strict=True)) for row in self.rows],
            "truncated": self.truncated,
            "empty_reason": None,
        }

    def flat(self) -> list[list[str]]:
        """The rows as texts: a node by its name, lists joined with `;`, maps as JSON, absent values empty."""
        return [[_text(value) for value in row] for row in self.rows]


def run_cypher(
    store: GraphStore,
    cypher: str,
    params: Mapping[str, object] | None = None,
    *,
    limit: int | None = None,
    seconds: float | None = None,
    stop: Stop | None = None,
) -> CypherAnswer:
    """Run one reading statement of a person.

    Args:
        store: where.
        cypher: the statement.
        params: its parameters.
        limit: rows at most; default the setting `limits.rows`.
        seconds: running time at most; default the setting `limits.seconds`.
        stop: a button that ends it.

    Returns:
        The answer, cut at the limit of rows.

    Raises:
        QueryError: guard or engine refuse it, it took too long or too much, was stopped, or two others are running.
        StoreUnavailable: the store cannot be reached.
    """
    for option, value, example in (("--limit", limit, 100), ("--timeout", seconds, 60)):
        if value is not None and not value > 0:
            raise QueryError.say("guard.bad_number", option=option, example=example)
    given = dict(params or {})
    rows = store.run_adhoc(guard(cypher), given, limit=limit, seconds=seconds, stop=stop)
    return CypherAnswer(given, rows.columns, rows.rows, rows.truncated)


def read_params(texts: Sequence[str]) -> dict[str, object]:
    """Parameters as the command line gives them.

    Args:
        texts: each `name=value`; a value that is JSON (number, list, true, null, "text") is that, any other is text.

    Returns:
        name -> value.

    Raises:
        QueryError: one has no name or no `=`.
    """
    params: dict[str, object] = {}
    for text in texts:
        name, equals, value = text.removeprefix("$").partition("=")
        if not equals or not name.isidentifier():
            raise QueryError.say("guard.bad_param", text=text)
        try:
            params[name] = json.loads(value, parse_int=_integer, parse_constant=_integer)
        except ValueError:
            params[name] = value
    return params


def _integer(text: str) -> int:
    """A whole number that a server can hold; `NaN` and the like are no JSON."""
    number = int(text)
    if not -(2**63) <= number < 2**63:
        raise ValueError(text)
    return number


def _plain(value: Any) -> Any:
    """A value for JSON."""
    match value:
        case GraphNode():
            return _node(value)
        case GraphRelationship():
            return {"type": value.type, "properties": _plain(value.properties)}
        case GraphPath():
            ids = {node.element_id: node.properties.get("id") for node in value.nodes}
            chain = [
                {**_plain(found), "start": ids.get(found.start), "end": ids.get(found.end)}
                for found in value.relationships
            ]
            return {"nodes": [_node(node) for node in value.nodes], "relationships": chain}
        case dt.date() | dt.time():
            return value.isoformat()
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case bytes():
            return value.hex()
        case float() if not math.isfinite(value):
            return str(value)
    return value


def _node(node: GraphNode) -> dict[str, Any]:
    """As an entity of other answers, with its properties: the label that says its family, not `Entity`."""
    label = next((label for label in node.labels if label != "Entity"), None)
    properties = node.properties
    return {
        "id": properties.get("id"),
        "label": label,
        "name": properties.get("name"),
        "properties": _plain(properties),
    }


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case GraphNode():
            return str(value.properties.get("name") or value.properties.get("id") or ":".join(value.labels))
        case GraphRelationship():
            return value.type
        case GraphPath():
            pieces = [_text(value.nodes[0])] if value.nodes else []
            for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
                pieces += [relationship.type, _text(node)]
            return " - ".join(pieces)
        case list() | tuple():
            return ";".join(map(_text, value))
        case dict():
            return json.dumps(_plain(value), ensure_ascii=False, default=str)
        case float():
            return f"{value:.15g}"
    return str(_plain(value))
