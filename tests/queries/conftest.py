"""The frozen data of `tests/data`, loaded into both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import GraphStore
from loaders.load import load

DATA = Path(__file__).parents[1] / "data"
ANY_NODE = "MATCH (n) WHERE NOT n:HopTacStore"


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """Each of the two engines with the frozen data, opened for reading."""
    writer: GraphStore = request.getfixturevalue(f"{request.param}_for_session")
    settings: Settings = request.getfixturevalue(f"{request.param}_settings")
    writer.set_fingerprint(None)
    writer.write(f"UNWIND $rows AS row {ANY_NODE} DETACH DELETE n", [{}])
    home = tmp_path_factory.mktemp("frozen")
    result = load(settings.model_copy(update={"data": DATA, "home": home}), writer)
    assert not result.issues
    with GraphStore.open(settings, role="reader") as reader:
        yield reader
