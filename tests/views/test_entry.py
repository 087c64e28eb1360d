"""The form for entering facts: every table has one; what is saved is in the graph and can be taken back."""

from __future__ import annotations

import pytest

from graph.store import GraphStore
from graph.texts import t
from loaders.desk import form_tables
from tests.views.pages import field, pressed, shown, text

pytestmark = pytest.mark.usefixtures("graph")
KNOWN = (
    "MATCH (g:Agreement {name: 'Bản ghi nhớ Sơn Bình – Nậm Xai 2026'}) RETURN g.kind AS kind, g.period_from AS start"
)


@pytest.mark.parametrize("name", sorted(form_tables()))
def test_every_table_has_its_form(name: str) -> None:
    test = shown("entry", bang=name)
    labels = {field.label.removesuffix(" *") for field in (*test.text_input, *test.selectbox, *test.text_area)}
    labels |= {field.label.removesuffix(" *") for field in test.multiselect}
    assert {column.text.vi for column in form_tables()[name].columns} <= labels


def test_an_agreement_is_entered_seen_and_taken_back(graph: GraphStore) -> None:
    columns = {column.name: column.text.vi for column in form_tables()["document/agreements"].columns}
    test = shown("entry", bang="document/agreements", van_ban="vn.son-binh.tb-5-2024")
    test.text_input(key="entry-who").set_value("Người thử")
    field(test, "text_input", columns["title"]).set_value("Bản ghi nhớ Sơn Bình – Nậm Xai 2026")
    field(test, "selectbox", columns["kind"]).set_value("memorandum")
    field(test, "multiselect", columns["parties"]).set_value(["vn.son-binh", "la.nam-xai"])
    field(test, "selectbox", columns["status"]).set_value("planned")
    field(test, "text_input", columns["section"]).set_value("7")
    field(test, "text_input", columns["period_from"]).set_value("năm 2026")
    pressed(test, "entry.check")
    assert graph.read(KNOWN).rows == []
    pressed(test, "entry.save")
    assert [done.value for done in test.success] == [t("entry.saved_what", what="Bản ghi nhớ Sơn Bình – Nậm Xai 2026")]
    assert [(kind, start.year) for kind, start in graph.read(KNOWN).rows] == [("memorandum", 2026)]
    pressed(test, "entry.take_back")
    assert graph.read(KNOWN).rows == []


def test_a_wrong_cell_is_told_at_its_field_and_nothing_is_saved(graph: GraphStore) -> None:
    before = graph.fingerprint()
    columns = {column.name: column.text.vi for column in form_tables()["document/agreements"].columns}
    test = shown("entry", bang="document/agreements", van_ban="vn.son-binh.tb-5-2024")
    field(test, "text_input", columns["title"]).set_value("Một thỏa thuận sai")
    field(test, "text_input", columns["period_from"]).set_value("ngày kia")
    pressed(test, "entry.check")
    assert ":red[" in text(test)
    assert t("entry.save") not in [button.label for button in test.button]
    assert graph.fingerprint() == before


def test_the_profile_leads_to_the_row_that_states_it_and_tells_what_was_saved() -> None:
    columns = {column.name: column.text.vi for column in form_tables()["registry/places"].columns}
    links = [link.proto.url for link in shown("profile", id="la.nam-xai").get("link_button")]
    assert "/nhap?sua=la.nam-xai" in links
    test = shown("entry", sua="la.nam-xai")
    assert field(test, "text_input", columns["id"]).value == "la.nam-xai"
    test.text_input(key="entry-who").set_value("Người thử")
    field(test, "text_input", columns["name_en"]).set_value("Namsai")
    pressed(test, "entry.check")
    pressed(test, "entry.save")
    assert "Namsai" in text(shown("profile", id="la.nam-xai"))
    assert t("entry.history") in text(shown("profile", id="la.nam-xai"))
    assert t("entry.history") not in text(shown("profile", id="vn.son-binh"))
    pressed(test, "entry.take_back")
