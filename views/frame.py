"""The frame round every page: navigation, links that stay inside the session, errors in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from graph.errors import HopTacError
from graph.log import log_error
from graph.texts import t
from views import links, look

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


def run(pages: Sequence[StreamlitPage]) -> None:
    """Show the page the address names.

    Args:
        pages: the pages, in the order of the menu.
    """
    shown = st.navigation(list(pages), position="top")
    with st.container(key="glue"):
        st.html(look.CSS)
        links.follow()
    with errors_told():
        shown.run()


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
