"""The store on both engines: what goes in comes out, who may do what, and what is said when something is wrong."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from graph.errors import QueryError, StoreError, StoreUnavailable
from graph.settings import Limits, Settings
from graph.store import (
    BATCH_BYTES,
    MESSAGE_BYTES,
    GraphNode,
    GraphPath,
    GraphRelationship,
    GraphStore,
    Neo4jStore,
    _batches,
    reader_account,
    status,
)

SCHEMA = ["CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE"]
SCHEMA += ["CREATE CONSTRAINT place_id IF NOT EXISTS FOR (n:Place) REQUIRE n.id IS UNIQUE"]
CREATE = "UNWIND $rows AS row CREATE (n:Entity:Place {id: row.id}) SET n += row.properties"
CONNECT = (
    "UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end}) "
    "CREATE (a)-[r:PART_OF]->(b) SET r = row.properties"
)
COUNT = "MATCH (n:Entity) RETURN count(n) AS n"
ENDLESS = "MATCH (a:Place), (b:Place), (c:Place), (d:Place) WHERE a.id + b.id + c.id + d.id = 'x' RETURN count(*) AS n"
MANY_ROWS = "MATCH (a:Place), (b:Place), (c:Place), (d:Place) RETURN a.id AS a, d.id AS d"
USES_UP_MEMORY = f"WITH 'xxxxxxxxxx' AS s {' '.join(['WITH s + s AS s'] * 34)} RETURN size(s) AS n"


def places(number: int) -> list[Mapping[str, object]]:
    return [{"id": f"p{n}", "properties": {"name": f"Tỉnh {n}"}} for n in range(number)]


def count(store: GraphStore) -> object:
    return store.read(COUNT).rows[0][0]


@pytest.fixture
def settings(store: GraphStore) -> Settings:
    """Settings that lead to the store of this test."""
    return store._settings


@pytest.fixture
def reader(store: GraphStore, settings: Settings) -> Iterator[GraphStore]:
    with GraphStore.open(settings) as opened:
        yield opened


def limited(settings: Settings, **limits: float) -> Settings:
    return settings.model_copy(update={"limits": Limits.model_validate(limits)})


# ------------------------------------------------------------------------------------------------ values


def test_values_come_back_as_plain_python(store: GraphStore) -> None:
    properties = {
        "name": "Đắk Lắk \U0001f1fb\U0001f1f3",
        "on": dt.date(2025, 7, 1),
        "at": "2025-07-01T08:30:00+07:00",
        "years": [2024, 2025],
        "share": 0.5,
        "whole": True,
        "rows": 2**53 + 1,
    }
    store.write(CREATE, [{"id": "vn.dak-lak", "properties": {**properties, "gone": None}}])
    assert store.read("MATCH (n:Place) RETURN properties(n) AS p").rows == [({**properties, "id": "vn.dak-lak"},)]
    answer = store.read("MATCH (n:Place) RETURN n.on AS day, [n.on, n.gone] AS days, {d: n.on} AS map")
    assert answer.dicts() == [
        {"day": dt.date(2025, 7, 1), "days": [dt.date(2025, 7, 1), None], "map": {"d": dt.date(2025, 7, 1)}}
    ]


def test_times_of_the_engine_become_times_of_python(store: GraphStore) -> None:
    [row] = store.read("RETURN localdatetime('2025-07-01T08:30:00') AS at, duration('P1Y2M') AS for").rows
    assert row[0] == dt.datetime(2025, 7, 1, 8, 30)
    assert str(row[1]).startswith("P")


def test_nodes_relationships_and_paths_are_plain(store: GraphStore) -> None:
    store.write(CREATE, places(2))
    store.write(CONNECT, [{"start": "p0", "end": "p1", "properties": {"since": dt.date(2020, 1, 1)}}])
    [(node, relationship, path)] = store.read("MATCH p = (a)-[r:PART_OF]->(b) RETURN a, r, p").rows
    assert isinstance(node, GraphNode)
    assert isinstance(relationship, GraphRelationship)
    assert isinstance(path, GraphPath)
    assert (node.labels, node.properties) == (("Entity", "Place"), {"id": "p0", "name": "Tỉnh 0"})
    assert (relationship.type, relationship.properties) == ("PART_OF", {"since": dt.date(2020, 1, 1)})
    assert [n.properties["id"] for n in path.nodes] == ["p0", "p1"]
    assert relationship.start == path.nodes[0].element_id == node.element_id
    assert relationship.end == path.nodes[1].element_id
    assert path.relationships == (relationship,)


def test_an_empty_answer_has_its_columns(store: GraphStore) -> None:
    answer = store.read("MATCH (n:Place) RETURN n.id AS id, n.name AS name", columns=["id", "name"])
    assert (answer.columns, answer.rows, answer.dicts()) == (("id", "name"), [], [])


def test_parameters_are_parameters(store: GraphStore) -> None:
    store.write(CREATE, places(3))
    asked = {"ids": ["p1", "x' OR 1=1"]}
    assert store.read("MATCH (n:Place) WHERE n.id IN $ids RETURN n.id AS id", asked).rows == [("p1",)]


# ------------------------------------------------------------------------------------------------ writing


def test_rows_are_written_in_batches_and_counted(store: GraphStore) -> None:
    told: list[int] = []
    assert store.write(CREATE, iter(places(4001)), progress=told.append) == 4001
    assert told == [2000, 2000, 1]
    assert count(store) == 4001


def test_nothing_to_write_is_nothing(store: GraphStore) -> None:
    assert store.write(CREATE, []) == 0


def test_a_batch_is_no_larger_than_a_message(store: GraphStore) -> None:
    long = "ữ" * 300_000
    told: list[int] = []
    store.write(CREATE, [{"id": f"p{n}", "properties": {"name": long}} for n in range(10)], progress=told.append)
    assert told == [4, 4, 2]
    assert store.read("MATCH (n:Place) WHERE n.name = $name RETURN count(n) AS n", {"name": long}).rows == [(10,)]


@pytest.mark.parametrize("text", ["a", "ữ", "\U0001f1fb"])
def test_the_estimate_of_a_batch_is_never_below_its_bytes(text: str) -> None:
    rows = [{"id": str(n), "properties": {"name": text * 5_000}} for n in range(3_000)]
    for batch in _batches(rows):
        assert sum(len(text.encode()) * 5_000 for _ in batch) <= BATCH_BYTES
    assert sum(map(len, _batches(rows))) == 3_000


def test_a_row_larger_than_a_message_is_refused(store: GraphStore) -> None:
    with pytest.raises(StoreError, match="15 MB"):
        store.write(CREATE, [{"id": "p0", "properties": {"name": "x" * MESSAGE_BYTES}}])
    assert count(store) == 0


@pytest.mark.parametrize("missing", [None, "", 7])
@pytest.mark.parametrize("key", ["id", "start", "end"])
def test_a_row_without_an_id_is_never_sent(store: GraphStore, key: str, missing: object) -> None:
    with pytest.raises(StoreError, match=f"«{key}»"):
        store.write(CREATE, [{"id": "p0", "properties": {}}, {"id": "p1", "properties": {}, key: missing}])
    assert count(store) == 0


def test_the_batch_that_fails_leaves_nothing_and_those_before_stay(store: GraphStore) -> None:
    store.apply_schema(SCHEMA)
    rows = [*places(2500), {"id": "p7", "properties": {}}]
    with pytest.raises(StoreError) as refused:
        store.write(CREATE, rows)
    assert "p7" in refused.value.what
    assert count(store) == 2000


def test_an_error_of_whoever_gives_the_rows_passes_through(store: GraphStore) -> None:
    def rows() -> Iterator[Mapping[str, object]]:
        yield from places(2000)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.write(CREATE, rows())
    assert count(store) == 2000
    assert store.write(CREATE, [{"id": "after", "properties": {}}]) == 1


def test_the_schema_may_be_applied_again(store: GraphStore) -> None:
    store.apply_schema(SCHEMA)
    store.write(CREATE, places(1))
    store.apply_schema(SCHEMA)
    with pytest.raises(StoreError):
        store.write(CREATE, places(1))


def test_a_statement_the_engine_refuses_is_a_sentence(store: GraphStore) -> None:
    with pytest.raises(StoreError) as refused:
        store.read("MATCH (n RETURN n")
    assert "RETURN" in refused.value.what
    assert refused.value.next_step


def test_a_question_that_takes_too_long_is_stopped(store: GraphStore) -> None:
    store.write(CREATE, places(1000))
    began = time.monotonic()
    with pytest.raises(StoreError, match="quá lâu"):
        store.read(ENDLESS, timeout=0.5)
    assert time.monotonic() - began < 6


# ------------------------------------------------------------------------------------------------ readers and writers


def test_a_reader_sees_what_was_written(store: GraphStore, reader: GraphStore) -> None:
    store.write(CREATE, places(3))
    store.set_fingerprint("a b c")
    assert count(reader) == 3
    assert reader.fingerprint() == "a b c"


def test_a_reader_cannot_write(reader: GraphStore) -> None:
    writes: list[Callable[[], object]] = [
        lambda: reader.write(CREATE, places(1)),
        lambda: reader.set_fingerprint("x"),
        lambda: reader.apply_schema(SCHEMA),
        lambda: reader.read("CREATE (n:Entity {id: 'x'}) RETURN n"),
    ]
    for write in writes:
        with pytest.raises(StoreError):
            write()
    assert count(reader) == 0


def test_the_fingerprint_is_kept_and_cleared(store: GraphStore) -> None:
    assert store.fingerprint() is None
    for text in ("first", "thứ hai", None):
        store.set_fingerprint(text)
        assert store.fingerprint() == text
    assert count(store) == 0


def test_there_is_one_writer_at_a_time(store: GraphStore, settings: Settings) -> None:
    with GraphStore.open(settings, role="writer") as other:
        refused: list[StoreError] = []

        def second_writer() -> None:
            try:
                with other.writer_lock(seconds=0.5):
                    pass
            except StoreError as error:
                refused.append(error)

        with store.writer_lock(), store.writer_lock():
            thread = threading.Thread(target=second_writer)
            thread.start()
            store.write(CREATE, places(1))
            thread.join()
        assert len(refused) == 1
        assert "đang ghi" in refused[0].what
        with other.writer_lock(seconds=5):
            other.write(CREATE, [{"id": "later", "properties": {}}])
    assert count(store) == 2


def test_a_second_writer_in_the_same_thread_is_told_too(store: GraphStore, settings: Settings) -> None:
    with (
        GraphStore.open(settings, role="writer") as other,
        store.writer_lock(),
        pytest.raises(StoreError, match="đang ghi"),
        other.writer_lock(seconds=0.5),
    ):
        pass


def test_a_writer_that_is_killed_gives_the_lock_back(store: GraphStore, settings: Settings) -> None:
    code = (
        "import sys; from graph.settings import Settings; from graph.store import GraphStore\n"
        "store = GraphStore.open(Settings.model_validate_json(sys.argv[1]), role='writer')\n"
        "with store.writer_lock():\n    print('locked', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, settings.model_dump_json()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline().strip() == "locked"
        with pytest.raises(StoreError), store.writer_lock(seconds=0.5):
            pass
        process.kill()
    assert store.write(CREATE, places(1)) == 1


# ------------------------------------------------------------------------------------------------ ad-hoc statements


def test_an_ad_hoc_statement_is_answered(store: GraphStore) -> None:
    store.write(CREATE, places(3))
    answer = store.run_adhoc("MATCH (n:Place) WHERE n.id > $id RETURN n.id AS id ORDER BY id", {"id": "p0"})
    assert (answer.columns, answer.rows, answer.truncated) == (("id",), [("p1",), ("p2",)], False)


def test_an_ad_hoc_answer_is_cut_at_the_limit_and_the_server_stops(store: GraphStore) -> None:
    store.write(CREATE, places(300))
    began = time.monotonic()
    answer = store.run_adhoc(MANY_ROWS, limit=5)
    assert (len(answer.rows), answer.truncated) == (5, True)
    assert time.monotonic() - began < 5
    assert running_statements(store) == 0
    assert store.run_adhoc("MATCH (n:Place) RETURN n.id LIMIT 5", limit=5).truncated is False


def running_statements(store: GraphStore) -> int:
    shown = store._guest().execute_query("SHOW TRANSACTIONS YIELD currentQuery", database_=store.database)
    return sum("MATCH" in record["currentQuery"] for record in shown.records)


def test_an_ad_hoc_statement_that_takes_too_long_is_stopped(store: GraphStore) -> None:
    store.write(CREATE, places(1000))
    began = time.monotonic()
    with pytest.raises(QueryError, match=r"quá 0\.5 giây"):
        store.run_adhoc(ENDLESS, seconds=0.5)
    assert time.monotonic() - began < 6
    assert running_statements(store) == 0


def test_an_ad_hoc_answer_that_is_too_large_is_stopped(store: GraphStore, settings: Settings) -> None:
    store.write(CREATE, places(100))
    with GraphStore.open(limited(settings, megabytes=0.5)) as small:
        with pytest.raises(QueryError, match=r"0\.5 MB"):
            small.run_adhoc("MATCH (a:Place), (b:Place) RETURN a, b", limit=10_000)
        assert len(small.run_adhoc("MATCH (a:Place) RETURN a").rows) == 100


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (n:Entity:Place {id: 'x'}) RETURN n",
        "MATCH (n:Place) SET n.name = 'x'",
        "MATCH (n:Place) DETACH DELETE n",
        "MERGE (n:Place {id: 'x'}) RETURN n",
        "CREATE INDEX x IF NOT EXISTS FOR (n:Place) ON (n.name)",
        "DROP CONSTRAINT entity_id",
    ],
)
def test_an_ad_hoc_statement_cannot_change_anything(store: GraphStore, statement: str) -> None:
    store.apply_schema(SCHEMA)
    store.write(CREATE, places(1))
    with pytest.raises(QueryError) as refused:
        store.run_adhoc(statement)
    assert "chỉ được đọc" in refused.value.what
    assert store.read("MATCH (n:Place) RETURN n.id AS id, n.name AS name").rows == [("p0", "Tỉnh 0")]
    with pytest.raises(StoreError):
        store.write(CREATE, places(1))


def test_an_ad_hoc_mistake_is_explained_at_its_place(store: GraphStore) -> None:
    with pytest.raises(QueryError) as refused:
        store.run_adhoc("MATCH (n:Place) RETURN n.id + ")
    assert "không chạy được" in refused.value.what
    assert "expected" in refused.value.what


def test_at_most_two_ad_hoc_statements_run_at_a_time(store: GraphStore) -> None:
    store.write(CREATE, places(1000))
    errors: list[QueryError] = []

    def slow() -> None:
        try:
            store.run_adhoc(ENDLESS, seconds=3)
        except QueryError as error:
            errors.append(error)

    threads = [threading.Thread(target=slow) for _ in range(2)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 2.5
    while running_statements(store) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    with pytest.raises(QueryError, match="2 câu Cypher"):
        store.run_adhoc("RETURN 1 AS one")
    assert count(store) == 1000
    for thread in threads:
        thread.join()
    assert len(errors) == 2
    assert store.run_adhoc("RETURN 1 AS one").rows == [(1,)]


# ------------------------------------------------------------------------------------------------ when things break


def kill_engine(store: GraphStore) -> None:
    endpoint = store._engine.folder.endpoint()  # type: ignore[attr-defined]
    os.kill(endpoint.engine, signal.SIGKILL)


def test_reads_are_repeated_when_the_engine_dies(embedded_store: GraphStore) -> None:
    embedded_store.write(CREATE, places(3))
    for _ in range(2):
        kill_engine(embedded_store)
        assert count(embedded_store) == 3


def test_reads_of_many_threads_are_repeated_when_the_engine_dies(embedded_store: GraphStore) -> None:
    embedded_store.write(CREATE, places(3))
    kill_engine(embedded_store)
    counts: list[object] = []
    threads = [threading.Thread(target=lambda: counts.append(count(embedded_store))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [3] * 6


def test_writing_starts_the_engine_again(embedded_store: GraphStore) -> None:
    kill_engine(embedded_store)
    assert embedded_store.write(CREATE, places(3)) == 3


def test_the_engine_dies_while_writing(embedded_store: GraphStore) -> None:
    def rows() -> Iterator[Mapping[str, object]]:
        yield from places(2000)
        kill_engine(embedded_store)
        yield from ({"id": f"q{n}", "properties": {}} for n in range(2000))

    with pytest.raises(StoreUnavailable) as broken:
        embedded_store.write(CREATE, rows())
    assert broken.value.next_step
    assert count(embedded_store) == 2000
    assert embedded_store.write(CREATE, [{"id": "after", "properties": {}}]) == 1


def test_an_ad_hoc_statement_uses_up_the_memory(embedded_store: GraphStore) -> None:
    embedded_store.write(CREATE, places(3))
    with pytest.raises(QueryError, match="bộ nhớ"):
        embedded_store.run_adhoc(USES_UP_MEMORY)
    assert count(embedded_store) == 3


def away(settings: Settings, **changes: object) -> Settings:
    return settings.model_copy(update={"neo4j_uri": "bolt://127.0.0.1:9", **changes})


def test_a_server_that_is_away_is_a_sentence(home: Path) -> None:
    with pytest.raises(StoreUnavailable) as unreachable:
        GraphStore.open(away(Settings(home=home)))
    assert "bolt://127.0.0.1:9" in unreachable.value.what
    assert status(away(Settings(home=home)))["running"] is False


@pytest.mark.parametrize("address", ["localhost:7687", "http://localhost:7474", "bolt://", "bolt://localhost:cong"])
def test_an_address_that_is_none_is_a_sentence(home: Path, address: str) -> None:
    with pytest.raises(StoreUnavailable):
        GraphStore.open(Settings(home=home, neo4j_uri=address))


@pytest.mark.neo4j
def test_a_wrong_password_is_a_sentence(neo4j_settings: Settings) -> None:
    with pytest.raises(StoreUnavailable, match="NEO4J_PASSWORD"):
        GraphStore.open(neo4j_settings.model_copy(update={"neo4j_password": "khong-dung"}))


@pytest.mark.neo4j
def test_a_database_that_is_not_there_is_a_sentence(neo4j_settings: Settings) -> None:
    with pytest.raises(StoreUnavailable, match="NEO4J_DATABASE"):
        GraphStore.open(neo4j_settings.model_copy(update={"neo4j_database": "khac"}))


@pytest.mark.neo4j
def test_an_old_server_is_refused(neo4j_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.OLDEST_NEO4J", (9999, 0))
    with pytest.raises(StoreUnavailable, match=r"5\.26"):
        GraphStore.open(neo4j_settings)


@pytest.mark.neo4j
def test_the_reader_account_of_neo4j_is_used_for_reading(neo4j_settings: Settings) -> None:
    wrong = neo4j_settings.model_copy(update={"neo4j_reader_username": "nguoi-doc", "neo4j_reader_password": "x"})
    with pytest.raises(StoreUnavailable, match="NEO4J_READER_USERNAME"):
        GraphStore.open(wrong)
    assert reader_account(wrong) == {"username": "nguoi-doc", "password": "x"}


@pytest.mark.neo4j
def test_other_nodes_of_the_server_are_not_ours_to_touch(neo4j_store: GraphStore) -> None:
    assert isinstance(neo4j_store, Neo4jStore)
    neo4j_store.set_fingerprint("x")
    assert neo4j_store.read("MATCH (n:HopTacStore) RETURN labels(n) AS l, n.id AS id ORDER BY id").rows == [
        (["HopTacStore"], "fingerprint"),
        (["HopTacStore"], "writer"),
    ]


def test_status_says_which_store_it_is(store: GraphStore, settings: Settings) -> None:
    assert status(settings) == {
        "engine": store.engine,
        "version": store.version,
        "uri": store.uri,
        "database": "neo4j",
        "running": True,
        "home": str(settings.home),
    }
