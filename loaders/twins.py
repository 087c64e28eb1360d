"""Entries that are likely what a new row is about: shown before it is saved, so that one thing is not entered twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rapidfuzz.fuzz import ratio

from graph.declare import Column, Table
from graph.names import fold
from loaders.desk import Desk
from loaders.forms import SEPARATOR, entity_of
from loaders.sheet import Cells

NEAR = 90  # of 100: "Sở Nội vụ" and "Sở Ngoại vụ" are 90 alike, and only shown
SHOWN = 3

Meant = Callable[[Column, str], str]


def likely_twins(desk: Desk, table: Table, cells: Cells, document: str, meant: Meant) -> list[str]:
    """Ids of entries that may be the same thing: a near name in the same place, or the same parties and period.

    Args:
        desk: the tables.
        table: the table of the new row.
        cells: the new row.
        document: id of its document; "" in the registry.
        meant: column and name or id -> the id that is meant.

    Returns:
        Ids, at most three, the most alike first.
    """
    own = entity_of(table, cells, document)
    found: dict[str, float] = {}
    for other, one in _others(desk, table):
        if other != own and (alike := max(_by_name(table, cells, one, meant), _by_ends(table, cells, one, meant))):
            found[other] = max(alike, found.get(other, 0))
    return sorted(found, key=lambda other: (-found[other], other))[:SHOWN]


def _others(desk: Desk, table: Table) -> Iterable[tuple[str, Cells]]:
    """Every row of the same label, wherever it stands."""
    for kin in table.node.tables() if table.node else ():
        same = next(one for one in desk.tables if (one.scope, one.name) == (kin.scope, kin.name))
        for document in desk.documents() if same.scope == "document" else [""]:
            for cells in desk.rows(same, document).values():
                if other := entity_of(same, cells, document):
                    yield other, cells


def _by_name(table: Table, one: Cells, other: Cells, meant: Meant) -> float:
    """How alike the names are, where nothing that both are joined to differs and their numbers agree."""
    first, second = (fold(cells.get("name") or cells.get("title") or "") for cells in (one, other))
    if not first or re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return 0
    single = [column for column in table.own_columns if column.edge and not column.many]
    if any(_differ(column, one, other, meant) for column in single):
        return 0
    alike = ratio(first, second)
    return alike if alike >= NEAR else 0


def _by_ends(table: Table, one: Cells, other: Cells, meant: Meant) -> float:
    """Whether what they must be joined to is the same, and no day of theirs differs."""
    ends = [column for column in table.own_columns if column.edge and column.many and column.required]
    if not ends or any(not other.get(column.name) or _differ(column, one, other, meant) for column in ends):
        return 0
    days = [name for pair in table.row.ordered for name in pair]
    return 0 if any(one.get(name, "") != other.get(name, one.get(name, "")) for name in days) else 100


def _differ(column: Column, one: Cells, other: Cells, meant: Meant) -> bool:
    """Whether both name something, and not the same."""
    sets = [
        {meant(column, part.strip()) for part in cells.get(column.name, "").split(SEPARATOR) if part.strip()}
        for cells in (one, other)
    ]
    return bool(sets[0] and sets[1] and sets[0] != sets[1])
