"""Settings: environment variables first, then `HOPTAC_HOME/settings.toml`."""

from __future__ import annotations

import difflib
import json
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph.errors import SettingsError

CHECKOUT = Path(__file__).resolve().parent.parent
VARIABLES = ("HOPTAC_HOME", "HOPTAC_DATA", "HOPTAC_LANG", "HOPTAC_TODAY", "HOPTAC_LOG", "HOPTAC_TEST_REQUIRE")


class Limits(BaseModel):
    """Limits of ad-hoc queries.

    Attributes:
        rows: rows returned at most.
        seconds: running time at most, in seconds.
        megabytes: size of the answer at most.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    rows: Annotated[int, Field(gt=0)] = 1000
    seconds: Annotated[float, Field(gt=0)] = 20.0
    megabytes: Annotated[float, Field(gt=0)] = 10.0


class Settings(BaseModel):
    """Everything a person can set; read once per process.

    Attributes:
        home: folder of everything that belongs to this user.
        data: the data folder that ships with the program.
        lang: language of the interface.
        today: fixed "today" for tests and rehearsals, else None.
        log: log level.
        neo4j_uri: Bolt address of a Neo4j server; set, it wins over the embedded engine.
        office: id of the place whose office this is.
        organisation: name printed on briefings.
        logo: image file printed on briefings.
        base_url: address under which others open this app.
        heap: memory of the embedded engine, as Java writes it.
        folders: further data folders, in the order listed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    home: Path
    data: Path = CHECKOUT / "data"
    lang: Literal["vi", "en"] = "vi"
    today: str | None = Field(default=None, pattern=r"^\d{4}-\d\d-\d\d$")
    log: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    neo4j_uri: str | None = None
    neo4j_username: str = "neo4j"
    neo4j_password: str = ""
    neo4j_database: str = "neo4j"
    neo4j_reader_username: str | None = None
    neo4j_reader_password: str = ""
    office: str = ""
    organisation: str = ""
    logo: str = ""
    base_url: str = ""
    heap: str = Field(default="512m", pattern=r"^\d+[mg]$")
    limits: Limits = Limits()
    folders: tuple[Path, ...] = ()

    @property
    def settings_file(self) -> Path:
        """Where the settings of this user are kept."""
        return self.home / "settings.toml"

    @property
    def user_data(self) -> Path:
        """Where forms, accepted workbooks and accepted proposals write."""
        return self.home / "data"

    @property
    def log_folder(self) -> Path:
        """Where logs are kept."""
        return self.home / "log"


def read_settings(environ: dict[str, str] | None = None) -> Settings:
    """Read the environment and the settings file.

    Args:
        environ: environment variables; default those of the process.

    Returns:
        The settings.

    Raises:
        SettingsError: an unknown `HOPTAC_*` variable, an unreadable file, or a value that is not allowed.
    """
    environ = dict(os.environ) if environ is None else environ
    for name in sorted(environ):
        if name.startswith("HOPTAC_") and name not in VARIABLES:
            near = difflib.get_close_matches(name, VARIABLES, 1)
            raise SettingsError(
                f"Biến môi trường {name} không được biết đến.",
                f"Có phải là {near[0]}?" if near else f"Các biến hợp lệ: {', '.join(VARIABLES)}.",
            )
    home = Path(environ.get("HOPTAC_HOME") or platformdirs.user_data_path("hoptac", appauthor=False)).absolute()
    values: dict[str, Any] = {**_file_values(home / "settings.toml"), "home": home}
    for name in ("HOPTAC_DATA", "HOPTAC_LANG", "HOPTAC_TODAY", "HOPTAC_LOG"):
        if environ.get(name):
            values[name.removeprefix("HOPTAC_").lower()] = environ[name]
    for field in Settings.model_fields:
        if field.startswith("neo4j_") and environ.get(field.upper()):
            values[field] = environ[field.upper()]
    values["data"] = Path(values.get("data", CHECKOUT / "data")).absolute()
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise SettingsError(f"Cài đặt {where} không hợp lệ: {first['msg']}.", "Sửa lại rồi chạy lại.") from error


def _file_values(file: Path) -> dict[str, Any]:
    """What the settings file says; nothing where there is none."""
    if not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"Không đọc được {file}: {error}.", "Sửa tệp hoặc xóa đi để dùng mặc định.") from error


@cache
def get_settings() -> Settings:
    """The settings of this process; read once (`get_settings.cache_clear()` reads them anew)."""
    return read_settings()


def save_folders(home: Path, folders: tuple[Path, ...]) -> None:
    """Keep the list of further data folders in the settings file; what else it says stays.

    Args:
        home: the user's folder.
        folders: the folders in order.
    """
    save_values(home, {"folders": [str(folder) for folder in folders]})


def save_values(home: Path, values: dict[str, Any]) -> None:
    """Change values of the settings file, whole or not at all.

    Args:
        home: the user's folder.
        values: setting -> text, number, list of texts, or a table of these.
    """
    kept = _file_values(home / "settings.toml") | values
    plain = {name: value for name, value in kept.items() if not isinstance(value, dict)}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in plain.items()]
    for name, table in kept.items():
        if isinstance(table, dict):
            lines += ["", f"[{name}]", *(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in table.items())]
    home.mkdir(parents=True, exist_ok=True)
    part = home / ".settings.toml.part"
    part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    part.replace(home / "settings.toml")
