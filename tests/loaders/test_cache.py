"""The cache makes a load proportional to the change; without it, or where it is not of this graph, nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from loaders import sources, tables
from loaders.cache import FILE
from loaders.load import LoadResult
from tests.loaders.conftest import Home

PLAN = "documents/mk.da.kh-1"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts of folders that are read from now on."""
    found: list[str] = []
    real = tables.read_part

    def noting(folder: str, below: str, *rest: object) -> object:
        found.append(below)
        return real(folder, below, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(sources, "read_part", noting)
    return found


def differences(result: LoadResult) -> int:
    return sum(number for counts in result.counts.values() for number in counts.values())


def test_only_the_document_that_changed_is_read(small: Home, read: list[str]) -> None:
    small.load()
    read.clear()
    small.replace(f"{PLAN}/tasks.csv", "Trồng cây thuốc", "Trồng cây")
    result = small.load()
    assert read == [PLAN]
    assert differences(result) == 1
    assert small.store.nodes["mk.da.kh-1.1"][1]["name"] == "Trồng cây"


def test_a_name_that_means_something_else_is_resolved_again(small: Home) -> None:
    small.load()
    small.replace("registry/agencies.csv", "UBND tỉnh Đá Bạc", "Chính quyền tỉnh Đá Bạc")
    result = small.load()
    assert (f"{PLAN}/tasks.csv", 2, "coordinators") in small.places(result)
    small.replace("registry/agencies.csv", "Chính quyền tỉnh Đá Bạc", "UBND tỉnh Đá Bạc")
    assert small.load().issues == []
    assert differences(small.load(verify=True)) == 0


def test_without_the_cache_everything_is_read_once(small: Home, read: list[str]) -> None:
    small.load()
    (small.settings.home / FILE).unlink()
    small.replace(f"{PLAN}/tasks.csv", "Trồng cây thuốc", "Trồng cây")
    read.clear()
    small.load()
    assert len(read) > 1
    read.clear()
    small.replace(f"{PLAN}/tasks.csv", "Trồng cây", "Trồng rừng")
    small.load()
    assert read == [PLAN]


@pytest.mark.parametrize("broken", [b"", b"no database", b"SQLite format 3\x00" + b"x" * 2000])
def test_a_broken_cache_costs_a_full_load(small: Home, broken: bytes) -> None:
    small.load()
    (small.settings.home / FILE).write_bytes(broken)
    small.replace(f"{PLAN}/tasks.csv", "Trồng cây thuốc", "Trồng cây")
    small.load()
    assert small.store.nodes["mk.da.kh-1.1"][1]["name"] == "Trồng cây"
    assert differences(small.load(verify=True)) == 0


def test_what_somebody_else_wrote_is_compared_with_the_graph(small: Home) -> None:
    small.load()
    small.store.nodes["mk.da.kh-1.1"][1]["name"] = "Sai"
    small.store.set_fingerprint("of somebody else")
    small.load()
    assert small.store.nodes["mk.da.kh-1.1"][1]["name"] == "Trồng cây thuốc"


def test_verify_sees_what_the_fingerprint_does_not(small: Home) -> None:
    small.load()
    small.store.nodes["mk.da.kh-1.1"][1]["name"] = "Sai"
    assert differences(small.load()) == 0
    assert differences(small.load(verify=True)) == 1
    assert small.store.nodes["mk.da.kh-1.1"][1]["name"] == "Trồng cây thuốc"


def test_a_cache_of_another_home_is_not_believed(make_home: Callable[[str], Home]) -> None:
    one, other = make_home("one"), make_home("other")
    one.load()
    other.load()
    other.store.nodes.clear()
    other.store.relationships.clear()
    other.store.set_fingerprint(None)
    other.load()
    assert other.store.nodes == one.store.nodes


def test_a_cache_with_other_tables_costs_a_full_load(small: Home) -> None:
    small.load()
    with closing(sqlite3.connect(small.settings.home / FILE)) as cache, cache:
        cache.execute("ALTER TABLE pieces DROP COLUMN unplaced")
        cache.execute("UPDATE meta SET value = replace(value, ', unplaced TEXT', '') WHERE name = 'program'")
    small.replace(f"{PLAN}/tasks.csv", "Trồng cây thuốc", "Trồng cây")
    small.load()
    assert small.store.nodes["mk.da.kh-1.1"][1]["name"] == "Trồng cây"
    assert differences(small.load(verify=True)) == 0
