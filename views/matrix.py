"""The matrix of the overview: our provinces from north to south by country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from graph.declare import Colours
from graph.life import IN_FORCE, AgreementState
from graph.texts import t
from reports.looks import AMBER, INK, ON_SOLID
from reports.words import number_text
from views import links, look

KEY, PICKED = "matrix", "pick"
SIGNED = (*IN_FORCE, AgreementState.EXPIRED, AgreementState.TERMINATED)
MARK = Colours("#123B63", "#5B9FE3")
GRID = Colours("#E6E9EC", "#2A313A")
SMALLEST_SCALE = 7  # agreements: below, the largest dot is not drawn at full size
ROW, LEAST_ROW, ROOM, HEADINGS = 19, 17, 468, 34  # pixels; as many rows as fit the first screen
PADDING = {"left": 0, "top": 0, "right": 0, "bottom": 4}


@dataclass(slots=True)
class MatrixCell:
    """A province and a country.

    Attributes:
        id: of the province.
        place: its name; with the year it was made where another has the same name.
        country: name of the country.
        lat: of the province; 0 where it is not known.
        signed: number of agreements signed.
        soon: of those, how many end within 12 months.
        planned: number of agreements planned or in preparation.
    """

    id: str
    place: str
    country: str
    lat: float
    signed: int = 0
    soon: int = 0
    planned: int = 0


def matrix_rows(cooperation: Iterable[Mapping[str, Any]]) -> list[MatrixCell]:
    """Numbers for each province and country; an agreement with several partners of one country counts once.

    Args:
        cooperation: rows of the question `cooperation_matrix`.

    Returns:
        A cell for each pair that has an agreement, provinces from north to south.
    """
    cells: dict[tuple[str, str], MatrixCell] = {}
    counted: set[tuple[str, str, str]] = set()
    for row in cooperation:
        place, country, agreement = row["place"], row["country"], row["agreement"]
        if country is None or (place.id, country.id, agreement.id) in counted:
            continue
        counted.add((place.id, country.id, agreement.id))
        cell = cells.setdefault(
            (place.id, country.id), MatrixCell(place.id, place.name, country.name, row["lat"] or 0.0)
        )
        cell.signed += row["state"] in SIGNED
        cell.soon += row["state"] is AgreementState.EXPIRING
        cell.planned += row["state"] not in SIGNED
    _tell_apart(cells.values())
    return sorted(cells.values(), key=lambda cell: (-cell.lat, cell.id))


def _tell_apart(cells: Iterable[MatrixCell]) -> None:
    """Two provinces of one name: the id of the later one ends in its year."""
    named = dict.fromkeys((cell.id, cell.place) for cell in cells)
    bearers = Counter(name for _, name in named)
    for cell in cells:
        year = cell.id.rpartition("-")[2]
        if bearers[cell.place] > 1 and year.isdigit():
            cell.place = f"{cell.place} ({year})"


def show(cells: list[MatrixCell]) -> None:
    """Draw the matrix; a click on a dot opens the network of its province.

    Args:
        cells: at least one.
    """
    st.altair_chart(_chart(cells), key=KEY, on_select=_open, selection_mode=PICKED)
    st.caption(t("overview.matrix_note"))


def _open() -> None:
    """Follow the dot that was clicked."""
    if picked := st.session_state[KEY].selection.get(PICKED):
        links.go(look.address(look.NETWORK, goc=str(picked[0]["id"])))


def _columns(cells: Iterable[MatrixCell]) -> dict[str, str]:
    """Country -> heading with the number of agreements below; most agreements first."""
    totals: Counter[str] = Counter()
    for cell in cells:
        totals[cell.country] += cell.signed
    return {name: f"{name}|{number_text(count)}" for name, count in totals.most_common()}


def _chart(cells: list[MatrixCell]) -> Any:
    """Dots sized by number; rings mark what ends soon, broken outlines what is only planned."""
    columns = _columns(cells)
    table = pd.DataFrame([{**asdict(cell), "column": columns[cell.country]} for cell in cells])
    most = max(SMALLEST_SCALE, *(cell.signed for cell in cells))
    base = alt.Chart(table).encode(
        x=alt.X("column:N", sort=list(columns.values()), title=None, axis=_country_axis()),
        y=alt.Y("place:N", sort=list(dict.fromkeys(c.place for c in cells)), title=None, axis=_place_axis()),
        tooltip=[
            alt.Tooltip(name, title=t(f"overview.{name}")) for name in ("place", "country", "signed", "soon", "planned")
        ],
    )
    size = alt.Size("signed:Q", scale=alt.Scale(range=[90, 430], domain=[0, most]), legend=None)
    pick = alt.selection_point(name=PICKED, fields=["id", "country"], on="click", empty=False)
    signed, soon = base.transform_filter("datum.signed > 0"), base.transform_filter("datum.soon > 0")
    planned, mark = base.transform_filter("datum.signed == 0"), look.colour(MARK)
    layers = [
        signed.mark_circle(color=mark, opacity=1).encode(size=size).add_params(pick),
        soon.mark_point(color=look.colour(AMBER), strokeWidth=2.5, filled=False, shape="circle").encode(size=size),
        planned.mark_point(color=mark, strokeDash=[2, 2], strokeWidth=1.2, size=110),
        signed.mark_text(color=look.colour(ON_SOLID), fontSize=10, fontWeight=600, dy=0.5).encode(text="signed:Q"),
    ]
    chart = alt.layer(*layers).properties(height=_height(len({cell.id for cell in cells})), padding=PADDING)
    return chart.configure_view(strokeWidth=0).configure_axis(
        domain=False, ticks=False, labelColor=look.colour(INK), labelFontSize=12
    )


def _height(rows: int) -> int:
    """Of the chart in pixels."""
    return HEADINGS + rows * max(LEAST_ROW, min(ROW, ROOM // rows))


def _country_axis() -> alt.Axis:
    return alt.Axis(
        orient="top",
        labelAngle=0,
        labelLimit=90,
        labelOverlap=False,
        labelLineHeight=15,
        labelExpr="split(datum.label, '|')",
        labelFontSize=11,
        labelPadding=20,
        grid=False,
    )


def _place_axis() -> alt.Axis:
    return alt.Axis(grid=True, gridColor=look.colour(GRID), labelPadding=8, labelLimit=130)
