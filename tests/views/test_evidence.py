"""What shows that something was done is entered from where it is missed, in a form that is filled in already."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from graph.store import GraphStore
from graph.texts import t
from loaders.desk import form_tables
from tests.views.pages import field, pressed, shown, text

pytestmark = pytest.mark.usefixtures("graph")
LINK = re.compile(r"\((/nhap\?[^)]*reports[^)]*)\)")
REPORTED = "MATCH (:Task {id: $task})<-[:OF]-(r:Report {occurrence: $occurrence}) RETURN r.status AS status"
DOCUMENT, UNREVIEWED = "vn.son-binh.tb-5-2024", "vn.an-hai.tin-2025-05"
REVIEWED = "MATCH (d:Document {id: $id}) RETURN d.reviewed_by AS who, toString(d.reviewed_on) AS day"


def followed(link: str) -> AppTest:
    """The form behind a link, with somebody who enters."""
    test = shown("entry", **dict(parse_qsl(urlsplit(link).query)))
    return test.text_input(key="entry-who").set_value("Người thử").run()


def test_a_report_that_came_in_is_entered_from_the_list_of_what_is_overdue(graph: GraphStore) -> None:
    columns = {column.name: column.text.vi for column in form_tables()["document/reports"].columns}
    late = shown("tasks", xem="bang", tinh_trang="overdue")
    link = LINK.findall(text(late))[0]
    given = dict(parse_qsl(urlsplit(link).query))
    asked = {"task": given["o-task"], "occurrence": given["o-occurrence"]}
    assert link in text(shown("profile", id=asked["task"]))
    test = followed(link)
    assert field(test, "text_input", columns["occurrence"]).value == asked["occurrence"]
    test.selectbox(key="van-ban").set_value(DOCUMENT).run()
    pressed(test, "entry.check")
    assert graph.read(REPORTED, asked).rows == []
    pressed(test, "entry.save")
    assert graph.read(REPORTED, asked).rows == [("done",)]
    assert field(test, "text_input", columns["occurrence"]).value == ""
    assert link not in text(shown("tasks", xem="bang", tinh_trang="overdue"))
    pressed(test, "entry.take_back")
    assert graph.read(REPORTED, asked).rows == []


def test_a_document_is_noted_as_reviewed_by_who_enters_here(graph: GraphStore) -> None:
    (link,) = (one.proto.url for one in shown("documents", id=UNREVIEWED).get("link_button") if "nhap" in one.proto.url)
    test = followed(link)
    columns = {column.name: column.text.vi for column in form_tables()["document/document"].columns}
    field(test, "text_input", columns["reviewed_by"]).set_value("Trần Thị B")
    pressed(test, "entry.check")
    pressed(test, "entry.save")
    ((who, day),) = graph.read(REVIEWED, {"id": UNREVIEWED}).rows
    assert (who, day[:4].isdecimal()) == ("Trần Thị B", True)
    assert t("documents.reviewed") not in [b.proto.label for b in shown("documents", id=UNREVIEWED).get("link_button")]
    pressed(test, "entry.take_back")
    assert graph.read(REVIEWED, {"id": UNREVIEWED}).rows == [(None, None)]


def test_what_is_filled_in_for_one_row_is_not_written_into_another() -> None:
    columns = {column.name: column.text.vi for column in form_tables()["document/document"].columns}
    given = {"bang": "document/document", "o-id": UNREVIEWED, "o-reviewed-by": "Trần Thị B"}
    for row, filled in ((UNREVIEWED, "Trần Thị B"), ("vn.lam-khe.tb-2023-02", "Người thử"), ("", "")):
        assert field(shown("entry", id=row, **given), "text_input", columns["reviewed_by"]).value == filled
