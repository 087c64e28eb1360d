"""`python -m benchmarks`: what a load costs, as ratios of one run, and what answers cost on the loaded graph.

Loads are medians of alternating pairs on fresh databases; answers are 95th percentiles in one running process, warm.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import questions
from benchmarks.country import DOCUMENTS, Country
from graph import cypher
from graph.model import model_hash
from graph.settings import Settings
from graph.store import GraphStore, embedded_engine
from loaders.diff import read_graph
from loaders.load import load

GOALS = {"load / bare": 1.5, "unchanged / load": 0.1, "one folder / load": 0.05, "one row / load": 0.05}
GIGABYTE = 1 << 30
BATCH = 2_000


# ------------------------------------------------------------------------------------------------ one step, one process


def step(name: str, settings: Settings, work: Path) -> dict[str, Any]:
    """Run one step in this process and say what it cost.

    Args:
        name: "load", "bare" or "keep" (write the graph into a file, for "bare").
        settings: where the engine and the data are; the engine is started before the clock.
        work: folder for the file of "keep".

    Returns:
        `seconds`, `stages` (seconds by stage), `rss` (largest resident size of this process, in bytes), `counts`.
    """
    with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
        store.read("RETURN 1")
        graph: Any = pickle.loads((work / "graph.pickle").read_bytes()) if name == "bare" else None
        start = time.perf_counter()
        stages: dict[str, float] = {}
        counts: dict[str, Any] = {}
        if name == "load":
            result = load(settings, store)
            stages, counts = result.seconds, result.counts
            assert not result.issues, result.issues[:3]
        elif name == "bare":
            write_bare(store, *graph)
        else:
            facts = read_graph(store)
            content = (facts.labels, facts.nodes, facts.relationships)
            (work / "graph.pickle").write_bytes(pickle.dumps(content, pickle.HIGHEST_PROTOCOL))
            counts = {"nodes": len(facts.nodes), "relationships": len(facts.relationships)}
        seconds = time.perf_counter() - start
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {"seconds": seconds, "stages": stages, "rss": rss, "counts": counts}


def write_bare(
    store: GraphStore,
    labels: Mapping[str, str],
    nodes: Mapping[str, Mapping[str, object]],
    relationships: Mapping[tuple[str, str, str, str], Mapping[str, object]],
) -> None:
    """Create the same graph with nothing but UNWIND ... CREATE through the driver.

    Args:
        store: an empty graph.
        labels: id -> label.
        nodes: id -> properties.
        relationships: (type, start, end, key) -> properties.
    """
    store.apply_schema(cypher.schema())
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    for name, values in nodes.items():
        rows[cypher.create_nodes(labels[name])].append({"id": name, "properties": values})
    for (kind, start, end, _), values in relationships.items():
        rows[cypher.create_relationships(kind)].append({"start": start, "end": end, "properties": values})
    with store._driver().session(**store._session("WRITE")) as session:
        for statement, of in rows.items():
            for batch in batches(of):
                with session.begin_transaction() as transaction:
                    transaction.run(statement, rows=batch).consume()


def batches(rows: Iterable[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    """Rows in batches of the size that the store writes."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


# ------------------------------------------------------------------------------------------------ a run


@contextmanager
def fresh_database(engine: str, work: Path, data: Path) -> Iterator[Settings]:
    """A new database, started.

    Args:
        engine: "embedded" or "neo4j".
        work: where it may lie.
        data: the data folder.

    Yields:
        Settings of a new home.
    """
    home = Path(tempfile.mkdtemp(dir=work, prefix="home-"))
    settings = Settings(home=home, data=data)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        if engine == "neo4j":
            from tests.neo4j_server.server import neo4j_server

            (home / "server").mkdir()
            server = stack.enter_context(neo4j_server(home / "server"))
            names = {"uri": server.uri, "username": server.username, "password": server.password}
            settings = settings.model_copy(update={f"neo4j_{name}": value for name, value in names.items()})
        else:
            stack.callback(embedded_engine(settings, model_hash()).stop)
        yield settings


def run_step(name: str, settings: Settings, work: Path) -> dict[str, Any]:
    """Run a step in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks", "--step", name, "--settings", settings.model_dump_json()]
    done = subprocess.run([*command, "--work", str(work)], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


@contextmanager
def one_folder(data: Path) -> Iterator[None]:
    """With a few words changed in one document's folder."""
    file = sorted((data / "documents").glob("*/tasks.csv"))[DOCUMENTS // 7]
    before = file.read_bytes()
    changed = before.replace("cán bộ".encode(), "nhân viên".encode(), 1).replace(b"activity", b"duty", 1) + b"\n"
    with _written(file, before, changed):
        yield


@contextmanager
def one_row(data: Path) -> Iterator[None]:
    """With another name for the province that documents concern most."""
    file = data / "registry" / "places.csv"
    before = file.read_bytes()
    with _written(file, before, re.sub(rb"^(vx\.p0,[^,]+)", rb"\1 Nam", before, flags=re.MULTILINE)):
        yield


@contextmanager
def _written(file: Path, before: bytes, changed: bytes) -> Iterator[None]:
    assert changed != before, file
    file.write_bytes(changed)
    try:
        yield
    finally:
        file.write_bytes(before)


def run(engine: str, pairs: int, data: Path, work: Path) -> dict[str, list[Any]]:
    """Loads and bare writes in turn, each on a fresh database.

    Args:
        engine: "embedded" or "neo4j".
        pairs: how many of each.
        data: the data folder.
        work: where databases may lie.

    Returns:
        What each step cost, by name of the step.
    """
    found: dict[str, list[Any]] = defaultdict(list)
    for pair in range(pairs):
        for name in ("load", "bare") if pair % 2 == 0 else ("bare", "load"):
            with fresh_database(engine, work, data) as settings:
                found[name].append(run_step(name, settings, work))
                if name == "load":
                    _load_again(settings, data, work, found)
    return found


def _load_again(settings: Settings, data: Path, work: Path, found: dict[str, list[Any]]) -> None:
    if not (work / "graph.pickle").exists():
        found["keep"].append(run_step("keep", settings, work))
    found["unchanged"].append(run_step("load", settings, work))
    for name, change in CHANGES.items():
        with change(data):
            found[name].append(run_step("load", settings, work))
        run_step("load", settings, work)


CHANGES = {"one folder": one_folder, "one row": one_row}


def report(engine: str, found: Mapping[str, list[Any]]) -> bool:
    """Print the ratios beside their goals; whether all goals are met.

    Args:
        engine: name of the engine.
        found: what each step cost.
    """
    seconds = {name: median(cost["seconds"] for cost in costs) for name, costs in found.items()}
    again = ("unchanged", *CHANGES)
    ratios = {"load / bare": seconds["load"] / seconds["bare"]}
    ratios |= {f"{name} / load": seconds[name] / seconds["load"] for name in again}
    memory = max(cost["rss"] for name in ("load", *again) for cost in found[name])
    counts = found["keep"][0]["counts"]
    print(
        f"\n{engine}: {counts['nodes']:,} nodes, {counts['relationships']:,} relationships, {len(found['load'])} pairs"
    )
    for name, ratio in ratios.items():
        print(f"  {name:<18} {ratio:5.2f}   goal {GOALS[name]:.2f}   {'ok' if ratio <= GOALS[name] else 'MISSED'}")
    print(f"  {'peak memory':<18} {memory / GIGABYTE:5.2f}   goal 1.00 GB   {'ok' if memory < GIGABYTE else 'MISSED'}")
    for name in ("load", "bare", *again):
        each = ", ".join(f"{cost['seconds']:.1f}" for cost in found[name])
        print(f"  {name:<18} {seconds[name]:5.1f} s   ({each})")
    for name in ("load", *CHANGES):
        stages = {
            stage: median(cost["stages"].get(stage, 0) for cost in found[name]) for stage in found[name][0]["stages"]
        }
        print(f"  {name} spends " + ", ".join(f"{stage} {taken:.1f}" for stage, taken in stages.items()))
    return memory < GIGABYTE and all(ratio <= GOALS[name] for name, ratio in ratios.items())


def ask(engine: str, data: Path, work: Path, seed: int) -> bool:
    """Ask every question on one loaded database; whether all goals are met.

    Args:
        engine: "embedded" or "neo4j".
        data: the data folder.
        work: where the database may lie.
        seed: the seed of the parameters.
    """
    with fresh_database(engine, work, data) as settings:
        run_step("load", settings, work)
        with GraphStore.open(settings, role="reader", model_hash=model_hash()) as store:
            return questions.report(engine, store, seed)


def main() -> int:
    """Run the benchmark, or one step of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--engine", choices=("embedded", "neo4j"), action="append", help="default: both")
    parser.add_argument("--pairs", type=int, default=5, help="how many loads and bare writes in turn (5)")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help=f"how many documents ({DOCUMENTS:,})")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("loading", "questions"), help="default: both")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--settings", help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.step:
        print(json.dumps(step(chosen.step, Settings.model_validate_json(chosen.settings), chosen.work)))
        return 0
    met = True
    for engine in chosen.engine or ("embedded", "neo4j"):
        with tempfile.TemporaryDirectory(prefix="hoptac-bench-") as folder:
            data = Country(Path(folder) / "data", chosen.seed, chosen.documents).write()
            if chosen.only != "questions":
                met &= report(engine, run(engine, chosen.pairs, data, Path(folder)))
            if chosen.only != "loading":
                met &= ask(engine, data, Path(folder), chosen.seed)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
