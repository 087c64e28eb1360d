"""Which font draws a letter on paper: the served one, else one of this machine that has it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont, TTFontFile

from reports.boxes import STATIC, Weight

OWN = "BeVietnamPro"


def name_of(weight: Weight = "Regular") -> str:
    """The served font under the name that PDF uses, registered."""
    _register_own()
    return f"{OWN}-{weight}"


def runs(text: str, weight: Weight = "Regular") -> Iterator[tuple[str, str]]:
    """A text in pieces that one font each can draw.

    Args:
        text: any scripts.
        weight: of the served font.

    Yields:
        Name of a registered font and the piece; a letter that no font has stays with the served one.
    """
    own = name_of(weight)
    for font, letters in groupby(text, lambda letter: _font(ord(letter)) or own):
        yield font, "".join(letters)


@cache
def _register_own() -> None:
    for weight in ("Regular", "Medium", "SemiBold", "Italic"):
        pdfmetrics.registerFont(TTFont(f"{OWN}-{weight}", str(STATIC / f"BeVietnamPro-{weight}.ttf")))
    pdfmetrics.registerFontFamily(
        f"{OWN}-Regular",
        normal=f"{OWN}-Regular",
        bold=f"{OWN}-SemiBold",
        italic=f"{OWN}-Italic",
        boldItalic=f"{OWN}-SemiBold",
    )


@cache
def _own_letters() -> frozenset[int]:
    return frozenset(TTFontFile(str(STATIC / "BeVietnamPro-Regular.ttf")).charWidths)


@lru_cache(maxsize=4096)
def _font(letter: int) -> str | None:
    """Another font that has a letter; None where the served font has it, or none has."""
    if letter in _own_letters() or letter < 33:
        return None
    return next((name for name, letters in _others() if letter in letters), None)


@cache
def _others() -> list[tuple[str, frozenset[int]]]:
    """Fonts of this machine for other scripts, registered where they can be embedded; the one of matplotlib first."""
    from matplotlib import font_manager, get_data_path

    files = [Path(get_data_path()) / "fonts/ttf/DejaVuSans.ttf", *sorted(map(Path, font_manager.findSystemFonts()))]
    found = []
    for file in files:
        if file.suffix.lower() not in (".ttf", ".ttc"):
            continue
        try:
            letters = frozenset(TTFontFile(str(file)).charWidths)
            pdfmetrics.registerFont(TTFont(file.stem, str(file)))
        except (TTFError, OSError):
            continue
        found.append((file.stem, letters))
    return found
