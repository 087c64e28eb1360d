"""Names to ids, and search: an index over everything that can be named, made from records or from the graph.

`resolve` reads a name at a day and in a place and never guesses; `search` and `suggest` show a person what is near.
"""

from __future__ import annotations

import datetime as dt
import gc
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from graph.names import (
    PlaceType,
    WrittenPlace,
    accented,
    contradicts,
    cuts,
    fold,
    head,
    in_full,
    norm,
    organisation,
    plain,
    sound,
    written_place,
)

Span = tuple[dt.date, dt.date] | None
Day = dt.date | Span
_Deciding = tuple[object, ...]
Rank = Literal["exact", "folded", "alias", "prefix", "contains", "near"]

RANKS: tuple[Rank, ...] = ("exact", "folded", "alias", "prefix", "contains", "near")
LABEL_ORDER = ("Place", "Agency", "Agreement")
# An agreement, document or task has a title: it is meant only by the whole of it, accents included.
FREELY_NAMED = frozenset({"Place", "Agency", "Topic"})
HOME = "vn"
# Bodies with a name of their own. Any other name without a place means the one at home, never another province's.
PROPER_KINDS = frozenset({"school", "company", "mission", "ministry", "other"})
NEAR_SCORE = 78.0
NEAR_LENGTH = 4
NEARNESS = itemgetter(0, 1)
CANDIDATES = 20
CACHE, MEMO = 1 << 16, 1 << 18


@dataclass(frozen=True, slots=True)
class NameForm:
    """One name of an entry.

    Attributes:
        text: the name.
        canonical: its proper name, as opposed to an alias, a former name or a name in another language.
        valid_from: first day it holds, None if not known.
        valid_to: first day it holds no more, None if it still does.
        kind: the kind of unit it named, where that was another than the entry's.
    """

    text: str
    canonical: bool
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be named.

    Attributes:
        id: its id.
        label: its label.
        kind: its kind, a code.
        name: its name.
        names: all its names.
        place: the place an agency belongs to.
        parents: all places above, nearest first.
        country: id or code of its country.
        valid_from: first day it exists, None if not known.
        valid_to: first day it exists no more, None if not known.
        level: height of the unit: country 0, first level 1, district 2, commune 3, village 4; an agency's, its place's.
    """

    id: str
    label: str
    kind: str
    name: str
    names: tuple[NameForm, ...]
    place: str | None = None
    parents: tuple[str, ...] = ()
    country: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    level: int = 0

    def kind_on(self, day: dt.date) -> str:
        """Its kind on a day: what it was until the first upgrade after that day, else its present one.

        Args:
            day: the day.

        Returns:
            The code of the kind; "" where it has none.
        """
        later = [
            (form.valid_to, form.kind) for form in self.names if form.kind and form.valid_to and form.valid_to > day
        ]
        return min(later)[1] if later else self.kind

    def name_on(self, day: dt.date) -> str:
        """Its name on a day: the one it had until the first renaming after that day, else its present one.

        Args:
            day: the day.
        """
        later = [(form.valid_to, form.text) for form in self.names if form.valid_to and form.valid_to > day]
        return min(later)[1] if later else self.name


class Reason(StrEnum):
    """Why a text means what it means, or why it means nothing."""

    ID = "id"
    SAME_AS = "same_as"
    NAME = "name"
    OTHER_DAY = "other_day"
    """Nothing bears that name on the day; its only former (or else later) bearer is meant."""
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    WRONG_CASE = "wrong_case"
    WRONG_LABEL = "wrong_label"
    WRONG_KIND = "wrong_kind"
    """Something bears the name, but is no unit of the kind that the type word says."""
    WRONG_PARENT = "wrong_parent"
    """Something bears the name, but not in the place written behind it."""
    OTHER_ACCENTS = "other_accents"
    """Something bears the name with other accents, and accents tell names apart there."""
    OTHER_PLACE = "other_place"
    """Such a body is known only elsewhere, not in the issuer's place or above it."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text means.

    Attributes:
        id: the id; None where it means nothing, or not one thing.
        candidates: ids that may be meant.
        reason: why.
    """

    id: str | None
    candidates: tuple[str, ...] = ()
    reason: str = Reason.UNKNOWN


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found by a search.

    Attributes:
        id: its id.
        label: its label.
        kind: its kind.
        name: its name.
        matched: the name that matched.
        rank: how it matched; "near" is a guess.
        valid_from: first day the entry exists, None if not known.
        valid_to: first day it exists no more, None if not known.
    """

    id: str
    label: str
    kind: str
    name: str
    matched: str
    rank: Rank
    valid_from: dt.date | None
    valid_to: dt.date | None


class Time(NamedTuple):
    """How the life of a name lies to a day: 0 held, 1 former, 2 later; and whether it held only a part of the days."""

    when: int
    partly: bool


HELD, FORMER, LATER = Time(0, False), Time(1, False), Time(2, False)
PARTLY = Time(0, True)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection, which doubles the time of making a million small objects that all stay."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Key(NamedTuple):
    """The keys of a written name, and whether it has accents."""

    norm: str
    fold: str
    compact: str
    accented: bool

    @classmethod
    def of(cls, key: str, accented: bool) -> _Key:
        folded = plain(key)
        return cls(key, folded, folded.replace(" ", ""), accented)


@lru_cache(CACHE)
def _name_key(text: str) -> _Key:
    return _Key.of(norm(text), accented(text))


@lru_cache(CACHE)
def _full_key(text: str) -> _Key:
    """The key of an organisation as it stands. Without accents it contradicts none, although short forms have them."""
    return _Key.of(organisation(text), accented(text))


@lru_cache(CACHE)
def _body_key(text: str) -> _Key:
    """The key of what stands before an organisation's place."""
    return _Key.of(head(text), accented(text))


class _Form(NamedTuple):
    """A name as the index holds it: with the days on which both it and what bears it hold.

    Attributes:
        entry: what bears it.
        name: the name.
        key: `norm` of it, or of the part of it that is looked up.
        fold: the same folded.
        since: first day.
        until: first day no more.
        kinds: kinds of unit it names.
        scoped: the name says the place of the body, the key does not.
    """

    entry: Entry
    name: NameForm
    key: str
    fold: str
    since: dt.date | None
    until: dt.date | None
    kinds: frozenset[str]
    scoped: bool = False

    @property
    def compact(self) -> str:
        """The key without accents and spaces."""
        return self.fold.replace(" ", "")

    def keyed(self, key: str, kinds: frozenset[str] | None = None, scoped: bool = False) -> _Form:
        """The same name under another key."""
        kinds = self.kinds if kinds is None else kinds
        return _Form(self.entry, self.name, key, plain(key), self.since, self.until, kinds, scoped)

    def time(self, span: Span) -> Time:
        """How it lies to the first and last day of a span; without a span everything holds."""
        if span is None:
            return HELD
        first, last = span
        if self.until is not None and self.until <= first:
            return FORMER
        if self.since is not None and self.since > last:
            return LATER
        begun = self.since is None or self.since <= first
        return HELD if begun and (self.until is None or self.until > last) else PARTLY


class _Match(NamedTuple):
    """A form that a text may mean.

    Attributes:
        form: the form.
        contradicted: the accents of the text say another name.
        reading: 0 the whole text is the name, 1 without the places behind it, 2 without the type word as well.
        tier: 0 to 2 a proper name equal, folded, without spaces; 3 to 5 an alias so.
        loosely: the type word is only loosely used for that kind.
        height: level of the unit; for a body without a place in its name, steps from the issuer's place upwards.
        former: the text says that the unit is no more.
    """

    form: _Form
    contradicted: bool
    reading: int
    tier: int
    loosely: bool
    height: int
    former: bool = False


class _Named(NamedTuple):
    """How a written place names a place of the index."""

    contradicted: bool
    reading: int
    tier: int
    loosely: bool


class _Found(NamedTuple):
    """What the index holds for a text: matches, and what only bears the name, by why it is not meant."""

    matches: list[_Match]
    rejected: dict[Reason, dict[str, None]]

    def add(self, match: _Match, strict: bool) -> None:
        """Take a match; where names have settled accents (`strict`) only one that these do not contradict."""
        if strict and match.contradicted and _settled(match.form.entry):
            self.reject(Reason.OTHER_ACCENTS, match.form)
        else:
            self.matches.append(match)

    def reject(self, reason: Reason, form: _Form) -> None:
        """Note why a bearer of the name is not meant."""
        self.rejected.setdefault(reason, {})[form.entry.id] = None


class Index:
    """Everything that can be named.

    Args:
        entries: the entries; of two with one id the first counts.
        same_as: id -> id of what it is the same as; chains are followed.
    """

    def __init__(self, entries: Iterable[Entry], same_as: Mapping[str, str] | None = None) -> None:
        self.entries: dict[str, Entry] = {}
        for entry in entries:
            self.entries.setdefault(entry.id, entry)
        self._same_as = dict(same_as or {})
        self._lower = {name.lower(): name for name in (*self._same_as, *self.entries)}
        self._labels = frozenset(entry.label for entry in self.entries.values())
        self._forms: list[_Form] = []
        self._places: dict[str, list[_Form]] = defaultdict(list)
        self._bodies: dict[str, dict[str, list[_Form]]] = defaultdict(lambda: defaultdict(list))
        self._others: dict[str, list[_Form]] = defaultdict(list)
        self._own_names: dict[str, set[str]] = defaultdict(set)
        # A body's name is taken apart by the names of its place, so places come first.
        with _uncollected():
            for entry in sorted(self.entries.values(), key=lambda e: e.label != "Place"):
                for form in _forms(entry, self.entries.get(entry.place or "")):
                    self._add(form)
        self._memo = lru_cache(MEMO)(self._resolve)
        self._found = lru_cache(MEMO)(self._find)
        self._named = lru_cache(MEMO)(self._named_anew)

    def _add(self, form: _Form) -> None:
        if form.entry.label == "Place":
            for one in _readings_of(form):
                self._forms.append(one)
                self._places[one.compact].append(one)
                self._own_names[form.entry.id].add(one.compact)
        elif form.entry.label == "Agency":
            self._forms.append(form)
            body = self._body_of(form)
            self._bodies[body.compact][form.entry.place or ""].append(body)
        else:
            self._forms.append(form)
            self._others[form.compact].append(form)

    def keys_unlike(self, other: Index, ids: Container[str]) -> set[str]:
        """Keys under which two indexes hold names of which something differs that decides what a text means.

        Args:
            other: the other index.
            ids: entries that differ; the names of these, and of bodies of these or of something below them, are
                compared.

        Returns:
            The keys.
        """
        return {key for key, _ in self._deciding(ids) ^ other._deciding(ids)}

    def _deciding(self, ids: Container[str]) -> set[tuple[str, _Deciding]]:
        """The keys of names that rest on some entries, with all of the names that decides a meaning."""
        names = [(key, form) for held in (self._places, self._others) for key, forms in held.items() for form in forms]
        found = {(key, self._decides(form)) for key, form in names if form.entry.id in ids}
        for key, bodies in self._bodies.items():
            for form in (form for forms in bodies.values() for form in forms):
                if form.entry.id in ids or any(place in ids for place in form.entry.parents):
                    found.add((key, self._decides(form)))
        return found

    def _decides(self, form: _Form) -> _Deciding:
        entry, place = form.entry, self.entries.get(form.entry.place or "")
        kinds = entry.kind, place and place.kind, form.kinds
        return _standing(form), entry.country, entry.level, kinds, form.name.canonical, form.key, form.scoped

    def reads_like(self, other: Index, text: str, place: str | None) -> bool:
        """Whether a text that is no id means the same in another index, on any day and for any labels.

        Args:
            other: the other index.
            text: a name as people write it.
            place: the issuer's place, in which it is read.
        """
        return self._upwards(place) == other._upwards(place) and self._means(text, place) == other._means(text, place)

    def _means(self, text: str, place: str | None) -> set[_Deciding]:
        """All that is looked at when one of the matches of a text is chosen; the one bearer where there is no other."""
        matches = self._found(text.strip(), self._labels, place).matches
        bearers: set[_Deciding] = {(match.form.entry.id, match.form.entry.label) for match in matches}
        if len(bearers) == 1 and not any(match.former for match in matches):
            return bearers
        return {(_standing(match.form), *match[1:]) for match in matches}

    def _body_of(self, form: _Form) -> _Form:
        """A body's name under the key without its own place."""
        own = self._own_names.get(form.entry.place or "", frozenset[str]())
        for body, place in cuts(form.name.text, own):
            if not place.name or (_name_key(place.name).compact in own and self._is_within(form.entry, place)):
                return form.keyed(head(body), scoped=True)
        return form.keyed(in_full(form.key))

    def _is_within(self, entry: Entry, written: WrittenPlace) -> bool:
        keys = [_name_key(unit.name).compact for unit in written.above]
        return all(any(key in self._own_names.get(place, ()) for place in entry.parents) for key in keys)

    # -------------------------------------------------------------------------------------------- resolve

    def resolve(
        self, text: str, *, labels: frozenset[str], day: Day, place: str | None = None, whenever: bool = False
    ) -> Resolution:
        """The one entry that a text means; never a guess.

        Args:
            text: an id, or a name as people write it: with abbreviations, type word, places above behind it.
            labels: labels it may have.
            day: the day the name is read at; first and last day where a date is cut (what held all that time is
                meant); None: any day.
            place: the issuer's place. It decides between equals, and a body's name without a place is read in it.
            whenever: for what a person asks about: a former unit counts like a present one, so that a higher one wins
                over a lower one of today; among equals the present one is meant.

        Returns:
            The id, or None with the candidates; and the reason.
        """
        return self._memo(text, labels, (day, day) if isinstance(day, dt.date) else day, place, whenever)

    def _resolve(self, text: str, labels: frozenset[str], span: Span, place: str | None, whenever: bool) -> Resolution:
        text = text.strip()
        if (known := self._by_id(text, labels)) is not None:
            return known
        found = self._found(text, labels, place)
        best = _best(found.matches, span, whenever)
        if not best:
            return self._failure(text, found, labels, span, place)
        ids = tuple(dict.fromkeys(match.form.entry.id for match in best))
        if len(ids) > 1:
            ids = self._at_home(ids, place)
        if len(ids) > 1:
            return Resolution(None, ids[:CANDIDATES], Reason.AMBIGUOUS)
        held = any(m.form.time(span).when == HELD.when for m in best if m.form.entry.id == ids[0])
        return Resolution(ids[0], ids, Reason.NAME if held else Reason.OTHER_DAY)

    def _by_id(self, text: str, labels: frozenset[str]) -> Resolution | None:
        target, seen = text, {text}
        while (further := self._same_as.get(target)) and further not in seen:
            target = further
            seen.add(further)
        if not (entry := self.entries.get(target)):
            return None
        if entry.label not in labels:
            return Resolution(None, (target,), Reason.WRONG_LABEL)
        return Resolution(target, (target,), Reason.ID if target == text else Reason.SAME_AS)

    def _failure(self, text: str, found: _Found, labels: frozenset[str], span: Span, place: str | None) -> Resolution:
        if near := self._lower.get(text.lower()):
            return Resolution(None, (near,), Reason.WRONG_CASE)
        if ids := _ids(found.matches):
            return Resolution(None, ids, Reason.OTHER_DAY)
        for reason in (Reason.OTHER_PLACE, Reason.WRONG_PARENT, Reason.WRONG_KIND, Reason.OTHER_ACCENTS):
            if reason in found.rejected:
                return Resolution(None, tuple(found.rejected[reason])[:CANDIDATES], reason)
        others = self._found(text, self._labels - labels, place)
        ids = _ids(_best(others.matches, span, whenever=False))
        return Resolution(None, ids, Reason.WRONG_LABEL if ids else Reason.UNKNOWN)

    def _at_home(self, ids: tuple[str, ...], place: str | None) -> tuple[str, ...]:
        """Of equals, those in the issuer's place, else those in the next place above it that has any."""
        for unit in self._upwards(place):
            entries = (self.entries[name] for name in ids)
            if near := tuple(e.id for e in entries if unit in (e.id, e.place) or unit in e.parents):
                return near
        return ids

    def _upwards(self, place: str | None) -> tuple[str, ...]:
        if place is None:
            return ()
        return (place, *(self.entries[place].parents if place in self.entries else ()))

    # -------------------------------------------------------------------------------------------- find by key

    def _find(self, text: str, labels: frozenset[str], place: str | None, strict: bool = True) -> _Found:
        """Everything that a text may name; `strict`: as a reference, otherwise as something looked for."""
        found = _Found([], {})
        if "Place" in labels:
            self._find_places(text, place, strict, found)
        if "Agency" in labels:
            self._find_bodies(text, place, strict, found)
        if labels - {"Place", "Agency"}:
            key = _name_key(text)
            for form in self._others.get(key.compact, ()):
                label = form.entry.label
                if label in labels and (form.key == key.norm or label in FREELY_NAMED or not strict):
                    found.add(_match(form, key, form.entry.level), strict)
        return found

    def _find_places(self, text: str, place: str | None, strict: bool, found: _Found) -> None:
        written = written_place(text)
        if not written.name:
            self._find_type_alone(written, place, found)
        for reading, name in _readings(text, written):
            key = _name_key(name)
            for form in self._places.get(key.compact, ()):
                if reading and not self._within(form.entry, written):
                    found.reject(Reason.WRONG_PARENT, form)
                elif reading == 2 and not _fits(form.kinds, written.type):
                    found.reject(Reason.WRONG_KIND, form)
                else:
                    found.add(_match(form, key, form.entry.level, reading, written), strict)

    def _find_type_alone(self, written: WrittenPlace, place: str | None, found: _Found) -> None:
        """A type word alone, "tỉnh", means that unit of the issuer."""
        for step, unit in enumerate(self._upwards(place)):
            if (entry := self.entries.get(unit)) and _fits(_one_kind(entry.kind), written.type):
                found.matches.extend(_Match(form, False, 0, 0, False, step) for form in _forms(entry, None))

    def _within(self, entry: Entry, written: WrittenPlace) -> bool:
        """Whether an entry lies in each of the places written behind its name."""
        return all(not self._named(unit).keys().isdisjoint(entry.parents) for unit in written.above)

    def _named_anew(self, written: WrittenPlace) -> dict[str, _Named]:
        """The places that a written place may name on any day, with how they match."""
        named: dict[str, _Named] = {}
        for reading, name in _readings(written.full, written):
            key = _name_key(name)
            for form in self._places.get(key.compact, ()):
                match = _match(form, key, 0, reading, written)
                if match.contradicted and _settled(form.entry):
                    continue
                if self._within(form.entry, written) and (reading < 2 or _fits(form.kinds, written.type)):
                    how = _Named(match.contradicted, match.reading, match.tier, match.loosely)
                    named[form.entry.id] = min(how, named.get(form.entry.id, how))
        return named

    def _find_bodies(self, text: str, place: str | None, strict: bool, found: _Found) -> None:
        self._find_local(_full_key(text), None, place, strict, found)
        for body, written in cuts(text, self._places):
            key = _body_key(body)
            if not written.name:
                self._find_local(key, written.type, place, strict, found)
            elif bodies := self._bodies.get(key.compact):
                for unit, how in self._named(written).items():
                    for form in bodies.get(unit, ()):
                        found.add(_match_placed(form, key, written, how), strict)

    def _find_local(self, key: _Key, kind: PlaceType | None, place: str | None, strict: bool, found: _Found) -> None:
        """Bodies meant by a name that does not say its place, only the type of it or nothing."""
        bodies = self._bodies.get(key.compact)
        if not bodies:
            return
        units = [(step, unit) for step, unit in enumerate(self._upwards(place)) if self._is_kind(unit, kind)]
        meant = [(step, form) for step, unit in units for form in bodies.get(unit, ())]
        if not meant:
            forms = [form for unit, forms in bodies.items() if self._is_kind(unit, kind) for form in forms]
            everywhere = [form for form in forms if strict or not form.scoped]
            if place is None or (kind is None and _is_proper_name(everywhere)):
                meant = [(0, form) for form in everywhere]
            else:
                for form in everywhere:
                    found.reject(Reason.OTHER_PLACE, form)
        for step, form in meant:
            found.add(_match(form, key, step), strict)

    def _is_kind(self, place: str, kind: PlaceType | None) -> bool:
        if kind is None:
            return True
        return place in self.entries and _fits(_one_kind(self.entries[place].kind), kind)

    # -------------------------------------------------------------------------------------------- search

    def search(
        self, text: str, *, labels: frozenset[str] | None = None, kind: str | None = None, day: dt.date, limit: int = 20
    ) -> list[Hit]:
        """Search by any spelling.

        Args:
            text: what is looked for.
            labels: only these labels; None: all.
            kind: only this kind; None: all.
            day: among equals what is valid on this day comes first, what was before it next.
            limit: how many at most.

        Returns:
            What was found: exact with its accents, folded, alias, prefix, contains; near spellings, last, only where
            none of the first three is found.
        """
        labels = self._labels if labels is None else labels
        chosen = _Chosen(self._catalogue, labels, kind, day, limit)
        keyed: dict[Rank, list[_Form]] = defaultdict(list)
        for match in self._find(text, labels, None, strict=False).matches:
            keyed[_rank(match)].append(match.form)
        for rank in RANKS[:3]:
            chosen.take_forms(rank, keyed[rank])
        certain = bool(chosen.hits)
        queries = [query for query in dict.fromkeys((fold(text), plain(organisation(text)))) if query]
        for query in queries:
            chosen.take_lines("prefix", self._catalogue.beginning_with(query))
        for query in queries:
            chosen.take_lines("contains", self._catalogue.containing(query))
        if not certain and not chosen.full:
            chosen.take_forms("near", (form for *_, form in self._near(text, labels, limit)))
        return [_hit(rank, form) for rank, form in chosen.hits.values()]

    def suggest(
        self, text: str, *, labels: frozenset[str], limit: int = 3, place: str | None = None
    ) -> tuple[str, ...]:
        """Ids of near spellings for an unknown name: for a person to choose from, never to be taken.

        Args:
            text: the name.
            labels: labels it may have.
            limit: how many at most.
            place: the issuer's place, in which a body's name without a place is read.

        Returns:
            The ids, nearest first.
        """
        near = self._near(text, labels, limit)
        if place in self.entries and "Agency" in labels:
            near += self._near(f"{text} {self.entries[place].name}", frozenset({"Agency"}), limit)
        return tuple(dict.fromkeys(form.entry.id for *_, form in sorted(near, key=NEARNESS)))[:limit]

    @cached_property
    def _catalogue(self) -> _Catalogue:
        with _uncollected():
            return _Catalogue(self.entries.values(), self._forms)

    @cached_property
    def _sounds(self) -> dict[str, dict[str, list[_Form]]]:
        """Label -> rough sound -> forms."""
        found: dict[str, dict[str, list[_Form]]] = defaultdict(lambda: defaultdict(list))
        for form in self._forms:
            found[form.entry.label][sound(_lines_of(form)[-1].replace(" ", ""))].append(form)
        return found

    def _near(self, text: str, labels: frozenset[str], limit: int) -> list[tuple[float, int, _Form]]:
        """Forms that sound like the text, nearest first: how far off they are, place in the order of equals, form."""
        found: list[tuple[float, int, _Form]] = []
        for label in labels & self._sounds.keys():
            sounds = self._sounds[label]
            query = _sound_of(text, label)
            if len(query) < NEAR_LENGTH:
                continue
            near = process.extract(query, sounds.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_SCORE, limit=4 * limit)
            position = self._catalogue.position
            for key, score, _ in near:
                found += ((100 - score, position[form.entry.id], form) for form in sounds[key])
        return sorted(found, key=NEARNESS)


# ------------------------------------------------------------------------------------------------ search by line

Numbers = npt.NDArray[np.int64]
DISTANT = dt.date.max.toordinal()


class _Catalogue:
    """Every key a search may begin or contain, sorted; in arrays, so that a word of 50,000 names is no work.

    Args:
        entries: all entries.
        forms: all names.
    """

    def __init__(self, entries: Iterable[Entry], forms: Sequence[_Form]) -> None:
        folded = {form.entry.id: form.fold for form in reversed(forms) if form.name.text == form.entry.name}
        self.entries = sorted(entries, key=lambda e: (e.level, _order_of_label(e.label), folded.get(e.id, ""), e.id))
        self.position = {entry.id: at for at, entry in enumerate(self.entries)}
        lines = [(line, form) for form in forms for line in dict.fromkeys(_lines_of(form))]
        lines.sort(key=itemgetter(0))
        self.lines = [line for line, _ in lines]
        self.forms = [form for _, form in lines]
        self.positions = np.array([self.position[form.entry.id] for form in self.forms], np.int64)
        self.since = np.array([form.since.toordinal() if form.since else 0 for form in self.forms], np.int64)
        self.until = np.array([form.until.toordinal() if form.until else DISTANT for form in self.forms], np.int64)
        self.labels = np.array([entry.label for entry in self.entries], np.str_)
        self.kinds = np.array([entry.kind for entry in self.entries], np.str_)
        numbers: dict[str, int] = {}
        words = [line.split(" ") for line in self.lines]
        self.word_of = np.array([numbers.setdefault(w, len(numbers)) for found in words for w in found], np.int64)
        self.line_of = np.repeat(np.arange(len(words)), np.array([len(found) for found in words], np.int64))
        self.words = list(numbers)

    def beginning_with(self, query: str) -> Numbers:
        """Numbers of the lines that begin so."""
        first = bisect_left(self.lines, query)
        return np.arange(first, bisect_left(self.lines, query + "\U0010ffff", first))

    def containing(self, query: str) -> Numbers:
        """Numbers of the lines that hold every word of the query, whole or as part of a word, in any order."""
        found = np.ones(len(self.lines), bool)
        for part in query.split(" "):
            having = np.array([part in word for word in self.words], bool)
            lines = np.zeros(len(self.lines), bool)
            lines[self.line_of[having[self.word_of]]] = True
            found &= lines
        return np.flatnonzero(found)


class _Chosen:
    """The hits of one search, rank after rank, at most `limit`.

    Args:
        catalogue: where they come from.
        labels: labels wanted.
        kind: kind wanted; None: all.
        day: the day whose units come first among equals.
        limit: how many at most.
    """

    def __init__(
        self, catalogue: _Catalogue, labels: frozenset[str], kind: str | None, day: dt.date, limit: int
    ) -> None:
        self.catalogue, self.labels, self.kind, self.day, self.limit = catalogue, labels, kind, day, limit
        self.hits: dict[int, tuple[Rank, _Form]] = {}

    @cached_property
    def _wanted(self) -> npt.NDArray[np.bool_]:
        """Which entries, in the order of equals, have the label and kind."""
        wanted = np.isin(self.catalogue.labels, sorted(self.labels))
        return wanted if self.kind is None else wanted & (self.catalogue.kinds == self.kind)

    @property
    def full(self) -> bool:
        """Whether there is room for no more."""
        return len(self.hits) >= self.limit

    def take_forms(self, rank: Rank, forms: Iterable[_Form]) -> None:
        """Take forms of a rank in the order of equals."""
        found = [form for form in forms if form.entry.label in self.labels and self.kind in (None, form.entry.kind)]
        position = self.catalogue.position
        span = self.day, self.day
        for form in sorted(found, key=lambda form: (form.time(span).when, position[form.entry.id])):
            self._take(position[form.entry.id], rank, form)

    def take_lines(self, rank: Rank, lines: Numbers) -> None:
        """Take lines of a rank in the order of equals."""
        if self.full or not lines.size:
            return
        catalogue, day = self.catalogue, self.day.toordinal()
        lines = lines[self._wanted[catalogue.positions[lines]]]
        when = np.where(catalogue.until[lines] <= day, FORMER.when, 0)
        when[catalogue.since[lines] > day] = LATER.when
        order = when * len(catalogue.entries) + catalogue.positions[lines]
        for at in np.argsort(order, kind="stable"):
            self._take(int(catalogue.positions[lines[at]]), rank, catalogue.forms[lines[at]])
            if self.full:
                return

    def _take(self, position: int, rank: Rank, form: _Form) -> None:
        if not self.full:
            self.hits.setdefault(position, (rank, form))


def _order_of_label(label: str) -> int:
    return LABEL_ORDER.index(label) if label in LABEL_ORDER else len(LABEL_ORDER)


def _lines_of(form: _Form) -> tuple[str, ...]:
    """The folded name; a body's with its abbreviations in full as well."""
    return (form.fold, plain(in_full(form.key))) if form.entry.label == "Agency" else (form.fold,)


def _sound_of(text: str, label: str) -> str:
    if label == "Place":
        return sound(_name_key(written_place(text).name).compact)
    return sound((_full_key(text) if label == "Agency" else _name_key(text)).compact)


# ------------------------------------------------------------------------------------------------ names and matches


class _Everything:
    """Holds every key, and notes those asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return True


def lookup_keys(text: str) -> set[str]:
    """Every key under which an index, whatever it holds, may look when it resolves a text.

    Args:
        text: a name as people write it.

    Returns:
        The keys: where all held under them is alike (`Index.keys_unlike`), the text means what it meant.
    """
    text = text.strip()
    asked = _Everything()
    places = [written_place(text)]
    keys = {_full_key(text).compact, _name_key(text).compact}
    for body, place in cuts(text, asked):
        keys.add(_body_key(body).compact)
        places.append(place)
    while places:
        written = places.pop()
        keys |= {_name_key(name).compact for _, name in _readings(written.full, written)}
        places += written.above
    return keys | asked.asked


@lru_cache(CACHE)
def _one_kind(kind: str) -> frozenset[str]:
    return frozenset({kind})


def _later(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max(one, other) if one and other else one or other


def _earlier(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return min(one, other) if one and other else one or other


def _forms(entry: Entry, place: Entry | None) -> Iterator[_Form]:
    """The names of an entry, its own name among them, each once."""
    names = dict.fromkeys(entry.names)
    if all(name.text != entry.name for name in names):
        names = {NameForm(entry.name, canonical=True): None, **names}
    dated = {norm(name.text) for name in names if name.valid_from or name.valid_to}
    since, until = entry.valid_from, entry.valid_to
    if place and entry.label == "Agency":
        since, until = _later(since, place.valid_from), _earlier(until, place.valid_to)
    for name in names:
        key = norm(name.text)
        # An undated alias that repeats a dated name would take its dates away.
        if key and (key not in dated or name.valid_from or name.valid_to):
            days = _later(since, name.valid_from), _earlier(until, name.valid_to)
            yield _Form(entry, name, key, plain(key), *days, _one_kind(name.kind or entry.kind))


def _readings_of(form: _Form) -> Iterator[_Form]:
    """A place's name as it stands, and without its type word; the type word says a kind of the form as well."""
    written = written_place(form.name.text)
    kind = written.type
    # Without accents "Quan Son" may be the name Quan Sơn: there the type word counts only if it fits.
    if kind is None or not written.name or written.above or (form.key.isascii() and not form.kinds & kind.kinds):
        yield form
        return
    kinds = form.kinds if _fits(form.kinds, kind) else form.kinds | kind.kinds
    yield form.keyed(form.key, kinds)
    yield form.keyed(norm(written.name), kinds)


def _readings(text: str, written: WrittenPlace) -> Iterator[tuple[int, str]]:
    """What in a text may be the name: all of it, what stands before the places above, that without its type word."""
    yield 0, text
    if written.above or written.former:
        yield 1, written.full
    if written.type and written.name:
        yield 2, written.name


def _match(form: _Form, key: _Key, height: int, reading: int = 0, written: WrittenPlace | None = None) -> _Match:
    tier = 0 if key.norm == form.key else 1 if key.fold == form.fold else 2
    kind = written.type if written and reading == 2 else None
    return _Match(
        form,
        tier > 0 and key.accented and contradicts(key.norm, form.key),
        reading,
        tier if form.name.canonical else tier + 3,
        kind is not None and form.kinds.isdisjoint(kind.kinds),
        height,
        written is not None and written.former and reading > 0,
    )


def _match_placed(form: _Form, key: _Key, written: WrittenPlace, how: _Named) -> _Match:
    """A match of a body's name with its place; the place's own accents were looked at with it."""
    match = _match(form, key, form.entry.level)
    tier = max(match.tier, how.tier % 3)
    return _Match(form, match.contradicted, how.reading, tier, how.loosely, match.height, written.former)


def _fits(kinds: frozenset[str], kind: PlaceType | None) -> bool:
    return kind is None or not kinds.isdisjoint(kind.kinds | kind.loosely)


def _standing(form: _Form) -> _Deciding:
    """What bears a name, where it belongs, and when the name holds."""
    entry = form.entry
    return entry.id, entry.label, entry.place, entry.parents, form.since, form.until


def _settled(entry: Entry) -> bool:
    """Whether accents tell its name from others: not so in the many transcriptions of foreign names."""
    return entry.country is None or entry.country.casefold() == HOME or entry.kind == "country"


def _is_proper_name(forms: list[_Form]) -> bool:
    """Whether a name without a place is one body's own ("Trường Cao đẳng Ngô Gia Tự"), not one of many."""
    one = len({form.entry.id for form in forms}) == 1
    return one and all(form.entry.kind in PROPER_KINDS and not form.scoped for form in forms)


def _best(matches: Iterable[_Match], span: Span, whenever: bool) -> list[_Match]:
    """The matches that nothing puts behind another."""
    ranked: dict[tuple[int, ...], list[_Match]] = defaultdict(list)
    for match in matches:
        when, partly = match.form.time(span)
        if match.former and (match.form.until is None if span is None else when != FORMER.when):
            continue
        name = (match.reading, match.tier, match.loosely, match.height)
        key = (*name, when, partly) if whenever else (when, *name, partly)
        ranked[(match.contradicted, *key)].append(match)
    return ranked[min(ranked)] if ranked else []


def _ids(matches: Iterable[_Match]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.form.entry.id for match in matches))[:CANDIDATES]


def _rank(match: _Match) -> Rank:
    if not match.form.name.canonical:
        return "alias"
    return "exact" if match.tier == 0 else "folded"


def _hit(rank: Rank, form: _Form) -> Hit:
    entry = form.entry
    return Hit(entry.id, entry.label, entry.kind, entry.name, form.name.text, rank, entry.valid_from, entry.valid_to)
