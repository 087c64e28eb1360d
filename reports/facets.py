"""Filters of a network: what can be chosen, how many boxes each choice leaves, and what is kept of a picture."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from graph.life import AgreementState
from graph.resolve import Entry
from reports.picture import UPWARDS, Picture, weight

Values = Mapping["Facet", frozenset[str]]


class Facet(StrEnum):
    """Something that boxes differ in; the value is its name in addresses."""

    COUNTRY = "nuoc"
    TOPIC = "chu-de"
    LEVEL = "cap"
    STATE = "trang-thai"
    DOCUMENT = "nguon"


@dataclass(frozen=True)
class Years:
    """From the first day of one year to the last of another; None is open.

    Attributes:
        first: first year.
        last: last year.
    """

    first: int | None = None
    last: int | None = None

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self.first is not None or self.last is not None

    def meet(self, period: tuple[dt.date | None, dt.date | None]) -> bool:
        """Whether a period with these days has a day within; what states no day at all has not."""
        start, end = period
        if start is None and end is None:
            return False
        late = self.last is not None and start is not None and start.year > self.last
        early = self.first is not None and end is not None and end.year < self.first
        return not late and not early


@dataclass(frozen=True)
class Choice:
    """What is asked for.

    Attributes:
        values: facet -> values, of which one must be there; a facet without values asks for nothing.
        years: agreements must have been in force in.
    """

    values: Values = field(default_factory=dict)
    years: Years = Years()

    @property
    def count(self) -> int:
        """How many filters are set."""
        return sum(bool(chosen) for chosen in self.values.values()) + bool(self.years)


class Facets:
    """What the boxes of a picture are, for filtering.

    A box must agree with a filter that concerns its label; others stay while something kept is joined to them. The
    country of an agreement is that of its parties abroad; our own places are not filtered by country. The level
    of a body is that of its place.

    Args:
        picture: whole.
        topics: id of an agreement, task or event -> its topics.
        documents: the same -> documents that state it.
    """

    def __init__(
        self, picture: Picture, topics: Mapping[str, Collection[str]], documents: Mapping[str, Collection[str]]
    ) -> None:
        self.picture = picture
        behind = {one for ids in picture.behind.values() for one in ids}
        parties = picture.parties if behind or any(n.label == "Agreement" for n in picture.nodes.values()) else {}
        self._values: dict[str, dict[Facet, frozenset[str]]] = {}
        for key in sorted(behind | picture.nodes.keys()):
            self._values[key] = self._read(key, parties.get(key, ()), topics.get(key), documents.get(key))
        self._periods = {key: _period(picture, key) for key in self._values if key in picture.agreements}

    def _read(
        self, key: str, parties: Iterable[str], topics: Collection[str] | None, documents: Collection[str] | None
    ) -> dict[Facet, frozenset[str]]:
        """The values of a box, or of an agreement behind a line."""
        found: dict[Facet, frozenset[str]] = {}
        entry, terms = self.picture.entry(key), self.picture.agreements.get(key)
        abroad = self._abroad([entry] if entry and not terms else [self.picture.entry(party) for party in parties])
        if abroad:
            found[Facet.COUNTRY] = frozenset(abroad)
        if entry and entry.label in ("Place", "Agency"):
            found[Facet.LEVEL] = frozenset({str(entry.level)})
        if terms:
            state: AgreementState = terms["state"]
            found[Facet.STATE] = frozenset({state.value})
        if topics is not None:
            found[Facet.TOPIC] = frozenset(topics)
        if documents is not None:
            found[Facet.DOCUMENT] = frozenset(documents)
        return found

    def _abroad(self, entries: Iterable[Entry | None]) -> list[str]:
        return [one.country for one in entries if one and one.country and one.country != self.picture.home]

    def fits(self, key: str, choice: Choice, but: Facet | None = None) -> bool:
        """Whether a box agrees with everything asked for.

        Args:
            key: id of a box, or of an agreement behind a line.
            choice: what is asked for.
            but: a filter that does not count.
        """
        own = self._values.get(key, {})
        for facet, wanted in choice.values.items():
            if wanted and facet is not but and facet in own and own[facet].isdisjoint(wanted):
                return False
        return not choice.years or key not in self._periods or choice.years.meet(self._periods[key])

    def counts(self, facet: Facet, choice: Choice) -> dict[str, int]:
        """How many boxes and agreements behind lines have each value, under all other filters; most first."""
        found: Counter[str] = Counter()
        for key, own in self._values.items():
            if facet in own and self.fits(key, choice, but=facet):
                found.update(own[facet])
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def years(self) -> list[int]:
        """Years in which an agreement of the picture begins or ends, and those between."""
        days = [day.year for period in self._periods.values() for day in period if day]
        return list(range(min(days), max(days) + 1)) if days else []

    def undated(self) -> int:
        """How many agreements state neither a day nor a period; filtered by years they are not shown."""
        return sum(period == (None, None) for period in self._periods.values())

    def keep(self, choice: Choice) -> Picture:
        """The picture with what agrees, and what is joined to that.

        Args:
            choice: what is asked for.

        Returns:
            A picture of its own; boxes that stand out stay.
        """
        kept = self.picture.copy()
        if not choice.count:
            return kept
        kept.nodes = {key: node for key, node in kept.nodes.items() if node.big or self.fits(key, choice)}
        kept.keep_lines()
        for key, ids in self.picture.behind.items():
            left = tuple(one for one in ids if self.fits(one, choice))
            if not left:
                kept.edges.pop(key, None)
            elif key in kept.edges:
                kept.behind[key] = left
                kept.edges[key] = replace(kept.edges[key], **weight(len(left)))
        return _without_loose(self.picture, kept)


def _period(picture: Picture, key: str) -> tuple[dt.date | None, dt.date | None]:
    terms = picture.agreements[key]
    return terms["period_from"] or terms["signed_on"], terms["period_to"]


def _without_loose(whole: Picture, kept: Picture) -> Picture:
    """Without boxes that have lost every line but those to what they belong to."""
    held = _held(whole)
    while True:
        still = _held(kept)
        loose = {key for key, node in kept.nodes.items() if key in held and key not in still and not node.big}
        if not loose:
            return kept
        kept.nodes = {key: node for key, node in kept.nodes.items() if key not in loose}
        kept.keep_lines()


def _held(picture: Picture) -> set[str]:
    lines = [edge for key, edge in picture.edges.items() if not key.startswith(UPWARDS)]
    return {end for edge in lines for end in (edge.source, edge.target)}
