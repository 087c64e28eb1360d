"""A Streamlit server, and a browser whose requests and complaints are kept: for every test that needs a real one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize

CHECKOUT = Path(__file__).parents[1]
START_SECONDS = 60
SIZE: ViewportSize = {"width": 1366, "height": 768}  # what the pages are designed for


@dataclass
class Visit:
    """An open page.

    Attributes:
        page: the browser's page.
        url: of the server.
        foreign: addresses on other hosts that were asked for.
        complaints: errors and warnings of the console with the address they are about, and uncaught exceptions.
    """

    page: Page
    url: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Keep requests and complaints from now on."""
        own = (self.url, self.url.replace("http", "ws"), "blob:", "data:")
        self.page.on("request", lambda r: None if r.url.startswith(own) else self.foreign.append(r.url))
        self.page.on("websocket", lambda w: None if w.url.startswith(own) else self.foreign.append(w.url))
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} {message.location['url']}")


class Server:
    """Streamlit on a script; it ends with its context.

    Args:
        script: the script.
        log: file for what the server says.
        environment: variables beside those of this process.
    """

    def __init__(self, script: Path, log: Path, environment: Mapping[str, str] | None = None) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
        self.log = log.open("w+", encoding="utf-8")
        variables = {**os.environ, "PYTHONPATH": str(CHECKOUT), **(environment or {})}
        self.process = subprocess.Popen(command, cwd=CHECKOUT, env=variables, stdout=self.log, stderr=subprocess.STDOUT)

    def __enter__(self) -> str:
        """The server's address, once it answers."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urlopen(f"{self.url}/_stcore/health", timeout=5):
                    return self.url
            except URLError:
                time.sleep(0.1)
        self.__exit__()
        self.log.seek(0)
        raise RuntimeError(f"Streamlit did not start: {self.log.read()}")

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(10)
        self.log.close()


@pytest.fixture(scope="session")
def launched(chromium: str) -> Iterator[Browser]:
    """The installed Chromium without a window."""
    from playwright.sync_api import sync_playwright  # only these tests wait for it

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def browser(launched: Browser) -> BrowserContext:
    """A Vietnamese reader's browser; its pages share a cache."""
    return launched.new_context(viewport=SIZE, locale="vi-VN")


@pytest.fixture
def visit(browser: BrowserContext) -> Iterator[Callable[[str], Visit]]:
    """Opens an address in a session of its own."""
    with ExitStack() as stack:

        def open_(address: str) -> Visit:
            page = stack.enter_context(browser.new_page())
            opened = Visit(page, "/".join(address.split("/")[:3]))
            opened.watch()
            page.goto(address)
            return opened

        yield open_
