"""A list for paper: an answer with its parameters, day and numbered sources, as the DOCX and PDF writers take it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.texts import Language, t
from queries.catalogue import Column, question
from queries.runner import Answer, Source
from reports.terminal import source_text
from reports.words import choice_text, date_text, number_text, period_text

TOLD_BY_STATE = frozenset({"status", "inferred", "deadline_exclusive"})
DAYS = frozenset({"period_from", "period_to"})
UPRIGHT, LYING = 112, 166  # letters in the width of a page, in the size of the table
WIDE, LONG_WORD = 40, 13  # letters: what a column may want; a longer word may be broken, no date is as long
BESIDE = 3  # letters that the space beside a text takes
PORTRAIT = 6  # columns that an upright page takes


@dataclass(frozen=True)
class Line:
    """A row of the list.

    Attributes:
        cells: texts, in the order of the columns.
        sources: number of a source -> sections, for the last column.
    """

    cells: tuple[str, ...]
    sources: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Printed:
    """A list on A4 paper.

    Attributes:
        title: what it lists.
        notes: parameters and day, how many rows, what is missing; a line each.
        columns: headings; the last is that of the sources where there are any.
        lines: the rows.
        sources: what the numbers mean, in their order.
        lang: language of all its sentences.
        organisation: who gives it, or "".
    """

    title: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[Line, ...] = field(repr=False)
    sources: tuple[str, ...] = field(repr=False)
    lang: Language = "vi"
    organisation: str = ""

    @property
    def upright(self) -> bool:
        """Whether an upright page takes its columns; otherwise the page lies."""
        return len(self.columns) <= PORTRAIT

    @property
    def shares(self) -> tuple[float, ...]:
        """The part of the width of each column: room for its longest word, the rest by what its cells usually hold."""
        texts = [(heading, *(_cell(line, i) for line in self.lines)) for i, heading in enumerate(self.columns)]
        least = [min(_longest_word(column), LONG_WORD) + BESIDE for column in texts]
        wanted = [min(_usual(column), WIDE) - room for column, room in zip(texts, least, strict=True)]
        more = [max(one, 0.1) for one in wanted]
        free = max((UPRIGHT if self.upright else LYING) - sum(least), 0)
        widths = [room + free * one / sum(more) for room, one in zip(least, more, strict=True)]
        return tuple(width / sum(widths) for width in widths)


def _longest_word(texts: Iterable[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def _usual(texts: Sequence[str]) -> float:
    """Letters that nine of ten cells do not exceed, long ones counted less since they wrap."""
    lengths = sorted(map(len, texts[1:])) or [0]
    return float(lengths[max(int(len(lengths) * 0.9) - 1, 0)] ** 0.8)


def _cell(line: Line, index: int) -> str:
    return line.cells[index] if index < len(line.cells) else cited(line)


def cited(line: Line) -> str:
    """The sources of a row as text: `[1] II.2.8; [3]`."""
    return "; ".join(cite(number, sections) for number, sections in line.sources.items())


def cite(number: int, sections: Sequence[str]) -> str:
    """One source of a row: its number and sections."""
    return " ".join([f"[{number}]", ", ".join(section for section in sections if section != "-")]).strip()


def printed(answer: Answer, name: Callable[[str], str], day: dt.date, organisation: str = "") -> Printed:
    """An answer as a list for paper, in the current language.

    Args:
        answer: the answer, complete.
        name: id -> name of an entity among the parameters.
        day: of the view.
        organisation: who gives it, or "".

    Returns:
        The list: all rows, without columns that say nothing in any of them.
    """
    columns = [column for column in answer.columns if _shown(answer, column)]
    numbers: dict[str, int] = {}
    titles: list[str] = []
    lines = []
    for row in answer.rows:
        lines.append(Line(tuple(_text(answer, row, column) for column in columns), _cites(row, numbers, titles)))
    headings = [t("answers.period") if column.name in DAYS else column.title(answer.lang) for column in columns]
    return Printed(
        question(answer.question).title(answer.lang),
        tuple(_notes(answer, name, day)),
        (*headings, *([t("brief.column_sources")] if titles else [])),
        tuple(lines),
        tuple(titles),
        answer.lang,
        organisation,
    )


def _shown(answer: Answer, column: Column) -> bool:
    """Whether a column is printed: it holds something that no other one says."""
    names = {other.name for other in answer.columns}
    if column.type.base in ("precision", "source") or (column.name == "period_to" and "period_from" in names):
        return False
    if column.name in TOLD_BY_STATE and names & {"state", "due", "deadline"}:
        return False
    held = DAYS & names if column.name in DAYS else {column.name}
    return any(row[each] not in (None, [], "", False) for row in answer.rows for each in held)


def _text(answer: Answer, row: Mapping[str, Any], column: Column) -> str:
    if column.name in DAYS:
        first, last = row.get("period_from"), row.get("period_to")
        exact: Any = (row.get("period_from_precision") or "day", row.get("period_to_precision") or "day")
        return period_text(first, last, *exact)
    value = row[column.name]
    match value:
        case dt.date():
            return date_text(value, row.get(f"{column.name}_precision") or "day")
        case bool():
            return answer.title(value, column)
        case int() | float() if column.type.base in ("number", "integer"):
            return number_text(value) if column.type.base == "number" else str(value)
    return answer.title(value, column)


def _cites(row: Mapping[str, Any], numbers: dict[str, int], titles: list[str]) -> dict[int, tuple[str, ...]]:
    """The sources of a row by number; new ones are numbered on the way."""
    found: dict[int, tuple[str, ...]] = {}
    for source in row.get("sources") or ():
        if source.document not in numbers:
            numbers[source.document] = len(numbers) + 1
            titles.append(source_text(Source(source.document, "-", source.title)))
        number = numbers[source.document]
        found[number] = tuple(dict.fromkeys((*found.get(number, ()), source.section)))
    return found


def _notes(answer: Answer, name: Callable[[str], str], day: dt.date) -> list[str]:
    asked = question(answer.question)
    told = []
    for key, param in asked.params.items():
        value = answer.params.get(key)
        if value is None or key == "as_of":
            continue
        items = [_param(item, param.kind.entity, name) for item in (value if isinstance(value, list) else [value])]
        told.append(f"{param.description.of(answer.lang)}: {', '.join(items)}")
    documents = {source.document for row in answer.rows for source in row.get("sources") or ()}
    told.append(
        t("printed.count", rows=number_text(len(answer.rows)), documents=number_text(len(documents)))
        + f" {t('look.as_of', day=date_text(day))}."
    )
    if answer.empty_reason:
        told.append(answer.empty_reason.text)
    if answer.truncated:
        told.append(t("ask.truncated", count=len(answer.rows)))
    return [line[:1].upper() + line[1:] for line in told]


def _param(value: Any, entity: bool, name: Callable[[str], str]) -> str:
    match value:
        case dt.date():
            return date_text(value)
        case bool():
            return t("printed.is_yes" if value else "printed.is_no")
    if hasattr(value, "vi"):
        return choice_text(value)
    return name(str(value)) if entity else str(value)
