"""Days, months, quarters, years and stretches of time as people write them in Vietnamese and English."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dateutil.relativedelta import relativedelta

from graph.cells import Precision
from graph.names import plain, words

Bounds = Literal["both", "first", "last"]
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
MONTHS = {name.lower(): n for names in (calendar.month_name, calendar.month_abbr) for n, name in enumerate(names) if n}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
UNITS = {"thang": "months", "nam": "years", "tuan": "weeks", "ngay": "days"}
UNITS |= {form: f"{unit}s" for unit in ("month", "year", "week", "day") for form in (unit, f"{unit}s")}
YEAR = r"((?:19|20)\d\d)"
MONTH = "|".join(MONTHS)
NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "mot a an one",
            "hai two",
            "ba three",
            "bon four",
            "nam five",
            "sau six",
            "bay seven",
            "tam eight",
            "chin nine",
            "muoi ten",
            "eleven",
            "twelve",
        ),
        start=1,
    )
    for name in names.split()
}
NUMBER = r"(\d{1,3}|" + "|".join(NUMBERS) + ")"
BETWEEN = re.compile(r"\s*(?:den|toi|to|and|va|until|till|-)\s*(?:het\s+)?")
BEFORE = re.compile(r"(?:between|giai doan|in the period|during|period)\s+$")
SINCE = re.compile(r"\b(?:ke tu|tinh tu|tu|since|from|starting|sau|after)\s+(?:khi |sau )?$")
UNTIL = re.compile(r"\b(?:cho den|den|cho toi|toi|until|till|by|up to|truoc|truoc khi|before|prior to)\s+(?:het )?$")
BEHIND = re.compile(r"\b(?:sau|after)\s")
PRIOR = re.compile(r"\b(?:truoc|before|prior to)\b")


@dataclass(frozen=True)
class Time:
    """A stretch of time in a text.

    Attributes:
        first: its first day.
        last: its last day, inclusive.
        precision: how exact it is written; a stretch has that of its ends.
        words: numbers of the first word and of the one behind the last.
        months: how many months ahead it reaches, where it is written so.
        bounds: which of its days are meant: "since 2020" has a first one only, "until 2020" a last one only.
    """

    first: dt.date
    last: dt.date
    precision: Precision
    words: tuple[int, int]
    months: int | None = None
    bounds: Bounds = "both"


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
Bound = tuple[Hit, Bounds]


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


def _joined(line: str, found: list[Hit]) -> Iterator[Bound]:
    """Two times with "to" between them are one stretch; a single one may have one end only."""
    done = -1
    for index, hit in enumerate(found):
        if index <= done:
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        if following and BETWEEN.fullmatch(line[hit[0][1] : following[0][0]]) and hit[1] <= following[2]:
            lead = SINCE.search(line[: hit[0][0]]) or BEFORE.search(line[: hit[0][0]])
            start = lead.start() if lead else hit[0][0]
            yield ((start, following[0][1]), hit[1], following[2], hit[3], None), "both"
            done = index + 1
        elif line[slice(*hit[0])] not in NOW:
            yield _alone(line, hit)


def _alone(line: str, hit: Hit) -> Bound:
    (start, end), first, last, precision, months = hit
    before, whole = line[:start], precision in ("year", "quarter", "month")
    if lead := BEFORE.search(before):
        return ((lead.start(), end), first, last, precision, months), "both"
    if lead := SINCE.search(before):
        first = last + relativedelta(days=1) if whole and BEHIND.match(lead.group()) else first
        return ((lead.start(), end), first, max(first, last), precision, months), "first"
    if lead := UNTIL.search(before):
        last = first - relativedelta(days=1) if whole and PRIOR.match(lead.group()) else last
        return ((lead.start(), end), min(first, last), last, precision, months), "last"
    return hit, "both"


def _time(bound: Bound, spans: list[tuple[int, int]]) -> Time:
    ((start, end), first, last, precision, months), bounds = bound
    inside = [number for number, (a, b) in enumerate(spans) if a >= start and b <= end]
    return Time(first, last, precision, (inside[0], inside[-1] + 1), months, bounds)


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
    last = today + _span(number, unit)
    months = (last.year - today.year) * 12 + last.month - today.month
    return today, last, "day", max(months, 1)


def _back(number: str, unit: str, today: dt.date) -> tuple[dt.date, dt.date, Precision, int | None]:
    return today - _span(number, unit), today, "day", None


def _span(number: str, unit: str) -> relativedelta:
    steps = {"months": 0, "years": 0, "weeks": 0, "days": 0} | {UNITS[unit]: NUMBERS.get(number) or int(number)}
    return relativedelta(**steps)  # type: ignore[arg-type]


def _now(match: re.Match[str], today: dt.date) -> tuple[dt.date, dt.date, Precision, int | None]:
    return today, today, "day", None


def _part(year: str, first: int, last: int, today: dt.date) -> tuple[dt.date, dt.date, Precision, None]:
    """Months of a year; as exact as a day, so that "before the end of the year" takes it in."""
    number = int(year) if year.isdigit() else today.year
    return dt.date(number, first, 1), dt.date(number, last, 1) + relativedelta(months=1, days=-1), "day", None


def _this(match: re.Match[str], today: dt.date) -> tuple[dt.date, dt.date, Precision, int | None] | None:
    unit, step = RELATIVE[match.group()]
    if unit == "day":
        return today, today, "day", None
    if unit == "year":
        return _year(today.year + step)
    if unit == "week":
        monday = today + relativedelta(days=7 * step - today.weekday())
        return monday, monday + relativedelta(days=6), "day", None
    if unit == "quarter":
        day = today + relativedelta(months=3 * step)
        return _quarter(day.year, (day.month + 2) // 3)
    day = today + relativedelta(months=step)
    return _month(str(day.year), day.month)


NOW_BEHIND = (
    ("tu", "nay"),
    ("tu", "gio"),
    ("den", "nay"),
    ("toi", "nay"),
    ("from", "now"),
    ("until", "now"),
    ("to", "date"),
)
NOW = frozenset(now for _, now in NOW_BEHIND)  # a time only as an end of a stretch: from now on, to date
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
    "quy truoc": ("quarter", -1),
    "quy sau": ("quarter", 1),
    "last quarter": ("quarter", -1),
    "tuan nay": ("week", 0),
    "this week": ("week", 0),
    "tuan truoc": ("week", -1),
    "last week": ("week", -1),
    "tuan toi": ("week", 1),
    "tuan sau": ("week", 1),
    "next week": ("week", 1),
    "hom nay": ("day", 0),
    "today": ("day", 0),
    "hien nay": ("day", 0),
    "hien tai": ("day", 0),
    "currently": ("day", 0),
    "right now": ("day", 0),
}
UNIT = r"(thang|nam|tuan|ngay|months?|years?|weeks?|days?)"
ANY_YEAR = r"((?:19|20)\d\d|nay|this year)"
NAMED_YEAR = "(" + "|".join(name for name, (unit, _) in RELATIVE.items() if unit == "year") + ")"
FORMS: Mapping[re.Pattern[str], Maker] = {
    re.compile(form): maker
    for form, maker in {
        rf"\b(?:trong )?(?:6 thang|nua) dau (?:cua )?nam {ANY_YEAR}\b": lambda m, d: _part(m[1], 1, 6, d),
        rf"\b(?:trong )?(?:6 thang|nua) cuoi (?:cua )?nam {ANY_YEAR}\b": lambda m, d: _part(m[1], 7, 12, d),
        rf"\b(?:the )?first half of {ANY_YEAR}\b": lambda m, d: _part(m[1], 1, 6, d),
        rf"\b(?:the )?second half of {ANY_YEAR}\b": lambda m, d: _part(m[1], 7, 12, d),
        rf"\b(?:the )?({'|'.join(ORDINALS)}) quarter(?: of)? {YEAR}\b": lambda m, d: _quarter(
            int(m[2]), ORDINALS[m[1]]
        ),
        rf"\b(?:trong (?:vong )?|con )?{NUMBER} {UNIT} (?:sap )?(?:toi|nua|ke tiep|tiep theo)\b": lambda m, d: _ahead(
            m[1], m[2], d
        ),
        rf"\b(?:trong (?:vong )?)?{NUMBER} {UNIT} (?:vua qua|qua|gan day|tro lai day)\b": lambda m, d: _back(
            m[1], m[2], d
        ),
        rf"\b(?:in |over |during |within )?(?:the )?(?:past|last) {NUMBER} {UNIT}\b": lambda m, d: _back(m[1], m[2], d),
        rf"\b(?:trong (?:vong )?|con (?:khoang )?){NUMBER} {UNIT}\b": lambda m, d: _ahead(m[1], m[2], d),
        rf"\b(?:within|in) (?:the )?(?:next |coming |following )?{NUMBER} {UNIT}\b": lambda m, d: _ahead(m[1], m[2], d),
        rf"\b(?:the )?(?:next|coming) {NUMBER} {UNIT}\b": lambda m, d: _ahead(m[1], m[2], d),
        rf"\b{NUMBER} {UNIT} from now\b": lambda m, d: _ahead(m[1], m[2], d),
        rf"\bcuoi nam {ANY_YEAR}\b": lambda m, d: _part(m[1], 10, 12, d),
        r"\b(?:cuoi|het) nam\b(?! \d)": lambda m, d: _part("", 10, 12, d),
        rf"\b(?:the )?end of (?:the )?{ANY_YEAR}\b": lambda m, d: _part(m[1], 10, 12, d),
        r"\b(?:the )?(?:end of the year|year end)\b": lambda m, d: _part("", 10, 12, d),
        rf"\b{YEAR}-(\d\d)-(\d\d)\b": lambda m, d: _day(m[1], m[2], m[3]),
        rf"\b(?:ngay )?(\d{{1,2}})[/.-](\d{{1,2}})[/.-]{YEAR}\b": lambda m, d: _day(m[3], m[2], m[1]),
        rf"\b(?:ngay )?(\d{{1,2}}) thang (\d{{1,2}}),? nam {YEAR}\b": lambda m, d: _day(m[3], m[2], m[1]),
        rf"\b(\d{{1,2}}) ({MONTH}),? {YEAR}\b": lambda m, d: _day(m[3], str(MONTHS[m[2]]), m[1]),
        rf"\b({MONTH}) (\d{{1,2}}),? {YEAR}\b": lambda m, d: _day(m[3], str(MONTHS[m[1]]), m[2]),
        rf"\bthang (\d{{1,2}})(?:[/-]|,? nam |,? ){YEAR}\b": lambda m, d: _month(m[2], int(m[1])),
        rf"\b({MONTH}),? {YEAR}\b": lambda m, d: _month(m[2], MONTHS[m[1]]),
        rf"\b(\d{{1,2}})/{YEAR}\b": lambda m, d: _month(m[2], int(m[1])),
        rf"\bquy (iii|ii|iv|i|[1-4])(?:[/-]|,? nam |,? ){YEAR}\b": lambda m, d: _quarter(int(m[2]), ROMAN[m[1]]),
        rf"\bq([1-4])[/ -]?{YEAR}\b": lambda m, d: _quarter(int(m[2]), int(m[1])),
        rf"\b{YEAR}-q([1-4])\b": lambda m, d: _quarter(int(m[1]), int(m[2])),
        rf"\b{YEAR}-(\d\d)\b(?!-)": lambda m, d: _month(m[1], int(m[2])),
        rf"\bquy (iii|ii|iv|i|[1-4]) (?:cua )?{NAMED_YEAR}\b": lambda m, d: _quarter(
            d.year + RELATIVE[m[2]][1], ROMAN[m[1]]
        ),
        rf"\bthang (\d{{1,2}}) (?:cua )?{NAMED_YEAR}\b": lambda m, d: _month(
            str(d.year + RELATIVE[m[2]][1]), int(m[1])
        ),
        r"\b(?:ngay )?(\d{1,2}) thang (\d{1,2})\b": lambda m, d: _day(str(d.year), m[2], m[1]),
        r"\bngay (\d{1,2})[/-](\d{1,2})\b": lambda m, d: _day(str(d.year), m[2], m[1]),
        r"\bthang (\d{1,2})\b": lambda m, d: _month(str(d.year), int(m[1])),
        r"\bquy (iii|ii|iv|i|[1-4])\b": lambda m, d: _quarter(d.year, ROMAN[m[1]]),
        rf"\b(?:in|of|by|before|until) ({MONTH})\b": lambda m, d: _month(str(d.year), MONTHS[m[1]]),
        r"\b(?:" + "|".join(RELATIVE) + r")\b": _this,
        r"\b(?:" + "|".join(f"(?<={before} ){now}" for before, now in NOW_BEHIND) + r")\b": _now,
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
