"""Days, months, quarters, years and stretches of time as people write them in Vietnamese and English."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from graph.cells import Precision
from graph.names import plain, words

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
UNITS = {"thang": "months", "nam": "years", "tuan": "weeks", "ngay": "days"}
UNITS |= {form: f"{unit}s" for unit in ("month", "year", "week", "day") for form in (unit, f"{unit}s")}
YEAR = r"((?:19|20)\d\d)"
MONTH = "|".join(MONTHS)
BETWEEN = re.compile(r"\s*(?:den|toi|to|and|va|until|-)\s*(?:het\s+)?")
BEFORE = re.compile(r"(?:tu|from|between|giai doan|in the period|period)\s+$")


@dataclass(frozen=True)
class Time:
    """A stretch of time in a text.

    Attributes:
        first: its first day.
        last: its last day, inclusive.
        precision: how exact it is written; a stretch has that of its ends.
        words: numbers of the first word and of the one behind the last.
        months: how many months ahead it reaches, where it is written so.
    """

    first: dt.date
    last: dt.date
    precision: Precision
    words: tuple[int, int]
    months: int | None = None


Maker = Callable[[re.Match[str], dt.date], tuple[dt.date, dt.date, Precision, int | None] | None]


def find_times(text: str, today: dt.date) -> list[Time]:
    """All times in a text, in its order.

    Args:
        text: any text; accents do not matter.
        today: the day that "this year" and "within 6 months" are counted from.

    Returns:
        The times; `2021-2025` and "from 2021 to 2025" are one.
    """
    line, starts = _line(text)
    found = sorted(_single(line, today), key=lambda hit: hit[0])
    return [_time(hit, starts) for hit in _joined(line, found)]


Hit = tuple[tuple[int, int], dt.date, dt.date, Precision, "int | None"]


def _line(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without accents, and where each word stands in it."""
    split = words(text)
    line, spans, end = "", [], 0
    for key, (start, stop) in zip(split.keys, split.spans, strict=True):
        gap = split.text[end:start].replace("–", "-").replace("—", "-")
        line += gap
        word = plain(key)
        spans.append((len(line), len(line) + len(word)))
        line, end = line + word, stop
    return line, spans


def _single(line: str, today: dt.date) -> Iterator[Hit]:
    """Times that stand alone; a longer form hides what is inside it."""
    taken = [False] * (len(line) + 1)
    for form, maker in FORMS.items():
        for match in form.finditer(line):
            if any(taken[match.start() : match.end()]):
                continue
            made = maker(match, today)
            if made:
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                yield match.span(), *made


def _joined(line: str, found: list[Hit]) -> Iterator[Hit]:
    """Two times with "to" between them are one stretch."""
    done = -1
    for index, hit in enumerate(found):
        if index <= done:
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        if following and BETWEEN.fullmatch(line[hit[0][1] : following[0][0]]) and hit[1] <= following[2]:
            start = _lead(line, hit[0][0])
            yield (start, following[0][1]), hit[1], following[2], hit[3], None
            done = index + 1
        else:
            yield (_lead(line, hit[0][0]), hit[0][1]), *hit[1:]


def _lead(line: str, start: int) -> int:
    match = BEFORE.search(line[:start])
    return match.start() if match else start


def _time(hit: Hit, spans: list[tuple[int, int]]) -> Time:
    (start, end), first, last, precision, months = hit
    inside = [number for number, (a, b) in enumerate(spans) if a >= start and b <= end]
    return Time(first, last, precision, (inside[0], inside[-1] + 1), months)


# ------------------------------------------------------------------------------------------------ the forms


def _day(year: str, month: str, day: str) -> tuple[dt.date, dt.date, Precision, None] | None:
    try:
        made = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made, made, "day", None


def _month(year: str, month: int) -> tuple[dt.date, dt.date, Precision, None] | None:
    if not 1 <= month <= 12:
        return None
    first = dt.date(int(year), month, 1)
    return first, first + relativedelta(months=1, days=-1), "month", None


def _quarter(year: int, number: int) -> tuple[dt.date, dt.date, Precision, None]:
    first = dt.date(year, number * 3 - 2, 1)
    return first, first + relativedelta(months=3, days=-1), "quarter", None


def _year(year: int) -> tuple[dt.date, dt.date, Precision, None]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year", None


def _ahead(number: str, unit: str, today: dt.date) -> tuple[dt.date, dt.date, Precision, int | None]:
    steps = {"months": 0, "years": 0, "weeks": 0, "days": 0} | {UNITS[unit]: int(number)}
    last = today + relativedelta(**steps)  # type: ignore[arg-type]
    months = (last.year - today.year) * 12 + last.month - today.month
    return today, last, "day", max(months, 1)


def _this(match: re.Match[str], today: dt.date) -> tuple[dt.date, dt.date, Precision, int | None] | None:
    unit, step = RELATIVE[match.group()]
    if unit == "day":
        return today, today, "day", None
    if unit == "year":
        return _year(today.year + step)
    if unit == "quarter":
        day = today + relativedelta(months=3 * step)
        return _quarter(day.year, (day.month + 2) // 3)
    day = today + relativedelta(months=step)
    return _month(str(day.year), day.month)


RELATIVE: Mapping[str, tuple[str, int]] = {
    "nam nay": ("year", 0),
    "this year": ("year", 0),
    "nam ngoai": ("year", -1),
    "nam truoc": ("year", -1),
    "last year": ("year", -1),
    "nam toi": ("year", 1),
    "nam sau": ("year", 1),
    "next year": ("year", 1),
    "quy nay": ("quarter", 0),
    "this quarter": ("quarter", 0),
    "quy toi": ("quarter", 1),
    "next quarter": ("quarter", 1),
    "thang nay": ("month", 0),
    "this month": ("month", 0),
    "thang truoc": ("month", -1),
    "last month": ("month", -1),
    "thang toi": ("month", 1),
    "thang sau": ("month", 1),
    "next month": ("month", 1),
    "hom nay": ("day", 0),
    "today": ("day", 0),
    "hien nay": ("day", 0),
    "hien tai": ("day", 0),
    "currently": ("day", 0),
    "right now": ("day", 0),
}
UNIT = r"(thang|nam|tuan|ngay|months?|years?|weeks?|days?)"
FORMS: Mapping[re.Pattern[str], Maker] = {
    re.compile(form): maker
    for form, maker in {
        rf"\b(?:trong(?: vong)? )?(\d{{1,3}}) {UNIT} (?:sap )?(?:toi|nua|ke tiep)\b": lambda m, d: _ahead(
            m[1], m[2], d
        ),
        rf"\btrong (?:vong )?(\d{{1,3}}) {UNIT}\b": lambda m, d: _ahead(m[1], m[2], d),
        rf"\b(?:within|in) (?:the )?(?:next |coming )?(\d{{1,3}}) {UNIT}\b": lambda m, d: _ahead(m[1], m[2], d),
        rf"\b(?:the )?next (\d{{1,3}}) {UNIT}\b": lambda m, d: _ahead(m[1], m[2], d),
        rf"\b{YEAR}-(\d\d)-(\d\d)\b": lambda m, d: _day(m[1], m[2], m[3]),
        rf"\b(?:ngay )?(\d{{1,2}})[/.-](\d{{1,2}})[/.-]{YEAR}\b": lambda m, d: _day(m[3], m[2], m[1]),
        rf"\b(?:ngay )?(\d{{1,2}}) thang (\d{{1,2}}),? nam {YEAR}\b": lambda m, d: _day(m[3], m[2], m[1]),
        rf"\b(\d{{1,2}}) ({MONTH}) {YEAR}\b": lambda m, d: _day(m[3], str(MONTHS[m[2]]), m[1]),
        rf"\bthang (\d{{1,2}})(?:[/-]|,? nam |,? ){YEAR}\b": lambda m, d: _month(m[2], int(m[1])),
        rf"\b({MONTH}),? {YEAR}\b": lambda m, d: _month(m[2], MONTHS[m[1]]),
        rf"\b(\d{{1,2}})/{YEAR}\b": lambda m, d: _month(m[2], int(m[1])),
        rf"\bquy (iii|ii|iv|i|[1-4])(?:[/-]|,? nam |,? ){YEAR}\b": lambda m, d: _quarter(int(m[2]), ROMAN[m[1]]),
        rf"\bq([1-4])[/ -]?{YEAR}\b": lambda m, d: _quarter(int(m[2]), int(m[1])),
        rf"\b{YEAR}-q([1-4])\b": lambda m, d: _quarter(int(m[1]), int(m[2])),
        rf"\b{YEAR}-(\d\d)\b(?!-)": lambda m, d: _month(m[1], int(m[2])),
        r"\b(?:" + "|".join(RELATIVE) + r")\b": _this,
        rf"\b(?:(?:nam|trong nam|in|of|year) )?{YEAR}\b": lambda m, d: _year(int(m[1])),
    }.items()
}


def read_written(text: str, today: dt.date) -> Time | None:
    """The one time that a text is; None where it is none, or has more words.

    Args:
        text: `12/7/2024`, `tháng 7/2024`, `Quý III/2024`, `2021-2025`, `năm 2023`.
        today: the day that "this year" is counted from.

    Returns:
        The time.
    """
    found = find_times(text, today)
    whole = (0, len(words(text).keys))
    return found[0] if len(found) == 1 and found[0].words == whole else None
