"""Starting, finding and stopping the embedded engine; any number of processes share one."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from filelock import Timeout

from graph.embedded import java
from graph.embedded.folder import Account, Endpoint, EngineFolder, private_lock, write_private
from graph.errors import StoreUnavailable

CHECKOUT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
STOP_SECONDS = 30
ENDPOINT_SECONDS = 5
KEEP_SECONDS = 30 * 24 * 3600
POLL_SECONDS = 0.05
NO_MEMORY = ("Could not reserve enough space", "insufficient memory", "Invalid maximum heap size")
IN_USE = ("locked by another process",)

Answer = Literal["ready", "refused", "silent"]
Ping = Callable[[str, str, str], Answer]
"""What the engine at (address) answers (user name) with (password)."""

_supervisors: list[subprocess.Popen[bytes]] = []


class EmbeddedEngine:
    """The engine of one user's folder and one shape of the graph.

    Args:
        home: `HOPTAC_HOME`, an absolute path.
        ping: how to ask the engine whether it is ready.
        model_hash: what changes when the shape of the graph does.
        heap: memory of the engine, as Java writes it.

    Raises:
        StoreUnavailable: the engine is not installed here.
    """

    def __init__(self, home: Path, ping: Ping, *, model_hash: str = "", heap: str = "512m") -> None:
        installed = java.engine_version()
        if installed is None:
            raise StoreUnavailable.say("store.not_installed", package=java.PACKAGE)
        self.version = installed
        self.folder = EngineFolder(home / "engine" / "-".join(filter(None, (installed, model_hash))))
        self._ping = ping
        self._heap = heap

    def running(self) -> bool:
        """Whether the engine runs."""
        return self.folder.is_running()

    def start(self) -> Endpoint:
        """Start the engine, or find the one that runs.

        Returns:
            Where it listens; it has answered there.

        Raises:
            StoreUnavailable: it cannot be started, with the reason.
        """
        with self._alone():
            return self._running_engine() or self._new_engine()

    def stop(self) -> bool:
        """End the engine.

        Returns:
            Whether one was running.

        Raises:
            StoreUnavailable: it does not end.
        """
        if not self.folder.root.exists():
            return False
        with self._alone():
            return self._stop_supervised() or self._stop_leftover()

    def kill(self, endpoint: Endpoint) -> None:
        """End the engine by force and at once: its log of writes makes that safe.

        Args:
            endpoint: the engine meant; one started since goes on.

        Raises:
            StoreUnavailable: it cannot be ended.
        """
        with self._alone():
            if self.running() and self.folder.endpoint() == endpoint:
                os.kill(endpoint.engine, getattr(signal, "SIGKILL", signal.SIGTERM))
                with private_lock(self.folder.supervisor_lock, STOP_SECONDS):
                    pass

    def password(self, account: Account) -> str:
        """The generated password of an account, once the engine was started."""
        password = self.folder.password(account)
        if password is None:
            raise StoreUnavailable.say("store.passwords_lost", folder=self.folder.root)
        return password

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one process starts or stops this engine at a time; what the disk refuses is said plainly."""
        try:
            self.folder.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            with private_lock(self.folder.start_lock, START_SECONDS + STOP_SECONDS):
                yield
        except Timeout as error:
            raise StoreUnavailable.say("store.start_busy", folder=self.folder.root) from error
        except OSError as error:
            key = "disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "folder_refused"
            raise StoreUnavailable.say(f"store.{key}", folder=self.folder.root, reason=error.strerror) from error

    def _running_engine(self) -> Endpoint | None:
        """The engine that runs, if it answers; one that does not is ended."""
        if not self.running():
            self._stop_leftover()
            return None
        if not (endpoint := self._ready(self.running, ENDPOINT_SECONDS)):
            self._stop_supervised()
        return endpoint

    def _remove_outdated(self) -> None:
        """Take away engines of other versions and shapes unused for a month: the data files rebuild them."""
        for root in self.folder.root.parent.iterdir():
            other = EngineFolder(root)
            if root == self.folder.root or not other.last_use.exists() or other.is_running():
                continue
            if time.time() - other.last_use.stat().st_mtime > KEEP_SECONDS:
                shutil.rmtree(root, ignore_errors=True)

    def _new_engine(self) -> Endpoint:
        """A new engine; once more with new accounts where it does not know its old ones."""
        for _ in range(2):
            began = time.time()
            if endpoint := self._try_new_engine():
                self._remove_outdated()
                return endpoint
            self._stop_supervised()
            if self.folder.password("reader"):
                break
        raise self._why_not(began)

    def _try_new_engine(self) -> Endpoint | None:
        before = self.folder.endpoint()
        port = _free_port(before.port if before else 0)
        self.folder.prepare(java.jars())
        self.folder.forget_endpoint()
        supervisor = self._run_supervisor(port)
        return self._ready(lambda: supervisor.poll() is None, START_SECONDS)

    def _ready(self, alive: Callable[[], bool], endpoint_seconds: float) -> Endpoint | None:
        """Wait for the engine's answer; None where it ended, is mute, or does not know our password any more.

        Args:
            alive: whether its supervisor lives.
            endpoint_seconds: how long its endpoint may be unknown.
        """
        began = time.monotonic()
        while alive():
            self.folder.touch()
            endpoint = self.folder.endpoint()
            answer = self._answer(endpoint) if endpoint else "silent"
            if answer == "ready":
                return endpoint
            if answer == "refused":
                self.folder.forget_passwords()
                return None
            if time.monotonic() - began > (START_SECONDS if endpoint else endpoint_seconds):
                return None
            time.sleep(POLL_SECONDS)
        return None

    def _run_supervisor(self, port: int) -> subprocess.Popen[bytes]:
        words = [str(self.folder.root), self._heap, str(port)]
        path = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH"))))
        write_private(said := self.folder.log / "supervisor.out", "")
        with said.open("ab") as output:
            supervisor = subprocess.Popen(
                [sys.executable, "-m", "graph.embedded.supervisor", *words],
                cwd=self.folder.root,
                env={**os.environ, "PYTHONPATH": path},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                creationflags=java.APART,
            )
        _supervisors[:] = [other for other in _supervisors if other.poll() is None] + [supervisor]
        return supervisor

    def _answer(self, endpoint: Endpoint) -> Answer:
        password = self.folder.password("reader")
        if password is None:
            return "refused"
        return self._ping(endpoint.uri, "reader", password) if listens(endpoint.port) else "silent"

    def _stop_supervised(self) -> bool:
        if not self.running():
            return False
        self.folder.stop_request.touch(mode=0o600)
        try:
            with private_lock(self.folder.supervisor_lock, STOP_SECONDS):
                self.folder.stop_request.unlink(missing_ok=True)
        except Timeout as error:
            raise StoreUnavailable.say("store.does_not_end", folder=self.folder.root) from error
        return True

    def _stop_leftover(self) -> bool:
        """End an engine whose supervisor was killed: it knows our password, so the process id is its own."""
        endpoint = self.folder.endpoint()
        if not endpoint or self._answer(endpoint) != "ready":
            return False
        os.kill(endpoint.engine, getattr(signal, "SIGKILL", signal.SIGTERM))
        deadline = time.monotonic() + STOP_SECONDS
        while listens(endpoint.port) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        return True

    def _why_not(self, began: float) -> StoreUnavailable:
        """Why the engine did not start, by what it has said since."""
        logs = (log for log in self.folder.log.iterdir() if log.suffix != ".lck" and log.stat().st_mtime >= began - 1)
        said = "\n".join(log.read_text(encoding="utf-8", errors="replace")[-20_000:] for log in logs)
        key = "not_started"
        if self.folder.disk_is_full():
            key = "disk_full"
        elif any(sign in said for sign in NO_MEMORY):
            key = "no_memory"
        elif any(sign in said for sign in IN_USE):
            key = "engine_in_use"
        return StoreUnavailable.say(f"store.{key}", folder=self.folder.root, log=self.folder.log, heap=self._heap)


def listens(port: int) -> bool:
    """Whether anything listens on that port of this machine."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def _free_port(wish: int) -> int:
    """The wished port of this machine if it is free, else any free one."""
    for port in (wish, 0):
        with socket.socket() as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
