"""Days, numbers and money in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest

from graph.cells import Precision
from graph.texts import use
from reports.words import date_text, days_text, instant_text, money_text, number_text, period_text

DAY = dt.date(2024, 8, 5)


@pytest.fixture
def english() -> Iterator[None]:
    use("en")
    yield
    use(None)


@pytest.mark.parametrize(
    ("precision", "text"), [("day", "05/08/2024"), ("month", "08/2024"), ("quarter", "Quý III/2024"), ("year", "2024")]
)
def test_a_cut_date_stays_cut(precision: Precision, text: str) -> None:
    assert date_text(DAY, precision) == text


def test_nothing_stated_is_empty() -> None:
    assert date_text(None) == period_text(None, None) == ""


def test_a_period_has_the_ends_that_are_stated() -> None:
    first, last = dt.date(2021, 1, 1), dt.date(2025, 12, 31)
    assert period_text(first, last, "year", "year") == "2021–2025"
    assert period_text(first, dt.date(2021, 12, 31), "year", "year") == "2021"
    assert period_text(first, last) == "01/01/2021 – 31/12/2025"
    assert period_text(first, None, "year") == "từ 2021"
    assert period_text(None, last) == "đến 31/12/2025"


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (1234567, "1.234.567"), (33.4, "33,4"), (Decimal("1000.50"), "1.000,5"), (-1200, "-1.200")],
)
def test_numbers_have_vietnamese_separators(number: float, text: str) -> None:
    assert number_text(number) == text


def test_numbers_have_english_separators(english: None) -> None:
    assert number_text(1234567.5) == "1,234,567.5"
    assert date_text(DAY, "quarter") == "Q3 2024"


@pytest.mark.parametrize(
    ("dong", "text"),
    [
        (33_400_000_000, "33,4 tỷ đồng"),
        (250_000_000, "250 triệu đồng"),
        (1_500_000, "1,5 triệu đồng"),
        (33_400_000_001, "33.400.000.001 đồng"),
        (999, "999 đồng"),
    ],
)
def test_money_is_shortened_only_where_nothing_is_lost(dong: int, text: str) -> None:
    assert money_text(dong) == text


def test_days_are_counted_from_the_day_of_view() -> None:
    assert days_text(DAY, DAY) == "hôm nay"
    assert days_text(DAY + dt.timedelta(77), DAY) == "còn 77 ngày"
    assert days_text(DAY - dt.timedelta(12), DAY) == "quá hạn 12 ngày"


def test_a_moment_is_shown_in_the_time_of_this_machine() -> None:
    assert instant_text("2025-08-15T14:03:59") == "15/08/2025 14:03"
    aware = dt.datetime(2025, 8, 15, 7, 3, tzinfo=dt.UTC)
    assert instant_text(aware) == instant_text(aware.isoformat()) == aware.astimezone().strftime("%d/%m/%Y %H:%M")
