"""What the cells of a load point at: names and ids to ids, by label, day and place, never a guess."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic_core import PydanticCustomError

from graph.declare import Column, Problem
from graph.model import Agency, AgencyKind, Change, ChangeKind, Document, Place, PlaceKind, SameAs, Topic
from graph.names import norm
from graph.resolve import Entry, Index, NameForm
from loaders.rows import Record

AGENCY = frozenset({"Agency"})
NAMED = frozenset({"Place", "Agency", "Topic"})


@dataclass(frozen=True, slots=True)
class Context:
    """Where a cell stands: the day its names are read at, the issuer's place, the document itself.

    Attributes:
        document: id of the document, "" in a registry.
        day: first and last day a name must hold; None where none is known.
        place: the issuer's place.
        issuers: ids of the issuers.
    """

    document: str = ""
    day: tuple[dt.date, dt.date] | None = None
    place: str | None = None
    issuers: tuple[str, ...] = ()


REGISTRY = Context()


@dataclass(slots=True)
class Known:
    """What is declared beyond the records that are looked at; all of it loads.

    Attributes:
        labels: id -> label.
        same_as: id -> the id it means, as its row says.
        units: id of a place, body or topic -> what its rows say it is, as digests.
        entries: id -> its entry in the index of names.
        titles: key of a title -> ids of agreements.
        numbers: key of a number -> documents, each with its issuers as written.
    """

    labels: dict[str, str] = field(default_factory=dict)
    same_as: dict[str, str] = field(default_factory=dict)
    units: dict[str, list[str]] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    titles: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, list[tuple[str, frozenset[str]]]] = field(default_factory=dict)


NOTHING = Known()


@dataclass(slots=True)
class Resolver:
    """Resolves cells against everything the listed folders declare.

    Attributes:
        labels: id -> label of everything declared.
        same_as: id -> the id it means.
    """

    labels: dict[str, str] = field(default_factory=dict)
    same_as: dict[str, str] = field(default_factory=dict)
    index: Index = field(default_factory=lambda: Index(()))
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)
    agency_places: dict[str, str] = field(default_factory=dict)
    _lower: dict[str, str] = field(default_factory=dict)
    _titles: dict[str, list[str]] = field(default_factory=dict)
    _numbers: dict[str, list[tuple[str, frozenset[str]]]] = field(default_factory=dict)
    _memo: dict[tuple[object, ...], str | Problem] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Record], known: Known = NOTHING) -> Resolver:
        """A resolver for these records; ids, places and bodies of the records are set on the way.

        Args:
            records: every row of the load. Rows with something wrong count too: what points at them is told so.
            known: what is declared beyond them.

        Returns:
            The resolver.
        """
        records = list(records)
        resolver = cls()
        resolver._take_ids(records, known)
        resolver._take_same_as(records, known)
        units = [r for r in records if r.label in NAMED]
        resolver._build_index(units, [r for r in records if r.label == "Change"], known)
        resolver._take_titles(records, known)
        return resolver

    def _take_ids(self, records: Iterable[Record], known: Known) -> None:
        for record in records:
            if named := declared_id(record):
                record.id = named
                self.labels.setdefault(named, record.label)
        for name, label in known.labels.items():
            self.labels.setdefault(name, label)
        self._lower = {name.lower(): name for name in self.labels}

    def _take_same_as(self, records: Iterable[Record], known: Known) -> None:
        rows: dict[str, Record] = {}
        for row in records:
            if isinstance(row.row, SameAs):
                rows.setdefault(row.row.id, row)
        meant = {**known.same_as, **{name: r.row.same_as for name, r in rows.items() if isinstance(r.row, SameAs)}}
        for name, target in meant.items():
            record = rows.get(name)
            chain = [name]
            while target in meant and target not in chain:
                chain.append(target)
                target = meant[target]
            if record is None:
                self.same_as[name] = target
            elif target in chain:
                record.reject("same_as", "circle", value=target)
            elif target not in self.labels:
                record.reject("same_as", "unknown_ref", value=target, candidates="")
            elif self.labels.get(name, self.labels[target]) != self.labels[target]:
                record.reject("same_as", "wrong_label", value=target, labels=self.labels[name])
            else:
                self.same_as[name] = target
                record.refs["same_as"] = (target,)

    def _build_index(self, units: list[Record], changes: list[Record], known: Known) -> None:
        parents: dict[str, str] = {}
        for record in units:
            if record.label == "Place" and (parent := record.cells.get("part_of")):
                parents.setdefault(record.id, parent)
        scopes = {r.id: place for r in units if r.label == "Agency" and (place := r.cells.get("place"))}
        former = former_names(changes)
        if any(p not in self.labels for p in (*parents.values(), *scopes.values())):
            self.index = Index((*known.entries.values(), *_entries(units, {}, {}, former)))
        above = {child: self._unit(parent) for child, parent in parents.items()}
        beyond = {name: entry for name, entry in known.entries.items() if name not in above}
        self.places = {name: entry.parents for name, entry in beyond.items() if entry.label == "Place"}
        self.places |= {r.id: _chain(r.id, above, self.places) for r in units if r.label == "Place"}
        self.agency_places = {name: entry.place for name, entry in beyond.items() if entry.place}
        self.agency_places |= {agency: place for agency, text in scopes.items() if (place := self._unit(text))}
        own = _entries(units, self.places, self.agency_places, former)
        self.index = Index((*known.entries.values(), *own))
        self._memo.clear()

    def _unit(self, text: str) -> str:
        if text in self.labels:
            return self.same_as.get(text, text)
        found = self.index.resolve(text, labels=frozenset({"Place"}), day=None).id
        return self.same_as.get(found, found) if found else ""

    def _take_titles(self, records: Iterable[Record], known: Known) -> None:
        titles: dict[str, list[str]] = defaultdict(list, {key: list(names) for key, names in known.titles.items()})
        numbers: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        numbers |= {key: list(found) for key, found in known.numbers.items()}
        for record in records:
            if record.label == "Agreement" and (title := record.cells.get("title")):
                if record.id not in (names := titles[norm(title)]):
                    names.append(record.id)
            elif isinstance(record.row, Document) and record.row.number:
                numbers[norm(record.row.number)].append((record.id, frozenset(record.row.issuer)))
        self._titles, self._numbers = titles, numbers

    def numbered(self, text: str) -> list[tuple[str, frozenset[str]]]:
        """Documents of a number, each with its issuers as written."""
        return self._numbers.get(norm(text), [])

    def resolve(self, column: Column, text: str, context: Context) -> str | Problem:
        """The id a cell value means.

        Args:
            column: the column, which says what may be named.
            text: id or name as people write it.
            context: where the cell stands.

        Returns:
            The id, or why there is none, with candidates.
        """
        label = self.labels.get(text)
        if label in column.refers_to and text not in self.same_as:
            return text
        key = (
            text,
            column.refers_to,
            context.day,
            context.place,
            context.document if "Task" in column.refers_to else "",
        )
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._resolve(column, text, context)
        return Problem(column.name, found.key, found.values) if isinstance(found, Problem) else found

    def _resolve(self, column: Column, text: str, context: Context) -> str | Problem:
        allowed = column.refers_to
        if label := self.labels.get(text):
            target = self.same_as.get(text, text)
            if label in allowed:
                return target
            return Problem(column.name, "wrong_label", {"value": text, "labels": ", ".join(allowed)})
        if text in self.same_as:
            return self.same_as[text]
        own = f"{context.document}.{text}"
        if "Task" in allowed and context.document and self.labels.get(own) == "Task":
            return own
        if wanted := NAMED & set(allowed):
            found = self.index.resolve(text, labels=wanted, day=context.day, place=context.place)
            if found.id:
                return self.same_as.get(found.id, found.id)
            if found.candidates and found.reason == "ambiguous":
                names = {self.same_as.get(c, c) for c in found.candidates}
                if len(names) == 1:
                    return names.pop()
                return Problem(
                    column.name, "ambiguous_ref", {"value": text, "candidates": ", ".join(found.candidates[:5])}
                )
        if titled := self._by_title(allowed, text, context):
            if len(titled) == 1:
                return self.same_as.get(titled[0], titled[0])
            return Problem(column.name, "ambiguous_ref", {"value": text, "candidates": ", ".join(titled[:5])})
        if near := self._lower.get(text.lower()):
            return Problem(column.name, "wrong_case", {"value": text, "candidates": near})
        suggestions = self.index.suggest(text, labels=frozenset(wanted)) if wanted else ()
        return Problem(column.name, "unknown_ref", {"value": text, "candidates": ", ".join(suggestions)})

    def _by_title(self, allowed: Iterable[str], text: str, context: Context) -> list[str]:
        found: list[str] = []
        for label in allowed:
            if label == "Agreement":
                found += self._titles.get(norm(text), ())
            elif label == "Document":
                numbered = self.numbered(text)
                own = [name for name, issuers in numbered if self._are_among(issuers, context)]
                found += own or [name for name, _ in numbered]
        return list(dict.fromkeys(found))

    def _are_among(self, issuers: Iterable[str], context: Context) -> bool:
        """Whether one of the issuers, as written, issues the document in which the cell stands."""
        meant = (self.index.resolve(i, labels=AGENCY, day=None, place=context.place).id or i for i in issuers)
        return any(name in context.issuers for name in meant)


def declared_id(record: Record) -> str:
    """The id a row declares as far as its own cells say; "" where it is unreadable or needs what the row points at.

    Args:
        record: the row.

    Returns:
        The id, or "".
    """
    column = "number" if record.label == "Task" else "id"
    text = record.cells.get(column, "")
    if not text or record.label in ("", "Quantity", "Report"):
        return ""
    if record.problems and any(problem.column == column for problem in record.problems):
        return ""
    return f"{record.document}.{text}" if record.label == "Task" else text


def _chain(name: str, above: Mapping[str, str], known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All places above, nearest first; a circle ends it (it is reported elsewhere)."""
    chain: list[str] = []
    while (name := above.get(name, "")) and name not in chain:
        chain.append(name)
        if name not in above and name in known:
            return (*chain, *known[name])
    return tuple(chain)


def former_names(changes: Iterable[Record]) -> dict[str, list[NameForm]]:
    """Names and kinds that ended by a renaming or upgrade, by entity.

    Args:
        changes: rows of changes.

    Returns:
        Entity -> its former forms; one without a text held the present name, as another kind.
    """
    found: dict[str, list[NameForm]] = defaultdict(list)
    for record in changes:
        row = record.row
        if not isinstance(row, Change) or row.kind not in (ChangeKind.RENAME, ChangeKind.UPGRADE):
            continue
        if row.from_ and row.effective_on and (row.name_before or row.kind_before):
            form = NameForm(
                row.name_before or "", canonical=False, valid_to=row.effective_on, kind=_kind(row.kind_before)
            )
            found[row.from_].append(form)
    return found


def _kind(text: str | None) -> str | None:
    """The code of a kind before; what is none is reported with its row."""
    for kinds in (PlaceKind, AgencyKind):
        try:
            return kinds.read(text).value if text else None
        except PydanticCustomError:
            continue
    return None


def _entries(
    units: Iterable[Record],
    places: Mapping[str, tuple[str, ...]],
    agency_places: Mapping[str, str],
    former: Mapping[str, list[NameForm]],
) -> list[Entry]:
    """What can be named, for the index; several rows of one id are one entry with all their names."""
    rows: dict[str, list[Record]] = defaultdict(list)
    for record in units:
        if record.id and record.cells.get("name"):
            rows[record.id].append(record)
    return [_entry(name, found, places, agency_places, former.get(name, ())) for name, found in rows.items()]


def _entry(
    name: str,
    records: list[Record],
    places: Mapping[str, tuple[str, ...]],
    agency_places: Mapping[str, str],
    former: Sequence[NameForm],
) -> Entry:
    first = records[0]
    typed = [r.row for r in records if isinstance(r.row, Place | Agency | Topic)]
    changed = (form.valid_to for form in former if form.valid_to)
    forms = [NameForm(first.cells["name"], canonical=True, valid_from=max(changed, default=None))]
    forms += [form if form.text else replace(form, text=first.cells["name"], canonical=True) for form in former]
    for record in records:
        spellings = [*record.cells.get("aliases", "").split(";"), *record.cells.get("name", "").split(";")]
        spellings += [record.cells.get("name_en", ""), record.cells.get("name_native", "")]
        forms += [NameForm(s.strip(), canonical=False) for s in spellings if s.strip()]
    place = agency_places.get(name) if first.label == "Agency" else None
    parents = places.get(name, ()) if first.label == "Place" else (place, *places.get(place, ())) if place else ()
    bounds = next((row for row in typed if isinstance(row, Place | Agency)), None)
    chain = (name, *parents) if first.label == "Place" else parents
    return Entry(
        id=name,
        label=first.label,
        kind=str(typed[0].kind) if typed else "",
        name=first.cells["name"],
        names=tuple(dict.fromkeys(forms)),
        place=place,
        parents=parents,
        country=chain[-1] if chain else None,
        valid_from=bounds.valid_from if bounds else None,
        valid_to=bounds.valid_to if bounds else None,
        level=len(parents) if first.label == "Place" else max(len(parents) - 1, 0),
    )
