"""What can go wrong, as one family of errors: each says what, where, and what to do next."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Self


class HopTacError(Exception):
    """An error a person can act on.

    Args:
        what: one plain sentence: what went wrong, and where.
        next_step: one plain sentence: what to do now.
    """

    def __init__(self, what: str, next_step: str = "") -> None:
        super().__init__(f"{what} {next_step}".strip())
        self.what = what
        self.next_step = next_step

    @classmethod
    def say(cls, key: str, /, **values: object) -> Self:
        """The error whose two sentences stand in the text catalogue.

        Args:
            key: `area.key` of what went wrong; what to do next is `area.key_next`.
            **values: what stands in the placeholders of both.

        Returns:
            The error to raise.
        """
        from graph.texts import t

        return cls(t(key, **values), t(f"{key}_next", **values))


class SettingsError(HopTacError):
    """A setting or environment variable is not right."""


class StoreUnavailable(HopTacError):
    """The graph store cannot be reached or started."""


class StoreError(HopTacError):
    """The graph store refused a statement."""


class QueryError(HopTacError):
    """A question file or its parameters are not right."""


class NotFound(HopTacError):
    """A name or id means nothing here, or several things.

    Args:
        what: the sentence.
        next_step: what to do.
        candidates: ids that may be meant, best first.
    """

    def __init__(self, what: str, next_step: str = "", candidates: tuple[str, ...] = ()) -> None:
        super().__init__(what, next_step)
        self.candidates = candidates


class LoadRefused(HopTacError):
    """A load that must not write anything: no table can be read, or a listed folder is missing.

    Args:
        what: the sentence.
        next_step: what to do.
        issues: what is wrong with each table.
    """

    def __init__(self, what: str, next_step: str = "", issues: tuple[Issue, ...] = ()) -> None:
        super().__init__(what, next_step)
        self.issues = issues


@dataclass(frozen=True, order=True)
class Issue:
    """One thing wrong in the data: where it stands, why it is wrong, what to do.

    Attributes:
        folder: the listed folder or workbook.
        file: path relative to `folder`, with `/`.
        sheet: sheet of a workbook, else "".
        row: number as a spreadsheet shows it (the heading is row 1), line in YAML, None for a whole table.
        column: column code, or "" for the whole row.
        value: the cell, cut at 200 characters.
        reason: what is wrong.
        hint: what to do.
    """

    folder: str
    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    reason: str = ""
    hint: str = ""

    def to_dict(self) -> dict[str, object]:
        """As one object of the JSON output."""
        return asdict(self)
