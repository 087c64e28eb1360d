"""How the engine's Java is called: the wheel's own runtime, relative paths and a UTF-8 locale only."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from graph.embedded.folder import DATABASE, STATEMENT_SECONDS, EngineFolder

PACKAGE = "arcadedb-embedded"
UNUSED_JARS = re.compile(r"arcadedb-(mcp|graphql|redisw|postgresw|console)-")
FOREIGN_JAVA = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH")
APART = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


def engine_version() -> str | None:
    """Version of the installed engine; None where it is not installed."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return None


def jars() -> list[Path]:
    """The engine's class path, without the protocols nobody speaks here."""
    return [jar for jar in sorted((_package() / "jars").glob("*.jar")) if not UNUSED_JARS.match(jar.name)]


def command(heap: str, port: int) -> list[str]:
    """The command that runs the engine in its folder (why each flag: docs/decisions.md).

    Args:
        heap: memory of the engine, as Java writes it (`512m`).
        port: Bolt port on 127.0.0.1.

    Returns:
        The words of the command; every path of the engine's own is relative to its folder.
    """
    settings = {
        "file.encoding": "UTF8",
        "java.awt.headless": "true",
        "java.util.logging.config.file": "config/logging.properties",
        "arcadedb.server.rootPath": ".",
        "arcadedb.server.logsDirectory": "log",
        "arcadedb.server.httpIncomingHost": "127.0.0.1",
        "arcadedb.server.httpIncomingPort": "0",
        "arcadedb.server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "arcadedb.server.defaultDatabases": f"{DATABASE}[]",
        "arcadedb.bolt.host": "127.0.0.1",
        "arcadedb.bolt.port": str(port),
        "arcadedb.bolt.defaultDatabase": DATABASE,
        "arcadedb.command.timeout": str(STATEMENT_SECONDS * 1000),
        "arcadedb.queryMaxConcurrent": "12",
        "arcadedb.txWalFlush": "2",
        "arcadedb.opencypher.loadCsv.allowFileUrls": "false",
        "arcadedb.opencypher.loadCsv.allowRemoteUrls": "false",
    }
    return [
        _java(),
        f"-Xmx{heap}",
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:ErrorFile=log/hs_err_%p.log",
        "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        *(f"-D{name}={value}" for name, value in settings.items()),
        "-cp",
        "config/classpath.jar",
        "com.arcadedb.server.ArcadeDBServer",
    ]


def run(folder: EngineFolder, heap: str, port: int) -> subprocess.Popen[bytes]:
    """Run the engine in its folder.

    Args:
        folder: a prepared folder.
        heap: memory of the engine, as Java writes it.
        port: Bolt port on 127.0.0.1.

    Returns:
        The process.

    Raises:
        OSError: the runtime cannot be run, or the folder cannot be written.
    """
    environ = {name: value for name, value in os.environ.items() if name not in FOREIGN_JAVA}
    with folder.output.open("wb") as output:
        return subprocess.Popen(
            command(heap, port),
            cwd=folder.root,
            env={**environ, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            umask=0o077,
            creationflags=APART,
        )


def _package() -> Path:
    """Folder of the wheel, found without importing it."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        raise FileNotFoundError(PACKAGE)
    return Path(spec.origin).parent


def _java() -> str:
    """The runtime; on Windows by its short name where the path has letters that its launcher may not read."""
    java = str(_package() / "jre" / "bin" / ("java.exe" if os.name == "nt" else "java"))
    if sys.platform == "win32" and not java.isascii():
        import ctypes

        short = ctypes.create_unicode_buffer(32768)
        if ctypes.windll.kernel32.GetShortPathNameW(java, short, len(short)):
            return short.value
    return java
