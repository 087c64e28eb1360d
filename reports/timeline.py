"""Agreements over time: a bar where a period is stated, a dot where a day of signing is, nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.life import NOT_SIGNED, AgreementState
from reports.words import date_text, period_text


@dataclass(frozen=True)
class Stretch:
    """An agreement on the line of time.

    Attributes:
        agreement: its id.
        title: what stands beside it.
        state: on the day of view.
        first: where its bar begins; None without a bar.
        last: where its bar ends.
        open_end: whether no end is stated.
        signed: its day of signing.
        said: period and signing in words, as far as they are stated.
    """

    agreement: str
    title: str
    state: AgreementState
    first: dt.date | None
    last: dt.date | None
    open_end: bool
    signed: dt.date | None
    said: str

    @property
    def hollow(self) -> bool:
        """Whether it is not signed, as far as is known."""
        return self.state in NOT_SIGNED


def stretches(rows: Iterable[Mapping[str, Any]], titles: Mapping[str, str], day: dt.date) -> list[Stretch]:
    """Agreements in the order of their beginning; those without any day come last.

    Args:
        rows: of a question about agreements, a row an agreement.
        titles: id -> what stands beside it.
        day: of view; a period without an end reaches there at least.

    Returns:
        A stretch for each.
    """
    made = [_stretch(row, titles[row["agreement"].id], day) for row in rows]
    return sorted(made, key=lambda one: (one.first or one.signed or dt.date.max, one.last or dt.date.max, one.title))


def _stretch(row: Mapping[str, Any], title: str, day: dt.date) -> Stretch:
    first, last, signed = row["period_from"], row["period_to"], row["signed_on"]
    exact: dict[str, Any] = {
        name: row[f"{name}_precision"] or "day" for name in ("period_from", "period_to", "signed_on")
    }
    begins = first or (signed if last else None)
    said = period_text(first, last, exact["period_from"], exact["period_to"])
    words = [said, date_text(signed, exact["signed_on"])]
    open_end = begins is not None and last is None
    return Stretch(
        agreement=row["agreement"].id,
        title=title,
        state=row["state"],
        first=begins,
        last=last or (max(day, begins) if begins else None),
        open_end=open_end,
        signed=signed,
        said=" · ".join(filter(None, words)),
    )
