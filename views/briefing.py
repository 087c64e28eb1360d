"""Briefing: choose a subject, see what it will say, take it away in the form that is needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from graph.errors import HopTacError
from graph.settings import get_settings
from graph.texts import Language, t, use
from reports.brief import SUBJECTS, Briefing, Cell, Section, make_brief
from reports.output import BRIEF_FORMS
from reports.svg import svg_text
from views import look, picker, session

PAGE = "bao-cao"
SUBJECT, PARTNER = "ve", "voi"
PREVIEW = 4  # rows of a table
WIDTH = 980  # pixels of the picture
LABELS = tuple(label for label in SUBJECTS if label != "Pair")


def page() -> None:
    """The page; subject and partner stand in the address."""
    look.head(t("briefing.title"))
    subject = st.query_params.get(SUBJECT) or get_settings().office or None
    partner = st.query_params.get(PARTNER)
    first, second, _ = st.columns([40, 40, 20], gap="small")
    with first:
        change = partial(_set, SUBJECT)
        picker.pick(t("briefing.subject"), LABELS, subject, key="brief-subject", on_pick=change)
    with second:
        change, places = partial(_set, PARTNER), ("Place", "Agency")
        picker.pick(t("briefing.partner"), places, partner, key="brief-partner", on_pick=change, optional=True)
    if not subject:
        st.markdown(look.grey(t("briefing.start")))
        return
    try:
        with st.spinner(t("briefing.making")):
            brief = _brief(tuple(filter(None, (subject, partner))))
    except HopTacError as error:
        look.empty(error.what, look.esc(error.next_step))
        return
    _files(brief)
    _preview(brief)


def _set(key: str, value: str | None) -> None:
    look.put(**{key: value})


def _brief(names: tuple[str, ...]) -> Briefing:
    settings = get_settings()
    return make_brief(
        session.store(),
        names,
        day=look.day(),
        organisation=settings.organisation,
        logo=settings.logo,
        base_url=settings.base_url,
    )


def _files(brief: Briefing) -> None:
    """A button for each form; the file is made when it is asked for."""
    with st.container(horizontal=True, gap="small"):
        for suffix, write in BRIEF_FORMS.items():
            drawn = suffix in (".png", ".svg")
            st.download_button(
                suffix.removeprefix(".").upper(),
                partial(_written, brief, write, brief.lang),
                f"{'-'.join(brief.subject)}{suffix}",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
                key=f"brief{suffix}",
                disabled=drawn and brief.picture is None,
            )


def _written(brief: Briefing, write: Callable[[Briefing], bytes], lang: Language) -> bytes:
    """The file, made on another thread."""
    use(lang)
    return write(brief)


# ------------------------------------------------------------------------------------------------ preview


def _preview(brief: Briefing) -> None:
    """What the file says, in the same order."""
    with st.container(border=True):
        st.markdown(f"### {look.esc(brief.title)}")
        for line in brief.summary:
            st.markdown(_sentence(line))
        if brief.picture:
            picture = brief.picture.inner
            st.image(svg_text(picture), width=min(round(picture.width), WIDTH))
        else:
            st.markdown(look.grey(t("brief.no_picture")))
        for section in brief.sections:
            _section(section)
        st.markdown(f"**{look.esc(t('brief.sources'))}**")
        lines = (
            f"{look.esc(f'[{c.number}]')} {look.source(c.document, (), c.title, '')} {look.grey(c.caption)}"
            for c in brief.sources
        )
        st.markdown("  \n".join(lines))


def _sentence(cells: tuple[Cell, ...]) -> str:
    """A line whose numbers stand out; `esc` strips the blanks between its pieces, so it is escaped as a whole."""
    text = look.esc("".join(f"\u2402{cell.text}\u2403" if cell.leads_to else cell.text for cell in cells))
    return text.replace("\u2402", "**").replace("\u2403", "**")


def _section(section: Section) -> None:
    st.markdown(f"**{look.esc(section.title)}**")
    if not section.rows:
        st.markdown(look.grey(section.empty))
        return
    titles = _once(section.columns)
    look.rows(
        [dict(zip(titles, map(_cell, row), strict=True)) for row in section.first(PREVIEW)], f"brief-{section.key}"
    )
    if left := section.left(PREVIEW):
        st.caption(t("brief.more", count=str(left)))


def _once(titles: tuple[str, ...]) -> list[str]:
    """Headings, a second one of a name told apart by a blank."""
    return [title + " " * titles[:at].count(title) for at, title in enumerate(titles)]


def _cell(cell: Cell) -> str:
    if cell.entity:
        return look.link(cell.entity, cell.text)
    return look.esc(cell.text)
