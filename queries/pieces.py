"""What a free question holds beside its words: names, times, codes, documents by number, quoted text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from rapidfuzz import fuzz

from graph.cells import Choice
from graph.model import DocumentKind
from graph.names import Words, fold, norm, plain, words
from graph.resolve import FREELY_NAMED, HOME, Entry, Reason
from graph.times import Time, find_times
from queries.catalogue import questions
from queries.search import Searcher
from queries.vocabulary import known_words, lone_words, vocabulary

NEAR_LETTERS = 5
NEAR_RATIO = 86.0
NEAREST = 5
SHORT_NAME = 4  # letters: a single shorter word is hardly a place
LONGEST = 14  # words of a name
SURE_WORDS = 3  # so many words that are a name together are one, whatever each says alone
BODY_WORDS = 8  # words of a body's name that may stand before its place
ABROAD = "abroad"
LINKING = frozenset({"the", "of", "s"})
UNIT_WORDS = frozenset({"province", "provincial", "city", "district", "municipality", "municipal", "town"})
TITLED = ("Agreement", "Task", "Event", "Document")
TITLE, TITLE_PART = 6, 0.6  # at least so many words and so much of a title from its beginning mean it
UNITS_BEFORE = frozenset({"tinh", "huyen", "thanh", "pho", "tp", "thi", "xa", "quan", "cua", "o"})
BETWEEN_UNITS = frozenset({"cua", "tinh", "thuoc", "ben", "nuoc", "o", "of", "in", "the", "province"})
QUOTED = re.compile(r"[«“\"]([^»”\"]+)[»”\"]")
SENTENCE = re.compile(r"[.?!:]\s*$")
SHORT_KINDS = {"kh": "plan", "tb": "notice", "cv": "letter", "qd": "decision", "nq": "resolution"}
NAMED = ("Place", "Agency", "Topic", "Document", "Agreement", "Event", "Task", "Change")


@dataclass(frozen=True)
class Piece:
    """A part of the text that can fill a place of a phrase.

    Attributes:
        first: number of its first word.
        last: number of the word behind it.
        label: label of a node, class of codes, "time" or "text".
        value: id or code; "" where several are meant.
        others: what may be meant, where it is not clear.
        near: whether it is only nearly so written.
        time: the time.
        months: how many months it is long.
        strong: whether it can be nothing but a name.
        told: whether other pieces say it already.
    """

    first: int
    last: int
    label: str
    value: str
    others: tuple[str, ...] = ()
    near: bool = False
    time: Time | None = None
    months: int = 0
    strong: bool = True
    told: bool = False

    def overlaps(self, others: Iterable[Piece]) -> bool:
        """Whether it has a word in common with one of the others."""
        return any(self.first < other.last and other.first < self.last for other in others)

    def meaning(self, ids: Sequence[str]) -> Piece:
        """The same words, meaning the one thing or one of the several."""
        return replace(self, value=ids[0] if len(ids) == 1 else "", others=() if len(ids) == 1 else tuple(ids))


@dataclass(frozen=True)
class Text:
    """A text taken apart.

    Attributes:
        keys: its words without accents.
        pieces: what can fill places, the sure before the near, in the order of the text.
        names: id of what a piece means -> words of its names, which say nothing more when they stand elsewhere.
        told: id of what a piece means -> words of which another name says nothing more: those of its names, of the
            places above it, of a document's issuer.
        kinds: id of what a piece means -> its kind, a code, and whether it is abroad.
        day: today.
        unknown: words that neither a phrase nor a piece has.
        doubtful: the modal word that it begins with, as questions do that ask whether something may happen.
        strange: what is written as a name or number of a document and means nothing here.
        beyond: what it asks that no document states, with the words that say so.
    """

    keys: tuple[str, ...]
    pieces: tuple[Piece, ...] = field(repr=False)
    names: Mapping[str, frozenset[str]] = field(repr=False)
    told: Mapping[str, frozenset[str]] = field(repr=False)
    kinds: Mapping[str, frozenset[str]] = field(repr=False)
    day: dt.date
    unknown: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    beyond: tuple[tuple[str, str], ...] = ()


def read_text(text: str, searcher: Searcher, day: dt.date) -> Text:
    """Take a text apart.

    Args:
        text: any text.
        searcher: knows the names.
        day: the day that "this year" is counted from and names are read at.

    Returns:
        Its words and what they hold.
    """
    split = words(text)
    keys = tuple(plain(key) for key in split.keys)
    first = list(_titles(keys, searcher))
    times = (_time_piece(time, day) for time in find_times(text, day))
    for piece in (*_documents(keys, searcher), *_quoted(split), *times):
        if not piece.overlaps(p for p in first if p.label in TITLED):
            first.append(piece)
    found = [*first, *_names(split, keys, searcher, day, first)]
    found = _within_higher(keys, found, searcher)
    pieces = sorted([*found, *_codes(keys)], key=lambda p: (p.near, p.first))
    meant = {one: entry for p in pieces for one in (p.value, *p.others) if (entry := searcher.entry(one))}
    names = {one: _names_of(entry) for one, entry in meant.items()}
    told = {one: names[one] | _told(entry, searcher) for one, entry in meant.items()}
    kinds = {one: frozenset({entry.kind, HOME if entry.country == HOME else ABROAD}) for one, entry in meant.items()}
    unknown = tuple(split.part(at, at + 1) for at, key in enumerate(keys) if _is_strange(at, key, found))
    beyond = tuple(
        (kind, split.part(a, b))
        for kind, a, b in vocabulary().asks_beyond(keys)
        if not Piece(a, b, "", "").overlaps(p for p in found if p.strong)
    )
    begins = vocabulary().tokens(keys)[:1]
    doubtful = tuple(split.part(*token[1:]) for token in begins if token.meaning in vocabulary().modal)
    strange = tuple(_strange(split, keys, found))
    return Text(keys, tuple(pieces), names, told, kinds, day, unknown, doubtful, strange, beyond)


def _time_piece(time: Time, day: dt.date) -> Piece:
    """A time; today says nothing more than nothing, and the months up to a day to come are counted from today."""
    start = day if time.bounds == "last" and time.last > day else time.first - dt.timedelta(days=1)
    months = time.months or (time.last.year - start.year) * 12 + time.last.month - start.month or 1
    return Piece(*time.words, "time", "", time=time, months=months, strong=not time.first == time.last == day)


def _names_of(entry: Entry) -> frozenset[str]:
    named = entry.label in FREELY_NAMED
    return frozenset(key for form in entry.names if named for key in fold(form.text).split())


def _told(entry: Entry, searcher: Searcher) -> frozenset[str]:
    above, names = [*entry.parents, HOME], [""]
    if entry.label == "Document":  # its id begins with its issuer's place
        names = [entry.name, entry.id.replace(".", " ")]
        above.append(entry.id.rpartition(".")[0])
    names += [form.text for place in above if (higher := searcher.entry(place)) for form in higher.names]
    return frozenset(key for name in names for key in fold(name).split())


def _quoted(split: Words) -> Iterator[Piece]:
    for match in QUOTED.finditer(split.text):
        inside = [n for n, (a, b) in enumerate(split.spans) if a >= match.start(1) and b <= match.end(1)]
        if inside:
            yield Piece(inside[0], inside[-1] + 1, "text", match[1].strip())


# ------------------------------------------------------------------------------------------------ documents and codes


def _documents(keys: Sequence[str], searcher: Searcher) -> Iterator[Piece]:
    """A kind of document with a number: `kế hoạch 481`, `công văn số 1010`."""
    for at, start, kind in _numbered(keys):
        numbered = (entry for entry in searcher.labelled("Document") if kind in (None, entry.kind))
        found = [e.id for e in numbered if any(fold(form.text).split()[:1] == [keys[at]] for form in e.names)]
        if found:
            yield Piece(start, at + 1, "Document", "").meaning(found)


def _numbered(keys: Sequence[str]) -> Iterator[tuple[int, int, DocumentKind | None]]:
    """Numbers behind a kind of document: where the number and where the kind stands, and the kind; no bare years."""
    for at, key in enumerate(keys):
        numbered = keys[at - 1 : at] in (("so",), ("no",), ("number",))
        if not key.isdigit() or (len(key) == 4 and key.startswith(("19", "20")) and not numbered):
            continue
        before = at - 1 if numbered else at
        for spelling, kind in _document_kinds().items():
            start = before - len(spelling)
            if start >= 0 and tuple(keys[start:before]) == spelling:
                yield at, start, kind


@cache
def _document_kinds() -> Mapping[tuple[str, ...], DocumentKind | None]:
    """Kinds by their names; None for any document."""
    kinds: dict[tuple[str, ...], DocumentKind | None] = {("van", "ban"): None, ("document",): None}
    kinds |= {tuple(fold(text).split()): kind for kind in DocumentKind for text in (kind.vi, kind.en)}
    return kinds | {(short,): DocumentKind(kind) for short, kind in SHORT_KINDS.items()}


def _codes(keys: Sequence[str]) -> Iterator[Piece]:
    """Codes that parameters of questions take, by their names in either language and other words of that meaning."""
    known = vocabulary()
    tokens = [token for token in known.tokens(keys) if token.meaning not in known.quiet]
    said = [token.meaning for token in tokens]
    for name, code, spelling in _spellings():
        for at in range(len(said) - len(spelling) + 1):
            if tuple(said[at : at + len(spelling)]) == spelling:
                last = tokens[at + len(spelling) - 1].last
                yield Piece(tokens[at].first, last, name, code, strong=False)


@cache
def _spellings() -> list[tuple[str, str, tuple[str, ...]]]:
    """Class of codes, code, and its meanings; of two codes of a class with one meaning the first."""
    known = vocabulary()
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for param in (param for asked in questions().values() for param in asked.params.values()):
        for code in param.kind.choice or ():
            for text in _code_texts(code):
                said = (token.meaning for token in known.tokens(fold(text).split()))
                spelling = tuple(meaning for meaning in said if meaning not in known.quiet)
                found.setdefault((param.type, spelling), code.value)
    longest_first = sorted(found.items(), key=lambda item: -len(item[0][1]))
    return [(name, code, spelling) for (name, spelling), code in longest_first if spelling]


def _code_texts(code: Choice) -> Iterator[str]:
    for text in (code.vi, code.en):
        yield text
        yield from text.split(",")


# ------------------------------------------------------------------------------------------------ names


def _names(
    split: Words, keys: Sequence[str], searcher: Searcher, day: dt.date, known: Sequence[Piece]
) -> Iterator[Piece]:
    """Names, the longest first; a name inside a longer one is not one of its own."""
    found: list[Piece] = []
    for length in range(min(LONGEST, len(keys)), 0, -1):
        for first in range(len(keys) - length + 1):
            window = Piece(first, first + length, "", "")
            inside = keys[first : first + length]
            quiet = length < SURE_WORDS and all(key in vocabulary().quiet for key in inside)
            if quiet or window.overlaps([*found, *known]):
                continue
            if length == 1 and len(inside[0]) < SHORT_NAME and _beside_strange(keys, first):
                continue
            found += _named(split.part(first, first + length), window, searcher, day)
    bodies = [body for place in found if (body := _body_before(split, keys, place, searcher))]
    found = [*bodies, *(piece for piece in found if not piece.overlaps(bodies))]
    yield from found
    yield from _nearly(split, keys, searcher, day, [*found, *known])


def _titles(keys: Sequence[str], searcher: Searcher) -> Iterator[Piece]:
    """Titles of agreements, tasks, events and documents, whole or their beginning; the longest first."""
    end = 0
    for at in range(len(keys) - TITLE + 1):
        begun = _title_beginnings(searcher).get(tuple(keys[at : at + TITLE]), ())
        if at < end or not begun:
            continue
        lengths = {entry.id: _alike(title, keys[at:]) for title, entry in begun}
        lengths = {entry.id: n for title, entry in begun if (n := lengths[entry.id]) >= TITLE_PART * len(title)}
        longest = max(lengths.values(), default=0)
        if not longest:
            continue
        ids = tuple(one for one, length in lengths.items() if length == longest)
        label = next(entry.label for _, entry in begun if entry.id == ids[0])
        end = at + longest
        yield Piece(at, end, label, "").meaning(ids)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts have alike from their beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@lru_cache(maxsize=2)
def _title_beginnings(searcher: Searcher) -> Mapping[tuple[str, ...], list[tuple[tuple[str, ...], Entry]]]:
    """The first words of a title -> the titles that begin so."""
    found: dict[tuple[str, ...], list[tuple[tuple[str, ...], Entry]]] = {}
    for label in TITLED:
        for entry in searcher.labelled(label):
            for title in {tuple(fold(form.text).split()) for form in entry.names}:
                if len(title) >= TITLE:
                    found.setdefault(title[:TITLE], []).append((title, entry))
    return found


def _beside_strange(keys: Sequence[str], at: int) -> bool:
    """Whether a word stands beside one that no phrase has: both may be one name, written nearly right."""
    around = [keys[near] for near in (at - 1, at + 1) if 0 <= near < len(keys)]
    return any(key not in known_words() and not key.isdigit() for key in around)


def _named(text: str, window: Piece, searcher: Searcher, day: dt.date) -> Iterator[Piece]:
    """What a text names, one piece for each label that has such a name."""
    known = all(key in known_words() for key in fold(text).split())
    capital = window.first > 0 and text[:1].isupper()
    if fold(text) in lone_words() and not capital:
        return
    sure = not known or capital or window.last - window.first >= SURE_WORDS
    exact = fold(text) in _exact_names(searcher)
    for label in NAMED:
        if not exact and label not in FREELY_NAMED:
            continue
        if ids := _meant(text, label, searcher, day) or (
            _parts_of_topics(searcher).get(fold(text), ()) if label == "Topic" else ()
        ):
            yield replace(window, label=label, strong=label != "Topic" and sure).meaning(ids)


@lru_cache(maxsize=2)
def _exact_names(searcher: Searcher) -> frozenset[str]:
    """Names and ids of what has no other spelling than its own."""
    entries = (entry for label in NAMED if label not in FREELY_NAMED for entry in searcher.labelled(label))
    return frozenset(fold(text) for entry in entries for text in (entry.id, *(form.text for form in entry.names)))


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
        return _english_body(text, searcher) if label == "Agency" else ()
    entries = [entry for entry in map(searcher.entry, found.candidates) if entry]
    single = [entry for entry in entries if entry.kind != "group"]  # a set is meant by its own words only
    return _one_name(single) or tuple(found.candidates)


@lru_cache(maxsize=2)
def _parts_of_topics(searcher: Searcher) -> Mapping[str, tuple[str, ...]]:
    """Topics by one of the things that their names list: `học bổng` of `Học bổng, tiếp nhận sinh viên`."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in searcher.labelled("Topic"):
        for part in {fold(part) for form in entry.names for part in form.text.split(",")}:
            if " " in part:
                found[part] = (*found.get(part, ()), entry.id)
    return {part: ids for part, ids in found.items() if len(ids) == 1}


def _one_name(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The eldest of those that are one body under one name at different times; nothing where names differ."""
    if len({(fold(entry.name), entry.place) for entry in entries}) != 1:
        return ()
    return (min(entries, key=lambda entry: (entry.valid_from or dt.date.min, entry.id)).id,)


def _english_body(text: str, searcher: Searcher) -> tuple[str, ...]:
    """Bodies by the words of an English name, in any order; the highest where `province` and the like are left out."""
    said = frozenset(fold(text).split()) - LINKING
    names = _in_english(searcher)
    found = names.get(said) or names.get(said - UNIT_WORDS) or []
    highest = min((entry.level for entry in found), default=0)
    found = [entry for entry in found if entry.level == highest]
    return _one_name(found) or tuple(entry.id for entry in found)


@lru_cache(maxsize=2)
def _in_english(searcher: Searcher) -> Mapping[frozenset[str], list[Entry]]:
    """Bodies by the words of their English names, with and without words for units."""
    found: dict[frozenset[str], list[Entry]] = {}
    for entry in searcher.labelled("Agency"):
        for said in (frozenset(fold(form.text).split()) - LINKING for form in entry.names if " of " in form.text):
            for key in {said, said - UNIT_WORDS}:
                found.setdefault(key, []).append(entry)
    return found


def _body_before(split: Words, keys: Sequence[str], place: Piece, searcher: Searcher) -> Piece | None:
    """A body by some words of its name with its place behind: `hội phụ nữ bắc giang`, `sở nông nghiệp tỉnh X`."""
    if place.label != "Place":
        return None
    end = place.first
    while end and keys[end - 1] in UNITS_BEFORE:
        end -= 1
    places = (place.value,) if place.value else place.others
    bodies = [body for one in places for body in _bodies(searcher, split.plain).get(one, ())]
    written = keys if split.plain else split.keys  # `số lao động` is no `sở lao động`
    for first in range(max(0, end - BODY_WORDS), end - 1):
        found = [entry for entry, names in bodies if any(_shortened(written[first:end], name) for name in names)]
        if found:
            ids = _one_name(found) or tuple(entry.id for entry in found)
            return Piece(first, place.last, "Agency", "").meaning(ids)
    return None


def _shortened(said: Sequence[str], name: Sequence[str]) -> bool:
    """Whether words are the first and some further ones of a name, in its order."""
    rest = iter(name)
    return said[0] == name[0] and all(key in rest for key in said)


@lru_cache(maxsize=4)
def _bodies(searcher: Searcher, accents_left_out: bool) -> Mapping[str, list[tuple[Entry, list[list[str]]]]]:
    """Single bodies of each place with the words of their names."""
    key = fold if accents_left_out else norm
    found: dict[str, list[tuple[Entry, list[list[str]]]]] = {}
    for entry in searcher.labelled("Agency"):
        if entry.place and entry.kind != "group":
            found.setdefault(entry.place, []).append((entry, [key(form.text).split() for form in entry.names]))
    return found


def _within_higher(keys: Sequence[str], pieces: Sequence[Piece], searcher: Searcher) -> list[Piece]:
    """Names with the unit above them behind as one piece: `Champasak của Lào`, `Lục Ngạn, Bắc Giang`."""
    merged = list(pieces)
    for lower in pieces:
        entry = searcher.entry(lower.value)
        for higher in pieces:
            gap = keys[lower.last : higher.first]
            if entry and higher.value in entry.parents and lower.last <= higher.first and set(gap) <= BETWEEN_UNITS:
                longer = replace(lower, last=higher.last)
                merged = [longer if p == lower else p for p in merged if p.label != "Place" or p != higher]
    return merged


def _nearly(
    split: Words, keys: Sequence[str], searcher: Searcher, day: dt.date, taken: Sequence[Piece]
) -> Iterator[Piece]:
    """Words that no phrase has and that are nearly a name."""
    strange = [at for at, key in enumerate(keys) if _is_strange(at, key, taken)]
    done: list[Piece] = []
    for length in (4, 3, 2, 1):
        for first in range(len(keys) - length + 1):
            window = Piece(first, first + length, "", "")
            if not any(first <= at < first + length for at in strange) or window.overlaps([*taken, *done]):
                continue
            if len("".join(keys[first : first + length])) < NEAR_LETTERS:
                continue
            if piece := _near_piece(split.part(first, first + length), window, searcher, day):
                done.append(piece)
                yield piece


def _is_strange(at: int, key: str, taken: Iterable[Piece]) -> bool:
    """Whether a word is in no phrase and no piece."""
    return key not in known_words() and not key.isdigit() and not Piece(at, at + 1, "", "").overlaps(taken)


def _near_piece(text: str, window: Piece, searcher: Searcher, day: dt.date) -> Piece | None:
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
            return replace(window, label=label, near=True).meaning(ids)
    return None


def _strange(split: Words, keys: Sequence[str], found: Sequence[Piece]) -> Iterator[str]:
    """Words with a capital inside a sentence that mean nothing here, and documents of a number that is not loaded."""
    for at, start, _ in _numbered(keys):
        if not Piece(at, at + 1, "", "").overlaps(found):
            yield split.part(start, at + 1)
    capitals = [split.text[a].isupper() for a, _ in split.spans]
    if sum(capitals) > len(capitals) / 2 and len(capitals) > 2:
        return  # written in capitals: they say nothing
    for at, (a, _) in enumerate(split.spans):
        begins = not at or SENTENCE.search(split.text[:a])
        if capitals[at] and not begins and _is_strange(at, keys[at], found):
            yield split.part(at, at + 1)
