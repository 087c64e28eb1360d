"""What must hold between rows: one declaration an id, no circles, nothing that points at a rejected row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from graph.declare import Column, Problem, columns_of
from graph.model import Document, FurtherParent, Quantity, Report
from loaders.changes import check_changes
from loaders.references import REGISTRY, Context, Resolver, declared_id
from loaders.rows import Record

SEVERAL = frozenset({"Place", "Agency", "Agreement", "Document"})
NO_CIRCLES = frozenset({"PART_OF", "BROADER", "STANDING_BODY_OF", "UNDER", "RENEWS", "REPLACES", "IMPLEMENTS"})


def check(records: Sequence[Record]) -> Resolver:
    """Resolve the records and note on each what is wrong with it.

    Args:
        records: typed rows of all listed folders, those replaced by later folders left out.

    Returns:
        The resolver; rejected records have problems.
    """
    resolver = Resolver.of(records)
    _reject_duplicates(records)
    contexts = document_contexts(records, resolver)
    for record in records:
        if record.row is not None:
            _resolve_record(record, resolver, contexts.get(record.document, REGISTRY))
    _name_what_has_no_id(records, resolver)
    check_changes(records, resolver.labels)
    _reject_circles(records)
    _reject_what_points_at_rejected(records)
    return resolver


def _reject_duplicates(records: Iterable[Record]) -> None:
    labels: dict[str, Record] = {}
    seen: dict[tuple[str, str], Record] = {}
    for record in records:
        if not record.id or isinstance(record.row, FurtherParent):
            continue
        first = labels.setdefault(record.id, record)
        column = "number" if record.label == "Task" else "id"
        if first.label != record.label:
            record.reject(column, "two_labels", value=record.id, label=first.label, first=_where(first))
            continue
        if record.label == "Change":
            continue
        scope = (record.document or record.origin.file) if record.label in SEVERAL else ""
        earlier = seen.setdefault((record.id, scope), record)
        if earlier is not record:
            record.reject(column, "duplicate_id", value=record.id, first=_where(earlier))


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


def _resolve_record(record: Record, resolver: Resolver, context: Context) -> None:
    row = record.row
    assert row is not None
    cells = record.cells
    for column in columns_of(type(row)):
        if not column.refers_to or column.name not in cells:
            continue
        found, problems, sections = _resolve_cell(column, getattr(row, column.attribute), resolver, context)
        record.refs[column.name] = found
        if sections:
            record.cited[column.name] = sections
        record.problems += problems
    if not record.document:
        _resolve_sources(record, resolver)


def _resolve_cell(
    column: Column, value: str | tuple[str, ...], resolver: Resolver, context: Context
) -> tuple[tuple[str, ...], list[Problem], tuple[str, ...]]:
    texts = value if isinstance(value, tuple) else (value,)
    sections: tuple[str, ...] = ()
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


def _name_what_has_no_id(records: Iterable[Record], resolver: Resolver) -> None:
    """Ids of quantities and reports follow from what they belong to."""
    numbers: dict[str, int] = defaultdict(int)
    taken: dict[str, Record] = {}
    for record in records:
        row = record.row
        if not isinstance(row, Quantity | Report):
            continue
        target = next(iter(record.refs.get("of" if isinstance(row, Quantity) else "task", ())), "")
        owner = target if resolver.labels.get(target) == "Task" else record.document
        numbers[owner] += isinstance(row, Quantity)
        record.id = row.entity_id(owner, numbers[owner])
        if resolver.labels.get(record.id, record.label) != record.label:
            record.reject("id", "two_labels", value=record.id, label=resolver.labels[record.id], first=record.id)
        elif taken.setdefault(record.id, record) is not record:
            column = "id" if isinstance(row, Quantity) else "occurrence"
            record.reject(column, "duplicate_id", value=record.id, first=_where(taken[record.id]))


def _reject_circles(records: Iterable[Record]) -> None:
    graphs: dict[str, nx.DiGraph] = defaultdict(nx.DiGraph)
    edges: dict[str, list[tuple[str, str, Record, str]]] = defaultdict(list)
    for record in records:
        if record.row is None or not record.refs:
            continue
        for column in columns_of(type(record.row)):
            if column.edge and column.edge.relationship.type in NO_CIRCLES:
                kind = column.edge.relationship.type
                for target in record.refs.get(column.name, ()):
                    graphs[kind].add_edge(record.id, target)
                    edges[kind].append((record.id, target, record, column.name))
    for kind, graph in graphs.items():
        part = {n: i for i, found in enumerate(nx.strongly_connected_components(graph)) for n in found}
        sizes: dict[int, int] = defaultdict(int)
        for group in part.values():
            sizes[group] += 1
        for start, end, record, name in edges[kind]:
            if start == end or (part[start] == part[end] and sizes[part[start]] > 1):
                record.reject(name, "circle", value=end)


def _reject_what_points_at_rejected(records: Sequence[Record]) -> None:
    """Until nothing changes: a row that points at an id all whose declarations are rejected is rejected too."""
    pointing: dict[str, list[tuple[Record, str]]] = defaultdict(list)
    good: dict[str, int] = defaultdict(int)
    declared: dict[str, Record] = {}
    for record in records:
        if name := record.id or declared_id(record):
            declared.setdefault(name, record)
            good[name] += _stands(record)
        for column, targets in record.refs.items():
            for target in targets:
                pointing[target].append((record, column))
        for document in {document for document, _ in record.sources}:
            pointing[document].append((record, "source" if not record.document else ""))
    fallen = [name for name in declared if not good[name]]
    while fallen:
        name = fallen.pop()
        for record, column in pointing.get(name, ()):
            stood = _stands(record)
            if not _blames(record, column):
                record.reject(column, "points_at_rejected", value=name, first=_where(declared[name]))
            if stood and not _stands(record) and record.id:
                good[record.id] -= 1
                if not good[record.id]:
                    fallen.append(record.id)


def _stands(record: Record) -> bool:
    """Whether the row loads: a document.yml also with bad optional keys."""
    if record.table.row is Document and record.table.scope == "document":
        return record.row is not None
    return not record.problems


def _blames(record: Record, column: str) -> bool:
    """Whether a document's own row already says so, or is the source itself."""
    return (record.table.row is Document and column == "") or any(
        p.column == column and p.key == "points_at_rejected" for p in record.problems
    )


def good_records(records: Iterable[Record]) -> list[Record]:
    """Rows that load."""
    return [record for record in records if record.row is not None and _stands(record)]


def bad_documents(records: Iterable[Record]) -> Mapping[str, set[str]]:
    """Documents (and "" for registries) that have rejected rows, with the ids of these."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if record.problems:
            found[record.document].add(record.id)
    return found
