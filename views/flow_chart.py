"""Flows drawn: our places, topics and partner countries, with bands as wide as their number of agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import streamlit as st

from graph.declare import Colours
from graph.model import Place, Topic
from graph.texts import t
from reports.boxes import FONT
from reports.flows import NOT_STATED, OTHERS, End, Flows, Side
from reports.looks import INK
from views import look, picker, session

ROW, LEAST, NAME = 34, 240, 165  # pixels: of a mark with its gap; of the picture; of the longest name at its right
INVISIBLE = "\u200b"
COLOURS: Mapping[Side, Colours] = {
    Side.PLACE: Place.look.colours,
    Side.TOPIC: Topic.look.colours,
    Side.COUNTRY: Place.look.foreign or Place.look.colours,
}


def show(flows: Flows, picked: Callable[[End], None]) -> None:
    """Draw flows.

    Args:
        flows: at least one.
        picked: what a click on a mark that stands for one entity does.
    """
    tallest = max(Counter(end.side for end in flows.ends).values())
    key = f"flows-{hash(flows.ends)}"  # what was picked in another picture is not picked in this one
    st.echarts_chart(
        {"series": [_series(flows)], "tooltip": {"trigger": "item"}},
        height=max(LEAST, tallest * ROW),
        key=key,
        on_select=partial(_selected, key, flows, picked),
        alt=t("flows.note"),
    )
    st.caption(t("flows.note"))


def _selected(key: str, flows: Flows, picked: Callable[[End], None]) -> None:
    for end in _picked(flows, st.session_state[key]["selection"]["selected"]):
        if end.id not in (OTHERS, NOT_STATED):
            picked(end)


def _picked(flows: Flows, selected: Any) -> Iterator[End]:
    for one in selected:
        if one["data_type"] == "node":
            yield from (flows.ends[index] for index in one["data_indices"])


def _series(flows: Flows) -> dict[str, Any]:
    names = _names(flows.ends)
    return {
        "type": "sankey",
        "data": [_mark(end, names[end]) for end in flows.ends],
        "links": [{"source": names[a], "target": names[b], "value": n} for (a, b), n in sorted(flows.widths.items())],
        "selectedMode": "single",
        "emphasis": {"focus": "adjacency"},
        "lineStyle": {"color": "source", "opacity": 0.22},
        "nodeGap": 12,
        "nodeWidth": 12,
        "layoutIterations": 0,  # marks stay in the order they are given
        "draggable": False,
        "left": 2,
        "right": NAME,
        "top": 6,
        "bottom": 6,
        "animation": False,
    }


def _mark(end: End, name: str) -> dict[str, Any]:
    label = {"color": look.colour(INK), "fontFamily": FONT, "fontSize": 12}
    return {"name": name, "itemStyle": {"color": look.colour(COLOURS[end.side])}, "label": label}


def _names(ends: Iterable[End]) -> dict[End, str]:
    """What stands beside each mark, of one mark only: kind and years too where several have the name."""
    entries = {end: session.searcher().entry(end.id) for end in ends}
    bearers = Counter(entry.name for entry in entries.values() if entry)
    named = {
        end: picker.told_apart(entry) if bearers[entry.name] > 1 else entry.name
        for end, entry in entries.items()
        if entry
    }
    rest = {OTHERS: "others", NOT_STATED: "none"}
    texts = {end: named.get(end) or t(f"flows.{rest[end.id]}_{end.side}") for end in entries}
    seen: Counter[str] = Counter()
    for end, text in texts.items():
        texts[end] = text + INVISIBLE * seen[text]  # the chart knows a mark by its text alone
        seen[text] += 1
    return texts
