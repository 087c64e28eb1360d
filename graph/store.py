"""The graph store: one way to read and write the graph, on the embedded engine and on Neo4j alike.

The only module that imports the `neo4j` driver. What differs between the two engines is in `EmbeddedStore` and
`Neo4jStore`; the rules that keep Cypher the same on both are in DESIGN section 4.
"""

from __future__ import annotations

import contextlib
import logging
import math
import pickle
import re
import threading
import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal, Self, TypeVar, cast

import neo4j
from filelock import Timeout
from neo4j import GraphDatabase
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)
from neo4j.graph import Node, Relationship
from neo4j.graph import Path as GraphDriverPath
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from graph.embedded import DATABASE, STATEMENT_SECONDS, Answer, EmbeddedEngine, private_lock, write_private
from graph.errors import HopTacError, QueryError, StoreError, StoreUnavailable
from graph.settings import Settings

Role = Literal["writer", "reader"]
Params = Mapping[str, object]

BATCH_ROWS = 2_000
BATCH_BYTES = 4_000_000
MESSAGE_BYTES = 15_000_000
KEYS = ("id", "start", "end")
TOUCH_SECONDS = 20
LOCK_SECONDS = 120
ADHOC_SLOTS = 2
DEAF_SECONDS = 1.0
WRITE_TRIES = 3
OLDEST_NEO4J = (5, 26)
ADDRESS = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://(\[[\da-fA-F:]+\]|[^/:?\s]+)(:\d{1,5})?/?(\?\S*)?")
EXPLAIN = "EXPLAIN "
MARK = re.compile(r"/\* hoptac [0-9a-f]+ \*/ ")
FIRST_LINE = re.compile(r"\(line 1, column (\d+) \(offset: (\d+)\)\)")
LOST = (ServiceUnavailable, SessionExpired)
ENDED = ("Terminated", "TransactionTimedOut", "TransactionTimedOutClientConfiguration")

T = TypeVar("T")

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what the driver warns of is in our log, not on a screen


@dataclass(frozen=True)
class GraphNode:
    """A node as a query returned it.

    Attributes:
        labels: sorted.
        properties: plain Python values.
        element_id: the engine's own id, good within one answer only.
    """

    labels: tuple[str, ...]
    properties: dict[str, object]
    element_id: str


@dataclass(frozen=True)
class GraphRelationship:
    """A relationship as a query returned it.

    Attributes:
        type: relationship type.
        start: `element_id` of the node it starts at.
        end: `element_id` of the node it ends at.
        properties: plain Python values.
        element_id: the engine's own id, good within one answer only.
    """

    type: str
    start: str
    end: str
    properties: dict[str, object]
    element_id: str


@dataclass(frozen=True)
class GraphPath:
    """A path as a query returned it: n nodes and the n-1 relationships between them."""

    nodes: tuple[GraphNode, ...]
    relationships: tuple[GraphRelationship, ...]


@dataclass(frozen=True)
class Rows:
    """An answer as a table.

    Attributes:
        columns: column names, also where there is no row.
        rows: one tuple a row, in the order of `columns`; dates and times as Python's.
        truncated: whether there are more rows than the limit let through.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    truncated: bool = False

    def dicts(self) -> list[dict[str, object]]:
        """Each row as column -> value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class GraphStore(ABC):
    """A graph database, opened for reading or for writing; may be shared by threads."""

    engine: ClassVar[Literal["embedded", "neo4j"]]
    longest_seconds: ClassVar[float] = math.inf
    version: str
    uri: str
    database: str

    def __init__(self, settings: Settings, role: Role) -> None:
        self._settings = settings
        self._role = role
        self._held = threading.local()

    @classmethod
    def open(cls, settings: Settings, *, role: Role = "reader", model_hash: str = "") -> GraphStore:
        """Open Neo4j where `NEO4J_URI` is set, else the embedded engine (started if needed).

        Args:
            settings: where the store is.
            role: "reader" for everything that only asks.
            model_hash: shape of the graph; another one is another folder of the embedded engine.

        Returns:
            The store; close it, or use it in a `with` statement.

        Raises:
            StoreUnavailable: it cannot be reached or started.
        """
        if settings.neo4j_uri:
            return Neo4jStore(settings, role)
        return EmbeddedStore(settings, role, model_hash)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -------------------------------------------------------------------------------------------- reading

    def read(
        self,
        cypher: str,
        params: Params | None = None,
        *,
        columns: Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> Rows:
        """Ask a question of the program's own.

        Args:
            cypher: one reading statement.
            params: its parameters.
            columns: column names for an empty answer (the embedded engine names none then).
            timeout: seconds it may take; default the engine's own limit.

        Returns:
            The whole answer.

        Raises:
            StoreUnavailable: the store cannot be reached.
            StoreError: the store refuses the statement, or it took too long.
        """

        def ask() -> Rows:
            watch = self._watch(self._driver(), timeout)

            @neo4j.unit_of_work(watch.metadata, timeout)
            def work(transaction: neo4j.ManagedTransaction) -> Rows:
                return _table(transaction.run(watch.mark(cypher), dict(params or {})), columns)

            with self._driver().session(**self._session(neo4j.READ_ACCESS)) as session, watch:
                return session.execute_read(work)

        with self._plain_errors():
            return self._repeat_once(ask)

    def run_adhoc(
        self,
        cypher: str,
        params: Params | None = None,
        *,
        limit: int | None = None,
        seconds: float | None = None,
        stop: Stop | None = None,
    ) -> Rows:
        """Run one statement of a person as the guest or reader account, without retries.

        The caller has let it through its guard (`queries.guard`); this is what the engine itself refuses.

        Args:
            cypher: one reading statement.
            params: its parameters.
            limit: rows at most; default the setting `limits.rows`.
            seconds: running time at most; default the setting `limits.seconds`.
            stop: a button that ends it.

        Returns:
            The answer, cut at the limit of rows.

        Raises:
            QueryError: the engine refuses it, it took too long or too much, was stopped, or two others are running.
            StoreUnavailable: the store cannot be reached.
        """
        limits = self._settings.limits
        limit, seconds = limit or limits.rows, seconds or limits.seconds
        if seconds > self.longest_seconds:
            raise QueryError.say("guard.longest", limit=f"{self.longest_seconds:g}")
        with _adhoc_slot(self._settings.home / "run"), self._adhoc_errors(seconds, stop):
            self._refuse_writes(cypher, params)
            return self._run_guest(cypher, dict(params or {}), limit, seconds, stop)

    def _run_guest(self, cypher: str, params: dict[str, Any], limit: int, seconds: float, stop: Stop | None) -> Rows:
        if stop and stop.pressed:
            raise QueryError.say("store.adhoc_stopped")
        watch = self._watch(self._guest(), seconds, stop)
        with watch:
            try:
                return watch.run(lambda: self._fetch(watch, cypher, params, limit))
            except _DeafError as error:
                self._let_go()
                key = "adhoc_stopped" if stop and stop.pressed else "adhoc_time"
                raise QueryError.say(f"store.{key}", limit=f"{seconds:g}") from error

    def _fetch(self, watch: _Watch, cypher: str, params: dict[str, Any], limit: int) -> Rows:
        most = int(self._settings.limits.megabytes * 1_000_000)
        with self._guest().session(**self._session(neo4j.READ_ACCESS), fetch_size=200) as session:
            result = session.run(neo4j.Query(watch.mark(cypher), watch.metadata, watch.seconds), params)
            rows: list[tuple[object, ...]] = []
            size = 0
            for record in result:
                size += len(repr(values := _plain_row(record)))
                if size > most:
                    watch.terminate()
                    raise QueryError.say("store.adhoc_size", limit=self._settings.limits.megabytes)
                if len(rows) == limit:
                    watch.terminate()
                    return Rows(tuple(result.keys()), rows, truncated=True)
                rows.append(values)
            return Rows(tuple(result.keys()), rows)

    # -------------------------------------------------------------------------------------------- writing

    def apply_schema(self, statements: Sequence[str]) -> None:
        """Create constraints and indexes; comes back when they can be used.

        Args:
            statements: each with `IF NOT EXISTS`.

        Raises:
            StoreUnavailable: the store cannot be reached.
            StoreError: the store refuses one.
        """
        with self._plain_errors(), self.writer_lock():
            self._revive_if_gone()
            with self._driver().session(**self._session(neo4j.WRITE_ACCESS)) as session:
                for statement in statements:
                    session.run(statement).consume()
                self._await_indexes(session)

    def write(
        self,
        cypher: str,
        rows: Iterable[Mapping[str, object]],
        *,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Write rows in batches of at most 2,000 rows and 4 MB, each one transaction.

        Args:
            cypher: `UNWIND $rows AS row ...`.
            rows: its rows; what stands under `id`, `start` and `end` are ids.
            progress: told how many more rows are written, after each batch.

        Returns:
            How many rows were written.

        Raises:
            StoreUnavailable: the store cannot be reached; batches before stay written.
            StoreError: the store refuses a batch, or an id is missing; batches before stay written.
        """
        written = 0
        with self._plain_errors(), self.writer_lock():
            self._revive_if_gone()
            with self._driver().session(**self._session(neo4j.WRITE_ACCESS)) as session:
                for batch in _batches(rows):
                    self._write_batch(session, cypher, batch)
                    written += len(batch)
                    if progress:
                        progress(len(batch))
        return written

    @contextlib.contextmanager
    def writer_lock(self, seconds: float = LOCK_SECONDS) -> Iterator[None]:
        """Be the only writer, across processes; may be nested.

        Args:
            seconds: how long to wait for another writer.

        Yields:
            While nobody else writes.

        Raises:
            StoreError: this store was opened for reading, or another writer did not end in time.
        """
        if self._role != "writer":
            raise StoreError.say("store.reads_only")
        if getattr(self._held, "lock", False):
            yield
            return
        with self._only_writer(seconds):
            self._held.lock = True
            try:
                yield
            finally:
                self._held.lock = False

    # -------------------------------------------------------------------------------------------- what differs

    @abstractmethod
    def fingerprint(self) -> str | None:
        """What the graph was loaded from; None while that is not known."""

    @abstractmethod
    def set_fingerprint(self, text: str | None) -> None:
        """Say what the graph was loaded from; None clears it, before the first write."""

    @abstractmethod
    def close(self) -> None:
        """Give the connections back; an embedded engine keeps running for others."""

    @abstractmethod
    def _driver(self) -> neo4j.Driver:
        """Connections of this role."""

    @abstractmethod
    def _guest(self) -> neo4j.Driver:
        """Connections for ad-hoc statements."""

    @abstractmethod
    def _only_writer(self, seconds: float) -> AbstractContextManager[None]:
        """Keep other processes from writing."""

    def _watch(self, driver: neo4j.Driver, seconds: float | None, stop: Stop | None = None) -> _Watch:
        """How a statement that takes too long is found and ended."""
        by_text = self.engine == "embedded"
        return _Watch(driver, self._session(neo4j.READ_ACCESS), seconds, by_text=by_text, stop=stop)

    @abstractmethod
    def _revive_if_gone(self) -> None:
        """Have a running engine, as far as that is ours to do."""

    @abstractmethod
    def _let_go(self) -> None:
        """Be rid of a statement that the server does not end, as far as that is ours to do."""

    @abstractmethod
    def _repeat_once(self, ask: Callable[[], T]) -> T:
        """Ask; again where the engine had to be started again."""

    @abstractmethod
    def _refuse_writes(self, cypher: str, params: Params | None) -> None:
        """Refuse what the engine says is no reading statement."""

    @abstractmethod
    def _await_indexes(self, session: neo4j.Session) -> None:
        """Wait until the indexes can be used."""

    def _write_batch(self, session: neo4j.Session, cypher: str, batch: list[Mapping[str, object]]) -> None:
        session.execute_write(lambda transaction: transaction.run(cypher, rows=batch).consume())

    def _session(self, access: str) -> dict[str, Any]:
        return {"database": self.database, "default_access_mode": access}

    def _explain(self, error: Neo4jError | DriverError) -> HopTacError:
        """The sentence for what the driver raised."""
        return _plain_error(error, self.uri)

    def _broke_off(self, error: DriverError) -> HopTacError:
        """The sentence for a connection that ended under an ad-hoc statement."""
        return self._explain(error)

    @contextlib.contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except (Neo4jError, DriverError) as error:
            raise self._explain(error) from error

    @contextlib.contextmanager
    def _adhoc_errors(self, seconds: float, stop: Stop | None = None) -> Iterator[None]:
        """What a person's own statement does wrong is said to that person."""
        try:
            yield
        except Neo4jError as error:
            if stop and stop.pressed:
                raise QueryError.say("store.adhoc_stopped") from error
            raise _adhoc_error(error, seconds) from error
        except DriverError as error:
            raise self._broke_off(error) from error


class EmbeddedStore(GraphStore):
    """The embedded engine."""

    engine = "embedded"
    longest_seconds = STATEMENT_SECONDS
    database = DATABASE

    def __init__(self, settings: Settings, role: Role, model_hash: str = "") -> None:
        super().__init__(settings, role)
        self._engine = embedded_engine(settings, model_hash)
        self.version = self._engine.version
        self._drivers: dict[str, neo4j.Driver] = {}
        self._changing = threading.RLock()
        self._touched = 0.0
        self._connect()

    @property
    def folder(self) -> Path:
        """The engine's folder."""
        return self._engine.folder.root

    def fingerprint(self) -> str | None:
        """What the graph was loaded from; a file beside the database."""
        file = self._engine.folder.fingerprint
        return file.read_text(encoding="utf-8") if file.exists() else None

    def set_fingerprint(self, text: str | None) -> None:
        """Keep or clear the file."""
        file = self._engine.folder.fingerprint
        with self.writer_lock():
            file.unlink(missing_ok=True)
            if text is not None:
                write_private(file, text)

    def close(self) -> None:
        """Give the connections back; the engine keeps running for others."""
        with self._changing:
            while self._drivers:
                self._drivers.popitem()[1].close()

    def _explain(self, error: Neo4jError | DriverError) -> HopTacError:
        if self._engine.folder.disk_is_full():
            return StoreError.say("store.disk_full", folder=self.folder)
        return super()._explain(error)

    def _broke_off(self, error: DriverError) -> HopTacError:
        if not isinstance(error, LOST):
            return super()._broke_off(error)
        return QueryError.say("store.adhoc_broke_off")

    def _let_go(self) -> None:
        """End the engine, unless somebody writes: whoever asks next starts it."""
        with contextlib.suppress(StoreError), self._only_writer(0):
            self._engine.kill(self._endpoint)

    def _connect(self) -> None:
        """Have the engine running, and connections to where it listens now."""
        with self._changing:
            self.close()
            self._endpoint = self._engine.start()
            self.uri = self._endpoint.uri
            self._drivers = {a: _driver(self.uri, a, self._engine.password(a), 0) for a in (self._role, "guest")}

    def _driver(self) -> neo4j.Driver:
        self._used()
        return self._drivers[self._role]

    def _guest(self) -> neo4j.Driver:
        self._used()
        return self._drivers["guest"]

    def _used(self) -> None:
        if time.monotonic() - self._touched > TOUCH_SECONDS:
            self._touched = time.monotonic()
            with contextlib.suppress(OSError):
                self._engine.folder.touch()

    def _revive_if_gone(self) -> None:
        with self._changing:
            try:
                self._drivers[self._role].execute_query("RETURN 1", database_=self.database)
            except LOST:
                self._connect()

    def _repeat_once(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except LOST:
            self._revive_if_gone()
            return ask()

    def _write_batch(self, session: neo4j.Session, cypher: str, batch: list[Mapping[str, object]]) -> None:
        self._used()
        for _ in range(WRITE_TRIES - 1):
            with contextlib.suppress(TransientError):
                return super()._write_batch(session, cypher, batch)
        return super()._write_batch(session, cypher, batch)

    def _refuse_writes(self, cypher: str, params: Params | None) -> None:
        """Nothing to do: the guest account may not write."""

    def _await_indexes(self, session: neo4j.Session) -> None:
        """Nothing to do: a statement comes back when its index can be used."""

    @contextlib.contextmanager
    def _only_writer(self, seconds: float) -> Iterator[None]:
        try:
            lock = private_lock(self._engine.folder.writer_lock, seconds).acquire()
        except Timeout as error:
            raise StoreError.say("store.other_writer") from error
        with lock:
            yield


class Neo4jStore(GraphStore):
    """A Neo4j server, one machine or a cluster."""

    engine = "neo4j"

    def __init__(self, settings: Settings, role: Role) -> None:
        super().__init__(settings, role)
        self.uri = settings.neo4j_uri or ""
        self.database = settings.neo4j_database
        guest = _neo4j_reader(settings)
        account = (settings.neo4j_username, settings.neo4j_password) if role == "writer" else guest
        if not ADDRESS.fullmatch(self.uri):
            raise StoreUnavailable.say("store.bad_address", uri=self.uri)
        with self._plain_errors():
            self._own = _driver(self.uri, *account, retry_seconds=15)
            self._adhoc = _driver(self.uri, *guest, retry_seconds=0)
            self.version = self._checked_version()
            if role == "writer":
                self._prepare()

    def fingerprint(self) -> str | None:
        """What the graph was loaded from; kept in a node that is no entity."""
        rows = self.read("MATCH (n:HopTacStore {id: 'fingerprint'}) RETURN n.text AS text").rows
        return cast(str | None, rows[0][0]) if rows else None

    def set_fingerprint(self, text: str | None) -> None:
        """Keep or clear the node's text."""
        row = {"id": "fingerprint", "text": text}
        self.write("UNWIND $rows AS row MERGE (n:HopTacStore {id: row.id}) SET n.text = row.text", [row])

    def close(self) -> None:
        """Give the connections back."""
        self._own.close()
        self._adhoc.close()

    def _checked_version(self) -> str:
        with self._own.session(**self._session(neo4j.READ_ACCESS)) as session:
            agent = session.run("RETURN 1").consume().server.agent
        found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
        if not found or tuple(map(int, found.groups())) < OLDEST_NEO4J:
            raise StoreUnavailable.say("store.old_server", uri=self.uri, version=agent)
        return agent.partition("/")[2]

    def _prepare(self) -> None:
        """The store's own nodes: one keeps the fingerprint, one is locked by whoever writes."""
        unique = "CREATE CONSTRAINT hoptac_store_id IF NOT EXISTS FOR (n:HopTacStore) REQUIRE n.id IS UNIQUE"
        with self._own.session(**self._session(neo4j.WRITE_ACCESS)) as session:
            session.run(unique).consume()

    def _driver(self) -> neo4j.Driver:
        return self._own

    def _guest(self) -> neo4j.Driver:
        return self._adhoc

    def _session(self, access: str) -> dict[str, Any]:
        return {**super()._session(access), "bookmark_manager": self._own.execute_query_bookmark_manager}

    def _revive_if_gone(self) -> None:
        """Nothing to do: the server is somebody else's."""

    def _let_go(self) -> None:
        """Nothing to do: the server is somebody else's."""

    def _repeat_once(self, ask: Callable[[], T]) -> T:
        return ask()  # the driver repeats by itself

    def _refuse_writes(self, cypher: str, params: Params | None) -> None:
        with self._guest().session(**self._session(neo4j.READ_ACCESS)) as session:
            if session.run(f"{EXPLAIN}{cypher}", dict(params or {})).consume().query_type != "r":
                raise QueryError.say("store.adhoc_writes")

    def _await_indexes(self, session: neo4j.Session) -> None:
        session.run("CALL db.awaitIndexes(300)").consume()

    @contextlib.contextmanager
    def _only_writer(self, seconds: float) -> Iterator[None]:
        watch = self._watch(self._own, seconds)
        with self._own.session(**self._session(neo4j.WRITE_ACCESS)) as session, contextlib.ExitStack() as stack:
            try:
                with watch:
                    transaction = stack.enter_context(session.begin_transaction(metadata=watch.metadata))
                    transaction.run("MERGE (n:HopTacStore {id: 'writer'}) SET n.locked = true").consume()
            except (ClientError, TransientError) as error:
                if not watch.fired:
                    raise
                raise StoreError.say("store.other_writer") from error
            yield


class Stop:
    """The stop button of a statement that runs on another thread."""

    def __init__(self) -> None:
        self.pressed = False
        self._end: Callable[[], None] | None = None

    def press(self) -> None:
        """End the statement now; one that has not begun ends when it does."""
        self.pressed = True
        if self._end:
            self._end()

    def reaches(self, end: Callable[[], None] | None) -> None:
        """What ends the statement while it runs; None when it has ended."""
        self._end = end
        if end and self.pressed:
            end()


class _DeafError(Exception):
    """The server goes on with a statement that it was told to end."""


class _Watch:
    """Ends a statement on the server when its time is over: the embedded engine ignores the driver's time limits.

    Args:
        driver: connections of the account that runs the statement.
        session: how to open a session.
        seconds: the time it has; None for no limit of our own.
        by_text: whether the server shows a statement's text only, and not its metadata.
        stop: a button that ends it earlier.
    """

    def __init__(
        self,
        driver: neo4j.Driver,
        session: Mapping[str, Any],
        seconds: float | None,
        *,
        by_text: bool,
        stop: Stop | None = None,
    ) -> None:
        self.seconds = seconds
        self.fired = False
        self.metadata = None if by_text else {"hoptac": (name := uuid.uuid4().hex)}
        self._name = f"/* hoptac {uuid.uuid4().hex} */ " if by_text else name
        self._find = "currentQuery AS shown WHERE shown STARTS WITH $name"
        if not by_text:
            self._find = "metaData AS shown WHERE shown.hoptac = $name"
        self._driver = driver
        self._session = session
        self._timers: list[threading.Timer] = []
        self._done: Future[Any] = Future()
        self._stop = stop

    def mark(self, cypher: str) -> str:
        """The statement so that it can be found; only where it may have to be ended."""
        return cypher if self.metadata or not self.seconds else self._name + cypher

    def run(self, work: Callable[[], T]) -> T:
        """Run the statement on a thread of its own, which is left behind where the server does not end it.

        Args:
            work: runs it.

        Returns:
            Its answer.

        Raises:
            _DeafError: the server did not end it, so that no answer came.
        """

        def attempt() -> None:
            try:
                self._outcome(self._done.set_result, work())
            except Exception as error:  # noqa: BLE001 - handed on to whoever waits
                self._outcome(self._done.set_exception, error)

        threading.Thread(target=attempt, daemon=True).start()
        try:
            return cast(T, self._done.result())
        finally:
            if not self._done.done():
                self.terminate()

    @staticmethod
    def _outcome(say: Callable[[Any], None], outcome: object) -> None:
        """The first outcome counts."""
        with contextlib.suppress(InvalidStateError):
            say(outcome)

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        timer = threading.Timer(seconds, act)
        timer.daemon = True
        self._timers.append(timer)
        timer.start()

    def terminate(self) -> None:
        """End the statement now."""
        self.fired = True
        self._after(DEAF_SECONDS, lambda: self._outcome(self._done.set_exception, _DeafError()))
        text = f"SHOW TRANSACTIONS YIELD transactionId AS id, {self._find} TERMINATE TRANSACTIONS id YIELD message"
        with contextlib.suppress(Neo4jError, DriverError), self._driver.session(**self._session) as session:
            session.run(f"{text} RETURN message", name=self._name).consume()

    def __enter__(self) -> Self:
        if self.seconds:
            self._after(self.seconds, self.terminate)
        if self._stop:
            self._stop.reaches(self.terminate)
        return self

    def __exit__(self, *_: object) -> None:
        for timer in self._timers:
            timer.cancel()
        if self._stop:
            self._stop.reaches(None)


# ------------------------------------------------------------------------------------------------ the engine as a whole


def ping(uri: str, username: str, password: str) -> Answer:
    """Ask a server whether it is ready.

    Args:
        uri: its address.
        username: an account.
        password: its password.

    Returns:
        "ready" once `RETURN 1` succeeds, "refused" where it does not know the password, else "silent".
    """
    try:
        with _driver(uri, username, password, 0, connect_seconds=2, wait_seconds=5) as driver:
            driver.execute_query("RETURN 1", database_=DATABASE)
    except AuthError:
        return "refused"
    except (DriverError, Neo4jError):
        return "silent"
    return "ready"


def embedded_engine(settings: Settings, model_hash: str = "") -> EmbeddedEngine:
    """The embedded engine of these settings, running or not.

    Args:
        settings: whose folder and how much memory.
        model_hash: shape of the graph.

    Returns:
        What starts and stops it.

    Raises:
        StoreUnavailable: it is not installed here.
    """
    return EmbeddedEngine(settings.home, ping, model_hash=model_hash, heap=settings.heap)


def status(settings: Settings, model_hash: str = "") -> dict[str, object]:
    """Which store these settings mean and whether it answers; starts nothing.

    Args:
        settings: where the store is.
        model_hash: shape of the graph.

    Returns:
        "engine", "version", "uri", "database", "running", "home".
    """
    known: dict[str, object] = {"engine": "embedded", "version": None, "uri": None, "database": DATABASE}
    known |= {"running": False, "home": str(settings.home)}
    if not settings.neo4j_uri:
        engine = embedded_engine(settings, model_hash)
        running = engine.running()
        endpoint = engine.folder.endpoint() if running else None
        return known | {"version": engine.version, "uri": endpoint and endpoint.uri, "running": running}
    known |= {"engine": "neo4j", "uri": settings.neo4j_uri, "database": settings.neo4j_database}
    with contextlib.suppress(StoreUnavailable), GraphStore.open(settings) as store:
        known |= {"version": store.version, "running": True}
    return known


def reader_account(settings: Settings, model_hash: str = "") -> dict[str, str]:
    """The account with which other programs may read: `username` and `password`.

    Args:
        settings: where the store is.
        model_hash: shape of the graph.

    Returns:
        The guest account of the embedded engine, or the reader account set for Neo4j.

    Raises:
        StoreUnavailable: the embedded engine was never started.
    """
    if settings.neo4j_uri:
        username, password = _neo4j_reader(settings)
        return {"username": username, "password": password}
    return {"username": "guest", "password": embedded_engine(settings, model_hash).password("guest")}


# ------------------------------------------------------------------------------------------------ small things


def _driver(
    uri: str,
    username: str,
    password: str,
    retry_seconds: float,
    *,
    connect_seconds: float = 10,
    wait_seconds: float = 60,
) -> neo4j.Driver:
    return GraphDatabase.driver(
        uri,
        auth=(username, password),
        connection_timeout=connect_seconds,
        connection_acquisition_timeout=wait_seconds,
        max_transaction_retry_time=retry_seconds,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
        user_agent="hoptac",
    )


def _neo4j_reader(settings: Settings) -> tuple[str, str]:
    if settings.neo4j_reader_username:
        return settings.neo4j_reader_username, settings.neo4j_reader_password
    return settings.neo4j_username, settings.neo4j_password


def _table(result: neo4j.Result, columns: Sequence[str] | None) -> Rows:
    rows = [_plain_row(record) for record in result]
    return Rows(tuple(result.keys()) or tuple(columns or ()), rows)


def _plain_row(record: neo4j.Record) -> tuple[object, ...]:
    return tuple(map(_plain, record.values()))


def _plain(value: object) -> object:
    """A value of the driver as plain Python."""
    match value:
        case str() | None | bool() | int() | float():
            return value
        case list():
            return [_plain(item) for item in value]
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case Date() | DateTime() | Time():
            return value.to_native()
        case Duration():
            return value.iso_format()
        case Node():
            return GraphNode(tuple(sorted(value.labels)), _properties(value), value.element_id)
        case Relationship():
            start, end = (node.element_id if node else "" for node in value.nodes)
            return GraphRelationship(value.type, start, end, _properties(value), value.element_id)
        case GraphDriverPath():
            return GraphPath(
                tuple(cast(GraphNode, _plain(node)) for node in value.nodes),
                tuple(cast(GraphRelationship, _plain(relationship)) for relationship in value.relationships),
            )
        case Point():
            return tuple(value)
    return value


def _properties(entity: Node | Relationship) -> dict[str, object]:
    return {key: _plain(value) for key, value in entity.items()}


def _batches(rows: Iterable[Mapping[str, object]]) -> Iterator[list[Mapping[str, object]]]:
    """Rows in batches the server takes in one message; a pickled row is about as long as a packed one."""
    batch: list[Mapping[str, object]] = []
    size = 0
    for row in rows:
        for key in KEYS:
            if key in row and not (isinstance(row[key], str) and row[key]):
                raise StoreError.say("store.no_id", key=key, row=str(row)[:200])
        length = len(pickle.dumps(row, pickle.HIGHEST_PROTOCOL))
        if length > MESSAGE_BYTES:
            raise StoreError.say("store.row_too_large", row=str(row)[:200], megabytes=MESSAGE_BYTES // 1_000_000)
        if batch and size + length > BATCH_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += length
        if len(batch) == BATCH_ROWS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@contextlib.contextmanager
def _adhoc_slot(folder: Path) -> Iterator[None]:
    """One of the few places for ad-hoc statements, across processes."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with contextlib.ExitStack() as stack:
        for place in range(ADHOC_SLOTS):
            with contextlib.suppress(Timeout):
                stack.enter_context(private_lock(folder / f"adhoc-{place}.lock", 0).acquire())
                break
        else:
            raise QueryError.say("store.adhoc_busy", most=ADHOC_SLOTS)
        yield


def _plain_error(error: Neo4jError | DriverError, uri: str) -> HopTacError:
    reason = _reason(error)
    match error:
        case AuthError():
            return StoreUnavailable.say("store.wrong_password", uri=uri)
        case ServiceUnavailable() | SessionExpired():
            return StoreUnavailable.say("store.unreachable", uri=uri)
        case ConfigurationError():
            return StoreUnavailable.say("store.bad_address", uri=uri)
        case Neo4jError(code=str(code)) if code.endswith("DatabaseNotFound"):
            return StoreUnavailable.say("store.no_database", uri=uri, reason=reason)
        case Neo4jError(code=str(code)) if code.endswith(ENDED):
            return StoreError.say("store.too_slow")
    return StoreError.say("store.refused", reason=reason)


def _adhoc_error(error: Neo4jError, seconds: float) -> HopTacError:
    code = error.code or ""
    if code.endswith(ENDED):
        return QueryError.say("store.adhoc_time", limit=f"{seconds:g}")
    if code.endswith((".Forbidden", ".AccessMode")):
        return QueryError.say("store.adhoc_writes")
    return QueryError.say("store.adhoc_refused", reason=_as_written(_reason(error)))


def _as_written(reason: str) -> str:
    """A message about the statement as the person wrote it: without what was put before it, columns counted so."""
    reason = MARK.sub("", reason)
    if f'"{EXPLAIN}' not in reason:
        return reason
    shift = len(EXPLAIN)
    reason = FIRST_LINE.sub(lambda m: f"(line 1, column {int(m[1]) - shift} (offset: {int(m[2]) - shift}))", reason)
    return reason.replace(f'"{EXPLAIN}', '"').replace(f"\n{' ' * shift}", "\n")


def _reason(error: Neo4jError | DriverError) -> str:
    return str(getattr(error, "message", None) or error).strip()
