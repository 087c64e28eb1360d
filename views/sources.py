"""Source chips: the short title of a document, and the section, which is never cut off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.model import DocumentKind
from graph.texts import t
from queries.runner import Source
from reports.words import date_text
from views import look, session

LONGEST = 34  # letters of a title that has no short form


def chip(source: Source) -> str:
    """The chip of a source, linked to its document."""
    documents = {row["document"].id: row for row in session.answer("documents", limit=session.ALL).rows}
    row = documents.get(source.document)
    return look.source(source.document, source.section, short_title(row, _place(row)) if row else cut(source.title))


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
