"""The look of every page: chips, links, head, reading table, empty and refused; Streamlit's theme does the rest.

A page takes its state from the address at each run, never from widgets alone, so that Back, reload and a copied address
show the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from graph.declare import Colours
from graph.errors import HopTacError
from graph.life import AgreementState, DueState
from graph.settings import get_settings
from graph.texts import LANGUAGES, language, t, use
from reports.looks import DUE, STATES
from reports.words import choice_text, date_text, instant_text

DAY, LANGUAGE = "ngay", "ngu"
FIRST_DAY, LAST_DAY = dt.date(1976, 1, 1), dt.date(2100, 12, 31)
NETWORK, PROFILE, DOCUMENTS, ENTRY = "mang", "ho-so", "van-ban", "nhap"
SHORT = {AgreementState.NO_TERM: "look.no_term"}
instant = instant_text
CSS = """<style>
.st-key-glue {position: absolute}
[class*="st-key-quiet"] p {font-size: .93rem}
[class*="st-key-list-"] table td {vertical-align: top; padding-top: .42rem; padding-bottom: .42rem}
[class*="st-key-list-"] table :is(td, th):first-child {padding-left: 0}
[class*="st-key-list-"] table td:last-child {padding-right: 0}
[class*="st-key-list-r"] td:last-child {text-align: right !important}
[class*="st-key-list-r"] td:last-child *, [class*="st-key-list-n"] td:first-child * {white-space: nowrap}
[class*="st-key-list-n"] td:first-child {width: 1%; text-align: right !important}
[class*="st-key-list-answer"] table {table-layout: fixed; width: 100%}
[class*="st-key-list-answer"] td {overflow-wrap: anywhere}
[class*="st-key-list-answer"] td :is(a, span) {white-space: normal !important}
[class*="st-key-list-plain"] td {overflow-wrap: anywhere}
[class*="st-key-list-plain"] td:first-child:not(:last-child) {width: 36%}
.st-key-head {flex-wrap: nowrap}
.st-key-glue a.speak {
  position: fixed; top: 1.05rem; right: 3.4rem; z-index: 999991;
  font-size: .93rem; text-decoration: none; color: var(--st-link-color)
}
[data-testid="stStatusWidget"] {margin-right: 5.2rem}
</style>"""


# ------------------------------------------------------------------------------------------------ text, links, chips


def esc(text: object) -> str:
    """A text that must not act as markdown, as one line; None is empty."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(str("" if text is None else text).split()))


def grey(text: object) -> str:
    """A text in grey."""
    return f":gray[{esc(text)}]"


def stated(text: object) -> str:
    """A text, or that it is not stated."""
    return esc(text) if text not in (None, "") else grey(t("look.not_stated"))


def address(page: str, **params: str | Iterable[str] | None) -> str:
    """The address of a page of ours; day of view and language go with it where they are not today and the setting.

    Args:
        page: address of the page without slash; "" is the overview.
        **params: parameters; those without a value are left out.
    """
    if day() != today():
        params = {DAY: day().isoformat(), **params}
    if language() != get_settings().lang:
        params = {LANGUAGE: language(), **params}
    given = {name.replace("_", "-"): value for name, value in params.items() if value}
    return f"/{page}?{urlencode(given, doseq=True)}" if given else f"/{page}"


def link(entity: str, text: object) -> str:
    """A link to the profile of anything.

    Args:
        entity: its id.
        text: its name.
    """
    return f"[{esc(text)}]({address(PROFILE, id=entity)})"


def chip(state: AgreementState | DueState, *, short: bool = True) -> str:
    """A state: colour, icon and word say the same.

    Args:
        state: what an agreement, or a day on which a task is due, is.
        short: the word for narrow columns, where there is one.
    """
    look = STATES[state].chip if isinstance(state, AgreementState) else DUE[state]
    word = t(SHORT[state]) if short and isinstance(state, AgreementState) and state in SHORT else choice_text(state)
    return f":{look.badge}-badge[:material/{look.icon}: {esc(word)}]"


def source(document: str, sections: Sequence[str], title: str, place: str) -> str:
    """The source chip: document and sections, linked to the first of them on the page of documents.

    Args:
        document: its id.
        sections: where in it; none is the whole document.
        title: its short title.
        place: the sections as a chip has room for.
    """
    text = esc(f"{title} · {place}" if place else title)
    to = address(DOCUMENTS, id=document, muc=sections[0] if sections else None)
    return f"[:gray-badge[:material/description: {text}]]({to})"


def dark() -> bool:
    """Whether the page is shown in the dark theme."""
    return bool(st.context.theme.type == "dark")


def colour(colours: Colours) -> str:
    """A colour as the page's theme has it."""
    return colours.dark if dark() else colours.light


# ------------------------------------------------------------------------------------------------ state in the address


def speak() -> None:
    """Speak the language that the address says, else that of the settings; at the start of a run or a fragment."""
    written = st.query_params.get(LANGUAGE)
    use(next((one for one in LANGUAGES if one == written), None))


def today() -> dt.date:
    """Today, or the day that HOPTAC_TODAY says."""
    fixed = get_settings().today
    return dt.date.fromisoformat(fixed) if fixed else dt.date.today()


def day() -> dt.date:
    """The day of view: what the address says, else today. Links take it along (views/links.js)."""
    return _read_day(st.query_params.get(DAY, "")) or today()


def _read_day(text: str) -> dt.date | None:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def linked(key: str, options: Collection[str] | None = None, default: str | None = None) -> dict[str, Any]:
    """Keyword arguments for a widget whose value stands in the address; call it just before the widget.

    Streamlit's own binding writes the label shown, which breaks links when the language changes.

    Args:
        key: of the widget, and name of the parameter.
        options: allowed values; None where any text is (a text field: `default` is then "").
        default: the value where the address has none; it is not written into the address.
    """
    written = st.query_params.get(key)
    st.session_state[key] = written if written is not None and (options is None or written in options) else default
    return {"key": key, "on_change": _write, "args": (key, default)}


def linked_many(key: str, options: Collection[str]) -> dict[str, Any]:
    """As `linked`, for a widget that takes several values; nothing chosen is not written.

    Args:
        key: of the widget, and name of the parameter, which is repeated.
        options: allowed values.
    """
    st.session_state[key] = [value for value in st.query_params.get_all(key) if value in options]
    return {"key": key, "on_change": _write, "args": (key, None)}


def _write(key: str, default: str | None) -> None:
    put(**{key: value if (value := st.session_state[key]) != default else None})


def put(**params: str | list[str] | None) -> None:
    """Write parameters into the address; those without a value are taken out.

    Args:
        **params: name -> value.
    """
    with_value = {name: value for name, value in params.items() if value}
    kept = {name: st.query_params.get_all(name) for name in st.query_params if name not in params}
    st.query_params.from_dict({**kept, **with_value})


# ------------------------------------------------------------------------------------------------ parts of a page


def head(title: str, sentence: str = "") -> None:
    """Title, the day of view at the right, then one sentence that carries the numbers.

    Args:
        title: of the page.
        sentence: markdown; its numbers are links.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="head"):
        st.title(title, anchor=False)
        day_picker()
    if sentence:
        st.markdown(sentence)


def day_picker() -> None:
    """The day of view, for the right end of a page's first line."""
    with st.popover(t("look.as_of", day=date_text(day())), icon=":material/event:", type="tertiary"):
        st.session_state[DAY] = day()
        st.date_input(
            t("look.as_of_label"),
            key=DAY,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="DD/MM/YYYY",
            on_change=_keep,
        )
        st.caption(t("look.as_of_note"))


def _keep() -> None:
    chosen = st.session_state[DAY]
    put(**{DAY: chosen.isoformat() if chosen and chosen != today() else None})


def rows(records: Iterable[Mapping[str, Any]], key: str, *, header: bool = True, none: str = "") -> None:
    """A reading table: it wraps and carries links and chips; for up to about 40 rows.

    Args:
        records: heading -> markdown, a row each.
        key: of the table; `r...` sets the last column to the right, `n...` has narrow numbers first.
        header: whether headings are shown.
        none: what stands there when there is no row.
    """
    table = pd.DataFrame(list(records))
    if table.empty:
        st.markdown(grey(none or t("look.nothing")))
        return
    with st.container(key=f"list-{key}"):
        st.table(table, border="horizontal", hide_index=True, hide_header=not header)


def empty(reason: str, next_step: str = "") -> None:
    """An empty answer: why it is empty, and what to do.

    Args:
        reason: one sentence.
        next_step: markdown; may carry a link.
    """
    with st.container(border=True):
        st.markdown(f"**{esc(reason)}**  \n:gray[{next_step}]" if next_step else f"**{esc(reason)}**")


def refused(error: HopTacError, *, number: str = "") -> None:
    """What went wrong, in the same form as an empty answer.

    Args:
        error: what, and what to do next.
        number: under which the log has it.
    """
    said = esc(error.next_step)
    empty(error.what, f"{said} {esc(t('look.log_number', number=number))}" if number else said)
