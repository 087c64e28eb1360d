"""Backup of everything that belongs to the user, and the way back."""

from __future__ import annotations

import os
import shutil
import zipfile
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from graph.errors import LoadRefused
from graph.settings import Settings, read_settings, save_folders
from graph.texts import t
from loaders.lastgood import LastGood
from loaders.tables import scan_folder

FOLDERS = ("data", "last-good", "ledger", "views", "proposals")
FILES = ("settings.toml",)
LISTED = "listed"


def write_backup(settings: Settings, file: Path) -> int:
    """Write the user's data folders, last faultless tables, settings, views, proposals and ledger into a zip.

    The listed folders that are neither shipped nor the user's own are in it too, below `listed/<number>/`, with their
    paths in the settings.

    Args:
        settings: where everything is.
        file: the zip; written whole or not at all.

    Returns:
        How many files it holds.

    Raises:
        LoadRefused: it cannot be written.
    """
    part = file.with_name(f".{file.name}.part")
    count = 0
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in FILES:
                if (settings.home / name).is_file():
                    archive.write(settings.home / name, name)
                    count += 1
            for name in FOLDERS:
                count += _add(archive, settings.home / name, name)
            for number, folder in enumerate(settings.folders):
                count += _add(archive, folder, f"{LISTED}/{number}")
        part.replace(file)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise LoadRefused(
            t("backup.not_written", file=file, reason=error.strerror or error), t("backup.elsewhere")
        ) from error
    return count


def _add(archive: zipfile.ZipFile, folder: Path, name: str) -> int:
    files = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
    for found in files:
        archive.write(found, f"{name}/{found.relative_to(folder).as_posix()}")
    return len(files)


def read_backup(file: Path) -> list[str]:
    """The names of the files in a backup.

    Args:
        file: the zip.

    Returns:
        Names, all below the folders a backup has.

    Raises:
        LoadRefused: it is no backup of this program.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            broken = archive.testzip()
            names = [n for n in archive.namelist() if not n.endswith("/")]
    except (OSError, zipfile.BadZipFile) as error:
        raise LoadRefused(t("backup.not_readable", file=file.name), t("backup.choose")) from error
    for name in names:
        parts = PurePosixPath(name).parts
        fits = name in FILES or (parts[0] in (*FOLDERS, LISTED) and ".." not in parts)
        if not fits or PurePosixPath(name).is_absolute() or "\\" in name:
            raise LoadRefused(t("backup.foreign", file=file.name, name=name), t("backup.choose"))
    if broken or not names:
        raise LoadRefused(t("backup.not_readable", file=file.name), t("backup.choose"))
    return names


def staged_by(settings: Settings, file: Path) -> dict[str, bytes]:
    """How the user's own tables would differ after a restore; nothing is replaced.

    Args:
        settings: where everything is.
        file: the zip.

    Returns:
        Path below the user's data folder -> content it would have, empty for a file that goes.

    Raises:
        LoadRefused: it is no backup.
    """
    names = [name for name in read_backup(file) if name.startswith("data/")]
    with TemporaryDirectory() as folder:
        with zipfile.ZipFile(file) as archive:
            archive.extractall(folder, names)
        now, then = (
            scan_folder(data).contents if data.is_dir() else {} for data in (settings.user_data, Path(folder) / "data")
        )
    return {path: then.get(path, b"") for path in {**now, **then} if now.get(path) != then.get(path)}


def restore_backup(settings: Settings, file: Path) -> None:
    """Replace the user's data by that of a backup; what was there before is set aside until all is in place.

    A listed folder that is missing on this machine is put below `HOPTAC_HOME/restored/` and listed from there.

    Args:
        settings: where everything goes.
        file: the zip.

    Raises:
        LoadRefused: it is no backup, or it cannot be unpacked; then nothing has changed.
    """
    names = read_backup(file)
    home, stage, aside = settings.home, settings.home / ".restoring", settings.home / ".replaced"
    for leftover in (stage, aside):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        with zipfile.ZipFile(file) as archive:
            archive.extractall(stage, names)
    except OSError as error:
        shutil.rmtree(stage, ignore_errors=True)
        raise LoadRefused(t("backup.no_room", reason=error.strerror or error), t("backup.elsewhere")) from error
    aside.mkdir()
    for name in (*FOLDERS, *FILES):
        if (home / name).exists():
            os.replace(home / name, aside / name)  # noqa: PTH105 - works on folders alike
        if (stage / name).exists():
            os.replace(stage / name, home / name)  # noqa: PTH105
    _relist(home, stage)
    shutil.rmtree(aside)
    shutil.rmtree(stage, ignore_errors=True)


def _relist(home: Path, stage: Path) -> None:
    folders = list(read_settings({"HOPTAC_HOME": str(home)}).folders)
    for number, folder in enumerate(folders):
        kept = stage / LISTED / str(number)
        if not folder.is_dir() and kept.is_dir():
            goal = home / "restored" / f"{number}-{folder.name}"
            shutil.rmtree(goal, ignore_errors=True)
            goal.parent.mkdir(exist_ok=True)
            kept.replace(goal)
            LastGood(home).move(folder, goal)
            folders[number] = goal
    if folders:
        save_folders(home, tuple(folders))
