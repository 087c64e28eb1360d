"""What stays while a document or registry has issues: nothing it stated before is retracted or emptied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from loaders.check import check, good_records
from loaders.lastgood import LastGood, Part
from loaders.raw import Origin
from loaders.references import Resolver
from loaders.rows import ORIGIN_COLUMNS, Record, read_rows
from loaders.tables import FolderTables

# What is wrong with a row only because of another one: with the rows from before it may be right.
CONSEQUENCES = frozenset({"points_at_rejected", "change_incomplete"})
CURABLE = CONSEQUENCES | {"unknown_ref", "ambiguous_ref"}


@dataclass(slots=True)
class Kept:
    """What a load takes from before.

    Attributes:
        good: rows that load, those from before among them.
        resolver: what their cells were resolved with.
        counts: document id, or `registry` -> number of rows that stay as they were.
        lost: ids of rows from before that no longer resolve, and are left out.
        faulty: parts that have an issue; one without a name stands for everything in its folder.
    """

    good: list[Record]
    resolver: Resolver
    counts: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    faulty: set[Part] = field(default_factory=set)


class Keeper:
    """Finds what stays from before.

    Args:
        last_good: the rows that loaded last.
        tables: the tables of all listed folders.
        shadowed: rows that a later folder replaces; they come back where what replaces them never loaded.
    """

    def __init__(self, last_good: LastGood, tables: Sequence[FolderTables], shadowed: Sequence[Record]) -> None:
        self._last_good = last_good
        self._tables = tables
        self._shadowed = shadowed
        self._active = {document.id: document.origin for folder in tables for document in folder.documents}
        self._order = {folder.folder: -i for i, folder in enumerate(tables)}

    def _faulty(self, records: Iterable[Record]) -> set[Part]:
        """Parts with these wrong rows or with unreadable tables; one without a name is everything in its folder."""
        found = {Part.of(record.origin, record.document) for record in records}
        for folder in self._tables:
            found |= {Part.of(Origin(folder.folder, issue.file), "") for issue in folder.issues}
            found |= {Part.of(raw.origin, "") for raw in folder.registry if raw.problems}
            for document in folder.documents:
                if not document.readable:
                    found.add(Part.of(document.origin, document.id))
                found |= {Part.of(raw.origin, "") for raw in document.tables if raw.problems}
        return found

    def keep(self, records: Sequence[Record], resolver: Resolver) -> Kept:
        """Give faulty parts back the rows and cells that they had, where no good row has their place now.

        Args:
            records: all rows, checked; those that were wrong only for want of a row from before are right afterwards.
            resolver: what the rows were resolved with.

        Returns:
            The rows that load now.
        """
        kept = Kept(good_records(records), resolver)
        while more := self._more(records, kept.faulty):
            faulty = kept.faulty | more
            kept = self._kept(faulty, records) or kept
            kept.faulty = faulty
        return kept

    def _more(self, records: Sequence[Record], known: set[Part]) -> set[Part]:
        """Further parts with issues: first what nothing from before can cure, last what only follows from others."""
        for curable in (CURABLE, CONSEQUENCES, frozenset[str]()):
            wrong = (record for record in records if any(p.key not in curable for p in record.problems))
            if found := self._faulty(wrong) - known:
                return found
        return set()

    def _kept(self, faulty: set[Part], records: Sequence[Record]) -> Kept | None:
        good = {record.identity: record for record in records if record.stands}
        before: dict[tuple[str, ...], Record] = {}
        known: set[str] = set()
        for record in self._rows_of(faulty):
            known.add(record.document)
            if (place := record.identity) not in good:
                before.setdefault(place, record)
            else:
                _fill_in(good[place], record)
        bare = {part.name for part in faulty} - known
        back = [r for r in self._shadowed if r.row and (not r.document or r.document in bare)]
        for record in back:
            record.origin = self._place_now(record)
        for place, record in {record.identity: record for record in back}.items():
            if place not in good:
                before.setdefault(place, record)
        filled = [record for record in good.values() if record.filled]
        if not before and not filled:
            return None
        kept = _settled(records, list(before.values()))
        kept.counts.update(record.document or "registry" for record in filled)
        return kept

    def _rows_of(self, faulty: Iterable[Part]) -> Iterator[Record]:
        """The rows of faulty parts as they last loaded, those of later folders first."""
        for part in sorted(faulty, key=lambda p: (self._order[p.folder], p.below, p.name)):
            for document, raw in self._last_good.read(part):
                if document not in self._active or self._active[document].folder == part.folder:
                    yield from read_rows(raw, document)

    def _place_now(self, record: Record) -> Origin:
        """Where a replaced row is kept for the next load: in the document that replaces its own."""
        if not record.document:
            return record.origin
        now = self._active[record.document]
        return Origin(now.folder, f"{now.file.rpartition('/')[0]}/{record.table.file_name}")


def _fill_in(record: Record, before: Record) -> None:
    """Give a row back the cells it had and has no more."""
    own = record.good_cells
    told_by = {"id", *record.table.row.told_by, *ORIGIN_COLUMNS[record.table.scope]}
    lost = {column: text for column, text in before.cells.items() if column not in own and column not in told_by}
    if not lost:
        return
    origin = frozenset() if record.is_head else ORIGIN_COLUMNS[record.table.scope]
    cells = {column: text for column, text in {**own, **lost}.items() if column not in origin}
    row, _ = type(record.row or before.row).read(cells)  # type: ignore[union-attr]
    if row is not None:
        record.row, record.filled, record.noted = row, record.filled | lost, len(record.problems)


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
