"""Every number of a briefing of the shipped data is counted again from the bare graph, and leads to its source."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from dateutil.relativedelta import relativedelta
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation
from pypdf import PdfReader

from graph.life import AgreementState
from graph.store import GraphStore
from reports.brief import Briefing, make_brief
from reports.docx import docx_bytes
from reports.pdf import PAGES, pdf_bytes
from reports.pptx import pptx_bytes

DAY = dt.date(2025, 8, 15)
YEAR = relativedelta(months=12)
PLACES = ("vn.bac-giang", "vn.binh-dinh", "vn.quang-tri", "la")
AGREEMENT = "agr.bac-giang.luc-ngan--xaysomboun.anouvong.x"
SUBJECTS = (*PLACES, AGREEMENT)
EDGES = "MATCH (a:Entity)-[r]->(b:Entity) RETURN type(r) AS type, a.id AS start, b.id AS end"
AGREEMENTS = """MATCH (g:Agreement) RETURN g.id AS id, g.status AS status, g.signed_on AS signed_on,
  g.period_from AS period_from, g.period_to AS period_to"""
TASKS = """MATCH (t:Task) OPTIONAL MATCH (t)-[:STATED_IN]->(d:Document)
RETURN t.id AS id, t.deadline AS deadline, t.deadline_month_day AS month_day,
  min(d.issued_on) AS first, max(d.period_to) AS last"""
NUMBER = re.compile(r"\d+")

pytestmark = pytest.mark.parametrize("shipped", ["embedded"], indirect=True, scope="module")


class Bare:
    """The graph as it lies there, counted without the catalogue and without `graph/life.py`."""

    def __init__(self, store: GraphStore) -> None:
        self._edges = store.read(EDGES).rows
        self._agreements = {row[0]: row[1:] for row in store.read(AGREEMENTS).rows}
        self._tasks = {row[0]: row[1:] for row in store.read(TASKS).rows}

    def ends(self, kind: str, *, start: str = "", end: str = "") -> set[str]:
        """The other ends of the relationships of a type."""
        return {
            b if start else a for type_, a, b in self._edges if type_ == kind and start in ("", a) and end in ("", b)
        }

    def circle(self, place: str) -> set[str]:
        """A place, what lies in it, what became it, and their bodies."""
        found, new = {place}, {place}
        while new:
            new = {a for type_, a, b in self._edges if b in new and type_ in ("PART_OF", "SUCCEEDED_BY", "MEMBER_OF")}
            new -= found
            found |= new
        return found | {a for type_, a, b in self._edges if type_ == "AGENCY_OF" and b in found}

    def country(self, party: str) -> str:
        """The country of a place or body."""
        above = [*self.ends("AGENCY_OF", start=party), *self.ends("PART_OF", start=party)]
        near = above or [*self.ends("MEMBER_OF", end=party)]
        return self.country(near[0]) if near else party

    def agreements(self, place: str) -> set[str]:
        """Agreements to which the circle of a place is party."""
        circle = self.circle(place)
        return {b for type_, a, b in self._edges if type_ == "PARTY_TO" and a in circle}

    def state(self, agreement: str) -> AgreementState | None:
        """The state of one that counts as signed."""
        status, signed_on, period_from, period_to = self._agreements[agreement]
        if status != "signed" or (signed_on or period_from or dt.date.min) > DAY:
            return None
        if period_to is None:
            return AgreementState.NO_TERM
        if period_to < DAY:
            return AgreementState.EXPIRED
        return AgreementState.EXPIRING if period_to <= DAY + YEAR else AgreementState.IN_FORCE

    def due(self, tasks: set[str]) -> list[dt.date]:
        """Due days within a year of the day."""
        days = []
        for task in tasks:
            deadline, month_day, first, last = self._tasks[task]
            yearly = (
                [dt.date(year, *map(int, month_day[-5:].split("-"))) for year in (2024, 2025, 2026)]
                if month_day
                else []
            )
            days += [day for day in yearly if (first or day) <= day <= (last or day)]
            days += [deadline] if deadline else []
        return [day for day in days if DAY - YEAR <= day <= DAY + YEAR]

    @cached_property
    def vietnamese(self) -> set[str]:
        """Ours."""
        return self.circle("vn")


@pytest.fixture(scope="module")
def bare(shipped: GraphStore) -> Bare:
    return Bare(shipped)


@pytest.fixture(scope="module")
def briefs(shipped: GraphStore) -> dict[str, Briefing]:
    return {subject: make_brief(shipped, [subject], day=DAY) for subject in SUBJECTS}


def numbers(brief: Briefing, line: int) -> list[int]:
    """The numbers of a sentence that lead somewhere, in order."""
    return [int(cell.text) for cell in brief.summary[line] if cell.leads_to and cell.text.isdecimal()]


def rows(brief: Briefing, key: str) -> Any:
    return next(section.rows for section in brief.sections if section.key == key)


@pytest.mark.parametrize("subject", PLACES)
def test_agreements_are_counted_as_the_graph_has_them(subject: str, briefs: Any, bare: Bare) -> None:
    agreements = bare.agreements(subject)
    states = Counter(bare.state(agreement) for agreement in agreements)
    valid = sum(states[state] for state in (AgreementState.IN_FORCE, AgreementState.EXPIRING, AgreementState.NO_TERM))
    signed = [states[state] for state in (*AgreementState,) if states[state]]
    said = numbers(briefs[subject], 0)
    assert said[:2] == [len(agreements), valid]
    assert sorted(said[2:]) == sorted(filter(None, (*signed, *unsigned(briefs[subject]))))
    assert sum(said[2:]) == len(agreements)
    assert {row[0].entity for row in rows(briefs[subject], "agreements")} == agreements


def unsigned(brief: Briefing) -> list[int]:
    """How many rows are in each state before signing."""
    words = (AgreementState.PLANNED.vi, AgreementState.IN_PREPARATION.vi, AgreementState.NOT_SIGNED.vi)
    return [sum(row[3].text == word for row in rows(brief, "agreements")) for word in words]


@pytest.mark.parametrize("subject", PLACES)
def test_partners_are_counted_as_the_graph_has_them(subject: str, briefs: Any, bare: Bare) -> None:
    foreign = bare.circle(subject) if subject == "la" else None
    ours, theirs = set(), set()
    for agreement in bare.agreements(subject):
        parties = bare.ends("PARTY_TO", end=agreement)
        own = parties & bare.vietnamese
        other = {party for party in parties - own if foreign is None or party in foreign}
        if own and other:
            ours |= own
            theirs |= other
    countries = Counter(map(bare.country, theirs))
    said = numbers(briefs[subject], 1)
    assert said[:2] == [len(ours), len(theirs)]
    assert said[2:] == sorted(countries.values(), reverse=True)


@pytest.mark.parametrize("subject", PLACES)
def test_topics_are_counted_as_the_graph_has_them(subject: str, briefs: Any, bare: Bare) -> None:
    agreements = bare.agreements(subject)
    valid = {AgreementState.IN_FORCE, AgreementState.EXPIRING, AgreementState.NO_TERM}
    for topic, count, in_force, _ in rows(briefs[subject], "topics"):
        named = bare.ends("ABOUT", end=topic.entity) & agreements
        assert (count.number, in_force.number) == (len(named), sum(bare.state(one) in valid for one in named))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_due_days_are_counted_as_the_graph_has_them(subject: str, briefs: Any, bare: Bare) -> None:
    if subject.startswith("vn"):
        tasks = {b for a in bare.circle(subject) for b in bare.ends("LEADS", start=a)}
    else:
        under = {subject} if subject == AGREEMENT else bare.agreements(subject)
        tasks = {a for agreement in under for a in bare.ends("UNDER", end=agreement)}
    due = bare.due({task for task in tasks if task in bare._tasks})
    cells = [cell for line in briefs[subject].summary for cell in line if cell.leads_to == "tasks"]
    said = [int(cell.text) for cell in cells if cell.text.isdecimal()]
    assert sum(said) == len(due)
    assert said[:2] == ([sum(day < DAY for day in due), sum(day >= DAY for day in due)] if due else [])


@pytest.mark.parametrize("subject", SUBJECTS)
def test_days_left_and_days_late_are_those_of_the_date_beside_them(subject: str, briefs: Any) -> None:
    for section in briefs[subject].sections:
        for row in section.rows:
            texts = [cell.text for cell in row]
            for count in re.findall(r"(?:còn|quá hạn) (\d+) ngày", " ".join(texts)):
                day = next(dt.datetime.strptime(text, "%d/%m/%Y").date() for text in texts if text.count("/") == 2)
                assert int(count) == abs((day - DAY).days)


def test_the_agreement_is_told_as_the_graph_has_it(shipped: GraphStore, briefs: Any, bare: Bare) -> None:
    told = {item.text: value.text for item, value, _ in rows(briefs[AGREEMENT], "facts")}
    status, signed_on, period_from, period_to = bare._agreements[AGREEMENT]
    assert (status, period_from, period_to) == ("signed", None, None)
    assert told["Trạng thái"] == "Đã ký"
    assert told["Tình trạng"] == bare.state(AGREEMENT).vi  # type: ignore[union-attr]
    assert told["Ngày ký"] == f"{signed_on:%m/%Y}"
    assert told["Thời hạn"] == "không nêu"
    names = shipped.read("MATCH (p)-[:PARTY_TO]->(:Agreement {id: $id}) RETURN p.name", {"id": AGREEMENT}).rows
    assert all(name in told["Các bên"] for (name,) in names)


# ------------------------------------------------------------------------------------------------ in the files


def linked(brief: Briefing) -> list[str]:
    """The numbers of the sentences."""
    return [cell.text for line in brief.summary for cell in line if cell.leads_to and cell.text.isdecimal()]


def cited(brief: Briefing) -> set[str]:
    """What the tables cite, as it is written."""
    return {cite.text for section in brief.sections for row in section.rows for cite in row[-1].cites}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_number_of_the_document_is_a_link(subject: str, briefs: Any) -> None:
    brief = briefs[subject]
    body = Document(BytesIO(docx_bytes(brief))).element.body
    links = ["".join(text.text for text in link.iter(qn("w:t"))) for link in body.iter(qn("w:hyperlink"))]
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None} <= marks
    assert not Counter(linked(brief)) - Counter(links)
    assert cited(brief) <= set(links)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_number_of_the_deck_is_a_link(subject: str, briefs: Any) -> None:
    brief = briefs[subject]
    deck = Presentation(BytesIO(pptx_bytes(brief)))
    links = [run.text for run in runs(deck) if run._r.rPr is not None and run._r.rPr.hlinkClick is not None]
    assert not Counter(linked(brief)) - Counter(links)
    shown = {run.text for run in runs(deck) if re.match(r"\[\d+\]( \S+)?$", run.text)}
    assert shown
    assert shown <= set(links)


def runs(deck: Any) -> Iterator[Any]:
    """All runs of text of a deck."""
    for slide in deck.slides:
        for shape in slide.shapes:
            frames = [shape.text_frame] if shape.has_text_frame else []
            frames += [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []
            yield from (run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_number_of_the_pdf_is_a_link_and_the_short_form_has_two_pages(subject: str, briefs: Any) -> None:
    brief = briefs[subject]
    content = pdf_bytes(brief)
    with pdfplumber.open(BytesIO(content)) as pdf:
        links = Counter(text for page in pdf.pages for text in link_texts(page))
    assert not Counter(linked(brief)) - links
    assert cited(brief) <= links.keys()
    reader = PdfReader(BytesIO(content))
    outline = [item for item in reader.outline if not isinstance(item, list)]
    pages: dict[str, Any] = {str(item.title): reader.get_destination_page_number(item) for item in outline}
    assert (pages.get("Danh sách đầy đủ") or pages["Nguồn"]) <= PAGES
    assert len(set(pages.values())) > 1


def link_texts(page: Any) -> Iterator[str]:
    """The text of each link within the file; one that goes over two lines is two links there."""
    inside = [a for a in page.annots if a["data"].get("Dest")]
    for link in inside:
        letters = [c for c in page.chars if link["x0"] <= (c["x0"] + c["x1"]) / 2 <= link["x1"]]
        letters = [c for c in letters if link["top"] <= (c["top"] + c["bottom"]) / 2 <= link["bottom"]]
        yield "".join(c["text"] for c in letters).strip()
