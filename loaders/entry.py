"""One row typed into a form: read, checked and kept like a row of a workbook, and put back as it was."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from graph.declare import Table
from graph.errors import HopTacError, Issue
from graph.model import TABLES
from graph.names import fold
from graph.settings import Settings
from graph.store import GraphStore
from loaders.edit import document_text, listed_documents, name_quantities, row_key
from loaders.load import ACCEPTED, LoadResult, listed_folders, load, take_accepted
from loaders.raw import Origin, RawRow, RawTable, make_row, read_slash_dates
from loaders.tables import DocumentTables, FolderTables, read_folder, scan_folder, write_csv, write_whole

FORM = "form"
HISTORY = "history"
DATE_CELLS = frozenset({"first_day", "last_day", "deadline", "day", "occurrence"})
_MONTH = re.compile(r"(?:thang )?([01]?\d)[ /-]+(?:nam )?(\d{4})")
_QUARTER = re.compile(r"(?:quy|q)\s*(iv|i{1,3}|[1-4])\s*[/ -]\s*(?:nam )?(\d{4})")
_YEAR = re.compile(r"nam (\d{4})")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}

Cells = dict[str, str]


@dataclass(frozen=True)
class Spot:
    """Where a row stands.

    Attributes:
        table: its table's scope and name, `document/agreements`.
        document: id of its document; "" for the registry.
        key: what makes it the same row (`loaders.edit.row_key`).
    """

    table: str
    document: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class Save:
    """One save of the history.

    Attributes:
        at: when, ISO with time zone.
        who: who saved it.
        why: as the person said; may be "".
        spot: which row.
        before: its cells before; None where there was none.
        after: its cells after; None where it was withdrawn.
    """

    at: str
    who: str
    why: str
    spot: Spot
    before: Cells | None
    after: Cells | None


def form_tables() -> dict[str, Table]:
    """Every table a form can be made for, by scope and name."""
    return {f"{table.scope}/{table.name}": table for table in TABLES}


def read_cells(table: Table, texts: Mapping[str, str], document: str = "") -> RawRow:
    """Texts of a form as a row.

    Args:
        table: its table.
        texts: column code -> text as typed; empty ones are nothing.
        document: id of its document, which goes before an id made for it.

    Returns:
        The row, cleaned, its dates in the written form of MODEL; an empty id is made of its name.
    """
    typed = {
        c.name: _date(texts.get(c.name, "")) if c.cell.type in DATE_CELLS else texts.get(c.name, "")
        for c in table.columns
    }
    row = make_row(1, table.columns, list(typed.values())) or RawRow(None, {})
    name = row.cells.get("title") or row.cells.get("name")
    if table.column("id") and "id" not in row.cells and name:
        row.cells["id"] = ".".join(filter(None, (document, re.sub(r"[^a-z0-9]+", "-", fold(name))[:60].strip("-"))))
    read_slash_dates(RawTable(table, Origin(FORM, table.file_name), [row]))
    return row


def _date(text: str) -> str:
    """Month, quarter and year as people write them, in the form the tables have; other texts as they are."""
    plain = fold(text).strip()
    if (found := _MONTH.fullmatch(plain)) and 1 <= int(found[1]) <= 12:
        return f"{found[2]}-{int(found[1]):02}"
    if found := _QUARTER.fullmatch(plain):
        return f"{found[2]}-Q{_ROMAN.get(found[1], found[1])}"
    if found := _YEAR.fullmatch(plain):
        return found[1]
    return text


def rows_of(settings: Settings, table: Table, document: str = "") -> dict[tuple[str, ...], Cells]:
    """The rows of a table as they count, by key.

    Args:
        settings: where the folders are.
        table: the table.
        document: id of the document; "" for the registry.

    Returns:
        Key -> cells.
    """
    if table.scope == "document":
        known = listed_documents(settings)
        found = known[document].tables if document in known else []
    else:
        found = [raw for f in listed_folders(settings) for raw in read_folder(scan_folder(f)).registry]
    return {row_key(table, row): row.cells for raw in found if raw.table is table for row in raw.rows}


def check_row(settings: Settings, store: GraphStore, spot: Spot, row: RawRow | None) -> tuple[LoadResult, list[Issue]]:
    """What a save would do; nothing is written.

    Args:
        settings: where the folders are.
        store: the graph, opened as writer.
        spot: the row that is replaced; a key that is not there adds one.
        row: what it becomes; None withdraws it.

    Returns:
        The dry run, and the issues that are new with it.
    """
    known = {replace(i, row=None) for i in load(settings, store, dry_run=True, verify=False).issues}
    result = load(settings, store, dry_run=True, more=(_laid(settings, spot, row),))
    return result, [i for i in result.issues if i.folder == FORM or replace(i, row=None) not in known]


def _laid(settings: Settings, spot: Spot, row: RawRow | None) -> FolderTables:
    table = form_tables()[spot.table]
    changed = RawTable(table, Origin(FORM, table.file_name), [row] if row else [])
    if table.scope == "registry":
        return FolderTables(FORM, registry=[changed])
    base = listed_documents(settings).get(spot.document)
    kept = (
        []
        if base is None
        else [
            RawTable(r.table, r.origin, [x for x in r.rows if r.table is not table or row_key(table, x) != spot.key])
            for r in base.tables
        ]
    )
    return FolderTables(FORM, documents=[DocumentTables(spot.document, changed.origin, [*kept, changed])])


def save_row(
    settings: Settings,
    store: GraphStore,
    spot: Spot,
    row: RawRow | None,
    *,
    seen: Cells | None,
    who: str,
    why: str = "",
) -> LoadResult:
    """Check a row, keep it in the user's folder whole or not at all, note it in the history and load.

    Args:
        settings: where the folders are.
        store: the graph, opened as writer.
        spot: the row that is replaced.
        row: what it becomes; None withdraws it.
        seen: its cells when the form was opened; None where there was none.
        who: who saves.
        why: as they say it.

    Returns:
        The load.

    Raises:
        HopTacError: the row changed since it was opened, has issues, or ships with the program and cannot be withdrawn.
    """
    with store.writer_lock():
        table = form_tables()[spot.table]
        held = rows_of(settings, table, spot.document)
        key = row_key(table, row) if row else spot.key
        if held.get(spot.key) != seen or (key != spot.key and key in held):
            raise HopTacError.say("entry.changed_since")
        if (
            table.scope == "registry"
            and (row is None or key != spot.key)
            and seen
            and spot.key not in _own(settings, table)
        ):
            raise HopTacError.say("entry.shipped")
        _, issues = check_row(settings, store, spot, row)
        if issues:
            raise HopTacError(issues[0].reason, issues[0].hint)
        at = dt.datetime.now(dt.UTC).astimezone().isoformat(timespec="microseconds")
        _write(settings, spot, row, Save(at, who, why, replace(spot, key=key), seen, dict(row.cells) if row else None))
        return load(settings, store)


def _own(settings: Settings, table: Table) -> dict[tuple[str, ...], RawRow]:
    """Rows of a registry table in the user's own folder."""
    if not settings.user_data.is_dir():
        return {}
    present = read_folder(scan_folder(settings.user_data)).registry
    return {row_key(table, row): row for raw in present if raw.table is table for row in raw.rows}


def _write(settings: Settings, spot: Spot, row: RawRow | None, save: Save) -> None:
    """The tables the row touches and the line of the history, written beside and put in place by one renaming."""
    table = form_tables()[spot.table]
    stage = settings.home / ".accepting.part"
    shutil.rmtree(stage, ignore_errors=True)
    if table.scope == "registry":
        rows = [r for key, r in _own(settings, table).items() if key != spot.key]
        write_csv(stage / "registry" / table.file_name, table, [r.cells for r in (*rows, *([row] if row else []))])
    else:
        laid = _laid(settings, spot, row).documents[0]
        united: dict[Table, list[RawRow]] = {}
        for raw in laid.tables:
            united.setdefault(raw.table, []).extend(raw.rows)
        name_quantities(laid.id, {t.name: found for t, found in united.items()})
        for each, found in united.items():
            if each.file and found:
                write_whole(stage / "documents" / laid.id / each.file, document_text(found[-1].cells).encode())
            elif not each.file:
                write_csv(stage / "documents" / laid.id / each.file_name, each, [r.cells for r in found])
    name = re.sub(r"[^0-9]", "", save.at.partition("+")[0])
    write_whole(stage / HISTORY / f"{name}.json", json.dumps(asdict(save), ensure_ascii=False).encode())
    stage.replace(settings.home / ACCEPTED)
    take_accepted(settings)


# ------------------------------------------------------------------------------------------------ history


def history(settings: Settings) -> list[Save]:
    """All saves, the last first.

    Args:
        settings: where the user's folder is; each save is a file of its own below `history/`.

    Returns:
        The saves.
    """
    take_accepted(settings)
    found = []
    for file in sorted((settings.user_data / HISTORY).glob("*.json"), reverse=True):
        values = json.loads(file.read_bytes())
        spot = values.pop("spot")
        found.append(Save(spot=Spot(spot["table"], spot["document"], tuple(spot["key"])), **values))
    return found


def take_back(settings: Settings, store: GraphStore, save: Save, who: str) -> LoadResult:
    """Undo one save, as far as no later one touched the same fields.

    Args:
        settings: where the folders are.
        store: the graph, opened as writer.
        save: a line of the history.
        who: who takes it back.

    Returns:
        The load.

    Raises:
        HopTacError: the same field was changed since.
    """
    now = rows_of(settings, form_tables()[save.spot.table], save.spot.document).get(save.spot.key)
    before, after = save.before, save.after
    if before is None or after is None or now is None:
        if now != after:
            raise HopTacError.say("entry.touched_since", field=", ".join(save.spot.key))
        goal = before
    else:
        touched = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        if late := [name for name in touched if now.get(name) != after.get(name)]:
            raise HopTacError.say("entry.touched_since", field=", ".join(late))
        merged = {**now, **{name: before.get(name, "") for name in touched}}
        goal = {name: text for name, text in merged.items() if text}
    row = RawRow(None, dict(goal)) if goal is not None else None
    return save_row(settings, store, save.spot, row, seen=now, who=who, why=f"↶ {save.at}")
