"""Agreements over time: bars and dots only where a text states a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from graph.life import AgreementState
from queries.runner import Entity
from reports.timeline import stretches

DAY = dt.date(2025, 8, 15)


def row(key: str, **given: Any) -> dict[str, Any]:
    days = dict.fromkeys(("period_from", "period_to", "signed_on"))
    exact = dict.fromkeys(("period_from_precision", "period_to_precision", "signed_on_precision"))
    return {"agreement": Entity(key, "Agreement", key), "state": AgreementState.IN_FORCE, **days, **exact, **given}


def test_they_stand_in_the_order_of_their_beginning_and_the_undated_last() -> None:
    rows = [
        row("none"),
        row("later", period_from=dt.date(2023, 1, 1), period_to=dt.date(2025, 12, 31)),
        row("signed", signed_on=dt.date(2022, 5, 1)),
        row("first", period_from=dt.date(2021, 1, 1), period_to=dt.date(2025, 12, 31)),
    ]
    found = stretches(rows, {one["agreement"].id: one["agreement"].id for one in rows}, DAY)
    assert [one.agreement for one in found] == ["first", "signed", "later", "none"]
    assert [one.first is not None for one in found] == [True, False, True, False]


def test_a_period_without_an_end_reaches_the_day_and_says_it_is_open() -> None:
    open_one, past = stretches(
        [row("a", period_from=dt.date(2021, 1, 1)), row("b", period_from=dt.date(2030, 1, 1))],
        {"a": "a", "b": "b"},
        DAY,
    )
    assert (open_one.last, open_one.open_end) == (DAY, True)
    assert past.last == dt.date(2030, 1, 1)


def test_what_is_not_signed_is_hollow_and_cut_days_stay_cut() -> None:
    (one,) = stretches(
        [
            row(
                "a",
                state=AgreementState.PLANNED,
                period_from=dt.date(2026, 1, 1),
                period_to=dt.date(2030, 12, 31),
                period_from_precision="year",
                period_to_precision="year",
            )
        ],
        {"a": "A"},
        DAY,
    )
    assert one.hollow
    assert one.said == "2026–2030"
