"""The whole load: read, resolve, check, merge, derive, compare, write the difference, and note it in the ledger."""

from __future__ import annotations

import csv
import datetime as dt
import getpass
import hashlib
import io
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from graph import cypher
from graph.errors import Issue, LoadRefused
from graph.model import model_hash
from graph.settings import Settings
from graph.store import GraphStore
from graph.texts import t
from loaders.check import check, good_records
from loaders.derive import derive
from loaders.diff import ChangeLine, Known, Progress, compare, describe, read_graph, read_snapshot, save_snapshot, write
from loaders.lastgood import LastGood, Part
from loaders.merge import Facts, fill_plan_tasks, merge
from loaders.raw import RawTable
from loaders.rows import Record, read_rows, table_issues
from loaders.tables import FolderTables, read_folder, scan_folder, write_whole

Counts = dict[str, dict[str, int]]
ISSUE_COLUMNS = ("folder", "file", "sheet", "row", "column", "value", "reason", "hint")


@dataclass(slots=True)
class LoadResult:
    """What a load did, or would do.

    Attributes:
        counts: "added", "changed", "removed" -> label or type -> number.
        changes: the changes one by one; none for a first load.
        issues: everything that could not be taken, with its place and reason.
        kept: what stays from the last faultless tables: `document id` or `registry`, with the number of rows.
        folders: the listed folders, in order.
        unchanged: nothing was read because nothing is new.
        seconds: time by stage.
    """

    counts: Counts = field(default_factory=lambda: {"added": {}, "changed": {}, "removed": {}})
    changes: list[ChangeLine] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    kept: dict[str, int] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    unchanged: bool = False
    seconds: dict[str, float] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """As the JSON of `hoptac load --json`."""
        return {
            **self.counts,
            "issues": [issue.to_dict() for issue in self.issues],
            "changes": self.changes,
            "kept": self.kept,
        }


class _Clock:
    """Notes how long each stage takes."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds, self._last = seconds, time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self._seconds[stage] = round(self._seconds.get(stage, 0) + now - self._last, 3)
        self._last = now


def listed_folders(settings: Settings) -> list[Path]:
    """The data folders in the order in which they count: shipped, added, the user's own last.

    Args:
        settings: the settings.

    Returns:
        The folders.

    Raises:
        LoadRefused: one of them is missing.
    """
    folders = [settings.data, *settings.folders]
    if settings.user_data.exists() or str(settings.user_data) in _last_folders(settings.home):
        folders.append(settings.user_data)
    for folder in folders:
        if not folder.is_dir():
            raise LoadRefused(t("load.folder_missing", folder=folder), t("load.folder_missing_hint", folder=folder))
    return folders


def load(
    settings: Settings,
    store: GraphStore,
    *,
    dry_run: bool = False,
    verify: bool = False,
    more: Sequence[FolderTables] = (),
    folders: Sequence[Path] | None = None,
    progress: Progress | None = None,
) -> LoadResult:
    """Bring the graph to what the listed folders say.

    Args:
        settings: where the folders are.
        store: the graph, opened as writer.
        dry_run: find the difference and write nothing.
        verify: compare with the graph itself, whatever the snapshot says.
        more: tables to look at on top of the folders (an XLSX before it is accepted); only with `dry_run`.
        folders: the folders instead of the listed ones (one that is about to be listed among them).
        progress: called with the number of rows written since the last call.

    Returns:
        What was done.

    Raises:
        LoadRefused: a folder is missing, or no table can be read.
    """
    result = LoadResult()
    clock = _Clock(result.seconds)
    with store.writer_lock():
        store.apply_schema(cypher.schema())
        files = [scan_folder(folder) for folder in (folders or listed_folders(settings))]
        result.folders = [f.folder for f in files]
        fingerprint = _fingerprint(f.digest() for f in files)
        clock.lap("scan")
        held = store.fingerprint()
        if held == fingerprint and not (verify or more):
            result.unchanged = True
            result.issues = read_issues(settings.home)
            return result
        tables = [*(read_folder(f) for f in files), *more]
        del files
        facts, parts = _facts(settings, tables, result, clock)
        known = None if verify else read_snapshot(settings.home / "snapshot.json", held)
        diff = compare(facts, known or _held(store))
        clock.lap("compare")
        describe(diff, facts, store)
        clock.lap("describe")
        result.counts, result.changes = diff.counts(facts), diff.lines
        if dry_run:
            return result
        if diff.size:
            store.set_fingerprint(None)
            write(diff, facts, store, progress)
        clock.lap("write")
        save_snapshot(settings.home / "snapshot.json", fingerprint, facts)
        _keep_last_good(settings.home, parts)
        store.set_fingerprint(fingerprint)
        clock.lap("keep")
        _write_ledger(settings.home, result)
        write_issues(settings.home, result.issues)
    return result


def _held(store: GraphStore) -> Known:
    """What the graph holds; a graph without a single node is not read further."""
    if not store.read("MATCH (n:Entity) RETURN n.id AS id LIMIT 1").rows:
        return Known()
    return read_graph(store)


def _fingerprint(digests: Iterable[str]) -> str:
    """Of all files, the model and the program version."""
    text = "\n".join((version("hoptac"), model_hash(), *digests))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


# ------------------------------------------------------------------------------------------------ files to facts


@dataclass(slots=True)
class _Parts:
    """Every part of the listed folders, with what is wrong in it."""

    all: list[Part] = field(default_factory=list)
    faulty: set[tuple[str, str]] = field(default_factory=set)


def _facts(
    settings: Settings, tables: Sequence[FolderTables], result: LoadResult, clock: _Clock
) -> tuple[Facts, _Parts]:
    """Read, check and merge the tables.

    Raises:
        LoadRefused: no table can be read.
    """
    every = [raw for folder in tables for raw in _each_table(folder)]
    if every and not any(raw.readable for raw in every):
        issues = [issue for raw in every for issue in table_issues(raw)]
        raise LoadRefused(t("load.no_table"), issues[0].reason if issues else "")
    result.issues += [issue for folder in tables for issue in folder.issues]
    result.issues += [issue for raw in every for issue in table_issues(raw)]
    parts = _parts(tables)
    records, shadowed = _records(tables)
    clock.lap("read")
    resolver = check(records)
    clock.lap("check")
    result.issues += [issue for record in records for issue in record.issues()]
    good = good_records(records)
    _note_faults(parts, tables, records)
    if parts.faulty:
        kept = _kept_records(LastGood(settings.home), parts, good, shadowed)
        if kept:
            good, resolver = _settle(good, kept, result)
        clock.lap("keep")
    order = {folder: i for i, folder in enumerate(result.folders)}
    result.issues.sort(key=lambda i: (order.get(i.folder, len(order)), i.file, i.sheet, i.row or 0, i.column))
    fill_plan_tasks(good)
    facts = merge(good, resolver.same_as)
    clock.lap("merge")
    derive(facts, good)
    clock.lap("derive")
    return facts, parts


def _each_table(folder: FolderTables) -> Iterator[RawTable]:
    yield from folder.registry
    for document in folder.documents:
        yield from document.tables


def _parts(tables: Sequence[FolderTables]) -> _Parts:
    parts = _Parts()
    for folder in tables:
        digest = hashlib.blake2b(
            repr([[r.cells for r in raw.rows] for raw in folder.registry]).encode(), digest_size=16
        )
        parts.all.append(Part(folder.folder, "", digest.hexdigest(), folder.registry))
        parts.all += [Part(folder.folder, d.id, d.digest, d.tables) for d in folder.documents]
    return parts


def _records(tables: Sequence[FolderTables]) -> tuple[list[Record], list[Record]]:
    """Typed rows of all folders, and those that a later folder or the registry replaces."""
    registry: dict[tuple[str, str], tuple[tuple[int, str], list[Record]]] = {}
    loose: list[Record] = []
    shadowed: list[Record] = []
    last = {d.id: i for i, folder in enumerate(tables) for d in folder.documents}
    documents: list[Record] = []
    for i, folder in enumerate(tables):
        for raw in folder.registry:
            group = (i, raw.origin.file.partition("/")[0])
            for record in read_rows(raw):
                _take_registry_row(record, group, registry, loose, shadowed)
        for document in folder.documents:
            rows = [r for raw in document.tables for r in read_rows(raw, document.id)] if document.readable else []
            if not document.readable:
                documents += _refused_rows(document.tables, document.id)
            (documents if last[document.id] == i else shadowed).extend(rows)
    return [r for _, rows in registry.values() for r in rows] + loose + documents, shadowed


def _take_registry_row(
    record: Record,
    group: tuple[int, str],
    registry: dict[tuple[str, str], tuple[tuple[int, str], list[Record]]],
    loose: list[Record],
    shadowed: list[Record],
) -> None:
    """A later folder, and the registry before the gazetteer, replace all rows of an id together."""
    name = record.cells.get("id", "")
    if not name or record.row is None:
        loose.append(record)
        return
    known = registry.get((record.table.name, name))
    if known is None or known[0] != group:
        if known is not None:
            shadowed.extend(known[1])
        registry[record.table.name, name] = (group, [record])
    else:
        known[1].append(record)


def _refused_rows(tables: Iterable[RawTable], document: str) -> list[Record]:
    """Rows of a document whose own row cannot be read: only what is already known to be wrong is told."""
    records = [r for raw in tables for r in read_rows(raw, document)]
    found = []
    for record in records:
        if record.problems:
            record.row = None
            record.id = ""
            found.append(record)
    return found


def _note_faults(parts: _Parts, tables: Sequence[FolderTables], records: Iterable[Record]) -> None:
    """Which parts have any issue."""
    for folder in tables:
        names = {d.origin.file.rpartition("/")[0]: d.id for d in folder.documents}
        for issue in folder.issues:
            parts.faulty.add((folder.folder, names.get(issue.file.rpartition("/")[0], "")))
        for raw in folder.registry:
            if raw.problems:
                parts.faulty.add((folder.folder, ""))
        for document in folder.documents:
            if not document.readable or any(raw.problems for raw in document.tables):
                parts.faulty.add((folder.folder, document.id))
    parts.faulty |= {(r.origin.folder, r.document) for r in records if r.problems}


def _kept_records(
    last_good: LastGood, parts: _Parts, good: Sequence[Record], shadowed: Sequence[Record]
) -> list[Record]:
    """Rows of faulty parts as they last were, where no good row has their place now."""
    kept: list[Record] = []
    present = {_place_of(r) for r in good}
    by_place = {_place_of(r): r for r in good}
    for folder, name in sorted(parts.faulty):
        missing = _missing_columns(parts, folder, name)
        for raw in last_good.read(folder, name):
            for record in read_rows(raw, name):
                place = _place_of(record)
                if place in present:
                    _fill_in(by_place[place], record, missing.get(raw.table.name, set()))
                elif record.row is not None:
                    record.kept = True
                    kept.append(record)
    faulty_folders = {folder for folder, name in parts.faulty}
    if faulty_folders:
        taken = present | {_place_of(r) for r in kept}
        back = [r for r in shadowed if not r.problems and _place_of(r) not in taken]
        for record in back:
            record.kept = True
        kept += back
    return kept


def _place_of(record: Record) -> tuple[str, str, str]:
    """What makes a row the same row as before: its table, its document, and its id or all its cells."""
    name = record.cells.get("id") or (record.cells.get("number") if record.label == "Task" else "")
    if (
        record.label in ("Change", "Quantity", "Report")
        or not name
        or ("name" not in record.cells and record.label == "Place")
    ):
        name = repr(sorted(record.cells.items()))
    return record.table.name, record.document, name


def _missing_columns(parts: _Parts, folder: str, name: str) -> dict[str, set[str]]:
    """Columns whose cells cannot be read now, by table: an unknown heading, a bad key of document.yml."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in parts.all:
        if (part.folder, part.name) != (folder, name):
            continue
        for raw in part.tables:
            seen = {column for row in raw.rows for column in row.cells}
            if raw.problems or raw.table.file.endswith(".yml"):
                found[raw.table.name] |= {c.name for c in raw.table.columns} - seen
    return found


def _fill_in(record: Record, before: Record, columns: set[str]) -> None:
    """Give a row back the cells that its table cannot hold at the moment."""
    bad = {p.column for p in record.problems}
    lost = {
        c: text
        for c, text in before.cells.items()
        if (c in columns or c in bad) and (c not in record.cells or c in bad)
    }
    if not lost:
        return
    row, problems = record.table.row.read({**record.cells, **lost})
    if row is not None and not problems:
        record.row, record.cells = row, {**record.cells, **lost}


def _settle(good: list[Record], kept: list[Record], result: LoadResult) -> tuple[list[Record], Any]:
    """Take the kept rows in; one that no longer resolves is left out and named."""
    while True:
        for record in (*good, *kept):
            record.refs, record.cited = {}, {}
            if record.kept:
                record.problems = []
        noted = {id(r): list(r.problems) for r in good}
        resolver = check([*good, *kept])
        for record in good:
            record.problems = noted[id(record)]
        fallen = [r for r in kept if r.problems]
        if not fallen:
            break
        for record in fallen:
            result.kept[t("load.not_kept", name=record.id or record.table.name)] = 0
        kept = [r for r in kept if not r.problems]
    counted: dict[str, int] = defaultdict(int)
    for record in kept:
        counted[record.document or "registry"] += 1
    result.kept |= counted
    return [*good, *kept], resolver


# ------------------------------------------------------------------------------------------------ what is kept


def _keep_last_good(home: Path, parts: _Parts) -> None:
    listed: dict[str, set[str]] = defaultdict(set)
    for part in parts.all:
        listed[part.folder].add(part.name)
    faultless = [part for part in parts.all if (part.folder, part.name) not in parts.faulty]
    LastGood(home).keep(faultless, listed)


def _write_ledger(home: Path, result: LoadResult) -> None:
    now = dt.datetime.now(dt.UTC)
    entry = {
        "id": f"load.{now:%Y%m%dT%H%M%S%f}",
        "at": now.isoformat(timespec="seconds"),
        "who": _user(),
        "folders": result.folders,
        "counts": result.counts,
        "changes": result.changes,
        "issues": len(result.issues),
        "kept": result.kept,
        "seconds": result.seconds,
    }
    write_whole(home / "ledger" / f"{entry['id']}.json", json.dumps(entry, ensure_ascii=False, indent=1).encode())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def read_ledger(home: Path, limit: int = 50) -> list[dict[str, Any]]:
    """The last loads, newest first.

    Args:
        home: the user's folder.
        limit: how many.

    Returns:
        Entries with `id`, `at`, `who`, `folders`, `counts`, `changes`, `issues`, `kept`, `seconds`.
    """
    files = sorted((home / "ledger").glob("load.*.json"), reverse=True)[:limit]
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def _last_folders(home: Path) -> list[str]:
    entries = read_ledger(home, 1)
    return list(entries[0]["folders"]) if entries else []


def write_issues(home: Path, issues: Iterable[Issue]) -> None:
    """Write `issues.csv`, replacing the one of the load before.

    Args:
        home: the user's folder.
        issues: the issues.
    """
    content = io.StringIO(newline="")
    writer = csv.DictWriter(content, ISSUE_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: "" if v is None else v for k, v in issue.to_dict().items()} for issue in issues)
    write_whole(home / "issues.csv", ("\ufeff" + content.getvalue()).encode())


def read_issues(home: Path) -> list[Issue]:
    """The issues of the last load, as `issues.csv` has them.

    Args:
        home: the user's folder.

    Returns:
        The issues; none where there was no load.
    """
    file = home / "issues.csv"
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as content:
        return [
            Issue(**{**row, "row": int(row["row"]) if row["row"] else None})  # type: ignore[arg-type]
            for row in csv.DictReader(content)
        ]
