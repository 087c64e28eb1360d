"""A picture with more boxes than can be drawn, put together by country, province or topic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from itertools import combinations

from graph.declare import Node
from graph.resolve import Entry
from graph.texts import language, t
from queries.runner import Entity
from reports.network import NetworkNode
from reports.picture import Picture, weight
from reports.words import number_text

MOST = 1000  # boxes that are drawn one by one
COMFORTABLE = 300  # boxes that a reader finds the way in
PROVINCE = 1  # level of a unit below its country
SIDES = 8  # units that one thing joins pairwise; of more only ours with those abroad
ACTORS = ("Place", "Agency")


class Scale(StrEnum):
    """What boxes are put together by; the value is its code in addresses."""

    PROVINCE = "tinh"
    COUNTRY = "nuoc"
    TOPIC = "linh-vuc"

    @property
    def text(self) -> str:
        """Its name in the current language."""
        return t(f"network_page.by_{self.name.lower()}")


def best_scale(picture: Picture, topics: Mapping[str, Collection[str]]) -> Scale:
    """The finest scale that leaves a picture in which a reader finds the way; else by country."""
    by_province = gather(picture, Scale.PROVINCE, topics)
    return Scale.PROVINCE if len(by_province.nodes) <= COMFORTABLE else Scale.COUNTRY


def gather(picture: Picture, scale: Scale, topics: Mapping[str, Collection[str]]) -> Picture:
    """Put the places and bodies of a picture together, and the rest into lines between them.

    Args:
        picture: with more boxes than can be drawn.
        scale: ours by province and those abroad by country, all by country, or by country and topic.
        topics: id of an agreement, task or event -> its topics.

    Returns:
        A picture of its own: a box for each country or province with how many boxes it stands for, a line for all that
        joins two of them. Its lines know what they stand for (`behind`). Where that still leaves more boxes than can be
        drawn, it has the busiest ones and knows how many it leaves out (`left_out`).
    """
    made = _Gathering(picture, scale, topics).done()
    if len(made.nodes) > MOST:
        _keep_busiest(made)
    return made


def _keep_busiest(picture: Picture) -> None:
    """Keep the boxes that most is joined to: units of which nothing above is known cannot be put together."""
    joined: Counter[str] = Counter()
    for key, edge in picture.edges.items():
        for end in (edge.source, edge.target):
            joined[end] += len(picture.behind[key])
    busiest = sorted(picture.nodes, key=lambda key: (-joined[key], key))[:COMFORTABLE]
    picture.left_out = len(picture.nodes) - len(busiest)
    picture.nodes = {key: picture.nodes[key] for key in busiest}
    picture.keep_lines()


class _Gathering:
    """One picture on its way to another."""

    def __init__(self, picture: Picture, scale: Scale, topics: Mapping[str, Collection[str]]) -> None:
        self.whole = picture
        self.scale = scale
        self.topics = topics
        self.made = Picture(picture.ask, picture.entry, picture.home)
        self.stands_for: dict[str, int] = defaultdict(int)
        self.joined: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self.unit = {key: self._unit(key) for key, node in picture.nodes.items() if node.label in ACTORS}

    def done(self) -> Picture:
        """The picture put together."""
        for unit in self.unit.values():
            self.stands_for[unit] += 1
        for item, sides in self._sides().items():
            self._join(item, sides)
        for key, edge in self.whole.edges.items():
            ends = sorted({self.unit[end] for end in (edge.source, edge.target) if end in self.unit})
            for item in self.whole.behind.get(key, ()):
                self._join(item, ends)
        for unit in sorted(self.stands_for):
            self._box(unit)
        for (start, end), items in sorted(self.joined.items()):
            self._draw(start, end, tuple(items))
        return self.made

    def _unit(self, key: str) -> str:
        """The province of ours, or the country, that a place or body is put into."""
        entry = self.whole.entry(key)
        if entry is None:
            return key
        above = [entry.id, *([entry.place] if entry.place else []), *entry.parents]
        if self.scale is Scale.PROVINCE and not self._foreign(key):
            found = next((unit for unit in above if self._level(unit) == PROVINCE), None)
            return found or entry.place or entry.id
        country = next((unit for unit in above if self._level(unit) == 0), None)
        return country or entry.country or entry.id

    def _level(self, key: str) -> int | None:
        entry = self.whole.entry(key)
        return entry.level if entry and entry.label == "Place" else None

    def _sides(self) -> dict[str, list[str]]:
        """Agreement, task, event or document -> the units that it joins."""
        found: dict[str, dict[str, None]] = {
            key: {} for key, node in self.whole.nodes.items() if node.label not in (*ACTORS, "Topic")
        }
        for edge in self.whole.edges.values():
            for item, actor in ((edge.source, edge.target), (edge.target, edge.source)):
                if item in found and actor in self.unit:
                    found[item][self.unit[actor]] = None
        for item, sides in found.items():
            if not sides and item in self.whole.parties:
                sides |= dict.fromkeys(self._unit(party) for party in self.whole.parties[item])
        return {item: sorted(sides) for item, sides in found.items()}

    def _join(self, item: str, units: list[str]) -> None:
        """Draw what one thing joins; where it joins nothing, its unit stands for it too."""
        if self.scale is Scale.TOPIC:
            for topic in self.topics.get(item, ()):
                for unit in units:
                    self._line((unit, topic), (item,))
        elif len(units) == 1:
            self.stands_for[units[0]] += 1
        elif len(units) <= SIDES:
            for pair in combinations(units, 2):
                self._line(pair, (item,))
        else:
            ours = [unit for unit in units if not self._foreign(unit)]
            for unit in ours:
                for other in units:
                    if other not in ours:
                        self._line((unit, other), (item,))

    def _line(self, pair: tuple[str, str], items: Iterable[str]) -> None:
        if pair[0] != pair[1]:
            ordered = pair if self.scale is Scale.TOPIC else (min(pair), max(pair))
            self.joined[ordered] |= dict.fromkeys(items)

    def _foreign(self, unit: str) -> bool:
        entry = self.whole.entry(unit)
        return bool(entry and entry.country and entry.country != self.whole.home)

    def _box(self, unit: str) -> None:
        entry = self.whole.entry(unit)
        count = self.stands_for[unit]
        name = entry.name if entry else unit
        caption = f"{name}\n{t('network_page.gathered', count=number_text(count))}"
        self.made.nodes[unit] = NetworkNode(
            unit, "Place", caption, title=name, foreign=self._foreign(unit), members=count
        )

    def _draw(self, start: str, end: str, items: tuple[str, ...]) -> None:
        for key in (start, end):
            entry = self.whole.entry(key)
            if key not in self.made.nodes and entry and entry.label == "Topic":
                self.made.add(Entity(key, "Topic", entry.name))
            elif key not in self.made.nodes:
                self._box(key)
        kind = "COOPERATES_WITH" if self.scale is not Scale.TOPIC else "ABOUT"
        drawn = {**weight(len(items)), "title": self._said(items)}
        self.made.line(kind, start, end, **drawn)
        self.made.behind[f"{kind}|{start}|{end}"] = items

    def _said(self, items: tuple[str, ...]) -> str:
        """How many of what a line stands for."""
        counts: dict[str, int] = defaultdict(int)
        for item in items:
            counts[self._label(self.whole.entry(item), item)] += 1
        return " · ".join(
            f"{number_text(count)} {Node.labels[label].plural.of(language()).lower()}"
            for label, count in sorted(counts.items())
        )

    def _label(self, entry: Entry | None, item: str) -> str:
        node = self.whole.nodes.get(item)
        return node.label if node else entry.label if entry else "Agreement"
