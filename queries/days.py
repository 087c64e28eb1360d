"""The day of the view, and days as people write them."""

from __future__ import annotations

import datetime as dt
import re

from dateutil.relativedelta import relativedelta

from graph.errors import QueryError
from graph.settings import get_settings
from graph.texts import t

STEPS = {"days": relativedelta(days=1), "months": relativedelta(months=1), "years": relativedelta(years=1)}
TODAY = re.compile(r"today(?:\s*([+-])\s*(\d+)\s*(days|months|years))?")


def today() -> dt.date:
    """The day called today: the setting `HOPTAC_TODAY`, else the clock's."""
    fixed = get_settings().today
    return dt.date.fromisoformat(fixed) if fixed else dt.date.today()


def read_date(value: object) -> dt.date:
    """A day: `2025-06-30`, `30/06/2025`, `today`, `today + 6 months`.

    Args:
        value: the day, or its text.

    Returns:
        The day.

    Raises:
        ValueError: it is none; the sentence says what is expected.
    """
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    if match := TODAY.fullmatch(text):
        sign, number, unit = match.groups()
        return today() + int(f"{sign}{number}") * STEPS[unit] if unit else today()
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        text = "{2}-{1:0>2}-{0:0>2}".format(*match.groups())
    try:
        return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else _no_day(value)
    except ValueError:
        return _no_day(value)


def _no_day(value: object) -> dt.date:
    raise ValueError(t("queries.no_date", value=value))


def read_as_of(text: str | None) -> dt.date:
    """The day of the view.

    Args:
        text: a day; None for today.

    Returns:
        The day.

    Raises:
        QueryError: it is no day.
    """
    try:
        return read_date(text or "today")
    except ValueError as error:
        raise QueryError(str(error)) from error
