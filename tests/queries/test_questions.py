"""Every question file, found in the folder: its golden answers on both engines, and a case without rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.store import GraphStore
from queries.catalogue import FOLDER
from queries.runner import run

GOLDEN = Path(__file__).parents[1] / "golden"
COUNTS = ("neighbour_counts",)
NAMES = sorted(file.stem for file in FOLDER.glob("*.cypher"))


def golden(name: str) -> dict[str, Any]:
    file = GOLDEN / f"{name}.json"
    assert file.exists(), (
        f'write {file.name} as {{"cases": [{{"params": {{...}}}}, ...]}}, then run with --update-golden'
    )
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content


@pytest.mark.parametrize("name", NAMES)
def test_a_question_gives_its_golden_answers(name: str, loaded: GraphStore, update_golden: bool) -> None:
    content = golden(name)
    answers = [run(loaded, name, case["params"], as_of=case.get("as_of")).to_json() for case in content["cases"]]
    if update_golden:
        content["cases"] = [case | {"answer": answer} for case, answer in zip(content["cases"], answers, strict=True)]
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (GOLDEN / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    for case, answer in zip(content["cases"], answers, strict=True):
        assert answer == case["answer"], case["params"]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_a_case_with_rows_and_one_without(name: str) -> None:
    content = golden(name)
    answers = [case["answer"] for case in content["cases"]]
    assert any(answer["rows"] for answer in answers)
    assert all((answer["empty_reason"] is None) == bool(answer["rows"]) for answer in answers)
    assert content.get("never_empty") or not all(answer["rows"] for answer in answers)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in COUNTS])
def test_every_row_has_a_source(name: str) -> None:
    rows = [row for case in golden(name)["cases"] for row in case["answer"]["rows"]]
    starts = [row for row in rows if row.get("step") == 1]
    assert all(row["sources"] for row in rows if row not in starts)


@pytest.mark.parametrize("name", NAMES)
def test_the_limit_cuts_and_says_so(name: str, loaded: GraphStore) -> None:
    case = max(golden(name)["cases"], key=lambda case: len(case["answer"]["rows"]))
    rows = case["answer"]["rows"]
    for limit in (1, len(rows)):
        answer = run(loaded, name, case["params"], as_of=case.get("as_of"), limit=limit).to_json()
        assert answer["rows"] == rows[:limit]
        assert answer["truncated"] is (limit < len(rows))


def test_no_golden_file_is_left_over() -> None:
    assert sorted(file.stem for file in GOLDEN.glob("*.json")) == NAMES
