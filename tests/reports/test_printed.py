"""Lists for paper hold every row, link to their sources, repeat their headings, and break no date."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from graph.store import GraphStore
from graph.texts import LANGUAGES, Language, use
from queries.runner import Answer, run
from queries.search import Searcher
from reports.printed import LONG_WORD, Line, Printed, printed
from reports.printed_docx import printed_docx
from reports.printed_pdf import printed_pdf

DAY = dt.date(2025, 8, 15)
QUESTIONS = {"agreements_by_period": {}, "tasks_of_agency": {"agency": "vn.son-binh.so-ngoai-vu"}}


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> Language:
    use(request.param)
    return request.param  # type: ignore[no-any-return]


def paper(loaded: GraphStore, question: str, lang: Language) -> tuple[Answer, Printed]:
    answer = run(loaded, question, QUESTIONS[question], as_of=DAY, limit=1000, lang=lang)
    return answer, printed(answer, Searcher.of(loaded).name, DAY, "Sở Ngoại vụ")


def made(*cells: str, rows: int = 3) -> Printed:
    columns = tuple(f"Cột {i}" for i in range(len(cells)))
    return Printed("Danh sách", ("ghi chú",), (*columns, "Nguồn"), (Line(cells, {1: ("2",)}),) * rows, ("Văn bản",))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_row_and_source_is_on_paper(loaded: GraphStore, question: str, lang: Language) -> None:
    answer, told = paper(loaded, question, lang)
    assert answer.rows
    assert len(told.lines) == len(answer.rows)
    table = Document(BytesIO(printed_docx(told))).tables[0]
    assert len(table.rows) == len(answer.rows) + 1
    assert [cell.text for cell in table.rows[0].cells] == list(told.columns)
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(printed_pdf(told))).pages)
    for number, source in enumerate(told.sources, 1):
        assert f"[{number}]" in text
        assert source.split()[0] in text
    documents = {source.document for row in answer.rows for source in row["sources"]}
    assert len(told.sources) == len(documents)


def test_a_row_links_to_the_sources_of_the_same_file(loaded: GraphStore, lang: Language) -> None:
    _, told = paper(loaded, "agreements_by_period", lang)
    body = Document(BytesIO(printed_docx(told))).element.body
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert anchors
    assert anchors <= marks
    reader = PdfReader(BytesIO(printed_pdf(told)))
    links = [a for page in reader.pages for a in page.get("/Annots", ())]
    assert len(links) == sum(len(line.sources) for line in told.lines)


def test_headings_and_page_numbers_stand_on_every_page() -> None:
    use("vi")
    told = made("Sơn Bình", "26/10/2022", rows=200)
    pages = PdfReader(BytesIO(printed_pdf(told))).pages
    assert len(pages) > 2
    for number, page in enumerate(pages[:-1], 1):
        assert "Cột 1" in page.extract_text()
        assert f"Trang {number}/{len(pages)}" in page.extract_text()
    table = Document(BytesIO(printed_docx(told))).tables[0]
    assert [mark.getparent().getparent() for mark in table._tbl.iter(qn("w:tblHeader"))] == [table.rows[0]._tr]


def test_no_date_is_broken_however_many_columns() -> None:
    told = made("Một cái tên khá dài của một thỏa thuận nào đó", *["26/10/2022"] * 9)
    text = PdfReader(BytesIO(printed_pdf(told))).pages[0].extract_text()
    assert len(re.findall(r"26/10/2022", text)) == 27


def test_shares_fill_the_page_and_leave_room_for_words() -> None:
    told = made("a" * (LONG_WORD - 1), "b " * 300, "c")
    assert sum(told.shares) == pytest.approx(1)
    assert told.shares[1] == max(told.shares)
    assert told.shares[0] > told.shares[2]


@pytest.mark.parametrize("text", ["<b>&amp;</b><script>", "ສະຫວັນນະເຂດ 老挝", "x" * 5000, "\u202eabc", ""])
def test_hostile_cells_are_text(text: str) -> None:
    told = made(text, "bình thường")
    assert Document(BytesIO(printed_docx(told))).tables[0].rows[1].cells[0].text == text
    assert PdfReader(BytesIO(printed_pdf(told))).pages


def test_an_answer_without_rows_says_why(loaded: GraphStore, lang: Language) -> None:
    answer = run(loaded, "tasks_in_year", {"year": 1900}, as_of=DAY, lang=lang)
    told = printed(answer, Searcher.of(loaded).name, DAY)
    assert answer.empty_reason
    assert answer.empty_reason.text in told.notes
    assert PdfReader(BytesIO(printed_pdf(told))).pages
    assert not Document(BytesIO(printed_docx(told))).tables
