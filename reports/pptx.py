"""A briefing as PPTX: two slides to show, with native tables and chart, the picture as shapes with connectors.

The whole tables follow, then the sources; the notes of each slide name the sources of what stands on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from graph.texts import t
from reports.boxes import Shape, text_width, wrap
from reports.brief import Briefing, Cell, Section, most_that_fit
from reports.sheet import GREY_INK, Mark, Sheet, Stroke, Text
from reports.words import date_text

FONT = "Arial"  # on every office PC; the format embeds none
ACCENT, LINK, BAND, PALE = "#123B63", "#1F5588", "#F5F6F7", "#9DB4CC"
WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.55  # inches, 16:9
TOP, BOTTOM, GAP = 1.2, HEIGHT - 0.3, 0.4  # inches: of what stands below a title, and between columns
SENTENCES = 4.4  # inches of the sentences beside a picture
HEADING, HEAD, MORE, AFTER = 0.34, 0.28, 0.26, 0.14  # inches of the parts of a table
LARGE, SMALL = 11.0, 9.0  # points of a table as wide as the slide, and of one in a column
LONGEST = 260  # letters of a cell
WHOLE = 24  # rows of a table after it
BARS = 6  # pairs of them in the chart
LEGEND, BAR = 0.45, 0.3  # inches of the chart's legend, and of a pair of bars
SOURCES = 12  # of a slide
WIDER = 1.05  # Arial than the font that texts are measured with, in the worst case
PAD = 0.09  # inches above and below the text of a row, and at its sides together twice that
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


@dataclass(frozen=True)
class _Block:
    """A heading with its table or chart.

    Attributes:
        section: what it shows.
        rows: the rows of it.
        width: inches.
        size: points of the text.
        more: what is said of the rows left out, or "".
        chart: whether its numbers are drawn.
    """

    section: Section
    rows: Sequence[tuple[Cell, ...]]
    width: float
    size: float
    more: str = ""
    chart: bool = False

    @property
    def body(self) -> float:
        """Inches below the heading, without what is said of the rows left out."""
        if not self.rows:
            return HEAD
        if self.chart:
            return LEGEND + BAR * len(self.rows)
        return HEAD + sum(_row_height(self.section, row, self.width, self.size) for row in self.rows)

    @property
    def height(self) -> float:
        """Inches in all."""
        return HEADING + self.body + (MORE if self.more else 0) + AFTER


class _Writer:
    """A deck in the making."""

    def __init__(self, brief: Briefing) -> None:
        self.brief = brief
        self.deck: Any = Presentation()
        self.deck.slide_width, self.deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._targets: dict[str, Any] = {}
        self._cited: list[tuple[Any, set[int]]] = []
        self._leads: list[tuple[Any, str]] = []

    def write(self) -> None:
        properties = self.deck.core_properties
        properties.title, properties.author = self.brief.about_file
        properties.language = self.brief.lang
        self._first()
        shown = _that_fit(self.brief.sections)
        self._flow(t("brief.main"), shown, 2)
        shortened = {block.section.key for block in shown if block.more or block.chart}
        whole = [_whole(section) for section in self.brief.sections if section.key in shortened]
        self._flow(t("brief.annex"), list(chain.from_iterable(whole)), 1)
        self._sources()
        for run, key in self._leads:
            self._jump(run, key)
        for slide, numbers in self._cited:
            self._notes(slide, numbers)

    # -------------------------------------------------------------------------------------------- slides

    def _slide(self, title: str) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[5])  # title only
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = (Inches(x) for x in (MARGIN, 0.3, WIDTH - 2 * MARGIN, 0.7))
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor, frame.margin_left = True, MSO_ANCHOR.MIDDLE, 0
        size = 24 if len(title) < 60 else 18 if len(title) < 120 else 14
        self._write(frame.paragraphs[0], _cut(title, 200), size, ACCENT, bold=True)
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        self._cited.append((slide, set()))
        return slide

    def _first(self) -> None:
        """Title, sentences and picture."""
        brief = self.brief
        slide = self._slide(brief.title)
        note = " · ".join(filter(None, (brief.organisation, t("look.as_of", day=date_text(brief.day)))))
        frame = self._box(slide, MARGIN, 0.98, WIDTH - 2 * MARGIN, 0.3)
        self._write(frame.paragraphs[0], _cut(note, 160), 12, GREY_INK)
        width = SENTENCES if brief.picture else WIDTH - 2 * MARGIN
        frame = self._box(slide, MARGIN, TOP + 0.25, width, BOTTOM - TOP - 0.3)
        for index, line in enumerate(brief.summary):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(9)
            for cell in line:
                self._content(paragraph, cell, 15)
            self._cite(line)
        if brief.picture:
            left, top = MARGIN + SENTENCES + GAP, TOP + 0.2
            self._picture(slide, brief.picture.inner, (left, top, WIDTH - MARGIN, BOTTOM))
        if brief.logo:
            slide.shapes.add_picture(brief.logo, Inches(WIDTH - MARGIN - 1.4), Inches(0.3), height=Inches(0.6))

    def _flow(self, title: str, blocks: Sequence[_Block], columns: int) -> None:
        """Blocks below one another, in the next column or on the next slide where one has no room left."""
        slide, last = None, -1
        targets: dict[str, Any] = {}
        for block, (page, column, y) in zip(blocks, _placed(blocks, columns), strict=True):
            if page != last:
                slide, last = self._slide(title), page
            targets.setdefault(block.section.key, slide)
            self._block(slide, block, MARGIN + column * (block.width + GAP), y)
        self._targets |= targets

    def _block(self, slide: Any, block: _Block, x: float, y: float) -> None:
        frame = self._box(slide, x, y, block.width, HEADING)
        self._write(frame.paragraphs[0], block.section.title, 13, ACCENT, bold=True)
        y += HEADING
        if not block.rows:
            frame = self._box(slide, x, y, block.width, HEAD)
            self._write(frame.paragraphs[0], block.section.empty, 11, GREY_INK)
        elif block.chart:
            self._chart(slide, block, x, y)
        else:
            self._table(slide, block, x, y)
        if block.more:
            frame = self._box(slide, x, y + block.body, block.width, MORE)
            run = self._write(frame.paragraphs[0], block.more, 9.5, LINK)
            self._leads.append((run, block.section.key))

    def _table(self, slide: Any, block: _Block, x: float, y: float) -> None:
        section, rows = block.section, block.rows
        heights = [HEAD, *(_row_height(section, row, block.width, block.size) for row in rows)]
        place = [Inches(value) for value in (x, y, block.width, sum(heights))]
        table = slide.shapes.add_table(len(rows) + 1, len(section.columns), *place).table
        for line, height in zip(table.rows, heights, strict=True):
            line.height = Inches(height)
        for column, width in zip(table.columns, _widths(section, block.width), strict=True):
            column.width = Inches(width)
        for cell, heading in zip(table.rows[0].cells, section.columns, strict=True):
            self._fill(cell, ACCENT)
            self._write(cell.text_frame.paragraphs[0], heading, block.size, "#FFFFFF", bold=True)
        for line, row in zip(list(table.rows)[1:], rows, strict=True):
            for cell, content in zip(line.cells, row, strict=True):
                self._fill(cell, "#FFFFFF")
                self._content(cell.text_frame.paragraphs[0], content, block.size)
            self._cite(row)

    def _chart(self, slide: Any, block: _Block, x: float, y: float) -> None:
        """Two bars a row, as a chart that PowerPoint edits."""
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = [_cut(row[0].text, 40) for row in block.rows]
        places = [at for at, cell in enumerate(block.rows[0]) if cell.number is not None]
        for at in places:
            data.add_series(block.section.columns[at], [row[at].number for row in block.rows])
        place = [Inches(value) for value in (x, y, block.width, block.body)]
        chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data).chart
        chart.font.size, chart.font.name = Pt(9), FONT
        chart.has_legend, chart.legend.include_in_layout = True, False
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.category_axis.reverse_order = True
        chart.category_axis.format.line.color.rgb = _rgb(GREY_INK)
        chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
        chart.value_axis.minimum_scale = 0
        plot = chart.plots[0]
        plot.gap_width, plot.overlap, plot.has_data_labels = 40, 0, True
        for series, colour in zip(plot.series, (PALE, ACCENT), strict=False):
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = _rgb(colour)
        for row in block.rows:
            self._cite(row)

    def _sources(self) -> None:
        """The numbered list, a slide for so many as fit."""
        sources = self.brief.sources
        for start in range(0, len(sources), SOURCES):
            slide = self._slide(t("brief.sources"))
            frame = self._box(slide, MARGIN, TOP - 0.1, WIDTH - 2 * MARGIN, BOTTOM - TOP)
            for index, cited in enumerate(sources[start : start + SOURCES]):
                paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
                paragraph.space_after = Pt(4)
                run = self._write(paragraph, _cut(f"[{cited.number}] {cited.title}", 150), 12)
                if address := cited.url or self.brief.address(cited.document):
                    run.hyperlink.address = address
                where = t("brief.cited_sections", sections=", ".join(cited.sections)) if cited.sections else ""
                said = _cut("; ".join(filter(None, (cited.caption, where))), 110)
                self._write(paragraph, f"  {said}", 10, GREY_INK)
                self._targets[f"source-{cited.number}"] = slide

    def _cite(self, cells: Sequence[Cell]) -> None:
        """Remember for the notes of the last slide what it cites."""
        self._cited[-1][1].update(cite.number for cell in cells for cite in cell.cites)

    def _notes(self, slide: Any, numbers: set[int]) -> None:
        lines = [
            f"[{c.number}] {c.title}; {'; '.join(filter(None, (c.caption, ', '.join(c.sections))))}"
            for c in self.brief.sources
            if c.number in numbers
        ]
        if lines:
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

    def _content(self, paragraph: Any, cell: Cell, size: float) -> None:
        """A cell: cites lead to the sources, numbers to their list, names to the app where it has an address."""
        for index, cite in enumerate(cell.cites):
            if index:
                self._write(paragraph, "; ", size)
            self._leads.append((self._write(paragraph, cite.text, size, LINK), f"source-{cite.number}"))
        if cell.cites:
            return
        run = self._write(paragraph, _cut(cell.text, LONGEST), size, cell.ink or None, bold=bool(cell.leads_to))
        if cell.leads_to:
            self._leads.append((run, cell.leads_to))
        elif address := self.brief.address(cell.entity):
            run.hyperlink.address = address

    def _jump(self, run: Any, key: str) -> None:
        """Have a click on a run lead to a slide."""
        if target := self._targets.get(key):
            link = run._r.get_or_add_rPr().add_hlinkClick("")
            link.set(qn("r:id"), run.part.relate_to(target.part, RELATIONSHIP_TYPE.SLIDE))
            link.set("action", "ppaction://hlinksldjump")

    def _fill(self, cell: Any, colour: str) -> None:
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb(colour)
        cell.vertical_anchor = MSO_ANCHOR.TOP
        cell.margin_top = cell.margin_bottom = Inches(PAD / 2)
        cell.margin_left = cell.margin_right = Inches(PAD)

    # -------------------------------------------------------------------------------------------- the picture

    def _picture(self, slide: Any, sheet: Sheet, frame: tuple[float, float, float, float]) -> None:
        """The sheet as native shapes in a frame; connectors stay with the boxes when these are moved."""
        left, top, right, bottom = frame
        scale = min((right - left) / sheet.width, (bottom - top) / sheet.height)
        dx, dy = (left + right - sheet.width * scale) / 2, top
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
        for effect in element.iter(qn("a:effectRef")):  # the style's shadow
            effect.set("idx", "0")
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


# ------------------------------------------------------------------------------------------------ what has room


def _that_fit(sections: Sequence[Section]) -> list[_Block]:
    """The first rows of every table, as many as one slide of two columns has room for."""

    def blocks(short: Mapping[str, int]) -> list[_Block]:
        return [_short(section, short[section.key]) for section in sections]

    def fits(short: Mapping[str, int]) -> bool:
        made = blocks(short)
        ends = (y + block.height - AFTER for block, (_, _, y) in zip(made, _placed(made, 2), strict=True))
        return all(end <= BOTTOM for end in ends) and all(page == 0 for page, _, _ in _placed(made, 2))

    return blocks(most_that_fit(sections, fits))


def _short(section: Section, most: int) -> _Block:
    """A table in a column, or its numbers as a chart."""
    width = (WIDTH - 2 * MARGIN - GAP) / 2
    if len(section.rows) > 1 and sum(cell.number is not None for cell in section.rows[0]) > 1:
        return _Block(section, section.first(min(most, BARS)), width, SMALL, t("brief.all_rows"), chart=True)
    rows = section.narrow.first(most)
    left = len(section.rows) - len(rows)
    more = t("brief.more", count=str(left)) if left else ""
    return _Block(section.narrow, rows, width, SMALL, more)


def _whole(section: Section) -> Iterator[_Block]:
    """The table as wide as the slide, in parts that each have room on one."""
    width, room = WIDTH - 2 * MARGIN, BOTTOM - TOP - HEADING - HEAD - MORE - AFTER
    parts: list[list[tuple[Cell, ...]]] = [[]]
    used = 0.0
    for row in section.rows[:WHOLE]:
        height = _row_height(section, row, width, LARGE)
        if parts[-1] and used + height > room:
            parts.append([])
            used = 0.0
        parts[-1].append(row)
        used += height
    left = len(section.rows) - WHOLE
    for number, rows in enumerate(parts, start=1):
        title = f"{section.title} ({number}/{len(parts)})" if len(parts) > 1 else section.title
        more = t("brief.more_elsewhere", count=str(left)) if left > 0 and number == len(parts) else ""
        yield _Block(replace(section, title=title), rows, width, LARGE, more)


def _placed(blocks: Sequence[_Block], columns: int) -> Iterator[tuple[int, int, float]]:
    """Slide, column and inches from the top of each block."""
    place, y = 0, TOP
    for block in blocks:
        if y > TOP and y + block.height - AFTER > BOTTOM:
            place, y = place + 1, TOP
        yield place // columns, place % columns, y
        y += block.height


def _widths(section: Section, width: float) -> list[float]:
    return [share / sum(section.widths) * width for share in section.widths]


def _row_height(section: Section, row: Sequence[Cell], width: float, size: float) -> float:
    """Inches of a row by the lines that its cells take."""
    limits = ((share - 2 * PAD) * 72 for share in _widths(section, width))
    texts = (_cut(cell.text, len(cell.text) if cell.cites else LONGEST) for cell in row)
    lines = max(
        len(wrap(text, size * WIDER, limit, "Regular", lines=99)) for text, limit in zip(texts, limits, strict=True)
    )
    return lines * size * 1.2 / 72 + PAD


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _rgb(colour: str) -> RGBColor:
    made: RGBColor = RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]
    return made
