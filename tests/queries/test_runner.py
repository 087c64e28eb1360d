"""Asking: parameters, names of the day, order, limits, the forms of an answer, and why there is none."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from graph.errors import NotFound, QueryError
from graph.life import AgreementState
from graph.settings import get_settings
from graph.store import GraphStore
from queries.runner import Entity, Source, name_on, run, section_key, sort_key


def ids(rows: list[dict[str, Any]], column: str) -> list[str]:
    return [row[column].id for row in rows]


def test_a_place_stands_for_what_is_below_its_bodies_and_its_predecessors(loaded: GraphStore) -> None:
    rows = run(loaded, "partners_of_place", {"place": "vn.lam-khe-2025"}).rows
    assert set(ids(rows, "through")) == {"vn.son-binh", "vn.lam-khe", "vn.son-binh.dong-mo", "vn.son-binh.cong-an"}
    assert run(loaded, "partners_of_place", {"place": "vn.lam-khe-2025", "only_itself": True}).rows == []


def test_agreements_in_force_come_first(loaded: GraphStore) -> None:
    states = [row["state"] for row in run(loaded, "agreements_of_place", {"place": "vn.lam-khe-2025"}).rows]
    assert states == sorted(states, key=list(AgreementState).index)
    assert states[0] is AgreementState.IN_FORCE


def test_parties_of_one_country_are_partners_only_among_themselves(loaded: GraphStore) -> None:
    partners = {
        (row["partner"].id, row["agreement"].id)
        for row in run(loaded, "partners_of_place", {"place": "vn.an-hai"}).rows
    }
    assert ("vn.son-binh", "agr.an-hai--son-binh.2022") in partners
    multi = run(loaded, "partners_of_place", {"place": "la.xieng-thong", "only_itself": True}).rows
    assert not [row for row in multi if row["partner"].id.startswith("la.")]


def test_a_name_is_read_on_the_day(loaded: GraphStore) -> None:
    def place(text: str, day: str) -> object:
        return run(loaded, "agreements_of_place", {"place": text}, as_of=day).params["place"]

    assert place("Lâm Khê", "2025-08-15") == "vn.lam-khe-2025"
    assert place("lam khe", "2024-01-01") == "vn.lam-khe"
    assert place("tỉnh Sơn Bình", "2025-08-15") == "vn.son-binh"
    assert place("TP Sơn Bình", "2024-01-01") == "vn.son-binh.tp-son-binh"


def test_names_of_an_answer_are_those_of_the_day(loaded: GraphStore) -> None:
    rows = {
        day: run(loaded, "statements_of", {"entity": "la.xieng-thong.muong-keo"}, as_of=day)
        for day in ("2022-12-31", "2023-01-01")
    }
    assert all(answer.rows for answer in rows.values())
    for day, name in (("2022-12-31", "Mường Cũ"), ("2023-01-01", "Mường Kẹo")):
        units = run(loaded, "places_below", {"place": "la.xieng-thong"}, as_of=day).rows
        assert [row["unit"].name for row in units] == [name]


def test_the_office_decides_between_bodies_of_one_name(loaded: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotFound):
        run(loaded, "tasks_of_agency", {"agency": "Sở Ngoại vụ"})
    settings = get_settings().model_copy(update={"office": "vn.son-binh"})
    monkeypatch.setattr("queries.search.get_settings", lambda: settings)
    assert run(loaded, "tasks_of_agency", {"agency": "Sở Ngoại vụ"}).params["agency"] == "vn.son-binh.so-ngoai-vu"


@pytest.mark.parametrize(
    ("params", "error", "says"),
    [
        ({}, QueryError, "place"),
        ({"place": "vn", "town": "x"}, QueryError, "town"),
        ({"place": "vn", "only_itself": "maybe"}, QueryError, "maybe"),
        ({"place": "vn", "as_of": "hôm qua"}, QueryError, "hôm qua"),
        ({"place": "Không Có Đâu"}, NotFound, "Không Có Đâu"),
        ({"place": "topic.y-te"}, NotFound, "địa phương"),
    ],
)
def test_wrong_parameters_are_named(
    loaded: GraphStore, params: dict[str, object], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        run(loaded, "partners_of_place", params)


def test_near_spellings_are_proposed_never_taken(loaded: GraphStore) -> None:
    with pytest.raises(NotFound) as caught:
        run(loaded, "partners_of_place", {"place": "Xiêng Thôngg"})
    assert "la.xieng-thong" in caught.value.candidates
    assert "Xiêng Thông (la.xieng-thong)" in caught.value.what


def test_sentences_are_in_the_language_asked_for(loaded: GraphStore) -> None:
    with pytest.raises(NotFound, match="no place"):
        run(loaded, "partners_of_place", {"place": "Không Có Đâu"}, lang="en")
    reason = run(loaded, "partners_of_place", {"place": "vn.trung-son"}, lang="en").empty_reason
    assert reason is not None
    assert reason.text == "No loaded document speaks of Trung Sơn."


@pytest.mark.parametrize(
    ("name", "params", "as_of", "code"),
    [
        ("partners_of_place", {"place": "vn.son-binh.tp-son-binh"}, "2025-07-01", "not_valid_then"),
        ("partners_of_place", {"place": "vn.son-binh.tp-son-binh"}, "2025-06-30", "nothing_loaded"),
        ("partners_of_place", {"place": "vn.trung-son"}, "2025-08-15", "nothing_loaded"),
        ("tasks_of_agreement", {"agreement": "agr.an-hai--yunling.2019"}, "2025-08-15", "not_reviewed"),
        ("tasks_of_agreement", {"agreement": "agr.lam-khe--nam-xai.2015"}, "2025-08-15", "none_exists"),
        ("document_contents", {"document": "vn.luat-1-2020"}, "2020-05-31", "nothing_loaded"),
        ("agreements_between", {"a": "vn.son-binh", "b": "vn.trung-son"}, "2025-06-30", "nothing_loaded"),
        ("agreements_in_force", {}, "1990-01-01", "none_exists"),
        ("tasks_due", {"place": "vn.lam-khe-2025", "from": "2010-01-01", "to": "2010-12-31"}, None, "none_exists"),
    ],
)
def test_an_empty_answer_says_why(
    loaded: GraphStore, name: str, params: dict[str, object], as_of: str | None, code: str
) -> None:
    answer = run(loaded, name, params, as_of=as_of)
    assert answer.rows == []
    assert answer.empty_reason is not None
    assert answer.empty_reason.code == code
    assert answer.empty_reason.text.endswith(".")


def test_the_json_form(loaded: GraphStore) -> None:
    answer = run(loaded, "tasks_due", {"from": "2025-09-01", "to": "2025-10-31"}).to_json()
    assert list(answer) == ["question", "params", "columns", "rows", "truncated", "empty_reason"]
    assert answer["params"] == {
        "from": "2025-09-01",
        "to": "2025-10-31",
        "place": None,
        "agency": None,
        "as_of": "2025-08-15",
    }
    assert answer["columns"][0] == {"name": "task", "type": "Task"}
    row = answer["rows"][0]
    assert row["task"] == {
        "id": "vn.son-binh.tb-5-2024.3a",
        "label": "Task",
        "name": "Hoàn chỉnh dự thảo thỏa thuận với Nậm Xai",
    }
    assert row["sources"] == [
        {"document": "vn.son-binh.tb-5-2024", "section": "3", "title": "Thông báo kết luận cuộc họp về hợp tác với Lào"}
    ]
    assert (row["due_on"], row["due"], row["agreement"]) == ("2025-09-10", "due", None)
    assert json.loads(json.dumps(answer)) == answer


def test_a_yearly_day_keeps_its_form(loaded: GraphStore) -> None:
    rows = run(loaded, "tasks_of_agency", {"agency": "vn.son-binh.so-ngoai-vu", "role": "lead"}).to_json()["rows"]
    deadlines = {
        row["number"]: row["deadline"] for row in rows if row["task"]["id"].startswith("vn.son-binh.kh-12-2022")
    }
    assert (deadlines["IV.1"], deadlines["IV.3"]) == ("--10-31", "2025-11-30")


def test_the_flat_form(loaded: GraphStore) -> None:
    names, rows = run(loaded, "quantities_of", {"entity": "vn.son-binh.kh-12-2022.II.2.1"}).flat()
    assert names[:3] == ["quantity", "quantity_id", "year"]
    assert rows[0][:6] == ["10 học viên, 2023", "vn.son-binh.kh-12-2022.II.2.1.q1", "2023", "exact", "10", "học viên"]
    names, rows = run(loaded, "agreements_between", {"a": "vn.lam-khe", "b": "la.nam-xai"}).flat()
    row = dict(zip(names, rows[0], strict=True))
    assert (row["parties"], row["parties_id"]) == ("Lâm Khê;Nậm Xai", "vn.lam-khe;la.nam-xai")
    assert row["sources"] == "vn.lam-khe.tb-2023-02#2"


def test_a_cell_as_a_person_reads_it(loaded: GraphStore) -> None:
    answer = run(loaded, "agreements_of_place", {"place": "vn.lam-khe-2025"})
    column = {column.name: column for column in answer.columns}
    row = answer.rows[0]
    assert answer.title(row["state"], column["state"]) == "Đang hiệu lực"
    assert answer.title(row["parties"], column["parties"]) == "Đồng Mơ; Mường Kẹo"
    assert answer.title(None, column["signed_on"]) == ""


def test_a_name_before_a_renaming() -> None:
    before: list[dict[str, Any]] = [
        {"on": dt.date(2020, 1, 1), "name": "A"},
        {"on": dt.date(2023, 1, 1), "name": "B"},
        {"on": None, "name": None},
    ]
    names = [name_on("C", before, dt.date(year, 6, 1)) for year in (2019, 2020, 2022, 2023)]
    assert names == ["A", "B", "B", "C"]


def test_names_are_sorted_as_vietnamese_readers_look_them_up() -> None:
    names = ["Đồng Tháp", "Yên Bái", "An Giang", "Điện Biên", "Đà Nẵng", "Hà Nội"]
    entities = sorted((Entity(name, "Place", name) for name in names), key=sort_key)
    assert [entity.name for entity in entities] == [
        "An Giang",
        "Đà Nẵng",
        "Điện Biên",
        "Đồng Tháp",
        "Hà Nội",
        "Yên Bái",
    ]


def test_sections_are_sorted_as_they_are_printed() -> None:
    sections = ["-", "1", "2.2", "2.4", "2.4b", "2.10", "IV", "IX", "X.1", "XI"]
    assert sorted(["XI", "2.10", "2.4b", "IX", "1", "X.1", "-", "2.4", "IV", "2.2"], key=section_key) == sections
    assert sorted(["p10", "p2"], key=section_key) == ["p2", "p10"]
    assert sorted(["t1.r10", "t1.r9"], key=section_key) == ["t1.r9", "t1.r10"]
    sources = [Source("d", section, "") for section in ("II.10", "II.9")]
    assert [source.section for source in sorted(sources, key=sort_key)] == ["II.9", "II.10"]


def test_the_graph_is_only_read(loaded: GraphStore) -> None:
    before = loaded.read("MATCH (n) RETURN count(n)").rows
    run(loaded, "data_gaps")
    assert loaded.read("MATCH (n) RETURN count(n)").rows == before
