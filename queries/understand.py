"""Free questions: plain Vietnamese or English to a question of the catalogue with its parameters, by rules, offline.

A text is compared with every phrase of the question files. Names, times and codes in it fill the places of a phrase;
what is left is compared by meaning, rare meanings counting more. Words that neither a phrase nor a parameter explains
lower the score, so that what the data does not have is declined and not answered with something near.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from graph.resolve import HOME
from graph.store import GraphStore
from graph.texts import LANGUAGES, Language, t
from graph.times import Time
from queries.catalogue import FOLDER, Param, Question, questions
from queries.pieces import Piece, Text, read_text
from queries.search import Searcher
from queries.vocabulary import PLACE, meanings, own_words, vocabulary, weight

THRESHOLD = 0.68  # tests/queries/free_questions.yml: below it more was wrong than right
LIKE = 0.25  # below, a question has hardly more than a common word with a text
SURE = 0.93  # from here on the first of two that fit alike will do
MARGIN = 0.02  # below, a second question as near as this means that it is not clear which is meant
SLOT_WEIGHT = 1.6  # a name or time that fills a place, beside words that weigh up to 4.9
OWN_WORD = 0.75  # a word that another phrase of the same question has
OF_TEXT, OF_PHRASE, ORDER = 0.58, 0.34, 0.08
BARE = 0.8  # for each name or time beside those of a phrase that is nothing but names
EXTRA = 0.97  # for each parameter that the phrase does not have but the question takes
UNUSED = 0.55  # for each name or time that no parameter takes
NEAR = 0.93  # a name written nearly right
KIND_MEANT = 1.04  # a question that asks for just this kind of thing
HOME_ASKED = 0.85  # the country of the office: it rather says where all of it is than what is asked about
MANY_LABELS = 4
WEAK = 0.97  # for a code or topic that could be plain words, and for a place that takes anything
ASKED = 3
SLOT = "{}"
PARTICLE = "chua"  # at the end of a Vietnamese question it only asks; elsewhere it says "not yet"
NOT_MEANT = {"from": "last", "to": "first"}
AS_OF, WITHIN = "as_of", "within_months"
STARTS = {"to": "from", AS_OF: WITHIN}  # a time fills both: its first and last day, or its first day and its months
STRETCH = re.compile(r"(?:(?:từ|from|between) )?\{from\}.*?\{to\}")


class Why(StrEnum):
    """Why a text is not answered."""

    REASON = "reason"
    OPINION = "opinion"
    FORECAST = "forecast"
    PERSON = "person"
    STATISTIC = "statistic"
    OUTSIDE = "outside"
    NO_SUCH_NAME = "no_such_name"
    SEVERAL = "several"
    ALIKE = "alike"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Understood:
    """A question that a text means.

    Attributes:
        question: its name.
        params: parameter -> id, ISO date, number or code, as text.
        score: 0 to 1.
    """

    question: str
    params: Mapping[str, str]
    score: float

    def to_json(self) -> dict[str, Any]:
        """As an object of the JSON form."""
        return {"question": self.question, "params": dict(self.params), "score": round(self.score, 3)}


@dataclass(frozen=True)
class Suggestions:
    """A text that is not understood well enough, and the nearest questions.

    Attributes:
        nearest: at most three, best first.
        why: why it is not answered.
        words: the words of the text that say so, where there are any.
    """

    nearest: tuple[Understood, ...]
    why: Why = Why.UNSURE
    words: tuple[str, ...] = ()

    def because(self) -> str:
        """Why it is not answered, as a sentence in the current language."""
        unsure = self.why is Why.UNSURE and self.words
        return t(f"ask.why_{self.why}{'_words' if unsure else ''}", words=", ".join(f"«{word}»" for word in self.words))

    def to_json(self) -> dict[str, Any]:
        """As the JSON form of `hoptac ask`."""
        return {
            "understood": None,
            "why": {"code": self.why.value, "text": self.because()},
            "suggestions": [one.to_json() for one in self.nearest],
        }


def understand(text: str, store: GraphStore, *, as_of: dt.date, lang: Language = "vi") -> Understood | Suggestions:
    """What a text asks.

    Args:
        text: plain words, with or without accents; search words; a name alone.
        store: the graph, for names.
        as_of: the day that "this year" is counted from and names are read at.
        lang: language whose phrases win where both fit alike.

    Returns:
        The question with its parameters; else the nearest three, and why none is answered.

    Raises:
        StoreUnavailable: the store cannot be reached.
    """
    read = read_text(text, Searcher.of(store), as_of)
    best: dict[str, _Fit] = {}
    for shape in _shapes(FOLDER):
        fit = shape.fit(read, lang)
        if fit and (shape.question not in best or fit.score > best[shape.question].score):
            best[shape.question] = fit
    fits = sorted(best.values(), key=lambda fit: -fit.score)
    return _decide(read, fits)


def _decide(text: Text, fits: Sequence[_Fit]) -> Understood | Suggestions:
    """The best fit, or why it is not good enough."""
    near = _nearest(fits)
    if text.beyond:
        kind = text.beyond[0][0]
        return Suggestions(near, Why(kind), tuple(words for other, words in text.beyond if other == kind))
    if text.doubtful:
        return Suggestions(near, Why.FORECAST, text.doubtful)
    if text.strange:
        return Suggestions(near, Why.NO_SUCH_NAME, text.strange)
    if not fits or fits[0].score < THRESHOLD:
        return Suggestions(near, Why.UNSURE, text.unknown)
    if fits[0].choices:
        return Suggestions(tuple(fits[0].chosen(one) for one in fits[0].choices[:ASKED]), Why.SEVERAL)
    if len(fits) > 1 and fits[0].score < SURE and fits[0].score - fits[1].score < MARGIN:
        return Suggestions(near, Why.ALIKE)
    return fits[0].understood()


def _nearest(fits: Sequence[_Fit]) -> tuple[Understood, ...]:
    """The questions that fit best; where too few fit at all, those to begin with."""
    near = [fit.understood() for fit in fits if fit.score >= LIKE][:ASKED]
    others = set(vocabulary().offered) - {one.question for one in near}
    first = [Understood(name, {}, 0.0) for name in vocabulary().offered if name in others]
    return tuple([*near, *first][:ASKED])


# ------------------------------------------------------------------------------------------------ phrases


@dataclass(frozen=True)
class _Fit:
    """How well a question fits a text, and with what parameters."""

    question: str
    params: Mapping[str, str]
    score: float
    open_param: str
    choices: tuple[str, ...]

    def understood(self) -> Understood:
        return Understood(self.question, self.params, min(self.score, 1.0))

    def chosen(self, value: str) -> Understood:
        """The same question about one of the things that may be meant."""
        return Understood(self.question, {**self.params, self.open_param: value}, min(self.score, 1.0))


@dataclass(frozen=True)
class _Phrase:
    """A phrase of a question file.

    Attributes:
        lang: its language.
        parts: meanings, and `{}` for its places, in their order.
        said: the meanings.
        weight: of its meanings and places together.
    """

    lang: Language
    parts: tuple[str, ...]
    said: frozenset[str]
    weight: float


@dataclass(frozen=True)
class _Shape:
    """The phrases of a question that have the same places.

    Attributes:
        question: name of the question.
        places: parameters, in the order of the phrase.
        phrases: the phrases.
    """

    question: str
    places: tuple[str, ...]
    phrases: tuple[_Phrase, ...]

    def fit(self, text: Text, lang: Language) -> _Fit | None:
        """The best way to read a text as one of the phrases; None where a place stays empty."""
        asked = questions()[self.question]
        filled = _fill(self.places, asked, text)
        if any(name not in filled for name in self.places):
            return None
        filled |= _extra(asked, text, filled)
        if any(param.required and name not in filled for name, param in asked.params.items()):
            return None
        taken = list(dict.fromkeys(filled.values()))
        left = _left(text, taken)
        likeness = max(self._likenesses(_line(text, taken, left), lang))
        several = next(((name, piece.others) for name, piece in filled.items() if piece.others), ("", ()))
        given = ((name, filled[name]) for name in asked.params if name in filled)
        values = {name: value for name, piece in given if (value := _value(name, piece, asked))}
        return _Fit(self.question, values, likeness * self._sureness(asked, filled, text, left), *several)

    def _sureness(self, asked: Question, filled: Mapping[str, Piece], text: Text, left: Sequence[Piece]) -> float:
        """How sure it is that the pieces fill the parameters and that nothing else is meant."""
        unused = len({(piece.first, piece.last) for piece in left if not piece.told}) + _elsewhere(
            filled.values(), text
        )
        return UNUSED**unused * math.prod(self._fills(asked, name, piece) for name, piece in filled.items())

    def _fills(self, asked: Question, name: str, piece: Piece) -> float:
        """How sure it is that a piece fills a parameter."""
        sure = KIND_MEANT if asked.params[name].kinds and name in self.places else 1.0
        sure *= (NEAR if piece.near else 1.0) * (HOME_ASKED if piece.value == HOME else 1.0)
        if name not in self.places:
            return sure * EXTRA
        labels = asked.params[name].kind.labels
        return sure * (1.0 if piece.strong and len(labels) < MANY_LABELS else WEAK)

    def _likenesses(self, line: Sequence[str], lang: Language) -> Iterator[float]:
        """How like each phrase is: shared meanings by weight, seen from text and phrase; order counts a little."""
        said, slots = frozenset(line) - {SLOT}, line.count(SLOT)
        weights = {meaning: weight(meaning) for meaning in said}
        of_text = sum(weights.values()) + slots * SLOT_WEIGHT
        own = sum(w for meaning, w in weights.items() if meaning in own_words()[self.question])
        for phrase in self.phrases:
            shared = sum(weights[meaning] for meaning in said & phrase.said)
            explained = shared + OWN_WORD * (own - shared) + slots * SLOT_WEIGHT
            both = shared + len(self.places) * SLOT_WEIGHT
            share = explained / of_text if of_text else 0.0
            order = _common(line, phrase.parts) / max(len(line), len(phrase.parts), 1)
            likeness = OF_TEXT * share + OF_PHRASE * both / phrase.weight + ORDER * order
            bare = 1.0 if phrase.said else share * BARE ** max(0, slots - len(self.places))
            yield (likeness if of_text else 0.0) * bare + (1e-6 if phrase.lang == lang else 0)


def _left(text: Text, taken: Sequence[Piece]) -> list[Piece]:
    """Names and times that fill no parameter; `told` where the taken names say them already."""
    meant = {HOME} | {piece.value for piece in taken} - {""}
    told = frozenset[str]().union(*(text.told.get(piece.value, frozenset()) for piece in taken))
    left = (piece for piece in text.pieces if piece.strong and not piece.overlaps(taken))
    return [replace(p, told=p.value in meant or set(text.keys[p.first : p.last]) <= told) for p in left]


def _elsewhere(taken: Iterable[Piece], text: Text) -> int:
    """How many bodies are followed by a place that is not theirs: another body is meant, which is not known."""
    pieces = set(taken)
    places = [piece for piece in pieces if piece.label == "Place"]
    bodies = [piece for piece in pieces if piece.label == "Agency"]
    return sum(
        not set(text.keys[place.first : place.last]) <= text.told.get(body.value, frozenset())
        for body in bodies
        for place in places
        if 0 <= place.first - body.last <= 1
    )


def _line(text: Text, taken: Sequence[Piece], left: Sequence[Piece]) -> list[str]:
    """The text as meanings, with places for what is taken, without what the taken names say already."""
    line: list[str] = []
    run: list[str] = []
    own = frozenset[str]().union(*(text.names.get(piece.value, frozenset()) for piece in taken))
    begins = {piece.first: piece for piece in (*(p for p in left if p.told), *taken)}
    at, end = 0, len(text.keys) - (text.keys[-1:] == (PARTICLE,))
    while at < end:
        if at in begins:
            line += [*_meanings(run, own), *([] if begins[at].told else [SLOT])]
            run, at = [], begins[at].last
        else:
            run.append(text.keys[at])
            at += 1
    return [*line, *_meanings(run, own)]


def _meanings(keys: Sequence[str], own: frozenset[str]) -> Iterator[str]:
    return (meaning for meaning in vocabulary().meanings(keys) if not set(meaning.split()) <= own)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for a in one:
        previous = 0
        for index, b in enumerate(other, start=1):
            previous, row[index] = row[index], previous + 1 if a == b else max(row[index], row[index - 1])
    return row[-1]


# ------------------------------------------------------------------------------------------------ parameters


def _fill(places: Sequence[str], asked: Question, text: Text) -> dict[str, Piece]:
    """Pieces for the places of a phrase, in the order of the text."""
    filled: dict[str, Piece] = {}
    for name in places:
        fitting = (p for p in _fitting(asked.params[name], name, text) if not p.overlaps(filled.values()))
        meant = {piece.value for piece in filled.values()} - {""}
        if piece := next((p for p in fitting if p.value not in meant), None):
            filled[name] = piece
    return filled


def _fitting(param: Param, name: str, text: Text) -> Iterator[Piece]:
    """Pieces that can fill a parameter; names before codes, the sure before the near."""
    for piece in text.pieces:
        if (
            (piece.label in param.kind.labels and _of_kind(param, piece, text))
            or (param.kind.choice and piece.label == param.type)
            or (piece.label == "text" and param.type in ("text", "words"))
            or (piece.time and _takes_time(param, name, piece.time))
        ):
            yield piece


def _of_kind(param: Param, piece: Piece, text: Text) -> bool:
    """Whether a piece is of a kind that the parameter means."""
    return not param.kinds or any(
        text.kinds.get(one, frozenset()) & set(param.kinds) for one in (piece.value, *piece.others)
    )


def _takes_time(param: Param, name: str, time: Time) -> bool:
    if param.type == "date":
        if name == "to":  # a stretch fills `from`, and `to` along with it
            return time.bounds == "last"
        return name != AS_OF or (time.months is None and time.first.year == time.last.year)
    if param.type != "integer":
        return False
    if name == "year":
        return time.first.year == time.last.year and time.precision == "year" and time.bounds == "both"
    return time.bounds != "first"


def _value(name: str, piece: Piece, asked: Question) -> str:
    """The text of a parameter's value; "" where several things may be meant, or a time has no such end."""
    time = piece.time
    if time is None:
        return piece.value
    if name == "year":
        return str(time.first.year)
    if name == WITHIN:
        return str(piece.months)
    if time.bounds == NOT_MEANT.get(name) or (name == AS_OF and WITHIN in asked.params and time.bounds == "last"):
        return ""
    return (time.first if name == "from" or WITHIN in asked.params else time.last).isoformat()


def _extra(asked: Question, text: Text, filled: Mapping[str, Piece]) -> dict[str, Piece]:
    """Parameters that the phrase does not name, filled with what the text has left."""
    further: dict[str, Piece] = {}
    for name, param in asked.params.items():
        viewpoint = param.kind.entity and param.default is not None  # a text does not change whose side is ours
        if name in filled or viewpoint or (name == AS_OF and {"from", "to"} <= asked.params.keys()):
            continue
        start = (further | dict(filled)).get(STARTS.get(name, ""))
        if start and start.time and start.time.months is None:
            further[name] = start
            continue
        free = (p for p in _fitting(param, name, text) if not p.overlaps([*filled.values(), *further.values()]))
        free = (p for p in free if p.strong and (name != AS_OF or _can_be_day(p, text)))
        if piece := next(free, None):
            further[name] = piece
    return further


def _can_be_day(piece: Piece, text: Text) -> bool:
    """Whether a time that no phrase asks for can be the day of the view: nothing to come."""
    return piece.time is not None and piece.time.first <= text.day


@cache
def _shapes(folder: Path) -> tuple[_Shape, ...]:
    shapes: dict[tuple[str, tuple[str, ...]], list[_Phrase]] = {}
    for asked in questions(folder).values():
        for lang in LANGUAGES:
            for text in getattr(asked.front.phrases, lang):
                written = STRETCH.sub("{from}", text)  # from and to are one place, as times are read
                places = tuple(PLACE.findall(written))
                shapes.setdefault((asked.name, places), []).append(_phrase(written, lang, len(places)))
    return tuple(_Shape(*key, tuple(phrases)) for key, phrases in shapes.items())


def _phrase(text: str, lang: Language, places: int) -> _Phrase:
    parts = tuple(part for piece in re.split(r"(\{\w+\})", text) for part in _parts(piece))
    said = frozenset(parts) - {SLOT}
    return _Phrase(lang, parts, said, sum(map(weight, said)) + places * SLOT_WEIGHT or 1.0)


def _parts(piece: str) -> Iterable[str]:
    return (SLOT,) if PLACE.fullmatch(piece) else meanings(piece)
