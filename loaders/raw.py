"""Raw tables: texts by column, with the place of every row, before anything is understood."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import zip_longest

from graph.declare import Cell, Column, Problem, Table, Text
from graph.names import clean, fold, norm

LONGEST_CELL = 32_767  # Excel's own limit
DATE_CELLS = frozenset({"first_day", "last_day", "day", "deadline", "occurrence"})
_BREAK_IN_QUOTES = re.compile(r'(?:^|[,;])"(?:[^"\n]|"")*\n', re.MULTILINE)
UNREAD = Column("", "", Text("", ""), Cell("unread"), required=False)  # below a heading that nobody knows
_SLASH_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
LONGEST_TOTAL = 20
LOOKALIKES = "ÐƉ\u034f"  # printable, and yet cleaned away
TOTALS = frozenset({"tong", "cong", "tong cong", "tong so"})
# A sign of TCVN3 between two letters; twice a VNI pair of vowel and mark that no Vietnamese word has. The seldom sign
# comes first in both patterns and what is before it is looked at behind: ten times faster.
_TCVN3 = re.compile(r"[¡¢£¤§¨©ª¬®¯±´µ¶¸¹¼½¾](?<=[^\W\d_].)(?=[^\W\d_])")
_VNI = re.compile(
    "[ùøûõïÙØÛÕÏáàåãäÁÀÅÃÄéèúüëÉÈÚÜËâÂêÊ]"
    "(?<=[aeouyôöAEOUYÔÖ][ùøûõïÙØÛÕÏ]|[aeAE][áàåãäÁÀÅÃÄ]|[aA][éèúüëÉÈÚÜËêÊ]|[aeoAEO][âÂ])"
)
_NATURAL = frozenset("ïÏëË")  # after a vowel in names of other languages too: Aïn Beïda, Raphaël, Loïc


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table stands: its listed folder or workbook, the file below it, the sheet."""

    folder: str
    file: str
    sheet: str = ""


@dataclass(slots=True)
class RawRow:
    """One row: its number as a spreadsheet shows it, its filled cells by column code, what is wrong so far."""

    number: int | None
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)
    lines: Mapping[str, int] | None = None


@dataclass(slots=True)
class RawTable:
    """A table as read.

    Attributes:
        table: what it is.
        origin: where it stands.
        rows: its rows in order.
        problems: what is wrong with the table itself; (row number or None, problem).
        readable: False where nothing of it can be used.
    """

    table: Table
    origin: Origin
    rows: list[RawRow] = field(default_factory=list)
    problems: list[tuple[int | None, Problem]] = field(default_factory=list)
    readable: bool = True

    def refuse(self, row: int | None, problem: Problem) -> RawTable:
        """Mark it unreadable."""
        self.readable = False
        self.rows = []
        self.problems.append((row, problem))
        return self


def match_headings(
    raw: RawTable, headings: tuple[str, ...], row: int, allowed: tuple[Column, ...]
) -> tuple[Column | None, ...] | None:
    """Find the column each heading means.

    Args:
        raw: the table; unknown and double headings and missing required columns are noted on it.
        headings: texts of the heading row.
        row: its number.
        allowed: the columns it may have.

    Returns:
        A column for each heading, UNREAD where it is not known, None where it is empty; None where the table cannot
        be read.
    """
    columns, problems, readable = _matched(headings, allowed)
    raw.problems += [(row, problem) for problem in problems]
    if not readable:
        raw.readable = False
        return None
    return columns


@lru_cache
def _matched(
    headings: tuple[str, ...], allowed: tuple[Column, ...]
) -> tuple[tuple[Column | None, ...], list[Problem], bool]:
    """The columns, what is wrong with the headings, and whether the table can be read."""
    columns: list[Column | None] = []
    problems: list[Problem] = []
    for text in map(clean, headings):
        column = meant_column(allowed, text)
        if text and column is None:
            problems.append(Problem(text, "unknown_heading", {"value": text, "near": near(allowed, text)}))
            column = UNREAD
        elif column is not None and column in columns:
            return (), [*problems, Problem(column.name, "double_heading", {"value": text})], False
        columns.append(column)
    missing = [c.name for c in allowed if c.required and c not in columns]
    if missing:
        problems.append(Problem(missing[0], "missing_column", {"value": ", ".join(missing)}))
    return tuple(columns), problems, not missing


def meant_column(columns: tuple[Column, ...], heading: str) -> Column | None:
    """The column a heading means: by its code or its label in either language; tones count where they must decide.

    Args:
        columns: the columns a table may have.
        heading: the cleaned heading.

    Returns:
        The column; None where it names none.
    """
    known = _spellings(columns)
    return known.get(norm(heading)) or known.get(fold(heading))


@cache
def _spellings(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Exact and folded headings -> column; a code counts before a label, and a folded label of two columns is none."""
    exact: dict[str, Column] = {}
    folded: dict[str, set[Column]] = defaultdict(set)
    for column in columns:
        for label in (column.text.vi, column.text.en):
            exact.setdefault(norm(label), column)
            folded[fold(label)].add(column)
    unique = {text: found.pop() for text, found in folded.items() if len(found) == 1}
    codes = {fold(column.name): column for column in columns}
    return unique | exact | codes | {norm(column.name): column for column in columns}


def near(columns: Iterable[Column], text: str) -> str:
    """The column code nearest to an unknown heading, for a hint; all codes where none is near."""
    names = {spelling: c.name for c in columns for spelling in (c.name, c.text.vi, c.text.en)}
    found = difflib.get_close_matches(text, names, 1, 0.5)
    return names[found[0]] if found else ", ".join(dict.fromkeys(names.values()))


def is_plain(text: str) -> bool:
    """Whether no cell of a whole file needs cleaning or is an issue by itself.

    Args:
        text: the file; only in quotes may a cell hold a line break.
    """
    flat = text.replace("\r\n", " ").replace("\n", " ")
    return (
        not ('"' in text and _BREAK_IN_QUOTES.search(text))
        and flat.isprintable()
        and not any(letter in flat for letter in LOOKALIKES)
        and unicodedata.is_normalized("NFC", flat)
        and (len(text) <= LONGEST_CELL or all(len(line) <= LONGEST_CELL for line in text.split("\n")))
        and not (_TCVN3.search(flat) or _VNI.search(flat))
    )


class RowReader:
    """Makes rows from texts in the order of the headings.

    Args:
        columns: what each heading means.
        plain: whether the whole file is (`is_plain`): then its cells are taken as they stand, ends stripped.
    """

    def __init__(self, columns: Sequence[Column | None], *, plain: bool) -> None:
        self._columns = columns
        known = [column.name for column in columns if column and column is not UNREAD]
        self._plain = known if plain and len(known) == len(columns) else []

    def row(self, number: int, texts: Sequence[str]) -> RawRow | None:
        """A row; None where every cell is empty.

        Args:
            number: row number.
            texts: the cells as they stand.
        """
        if totals := make_totals_row(number, texts):
            return totals
        if self._plain and len(texts) <= len(self._plain):
            cells = {name: cell for name, text in zip(self._plain, texts, strict=False) if (cell := text.strip())}
            return RawRow(number, cells) if cells else None
        return make_row(number, self._columns, texts)


def make_row(number: int, columns: Sequence[Column | None], texts: Sequence[str]) -> RawRow | None:
    """A row from its texts, each cleaned.

    Args:
        number: row number.
        columns: what each heading means.
        texts: the cells as they stand, in the order of the headings.

    Returns:
        The row; None where every cell is empty.
    """
    row = RawRow(number, {})
    spare = ""
    for column, text in zip_longest(columns, texts, fillvalue=None):
        if not text or column is UNREAD:
            continue
        if column is None:
            spare = spare or clean(text)
        elif cleaned := clean(text, keep_breaks=column.cell.type == "long_text"):
            row.cells[column.name] = cleaned
            if problem := unreadable_text(column.name, text, cleaned):
                row.problems.append(problem)
    if spare:
        row.problems.append(Problem("", "more_cells", {"value": spare}))
    return row if row.cells or row.problems else None


def make_totals_row(number: int, texts: Iterable[str]) -> RawRow | None:
    """A row that sums up others, which is an issue and holds nothing; None where it is no such row."""
    first = next(filter(None, texts), "")
    if len(first) > LONGEST_TOTAL or fold(first) not in TOTALS:
        return None
    return RawRow(number, {}, [Problem("", "totals_row", {"value": clean(first)})])


def unreadable_text(column: str, text: str, cleaned: str) -> Problem | None:
    """Why a text cannot be taken, whatever its column."""
    if len(text) > LONGEST_CELL:
        return Problem(column, "too_long", {"value": cleaned[:50], "length": len(text), "limit": LONGEST_CELL})
    if not cleaned.isascii() and (_TCVN3.search(cleaned) or _looks_like_vni(cleaned)):
        return Problem(column, "old_encoding", {"value": cleaned[:200]})
    return None


def _looks_like_vni(text: str) -> bool:
    """Whether a text has two pairs that only VNI has, or many of those that names of other languages have as well."""
    pairs = _VNI.findall(text)
    return len(pairs) > (3 if _NATURAL.issuperset(pairs) else 1)


def read_slash_dates(raw: RawTable) -> None:
    """Turn `d/m/yyyy` into ISO, day first; where a column contradicts that, every such cell of it is an issue.

    Args:
        raw: the table; its cells are changed in place.
    """
    for column in raw.table.columns:
        if column.cell.type not in DATE_CELLS:
            continue
        found = [(row, m) for row in raw.rows if (m := _SLASH_DATE.fullmatch(row.cells.get(column.name, "")))]
        if not found:
            continue
        contradicted = any(_valid(int(m[3]), int(m[1]), int(m[2])) and int(m[2]) > 12 for _, m in found)
        for row, m in found:
            if contradicted:
                row.problems.append(Problem(column.name, "day_or_month", {"value": m[0]}))
            elif _valid(int(m[3]), int(m[2]), int(m[1])):
                row.cells[column.name] = f"{m[3]}-{int(m[2]):02}-{int(m[1]):02}"


def _valid(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
