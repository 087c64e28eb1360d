"""A briefing as PPTX: native tables, the picture as shapes with connectors, notes with the sources of each slide."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from graph.texts import t
from reports.boxes import Shape, text_width
from reports.brief import Briefing, Cell, Section
from reports.sheet import GREY_INK, Mark, Sheet, Stroke, Text
from reports.words import date_text

FONT = "Arial"  # on every office PC; the format embeds none
ACCENT, LINK, BAND = "#123B63", "#1F5588", "#F5F6F7"
WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.55  # inches, 16:9
TABLE_TOP, ROOM = 1.35, 5.55
LETTER = 0.092  # inches a letter of a table takes, more or less
LONGEST = 260  # letters of a cell
LINE = 0.235  # inches of a line of a table
SHAPES: dict[Shape, Any] = {
    "round": MSO_SHAPE.ROUNDED_RECTANGLE,
    "square": MSO_SHAPE.RECTANGLE,
    "hexagon": MSO_SHAPE.HEXAGON,
    "slant": MSO_SHAPE.PARALLELOGRAM,
    "oval": MSO_SHAPE.OVAL,
    "pill": MSO_SHAPE.ROUNDED_RECTANGLE,
    "folded": MSO_SHAPE.FOLDED_CORNER,
    "bars": MSO_SHAPE.FLOWCHART_PREDEFINED_PROCESS,
}
LOW = 640  # pixels of a picture that the first slide has room for
ROOMY = 1.12  # Arial is wider than the font that texts are measured with
LEFT, RIGHT = 1, 3  # connection sites of a rectangle


def pptx_bytes(brief: Briefing) -> bytes:
    """Write a briefing as PPTX.

    Args:
        brief: what it says.

    Returns:
        The file.
    """
    writer = _Writer(brief)
    writer.write()
    file = BytesIO()
    writer.deck.save(file)
    return file.getvalue()


class _Writer:
    """A deck in the making."""

    def __init__(self, brief: Briefing) -> None:
        self.brief = brief
        self.deck: Any = Presentation()
        self.deck.slide_width, self.deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._slides: dict[str, Any] = {}
        self._cites: list[tuple[Any, int]] = []
        self._leads: list[tuple[Any, str]] = []

    def write(self) -> None:
        properties = self.deck.core_properties
        properties.title, properties.author = self.brief.title, self.brief.organisation or "Hợp Tác"
        properties.language = self.brief.lang
        self._first()
        for section in self.brief.sections:
            self._table(section, _fitting(section))
        self._sources()
        for run, number in self._cites:
            self._jump(run, f"source-{number}")
        for run, key in self._leads:
            self._jump(run, key)

    # -------------------------------------------------------------------------------------------- slides

    def _slide(self, title: str, key: str) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[5])  # title only
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = (Inches(x) for x in (MARGIN, 0.35, WIDTH - 2 * MARGIN, 0.75))
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        self._write(frame.paragraphs[0], _cut(title, 110), 24 if len(title) < 70 else 18, ACCENT, bold=True)
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        self._slides.setdefault(key, slide)
        return slide

    def _first(self) -> None:
        """Title, sentences and picture."""
        brief = self.brief
        slide = self._slide(brief.title, "top")
        note = " · ".join(filter(None, (brief.organisation, t("look.as_of", day=date_text(brief.day)))))
        frame = self._box(slide, MARGIN, 1.05, WIDTH - 2 * MARGIN, 0.35)
        self._write(frame.paragraphs[0], note, 12, GREY_INK)
        frame = self._box(slide, MARGIN, 1.4, WIDTH - 2 * MARGIN, 0.32 * max(len(brief.summary), 1))
        for index, line in enumerate(brief.summary):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            for cell in line:
                run = self._write(paragraph, cell.text, 15, LINK if cell.leads_to else None, bold=bool(cell.leads_to))
                if cell.leads_to:
                    self._leads.append((run, cell.leads_to))
        top = 1.5 + 0.34 * len(brief.summary)
        if brief.picture and brief.picture.inner.height <= LOW:
            self._picture(slide, brief.picture.inner, top)
        elif brief.picture:
            self._picture(self._slide(brief.title, "picture"), brief.picture.inner, 1.05)
        if brief.logo:
            slide.shapes.add_picture(brief.logo, Inches(WIDTH - MARGIN - 1.4), Inches(0.3), height=Inches(0.6))
        cited = {cite.number for section in brief.sections for row in section.rows for cite in row[-1].cites}
        self._notes(slide, cited)

    def _table(self, section: Section, rows: Sequence[tuple[Cell, ...]]) -> None:
        slide = self._slide(section.title, section.key)
        if not rows:
            frame = self._box(slide, MARGIN, TABLE_TOP, WIDTH - 2 * MARGIN, 0.5)
            self._write(frame.paragraphs[0], section.empty, 15, GREY_INK)
            return
        width = WIDTH - 2 * MARGIN
        place = [Inches(x) for x in (MARGIN, TABLE_TOP, width, LINE * (len(rows) + 1))]
        table = slide.shapes.add_table(len(rows) + 1, len(section.columns), *place).table
        for column, share in zip(table.columns, section.widths, strict=True):
            column.width = Emu(int(Inches(width) * share / sum(section.widths)))
        for cell, heading in zip(table.rows[0].cells, section.columns, strict=True):
            self._fill(cell, ACCENT)
            self._write(cell.text_frame.paragraphs[0], heading, 11, "#FFFFFF", bold=True)
        for index, row in enumerate(rows, start=1):
            for cell, content in zip(table.rows[index].cells, row, strict=True):
                self._fill(cell, BAND if index % 2 == 0 else "#FFFFFF")
                self._content(cell.text_frame.paragraphs[0], content)
        if more := len(section.rows) - len(rows):
            frame = self._box(slide, MARGIN, HEIGHT - 0.5, width, 0.3)
            self._write(frame.paragraphs[0], t("brief.more_elsewhere", count=str(more)), 11, GREY_INK)
        self._notes(slide, {cite.number for row in rows for cite in row[-1].cites})

    def _sources(self) -> None:
        """The numbered list, a slide for so many as fit."""
        sources = self.brief.sources
        for start in range(0, len(sources), 11):
            slide = self._slide(t("brief.sources"), "sources")
            frame = self._box(slide, MARGIN, TABLE_TOP - 0.1, WIDTH - 2 * MARGIN, ROOM)
            for index, cited in enumerate(sources[start : start + 11]):
                paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
                run = self._write(paragraph, _cut(f"[{cited.number}] {cited.title}", 130), 12)
                address = cited.url or self.brief.address(cited.document)
                if address:
                    run.hyperlink.address = address
                self._write(
                    paragraph, f"  {_cut('; '.join(filter(None, (cited.caption, cited.document))), 90)}", 10, GREY_INK
                )
                self._slides[f"source-{cited.number}"] = slide

    def _notes(self, slide: Any, numbers: set[int]) -> None:
        lines = [
            f"[{c.number}] {c.title}; {c.caption}; {', '.join(c.sections)}"
            for c in self.brief.sources
            if c.number in numbers
        ]
        slide.notes_slide.notes_text_frame.text = "\n".join([t("brief.sources"), *lines])

    # -------------------------------------------------------------------------------------------- text

    def _box(self, slide: Any, x: float, y: float, width: float, height: float) -> Any:
        frame = slide.shapes.add_textbox(Inches(x), Inches(y), Inches(width), Inches(height)).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = 0
        return frame

    def _write(self, paragraph: Any, text: str, size: float, ink: str | None = None, *, bold: bool = False) -> Any:
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.name, run.font.bold = Pt(size), FONT, bold
        if ink:
            run.font.color.rgb = _rgb(ink)
        return run

    def _content(self, paragraph: Any, cell: Cell) -> None:
        if not cell.cites:
            run = self._write(paragraph, _cut(cell.text, LONGEST), 10.5, cell.ink or None)
            if address := self.brief.address(cell.entity):
                run.hyperlink.address = address
            return
        for index, cite in enumerate(cell.cites):
            if index:
                self._write(paragraph, "; ", 10)
            run = self._write(paragraph, cite.text, 10, LINK)
            self._cites.append((run, cite.number))

    def _jump(self, run: Any, key: str) -> None:
        """Have a click on a run lead to a slide."""
        if target := self._slides.get(key):
            link = run._r.get_or_add_rPr().add_hlinkClick("")
            link.set(qn("r:id"), run.part.relate_to(target.part, RELATIONSHIP_TYPE.SLIDE))
            link.set("action", "ppaction://hlinksldjump")

    def _fill(self, cell: Any, colour: str) -> None:
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb(colour)
        cell.vertical_anchor = MSO_ANCHOR.TOP
        cell.margin_top = cell.margin_bottom = Inches(0.035)
        cell.margin_left = cell.margin_right = Inches(0.06)

    # -------------------------------------------------------------------------------------------- the picture

    def _picture(self, slide: Any, sheet: Sheet, top: float) -> None:
        """The sheet as native shapes; connectors stay with the boxes when these are moved."""
        scale = min((WIDTH - 2 * MARGIN) / sheet.width, (HEIGHT - top - 0.2) / sheet.height)
        dx, dy = (WIDTH - sheet.width * scale) / 2, top
        points = scale * 72

        def at(x: float, y: float) -> tuple[Any, Any]:
            return Inches(x * scale + dx), Inches(y * scale + dy)

        drawn: dict[str, Any] = {}
        for mark in sheet.marks:
            drawn[mark.id] = self._mark(slide, mark, at, scale, points)
        for stroke in sheet.strokes:
            self._stroke(slide, stroke, drawn, at, points)
        for mark in sheet.marks:  # lines belong under boxes
            element = drawn[mark.id]._element
            element.getparent().append(element)
        for text in sheet.texts:
            self._text(slide, text, at, points)

    def _mark(self, slide: Any, mark: Mark, at: Any, scale: float, points: float) -> Any:
        x, y = mark.centre
        left, top = at(x - mark.box.width / 2, y - mark.box.height / 2)
        size = Inches(mark.box.width * scale), Inches(mark.box.height * scale)
        shape = slide.shapes.add_shape(SHAPES[mark.box.shape], left, top, *size)
        shape.shadow.inherit = False
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(mark.fill)
        shape.line.color.rgb = _rgb(mark.ring or mark.line)
        shape.line.width = Pt(max((3 if mark.ring else mark.width) * points, 0.5))
        shape.name = mark.title or mark.id
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap, frame.vertical_anchor = False, MSO_ANCHOR.MIDDLE
        for index, line in enumerate(mark.box.lines):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.CENTER
            self._write(paragraph, line, max(mark.box.size * points, 5), mark.ink)
        return shape

    def _stroke(self, slide: Any, stroke: Stroke, drawn: dict[str, Any], at: Any, points: float) -> None:
        start, end = stroke.path[0][1][0], stroke.path[-1][1][-1]
        curved = any(kind == "C" for kind, _ in stroke.path)
        kind = MSO_CONNECTOR.CURVE if curved else MSO_CONNECTOR.STRAIGHT
        line = slide.shapes.add_connector(kind, *at(*start), *at(*end))
        if stroke.ends and curved:
            line.begin_connect(drawn[stroke.ends[0]], RIGHT)
            line.end_connect(drawn[stroke.ends[1]], LEFT)
        line.line.color.rgb = _rgb(stroke.colour)
        line.line.width = Pt(max(stroke.width * points, 0.5))
        if stroke.dash:
            dash = line.line._get_or_add_ln().get_or_add_prstDash()
            dash.set("val", "sysDot" if max(stroke.dash) <= 3 else "dash")
        element = line._element
        element.getparent().insert(2, element)

    def _text(self, slide: Any, text: Text, at: Any, points: float) -> None:
        size = max(text.size * points, 5.5)
        width = text_width(text.text, size, text.weight) / 72 * ROOMY
        x, y = at(text.at[0], text.at[1])
        left = x - Inches({"start": 0.0, "middle": width / 2, "end": width}[text.anchor])
        box = slide.shapes.add_textbox(left, y - Pt(size * 1.15), Inches(width), Pt(size * 1.5))
        frame = box.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap = True
        paragraph = frame.paragraphs[0]
        paragraph.alignment = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}[text.anchor]
        self._write(paragraph, text.text, size, text.ink, bold=text.weight == "SemiBold")


def _fitting(section: Section) -> Sequence[tuple[Cell, ...]]:
    """The first rows, as many as one slide has room for by the lines that each takes."""
    width = WIDTH - 2 * MARGIN
    letters = [max(share / sum(section.widths) * width / LETTER, 4) for share in section.widths]
    used = LINE
    for number, row in enumerate(section.rows):
        lines = max(-(-min(len(cell.text), LONGEST) // int(room)) for cell, room in zip(row, letters, strict=True))
        used += LINE * max(lines, 1) + 0.07
        if number and used > ROOM:
            return section.rows[:number]
    return section.rows


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _rgb(colour: str) -> RGBColor:
    made: RGBColor = RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]
    return made
