"""What the network page shows stands in its address; here are its parameters, what is undone, and where boxes stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from graph.resolve import Entry
from graph.settings import get_settings
from reports.facets import Choice, Facet, Years
from reports.layout import Point
from reports.network_views import Sight
from reports.picture import Group
from views import look, network, session

HOME = "vn"
EVERYTHING = "tat-ca"
ROOT, VIEW, SELECTED, STEPS, HIDDEN = "goc", "xem", "nut", "mo", "an"
TAKEN_OUT, ONLY, PATH, AFRESH = "bo", "chi", "duong", "xep"
FROM, TO = "tu", "den"
SCALE = "gop"
SAVED = "ban-luu"
PRESENTING = "trinh-chieu"
FILTERS = (*Facet, FROM, TO)
OWN_STATE = (VIEW, SELECTED, STEPS, HIDDEN, TAKEN_OUT, ONLY, PATH, AFRESH, SCALE, SAVED, *FILTERS)
STATE = (ROOT, *(name for name in OWN_STATE if name != SELECTED))  # what can be undone and saved
ADD = "+"  # before the id of what a search added, in the list of steps
NOW, PAST = "net-now", "net-past"
DEPTH = 50  # steps that can be undone

Params = dict[str, list[str]]


@dataclass
class Standing:
    """Where the boxes of a picture stand.

    Attributes:
        identity: of the picture: its start, view and day, and the state of the graph.
        stands: id -> place; also of boxes that are not shown now.
    """

    identity: tuple[object, ...] = ()
    stands: dict[str, Point] = field(default_factory=dict)


@dataclass
class Moment:
    """A state that can be gone back to."""

    params: Params
    standing: Standing


def root() -> Entry | None:
    """Where the picture starts: what the address says, else the office's own place; None is the whole country."""
    wanted = st.query_params.get(ROOT)
    return None if wanted == EVERYTHING else session.searcher().entry(wanted or get_settings().office)


def sight(start: Entry | None) -> Sight:
    """The view: what the address says, if the start has it."""
    allowed, written = sights(start), st.query_params.get(VIEW, "")
    return Sight(written) if written in allowed else default_sight(start)


def sights(start: Entry | None) -> tuple[Sight, ...]:
    """The views that a start has: places and the whole country have all."""
    if start is None or start.label == "Place":
        return tuple(Sight)
    return (Sight.AGREEMENTS, Sight.TASKS) if start.label == "Document" else (Sight.AGREEMENTS,)


def default_sight(start: Entry | None) -> Sight:
    """The view where the address names none."""
    return Sight.AGREEMENTS if start else Sight.PLACES


def home() -> str:
    """The country of our side: the office's, else Việt Nam."""
    office = session.searcher().entry(get_settings().office)
    return (office and office.country) or HOME


def steps() -> list[str]:
    """Boxes expanded (`id`), groups opened (`id#...`) and things added (`+id`), in the order in which they were."""
    return st.query_params.get_all(STEPS)


def choice() -> Choice:
    """The filters."""
    values = {facet: frozenset(st.query_params.get_all(facet)) for facet in Facet}
    return Choice(values, Years(_year(FROM), _year(TO)))


def _year(name: str) -> int | None:
    written = st.query_params.get(name, "")
    return int(written) if written.isdecimal() and len(written) == 4 else None


def hidden() -> list[str]:
    """Kinds that the legend switches off."""
    return st.query_params.get_all(HIDDEN)


def path() -> tuple[str, ...]:
    """The ends of a path: both, only the first, or none."""
    return tuple(st.query_params.get_all(PATH)[:2])


# ------------------------------------------------------------------------------------------------ what the reader does


def start_at(entity: str | None) -> None:
    """Start anew."""
    look.put(**dict.fromkeys(OWN_STATE), **{ROOT: entity or EVERYTHING})


def add(entity: str) -> None:
    """Add something found to the picture, and select it."""
    written: dict[str, Any] = {STEPS: _with(STEPS, ADD + entity), SELECTED: entity}
    look.put(**written)


def select(found: network.Chosen | None) -> None:
    """Select a box or line; the second end of a path if one is wanted."""
    ends = path()
    if len(ends) == 1 and found and found.kind == "node" and found.id != ends[0] and not Group.read(found.id):
        written: dict[str, Any] = {PATH: [*ends, found.id], SELECTED: None}
        look.put(**written)
    else:
        look.put(**{SELECTED: found.id if found else None})


def expand(node: str) -> None:
    """Show what is around a box, or everything that a box stands for."""
    group = Group.read(node)
    written: dict[str, Any] = {STEPS: _with(STEPS, node), SELECTED: group.entity if group else node}
    look.put(**written)


def collapse(node: str) -> None:
    """Take back that a box is expanded, whole or by groups, or that it was added."""
    mine = (node, ADD + node)
    look.put(**{STEPS: [step for step in steps() if step not in mine and not step.startswith(f"{node}#")]})


def take_out(node: str) -> None:
    """Leave a box out of the picture."""
    look.put(**{TAKEN_OUT: _with(TAKEN_OUT, node), SELECTED: None})


def keep_around(node: str) -> None:
    """Show a box and what is joined to it only."""
    look.put(**{ONLY: node})


def path_from(node: str) -> None:
    """Look for a path from a box; the next box selected is its other end."""
    look.put(**{PATH: [node]})


def no_path() -> None:
    """Look for no path any more."""
    look.put(**{PATH: None})


def show_all() -> None:
    """Bring back what was taken out, hidden or filtered."""
    look.put(**dict.fromkeys((TAKEN_OUT, ONLY, HIDDEN, *FILTERS)))


def afresh() -> None:
    """Place the boxes that are shown anew, or as they stood."""
    look.put(**{AFRESH: None if st.query_params.get(AFRESH) else "1"})


def present() -> None:
    """Begin or end the presentation."""
    look.put(**{PRESENTING: None if st.query_params.get(PRESENTING) else "1"})


def _with(name: str, value: str) -> list[str]:
    return list(dict.fromkeys([*st.query_params.get_all(name), value]))


# ------------------------------------------------------------------------------------------------ places, and undoing


def standing() -> Standing:
    """Where the boxes stand in this session."""
    found: Standing = st.session_state.setdefault("standing", Standing())
    return found


def moved(places: dict[str, Point]) -> None:
    """Boxes were dragged."""
    _keep(Moment(params(), Standing(standing().identity, dict(standing().stands))))
    standing().stands.update(places)


def remember() -> None:
    """Keep the state before the one that is shown now, so that it can be gone back to."""
    before: Moment | None = st.session_state.get(NOW)
    now = Moment(params(), Standing(standing().identity, dict(standing().stands)))
    if before is not None and before.params != now.params:
        _keep(before)
    st.session_state[NOW] = now


def can_undo() -> bool:
    """Whether there is a state to go back to."""
    return bool(st.session_state.get(PAST))


def undo() -> None:
    """Go back one step, with the boxes where they stood."""
    before: Moment = st.session_state[PAST].pop()
    st.session_state["standing"] = before.standing
    st.session_state[NOW] = before
    look.put(**{**dict.fromkeys(STATE), **before.params})


def _keep(moment: Moment) -> None:
    past: list[Moment] = st.session_state.setdefault(PAST, [])
    past.append(moment)
    del past[:-DEPTH]


def params() -> Params:
    """What the address says of the picture."""
    return {name: st.query_params.get_all(name) for name in STATE if name in st.query_params}
