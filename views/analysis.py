"""Analysis: a measure of a network that the reader chooses, what it means, its table, its picture and its files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import streamlit as st

from analysis.measures import MEASURES, Result, apply
from analysis.projection import PROJECTIONS, Scope, project
from graph.errors import HopTacError
from graph.texts import language, t
from queries.runner import Source
from reports.network import NetworkEdge, NetworkNode, NetworkView
from reports.spreadsheet import xlsx_bytes
from reports.terminal import csv_text
from reports.words import number_text
from views import jobs, look, picker, session, sources
from views.jobs import Job
from views.network import still

PAGE = "phan-tich"
MEASURE, PROJECTION, COUNTRY, TOPIC, YEAR = "do", "mang-luoi", "nuoc", "linh-vuc", "nam"
FIRST_MEASURE, FIRST_PROJECTION = "degree", "places"
SHOWN, DRAWN, BIG = 40, 50, 5  # rows of the table; nodes of the picture, and how many of them stand out
FEW = 2  # of the agreements or sources of a row
NAMED_BY = {"name": "id", "other": "other_id"}  # column -> the column with the id of what it names
YEARS_AHEAD = 10


def page() -> None:
    """The page; measure, network and country stand in the address."""
    look.head(t("analysis.page"))
    asked = _choices()
    try:
        job = jobs.done(partial(_job, *asked), partial(_job.clear, *asked), asked, t("analysis.measuring"))
        if not job:
            return
        network, result = job.result()
    except HopTacError as error:
        _job.clear(*asked)
        look.empty(error.what, look.esc(error.next_step))
        return
    st.markdown(f"**{look.esc(result.measure.title)}.** {look.esc(result.measure.means)}")
    for remark in result.remarks:
        st.markdown(look.grey(remark))
    if not result.rows:
        look.empty(t("look.nothing"))
        return
    _files(result)
    left, right = st.columns([55, 45], gap="medium")
    with left:
        _table(result)
    with right:
        _picture(network, result)
    st.caption(t("analysis.source", source=look.esc(result.measure.source)))


class Asked(NamedTuple):
    """What is measured, on what, when."""

    loaded: str
    day: str
    lang: str
    measure: str
    projection: str
    scope: Scope


def _choices() -> Asked:
    first, second = st.columns([50, 50], gap="small", vertical_alignment="bottom")
    with first:
        key = st.selectbox(
            t("analysis.measure"),
            list(MEASURES),
            format_func=lambda name: MEASURES[name].title,
            **look.linked(MEASURE, list(MEASURES), FIRST_MEASURE),
        )
    with second:
        names = list(PROJECTIONS)
        projection = st.selectbox(
            t("analysis.projection"),
            names,
            format_func=lambda name: t(f"analysis.projection_{name}"),
            **look.linked(PROJECTION, names, FIRST_PROJECTION),
        )
    loaded, day = session.state() or "", look.day().isoformat()
    return Asked(loaded, day, language(), str(key), str(projection or FIRST_PROJECTION), _scope())


def _scope() -> Scope:
    """Country, topic and year, each open."""
    country, topic = st.query_params.get(COUNTRY), st.query_params.get(TOPIC)
    first, second, third = st.columns([36, 36, 28], gap="small", vertical_alignment="bottom")
    for column, label, key, chosen in ((first, "Place", COUNTRY, country), (second, "Topic", TOPIC, topic)):
        with column:
            picker.pick(
                t(f"analysis.{'country' if key == COUNTRY else 'topic'}"),
                [label],
                chosen,
                key=f"analysis-{key}",
                on_pick=partial(_set, key),
                optional=True,
            )
    with third:
        years = [str(year) for year in range(look.day().year + YEARS_AHEAD, look.FIRST_DAY.year, -1)]
        year = st.selectbox(
            t("analysis.year"), years, index=None, placeholder=t("analysis.any_year"), **look.linked(YEAR, years)
        )
    return Scope(country, topic, int(year) if year else None)


def _set(key: str, value: str | None) -> None:
    look.put(**{key: value})


# Resources, not data: nothing changes a network or a result, so none needs the copy that Streamlit makes of data.
@st.cache_resource(ttl=session.CACHED_SECONDS, max_entries=20, show_spinner=False)
def _network(loaded: str, day: str, lang: str, projection: str, scope: Scope, *, dated: bool) -> Any:
    return project(session.store(), projection, as_of=day, scope=scope, years=dated)


@st.cache_resource(ttl=session.CACHED_SECONDS, max_entries=50, show_spinner=False)
def _job(loaded: str, day: str, lang: str, measure: str, projection: str, scope: Scope) -> Job[Any, tuple[Any, Result]]:
    """The network and what the measure says of it; kept until the graph changes."""
    read = partial(_network, loaded, day, lang, projection, scope, dated=MEASURES[measure].dated)
    return Job(read, lambda network: (network, apply(measure, network)))


def _files(result: Result) -> None:
    content = csv_text(result.measure.columns, result.flat()).encode("utf-8-sig")
    name = result.measure.key
    with st.container(horizontal=True, gap="small"):
        for form, data in (
            ("csv", content),
            ("xlsx", partial(xlsx_bytes, name, result.headings(), result.flat())),
        ):
            st.download_button(
                form.upper(),
                data,
                f"{name}.{form}",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
                key=f"analysis-{form}",
            )


def _table(result: Result) -> None:
    """The most notable rows; names lead to profiles, evidence to agreements and documents."""
    columns = [
        (name, heading)
        for name, heading in zip(result.measure.columns, result.headings(), strict=True)
        if name not in NAMED_BY.values()
    ]
    shown = zip(result.rows[:SHOWN], result.flat()[:SHOWN], strict=True)
    told = [(row, dict(zip(result.measure.columns, texts, strict=True))) for row, texts in shown]
    look.rows(
        [{heading: _cell(name, row, texts) for name, heading in columns} for row, texts in told], "plain-analysis"
    )
    if len(result.rows) > SHOWN:
        st.caption(t("analysis.more", count=number_text(len(result.rows) - SHOWN)))


def _cell(name: str, row: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """A cell as markdown."""
    names = session.searcher().name
    if name in NAMED_BY:
        return look.link(row[NAMED_BY[name]], texts[name])
    if name == "country":
        return look.esc(names(row[name])) if row[name] else ""
    if name == "agreements":
        return _few([look.link(one, names(one)) for one in row[name]], "; ")
    if name == "sources":
        return _few([_chip(one) for one in row[name]], " ")
    return look.esc(texts[name].replace(";", "; "))


def _chip(source: str) -> str:
    document, _, section = source.partition("#")
    return sources.chip(Source(document, section, session.searcher().name(document)))


def _few(shown: list[str], between: str) -> str:
    """The first of a list, and how many more there are."""
    more = len(shown) - FEW
    said = between.join(shown[:FEW])
    return f"{said} {look.grey(t('answers.more', count=str(more)))}" if more > 0 else said


def _picture(network: Any, result: Result) -> None:
    """The nodes that the rows name, the first of them large; all of a small network."""
    named = list(dict.fromkeys(row[key] for row in result.rows for key in ("id", "other_id") if key in row))
    shown = sorted(network) if len(network) <= DRAWN else sorted(named[:DRAWN])
    if not 2 <= len(shown) <= DRAWN:
        return
    home = session.home()
    label = {entry: session.searcher().entry(entry) for entry in shown}
    nodes = tuple(
        NetworkNode(
            one,
            entry.label if (entry := label[one]) else "Place",
            network.nodes[one]["name"],
            foreign=network.nodes[one]["country"] != home,
            big=one in named[:BIG],
        )
        for one in shown
    )
    edges = tuple(
        NetworkEdge(f"{a}|{b}", a, b, width=1 + min(float(told["weight"]), 6) * 0.6)
        for a, b, told in network.subgraph(shown).edges(data=True)
    )
    still(NetworkView(nodes, edges))
