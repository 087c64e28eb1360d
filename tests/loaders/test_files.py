"""What can be wrong with a file as a whole: it is one issue with its place, and the rest loads."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import LoadRefused
from loaders.load import read_issues
from loaders.raw import unreadable_text
from tests.loaders.conftest import Home

EVENTS = "documents/mk.da.tb-2/events.csv"
TASKS = "documents/mk.da.kh-1/tasks.csv"
QUANTITIES = "documents/mk.da.kh-1/quantities.csv"
PLAN = "documents/mk.da.kh-1/document.yml"
NOTICE = "documents/mk.da.tb-2/document.yml"
EVENT_HEADING = "id,title,kind,starts_on,ends_on,status,leads,partners,at,concerns,section"

Edit = Callable[[bytes], bytes]


def _recoded(encoding: str) -> Edit:
    return lambda content: content.decode().encode(encoding)


def _put(before: str, after: str) -> Edit:
    def put(content: bytes) -> bytes:
        assert before.encode() in content
        return content.replace(before.encode(), after.encode(), 1)

    return put


def _with(text: str) -> Edit:
    return lambda _: text.encode()


CSV_FAULTS: dict[str, tuple[Edit, int | None, str]] = {
    "utf-16": (_recoded("utf-16"), 1, ""),
    "utf-16 without mark": (_recoded("utf-16-le"), 2, ""),
    "windows-1258": (lambda c: c.replace("Hội".encode(), "Hôi".encode("cp1258")), 2, ""),
    "nul bytes": (lambda c: c + b"\0" * len(c), 1, ""),
    "open quote": (_put("Hội đàm", '"Hội đàm'), 2, ""),
    "text behind a quote": (_put("Hội đàm", '"Hội" đàm'), 2, ""),
    "empty": (_with(""), 1, ""),
    "only empty lines": (_with("\n\n\n"), 1, "id"),
    "no required column": (_put("status", "chair"), 1, "status"),
    "heading twice": (_put("partners", "Chủ trì"), 1, "leads"),
    "unknown separator": (_put(EVENT_HEADING, EVENT_HEADING.replace(",", "|")), 1, "id"),
}


@pytest.mark.parametrize("name", CSV_FAULTS)
def test_a_table_that_cannot_be_read_is_one_issue_and_the_rest_loads(small: Home, name: str) -> None:
    edit, row, column = CSV_FAULTS[name]
    path = small.data / EVENTS
    path.write_bytes(edit(path.read_bytes()))
    result = small.load()
    assert (EVENTS, row, column) in small.places(result)
    assert {file for file, _, _ in small.places(result)} == {EVENTS}
    assert small.store.ids("Event") == set()
    assert small.store.ids("Report") == {"mk.da.kh-1.1.r2021"}
    assert "mk.da.tb-2" in small.store.nodes


def test_an_open_quote_is_found_at_its_row(small: Home) -> None:
    small.replace(TASKS, "3,Báo cáo", '3,"Báo cáo')
    result = small.load()
    assert (TASKS, 4, "") in small.places(result)
    assert {i.file for i in result.issues if i.row != 4} == {QUANTITIES, "documents/mk.da.tb-2/reports.csv"}


def test_an_unknown_heading_is_an_issue_and_the_other_columns_load(small: Home) -> None:
    small.replace(EVENTS, "ends_on", "ngày về")
    result = small.load()
    assert small.places(result) == [(EVENTS, 1, "ngày về")]
    assert small.store.nodes["mk.da.tb-2.e1"][1].get("ends_on") is None
    assert str(small.store.nodes["mk.da.tb-2.e1"][1]["starts_on"]) == "2022-06-07"


def test_an_unknown_heading_is_shown_the_nearest_known_one(small: Home) -> None:
    small.replace(EVENTS, "starts_on", "start_on")
    issue = small.load().issues[0]
    assert "starts_on" in issue.hint


def test_text_below_no_heading_is_an_issue_of_its_row(small: Home) -> None:
    small.replace(EVENTS, "concerns,section", "concerns,,section")
    small.replace(EVENTS, "agr.da--nordia.2020,1", "agr.da--nordia.2020,lạc,1")
    assert small.places(small.load()) == [(EVENTS, 2, "")]
    small.replace(EVENTS, ",lạc,1", ",,1")
    assert small.load().issues == []


def test_more_cells_than_headings_are_an_issue_of_their_row_unless_empty(small: Home) -> None:
    small.replace(EVENTS, "agr.da--nordia.2020,1", "agr.da--nordia.2020,1,,")
    assert small.load().issues == []
    small.replace(EVENTS, "agr.da--nordia.2020,1,,", "agr.da--nordia.2020,1,,x")
    assert small.places(small.load()) == [(EVENTS, 2, "")]


def test_short_rows_end_in_empty_cells(small: Home) -> None:
    small.write(EVENTS, "id,title,kind,status,section,chair,concerns\nmk.da.tb-2.e1,Gặp,talks,held,1\n")
    assert small.load().issues == []


def test_a_few_nul_characters_are_nothing(small: Home) -> None:
    path = small.data / EVENTS
    path.write_bytes(path.read_bytes().replace("Hội đàm".encode(), "Hội\0 đàm".encode()))
    assert small.load().issues == []
    assert small.store.nodes["mk.da.tb-2.e1"][1]["name"] == "Hội đàm"


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_separator_mark_and_line_ends(small: Home, separator: str, mark: str, line_end: str) -> None:
    small.load()
    before = small.store.nodes["mk.da.tb-2.e1"]
    path = small.data / EVENTS
    text = mark + path.read_text(encoding="utf-8").replace(",", separator).replace("\n", line_end)
    path.write_bytes(text.encode())
    assert small.load().issues == []
    assert small.store.nodes["mk.da.tb-2.e1"] == before


def test_text_is_cleaned_when_read(small: Home) -> None:
    small.replace(EVENTS, "Hội đàm", unicodedata.normalize("NFD", "Hội\u00a0đàm\u200b ở Ðá Bạc"))
    small.load()
    assert small.store.nodes["mk.da.tb-2.e1"][1]["name"] == "Hội đàm ở Đá Bạc"


def test_a_line_break_in_a_cell_is_a_space_and_stays_in_notes(small: Home) -> None:
    small.replace(TASKS, "1,Trồng cây thuốc", '1,"Trồng\ncây\tthuốc"')
    small.replace(TASKS, "section,note", "section,result")
    small.replace(TASKS, "II.2,", 'II.2,"một\nhai"')
    assert small.load().issues == []
    assert small.store.nodes["mk.da.kh-1.1"][1]["name"] == "Trồng cây thuốc"
    assert small.store.nodes["mk.da.kh-1.2"][1]["result"] == "một\nhai"


def test_the_apostrophe_that_guards_against_formulas_is_taken_off(small: Home) -> None:
    small.replace(EVENTS, "Hội đàm", "'=Hội đàm")
    small.load()
    assert small.store.nodes["mk.da.tb-2.e1"][1]["name"] == "=Hội đàm"


# ------------------------------------------------------------------------------------------------ document.yml

YAML_FAULTS: dict[str, tuple[Edit, int | None, str]] = {
    "double key": (_put("issued_on: 2022", "kind: plan\nissued_on: 2022"), 5, "kind"),
    "anchor": (_put("kind: notice", "kind: &k notice"), 2, ""),
    "alias": (_put("Thông báo kết quả", "*k"), 3, ""),
    "tag": (_put("kind: notice", "kind: !!str notice"), 2, ""),
    "broken": (_put("title: Thông", "title: [Thông"), 4, ""),
    "list": (_with("- id: mk.da.tb-2\n"), 1, ""),
    "not utf-8": (_recoded("utf-16"), 1, ""),
    "another id": (_put("id: mk.da.tb-2", "id: mk.da.tb-3"), 1, "id"),
    "bad kind": (_put("kind: notice", "kind: giấy"), 2, "kind"),
    "no title": (_put("title: Thông báo kết quả\n", ""), None, "title"),
}


@pytest.mark.parametrize("name", YAML_FAULTS)
def test_a_document_that_cannot_be_read_is_one_issue(small: Home, name: str) -> None:
    edit, line, key = YAML_FAULTS[name]
    path = small.data / NOTICE
    path.write_bytes(edit(path.read_bytes()))
    result = small.load()
    assert small.places(result) == [(NOTICE, line, key)]
    assert not {i for i in small.store.nodes if i.startswith("mk.da.tb-2")}
    assert small.store.nodes["agr.da--nordia.2020"][1]["status"] == "signed"


@pytest.mark.parametrize(
    ("before", "after", "line", "key"),
    [
        ("issued_on: 2022-06-10", "issued_on: 2022-06-31", 5, "issued_on"),
        ("issued_on: 2022-06-10", "isued_on: 2022-06-10", 5, "isued_on"),
        ("issued_on: 2022-06-10", "issued_on: {ngày: 1}", 5, "issued_on"),
        ("issuer: mk.da.ubnd", "issuer: Sở Chưa Có", 4, "issuer"),
        ("issuer: mk.da.ubnd", "issuer: mk.da.ubnd\nreplaces: mk.da.tb-2", 5, "replaces"),
        ("issuer: mk.da.ubnd", "issuer: mk.da.ubnd\ncites: mk.so-tay;99/QĐ", 5, "cites"),
        ("issuer: mk.da.ubnd", "issuer: mk.da.ubnd\nperiod_from: 2023\nperiod_to: 2022", 6, "period_to"),
    ],
)
def test_a_bad_optional_key_is_left_out_and_the_folder_loads(
    small: Home, before: str, after: str, line: int, key: str
) -> None:
    small.replace(NOTICE, before, after)
    result = small.load()
    assert small.places(result) == [(NOTICE, line, key)]
    assert "mk.da.tb-2.e1" in small.store.nodes
    assert key not in small.store.nodes["mk.da.tb-2"][1]
    made_of_it = {"issuer": "ISSUED_BY", "replaces": "REPLACES", "cites": "CITES"}.get(key)
    assert not [k for k in small.store.relationships if k[:2] == (made_of_it, "mk.da.tb-2")]


def test_yaml_values_stay_the_text_they_are(small: Home) -> None:
    small.replace(NOTICE, "kind: notice", "kind: notice\nnumber: 0467\nauthor: no\nfile: 1.10")
    assert small.load().issues == []
    held = small.store.nodes["mk.da.tb-2"][1]
    assert (held["number"], held["author"], held["file"]) == ("0467", "no", "1.10")


# ------------------------------------------------------------------------------------------------ files and folders


@pytest.mark.parametrize(
    "file",
    [
        "registry/place.csv",
        "registry/places.xlsx",
        "documents/mk.da.kh-1/tasks (1).csv",
        "documents/mk.da.kh-1/document.yaml.yml",
        "ghi-chu.csv",
        "documents/tasks.csv",
        "gazetteer/events.csv",
    ],
)
def test_an_unknown_table_is_an_issue(small: Home, file: str) -> None:
    small.write(file, "id\n")
    result = small.load()
    assert [(i.file, i.row) for i in result.issues] == [(file, None)]
    assert result.issues[0].reason
    assert result.issues[0].hint


@pytest.mark.parametrize(
    "file",
    [
        "registry/doc-me.txt",
        "gazetteer/make.py",
        "documents/mk.da.kh-1/spans.csv",
        "documents/mk.da.kh-1/ban-goc.pdf",
        "documents/mk.da.kh-1/~$tasks.xlsx",
        "documents/.DS_Store",
    ],
)
def test_other_files_are_none_of_the_loads_business(small: Home, file: str) -> None:
    small.write(file, "x")
    assert small.load().issues == []


def test_a_folder_with_tables_and_no_document_is_one_issue(small: Home) -> None:
    (small.data / NOTICE).unlink()
    assert [(i.file, i.row) for i in small.load().issues] == [(NOTICE, None)]
    assert "mk.da.tb-2.e1" not in small.store.nodes


def test_two_folders_of_one_document_are_an_issue_of_the_later(small: Home) -> None:
    shared = "documents/chung/documents.csv"
    small.write(shared, "id,kind,title\nmk.da.tb-2,notice,Lặp lại\nmk.tin,news,Tin\n")
    result = small.load()
    assert [i.file for i in result.issues] == [NOTICE]
    assert small.store.nodes["mk.da.tb-2"][1]["name"] == "Lặp lại"


SHARED_EVENTS = """
document,id,title,kind,status,section
mk.tin-1,mk.tin-1.e1,Gặp một,talks,held,1
mk.tin-2,mk.tin-2.e1,Gặp hai,talks,held,1
,mk.tin-2.e2,Gặp ba,talks,held,1
mk.tin-9,mk.tin-9.e1,Gặp bốn,talks,held,1
"""


def test_a_folder_of_many_documents(small: Home) -> None:
    small.write("documents/tin/documents.csv", "id,kind,title\nmk.tin-1,news,Một\nmk.tin-2,news,Hai\n,news,Ba\n")
    small.write("documents/tin/events.csv", SHARED_EVENTS)
    result = small.load()
    assert small.places(result) == [
        ("documents/tin/documents.csv", 4, "id"),
        ("documents/tin/events.csv", 4, "document"),
        ("documents/tin/events.csv", 5, "document"),
    ]
    assert {"mk.tin-1", "mk.tin-1.e1", "mk.tin-2", "mk.tin-2.e1"} <= small.store.ids()
    assert not {"mk.tin-2.e2", "mk.tin-9.e1"} & small.store.ids()


def test_a_shared_list_of_documents_that_cannot_be_read_is_one_issue(small: Home) -> None:
    small.write("documents/tin/documents.csv", "id,title\nmk.tin-1,Một\n")
    small.write("documents/tin/events.csv", SHARED_EVENTS.replace("\n,", "\nmk.tin-1,"))
    assert small.places(small.load()) == [("documents/tin/documents.csv", 1, "kind")]


def test_nothing_is_written_when_no_table_can_be_read(loaded: Home) -> None:
    before = dict(loaded.store.nodes)
    for file in (path for path in loaded.data.rglob("*") if path.is_file()):
        file.write_bytes(b"\xff\xff\xff")
    with pytest.raises(LoadRefused) as refused:
        loaded.load()
    assert {issue.file for issue in refused.value.issues} == {
        file.relative_to(loaded.data).as_posix() for file in loaded.data.rglob("*.*") if file.is_file()
    }
    assert read_issues(loaded.settings.home) == list(refused.value.issues)
    assert loaded.store.nodes == before
    assert loaded.store.fingerprint()


def test_a_missing_listed_folder_stops_the_load(loaded: Home, tmp_path: Path) -> None:
    before = dict(loaded.store.nodes)
    (loaded.data).rename(tmp_path / "elsewhere")
    with pytest.raises(LoadRefused, match="data"):
        loaded.load()
    assert loaded.store.nodes == before


@pytest.mark.parametrize("name", ["Aïn Beïda, Oum El Bouaghi", "Raphaël và Loïc", "Saint-Étienne", "Curaçao"])
def test_names_of_other_languages_are_no_old_encoding(name: str) -> None:
    assert unreadable_text("name", name, name) is None


@pytest.mark.parametrize("text", ["UÛy ban nhaân daân tænh", "Së Ngo¹i vô tØnh", "Traïi giam Haï Taïng, huyeän"])
def test_an_old_encoding_is_refused(text: str) -> None:
    assert unreadable_text("name", text, text)
