"""Words of free questions: which say little, which mean the same, which ask for what no document states."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from graph.names import plain, words
from graph.texts import LANGUAGES
from queries.catalogue import FOLDER, Question, questions

LEAST = 2.3  # many questions have "agreement" or "task", yet it says what kind of thing is asked about
MODAL_WEIGHT = 8.0
PLACE = re.compile(r"\{(\w+)\}")
Spelling = tuple[str, ...]


class Token(NamedTuple):
    """A meaning in a text.

    Attributes:
        meaning: the spelling that stands for all of its meaning.
        first: number of its first word.
        last: number of the word behind it.
    """

    meaning: str
    first: int
    last: int


@dataclass(frozen=True)
class Vocabulary:
    """How words are compared.

    Attributes:
        quiet: words that say little.
        modal: words that turn a question into one about what may or ought to be; only a phrase of that kind has them.
        same: spellings of one meaning -> the one that stands for all.
        beyond: spellings of what no document states -> what kind of thing that is.
        offered: questions to begin with, where nothing in a text is like any.
    """

    quiet: frozenset[str]
    modal: frozenset[str]
    same: Mapping[Spelling, str]
    beyond: Mapping[Spelling, str]
    offered: tuple[str, ...]

    def tokens(self, keys: Sequence[str]) -> list[Token]:
        """Words with spellings of one meaning as one token; the longest spelling counts.

        Args:
            keys: words without accents.

        Returns:
            The tokens, in order.
        """
        found, at = [], 0
        while at < len(keys):
            length = _longest(self.same, keys, at)
            meaning = self.same[tuple(keys[at : at + length])] if length else keys[at]
            found.append(Token(meaning, at, at + (length or 1)))
            at += length or 1
        return found

    def meanings(self, keys: Sequence[str]) -> list[str]:
        """The meanings of words without accents, in order, without those that say little."""
        return [token.meaning for token in self.tokens(keys) if token.meaning not in self.quiet]

    def asks_beyond(self, keys: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """What a text asks that no document states.

        Args:
            keys: words without accents.

        Yields:
            The kind of thing, and where it stands: number of its first word and of the word behind it.
        """
        inside = {at for token in self.tokens(keys) for at in range(token.first + 1, token.last)}
        for at in range(len(keys)):
            length = _longest(self.beyond, keys, at)
            if length and at not in inside:  # "liệu" is also a part of "dữ liệu"
                yield self.beyond[tuple(keys[at : at + length])], at, at + length


def _longest(spellings: Mapping[Spelling, str], keys: Sequence[str], at: int) -> int:
    """How many words the longest spelling that stands there has."""
    most = min(_most_words(), len(keys) - at)
    return next((n for n in range(most, 0, -1) if tuple(keys[at : at + n]) in spellings), 0)


@cache
def vocabulary() -> Vocabulary:
    """The words of `words.yml`; read once."""
    content = yaml.safe_load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))
    same = {spelling: " ".join(group[0]) for group in map(_spellings, content["same"]) for spelling in group}
    quiet = [spelling for line in content["quiet"] for spelling in _spellings(line)]
    beyond = {s: kind for kind, lines in content["beyond"].items() for line in lines for s in _spellings(line)}
    same = {spelling: " ".join(spelling) for spelling in quiet if len(spelling) > 1} | same
    modal = [spelling for line in content["modal"] for spelling in _spellings(line)]
    same |= {spelling: " ".join(spelling) for spelling in modal}
    return Vocabulary(
        frozenset(map(" ".join, quiet)), frozenset(map(" ".join, modal)), same, beyond, tuple(content["offered"])
    )


@cache
def _most_words() -> int:
    return max(map(len, [*vocabulary().same, *vocabulary().beyond]))


def _spellings(line: str) -> list[Spelling]:
    return [tuple(spelling.split()) for spelling in line.split(",")]


def meanings(text: str) -> list[str]:
    """The meanings of a text, in order, without words that say little."""
    return vocabulary().meanings([plain(key) for key in words(text).keys])


@cache
def own_words(folder: Path = FOLDER) -> Mapping[str, frozenset[str]]:
    """The meanings that the phrases and the title of each question have, by its name."""
    return {name: frozenset(_meanings_of(asked)) for name, asked in questions(folder).items()}


def _meanings_of(asked: Question) -> Iterable[str]:
    for lang in LANGUAGES:
        for text in (asked.title(lang), *getattr(asked.front.phrases, lang)):
            yield from meanings(PLACE.sub(" ", text))


@cache
def _weights(folder: Path) -> Mapping[str, float]:
    """Meanings that few questions have weigh more; one of no question is not among them."""
    own = own_words(folder)
    seen = Counter(meaning for found in own.values() for meaning in found)
    return {meaning: max(_rarity(count, len(own)), LEAST) for meaning, count in seen.items()}


def _rarity(count: int, of: int) -> float:
    return math.log(1 + of / (count + 0.5))


def weight(meaning: str, folder: Path = FOLDER) -> float:
    """How much a meaning says.

    Args:
        meaning: a token's meaning.
        folder: whose questions are compared with.

    Returns:
        2.3 where many questions have it to 3.8 where one has it, 4.9 where none has; 8 for modal words.
    """
    if meaning in vocabulary().modal:
        return MODAL_WEIGHT
    return _weights(folder).get(meaning, _rarity(0, max(len(questions(folder)), 1)))


@cache
def known_words() -> frozenset[str]:
    """Words of phrases and of their other spellings."""
    known = vocabulary()
    spelled = {key for spelling in (*known.same, *known.beyond) for key in spelling}
    phrases = {key for meaning in _weights(FOLDER) for key in meaning.split()}
    return frozenset(phrases | spelled | {key for word in known.quiet for key in word.split()})


@cache
def lone_words() -> frozenset[str]:
    """Words that mean something alone: no names, although a name may be spelled so."""
    known = vocabulary()
    spelled = {spelling[0] for spelling in (*known.same, *known.beyond) if len(spelling) == 1}
    return frozenset(spelled | known.quiet | {meaning for meaning in _weights(FOLDER) if " " not in meaning})
