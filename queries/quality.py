"""Data-quality rules: the files of `queries/checks`, of the same form as questions, each with who mends it and how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.cells import Choice
from graph.store import GraphStore
from graph.texts import Language
from queries.catalogue import FOLDER, Question, question, questions
from queries.runner import Answer, run_question

CHECKS = FOLDER / "checks"
ITEM = "item"
ALL = 20_000  # rows counted at most
LOADED = """
MATCH (n:Entity)-[:STATED_IN]->(d:Document)
WITH DISTINCT [l IN labels(n) WHERE l <> 'Entity'][0] AS label, d
RETURN label, max(CASE
  WHEN d.reviewed_by IS NOT NULL OR d.reviewed_on IS NOT NULL THEN 1
  WHEN EXISTS { (d)<-[:STATED_IN]-(x:Entity) WHERE x:Agreement OR x:Task OR x:Event } THEN 0
  ELSE 1 END) AS reviewed
"""


class Verdict(Choice):
    """What a rule came to."""

    FOUND = "found", "Có", "Found"
    NONE = "none", "Không có", "None"
    NOT_REVIEWED = "not_reviewed", "Chưa rà soát", "Not reviewed"
    NO_DATA = "no_data", "Chưa có dữ liệu", "No data"


@dataclass(frozen=True)
class Finding:
    """What one rule found.

    Attributes:
        rule: its file.
        verdict: found; none (looked at reviewed documents or the registry); not reviewed (only documents nobody has
            reviewed speak of such things); no data (nothing of that kind is loaded).
        answer: its rows.
    """

    rule: Question
    verdict: Verdict
    answer: Answer

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.answer.rows)

    def to_json(self) -> dict[str, Any]:
        """As an object of the JSON form, texts in the answer's language."""
        lang = self.answer.lang
        return {
            "rule": self.rule.name,
            "title": self.rule.title(lang),
            "verdict": self.verdict.value,
            "count": self.count,
            "truncated": self.answer.truncated,
            "owner": owner(self.rule, lang),
            "remedy": remedy(self.rule, lang),
            "rows": self.answer.to_json()["rows"],
        }


def rules() -> dict[str, Question]:
    """Every rule by name, sorted by group and name.

    Raises:
        QueryError: a file is not right; the sentence names file and line.
    """
    return questions(CHECKS)


def owner(rule: Question, lang: Language) -> str:
    """Who mends what a rule finds."""
    return rule.front.owner.of(lang) if rule.front.owner else ""


def remedy(rule: Question, lang: Language) -> str:
    """How to mend what a rule finds."""
    return rule.front.remedy.of(lang) if rule.front.remedy else ""


def check(
    store: GraphStore, *, as_of: dt.date | str | None = None, limit: int = ALL, lang: Language = "vi"
) -> list[Finding]:
    """Try every rule.

    Args:
        store: the graph.
        as_of: the day that rules about the past look from; default today.
        limit: rows of a rule at most.
        lang: language of texts.

    Returns:
        A finding for each rule, in their order.

    Raises:
        StoreError: the store refuses a statement.
        StoreUnavailable: the store cannot be reached.
    """
    loaded = _loaded(store)
    return [_finding(store, rule, loaded, as_of, limit, lang) for rule in rules().values()]


def check_rule(
    store: GraphStore, name: str, *, as_of: dt.date | str | None = None, limit: int = ALL, lang: Language = "vi"
) -> Finding:
    """Try one rule; arguments and errors as `check`.

    Raises:
        QueryError: there is no rule of that name.
    """
    return _finding(store, question(name, CHECKS), _loaded(store), as_of, limit, lang)


def _loaded(store: GraphStore) -> dict[str, bool]:
    """Each label of which something is stated: whether any of it is reviewed; a registry counts as reviewed."""
    return {str(label): bool(reviewed) for label, reviewed in store.read(LOADED).rows}


def _finding(
    store: GraphStore,
    rule: Question,
    loaded: Mapping[str, bool],
    as_of: dt.date | str | None,
    limit: int,
    lang: Language,
) -> Finding:
    answer = run_question(store, rule, as_of=as_of, limit=limit, lang=lang)
    return Finding(rule, Verdict.FOUND if answer.rows else _why_none(rule, loaded), answer)


def _why_none(rule: Question, loaded: Mapping[str, bool]) -> Verdict:
    labels = next(column.type.labels for column in rule.columns if column.name == ITEM)
    reviewed = [loaded[label] for label in labels if label in loaded]
    if not reviewed:
        return Verdict.NO_DATA
    return Verdict.NONE if any(reviewed) else Verdict.NOT_REVIEWED
