"""Parts of a Word document that python-docx has no names for."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

FONT = "Arial"  # on every office PC; the format embeds none
ACCENT, LINK, RULE, BAND = "#123B63", "#1F5588", "#D9DDE2", "#F5F6F7"
LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


def rgb(colour: str) -> RGBColor:
    """A colour written `#123B63`."""
    return RGBColor.from_string(colour[1:])


def ruled(table: Any) -> None:
    """Lines between rows, none between columns; level with the text round it."""
    properties = table._tbl.tblPr
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), "0")
    indent.set(qn("w:type"), "dxa")
    borders = OxmlElement("w:tblBorders")
    for side in ("w:bottom", "w:insideH"):
        line = OxmlElement(side)
        for name, value in (("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", RULE[1:])):
            line.set(qn(name), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("w:left", "40"), ("w:right", "80")):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    layout = properties.find(qn("w:tblLayout"))
    for element in (indent, borders, *(() if layout is None else (layout,)), margins):
        properties.append(element)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.append(look)


def shaded(cell: Any) -> None:
    """Give a cell the colour of headings."""
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", BAND[1:])):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)


def mark_row(row: Any, name: str) -> None:
    """Say of a row that it heads every page of its table, or is kept on one page."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def field(paragraph: Any, code: str) -> None:
    """A field that Word works out, as the page number is."""
    for kind, text in (("begin", None), (None, code), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(8)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._element.append(mark)
