"""The network page: what the reader does stands in the address, and comes back from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph.settings import get_settings
from graph.texts import t
from reports.saved_views import Shelf
from tests.views.pages import fine, shown, text
from views import look, network_page
from views import network_state as state

pytestmark = pytest.mark.usefixtures("graph")
ROOT, AGREEMENT, PARTNER = "vn.son-binh", "agr.son-binh--xieng-thong.2021", "la.xieng-thong"
TABLE = 0


def boxes(test: AppTest) -> set[str]:
    found: set[str] = set(test.session_state["net-shown"].boxes)
    return found


def network(**params: Any) -> AppTest:
    return shown("network_page", **{"goc": ROOT, **params})


@pytest.mark.parametrize("sight", ["thoa-thuan", "dia-phuong", "linh-vuc", "nhiem-vu", "van-ban"])
@pytest.mark.parametrize("root", [ROOT, state.EVERYTHING])
def test_every_view_shows_boxes_of_its_labels(root: str, sight: str) -> None:
    test = shown("network_page", goc=root, xem=sight)
    labels = {key.partition(".")[0] for key in boxes(test)}
    assert ("topic" in labels) == (sight == "linh-vuc")
    assert ("agr" in labels) == (sight not in ("dia-phuong", "nhiem-vu"))


def test_filters_stand_in_the_address_and_are_counted() -> None:
    whole, lao = (
        shown("network_page", goc=state.EVERYTHING, xem="thoa-thuan", **more) for more in ({}, {"nuoc": "la"})
    )
    assert boxes(lao) < boxes(whole)
    assert PARTNER in boxes(lao)
    assert t("network_page.left", shown=len(boxes(lao)), all=len(boxes(whole))) in text(lao)
    assert boxes(network(tu="2030")) < boxes(network())


def test_a_filter_set_by_hand_is_written_and_undone() -> None:
    test = network()
    before = boxes(test)
    fine(test.multiselect(key="nuoc").select("la").run())
    assert test.query_params["nuoc"] == ["la"] or test.query_params["nuoc"] == "la"
    fine(test.button(key="net-undo").click().run())
    assert "nuoc" not in test.query_params
    assert boxes(test) == before
    assert test.button(key="net-undo").disabled


def test_a_path_shows_its_chains_and_sources() -> None:
    test = network(duong=[ROOT, PARTNER])
    said = text(test)
    assert t("network_page.path_found", a="Sơn Bình", b="Xieng Thong", count="").split(":")[0].split("**")[0] in said
    assert "→" in said
    none = network(duong=[ROOT, "topic.khoang-san"])
    assert "khoang" in none.query_params["duong"][1]
    assert not none.session_state["net-built"][1].chains


def test_the_second_box_of_a_path_is_the_one_selected_next() -> None:
    test = network(nut=ROOT)
    fine(test.button(key="do-path").click().run())
    assert test.query_params["duong"] in (ROOT, [ROOT])
    assert t("network_page.path_wanted", a="Sơn Bình") in text(test)


def test_what_is_added_joins_the_picture_and_is_taken_back() -> None:
    before = boxes(network())
    test = network(mo=["+vn.an-hai"], nut="vn.an-hai")
    assert boxes(test) > before
    assert "vn.an-hai" in boxes(test)
    fine(test.button(key="do-collapse").click().run())
    assert boxes(test) == before


def test_one_group_round_a_box_is_expanded_alone() -> None:
    group = f"{AGREEMENT}#ABOUT.Topic.out"
    test = network(mo=[group])
    added = boxes(test) - boxes(network())
    assert added
    assert all(key.startswith("topic.") for key in added)


def test_a_line_of_several_relationships_is_selected_by_each_of_them() -> None:
    test = network(nut=f"PARTY_TO|{ROOT}|{AGREEMENT}")
    assert t("network_page.facts")
    assert "Là một bên của" in text(test)


def test_boxes_stay_where_they_are_under_a_filter_and_are_placed_anew_on_request() -> None:
    test = network()
    stood = dict(test.session_state["standing"].stands)
    test.query_params["chu-de"] = "topic.y-te"
    fine(test.run())
    stands = test.session_state["net-shown"].places
    assert stands == {key: stood[key] for key in stands}
    fine(test.button(key="net-afresh").click().run())
    assert test.query_params["xep"] in ("1", ["1"])
    assert test.session_state["net-shown"].places != stands


def test_a_new_session_stands_as_the_one_whose_address_was_copied() -> None:
    test = network()
    for step in (AGREEMENT, f"{PARTNER}#PARTY_TO.Agreement.out"):
        test.query_params["mo"] = [*state_of(test), step]
        fine(test.run())
    copied = network(mo=state_of(test))
    assert copied.session_state["net-shown"] == test.session_state["net-shown"]


def state_of(test: AppTest) -> list[str]:
    written: list[str] | str = test.query_params.get("mo", [])
    return [written] if isinstance(written, str) else list(written)


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """The named views of the home of these tests, empty before and after."""
    found = Shelf(get_settings().home)
    yield found
    for key in found.all():
        found.remove(key)


def test_a_view_is_saved_opened_and_renamed(shelf: Shelf) -> None:
    test = network(mo=[AGREEMENT])
    test.session_state["standing"].stands[ROOT] = (7.0, 9.0)
    fine(test.run())
    fine(test.text_input(key="net-name").set_value("Hai tỉnh").run())
    fine(test.button(key="net-save").click().run())
    ((key, view),) = shelf.all().items()
    assert (view.name, view.params) == ("Hai tỉnh", {"goc": [ROOT], "mo": [AGREEMENT]})
    opened = shown("network_page", **{"ban-luu": [key], **view.params})
    assert opened.session_state["net-shown"].places[ROOT] == (7.0, 9.0)
    assert look.esc(t("network_page.since_same", name="Hai tỉnh", day="15/08/2025")) in text(opened)
    fine(opened.text_input(key="net-rename").set_value("Một tỉnh").run())
    assert shelf.all()[key].name == "Một tỉnh"


def test_an_opened_view_says_what_is_new_and_what_is_gone(shelf: Shelf) -> None:
    test = network()
    fine(test.text_input(key="net-name").set_value("Trước").run())
    fine(test.button(key="net-save").click().run())
    ((key, view),) = shelf.all().items()
    held = {**view.boxes, "la.cu": "Nơi đã bỏ"}
    del held[AGREEMENT]
    shelf.put(key, replace(view, boxes=held))
    opened = shown("network_page", **{"ban-luu": [key], **view.params})
    assert look.esc(t("network_page.is_gone", name="Nơi đã bỏ")) in text(opened)
    assert any(button.key == f"grow-new-{AGREEMENT}" for button in opened.button)


def test_the_table_lists_boxes_and_lines_and_marks_what_is_selected() -> None:
    test = network(nut=AGREEMENT)
    table = test.dataframe[TABLE].value
    assert len(table) == len(boxes(test))
    assert next(iter(table.columns)) == t("network_page.name")
    line = network(nut=f"PARTY_TO|{ROOT}|{AGREEMENT}")
    assert list(line.dataframe[TABLE].value.columns)[1] == t("network_page.how")


def test_presented_there_is_only_the_picture_and_a_way_out() -> None:
    test = network(**{"trinh-chieu": "1"})
    assert [button.key for button in test.button] == ["net-present"]
    fine(test.button(key="net-present").click().run())
    assert "trinh-chieu" not in test.query_params


def test_more_boxes_than_can_be_drawn_are_put_together_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = shown("network_page", goc=state.EVERYTHING, xem="thoa-thuan")
    monkeypatch.setattr(network_page, "MOST", 5)
    test = shown("network_page", goc=state.EVERYTHING, xem="thoa-thuan")
    assert "vn.son-binh" in boxes(test)
    assert not [key for key in boxes(test) if key.startswith("agr.")]
    said = t("network_page.too_many", count=len(boxes(whole)), most="", by="").partition("(")[0]
    assert look.esc(said.strip()) in text(test)
    by_country = shown("network_page", goc=state.EVERYTHING, xem="thoa-thuan", gop="nuoc")
    assert {"vn", "la"} < boxes(by_country)
    assert "vn.son-binh" not in boxes(by_country)
