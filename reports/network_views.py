"""Views of the same graph: places, agreements, topics, bodies with their tasks, documents; and chains between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from itertools import islice, pairwise

import networkx as nx

from graph.resolve import Entry
from graph.texts import t
from queries.runner import Entity, Source
from reports.picture import LINES, MUTUAL, Picture, agreements_picture, grow, places_picture

CHAINS = 12  # chains between two boxes that are drawn
STEPS = 200  # rows of chains asked for
PARTIES = ("Place", "Agency")


class Sight(StrEnum):
    """A view of the graph; the value is its code in addresses."""

    AGREEMENTS = "thoa-thuan"
    PLACES = "dia-phuong"
    TOPICS = "linh-vuc"
    TASKS = "nhiem-vu"
    DOCUMENTS = "van-ban"

    @property
    def text(self) -> str:
        """Its name in the current language."""
        return t(f"network_page.view_{self.name.lower()}")


def start(picture: Picture, sight: Sight, entity: Entry | None) -> None:
    """Add what a view shows of an entity; of none, of the whole country.

    Args:
        picture: gets the boxes and lines.
        sight: which view.
        entity: where it starts; what is round it where the view has nothing of it.
    """
    before = set(picture.nodes)
    if entity is None or entity.label == "Place":
        WHOLE[sight](picture, entity.id if entity else None)
    elif entity.label == "Topic":
        agreements_picture(picture, topic=entity.id)
    elif entity.label == "Document" and sight is Sight.TASKS:
        tasks_picture(picture, document=entity.id)
    if entity is None:
        return
    whole = entity.label == "Place" or sight is Sight.TASKS
    if entity.id not in picture.nodes and not (whole and picture.nodes.keys() - before):
        grow(picture, entity.id)
    picture.stress(entity.id)


# ------------------------------------------------------------------------------------------------ views


def topics_picture(picture: Picture, place: str | None = None) -> None:
    """Agreements with their parties and topics.

    Args:
        picture: gets the boxes and lines.
        place: only of this place, the units below it and their bodies.
    """
    agreements_picture(picture, place=place)
    _join(picture, "network_topics", place=place)


def documents_picture(picture: Picture, place: str | None = None) -> None:
    """Documents with who issued them, what they hang together with and the agreements they state.

    Args:
        picture: gets the boxes and lines.
        place: only documents of this place, and about its agreements.
    """
    _join(picture, "network_documents", place=place)


def tasks_picture(picture: Picture, place: str | None = None, *, document: str | None = None) -> None:
    """Bodies with the tasks they lead or coordinate.

    Args:
        picture: gets the boxes and lines.
        place: only of bodies of this place and the units below it.
        document: only tasks that this document states.
    """
    _join(picture, "network_tasks", place=place, document=document)


def _join(picture: Picture, question: str, **params: str | None) -> None:
    """A line for each row; those that coordinate are dashed, so that who leads is seen."""
    given = {name: value for name, value in params.items() if value}
    for row in picture.ask(question, given, limit=LINES).rows:
        kind = row["relationship"]
        pointed = kind not in (*MUTUAL, "ISSUED_BY", "STATED_IN", "ABOUT", "LEADS", "COORDINATES")
        picture.join(row, arrow=pointed, line="dashed" if kind == "COORDINATES" else "solid")


def _agreements(picture: Picture, place: str | None) -> None:
    agreements_picture(picture, place=place)


WHOLE: Mapping[Sight, Callable[[Picture, str | None], None]] = {
    Sight.AGREEMENTS: _agreements,
    Sight.PLACES: places_picture,
    Sight.TOPICS: topics_picture,
    Sight.TASKS: tasks_picture,
    Sight.DOCUMENTS: documents_picture,
}


# ------------------------------------------------------------------------------------------------ chains between two


class Chains(list[list[str]]):
    """Chains between two boxes: the ids on each, from the first to the second."""

    @property
    def boxes(self) -> set[str]:
        """Everything on any of them."""
        return {key for chain in self for key in chain}

    def lines(self, picture: Picture) -> set[str]:
        """Ids of the lines of a picture that a chain goes along."""
        steps = {frozenset(step) for chain in self for step in pairwise(chain)}
        return {key for key, edge in picture.edges.items() if frozenset((edge.source, edge.target)) in steps}


def chains(picture: Picture, start: str, end: str) -> Chains:
    """All shortest chains between two boxes, which join the picture.

    Between places and bodies these are chains of parties and agreements in the whole graph (the question
    `path_between`); between others, or where there is none, chains of lines in the picture.

    Args:
        picture: gets the boxes and lines of the chains.
        start: id of one.
        end: id of the other.

    Returns:
        The chains; none where nothing connects the two.
    """
    ends = [picture.entry(key) for key in (start, end)]
    if all(one and one.label in PARTIES for one in ends):
        found = _through_the_graph(picture, start, end)
        if found:
            return found
    lines = nx.Graph([(edge.source, edge.target) for edge in picture.edges.values()])
    if start not in lines or end not in lines or not nx.has_path(lines, start, end):
        return Chains()
    return Chains(sorted(islice(nx.all_shortest_paths(lines, start, end), CHAINS)))


def _through_the_graph(picture: Picture, start: str, end: str) -> Chains:
    rows = picture.ask("path_between", {"a": start, "b": end}, limit=STEPS).rows
    steps: dict[int, list[tuple[Entity, str | None, Sequence[Source]]]] = defaultdict(list)
    for row in rows:
        steps[row["chain"]].append((row["node"], row["relationship"], row["sources"] or ()))
    found = Chains()
    for chain in islice(steps.values(), CHAINS):
        found.append([node.id for node, _, _ in chain])
        for node, _, _ in chain:
            picture.add(node)
        for (one, _, _), (other, kind, sources) in pairwise(chain):
            _step(picture, one, other, kind or "CHAINS", sources)
    return found


def _step(picture: Picture, one: Entity, other: Entity, kind: str, sources: Sequence[Source]) -> None:
    """A line of a chain: parties to agreements, bodies to their place; a step that stands already stays as it is."""
    if kind == "CHAINS":
        kind = "PARTY_TO"
        one, other = (other, one) if one.label == "Agreement" else (one, other)
    if kind == "AGENCY_OF" and one.label != "Agency":
        one, other = other, one
    if not any({edge.source, edge.target} == {one.id, other.id} for edge in picture.edges.values()):
        dotted = {} if kind == "PARTY_TO" else {"line": "dotted", "width": 1.0}
        picture.line(kind, one.id, other.id, sources, **dotted)
