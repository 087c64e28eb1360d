"""Colours are read on both pages: contrast by WCAG 2.2, so that what carries meaning can be seen."""

from __future__ import annotations

import pytest

from graph.declare import Colours, Node
from graph.life import AgreementState, DueState
from reports.looks import DUE, INK, ON_SOLID, PAGE, STATES

OUTLINE, TEXT = 3.0, 4.5  # least contrast of a mark, and of text


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2, 1.4.3)."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def least(one: Colours, other: Colours) -> float:
    return min(contrast(one.light, other.light), contrast(one.dark, other.dark))


@pytest.mark.parametrize("label", sorted(Node.labels))
def test_boxes_stand_out_and_their_text_is_read(label: str) -> None:
    look = Node.labels[label].look
    for colours in filter(None, (look.colours, look.foreign)):
        assert least(colours, PAGE) >= OUTLINE
        if look.solid:
            assert least(ON_SOLID, colours) >= TEXT


def test_ink_is_read() -> None:
    assert least(INK, PAGE) >= 7


@pytest.mark.parametrize("state", list(AgreementState))
def test_every_state_has_a_mark_that_stands_out(state: AgreementState) -> None:
    assert least(STATES[state].mark, PAGE) >= OUTLINE


def test_every_state_has_a_chip_of_its_own_and_red_means_trouble() -> None:
    assert DUE.keys() == set(DueState)
    for chips in ([look.chip for look in STATES.values()], list(DUE.values())):
        assert len({chip.icon for chip in chips}) == len(chips)
    red = [state for state, look in STATES.items() if look.chip.badge == "red"]
    assert red == [AgreementState.TERMINATED]
    assert [state for state, chip in DUE.items() if chip.badge == "red"] == [DueState.OVERDUE]
