"""A server for scripts that show one part of a page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser import CHECKOUT, Server


@pytest.fixture(scope="session")
def serve(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Starts Streamlit on a script with the program's own theme and fonts; gives its address."""
    with ExitStack() as stack:

        def start(script: Path) -> str:
            folder = tmp_path_factory.mktemp("app")
            shutil.copytree(CHECKOUT / "static", folder / "static")
            return stack.enter_context(Server(Path(shutil.copy(script, folder)), folder / "server.log"))

        yield start
