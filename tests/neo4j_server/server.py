"""A real Neo4j for the tests: the server of NEO4J_TEST_URI, or one run from Maven artifacts."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from filelock import FileLock
from neo4j import GraphDatabase

HERE = Path(__file__).parent
DEFAULT_VERSION = "5.26.28"
JAVA_FOLDERS = ("/usr/lib/jvm/*", "/opt/java/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home")
FETCH_SECONDS = 900


class NoServerError(Exception):
    """No Neo4j can be had here; the text says why."""


@dataclass(frozen=True)
class Neo4jServer:
    """Where it listens, and its account."""

    uri: str
    username: str
    password: str
    database: str = "neo4j"


@contextmanager
def neo4j_server(folder: Path) -> Iterator[Neo4jServer]:
    """The server to test with.

    Args:
        folder: an empty folder for its data.

    Yields:
        The server, ready.

    Raises:
        NoServerError: none is named, and none can be run here.
    """
    if uri := os.environ.get("NEO4J_TEST_URI"):
        yield Neo4jServer(
            uri, os.environ.get("NEO4J_TEST_USERNAME", "neo4j"), os.environ.get("NEO4J_TEST_PASSWORD", "")
        )
        return
    version = os.environ.get("NEO4J_TEST_VERSION", DEFAULT_VERSION)
    java, libraries = find_java(version), fetch(version)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = [str(java), "-Xmx1g", "-cp", str(libraries / "*"), str(HERE / "Neo4jForTests.java"), str(folder), str(port)]
    with (
        (folder / "server.out").open("wb") as errors,
        subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        assert process.stdout
        try:
            if not any(line.strip() == "ready" for line in process.stdout):
                raise NoServerError(f"Neo4j {version} did not start: {(folder / 'server.out').read_text()[-500:]}")
            yield with_new_password(Neo4jServer(f"bolt://127.0.0.1:{port}", "neo4j", "neo4j"))
        finally:
            process.kill()  # its data are nobody's: a clean end takes 10 s


def with_new_password(server: Neo4jServer) -> Neo4jServer:
    """Change the password every new server begins with; until then it answers nothing."""
    password = secrets.token_urlsafe(16)
    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM $old TO $new",
            old=server.password,
            new=password,
            database_="system",
        )
    return Neo4jServer(server.uri, server.username, password)


def fetch(version: str) -> Path:
    """The server's libraries, kept outside the checkout.

    Raises:
        NoServerError: Maven is missing, or cannot get them.
    """
    folder = platformdirs.user_cache_path("hoptac-tests", appauthor=False) / f"neo4j-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "complete"
    with FileLock(folder / "lock"):
        if whole.exists():
            return folder / "lib"
        maven = shutil.which("mvn")
        if not maven:
            raise NoServerError("Maven (mvn) is not installed")
        words = [maven, "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
        words += [f"-DoutputDirectory={folder / 'lib'}", f"-Dneo4j.version={version}"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False)
        if done.returncode:
            raise NoServerError(f"Maven cannot get Neo4j {version}: {(done.stdout + done.stderr).strip()[:500]}")
        whole.touch()
    return folder / "lib"


def find_java(version: str) -> Path:
    """A Java that this server runs on: 17 or 21 for Neo4j 5, 21 or newer since.

    Raises:
        NoServerError: none is installed.
    """
    suits = (lambda java: java in (17, 21)) if version.startswith("5.") else (lambda java: java >= 21)
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += sorted(home for pattern in JAVA_FOLDERS for home in Path("/").glob(pattern.removeprefix("/")))
    on_path = shutil.which("java")
    name = "java.exe" if sys.platform == "win32" else "java"
    candidates = [*([Path(on_path)] if on_path else []), *(home / "bin" / name for home in homes)]
    for java in candidates:
        if java.exists() and suits(java_version(java)):
            return java
    raise NoServerError(f"no Java that Neo4j {version} runs on is installed")


def java_version(java: Path) -> int:
    """Major version of a Java with a compiler (the launcher is a source file), else 0."""
    shown = subprocess.run([str(java), "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', shown)
    has_compiler = (java.resolve().parent / ("javac.exe" if sys.platform == "win32" else "javac")).exists()
    return int(found[1]) if found and has_compiler else 0
