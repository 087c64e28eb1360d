"""What stays while a document or registry has issues: nothing it stated before is retracted or emptied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.check import check, good_records
from loaders.lastgood import LastGood, Part
from loaders.raw import Origin
from loaders.references import Resolver
from loaders.rows import ORIGIN_COLUMNS, Record, read_rows
from loaders.tables import FolderTables

# What is wrong with a row only because of another one: with the rows from before it may be right.
CURABLE = frozenset({"unknown_ref", "ambiguous_ref", "points_at_rejected", "change_incomplete"})


@dataclass(slots=True)
class Kept:
    """What a load takes from before.

    Attributes:
        good: rows that load, those from before among them.
        resolver: what their cells were resolved with.
        counts: document id, or `registry` -> number of rows that stay as they were.
        lost: ids of rows from before that no longer resolve, and are left out.
    """

    good: list[Record]
    resolver: Resolver
    counts: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)


def faulty_parts(tables: Iterable[FolderTables], records: Iterable[Record]) -> set[Part]:
    """Parts that have an issue; one without a name stands for everything in its folder.

    Args:
        tables: the tables of all folders.
        records: their rows, checked.
    """
    found: set[Part] = set()
    for folder in tables:
        found |= {Part.of(Origin(folder.folder, issue.file), "") for issue in folder.issues}
        for document in folder.documents:
            if not document.readable:
                found.add(Part.of(document.origin, document.id))
            found |= {Part.of(raw.origin, "") for raw in document.tables if raw.problems}
        found |= {Part.of(raw.origin, "") for raw in folder.registry if raw.problems}
    return found | {Part.of(record.origin, record.document) for record in records if record.problems}


def keep(
    last_good: LastGood, faulty: set[Part], records: Sequence[Record], shadowed: Sequence[Record], resolver: Resolver
) -> Kept:
    """Give faulty parts back the rows and cells that they had, where no good row has their place now.

    Args:
        last_good: the rows that loaded last.
        faulty: the parts with issues.
        records: all rows, checked; those that were wrong only for want of a row from before are right afterwards.
        shadowed: rows that a later folder replaces; they come back where what replaces them never loaded.
        resolver: what the rows were resolved with.

    Returns:
        The rows that load now.
    """
    good = {record.identity: record for record in records if record.stands}
    before: dict[tuple[str, ...], Record] = {}
    filled: list[Record] = []
    known: set[str] = set()
    for part in sorted(faulty, key=lambda p: (p.folder, p.below, p.name)):
        for document, raw in last_good.read(part):
            known.add(document)
            for record in read_rows(raw, document):
                if (place := record.identity) not in good:
                    before.setdefault(place, record)
                elif _fill_in(good[place], record):
                    filled.append(good[place])
    bare = {part.name for part in faulty} - known
    for record in reversed(shadowed):
        if record.row and record.identity not in good and (not record.document or record.document in bare):
            before.setdefault(record.identity, record)
    if not before and not filled:
        return Kept(good_records(records), resolver)
    kept = _settled(records, list(before.values()))
    kept.counts.update(record.document or "registry" for record in filled)
    return kept


def _fill_in(record: Record, before: Record) -> bool:
    """Give a row back the cells it had and has no more; whether there were any."""
    own = record.good_cells
    lost = {c: text for c, text in before.cells.items() if c not in own and c not in ORIGIN_COLUMNS[record.table.scope]}
    if not lost:
        return False
    cells = {**own, **lost}
    origin = frozenset() if record.is_head else ORIGIN_COLUMNS[record.table.scope]
    row, _ = type(record.row or before.row).read({c: text for c, text in cells.items() if c not in origin})  # type: ignore[union-attr]
    if row is not None:
        record.row, record.filled = row, lost
    return row is not None


def _settled(records: Sequence[Record], before: list[Record]) -> Kept:
    """Check all rows that may load together with those from before, until all of them stand.

    A row of today has its place before one of yesterday; a row from before that no longer resolves is left out.
    """
    hopeful = [record for record in records if record.stands or _is_curable(record)]
    lost: list[str] = []
    while True:
        places = {record.identity for record in hopeful}
        added = [record for record in before if record.identity not in places]
        for record in (*hopeful, *added):
            record.reset()
        resolver = check([*hopeful, *added])
        if not all(record.stands for record in hopeful):
            hopeful = good_records(hopeful)
        elif not all(record.stands for record in added):
            lost += [record.id or record.table.name for record in added if not record.stands]
            before = [record for record in added if record.stands]
        else:
            return Kept([*hopeful, *added], resolver, Counter(r.document or "registry" for r in added), lost)


def _is_curable(record: Record) -> bool:
    return record.row is not None and all(problem.key in CURABLE for problem in record.problems)
