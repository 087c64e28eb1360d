"""The data that ships: loads without an issue, every fact has a source, both engines hold the same."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path

import pytest

from graph.settings import CHECKOUT, Settings
from graph.store import GraphStore
from loaders.diff import read_graph
from loaders.load import load
from queries.search import Searcher

FOUND_FIRST = {
    "luc ngan": "vn.bac-giang.luc-ngan",
    "xay som bun": "la.xaysomboun",
    "Xây Sớm Bun": "la.xaysomboun",
    "nam ninh": "cn.guangxi.nanning",
    "so ngoai vu bac giang": "vn.bac-giang.so-ngoai-vu",
    "Q. Seo": "kr.daejeon.seo",
    "champasak": "la.champasak",
}

STATED_BY_DOCUMENTS = ("Agreement", "Task", "Event", "Quantity", "Report")


@pytest.fixture
def shipped(tmp_path: Path) -> Settings:
    """The shipped data folder and a user without data."""
    return Settings(home=tmp_path / "home", data=CHECKOUT / "data", today="2025-08-15")


def test_it_loads_without_an_issue_and_a_second_load_finds_no_difference(shipped: Settings, store: GraphStore) -> None:
    first = load(shipped, store)
    assert first.issues == []
    assert first.counts["added"]["Agreement"] > 50
    again = load(shipped, store, verify=True)
    assert again.counts == {"added": {}, "changed": {}, "removed": {}}


def test_every_node_and_every_relationship_has_a_source_that_is_loaded(shipped: Settings, store: GraphStore) -> None:
    load(shipped, store)
    facts = read_graph(store)
    assert facts is not None
    stated = {start for (kind, start, _, _) in facts.relationships if kind == "STATED_IN"}
    assert set(facts.nodes) - stated == set()
    documents = {name for name, label in facts.labels.items() if label == "Document"}
    for key, properties in facts.relationships.items():
        if key[0] == "STATED_IN":
            assert properties["sections"], key
            continue
        sources = properties["sources"]
        assert isinstance(sources, list), key
        assert sources, key
        assert {str(source).partition("#")[0] for source in sources} <= documents, key


@pytest.mark.neo4j
def test_both_engines_hold_the_same(shipped: Settings, embedded_store: GraphStore, neo4j_store: GraphStore) -> None:
    load(shipped, embedded_store)
    load(Settings(home=shipped.home / "neo4j", data=shipped.data), neo4j_store)
    embedded, neo4j = read_graph(embedded_store), read_graph(neo4j_store)
    assert embedded is not None
    assert neo4j is not None
    assert embedded.labels == neo4j.labels
    assert embedded.nodes == neo4j.nodes
    assert embedded.relationships == neo4j.relationships


def test_search_finds_by_any_spelling(shipped: Settings, embedded_store: GraphStore) -> None:
    load(shipped, embedded_store)
    searcher = Searcher.of(embedded_store)
    found = {text: searcher.find(text)[0].id for text in FOUND_FIRST}
    assert found == FOUND_FIRST
    today, former = searcher.find("Bắc Ninh")[:2]
    assert (today.id, former.id) == ("vn.bac-ninh-2025", "vn.bac-ninh")
    assert today.valid_from == former.valid_to


@pytest.mark.parametrize("document", ["vn.bac-giang.tb-2024-06", "vn.binh-dinh.tin-2025-01"])
def test_a_document_taken_away_takes_its_facts_and_put_back_restores_the_graph(
    document: str, tmp_path: Path, embedded_store: GraphStore
) -> None:
    data = tmp_path / "data"
    shutil.copytree(CHECKOUT / "data", data)
    settings = Settings(home=tmp_path / "home", data=data)
    load(settings, embedded_store)
    before = read_graph(embedded_store)
    assert before is not None
    shutil.move(data / "documents" / document, tmp_path / document)
    load(settings, embedded_store)
    without = read_graph(embedded_store)
    assert without is not None
    said = {start for (kind, start, end, _) in before.relationships if kind == "STATED_IN" and end != document}
    gone = set(before.nodes) - set(without.nodes)
    own = {row["id"] for table in (tmp_path / document).glob("[ap]*s.csv") for row in csv.DictReader(table.open())}
    alone = set(before.nodes) - said - {document}
    assert gone == {n for n in alone if before.labels[n] in STATED_BY_DOCUMENTS or n in own}
    keys = {key: p["sources"] for key, p in before.relationships.items() if "sources" in p}
    for key, sources in keys.items():
        elsewhere = [s for s in sources if not s.startswith(f"{document}#")]  # type: ignore[union-attr]
        assert key in without.relationships or not elsewhere or gone & {key[1], key[2]}, key
    shutil.move(tmp_path / document, data / "documents" / document)
    load(settings, embedded_store)
    after = read_graph(embedded_store)
    assert after is not None
    assert (after.labels, after.nodes, after.relationships) == (before.labels, before.nodes, before.relationships)


def test_a_province_made_a_city_is_found_as_what_it_was_on_the_day(
    shipped: Settings, embedded_store: GraphStore
) -> None:
    load(shipped, embedded_store)
    searcher = Searcher.of(embedded_store)
    for day, kind in ((dt.date(2026, 9, 19), "province"), (dt.date(2026, 9, 20), "municipality")):
        kinds = {hit.id: hit.kind for hit in searcher.find("Bắc Ninh", label="Place", day=day)}
        assert kinds["vn.bac-ninh-2025"] == kind
