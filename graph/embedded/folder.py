"""The folder of one embedded engine: its accounts, its settings, and where it can be reached."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import secrets
import shutil
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

Account = Literal["root", "writer", "reader", "guest"]
ACCOUNTS: dict[Account, str] = {"root": "admin", "writer": "writer", "reader": "reader", "guest": "reader"}
DATABASE = "neo4j"
HASH_ROUNDS = 65536
CHANGE_RECORDS = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
STATEMENT_SECONDS = 120
LEAST_FREE_BYTES = 16_000_000

LOGGING = """\
handlers=java.util.logging.FileHandler
.level=WARNING
java.util.logging.FileHandler.pattern=log/engine.%g.log
java.util.logging.FileHandler.limit=2000000
java.util.logging.FileHandler.count=3
java.util.logging.FileHandler.formatter=com.arcadedb.log.LogFormatter
"""


@dataclass(frozen=True)
class Endpoint:
    """Where an engine listens, and the processes behind it.

    Attributes:
        port: Bolt port on 127.0.0.1.
        engine: process id of the engine.
        supervisor: process id of its supervisor.
    """

    port: int
    engine: int
    supervisor: int

    @property
    def uri(self) -> str:
        """Address for the driver."""
        return f"bolt://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class EngineFolder:
    """Paths below one folder, and the small files in it.

    Attributes:
        root: `HOPTAC_HOME/engine/<engine version>-<model hash>`, an absolute path.
    """

    root: Path

    @property
    def database(self) -> Path:
        """Files of the graph itself."""
        return self.root / "databases" / DATABASE

    @property
    def config(self) -> Path:
        """What the engine reads at its start."""
        return self.root / "config"

    @property
    def log(self) -> Path:
        """What the engine and the supervisor say."""
        return self.root / "log"

    @property
    def output(self) -> Path:
        """What the engine prints, from its last start."""
        return self.log / "engine.out"

    @property
    def fingerprint(self) -> Path:
        """What the graph was loaded from."""
        return self.root / "fingerprint"

    @property
    def start_lock(self) -> Path:
        """Held by whoever starts or stops the engine."""
        return self.root / "start.lock"

    @property
    def supervisor_lock(self) -> Path:
        """Held by the supervisor while the engine runs."""
        return self.root / "supervisor.lock"

    @property
    def writer_lock(self) -> Path:
        """Held by the process that writes."""
        return self.root / "writer.lock"

    @property
    def last_use(self) -> Path:
        """Touched on use."""
        return self.root / "last_use"

    @property
    def stop_request(self) -> Path:
        """Present when the supervisor is asked to end the engine."""
        return self.root / "stop"

    @property
    def _endpoint_file(self) -> Path:
        return self.root / "endpoint.json"

    @property
    def _passwords_file(self) -> Path:
        return self.config / "passwords.json"

    def endpoint(self) -> Endpoint | None:
        """Where the engine was last started; None where that is not known or cannot be read."""
        try:
            return Endpoint(**{name: int(value) for name, value in _read_json(self._endpoint_file).items()})
        except (OSError, ValueError, TypeError):
            return None

    def write_endpoint(self, endpoint: Endpoint) -> None:
        """Keep where the engine was started."""
        write_private(self._endpoint_file, json.dumps(asdict(endpoint)))

    def forget_endpoint(self) -> None:
        """Take the endpoint away before another start writes its own."""
        self._endpoint_file.unlink(missing_ok=True)

    def password(self, account: Account) -> str | None:
        """The generated password of an account; None where it is lost."""
        try:
            return str(_read_json(self._passwords_file)[account])
        except (OSError, ValueError, KeyError):
            return None

    def forget_passwords(self) -> None:
        """Have new accounts written at the next start."""
        self._passwords_file.unlink(missing_ok=True)

    def is_running(self) -> bool:
        """Whether a supervisor holds its lock: no process id is trusted."""
        if not self.supervisor_lock.exists():
            return False
        try:
            with private_lock(self.supervisor_lock, 0):
                return False
        except Timeout:
            return True

    def disk_is_full(self) -> bool:
        """Whether the engine has no room to work: its own messages do not always say so."""
        return shutil.disk_usage(self.root).free < LEAST_FREE_BYTES

    def touch(self) -> None:
        """Say that the engine is being used."""
        self.last_use.touch(mode=0o600)

    def prepare(self, jars: list[Path]) -> None:
        """Write what the engine reads at its start; accounts only once, or anew where a password is lost.

        Args:
            jars: the engine's class path, absolute paths.

        Raises:
            OSError: the folder cannot be written.
        """
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.root.chmod(0o700)
        for folder in (self.config, self.log):
            folder.mkdir(exist_ok=True, mode=0o700)
        if not self.database.exists():
            self.fingerprint.unlink(missing_ok=True)
        for events in self.log.glob("server-event-log-*"):
            events.unlink(missing_ok=True)
        self.stop_request.unlink(missing_ok=True)
        if not all(self.password(account) for account in ACCOUNTS):
            self._write_accounts()
        write_private(self.config / "server-groups.json", json.dumps(_groups()))
        write_private(self.config / "logging.properties", LOGGING)
        write_private(self.config / "classpath.jar", _class_path(jars))
        self.touch()

    def _write_accounts(self) -> None:
        passwords = {account: secrets.token_urlsafe(24) for account in ACCOUNTS}
        users = (
            {"name": account, "databases": {"*": [group]}, "password": _hashed(passwords[account])}
            for account, group in ACCOUNTS.items()
        )
        write_private(self.config / "server-users.jsonl", "".join(f"{json.dumps(user)}\n" for user in users))
        write_private(self._passwords_file, json.dumps(passwords))


def _read_json(file: Path) -> dict[str, str]:
    content = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError(f"{file} holds no object")  # noqa: TRY004
    return content


def private_lock(file: Path, seconds: float) -> FileLock:
    """A lock between processes.

    Args:
        file: its file, which only its owner can read.
        seconds: how long to wait for it.

    Returns:
        The lock; `with` it, or `Timeout` is raised.
    """
    return FileLock(file, timeout=seconds, mode=0o600)


def write_private(file: Path, content: str | bytes) -> None:
    """Write a file that only its owner can read.

    Args:
        file: its path.
        content: text, written as UTF-8, or bytes.

    Raises:
        OSError: it cannot be written.
    """
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(content.encode() if isinstance(content, str) else content)


def _hashed(password: str) -> str:
    """A password as the engine stores it."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), HASH_ROUNDS, 32)
    return f"PBKDF2WithHmacSHA256${HASH_ROUNDS}${salt}${base64.b64encode(digest).decode()}"


def _groups() -> dict[str, object]:
    """What each group of accounts may do."""

    def group(access: list[str], records: list[str]) -> dict[str, object]:
        return {
            "resultSetLimit": -1,
            "readTimeout": STATEMENT_SECONDS * 1000,
            "access": access,
            "types": {"*": {"access": records}},
        }

    groups = {
        "admin": group(["updateSecurity", "updateSchema", "updateDatabaseSettings"], CHANGE_RECORDS),
        "writer": group(["updateSchema"], CHANGE_RECORDS),
        "reader": group([], ["readRecord"]),
        "*": group([], []),
    }
    return {"version": 2, "databases": {"*": {"groups": groups}}}


def _class_path(jars: list[Path]) -> bytes:
    """A jar that names the jars: percent-encoded there, no letter of their paths is lost in a code page."""
    line = "Class-Path: " + " ".join(jar.as_uri() for jar in jars)
    folded = "\r\n ".join([line[:70], *(line[start : start + 69] for start in range(70, len(line), 69))])
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", f"Manifest-Version: 1.0\r\n{folded}\r\n")
    return content.getvalue()
