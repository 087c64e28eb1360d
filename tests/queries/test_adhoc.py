"""Ad-hoc Cypher on both engines: attacks change nothing by either line of defence, answers come in every form."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app
from graph.errors import QueryError
from graph.settings import Settings
from graph.store import GraphStore, Stop
from graph.texts import t
from queries.adhoc import read_params, run_cypher
from tests.queries.cypher_attacks import HARMLESS, HIDING, SCHEMA, WRITES, attacks

CONSTRAINT = "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE"
NODES = "UNWIND $rows AS row CREATE (n:Entity:Place {id: row.id}) SET n += row.properties"
EDGES = "UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end}) CREATE (a)-[:PART_OF]->(b)"
STATE = ("MATCH (n) RETURN labels(n) AS l, properties(n) AS p", "MATCH (a)-[r]->(b) RETURN a.id, type(r) AS t, b.id")
SAMPLE = ("plain", "in a subquery", "in a scoped subquery", "after a block comment", "after a union", "as an escape")
KILLS = "TERMINATE"
ENDLESS = "MATCH (a:Place), (b:Place), (c:Place), (d:Place) WHERE a.id + b.id + c.id + d.id = 'x' RETURN count(*) AS n"
LONG_SECONDS = 3.0


@pytest.fixture
def reader(store: GraphStore) -> Iterator[GraphStore]:
    """The store with some places, opened for reading."""
    store.apply_schema([CONSTRAINT])
    places = [{"id": f"p{n}", "properties": {"name": f"Tỉnh {n}"}} for n in range(60)]
    store.write(NODES, places)
    store.write(EDGES, [{"start": f"p{n}", "end": "p0"} for n in range(1, 60)])
    store.set_fingerprint("trước")
    settings: Settings = store._settings
    with GraphStore.open(settings, role="reader") as opened:
        yield opened


def state(store: GraphStore) -> tuple[object, ...]:
    """The whole graph, its schema and its fingerprint."""
    content = [sorted(map(repr, store.read(question).rows)) for question in STATE]
    names = [sorted(map(repr, store.read(f"SHOW {what} YIELD name").rows)) for what in ("CONSTRAINTS", "INDEXES")]
    return store.fingerprint(), content, names


def test_no_attack_gets_through_the_whole_path(reader: GraphStore) -> None:
    before = state(reader)
    for attack in attacks():
        with pytest.raises(QueryError):
            run_cypher(reader, attack)
    assert state(reader) == before


def test_the_engine_alone_stops_what_would_change_something(reader: GraphStore) -> None:
    before = state(reader)
    direct = [HIDING[name](write) for name in SAMPLE for write in WRITES]
    direct += [command for command in SCHEMA if KILLS not in command and not command.startswith(("SHOW", "USE"))]
    passed = []
    for attack in direct:
        try:
            reader.run_adhoc(attack)
        except QueryError:
            continue
        passed.append(attack)
        assert state(reader) == before, attack
    assert state(reader) == before
    assert not [attack for attack in passed if any(attack.startswith(w) for w in ("CREATE", "DROP", "ALTER"))]
    assert run_cypher(reader, "RETURN 1 AS one").rows == [(1,)]


def test_no_file_is_read_by_the_embedded_guest(embedded_store: GraphStore) -> None:
    with pytest.raises(QueryError):
        embedded_store.run_adhoc("LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line")


@pytest.mark.parametrize("statement", [s for s in HARMLESS if "db.propertyKeys" not in s])
def test_a_harmless_statement_is_answered(reader: GraphStore, statement: str) -> None:
    params = {"create": 1} if "$create" in statement else {}
    assert run_cypher(reader, statement, params).columns is not None


def test_a_long_statement_ends_in_time(reader: GraphStore) -> None:
    began = time.monotonic()
    with pytest.raises(QueryError, match=r"quá 3 giây.*--timeout"):
        run_cypher(reader, ENDLESS, seconds=LONG_SECONDS)
    assert time.monotonic() - began < LONG_SECONDS + max(0.1 * LONG_SECONDS, 2.5)


def test_a_statement_that_cannot_be_ended_is_let_go_in_time(reader: GraphStore) -> None:
    loops = "reduce(b = 0, y IN range(1, 30000) | b + reduce(c = 0, z IN range(1, 400) | c + z))"
    began = time.monotonic()
    with pytest.raises(QueryError, match="quá 3 giây"):
        run_cypher(reader, f"RETURN reduce(a = 0, x IN range(1, 20) | a + {loops}) AS sum", seconds=LONG_SECONDS)
    assert time.monotonic() - began < LONG_SECONDS + max(0.1 * LONG_SECONDS, 2.5)
    assert reader.read("RETURN 1 AS one").rows == [(1,)]
    assert time.monotonic() - began < LONG_SECONDS + 2.5 + 5


def test_an_answer_as_json_and_as_texts(reader: GraphStore) -> None:
    cypher = (
        "MATCH p = (a:Place {id: 'p1'})-[r:PART_OF]->(b) "
        "RETURN a, r, p, [1, 2] AS l, {x: date('2025-01-02')} AS m, date('2025-01-02') AS d, null AS nothing"
    )
    answer = run_cypher(reader, cypher)
    node = {"id": "p1", "label": "Place", "name": "Tỉnh 1", "properties": {"id": "p1", "name": "Tỉnh 1"}}
    told = json.loads(json.dumps(answer.to_json()))
    assert [c["name"] for c in told["columns"]] == ["a", "r", "p", "l", "m", "d", "nothing"]
    row = told["rows"][0]
    assert row["a"] == node
    assert row["p"]["relationships"] == [{"type": "PART_OF", "properties": {}, "start": "p1", "end": "p0"}]
    assert (row["l"], row["m"], row["d"], row["nothing"]) == ([1, 2], {"x": "2025-01-02"}, "2025-01-02", None)
    assert answer.flat() == [
        ["Tỉnh 1", "PART_OF", "Tỉnh 1 - PART_OF - Tỉnh 0", "1;2", '{"x": "2025-01-02"}', "2025-01-02", ""]
    ]


def test_an_answer_is_cut_and_says_so(reader: GraphStore) -> None:
    answer = run_cypher(reader, "MATCH (n:Place) RETURN n.id AS id ORDER BY id", limit=2)
    assert (answer.rows, answer.to_json()["truncated"]) == ([("p0",), ("p1",)], True)


@pytest.mark.parametrize("wrong", [{"limit": 0}, {"limit": -1}, {"seconds": 0.0}, {"seconds": float("nan")}])
def test_a_limit_that_is_none_is_a_sentence(embedded_store: GraphStore, wrong: dict[str, float]) -> None:
    with pytest.raises(QueryError, match="lớn hơn 0"):
        run_cypher(embedded_store, "RETURN 1 AS one", **wrong)  # type: ignore[arg-type]


def test_parameters_are_read_as_json_or_text() -> None:
    texts = ["a=5", "b=vn.hue", "c=[1,2]", "d=", 'e="5"', "f=x=y", "$g=true"]
    assert read_params(texts) == {"a": 5, "b": "vn.hue", "c": [1, 2], "d": "", "e": "5", "f": "x=y", "g": True}
    assert read_params(["a=99999999999999999999", "b=NaN"]) == {"a": "99999999999999999999", "b": "NaN"}
    for wrong in ("a", "=5", "a b=5"):
        with pytest.raises(QueryError, match="--param"):
            read_params([wrong])


def test_a_mistake_is_shown_as_written(reader: GraphStore) -> None:
    with pytest.raises(QueryError) as refused:
        run_cypher(reader, "RETURN khongCo(1) AS x")
    assert "khongCo" in refused.value.what
    assert "EXPLAIN" not in refused.value.what
    assert "hoptac" not in refused.value.what
    if reader.engine == "neo4j":
        assert "line 1, column 8 (offset: 7)" in refused.value.what


def test_a_time_beyond_the_embedded_engine_is_refused(embedded_store: GraphStore) -> None:
    with pytest.raises(QueryError, match="120 giây"):
        run_cypher(embedded_store, "RETURN 1 AS one", seconds=121)


def test_the_command_prints_json_alone(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write(NODES, [{"id": f"p{n}", "properties": {"name": f"Tỉnh {n}"}} for n in range(3)])
    monkeypatch.setattr("graph.settings.get_settings", lambda: store._settings)
    monkeypatch.setattr("queries.search.model_hash", lambda: "")
    command = ["cypher", "MATCH (p:Place) WHERE p.id <> $not RETURN p.id AS id ORDER BY id;", "--param", "not=p0"]
    done = CliRunner().invoke(app, [*command, "--format", "json", "--limit", "1"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["rows"], told["truncated"], told["params"]) == ([{"id": "p1"}], True, {"not": "p0"})
    assert "--limit" in done.stderr
    assert CliRunner().invoke(app, [*command, "--format", "csv"]).stdout == "id\np1\np2\n"


def test_the_command_refuses_before_any_engine_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.search.open_reader", None)
    done = CliRunner().invoke(app, ["cypher", "MATCH (n) DELETE n"])
    assert isinstance(done.exception, QueryError)
    assert done.stdout == ""


ENDLESS = (
    "MATCH (a:Entity), (b:Entity), (c:Entity), (d:Entity) WHERE a.id + b.id + c.id + d.id = 'x' RETURN count(*) AS n"
)


def test_a_statement_can_be_stopped_and_the_next_is_answered(loaded: GraphStore) -> None:
    stop, told = Stop(), []

    def run_it() -> None:
        with pytest.raises(QueryError) as error:
            run_cypher(loaded, ENDLESS, seconds=25, stop=stop)
        told.append(error.value.what)

    thread = threading.Thread(target=run_it)
    thread.start()
    begun = time.monotonic()
    while thread.is_alive() and time.monotonic() - begun < 20:
        thread.join(0.5)
        stop.press()
    assert told == [t("store.adhoc_stopped")]
    assert time.monotonic() - begun < 15
    assert run_cypher(loaded, "RETURN 1 AS x").rows == [(1,)]


def test_a_statement_stopped_before_it_begins_does_not_run(loaded: GraphStore) -> None:
    stop = Stop()
    stop.press()
    with pytest.raises(QueryError):
        run_cypher(loaded, "RETURN 1 AS x", stop=stop)


def test_status_tells_the_reading_account_only(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    settings: Settings = store._settings
    told = status_of(settings, monkeypatch)
    if store.engine == "embedded":
        assert told["reader"]["username"] == "guest"
        return
    assert "reader" not in told
    named = {"neo4j_reader_username": "nguoi-doc", "neo4j_reader_password": "chi-doc"}
    told = status_of(settings.model_copy(update=named), monkeypatch)
    assert told["reader"] == {"username": "nguoi-doc", "password": "chi-doc"}


def status_of(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr("graph.settings.get_settings", lambda: settings)
    monkeypatch.setattr("graph.model.model_hash", lambda: "")
    done = CliRunner().invoke(app, ["db", "status", "--reader", "--json"])
    assert done.exit_code == 0, done.output
    told: dict[str, Any] = json.loads(done.stdout)
    return told
