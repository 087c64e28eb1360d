"""Colours and marks that mean something, for screen and paper: page tokens and the look of an agreement's state.

The looks of nodes are declared on their classes (graph/model.py); the rest of the page's colours stand in
`.streamlit/config.toml`. Contrast and distance of these colours were measured; they differ in lightness on purpose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graph.declare import Colours
from graph.life import AgreementState, DueState

PAGE = Colours("#FFFFFF", "#15191E")
INK = Colours("#1A232D", "#E3E7EB")
ON_SOLID = Colours("#FFFFFF", "#10151A")
EDGE = Colours("#A9B2BC", "#56606C")
TINT = (0.09, 0.20)  # how much of a colour a tinted box holds on the light and on the dark page

GREEN, AMBER = Colours("#0F8060", "#5CCBA5"), Colours("#C27C00", "#E0B24A")
BLUE, GREY, RED = Colours("#2F6FB0", "#5B9FE3"), Colours("#8A929C", "#7A828C"), Colours("#B3261E", "#F0857B")

Line = Literal["solid", "dashed", "dotted"]
Badge = Literal["green", "yellow", "gray", "blue", "red"]


@dataclass(frozen=True)
class Chip:
    """How a state is written: a colour of the theme and an icon, beside the word.

    Attributes:
        badge: the theme's colour.
        icon: name of a Material symbol.
    """

    badge: Badge
    icon: str


@dataclass(frozen=True)
class StateLook:
    """How the state of an agreement is drawn.

    Attributes:
        chip: beside the word.
        mark: colour of a bar, dot or line.
        width: of a line in a picture, in pixels.
        line: form of a line, and of the box's outline.
        ring: whether a ring in the mark's colour surrounds the box.
        faded: whether the box is without fill and outlined in the mark's colour.
    """

    chip: Chip
    mark: Colours
    width: float
    line: Line = "solid"
    ring: bool = False
    faded: bool = False


STATES: Mapping[AgreementState, StateLook] = {
    AgreementState.IN_FORCE: StateLook(Chip("green", "check_circle"), GREEN, 2),
    AgreementState.EXPIRING: StateLook(Chip("yellow", "schedule"), AMBER, 3, ring=True),
    AgreementState.NO_TERM: StateLook(Chip("green", "all_inclusive"), GREEN, 1.4),
    AgreementState.IN_PREPARATION: StateLook(Chip("blue", "edit_note"), BLUE, 1.4, "dashed"),
    AgreementState.PLANNED: StateLook(Chip("blue", "pending"), BLUE, 1.4, "dotted"),
    AgreementState.NOT_SIGNED: StateLook(Chip("gray", "help"), GREY, 1, "dotted", faded=True),
    AgreementState.EXPIRED: StateLook(Chip("gray", "event_busy"), GREY, 1, faded=True),
    AgreementState.TERMINATED: StateLook(Chip("red", "cancel"), RED, 1, faded=True),
}

DUE: Mapping[DueState, Chip] = {
    DueState.OVERDUE: Chip("red", "alarm"),
    DueState.DUE: Chip("blue", "event_upcoming"),
    DueState.PARTLY: Chip("yellow", "incomplete_circle"),
    DueState.DONE: Chip("green", "check_circle"),
    DueState.CANCELLED: Chip("gray", "cancel"),
}
