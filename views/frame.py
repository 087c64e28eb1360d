"""The frame round every page: navigation, language, and links that stay inside the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from graph.errors import HopTacError
from graph.log import log_error
from views import links, look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage


def run(pages: Mapping[str, StreamlitPage]) -> None:
    """Show the page the address names.

    Args:
        pages: address without slash -> page; "" is the first.
    """
    st.session_state["pages"] = dict(pages)
    shown = st.navigation(list(pages.values()), position="top")
    with st.container(key="glue"):
        st.html(look.CSS)
        links.follow()
    try:
        shown.run()
    except HopTacError as error:
        look.refused(error, number=log_error(error))
