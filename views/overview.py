"""Overview: one sentence of linked numbers, who works with which country, what ends, what is due, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st
from dateutil.relativedelta import relativedelta

from graph.life import IN_FORCE, AgreementState, DueState, Gap
from graph.texts import t
from queries.runner import Entity
from reports.words import choice_text, date_text, days_text, number_text
from views import look, matrix, session

ENDING_MONTHS, DUE_MONTHS = 12, 6
SHOWN, OPENED, DOCUMENTS = 7, 40, 4
AGREEMENTS, TASKS = "thoa-thuan", "nhiem-vu"
LIST = "danh-sach"  # which list the reader has opened
ENDING = "het-han"
NAMED_PARTIES = 3

Row = Mapping[str, Any]


def page() -> None:
    """The page."""
    asked = session.answer("cooperation_matrix", limit=session.ALL)
    cooperation, home = asked.rows, asked.params["home"]
    documents = session.answer("documents", limit=DOCUMENTS).rows
    if not cooperation and not documents:
        look.head(t("overview.title"))
        look.empty(t("overview.nothing"), t("overview.nothing_next"))
        return
    look.head(t("overview.title"), sentence(cooperation, home))
    left, middle, right = st.columns([43, 31, 26], gap="medium")
    with left:
        _matrix(cooperation)
    with middle:
        _ending()
        _due()
    with right:
        _gaps()
        _documents(documents)


def counts(cooperation: Iterable[Row], home: str) -> dict[str, int]:
    """The numbers of the opening sentence; a country that is party itself is no province.

    Args:
        cooperation: rows of the question `cooperation_matrix`.
        home: id of the country of our side.

    Returns:
        Provinces of ours, units and countries abroad that signed something; agreements signed, in force, ending soon.
    """
    signed = [row for row in cooperation if row["state"] in matrix.SIGNED]
    states = {row["agreement"].id: row["state"] for row in signed}
    return {
        "ours": len({row["place"].id for row in signed} - {home}),
        "theirs": len({row["partner"].id for row in signed if row["partner"] != row["country"]}),
        "countries": len({row["country"].id for row in signed if row["country"]}),
        "signed": len(states),
        "valid": sum(state in IN_FORCE for state in states.values()),
        "soon": sum(state is AgreementState.EXPIRING for state in states.values()),
    }


def sentence(cooperation: Iterable[Row], home: str) -> str:
    """The opening sentence as markdown, each number a link to what it counts; arguments as for `counts`."""
    places = look.address(look.NETWORK, goc="tat-ca", xem="dia-phuong")
    lists = {
        **dict.fromkeys(("ours", "theirs", "countries"), places),
        "signed": look.address(AGREEMENTS, tinh_trang="da-ky"),
        "valid": look.address(AGREEMENTS, tinh_trang="con-hieu-luc"),
        "soon": look.address(AGREEMENTS, tinh_trang=AgreementState.EXPIRING.value),
    }
    numbers = counts(cooperation, home)
    return t(
        "overview.sentence",
        **{name: f"[**{number_text(count)}**" for name, count in numbers.items()},
        **{f"{name}_link": f"]({lists[name]})" for name in numbers},
    )


def _matrix(cooperation: Iterable[Row]) -> None:
    st.subheader(t("overview.with_whom"), anchor=False)
    if cells := matrix.matrix_rows(cooperation):
        matrix.show(cells)
    else:
        st.markdown(look.grey(t("overview.no_cooperation")))


# ------------------------------------------------------------------------------------------------ what to do


def _ending() -> None:
    """Agreements that end within a year."""
    st.subheader(t("overview.ending"), anchor=False)
    rows = session.answer("agreements_ending", {"within_months": ENDING_MONTHS}, limit=session.ALL).rows
    once = list({row["agreement"].id: row for row in rows}.values())
    shown = once[: OPENED if _opened() == ENDING else SHOWN]
    table = [
        {"name": look.link(row["agreement"].id, pair_text(row)), "day": look.esc(date_text(row["ends_on"]))}
        for row in shown
    ]
    look.rows(table, "r-soon", header=False, none=t("overview.none_ending"))
    if len(once) > len(shown):
        more = t("overview.more", count=number_text(len(once) - len(shown)))
        st.markdown(f"[{look.esc(more)}]({look.address('', danh_sach=ENDING)})")


def pair_text(row: Row) -> str:
    """An agreement by who and when, for narrow columns: `Bắc Giang – Xay Sổm Bun 2021–2025`.

    Args:
        row: of a question about agreements: agreement, parties, period_from, period_to, signed_on.

    Returns:
        Its parties and years; its title where more than three are party to it.
    """
    parties: Sequence[Entity] = row["parties"]
    if not 1 < len(parties) <= NAMED_PARTIES:
        return str(row["agreement"].name)
    return " ".join(filter(None, (" – ".join(party.name for party in parties), years_text(row))))


def years_text(row: Row) -> str:
    """The years of an agreement: `2021–2025`, `2021`, or "" where none is stated."""
    days = (row["period_from"] or row["signed_on"], row["period_to"])
    return "–".join(dict.fromkeys(str(day.year) for day in days if day))


def _due() -> None:
    """What is due soon, and how much is overdue."""
    day = look.day()
    st.subheader(t("overview.due"), anchor=False)
    ahead = session.answer("tasks_due", {"from": day, "to": day + relativedelta(months=DUE_MONTHS)}).rows
    coming = [row for row in ahead if row["due"] in (DueState.DUE, DueState.PARTLY)]
    table = [
        {
            "name": f"{look.link(row['task'].id, row['task'].name)}  \n{look.grey(row['time_text'])}",
            "day": look.grey(days_text(row["due_on"], day)),
        }
        for row in coming[:SHOWN]
    ]
    look.rows(table, "r-due", header=False, none=t("overview.none_due"))
    past = session.answer("tasks_due", {"from": look.FIRST_DAY, "to": day}, limit=session.ALL).rows
    if late := sum(row["due"] is DueState.OVERDUE for row in past):
        address = look.address(TASKS, xem="bang", tinh_trang=DueState.OVERDUE.value)
        number = f"[**{number_text(late)}**]({address})"
        look.rows([{"n": number, "what": look.esc(t("overview.overdue"))}], "n-late", header=False)


# ------------------------------------------------------------------------------------------------ what not to trust yet


def _gaps() -> None:
    """What the data do not say; the number opens the list."""
    st.subheader(t("overview.gaps"), anchor=False)
    rows = session.answer("data_gaps", limit=session.ALL).rows
    found = Counter(row["gap"] for row in rows)
    table = [_counted(found[gap], choice_text(gap), gap.value) for gap in Gap if found[gap]]
    look.rows(table, "n-gaps", header=False, none=t("overview.no_gaps"))
    if _opened() in list(Gap):
        gap = Gap(str(_opened()))
        st.markdown(f"**{look.esc(choice_text(gap))}**")
        _list(row["item"] for row in rows if row["gap"] is gap)


def _documents(rows: Iterable[Row]) -> None:
    """The newest documents with how much they state."""
    st.subheader(t("overview.documents"), anchor=False)
    table = [
        {"": f"{look.link(row['document'].id, row['document'].name)}  \n{look.grey(_document_line(row))}"}
        for row in rows
    ]
    look.rows(table, "docs", header=False, none=t("overview.no_documents"))


def _document_line(row: Row) -> str:
    issued = date_text(row["issued_on"], row["issued_on_precision"] or "day") or t("look.not_stated")
    return t("overview.document_line", kind=choice_text(row["kind"]), day=issued, items=number_text(row["items"]))


# ------------------------------------------------------------------------------------------------ lists behind numbers


def _opened() -> str | None:
    return st.query_params.get(LIST)


def _counted(count: int, what: str, name: str) -> dict[str, str]:
    """A number that opens its list, or closes it where it is open."""
    address = look.address("", danh_sach=None if _opened() == name else name)
    return {"n": f"[**{number_text(count)}**]({address})", "what": look.esc(what)}


def _list(items: Iterable[Entity]) -> None:
    names = [{"": look.link(item.id, item.name)} for item in items]
    look.rows(names[:OPENED], "plain-list", header=False)
    if len(names) > OPENED:
        st.markdown(look.grey(t("overview.more_items", count=number_text(len(names) - OPENED))))
