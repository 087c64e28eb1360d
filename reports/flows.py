"""Flows of cooperation: which place works on which topic with which country, by number of agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """A column of the picture."""

    PLACE = "place"
    TOPIC = "topic"
    COUNTRY = "country"


MOST = {Side.PLACE: 16, Side.TOPIC: 12, Side.COUNTRY: 12}  # marks of a column; a taller picture does not fit a screen


@dataclass(frozen=True, order=True)
class End:
    """A mark of a column.

    Attributes:
        side: its column.
        id: of the entity; "" for all that have no room, "-" where nothing is stated.
    """

    side: Side
    id: str


OTHERS, NOT_STATED = "", "-"


@dataclass(frozen=True)
class Agreement:
    """What a flow needs of an agreement: ids of our places, of topics and of partner countries."""

    places: frozenset[str]
    topics: frozenset[str]
    countries: frozenset[str]


@dataclass(frozen=True)
class Flows:
    """The picture.

    Attributes:
        ends: marks, those with most agreements first within each column; what has no room and what is not stated last.
        widths: (from, to) -> number of agreements.
    """

    ends: tuple[End, ...]
    widths: Mapping[tuple[End, End], int]


def flows(agreements: Iterable[Agreement]) -> Flows:
    """Place -> topic -> country; an agreement on three topics is in three flows.

    Args:
        agreements: any number.

    Returns:
        Marks and widths; columns longer than `MOST` end in one mark for the rest.
    """
    every = [_sides(one) for one in agreements]
    shown = {side: _shown(side, (one[side] for one in every)) for side in Side}
    widths: Counter[tuple[End, End]] = Counter()
    for one in every:
        ends = {side: {_end(side, value, shown[side]) for value in one[side]} for side in Side}
        for topic in ends[Side.TOPIC]:
            widths.update((place, topic) for place in ends[Side.PLACE])
            widths.update((topic, country) for country in ends[Side.COUNTRY])
    found = {end for pair in widths for end in pair}
    ranks = {side: {value: rank for rank, value in enumerate(shown[side])} for side in Side}
    order = sorted(
        found, key=lambda end: (list(Side).index(end.side), ranks[end.side].get(end.id, len(ranks[end.side])), end.id)
    )
    return Flows(tuple(order), widths)


def _sides(one: Agreement) -> dict[Side, frozenset[str]]:
    sides = {Side.PLACE: one.places, Side.TOPIC: one.topics, Side.COUNTRY: one.countries}
    return {side: values or frozenset({NOT_STATED}) for side, values in sides.items()}


def _shown(side: Side, of_each: Iterable[frozenset[str]]) -> list[str]:
    """The values that get a mark of their own, the most frequent first."""
    counts = Counter(value for values in of_each for value in values if value != NOT_STATED)
    ranked = sorted(counts, key=lambda value: (-counts[value], value))
    return ranked if len(ranked) <= MOST[side] else ranked[: MOST[side] - 1]


def _end(side: Side, value: str, shown: list[str]) -> End:
    return End(side, value if value in shown or value == NOT_STATED else OTHERS)
