"""Profile: what is known of anything, made from the declaration and the catalogue; every link of the app leads here."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

import streamlit as st

from graph.cells import Choice
from graph.declare import Node
from graph.life import AgreementState, DueState
from graph.resolve import Entry
from graph.texts import language, t
from queries.catalogue import questions
from queries.runner import Answer, Entity, Source
from reports.picture import LINES, kind_text, neighbours
from reports.words import choice_text, date_text, number_text
from views import answers, ask, evidence, facts, look, picker, saved, session, sources

ID = "id"
SHOWN = 10  # rows of a part; the question behind it has all
NAMED, CHANGES, SPELLINGS, ASKED = 12, 6, 12, 6
BEFORE, AFTER = 10, 2  # years round the day of view in which due days are looked for
TIMED = {"Place": "place", "Agency": "agency", "Topic": "topic", "Document": "document"}  # parameters of task_schedule
TASK_COLUMNS = ("due_on", "due")
PRESSING = (DueState.OVERDUE, DueState.PARTLY, DueState.DUE, DueState.DONE, DueState.CANCELLED)


@dataclass(frozen=True)
class Part:
    """A part of a profile: a question about the entity.

    Attributes:
        title: key of its heading.
        question: its name.
        param: the parameter that takes the entity.
        columns: those shown, in the order of the question.
        given: further parameters.
        expected: whether it is said why there is nothing.
        whole: whether it lists everything of its kind that the entity is joined to.
        aspects: only rows with one of these aspects.
    """

    title: str
    question: str
    param: str
    columns: tuple[str, ...]
    given: Mapping[str, Any] = field(default_factory=dict)
    expected: bool = False
    whole: bool = True
    aspects: tuple[str, ...] = ()

    def answer(self, entity: str) -> Answer:
        """The answer about an entity; tasks with the day they are due and how that stands."""
        found = session.answer(self.question, {self.param: entity, **self.given})
        if self.aspects:
            found = replace(found, rows=[row for row in found.rows if row["aspect"].value in self.aspects])
        return found


AGREEMENT = ("agreement", "parties", "state", "period_from", "period_to", "sources")
TASK = ("task", "role", "leads", "time_text", *TASK_COLUMNS, "sources")
ALWAYS = {"from": look.FIRST_DAY.isoformat(), "to": look.LAST_DAY.isoformat()}
EVENT = ("event", "status", "starts_on", "partners", "held_at", "sources")
WITH_PARTNER = ("item", "leads", "time_text", "sources")
AGREEMENTS, TASKS, RESULTS = "profile.agreements", "profile.tasks", "profile.results"
PARTS: Mapping[str, tuple[Part, ...]] = {
    "Place": (
        Part(AGREEMENTS, "agreements_of_place", "place", AGREEMENT, expected=True),
        Part("profile.tasks_near", "task_schedule", "place", TASK, whole=False),
        Part("profile.tasks_with", "tasks_with_partner", "partner", WITH_PARTNER, whole=False),
        Part("profile.events", "events_in_period", "place", EVENT, ALWAYS, whole=False),
        Part("profile.events_planned", "events_planned", "place", EVENT, whole=False),
    ),
    "Agency": (
        Part(AGREEMENTS, "agreements_of_agency", "agency", AGREEMENT),
        Part(TASKS, "tasks_of_agency", "agency", TASK, expected=True),
        Part("profile.reports", "reports_to_agency", "agency", ("task", "role", "leads", "deadline", "sources")),
    ),
    "Topic": (
        Part(AGREEMENTS, "agreements_on_topic", "topic", AGREEMENT, expected=True),
        Part(TASKS, "tasks_on_topic", "topic", TASK, expected=True),
    ),
    "Agreement": (
        Part(TASKS, "tasks_of_agreement", "agreement", ("task", "leads", "time_text", *TASK_COLUMNS, "sources"),
             expected=True),
        Part("profile.quantities", "quantities_of", "entity", ("quantity", "year", "sources")),
        Part("profile.history", "agreement_history", "agreement", ("aspect", "item", "on_day", "text", "sources"),
             whole=False, aspects=("event", "renews", "renewed_by", "part_of", "sub_agreement")),
    ),
    "Task": (
        Part("profile.quantities", "quantities_of", "entity", ("quantity", "year", "sources")),
        Part(RESULTS, "results_reported", "task", ("occurrence", "status", "done_on", "result", "sources")),
    ),
    "Document": (
        Part("profile.documents", "document_links", "document", ("start_node", "relationship", "end_node", "sources")),
    ),
}  # fmt: skip


def page() -> None:
    """The page; whose profile it is stands in the address."""
    wanted = st.query_params.get(ID, "")
    entry = session.searcher().entry(wanted) if wanted else None
    if entry is None:
        _choose(wanted)
        return
    look.head(entry.name_on(look.day()))
    st.markdown(_standing(entry))
    left, right = st.columns([70, 30], gap="large")
    with left:
        _changes(entry)
        _statements(entry.id)
        if entry.label not in TIMED:
            _relationships(entry)
        for part in PARTS.get(entry.label, ()):
            _part(part, entry)
        if entry.label == "Task":
            _due_days(entry)
        if entry.label in TIMED:
            _relationships(entry)
    with right:
        _identity(entry)


def _choose(wanted: str) -> None:
    look.head(t("profile.title"))
    if wanted:
        look.empty(t("profile.no_such", text=wanted), t("profile.no_such_next"))
    st.markdown(look.grey(t("profile.choose")))
    with st.columns([55, 45])[0]:
        picker.pick(t("profile.whose"), list(Node.labels), None, key="profile-of", on_pick=lambda one: look.put(id=one))


# ------------------------------------------------------------------------------------------------ head


def _standing(entry: Entry) -> str:
    """Kind and place on the day of view, and whether it is still valid, or how an agreement stands."""
    day = look.day()
    above = [one for key in entry.parents if (one := session.searcher().entry(key))]
    words = [look.grey(kind_text(replace(entry, kind=entry.kind_on(day))))]
    words += [look.link(one.id, one.name_on(day)) for one in above]
    return " ".join([f" {look.grey('·')} ".join(words), *_chips(entry, day)])


def _chips(entry: Entry, day: dt.date) -> list[str]:
    if entry.label == "Agreement" and (state := _state(entry.id)):
        return [look.chip(state, short=False)]
    if entry.valid_to and day >= entry.valid_to:
        last = date_text(entry.valid_to - dt.timedelta(days=1))
        return [f":yellow-badge[:material/history: {look.esc(t('profile.former', day=last))}]"]
    if entry.valid_from and day < entry.valid_from:
        said = t("profile.not_yet", day=date_text(entry.valid_from))
        return [f":blue-badge[:material/pending: {look.esc(said)}]"]
    return []


def _state(agreement: str) -> AgreementState | None:
    """The state of an agreement on the day of view."""
    rows = session.answer("network_agreements", limit=LINES).rows
    found: AgreementState | None = next((row["state"] for row in rows if row["end_node"].id == agreement), None)
    return found


# ------------------------------------------------------------------------------------------------ then and now


def _changes(entry: Entry) -> None:
    """What it was made from and what it became, a box for each change; then what it is on the day of view."""
    if entry.label not in ("Place", "Agency"):
        return
    joined = [row for row in neighbours(session.answer, entry.id) if row["relationship"] in ("FROM", "INTO")]
    changes = sorted({row["start_node"].id: row["start_node"] for row in joined}.values(), key=lambda one: one.id)
    for change in changes[:CHANGES]:
        _change(change)
    successors = session.answer("successors_of", {"entity": entry.id}).rows
    heirs = [row for row in successors if row["successor"] and row["successor"].id != entry.id]
    if heirs:
        said = "; ".join(look.link(row["successor"].id, row["successor"].name) for row in heirs)
        day = look.grey(t("profile.now", day=date_text(look.day())))
        st.markdown(f"{day} {said} {_sources(s for row in heirs for s in row['sources'])}")


def _change(change: Entity) -> None:
    """Former and later units of a change with its day."""
    held = {row["property"]: row for row in session.answer("entity_facts", {"entity": change.id}).rows}
    rows = neighbours(session.answer, change.id)
    day: dt.date | None = held["effective_on"]["value"] if "effective_on" in held else None
    former, later = (
        [(row["end_node"], row["sources"]) for row in rows if row["relationship"] == way] for way in ("FROM", "INTO")
    )
    before = held["name_before"]["value"] if "name_before" in held else None
    st.markdown(f"**{look.esc(t('profile.change', day=date_text(day)))}**")
    with st.container(border=True):
        left, arrow, right = st.columns([30, 5, 65], vertical_alignment="center")
        until = date_text(day - dt.timedelta(days=1)) if day else ""
        names = [look.esc(before)] if before else [look.link(unit.id, unit.name) for unit, _ in former]
        left.markdown("  \n".join([look.grey(t("profile.until", day=until)), *names]))
        arrow.markdown(look.grey("→"))
        after = [f"**{look.link(unit.id, unit.name)}**" for unit, _ in later] or [look.grey(t("profile.no_heir"))]
        chip = _sources(source for _, found in (*former, *later) for source in found)
        what = f"{look.link(change.id, change.name)} {chip}"
        right.markdown("  \n".join([look.grey(t("profile.since", day=date_text(day))), *after, what]))


# ------------------------------------------------------------------------------------------------ parts


def _statements(entity: str) -> None:
    """What each document says of its status over time; nothing where none speaks of a status."""
    rows = session.answer("statements_of", {"entity": entity}).rows
    if not any(row["status"] for row in rows):
        return
    st.subheader(t("profile.statements"), anchor=False)
    table = [_statement(list(said)) for _, said in groupby(rows, key=lambda r: (r["document"].id, r["status"]))]
    written = t("profile.written")
    if not any(row[written] for row in table):
        table = [{name: cell for name, cell in row.items() if name != written} for row in table]
    look.rows(table, "statements")


def _statement(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    first = rows[0]
    status: Choice | None = first["status"]
    return {
        t("profile.said_on"): look.stated(sources.day_text(first["document"].id, first["said_on"])),
        t("profile.stated_as"): look.stated(choice_text(status) if status else ""),
        t("profile.written"): look.esc("; ".join(first["as_written"] or [])),
        t("profile.source"): sources.chip(*(source for row in rows for source in row["sources"])),
    }


def _part(part: Part, entry: Entry) -> None:
    """A question about the entity: its first rows, and a link to all of them."""
    answer = part.answer(entry.id)
    if not answer.rows:
        if part.expected and answer.empty_reason:
            st.subheader(t(part.title), anchor=False)
            st.markdown(look.grey(answer.empty_reason.text))
        return
    if "due" in part.columns:
        answer = _with_due(answer, entry)
    count = number_text(len(answer.rows)) + ("+" if answer.truncated else "")
    st.subheader(f"{t(part.title)} ({count})", anchor=False)
    hidden = [column.name for column in answer.columns if column.name not in part.columns]
    answers.table(answer, answer.rows[:SHOWN], f"part-{part.question}", hidden=hidden)
    if len(answer.rows) > SHOWN:
        there = ask.address(part.question, {part.param: entry.id, **part.given})
        st.markdown(f"[{look.esc(t('profile.all', count=count))}]({there})")


def _with_due(answer: Answer, entry: Entry) -> Answer:
    """Tasks, each once, with the most pressing day on which it is due; pressing ones first."""
    tasks = {row["task"].id: row for row in reversed(answer.rows)}
    due = _due(entry, tasks.values())
    columns = [column for column in answer.columns if column.name not in TASK_COLUMNS]
    at = next((n for n, column in enumerate(columns) if column.name == "sources"), len(columns))
    columns[at:at] = [c for name in TASK_COLUMNS for c in questions()["tasks_due"].columns if c.name == name]
    rows = [{**row, **due.get(task, dict.fromkeys(TASK_COLUMNS))} for task, row in reversed(tasks.items())]
    rows.sort(key=lambda row: (row["due"] is None, PRESSING.index(row["due"]) if row["due"] else 0))
    return replace(answer, columns=tuple(columns), rows=rows)


def _due(entry: Entry, tasks: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Task -> due_on and due: overdue before what is still to come, of equals the day nearest to that of the view."""
    day, found = look.day(), defaultdict(list)
    for given in _asked_of(entry, tasks):
        for row in session.answer("task_schedule", {**given, **_years(day)}, limit=session.ALL).rows:
            if row["due"]:
                found[row["task"].id].append(row)
    first = {
        task: min(rows, key=lambda row: (PRESSING.index(row["due"]), abs(row["first_day"] - day)))
        for task, rows in found.items()
    }
    return {task: {"due_on": row["first_day"], "due": row["due"]} for task, row in first.items()}


def _years(day: dt.date) -> dict[str, str]:
    """The years round a day in which due days are looked for."""
    return {"from": f"{day.year - BEFORE}-01-01", "to": f"{day.year + AFTER}-12-31"}


def _asked_of(entry: Entry, tasks: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Whose schedule has these tasks: the entity's own, else that of the documents that state them."""
    if entry.label in TIMED:
        return [{TIMED[entry.label]: entry.id}]
    documents = {source.document for row in tasks for source in row["sources"]}
    return [{"document": document} for document in sorted(documents)]


def _due_days(entry: Entry) -> None:
    """The stretches of doing and the due days of a task, in the years round the day of view."""
    stated = session.answer("statements_of", {"entity": entry.id}).rows
    for given in _asked_of(entry, stated):
        answer = session.answer("task_schedule", {**given, **_years(look.day())}, limit=session.ALL)
        rows = [row for row in answer.rows if row["task"].id == entry.id]
        if rows:
            st.subheader(t("profile.schedule"), anchor=False)
            shown = ("first_day", "last_day", "form", "due", "sources")
            hidden = [column.name for column in answer.columns if column.name not in shown]
            name = f"days-{given['document']}"
            answers.table(answer, rows[:SHOWN], name, hidden=hidden, further=evidence.report_cell)


def _relationships(entry: Entry) -> None:
    """What it is joined to, by relationship, with where that stands; but for what the parts list."""
    listed = [questions()[part.question].columns[0].type.labels for part in PARTS.get(entry.label, ()) if part.whole]
    table = [
        {
            t("profile.relationship"): look.grey(name),
            t("profile.with"): facts.names(list(found), NAMED, "; "),
            t("profile.source"): _sources(source for one in found.values() for source in one),
        }
        for name, found in facts.related(entry.id).items()
        if {other.label for other in found} not in listed
    ]
    if table:
        st.subheader(t("profile.relationships"), anchor=False)
        look.rows(table, "relationships")


def _sources(found: Iterable[Source]) -> str:
    """The chip of the first document, and how many more there are."""
    by_document: dict[str, list[Source]] = defaultdict(list)
    for source in found:
        by_document[source.document].append(source)
    if not by_document:
        return ""
    chip = sources.chip(*next(iter(by_document.values())))
    return f"{chip} {look.grey(f'+{len(by_document) - 1}')}" if len(by_document) > 1 else chip


# ------------------------------------------------------------------------------------------------ identity


def _identity(entry: Entry) -> None:
    """Properties, spellings, documents, and the ways on."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(t("profile.facts"), anchor=False)
        edit = look.address(look.ENTRY, sua=entry.id)
        st.link_button(t("profile.edit"), edit, icon=":material/edit:", type="tertiary")
    facts.properties(entry.id, entry.label)
    _spellings(entry.id)
    _documents(entry.id)
    with st.container(gap="xsmall"):
        network = look.address(look.NETWORK, goc=entry.id)
        st.link_button(t("profile.network"), network, icon=":material/hub:", type="tertiary")
        if entry.label == "Document":
            text = look.address(look.DOCUMENTS, id=entry.id)
            st.link_button(t("profile.read"), text, icon=":material/description:", type="tertiary")
    saved.history_of(entry.id)
    _further(entry)


def _spellings(entity: str) -> None:
    rows = session.answer("spellings_of", {"entity": entity}).rows
    found: dict[str, list[Source]] = defaultdict(list)
    for row in rows:
        found[row["as_written"]] += row["sources"]
    if found:
        st.subheader(t("profile.spellings"), anchor=False)
        table = [{"": f"*{look.esc(text)}*  \n{_sources(where)}"} for text, where in list(found.items())[:SPELLINGS]]
        look.rows(table, "plain-spellings", header=False)
        if len(found) > SPELLINGS:
            st.markdown(look.grey(t("network_page.more", count=number_text(len(found) - SPELLINGS))))


def _documents(entity: str) -> None:
    """Documents that state it, newest first, and in how many places."""
    rows = session.answer("statements_of", {"entity": entity}).rows
    found: dict[str, list[Source]] = defaultdict(list)
    for row in reversed(rows):
        found[row["document"].id] += row["sources"]
    if found:
        st.subheader(t("profile.stated_in"), anchor=False)
        lines = [sources.chip(*where) for where in found.values()]
        st.markdown("  \n".join(lines[:NAMED]))
        if len(lines) > NAMED:
            st.markdown(look.grey(t("network_page.more", count=number_text(len(lines) - NAMED))))


def _further(entry: Entry) -> None:
    """Questions of the catalogue that need only this entity."""
    shown = {part.question for part in PARTS.get(entry.label, ())}
    found = []
    for name, one in questions().items():
        needed = [(key, param) for key, param in one.params.items() if param.required]
        if len(needed) == 1 and needed[0][1].kind.labels == {entry.label} and name not in shown:
            found.append(f"[{look.esc(one.title(language()))}]({ask.address(name, {needed[0][0]: entry.id})})")
    if found:
        st.subheader(t("profile.further"), anchor=False)
        st.markdown("  \n".join(found[:ASKED]))
