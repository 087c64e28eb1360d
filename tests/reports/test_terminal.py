"""Answers as a terminal and a CSV show them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from contextlib import redirect_stdout
from dataclasses import replace

import pytest

from queries.catalogue import Column, read_type
from queries.runner import Answer, EmptyReason, Entity, Source
from reports.terminal import csv_text, print_answer


def printed(answer: Answer) -> str:
    """The answer as a terminal shows it."""
    with redirect_stdout(io.StringIO()) as out:
        print_answer(answer)
    return out.getvalue()


@pytest.mark.parametrize("begin", "=+-@\t")
def test_no_cell_of_a_csv_is_a_formula(begin: str) -> None:
    (_, row) = csv.reader(io.StringIO(csv_text(["a", "b"], [[f"{begin}1+1", "-2.5"]])))
    assert row == [f"'{begin}1+1", "-2.5"]


def test_a_date_shows_what_is_known_of_it() -> None:
    column = Column("signed_on", read_type("date"))
    answer = Answer("q", {}, (column,), [{"signed_on": dt.date(2022, 5, 1)}])
    with_precision = replace(
        answer,
        columns=(column, Column("signed_on_precision", read_type("precision"))),
        rows=[{"signed_on": dt.date(2022, 5, 1), "signed_on_precision": "month"}],
    )
    assert "01/05/2022" in printed(answer)
    assert "01/05/2022" not in printed(with_precision)
    assert "05/2022" in printed(with_precision)


def test_a_list_of_a_table_is_named_and_a_column_without_values_left_out() -> None:
    topics = [Entity("topic.y-te", "Topic", "Y tế"), Entity("topic.du-lich", "Topic", "Du lịch")]
    columns = (Column("topics", read_type("Topic[]")), Column("through", read_type("Place")))
    shown = printed(Answer("q", {}, columns, [{"topics": topics, "through": None}]))
    assert "Y tế; Du lịch" in shown
    assert columns[0].title("vi") in shown
    assert columns[1].title("vi") not in shown


def test_brackets_in_names_are_shown() -> None:
    place = Entity("vn.a", "Place", "A [bold] b")
    columns = (Column("place", read_type("Place")),)
    assert "A [bold] b" in printed(Answer("q", {}, columns, [{"place": place}]))


def test_a_source_is_a_number_of_the_list_below() -> None:
    plan, news = Source("vn.a.kh-1", "II.2", "Kế hoạch"), Source("vn.a.tin-1", "-", "Tin")
    columns = (Column("sources", read_type("source[]")),)
    lines = printed(Answer("q", {}, columns, [{"sources": [plan]}, {"sources": [plan, news]}])).splitlines()
    assert [line.strip() for line in lines[1:3]] == ["[1]", "[1] [2]"]
    assert lines[-2:] == ["[1] Kế hoạch, mục II.2 (vn.a.kh-1)", "[2] Tin, cả văn bản (vn.a.tin-1)"]


def test_without_rows_only_the_reason_stands() -> None:
    reason = EmptyReason("none_exists", "Không văn bản nào nêu điều này.")
    columns = (Column("through", read_type("Place")),)
    assert printed(Answer("q", {}, columns, [], empty_reason=reason)) == f"{reason.text}\n"


def test_nothing_is_cut_off() -> None:
    columns = tuple(Column(f"c{number}", read_type("text")) for number in range(12))
    text = "một hai ba bốn năm sáu bảy tám chín mười"
    shown = printed(Answer("q", {}, columns, [{column.name: text for column in columns}]))
    assert shown.count("mười") == len(columns)
