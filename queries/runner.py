"""Asks a question of the catalogue: reads its parameters, runs it, derives, sorts, cuts, and names what it found.

Views, reports and the command line ask through `run` and see neither a session nor Cypher.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from graph.cells import Choice
from graph.declare import Node, title_of
from graph.errors import NotFound, QueryError
from graph.names import fold
from graph.resolve import Reason
from graph.store import GraphStore
from graph.texts import Language, catalogue
from queries.catalogue import Column, Param, Question, question, read_value
from queries.days import read_date
from queries.lookups import FOR_DERIVATIONS, NAMES
from queries.search import Searcher

LIMIT = 500
ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMAN = {
    f"{'X' * tens}{unit}": 10 * tens + value
    for tens in range(4)
    for value, unit in enumerate(ROMAN_UNITS)
    if tens or unit
}
VALIDITY = """
MATCH (n:Entity {id: $id})
RETURN n.name AS name, n.valid_from AS valid_from, n.valid_to AS valid_to
"""
SPEAKS_OF = """
MATCH (:Entity {id: $id})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Entity)
WITH DISTINCT unit
MATCH (unit)<-[:AGENCY_OF*0..1]-(n:Entity)
WITH DISTINCT n
WHERE n.id = $id OR NOT $only_itself
MATCH (n)-[r]-(other:Entity)
UNWIND CASE type(r) WHEN 'STATED_IN' THEN [other.id] ELSE coalesce(r.sources, []) END AS source
WITH DISTINCT split(source, '#')[0] AS id
MATCH (d:Document {id: id}) WHERE EXISTS { (d)<-[:STATED_IN]-(x:Entity) WHERE x:Agreement OR x:Task OR x:Event }
RETURN d.id AS document, d.reviewed_on IS NOT NULL OR d.reviewed_by IS NOT NULL AS reviewed
"""
LOADED = """
MATCH (d:Document) WHERE EXISTS { (d)<-[:STATED_IN]-(x:Entity) WHERE x:Agreement OR x:Task OR x:Event }
RETURN d.id AS document, d.reviewed_on IS NOT NULL OR d.reviewed_by IS NOT NULL AS reviewed
"""


@dataclass(frozen=True, slots=True)
class Entity:
    """A node as an answer names it; its name is the one valid on the day asked about."""

    id: str
    label: str
    name: str

    def to_json(self) -> dict[str, str]:
        """As an object of the JSON form."""
        return {"id": self.id, "label": self.label, "name": self.name}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact stands."""

    document: str
    section: str
    title: str

    def to_json(self) -> dict[str, str]:
        """As an object of the JSON form."""
        return {"document": self.document, "section": self.section, "title": self.title}


@dataclass(frozen=True, slots=True)
class EmptyReason:
    """Why an answer has no rows: `not_valid_then`, `nothing_loaded`, `not_reviewed` or `none_exists`."""

    code: str
    text: str


@dataclass(frozen=True)
class Answer:
    """An answer.

    Attributes:
        question: name of the question.
        params: parameters as resolved: ids, dates, numbers, codes; None where not given.
        columns: its columns.
        rows: each row as column -> `Entity`, `Source`, text, number, date, code, list of these, or None.
        truncated: whether there are more rows than the limit let through.
        empty_reason: why there is no row; None where there is one.
        lang: language of headings and sentences.
    """

    question: str
    params: dict[str, Any]
    columns: tuple[Column, ...]
    rows: list[dict[str, Any]]
    truncated: bool = False
    empty_reason: EmptyReason | None = None
    lang: Language = "vi"

    def to_json(self) -> dict[str, Any]:
        """The answer as plain values for JSON: entities and sources as objects, dates as ISO text."""
        reason = self.empty_reason
        return {
            "question": self.question,
            "params": {name: _plain(value) for name, value in self.params.items()},
            "columns": [{"name": column.name, "type": column.type.text} for column in self.columns],
            "rows": [{column.name: _plain(row[column.name]) for column in self.columns} for row in self.rows],
            "truncated": self.truncated,
            "empty_reason": reason and {"code": reason.code, "text": reason.text},
        }

    def flat(self) -> tuple[list[str], list[list[str]]]:
        """The answer for tables and CSV: an entity is its name with `<column>_id` beside it, lists are joined with `;`.

        Returns:
            Column names, and the rows as texts; absent values are empty.
        """
        names: list[str] = []
        for column in self.columns:
            names += [column.name, f"{column.name}_id"] if column.type.entity else [column.name]
        return names, [
            [cell for column in self.columns for cell in _flat(row[column.name], column)] for row in self.rows
        ]

    def title(self, value: object, column: Column) -> str:
        """A cell as a person reads it, dates apart: names of entities, codes in words, lists joined with `;`."""
        if isinstance(value, list):
            return "; ".join(self.title(item, column) for item in value)
        if value is None:
            return ""
        return value.name if isinstance(value, Entity) else column.type.title(value, self.lang)


def _plain(value: Any) -> Any:
    match value:
        case Entity() | Source():
            return value.to_json()
        case Choice():
            return value.value
        case dt.date():
            return value.isoformat()
        case list():
            return [_plain(item) for item in value]
    return value


def _flat(value: Any, column: Column) -> list[str]:
    values = value if isinstance(value, list) else [] if value is None else [value]
    if column.type.entity:
        return [";".join(item.name for item in values), ";".join(item.id for item in values)]
    return [";".join(map(_text, values))]


def _text(value: Any) -> str:
    if isinstance(value, Source):
        return f"{value.document}#{value.section}"
    return f"{value:.15g}" if isinstance(value, float) else str(_plain(value))


# ------------------------------------------------------------------------------------------------ asking


def run(
    store: GraphStore,
    name: str,
    params: Mapping[str, object] | None = None,
    *,
    as_of: dt.date | str | None = None,
    limit: int = LIMIT,
    lang: Language = "vi",
) -> Answer:
    """Ask a question.

    Args:
        store: the graph.
        name: name of the question.
        params: its parameters; a value is of its type, or its text; an entity is given by id or by any of its names.
        as_of: the day of the view; default the parameter `as_of`, else today.
        limit: rows at most.
        lang: language of sentences.

    Returns:
        The answer.

    Raises:
        QueryError: there is no such question or parameter, or a value is not of its type.
        NotFound: a name means nothing here, or several things.
        StoreError: the store refuses the statement.
        StoreUnavailable: the store cannot be reached.
    """
    return run_question(store, question(name), params, as_of=as_of, limit=limit, lang=lang)


def run_question(
    store: GraphStore,
    asked: Question,
    params: Mapping[str, object] | None = None,
    *,
    as_of: dt.date | str | None = None,
    limit: int = LIMIT,
    lang: Language = "vi",
) -> Answer:
    """Ask a question that was read from any folder; all else as `run`."""
    day = _day(params or {}, as_of, lang)
    values = _read_params(store, asked, params or {}, day, lang)
    found = _rows(store, asked, values, limit)
    rows, truncated = _present(store, asked, found, day, limit)
    reason = None if rows else _why_empty(store, asked, values, day, lang)
    return Answer(asked.name, values, asked.columns, rows, truncated, reason, lang)


def _day(params: Mapping[str, object], as_of: dt.date | str | None, lang: Language) -> dt.date:
    try:
        return read_date(params.get("as_of") or as_of or "today")
    except ValueError as error:
        raise _bad_value("as_of", str(error), lang) from error


def _say(key: str, lang: Language, **values: object) -> str:
    return catalogue(lang)[f"queries.{key}"].format_map(values)


def _bad_value(name: str, reason: str, lang: Language) -> QueryError:
    return QueryError(_say("bad_value", lang, name=name, reason=reason), _say("bad_value_next", lang))


# ------------------------------------------------------------------------------------------------ parameters


def _read_params(
    store: GraphStore, asked: Question, given: Mapping[str, object], day: dt.date, lang: Language
) -> dict[str, Any]:
    """Every parameter in its type, entities as ids."""
    for name in given:
        if name not in asked.params and name != "as_of":
            known = ", ".join(asked.params) or "–"
            raise QueryError(
                _say("unknown_param", lang, name=name, question=asked.name),
                _say("unknown_param_next", lang, known=known),
            )
    values: dict[str, Any] = {}
    for name, param in asked.params.items():
        if name == "as_of":
            values[name] = day
            continue
        value = given.get(name)
        if value is not None and value != "":
            values[name] = _read_param(store, name, param, value, day, lang)
        elif param.required:
            what = param.description.of(lang)
            raise QueryError(
                _say("no_value", lang, name=name, question=asked.name),
                _say("no_value_next", lang, name=name, what=what),
            )
        else:
            values[name] = read_value(param, param.default)
    return values


def _read_param(store: GraphStore, name: str, param: Param, value: object, day: dt.date, lang: Language) -> object:
    try:
        read = read_value(param, value)
    except ValueError as error:
        raise _bad_value(name, str(error), lang) from error
    if read is None or not param.kind.entity:
        return read
    return _entity_id(store, str(read), param.kind.labels, day, lang)


def _entity_id(store: GraphStore, text: str, labels: frozenset[str], day: dt.date, lang: Language) -> str:
    """The id that an id or a name means; a unit that is no more on the day can be named too."""
    known = store.read("MATCH (n:Entity {id: $id}) RETURN labels(n) AS labels", {"id": text}).rows
    if known:
        if labels.isdisjoint(cast(list[str], known[0][0])):
            raise NotFound(
                _say("wrong_label", lang, value=text, labels=_titles(labels, lang)), _say("wrong_label_next", lang)
            )
        return text
    searcher = Searcher.of(store)
    found = searcher.resolve(text, labels, day)
    if found.id:
        return found.id
    candidates = found.candidates or searcher.suggest(text, labels)
    key = "ambiguous" if found.reason == Reason.AMBIGUOUS else "near" if candidates else "not_found"
    named = ", ".join(map(searcher.caption, candidates))
    said = {"value": text, "candidates": named, "labels": _titles(labels, lang)}
    raise NotFound(_say(key, lang, **said), _say(f"{key}_next", lang, **said), candidates)


def _titles(labels: frozenset[str], lang: Language) -> str:
    if len(labels) == len(Node.labels):
        return _say("anything", lang)
    return ", ".join(title_of(label, lang).lower() for label in sorted(labels))


# ------------------------------------------------------------------------------------------------ rows


def _rows(store: GraphStore, asked: Question, values: Mapping[str, Any], limit: int) -> list[dict[str, Any]]:
    """What the statement returns, with what is derived from it."""
    sent = {name: value.value if isinstance(value, Choice) else value for name, value in values.items()}
    answer = store.read(asked.cypher, {**sent, "limit": limit + 1}, columns=[c.name for c in asked.columns])
    rows = _with_lookups(store, asked, answer.dicts())
    for derived in asked.derive:
        rows = [further for row in rows for further in derived(row, values)]
    return rows


def _with_lookups(store: GraphStore, asked: Question, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with what derivations need and the statement does not return."""
    for name in asked.lookups:
        lookup = FOR_DERIVATIONS[name]
        found = lookup.read(store, {row[lookup.by] for row in rows} - {None})
        rows = [{**row, name: found[row[lookup.by]][0] if row[lookup.by] else None} for row in rows]
    return rows


def _present(
    store: GraphStore, asked: Question, found: Sequence[Mapping[str, Any]], day: dt.date, limit: int
) -> tuple[list[dict[str, Any]], bool]:
    """The rows sorted, cut and named; only what the order needs is named before the cut."""
    chosen = _sorted(store, asked, found, day) if asked.sorted_here else found
    cut = chosen[:limit]
    names = _Names.read(store, _ids(asked.columns, cut), day)
    rows = [{column.name: names.present(row[column.name], column) for column in asked.columns} for row in cut]
    return rows, len(found) > limit


def _sorted(
    store: GraphStore, asked: Question, found: Sequence[Mapping[str, Any]], day: dt.date
) -> list[Mapping[str, Any]]:
    """The rows in the order the file names; absent values last."""
    columns = {column.name: column for column in asked.columns}
    order = [(columns[name.removeprefix("-")], name.startswith("-")) for name in asked.front.order]
    names = _Names.read(store, _ids([column for column, _ in order], found), day)
    rows = list(found)
    for column, backwards in reversed(order):
        keys = _keys(names, column, rows)
        rows.sort(key=lambda row: keys[id(row)], reverse=backwards)
        rows.sort(key=lambda row: row[column.name] is None)
    return rows


def _keys(names: _Names, column: Column, rows: Iterable[Mapping[str, Any]]) -> dict[int, Any]:
    """The sort key of each row, by its `id()`; each different value is made into a key once."""
    key_of = section_key if column.type.base == "section" else sort_key
    known: dict[object, Any] = {}
    keys: dict[int, Any] = {}
    for row in rows:
        value = row[column.name]
        same = tuple(value) if isinstance(value, list) else value
        if same not in known:
            known[same] = key_of(names.present(value, column))
        keys[id(row)] = known[same]
    return keys


def _ids(columns: Iterable[Column], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every id that the rows name, once."""
    found: dict[str, None] = {}
    for column in columns:
        if not column.type.entity and column.type.base != "source":
            continue
        for row in rows:
            value = row[column.name]
            for item in value if isinstance(value, list) else [value]:
                if item:
                    found[item.partition("#")[0] if column.type.base == "source" else item] = None
    return list(found)


@dataclass(frozen=True)
class _Names:
    """What the entities of an answer are called on a day."""

    known: Mapping[str, Entity] = field(default_factory=dict)

    @classmethod
    def read(cls, store: GraphStore, ids: Sequence[str], day: dt.date) -> _Names:
        found = cast(Mapping[str, tuple[str, str, list[Mapping[str, Any]]]], NAMES.read(store, ids))
        known = [(key, *found[key]) for key in ids if key in found]
        return cls({key: Entity(key, label, name_on(name, before, day)) for key, label, name, before in known})

    def present(self, value: Any, column: Column) -> Any:
        """A value of the store as an answer has it."""
        if isinstance(value, list):
            items = [self.present(item, column) for item in value if item is not None]
            return sorted(dict.fromkeys(items), key=sort_key) if column.type.many else items
        if value is None:
            return [] if column.type.many else None
        if column.type.entity:
            return self.known.get(value) or Entity(value, "", value)
        if column.type.base == "source":
            document, _, section = value.partition("#")
            known = self.known.get(document)
            return Source(document, section or "-", known.name if known else document)
        return column.type.choice(value) if column.type.choice else value


def name_on(name: str, before: Iterable[Mapping[str, Any]], day: dt.date) -> str:
    """The name on a day of what may have been renamed since.

    Args:
        name: the name now.
        before: each renaming: `on`, the day from which it has another name, and `name`, the one it had until then.
        day: the day.

    Returns:
        The name of that day.
    """
    later = [(b["on"], b["name"]) for b in before if b.get("on") and b["on"] > day]
    return str(min(later)[1]) if later else name


def sort_key(value: Any) -> tuple[Any, ...]:
    """Where a value stands in an answer: names as Vietnamese readers look them up, numbers inside texts by their size.

    Args:
        value: a cell.

    Returns:
        A key that compares with those of the same column.
    """
    match value:
        case None:
            return ()
        case list():
            return tuple(map(sort_key, value))
        case Entity():
            return (*sort_key(value.name), value.id)
        case Source():
            return (value.document, *section_key(value.section))
        case Choice():
            return (list(type(value)).index(value),)
        case str():
            return (_natural(fold(value)), value)
    return (value,)


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Texts by letters, numbers inside them by size; numbers first."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|\D+", text))


@lru_cache(maxsize=10_000)
def section_key(section: str | None) -> tuple[Any, ...]:
    """Where a section stands in its document: `II.2` before `II.10`, `IV` before `IX`, `2.4` before `2.4b`.

    Args:
        section: a printed path, a paragraph `p3`, a table row `t1.r4`, or `-` for the whole document.

    Returns:
        A key that compares with those of other sections.
    """
    return tuple(_natural(str(ROMAN.get(part, part))) for part in re.split(r"[.\-]", section or ""))


# ------------------------------------------------------------------------------------------------ empty answers


def _why_empty(
    store: GraphStore, asked: Question, values: Mapping[str, Any], day: dt.date, lang: Language
) -> EmptyReason:
    """The first reason that holds for anything asked about."""
    entities = {name: param.default for name, param in asked.params.items() if param.kind.entity}
    about = [values[name] for name, default in entities.items() if values[name] not in (None, default)]
    if "as_of" in asked.params:
        for entity in about:
            if text := _not_valid(store, entity, day, lang):
                return EmptyReason("not_valid_then", text)
    alone = bool(values.get("only_itself"))
    speaking = [store.read(SPEAKS_OF, {"id": entity, "only_itself": alone}).rows for entity in about] or [
        store.read(LOADED).rows
    ]
    tests: tuple[tuple[str, Callable[[Any], bool]], ...] = (
        ("nothing_loaded", lambda rows: not rows),
        ("not_reviewed", lambda rows: not any(reviewed for _, reviewed in rows)),
    )
    for code, holds in tests:
        for number, rows in enumerate(speaking):
            if holds(rows):
                return EmptyReason(code, _about(store, code, about[number : number + 1], lang, rows))
    return EmptyReason("none_exists", _about(store, "none_exists", about, lang, [r for rows in speaking for r in rows]))


def _about(store: GraphStore, code: str, entities: Sequence[str], lang: Language, rows: Iterable[Sequence[Any]]) -> str:
    count = len({row[0] for row in rows})
    if not entities:
        return _say(f"{code}_at_all", lang, count=count)
    names = [str(store.read(VALIDITY, {"id": entity}).rows[0][0]) for entity in entities]
    return _say(code, lang, name=", ".join(names), count=count)


def _not_valid(store: GraphStore, entity: str, day: dt.date, lang: Language) -> str:
    """Why an entity does not count on a day; "" where it does."""
    name, valid_from, valid_to = store.read(VALIDITY, {"id": entity}).rows[0]
    if valid_from and day < valid_from:
        return _say("not_yet", lang, name=name, day=f"{day:%d/%m/%Y}", since=f"{valid_from:%d/%m/%Y}")
    if valid_to and day >= valid_to:
        return _say("no_more", lang, name=name, day=f"{day:%d/%m/%Y}", until=f"{valid_to:%d/%m/%Y}")
    return ""
