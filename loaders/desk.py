"""The user's own folder as it would stand after some edits, and what the folders before it say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graph.declare import Table
from graph.errors import HopTacError
from graph.model import TABLES
from graph.settings import Settings
from graph.texts import language
from loaders.load import listed_folders
from loaders.raw import RawRow
from loaders.sheet import Cells, RowKey, Sheet, document_of, fill, open_sheet, own_cells, row_key
from loaders.tables import DOCUMENT_COLUMN, scan_folder, tables_of

HEAD = "document.yml"
SHARED = "documents.csv"
DOCUMENTS = "documents/"
QUANTITIES = "quantities"


def form_tables() -> dict[str, Table]:
    """Every table rows can be entered in, by scope and name."""
    return {f"{table.scope}/{table.name}": table for table in TABLES}


@dataclass(frozen=True)
class Edit:
    """One row added, changed or withdrawn.

    Attributes:
        table: its table's scope and name, `document/agreements`.
        document: id of its document; "" for the registry.
        before: its cells before; None where there was none.
        after: its cells after; None where it is withdrawn.
    """

    table: str
    document: str
    before: Cells | None
    after: Cells | None

    @property
    def kind(self) -> Table:
        """Its table."""
        return form_tables()[self.table]

    @property
    def key(self) -> RowKey:
        """What makes the row the same row before."""
        return row_key(self.kind, RawRow(None, self.before or self.after or {}))

    @property
    def touched(self) -> list[str]:
        """Columns whose cell differs."""
        before, after = self.before or {}, self.after or {}
        return [name for name in {**before, **after} if before.get(name) != after.get(name)]

    def undone(self) -> Edit:
        """The edit that leads back."""
        return Edit(self.table, self.document, self.after, self.before)


class Touched(HopTacError):
    """The row of an edit is not as the edit expects it.

    Attributes:
        edit: the edit.
        now: the row's cells as they are; None where there is none.
    """

    edit: Edit
    now: Cells | None

    @classmethod
    def by(cls, edit: Edit, now: Cells | None, key: str, **values: object) -> Touched:
        """Say it.

        Args:
            edit: the edit.
            now: the row's cells as they are.
            key: of the sentence.
            **values: of the sentence.
        """
        error = cls.say(key, **values)
        error.edit, error.now = edit, now
        return error


@dataclass
class Folder:
    """A listed folder whose tables are opened when they are needed.

    Attributes:
        contents: path below it -> content.
    """

    contents: dict[str, bytes]
    _sheets: dict[str, Sheet] = field(default_factory=dict)

    def sheet(self, path: str, table: Table) -> Sheet:
        """The rows of a file, empty where there is none yet."""
        if path not in self._sheets:
            content = self.contents.get(path, b"")
            self._sheets[path] = open_sheet(path, table, content, shared=self.is_shared(path))
        return self._sheets[path]

    def is_shared(self, path: str) -> bool:
        """Whether a file holds the rows of many documents."""
        below = path.rpartition("/")[0]
        return (
            below.startswith(DOCUMENTS)
            and f"{below}/{SHARED}" in self.contents
            and f"{below}/{HEAD}" not in self.contents
        )

    def registry(self, table: Table) -> dict[str, list[RawRow]]:
        """Id -> its rows as they count: the registry stands before the gazetteer."""
        found: dict[str, list[RawRow]] = {}
        for below in ("gazetteer", "registry"):
            path = f"{below}/{table.file_name}"
            if path in self.contents or path in self._sheets:
                here: dict[str, list[RawRow]] = {}
                for row in self.sheet(path, table).rows:
                    here.setdefault(row.cells.get("id", ""), []).append(row)
                found |= here
        return found

    def place_of(self, document: str) -> str:
        """The folder below in which a document stands; "" for nowhere."""
        own = f"{DOCUMENTS}{document}"
        if f"{own}/{HEAD}" in self.contents or f"{own}/{HEAD}" in self._sheets:
            return own
        for heads in self._shared:
            if self.sheet(heads, tables_of("document")[HEAD]).find(("document",), document):
                return heads.rpartition("/")[0]
        return ""

    @cached_property
    def _shared(self) -> list[str]:
        """The files in which the own rows of many documents stand."""
        return sorted(path for path in self.contents if path.endswith(f"/{SHARED}") and self.is_shared(path))

    def path_of(self, below: str, table: Table) -> str:
        """The file of a table of documents in a folder below."""
        shared = self.is_shared(f"{below}/{SHARED}")
        return f"{below}/{SHARED if shared and table.file else table.file_name}"

    def rows(self, table: Table, document: str) -> list[RawRow]:
        """The rows of a document's table."""
        below = self.place_of(document)
        path = self.path_of(below, table)
        if not below or not (path in self.contents or path in self._sheets):
            return []
        shared = self.is_shared(path)
        return [r for r in self.sheet(path, table).rows if not shared or document_of(table, r) == document]

    def documents(self) -> Iterator[str]:
        """Ids of its documents."""
        for path in self.contents:
            below, _, name = path.rpartition("/")
            if name == HEAD and below.startswith(DOCUMENTS):
                yield below.removeprefix(DOCUMENTS)
            elif name == SHARED and self.is_shared(path):
                yield from (row.cells.get("id", "") for row in self.sheet(path, tables_of("document")[HEAD]).rows)

    def paths(self, start: str) -> list[str]:
        """The files, and the tables opened for new ones, whose path starts so."""
        return [path for path in {**self.contents, **self._sheets} if path.startswith(start)]

    def lay(self, path: str, content: bytes) -> None:
        """Put a file there, or take it away where it is empty."""
        self._sheets.pop(path, None)
        self.contents.pop(path, None)
        if content:
            self.contents[path] = content

    def settle(self) -> None:
        """Make files of the opened tables."""
        for path, sheet in list(self._sheets.items()):
            content = sheet.content()
            if content != self.contents.get(path, b""):
                self.contents.pop(path, None)
                if content:
                    self.contents[path] = content


class Desk:
    """The user's own folder, on which edits are made in memory.

    Attributes:
        folder: the user's folder.
        made: the edits made, with all cells of their rows as they were and are.

    Args:
        settings: where the listed folders are.
        files: path below the user's folder -> content that stands there instead; empty for none.
    """

    def __init__(self, settings: Settings, files: Mapping[str, bytes] | None = None) -> None:
        folders = listed_folders(settings)
        own = settings.user_data
        self.folder = str(own)
        self._earlier = [Folder(scan_folder(folder).contents) for folder in folders if folder != own]
        self._held = scan_folder(own).contents if own.is_dir() else {}
        self._own = Folder(dict(self._held))
        for path, content in (files or {}).items():
            self._own.lay(path, content)
        self.made: list[Edit] = []
        self._rows: list[tuple[str, Sheet, RawRow]] = []

    # -------------------------------------------------------------------------------------------- what stands there

    @property
    def tables(self) -> list[Table]:
        """Every table."""
        return list(form_tables().values())

    def documents(self) -> list[str]:
        """Ids of all documents."""
        return sorted({name for folder in (*self._earlier, self._own) for name in folder.documents() if name})

    def rows(self, table: Table, document: str = "") -> dict[RowKey, Cells]:
        """The rows of a table as they count, by key.

        Args:
            table: the table.
            document: id of the document; "" for the registry.

        Returns:
            Key -> cells; a quantity has the id that follows from its place.
        """
        return self._by_key(table, document, own=True)

    def originals(self, table: Table, document: str = "") -> dict[RowKey, Cells]:
        """The rows as the folders before the user's own say, of what the user's own folder says otherwise.

        Args:
            table: the table.
            document: id of the document; "" for the registry.

        Returns:
            Key -> cells.
        """
        if table.scope == "document":
            return self._by_key(table, document, own=False) if self._own.place_of(document) else {}
        here = self._own.registry(table)
        return {k: cells for k, cells in self._by_key(table, "", own=False).items() if cells.get("id") in here}

    def _by_key(self, table: Table, document: str, *, own: bool) -> dict[RowKey, Cells]:
        found = self._current(table, document, own=own)
        cells = [own_cells(row.cells) for row in found]
        if table.name == QUANTITIES:
            for one, name in zip(cells, self._quantity_ids(document, cells, own=own), strict=True):
                one["id"] = name
        return {row_key(table, RawRow(None, one)): one for one in cells}

    def _current(self, table: Table, document: str, *, own: bool = True) -> list[RawRow]:
        folders = [*self._earlier, *([self._own] if own else [])]
        if table.scope == "registry":
            united: dict[str, list[RawRow]] = {}
            for folder in folders:
                united |= folder.registry(table)
            return [row for found in united.values() for row in found]
        holder = next((f for f in reversed(folders) if f.place_of(document)), None)
        return holder.rows(table, document) if holder else []

    def _quantity_ids(self, document: str, cells: Sequence[Cells], *, own: bool) -> list[str]:
        """The ids that quantities have, or that follow from their place (MODEL section 6)."""
        numbers: Counter[str] = Counter()
        found = []
        for one in cells:
            owner = self._owner(document, one.get("of", ""), own=own)
            numbers[owner] += 1
            found.append(one.get("id") or f"{owner}.q{numbers[owner]}")
        return found

    def _owner(self, document: str, of: str, *, own: bool) -> str:
        """The task that a cell names by number or id, else the document."""
        parts = of.split(".")
        places = [(document, of), *((".".join(parts[:n]), ".".join(parts[n:])) for n in range(1, len(parts)))]
        tasks = tables_of("document")["tasks.csv"]
        for name, number in places:
            if any(row.cells.get("number") == number for row in self._current(tasks, name, own=own)):
                return f"{name}.{number}"
        return document

    # -------------------------------------------------------------------------------------------- edits

    def withdrawal(self, document: str) -> list[Edit]:
        """The edits that withdraw a document with all its tables, its own row last.

        Args:
            document: its id.
        """
        tables = sorted(tables_of("document").values(), key=lambda table: table.file_name == HEAD)
        return [
            Edit(f"document/{table.name}", document, cells, None)
            for table in tables
            for cells in self.rows(table, document).values()
        ]

    def apply(self, edit: Edit, *, whole: bool = True) -> None:
        """Make an edit.

        Args:
            edit: the edit.
            whole: whether the row must be as the edit says in every cell, or only in those that it changes.

        Raises:
            Touched: the row is not as the edit expects it.
            HopTacError: what ships or comes from another folder cannot be withdrawn; a file cannot be read.
        """
        sheet = self._registry_sheet(edit) if edit.kind.scope == "registry" else self._document_sheet(edit)
        row = sheet.find(edit.key, edit.document)
        now = own_cells(row.cells) if row else None
        goal = _goal(edit, now, whole=whole)
        if goal is None and row:
            sheet.remove(row)
        elif row and goal is not None:
            if row_key(edit.kind, RawRow(None, goal)) != edit.key and sheet.find(_key(edit.kind, goal), edit.document):
                raise Touched.by(edit, now, "entry.changed_since")
            sheet.change(row, goal)
        elif goal is not None:
            row = sheet.add({**self._owner_cell(edit), **goal})
        if row and goal is not None:
            self._rows.append((self._path(edit), sheet, row))
            if edit.kind.name == QUANTITIES:
                self._name_quantities(edit, sheet)
            goal = own_cells(row.cells)
        self.made.append(Edit(edit.table, edit.document, now, goal))
        self._after(edit)

    def _owner_cell(self, edit: Edit) -> Cells:
        shared = self._own.is_shared(self._path(edit)) and not edit.kind.file
        return {DOCUMENT_COLUMN.name: edit.document} if shared else {}

    def _path(self, edit: Edit) -> str:
        if edit.kind.scope == "registry":
            return f"registry/{edit.kind.file_name}"
        return self._own.path_of(self._own.place_of(edit.document) or f"{DOCUMENTS}{edit.document}", edit.kind)

    def _registry_sheet(self, edit: Edit) -> Sheet:
        """The user's table, in which all rows of the id stand: the load replaces them together."""
        sheet = self._own.sheet(self._path(edit), edit.kind)
        here = self._own.registry(edit.kind)
        for name in _ids(edit):
            if name not in here:
                for row in self._before_own(edit.kind, name):
                    sheet.add(row.cells)
        return sheet

    def _before_own(self, table: Table, name: str) -> list[RawRow]:
        """The rows of an id in the folders before the user's own."""
        found: list[RawRow] = []
        for folder in self._earlier:
            found = folder.registry(table).get(name, found)
        return found

    def _document_sheet(self, edit: Edit) -> Sheet:
        """The user's table of a document, which is copied there whole first."""
        if not self._own.place_of(edit.document) and (holder := self._holder(edit.document)):
            for path, content in _copied(holder, edit.document):
                self._own.lay(path, content)
        sheet = self._own.sheet(self._path(edit), edit.kind)
        if edit.kind.name == QUANTITIES:
            self._name_quantities(edit, sheet)
        return sheet

    def _name_quantities(self, edit: Edit, sheet: Sheet) -> None:
        """Write the ids that follow from their place, so that quantities keep them."""
        found = self._own.rows(edit.kind, edit.document)
        cells = [own_cells(row.cells) for row in found]
        for row, name in zip(found, self._quantity_ids(edit.document, cells, own=True), strict=True):
            sheet.change(row, {**row.cells, "id": name})

    def _holder(self, document: str) -> Folder | None:
        """The folder before the user's own whose copy of a document counts."""
        return next((f for f in reversed(self._earlier) if f.place_of(document)), None)

    def _after(self, edit: Edit) -> None:
        """A copy that says what the folders before say is none; what they say cannot be withdrawn."""
        if edit.kind.scope == "document":
            self._settle_document(edit)
            return
        sheet, here = self._own.sheet(self._path(edit), edit.kind), self._own.registry(edit.kind)
        for name in _ids(edit):
            before = [row.cells for row in self._before_own(edit.kind, name)]
            if before and name not in here:
                raise HopTacError.say("entry.shipped")
            if before and [row.cells for row in here[name]] == before:
                for row in here[name]:
                    sheet.remove(row)

    def _settle_document(self, edit: Edit) -> None:
        holder, below = self._holder(edit.document), f"{DOCUMENTS}{edit.document}"
        is_gone = edit.kind.file_name == HEAD and edit.after is None
        if is_gone and holder:
            raise HopTacError.say("entry.shipped")
        if not is_gone and not (holder and self._is_copy(edit.document)):
            return
        for path in self._own.paths(f"{below}/"):
            self._own.lay(path, b"")

    def _is_copy(self, document: str) -> bool:
        return self._own.place_of(document) == f"{DOCUMENTS}{document}" and all(
            self.rows(table, document) == self.originals(table, document) for table in tables_of("document").values()
        )

    # -------------------------------------------------------------------------------------------- what comes of it

    def files(self) -> dict[str, bytes]:
        """Path below the user's folder -> content of what is no more as it was; empty for a file that goes."""
        self._own.settle()
        now = self._own.contents
        return {
            path: now.get(path, b"")
            for path in {**self._held, **now}
            if now.get(path, b"") != self._held.get(path, b"")
        }

    def before(self, path: str) -> bytes:
        """What a file held; empty for a new one."""
        return self._held.get(path, b"")

    def places(self) -> list[tuple[str, int | None]]:
        """File and row number of every row that was added or changed and is still there, in the order of the edits."""
        rows = {id(sheet): sheet.rows for _, sheet, _ in self._rows}  # numbers them
        return [(path, row.number) for path, sheet, row in self._rows if any(one is row for one in rows[id(sheet)])]


def _key(table: Table, cells: Cells) -> RowKey:
    return row_key(table, RawRow(None, cells))


def _ids(edit: Edit) -> list[str]:
    return list(dict.fromkeys(cells.get("id", "") for cells in (edit.before, edit.after) if cells is not None))


def _goal(edit: Edit, now: Cells | None, *, whole: bool) -> Cells | None:
    """What the row becomes.

    Raises:
        Touched: it is not as the edit expects it.
    """
    if whole and now != edit.before:
        raise Touched.by(edit, now, "entry.changed_since")
    if edit.before is None or edit.after is None:
        late = list(Edit(edit.table, edit.document, edit.before, now).touched)
        if late or now != edit.before:
            raise Touched.by(edit, now, "entry.touched_since", field=_titles(edit.kind, late))
        return edit.after
    if now is None:
        raise Touched.by(edit, now, "entry.gone_since")
    if late := [name for name in edit.touched if now.get(name) != edit.before.get(name)]:
        raise Touched.by(edit, now, "entry.touched_since", field=_titles(edit.kind, late))
    merged = {**now, **{name: edit.after.get(name, "") for name in edit.touched}}
    return {name: text for name, text in merged.items() if text}


def _titles(table: Table, names: Sequence[str]) -> str:
    """Headings of these columns."""
    return ", ".join(column.text.of(language()) for column in table.columns if column.name in names)


def _copied(holder: Folder, document: str) -> Iterator[tuple[str, bytes]]:
    """The files of a document as they stand, or made of its rows where it shares a folder with others."""
    below, own = holder.place_of(document), f"{DOCUMENTS}{document}"
    if below == own and f"{own}/{HEAD}" in holder.contents:
        yield from ((path, content) for path, content in holder.contents.items() if path.startswith(f"{own}/"))
        return
    for table in tables_of("document").values():
        rows = [own_cells(row.cells) for row in holder.rows(table, document)]
        if rows:
            yield f"{own}/{table.file_name}", fill(f"{own}/{table.file_name}", table, rows)
