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
    for rows in changes_of(records).values():
        for record in rows:
            if isinstance(record.row, Change):
                _check_row(record, record.row, labels)
        _check_agreement(rows)
        if any(r.problems for r in rows):
            reject_whole(rows)


def changes_of(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Rows of each change by its id."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.label == "Change" and record.id:
            groups[record.id].append(record)
    return groups


def reject_whole(rows: Iterable[Record]) -> None:
    """Reject the good rows of a change of which another row is rejected."""
    for record in rows:
        if not record.problems:
            record.reject("id", "change_incomplete", value=record.id)


def _check_row(record: Record, row: Change, labels: Mapping[str, str]) -> None:
    if row.kind in SAME_UNIT:
        if record.refs.get("to", ()) != record.refs.get("from", ()) and not record.problems:
            record.reject("to", "same_unit", value=record.cells.get("to", ""))
        for column, value in (("from_ends", row.from_ends), ("to_new", row.to_new)):
            if value:
                record.reject(column, "same_unit_no", value=record.cells[column])
    if row.kind_before and (unit := next(iter(record.refs.get("from", ())), None)):
        kinds = KINDS[labels[unit]]
        try:
            record.row = row.model_copy(update={"kind_before": kinds.read(row.kind_before).value})
        except PydanticCustomError:
            record.reject("kind_before", "not_a_kind", value=row.kind_before, choices=", ".join(kinds))


def _check_agreement(rows: Iterable[Record]) -> None:
    """All rows of a change have the same kind, day and basis, as understood."""
    first: Record | None = None
    for record in rows:
        if not isinstance(record.row, Change):
            continue
        first = first or record
        for column, value in _shared(record).items():
            if value != _shared(first)[column]:
                cell = first.cells.get(column, "")
                record.reject(column, "change_disagrees", value=record.cells.get(column, ""), first=cell)


def _shared(record: Record) -> dict[str, object]:
    assert isinstance(record.row, Change)
    row, basis = record.row, record.refs.get("legal_basis")
    return {"kind": row.kind, "effective_on": row.effective_on, "legal_basis": basis}
