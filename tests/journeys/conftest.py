"""The program as a reader meets it: the frozen data in a home of its own, the app on a free port, a browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser import CHECKOUT, Server, Visit

BASE_PATH = re.compile(r"404 .*/_stcore/(health|host-config)$")  # Streamlit looks for it at a sub-page's address


@pytest.fixture(scope="session")
def app(home: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app on `tests/data`."""
    folder = tmp_path_factory.mktemp("journeys")
    own = {"HOPTAC_HOME": str(folder / "home"), "HOPTAC_DATA": str(CHECKOUT / "tests" / "data")}
    hoptac(own, "load")
    with Server(CHECKOUT / "app.py", folder / "server.log", own) as url:
        yield url
    hoptac(own, "db", "stop")


def hoptac(own: dict[str, str], *arguments: str) -> None:
    """Run the program in a home of its own."""
    command = [sys.executable, "-m", "cli", *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, env={**os.environ, **own}, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


@pytest.fixture
def walk(app: str, visit: Callable[[str], Visit]) -> Iterator[Callable[[str], Visit]]:
    """Opens an address of the app; afterwards nothing may have left this machine and nobody may have complained."""
    opened: list[Visit] = []

    def open_(address: str) -> Visit:
        opened.append(visit(app + address))
        return opened[-1]

    yield open_
    for one in opened:
        assert one.foreign == []
        assert [text for text in one.complaints if not BASE_PATH.search(text)] == []
