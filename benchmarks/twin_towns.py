"""`python -m benchmarks.twin_towns LIST.csv`: every twin town of the world through the tables, then every measure.

The list is Wikidata's statements of twinned administrative bodies (P190): columns qid_a, name_a, qid_b, name_b.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from analysis.measures import MEASURES, apply
from analysis.projection import project
from graph.model import TABLES, model_hash
from graph.settings import Settings
from graph.store import GraphStore
from loaders.load import load
from loaders.sheet import document_text
from loaders.tables import write_csv, write_whole

LIST = "q.twin-towns"
GOAL = 30.0  # seconds of a measure
T = TypeVar("T")


def write(listed: Path, folder: Path) -> Path:
    """Make a data folder of the list: each town a place of the registry, each pair an agreement of one document.

    Args:
        listed: the list.
        folder: where the tables are written.

    Returns:
        The folder.
    """
    with listed.open(encoding="utf-8-sig", newline="") as file:
        pairs = [row for row in csv.DictReader(file) if row["qid_a"] != row["qid_b"]]
    towns = {row[f"qid_{end}"]: row[f"name_{end}"] for row in pairs for end in "ab"}
    places = [
        {"id": _id(town), "name": name, "kind": "other", "wikidata": town, "source": LIST}
        for town, name in towns.items()
    ]
    agreements = [
        {
            "id": f"agr.{_id(row['qid_a'])}--{_id(row['qid_b'])}",
            "title": f"{row['name_a']} – {row['name_b']}",
            "kind": "twinning",
            "parties": f"{_id(row['qid_a'])};{_id(row['qid_b'])}",
            "status": "signed",
            "section": str(number),
        }
        for number, row in enumerate(pairs, 1)
    ]
    documents = [{"id": "q.wikidata", "kind": "dataset", "title": "Wikidata", "source": "q.wikidata"}]
    for scope, name, rows in (
        ("registry", "places", places),
        ("registry", "documents", documents),
        ("document", "agreements", agreements),
    ):
        table = next(one for one in TABLES if one.name == name and one.scope == scope)
        below = folder / "registry" if scope == "registry" else folder / "documents" / LIST
        write_csv(below / table.file_name, table, rows)
    head = document_text({"id": LIST, "kind": "dataset", "title": "Twin towns (P190)", "issued_on": "2026"})
    write_whole(folder / "documents" / LIST / "document.yml", head.encode())
    return folder


def _id(town: str) -> str:
    return f"q.{town.lower()}"


def _timed(what: str, work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    done = work()
    seconds = time.perf_counter() - start
    print(f"{what:<28} {seconds:7.2f} s", flush=True)
    return done, seconds


@contextmanager
def _home(given: Path | None) -> Iterator[Path]:
    """The folder given, else one for this run only."""
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="hoptac-twins-") as made:
        yield Path(made)


def run(listed: Path, home: Path) -> bool:
    """Load the list, read the network and measure it.

    Args:
        listed: the list.
        home: for the engine and the tables; may hold them from an earlier run.

    Returns:
        Whether every measure took no longer than the goal.
    """
    settings = Settings(home=home / "home", data=write(listed, home / "data"))
    with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
        result, _ = _timed("load", lambda: load(settings, store))
        print(f"issues: {len(result.issues)}")
        network, _ = _timed("read the network", lambda: project(store, years=True))
        print(f"{network.number_of_nodes():,} places, {network.number_of_edges():,} pairs")
        slow = [key for key in MEASURES if _timed(key, partial(apply, key, network))[1] > GOAL]
        return not slow


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.twin_towns", description=__doc__)
    parser.add_argument("listed", type=Path, help="the list as CSV")
    parser.add_argument("--home", type=Path, help="keep engine and tables there, to open the app on them")
    chosen = parser.parse_args()
    with _home(chosen.home) as home:
        return 0 if run(chosen.listed, home) else 1


if __name__ == "__main__":
    sys.exit(main())
