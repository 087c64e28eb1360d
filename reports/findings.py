"""What the data-quality rules found, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.texts import t
from queries.quality import Finding, owner, remedy
from reports.words import choice_text, number_text

NARROWEST = 130


def verdict_text(finding: Finding) -> str:
    """The count, or in words why there is none."""
    return number_text(finding.count) if finding.count else choice_text(finding.verdict)


def print_findings(findings: Sequence[Finding]) -> None:
    """Print a line for each rule, those that found something first; how many did below.

    Args:
        findings: of `queries.quality.check`.
    """
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(t("quality.count"), justify="right", no_wrap=True)
    for key in ("rule", "owner", "remedy"):
        table.add_column(t(f"quality.{key}"), overflow="fold")
    for finding in sorted(findings, key=lambda finding: not finding.count):
        lang = finding.answer.lang
        rule = Text(finding.rule.title(lang)).append(f"\n{finding.rule.name}", style="dim")
        said = (owner(finding.rule, lang), remedy(finding.rule, lang)) if finding.count else ("", "")
        table.add_row(verdict_text(finding), rule, *map(Text, said))
    console = Console()
    Console(width=max(console.width, NARROWEST)).print(table)
    found = sum(finding.count > 0 for finding in findings)
    console.print(t("quality.sum", found=found, rules=len(findings)), markup=False, highlight=False)
