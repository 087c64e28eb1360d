"""Settings on a page: what is changed is written and counts in the next run; a backup can be taken."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest

from graph.settings import get_settings, save_values
from graph.store import GraphStore
from graph.texts import t, use
from loaders.desk import Edit
from loaders.saves import save
from tests.views.pages import fine, pressed, shown, text
from views import look, settings_page

pytestmark = pytest.mark.usefixtures("graph")
NAME = "agr.son-binh--nam-xai.moi"
NEW = f"MATCH (g:Agreement {{id: '{NAME}'}}) RETURN g.name AS name"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    save_values(get_settings().home, {"office": "", "organisation": "", "base_url": "", "lang": "vi"})
    get_settings.cache_clear()
    use(None)


def test_the_office_is_the_default_of_pages() -> None:
    test = shown("settings_page")
    fine(test.selectbox(key="set-office").set_value("vn.son-binh").run())
    assert get_settings().office == "vn.son-binh"
    assert [said.value for said in test.success] == [t("settings.saved")]
    assert "Sơn Bình" in text(shown("briefing"))


def test_the_name_of_the_office_stands_on_briefings() -> None:
    test = shown("settings_page")
    fine(test.text_input(key="set-organisation").set_value("  Sở Ngoại vụ tỉnh Sơn Bình ").run())
    assert get_settings().organisation == "Sở Ngoại vụ tỉnh Sơn Bình"


def test_the_language_changes_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOPTAC_LANG")
    test = shown("settings_page")
    fine(test.button_group(key="set-lang").set_value("en").run())
    assert get_settings().lang == "en"
    assert test.title[0].value == "Settings"
    assert shown("agreements").title[0].value == "Agreements"


def test_a_backup_is_a_zip_of_what_is_the_users() -> None:
    with zipfile.ZipFile(BytesIO(settings_page._zip(get_settings()))) as archive:
        assert archive.testzip() is None


def test_a_backup_is_taken_back_after_its_difference_was_seen(graph: GraphStore) -> None:
    content = settings_page._zip(get_settings())
    cells = {"title": "Bản ghi nhớ mới", "kind": "memorandum", "parties": "vn.son-binh;la.nam-xai", "section": "7"}
    edit = Edit("document/agreements", "vn.son-binh.tb-5-2024", None, {"id": NAME, "status": "planned", **cells})
    save(get_settings(), graph, [edit], who="Người thử")
    assert graph.read(NEW).rows
    test = fine(shown("settings_page").file_uploader[0].upload("hop-tac.zip", content).run())
    assert any(NAME in table.value.to_string() for table in test.dataframe)
    assert graph.read(NEW).rows
    pressed(test, "settings.restore")
    assert graph.read(NEW).rows == []
    assert [said.value for said in test.success] == [t("settings.restored")]


def test_what_is_no_backup_is_refused_in_words() -> None:
    test = fine(shown("settings_page").file_uploader[0].upload("hop-tac.zip", b"no zip").run())
    assert look.esc(t("backup.choose")) in text(test)


@pytest.mark.parametrize("content", [b"", b"no image", b"\x89PNG\r\n\x1a\n broken"])
def test_a_file_that_is_no_image_is_no_logo(content: bytes) -> None:
    assert not settings_page._is_image(content)
