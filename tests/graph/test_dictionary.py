"""The dictionary, the picture and the legend are made from the model, and what is committed is up to date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph import dictionary as made
from graph.declare import Node, Relationship
from graph.model import TABLES
from graph.settings import CHECKOUT


def test_the_committed_dictionary_is_up_to_date() -> None:
    assert made.FILE.read_text(encoding="utf-8") == made.dictionary() + "\n"


def test_every_label_type_table_and_column_is_explained() -> None:
    text = made.dictionary()
    for label, node in Node.labels.items():
        assert f"### {label} ({node.title.vi})" in text
    for kind in Relationship.types:
        assert f"| {kind} |" in text
    for table in TABLES:
        assert f"sheet `{table.sheet_name}`" in text
        for column in table.columns:
            assert f"| {column.name} | {column.text.vi} |" in text


def test_the_picture_has_an_arrow_for_each_pair_of_labels() -> None:
    lines = made.mermaid().splitlines()
    assert lines[0] == "graph LR"
    pairs = {pair for relationship in Relationship.types.values() for pair in relationship.ends}
    assert len(lines) - 1 == len(pairs)
    assert any(
        line.startswith("  Place -->|") and "PARTY_TO" in line and line.endswith("| Agreement") for line in lines
    )


def test_the_legend_has_a_line_for_each_label() -> None:
    assert [line["label"] for line in made.legend()] == list(Node.labels)
    assert all(line["light"].startswith("#") and line["dark"].startswith("#") for line in made.legend())


def test_the_schema_is_one_object() -> None:
    schema = made.schema()
    assert set(schema) == {"labels", "relationships", "tables"}
    assert "deadline" in schema["labels"]["Task"]  # type: ignore[index]


def test_check_says_what_is_out_of_date(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (
        subprocess.run([sys.executable, "-m", "graph.dictionary", "--check"], cwd=CHECKOUT, check=False).returncode == 0
    )
    monkeypatch.setattr(made, "CHECKOUT", tmp_path)
    monkeypatch.setattr(made, "FILE", tmp_path / "docs" / "dictionary.md")
    monkeypatch.setattr(sys, "argv", ["dictionary", "--check"])
    assert made.main() == 1
    monkeypatch.setattr(sys, "argv", ["dictionary"])
    assert made.main() == 0
    monkeypatch.setattr(sys, "argv", ["dictionary", "--check"])
    assert made.main() == 0
