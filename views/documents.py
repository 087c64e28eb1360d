"""Documents: the list, and one document section by section, with its number, signer and what it hangs together with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from graph.declare import Node
from graph.model import DocumentKind
from graph.names import fold
from graph.resolve import Entry
from graph.texts import language, t
from queries.runner import Entity, section_key
from reports.words import choice_text, date_text, number_text
from views import answers, evidence, facts, look, session

ID, SECTION = "id", "muc"
FIND, KIND, PLACE, YEAR = "tim", "loai", "noi", "nam"
LIST, CONTENTS = "van-ban", "noi-dung"
WHOLE = ("", "-")
NAMED, MOST = ("Place", "Agency", "Topic", "Document"), 12

Row = Mapping[str, Any]
Leads = dict[str, list[Entity]]


def page() -> None:
    """The page; the document, the section or the filters stand in the address."""
    wanted = st.query_params.get(ID, "")
    entry = session.searcher().entry(wanted) if wanted else None
    if entry and entry.label == "Document":
        _document(entry)
        return
    look.head(t("documents.title"))
    if wanted:
        look.empty(t("documents.no_such", text=wanted), t("documents.no_such_next"))
    _list()


# ------------------------------------------------------------------------------------------------ the list


def _list() -> None:
    """Documents that state facts, newest first."""
    every = session.answer("documents", limit=session.ALL).rows
    if not every:
        look.empty(t("documents.none"), t("documents.none_next", link=look.address("du-lieu")))
        return
    filters = _filters(every)
    found = [row for row in every if _wanted(row, *filters)]
    st.markdown(t("documents.count", shown=number_text(len(found)), all=number_text(len(every))))
    if not found:
        look.empty(t("documents.none_found"), look.esc(t("documents.none_found_next")))
        return
    first = answers.first_shown(len(found), LIST)
    look.rows([_line(row) for row in found[first : first + answers.SHOWN]], "r-documents")
    answers.pages(len(found), LIST, first)


def _filters(every: Sequence[Row]) -> tuple[str, str | None, str | None, str | None]:
    """Words, kind, place and year that are asked for."""
    kinds = {row["kind"].value: choice_text(row["kind"]) for row in every}
    places = {key: name for row in every for key, name in _places(row).items()}
    years = sorted({str(row["issued_on"].year) for row in every if row["issued_on"]}, reverse=True)
    words, kind, place, year = st.columns([40, 20, 25, 15], gap="small")
    text = words.text_input(t("documents.find"), icon=":material/search:", **look.linked(FIND, default=""))
    shown = [
        (kind, KIND, t("documents.kind"), sorted(kinds, key=lambda one: fold(kinds[one])), kinds),
        (place, PLACE, t("documents.place"), sorted(places, key=lambda one: fold(places[one])), places),
        (year, YEAR, t("documents.year"), years, {one: one for one in years}),
    ]
    chosen = [
        column.selectbox(
            label,
            options,
            index=None,
            format_func=names.__getitem__,
            placeholder=t("documents.any"),
            **look.linked(key, options),
        )
        for column, key, label, options, names in shown
    ]
    return text or "", *chosen


def _wanted(row: Row, words: str, kind: str | None, place: str | None, year: str | None) -> bool:
    said = fold(f"{row['document'].name} {row['number'] or ''} {' '.join(body.name for body in row['issuers'])}")
    return (
        all(word in said for word in fold(words).split())
        and kind in (None, row["kind"].value)
        and (place is None or place in _places(row))
        and (year is None or (bool(row["issued_on"]) and str(row["issued_on"].year) == year))
    )


def _places(row: Row) -> dict[str, str]:
    """The places of the bodies that issued a document."""
    entry = session.searcher().entry
    bodies = [entry(body.id) for body in row["issuers"]]
    places = [entry(body.place) for body in bodies if body and body.place]
    return {place.id: place.name for place in places if place}


def _line(row: Row) -> dict[str, str]:
    document: Entity = row["document"]
    issued = date_text(row["issued_on"], row["issued_on_precision"] or "day")
    return {
        t("documents.document"): f"[{look.esc(document.name)}]({look.address(look.DOCUMENTS, id=document.id)})",
        t("documents.kind"): look.esc(choice_text(row["kind"])),
        t("documents.number"): look.stated(row["number"]),
        t("documents.issued"): look.stated(issued),
        t("documents.issuer"): facts.names(row["issuers"], between="; ") or look.stated(None),
        t("documents.items"): number_text(row["items"]),
    }


# ------------------------------------------------------------------------------------------------ one document


def _document(entry: Entry) -> None:
    """A document: what it is at the right, what it states in its own order at the left."""
    look.head(entry.name)
    st.markdown(f"[{look.esc(t('documents.all'))}]({look.address(look.DOCUMENTS)}) {look.grey('·')} {_kind(entry)}")
    left, right = st.columns([68, 32], gap="large")
    sections, leads = _sections(entry.id), _leads(entry.id)
    with left:
        _asked_for(entry, sections, leads)
        _contents(sections, leads)
    with right:
        _facts(entry)


def _kind(entry: Entry) -> str:
    return look.grey(
        choice_text(DocumentKind(entry.kind)) if entry.kind else Node.labels["Document"].title.of(language())
    )


def _sections(document: str) -> dict[str, list[Row]]:
    """Section -> what is stated there, in the order of the document; what is stated of the whole comes last."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in session.answer("document_contents", {"document": document}, limit=session.ALL).rows:
        found[row["section"]].append(row)
    return dict(sorted(found.items(), key=lambda one: (one[0] in WHOLE, section_key(one[0]))))


def _asked_for(entry: Entry, sections: Mapping[str, Sequence[Row]], leads: Leads) -> None:
    """The section that the address names, in a box above the others; else what stands below it."""
    wanted = st.query_params.get(SECTION, "")
    if not wanted or wanted in WHOLE:
        return
    below = [section for section in sections if section.startswith((f"{wanted}.", f"{wanted}-"))]
    found = [wanted] if wanted in sections else below
    with st.container(border=True):
        st.markdown(f"**{look.esc(t('documents.section', section=wanted))}**")
        if found:
            st.markdown(_items([row for section in found for row in sections[section]], leads))
        else:
            st.markdown(look.grey(t("documents.section_silent")))
        whole = look.address(look.DOCUMENTS, id=entry.id)
        st.markdown(f"[{look.esc(t('documents.whole'))}]({whole})")


def _contents(sections: Mapping[str, Sequence[Row]], leads: Leads) -> None:
    """Every section with what it states; the one asked for stands out."""
    count = len({row["item"].id for rows in sections.values() for row in rows})
    st.subheader(f"{t('documents.contents')} ({number_text(count)})", anchor=False)
    if not sections:
        look.empty(t("documents.states_nothing"))
        return
    first = answers.first_shown(len(sections), CONTENTS)
    shown = list(sections)[first : first + answers.SHOWN]
    table = [
        {t("documents.where"): _where(section), t("documents.what"): _items(sections[section], leads)}
        for section in shown
    ]
    look.rows(table, "plain-contents")
    answers.pages(len(sections), CONTENTS, first)


def _where(section: str) -> str:
    text = look.esc(t("documents.all_of_it") if section in WHOLE else section)
    return f":blue-background[**{text}**]" if section == st.query_params.get(SECTION) else text


def _items(rows: Sequence[Row], leads: Leads) -> str:
    """What a section states, a line each; below it, the places, bodies and topics that it names."""
    said = [_item(row, leads) for row in rows if row["kind"] not in NAMED]
    named = {row["item"]: None for row in rows if row["kind"] in NAMED}
    if named:
        said.append(f"{look.grey(t('documents.names'))} {facts.names(named, MOST, '; ')}")
    return "  \n".join(said)


def _item(row: Row, leads: Leads) -> str:
    item: Entity = row["item"]
    what = look.grey(Node.labels[row["kind"]].title.of(language()))
    line = f"**{look.link(item.id, item.name)}** {what}"
    found = leads.get(item.id)
    return f"{line}  \n{look.grey(t('documents.leads'))} {facts.names(found, MOST, '; ')}" if found else line


def _leads(document: str) -> Leads:
    """Task -> who leads it."""
    found: Leads = defaultdict(list)
    for row in session.answer("network_tasks", {"document": document}, limit=session.ALL).rows:
        if row["relationship"] == "LEADS":
            found[row["end_node"].id].append(row["start_node"])
    return found


def _facts(entry: Entry) -> None:
    """Number, day, signer, issuing body, and what it implements, replaces and cites."""
    st.subheader(t("documents.facts"), anchor=False)
    facts.properties(entry.id, entry.label)
    table = [
        {"what": look.grey(name), "value": facts.names(list(found), between="  \n")}
        for name, found in facts.related(entry.id).items()
    ]
    if table:
        st.subheader(t("documents.links"), anchor=False)
        look.rows(table, "plain-links", header=False)
    held = {row["property"]: row["value"] for row in session.answer("entity_facts", {"entity": entry.id}).rows}
    url = str(held.get("url", ""))
    if "reviewed_on" not in held:
        st.link_button(t("documents.reviewed"), evidence.review_address(entry.id), icon=":material/task_alt:")
    with st.container(gap="xsmall"):
        button = partial(st.link_button, type="tertiary")
        if url.startswith(("http://", "https://")):
            button(t("documents.open"), url, icon=":material/open_in_new:")
        button(t("documents.profile"), look.address(look.PROFILE, id=entry.id), icon=":material/badge:")
        button(t("documents.network"), look.address(look.NETWORK, goc=entry.id), icon=":material/hub:")
