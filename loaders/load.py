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
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from filelock import FileLock

from graph import cypher
from graph.errors import Issue, LoadRefused
from graph.model import model_hash
from graph.settings import Settings
from graph.store import GraphStore
from graph.texts import t
from loaders.cache import Cache, CacheBroken, Update
from loaders.check import check
from loaders.derive import derive
from loaders.diff import ChangeLine, Diff, Progress, compare, everything, read_graph, write
from loaders.keep import Keeper, Kept
from loaders.lastgood import LastGood, Part, Row, rows_of
from loaders.merge import Facts, fill_plan_tasks, merge
from loaders.pieces import understood
from loaders.raw import RawTable
from loaders.references import NOTHING
from loaders.rows import Record, table_issues
from loaders.sources import Listed, Sources
from loaders.surroundings import renew
from loaders.tables import (
    FolderFiles,
    FolderTables,
    digest_of,
    guarded,
    reading_order,
    scan_folder,
    unguarded,
    write_whole,
)
from loaders.touched import find_touched

Counts = dict[str, dict[str, int]]
ACCEPTED = ".accepted"  # accepted rows on their way into the user's folder, complete once the folder has this name
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
        verify: compare with the graph itself, whatever the cache says.
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
        fingerprint = _fingerprint(files)
        clock.lap("scan")
        held = store.fingerprint()
        if held == fingerprint and not (verify or more):
            result.unchanged = True
            result.issues = read_issues(settings.home)
            return result
        try:
            loading = _understand(settings.home, files, more, None if verify else held, store, result, clock)
        except LoadRefused as refused:
            if not dry_run:
                write_issues(settings.home, refused.issues)
            raise
        diff = loading.diff()
        result.counts, result.changes = diff.counts(loading.facts), diff.lines
        clock.lap("compare")
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


@dataclass
class _Loading:
    """What a load has understood.

    Attributes:
        facts: what the graph shall hold of the nodes looked at.
        held: what it holds of them; None where it holds nothing at all.
        rows: the rows it comes from, those of every changed part among them.
        parts: every part of the listed folders -> digest of its files; "" where it has issues.
        update: what the cache has to take over.
        cache: the cache.
    """

    facts: Facts
    held: Facts | None
    rows: Iterable[Row]
    parts: dict[Part, str]
    update: Update
    cache: Cache

    def diff(self) -> Diff:
        """What has to be written."""
        return everything(self.facts) if self.held is None else compare(self.facts, self.held)


def _write(
    home: Path, store: GraphStore, diff: Diff, loading: _Loading, fingerprint: str, progress: Progress | None
) -> None:
    """Write the difference; what is kept for the next load is made ready while the engine works."""

    def keep() -> None:
        loading.cache.save(loading.update, fingerprint)
        LastGood(home).keep(loading.rows, loading.parts)

    store.apply_schema(cypher.schema())
    if diff.size:
        store.set_fingerprint(None)
    with ThreadPoolExecutor(1) as beside:
        kept = beside.submit(keep)
        if diff.size:
            write(diff, loading.facts, store, progress)
        kept.result()
    store.set_fingerprint(fingerprint)


def _program() -> str:
    """Of model and program version."""
    return f"{version('hoptac')} {model_hash()}"


def _fingerprint(files: Iterable[FolderFiles]) -> str:
    """Of all files, the model and the program version."""
    text = "\n".join((_program(), *(digest_of(f.contents) for f in files)))
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
    if store.fingerprint() != _fingerprint(files):
        raise LoadRefused.say("load.not_loaded")
    result = LoadResult()
    return _read(settings.home, Sources(files, (), Listed()), result, _Clock(result.seconds)).good


# ------------------------------------------------------------------------------------------------ files to facts


def _understand(
    home: Path,
    files: Sequence[FolderFiles],
    more: Sequence[FolderTables],
    held: str | None,
    store: GraphStore,
    result: LoadResult,
    clock: _Clock,
) -> _Loading:
    """What the folders say: of what a change touches where the load before is known, else of everything."""
    cache = Cache(home, held, _program())
    try:
        is_known = cache.is_clean and LastGood(home).holds(cache.listed.parts)
        if is_known and (loading := _touched(Sources(files, more, cache.listed), cache, clock)):
            return loading
        return _everything(home, Sources(files, more, Listed()), cache, store, result, clock)
    except CacheBroken:
        return _everything(home, Sources(files, more, Listed()), Cache(home, None, _program()), store, result, clock)


def _touched(sources: Sources, cache: Cache, clock: _Clock) -> _Loading | None:
    """What a change touches; None where something is wrong, which may concern everything."""
    touched = find_touched(sources, cache)
    clock.lap("check")
    if touched is None:
        return None
    merged = merge(touched.records, touched.resolver.same_as)
    clock.lap("merge")
    renewed = renew(touched, merged, cache)
    clock.lap("derive")
    if renewed is None:
        return None
    listed = sources.listed()
    update = Update(
        listed,
        touched.pieces,
        touched.entries,
        touched.gone_entries,
        renewed.now,
        renewed.owners,
        is_whole=False,
    )
    rows = chain(sources.registry_rows(), rows_of(record for record in touched.records if record.document))
    return _Loading(renewed.now, renewed.held, rows, listed.parts, update, cache)


def _everything(
    home: Path, sources: Sources, cache: Cache, store: GraphStore, result: LoadResult, clock: _Clock
) -> _Loading:
    """What all tables say.

    Raises:
        LoadRefused: no table can be read.
    """
    kept = _read(home, sources, result, clock)
    is_clean = not (result.issues or result.kept or kept.faulty)
    fill_plan_tasks(kept.good)
    pieces = understood(kept.good, kept.resolver, NOTHING) if is_clean else {}
    clock.lap("understand")
    facts = merge(kept.good, kept.resolver.same_as)
    clock.lap("merge")
    derive(facts, kept.good)
    clock.lap("derive")
    entries = kept.resolver.index.entries if is_clean else {}
    update = Update(sources.listed(), pieces, entries, facts=facts, is_clean=is_clean)
    digests = _digests(sources.tables, kept.faulty)
    return _Loading(facts, _held(cache, store), rows_of(kept.good), digests, update, cache)


def _read(home: Path, sources: Sources, result: LoadResult, clock: _Clock) -> Kept:
    """Read and check all tables; what is wrong with them is noted in the result.

    Raises:
        LoadRefused: no table can be read.
    """
    tables = sources.tables
    every = list(_each_table(tables))
    if every and not any(raw.readable for raw in every):
        issues = sorted(_issues(tables, every, ()), key=_reading_order(result.folders))
        raise LoadRefused(t("load.no_table"), issues[0].reason, tuple(issues))
    records, shadowed = sources.records()
    clock.lap("read")
    resolver = check(records)
    clock.lap("check")
    kept = Keeper(LastGood(home), tables, shadowed).keep(records, resolver)
    result.kept = {**kept.counts, **{t("load.not_kept", name=name): 0 for name in kept.lost}}
    result.issues = sorted(_issues(tables, every, records), key=_reading_order(result.folders))
    clock.lap("keep")
    return kept


def _held(cache: Cache, store: GraphStore) -> Facts | None:
    """What the graph holds; None where that is nothing."""
    if cache.is_of_graph:
        return cache.facts()
    if not store.read("MATCH (n:Entity) RETURN n.id AS id LIMIT 1").rows:
        return None
    return read_graph(store)


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
