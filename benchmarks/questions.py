"""What answers cost in one running process: every question of the catalogue and the search, warm, on a loaded graph."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from statistics import quantiles
from typing import Any

from graph.errors import StoreError
from graph.names import fold
from graph.store import GraphStore
from queries.catalogue import Param, Question, questions
from queries.runner import run_question
from queries.search import Searcher

GOALS = {"one entity": 0.2, "whole graph": 2.0, "search": 0.1}
DRAWS = {"one entity": 20, "whole graph": 5, "search": 200}
ENOUGH = 20.0
YEARS = range(2019, 2028)
IDS = """
MATCH (n:Entity)
RETURN n.id AS id, [l IN labels(n) WHERE l <> 'Entity'][0] AS label, n.name AS name
ORDER BY id
"""
COUNTRIES = "MATCH (n:Place {kind: 'country'}) RETURN n.id AS id ORDER BY id"
SIDES = {"home": "the country of our side"}


@dataclass
class Cost:
    """What one way of asking a question costs.

    Attributes:
        name: the question, with the optional entity that was given.
        kind: "one entity", "whole graph" or "search".
        seconds: of each answer.
        asked: the question; None for the search.
        worst: the parameters of the slowest answer.
        error: what the engine said when it gave none.
    """

    name: str
    kind: str
    seconds: list[float] = field(default_factory=list)
    asked: Question | None = None
    worst: dict[str, object] = field(default_factory=dict)
    error: str = ""

    @property
    def p95(self) -> float:
        """The time within which 95 of 100 answers come, in seconds."""
        if inf in self.seconds:
            return inf
        return quantiles(self.seconds, n=20, method="inclusive")[-1] if len(self.seconds) > 1 else self.seconds[0]

    @property
    def missed(self) -> bool:
        """Whether it takes longer than its goal."""
        return self.p95 > GOALS[self.kind]


class Draw:
    """Draws parameters from what the graph holds; the same seed draws the same ones.

    Args:
        store: the loaded graph.
        seed: the seed.
    """

    def __init__(self, store: GraphStore, seed: int) -> None:
        self._random = random.Random(seed)
        self._ids: dict[str, list[str]] = defaultdict(list)
        self._names: dict[str, list[str]] = defaultdict(list)
        for found, label, name in store.read(IDS).rows:
            self._ids[str(label)].append(str(found))
            self._names[str(label)].append(str(name))
        self._countries = [str(found) for (found,) in store.read(COUNTRIES).rows]

    def params(self, asked: Question, optional: str | None) -> dict[str, object]:
        """Values for what must be given and for one optional parameter.

        Args:
            asked: the question.
            optional: name of the optional parameter, None for none.

        Returns:
            Parameter -> value.
        """
        first = dt.date(self._random.choice(YEARS), self._random.randint(1, 12), 1)
        days = {"from": first, "to": first + dt.timedelta(days=365), "as_of": first}
        chosen: dict[str, object] = {name: day for name, day in days.items() if name in asked.params}
        for name, param in asked.params.items():
            if name in SIDES:
                chosen[name] = self._countries[-1]
            elif name not in chosen and (param.required or name == optional):
                chosen[name] = self._value(param)
        return chosen

    def _value(self, param: Param) -> object:
        kind = param.kind
        if kind.entity:
            return self._random.choice(self._ids[self._random.choice([x for x in sorted(kind.labels) if self._ids[x]])])
        if kind.choice:
            return self._random.choice(list(kind.choice)).value
        if kind.base == "integer":
            return self._random.choice(YEARS)
        if kind.base == "words":
            return " ".join(self._random.choice(self._names["Task"]).split()[:2])
        return param.example

    def spelling(self) -> str:
        """What somebody types: a name as it is, without tones, its beginning, a part of it, or with a slip."""
        label = self._random.choice(["Place", "Agency", "Agreement", "Topic", "Task"])
        name = self._random.choice(self._names[label])
        words = name.split()
        slip = self._random.randrange(len(name))
        return self._random.choice(
            [name, fold(name), name[: max(3, len(name) // 2)], " ".join(words[-2:]), name[:slip] + name[slip + 1 :]]
        )


def ways(asked: Question) -> Iterator[tuple[str, str, str | None]]:
    """The ways in which a question is asked: with what it needs, and with each optional entity.

    Args:
        asked: the question.

    Yields:
        Name of the way, its kind, and the optional parameter given.
    """
    entities = [name for name, param in asked.params.items() if param.kind.entity and name not in SIDES]
    if any(asked.params[name].required for name in entities):
        yield asked.name, "one entity", None
        return
    yield asked.name, "whole graph", None
    for name in entities:
        yield f"{asked.name} {name}", "one entity", name


def timed(ask: Callable[[Any], object], draw: Callable[[], Any], cost: Cost) -> Cost:
    """Ask again and again, first once unmeasured.

    Args:
        ask: asks with what was drawn.
        draw: draws.
        cost: filled with the times.

    Returns:
        The cost.
    """
    with suppress(StoreError):
        ask(draw())
    spent = 0.0
    for _ in range(DRAWS[cost.kind]):
        given = draw()
        start = time.perf_counter()
        try:
            ask(given)
            took = time.perf_counter() - start
        except StoreError as error:
            cost.error, took = error.args[0], inf
        if isinstance(given, dict) and took > max(cost.seconds, default=0.0):
            cost.worst = given
        cost.seconds.append(took)
        spent += took
        if spent > ENOUGH:
            break
    return cost


def measure(store: GraphStore, seed: int) -> list[Cost]:
    """What every question and the search cost.

    Args:
        store: the loaded graph, opened for reading.
        seed: the seed of the parameters.

    Returns:
        The costs, in the order of the catalogue.
    """
    draw = Draw(store, seed)
    searcher = Searcher.of(store)
    found = [timed(searcher.find, draw.spelling, Cost("search", "search"))]
    for asked in questions().values():
        for name, kind, optional in ways(asked):
            cost = Cost(name, kind, asked=asked)

            def ask(given: dict[str, object], asked: Question = asked) -> object:
                return run_question(store, asked, given)

            def drawn(asked: Question = asked, optional: str | None = optional) -> dict[str, object]:
                return draw.params(asked, optional)

            found.append(timed(ask, drawn, cost))
    return found


def plan(store: GraphStore, cost: Cost) -> str:
    """How the engine answers what missed its goal, as far as it tells.

    Args:
        store: the graph.
        cost: what missed its goal.

    Returns:
        The plan as text.
    """
    if cost.asked is None:
        return "in memory"
    sent: Mapping[str, object] = dict.fromkeys(cost.asked.params) | cost.worst | {"limit": 501}
    with store._driver().session(**store._session("READ")) as session:
        summary = session.run("EXPLAIN " + cost.asked.cypher, dict(sent)).consume()
    told: Mapping[str, Any] = summary.plan or {}
    return str(told.get("args", {}).get("string-representation") or told or "the engine shows no plan")


def report(engine: str, store: GraphStore, seed: int, *, plans: bool = True) -> bool:
    """Measure, and print times beside their goals, slowest first, with the plans of what missed.

    Args:
        engine: name of the engine.
        store: the loaded graph.
        seed: the seed of the parameters.
        plans: whether to print plans.

    Returns:
        Whether all goals are met.
    """
    costs = sorted(measure(store, seed), key=lambda cost: cost.p95 / GOALS[cost.kind], reverse=True)
    missed = [cost for cost in costs if cost.missed]
    print(f"\n{engine}: {len(costs)} ways of asking {len(questions())} questions, {len(missed)} missed their goal")
    for kind, goal in GOALS.items():
        of = [second for cost in costs if cost.kind == kind for second in cost.seconds if second < inf]
        if len(of) < 2:
            continue
        middle = quantiles(of, n=20, method="inclusive")
        print(f"  {kind:<12} p50 {middle[9]:6.3f} s, p95 {middle[-1]:6.3f} s   goal {goal:.1f} s")
    for cost in costs:
        outcome = f"MISSED {cost.error}" if cost.missed else "ok"
        print(f"  {cost.name:<40} {cost.kind:<12} p95 {cost.p95:7.3f} s   {outcome}")
    for cost in missed if plans else []:
        print(f"\n  plan of {cost.name} {cost.worst}\n{plan(store, cost)}")
    return not missed
