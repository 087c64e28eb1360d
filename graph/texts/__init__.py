"""Every sentence a person reads, by language and area: `texts/<language>/<area>.yml`, flat `key: sentence` files."""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

Language = Literal["vi", "en"]
LANGUAGE_NAMES: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}  # each in itself
LANGUAGES: tuple[Language, ...] = tuple(LANGUAGE_NAMES)

_current: ContextVar[Language | None] = ContextVar("language", default=None)


@cache
def catalogue(language: Language) -> dict[str, str]:
    """All sentences of one language.

    Args:
        language: "vi" or "en".

    Returns:
        `area.key` -> sentence with `{placeholders}`.

    Raises:
        ValueError: an area file is not a flat mapping of texts.
    """
    sentences: dict[str, str] = {}
    for file in sorted((Path(__file__).parent / language).glob("*.yml")):
        entries = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
        for key, sentence in entries.items():
            if not isinstance(sentence, str):
                raise ValueError(f"{file.name}: {key} is no text")  # noqa: TRY004
            sentences[f"{file.stem}.{key}"] = sentence
    return sentences


def language() -> Language:
    """The language of this context: what `use` set, else the setting `HOPTAC_LANG`."""
    from graph.settings import get_settings

    return _current.get() or get_settings().lang


def use(chosen: Language | None) -> None:
    """Set the language of this context (a Streamlit run, a command); None goes back to the setting."""
    _current.set(chosen)


def t(key: str, /, **values: object) -> str:
    """The sentence `key` in the current language, with its placeholders filled.

    Args:
        key: `area.key`.
        **values: what stands in the placeholders.

    Returns:
        The sentence.

    Raises:
        KeyError: no such sentence in that language.
    """
    return catalogue(language())[key].format_map(values)
