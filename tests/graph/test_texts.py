"""Every sentence a person reads is there in both languages, with the same placeholders, and none is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from graph.declare import Node, Relationship, columns_of
from graph.settings import CHECKOUT
from graph.texts import LANGUAGES, catalogue

PACKAGES = ("analysis", "graph", "loaders", "queries", "reports", "views")
FILES = [CHECKOUT / "app.py", CHECKOUT / "cli.py", *(f for p in PACKAGES for f in sorted((CHECKOUT / p).rglob("*.py")))]
PAGES = ("frame", "overview", "network_page", "picture", "data")
QUARTER = "look.quarter"  # Roman in Vietnamese, Arabic in English
KEY = re.compile(r"[a-z_]+(\.\w+)+")


def strings(file: Path) -> Iterator[str]:
    """Plain strings of a file, and formatted ones with `{}` where a value stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def asked(file: Path) -> Iterator[str]:
    """Keys that `t` is called with as plain text."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t" and node.args:
            key = node.args[0]
            choices = (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,)
            yield from (str(one.value) for one in choices if isinstance(one, ast.Constant))


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    vi, en = (catalogue(language).keys() for language in LANGUAGES)
    assert vi == en


def test_every_key_is_text() -> None:
    """`yes:` and `no:` are no text in YAML."""
    assert not [key for key in catalogue("vi") if not KEY.fullmatch(key) or key.endswith((".True", ".False"))]


def test_placeholders_are_equal_and_no_sentence_is_empty() -> None:
    vi, en = (catalogue(language) for language in LANGUAGES)
    assert [key for key in vi if placeholders(vi[key]) != placeholders(en[key])] == [QUARTER]
    assert not [key for language in (vi, en) for key, sentence in language.items() if not sentence.strip()]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(CHECKOUT).as_posix())
def test_every_sentence_that_is_asked_for_exists(file: Path) -> None:
    assert [key for key in asked(file) if key not in catalogue("vi")] == []


def test_no_sentence_of_the_pages_is_left_over() -> None:
    used = {text for file in FILES for text in strings(file) if text.partition(".")[0] in PAGES}
    patterns = [re.compile(re.escape(text).replace(r"\{\}", r"\w+") + "(_next)?") for text in used]
    keys = [key for key in catalogue("vi") if key.partition(".")[0] in PAGES]
    assert [key for key in keys if not any(pattern.fullmatch(key) for pattern in patterns)] == []


def test_every_relationship_and_cell_has_its_words() -> None:
    cells = {column.cell.type for node in Node.labels.values() for column in columns_of(node)}
    wanted = {f"picture.in_{kind}" for kind in Relationship.types} | {f"data.cell_{cell}" for cell in cells}
    assert wanted <= catalogue("vi").keys()
