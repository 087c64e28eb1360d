"""Runs one page at an address and reads what it shows."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.testing.v1 import AppTest

from graph.settings import CHECKOUT, get_settings
from graph.texts import t

DATA = CHECKOUT / "tests" / "data"
TIMEOUT = 60


def forget() -> None:
    get_settings.cache_clear()
    st.cache_resource.clear()


def shown(page: str, **params: str | list[str]) -> AppTest:
    """A page at an address, after its first run."""
    test = AppTest.from_string(f"from views import {page}\n{page}.page()", default_timeout=TIMEOUT)
    for name, value in params.items():
        test.query_params[name.replace("_", "-")] = value
    return fine(test.run())


def fine(test: AppTest) -> AppTest:
    """The page, which has neither an exception nor an error that was caught and told."""
    assert not test.exception
    told = t("frame.unexpected", kind="").partition("(")[0]
    assert not [text for text in texts(test) if told in text]
    return test


def texts(test: AppTest) -> list[str]:
    """All markdown on the page, tables too."""
    cells = [cell for row in rows(test) for cell in row]
    return [element.value for element in (*test.markdown, *test.caption, *test.subheader, *test.title)] + cells


def rows(test: AppTest) -> list[list[str]]:
    """All rows of all reading tables."""
    return [[str(cell) for cell in row] for table in test.table for row in table.value.to_numpy().tolist()]


def text(test: AppTest) -> str:
    return "\n".join(texts(test))


def pressed(test: AppTest, key: str) -> AppTest:
    """The page after a click on the first button with these words."""
    return fine(next(button for button in test.button if button.label == t(key)).click().run())


def field(test: AppTest, kind: str, label: str) -> Any:
    """The first field of a kind with this label."""
    found: list[Any] = list(test.get(kind))
    return next(one for one in found if one.label.removesuffix(" *") == label)
