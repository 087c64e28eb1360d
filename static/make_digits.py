"""Make the HopTacDigits fonts: Be Vietnam Pro's own digits at one width, because the font has no tabular figures.

Run `python static/make_digits.py` with fontTools installed; the program itself does not need it.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

STATIC = Path(__file__).parent
WEIGHTS = ("Regular", "Medium", "SemiBold")
DIGITS = "0123456789"
WIDE = "0234568"  # digits that set the width: without the narrow 1 and 7, and 9, which is as wide as 6
CLOSER = 0.905  # of their mean width: at one width, digits stand closer and still apart
NAMES = (1, 4, 6, 16)


def make(weight: str) -> None:
    """Cut the digits of one weight out of the font and centre them in one width."""
    font = TTFont(STATIC / f"BeVietnamPro-{weight}.ttf", recalcTimestamp=False)
    options = subset.Options(layout_features=[], hinting=False)
    options.drop_tables += ["GPOS", "GSUB", "GDEF"]
    options.name_IDs = ["*"]
    cut = subset.Subsetter(options)
    cut.populate(text=DIGITS)
    cut.subset(font)
    glyphs, metrics, names = font["glyf"], font["hmtx"], font.getBestCmap()
    width = round(sum(metrics[names[ord(digit)]][0] for digit in WIDE) / len(WIDE) * CLOSER)
    for name in (names[ord(digit)] for digit in DIGITS):
        glyphs[name].coordinates.translate((round((width - metrics[name][0]) / 2), 0))
        glyphs[name].recalcBounds(glyphs)
        metrics[name] = (width, glyphs[name].xMin)
    for record in font["name"].names:
        if record.nameID in NAMES:
            record.string = f"HopTacDigits-{weight}" if record.nameID == 6 else f"HopTac Digits {weight}"
    font.save(STATIC / f"HopTacDigits-{weight}.ttf")


if __name__ == "__main__":
    for each in WEIGHTS:
        make(each)
