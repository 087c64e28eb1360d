"""What is remembered of one state of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from graph.store import GraphStore, Rows
from queries.lookups import LookUp

NAME = "UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN n.id AS id, n.name AS name"


@pytest.fixture
def asked(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The ids that the store was asked about, a list for each time."""
    times: list[Any] = []
    read = store.read

    def counted(cypher: str, params: Any = None, **options: Any) -> Rows:
        if cypher == NAME:
            times.append(params["ids"])
        return read(cypher, params, **options)

    monkeypatch.setattr(store, "read", counted)
    return times


@contextmanager
def state(store: GraphStore, fingerprint: str | None, name: str) -> Iterator[None]:
    """The graph while its one topic has that name."""
    rows = [{"id": "topic.x", "name": name}, {"id": "topic.y", "name": name}]
    store.write("UNWIND $rows AS row CREATE (:Entity:Topic {id: row.id, name: row.name})", rows)
    store.set_fingerprint(fingerprint)
    yield
    store.set_fingerprint(None)
    store.write("UNWIND $rows AS row MATCH (n:Entity {id: row.id}) DELETE n", rows)


def test_what_was_said_is_not_asked_again_in_one_state_of_the_graph(store: GraphStore, asked: list[Any]) -> None:
    names = LookUp("id", NAME)
    with state(store, "one", "Cũ"):
        assert names.read(store, ["topic.x"]) == {"topic.x": ("Cũ",)}
        assert names.read(store, ["topic.x", "topic.y", "topic.z"])["topic.y"] == ("Cũ",)
    with state(store, "two", "Mới"):
        assert names.read(store, ["topic.x"]) == {"topic.x": ("Mới",)}
    assert asked == [["topic.x"], ["topic.y", "topic.z"], ["topic.x"]]


def test_nothing_is_remembered_while_a_load_runs(store: GraphStore, asked: list[Any]) -> None:
    names = LookUp("id", NAME)
    for name in ("Nửa", "Cả"):
        with state(store, None, name):
            assert names.read(store, ["topic.x"]) == {"topic.x": (name,)}
    assert len(asked) == 2


def test_what_a_load_overtakes_is_not_remembered(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    names = LookUp("id", NAME)
    with state(store, "one", "Cũ"):
        before_and_after = iter(["one", None, "one"])
        monkeypatch.setattr(store, "fingerprint", lambda: next(before_and_after))
        assert names.read(store, ["topic.x"])
        monkeypatch.setattr(store, "read", lambda *_args, **_options: Rows(("id", "name"), []))
        monkeypatch.setattr(store, "fingerprint", lambda: "one")
        assert not names.read(store, ["topic.x"])
        monkeypatch.undo()
