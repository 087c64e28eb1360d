"""Search over what the graph holds: every spelling, the day, kinds, guesses."""

from __future__ import annotations

import datetime as dt

import pytest

from graph.errors import QueryError, StoreError
from graph.settings import Settings
from graph.store import GraphStore
from queries.search import Searcher, entries, open_reader, read_as_of

TODAY = dt.date(2025, 8, 15)


@pytest.fixture
def searcher(loaded: GraphStore) -> Searcher:
    return Searcher.of(loaded)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Xiêng Thông", "la.xieng-thong"),
        ("xieng thong", "la.xieng-thong"),
        ("Xiengthong", "la.xieng-thong"),
        ("Xiêng Tông", "la.xieng-thong"),
        ("云岭", "cn.yunling"),
        ("12/KH-UBND", "vn.son-binh.kh-12-2022"),
        ("Sở KH&ĐT tỉnh Sơn Bình", "vn.son-binh.so-kh-dt"),
        ("kết nghĩa Lâm Khê", "agr.lam-khe--nam-xai.2015"),
        ("Mường Cũ", "la.xieng-thong.muong-keo"),
    ],
)
def test_any_spelling_finds_it(searcher: Searcher, text: str, first: str) -> None:
    assert searcher.find(text, day=TODAY)[0].id == first


def test_the_unit_of_the_day_comes_first_the_former_one_next(searcher: Searcher) -> None:
    assert [hit.id for hit in searcher.find("Lâm Khê", day=TODAY)[:2]] == ["vn.lam-khe-2025", "vn.lam-khe"]
    assert searcher.find("Lâm Khê", day=dt.date(2024, 1, 1))[0].id == "vn.lam-khe"


def test_only_one_label(searcher: Searcher) -> None:
    assert {hit.label for hit in searcher.find("son binh", label="Agency", day=TODAY)} == {"Agency"}
    with pytest.raises(QueryError, match="Town"):
        searcher.find("son binh", label="Town")


def test_the_limit_holds(searcher: Searcher) -> None:
    assert len(searcher.find("son binh", day=TODAY, limit=3)) == 3


def test_a_near_spelling_is_marked_as_a_guess(searcher: Searcher) -> None:
    assert [hit.guess for hit in searcher.find("Xiêng Thông", day=TODAY)[:1]] == [False]
    near = [hit for hit in searcher.find("Sin Bình", day=TODAY) if hit.id == "vn.son-binh"]
    assert [hit.guess for hit in near] == [True]


def test_the_json_form(searcher: Searcher) -> None:
    assert searcher.find("Lâm Khê", label="Place", day=TODAY)[0].to_dict() == {
        "id": "vn.lam-khe-2025",
        "label": "Place",
        "name": "Lâm Khê",
        "kind": "province",
        "matched": "Lâm Khê",
        "valid_from": "2025-07-01",
        "valid_to": None,
    }


def test_nothing_is_found_for_nonsense(searcher: Searcher) -> None:
    assert searcher.find("qqqq wwww", day=TODAY) == []


def test_one_searcher_for_one_state_of_the_graph(loaded: GraphStore) -> None:
    assert Searcher.of(loaded) is Searcher.of(loaded)


def test_everything_in_the_graph_can_be_named(loaded: GraphStore) -> None:
    made = {entry.id: entry for entry in entries(loaded)}
    assert len(made) == loaded.read("MATCH (n:Entity) RETURN count(n)").rows[0][0]
    assert made["vn.son-binh.na-lung"].parents[0] == "vn.lam-khe-2025"
    agency = made["la.xieng-thong.cong-an"]
    assert (agency.place, agency.country, agency.level) == ("la.xieng-thong", "la", 1)


def test_a_reader_is_opened_with_the_settings_alone(
    embedded_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queries.search.model_hash", lambda: "")  # the engine of this run
    with open_reader(embedded_settings) as store:
        assert store.read("RETURN 1 AS n").rows == [(1,)]
        with pytest.raises(StoreError):
            store.set_fingerprint(None)
    assert read_as_of("15/08/2025") == TODAY


@pytest.mark.parametrize(("day", "kind"), [("2019-04-30", "town"), ("2019-05-01", "city"), ("2025-08-15", "city")])
def test_the_kind_is_that_of_the_day(searcher: Searcher, day: str, kind: str) -> None:
    kinds = {hit.id: hit.kind for hit in searcher.find("Sơn Bình", day=dt.date.fromisoformat(day))}
    assert kinds["vn.son-binh.tp-son-binh"] == kind
