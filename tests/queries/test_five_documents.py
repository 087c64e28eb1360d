"""What an analyst asks of the five documents that ship, on both engines: the answers are those of their texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.store import GraphStore
from queries.runner import Entity, run

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "five_documents.yml").read_text(encoding="utf-8"))
PLAN = "vn.bac-giang.kh-481-2022"


def text(value: object) -> str:
    if isinstance(value, Entity):
        return value.id
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(getattr(value, "value", value))


def values(case: dict[str, Any], store: GraphStore) -> list[str]:
    params = {name: str(value) for name, value in case["params"].items()}
    answer = run(store, case["question"], params, as_of=str(case.get("as_of", "2025-08-15")), limit=5000)
    found = [row[case["column"]] for row in answer.rows]
    return [text(one) for value in found for one in (value if isinstance(value, list) else [value]) if one is not None]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['question']}-{case['column']}")
def test_the_answer_is_what_the_texts_say(case: dict[str, Any], shipped: GraphStore) -> None:
    found = values(case, shipped)
    if "is" in case:
        assert sorted(set(found)) == sorted(case["is"])
    elif "first" in case:
        assert found[0] == case["first"]
    else:
        assert set(case["holds"]) <= set(found)


def test_all_numbered_activities_of_the_plan_stand_under_its_eight_topics(shipped: GraphStore) -> None:
    rows = run(shipped, "document_contents", {"document": PLAN}, limit=5000).rows
    items = {row["item"].id.removeprefix(f"{PLAN}.") for row in rows if row["item"].label == "Task"}
    numbered = {number for number in items if number.startswith("II.") and number.count(".") == 2}
    assert len(numbered) == 35
    assert {number.split(".")[1] for number in numbered} == set("12345678")
