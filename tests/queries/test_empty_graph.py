"""A graph that holds nothing answers every question that needs no entity, and says that nothing is loaded."""

from __future__ import annotations

import pytest

from graph.errors import NotFound
from graph.store import GraphStore
from queries.catalogue import questions
from queries.runner import run
from queries.search import Searcher

FREE = [q.name for q in questions().values() if not any(p.required for p in q.params.values())]


def test_questions_say_that_nothing_is_loaded(store: GraphStore) -> None:
    assert FREE
    for name in FREE:
        reason = run(store, name).empty_reason
        assert reason is not None, name
        assert (reason.code, reason.text) == ("nothing_loaded", "Chưa nạp văn bản nào."), name


def test_nothing_is_found(store: GraphStore) -> None:
    assert Searcher.of(store).find("Bắc Giang") == []
    with pytest.raises(NotFound, match="Bắc Giang"):
        run(store, "partners_of_place", {"place": "Bắc Giang"})
