"""The whole load: read, resolve, check, merge, derive, compare, write the difference, and note it in the ledger."""

from __future__ import annotations

import csv
import datetime as dt
import gc
import getpass
import hashlib
import io
import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock

from graph import cypher
from graph.errors import Issue, LoadRefused
from graph.model import model_hash
from graph.settings import Settings
from graph.store import GraphStore
from graph.texts import t
from loaders.check import check
from loaders.derive import derive
from loaders.diff import ChangeLine, Diff, Progress, Snapshot, compare, describe, everything, read_graph, write
from loaders.keep import Keeper
from loaders.lastgood import LastGood, Part
from loaders.merge import Facts, fill_plan_tasks, merge
from loaders.raw import RawTable
from loaders.rows import Record, read_rows, table_issues
from loaders.tables import (
    DocumentTables,
    FolderFiles,
    FolderTables,
    guarded,
    read_folder,
    reading_order,
    scan_folder,
    unguarded,
    write_whole,
)

Counts = dict[str, dict[str, int]]
ACCEPTED = ".accepted"  # accepted rows on their way into the user's folder, complete once the folder has this name
SNAPSHOT = "snapshot.json"
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
    take_accepted(settings)
    folders = [settings.data, *settings.folders]
    if settings.user_data.exists() or str(settings.user_data) in _last_folders(settings.home):
        folders.append(settings.user_data)
    for folder in folders:
        if not folder.is_dir():
            raise LoadRefused(t("load.folder_missing", folder=folder), t("load.folder_missing_hint", folder=folder))
    return folders


def keep_accepted(settings: Settings, files: Mapping[str, bytes]) -> None:
    """Put files into the user's folder, all of them or none, whenever the program ends.

    Args:
        settings: where the user's folder is.
        files: path below it -> content; an empty one goes.
    """
    stage = settings.home / f"{ACCEPTED}.part"
    with _only_one(settings):
        take_accepted(settings)
        shutil.rmtree(stage, ignore_errors=True)
        for path, content in files.items():
            write_whole(stage / path, content)
        if files:
            stage.replace(settings.home / ACCEPTED)
        take_accepted(settings)


def take_accepted(settings: Settings) -> None:
    """Put files that were accepted in place, also those of a program that ended in between.

    Args:
        settings: where the user's folder is.
    """
    stage = settings.home / ACCEPTED
    if not stage.exists():
        return
    with _only_one(settings):
        for file in sorted(path for path in stage.rglob("*") if path.is_file()):
            goal = settings.user_data / file.relative_to(stage)
            if file.stat().st_size:
                goal.parent.mkdir(parents=True, exist_ok=True)
                file.replace(goal)
            else:
                goal.unlink(missing_ok=True)
                with suppress(OSError):  # a folder that still holds something stays
                    goal.parent.rmdir()
        shutil.rmtree(stage, ignore_errors=True)


def _only_one(settings: Settings) -> FileLock:
    """Keeps other programs from moving the same files."""
    return FileLock(settings.home / f"{ACCEPTED}.lock", is_singleton=True)


def load(
    settings: Settings,
    store: GraphStore,
    *,
    dry_run: bool = False,
    verify: bool = False,
    more: Sequence[FolderTables] = (),
    staged: Mapping[str, bytes] | None = None,
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
        staged: path below the user's own folder -> content it would have, empty for a file that goes; only with
            `dry_run`.
        folders: the folders instead of the listed ones (one that is about to be listed among them).
        progress: called with the number of rows written since the last call.

    Returns:
        What was done.

    Raises:
        LoadRefused: a folder is missing, or no table can be read.
    """
    result = LoadResult()
    clock = _Clock(result.seconds)
    with store.writer_lock(), _collector_paused():
        files = [scan_folder(folder) for folder in (folders or listed_folders(settings))]
        if staged:
            files = _laid_over(files, str(settings.user_data), staged)
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
        try:
            loading = _facts(settings, tables, result, clock)
        except LoadRefused as refused:
            if not dry_run:
                write_issues(settings.home, refused.issues)
            raise
        known = None if verify else Snapshot.read(settings.home / SNAPSHOT, held)
        diff = _difference(loading, known, store)
        clock.lap("compare")
        describe(diff, loading.facts, store)
        clock.lap("describe")
        result.counts, result.changes = diff.counts(loading.facts), diff.lines
        if dry_run:
            return result
        _write(settings.home, store, diff, loading, fingerprint, progress)
        clock.lap("write")
        _write_ledger(settings.home, result)
        write_issues(settings.home, result.issues)
    return result


def _laid_over(files: Sequence[FolderFiles], own: str, staged: Mapping[str, bytes]) -> list[FolderFiles]:
    """The folders, with files of the user's own folder as they would be."""
    held = next((f for f in files if f.folder == own), FolderFiles(own))
    contents = {path: content for path, content in {**held.contents, **staged}.items() if content}
    return [*(f for f in files if f.folder != own), FolderFiles(own, dict(sorted(contents.items(), key=reading_order)))]


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without the garbage collector: a load makes millions of objects and no circles (it took a third of the time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _difference(loading: _Loading, known: Snapshot | None, store: GraphStore) -> Diff:
    """What has to be written; a graph that is not known is read back, unless it is empty."""
    if known is None:
        if not store.read("MATCH (n:Entity) RETURN n.id AS id LIMIT 1").rows:
            return everything(loading.facts)
        known = Snapshot.of(read_graph(store))
    return compare(loading.snapshot, known)


def _write(
    home: Path, store: GraphStore, diff: Diff, loading: _Loading, fingerprint: str, progress: Progress | None
) -> None:
    """Write the difference; what is kept for the next load is made ready while the engine works."""

    def keep() -> None:
        loading.snapshot.save(home / SNAPSHOT, fingerprint)
        LastGood(home).keep(loading.good, loading.digests)

    store.apply_schema(cypher.schema())
    if diff.size:
        store.set_fingerprint(None)
    with ThreadPoolExecutor(1) as beside:
        kept = beside.submit(keep)
        if diff.size:
            write(diff, loading.facts, store, progress)
        kept.result()
    store.set_fingerprint(fingerprint)


def _fingerprint(digests: Iterable[str]) -> str:
    """Of all files, the model and the program version."""
    text = "\n".join((version("hoptac"), model_hash(), *digests))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def loaded_rows(settings: Settings, store: GraphStore) -> list[Record]:
    """The rows of the listed folders that make the graph as it is, those kept from before among them.

    Args:
        settings: where the folders are.
        store: the graph.

    Returns:
        Rows of every table, in reading order.

    Raises:
        LoadRefused: a folder is missing, no table can be read, or the files changed since they were loaded.
    """
    files = [scan_folder(folder) for folder in listed_folders(settings)]
    if store.fingerprint() != _fingerprint(f.digest() for f in files):
        raise LoadRefused.say("load.not_loaded")
    result = LoadResult()
    return _facts(settings, [read_folder(f) for f in files], result, _Clock(result.seconds)).good


# ------------------------------------------------------------------------------------------------ files to facts


@dataclass
class _Loading:
    """What a load has understood.

    Attributes:
        facts: what the graph shall hold.
        good: the rows it comes from.
        digests: every part of the listed folders -> digest of its files; "" where it has issues.
    """

    facts: Facts
    good: list[Record]
    digests: dict[Part, str]

    @cached_property
    def snapshot(self) -> Snapshot:
        """The facts as digests."""
        return Snapshot.of(self.facts)


def _facts(settings: Settings, tables: Sequence[FolderTables], result: LoadResult, clock: _Clock) -> _Loading:
    """Read, check and merge the tables.

    Raises:
        LoadRefused: no table can be read.
    """
    every = list(_each_table(tables))
    if every and not any(raw.readable for raw in every):
        issues = sorted(_issues(tables, every, ()), key=_reading_order(result.folders))
        raise LoadRefused(t("load.no_table"), issues[0].reason, tuple(issues))
    records, shadowed = _records(tables)
    clock.lap("read")
    resolver = check(records)
    clock.lap("check")
    kept = Keeper(LastGood(settings.home), tables, shadowed).keep(records, resolver)
    result.kept = {**kept.counts, **{t("load.not_kept", name=name): 0 for name in kept.lost}}
    clock.lap("keep")
    result.issues = sorted(_issues(tables, every, records), key=_reading_order(result.folders))
    fill_plan_tasks(kept.good)
    facts = merge(kept.good, kept.resolver.same_as)
    clock.lap("merge")
    derive(facts, kept.good)
    clock.lap("derive")
    return _Loading(facts, kept.good, _digests(tables, kept.faulty))


def _each_table(tables: Iterable[FolderTables]) -> Iterator[RawTable]:
    """The tables that count: a document of a later folder stands for the whole of an earlier one."""
    last = {document.id: document for folder in tables for document in folder.documents if document.id}
    for folder in tables:
        yield from folder.registry
        for document in folder.documents:
            if last.get(document.id, document) is document:
                yield from document.tables


def _issues(tables: Iterable[FolderTables], every: Iterable[RawTable], records: Iterable[Record]) -> Iterator[Issue]:
    for folder in tables:
        yield from folder.issues
    for raw in every:
        yield from table_issues(raw)
    for record in records:
        yield from record.issues()


def _reading_order(folders: Sequence[str]) -> Callable[[Issue], tuple[int, str, str, int, str]]:
    order = {folder: i for i, folder in enumerate(folders)}
    return lambda i: (order.get(i.folder, len(order)), i.file, i.sheet, i.row or 0, i.column)


def _digests(tables: Iterable[FolderTables], faulty: set[Part]) -> dict[Part, str]:
    """Every part with the digest of its files; "" where it has issues."""
    found: dict[Part, str] = {}
    for folder in tables:
        found[Part(folder.folder, "registry", "")] = folder.digest
        found |= {Part.of(document.origin, document.id): document.digest for document in folder.documents}
    return {part: "" if part in faulty or part.whole in faulty else digest for part, digest in found.items()}


def _records(tables: Sequence[FolderTables]) -> tuple[list[Record], list[Record]]:
    """Typed rows of all folders, and those that a later folder or the registry replaces."""
    registry: dict[tuple[str, str], tuple[tuple[int, str], list[Record]]] = {}
    nameless: list[Record] = []
    shadowed: list[Record] = []
    last = {d.id: i for i, folder in enumerate(tables) for d in folder.documents}
    documents: list[Record] = []
    for i, folder in enumerate(tables):
        for raw in folder.registry:
            group = (i, raw.origin.file.partition("/")[0])
            for record in read_rows(raw):
                _take_registry_row(record, group, registry, nameless, shadowed)
        for document in folder.documents:
            replaced = document.id and last[document.id] != i
            (shadowed if replaced else documents).extend(_document_rows(document))
    return [r for _, rows in registry.values() for r in rows] + nameless + documents, shadowed


def _take_registry_row(
    record: Record,
    group: tuple[int, str],
    registry: dict[tuple[str, str], tuple[tuple[int, str], list[Record]]],
    nameless: list[Record],
    shadowed: list[Record],
) -> None:
    """A later folder, and the registry before the gazetteer, replace all rows of an id together."""
    name = record.cells.get("id", "")
    if not name:
        nameless.append(record)
        return
    known = registry.get((record.table.name, name))
    if known is None or known[0] != group:
        if known is not None:
            shadowed.extend(known[1])
        registry[record.table.name, name] = (group, [record])
    else:
        known[1].append(record)


def _document_rows(document: DocumentTables) -> list[Record]:
    """Typed rows of a document; where its own row cannot be read, nothing of it loads."""
    records = [record for raw in document.tables for record in read_rows(raw, document.id)]
    document.readable = document.readable and all(record.row is not None for record in records if record.is_head)
    if not document.readable:
        for record in records:
            record.row, record.refused = None, True
    return records


def _write_ledger(home: Path, result: LoadResult) -> None:
    now = dt.datetime.now(dt.UTC)
    entry = {
        "id": f"load.{now:%Y%m%dT%H%M%S%f}",
        "at": now.isoformat(timespec="seconds"),
        "who": user_name(),
        "folders": result.folders,
        "counts": result.counts,
        "changes": result.changes,
        "issues": len(result.issues),
        "kept": result.kept,
        "seconds": result.seconds,
    }
    write_whole(home / "ledger" / f"{entry['id']}.json", json.dumps(entry, ensure_ascii=False, indent=1).encode())


def user_name() -> str:
    """Who is logged in on this machine; "" where that is not known."""
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
    for issue in issues:
        writer.writerow({k: "" if v is None else guarded(str(v)) for k, v in issue.to_dict().items()})
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
            for row in ({k: unguarded(v) for k, v in line.items()} for line in csv.DictReader(content))
        ]
