"""Random edits of an invented world, as people make them: right ones, wrong ones, and some taken back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.loaders.world import Cells, Sheet, World, make_world, write_folder

Edit = tuple[str, int, int, int]
UNTOUCHED = {"document", "section"}
NAMED = ("places", "agencies", "topics")


@dataclass
class Edited:
    """A world that is edited, in the listed folder, and the user's own folder on top of it.

    Attributes:
        root: where the data folder and the user's folder lie.
        world: the data folder.
        own: the user's folder.
    """

    root: Path
    world: World = field(default_factory=lambda: make_world(3, spare=2))
    own: World = field(default_factory=World)
    _removed: list[tuple[Sheet, Cells]] = field(default_factory=list)
    _withdrawn: list[list[Sheet]] = field(default_factory=list)

    def write(self) -> None:
        """Write both folders as they are now."""
        for world, folder in ((self.world, self.root / "data"), (self.own, self.root / "home" / "data")):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            filled = World([sheet for sheet in world.sheets if sheet.rows], world.shared)
            write_folder(filled, folder, 3)

    def edit(self, edit: Edit) -> None:
        """Make one edit; the numbers choose among what is there."""
        name, *numbers = edit
        EDITS[name](self, *numbers)

    # ------------------------------------------------------------------------------------------ choosing

    def _row(self, a: int, b: int, names: tuple[str, ...] = ()) -> tuple[Sheet, Cells] | None:
        sheets = [s for s in self.world.sheets if s.rows and (not names or s.table.name in names)]
        if not sheets:
            return None
        sheet = sheets[a % len(sheets)]
        return sheet, sheet.rows[b % len(sheet.rows)]

    def _alike(self, sheet: Sheet) -> list[Cells]:
        return [row for s in self.world.sheets if s.table.name == sheet.table.name for row in s.rows]

    def _names(self) -> dict[str, str]:
        return {r["id"]: r["name"] for s in self.world.sheets if s.table.name in NAMED for r in s.rows if "name" in r}

    # ------------------------------------------------------------------------------------------ edits

    def take_over(self, a: int, b: int, c: int) -> None:
        """Put into a cell what stands in that column elsewhere."""
        if not (found := self._row(a, b)):
            return
        sheet, row = found
        columns = [column.name for column in sheet.table.columns if column.name not in UNTOUCHED]
        column = columns[c % len(columns)]
        texts = sorted({other[column] for other in self._alike(sheet) if column in other})
        if texts:
            row[column] = texts[(a + b + c) % len(texts)]

    def clear(self, a: int, b: int, c: int) -> None:
        """Empty a cell."""
        if found := self._row(a, b):
            sheet, row = found
            columns = [k.name for k in sheet.table.columns if not k.required and k.name in row]
            if columns:
                del row[columns[c % len(columns)]]

    def rename(self, a: int, b: int, c: int) -> None:
        """Give a place, body or topic another name."""
        if (found := self._row(a, b, NAMED)) and "name" in found[1]:
            found[1]["name"] += " mới" if c % 2 else ""
            found[1]["name"] = found[1]["name"].replace("Sở", "Ban")

    def call(self, a: int, b: int, c: int) -> None:
        """Give a place, body or topic the name of another one too, or a new one."""
        if found := self._row(a, b, NAMED):
            names = [*self._names().values(), f"Tên khác {c % 5}"]
            known = found[1].get("aliases", "")
            found[1]["aliases"] = ";".join(filter(None, (known, names[c % len(names)])))

    def write_name(self, a: int, b: int, c: int) -> None:
        """Write a name, or an alias, where an id stands."""
        if not (found := self._row(a, b)):
            return
        names = self._names()
        cells = [(k, text) for k, text in found[1].items() if k != "id" and text in names]
        if cells:
            column, text = cells[c % len(cells)]
            found[1][column] = names[text]

    def remove(self, a: int, b: int, c: int) -> None:
        """Take a row away, of a registry more often than not."""
        if found := self._row(a, b, ("places", "agencies", "topics", "same_as", "changes") if c % 2 else ()):
            sheet, row = found
            if sheet.table.name != "document":
                sheet.rows.remove(row)
                self._removed.append((sheet, row))

    def put_back(self, a: int, b: int, c: int) -> None:
        """Put a row back that was taken away."""
        if self._removed:
            sheet, row = self._removed.pop(a % len(self._removed))
            sheet.rows.append(row)

    def withdraw(self, a: int, b: int, c: int) -> None:
        """Take a document away."""
        documents = self.world.documents()
        if documents:
            name = documents[a % len(documents)]
            gone = [sheet for sheet in self.world.sheets if sheet.owner == name]
            self.world.sheets = [sheet for sheet in self.world.sheets if sheet.owner != name]
            self._withdrawn.append(gone)

    def bring_back(self, a: int, b: int, c: int) -> None:
        """Add a document that was taken away."""
        if self._withdrawn:
            self.world.sheets += self._withdrawn.pop(a % len(self._withdrawn))

    def unite(self, a: int, b: int, c: int) -> None:
        """Say that two entries are one."""
        if found := self._row(a, b, (*NAMED, "documents")):
            sheet, row = found
            others = [other["id"] for other in self._alike(sheet) if other["id"] != row["id"]]
            if others:
                meant = others[c % len(others)]
                self.world.add("registry", "same_as", id=row["id"], same_as=meant, source="hk.nien-giam#9")

    def separate(self, a: int, b: int, c: int) -> None:
        """Take a row of same_as.csv away."""
        if found := self._row(a, b, ("same_as",)):
            found[0].rows.remove(found[1])

    def correct(self, a: int, b: int, c: int) -> None:
        """Copy a registry row, or a document, into the user's folder, or take all of that away again."""
        found = self._row(a, b)
        if c % 4 == 0 or not found:
            self.own.sheets.clear()
        elif not found[0].of_document:
            name = found[0].table.name
            copies = [{**row} for row in self._alike(found[0]) if row["id"] == found[1]["id"]]
            copies[0]["name" if name in NAMED else "note"] = f"Tên đúng {c % 3}"
            self.own.sheet("registry", name).rows += copies
        elif not any(sheet.owner == found[0].owner for sheet in self.own.sheets):
            for sheet in self.world.sheets:
                if sheet.owner == found[0].owner:
                    self.own.sheet(sheet.owner, sheet.table.name).rows += [{**row} for row in sheet.rows]
            self.own.sheets[-1].rows[:-1] = []


EDITS: dict[str, Callable[[Edited, int, int, int], None]] = {
    name: method
    for name, method in vars(Edited).items()
    if callable(method) and not name.startswith("_") and name not in ("write", "edit")
}
