"""Named views of the network: an address, places of boxes, and what was shown, so that a later day is told apart."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import HopTacError
from graph.names import fold
from graph.texts import t
from reports.layout import Point

FOLDER = "views"  # of HOPTAC_HOME; a backup takes it along
LONGEST = 120  # letters of a name
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


class BadViewError(HopTacError):
    """A file that is no named view."""


@dataclass(frozen=True)
class SavedView:
    """A named view.

    Attributes:
        name: as people call it.
        saved_on: the day.
        params: of the address, by ids.
        places: id -> where its box stood.
        boxes: id -> name of what was shown.
        lines: ids of the lines shown.
    """

    name: str
    saved_on: dt.date
    params: Mapping[str, list[str]]
    places: Mapping[str, Point] = field(repr=False)
    boxes: Mapping[str, str] = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)

    def to_json(self) -> str:
        """The view as the text of its file."""
        return json.dumps({**asdict(self), "saved_on": self.saved_on.isoformat()}, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, text: str) -> SavedView:
        """The view that a file holds.

        Args:
            text: of the file.

        Returns:
            The view.

        Raises:
            BadViewError: it is none.
        """
        try:
            held: dict[str, Any] = json.loads(text)
            return cls(
                name=str(held["name"])[:LONGEST],
                saved_on=dt.date.fromisoformat(held["saved_on"]),
                params={str(name): [str(value) for value in values] for name, values in held["params"].items()},
                places={str(key): (float(x), float(y)) for key, (x, y) in held["places"].items()},
                boxes={str(key): str(name) for key, name in held["boxes"].items()},
                lines=tuple(map(str, held["lines"])),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadViewError(t("network_page.bad_view"), t("network_page.bad_view_next")) from error


@dataclass(frozen=True)
class SinceThen:
    """What differs between a named view and the picture it gives now.

    Attributes:
        new: ids of boxes that were not there.
        gone: names of what is there no more.
        new_lines: lines between boxes that were there, by id.
        gone_lines: number of lines gone between boxes that are still there.
    """

    new: tuple[str, ...]
    gone: tuple[str, ...]
    new_lines: tuple[str, ...]
    gone_lines: int

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.new or self.gone or self.new_lines or self.gone_lines)


def compare(view: SavedView, boxes: Iterable[str], lines: Mapping[str, tuple[str, str]]) -> SinceThen:
    """What is new and what is gone since a view was saved.

    Args:
        view: as saved.
        boxes: ids shown now.
        lines: id of a line shown now -> its ends.

    Returns:
        The difference.
    """
    now = set(boxes)
    added = [key for key, ends in lines.items() if key not in view.lines and view.boxes.keys() >= set(ends)]
    lost = [key for key in view.lines if key not in lines and now.issuperset(key.split("|")[1:])]
    return SinceThen(
        new=tuple(sorted(now - view.boxes.keys())),
        gone=tuple(name for key, name in sorted(view.boxes.items()) if key not in now),
        new_lines=tuple(sorted(added)),
        gone_lines=len(lost),
    )


class Shelf:
    """The named views of a person.

    Args:
        home: HOPTAC_HOME.
    """

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def all(self) -> dict[str, SavedView]:
        """Key -> view, by name; a file that is none is left out."""
        found: dict[str, SavedView] = {}
        for file in self._folder.glob("*.json"):
            try:
                found[file.stem] = SavedView.read(file.read_text(encoding="utf-8"))
            except (BadViewError, OSError, UnicodeDecodeError):
                continue
        return dict(sorted(found.items(), key=lambda item: (fold(item[1].name), item[0])))

    def get(self, key: str) -> SavedView | None:
        """The view of a key, if there is one."""
        return self.all().get(key) if KEY.fullmatch(key) else None

    def add(self, view: SavedView) -> str:
        """Keep a view under a key of its own.

        Args:
            view: the view.

        Returns:
            Its key, which stays when it is renamed.
        """
        stem = re.sub(r"[^a-z0-9]+", "-", fold(view.name)).strip("-")[:60] or "ban-luu"
        taken = {file.stem for file in self._folder.glob("*.json")}
        key = next(key for n in range(1, len(taken) + 2) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)
        self.put(key, view)
        return key

    def put(self, key: str, view: SavedView) -> None:
        """Keep a view under a known key, whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f"{key}.json.new"
        draft.write_text(view.to_json(), encoding="utf-8")
        draft.replace(self._folder / f"{key}.json")

    def remove(self, key: str) -> None:
        """Forget a view."""
        if KEY.fullmatch(key):
            (self._folder / f"{key}.json").unlink(missing_ok=True)
