"""Ids as the load suggests them (MODEL section 5): dotted, ASCII, given once and frozen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from graph.names import fold

LONGEST = 60
SIDES = 3
UNIT_WORDS = (
    "tinh|thanh pho truc thuoc trung uong|thanh pho|tp|khu tu tri|thi xa|quan|huyen|thi tran|xa|phuong|dac khu|thon|ban"
)
_BEFORE = re.compile(rf"^(?:{UNIT_WORDS}) (?=.)")
_BEHIND = re.compile(r" (?:city|province|prefecture|district|county|town|autonomous region|region|state)$")
_OF_A_PLACE = re.compile(r"^(.+) (?:tinh|thanh pho|tp|thi xa|quan|huyen|thi tran|xa|phuong|dac khu) .*$")
_SHORT = ((re.compile(r"^uy ban nhan dan\b"), "ubnd"), (re.compile(r"^hoi dong nhan dan\b"), "hdnd"))
_WORDS = re.compile(r"[a-z]+")


def slug(text: str) -> str:
    """A text as a part of an id: `Lục Ngạn` is `luc-ngan`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:LONGEST].rstrip("-")


def unit_slug(name: str) -> str:
    """The slug of a place without the word for its kind."""
    plain = fold(name)
    return slug(_BEHIND.sub("", _BEFORE.sub("", plain))) or slug(plain)


def body_slug(name: str) -> str:
    """The slug of a body without the place at its end, abbreviated as in letters: `so-ngoai-vu`, `ubnd`."""
    plain = _OF_A_PLACE.sub(r"\1", fold(name))
    for long, short in _SHORT:
        plain = long.sub(short, plain)
    return slug(plain)


def side(place: str) -> str:
    """A party as a part of an agreement's id: its path without the country, where it has one."""
    return place.partition(".")[2] or place


def sides(parties: Iterable[str]) -> str:
    """The parties of an agreement, sorted; of more than three the number of the rest."""
    found = sorted({side(slug_path(party)) for party in parties})
    rest = len(found) - SIDES
    return "--".join(found[:SIDES] + ([f"va-{rest}"] if rest > 0 else []))


def slug_path(text: str) -> str:
    """An id as it is; a name as a slug."""
    return text if re.fullmatch(r"[a-z0-9.-]+", text) else slug(text)


def year_of(*dates: str | None) -> str:
    """The first year that is known, else `x`."""
    return next((found[0] for date in dates if date and (found := re.match(r"\d{4}", date))), "x")


def document_slug(cells: Mapping[str, str], kind_words: str) -> str:
    """A document's type, number, issuer and year: `kh-481-2022`, `tb-760-tu-2022`; without a number year and month.

    Args:
        cells: its cells.
        kind_words: the Vietnamese words for its kind; their initials stand where the number names no type.
    """
    text = fold(cells.get("number", ""))
    digits = re.search(r"\d+", text)
    words = _WORDS.findall(text)
    initials = "".join(word[0] for word in fold(kind_words).split()[:2])
    year = year_of(cells.get("issued_on"), cells.get("as_of"))
    if not digits:
        month = re.match(r"\d{4}-(\d{2})", cells.get("issued_on", "") or cells.get("as_of", ""))
        return "-".join(filter(None, (initials, year, month[1] if month else "")))
    kind, issuers = (words or [initials])[0], [word for word in words[1:] if word != "ubnd"]
    return "-".join((kind, digits[0], *issuers, year))


def numbered(stem: str, *, first: bool = False) -> Iterator[str]:
    """An id, then the same with a number behind, as long as they are taken.

    Args:
        stem: the id.
        first: whether a number stands behind the first one too: `e1`, `e2`.
    """
    if first:
        yield from (f"{stem}{n}" for n in count(1))
    yield stem
    yield from (f"{stem}-{n}" for n in count(2))
