"""What a briefing says: sentences and tables about a subject, each fact with the numbers of its sources.

Every table is a question of the catalogue; the writers (`pdf.py`, `docx.py`, `pptx.py`) know nothing of the graph.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from dateutil.relativedelta import relativedelta

from graph.errors import QueryError
from graph.life import IN_FORCE, AgreementState, DueState
from graph.resolve import Entry
from graph.store import GraphStore
from graph.texts import Language, language, t
from queries.quality import check_rule
from queries.runner import Answer, Entity, Source, run
from queries.search import Searcher
from reports.looks import GREY, RED, STATES
from reports.network import arrange
from reports.pairs import Pair, pairs_sheet
from reports.picture import Picture, agreements_picture, grow
from reports.sheet import Sheet, network_sheet, with_foot
from reports.words import choice_text, date_text, days_text, number_text, period_text

ALL = 20_000
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
        number: the number itself, for a chart.
    """

    text: str
    cites: tuple[Cite, ...] = ()
    entity: str = ""
    ink: str = ""
    leads_to: str = ""
    number: int | None = None


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
        spare: places of the columns that a narrow table leaves out.
    """

    key: str
    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    widths: tuple[float, ...] = ()
    empty: str = ""
    spare: tuple[int, ...] = ()

    @property
    def narrow(self) -> Section:
        """Without the columns that say again what the others say, or more than a glance takes in."""
        kept = [at for at in range(len(self.columns)) if at not in self.spare]
        return replace(
            self,
            columns=tuple(self.columns[at] for at in kept),
            rows=tuple(tuple(row[at] for at in kept) for row in self.rows),
            widths=tuple(self.widths[at] for at in kept),
            spare=(),
        )

    def first(self, most: int | None) -> tuple[tuple[Cell, ...], ...]:
        """The rows of the short form.

        Args:
            most: how many at most; None for all. One more is shown rather than said to be left.
        """
        return self.rows if most is None or len(self.rows) <= most + 1 else self.rows[:most]

    def left(self, most: int | None) -> int:
        """How many more rows the full list has than the short form of so many."""
        return len(self.rows) - len(self.first(most))


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

    @property
    def about_file(self) -> tuple[str, str]:
        """Title and author as the properties of an Office file take them, at most 255 letters each."""
        author = self.organisation or "Hợp Tác"
        return self.title[:255], author[:255]

    def address(self, entity: str) -> str:
        """The app's page about an entity, or "" where no base address is set."""
        return f"{self.base_url.rstrip('/')}/ho-so?id={entity}" if self.base_url and entity else ""


ROWS = (1, 2, 3, 4, 5, 6, 8, 10, 12)  # of a table in the short form


def most_that_fit(sections: Sequence[Section], fits: Callable[[Mapping[str, int]], bool]) -> Mapping[str, int]:
    """Rows of each table in the short form: one at least, then more in turn while there is room.

    Args:
        sections: the tables.
        fits: whether so many rows, by the key of a section, have room.

    Returns:
        Rows by the key of a section.
    """
    short = {section.key: min(ROWS) for section in sections}
    growing = [section for section in sections if section.left(min(ROWS))]
    for most in ROWS[1:]:
        for section in list(growing):
            more = {**short, section.key: most}
            if fits(more):
                short = more
            else:
                growing.remove(section)
    return short


# ------------------------------------------------------------------------------------------------ what a subject has


@dataclass(frozen=True)
class Scope:
    """What rows are held against.

    Attributes:
        subject: ids the briefing is about.
        agreements: ids of the agreements listed so far.
    """

    subject: tuple[str, ...]
    agreements: frozenset[str] = frozenset()


Keep = Callable[[Row, Scope], bool]


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
        turned: whether its one row stands upright, a line for each column.
    """

    key: str
    question: str
    columns: tuple[str, ...]
    params: Callable[[Sequence[str], dt.date], Mapping[str, Any]]
    keep: Keep = lambda row, scope: True
    spare: bool = False
    turned: bool = False


AGREEMENT_COLUMNS = ("agreement", "parties", "period", "state", "topics", "sources")
TASK_COLUMNS = ("task", "leads", "due_on", "due", "sources")
EVENT_COLUMNS = ("event", "when", "status", "leads", "partners", "sources")


def _year_round(day: dt.date) -> dict[str, dt.date]:
    return {"from": day - relativedelta(months=MONTHS), "to": day + relativedelta(months=MONTHS)}


def _about(name: str) -> Callable[[Sequence[str], dt.date], Mapping[str, Any]]:
    return lambda subject, day: {name: subject[0]}


def _within(name: str) -> Callable[[Sequence[str], dt.date], Mapping[str, Any]]:
    return lambda subject, day: {name: subject[0], **_year_round(day)}


def _always(subject: Sequence[str], day: dt.date) -> Mapping[str, Any]:
    return {"from": dt.date(1900, 1, 1), "to": dt.date(2100, 12, 31)}


def _is_subject(name: str) -> Keep:
    return lambda row, scope: row[name].id == scope.subject[0]


def _of_agreements(row: Row, scope: Scope) -> bool:
    """A task under the agreement in question, or under one of those listed."""
    return row["agreement"] is not None and row["agreement"].id in {*scope.subject, *scope.agreements}


def _named(*names: str) -> Keep:
    """Rows that name one of the subjects in one of these columns."""
    return lambda row, scope: any(entity.id in scope.subject for name in names for entity in _entities(row[name]))


ENDING = Part(
    "ending",
    "agreements_ending",
    ("agreement", "parties", "ends_on", "left", "sources"),
    lambda subject, day: {"place": subject[0], "within_months": MONTHS},
)
OF_PLACE = Part("agreements", "agreements_of_place", AGREEMENT_COLUMNS, _about("place"))
EVENTS = Part("events", "events_in_period", EVENT_COLUMNS, _within("place"))
PARTNER = Part(
    "partner",
    "tasks_with_partner",
    ("item", "leads", "when", "sources"),
    _about("partner"),
    lambda row, scope: True,
    True,
)
SUBJECTS: Mapping[str, tuple[Part, ...]] = {
    "Place": (OF_PLACE, ENDING, Part("tasks", "tasks_due", TASK_COLUMNS, _within("place")), EVENTS, PARTNER),
    "Abroad": (
        OF_PLACE,
        ENDING,
        Part("tasks", "tasks_due", TASK_COLUMNS, lambda subject, day: _year_round(day), _of_agreements),
        EVENTS,
        PARTNER,
    ),
    "Agency": (
        Part("agreements", "agreements_of_agency", (*AGREEMENT_COLUMNS[:4], "sources"), _about("agency")),
        Part("tasks", "tasks_due", TASK_COLUMNS, _within("agency")),
        Part("duties", "tasks_of_agency", ("task", "role", "agreement", "when", "sources"), _about("agency")),
        Part("reports", "reports_to_agency", ("task", "leads", "when", "sources"), _about("agency")),
    ),
    "Agreement": (
        Part(
            "facts",
            "agreements_by_period",
            ("kind", "parties", "status", "state", "signed_on", "period", "topics", "sources"),
            _always,
            _is_subject("agreement"),
            turned=True,
        ),
        Part("statements", "statements_of", ("document", "status", "sources"), _about("entity")),
        Part("tasks", "tasks_due", TASK_COLUMNS, lambda subject, day: _year_round(day), _of_agreements),
        Part("duties", "tasks_of_agreement", ("task", "leads", "when", "sources"), _about("agreement")),
        Part("quantities", "quantities_of", ("quantity", "year", "amount", "unit", "sources"), _about("entity")),
    ),
    "Topic": (
        Part("agreements", "who_cooperates_on", ("place", "partner", "agreement", "state", "sources"), _about("topic")),
        Part("duties", "task_schedule", ("task", "leads", "when", "sources"), _within("topic")),
    ),
    "Event": (
        Part(
            "facts",
            "events_in_period",
            ("kind", "when", "status", "leads", "partners", "held_at", "sources"),
            _always,
            _is_subject("event"),
            turned=True,
        ),
        Part("statements", "statements_of", ("document", "sources"), _about("entity")),
    ),
    "Pair": (
        Part(
            "agreements",
            "agreements_between",
            AGREEMENT_COLUMNS,
            lambda subject, day: {"a": subject[0], "b": subject[1]},
        ),
        Part("tasks", "tasks_due", TASK_COLUMNS, lambda subject, day: _year_round(day), _of_agreements),
        Part(
            "duties",
            "tasks_with_partner",
            ("item", "leads", "when", "sources"),
            lambda subject, day: {"partner": subject[1]},
        ),
        Part("events", "events_in_period", EVENT_COLUMNS, _within("place"), _named("partners", "leads")),
    ),
}
BY_TOPIC = ("Place", "Abroad", "Pair")  # kinds whose agreements are counted by topic
CONFLICTS = ("agreement_status_conflict", "agreement_planned_past_its_period", "event_planned_and_passed")


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
    kind = maker.kind(entries)
    if len(entries) not in (1, 2) or kind not in SUBJECTS:
        raise QueryError.say("brief.no_subject", text=" – ".join(entry.name for entry in entries))
    subject = tuple(entry.id for entry in entries)
    made = [(part, maker.section(part, subject)) for part in SUBJECTS[kind]]
    sections = [section for part, section in made if section.rows or not part.spare]
    if kind in BY_TOPIC:
        sections.insert(2, maker.topics())
    sections.append(maker.open_points(subject))
    title = t(f"brief.title_{TITLES.get(kind, kind).lower()}", name=" – ".join(entry.name for entry in entries))
    summary, picture, sources = maker.summary(entries), maker.picture(kind, entries, title), maker.cited()
    captions = "; ".join(dict.fromkeys(cited.caption or cited.title for cited in sources))
    return Briefing(
        subject=subject,
        title=title,
        day=day,
        lang=language(),
        summary=summary,
        picture=with_foot(picture, t("brief.picture_sources", captions=captions)) if picture and captions else picture,
        sections=tuple(sections),
        sources=sources,
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
        self._parties: dict[str, Sequence[Source]] = {}
        self._due: Sequence[Row] = ()
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

    def kind(self, entries: Sequence[Entry]) -> str:
        """Which of the subjects they are."""
        if len(entries) == 2:
            return "Pair"
        label = entries[0].label
        return "Abroad" if label == "Place" and entries[0].country != self._home else label

    def ask(self, name: str, params: Mapping[str, Any] | None = None, *, limit: int = ALL) -> Answer:
        """The answer to a question on the day."""
        return run(self._store, name, params or {}, as_of=self._day, limit=limit, lang=language())

    def section(self, part: Part, subject: tuple[str, ...]) -> Section:
        """The table of a part; why it is empty where it is."""
        answer = self.ask(part.question, part.params(subject, self._day))
        self._answers[part.key] = answer
        listed = self._answers.get("agreements")
        scope = Scope(subject, frozenset(row["agreement"].id for row in listed.rows) if listed else frozenset())
        rows: list[Row] = [row for row in answer.rows if part.keep(row, scope)]
        if part.key == "tasks":
            rows = sorted((row for row in rows if row["due"] != DueState.CANCELLED), key=_done)
            self._due = rows
        self._note(part, rows)
        title, why = t(f"brief.{part.key}"), "" if rows else self._why_empty(part, answer)
        headings = [self._heading(answer, name) for name in part.columns]
        cells = [tuple(self._cell(answer, row, name) for name in part.columns) for row in rows]
        if part.turned:
            return _upright(part.key, title, headings, cells, why)
        widths = tuple(WIDTHS.get(name, 1.0) for name in part.columns)
        spare = tuple(at for at, name in enumerate(part.columns) if name in SPARE)
        return Section(part.key, title, tuple(headings), tuple(dict.fromkeys(cells)), widths, why, spare)

    def _note(self, part: Part, rows: Sequence[Row]) -> None:
        """Remember what is listed and where its parties stand: the open points ask for it."""
        for row in rows:
            for name in part.columns:
                self._items.update(entity.id for entity in _entities(row.get(name)))
            for party in _entities(row.get("parties")):
                self._parties.setdefault(party.id, row["sources"])

    def _why_empty(self, part: Part, answer: Answer) -> str:
        """The answer's own reason where something is not known; else that there is none, in the words of the part."""
        reason = answer.empty_reason
        return t(f"brief.{part.key}_none") if reason is None or reason.code == "none_exists" else reason.text

    def _heading(self, answer: Answer, name: str) -> str:
        known = {column.name: column.title(language()) for column in answer.columns}
        return known.get(name) or t(f"brief.column_{name}")

    def topics(self) -> Section:
        """How many agreements name a topic, the most named first."""
        rows = {row["agreement"].id: row for row in self._answers["agreements"].rows}.values()
        named: dict[str, list[Row]] = {}
        for row in rows:
            for topic in row["topics"]:
                named.setdefault(topic.id, []).append(row)
        order = sorted(named, key=lambda topic: (-len(named[topic]), self._named(topic).name))
        return Section(
            "topics",
            t("brief.topics"),
            tuple(t(f"brief.column_{name}") for name in ("topic", "count", "valid", "sources")),
            tuple(self._topic(topic, named[topic]) for topic in order),
            (2.6, 1.0, 1.2, 4.2),
            "" if order else t("brief.topics_none"),
        )

    def _topic(self, topic: str, rows: Sequence[Row]) -> tuple[Cell, ...]:
        valid = sum(row["state"] in IN_FORCE for row in rows)
        whole = (Source(source.document, "-", source.title) for row in rows for source in row["sources"])
        return (
            Cell(self._named(topic).name, entity=topic),
            Cell(number_text(len(rows)), leads_to="agreements", number=len(rows)),
            Cell(number_text(valid), leads_to="agreements", number=valid),
            _cited_cell(self._cites(whole)),
        )

    def _cell(self, answer: Answer, row: Row, name: str) -> Cell:
        """A cell as a reader reads it."""
        if name in MADE:
            return MADE[name](row, self._day)
        value = row[name]
        if name == "sources":
            return _cited_cell(self._cites(value))
        if name == "parties":
            return Cell(self._both_sides(value))
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

    def _both_sides(self, parties: Sequence[Entity]) -> str:
        """Ours, a dash, theirs."""
        ours = [party.name for party in parties if self._country(party.id) == self._home]
        theirs = [party.name for party in parties if self._country(party.id) != self._home]
        return " – ".join("; ".join(side) for side in (ours, theirs) if side) or t("look.not_stated")

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

    def summary(self, entries: Sequence[Entry]) -> tuple[tuple[Cell, ...], ...]:
        """Sentences whose numbers lead to the tables that list what they count."""
        lines = [self._agreements_line(), self._partners_line(entries)] if "agreements" in self._answers else []
        if "tasks" in self._answers:
            lines.append(self._tasks_line())
        lines += [self._gone_line(entry) for entry in entries if self._gone(entry)]
        return tuple(line for line in lines if line)

    def _agreements_line(self) -> tuple[Cell, ...]:
        rows = {row["agreement"].id: row for row in self._answers["agreements"].rows}.values()
        states = [row["state"] for row in rows]
        if not states:
            return _line("brief.no_agreements", "agreements")
        counts = [(states.count(state), choice_text(state).lower()) for state in STATES if state in states]
        return (
            *_line(
                "brief.agreements_line",
                "agreements",
                count=number_text(len(states)),
                valid=number_text(sum(state in IN_FORCE for state in states)),
            ),
            *_counted(counts, "agreements"),
        )

    def _partners_line(self, entries: Sequence[Entry]) -> tuple[Cell, ...]:
        """How many of ours with how many of theirs, by country."""
        pairs = self._sides_of(self.kind(entries), entries)
        if not pairs:
            return ()
        ours, theirs = {ours for ours, _ in pairs}, {theirs for _, theirs in pairs}
        countries = Counter(self._country_name(party) for party in theirs)
        counts = sorted(((count, name) for name, count in countries.items()), key=lambda one: (-one[0], one[1]))
        line = _line("brief.partners_line", "agreements", ours=number_text(len(ours)), theirs=number_text(len(theirs)))
        return (*line, *_counted(counts, "agreements", after=True))

    def _country_name(self, party: str) -> str:
        country = self._searcher.entry(self._country(party) or "")
        return country.name if country else t("look.not_stated")

    def _tasks_line(self) -> tuple[Cell, ...]:
        due = [row["due"] for row in self._due]
        late, done = due.count(DueState.OVERDUE), due.count(DueState.DONE)
        coming = len(due) - late - done
        values = {"coming": number_text(coming), "late": number_text(late), "done": number_text(done)}
        return _line("brief.tasks_line", "tasks", **values) if due else _line("brief.no_tasks", "tasks")

    def _gone_line(self, entry: Entry) -> tuple[Cell, ...]:
        """Since when it is no more, and what took its place, with where that stands."""
        rows = [row for row in self.ask("successors_of", {"entity": entry.id}).rows if row["successor"].id != entry.id]
        names = dict.fromkeys(row["successor"].name for row in rows)
        heirs = ", ".join(t("brief.new_one", name=name) if name == entry.name else name for name in names)
        key = "brief.gone_heirs" if heirs else "brief.gone"
        said = t(key, name=entry.name, day=date_text(entry.valid_to), heirs=heirs)
        cites = self._cites(chain.from_iterable(row["sources"] for row in rows))
        return (Cell(said), *((Cell(" "), _cited_cell(cites)) if cites else ()))

    def _gone(self, entry: Entry) -> bool:
        """Whether it is no more on the day."""
        return entry.valid_to is not None and entry.valid_to <= self._day

    def open_points(self, subject: Sequence[str]) -> Section:
        """What is not known of the things listed, what documents disagree on, and parties that are no more."""
        about = self._items | set(subject)
        points: dict[Entity, list[str]] = {}
        cites: dict[Entity, tuple[Cite, ...]] = {}
        said = [(row, choice_text(row["gap"])) for row in self.ask("data_gaps").rows]
        for name in CONFLICTS:
            found = check_rule(self._store, name, as_of=self._day, lang=language())
            said += [(row, found.rule.title(language())) for row in found.answer.rows]
        for row, point in said:
            if row["item"].id in about:
                points.setdefault(row["item"], []).append(point)
                cites[row["item"]] = (*cites.get(row["item"], ()), *self._cites(row["sources"]))
        for party, where in self._parties.items():
            entry = self._searcher.entry(party)
            if entry and self._gone(entry):
                points[self._named(party)] = [t("brief.no_more", day=date_text(entry.valid_to))]
                cites[self._named(party)] = self._cites(where)
        return Section(
            "open",
            t("brief.open"),
            (t("brief.column_item"), t("brief.column_point"), t("brief.column_sources")),
            tuple(
                (Cell(item.name, entity=item.id), Cell("; ".join(dict.fromkeys(said))), _cited_cell(cites[item]))
                for item, said in points.items()
            ),
            (3.0, 2.6, 1.4),
            "" if points else t("brief.open_none"),
        )

    # -------------------------------------------------------------------------------------------- the picture

    def picture(self, kind: str, entries: Sequence[Entry], heading: str) -> Sheet | None:
        """Who works with whom for places, the network round anything else."""
        note = t("look.as_of", day=date_text(self._day))
        if kind in ("Place", "Abroad", "Pair", "Topic"):
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
        found = self._sides_of(kind, entries)
        return [self._pair(*sides, found[sides]) for sides in sorted(found)]

    def _sides_of(self, kind: str, entries: Sequence[Entry]) -> dict[tuple[str, str], AgreementState]:
        """Each of ours with each of theirs, and the best state of what they have together."""
        best: dict[tuple[str, str], AgreementState] = {}
        for row in self._answers["agreements"].rows:
            for sides in self._sides(kind, entries, row):
                best[sides] = min(best.get(sides, row["state"]), row["state"], key=ORDER.__getitem__)
        return best

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
        return Pair(self._named(ours).name, self._named(theirs).name, state, self._country_name(theirs))


TITLES = {"Abroad": "place"}  # kinds that have the title of another
ORDER = {state: order for order, state in enumerate(STATES)}
SPARE = ("parties", "topics", "leads", "partners", "held_at")
WIDTHS = {
    "agreement": 3.1,
    "task": 3.4,
    "item": 3.0,
    "event": 3.0,
    "document": 3.0,
    "parties": 2.3,
    "leads": 2.2,
    "partners": 1.8,
    "topics": 2.4,
    "period": 1.8,
    "due_on": 1.5,
    "ends_on": 1.5,
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


def _cited_cell(cites: Iterable[Cite]) -> Cell:
    once = tuple(dict.fromkeys(cites))
    return Cell("; ".join(cite.text for cite in once) or t("look.not_stated"), once)


def _upright(key: str, title: str, headings: Sequence[str], cells: Sequence[tuple[Cell, ...]], empty: str) -> Section:
    """A table whose lines are the columns of one row; the last column of that row is the source of each line."""
    lines = [(Cell(name), cell, row[-1]) for row in cells for name, cell in zip(headings[:-1], row[:-1], strict=True)]
    columns = (t("brief.column_item"), t("brief.column_said"), headings[-1])
    return Section(key, title, columns, tuple(lines), (1.4, 4.0, 1.8), empty)


def _counted(counts: Sequence[tuple[int, str]], section: str, *, after: bool = False) -> Iterable[Cell]:
    """`6 hiệu lực; 2 dự kiến.`, or with the number after its word: `Lào 4; Nhật Bản 1.`."""
    for at, (count, word) in enumerate(counts):
        number = Cell(number_text(count), leads_to=section, number=count)
        end = "." if at == len(counts) - 1 else "; "
        yield from (Cell(f"{word} "), number, Cell(end)) if after else (number, Cell(f" {word}{end}"))


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


def _done(row: Row) -> bool:
    """What is done stands after what is not."""
    return bool(row["due"] == DueState.DONE)


def _due_text(state: DueState, due_on: dt.date, day: dt.date) -> str:
    return days_text(due_on, day) if state in (DueState.DUE, DueState.OVERDUE) else choice_text(state)


MADE: Mapping[str, Callable[[Row, dt.date], Cell]] = {"period": _period, "when": _when, "left": _left}
