"""The panel beside a network: what is known of the box or line selected, each fact with document and section."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from graph.cells import Choice, Precision
from graph.declare import Column, Node, Relationship, columns_of
from graph.texts import language, t
from queries.runner import Entity, Source
from reports.picture import Group, Picture, kind_text, members, neighbours, relation_text
from reports.words import choice_text, date_text, money_text, number_text
from views import look, session, sources

STARTING_POINTS, LISTED, GROUPED, STATEMENTS = 12, 40, 4, 6
NOT_SHOWN = ("id", "name", "kind", "status", "lat", "lon", "sha256")  # kind, state and statements stand elsewhere
EXPECTED = {
    "Agreement": ("signed_on", "period_from", "period_to"),
    "Task": ("time_text",),
    "Document": ("number", "issued_on"),
}
UNLISTED = ("CHAINS", "STATED_IN")
MONEY = ("budget", "budget_total")


def overview(picture: Picture) -> None:
    """Nothing selected: how to begin, and who has most lines."""
    st.markdown(look.grey(t("network_page.hint")))
    lines = Counter(end for edge in picture.edges.values() for end in (edge.source, edge.target))
    actors = [key for key, _ in lines.most_common() if picture.nodes[key].label in ("Place", "Agency")]
    st.markdown(f"**{look.esc(t('network_page.most'))}**")
    table = [
        {"n": f"**{number_text(lines[key])}**", "name": look.link(key, picture.nodes[key].title)}
        for key in actors[:STARTING_POINTS]
    ]
    look.rows(table, "n-top", header=False)


def line(picture: Picture, edge_id: str) -> None:
    """A line: both its ends, what joins them, and where each of that stands."""
    keys = picture.bundles[edge_id]
    ends = [picture.nodes[end] for end in (picture.edges[edge_id].source, picture.edges[edge_id].target)]
    look.rows(
        [{"": f"**{look.esc(end.title) if '#' in end.id else look.link(end.id, end.title)}**"} for end in ends],
        "plain-ends",
        header=False,
    )
    for place, key in enumerate(keys):
        kind, edge = Relationship.types[key.partition("|")[0]], picture.edges[key]
        said = dict.fromkeys((kind.text.of(language()), edge.title))
        st.markdown(look.grey(" · ".join(said)))
        if behind := picture.behind.get(key):
            look.rows([{"": named(one)} for one in behind[:LISTED]], f"plain-behind-{place}", header=False)
            _more(len(behind) - LISTED)
        else:
            sources_of(picture, [key], str(place))


def sources_of(picture: Picture, edges: Iterable[str], key: str) -> None:
    """Where lines stand, a chip for each document.

    Args:
        picture: with the lines.
        edges: their ids.
        key: of the list on the page.
    """
    found = {source for edge in edges for source in picture.sources.get(edge, ())}
    _sources(sorted(found, key=lambda source: source.document), key)


def named(entity_id: str) -> str:
    """A link to an entity, by its name."""
    entry = session.searcher().entry(entity_id)
    return look.link(entity_id, entry.name if entry else entity_id)


def group(box: Group) -> None:
    """A box that stands for many: the list behind it."""
    found = members(session.answer, box)
    st.markdown(f"**{number_text(len(found))} {look.esc(box.caption)}**")
    look.rows([{"": look.link(one.id, one.name)} for one in found[:LISTED]], "plain-many", header=False)
    _more(len(found) - LISTED)


def entity(picture: Picture, entity_id: str) -> None:
    """An entity: kind, name, state, properties, relationships, and what each document says."""
    entry, node = session.searcher().entry(entity_id), picture.nodes[entity_id]
    kind = kind_text(entry) if entry else Node.labels[node.label].title.of(language())
    st.markdown(f"{look.grey(kind)}  \n**{look.esc(node.title)}**")
    if node.state is not None:
        st.markdown(look.chip(node.state, short=False))
    properties(entity_id, node.label)
    _statements(entity_id)
    _relationships(entity_id)


# ------------------------------------------------------------------------------------------------ facts


def properties(entity_id: str, label: str) -> None:
    """Properties in the order of the model; what is concluded is marked, and what is expected but not stated.

    Args:
        entity_id: id.
        label: its label.
    """
    held = {row["property"]: row for row in session.answer("entity_facts", {"entity": entity_id}).rows}
    table = []
    for column in columns_of(Node.labels[label]):
        row = held.get(column.attribute) or held.get(f"{column.attribute}_month_day")
        expected = column.attribute in EXPECTED.get(label, ())
        if column.attribute not in NOT_SHOWN and (row or expected):
            value = _stated(column, row) if row else look.stated(None)
            table.append({"what": look.grey(column.text.of(language())), "value": value})
    look.rows(table, "plain-facts", header=False, none=t("network_page.no_facts"))


def _stated(column: Column, row: Mapping[str, Any]) -> str:
    text = look.esc(value_text(column, row["value"], row["value_precision"]))
    return f"{text} {look.grey(t('network_page.inferred'))}" if row["inferred"] else text


def value_text(column: Column, value: Any, precision: Precision | None = None) -> str:
    """A property as a reader writes it.

    Args:
        column: the property's column.
        value: as the graph holds it.
        precision: how much of a date is known.

    Returns:
        A plain text.
    """
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if column.choice is not None:
        return choice_text(column.choice(value))
    if isinstance(value, bool):
        return t("network_page.is_so" if value else "network_page.is_not")
    if isinstance(value, dt.date):
        return date_text(value, precision or "day")
    if isinstance(value, int | float) and column.cell.type != "year":
        return money_text(int(value)) if column.attribute in MONEY else number_text(value)
    if column.cell.type == "deadline":
        month, day = str(value).removeprefix("--").split("-")
        return t("network_page.yearly", day=f"{day}/{month}")
    return str(value)


def related(entity_id: str) -> dict[str, dict[Entity, list[Source]]]:
    """What an entity is joined to and where that stands, by type and direction, in the order of the model.

    Args:
        entity_id: id.

    Returns:
        Relationship as read from the entity -> the other end -> sources.
    """
    groups: dict[str, dict[Entity, list[Source]]] = defaultdict(lambda: defaultdict(list))
    types = list(Relationship.types)
    for row in sorted(neighbours(session.answer, entity_id), key=lambda row: types.index(row["relationship"])):
        if row["relationship"] not in UNLISTED:
            outgoing = row["start_node"].id == entity_id
            other = row["end_node"] if outgoing else row["start_node"]
            groups[relation_text(row["relationship"], outgoing=outgoing)][other] += row["sources"]
    return groups


def names(found: Collection[Entity], most: int = GROUPED, between: str = "  \n") -> str:
    """Links to entities, at most so many; how many more there are is said.

    Args:
        found: the entities.
        most: how many are named.
        between: what stands between two.
    """
    links = [look.link(other.id, other.name) for other in list(found)[:most]]
    rest = len(found) - most
    return between.join([*links, look.grey(t("network_page.more", count=number_text(rest)))] if rest > 0 else links)


def _relationships(entity_id: str) -> None:
    table = [{"what": look.grey(name), "value": names(found)} for name, found in related(entity_id).items()]
    if table:
        look.rows(table, "plain-near", header=False)


def _statements(entity_id: str) -> None:
    """What each document says of it, and how it writes the name."""
    rows = session.answer("statements_of", {"entity": entity_id}).rows
    statements = [list(said) for _, said in groupby(rows, key=lambda row: (row["document"].id, row["status"]))]
    if not statements:
        return
    st.markdown(f"**{look.esc(t('network_page.statements'))}**")
    look.rows([{"": _statement(said)} for said in statements[:STATEMENTS]], "plain-said", header=False)
    _more(len(statements) - STATEMENTS)


def _statement(rows: Sequence[Mapping[str, Any]]) -> str:
    """What one document says: the status it gives or the spelling it uses, below it where it stands, and its day."""
    first = rows[0]
    status: Choice | None = first["status"]
    written = "; ".join(first["as_written"] or [])
    said = look.esc(choice_text(status)) if status else look.grey(written) if written else ""
    chip = sources.chip(*(source for row in rows for source in row["sources"]))
    return "  \n".join(
        filter(None, (said, f"{chip} {look.grey(sources.day_text(first['document'].id, first['said_on']))}"))
    )


def _sources(found: Iterable[Source], key: str) -> None:
    each = {name: list(same) for name, same in groupby(found, key=lambda source: source.document)}
    if each:
        look.rows([{"": sources.chip(*same)} for same in each.values()], f"plain-src-{key}", header=False)


def _more(count: int) -> None:
    if count > 0:
        st.markdown(look.grey(t("network_page.more", count=number_text(count))))
