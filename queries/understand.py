"""Free questions: plain Vietnamese or English to a question of the catalogue with its parameters, by rules, offline.

A text is compared with every phrase of the question files. Names, times and codes in it fill the places of a phrase;
what is left is compared word by word, rare words counting more. Words that neither a phrase nor a parameter explains
lower the score, so that what the data does not have is declined and not answered with something near.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from graph.cells import Choice
from graph.names import fold, plain, words
from graph.resolve import FREELY_NAMED, Reason
from graph.store import GraphStore
from graph.texts import LANGUAGES, Language
from graph.times import Time, find_times
from queries.catalogue import FOLDER, Param, Question, questions
from queries.search import Searcher

THRESHOLD = 0.72  # tests/queries/free_questions.yml: below it more was wrong than right
SURE = 0.93  # from here on the first of two that fit alike will do
MARGIN = 0.015  # below, a second question as near as this means that it is not clear which is meant
QUIET_WEIGHT = 0.12
SLOT_WEIGHT = 1.6  # a name or time that fills a place, beside words that weigh up to 4.5
EXTRA = 0.97  # for each parameter that the phrase does not have but the question takes
UNUSED = 0.55  # for each name or time that no parameter takes
NEAR = 0.93  # a name written nearly right
NEAR_LETTERS = 5
NEAR_RATIO = 86.0
NEAREST = 5
SHORT_NAME = 4  # letters: a single shorter word is hardly a place
MANY_LABELS = 4
WEAK = 0.97  # for a code or topic that could be plain words, and for a place that takes anything
LONGEST = 14  # words of a name
ASKED = 3
UNIT_WORDS = frozenset({"the", "province", "city", "district", "municipality"})
PLACE = re.compile(r"\{(\w+)\}")
STRETCH = re.compile(r"(?:(?:từ|from|between) )?\{from\}.*?\{to\}")
QUOTED = re.compile(r"[«“\"]([^»”\"]+)[»”\"]")
SHORT_KINDS = {"kh": "plan", "tb": "notice", "cv": "letter", "qd": "decision", "nq": "resolution"}
NAMED = ("Place", "Agency", "Topic", "Document", "Agreement", "Event", "Task", "Change")


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
    """

    nearest: tuple[Understood, ...]

    def to_json(self) -> dict[str, Any]:
        """As the JSON form of `hoptac ask`."""
        return {"understood": None, "suggestions": [one.to_json() for one in self.nearest]}


def understand(text: str, store: GraphStore, *, as_of: dt.date, lang: Language = "vi") -> Understood | Suggestions:
    """What a text asks.

    Args:
        text: plain words, with or without accents; search words; a name alone.
        store: the graph, for names.
        as_of: the day that "this year" is counted from and names are read at.
        lang: language whose phrases win where both fit alike.

    Returns:
        The question with its parameters; else the nearest three.

    Raises:
        StoreUnavailable: the store cannot be reached.
    """
    read = _Text.read(text, Searcher.of(store), as_of)
    best: dict[str, _Fit] = {}
    for phrase in _phrases(FOLDER):
        fit = phrase.fit(read)
        if fit and (phrase.question not in best or fit.score > best[phrase.question].score):
            best[phrase.question] = replace(fit, score=fit.score + (1e-6 if phrase.lang == lang else 0))
    fits = sorted(best.values(), key=lambda fit: -fit.score)
    near = tuple(fit.understood() for fit in fits[:ASKED])
    if fits and fits[0].choices and fits[0].score >= THRESHOLD:
        return Suggestions(tuple(fits[0].chosen(one) for one in fits[0].choices[:ASKED]))
    if not fits or fits[0].score < THRESHOLD:
        return Suggestions(near)
    if len(fits) > 1 and fits[0].score < SURE and fits[0].score - fits[1].score < MARGIN:
        return Suggestions(near)
    return near[0]


# ------------------------------------------------------------------------------------------------ words


@dataclass(frozen=True)
class _Vocabulary:
    """How words are compared.

    Attributes:
        quiet: words that say little.
        same: spellings of one meaning, longest first -> the one that stands for all.
    """

    quiet: frozenset[str]
    same: Mapping[tuple[str, ...], str]
    longest: int

    def tokens(self, keys: Sequence[str]) -> list[str]:
        """Words with spellings of one meaning as one token."""
        found, at = [], 0
        while at < len(keys):
            length = next(
                (n for n in range(min(self.longest, len(keys) - at), 0, -1) if tuple(keys[at : at + n]) in self.same), 0
            )
            found.append(self.same[tuple(keys[at : at + length])] if length else keys[at])
            at += length or 1
        return found


@cache
def _vocabulary() -> _Vocabulary:
    content = yaml.safe_load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))
    same = {spelling: " ".join(group[0]) for group in map(_spellings_of, content["same"]) for spelling in group}
    quiet = [word for line in content["quiet"] for word in _spellings_of(line)]
    same = {word: " ".join(word) for word in quiet if len(word) > 1} | same
    return _Vocabulary(frozenset(map(" ".join, quiet)), same, max(map(len, same)))


def _spellings_of(line: str) -> list[tuple[str, ...]]:
    return [tuple(spelling.split()) for spelling in line.split(",")]


@cache
def _weights(folder: Path) -> Mapping[str, float]:
    """Rare words of the phrases weigh more; a word of no phrase is not among them."""
    seen: Counter[str] = Counter()
    names = questions(folder)
    for asked in names.values():
        texts = [text for lang in LANGUAGES for text in getattr(asked.front.phrases, lang)]
        seen.update({token for text in texts for token in _tokens(PLACE.sub(" ", text))})
    return {token: _rarity(count, len(names)) for token, count in seen.items()}


def _rarity(count: int, of: int) -> float:
    return math.log(1 + of / (count + 0.5))


def _tokens(text: str) -> list[str]:
    return _vocabulary().tokens([plain(key) for key in words(text).keys])


def _weight(token: str, folder: Path = FOLDER) -> float:
    if token in _vocabulary().quiet:
        return QUIET_WEIGHT
    weights = _weights(folder)
    return weights.get(token, _rarity(0, max(len(questions(folder)), 1)))


# ------------------------------------------------------------------------------------------------ what a text holds


@dataclass(frozen=True)
class _Piece:
    """A part of the text that can fill a place of a phrase.

    Attributes:
        first: number of its first word.
        last: number of the word behind it.
        label: label of a node, class of codes, "time" or "text".
        value: id or code; "" where several are meant.
        others: what may be meant, where it is not clear.
        near: whether it is only nearly so written.
        time: the time.
        strong: whether it can be nothing but a name.
    """

    first: int
    last: int
    label: str
    value: str
    others: tuple[str, ...] = ()
    near: bool = False
    time: Time | None = None
    strong: bool = True

    def overlaps(self, others: Iterable[_Piece]) -> bool:
        return any(self.first < other.last and other.first < self.last for other in others)


@dataclass(frozen=True)
class _Text:
    """A text taken apart.

    Attributes:
        keys: its words without accents.
        pieces: what can fill places.
        names: id of what a piece means -> all words of its names, which say nothing more when they stand elsewhere.
    """

    keys: tuple[str, ...]
    pieces: tuple[_Piece, ...] = field(repr=False)
    names: Mapping[str, frozenset[str]] = field(repr=False)

    @classmethod
    def read(cls, text: str, searcher: Searcher, day: dt.date) -> _Text:
        split = words(text)
        keys = tuple(plain(key) for key in split.keys)
        pieces = [_Piece(*time.words, "time", "", time=time) for time in find_times(text, day)]
        pieces += _quoted(split, text)
        pieces += _documents(keys, searcher)
        pieces += _codes(keys)
        pieces += _names(split, keys, searcher, day, pieces)
        meant = {piece.value: searcher.entry(piece.value) for piece in pieces}
        named = [entry for entry in meant.values() if entry and entry.label in FREELY_NAMED]
        names = {e.id: frozenset(key for form in e.names for key in fold(form.text).split()) for e in named}
        return cls(keys, tuple(pieces), names)


def _quoted(split: Any, text: str) -> Iterator[_Piece]:
    for match in QUOTED.finditer(split.text):
        inside = [n for n, (a, b) in enumerate(split.spans) if a >= match.start(1) and b <= match.end(1)]
        if inside:
            yield _Piece(inside[0], inside[-1] + 1, "text", match[1].strip())


def _documents(keys: Sequence[str], searcher: Searcher) -> Iterator[_Piece]:
    """A kind of document with a number: `kế hoạch 481`, `công văn số 1010`."""
    from graph.model import DocumentKind

    kinds = {tuple(fold(text).split()): kind for kind in DocumentKind for text in (kind.vi, kind.en)}
    kinds |= {(short,): DocumentKind(kind) for short, kind in SHORT_KINDS.items()}
    for at, key in enumerate(keys):
        if not key.isdigit() or (len(key) == 4 and key.startswith(("19", "20")) and keys[at - 1 : at] != ("so",)):
            continue
        before = at - 1 if at and keys[at - 1] == "so" else at
        for words_of, kind in kinds.items():
            start = before - len(words_of)
            if start < 0 or tuple(keys[start:before]) != words_of:
                continue
            numbered = (e for e in searcher.labelled("Document") if e.kind == kind)
            found = [e.id for e in numbered if any(fold(form.text).split()[:1] == [key] for form in e.names)]
            if found:
                yield _Piece(start, at + 1, "Document", *((found[0], ()) if len(found) == 1 else ("", tuple(found))))


def _codes(keys: Sequence[str]) -> Iterator[_Piece]:
    """Codes that parameters of questions take, by their names in either language."""
    for name, code, spelling in _spellings():
        for at in range(len(keys) - len(spelling) + 1):
            if tuple(keys[at : at + len(spelling)]) == spelling:
                yield _Piece(at, at + len(spelling), name, code, strong=False)


@cache
def _spellings() -> list[tuple[str, str, tuple[str, ...]]]:
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for asked in questions().values():
        for param in asked.params.values():
            for code in param.kind.choice or ():
                for text in _code_texts(code):
                    found.setdefault((param.type, tuple(fold(text).split())), code.value)
    return [(name, code, spelling) for (name, spelling), code in found.items() if spelling]


def _code_texts(code: Choice) -> Iterator[str]:
    for text in (code.vi, code.en):
        yield text
        yield from text.split(",")


def _names(split: Any, keys: Sequence[str], searcher: Searcher, day: dt.date, known: Sequence[_Piece]) -> list[_Piece]:
    """Names, the longest first; a name inside a longer one is not one of its own."""
    found: list[_Piece] = []
    taken = [piece for piece in known if piece.label in ("time", "Document", "text")]
    for length in range(min(LONGEST, len(keys)), 0, -1):
        for first in range(len(keys) - length + 1):
            window = _Piece(first, first + length, "", "")
            if window.overlaps([*found, *taken]) or all(
                key in _vocabulary().quiet for key in keys[first : first + length]
            ):
                continue
            if length == 1 and len(keys[first]) < SHORT_NAME and _beside_strange(keys, first):
                continue
            found += _named(split.part(first, first + length), window, searcher, day)
    rest = [*found, *taken]
    return found + list(_nearly(split, keys, searcher, day, rest))


def _beside_strange(keys: Sequence[str], at: int) -> bool:
    """Whether a word stands beside one that no phrase has: both may be one name, written nearly right."""
    around = [keys[near] for near in (at - 1, at + 1) if 0 <= near < len(keys)]
    return any(key not in _known_words() and not key.isdigit() for key in around)


def _named(text: str, window: _Piece, searcher: Searcher, day: dt.date) -> Iterator[_Piece]:
    """What a text names, one piece for each label that has such a name."""
    known = all(key in _known_words() for key in fold(text).split())
    if known and window.last - window.first == 1:
        return
    for label in NAMED:
        ids = _meant(text, label, searcher, day)
        if ids:
            single = ids[0] if len(ids) == 1 else ""
            strong = label != "Topic" and not known
            yield replace(window, label=label, value=single, others=ids if not single else (), strong=strong)


def _meant(text: str, label: str, searcher: Searcher, day: dt.date) -> tuple[str, ...]:
    """The one thing of a label that a text means, or the several it may mean; nothing where it means none."""
    labels = frozenset({label})
    found = searcher.resolve(text, labels, day)
    if label == "Agency":
        # A bare name means a body of any province: that only one of them is left today does not make it the one meant.
        anytime = searcher.resolve(text, labels, None)
        if len({fold(searcher.name(one)) for one in anytime.candidates}) > 1:
            found = anytime
    if found.id:
        return (found.id,)
    if found.reason != Reason.AMBIGUOUS:
        return _in_english(searcher).get(_english_key(text), ()) if label == "Agency" else ()
    entries = [entry for entry in map(searcher.entry, found.candidates) if entry]
    single = [entry for entry in entries if entry.kind != "group"]  # a set is meant by its own words only
    if len({(fold(entry.name), entry.place) for entry in single}) == 1:
        return (min(single, key=lambda entry: (entry.valid_from or dt.date.min, entry.id)).id,)
    return tuple(found.candidates)


@lru_cache(maxsize=2)
def _in_english(searcher: Searcher) -> dict[str, tuple[str, ...]]:
    """Bodies by their English names without `province` and the like, which people leave out."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in searcher.labelled("Agency"):
        for form in entry.names:
            if " of " in form.text:
                found[_english_key(form.text)] = (*found.get(_english_key(form.text), ()), entry.id)
    return found


def _english_key(text: str) -> str:
    return " ".join(key for key in fold(text).split() if key not in UNIT_WORDS)


@cache
def _known_words() -> frozenset[str]:
    """Words of phrases and of their other spellings."""
    vocabulary = _vocabulary()
    spelled = {key for spelling in vocabulary.same for key in spelling}
    phrases = {key for token in _weights(FOLDER) for key in token.split()}
    return frozenset(phrases | spelled | {key for word in vocabulary.quiet for key in word.split()})


def _nearly(
    split: Any, keys: Sequence[str], searcher: Searcher, day: dt.date, taken: Sequence[_Piece]
) -> Iterator[_Piece]:
    """Words that no phrase has and that are nearly a name."""
    known = _known_words()
    strange = [
        at
        for at, key in enumerate(keys)
        if key not in known and not key.isdigit() and not _Piece(at, at + 1, "", "").overlaps(taken)
    ]
    done: list[_Piece] = []
    for length in (4, 3, 2, 1):
        for first in range(len(keys) - length + 1):
            window = _Piece(first, first + length, "", "")
            if not any(first <= at < first + length for at in strange) or window.overlaps([*taken, *done]):
                continue
            written = " ".join(keys[first : first + length])
            if len(written.replace(" ", "")) < NEAR_LETTERS:
                continue
            piece = _near_piece(split.part(first, first + length), window, searcher, day)
            if piece:
                done.append(piece)
                yield piece


def _near_piece(text: str, window: _Piece, searcher: Searcher, day: dt.date) -> _Piece | None:
    """The name that is nearly written so."""
    written = fold(text).replace(" ", "")
    topics = [
        e.id for e in searcher.labelled("Topic") if any(fold(f.text).startswith(f"{fold(text)} ") for f in e.names)
    ]
    if len(topics) == 1:
        return replace(window, label="Topic", value=topics[0], strong=False)
    for label in ("Place", "Agency", "Topic"):
        near = map(searcher.entry, searcher.suggest(text, frozenset({label}))[:NEAREST])
        forms = [
            (fuzz.ratio(written, fold(form.text).replace(" ", "")), form.text) for e in near if e for form in e.names
        ]
        ratio, name = max(forms, default=(0.0, ""))
        ids = _meant(name, label, searcher, day) if ratio >= NEAR_RATIO else ()
        if ids:
            single = ids[0] if len(ids) == 1 else ""
            return replace(window, label=label, value=single, others=ids if not single else (), near=True)
    return None


# ------------------------------------------------------------------------------------------------ phrases


@dataclass(frozen=True)
class _Fit:
    """How well a phrase fits a text, and with what parameters."""

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
        question: name of the question.
        lang: its language.
        parts: words as tokens, and places as `{name}`, in their order.
    """

    question: str
    lang: Language
    parts: tuple[str, ...]

    @property
    def places(self) -> list[str]:
        return [part[1:-1] for part in self.parts if part.startswith("{")]

    def fit(self, text: _Text) -> _Fit | None:
        """The best way to read a text as this phrase; None where a place stays empty."""
        asked = questions()[self.question]
        filled = _fill(self.places, asked, text)
        if any(name not in filled for name in self.places):
            return None
        filled |= _extra(asked, text, filled)
        if any(param.required and name not in filled for name, param in asked.params.items()):
            return None
        taken = list(dict.fromkeys(filled.values()))
        told = frozenset[str]().union(*(text.names.get(piece.value, frozenset()) for piece in taken))
        left = [piece for piece in text.pieces if piece.strong and not piece.overlaps(taken)]
        left = [piece for piece in left if not set(text.keys[piece.first : piece.last]) <= told]
        factor = UNUSED ** (len({(piece.first, piece.last) for piece in left}) + _elsewhere(taken, text))
        factor *= math.prod(self._sureness(asked, name, piece) for name, piece in filled.items())
        several = next(((name, piece.others) for name, piece in filled.items() if piece.others), ("", ()))
        values = {name: value for name, piece in filled.items() if (value := _value(name, piece))}
        return _Fit(self.question, values, self._likeness(text, taken, told) * factor, *several)

    def _sureness(self, asked: Question, name: str, piece: _Piece) -> float:
        """How sure it is that a piece fills a parameter."""
        sure = NEAR if piece.near else 1.0
        if name not in self.places:
            return sure * EXTRA
        labels = asked.params[name].kind.labels
        return sure * (1.0 if piece.strong and len(labels) < MANY_LABELS else WEAK)

    def _likeness(self, text: _Text, taken: Sequence[_Piece], told: frozenset[str]) -> float:
        """Shared words by weight, seen from the text and from the phrase; their order counts a little."""
        line = [part for part in _line(text, taken) if not set(part.split()) <= told]
        said, own = Counter(line), Counter("{}" if part.startswith("{") else part for part in self.parts)
        extra = said["{}"] - own["{}"]
        own["{}"] = said["{}"] if extra > 0 else own["{}"]
        shared = said & own
        of_text, of_phrase, both = (sum(_part_weight(part) * n for part, n in c.items()) for c in (said, own, shared))
        if not of_text or not of_phrase:
            return 0.0
        parts = ["{}" if part.startswith("{") else part for part in self.parts]
        order = _common(line, parts) / max(len(line), len(parts))
        return 0.62 * both / of_text + 0.30 * both / of_phrase + 0.08 * order


def _elsewhere(taken: Sequence[_Piece], text: _Text) -> int:
    """How many bodies are followed by a place that is not theirs: another body is meant, which is not known."""
    places = [piece for piece in taken if piece.label == "Place"]
    bodies = [piece for piece in taken if piece.label == "Agency"]
    return sum(
        not set(text.keys[place.first : place.last]) <= text.names.get(body.value, frozenset())
        for body in bodies
        for place in places
        if 0 <= place.first - body.last <= 1
    )


def _part_weight(part: str) -> float:
    return SLOT_WEIGHT if part == "{}" else _weight(part)


def _line(text: _Text, taken: Sequence[_Piece]) -> list[str]:
    """The text as tokens, with places for what is taken."""
    line: list[str] = []
    run: list[str] = []
    begins = {piece.first: piece for piece in taken}
    at = 0
    while at < len(text.keys):
        if at in begins:
            line += [*_vocabulary().tokens(run), "{}"]
            run, at = [], begins[at].last
        else:
            run.append(text.keys[at])
            at += 1
    return line + _vocabulary().tokens(run)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for a in one:
        previous = 0
        for index, b in enumerate(other, start=1):
            previous, row[index] = row[index], previous + 1 if a == b else max(row[index], row[index - 1])
    return row[-1]


def _fill(places: Sequence[str], asked: Question, text: _Text) -> dict[str, _Piece]:
    """Pieces for the places of a phrase, in the order of the text."""
    filled: dict[str, _Piece] = {}
    for name in places:
        fitting = (p for p in _fitting(asked.params[name], name, text) if not p.overlaps(filled.values()))
        if piece := next(fitting, None):
            filled[name] = piece
    return filled


def _fitting(param: Param, name: str, text: _Text) -> Iterator[_Piece]:
    """Pieces that can fill a parameter; names before codes, the sure before the near."""
    for piece in sorted(text.pieces, key=lambda p: (p.near, p.first)):
        if (
            piece.label in param.kind.labels
            or piece.label == param.type
            or (piece.label == "text" and param.type in ("text", "words"))
            or (piece.time and _takes_time(param, name, piece.time))
        ):
            yield piece


def _takes_time(param: Param, name: str, time: Time) -> bool:
    if param.type == "date":
        return name != "as_of" or time.months is None
    if param.type != "integer":
        return False
    if name == "year":
        return time.first.year == time.last.year and time.precision == "year"
    return time.months is not None


def _value(name: str, piece: _Piece) -> str:
    """The text of a parameter's value; "" where several things may be meant."""
    time = piece.time
    if time is None:
        return piece.value
    if name == "year":
        return str(time.first.year)
    if name in ("from", "to", "as_of") or time.months is None:
        return (time.first if name == "from" else time.last).isoformat()
    return str(time.months)


def _extra(asked: Question, text: _Text, filled: Mapping[str, _Piece]) -> dict[str, _Piece]:
    """Parameters that the phrase does not name, filled with what the text has left."""
    further: dict[str, _Piece] = {}
    for name, param in asked.params.items():
        if name in filled or (name == "as_of" and {"from", "to"} <= asked.params.keys()):
            continue
        if name == "to" and (start := (further | dict(filled)).get("from")) and start.time:
            further["to"] = start
            continue
        free = (p for p in _fitting(param, name, text) if not p.overlaps([*filled.values(), *further.values()]))
        if piece := next((p for p in free if p.strong), None):
            further[name] = piece
    return further


@cache
def _phrases(folder: Path) -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(asked.name, lang, tuple(_parts(text)))
        for asked in questions(folder).values()
        for lang in LANGUAGES
        for text in getattr(asked.front.phrases, lang)
    )


def _parts(phrase: str) -> Iterator[str]:
    """Words and places of a phrase; from and to are one place, as times are read."""
    phrase, at = STRETCH.sub("{from}", phrase), 0
    for match in PLACE.finditer(phrase):
        yield from _tokens(phrase[at : match.start()])
        yield match[0]
        at = match.end()
    yield from _tokens(phrase[at:])
