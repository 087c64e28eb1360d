"""Forms being filled in: one on top of another where a new entry is needed on the way, kept for the session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

import streamlit as st

from loaders.desk import Edit, Touched
from loaders.saves import Checked
from loaders.sheet import Cells

DRAFTS, TURN = "entry-drafts", "entry-turn"
DOCUMENT_FIELD = "@document"  # what a new document goes back to: the choice of the document itself


@dataclass
class Draft:
    """A form being filled in.

    Attributes:
        table: its table's scope and name.
        document: id of its document; "" in the registry.
        row: what names the row in the address; "" for a new one.
        seen: the row's cells when the form was opened; None for a new one.
        start: texts the fields began with, by column.
        texts: texts as they are now.
        lines: texts of each line where many rows are entered at once; an empty line has none.
        back: column of the form below that gets the id of what is entered here.
        turn: tells its fields from those of every other form.
        edits: what was checked.
        checked: what saving it would do.
        conflict: what somebody else saved in between.
        twins: ids of entries that are likely the same.
    """

    table: str
    document: str
    row: str = ""
    seen: Cells | None = None
    start: Cells = field(default_factory=dict)
    texts: Cells = field(default_factory=dict)
    lines: list[Cells] = field(default_factory=list)
    back: str = ""
    turn: int = field(default_factory=lambda: next(st.session_state.setdefault(TURN, count())))
    edits: list[Edit] = field(default_factory=list)
    checked: Checked | None = None
    conflict: Touched | None = None
    twins: list[str] = field(default_factory=list)

    def take(self, texts: Cells, lines: Sequence[Cells] = ()) -> None:
        """Note what fields or lines hold; what was checked of other texts counts no more."""
        if texts != self.texts or list(lines) != self.lines:
            self.texts, self.lines, self.checked, self.conflict, self.twins = texts, list(lines), None, None, []

    def anew(self, texts: Mapping[str, str]) -> Draft:
        """The same form beginning with other texts."""
        return Draft(self.table, self.document, self.row, self.seen, dict(texts), dict(texts), back=self.back)


def stack() -> list[Draft]:
    """The forms, the one on top last."""
    drafts: list[Draft] = st.session_state.setdefault(DRAFTS, [])
    return drafts


def begin(table: str, document: str, row: str, seen: Cells | None, texts: Mapping[str, str]) -> list[Draft]:
    """The forms where the lowest one is of this row; another row begins anew.

    Args:
        table: scope and name of the table.
        document: id of the document; "" in the registry.
        row: what names the row in the address; "" for a new one.
        seen: its cells.
        texts: texts a new form begins with.
    """
    drafts = stack()
    if not drafts or (drafts[0].table, drafts[0].document, drafts[0].row) != (table, document, row):
        drafts[:] = [Draft(table, document, row, seen, dict(texts), dict(texts))]
    return drafts


def above(draft: Draft) -> None:
    """Open a form on top of the others."""
    drafts = stack()
    drafts[-1] = drafts[-1].anew(drafts[-1].texts)
    drafts.append(draft)


def close(entered: str, *, many: bool) -> str:
    """Close the form on top; what was entered goes into the field it was needed for.

    Args:
        entered: id of what was entered; "" for nothing.
        many: whether that field holds several.

    Returns:
        The field.
    """
    drafts = stack()
    done = drafts.pop()
    below = drafts[-1]
    texts = dict(below.texts)
    if entered and done.back != DOCUMENT_FIELD:
        held = [part for part in texts.get(done.back, "").split(";") if part and part != done.start.get("@typed")]
        texts[done.back] = ";".join([*held, entered]) if many else entered
    drafts[-1] = below.anew(texts)
    return done.back
