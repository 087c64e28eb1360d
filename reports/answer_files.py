"""An answer as a file: CSV and XLSX to work with, DOCX and PDF to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from queries.runner import Answer
from reports.printed import Printed, printed
from reports.printed_docx import printed_docx
from reports.printed_pdf import printed_pdf
from reports.spreadsheet import answer_csv, answer_xlsx

DATA: Mapping[str, Callable[[Answer], bytes]] = {"csv": answer_csv, "xlsx": answer_xlsx}
PAPER: Mapping[str, Callable[[Printed], bytes]] = {"docx": printed_docx, "pdf": printed_pdf}
FORMS = (*DATA, *PAPER)


def answer_file(answer: Answer, form: str, name: Callable[[str], str], day: dt.date, organisation: str = "") -> bytes:
    """Write an answer, in the current language.

    Args:
        answer: the answer, complete.
        form: one of `FORMS`.
        name: id -> name of an entity among the parameters.
        day: of the view.
        organisation: who gives it, or "".

    Returns:
        The file.
    """
    return DATA[form](answer) if form in DATA else PAPER[form](printed(answer, name, day, organisation))
