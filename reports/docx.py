"""A briefing as DOCX: styles and headings, tables whose headings repeat, every fact linked to the list of sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import count
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from graph.texts import t
from reports.brief import Briefing, Cell, Cited, Section
from reports.ooxml import ACCENT, FONT, LANGUAGES, LINK, field, mark_row, rgb, ruled, shaded
from reports.pdf import rows_that_fit
from reports.png import png_bytes
from reports.sheet import GREY_INK
from reports.words import date_text

MARGIN, WIDTH = 2.0, 17.0  # centimetres of an A4 page
HIGHEST = 12.5  # centimetres of the picture


def docx_bytes(brief: Briefing) -> bytes:
    """Write a briefing as DOCX.

    Args:
        brief: what it says.

    Returns:
        The file.
    """
    writer = _Writer(brief)
    writer.write()
    file = BytesIO()
    writer.document.save(file)
    return file.getvalue()


class _Writer:
    """A document in the making."""

    def __init__(self, brief: Briefing) -> None:
        self.brief = brief
        self.document: Any = Document()
        self._bookmarks = count(1)
        self._short = rows_that_fit(brief)
        self._whole = {one.key: f"all-{one.key}" for one in brief.sections if one.left(self._short.get(one.key))}

    def write(self) -> None:
        brief = self.brief
        self._page()
        if brief.logo:
            self.document.add_picture(brief.logo, height=Cm(1.4))
        if brief.organisation:
            self._line([Cell(brief.organisation.upper(), ink=GREY_INK)], "Normal")
        self._heading(brief.title, "top", 0)
        self._line([Cell(t("look.as_of", day=date_text(brief.day)), ink=GREY_INK)], "Normal")
        for line in brief.summary:
            self._line(line, "Normal")
        if brief.picture:
            sheet = brief.picture.inner
            scale = min(WIDTH / sheet.width, HIGHEST / sheet.height)
            picture = self.document.add_picture(BytesIO(png_bytes(sheet)), width=Cm(sheet.width * scale))
            picture._inline.docPr.set("descr", brief.picture.title)
        for section in brief.sections:
            self._section(section, section.first(self._short.get(section.key)), section.key)
        if self._whole:
            self._heading(t("brief.annex"), "annex", 1).paragraph_format.page_break_before = True
        for section in brief.sections:
            if section.key in self._whole:
                self._section(section, section.rows, self._whole[section.key])
        self._heading(t("brief.sources"), "sources", 1)
        for cited in brief.sources:
            self._source(cited)

    def _page(self) -> None:
        """A4, fonts and language; title and author; the foot with its page number."""
        document, brief = self.document, self.brief
        properties = document.core_properties
        properties.title, properties.author = brief.about_file
        properties.language = LANGUAGES[brief.lang]
        page = document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN)
        for name, size, colour in (("Normal", 10, None), ("Title", 18, ACCENT), ("Heading 1", 12, ACCENT)):
            style = document.styles[name]
            style.font.name, style.font.size = FONT, Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                fonts.set(qn(script), FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(theme), None)
            if colour:
                style.font.color.rgb, style.font.bold = rgb(colour), True
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), LANGUAGES[brief.lang])
            style.element.get_or_add_rPr().append(language)
        document.styles["Normal"].paragraph_format.space_after = Pt(3)
        heading = document.styles["Heading 1"].paragraph_format
        heading.space_before, heading.space_after = Pt(9), Pt(3)
        foot = page.footer.paragraphs[0]
        self._run(foot, f"{brief.title} · {t('look.as_of', day=date_text(brief.day))} · ", GREY_INK, 8)
        field(foot, "PAGE")

    def _heading(self, title: str, key: str, level: int) -> Any:
        heading = self.document.add_heading(title, level)
        self._bookmark(heading, key)
        return heading

    def _section(self, section: Section, rows: Sequence[tuple[Cell, ...]], key: str) -> None:
        self._heading(section.title, key, 1)
        if not rows:
            self._line([Cell(section.empty, ink=GREY_INK)], "Normal")
            return
        table = self.document.add_table(rows=1, cols=len(section.columns))
        ruled(table)
        table.autofit = False
        widths = [Cm(share / sum(section.widths) * WIDTH) for share in section.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for cell, title, width in zip(table.rows[0].cells, section.columns, widths, strict=True):
            cell.width = width
            self._run(cell.paragraphs[0], title, GREY_INK, 8.5, bold=True)
            shaded(cell)
        mark_row(table.rows[0], "w:tblHeader")
        for row in rows:
            line = table.add_row()
            mark_row(line, "w:cantSplit")
            for place, cell, width in zip(line.cells, row, widths, strict=True):
                place.width = width
                self._cell(place.paragraphs[0], cell, 8.5)
        for paragraph in (place.paragraphs[0] for line in table.rows for place in line.cells):
            paragraph.paragraph_format.space_after = Pt(1)
        if left := len(section.rows) - len(rows):
            paragraph = self.document.add_paragraph()
            self._link(paragraph, t("brief.more", count=str(left)), self._whole[section.key], 8.5)

    def _line(self, cells: Iterable[Cell], style: str) -> None:
        paragraph = self.document.add_paragraph(style=style)
        for cell in cells:
            self._cell(paragraph, cell, None)

    def _cell(self, paragraph: Any, cell: Cell, size: float | None) -> None:
        """A cell: cites lead to the sources, numbers to their list, names to the app where it has an address."""
        if cell.cites:
            for index, cite in enumerate(cell.cites):
                if index:
                    self._run(paragraph, "; ", None, size)
                self._link(paragraph, cite.text, f"source-{cite.number}", size)
        elif cell.leads_to:
            self._link(paragraph, cell.text, self._whole.get(cell.leads_to, cell.leads_to), size, bold=True)
        elif address := self.brief.address(cell.entity):
            self._link(paragraph, cell.text, address, size, outside=True)
        else:
            self._run(paragraph, cell.text, cell.ink or None, size)

    def _source(self, cited: Cited) -> None:
        paragraph = self.document.add_paragraph()
        self._bookmark(paragraph, f"source-{cited.number}")
        self._run(paragraph, f"[{cited.number}] ", None, 9.5)
        address = cited.url or self.brief.address(cited.document)
        if address:
            self._link(paragraph, cited.title, address, 9.5, outside=True)
        else:
            self._run(paragraph, cited.title, None, 9.5)
        where = t("brief.cited_sections", sections=", ".join(cited.sections)) if cited.sections else ""
        rest = "; ".join(filter(None, (cited.caption, where)))
        self._run(paragraph, f". {rest}", GREY_INK, 9.5)

    # -------------------------------------------------------------------------------------------- runs and links

    def _run(self, paragraph: Any, text: str, ink: str | None, size: float | None, *, bold: bool = False) -> Any:
        run = paragraph.add_run(text)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if ink:
            run.font.color.rgb = rgb(ink)
        return run

    def _link(
        self, paragraph: Any, text: str, target: str, size: float | None, *, bold: bool = False, outside: bool = False
    ) -> None:
        """A link to a bookmark, or to an address."""
        link = OxmlElement("w:hyperlink")
        if outside:
            link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        else:
            link.set(qn("w:anchor"), _name(target))
        run = self._run(paragraph, text, LINK, size, bold=bold)
        link.append(run._element)
        paragraph._p.append(link)

    def _bookmark(self, paragraph: Any, key: str) -> None:
        number = str(next(self._bookmarks))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), number)
        start.set(qn("w:name"), _name(key))
        end.set(qn("w:id"), number)
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
        paragraph._p.append(end)


def _name(key: str) -> str:
    """A key as the name of a bookmark: letters, digits and underscores."""
    return "b_" + key.replace("-", "_")
