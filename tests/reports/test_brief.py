"""Briefings: every number is the graph's, every fact leads to its source in the file, on both engines."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdf import PdfReader

from graph.errors import QueryError
from graph.life import AgreementState
from graph.store import GraphStore
from graph.texts import use
from reports.brief import SUBJECTS, TITLES, Briefing, make_brief
from reports.docx import docx_bytes
from reports.output import BRIEF_FORMS, form_of, write_brief, write_provinces
from reports.pairs import MOST, Pair, pairs_sheet
from reports.pdf import pdf_bytes
from reports.pptx import WHOLE, pptx_bytes

DAY = dt.date(2025, 8, 15)
SETTINGS: Any = SimpleNamespace(organisation="Văn phòng đối ngoại Sơn Bình", logo="", base_url="http://127.0.0.1:8501")
PARTIES = "MATCH (p:Place {id: $id})-[:PARTY_TO]->(g:Agreement) RETURN DISTINCT g.id AS id"
EVERY_SUBJECT = (
    ["vn.son-binh"],
    ["la"],
    ["vn.son-binh", "la.xieng-thong"],
    ["vn.son-binh.so-y-te"],
    ["agr.son-binh--xieng-thong.2021"],
    ["topic.y-te"],
)


def section(brief: Briefing, key: str) -> Any:
    return next(section for section in brief.sections if section.key == key)


def texts(rows: Any, column: int = 0) -> list[str]:
    return [row[column].text for row in rows]


def test_it_holds_every_agreement_of_the_place_once(loaded: GraphStore) -> None:
    brief = make_brief(loaded, ["la.xieng-thong"], day=DAY)
    entities = [row[0].entity for row in section(brief, "agreements").rows]
    own = {row[0] for row in loaded.read(PARTIES, {"id": "la.xieng-thong"}).rows}
    assert own <= set(entities)
    assert len(entities) == len(set(entities))


def test_the_numbers_of_the_first_sentence_are_those_of_the_table_they_lead_to(loaded: GraphStore) -> None:
    brief = make_brief(loaded, ["vn.son-binh"], day=DAY)
    number = brief.summary[0][0]
    assert number.leads_to == "agreements"
    assert int(number.text) == len(section(brief, "agreements").rows)


@pytest.mark.parametrize("names", EVERY_SUBJECT, ids="-".join)
def test_every_row_has_a_source_and_every_source_is_listed(loaded: GraphStore, names: list[str]) -> None:
    brief = make_brief(loaded, names, day=DAY)
    listed = {cited.number: cited for cited in brief.sources}
    assert sorted(listed) == list(range(1, len(listed) + 1))
    cites = [cite for one in brief.sections for row in one.rows for cite in row[-1].cites]
    assert all(row[-1].cites for one in brief.sections for row in one.rows)
    assert all(cite.section == "-" or cite.section in listed[cite.number].sections for cite in cites)
    cites += [cite for line in brief.summary for cell in line for cite in cell.cites]
    assert {cite.number for cite in cites} == set(listed)


@pytest.mark.parametrize("names", EVERY_SUBJECT, ids="-".join)
def test_links_of_the_pdf_lead_to_places_that_are_there(loaded: GraphStore, names: list[str]) -> None:
    pdf = PdfReader(BytesIO(pdf_bytes(make_brief(loaded, names, day=DAY, base_url="http://127.0.0.1:8501"))))
    notes = [link.get_object() for page in pdf.pages for link in page.get("/Annots", ())]
    inside = [note["/Dest"] for note in notes if "/Dest" in note]
    pages = [page.indirect_reference for page in pdf.pages]
    assert inside
    assert all(place[0] in pages for place in inside)
    assert any("http://127.0.0.1:8501/ho-so?id=" in note["/A"]["/URI"] for note in notes if "/A" in note)
    assert str(pdf.root_object["/Lang"]) == "vi"
    assert pdf.outline


def test_names_are_searchable_in_the_pdf(loaded: GraphStore) -> None:
    pdf = PdfReader(BytesIO(pdf_bytes(make_brief(loaded, ["vn.son-binh"], day=DAY))))
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "Hợp tác quốc tế: Sơn Bình" in text
    assert "Tại ngày 15/08/2025" in text


def test_a_subject_with_nothing_loaded_says_so(loaded: GraphStore) -> None:
    brief = make_brief(loaded, ["cn"], day=dt.date(1999, 1, 1))
    use("vi")
    assert all(one.rows or one.empty for one in brief.sections)
    assert pdf_bytes(brief).startswith(b"%PDF")


def test_an_unknown_name_is_told_with_what_may_be_meant(loaded: GraphStore) -> None:
    with pytest.raises(QueryError, match="Sơn Bìng"):
        make_brief(loaded, ["Sơn Bìng"], day=DAY)


def test_files_are_whole_or_not_there(loaded: GraphStore, tmp_path: Path) -> None:
    for suffix in BRIEF_FORMS:
        file = write_brief(loaded, ["vn.son-binh"], tmp_path / f"a{suffix}", settings=SETTINGS, day=DAY)
        assert file.stat().st_size > 1000
    with pytest.raises(QueryError, match="xyz"):
        write_brief(loaded, ["vn.son-binh"], tmp_path / "a.xyz", settings=SETTINGS, day=DAY)
    with pytest.raises(QueryError):
        form_of(tmp_path / "none" / "a.pdf", BRIEF_FORMS)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(f"a{suffix}" for suffix in BRIEF_FORMS)


def test_every_province_with_cooperation_gets_its_file(loaded: GraphStore, tmp_path: Path) -> None:
    files = write_provinces(loaded, tmp_path, ".svg", settings=SETTINGS, day=DAY)
    assert {file.stem for file in files} >= {"vn.son-binh", "vn.an-hai", "vn.lam-khe"}
    assert all(file.is_file() for file in files)


def test_every_label_that_has_a_briefing_has_its_texts() -> None:
    from graph.texts import catalogue

    for lang in ("vi", "en"):
        known = catalogue(lang)
        for kind, parts in SUBJECTS.items():
            assert f"brief.title_{TITLES.get(kind, kind).lower()}" in known
            assert all({f"brief.{part.key}", f"brief.{part.key}_none"} <= known.keys() for part in parts)


@pytest.mark.parametrize(("ours", "theirs"), [(1, 400), (70, 50), (1, 1), (63, 1)])
def test_the_picture_stays_within_sixty_boxes_and_the_sheet(ours: int, theirs: int) -> None:
    count = max(ours, theirs)
    pairs = [
        Pair(f"Tỉnh {i % ours}", f"Đối tác {i % theirs} {'dài ' * 60}", AgreementState.IN_FORCE, f"Nước {i % 9}")
        for i in range(count)
    ]
    sheet = pairs_sheet(pairs, title="Tên " * 80)
    assert len(sheet.marks) <= MOST
    for one in sheet.marks:
        assert one.box.width / 2 <= one.centre[0] <= sheet.width - one.box.width / 2
        assert one.box.height / 2 <= one.centre[1] <= sheet.height - one.box.height / 2
    sides = [[m for m in sheet.marks if m.id.startswith(side)] for side in ("ours:", "theirs:")]
    for marks in sides:
        ys = sorted(m.centre[1] for m in marks)
        assert all(b - a >= marks[0].box.height for a, b in pairwise(ys))


@pytest.mark.parametrize("names", EVERY_SUBJECT, ids="-".join)
def test_the_deck_has_native_tables_connectors_and_notes(loaded: GraphStore, names: list[str]) -> None:
    brief = make_brief(loaded, names, day=DAY)
    deck = Presentation(BytesIO(pptx_bytes(brief)))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    told = {row.cells[0].text for shape in shapes if shape.has_table for row in shape.table.rows}
    assert {row[0].text for one in brief.sections for row in one.rows[:WHOLE]} <= told
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles.index("Những điểm chính") == 1
    assert titles.count("Những điểm chính") == 1
    drawn = [[value for series in s.chart.plots[0].series for value in series.values] for s in shapes if s.has_chart]
    counts = [[[row[at].number for row in one.rows] for at in (1, 2)] for one in brief.sections if one.key == "topics"]
    assert len(drawn) <= len(counts)
    assert all(
        values == [*all_[: len(values) // 2], *valid[: len(values) // 2]]
        for values, (all_, valid) in zip(drawn, counts, strict=False)
    )
    assert not [shape for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    if brief.picture:
        lines = [shape for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.LINE]
        assert len(lines) == len(brief.picture.strokes)
    noted = [slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide]
    assert all(any(f"[{cited.number}] {cited.title}" in text for text in noted) for cited in brief.sources)
    for shape in shapes:
        assert shape.left >= 0
        assert shape.top >= 0
        assert shape.left + shape.width <= deck.slide_width
        assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize("names", EVERY_SUBJECT, ids="-".join)
def test_links_of_the_document_lead_to_bookmarks_that_are_there(loaded: GraphStore, names: list[str]) -> None:
    brief = make_brief(loaded, names, day=DAY)
    document = Document(BytesIO(docx_bytes(brief)))
    body = document.element.body
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))
    assert anchors
    assert anchors <= set(marks)
    assert document.core_properties.title == brief.title
    assert all(table.rows[0]._tr.trPr is not None for table in document.tables)
