"""A list as DOCX: A4, styles, a table whose headings repeat, page numbers, sources that the rows link to."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from graph.texts import t
from reports.ooxml import ACCENT, FONT, LANGUAGES, LINK, field, mark_row, rgb, ruled, shaded
from reports.printed import Line, Printed, cite
from reports.sheet import GREY_INK as GREY

LONG, SHORT, MARGIN = 29.7, 21.0, 1.6  # centimetres of a page


def printed_docx(paper: Printed) -> bytes:
    """Write a list as DOCX.

    Args:
        paper: the list.

    Returns:
        The file.
    """
    document: Any = Document()
    _page(document, paper)
    if paper.organisation:
        _run(document.add_paragraph(), paper.organisation.upper(), 9, GREY)
    document.add_heading(paper.title, 0)
    for note in paper.notes:
        _run(document.add_paragraph(), note, 9.5, GREY)
    if paper.lines:
        _table(document, paper)
    if paper.sources:
        document.add_heading(t("brief.sources"), 1)
    for number, source in enumerate(paper.sources, start=1):
        paragraph = document.add_paragraph()
        _bookmark(paragraph, number)
        _run(paragraph, f"[{number}] {source}", 9)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Any, paper: Printed) -> None:
    """A4, fonts and language; title and author; the foot with its page number."""
    properties = document.core_properties
    properties.title, properties.author = paper.title, paper.organisation or "Hợp Tác"
    properties.language = LANGUAGES[paper.lang]
    page = document.sections[0]
    sides = (SHORT, LONG) if paper.upright else (LONG, SHORT)
    page.orientation = WD_ORIENT.PORTRAIT if paper.upright else WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = map(Cm, sides)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN)
    for name, size in (("Normal", 9.5), ("Title", 16), ("Heading 1", 12)):
        _font(document.styles[name], size, LANGUAGES[paper.lang])
    for name in ("Title", "Heading 1"):
        document.styles[name].font.color.rgb, document.styles[name].font.bold = rgb(ACCENT), True
    document.styles["Normal"].paragraph_format.space_after = Pt(2)
    foot = page.footer.paragraphs[0]
    _run(foot, f"{paper.title} · ", 8, GREY)
    before, between, after = t("brief.page", page="\x00", pages="\x00").split("\x00")
    _run(foot, before, 8, GREY)
    field(foot, "PAGE")
    _run(foot, between, 8, GREY)
    field(foot, "NUMPAGES")
    _run(foot, after, 8, GREY)


def _font(style: Any, size: float, language: str) -> None:
    """One font for all scripts, whatever the theme says."""
    style.font.name, style.font.size = FONT, Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    properties.append(mark)


def _table(document: Any, paper: Printed) -> None:
    """The rows, under headings that stand on every page."""
    width = (SHORT if paper.upright else LONG) - 2 * MARGIN
    table = document.add_table(rows=1, cols=len(paper.columns))
    table.autofit = False
    ruled(table)
    widths = [Cm(share * width) for share in paper.shares]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    head = table.rows[0]
    for cell, title, wide in zip(head.cells, paper.columns, widths, strict=True):
        cell.width = wide
        shaded(cell)
        _run(cell.paragraphs[0], title, 8.5, GREY, bold=True)
    mark_row(head, "w:tblHeader")
    for line in paper.lines:
        row = table.add_row()
        mark_row(row, "w:cantSplit")
        cells = row.cells
        for cell, text, wide in zip(cells, line.cells, widths, strict=False):
            cell.width = wide
            _run(cell.paragraphs[0], text, 8.5)
        if paper.sources:
            cells[-1].width = widths[-1]
            _cites(cells[-1].paragraphs[0], line)


def _cites(paragraph: Any, line: Line) -> None:
    for index, (number, sections) in enumerate(line.sources.items()):
        if index:
            _run(paragraph, "; ", 8.5)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"source_{number}")
        link.append(_run(paragraph, cite(number, sections), 8.5, LINK)._element)
        paragraph._p.append(link)


def _run(paragraph: Any, text: str, size: float, ink: str = "", *, bold: bool = False) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold or None
    if ink:
        run.font.color.rgb = rgb(ink)
    return run


def _bookmark(paragraph: Any, number: int) -> None:
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(number))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), f"source_{number}")
        paragraph._p.append(mark)
