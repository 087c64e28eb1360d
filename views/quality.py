"""The quality part of the data page: each rule with its count, who mends it and how; one rule's rows with links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from graph.texts import Language, language, t
from queries.quality import Finding, Verdict, check, owner, remedy
from reports.findings import verdict_text
from reports.words import number_text
from views import answers, loads, look, session

RULE = "quy-tac"
SHOWN, SEEN = 40, 12
SAID = {Verdict.NONE: "nothing", Verdict.NO_DATA: "no_data", Verdict.NOT_REVIEWED: "not_reviewed"}


def show() -> None:
    """Every rule, those that found something first; the one chosen with its rows."""
    findings = sorted(_findings(), key=lambda finding: not finding.count)
    found, places = sum(f.count > 0 for f in findings), sum(f.count for f in findings)
    said = {"found": found, "rules": len(findings), "places": number_text(places)}
    st.markdown(t("quality.sentence", **said))
    _choose(findings)
    chosen = next((f for f in findings if f.rule.name == st.query_params.get(RULE)), None)
    if chosen is None:
        st.markdown(look.grey(t("quality.choose")))
    else:
        _show(chosen)


def _findings() -> Sequence[Finding]:
    loaded = session.state()
    if loaded is None:
        return _check(look.day(), language())
    return _kept(loaded, look.day(), language())


def _check(day: dt.date, lang: Language) -> Sequence[Finding]:
    return check(session.store(), as_of=day, lang=lang)


# A resource, not data: nothing changes a finding, so none needs the copy that Streamlit makes of data.
@st.cache_resource(ttl=session.CACHED_SECONDS, max_entries=20, show_spinner=False)
def _kept(loaded: str, day: dt.date, lang: Language) -> Sequence[Finding]:
    return _check(day, lang)


def _choose(findings: Sequence[Finding]) -> None:
    """The table of rules; a click writes the rule into the address."""
    lang = language()
    table = [
        {
            t("quality.count"): verdict_text(finding),
            t("quality.rule"): finding.rule.title(lang),
            t("quality.owner"): owner(finding.rule, lang),
            t("quality.remedy"): remedy(finding.rule, lang),
        }
        for finding in findings
    ]
    names = [finding.rule.name for finding in findings]
    st.dataframe(
        pd.DataFrame(table),
        hide_index=True,
        row_height=loads.ROW,
        height=min(SEEN, len(findings)) * loads.ROW + loads.HEADER,
        column_config={t("quality.count"): st.column_config.TextColumn(width=110, alignment="right")},
        key="rules",
        on_select=lambda: _chosen(names),
        selection_mode="single-row",
    )


def _chosen(names: Sequence[str]) -> None:
    rows = st.session_state["rules"].selection.rows
    look.put(**{RULE: names[rows[0]] if rows else None})


def _show(finding: Finding) -> None:
    answer, rule = finding.answer, finding.rule
    st.subheader(rule.title(answer.lang), anchor=False)
    st.markdown(look.esc(rule.description(answer.lang)))
    if not answer.rows:
        look.empty(t(f"quality.{SAID[finding.verdict]}"))
        return
    st.markdown(look.grey(f"{owner(rule, answer.lang)}: {remedy(rule, answer.lang)}"))
    answers.table(answer, answer.rows[:SHOWN], "quality")
    if len(answer.rows) > SHOWN:
        st.caption(t("quality.cut", count=SHOWN))
