"""A backup and the way back: everything that belongs to the user, and the graph it makes."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import LoadRefused
from graph.settings import Settings, read_settings, save_folders, save_values
from loaders.backup import restore_backup, write_backup
from loaders.load import load, read_ledger
from tests.loaders.conftest import Home
from tests.loaders.memory import MemoryStore
from tests.loaders.test_load import NOTICE, PLAN


def settings_of(home: Path, data: Path) -> Settings:
    return read_settings({"HOPTAC_HOME": str(home), "HOPTAC_DATA": str(data)})


@pytest.fixture
def lived_in(loaded: Home, tmp_path: Path) -> Settings:
    """A home with rows of its own, a listed folder, a slip, settings, a view and a proposal."""
    further = tmp_path / "thư mục thêm"
    (loaded.data / NOTICE).rename(loaded.root / "aside")
    (further / "documents").mkdir(parents=True)
    (loaded.root / "aside").rename(further / NOTICE)
    home = loaded.settings.home
    save_values(home, {"office": "mk.da", "organisation": "Sở Ngoại vụ Đá Bạc"})
    save_folders(home, (further,))
    row = "id,name,kind,part_of,source\nmk.x,Xa,province,mk,mk.so-tay\n"
    loaded.write("registry/places.csv", row, loaded.settings.user_data)
    (home / "views").mkdir()
    (home / "views" / "mạng.json").write_text("{}", encoding="utf-8")
    (home / "proposals").mkdir()
    (home / "proposals" / "một.json").write_text("[]", encoding="utf-8")
    settings = settings_of(home, loaded.data)
    assert load(settings, loaded.store.as_store()).issues == []
    text = (further / NOTICE / "events.csv").read_text(encoding="utf-8")
    (further / NOTICE / "events.csv").write_text(text.replace("held", "đang họp"), encoding="utf-8")
    loaded.write("registry/places.csv", row.replace("province", "tỉnh lẻ"), loaded.settings.user_data)
    assert load(settings, loaded.store.as_store()).kept
    return settings


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_backup_restored_on_another_machine_makes_the_same_graph(
    lived_in: Settings, loaded: Home, tmp_path: Path
) -> None:
    count = write_backup(lived_in, tmp_path / "sao-luu.zip")
    with zipfile.ZipFile(tmp_path / "sao-luu.zip") as archive:
        assert len(archive.namelist()) == count
    shutil.rmtree(lived_in.folders[0])
    other = settings_of(tmp_path / "máy khác", loaded.data)
    restore_backup(other, tmp_path / "sao-luu.zip")
    restored = settings_of(other.home, loaded.data)
    assert (restored.office, restored.organisation) == ("mk.da", "Sở Ngoại vụ Đá Bạc")
    assert restored.folders[0].is_relative_to(other.home)
    for name in ("data", "views", "proposals", "ledger"):
        assert files(other.home / name) == files(lived_in.home / name), name
    assert len(read_ledger(other.home)) == len(read_ledger(lived_in.home))
    store = MemoryStore()
    result = load(restored, store.as_store())
    assert len(result.issues) == 2
    assert (store.nodes, store.relationships) == (loaded.store.nodes, loaded.store.relationships)


def test_a_restore_replaces_what_was_there(lived_in: Settings, loaded: Home, tmp_path: Path) -> None:
    before = files(lived_in.user_data)
    write_backup(lived_in, tmp_path / "sao-luu.zip")
    shutil.copytree(loaded.data / PLAN, lived_in.user_data / PLAN)
    (lived_in.user_data / "registry" / "places.csv").unlink()
    save_values(lived_in.home, {"office": "mk.vu"})
    restore_backup(lived_in, tmp_path / "sao-luu.zip")
    assert files(lived_in.user_data) == before
    assert settings_of(lived_in.home, loaded.data).office == "mk.da"
    assert settings_of(lived_in.home, loaded.data).folders == lived_in.folders


def _foreign(name: str) -> Callable[[Path], None]:
    def write(file: Path) -> None:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("settings.toml", "")
            archive.writestr(name, "x")

    return write


def _cut(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("data/registry/places.csv", "id\n" * 1000)
    file.write_bytes(file.read_bytes()[:-80])


def _damaged(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("data/registry/places.csv", "id\n" * 1000)
    content = bytearray(file.read_bytes())
    content[60] ^= 255
    file.write_bytes(content)


NO_BACKUPS: dict[str, Callable[[Path], object]] = {
    "no zip": lambda file: file.write_bytes(b"PK nothing"),
    "cut": _cut,
    "damaged": _damaged,
    "empty": lambda file: zipfile.ZipFile(file, "w").close(),
    "outside": _foreign("../outside.csv"),
    "outside below": _foreign("data/../../outside.csv"),
    "absolute": _foreign("/etc/outside"),
    "windows": _foreign("data\\..\\outside"),
    "another program": _foreign("word/document.xml"),
}


@pytest.mark.parametrize("name", NO_BACKUPS)
def test_what_is_no_backup_changes_nothing(lived_in: Settings, tmp_path: Path, name: str) -> None:
    NO_BACKUPS[name](tmp_path / "la.zip")
    before = files(lived_in.home)
    with pytest.raises(LoadRefused, match=r"la\.zip"):
        restore_backup(lived_in, tmp_path / "la.zip")
    assert files(lived_in.home) == before


def test_a_backup_that_cannot_be_written_leaves_the_old_one(lived_in: Settings, tmp_path: Path) -> None:
    write_backup(lived_in, tmp_path / "sao-luu.zip")
    before = (tmp_path / "sao-luu.zip").read_bytes()
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LoadRefused):
        write_backup(lived_in, tmp_path / "file" / "sao-luu.zip")
    (lived_in.user_data / "registry" / "places.csv").unlink()
    (lived_in.user_data / "registry" / "places.csv").symlink_to(tmp_path / "gone")
    (tmp_path / ".sao-luu.zip.part").mkdir()
    with pytest.raises(LoadRefused):
        write_backup(lived_in, tmp_path / "sao-luu.zip")
    assert (tmp_path / "sao-luu.zip").read_bytes() == before
