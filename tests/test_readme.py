"""The examples of README.md print what it says they print."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from graph.settings import CHECKOUT, get_settings
from graph.store import GraphStore

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
WRITTEN_ON = "2026-11-26"
COMMAND = re.compile(r"^\$ hoptac (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
EXAMPLES = [
    pytest.param(shlex.split(words), output, id=words)
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for words, output in COMMAND.findall(block)
]
MY_AGENCIES = """id,name,kind,place,source
vn.ha-giang.so-noi-vu,Sở Nội vụ,department,Hà Giang,vn.nq-202-2025-qh15
vn.ha-giang.so-y-te,Sở Y tế,department,Hà Giangg,vn.nq-202-2025-qh15
"""


@pytest.fixture(scope="module")
def described(embedded_for_session: GraphStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder to work in, beside a graph that holds what ships, on the day README was written."""
    folder = tmp_path_factory.mktemp("readme")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOPTAC_TODAY", WRITTEN_ON)
        patch.setenv("COLUMNS", "110")
        patch.chdir(folder)
        table = folder / "my-tables/registry/agencies.csv"
        table.parent.mkdir(parents=True)
        table.write_text(MY_AGENCIES, encoding="utf-8")
        get_settings.cache_clear()
        assert CliRunner().invoke(app, ["load"]).exit_code == 0
        yield folder
    get_settings.cache_clear()


def test_readme_shows_examples() -> None:
    assert len(EXAMPLES) >= 8


@pytest.mark.parametrize(("words", "output"), EXAMPLES)
def test_an_example_prints_what_it_shows(described: Path, words: list[str], output: str) -> None:
    shown, stated = lines(CliRunner().invoke(app, words).output), lines(output)
    if stated[-1] == "...":
        stated.pop()
        shown = shown[: len(stated)]
    assert shown == stated


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx", "pdf"])
def test_an_answer_is_written_into_a_file(described: Path, form: str) -> None:
    file = described / f"thỏa thuận.{form}"
    done = CliRunner().invoke(app, ["ask", "agreements_by_period", "--to", str(file)])
    assert done.exit_code == 0, done.output
    assert file.stat().st_size > 100


def test_a_file_of_an_unknown_form_is_refused(described: Path) -> None:
    done = CliRunner().invoke(app, ["ask", "agreements_by_period", "--to", str(described / "a.odt")])
    assert done.exit_code != 0
    assert not (described / "a.odt").exists()


def lines(text: str) -> list[str]:
    """Lines without blanks at their ends, any port as one."""
    return [re.sub(r"(127\.0\.0\.1):\d+", r"\1:44017", line.rstrip()) for line in text.strip().splitlines()]
