"""The frame round every page: menu, links that stay inside the session, waiting for a load, errors in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from graph.errors import HopTacError
from graph.log import log_error
from graph.texts import LANGUAGE_NAMES, language, t
from views import links, look, session

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

WHILE_LOADING = ("du-lieu", "nhap", "cai-dat", "cypher")  # pages that do not need a whole graph
POLL = 1.0  # seconds between two looks at whether the load has ended


def run(pages: Mapping[str, Sequence[StreamlitPage]]) -> None:
    """Show the page the address names.

    Args:
        pages: the pages by group, in the order of the menu; those of the group "" stand in the bar itself.
    """
    shown = st.navigation({group: list(members) for group, members in pages.items()}, position="top")
    with st.container(key="glue"):
        st.html(look.CSS)
        _languages()
        links.follow()
    with errors_told():
        if session.state() is None and shown.url_path not in WHILE_LOADING:
            _wait()
        else:
            shown.run()


def _languages() -> None:
    """The way to the other language, on every page; the rest of the address stays."""
    for code, name in LANGUAGE_NAMES.items():
        if code != language():
            st.html(f'<a class="speak" lang="{code}" href="?{look.LANGUAGE}={code}">{name}</a>')


@st.fragment(run_every=POLL)
def _wait() -> None:
    """Say what the page waits for, and show it when the load has ended: half a graph gives wrong answers, slowly."""
    look.speak()
    if session.state() is not None:
        st.rerun()
    look.empty(t("frame.loading"), t("frame.loading_next", link=look.address("du-lieu")))


@contextmanager
def errors_told() -> Iterator[None]:
    """Say an error in plain words, with the number under which the log has it; for a page, or a fragment of one."""
    try:
        yield
    except HopTacError as error:
        look.refused(error, number=log_error(error))
    except Exception as error:  # noqa: BLE001  a reader cannot act on a traceback; the log has it
        said = t("frame.unexpected_next", number=log_error(error))
        look.empty(t("frame.unexpected", kind=type(error).__name__), look.esc(said))
