"""Fixtures of all tests: a home of their own, a fixed day, both engines, a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import pytest

from graph.settings import CHECKOUT, Settings, get_settings, read_settings
from graph.store import GraphStore, embedded_engine
from loaders.load import load
from tests.browser import browser, launched, visit
from tests.neo4j_server.server import Neo4jServer, NoServerError, neo4j_server

__all__ = ["browser", "launched", "visit"]
DATA = Path(__file__).parent / "data"
TODAY = "2025-08-15"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
ANY_NODE = "MATCH (n) WHERE NOT n:HopTacStore"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


def missing(need: Literal["neo4j", "browser"], reason: str) -> None:
    """Skip with the reason; fail where HOPTAC_TEST_REQUIRE names the need."""
    if need in os.environ.get("HOPTAC_TEST_REQUIRE", "").split(","):
        pytest.fail(f"{need} is required: {reason}")
    pytest.skip(f"{need}: {reason}")


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """HOPTAC_HOME of the whole run, on a fixed day; nothing of the person's own settings is used."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("HOPTAC_", "NEO4J_"))]:
            if not name.startswith(("HOPTAC_TEST_", "NEO4J_TEST_")):
                patch.delenv(name)
        patch.setenv("HOPTAC_HOME", str(folder))
        patch.setenv("HOPTAC_TODAY", TODAY)
        patch.setenv("HOPTAC_LANG", "vi")
        get_settings.cache_clear()
        yield folder
    get_settings.cache_clear()


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def embedded_settings(home: Path) -> Iterator[Settings]:
    """Settings of the embedded engine of the whole run."""
    settings = read_settings()
    yield settings
    embedded_engine(settings).stop()


@pytest.fixture(scope="session")
def neo4j_settings(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of the Neo4j server of the whole run."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(neo4j_server(tmp_path_factory.mktemp("neo4j")))
        except NoServerError as reason:
            missing("neo4j", str(reason))
        yield with_server(read_settings(), server)


def with_server(settings: Settings, server: Neo4jServer) -> Settings:
    """These settings, with that server."""
    return settings.model_copy(
        update={
            "neo4j_uri": server.uri,
            "neo4j_username": server.username,
            "neo4j_password": server.password,
            "neo4j_database": server.database,
        }
    )


@pytest.fixture(scope="session")
def embedded_for_session(embedded_settings: Settings) -> Iterator[GraphStore]:
    with GraphStore.open(embedded_settings, role="writer") as opened:
        yield opened


@pytest.fixture(scope="session")
def neo4j_for_session(neo4j_settings: Settings) -> Iterator[GraphStore]:
    with GraphStore.open(neo4j_settings, role="writer") as opened:
        yield opened


@pytest.fixture
def embedded_store(embedded_for_session: GraphStore) -> GraphStore:
    """The embedded engine, opened for writing, empty."""
    return emptied(embedded_for_session)


@pytest.fixture
def neo4j_store(neo4j_for_session: GraphStore) -> GraphStore:
    """Neo4j, opened for writing, empty."""
    return emptied(neo4j_for_session)


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest) -> GraphStore:
    """Each of the two engines, opened for writing, empty."""
    opened: GraphStore = request.getfixturevalue(f"{request.param}_store")
    return opened


def emptied(opened: GraphStore) -> GraphStore:
    """The store without nodes and fingerprint; constraints stay."""
    opened.set_fingerprint(None)
    while opened.read(f"{ANY_NODE} RETURN n.id LIMIT 1").rows:
        opened.write(f"UNWIND $rows AS row {ANY_NODE} WITH n LIMIT 5000 DETACH DELETE n", [{}])
    return opened


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """Each of the two engines with the frozen data of `tests/data`, opened for reading."""
    yield from holding(DATA, request, tmp_path_factory)


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def shipped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """Each of the two engines with the data that ships, opened for reading."""
    yield from holding(CHECKOUT / "data", request, tmp_path_factory)


def holding(
    data: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GraphStore]:
    """The engine that the request names, with a data folder and nothing else."""
    writer: GraphStore = request.getfixturevalue(f"{request.param}_for_session")
    settings: Settings = request.getfixturevalue(f"{request.param}_settings")
    emptied(writer)
    result = load(settings.model_copy(update={"data": data, "home": tmp_path_factory.mktemp("held")}), writer)
    assert not result.issues
    with GraphStore.open(settings, role="reader") as reader:
        yield reader


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of an installed Chromium."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        missing("browser", "Chromium is not installed")
    return str(found)
