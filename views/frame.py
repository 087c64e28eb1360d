"""The frame round every page: navigation, language, and links that stay inside the session."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from graph.errors import HopTacError
from graph.log import log_error
from views import look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

# Streamlit opens every markdown link in a new tab; a plain click on one of ours stays in this one.
LINKS_JS = """
export default function ({ setTriggerValue }) {
  const go = (event) => {
    const link = event.target.closest && event.target.closest('[data-testid="stMain"] a[href^="/"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    event.stopPropagation();
    setTriggerValue("go", link.getAttribute("href"));
  };
  document.addEventListener("click", go, true);
  return () => document.removeEventListener("click", go, true);
}
"""
_links = st.components.v2.component("links", html="<span></span>", js=LINKS_JS)


def run(pages: Mapping[str, StreamlitPage]) -> None:
    """Show the page the address names.

    Args:
        pages: address without slash -> page; "" is the first.
    """
    st.session_state["pages"] = dict(pages)
    shown = st.navigation(list(pages.values()), position="top")
    with st.container(key="glue"):
        st.html(look.CSS)
        wanted = _links(key="links", on_go_change=lambda: None).go
    if wanted:
        address = urlsplit(wanted)
        page = pages.get(address.path.strip("/"), pages[""])
        st.switch_page(page, query_params=dict(parse_qsl(address.query)))
    try:
        shown.run()
    except HopTacError as error:
        look.refused(error, number=log_error(error))
