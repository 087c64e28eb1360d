"""Named views: kept under keys of their own, read back the same, refused where they are none, compared with today."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from reports.saved_views import BadViewError, SavedView, Shelf, compare

VIEW = SavedView(
    "Bắc Giang với Lào",
    dt.date(2025, 8, 15),
    {"goc": ["vn.bac"], "mo": ["agr.1", "vn.bac#PARTY_TO.Agreement.out"]},
    {"vn.bac": (1.0, -2.5)},
    {"vn.bac": "Bắc", "la.xe": "Xê", "agr.1": "Một"},
    ("PARTY_TO|vn.bac|agr.1", "PARTY_TO|la.xe|agr.1"),
)


def test_a_view_is_read_as_it_was_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    key = shelf.add(VIEW)
    assert key == "bac-giang-voi-lao"
    assert shelf.get(key) == VIEW
    assert SavedView.read(VIEW.to_json()) == VIEW


def test_two_views_may_have_one_name_and_a_renamed_one_keeps_its_key(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    first, second = shelf.add(VIEW), shelf.add(VIEW)
    assert first != second
    shelf.put(second, SavedView.read(VIEW.to_json().replace("với Lào", "khác")))
    assert [view.name for view in shelf.all().values()] == ["Bắc Giang khác", "Bắc Giang với Lào"]
    shelf.remove(first)
    assert list(shelf.all()) == [second]


def test_a_name_of_another_script_has_a_key_too(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    name = "老挝 <b>"
    key = shelf.add(SavedView(name, VIEW.saved_on, {}, {}, {}, ()))
    found = shelf.get(key)
    assert found
    assert found.name == name


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": "x", "saved_on": "gestern"}', "\0"])
def test_what_is_no_view_is_refused_and_not_listed(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadViewError):
        SavedView.read(text)
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "x.json").write_text(text, encoding="utf-8")
    assert Shelf(tmp_path).all() == {}


@pytest.mark.parametrize("key", ["../settings", "", "a/b", "A"])
def test_a_key_leads_nowhere_else(tmp_path: Path, key: str) -> None:
    assert Shelf(tmp_path).get(key) is None


def test_what_is_new_and_what_is_gone() -> None:
    lines = {
        "PARTY_TO|vn.bac|agr.1": ("vn.bac", "agr.1"),
        "SIGNS|vn.bac|agr.1": ("vn.bac", "agr.1"),
        "PARTY_TO|vn.bac|agr.2": ("vn.bac", "agr.2"),
    }
    since = compare(VIEW, ["vn.bac", "agr.1", "agr.2"], lines)
    assert since.new == ("agr.2",)
    assert since.gone == ("Xê",)
    assert since.new_lines == ("SIGNS|vn.bac|agr.1",)
    assert since.gone_lines == 0
    same = {key: tuple(key.split("|")[1:]) for key in VIEW.lines}
    assert not compare(VIEW, VIEW.boxes, same)  # type: ignore[arg-type]
    assert compare(VIEW, VIEW.boxes, {}).gone_lines == 2
