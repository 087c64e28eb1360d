"""What each type of cell reads, and what it says where it cannot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from graph import cells
from graph.cells import CutDate, MonthDay, Precision
from graph.model import AgencyKind, AgreementKind, PlaceKind
from graph.texts import LANGUAGES, Language, catalogue

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024-07-31", dt.date(2024, 7, 31), dt.date(2024, 7, 31), "day"),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29), "month"),
        ("2023-02", dt.date(2023, 2, 1), dt.date(2023, 2, 28), "month"),
        ("2024-Q3", dt.date(2024, 7, 1), dt.date(2024, 9, 30), "quarter"),
        ("2024-q1", dt.date(2024, 1, 1), dt.date(2024, 3, 31), "quarter"),
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "year"),
        ("1900", dt.date(1900, 1, 1), dt.date(1900, 12, 31), "year"),
        ("2100-12-31", dt.date(2100, 12, 31), dt.date(2100, 12, 31), "day"),
    ],
)
def test_a_cut_date_means_its_first_or_last_day(text: str, first: dt.date, last: dt.date, precision: Precision) -> None:
    assert cells.read_date(text) == CutDate(first, precision)
    assert cells.read_date(text, "last") == CutDate(last, precision)
    for date in (cells.read_date(text), cells.read_date(text, "last")):
        assert (date.first, date.last) == (first, last)
        assert str(date) == text.upper()


@given(DAYS, st.sampled_from(["day", "month", "quarter", "year"]))
def test_a_date_reads_back_from_its_own_form(day: dt.date, precision: Precision) -> None:
    written = str(CutDate(day, precision))
    assert cells.read_date(written).first <= day <= cells.read_date(written, "last").last
    assert str(cells.read_date(written)) == written == str(cells.read_date(written, "last"))


WRONG: list[tuple[Callable[[str], object], str, str]] = [
    (cells.read_date, "2024-02-30", "no_such_day"),
    (cells.read_date, "2024-13", "no_such_day"),
    (cells.read_date, "2024-00-01", "no_such_day"),
    (cells.read_date, "1899-12-31", "year_range"),
    (cells.read_date, "2101", "year_range"),
    (cells.read_date, "2024-Q5", "not_a_date"),
    (cells.read_date, "31/12/2024", "not_a_date"),
    (cells.read_date, "2024-7-1", "not_a_date"),
    (cells.read_date, "--10-31", "not_a_date"),
    (cells.read_date, "٢٠٢٤", "not_a_date"),
    (cells.read_day, "2024-07", "not_a_whole_day"),
    (cells.read_deadline, "--02-30", "not_a_yearly_day"),
    (cells.read_deadline, "--1-1", "not_a_yearly_day"),
    (cells.read_occurrence, "2024-07", "not_an_occurrence"),
    (cells.read_occurrence, "2024-Q1", "not_an_occurrence"),
    (cells.read_years, "2022;22", "not_a_year"),
    (cells.read_year, "2022;2023", "not_a_year"),
    (cells.read_year, "2022.5", "not_a_year"),
    (cells.read_integer, "1.000", "not_an_integer"),
    (cells.read_integer, "-1", "not_an_integer"),
    (cells.read_integer, "³", "not_an_integer"),
    (cells.read_number, "1,5", "not_a_number"),
    (cells.read_number, "1.2.3", "not_a_number"),
    (cells.read_number, "1e3", "not_a_number"),
    (cells.read_number, "nan", "not_a_number"),
    (cells.read_number, ".5", "not_a_number"),
    (cells.read_yes_no, "có thể", "not_yes_no"),
    (cells.read_id, "tỉnh", "not_an_id"),
    (cells.read_id, "a#b", "not_an_id"),
    (cells.read_id, "-a", "not_an_id"),
    (cells.read_item_number, "đ)", "not_an_item_number"),
    (cells.read_item_number, "2..1", "not_an_item_number"),
    (cells.read_item_number, "e1", "reserved_number"),
    (cells.read_item_number, "q12", "reserved_number"),
    (cells.read_item_number, "r2024", "reserved_number"),
    (PlaceKind.read, "tỉnh lẻ", "not_a_choice"),
]


@pytest.mark.parametrize(("read", "text", "reason"), WRONG)
def test_what_cannot_be_read_says_why(read: Callable[[str], object], text: str, reason: str) -> None:
    with pytest.raises(PydanticCustomError) as error:
        read(text)
    assert error.value.message_template == reason


@pytest.mark.parametrize("reason", sorted({reason for _, _, reason in WRONG}))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence_and_a_hint(reason: str, language: Language) -> None:
    sentences = catalogue(language)
    assert sentences[f"cells.{reason}"]
    assert sentences[f"hints.{reason}"]


def test_a_letter_that_is_no_ascii_is_suggested_as_ascii() -> None:
    with pytest.raises(PydanticCustomError) as error:
        cells.read_item_number("2.đ)")
    assert (error.value.context or {})["near"] == "2.dd"


@pytest.mark.parametrize("text", ["II.1.1", "2.4b", "d", "dd", "a-b", "1", "r24"])
def test_numbers_of_items_are_the_ascii_form_of_the_print(text: str) -> None:
    assert cells.read_item_number(text) == text


@pytest.mark.parametrize(
    ("text", "read"),
    [("--10-31", MonthDay(10, 31)), ("--02-29", MonthDay(2, 29)), ("2024-07", CutDate(dt.date(2024, 7, 31), "month"))],
)
def test_a_deadline_is_a_last_day_or_a_day_each_year(text: str, read: object) -> None:
    assert cells.read_deadline(text) == read
    assert str(read) == text


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", True),
        ("Có", True),
        ("co", True),
        ("TRUE", True),
        ("1", True),
        ("no", False),
        ("không", False),
        ("0", False),
    ],
)
def test_yes_and_no(text: str, answer: bool) -> None:
    assert cells.read_yes_no(text) is answer


def test_several_values_are_separated_by_semicolons_without_empty_ones_and_repetitions() -> None:
    assert cells.read_many(" a ; b;;a ;c") == ("a", "b", "c")
    assert cells.read_many(" a ") == ("a",)
    assert cells.read_many(" ; ") == ()
    assert cells.read_years("2023; 2022;2023") == (2023, 2022)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("province", PlaceKind.PROVINCE),
        ("Tỉnh", PlaceKind.PROVINCE),
        ("tinh", PlaceKind.PROVINCE),
        ("PROVINCE", PlaceKind.PROVINCE),
        ("Autonomous region", PlaceKind.AUTONOMOUS_REGION),
        ("thôn", PlaceKind.VILLAGE),
        ("bản", PlaceKind.VILLAGE),
        ("UBND", AgencyKind.GOVERNMENT),
        ("Sở", AgencyKind.DEPARTMENT),
        ("Thoả thuận", AgreementKind.AGREEMENT),
        ("hiệp định", AgreementKind.AGREEMENT),
    ],
)
def test_a_choice_is_its_code_or_any_comma_part_of_its_label(text: str, choice: object) -> None:
    assert type(choice).read(text) is choice  # type: ignore[attr-defined]


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_and_never_breaks(text: str) -> None:
    for read in {read for read, _, _ in WRONG}:
        with suppress(PydanticCustomError):
            read(text)
