"""Days, numbers and money as a reader of the current language writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from graph.cells import Choice, Precision
from graph.texts import language, t

ROMAN = ("I", "II", "III", "IV")
LARGE = ((1_000_000_000, "look.billions"), (1_000_000, "look.millions"))


def choice_text(choice: Choice) -> str:
    """A code in words."""
    return choice.vi if language() == "vi" else choice.en


def date_text(day: dt.date | None, precision: Precision = "day") -> str:
    """A day, month, quarter or year; what is cut stays cut.

    Args:
        day: any day of it; None where nothing is stated.
        precision: how much of it is known.

    Returns:
        `15/08/2025`, `08/2022`, `Quý III/2024`, `2024`, or "".
    """
    if day is None:
        return ""
    if precision == "quarter":
        number = (day.month - 1) // 3
        return t("look.quarter", roman=ROMAN[number], number=number + 1, year=day.year)
    return day.strftime({"day": "%d/%m/%Y", "month": "%m/%Y", "year": "%Y"}[precision])


def period_text(
    start: dt.date | None, end: dt.date | None, start_precision: Precision = "day", end_precision: Precision = "day"
) -> str:
    """A period with the ends that are stated.

    Args:
        start: its first day.
        end: its last day, inclusive.
        start_precision: how much of the first day is known.
        end_precision: how much of the last day is known.

    Returns:
        `2021–2025`, `27/11/2022 – 31/12/2025`, `từ 2021`, `đến 31/12/2025`, or "".
    """
    first, last = date_text(start, start_precision), date_text(end, end_precision)
    if first and last:
        years = start_precision == end_precision == "year"
        return first if first == last else f"{first}–{last}" if years else f"{first} – {last}"
    if first:
        return t("look.since", day=first)
    return t("look.until", day=last) if last else ""


def instant_text(instant: str | dt.datetime) -> str:
    """A moment, in the time of this machine.

    Args:
        instant: ISO text or moment; without a zone it is taken as this machine's time.

    Returns:
        `15/08/2025 14:03`.
    """
    moment = dt.datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    return moment.astimezone().strftime("%d/%m/%Y %H:%M")


def number_text(number: float | Decimal) -> str:
    """A number with the language's separators: `1.234.567`, `33,4`."""
    text = f"{Decimal(str(number)).normalize():,f}"
    return text.translate(str.maketrans(",.", ".,")) if language() == "vi" else text


def money_text(dong: int) -> str:
    """An amount in đồng, shortened only where nothing is lost: `33,4 tỷ đồng`, `250 triệu đồng`, `1.234.567 đồng`."""
    for unit, key in LARGE:
        if abs(dong) >= unit and dong % (unit // 1000) == 0:
            return t(key, number=number_text(Decimal(dong) / unit))
    return t("look.dong", number=number_text(dong))


def days_text(due: dt.date, day: dt.date) -> str:
    """How long until a day, or since: `còn 77 ngày`, `hôm nay`, `quá hạn 12 ngày`.

    Args:
        due: the day.
        day: the day of view.
    """
    days = (due - day).days
    if not days:
        return t("look.today")
    return t("look.days_left", days=number_text(days)) if days > 0 else t("look.days_over", days=number_text(-days))
