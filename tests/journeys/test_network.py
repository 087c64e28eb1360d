"""The network page in a real browser: what a reader does with the picture, by mouse and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.texts import t
from tests.browser import CHECKOUT, Server, Visit
from tests.journeys.conftest import BASE_PATH, hoptac
from tests.journeys.test_journeys import AGREEMENT, SECONDS, drawn

pytestmark = pytest.mark.browser


def test_opened_before_the_first_load_it_says_so_and_draws_when_that_ends(
    visit: Callable[[str], Visit], tmp_path: Path
) -> None:
    own = {"HOPTAC_HOME": str(tmp_path / "home"), "HOPTAC_DATA": str(CHECKOUT / "tests" / "data")}
    with Server(CHECKOUT / "app.py", tmp_path / "server.log", own) as url:
        opened = visit(f"{url}/mang?goc=vn.son-binh")
        expect(opened.page.get_by_text(t("frame.loading"))).to_be_visible(timeout=2 * SECONDS)
        hoptac(own, "load")
        drawn(opened.page, AGREEMENT)
        expect(opened.page.get_by_text(t("frame.loading"))).to_have_count(0)
    hoptac(own, "db", "stop")
    assert [text for text in opened.complaints if not BASE_PATH.search(text)] == []
