"""Source chips: the short title of a document, and the section, which is never cut off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from graph.model import DocumentKind
from graph.texts import t
from queries.runner import Source, section_key
from reports.words import date_text
from views import look, session

LONGEST = 28  # letters of a title that has no short form
SECTIONS = 3


def chip(source: Source, *more: Source) -> str:
    """The chip of a source, linked to its document.

    Args:
        source: document and section.
        *more: further sections of the same document.
    """
    row = _document(source.document)
    title = short_title(row, _place(row)) if row else cut(source.title)
    parts = _parts([source.section, *(one.section for one in more)])
    return look.source(source.document, parts, title, sections_text(parts))


def names(documents: Collection[str]) -> dict[str, str]:
    """Id of each document that states facts -> its short title.

    Args:
        documents: ids.
    """
    rows = session.answer("documents", limit=session.ALL).rows
    return {row["document"].id: short_title(row, _place(row)) for row in rows if row["document"].id in documents}


def _parts(sections: Sequence[str]) -> list[str]:
    """Sections in the order of the document, each once, without the whole document."""
    return sorted({section for section in sections if section not in ("", "-")}, key=section_key)


def sections_text(sections: Sequence[str]) -> str:
    """Sections as a chip has room for: `II.1.1, II.1.2, II.2 +5`; the whole document is not named beside its parts."""
    parts = _parts(sections)
    return ", ".join(parts[:SECTIONS]) + (f" +{len(parts) - SECTIONS}" if len(parts) > SECTIONS else "")


def day_text(document: str, day: dt.date | None) -> str:
    """The day of a statement; no more of it than the document's own date has."""
    row = _document(document)
    cut_off = row["issued_on_precision"] if row and row["issued_on"] == day else None
    return date_text(day, cut_off or "day")


def _document(document: str) -> Mapping[str, Any] | None:
    """What is known of a document that states facts."""
    rows = session.answer("documents", limit=session.ALL).rows
    return next((row for row in rows if row["document"].id == document), None)


def _place(row: Mapping[str, Any]) -> str:
    """The place of the body that issued a document."""
    entry = session.searcher().entry
    issuer = entry(row["issuers"][0].id) if row["issuers"] else None
    place = entry(issuer.place) if issuer and issuer.place else None
    return place.name if place else ""


def short_title(row: Mapping[str, Any], place: str) -> str:
    """A document as people speak of it: `KH Bắc Giang 08/2022`.

    Args:
        row: of the question `documents`.
        place: of the body that issued it; "" where none is stated.

    Returns:
        Kind, place and month; the beginning of its title where it has no issuer.
    """
    kind: DocumentKind = row["kind"]
    issued = date_text(row["issued_on"], row["issued_on_precision"] or "month")
    return " ".join(filter(None, (t(f"sources.kind_{kind.value}"), place or cut(row["document"].name), issued)))


def cut(title: str) -> str:
    """A title of at most so many letters as a chip has room for."""
    return title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"
