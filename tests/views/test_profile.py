"""Profiles of anything and documents section by section, on the frozen data with hostile names."""

from __future__ import annotations

import pytest

from graph.declare import Node
from graph.names import clean
from graph.store import GraphStore
from graph.texts import t
from tests.views.hostile import HOSTILE
from tests.views.pages import shown, text
from views import look

pytestmark = pytest.mark.usefixtures("graph")
SOME = "MATCH (n:{label}) RETURN n.id AS id, n.name AS name ORDER BY n.id LIMIT 3"
PLAN = "vn.son-binh.kh-12-2022"


@pytest.mark.parametrize("label", Node.labels)
def test_every_label_has_a_profile(label: str, graph: GraphStore) -> None:
    rows = graph.read(SOME.format(label=label)).rows
    assert rows
    for entity, name in rows:
        test = shown("profile", id=entity)
        assert test.title[0].value.replace("\\", "") == name


def test_a_profile_says_what_a_former_unit_became() -> None:
    assert "/ho-so?id=vn.lam-khe-2025" in text(shown("profile", id="vn.lam-khe"))


def test_an_agreements_profile_has_its_statements_over_time_and_its_tasks() -> None:
    said = text(shown("profile", id="agr.son-binh--xieng-thong.2021"))
    for document in ("vn.son-binh.kh-40-2021", "vn.son-binh.kh-12-2022", "vn.son-binh.tb-5-2024"):
        assert f"/van-ban?id={document}" in said
    assert "/ho-so?id=vn.son-binh.kh-12-2022." in said


def test_without_an_id_and_with_an_unknown_one_it_helps() -> None:
    assert shown("profile").selectbox
    assert not shown("profile", id="khong-co").table


@pytest.mark.parametrize("name", sorted(HOSTILE)[:12])
def test_hostile_names_are_text_on_profiles(name: str, graph: GraphStore) -> None:
    rows = graph.read("MATCH (n:Place {name: $name}) RETURN n.id AS id", {"name": clean(HOSTILE[name])}).rows
    for (entity,) in rows:
        shown("profile", id=entity)


def test_documents_are_listed_and_filtered() -> None:
    every, plans = text(shown("documents")), text(shown("documents", loai="plan"))
    assert f"/van-ban?id={PLAN}" in every
    assert "/van-ban?id=vn.lam-khe.tb-2023-02" in every
    assert f"/van-ban?id={PLAN}" in plans
    assert "/van-ban?id=vn.lam-khe.tb-2023-02" not in plans


def test_a_document_is_shown_section_by_section_in_its_own_order() -> None:
    said = text(shown("documents", id=PLAN))
    places = [said.find(f"\n{section}\n") for section in ("II.2", "II.10") if f"\n{section}\n" in said]
    assert places == sorted(places)
    assert look.esc("12/KH-UBND") in said
    assert "Nguyễn Văn Thử" in said


def test_the_section_asked_for_stands_out() -> None:
    assert t("documents.title")
    with_section, without = shown("documents", id=PLAN, muc="1"), shown("documents", id=PLAN)
    assert text(with_section) != text(without)
