"""The theme that ships: its fonts are there, and it names no other host."""

from __future__ import annotations

import tomllib
from pathlib import Path

from graph.declare import Colours
from reports.looks import INK, PAGE

CHECKOUT = Path(__file__).parents[2]
TEXT = (CHECKOUT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
CONFIG = tomllib.loads(TEXT)


def test_every_font_is_served_from_static_with_its_licence() -> None:
    urls = [face["url"] for face in CONFIG["theme"]["fontFaces"]]
    assert len(urls) == len(set(urls)) == 7
    assert all((CHECKOUT / url.removeprefix("app/")).is_file() for url in urls)
    assert "SIL OPEN FONT LICENSE" in (CHECKOUT / "static" / "BeVietnamPro-OFL.txt").read_text(encoding="utf-8").upper()


def test_no_other_host_is_named_and_only_this_machine_is_served() -> None:
    assert "://" not in TEXT
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["enableStaticServing"]


def test_pictures_and_pages_have_the_same_paper_and_ink() -> None:
    theme = CONFIG["theme"]
    both = {key: Colours(theme["light"][key], theme["dark"][key]) for key in ("backgroundColor", "textColor")}
    assert both == {"backgroundColor": PAGE, "textColor": INK}
