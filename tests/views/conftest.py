"""What tests of pages share: the graph they see, and a server for scripts that show one part of a page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from graph.model import model_hash
from graph.settings import get_settings
from graph.store import GraphStore, embedded_engine
from loaders.load import load
from tests.browser import CHECKOUT, Server
from tests.views.hostile import write_hostile
from tests.views.pages import DATA, forget


@pytest.fixture(scope="session")
def serve(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Starts Streamlit on a script with the program's own theme and fonts; gives its address."""
    with ExitStack() as stack:

        def start(script: Path) -> str:
            folder = tmp_path_factory.mktemp("app")
            shutil.copytree(CHECKOUT / "static", folder / "static")
            return stack.enter_context(Server(Path(shutil.copy(script, folder)), folder / "server.log"))

        yield start


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """What the pages see: `tests/data`, places with hostile names, and one row that cannot be taken."""
    folder = tmp_path_factory.mktemp("pages")
    write_hostile(folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOPTAC_HOME", str(folder))
        patch.setenv("HOPTAC_DATA", str(DATA))
        forget()
        settings = get_settings()
        with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
            load(settings, store)
            yield store
        embedded_engine(settings).stop()
    forget()
