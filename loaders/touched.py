"""What a change touches: the pieces that have to be looked at, and the nodes whose facts may differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.names import norm
from graph.resolve import Entry, lookup_keys
from loaders.cache import Cache
from loaders.check import check
from loaders.merge import fill_plan_tasks
from loaders.pieces import IDS, TITLES, Piece, known_beyond, understood
from loaders.references import Resolver
from loaders.rows import Record
from loaders.sources import Sources


@dataclass(slots=True)
class Touched:
    """What has to be done.

    Attributes:
        records: rows of whole pieces, all of them good.
        resolver: what they were resolved with.
        pieces: what these pieces give and take now.
        entries: entries of the index of names that are new or differ.
        gone_entries: ids that cannot be named any more.
        owners: nodes of which something else is told than before, or whose facts rest on something that differs.
        ids: of what differs in a way on which facts of others rest; all who use them are looked at.
    """

    records: list[Record]
    resolver: Resolver
    pieces: dict[str, Piece]
    entries: dict[str, Entry]
    gone_entries: set[str]
    owners: set[str]
    ids: set[str]


def find_touched(sources: Sources, cache: Cache) -> Touched | None:
    """Look at what changed and at all that this touches, and at nothing else.

    Args:
        sources: the listed folders.
        cache: the load before, of which everything loads.

    Returns:
        What has to be done; None where something is wrong: then everything has to be looked at.
    """
    before = cache.listed.states
    looked_at = {name for name in sources.states.keys() | before.keys() if sources.states.get(name) != before.get(name)}
    while True:
        round_ = _Round(sources, cache, looked_at)
        if not round_.is_good:
            return None
        more = round_.dependents() | cache.telling(round_.owners())
        if more <= looked_at:
            return round_.result()
        looked_at |= more


class _Round:
    """One look at some pieces.

    Args:
        sources: the listed folders.
        cache: the load before.
        looked_at: the pieces.
    """

    def __init__(self, sources: Sources, cache: Cache, looked_at: set[str]) -> None:
        self._cache = cache
        self._looked_at = looked_at
        known = known_beyond(cache.offers, looked_at, cache.entries)
        self._records = sources.read(looked_at)
        self._resolver = check(self._records, known)
        self.is_good = sources.is_faultless and all(r.row is not None and not r.problems for r in self._records)
        if not self.is_good:
            return
        fill_plan_tasks(self._records)
        self._pieces = understood(self._records, self._resolver, known)
        self._before = cache.tells(looked_at)
        self._compare_offers()
        self._compare_entries()

    def _compare_offers(self) -> None:
        """What is offered now and was not, or was and is not."""
        now = {offer for piece in self._pieces.values() for offer in piece.offers}
        held = {offer for name in self._looked_at for offer in self._cache.offers.get(name, ())}
        self._units = {offer.key for offer in now | held if offer.kind == "unit"}
        differing = now ^ held
        self._ids = {offer.key for offer in differing if offer.kind in IDS}
        self._names = {offer.key for offer in differing if offer.kind == "name"}
        self._titles = {offer.key for offer in differing if offer.kind in TITLES}

    def _compare_entries(self) -> None:
        """Names that mean something else now."""
        now, held = self._resolver.index.entries, self._cache.entries
        names = self._units & (now.keys() | held.keys())
        self._differing = {name for name in names if now.get(name) != held.get(name)}
        self._keys: set[str] = set()
        self._alike: dict[tuple[str, str | None], bool] = {}
        if self._differing:
            self._keys = self._cache.index.keys_unlike(self._resolver.index, self._differing)

    def dependents(self) -> set[str]:
        """Pieces that declare, use or may mean something that differs."""
        found = set()
        ids = self._ids | self._units
        if ids:
            offers = self._cache.offers.items()
            declared = {"label": self._ids, "unit": self._units}
            found |= {
                piece for piece, given in offers if any(o.kind in declared and o.key in declared[o.kind] for o in given)
            }
        if self._ids or self._names or self._titles:
            differing = self._ids | self._names | self._texts(lambda text: norm(text) in self._titles)
            found |= {piece for piece, used in self._cache.uses.items() if not used.isdisjoint(differing)}
        if self._keys:
            named = self._texts(lambda text: not lookup_keys(text).isdisjoint(self._keys))
            found |= {piece for piece, used in self._cache.uses.items() if self._reads_otherwise(piece, used & named)}
        return found

    def _texts(self, is_wanted: Callable[[str], bool]) -> set[str]:
        """Those of the texts that point at something, each asked for once."""
        labels = self._resolver.labels
        return set(filter(is_wanted, {text for used in self._cache.uses.values() for text in used} - labels.keys()))

    def _reads_otherwise(self, piece: str, texts: set[str]) -> bool:
        """Whether one of the texts of a piece means something else where the piece reads it."""
        place, unplaced = self._cache.places[piece]
        return not all(self._reads_alike(text, place) for text in texts) or not all(
            self._reads_alike(text, None) for text in texts & unplaced
        )

    def _reads_alike(self, text: str, place: str | None) -> bool:
        asked = text, place
        if asked not in self._alike:
            self._alike[asked] = self._cache.index.reads_like(self._resolver.index, text, place)
        return self._alike[asked]

    def owners(self) -> set[str]:
        """Nodes of which something else is told, or whose facts rest on something that differs."""
        found = self._resting()
        for name in self._looked_at:
            piece, before = self._pieces.get(name), self._before.get(name, {})
            tells = piece.tells if piece else {}
            found |= {node for node in tells.keys() | before.keys() if tells.get(node) != before.get(node)}
        return found

    def _resting(self) -> set[str]:
        differing = self._ids | self._names
        rests = ((node, used) for piece in self._pieces.values() for node, used in piece.rests.items())
        return {node for node, used in rests if node in self._ids or not used.isdisjoint(differing)}

    def result(self) -> Touched:
        """Everything that has to be done."""
        now = self._resolver.index.entries
        entries = {name: now[name] for name in self._differing if name in now}
        gone = self._differing - entries.keys()
        return Touched(self._records, self._resolver, self._pieces, entries, gone, self.owners(), self._ids)
