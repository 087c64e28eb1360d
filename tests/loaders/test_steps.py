"""Random edits loaded step by step make the graph that one load from nothing makes beside the same last-good tables."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import LoadRefused
from graph.settings import Settings
from graph.store import GraphStore
from loaders.cache import FILE
from loaders.load import load
from tests.loaders.edits import EDITS, Edit, Edited
from tests.loaders.memory import MemoryStore

LONGEST = 30
NUMBERS = st.integers(0, 10_000)
STEPS = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=LONGEST)


def at(root: Path) -> Settings:
    return Settings(home=root / "home", data=root / "data")


def loaded(root: Path, store: GraphStore, *, dry_run: bool = False, verify: bool = False) -> int | None:
    """Load; the number of differences, None where nothing at all can be read."""
    try:
        result = load(at(root), store, dry_run=dry_run, verify=verify)
    except LoadRefused:
        return None
    return sum(number for counts in result.counts.values() for number in counts.values())


def from_nothing(root: Path) -> MemoryStore:
    """What the folders give beside the same last-good tables, without a cache and a graph."""
    with tempfile.TemporaryDirectory() as other:
        for name in ("data", "home"):
            shutil.copytree(root / name, Path(other) / name)
        (Path(other) / "home" / FILE).unlink(missing_ok=True)
        store = MemoryStore()
        # folders are told apart by their path, so the copy is loaded as if it were the original
        shutil.move(root / "home", root / "kept")
        shutil.move(Path(other) / "home", root / "home")
        try:
            loaded(root, store.as_store())
        finally:
            shutil.rmtree(root / "home")
            shutil.move(root / "kept", root / "home")
    return store


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_steps_make_the_graph_of_one_load(steps: Sequence[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, store = Path(folder), MemoryStore()
        edited = Edited(root)
        edited.write()
        loaded(root, store.as_store())
        readable: int | None = 0
        for step in steps:
            edited.edit(step)
            edited.write()
            readable = loaded(root, store.as_store())
        if readable is not None:
            whole = from_nothing(root)
            assert store.nodes == whole.nodes
            assert store.relationships == whole.relationships


@pytest.mark.parametrize("seed", range(2))
def test_after_every_step_the_engine_holds_what_the_tables_say(
    seed: int, tmp_path: Path, embedded_store: GraphStore
) -> None:
    chance = random.Random(seed)
    edited = Edited(tmp_path)
    edited.write()
    loaded(tmp_path, embedded_store)
    for _ in range(LONGEST):
        a, b, c = (chance.randrange(10_000) for _ in range(3))
        edited.edit((chance.choice(sorted(EDITS)), a, b, c))
        edited.write()
        if loaded(tmp_path, embedded_store) is not None:
            assert loaded(tmp_path, embedded_store, dry_run=True, verify=True) == 0
