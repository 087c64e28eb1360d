"""The words a model is declared with."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar

import pytest

from graph.cells import CutDate, Id, MonthDay, Str
from graph.declare import (
    TABLES,
    Cell,
    Colours,
    Edge,
    Look,
    Node,
    Problem,
    Ref,
    Relationship,
    Row,
    Text,
    columns_of,
    each_edge_column,
    stored,
)
from graph.model import PARTY_TO, Agency, Agreement, Document, Place, Quantity, Task
from graph.texts import use

TASK = {"number": "1", "title": "Mở lớp", "kind": "activity"}


def test_a_row_is_read_with_everything_that_is_wrong_with_it() -> None:
    row, problems = Task.read({**TASK, "kind": "việc", "start": "2024-13", "budget": "x", "lạ": "1"})
    assert row is None
    assert {(p.column, p.key) for p in problems} == {
        ("kind", "not_a_choice"),
        ("start", "no_such_day"),
        ("budget", "not_an_integer"),
        ("lạ", "unknown_column"),
    }
    assert {(p.column, p.key) for p in Task.read({"title": "Mở lớp"})[1]} == {
        ("number", "required"),
        ("kind", "required"),
    }


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2024-05-01", "2024-04-30", True),
        ("2024-05-01", "2024-05-01", False),
        ("2024-05", "2024-05", False),
        ("2024-05-20", "2024", False),
        ("2025", "2024", True),
    ],
)
def test_an_end_before_its_start_is_reported_at_the_later_column(start: str, end: str, wrong: bool) -> None:
    row, problems = Task.read({**TASK, "start": start, "end": end})
    assert [(p.column, p.key) for p in problems] == ([("end", "end_before_start")] if wrong else [])
    assert (row is None) is wrong


def test_backward_dates_are_told_beside_other_problems() -> None:
    _, problems = Task.read({**TASK, "kind": "việc", "start": "2025", "end": "2024", "covers_from": "x"})
    assert {(p.column, p.key) for p in problems} == {
        ("kind", "not_a_choice"),
        ("end", "end_before_start"),
        ("covers_from", "not_a_date"),
    }


def test_a_problem_is_a_sentence_in_the_language_of_its_reader() -> None:
    problem = Problem("start", "not_a_date", {"value": "hôm qua"})
    try:
        use("vi")
        assert problem.sentence == "«hôm qua» không phải là ngày."
        use("en")
        assert "hôm qua" in problem.sentence
        assert "date" in problem.sentence
    finally:
        use(None)


def test_values_as_the_store_writes_them() -> None:
    assert stored(
        {
            "start": CutDate(dt.date(2024, 1, 1), "year"),
            "end": CutDate(dt.date(2024, 1, 2)),
            "deadline": MonthDay(10, 31),
            "years": (2022, 2023),
            "kind": Task.read(TASK)[0].kind,  # type: ignore[union-attr]
            "result": None,
            "aliases": (),
            "auto_renewal": False,
        }
    ) == {
        "start": dt.date(2024, 1, 1),
        "start_precision": "year",
        "end": dt.date(2024, 1, 2),
        "deadline_month_day": "--10-31",
        "years": [2022, 2023],
        "kind": "activity",
        "auto_renewal": False,
    }


def test_only_filled_cells_are_properties_and_references_are_none() -> None:
    row, _ = Agreement.read(
        {"id": "agr.a", "title": "Ghi nhớ", "kind": "Bản ghi nhớ", "parties": "a;b", "status": "Đã ký", "budget": "5"}
    )
    assert row is not None
    assert row.properties() == {"id": "agr.a", "name": "Ghi nhớ", "kind": "memorandum", "status": "signed", "budget": 5}


def test_ids_and_captions_of_what_has_none_of_its_own() -> None:
    task, _ = Task.read(TASK)
    quantity, _ = Quantity.read({"of": "1", "value": "1234.5", "unit": "ha", "what": "rừng", "qualifier": "about"})
    assert task
    assert quantity
    assert task.entity_id("vn.x.kh-1", 3) == "vn.x.kh-1.1"
    assert quantity.entity_id("vn.x.kh-1.1", 3) == "vn.x.kh-1.1.q3"
    assert quantity.caption() == "khoảng 1.234,5 ha (rừng)"


def test_a_column_says_what_it_is() -> None:
    by_name = {c.name: c for c in columns_of(Agreement)}
    assert by_name["title"].attribute == "name"
    assert by_name["parties"].refers_to == ("Place", "Agency")
    assert by_name["parties"].many
    assert by_name["parties"].required
    assert by_name["parties"].edge
    assert by_name["parties"].edge.ends("row", "party") == ("party", "row")
    assert by_name["status"].stated
    assert not by_name["parties"].is_property
    assert [c.value for c in by_name["status"].choice or ()] == ["planned", "in_preparation", "signed", "terminated"]
    assert {c.name for c in columns_of(Document) if c.on_edge} == {"inferred", "also_from"}


def test_the_ends_of_a_relationship_follow_from_its_columns() -> None:
    assert set(PARTY_TO.ends) == {("Place", "Agreement"), ("Agency", "Agreement")}
    assert set(Relationship.types["PART_OF"].ends) == {("Place", "Place"), ("Agency", "Agency")}
    assert Relationship.types["CHAINS"].derived
    assert not PARTY_TO.derived
    assert ("Task", "leads") in {(label, column.name) for label, column in each_edge_column()}


def test_a_relationship_type_is_declared_once() -> None:
    with pytest.raises(TypeError, match="twice"):
        Relationship("PARTY_TO", Text("", ""), "")


def test_a_label_is_declared_once_and_whole() -> None:
    labels, tables = dict(Node.labels), list(TABLES)
    with pytest.raises(TypeError, match="needs a docstring"):
        type("Bare", (Node,), {"__module__": __name__, "__qualname__": "Bare"})
    with pytest.raises(TypeError, match="twice"):
        type("Task", (Node,), {"__module__": __name__, "__qualname__": "Task", "__doc__": "Again."})
    assert labels == Node.labels
    assert tables == TABLES


def test_a_column_without_its_names_is_refused() -> None:
    class Nameless(Row):
        """A row."""

        id: Annotated[Id, Text("Mã", "Id")]
        place: Annotated[Ref, Edge(PARTY_TO, "->", ("Place",)), Cell("ref")] = None

    with pytest.raises(TypeError, match=r"Nameless\.place needs its Text"):
        columns_of(Nameless)


def test_rows_that_are_no_nodes_have_columns_too() -> None:
    class Remark(Row):
        """A row of its own."""

        told_by: ClassVar[tuple[str, ...]] = ("about",)
        about: Annotated[str, Text("Về", "About")]
        text: Annotated[Str, Text("Lời", "Text")] = None

    assert [(c.name, c.required, c.cell.type) for c in columns_of(Remark)] == [
        ("about", True, "text"),
        ("text", False, "text"),
    ]


def test_looks_and_titles_are_whole() -> None:
    assert isinstance(Place.look, Look)
    assert isinstance(Agency.look.colours, Colours)
    assert Place.title.of("vi") == "Địa phương"
    assert Place.title.of("en") == "Place"
