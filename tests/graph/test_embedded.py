"""The embedded engine: started, shared, killed, found again, ended; nothing is lost and every failure is a sentence."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.embedded import EmbeddedEngine, Endpoint, EngineFolder, java
from graph.embedded.supervisor import LOOK_SECONDS
from graph.errors import StoreError, StoreUnavailable
from graph.settings import Settings
from graph.store import EmbeddedStore, GraphStore, embedded_engine, ping, reader_account, status

CREATE = "UNWIND $rows AS row CREATE (n:Entity:Place {id: row.id}) SET n += row.properties"
COUNT = "MATCH (n:Place) RETURN count(n) AS n"
ATTACH = (
    "import sys; from graph.settings import Settings; from graph.store import GraphStore\n"
    "store = GraphStore.open(Settings.model_validate_json(sys.argv[1]))\n"
    f"print(store.uri, store.read({COUNT!r}).rows[0][0])"
)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def home_in(folder: Path) -> Settings:
    """A home whose path has spaces and Vietnamese letters."""
    return Settings(home=folder / "Thư mục có dấu cách" / "Hợp Tác", heap="256m")


@pytest.fixture
def new_settings(tmp_path: Path) -> Settings:
    """A home that was never used."""
    return home_in(tmp_path)


@pytest.fixture
def new_engine(new_settings: Settings) -> Iterator[EmbeddedEngine]:
    """An engine that was never started."""
    engine = embedded_engine(new_settings)
    yield engine
    engine.stop()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The home that most tests share: whatever they break, its one place must be there for the next."""
    settings = home_in(tmp_path_factory.mktemp("shared"))
    with GraphStore.open(settings, role="writer") as store:
        store.write(CREATE, [{"id": "p0", "properties": {"name": "Bắc Giang"}}])
    yield settings
    embedded_engine(settings).stop()


@pytest.fixture
def engine(settings: Settings) -> EmbeddedEngine:
    """A running engine with one place in it."""
    engine = embedded_engine(settings)
    engine.start()
    return engine


def count(settings: Settings) -> object:
    with GraphStore.open(settings) as store:
        return store.read(COUNT).rows[0][0]


def endpoint_of(engine: EmbeddedEngine) -> Endpoint:
    endpoint = engine.folder.endpoint()
    assert endpoint
    return endpoint


def attach(settings: Settings, **environ: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ATTACH, settings.model_dump_json()],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environ},
    )


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return held


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


# ------------------------------------------------------------------------------------------------ start and stop


def test_the_first_start_makes_an_engine_that_only_its_owner_can_read(engine: EmbeddedEngine) -> None:
    assert engine.running()
    paths = [engine.folder.root, *engine.folder.root.rglob("*")]
    open_to_others = [path.name for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert os.name == "nt" or open_to_others == []
    config = engine.folder.config.rglob("*")
    said = "".join(file.read_text(errors="replace") for file in config if file.name != "passwords.json")
    assert engine.password("writer") not in said


@on_linux
def test_the_engine_listens_on_this_machine_only(engine: EmbeddedEngine) -> None:
    pid = endpoint_of(engine).engine
    sockets = {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    listening = [
        fields[1]
        for table in ("tcp", "tcp6")
        for fields in map(str.split, Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:])
        if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets
    ]
    assert len(listening) == 2
    loopback = ("0100007F:", "0000000000000000FFFF00000100007F:", "00000000000000000000000001000000:")
    assert all(address.startswith(loopback) for address in listening)


@on_linux
def test_no_password_stands_on_a_command_line(engine: EmbeddedEngine) -> None:
    endpoint = endpoint_of(engine)
    for pid in (endpoint.engine, endpoint.supervisor):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
        assert not any(engine.password(account) in words for account in ("root", "writer", "reader", "guest"))


def test_accounts_may_do_what_their_names_say(engine: EmbeddedEngine) -> None:
    uri = endpoint_of(engine).uri
    assert ping(uri, "guest", engine.password("guest")) == "ready"
    assert ping(uri, "guest", engine.password("reader")) == "refused"
    assert ping("bolt://127.0.0.1:9", "guest", "x") == "silent"


def test_stop_ends_it_and_its_data_are_there_again(engine: EmbeddedEngine, settings: Settings) -> None:
    before = endpoint_of(engine)
    assert engine.stop() is True
    assert gone(before.engine)
    assert (engine.running(), engine.stop()) == (False, False)
    assert count(settings) == 1
    assert endpoint_of(engine).port == before.port


def test_stopping_what_never_ran_is_nothing(new_settings: Settings) -> None:
    assert embedded_engine(new_settings).stop() is False
    assert not new_settings.home.exists()


def test_status_starts_nothing(new_engine: EmbeddedEngine, new_settings: Settings) -> None:
    asked = status(new_settings)
    assert (asked["engine"], asked["running"], asked["uri"]) == ("embedded", False, None)
    assert not new_engine.folder.root.exists()
    with pytest.raises(StoreUnavailable, match="hoptac db start"):
        reader_account(new_settings)
    new_engine.start()
    assert status(new_settings)["uri"] == endpoint_of(new_engine).uri
    assert reader_account(new_settings) == {"username": "guest", "password": new_engine.password("guest")}


def unused_for(engine: EmbeddedEngine, minutes: float) -> None:
    then = time.time() - minutes * 60
    os.utime(engine.folder.last_use, (then, then))


def test_an_engine_ends_after_a_quarter_of_an_hour_without_use(engine: EmbeddedEngine) -> None:
    endpoint = endpoint_of(engine)
    unused_for(engine, 14)
    time.sleep(3 * LOOK_SECONDS)
    assert engine.running()
    unused_for(engine, 16)
    assert wait_until(lambda: not engine.running())
    assert gone(endpoint.engine)


def test_reading_counts_as_use(engine: EmbeddedEngine, settings: Settings) -> None:
    unused_for(engine, 14)
    assert count(settings) == 1
    assert time.time() - engine.folder.last_use.stat().st_mtime < 60


def test_reading_wakes_an_engine_that_was_ended(engine: EmbeddedEngine, settings: Settings) -> None:
    with GraphStore.open(settings) as store:
        engine.stop()
        assert store.read(COUNT).rows == [(1,)]


def test_an_engine_whose_folder_is_taken_away_ends(engine: EmbeddedEngine) -> None:
    endpoint = engine.start()
    engine.folder.last_use.unlink()
    assert wait_until(lambda: gone(endpoint.engine))


# ------------------------------------------------------------------------------------------------ many processes


def test_a_second_process_uses_the_same_engine(engine: EmbeddedEngine, settings: Settings) -> None:
    with attach(settings) as second:
        assert second.communicate()[0].split() == [endpoint_of(engine).uri, "1"]


def test_processes_that_start_at_the_same_moment_share_one_engine(
    new_engine: EmbeddedEngine, new_settings: Settings
) -> None:
    processes = [attach(new_settings) for _ in range(3)]
    answers = {process.communicate()[0].strip() for process in processes}
    assert answers == {f"{endpoint_of(new_engine).uri} 0"}


def test_the_engine_outlives_the_process_that_started_it(engine: EmbeddedEngine, settings: Settings) -> None:
    engine.stop()
    with attach(settings) as first:
        uri = first.communicate()[0].split()[0]
    assert engine.running()
    assert engine.start().uri == uri


def test_it_starts_under_any_locale(engine: EmbeddedEngine, settings: Settings) -> None:
    engine.stop()
    for _ in range(2):
        with attach(settings, LC_ALL="C", LANG="C", JAVA_TOOL_OPTIONS="-Dfile.encoding=US-ASCII") as process:
            assert process.communicate()[0].split() == [endpoint_of(engine).uri, "1"]
        os.kill(endpoint_of(engine).engine, signal.SIGKILL)
        assert wait_until(lambda: not engine.running())


# ------------------------------------------------------------------------------------------------ killed and broken


def test_killed_twice_in_a_row_it_comes_back_with_its_data(engine: EmbeddedEngine, settings: Settings) -> None:
    port = endpoint_of(engine).port
    for _ in range(2):
        os.kill(endpoint_of(engine).engine, signal.SIGKILL)
        assert wait_until(lambda: not engine.running())
        assert count(settings) == 1
        assert endpoint_of(engine).port == port


def test_killed_while_it_starts_it_comes_back(engine: EmbeddedEngine, settings: Settings) -> None:
    engine.stop()
    for _ in range(2):
        with attach(settings) as client:
            assert wait_until(lambda: engine.running() and engine.folder.endpoint() is not None)
            os.kill(endpoint_of(engine).engine, signal.SIGKILL)
            client.kill()
        assert wait_until(lambda: not engine.running())
    assert count(settings) == 1


def test_a_client_that_is_killed_leaves_the_engine_to_the_others(engine: EmbeddedEngine, settings: Settings) -> None:
    code = f"{ATTACH}\nsys.stdout.flush(); sys.stdin.read()"
    words = [sys.executable, "-c", code, settings.model_dump_json()]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as client:
        assert client.stdout
        assert client.stdout.readline()
        client.kill()
    assert engine.running()
    assert count(settings) == 1


def test_an_engine_without_its_supervisor_is_replaced(engine: EmbeddedEngine, settings: Settings) -> None:
    before = endpoint_of(engine)
    os.kill(before.supervisor, signal.SIGKILL)
    assert wait_until(lambda: not engine.running())
    assert count(settings) == 1
    assert wait_until(lambda: gone(before.engine))
    assert engine.running()


def test_an_engine_without_its_supervisor_is_stopped(engine: EmbeddedEngine) -> None:
    before = endpoint_of(engine)
    os.kill(before.supervisor, signal.SIGKILL)
    assert wait_until(lambda: not engine.running())
    assert engine.stop() is True
    assert wait_until(lambda: gone(before.engine))


def test_a_supervisor_that_is_told_to_end_ends_its_engine(engine: EmbeddedEngine) -> None:
    endpoint = endpoint_of(engine)
    os.kill(endpoint.supervisor, signal.SIGTERM)
    assert wait_until(lambda: gone(endpoint.engine) and not engine.running())


def test_a_port_taken_by_another_program_is_left_to_it(engine: EmbeddedEngine, settings: Settings) -> None:
    port = endpoint_of(engine).port
    engine.stop()
    serve = "import socket, sys; s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); print('on', flush=True)"
    words = [sys.executable, "-c", f"{serve}; sys.stdin.read()", str(port)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline()
        assert count(settings) == 1
        assert endpoint_of(engine).port != port
        other.kill()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"port": "x"}', '{"port": 1}', "null"])
def test_an_unreadable_endpoint_is_no_endpoint(tmp_path: Path, content: str) -> None:
    (tmp_path / "endpoint.json").write_text(content)
    assert EngineFolder(tmp_path).endpoint() is None


@pytest.mark.parametrize("running", [True, False])
def test_a_corrupt_endpoint_is_written_anew(engine: EmbeddedEngine, settings: Settings, running: bool) -> None:
    if not running:
        engine.stop()
    (engine.folder.root / "endpoint.json").write_text('{"port": ')
    assert count(settings) == 1
    assert engine.running()


def test_a_process_that_only_has_the_number_of_a_dead_engine_is_left_alone(
    engine: EmbeddedEngine, settings: Settings
) -> None:
    engine.stop()
    with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE) as innocent:
        stale = Endpoint(port=endpoint_of(engine).port, engine=innocent.pid, supervisor=innocent.pid)
        engine.folder.write_endpoint(stale)
        assert engine.running() is False
        assert count(settings) == 1
        engine.stop()
        assert innocent.poll() is None
        innocent.kill()


@pytest.mark.parametrize("running", [True, False])
def test_lost_passwords_are_made_anew(engine: EmbeddedEngine, settings: Settings, running: bool) -> None:
    if not running:
        engine.stop()
    (engine.folder.config / "passwords.json").unlink()
    assert count(settings) == 1


def test_passwords_the_engine_does_not_know_are_made_anew(engine: EmbeddedEngine, settings: Settings) -> None:
    wrong = dict.fromkeys(("root", "writer", "reader", "guest"), "not the password")
    (engine.folder.config / "passwords.json").write_text(json.dumps(wrong))
    assert count(settings) == 1
    engine.stop()
    (engine.folder.config / "passwords.json").write_text(json.dumps(wrong))
    assert count(settings) == 1


# ------------------------------------------------------------------------------------------------ folders


def test_another_shape_of_the_graph_is_another_folder(engine: EmbeddedEngine, settings: Settings) -> None:
    other = embedded_engine(settings, "abc12345")
    assert other.folder.root.name == f"{engine.version}-abc12345"
    assert other.folder.root.parent == engine.folder.root.parent == settings.home / "engine"
    assert other.running() is False


def test_engines_unused_for_a_month_are_taken_away(new_engine: EmbeddedEngine) -> None:
    month_ago = time.time() - 31 * 24 * 3600
    for name, used in (("1.0-old", month_ago), ("1.0-new", time.time()), ("1.0-foreign", None)):
        folder = EngineFolder(new_engine.folder.root.parent / name)
        folder.root.mkdir(parents=True)
        if used:
            folder.touch()
            os.utime(folder.last_use, (used, used))
    new_engine.start()
    assert {path.name for path in new_engine.folder.root.parent.iterdir()} == {
        "1.0-new",
        "1.0-foreign",
        new_engine.folder.root.name,
    }


def test_a_fingerprint_does_not_outlive_its_database(new_engine: EmbeddedEngine, new_settings: Settings) -> None:
    with GraphStore.open(new_settings, role="writer") as store:
        store.set_fingerprint("x")
        assert store.fingerprint() == "x"
        new_engine.stop()
        shutil.rmtree(new_engine.folder.database)
        assert store.read(COUNT).rows == [(0,)]
        assert store.fingerprint() is None


# ------------------------------------------------------------------------------------------------ what cannot be helped


def test_an_engine_that_is_not_installed_is_a_sentence(new_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(java, "PACKAGE", "no-such-package")
    with pytest.raises(StoreUnavailable) as missing:
        GraphStore.open(new_settings)
    assert "no-such-package" in missing.value.what
    assert "NEO4J_URI" in missing.value.next_step


def test_a_home_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(StoreUnavailable, match="HOPTAC_HOME"):
        GraphStore.open(Settings(home=tmp_path / "home"))


def test_too_little_memory_is_a_sentence(new_settings: Settings) -> None:
    greedy = new_settings.model_copy(update={"heap": "90000000g"})
    with pytest.raises(StoreUnavailable, match="bộ nhớ"):
        GraphStore.open(greedy)


def test_a_broken_database_is_a_sentence_that_says_what_to_delete(
    new_engine: EmbeddedEngine, new_settings: Settings
) -> None:
    new_engine.start()
    new_engine.stop()
    for file in new_engine.folder.database.iterdir():
        file.write_bytes(b"\0" * 100)
    with pytest.raises(StoreUnavailable) as broken:
        count(new_settings)
    folder = new_engine.folder.root
    assert str(folder) in broken.value.next_step
    shutil.rmtree(folder)
    assert count(new_settings) == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 60 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", str(disk)]
    if sys.platform != "linux" or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Fill a disk but for some bytes."""
    free = os.statvfs(disk)
    filler = disk / "filler"
    with filler.open("wb") as file:
        for _ in range(max(0, free.f_bavail * free.f_frsize - leave) // 65536):
            file.write(b"\0" * 65536)
    return filler


def test_a_full_disk_at_the_start_is_a_sentence(small_disk: Path) -> None:
    fill(small_disk, 0)
    with pytest.raises(StoreUnavailable, match="Đĩa đã đầy"):
        GraphStore.open(Settings(home=small_disk))


def test_a_full_disk_while_writing_is_a_sentence_and_loses_nothing(small_disk: Path) -> None:
    settings = Settings(home=small_disk, heap="256m")
    engine = embedded_engine(settings)
    with GraphStore.open(settings, role="writer") as store:
        assert isinstance(store, EmbeddedStore)
        written = store.write(CREATE, ({"id": f"a{n}", "properties": {"name": "x"}} for n in range(2000)))
        filler = fill(small_disk, 2_000_000)
        rows = ({"id": f"b{n}", "properties": {"name": "x" * 2000}} for n in range(20_000))
        told: list[int] = []
        with pytest.raises((StoreError, StoreUnavailable), match="Đĩa đã đầy"):
            store.write(CREATE, rows, progress=told.append)
        filler.unlink()
        assert store.read(COUNT).rows == [(written + sum(told),)]
        assert store.write(CREATE, [{"id": "after", "properties": {}}]) == 1
    engine.stop()
