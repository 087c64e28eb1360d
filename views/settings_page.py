"""Settings: which office this is, what stands on its briefings, the language; a backup to take away."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from PIL import Image, UnidentifiedImageError

from graph.errors import HopTacError
from graph.settings import Settings, get_settings, save_values
from graph.texts import LANGUAGE_NAMES, LANGUAGES, t, use
from loaders.backup import write_backup
from views import look, picker, restore, session

SAID = "settings-said"
LOGOS = ("png", "jpg", "jpeg")
LARGEST = 2_000_000  # bytes of a logo


def page() -> None:
    """The page; what is changed is written at once, whole or not at all."""
    settings = get_settings()
    look.head(t("settings.title"), t("settings.sentence", home=look.esc(settings.home)))
    with st.empty():  # always there, so that the fields below stay what they are in the browser
        if said := st.session_state.pop(SAID, None):
            st.success(said, icon=":material/check:")
    left, right = st.columns(2, gap="large")
    with left:
        _office(settings)
        _language(settings)
        _backup(settings)
    with right:
        _briefings(settings)


def _office(settings: Settings) -> None:
    """The place whose office this is: the default of pages and questions."""
    st.subheader(t("settings.office"), anchor=False)
    change = partial(_save, "office")
    picker.pick(t("settings.place"), ["Place"], settings.office, key="set-office", on_pick=change, optional=True)
    st.caption(t("settings.office_note"))


def _language(settings: Settings) -> None:
    st.subheader(t("settings.language"), anchor=False)
    st.session_state["set-lang"] = settings.lang
    st.segmented_control(
        t("settings.language"),
        LANGUAGES,
        format_func=LANGUAGE_NAMES.__getitem__,
        key="set-lang",
        required=True,
        label_visibility="collapsed",
        on_change=lambda: _save("lang", st.session_state["set-lang"]),
    )


def _briefings(settings: Settings) -> None:
    """What stands on briefings."""
    st.subheader(t("settings.briefings"), anchor=False)
    for name in ("organisation", "base_url"):
        key = f"set-{name}"
        st.session_state[key] = getattr(settings, name)
        change = partial(_save_text, name)
        st.text_input(t(f"settings.{name}"), key=key, max_chars=300, help=t(f"settings.{name}_note"), on_change=change)
    if settings.logo and Path(settings.logo).is_file():
        st.image(settings.logo, width=120)
        st.button(t("settings.no_logo"), icon=":material/delete:", type="tertiary", on_click=partial(_save, "logo", ""))
    found = st.file_uploader(t("settings.logo"), type=list(LOGOS))
    if found and st.button(t("settings.take_logo"), icon=":material/check:"):
        _take_logo(settings, found.name, found.getvalue())


def _save_text(name: str) -> None:
    _save(name, st.session_state[f"set-{name}"].strip())


def _save(name: str, value: str | None) -> None:
    """Write one setting; the pages read it in the run that follows."""
    save_values(get_settings().home, {name: value or ""})
    get_settings.cache_clear()
    use(None)
    session.forget_answers()
    st.session_state[SAID] = t("settings.saved")


def _take_logo(settings: Settings, name: str, content: bytes) -> None:
    """Keep an image in the user's folder; one that is none, or too large, is refused."""
    if len(content) > LARGEST or not _is_image(content):
        look.empty(t("settings.bad_logo", name=name), look.esc(t("settings.bad_logo_next")))
        return
    file = settings.home / f"logo{Path(name).suffix.lower()}"
    file.write_bytes(content)
    _save("logo", str(file))
    st.rerun()


def _is_image(content: bytes) -> bool:
    try:
        Image.open(BytesIO(content)).verify()
    except (UnidentifiedImageError, OSError, SyntaxError):
        return False
    return True


def _backup(settings: Settings) -> None:
    st.subheader(t("settings.backup"), anchor=False)
    st.caption(t("settings.backup_note"))
    st.download_button(
        t("settings.take_backup"),
        partial(_zip, settings),
        "hop-tac.zip",
        "application/zip",
        icon=":material/download:",
        on_click="ignore",
    )
    restore.show()


def _zip(settings: Settings) -> bytes:
    """The backup, made on another thread when it is asked for."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "hop-tac.zip"
        try:
            write_backup(settings, file)
        except HopTacError as error:
            return f"{error.what} {error.next_step}".encode()
        return file.read_bytes()
