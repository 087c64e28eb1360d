"""Briefings of subjects that are hard to set: nothing loaded, 400 partners, names without end, other scripts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import combinations
from typing import Any

import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from graph.life import AgreementState
from reports.boxes import Segment, text_width
from reports.brief import Briefing, Cell, Cite, Cited, Section
from reports.docx import docx_bytes
from reports.pairs import MOST, Pair, pairs_sheet
from reports.pdf import PAGES, pdf_bytes
from reports.png import png_bytes
from reports.pptx import pptx_bytes
from reports.svg import svg_text

LAO, CHINESE = "ແຂວງໄຊສົມບູນ", "云南省河口瑶族自治县"
LONG = "Ủy ban hợp tác và phát triển liên vùng " * 8
ONE_WORD = "Ư" * 300
STATES = (AgreementState.IN_FORCE, AgreementState.EXPIRING, AgreementState.NO_TERM, AgreementState.EXPIRED)


def made(names: Sequence[str], title: str = "Hợp tác quốc tế: Tỉnh Mẫu") -> Briefing:
    """A briefing with an agreement for each name."""
    cites = [(Cite(at % 30 + 1, f"II.{at}"),) for at in range(len(names))]
    rows = tuple(
        (Cell(f"Thỏa thuận với {name}"), Cell(f"Tỉnh Mẫu – {name}"), Cell("2021–2025"), Cell(where[0].text, where))
        for name, where in zip(names, cites, strict=True)
    )
    columns = ("Thỏa thuận", "Các bên", "Thời hạn", "Nguồn")
    agreements = Section("agreements", "Thỏa thuận", columns, rows, (3, 2, 1, 1), "" if rows else "Chưa nạp gì.", (1,))
    nothing = [Section(key, title, empty="Không có.") for key, title in (("ending", "Sắp hết hạn"), ("open", "Ngỏ"))]
    pairs = [Pair("Tỉnh Mẫu", name, STATES[at % 4], f"Nước {at % 7}") for at, name in enumerate(names)]
    summary = (
        (Cell(str(len(names)), leads_to="agreements", number=len(names)), Cell(" thỏa thuận.")),
        (Cell("Đối tác: " + "; ".join(names[:3])),),
    )
    numbers = range(1, min(len(names), 30) + 1)
    sources = tuple(Cited(n, f"d{n}", f"Kế hoạch số {n} {names[n - 1]}", "KH, 2022", ("II",)) for n in numbers)
    picture = pairs_sheet(pairs, title=title) if pairs else None
    return Briefing(("vn.mau",), title, dt.date(2025, 8, 15), "vi", summary, picture, (agreements, *nothing), sources)


HARD = {
    "nothing": made([]),
    "many": made([f"Đối tác số {at}" for at in range(400)]),
    "long": made([f"{at} {LONG}" for at in range(6)], f"Hợp tác quốc tế: {LONG}"),
    "one-word": made([f"{at}{ONE_WORD}" for at in range(3)], ONE_WORD),
    "scripts": made([LAO, CHINESE, "Đà Nẵng"], f"Hợp tác: {LAO}, {CHINESE}"),
}


@pytest.mark.parametrize("name", HARD)
def test_the_pdf_says_everything_and_its_short_form_has_two_pages(name: str) -> None:
    brief = HARD[name]
    reader = PdfReader(BytesIO(pdf_bytes(brief)))
    told = "".join(page.extract_text() for page in reader.pages)
    outline: list[Any] = list(reader.outline)
    pages: dict[str, Any] = {str(item["/Title"]): reader.get_destination_page_number(item) for item in outline}
    assert (pages.get("Danh sách đầy đủ") or pages["Nguồn"]) <= PAGES
    wanted = [row[-1].text for row in brief.sections[0].rows] or [brief.sections[0].empty]
    assert all(text in told for text in wanted)
    assert all(page.extract_text().strip() for page in reader.pages)
    fonts = {str(font.get_object()["/BaseFont"]) for page in reader.pages for font in fonts_of(page)}
    assert fonts
    assert not {font for font in fonts if "Helvetica" in font}


def fonts_of(page: Any) -> Iterator[Any]:
    """The fonts that a page of a PDF names."""
    return iter(page["/Resources"]["/Font"].get_object().values())


@pytest.mark.parametrize("name", HARD)
def test_nothing_of_the_deck_lies_outside_its_slide(name: str) -> None:
    deck = Presentation(BytesIO(pptx_bytes(HARD[name])))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert min(shape.left, shape.top) >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
    assert [slide.shapes.title.text for slide in deck.slides].count("Những điểm chính") == 1


@pytest.mark.parametrize("name", HARD)
def test_the_document_has_every_row(name: str) -> None:
    brief = HARD[name]
    document = Document(BytesIO(docx_bytes(brief)))
    told = {row.cells[0].text for table in document.tables for row in table.rows}
    assert {row[0].text for row in brief.sections[0].rows} <= told
    said = {paragraph.text for paragraph in document.paragraphs}
    assert {section.empty for section in brief.sections if section.empty} <= said


@pytest.mark.parametrize("name", HARD)
def test_no_label_of_the_picture_lies_on_another_and_no_curve_on_a_label(name: str) -> None:
    picture = HARD[name].picture
    assert (picture is None) == (name == "nothing")
    if picture is None:
        return
    assert len(picture.marks) <= MOST
    boxes = [
        (m.id, m.centre[0] - m.box.width / 2, m.centre[1] - m.box.height / 2, m.box.width, m.box.height)
        for m in picture.marks
    ]
    texts = [(t.text, t.at[0], t.at[1] - t.size, text_width(t.text, t.size, t.weight), t.size) for t in picture.texts]
    for (_, *a), (_, *b) in combinations([*boxes, *texts], 2):
        assert a[0] + a[2] <= b[0] or b[0] + b[2] <= a[0] or a[1] + a[3] <= b[1] or b[1] + b[3] <= a[1]
    for stroke in picture.strokes:
        for x, y in along(stroke.path):
            for label, left, top, width, height in [*boxes, *texts]:
                inside = left < x < left + width and top < y < top + height
                assert not inside or label in (stroke.ends or ())
    for mark in picture.marks:
        widths = [text_width(line, mark.box.size, mark.box.weight) for line in mark.box.lines]
        assert max(widths) <= mark.box.width
        assert mark.box.size <= mark.box.height


def along(path: Sequence[Segment]) -> Iterator[tuple[float, float]]:
    """Points of a line or curve, close together, its ends apart."""
    start = path[0][1][0]
    for kind, points in path[1:]:
        a, b, c, d = (start, *points) if kind == "C" else (start, start, points[-1], points[-1])
        for step in range(1, 100):
            u = step / 100
            weights = ((1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u * u * (1 - u), u**3)
            x, y = (sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
            yield x, y
        start = d


def test_the_same_subject_and_data_give_the_same_files() -> None:
    names = [f"Đối tác số {at}" for at in range(9)]
    for write in (pdf_bytes, lambda brief: png_bytes(brief.picture), lambda brief: svg_text(brief.picture)):
        assert write(made(names)) == write(made(names))
