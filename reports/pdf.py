"""A briefing as PDF: A4, embedded fonts, bookmarks, links from every fact to the list of sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from graph.texts import t
from reports.boxes import Segment, wrap
from reports.brief import Briefing, Cell, Cited, Section, most_that_fit
from reports.fonts import name_of, runs
from reports.looks import INK, PAGE
from reports.sheet import GREY_INK, RING, RING_GAP, STACKED, Mark, Sheet, Stroke, Text
from reports.svg import baselines
from reports.words import date_text

MARGIN = 18 * mm
ACCENT, LINK, RULE, BAND = "#123B63", "#1F5588", "#D9DDE2", "#F5F6F7"
PICTURE_HEIGHT = 125 * mm
PAGES = 2  # of the short form
LEAST = 42 * mm  # room for a heading with the first rows of its table
FOOT, PAGE_NUMBER = 8.0, 26 * mm  # points of its text, and room of the number at its right end
TITLE_CUT = 240
ROW_CUT = 1200  # letters of a cell: a longer one would not fit a page


def pdf_bytes(brief: Briefing) -> bytes:
    """Write a briefing as PDF.

    Args:
        brief: what it says.

    Returns:
        The file.
    """
    short, file = rows_that_fit(brief), BytesIO()
    counted = _Document(BytesIO(), brief)
    counted.build(list(_Story(brief, short).all()))
    _Document(file, brief, pages=counted.page).build(list(_Story(brief, short).all()))
    return file.getvalue()


@lru_cache(maxsize=4)
def rows_that_fit(brief: Briefing) -> Mapping[str, int]:
    """How many rows of each table two pages have room for; the whole lists follow as an annex.

    Args:
        brief: what it says.

    Returns:
        Rows by the key of a section; nothing where everything, sources too, stands on two pages.
    """
    if _fits(brief, _Story(brief, {}).all()):
        return {}
    return most_that_fit(brief.sections, lambda short: _fits(brief, _Story(brief, short).measured()))


class _TooLongError(Exception):
    """A page is begun that should not be."""


def _fits(brief: Briefing, story: Iterable[Flowable]) -> bool:
    """Whether it stands on the pages of the short form."""
    try:
        _Document(BytesIO(), brief, most=PAGES).build(list(story))
    except _TooLongError:
        return False
    return True


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """A4 pages with a foot; headings become bookmarks."""

    def __init__(self, file: BytesIO, brief: Briefing, *, most: int | None = None, pages: int = 0) -> None:
        self._most, self._pages = most, pages
        said = f"{brief.title} · {t('look.as_of', day=date_text(brief.day))}"
        self._said = wrap(said, FOOT, A4[0] - 2 * MARGIN - PAGE_NUMBER, "Regular", lines=1)[0]
        super().__init__(
            file,
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=16 * mm,
            bottomMargin=18 * mm,
            title=brief.title,
            author=brief.organisation or "Hợp Tác",
            subject=t("look.as_of", day=date_text(brief.day)),
            lang=brief.lang,
            invariant=True,
            initialFontName=name_of(),  # else a font that is not embedded
        )
        frame = Frame(self.leftMargin, self.bottomMargin, self.width, self.height, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate(frames=[frame])])

    def beforePage(self) -> None:  # noqa: N802  name of reportlab
        if self._most is not None and self.page > self._most:
            raise _TooLongError

    def afterPage(self) -> None:  # noqa: N802  name of reportlab
        line = t("brief.page", page=str(self.page), pages=str(self._pages))
        self.canv.saveState()
        self.canv.scale(1, -1)
        _draw_text(self.canv, Text((MARGIN, -10 * mm), self._said, FOOT, ink=GREY_INK))
        _draw_text(self.canv, Text((A4[0] - MARGIN, -10 * mm), line, FOOT, ink=GREY_INK, anchor="end"))
        self.canv.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  name of reportlab
        key = getattr(flowable, "bookmark", None)
        if key:
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key, 0)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


# ------------------------------------------------------------------------------------------------ what stands where


def _style(
    size: float, *, bold: bool = False, ink: str = INK.light, after: float = 0, before: float = 0
) -> ParagraphStyle:
    return ParagraphStyle(
        f"s{size}{bold}{ink}",
        fontName=name_of("SemiBold" if bold else "Regular"),
        fontSize=size,
        leading=size * 1.38,
        textColor=HexColor(ink),
        spaceAfter=after,
        spaceBefore=before,
        alignment=TA_LEFT,
        splitLongWords=1,
    )


class _Story:
    """What stands in the document, in order."""

    def __init__(self, brief: Briefing, short: Mapping[str, int]) -> None:
        self._brief, self._short = brief, short
        self._whole = {one.key: f"all-{one.key}" for one in brief.sections if one.left(short.get(one.key))}

    def all(self) -> Iterator[Flowable]:
        """The short form, the whole lists of what it cuts, the sources."""
        yield from self.short()
        cut = [section for section in self._brief.sections if section.key in self._whole]
        if cut:
            yield PageBreak()
            yield _heading(t("brief.annex"), "annex", 14)
        for section in cut:
            yield from self._section(section, section.rows, self._whole[section.key])
        yield from _sources(self._brief)

    def measured(self) -> Iterator[Flowable]:
        """The short form, with what its links lead to standing at its end."""
        yield from self.short()
        yield _Targets([*self._whole.values(), *(f"source-{cited.number}" for cited in self._brief.sources)])

    def short(self) -> Iterator[Flowable]:
        """Title, sentences, picture, and the first rows of each table."""
        brief = self._brief
        if brief.logo:
            yield _logo(brief.logo)
        if brief.organisation:
            yield Paragraph(_text(brief.organisation.upper(), "SemiBold"), _style(9, bold=True, ink=GREY_INK, after=2))
        yield Paragraph(_text(_cut(brief.title, TITLE_CUT), "SemiBold"), _style(18, bold=True, ink=ACCENT, after=2))
        yield Paragraph(_text(t("look.as_of", day=date_text(brief.day))), _style(9.5, ink=GREY_INK, after=6))
        for line in brief.summary:
            yield Paragraph("".join(self._linked(cell) for cell in line), _style(10.5, after=3))
        if brief.picture:
            yield Spacer(1, 4)
            yield _Drawn(brief.picture.inner, A4[0] - 2 * MARGIN, PICTURE_HEIGHT)
        for section in brief.sections:
            yield from self._section(section, section.first(self._short.get(section.key)), section.key)

    def _section(self, section: Section, rows: Sequence[tuple[Cell, ...]], key: str) -> Iterator[Flowable]:
        heading = _heading(section.title, key)
        if not rows:
            yield KeepTogether([heading, Paragraph(_text(section.empty), _style(9.5, ink=GREY_INK))])
            return
        yield CondPageBreak(LEAST)
        yield heading
        yield self._table(section, rows)
        if left := len(section.rows) - len(rows):
            said = _text(t("brief.more", count=str(left)))
            style = _style(8.5, ink=GREY_INK, before=2)
            yield Paragraph(f'<a href="#{self._whole[section.key]}" color="{LINK}">{said}</a>', style)

    def _table(self, section: Section, rows: Sequence[tuple[Cell, ...]]) -> Table:
        head, body = _style(8.5, bold=True, ink=GREY_INK), _style(8.8)
        width = A4[0] - 2 * MARGIN
        shares = [share / sum(section.widths) * width for share in section.widths]
        cells = [[Paragraph(_text(title, "SemiBold"), head) for title in section.columns]]
        cells += [[Paragraph(self._linked(cell), body) for cell in row] for row in rows]
        style = TableStyle([("FONTNAME", (0, 0), (-1, -1), name_of())], parent=TABLE)
        return Table(cells, colWidths=shares, repeatRows=1, splitInRow=1, style=style)

    def _linked(self, cell: Cell) -> str:
        """A cell as markup: numbers lead to their whole list, cites to the source, names to the app's page."""
        if cell.cites:
            return "; ".join(
                f'<a href="#source-{cite.number}" color="{LINK}">{_text(cite.text)}</a>' for cite in cell.cites
            )
        text = _text(_cut(cell.text, ROW_CUT))
        if cell.leads_to:
            target = self._whole.get(cell.leads_to, cell.leads_to)
            return f'<a href="#{target}" color="{LINK}"><b>{text}</b></a>'
        if address := self._brief.address(cell.entity):
            return f'<a href={quoteattr(address)} color="{LINK}">{text}</a>'
        return f'<font color="{cell.ink}">{text}</font>' if cell.ink else text


TABLE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(BAND)),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(RULE)),
    ]
)


def _logo(file: str) -> Flowable:
    picture = Image(file)
    picture.drawHeight, picture.drawWidth = 14 * mm, 14 * mm * picture.imageWidth / picture.imageHeight
    picture.hAlign = "LEFT"
    return picture


def _heading(title: str, key: str, size: float = 12) -> Paragraph:
    heading = Paragraph(
        f'<a name="{key}"/>{_text(title, "SemiBold")}', _style(size, bold=True, ink=ACCENT, before=9, after=3)
    )
    heading.bookmark = key
    return heading


def _sources(brief: Briefing) -> Iterator[Flowable]:
    yield _heading(t("brief.sources"), "sources", 14)
    for cited in brief.sources:
        yield Paragraph(_source(cited, brief), _style(8.8, after=3))


def _source(cited: Cited, brief: Briefing) -> str:
    address = cited.url or brief.address(cited.document)
    title = _text(cited.title)
    if address:
        title = f'<a href={quoteattr(address)} color="{LINK}">{title}</a>'
    where = t("brief.cited_sections", sections=", ".join(cited.sections)) if cited.sections else ""
    rest = _text("; ".join(filter(None, (cited.caption, where))))
    return f'<a name="source-{cited.number}"/>[{cited.number}] {title}. <font color="{GREY_INK}">{rest}</font>'


class _Targets(Flowable):  # type: ignore[misc]
    """Places that links lead to, without room of their own."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__()
        self._keys = keys

    def wrap(self, *_: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        for key in self._keys:
            self.canv.bookmarkPage(key)


# ------------------------------------------------------------------------------------------------ text


def _text(text: str, weight: Any = "Regular") -> str:
    """Escaped text, with the font named where the served one lacks a script."""
    own = name_of(weight)
    return "".join(
        escape(piece) if font == own else f'<font name="{font}">{escape(piece)}</font>'
        for font, piece in runs(text, weight)
    )


# ------------------------------------------------------------------------------------------------ the picture


class _Drawn(Flowable):  # type: ignore[misc]
    """A sheet as vectors, as large as the room allows."""

    def __init__(self, sheet: Sheet, width: float, height: float) -> None:
        super().__init__()
        self._sheet, self._scale = sheet, min(width / sheet.width, height / sheet.height, 0.75)
        self.width, self.height = sheet.width * self._scale, sheet.height * self._scale
        self.hAlign = "CENTER"

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.translate(0, self.height)
        canvas.scale(self._scale, -self._scale)
        for stroke in self._sheet.strokes:
            _draw_stroke(canvas, stroke)
        for mark in self._sheet.marks:
            _draw_mark(canvas, mark)
        for text in self._sheet.texts:
            _draw_text(canvas, text)
        canvas.restoreState()


def _trace(canvas: Any, segments: Sequence[Segment], dx: float = 0, dy: float = 0) -> Any:
    path = canvas.beginPath()
    for kind, points in segments:
        flat = [value for x, y in points for value in (x + dx, y + dy)]
        match kind:
            case "M":
                path.moveTo(*flat)
            case "L":
                path.lineTo(*flat)
            case "C":
                path.curveTo(*flat)
            case "Z":
                path.close()
    return path


def _pen(canvas: Any, colour: str, width: float, dash: Sequence[float] = ()) -> None:
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(width)
    canvas.setDash(list(dash)) if dash else canvas.setDash()


def _draw_stroke(canvas: Any, stroke: Stroke) -> None:
    _pen(canvas, stroke.colour, stroke.width, stroke.dash)
    canvas.drawPath(_trace(canvas, stroke.path))
    if stroke.arrow:
        (x1, y1), (x2, y2) = stroke.path[-2][1][-1], stroke.path[-1][1][-1]
        length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1e-6)
        ux, uy = (x2 - x1) / length * 8, (y2 - y1) / length * 8
        head: tuple[Segment, ...] = (
            ("M", ((x2, y2),)),
            ("L", ((x2 - ux - uy * 0.4, y2 - uy + ux * 0.4),)),
            ("L", ((x2 - ux + uy * 0.4, y2 - uy - ux * 0.4),)),
            ("Z", ()),
        )
        canvas.setFillColor(HexColor(stroke.colour))
        canvas.drawPath(_trace(canvas, head), stroke=0, fill=1)


def _draw_mark(canvas: Any, mark: Mark) -> None:
    x, y = mark.centre
    if mark.ring:
        around = 2 * RING_GAP + RING
        for colour, width in ((mark.ring, around), (PAGE.light, around - RING)):
            _pen(canvas, colour, width)
            canvas.drawPath(_trace(canvas, mark.box.outline, x, y))
    _pen(canvas, mark.line, mark.width, mark.dash)
    canvas.setFillColor(HexColor(mark.fill) if mark.fill else white)
    if mark.stack:
        canvas.drawPath(_trace(canvas, mark.box.outline, x + STACKED, y - STACKED), fill=1)
    canvas.drawPath(_trace(canvas, mark.box.outline, x, y), fill=1)
    for line, baseline in baselines(mark):
        _draw_text(canvas, Text((x, y + baseline), line, mark.box.size, mark.box.weight, mark.ink, "middle"))


def _draw_text(canvas: Any, text: Text) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    pieces = list(runs(text.text, text.weight))
    width = sum(stringWidth(piece, font, text.size) for font, piece in pieces)
    x = text.at[0] - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    canvas.saveState()
    canvas.translate(x, text.at[1])
    canvas.scale(1, -1)
    line = canvas.beginText(0, 0)
    line.setFillColor(HexColor(text.ink))
    for font, piece in pieces:
        line.setFont(font, text.size)
        line.textOut(piece)
    canvas.drawText(line)
    canvas.restoreState()
