"""Links that stay inside the session: a plain click on an address of ours is one run and one step of the history."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js")
GO = "go"


def follow() -> None:
    """Follow links from now on; call it once a run, before the page."""
    _component()(key="links", data={"go": st.session_state.pop(GO, None)})


def go(address: str) -> None:
    """Go to an address from a callback, as a link does, in the run that follows it.

    Args:
        address: as `look.address` gives it.
    """
    st.session_state[GO] = address


@cache
def _component() -> Any:
    return st.components.v2.component("links", html="<span></span>", js=SCRIPT.read_text(encoding="utf-8"))
