"""A list as PDF: A4, embedded fonts, headings on every page, page numbers, sources that the rows link to."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, LongTable, PageTemplate, Paragraph, TableStyle

from graph.texts import t
from reports.boxes import Weight
from reports.fonts import name_of, runs
from reports.looks import INK
from reports.printed import Line, Printed, cite
from reports.sheet import GREY_INK

MARGIN = 15 * mm
ACCENT, LINK, RULE, BAND = "#123B63", "#1F5588", "#D9DDE2", "#EEF1F5"
LONGEST = 1200  # letters of a cell on paper: a longer one would not fit a page
STYLE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(BAND)),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(RULE)),
    ]
)


def printed_pdf(paper: Printed) -> bytes:
    """Write a list as PDF.

    Args:
        paper: the list.

    Returns:
        The file.
    """
    file = BytesIO()
    size = A4 if paper.upright else landscape(A4)
    document = BaseDocTemplate(
        file,
        pagesize=size,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=18 * mm,
        title=paper.title,
        author=paper.organisation or "Hợp Tác",
        lang=paper.lang,
        invariant=True,
    )
    frame = Frame(MARGIN, 18 * mm, document.width, document.height, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate(frames=[frame])])
    document.build(list(_story(paper, document.width)), canvasmaker=_numbered(paper, size[0]))
    return file.getvalue()


def _numbered(paper: Printed, width: float) -> Any:
    """A canvas that writes the foot of each page when the number of pages is known."""

    class Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  name of reportlab
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                self.setFont(name_of(), 8)
                self.setFillColor(HexColor(GREY_INK))
                self.drawString(MARGIN, 10 * mm, paper.title[:110])
                last = t("brief.page", page=str(number), pages=str(len(self._pages)))
                self.drawRightString(width - MARGIN, 10 * mm, last)
                super().showPage()
            super().save()

    return Numbered


def _style(size: float, weight: Weight = "Regular", ink: str = INK.light, after: float = 0) -> ParagraphStyle:
    name = f"{size}{weight}{ink}{after}"
    font = name_of(weight)
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=size * 1.36, textColor=HexColor(ink), spaceAfter=after
    )


def _story(paper: Printed, width: float) -> Iterator[Flowable]:
    if paper.organisation:
        yield Paragraph(_text(paper.organisation.upper(), "SemiBold"), _style(9, "SemiBold", GREY_INK, 2))
    yield Paragraph(_text(paper.title, "SemiBold"), _style(16, "SemiBold", ACCENT, 3))
    for note in paper.notes:
        yield Paragraph(_text(note), _style(9.5, ink=GREY_INK, after=2))
    if paper.lines:
        head, body = _style(8.4, "SemiBold", GREY_INK), _style(8.6)
        rows = [[Paragraph(_text(title, "SemiBold"), head) for title in paper.columns]]
        rows += [[Paragraph(cell, body) for cell in _cells(line, bool(paper.sources))] for line in paper.lines]
        widths = [share * width for share in paper.shares]
        yield LongTable(rows, widths, repeatRows=1, splitInRow=1, style=STYLE, spaceBefore=6, spaceAfter=8)
    if paper.sources:
        yield Paragraph(_text(t("brief.sources"), "SemiBold"), _style(12, "SemiBold", ACCENT, 3))
    for number, source in enumerate(paper.sources, start=1):
        yield Paragraph(f'<a name="source-{number}"/>[{number}] {_text(source)}', _style(8.6, after=2))


def _cells(line: Line, with_sources: bool) -> list[str]:
    cells = [_text(cell if len(cell) <= LONGEST else f"{cell[: LONGEST - 1].rstrip()}…") for cell in line.cells]
    links = (
        f'<a href="#source-{number}" color="{LINK}">{_text(cite(number, sections))}</a>'
        for number, sections in line.sources.items()
    )
    return [*cells, "; ".join(links)] if with_sources else cells


def _text(text: str, weight: Weight = "Regular") -> str:
    """Escaped text, with the font named where the served one lacks a script."""
    own = name_of(weight)
    return "".join(
        escape(piece) if font == own else f'<font name="{font}">{escape(piece)}</font>'
        for font, piece in runs(text, weight)
    )
