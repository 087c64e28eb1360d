"""Raw tables to typed rows: every cell read by its column's type, nothing resolved yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from graph.declare import ORIGIN, DocumentOrigin, Problem, RegistryOrigin, Row, Scope, Table
from graph.errors import Issue
from graph.model import Document, FurtherParent, Quantity
from graph.texts import catalogue, language, t
from loaders.raw import Origin, RawRow, RawTable

ORIGIN_ORDER = {scope: tuple(row.model_fields) for scope, row in ORIGIN.items()}
ORIGIN_COLUMNS = {scope: frozenset(names) for scope, names in ORIGIN_ORDER.items()}


@dataclass(slots=True, eq=False)
class Record:
    """A row on its way into the graph.

    Attributes:
        table: its table.
        origin: where its table stands.
        number: row number, or None for a document.yml.
        cells: its cleaned cells.
        document: id of the document it stands in, "" in a registry.
        row: the typed row; None while something is wrong with it.
        sources: (document id, section) of everything that states it.
        inferred: columns that are concluded.
        problems: what is wrong with it.
        id: id of its node; "" for rows that are no nodes.
        label: label of its node; "" for rows that are no nodes.
        is_head: whether it is a document's own row: of that a bad optional key is left out, and the rest loads.
        refs: column -> resolved ids.
        cited: column -> the section that says so, one for each id, where the column holds `{ref, section}`.
        nth: its place among the rows of what it belongs to, where its id follows from that.
        refused: its document cannot be read.
        filled: cells it has from before (loaders/keep.py).
        noted: how many of its problems were seen when it was read.
    """

    table: Table
    origin: Origin
    number: int | None
    cells: dict[str, str]
    document: str = ""
    row: Row | None = None
    sources: tuple[tuple[str, str], ...] = ()
    inferred: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    id: str = ""
    refs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cited: dict[str, tuple[str, ...]] = field(default_factory=dict)
    nth: int = 0
    refused: bool = False
    filled: dict[str, str] = field(default_factory=dict)
    noted: int = 0
    lines: dict[str, int] | None = None
    label: str = field(init=False)
    is_head: bool = field(init=False)

    def __post_init__(self) -> None:
        """Take over what its table says."""
        self.label = self.table.label
        self.is_head = self.table.row is Document and self.table.scope == "document"

    @property
    def stands(self) -> bool:
        """Whether it loads."""
        return self.row is not None and (self.is_head or not self.problems)

    @property
    def good_cells(self) -> dict[str, str]:
        """The cells that can be read, and those from before."""
        if not self.problems:
            return self.cells | self.filled if self.filled else self.cells
        bad = {p.column for p in self.problems}
        return {column: text for column, text in self.cells.items() if column not in bad} | self.filled

    @property
    def kept_cells(self) -> dict[str, str]:
        """The cells that load; a quantity keeps the id it has by its place."""
        return self.good_cells | ({"id": self.id} if self.table.row is Quantity else {})

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it the same row as before."""
        row = type(self.row) if self.row else self.table.row
        key = row_key(row, {"id": self.id, **self.cells})
        return (self.table.scope, self.table.name, self.document, row.__name__, *key)

    @property
    def declares(self) -> bool:
        """Whether it is a declaration of its id, and not only a further row about it."""
        return bool(self.id) and not isinstance(self.row, FurtherParent)

    def reset(self) -> None:
        """Forget what checking it brought to light."""
        del self.problems[self.noted :]
        self.refs, self.cited = {}, {}
        if not self.document:  # its sources were resolved, and those that lead nowhere left out
            origin, _ = _read_origin("registry", *(self.cells.get(name) for name in ORIGIN_ORDER["registry"]))
            self.sources = _named_sources(origin)

    def reject(self, column: str, key: str, **values: object) -> None:
        """Note what is wrong; the row will not load."""
        self.problems.append(Problem(column, key, values))

    def issues(self) -> Iterator[Issue]:
        """Its problems as issues."""
        for problem in self.problems:
            row = self.lines.get(problem.column) if self.lines else self.number
            yield issue_of(self.origin, row, problem, self.cells.get(problem.column, ""))


def row_key(row: type[Row], cells: Mapping[str, str]) -> tuple[str, ...]:
    """What makes a row the same row within its document or registry: what it is told by, else all its cells.

    Args:
        row: its class.
        cells: its cells by column code.
    """
    key = tuple(cells.get(column, "") for column in row.told_by)
    return key if key[0] else tuple(f"{column}={text}" for column, text in sorted(cells.items()))


def issue_of(origin: Origin, row: int | None, problem: Problem, value: str) -> Issue:
    """A problem of a cell as an issue a person can act on.

    Args:
        origin: where the table stands.
        row: row number; None for the whole table.
        problem: what is wrong.
        value: the cell as it stands.

    Returns:
        The issue, in the current language.
    """
    sentences = catalogue(language())
    values = {**problem.values, "column": problem.column}
    area = "cells" if f"cells.{problem.key}" in sentences else "rows"
    hints = "hints" if area == "cells" else "row_hints"
    plain = f"{hints}.{problem.key}_plain"
    hint = plain if plain in sentences and not values.get("candidates") else f"{hints}.{problem.key}"
    return Issue(
        folder=origin.folder,
        file=origin.file,
        sheet=origin.sheet,
        row=row,
        column=problem.column,
        value=(value or str(problem.values.get("value", "")))[:200],
        reason=t(f"{area}.{problem.key}", **values),
        hint=t(hint, **values),
    )


def table_issues(raw: RawTable) -> Iterator[Issue]:
    """What is wrong with a table as a whole."""
    for row, problem in raw.problems:
        yield issue_of(raw.origin, row, problem, "")


def read_rows(raw: RawTable, document: str = "") -> list[Record]:
    """Type the rows of a table.

    Args:
        raw: the table.
        document: id of the document whose table it is, "" for a registry.

    Returns:
        A record for each row, good or not.
    """
    records = list(_read_rows(raw, document))
    for record in records:
        record.noted = len(record.problems)
    return records


def _read_rows(raw: RawTable, document: str) -> Iterator[Record]:
    if raw.table.row is Document and raw.table.scope == "document":
        yield from (_read_document_row(raw, row, document) for row in raw.rows)
        return
    further = raw.table.node.further if raw.table.node else None
    seen: set[str] = set()
    for row in raw.rows:
        row_class = raw.table.row
        if further:
            repeats = row.cells.get("id") in seen and "name" not in row.cells
            row_class = further if repeats else row_class
            seen.add(row.cells.get("id", ""))
        yield _read_row(raw, row, document, row_class)


def _read_row(raw: RawTable, raw_row: RawRow, document: str, row_class: type[Row]) -> Record:
    scope = raw.table.scope
    record = Record(raw.table, raw.origin, raw_row.number, raw_row.cells, document, problems=list(raw_row.problems))
    if not raw_row.cells:
        return record
    own = {name: text for name, text in raw_row.cells.items() if name not in ORIGIN_COLUMNS[scope]}
    record.row, problems = row_class.read(own)
    record.problems += _not_noted(problems, record.problems)
    origin, wrong = _read_origin(scope, *(raw_row.cells.get(name) for name in ORIGIN_ORDER[scope]))
    record.problems += _not_noted(wrong, record.problems)
    if isinstance(origin, DocumentOrigin):
        record.sources = tuple((document, section) for section in origin.section)
        record.inferred = origin.inferred
        for name in origin.inferred:
            if raw.table.column(name) is None:
                record.reject("inferred", "unknown_inferred", value=name)
    else:
        record.sources = _named_sources(origin)
    return record


def _named_sources(origin: Row | None) -> tuple[tuple[str, str], ...]:
    """What a registry row names as its sources."""
    return tuple(map(split_source, origin.source)) if isinstance(origin, RegistryOrigin) else ()


@lru_cache(1 << 14)
def _read_origin(scope: Scope, *texts: str | None) -> tuple[Row | None, tuple[Problem, ...]]:
    """Where a row comes from; many rows say the same."""
    cells = {name: text for name, text in zip(ORIGIN_ORDER[scope], texts, strict=True) if text is not None}
    origin, problems = ORIGIN[scope].read(cells)
    return origin, tuple(problems)


def _read_document_row(raw: RawTable, raw_row: RawRow, document: str) -> Record:
    """The row of document.yml: a bad optional key is left out, a bad required one makes the folder unreadable."""
    record = Record(raw.table, raw.origin, raw_row.number, raw_row.cells, document, problems=list(raw_row.problems))
    record.lines = dict(raw_row.lines) if raw_row.lines else None
    if not raw_row.cells:
        return record
    required = {"", *(c.name for c in raw.table.own_columns if c.required)}
    bad = {p.column for p in record.problems}
    cells = {name: text for name, text in raw_row.cells.items() if name not in bad}
    row, problems = raw.table.row.read(cells)
    if problems:
        record.problems += _not_noted(problems, record.problems)
        bad |= {p.column for p in problems}
        row, _ = raw.table.row.read({name: text for name, text in cells.items() if name not in bad})
    record.row = None if bad & required else row
    if record.row is None and not bad & required:
        record.reject("", "unreadable")
    if isinstance(record.row, Document):
        record.inferred = record.row.inferred
        for name in record.inferred:
            if raw.table.column(name) is None:
                record.reject("inferred", "unknown_inferred", value=name)
    record.sources = ((document, "-"),)
    return record


def _not_noted(problems: Iterable[Problem], noted: list[Problem]) -> list[Problem]:
    """Problems of columns about which nothing is said yet (a cell taken out is not also missing)."""
    columns = {p.column for p in noted if p.column} if noted else ()
    return [p for p in problems if p.column not in columns]


def split_source(source: str) -> tuple[str, str]:
    """`document#section`; without `#` the whole document."""
    document, _, section = source.partition("#")
    return document.strip(), section.strip() or "-"
