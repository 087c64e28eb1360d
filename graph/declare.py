"""The words a model is declared with: rows, nodes, relationship types, and the columns derived from them."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Annotated, Any, ClassVar, Literal, Self, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from graph.cells import Cell, Choice, CutDate, MonthDay, _of, cell_error, read_id, read_many
from graph.ids import numbered, slug
from graph.texts import Language, catalogue

Scalar = str | int | float | bool | dt.date
Property = Scalar | list[str] | list[int]
Scope = Literal["registry", "document"]


@dataclass(frozen=True)
class Text:
    """A thing's name in both languages, as headings, forms and the dictionary show it."""

    vi: str
    en: str
    help: str = ""

    def of(self, language: Language) -> str:
        """The name in one language."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True)
class Colours:
    """A colour on the light and on the dark page."""

    light: str
    dark: str


@dataclass(frozen=True)
class Look:
    """How a node is drawn.

    Attributes:
        shape: outline of its box.
        colours: of what is ours, or has no side.
        foreign: of what belongs to another country; None where the side does not show.
        solid: filled with the colour, or tinted with it.
    """

    shape: Literal["round", "square", "hexagon", "slant", "oval", "pill", "folded", "bars"]
    colours: Colours
    foreign: Colours | None = None
    solid: bool = False


@dataclass(frozen=True)
class Problem:
    """What is wrong with one column of a row; `key` and `values` make the sentence `cells.<key>`."""

    column: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason in the current language."""
        from graph.texts import t

        return t(f"cells.{self.key}", **self.values)


@dataclass(frozen=True)
class Relationship:
    """A relationship type, declared once; columns name it, and its ends follow from them.

    Attributes:
        type: its name, a verb read from start to end.
        text: its name in both languages.
        what: one sentence that explains it.
        properties: its own properties and their types, apart from `sources` and `inferred`.
        key: the property that tells two relationships of one type between the same ends apart.
        derived_ends: pairs of labels where it is concluded by the load instead of written in a column.
    """

    type: str
    text: Text
    what: str
    properties: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    derived_ends: tuple[tuple[str, str], ...] = ()

    types: ClassVar[dict[str, Relationship]] = {}

    def __post_init__(self) -> None:
        """Register it."""
        if self.type in Relationship.types:
            raise TypeError(f"relationship type {self.type} is declared twice")
        Relationship.types[self.type] = self

    def __hash__(self) -> int:
        """By its name, which is unique."""
        return hash(self.type)

    @property
    def derived(self) -> bool:
        """Whether the load concludes it."""
        return bool(self.derived_ends)

    @property
    def ends(self) -> tuple[tuple[str, str], ...]:
        """Pairs of labels it may join, start first."""
        pairs = list(self.derived_ends)
        for label, node in Node.labels.items():
            for column in columns_of(node):
                if column.edge and column.edge.relationship is self:
                    pairs += [column.edge.ends(label, other) for other in column.edge.others]
        return tuple(dict.fromkeys(pairs))


@dataclass(frozen=True, eq=False)
class Edge:
    """A column that names what the row's node is joined to.

    Attributes:
        relationship: its type.
        arrow: "->" where the row's node is the start, "<-" where it is the end.
        others: labels of what may be named.
        fixed: properties every such relationship has.
        properties: property -> column of the same row that holds it.
    """

    relationship: Relationship
    arrow: Literal["->", "<-"]
    others: tuple[str, ...]
    fixed: Mapping[str, Scalar] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)

    def ends(self, row: str, other: str) -> tuple[str, str]:
        """Start and end, of the row's side and the other one (labels or ids)."""
        return (row, other) if self.arrow == "->" else (other, row)


class OnEdge:
    """Marks a column whose value belongs to a relationship, not to the node."""


class OnStatement:
    """Marks a column whose value is also kept on the STATED_IN of the document that says it."""


class Names:
    """Marks a column that names anything or a document, without being a relationship of the row's node.

    Args:
        *labels: what may be named; none means anything.
    """

    def __init__(self, *labels: str) -> None:
        self.labels = labels


Ref = Annotated[str | None, Cell("ref")]
Refs = Annotated[tuple[str, ...], _of(tuple, read_many), Cell("refs")]


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table, derived from a field.

    Attributes:
        name: heading code.
        attribute: field of the row class.
        text: heading in both languages.
        cell: its cell type.
        required: whether an empty cell is an issue.
        choice: allowed values, else None.
        edge: relationship it makes, else None.
        refers_to: labels a cell may name; empty for other columns.
        stated: its value is kept on STATED_IN too.
        on_edge: its value belongs to a relationship.
    """

    name: str
    attribute: str
    text: Text
    cell: Cell
    required: bool
    choice: type[Choice] | None = None
    edge: Edge | None = None
    refers_to: tuple[str, ...] = ()
    stated: bool = False
    on_edge: bool = False

    @property
    def many(self) -> bool:
        """Whether the cell holds several values separated by `;`."""
        return self.cell.type in ("many", "refs", "years", "cited", "sources")

    @property
    def is_property(self) -> bool:
        """Whether its value is a property of the node."""
        return not (self.on_edge or self.edge)


class Row(BaseModel):
    """A row of a table: its fields are the columns.

    Subclasses may declare `ordered` (pairs of dates that must not run backwards) and `told_by` (the columns that make a
    row the same row as before, within its document or registry).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    ordered: ClassVar[tuple[tuple[str, str], ...]] = ()
    told_by: ClassVar[tuple[str, ...]] = ("id",)

    @classmethod
    def read(cls, cells: Mapping[str, str]) -> tuple[Self | None, list[Problem]]:
        """Read a row.

        Args:
            cells: column code -> cleaned text, without the empty ones.

        Returns:
            The row, or None and everything that is wrong with it.
        """
        try:
            row = cls.model_validate(cells)
        except ValidationError as error:
            return None, [*map(_problem, error.errors()), *cls._disorder(cells)]
        problems = [
            Problem(late, "end_before_start", {"value": cells[late], "start": cells[early]})
            for early, late in cls.ordered
            if (first := _day(getattr(row, early))) and (last := _day(getattr(row, late))) and last < first
        ]
        return (None if problems else row), problems

    @classmethod
    def _disorder(cls, cells: Mapping[str, str]) -> list[Problem]:
        """Pairs of dates that run backwards, reported at the later column."""
        problems = []
        for early, late in cls.ordered:
            first, last = cls._day(early, cells), cls._day(late, cells)
            if first and last and last < first:
                problems.append(Problem(late, "end_before_start", {"value": cells[late], "start": cells[early]}))
        return problems

    @classmethod
    def _day(cls, column: str, cells: Mapping[str, str]) -> dt.date | None:
        if column not in cells:
            return None
        try:
            return _day(_adapter(cls, column).validate_python(cells[column]))
        except ValidationError:
            return None


def _day(value: object) -> dt.date | None:
    return value.day if isinstance(value, CutDate) else value if isinstance(value, dt.date) else None


class Node(Row):
    """A node: `:Entity` and one family label, fixed at creation; `id` is unique among all entities.

    Subclasses declare `title`, `look`, their `table`, where it stands, and their columns in the table's order.
    """

    labels: ClassVar[dict[str, type[Node]]] = {}
    title: ClassVar[Text]
    plural: ClassVar[Text]
    look: ClassVar[Look]
    table: ClassVar[str]
    scopes: ClassVar[tuple[Scope, ...]]
    further: ClassVar[type[Row] | None] = None
    defaults: ClassVar[Mapping[str, Scalar]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Register the label and refuse an incomplete declaration."""
        if cls.__name__ in Node.labels or cls.__name__ in Relationship.types:
            raise TypeError(f"{cls.__name__} is declared twice")
        if not cls.__doc__ or not hasattr(cls, "table"):
            raise TypeError(f"{cls.__name__} needs a docstring, title, look, table and scopes")
        Node.labels[cls.__name__] = cls
        TABLES.extend(cls.tables())

    @classmethod
    def tables(cls) -> tuple[Table, ...]:
        """Its tables: one in each scope."""
        vi, en = (name[:1].upper() + name[1:] for name in (cls.plural.vi, cls.plural.en))
        return tuple(Table(cls.table, cls, scope, text=Text(vi, en)) for scope in cls.scopes)

    @classmethod
    def suggested_ids(cls, cells: Mapping[str, str], document: str) -> Iterator[str]:
        """Ids for a new row, best first (MODEL section 5); none where nothing it follows from is filled in yet.

        Args:
            cells: its cells by column code.
            document: id of the document it stands in, "" in a registry.
        """
        if name := cells.get("name") or cells.get("title"):
            yield from numbered(f"{cls.__name__.lower()}.{slug(name)}")

    def entity_id(self, owner: str, number: int) -> str:
        """The id of this row's node.

        Args:
            owner: id of what the row belongs to: its task where it has one, else its document, else "".
            number: how many rows of the same owner came before, and one.
        """
        return str(getattr(self, "id"))  # noqa: B009

    def properties(self) -> dict[str, Property]:
        """Property values as the store writes them; absent ones are left out."""
        return stored(self.values())

    def values(self) -> dict[str, Any]:
        """Filled attributes that are properties, as read."""
        own = property_names(type(self))
        return {name: getattr(self, name) for name in self.model_fields_set if name in own}

    def caption(self) -> str:
        """Its name; labels without a name of their own compose one."""
        return str(getattr(self, "name", ""))


def stored(values: Mapping[str, Any]) -> dict[str, Property]:
    """Values as the store writes them.

    Args:
        values: attribute -> value as read; absent ones are left out.

    Returns:
        Properties: a cut date has `<attribute>_precision` beside it, a yearly day is `<attribute>_month_day`.
    """
    found: dict[str, Property] = {}
    for attribute, value in values.items():
        if value is None or value == ():
            continue
        if type(value) is str:
            found[attribute] = value
        elif isinstance(value, CutDate):
            found[attribute] = value.day
            if value.precision != "day":
                found[f"{attribute}_precision"] = value.precision
        elif isinstance(value, MonthDay):
            found[f"{attribute}_month_day"] = str(value)
        elif isinstance(value, tuple):
            found[attribute] = list(value)
        elif isinstance(value, Choice):
            found[attribute] = value.value
        else:
            found[attribute] = value
    return found


class RegistryOrigin(Row):
    """Columns that say where a registry row comes from."""

    source: Annotated[
        tuple[str, ...],
        _of(tuple, read_many),
        Cell("sources"),
        Text("Nguồn", "Source", "văn bản#mục; văn bản không có # nghĩa là cả văn bản"),
    ]


class DocumentOrigin(Row):
    """Columns that say where in its document a row stands, and what of it is concluded."""

    section: Annotated[tuple[str, ...], _of(tuple, read_many), Cell("many"), Text("Mục", "Section")]
    inferred: Annotated[
        tuple[str, ...], _of(tuple, read_many), Cell("many"), Text("Suy ra", "Inferred", "tên các cột được suy ra")
    ] = ()
    note: Annotated[str | None, Cell("long_text"), Text("Ghi chú", "Note")] = None


ORIGIN: dict[Scope, type[Row]] = {"registry": RegistryOrigin, "document": DocumentOrigin}


def _problem(error: Any) -> Problem:
    """A pydantic error as a problem of a column."""
    column = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "cell":
        return Problem(column, error["msg"], error.get("ctx", {}))
    if error["type"] == "missing":
        return Problem(column, "required")
    if error["type"] == "extra_forbidden":
        return Problem(column, "unknown_column")
    return Problem(column, "unreadable", {"value": error.get("input", "")})


@cache
def _adapter(row: type[Row], column: str) -> TypeAdapter[Any]:
    attribute = {c.name: c.attribute for c in columns_of(row)}[column]
    info = row.model_fields[attribute]
    return TypeAdapter(Annotated[(info.annotation, *info.metadata)])  # type: ignore[arg-type]


@cache
def columns_of(row: type[Row]) -> tuple[Column, ...]:
    """The columns a row class declares, in order.

    Args:
        row: the class.

    Returns:
        Its columns, without those of where it comes from.

    Raises:
        TypeError: a field has no name in both languages.
    """
    return tuple(_column(row, attribute, info) for attribute, info in row.model_fields.items())


def _column(row: type[Row], attribute: str, info: FieldInfo) -> Column:
    def one(kind: type[Any]) -> Any:
        return next((m for m in reversed(info.metadata) if isinstance(m, kind)), None)

    text, edge, names, cell = one(Text), one(Edge), one(Names), one(Cell)
    if text is None:
        raise TypeError(f"{row.__name__}.{attribute} needs its Text")
    choice = _choice(info.annotation)
    refers_to = edge.others if edge else (names.labels or tuple(Node.labels)) if names else ()
    return Column(
        name=info.alias or attribute,
        attribute=attribute,
        text=text,
        cell=cell or Cell("choice" if choice else "text"),
        required=info.is_required(),
        choice=choice,
        edge=edge,
        refers_to=refers_to,
        stated=one(OnStatement) is not None,
        on_edge=one(OnEdge) is not None,
    )


def _choice(annotation: Any) -> type[Choice] | None:
    options = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
    return next((o for o in options if isinstance(o, type) and issubclass(o, Choice)), None)


@cache
def property_names(node: type[Node]) -> frozenset[str]:
    """Attributes of a node class that become properties (dates with `_precision` and `_month_day` beside them)."""
    return frozenset(c.attribute for c in columns_of(node) if c.is_property)


TABLES: list[Table] = []  # every table, in the order of the classes: what is read first may be named by the rest


@dataclass(frozen=True, eq=False)
class Table:
    """A table as it stands in a folder or a workbook.

    Attributes:
        name: file name without ending; name of its sheet.
        row: its row class.
        scope: registry, or a document's folder.
        only: the columns it has where these are not all of the class.
        file: the file it is kept in, where that is no CSV.
    """

    name: str
    row: type[Row]
    scope: Scope
    only: tuple[str, ...] | None = None
    file: str = ""
    sheet: str = ""
    text: Text = Text("", "")

    @property
    def file_name(self) -> str:
        """The file it is kept in."""
        return self.file or f"{self.name}.csv"

    @property
    def sheet_name(self) -> str:
        """Its sheet in a workbook."""
        return self.sheet or self.name

    @cached_property
    def node(self) -> type[Node] | None:
        """The node class of its rows, if they are nodes."""
        return self.row if issubclass(self.row, Node) else None

    @cached_property
    def label(self) -> str:
        """The label of its rows' nodes, or ""."""
        return self.node.__name__ if self.node else ""

    @cached_property
    def own_columns(self) -> tuple[Column, ...]:
        """Columns of the row class that this table has."""
        return tuple(c for c in columns_of(self.row) if self.only is None or c.name in self.only)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All its columns, those of where a row comes from last."""
        own = self.own_columns
        return own if self.file.endswith(".yml") else (*own, *columns_of(ORIGIN[self.scope]))

    def column(self, name: str) -> Column | None:
        """The column of that code."""
        return next((c for c in self.columns if c.name == name), None)


def title_of(kind: str, language: Language) -> str:
    """The title of a label, or the words of a relationship type, in one language."""
    return (Node.labels[kind].title if kind in Node.labels else Relationship.types[kind].text).of(language)


def each_edge_column() -> Iterator[tuple[str, Column]]:
    """Every column that makes a relationship, with the label of its row."""
    for label, node in Node.labels.items():
        for column in columns_of(node):
            if column.edge:
                yield label, column


__all__ = [
    "ORIGIN",
    "TABLES",
    "Cell",
    "Colours",
    "Column",
    "DocumentOrigin",
    "Edge",
    "Look",
    "Names",
    "Node",
    "OnEdge",
    "OnStatement",
    "Problem",
    "Property",
    "Ref",
    "Refs",
    "RegistryOrigin",
    "Relationship",
    "Row",
    "Scope",
    "Table",
    "Text",
    "catalogue",
    "cell_error",
    "columns_of",
    "each_edge_column",
    "property_names",
    "read_id",
    "title_of",
]
