"""Rows of changes.csv: a change loads whole or not at all, and its rows agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pydantic_core import PydanticCustomError

from graph.cells import Choice
from graph.model import AgencyKind, Change, ChangeKind, PlaceKind
from loaders.rows import Record

SAME_UNIT = (ChangeKind.RENAME, ChangeKind.UPGRADE)
KINDS: dict[str, type[Choice]] = {"Place": PlaceKind, "Agency": AgencyKind}


def check_changes(records: Iterable[Record], labels: Mapping[str, str]) -> None:
    """Note what is wrong with the rows of each change.

    Args:
        records: all records; only those of changes.csv are looked at.
        labels: id -> label of everything declared.
    """
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        if record.label == "Change":
            groups[record.origin.folder, record.cells.get("id", "")].append(record)
    for rows in groups.values():
        for record in rows:
            if isinstance(record.row, Change):
                _check_row(record, record.row, labels)
        _check_agreement(rows)
        if any(r.problems for r in rows):
            for record in rows:
                if not record.problems:
                    record.reject("id", "change_incomplete", value=record.cells["id"])


def _check_row(record: Record, row: Change, labels: Mapping[str, str]) -> None:
    if row.kind in SAME_UNIT:
        if record.refs.get("to", ()) != record.refs.get("from", ()) and not record.problems:
            record.reject("to", "same_unit", value=record.cells.get("to", ""))
        for column, value in (("from_ends", row.from_ends), ("to_new", row.to_new)):
            if value:
                record.reject(column, "same_unit_no", value=record.cells[column])
    if row.kind_before and (unit := next(iter(record.refs.get("from", ())), None)):
        try:
            KINDS[labels[unit]].read(row.kind_before)
        except PydanticCustomError:
            record.reject("kind_before", "not_a_kind", value=row.kind_before, choices=", ".join(KINDS[labels[unit]]))


def _check_agreement(rows: list[Record]) -> None:
    first = rows[0].cells
    for record in rows[1:]:
        for column in ("kind", "effective_on", "legal_basis"):
            if record.cells.get(column) != first.get(column):
                record.reject(
                    column, "change_disagrees", value=record.cells.get(column, ""), first=first.get(column, "")
                )
