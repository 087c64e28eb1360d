"""What must hold between rows: one declaration an id, no circles, nothing that points at a rejected row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import networkx as nx

from graph.cells import read_many
from graph.declare import Column, Problem, Row, columns_of
from graph.model import Document, FurtherParent, Quantity, Report, SameAs
from loaders.changes import changes_of, check_changes, reject_whole
from loaders.references import NOTHING, REGISTRY, Context, Known, Resolver
from loaders.rows import Record

ID_COLUMNS = {"Task": "number", "Report": "occurrence"}
SEVERAL = frozenset({"Place", "Agency", "Agreement", "Document"})
NO_CIRCLES = frozenset({"PART_OF", "BROADER", "STANDING_BODY_OF", "UNDER", "RENEWS", "REPLACES", "IMPLEMENTS"})


def check(records: Sequence[Record], known: Known = NOTHING) -> Resolver:
    """Resolve the records and note on each what is wrong with it.

    Args:
        records: typed rows of all listed folders, those replaced by later folders left out.
        known: what is declared beyond them.

    Returns:
        The resolver; rejected records have problems.
    """
    resolver = Resolver.of(records, known)
    contexts = document_contexts(records, resolver)
    _name_details(records, resolver, contexts)
    _reject_duplicates(records, known)
    for record in records:
        context = contexts.get(record.document, REGISTRY)
        if record.row is not None:
            _resolve_record(record, resolver, context)
        elif record.problems and not record.refused:
            _note_references(record, resolver, context)
    check_changes(records, resolver.labels)
    _reject_circles(records)
    _reject_what_points_at_rejected(records)
    for record in records:
        if isinstance(record.row, SameAs) and not record.stands:
            resolver.same_as.pop(record.row.id, None)
    return resolver


def _name_details(records: Iterable[Record], resolver: Resolver, contexts: Mapping[str, Context]) -> None:
    """Ids of quantities and reports follow from what they belong to; a rejected row keeps its place in the count."""
    numbers: dict[str, int] = defaultdict(int)
    for record in records:
        row = record.table.row
        if not issubclass(row, Quantity | Report):
            continue
        column = next(c for c in columns_of(row) if c.name in ("of", "task"))
        text = record.cells.get(column.name, "")
        target = resolver.resolve(column, text, contexts.get(record.document, REGISTRY)) if text else ""
        known = isinstance(target, str) and target in resolver.labels
        owner = str(target) if known and resolver.labels[str(target)] == "Task" else record.document
        if not record.nth:
            counted = f"{row.__name__} {owner}" + ("" if known else f" {text}")
            numbers[counted] += 1
            record.nth = numbers[counted]
        if known and isinstance(record.row, Quantity | Report):
            record.id = record.row.entity_id(owner, record.nth)
            resolver.labels.setdefault(record.id, record.label)


def _reject_duplicates(records: Iterable[Record], known: Known) -> None:
    labels: dict[str, Record] = {}
    seen: dict[tuple[str, str], Record] = {}
    for record in records:
        if isinstance(record.row, SameAs):
            _reject_second(record, seen, (record.row.id, SameAs.__name__))
        if not record.id or isinstance(record.row, FurtherParent):
            continue
        first = labels.setdefault(record.id, record)
        column = ID_COLUMNS.get(record.label, "id")
        elsewhere = known.labels.get(record.id, "")
        if elsewhere and (elsewhere != record.label or elsewhere not in SEVERAL):
            record.reject(column, "two_labels", value=record.id, label=elsewhere, first="")
        if first.label != record.label:
            record.reject(column, "two_labels", value=record.id, label=first.label, first=_where(first))
            continue
        if record.label == "Change":
            continue
        scope = (record.document or record.origin.file) if record.label in SEVERAL else ""
        _reject_second(record, seen, (record.id, scope), column)


def _reject_second(
    record: Record, seen: dict[tuple[str, str], Record], key: tuple[str, str], column: str = "id"
) -> None:
    first = seen.setdefault(key, record)
    if first is not record:
        record.reject(column, "duplicate_id", value=key[0], first=_where(first))


def _where(record: Record) -> str:
    sheet = f" [{record.origin.sheet}]" if record.origin.sheet else ""
    return f"{record.origin.file}{sheet}" + (f":{record.number}" if record.number else "")


def document_contexts(records: Iterable[Record], resolver: Resolver) -> dict[str, Context]:
    """Day, place and issuers of each document, for reading the names in its rows.

    Args:
        records: all records.
        resolver: the resolver.

    Returns:
        Document id -> context.
    """
    contexts = {}
    for record in records:
        row = record.row
        if not isinstance(row, Document) or record.table.scope != "document":
            continue
        date = row.as_of or row.issued_on
        day = (date.first, date.last) if date else None
        column = next(c for c in columns_of(Document) if c.name == "issuer")
        found = [resolver.resolve(column, text, Context(row.id, day)) for text in row.issuer]
        issuers = tuple(name for name in found if isinstance(name, str))
        place = next((resolver.agency_places[name] for name in issuers if name in resolver.agency_places), None)
        contexts[row.id] = Context(row.id, day, place, issuers)
    return contexts


@cache
def _reference_columns(row: type[Row]) -> tuple[Column, ...]:
    return tuple(column for column in columns_of(row) if column.refers_to)


def _resolve_record(record: Record, resolver: Resolver, context: Context) -> None:
    for column, value in _filled(record):
        found, problems, sections = _resolve_cell(column, value, resolver, context)
        record.problems += problems
        if problems:
            continue
        record.refs[column.name] = found
        if sections:
            record.cited[column.name] = sections
    if not record.document:
        _resolve_sources(record, resolver)


def _filled(record: Record) -> Iterator[tuple[Column, str | tuple[str, ...]]]:
    """Filled cells that point at something."""
    row = record.row
    assert row is not None
    filled = row.model_fields_set
    for column in _reference_columns(type(row)):
        if column.attribute in filled:
            yield column, getattr(row, column.attribute)


def cells_pointing(record: Record) -> Iterator[tuple[Column, str]]:
    """Every text of a typed row that points at something, with its column.

    Args:
        record: the row.
    """
    for column, value in _filled(record):
        for text in value if isinstance(value, tuple) else (value,):
            yield column, text.partition("#")[0].strip() if column.cell.type == "cited" else text


def _note_references(record: Record, resolver: Resolver, context: Context) -> None:
    """What else is wrong with a row that cannot be read: everything is said at once."""
    told = {problem.column for problem in record.problems}
    for column in _reference_columns(record.table.row):
        if (text := record.cells.get(column.name)) and column.name not in told:
            record.problems += _resolve_cell(column, read_many(text) if column.many else text, resolver, context)[1]
    if not record.document and "source" not in told:
        _resolve_sources(record, resolver)


def _resolve_cell(
    column: Column, value: str | tuple[str, ...], resolver: Resolver, context: Context
) -> tuple[tuple[str, ...], list[Problem], tuple[str, ...]]:
    texts = value if isinstance(value, tuple) else (value,)
    sections: tuple[str, ...] = ()
    if len(texts) == 1 and column.cell.type != "cited":
        target = resolver.resolve(column, texts[0], context)
        return ((), [target], ()) if isinstance(target, Problem) else ((target,), [], ())
    if column.cell.type == "cited":
        pairs = [text.partition("#") for text in texts]
        texts, sections = tuple(p[0].strip() for p in pairs), tuple(p[2].strip() or "-" for p in pairs)
    found, problems = [], []
    for text in texts:
        target = resolver.resolve(column, text, context)
        if isinstance(target, Problem):
            problems.append(target)
        else:
            found.append(target)
    return tuple(dict.fromkeys(found) if not sections else found), problems, sections


def _resolve_sources(record: Record, resolver: Resolver) -> None:
    sources = []
    for document, section in record.sources:
        target = resolver.same_as.get(document, document)
        label = resolver.labels.get(target)
        if label == "Document":
            sources.append((target, section))
        elif label is None:
            record.reject("source", "unknown_ref", value=document, candidates="")
        else:
            record.reject("source", "wrong_label", value=document, labels="Document")
    record.sources = tuple(sources)


@cache
def _columns_without_circles(row: type[Row]) -> dict[str, str]:
    """Columns whose relationships may not go round, with their types."""
    kinds = {column.name: column.edge.relationship.type for column in columns_of(row) if column.edge}
    return {name: kind for name, kind in kinds.items() if kind in NO_CIRCLES}


def _reject_circles(records: Iterable[Record]) -> None:
    graphs: dict[str, nx.DiGraph] = defaultdict(nx.DiGraph)
    edges: dict[str, list[tuple[str, str, Record, str]]] = defaultdict(list)
    for record in records:
        if record.row is None:
            continue
        for name, kind in _columns_without_circles(type(record.row)).items():
            for target in record.refs.get(name, ()):
                graphs[kind].add_edge(record.id, target)
                edges[kind].append((record.id, target, record, name))
    for kind, graph in graphs.items():
        part = {n: i for i, found in enumerate(nx.strongly_connected_components(graph)) for n in found}
        sizes: dict[int, int] = defaultdict(int)
        for group in part.values():
            sizes[group] += 1
        for start, end, record, name in edges[kind]:
            if start == end or (part[start] == part[end] and sizes[part[start]] > 1):
                record.reject(name, "circle", value=end)
                if record.is_head:
                    record.refs.pop(name, None)


def _reject_what_points_at_rejected(records: Sequence[Record]) -> None:
    """Until nothing changes: a row that points at an id all whose declarations are rejected is rejected too."""
    changes = changes_of(records)
    pointing: dict[str, list[tuple[Record, str]]] = defaultdict(list)
    good: dict[str, int] = defaultdict(int)
    declared: dict[str, Record] = {}
    for record in records:
        if record.declares:
            declared.setdefault(record.id, record)
            good[record.id] += record.stands
        for target, column in _pointed_at(record):
            pointing[target].append((record, column))
    fallen = [name for name in declared if not good[name]]
    while fallen:
        name = fallen.pop()
        for record, column in pointing.get(name, ()):
            stood = record.stands
            record.reject(column, "points_at_rejected", value=name, first=_where(declared[name]))
            if record.is_head:
                record.refs.pop(column, None)
            elif record.label == "Change":
                reject_whole(changes[record.id])
            if stood and not record.stands and record.declares:
                good[record.id] -= 1
                if not good[record.id]:
                    fallen.append(record.id)


def _pointed_at(record: Record) -> Iterator[tuple[str, str]]:
    """Ids a row needs, and the columns that name them; itself apart."""
    if record.row is None:
        return
    if isinstance(record.row, FurtherParent):
        yield record.id, "id"
    for column, targets in record.refs.items():
        for target in targets:
            if target != record.id:
                yield target, column
    if not record.document:
        for document in {document for document, _ in record.sources} - {record.id}:
            yield document, "source"


def good_records(records: Iterable[Record]) -> list[Record]:
    """Rows that load."""
    return [record for record in records if record.stands]
