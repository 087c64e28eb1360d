"""Ways to the form for what shows that something was done: a report on a task came in, a document was reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.life import DueState
from graph.model import ReportStatus
from graph.texts import t
from views import look, saved

SETTLED = (DueState.DONE, DueState.CANCELLED)


def report_cell(row: Mapping[str, Any]) -> dict[str, str]:
    """The way to enter that the report on one due day, or one stretch of doing, of a task came in.

    Args:
        row: a row of the question task_schedule or tasks_due.

    Returns:
        Heading -> a link; the empty text where nothing is waited for.
    """
    if row["due"] in SETTLED:
        return {t("tasks.report"): ""}
    to = look.address(
        look.ENTRY,
        bang="document/reports",
        o_task=row["task"].id,
        o_occurrence=_occurrence(row),
        o_status=ReportStatus.DONE.value,
    )
    return {t("tasks.report"): f"[{look.esc(t('tasks.report_came'))}]({to})"}


def _occurrence(row: Mapping[str, Any]) -> str:
    """The due day, else the year of doing where it is one."""
    if row["due"]:
        return str(row["due_on"] if "due_on" in row else row["first_day"])
    first, last = row["first_day"].year, row["last_day"].year
    return str(first) if first == last else ""


def review_address(document: str) -> str:
    """The address of the form of a document, filled in as reviewed today by who enters here.

    Args:
        document: its id.
    """
    return look.address(
        look.ENTRY,
        bang="document/document",
        id=document,
        o_id=document,
        o_reviewed_by=saved.known(),
        o_reviewed_on=look.today().isoformat(),
    )
