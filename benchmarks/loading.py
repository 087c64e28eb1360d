"""Loading a country from its tables, against bare `UNWIND ... CREATE` of the same graph on the same engine.

The load reads, validates, resolves, merges, derives, compares and notes sources; the bare run only writes what came out
of it, with the same constraints. Engine start is not counted; each run has a fresh database.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any, Literal

from neo4j import GraphDatabase, ManagedTransaction, Session

from benchmarks.country import write_country
from graph import cypher
from graph.embedded import EmbeddedEngine
from graph.model import model_hash
from graph.settings import Settings
from graph.store import GraphStore, embedded_engine
from loaders.diff import read_graph
from loaders.load import LoadResult, load
from loaders.merge import Facts
from tests.neo4j_server.server import neo4j_server

BATCH = 2000
EngineName = Literal["embedded", "neo4j"]


@contextmanager
def fresh(engine: EngineName, data: Path) -> Iterator[Settings]:
    """A fresh database and a user without data.

    Args:
        engine: which.
        data: the data folder.

    Yields:
        The settings; the engine runs.
    """
    with tempfile.TemporaryDirectory(prefix="hoptac-bench-") as folder:
        home = Path(folder)
        if engine == "embedded":
            settings = Settings(home=home, data=data)
            running: EmbeddedEngine = embedded_engine(settings, model_hash())
            running.start()
            try:
                yield settings
            finally:
                running.stop()
            return
        (home / "server").mkdir()
        with neo4j_server(home / "server") as server:
            yield Settings(
                home=home,
                data=data,
                neo4j_uri=server.uri,
                neo4j_username=server.username,
                neo4j_password=server.password,
                neo4j_database=server.database,
            )


def timed_load(settings: Settings) -> tuple[float, LoadResult]:
    """Seconds of a load, and what it did."""
    with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
        began = time.perf_counter()
        result = load(settings, store)
        return time.perf_counter() - began, result


def facts_of(settings: Settings) -> Facts:
    """What the graph holds after a load."""
    with GraphStore.open(settings, role="reader", model_hash=model_hash()) as store:
        facts = read_graph(store).facts
        assert facts is not None
        return facts


def bare(settings: Settings, facts: Facts) -> float:
    """Seconds of creating the same graph with nothing but the driver.

    Args:
        settings: an empty database.
        facts: the graph.
    """
    uri, auth = settings.neo4j_uri, (settings.neo4j_username, settings.neo4j_password)
    if uri is None:
        engine = embedded_engine(settings, model_hash())
        uri, auth = engine.start().uri, ("writer", engine.password("writer"))
    nodes: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for name, properties in facts.nodes.items():
        nodes[facts.labels[name]].append({"id": name, "properties": properties})
    relationships: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for (kind, start, end, _), properties in facts.relationships.items():
        relationships[kind].append({"start": start, "end": end, "properties": properties})
    with GraphDatabase.driver(uri, auth=auth) as driver, driver.session(database=settings.neo4j_database) as session:
        began = time.perf_counter()
        for statement in cypher.schema():
            session.run(statement).consume()
        statements = chain(
            ((cypher.create_nodes(label), rows) for label, rows in nodes.items()),
            ((cypher.create_relationships(kind), rows) for kind, rows in relationships.items()),
        )
        for statement, rows in statements:
            _send(session, statement, rows)
        return time.perf_counter() - began


def _send(session: Session, statement: str, rows: list[Mapping[str, Any]]) -> None:
    for start in range(0, len(rows), BATCH):
        session.execute_write(_create, statement, rows[start : start + BATCH])


def _create(transaction: ManagedTransaction, statement: str, rows: list[Mapping[str, Any]]) -> None:
    transaction.run(statement, rows=rows).consume()


def change_one(data: Path) -> None:
    """Change one document folder: one title."""
    file = next((data / "documents").iterdir()) / "tasks.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("II.1,", "II.1,Đã sửa: ", 1), encoding="utf-8")


def run(engine: EngineName, pairs: int) -> None:
    """Measure and print.

    Args:
        engine: which.
        pairs: how many pairs of load and bare run.
    """
    with tempfile.TemporaryDirectory(prefix="hoptac-country-") as folder:
        data = Path(folder) / "data"
        write_country(data)
        loads: list[float] = []
        bares: list[float] = []
        unchanged: list[float] = []
        changed: list[float] = []
        result = LoadResult()
        for number in range(pairs):
            with fresh(engine, data) as settings:
                seconds, result = timed_load(settings)
                loads.append(seconds)
                unchanged.append(timed_load(settings)[0])
                facts = facts_of(settings)
                backup = shutil.copytree(data, Path(folder) / "kept")
                change_one(data)
                changed.append(timed_load(settings)[0])
                shutil.rmtree(data)
                backup.rename(data)
            with fresh(engine, data) as settings:
                bares.append(bare(settings, facts))
            sys.stdout.write(f"{engine}, pair {number + 1}: load {loads[-1]:.1f} s, bare {bares[-1]:.1f} s\n")
    _report(engine, loads, bares, unchanged, changed, result)


def _report(
    engine: str,
    loads: list[float],
    bares: list[float],
    unchanged: list[float],
    changed: list[float],
    result: LoadResult,
) -> None:
    size = sum(result.counts["added"].values())
    stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in result.seconds.items())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{engine}: {size:,} nodes and relationships, {len(loads)} pairs, medians\n"
        f"  load {median(loads):.1f} s, bare {median(bares):.1f} s, "
        f"ratio {median(a / b for a, b in zip(loads, bares, strict=True)):.2f} (goal 1.5)\n"
        f"  unchanged {median(a / b for a, b in zip(unchanged, loads, strict=True)):.1%} (goal 10 %), "
        f"one folder changed {median(a / b for a, b in zip(changed, loads, strict=True)):.1%} (goal 50 %)\n"
        f"  where the last load's time went, seconds: {stages}\n"
        f"  most memory of this process {memory:.0f} MB (the bare run's rows are in it; goal 1000)\n"
    )
