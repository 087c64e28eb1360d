"""Saves: edits checked and kept whole or not at all, their history, and the way back from each of them."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import PurePosixPath

from graph.errors import HopTacError, Issue
from graph.settings import Settings
from graph.store import GraphStore
from loaders.desk import Desk, Edit, Touched
from loaders.load import LoadResult, keep_accepted, load, take_accepted

HISTORY = "history"
BEFORE = "before"
_decoded = partial(bytes.decode, encoding="utf-8", errors="surrogateescape")


@dataclass(frozen=True)
class Save:
    """One save of the history.

    Attributes:
        at: when, ISO with time zone.
        who: who saved it.
        why: as the person said; may be "".
        edits: what was done, in order.
        undoes: `at` of the save that it takes back; "" for none.
    """

    at: str
    who: str
    why: str
    edits: tuple[Edit, ...]
    undoes: str = ""

    @property
    def stem(self) -> str:
        """Name of its files, in the order of time."""
        return dt.datetime.fromisoformat(self.at).astimezone(dt.UTC).strftime("%Y%m%dT%H%M%S%f")


@dataclass(frozen=True)
class Checked:
    """What a save would do.

    Attributes:
        result: the dry run.
        issues: what would be wrong with the rows of the save, or be wrong elsewhere because of it.
        places: file and row number of each row that is added or changed, in the order of the edits.
    """

    result: LoadResult
    issues: list[Issue]
    places: list[tuple[str, int | None]]


def laid(settings: Settings, edits: Iterable[Edit]) -> Desk:
    """The user's folder with some edits made.

    Args:
        settings: where the folders are.
        edits: the edits, in order.

    Returns:
        The folder; nothing is written.

    Raises:
        Touched: a row is not as its edit expects it.
        HopTacError: an edit cannot be made.
    """
    desk = Desk(settings)
    for edit in edits:
        desk.apply(edit)
    return desk


def check(settings: Settings, store: GraphStore, desk: Desk) -> Checked:
    """What keeping an edited folder would do; nothing is written.

    Args:
        settings: where the folders are.
        store: the graph, opened as writer.
        desk: the edited folder.

    Returns:
        The dry run and its new issues.
    """
    known = Counter(map(_about, load(settings, store, dry_run=True).issues))
    result = load(settings, store, dry_run=True, staged=desk.files())
    places = desk.places()
    found = []
    for issue in result.issues:
        is_own = issue.folder == desk.folder and any((issue.file, row) in places for row in (issue.row, None))
        if is_own or not known[_about(issue)]:
            found.append(issue)
        else:
            known[_about(issue)] -= 1
    return Checked(result, found, places)


def _about(issue: Issue) -> tuple[str, str, str]:
    """What tells an issue from others wherever its row stands, and whichever folder has the copy."""
    return PurePosixPath(issue.file).name, issue.column, issue.value


def save(
    settings: Settings, store: GraphStore, edits: Sequence[Edit], *, who: str, why: str = "", even_so: bool = False
) -> LoadResult:
    """Check edits, keep them in the user's folder whole or not at all with a line of the history, and load.

    Args:
        settings: where the folders are.
        store: the graph, opened as writer.
        edits: what is to be done, in order.
        who: who saves.
        why: as they say it.
        even_so: whether issues that rows elsewhere have because of it are accepted.

    Returns:
        The load.

    Raises:
        Touched: a row is not as its edit expects it: somebody else changed it.
        HopTacError: an edit has issues, or cannot be made.
    """
    with store.writer_lock():
        desk = laid(settings, edits)
        if not even_so:
            _refuse_issues(check(settings, store, desk))
        return _keep(settings, store, desk, Save(_now(), who, why, tuple(desk.made)))


def _refuse_issues(checked: Checked) -> None:
    if checked.issues:
        raise HopTacError(checked.issues[0].reason, checked.issues[0].hint)


def _now() -> str:
    return dt.datetime.now(dt.UTC).astimezone().isoformat(timespec="microseconds")


def _keep(settings: Settings, store: GraphStore, desk: Desk, done: Save) -> LoadResult:
    """Write what changed and the line of the history, and load."""
    files = desk.files()
    before = {path: _decoded(desk.before(path)) for path in files}
    line = json.dumps(asdict(done), ensure_ascii=False).encode()
    history_files = {f"{HISTORY}/{done.stem}.json": line, f"{HISTORY}/{BEFORE}/{done.stem}.json": _json(before)}
    keep_accepted(settings, {**files, **history_files})
    return load(settings, store)


def _json(texts: dict[str, str]) -> bytes:
    return json.dumps(texts).encode()


# ------------------------------------------------------------------------------------------------ history


def history(settings: Settings) -> list[Save]:
    """All saves, the last first.

    Args:
        settings: where the user's folder is; each save is a file of its own below `history/`.

    Returns:
        The saves.
    """
    take_accepted(settings)
    found = []
    for file in sorted((settings.user_data / HISTORY).glob("*.json"), reverse=True):
        values = json.loads(file.read_bytes())
        edits = tuple(Edit(**edit) for edit in values.pop("edits"))
        found.append(Save(edits=edits, **values))
    return found


def standing(saves: Sequence[Save]) -> list[Save]:
    """The saves that count: neither taken back, nor a taking back.

    Args:
        saves: some of the history, the last first.
    """
    return [one for one in _alive(saves) if not one.undoes]


def revocable(saves: Sequence[Save]) -> list[Save]:
    """The saves, and the takings back, that can be taken back.

    Args:
        saves: the history, the last first.
    """
    return _alive(saves)


def _alive(saves: Iterable[Save], without: Save | None = None) -> list[Save]:
    """Saves that are not taken back, the last first."""
    back: set[str] = set()
    found = []
    for one in saves:
        if one != without and one.at not in back:
            found.append(one)
            back.add(one.undoes)
    return found


def take_back(settings: Settings, store: GraphStore, gone: Save, who: str, why: str = "") -> LoadResult:
    """Undo one save, as far as no later one touched the same fields.

    The tables become what they would be without it; where nothing else was changed they are so byte for byte.

    Args:
        settings: where the folders are.
        store: the graph, opened as writer.
        gone: a line of the history; a taking back can be taken back too.
        who: who takes it back.
        why: as they say it.

    Returns:
        The load.

    Raises:
        Touched: the same field was changed since.
        HopTacError: it is taken back already, or the rest would have issues without it.
    """
    with store.writer_lock():
        saves = history(settings)
        if gone not in _alive(saves):
            raise HopTacError.say("entry.already_back")
        back = tuple(edit.undone() for edit in reversed(gone.edits))
        desk = _replayed(settings, saves, gone) or _reversed(settings, back)
        _refuse_issues(check(settings, store, desk))
        return _keep(settings, store, desk, Save(_now(), who, why, back, gone.at))


def _replayed(settings: Settings, saves: Sequence[Save], gone: Save) -> Desk | None:
    """The folder as all other saves alone would have made it.

    Args:
        settings: where the folders are.
        saves: the history, the last first.
        gone: the save to leave out.

    Returns:
        The folder; None where it was changed otherwise too, so that the saves do not explain how it stands.

    Raises:
        Touched: a later save changed the same field.
    """
    since = _since(saves, gone)
    files: dict[str, bytes] = {}
    for one in reversed(since):
        text = (settings.user_data / HISTORY / BEFORE / f"{one.stem}.json").read_bytes()
        for path, before in json.loads(text).items():
            files.setdefault(path, before.encode("utf-8", "surrogateescape"))
    try:
        as_it_is = _made(settings, files, standing(since))
    except HopTacError:
        return None
    if as_it_is.files():
        return None
    return _made(settings, files, [one for one in _alive(since, gone) if not one.undoes])


def _since(saves: Sequence[Save], gone: Save) -> list[Save]:
    """The saves from one on, and from every one on that a later one takes back; the last first."""
    places = {one.at: place for place, one in enumerate(saves)}
    first = place = places[gone.at]
    while place >= 0:
        if (undone := places.get(saves[place].undoes, first)) > first:
            first = place = undone
        place -= 1
    return list(saves[: first + 1])


def _made(settings: Settings, files: dict[str, bytes], saves: Sequence[Save]) -> Desk:
    """The folder after these saves, given the last first."""
    desk = Desk(settings, files)
    for one in reversed(saves):
        for edit in one.edits:
            desk.apply(edit, whole=False)
    return desk


def _reversed(settings: Settings, back: Iterable[Edit]) -> Desk:
    """The folder as it is, with each edit led back."""
    desk = Desk(settings)
    for edit in back:
        desk.apply(edit, whole=False)
    return desk


__all__ = ["Checked", "Save", "Touched", "check", "history", "laid", "revocable", "save", "standing", "take_back"]
