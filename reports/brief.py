"""What a briefing says: sentences and tables about a subject, each fact with the numbers of its sources.

Every table is a question of the catalogue; the writers (`pdf.py`, `docx.py`, `pptx.py`) know nothing of the graph.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from dateutil.relativedelta import relativedelta

from graph.errors import QueryError
from graph.life import IN_FORCE, AgreementState, DueState
from graph.resolve import Entry
from graph.store import GraphStore
from graph.texts import Language, language, t
from queries.runner import Answer, Entity, Source, run
from queries.search import Searcher
from reports.looks import GREY, RED, STATES
from reports.network import arrange
from reports.pairs import Pair, pairs_sheet
from reports.picture import Picture, agreements_picture, grow
from reports.sheet import Sheet, network_sheet
from reports.words import choice_text, date_text, days_text, number_text, period_text

ALL = 20_000
SHORT = 4  # rows of a table on the first pages; the whole table follows them
TOPICS = 3  # named of an agreement; how many more there are is said
MONTHS = 12  # before and after the day: what is due, what ends, what meets
Row = Mapping[str, Any]
DUE_INK = {DueState.OVERDUE: RED.light, DueState.CANCELLED: GREY.light}


@dataclass(frozen=True)
class Cite:
    """Where a fact stands: the number of a document in the list of sources, and the section."""

    number: int
    section: str

    @property
    def text(self) -> str:
        """`[3] II.2.8`, or `[3]` for the whole document."""
        return f"[{self.number}]" if self.section == "-" else f"[{self.number}] {self.section}"


@dataclass(frozen=True)
class Cell:
    """A piece of text.

    Attributes:
        text: what it says; never empty where something is stated.
        cites: where that stands.
        entity: id of the thing it names, for a link to its page.
        ink: colour that means a state, beside the word.
        leads_to: key of the section that lists what a number counts.
    """

    text: str
    cites: tuple[Cite, ...] = ()
    entity: str = ""
    ink: str = ""
    leads_to: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with lines or a table below it.

    Attributes:
        key: its name among the texts, and its bookmark.
        title: the heading.
        columns: headings of the table.
        rows: the table.
        widths: shares of the columns.
        empty: why there is nothing, where there is nothing.
    """

    key: str
    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    widths: tuple[float, ...] = ()
    empty: str = ""

    @property
    def first(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows of the short form."""
        return self.rows if len(self.rows) <= SHORT + 1 else self.rows[:SHORT]

    @property
    def left(self) -> int:
        """How many more rows the full list has."""
        return len(self.rows) - len(self.first)


@dataclass(frozen=True)
class Cited:
    """A document of the list of sources.

    Attributes:
        number: as the text cites it.
        document: id.
        title: its title.
        caption: kind, number and day.
        sections: what is cited of it.
        url: where it stands on the web, or "".
    """

    number: int
    document: str
    title: str
    caption: str
    sections: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True)
class Briefing:
    """What is handed to a leader.

    Attributes:
        subject: ids it is about.
        title: of the document.
        day: of the view.
        lang: language of all its sentences.
        organisation: who gives it, or "".
        logo: image file, or "".
        base_url: address of the app for links, or "".
        summary: sentences; the numbers lead to their sections.
        picture: the leadership picture; None where nothing is to be drawn.
        sections: tables.
        sources: the documents cited, by number.
        missing: what the reader must know is not known.
    """

    subject: tuple[str, ...]
    title: str
    day: dt.date
    lang: Language
    summary: tuple[tuple[Cell, ...], ...]
    picture: Sheet | None = field(repr=False)
    sections: tuple[Section, ...] = field(repr=False)
    sources: tuple[Cited, ...] = field(repr=False)
    missing: tuple[str, ...] = ()
    organisation: str = ""
    logo: str = ""
    base_url: str = ""

    def address(self, entity: str) -> str:
        """The app's page about an entity, or "" where no base address is set."""
        return f"{self.base_url.rstrip('/')}/ho-so?id={entity}" if self.base_url and entity else ""


# ------------------------------------------------------------------------------------------------ what a subject has


@dataclass(frozen=True)
class Part:
    """A table of a briefing: a question and which of its columns are shown.

    Attributes:
        key: `brief.<key>` is its heading, `brief.<key>_none` what stands where it is empty.
        question: of the catalogue.
        columns: of the answer, or made of several of its columns (`MADE`).
        params: subject ids and day -> parameters.
        keep: which rows; all by default.
        spare: left out where it is empty.
    """

    key: str
    question: str
    columns: tuple[str, ...]
    params: Callable[[Sequence[str], dt.date], Mapping[str, Any]]
    keep: Callable[[Row, Sequence[str], dt.date], bool] = lambda row, subject, day: True
    spare: bool = False


AGREEMENT_COLUMNS = ("agreement", "parties", "period", "state", "topics", "sources")
TASK_COLUMNS = ("task", "leads", "due_on", "due", "sources")
EVENT_COLUMNS = ("event", "when", "status", "leads", "partners", "sources")


def _year_round(day: dt.date) -> dict[str, dt.date]:
    return {"from": day - relativedelta(months=MONTHS), "to": day + relativedelta(months=MONTHS)}


def _about(name: str) -> Callable[[Sequence[str], dt.date], Mapping[str, Any]]:
    return lambda subject, day: {name: subject[0]}


def _within(name: str) -> Callable[[Sequence[str], dt.date], Mapping[str, Any]]:
    return lambda subject, day: {name: subject[0], **_year_round(day)}


def _open(row: Row, subject: Sequence[str], day: dt.date) -> bool:
    """A due day that is still to come or is missed."""
    return row["due"] not in (DueState.DONE, DueState.CANCELLED)


def _of_agreement(row: Row, subject: Sequence[str], day: dt.date) -> bool:
    return row["agreement"] is not None and row["agreement"].id == subject[0] and _open(row, subject, day)


def _named(*names: str) -> Callable[[Row, Sequence[str], dt.date], bool]:
    """Rows that name the second of two subjects in one of these columns."""

    def keep(row: Row, subject: Sequence[str], day: dt.date) -> bool:
        return any(entity.id in subject for name in names for entity in _entities(row[name]))

    return keep


SUBJECTS: Mapping[str, tuple[Part, ...]] = {
    "Place": (
        Part(
            "ending",
            "agreements_ending",
            ("agreement", "parties", "ends_on", "left", "sources"),
            lambda subject, day: {"place": subject[0], "within_months": MONTHS},
        ),
        Part("agreements", "agreements_of_place", AGREEMENT_COLUMNS, _about("place")),
        Part("tasks", "tasks_due", TASK_COLUMNS, _within("place"), _open),
        Part("events", "events_in_period", EVENT_COLUMNS, _within("place")),
        Part("partner", "tasks_with_partner", ("item", "leads", "when", "sources"), _about("partner"), spare=True),
    ),
    "Agency": (
        Part("agreements", "agreements_of_agency", (*AGREEMENT_COLUMNS[:4], "sources"), _about("agency")),
        Part("tasks", "tasks_due", TASK_COLUMNS, _within("agency"), _open),
        Part("duties", "tasks_of_agency", ("task", "role", "agreement", "when", "sources"), _about("agency")),
        Part("reports", "reports_to_agency", ("task", "leads", "when", "sources"), _about("agency")),
    ),
    "Agreement": (
        Part("statements", "statements_of", ("document", "status", "sources"), _about("entity")),
        Part("tasks", "tasks_due", TASK_COLUMNS, lambda subject, day: _year_round(day), _of_agreement),
        Part("duties", "tasks_of_agreement", ("task", "leads", "when", "sources"), _about("agreement")),
        Part("quantities", "quantities_of", ("quantity", "year", "amount", "unit", "sources"), _about("entity")),
    ),
    "Topic": (
        Part("agreements", "who_cooperates_on", ("place", "partner", "agreement", "state", "sources"), _about("topic")),
        Part("duties", "task_schedule", ("task", "leads", "when", "sources"), _within("topic")),
    ),
    "Event": (Part("events", "events_in_period", EVENT_COLUMNS, lambda subject, day: {}, _named("event")),),
    "Pair": (
        Part(
            "agreements",
            "agreements_between",
            AGREEMENT_COLUMNS,
            lambda subject, day: {"a": subject[0], "b": subject[1]},
        ),
        Part(
            "duties",
            "tasks_with_partner",
            ("item", "leads", "when", "sources"),
            lambda subject, day: {"partner": subject[1]},
        ),
        Part("events", "events_in_period", EVENT_COLUMNS, _within("place"), _named("partners", "leads")),
    ),
}


# ------------------------------------------------------------------------------------------------ making one


def make_brief(
    store: GraphStore,
    names: Sequence[str],
    *,
    day: dt.date,
    organisation: str = "",
    logo: str = "",
    base_url: str = "",
    home: str = "vn",
) -> Briefing:
    """Make the briefing of a subject, in the current language.

    Args:
        store: the graph.
        names: one subject by id or any spelling, or two places or bodies that work together.
        day: of the view.
        organisation: who gives it.
        logo: image file.
        base_url: address of the app for links.
        home: id of the country that is ours.

    Returns:
        The briefing.

    Raises:
        QueryError: a name means nothing here, or several things, or a thing that has no briefing.
        StoreUnavailable: the store cannot be reached.
    """
    maker = _Maker(store, Searcher.of(store), day, home)
    entries = [maker.meant(name) for name in names]
    kind = "Pair" if len(entries) == 2 else entries[0].label
    if len(entries) not in (1, 2) or kind not in SUBJECTS:
        raise QueryError.say("brief.no_subject", text=" – ".join(entry.name for entry in entries))
    subject = tuple(entry.id for entry in entries)
    made = [(part, maker.section(part, subject)) for part in SUBJECTS[kind]]
    sections = [section for part, section in made if section.rows or not part.spare]
    sections.append(maker.open_points(subject))
    return Briefing(
        subject=subject,
        title=t(f"brief.title_{kind.lower()}", name=" – ".join(entry.name for entry in entries)),
        day=day,
        lang=language(),
        summary=maker.summary(kind, entries),
        picture=maker.picture(kind, entries),
        sections=tuple(sections),
        sources=maker.cited(),
        missing=maker.missing,
        organisation=organisation,
        logo=logo,
        base_url=base_url,
    )


class _Maker:
    """Asks the catalogue and numbers the documents in the order in which they are cited."""

    def __init__(self, store: GraphStore, searcher: Searcher, day: dt.date, home: str) -> None:
        self._store, self._searcher, self._day, self._home = store, searcher, day, home
        self._numbers: dict[str, int] = {}
        self._sections: dict[str, dict[str, None]] = {}
        self._titles: dict[str, str] = {}
        self._answers: dict[str, Answer] = {}
        self._items: set[str] = set()
        self._parties: dict[str, tuple[Cite, ...]] = {}
        self.missing: tuple[str, ...] = ()

    def meant(self, name: str) -> Entry:
        """The one thing a name means."""
        entry = self._searcher.entry(name)
        if entry is None:
            labels = frozenset(SUBJECTS) - {"Pair"}
            found = self._searcher.resolve(name, labels, self._day)
            entry = self._searcher.entry(found.id) if found.id else None
            if entry is None:
                near = found.candidates or self._searcher.suggest(name, labels)
                raise QueryError.say(
                    "brief.not_found", text=name, candidates=", ".join(map(self._searcher.caption, near)) or "–"
                )
        return entry

    def ask(self, name: str, params: Mapping[str, Any] | None = None, *, limit: int = ALL) -> Answer:
        """The answer to a question on the day."""
        return run(self._store, name, params or {}, as_of=self._day, limit=limit, lang=language())

    def section(self, part: Part, subject: Sequence[str]) -> Section:
        """The table of a part; why it is empty where it is."""
        answer = self.ask(part.question, part.params(subject, self._day))
        self._answers[part.key] = answer
        rows = [row for row in answer.rows if part.keep(row, subject, self._day)]
        for entity in chain.from_iterable(_entities(row.get(name)) for row in rows for name in part.columns):
            self._items.add(entity.id)
        for row in rows:
            for party in _entities(row.get("parties")):
                self._parties.setdefault(party.id, self._cites(row["sources"]))
        reason = answer.empty_reason.text if answer.empty_reason else t(f"brief.{part.key}_none")
        headings = {column.name: column.title(language()) for column in answer.columns}
        return Section(
            part.key,
            t(f"brief.{part.key}"),
            tuple(headings.get(name) or t(f"brief.column_{name}") for name in part.columns),
            tuple(dict.fromkeys(tuple(self._cell(answer, row, name) for name in part.columns) for row in rows)),
            tuple(WIDTHS.get(name, 1.0) for name in part.columns),
            "" if rows else reason,
        )

    def _cell(self, answer: Answer, row: Row, name: str) -> Cell:
        """A cell as a reader reads it."""
        if name in MADE:
            return MADE[name](row, self._day)
        value = row[name]
        if name == "sources":
            cites = self._cites(value)
            return Cell("; ".join(cite.text for cite in cites) or t("look.not_stated"), cites)
        match value:
            case None | "" | []:
                return Cell(t("look.not_stated"), ink=GREY.light)
            case AgreementState():
                return Cell(choice_text(value), ink=STATES[value].mark.light)
            case DueState():
                return Cell(_due_text(value, row["due_on"], self._day), ink=DUE_INK.get(value, ""))
            case dt.date():
                return Cell(date_text(value, row.get(f"{name}_precision") or "day"))
            case Entity():
                return Cell(value.name, entity=value.id)
            case bool():
                return Cell(t("queries.is_so" if value else "queries.is_not"))
            case int() | float() if name != "year":
                return Cell(number_text(value))
        column = next(column for column in answer.columns if column.name == name)
        if name == "topics" and len(value) > TOPICS:
            first = answer.title(value[:TOPICS], column)
            return Cell(t("brief.and_more", first=first, count=number_text(len(value) - TOPICS)))
        return Cell(answer.title(value, column))

    def _cites(self, sources: Iterable[Source]) -> tuple[Cite, ...]:
        """Numbers of sources; a document gets its number where it is cited first."""
        cites = []
        for source in sources:
            number = self._numbers.setdefault(source.document, len(self._numbers) + 1)
            self._sections.setdefault(source.document, {})[source.section] = None
            self._titles[source.document] = source.title
            cites.append(Cite(number, source.section))
        return tuple(dict.fromkeys(cites))

    def cited(self) -> tuple[Cited, ...]:
        """The list of sources."""
        known = {row["document"].id: row for row in self.ask("documents").rows}
        return tuple(self._cited(number, document, known.get(document)) for document, number in self._numbers.items())

    def _cited(self, number: int, document: str, row: Row | None) -> Cited:
        sections = tuple(section for section in self._sections[document] if section != "-")
        caption = ""
        if row:
            day = date_text(row["issued_on"], row["issued_on_precision"] or "day")
            caption = ", ".join(filter(None, (choice_text(row["kind"]), row["number"], day)))
        return Cited(number, document, self._titles[document], caption, sections, (row and row["url"]) or "")

    def summary(self, kind: str, entries: Sequence[Entry]) -> tuple[tuple[Cell, ...], ...]:
        """Sentences whose numbers lead to the tables that list what they count."""
        lines = [self._agreements_line()] if "agreements" in self._answers else [self._about_line(entries[0])]
        if "tasks" in self._answers:
            lines.append(self._tasks_line(kind, entries))
        lines += [_line("brief.gone", "open", name=e.name, day=date_text(e.valid_to)) for e in entries if self._gone(e)]
        return tuple(line for line in lines if line)

    def _agreements_line(self) -> tuple[Cell, ...]:
        rows = {row["agreement"].id: row for row in self._answers["agreements"].rows}.values()
        states = [row["state"] for row in rows]
        if not states:
            return _line("brief.no_agreements", "agreements")
        return _line(
            "brief.agreements_line",
            "agreements",
            count=number_text(len(states)),
            valid=number_text(sum(state in IN_FORCE for state in states)),
            soon=number_text(states.count(AgreementState.EXPIRING)),
            coming=number_text(
                sum(state in (AgreementState.PLANNED, AgreementState.IN_PREPARATION) for state in states)
            ),
        )

    def _tasks_line(self, kind: str, entries: Sequence[Entry]) -> tuple[Cell, ...]:
        part = next(part for part in SUBJECTS[kind] if part.key == "tasks")
        subject = [entry.id for entry in entries]
        due = [r["due"] for r in self._answers["tasks"].rows if part.keep(r, subject, self._day)]
        late = due.count(DueState.OVERDUE)
        values = {"coming": number_text(len(due) - late), "late": number_text(late)}
        return _line("brief.tasks_line", "tasks", **values) if due else _line("brief.no_tasks", "tasks")

    def _about_line(self, entry: Entry) -> tuple[Cell, ...]:
        return (Cell(entry.name, entity=entry.id),)

    def _gone(self, entry: Entry) -> bool:
        """Whether it is no more on the day."""
        return entry.valid_to is not None and entry.valid_to <= self._day

    def open_points(self, subject: Sequence[str]) -> Section:
        """What is not known of the things listed, and parties that are no more."""
        gaps = [row for row in self.ask("data_gaps").rows if row["item"].id in self._items | set(subject)]
        rows = [
            (Cell(row["item"].name, entity=row["item"].id), Cell(choice_text(row["gap"])), self._source_cell(row))
            for row in gaps
        ]
        for party, cites in self._parties.items():
            entry = self._searcher.entry(party)
            if entry and self._gone(entry):
                said = t("brief.no_more", day=date_text(entry.valid_to))
                place = Cell("; ".join(cite.text for cite in cites), cites)
                rows.append((Cell(entry.name, entity=entry.id), Cell(said), place))
        return Section(
            "open",
            t("brief.open"),
            (t("brief.column_item"), t("brief.column_point"), t("brief.column_sources")),
            tuple(rows),
            (3.0, 2.6, 1.4),
            "" if rows else t("brief.open_none"),
        )

    def _source_cell(self, row: Row) -> Cell:
        cites = self._cites(row["sources"])
        return Cell("; ".join(cite.text for cite in cites), cites)

    # -------------------------------------------------------------------------------------------- the picture

    def picture(self, kind: str, entries: Sequence[Entry]) -> Sheet | None:
        """Who works with whom for places, the network round anything else."""
        heading = " – ".join(entry.name for entry in entries)
        note = t("look.as_of", day=date_text(self._day))
        if kind in ("Place", "Pair", "Topic"):
            pairs = self._pairs(kind, entries)
            return pairs_sheet(pairs, title=heading, note=note) if pairs else None
        picture = Picture(self.ask, self._searcher.entry, self._home)
        if kind == "Agreement":
            agreements_picture(picture)
            around = {edge.source for edge in picture.edges.values() if edge.target == entries[0].id}
            picture = Picture(self.ask, self._searcher.entry, self._home)
            for other in sorted(around):
                picture.add(self._named(other))
        grow(picture, entries[0].id)
        picture.stress(entries[0].id)
        view = picture.view(heading=heading, note=note)
        return network_sheet(arrange(view)) if view.nodes else None

    def _named(self, entity: str) -> Entity:
        entry = self._searcher.entry(entity)
        return Entity(entity, entry.label if entry else "Place", entry.name if entry else entity)

    def _pairs(self, kind: str, entries: Sequence[Entry]) -> list[Pair]:
        """Two parties and the best state of what they have together."""
        pairs: dict[tuple[str, str], Pair] = {}
        for row in self._answers["agreements"].rows:
            for ours, theirs in self._sides(kind, entries, row):
                old = pairs.get((ours, theirs))
                if old is None or ORDER[row["state"]] < ORDER[old.state]:
                    pairs[ours, theirs] = self._pair(ours, theirs, row["state"])
        return [pairs[key] for key in sorted(pairs)]

    def _sides(self, kind: str, entries: Sequence[Entry], row: Row) -> Iterable[tuple[str, str]]:
        """Pairs of ours and theirs; of an agreement of many parties only those that the subject has part in."""
        if kind == "Topic":
            return [(row["place"].id, row["partner"].id)]
        parties = [entity.id for entity in _entities(row["parties"])]
        ours = [party for party in parties if self._country(party) == self._home]
        theirs = [party for party in parties if self._country(party) != self._home]
        foreign = [entry.id for entry in entries if entry.country != self._home]
        return [(a, b) for a in ours for b in theirs if not foreign or self._within(b, foreign)]

    def _within(self, entity: str, places: Sequence[str]) -> bool:
        entry = self._searcher.entry(entity)
        return entry is not None and not {entity, entry.place, *entry.parents}.isdisjoint(places)

    def _country(self, entity: str) -> str | None:
        entry = self._searcher.entry(entity)
        return entry.country if entry else None

    def _pair(self, ours: str, theirs: str, state: AgreementState) -> Pair:
        country = self._searcher.entry(self._country(theirs) or "")
        return Pair(self._named(ours).name, self._named(theirs).name, state, country.name if country else "")


ORDER = {state: order for order, state in enumerate(STATES)}
WIDTHS = {
    "agreement": 3.2,
    "task": 3.4,
    "item": 3.0,
    "event": 3.0,
    "document": 3.0,
    "parties": 2.6,
    "leads": 2.2,
    "partners": 1.8,
    "topics": 1.8,
    "period": 1.35,
    "due_on": 1.3,
    "ends_on": 1.3,
    "left": 1.2,
    "when": 1.8,
    "due": 1.3,
    "state": 1.4,
    "sources": 1.5,
    "value": 3.0,
}


def _entities(value: Any) -> list[Entity]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, Entity)]


def _line(key: str, section: str, **values: str) -> tuple[Cell, ...]:
    """A sentence as cells; the values lead to a section."""
    marks = {name: f"\x00{name}\x00" for name in values}
    pieces = t(key, **marks).split("\x00")
    return tuple(
        Cell(values[piece], leads_to=section) if index % 2 else Cell(piece)
        for index, piece in enumerate(pieces)
        if piece
    )


def _period(row: Row, day: dt.date) -> Cell:
    start, end = row["period_from"], row["period_to"]
    text = period_text(start, end, row["period_from_precision"] or "day", row["period_to_precision"] or "day")
    return Cell(text) if text else Cell(t("look.not_stated"), ink=GREY.light)


def _when(row: Row, day: dt.date) -> Cell:
    """The time as the text says it, else its days."""
    first, last = row.get("starts_on") or row.get("start"), row.get("ends_on") or row.get("end")
    said = row.get("time_text") or period_text(first, last)
    if not said and isinstance(row.get("deadline"), dt.date):
        said = date_text(row["deadline"], row.get("deadline_precision") or "day")
    return Cell(said) if said else Cell(t("look.not_stated"), ink=GREY.light)


def _left(row: Row, day: dt.date) -> Cell:
    return Cell(days_text(row["ends_on"], day))


def _due_text(state: DueState, due_on: dt.date, day: dt.date) -> str:
    return days_text(due_on, day) if state in (DueState.DUE, DueState.OVERDUE) else choice_text(state)


MADE: Mapping[str, Callable[[Row, dt.date], Cell]] = {"period": _period, "when": _when, "left": _left}
