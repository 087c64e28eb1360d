"""What may stand in a table cell: each type reads a cleaned text and says what it holds, or why it cannot."""

from __future__ import annotations

import calendar
import datetime as dt
import enum
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from pydantic import BeforeValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from graph.names import fold

Precision = Literal["day", "month", "quarter", "year"]
YEARS = range(1900, 2101)


def cell_error(key: str, **values: object) -> PydanticCustomError:
    """A reason why a cell cannot be read; the sentence is `cells.<key>` of the text catalogue.

    Args:
        key: key in `texts/<language>/cells.yml`.
        **values: what stands in its placeholders.

    Returns:
        The error to raise.
    """
    return PydanticCustomError("cell", key, values)


@dataclass(frozen=True, slots=True, order=True)
class CutDate:
    """A day; or a month, quarter or year read as its first or last day, with the precision kept beside it."""

    day: dt.date
    precision: Precision = "day"

    FORMS: ClassVar[tuple[tuple[Precision, re.Pattern[str]], ...]] = (
        ("day", re.compile(r"([0-9]{4})-([0-9][0-9])-([0-9][0-9])")),
        ("month", re.compile(r"([0-9]{4})-([0-9][0-9])")),
        ("quarter", re.compile(r"([0-9]{4})-[Qq]([1-4])")),
        ("year", re.compile(r"([0-9]{4})")),
    )

    @property
    def first(self) -> dt.date:
        """First day of the day, month, quarter or year meant."""
        month = {"year": 1, "quarter": (self.day.month - 1) // 3 * 3 + 1}.get(self.precision, self.day.month)
        return self.day if self.precision == "day" else dt.date(self.day.year, month, 1)

    @property
    def last(self) -> dt.date:
        """Last day of the day, month, quarter or year meant."""
        if self.precision == "day":
            return self.day
        month = {"year": 12, "quarter": (self.day.month - 1) // 3 * 3 + 3}.get(self.precision, self.day.month)
        return dt.date(self.day.year, month, calendar.monthrange(self.day.year, month)[1])

    def __str__(self) -> str:
        """The form it is written in: 2024-07-31, 2024-07, 2024-Q3, 2024."""
        year, month = self.day.year, self.day.month
        return {
            "day": self.day.isoformat(),
            "month": f"{year}-{month:02}",
            "quarter": f"{year}-Q{(month + 2) // 3}",
            "year": str(year),
        }[self.precision]


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day that comes every year, written `--MM-DD`."""

    month: int
    day: int

    def __str__(self) -> str:
        """The form it is written in."""
        return f"--{self.month:02}-{self.day:02}"


@lru_cache(maxsize=65536)
def read_date(cell: str, bound: Literal["first", "last"] = "first") -> CutDate:
    """Read a date that may be cut.

    Args:
        cell: `2024-07-31`, `2024-07`, `2024-Q3` or `2024`.
        bound: whether a cut date means its first or its last day.

    Returns:
        The day and its precision.

    Raises:
        PydanticCustomError: it is no date, no day of the calendar, or outside 1900-2100.
    """
    for precision, form in CutDate.FORMS:
        if not (match := form.fullmatch(cell)):
            continue
        year, *rest = map(int, match.groups())
        month = {"year": 1, "quarter": (rest or [1])[0] * 3 - 2}.get(precision, (rest or [1])[0])
        if year not in YEARS:
            raise cell_error("year_range", value=cell)
        try:
            cut = CutDate(dt.date(year, month, rest[1] if precision == "day" else 1), precision)
        except ValueError:
            raise cell_error("no_such_day", value=cell) from None
        return CutDate(cut.first if bound == "first" else cut.last, precision)
    raise cell_error("not_a_date", value=cell)


def read_day(cell: str) -> dt.date:
    """Read a whole day, `2024-07-31`.

    Raises:
        PydanticCustomError: it is no whole day.
    """
    date = read_date(cell)
    if date.precision != "day":
        raise cell_error("not_a_whole_day", value=cell)
    return date.day


@lru_cache(maxsize=65536)
def read_deadline(cell: str) -> CutDate | MonthDay:
    """Read a deadline: a date (a cut one means its last day), or `--MM-DD` for a day each year.

    Raises:
        PydanticCustomError: it is neither.
    """
    if not cell.startswith("--"):
        return read_date(cell, "last")
    match = re.fullmatch(r"--([0-9][0-9])-([0-9][0-9])", cell)
    try:
        day = dt.date(2024, *map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None:
        raise cell_error("not_a_yearly_day", value=cell)
    return MonthDay(day.month, day.day)


def read_occurrence(cell: str) -> str:
    """Read which occurrence is meant: a year, or a day.

    Raises:
        PydanticCustomError: it is neither.
    """
    date = read_date(cell)
    if date.precision not in ("year", "day"):
        raise cell_error("not_an_occurrence", value=cell)
    return str(date)


@lru_cache(maxsize=65536)
def read_years(cell: str) -> tuple[int, ...]:
    """Read years separated by `;`.

    Raises:
        PydanticCustomError: one of them is no year from 1900 to 2100.
    """
    years = []
    for part in read_many(cell):
        if not re.fullmatch(r"[0-9]{4}", part) or int(part) not in YEARS:
            raise cell_error("not_a_year", value=part)
        years.append(int(part))
    return tuple(dict.fromkeys(years))


def read_year(cell: str) -> int:
    """Read one year from 1900 to 2100.

    Raises:
        PydanticCustomError: it is none.
    """
    years = read_years(cell)
    if len(years) != 1:
        raise cell_error("not_a_year", value=cell)
    return years[0]


def read_integer(cell: str) -> int:
    """Read a whole number, not negative.

    Raises:
        PydanticCustomError: it is none.
    """
    if not re.fullmatch(r"[0-9]{1,18}", cell):
        raise cell_error("not_an_integer", value=cell)
    return int(cell)


def read_number(cell: str) -> float:
    """Read a number, not negative: digits with one decimal point.

    Raises:
        PydanticCustomError: it is none.
    """
    if not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,9})?", cell):
        raise cell_error("not_a_number", value=cell)
    return float(cell)


def _read_degrees(limit: int) -> Callable[[str], float]:
    def read(cell: str) -> float:
        if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,15})?", cell):
            raise cell_error("not_a_number", value=cell)
        if abs(float(cell)) > limit:
            raise cell_error("out_of_range", value=cell, limit=limit)
        return float(cell)

    return read


def read_yes_no(cell: str) -> bool:
    """Read yes or no: yes, no, có, không, true, false, 1, 0.

    Raises:
        PydanticCustomError: it is none of them.
    """
    answer = {"yes": True, "co": True, "true": True, "1": True, "no": False, "khong": False, "false": False, "0": False}
    if (folded := fold(cell)) not in answer:
        raise cell_error("not_yes_no", value=cell)
    return answer[folded]


def read_many(cell: str) -> tuple[str, ...]:
    """Read values separated by `;`; empty ones and repetitions are nothing."""
    if ";" not in cell:
        return (stripped,) if (stripped := cell.strip()) else ()
    return tuple(dict.fromkeys(part for part in map(str.strip, cell.split(";")) if part))


def read_id(cell: str) -> str:
    """Read a canonical id (MODEL section 5): ASCII letters, digits and `.-_`, or `/` in nothing.

    Raises:
        PydanticCustomError: it has other characters.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", cell):
        raise cell_error("not_an_id", value=cell)
    return cell


def read_item_number(cell: str) -> str:
    """Read the number of an item, the ASCII form of the print: `2.4b`; `đ` is `dd`.

    Raises:
        PydanticCustomError: it has other characters, or looks like the end of an id of another label.
    """
    if not re.fullmatch(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*", cell):
        ascii_form = cell.replace("đ", "dd").replace("Đ", "dd").rstrip(").")
        raise cell_error("not_an_item_number", value=cell, near=ascii_form)
    if re.fullmatch(r"[eq][0-9]+|r[0-9]{4}.*", cell):
        raise cell_error("reserved_number", value=cell)
    return cell


@dataclass(frozen=True)
class Cell:
    """The name of a cell type, as forms and the template need it."""

    type: str
    numeric: bool = False


class Choice(enum.StrEnum):
    """Allowed values of a column; each member is (code, Vietnamese label, English label)."""

    vi: str
    en: str

    def __new__(cls, code: str, vi: str = "", en: str = "") -> Self:
        """Keep the labels beside the code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.vi = vi
        member.en = en or code.replace("_", " ").capitalize()
        return member

    @classmethod
    def read(cls, cell: str) -> Self:
        """Read a choice by its code or by any comma part of its label, tones and case apart.

        Args:
            cell: the cell.

        Returns:
            The choice.

        Raises:
            PydanticCustomError: it names none.
        """
        if isinstance(cell, cls):
            return cell
        if found := cls._spellings().get(fold(cell)):
            return found
        raise cell_error("not_a_choice", value=cell, choices=", ".join(cls))

    @classmethod
    def _spellings(cls) -> dict[str, Self]:
        known: dict[str, Self] | None = cls.__dict__.get("_known_spellings")
        if known is None:
            known = {}
            for member in reversed(cls):
                for label in (member.vi, member.en):
                    known |= {fold(part): member for part in (label, *label.split(","))}
            known |= {fold(member.value): member for member in cls}
            type.__setattr__(cls, "_known_spellings", known)
        return known

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic read it by `read`."""
        return core_schema.no_info_plain_validator_function(cls.read)


T = TypeVar("T")


def _of(kind: type, read: Callable[[str], object]) -> BeforeValidator:
    """Read texts; values that are read already pass."""
    return BeforeValidator(lambda cell: read(cell) if isinstance(cell, str) and kind is not str else cell)


Str = Annotated[str | None, Cell("text")]
LongText = Annotated[str | None, Cell("long_text")]
Id = Annotated[str, BeforeValidator(read_id), Cell("id")]
ItemNumber = Annotated[str, BeforeValidator(read_item_number), Cell("item_number")]
OptionalId = Annotated[str | None, BeforeValidator(read_id), Cell("id")]
Many = Annotated[tuple[str, ...], _of(tuple, read_many), Cell("many")]
FirstDay = Annotated[CutDate | None, _of(CutDate, lambda c: read_date(c, "first")), Cell("first_day")]
LastDay = Annotated[CutDate | None, _of(CutDate, lambda c: read_date(c, "last")), Cell("last_day")]
Day = Annotated[dt.date | None, _of(dt.date, read_day), Cell("day")]
Deadline = Annotated[CutDate | MonthDay | None, _of(CutDate, read_deadline), Cell("deadline")]
Occurrence = Annotated[str, BeforeValidator(read_occurrence), Cell("occurrence", numeric=True)]
Years = Annotated[tuple[int, ...], _of(tuple, read_years), Cell("years", numeric=True)]
Year = Annotated[int | None, _of(int, read_year), Cell("year", numeric=True)]
Integer = Annotated[int | None, _of(int, read_integer), Cell("integer", numeric=True)]
Number = Annotated[float | None, _of(float, read_number), Cell("number", numeric=True)]
Latitude = Annotated[float | None, _of(float, _read_degrees(90)), Cell("number", numeric=True)]
Longitude = Annotated[float | None, _of(float, _read_degrees(180)), Cell("number", numeric=True)]
YesNo = Annotated[bool | None, _of(bool, read_yes_no), Cell("yes_no")]
