"""Files that leave the program: written whole or not at all, in the form that the name asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from graph.errors import QueryError
from graph.settings import Settings
from graph.store import GraphStore
from queries.runner import run
from reports.brief import Briefing, make_brief
from reports.docx import docx_bytes
from reports.export import EXPORT_FORMS, export_bytes
from reports.pdf import pdf_bytes
from reports.png import png_bytes
from reports.pptx import pptx_bytes
from reports.sheet import Sheet
from reports.svg import svg_text

ROWS = 20_000


def _picture(brief: Briefing) -> Sheet:
    if brief.picture is None:
        raise QueryError.say("brief.nothing_to_draw", name=brief.title)
    return brief.picture


BRIEF_FORMS: Mapping[str, Callable[[Briefing], bytes]] = {
    ".pptx": pptx_bytes,
    ".docx": docx_bytes,
    ".pdf": pdf_bytes,
    ".png": lambda brief: png_bytes(_picture(brief)),
    ".svg": lambda brief: svg_text(_picture(brief)).encode(),
}


def write_brief(store: GraphStore, names: Sequence[str], file: Path, *, settings: Settings, day: dt.date) -> Path:
    """Write the briefing of a subject, in the current language.

    Args:
        store: the graph.
        names: one subject, or two that work together.
        file: where it goes; its suffix is the form.
        settings: organisation, logo and base address.
        day: of the view.

    Returns:
        The file.

    Raises:
        QueryError: a name means nothing here, the form is not known, or there is no such folder.
        StoreUnavailable: the store cannot be reached.
    """
    writer = BRIEF_FORMS[form_of(file, BRIEF_FORMS)]
    brief = make_brief(
        store,
        [name.strip() for name in names],
        day=day,
        organisation=settings.organisation,
        logo=settings.logo,
        base_url=settings.base_url,
    )
    write_whole(file, writer(brief))
    return file


def write_provinces(store: GraphStore, folder: Path, form: str, *, settings: Settings, day: dt.date) -> list[Path]:
    """Write a briefing of every province of ours that has an agreement with another country.

    Args:
        store: the graph.
        folder: where they go, named by id.
        form: suffix of the files.
        settings: organisation, logo and base address.
        day: of the view.

    Returns:
        The files.

    Raises:
        QueryError: the form is not known, or there is no such folder.
        StoreUnavailable: the store cannot be reached.
    """
    form_of(folder / f"x{form}", BRIEF_FORMS)
    rows = run(store, "cooperation_matrix", as_of=day, limit=ROWS).rows
    places = sorted({row["place"].id for row in rows})
    files = [folder / f"{place}{form}" for place in places]
    return [write_brief(store, [p], file, settings=settings, day=day) for p, file in zip(places, files, strict=True)]


def write_export(store: GraphStore, file: Path, settings: Settings) -> Path:
    """Write the whole graph in the form that the name asks for; a `.csv` is written as a zip of two tables.

    Args:
        store: the graph.
        file: where it goes; its suffix is the form.
        settings: where the tables are.

    Returns:
        The file, `.zip` added to `.csv`.

    Raises:
        QueryError: the form is not known, or there is no such folder.
        LoadRefused: the tables changed since they were loaded, and the form is their workbook.
        StoreUnavailable: the store cannot be reached.
    """
    form = form_of(file, EXPORT_FORMS)
    there = file.with_name(f"{file.name}.zip") if file.suffix.lower() == ".csv" else file
    write_whole(there, export_bytes(form, store, settings))
    return there


def form_of(file: Path, forms: Iterable[str]) -> str:
    """The form that a file's name asks for.

    Args:
        file: where it goes.
        forms: suffixes that can be written.

    Returns:
        The suffix, in small letters.

    Raises:
        QueryError: the name has none of these suffixes, or there is no such folder.
    """
    suffix = file.suffix.lower()
    if suffix not in forms:
        raise QueryError.say("brief.bad_format", suffix=suffix or file.name, known=", ".join(forms))
    if not file.parent.is_dir():
        raise QueryError.say("brief.no_folder", folder=file.parent)
    return suffix


def write_whole(file: Path, content: bytes) -> None:
    """Write a file, or leave what was there.

    Args:
        file: where it goes.
        content: all of it.
    """
    with NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".part", delete=False) as part:
        try:
            part.write(content)
        except OSError:
            Path(part.name).unlink()
            raise
    Path(part.name).chmod(0o644)
    Path(part.name).replace(file)
