"""The catalogue of questions: every `queries/*.cypher` file, read and checked; a file in the folder is a question.

A file begins with its front matter, YAML between two `//---` lines, each line behind `// `; the rest is Cypher that can
be pasted into Neo4j Browser (DESIGN section 8).
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictStr, ValidationError
from pydantic_core import PydanticCustomError
from yaml.nodes import MappingNode, Node, SequenceNode

from graph import life, model
from graph.cells import Choice, read_yes_no
from graph.declare import Node as Label
from graph.declare import Relationship, columns_of
from graph.errors import HopTacError, QueryError
from graph.life import Derivation
from graph.names import fold
from graph.texts import LANGUAGES, Language, catalogue, t
from queries import codes
from queries.days import read_date
from queries.lookups import FOR_DERIVATIONS

FOLDER = Path(__file__).parent
FENCE = "//---"
LIMIT = "limit"
VALUES = ("text", "words", "integer", "number", "date", "yes/no", "section", "value", "precision")
NAMES_OF_THE_MODEL = ("label", "relationship", "property")
SCALARS = (*VALUES, *NAMES_OF_THE_MODEL, "source")
WRITING = re.compile(r"\b(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP|FOREACH|LOAD|USE|TERMINATE|SHOW)\b", re.IGNORECASE)
NOT_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", re.DOTALL)


class _Words(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    vi: Annotated[StrictStr, Field(min_length=1)]
    en: Annotated[StrictStr, Field(min_length=1)]

    def of(self, language: Language) -> str:
        """The text in one language."""
        return self.vi if language == "vi" else self.en


class _Phrases(BaseModel):
    """How people ask, with `{parameter}` where a value stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    vi: tuple[StrictStr, ...] = ()
    en: tuple[StrictStr, ...] = ()


@dataclass(frozen=True)
class Type:
    """The type of a column or parameter.

    Attributes:
        text: as written: `Place`, `Place|Agency`, `Topic[]`, `date`, `AgreementState`, `source[]`.
        labels: labels of an entity; empty for other types.
        choice: the class of its codes, else None.
        many: whether it is a list.
    """

    text: str
    labels: frozenset[str] = frozenset()
    choice: type[Choice] | None = None
    many: bool = False

    @property
    def base(self) -> str:
        """The type of one value."""
        return self.text.removesuffix("[]")

    @property
    def entity(self) -> bool:
        """Whether a value is an entity."""
        return bool(self.labels)

    def title(self, value: object, language: Language) -> str:
        """A code as a person reads it; other values as they are.

        Args:
            value: one value.
            language: "vi" or "en".

        Returns:
            Its name in that language.
        """
        if self.choice and value:
            choice = self.choice(str(value))
            return choice.vi if language == "vi" else choice.en
        if self.base == "label" and value in Label.labels:
            return Label.labels[str(value)].title.of(language)
        if self.base == "relationship" and value in Relationship.types:
            return Relationship.types[str(value)].text.of(language)
        if self.base == "property":
            return _model_headings().get((str(value), language), str(value))
        if isinstance(value, bool):
            return t("queries.is_so" if value else "queries.is_not")
        return str(value)


@cache
def choices() -> dict[str, type[Choice]]:
    """All classes of codes of the model, of `graph.life` and of questions, by name."""
    found = [c for module in (model, life, codes) for c in vars(module).values() if isinstance(c, type)]
    return {c.__name__: c for c in found if issubclass(c, Choice) and c is not Choice}


def read_type(text: str) -> Type:
    """The type a text means.

    Args:
        text: as written in a file.

    Returns:
        The type.

    Raises:
        ValueError: it means none.
    """
    base = text.removesuffix("[]")
    many = base != text
    if base == "Entity":
        return Type(text, frozenset(Label.labels), many=many)
    if set(labels := base.split("|")) <= set(Label.labels):
        return Type(text, frozenset(labels), many=many)
    if base in choices():
        return Type(text, choice=choices()[base], many=many)
    if base in SCALARS:
        return Type(text, many=many)
    known = ["Entity", *Label.labels, *choices(), *SCALARS]
    raise ValueError(t("queries.unknown_type", type=base, near=_near(base, known)))


def _near(name: str, known: list[str]) -> str:
    return ", ".join(difflib.get_close_matches(name, known, 3, 0.5) or sorted(known))


def _type(text: str) -> str:
    read_type(text)
    return text


TypeText = Annotated[StrictStr, AfterValidator(_type)]


class Param(BaseModel):
    """A parameter as declared.

    Attributes:
        type: a label or several, a class of codes, text, integer, date or yes/no.
        description: what it means.
        example: a value that gives an answer in the shipped data.
        default: what it is where nothing is given; without this key it must be given. `today + 6 months` is a date.
        kinds: kinds of entity that a free question can mean by it: codes, or `abroad`; any where empty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: TypeText
    description: _Words
    example: str | int | bool | dt.date | None = None
    default: str | int | bool | dt.date | None = None
    kinds: tuple[StrictStr, ...] = ()

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return "default" not in self.model_fields_set

    @property
    def kind(self) -> Type:
        """Its type."""
        return read_type(self.type)


class _Column(BaseModel):
    """A column as declared: its type alone, or with a heading of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: TypeText
    title: _Words


class _Front(BaseModel):
    """The front matter of a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: _Words
    description: _Words
    group: StrictStr
    phrases: _Phrases = _Phrases()
    params: dict[StrictStr, Param] = {}
    derive: tuple[StrictStr, ...] = ()
    order: tuple[StrictStr, ...] = ()
    columns: dict[StrictStr, TypeText | _Column]
    owner: _Words | None = None
    remedy: _Words | None = None


@dataclass(frozen=True)
class Column:
    """A column of an answer.

    Attributes:
        name: its code.
        type: its type.
        words: its own heading, where the file gives one.
    """

    name: str
    type: Type
    words: _Words | None = None

    def title(self, language: Language) -> str:
        """Its heading in one language.

        Args:
            language: "vi" or "en".

        Returns:
            Its own heading, else that of the text catalogue, of the model's column or label; else its name.
        """
        if self.words:
            return self.words.of(language)
        if self.type.base == "precision":
            return catalogue(language)["queries.column.precision"]
        known = catalogue(language).get(f"queries.column.{self.name}") or _model_headings().get((self.name, language))
        return known or self.name.replace("_", " ")


@cache
def _model_headings() -> dict[tuple[str, Language], str]:
    """Names of the model's columns and labels, by code and language."""
    texts = {label.lower(): node.title for label, node in Label.labels.items()}
    texts = {c.attribute: c.text for node in reversed(Label.labels.values()) for c in columns_of(node)} | texts
    return {(name, language): text.of(language) for name, text in texts.items() for language in LANGUAGES}


@dataclass(frozen=True)
class Question:
    """A question of the catalogue.

    Attributes:
        name: file name without ending.
        path: its file.
        front: its front matter.
        cypher: its statement.
        line: where the statement begins in the file.
    """

    name: str
    path: Path
    front: _Front
    cypher: str
    line: int

    @property
    def params(self) -> Mapping[str, Param]:
        """Its parameters, in order."""
        return self.front.params

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its answer."""
        return tuple(
            Column(name, read_type(declared.type), declared.title)
            if isinstance(declared, _Column)
            else Column(name, read_type(declared))
            for name, declared in self.front.columns.items()
        )

    @property
    def derive(self) -> tuple[Derivation, ...]:
        """What is derived from its rows, in order."""
        return tuple(Derivation.known[name] for name in self.front.derive)

    @cached_property
    def lookups(self) -> tuple[str, ...]:
        """What its derivations need and its statement does not return."""
        needed = {name for derived in self.derive for name in derived.needs} & set(FOR_DERIVATIONS)
        return tuple(sorted(needed - set(returned_columns(self.cypher))))

    @property
    def sorted_here(self) -> bool:
        """Whether its rows are sorted and cut after the statement has run."""
        return bool(self.front.order)

    @property
    def group(self) -> str:
        """The group it is listed in."""
        return self.front.group

    def title(self, language: Language) -> str:
        """Its title in one language."""
        return self.front.title.of(language)

    def description(self, language: Language) -> str:
        """What it answers, in one language."""
        return self.front.description.of(language)

    def group_title(self, language: Language) -> str:
        """The title of its group in one language."""
        return catalogue(language).get(f"queries.group.{self.group}", self.group)


# ------------------------------------------------------------------------------------------------ reading


@cache
def questions(folder: Path = FOLDER) -> dict[str, Question]:
    """Every question of a folder, by name; read once.

    Args:
        folder: where the files are; files in folders below are not questions.

    Returns:
        name -> question, sorted by group and title.

    Raises:
        QueryError: a file is not right; the sentence names file and line.
    """
    found = sorted((read_question(file) for file in folder.glob("*.cypher")), key=lambda q: (q.group, q.name))
    return {question.name: question for question in found}


def question(name: str, folder: Path = FOLDER) -> Question:
    """The question of that name.

    Raises:
        QueryError: there is none; the sentence names the nearest.
    """
    known = questions(folder)
    if name not in known:
        raise QueryError(t("queries.unknown", name=name), t("queries.unknown_next", near=_near(name, list(known))))
    return known[name]


def read_question(file: Path) -> Question:
    """Read and check one file.

    Args:
        file: a `.cypher` file.

    Returns:
        The question.

    Raises:
        QueryError: it is not right; the sentence names file and line.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    fences = [number for number, line in enumerate(lines) if line.rstrip() == FENCE]
    if len(fences) != 2 or fences[0] != 0:
        raise _wrong(file, 1, t("queries.no_front", fence=FENCE))
    matter = lines[1 : fences[1]]
    for number, line in enumerate(matter, start=2):
        if line.rstrip() != "//" and not line.startswith("// "):
            raise _wrong(file, number, t("queries.no_comment"))
    front, where = _read_front(file, "\n".join(line[3:] for line in matter))
    cypher = "\n".join(lines[fences[1] + 1 :]).strip()
    made = Question(file.stem, file, front, cypher, fences[1] + 2)
    for key, reason in _problems(made):
        raise _wrong(file, where.get(key, made.line), reason)
    return made


def _wrong(file: Path, line: int, reason: str) -> HopTacError:
    return QueryError(t("queries.wrong_file", file=file.name, line=line, reason=reason), t("queries.wrong_file_next"))


def _read_front(file: Path, text: str) -> tuple[_Front, dict[tuple[str, ...], int]]:
    """The front matter, and the line of each of its keys."""
    try:
        where = dict(_lines(yaml.compose(text, yaml.CSafeLoader)))
        return _Front.model_validate(yaml.load(text, yaml.CSafeLoader)), where
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise _wrong(file, (mark.line if mark else 0) + 2, t("queries.no_yaml", reason=error.problem)) from error
    except ValidationError as error:
        first = error.errors()[0]
        loc = tuple(map(str, first["loc"]))
        line = next((where[loc[:n]] for n in range(len(loc), 0, -1) if loc[:n] in where), 2)
        raise _wrong(file, line, f"{'.'.join(loc)}: {first['msg']}") from error


def _lines(node: Node | None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], int]]:
    """The line of each key; the fence is line 1.

    Raises:
        yaml.MarkedYAMLError: a key stands twice.
    """
    if isinstance(node, MappingNode):
        seen: set[Hashable] = set()
        for key, value in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=t("queries.twice", key=key.value), problem_mark=key.start_mark)
            seen.add(key.value)
            yield (*path, key.value), key.start_mark.line + 2
            yield from _lines(value, (*path, key.value))
    elif isinstance(node, SequenceNode):
        for number, value in enumerate(node.value):
            yield (*path, str(number)), value.start_mark.line + 2
            yield from _lines(value, (*path, str(number)))


# ------------------------------------------------------------------------------------------------ checking


def _problems(made: Question) -> Iterator[tuple[tuple[str, ...], str]]:
    """Everything wrong with a question that its front matter alone does not show, each with the key it belongs to."""
    yield from _param_problems(made)
    yield from _column_problems(made)
    yield from _cypher_problems(made)
    if (made.front.owner is None) != (made.front.remedy is None):
        yield ("owner",), t("queries.owner_and_remedy")


def _param_problems(made: Question) -> Iterator[tuple[tuple[str, ...], str]]:
    used = set(re.findall(r"\$(\w+)", _code(made.cypher))) - {LIMIT}
    for derived in made.front.derive:
        if derived not in Derivation.known:
            yield (
                ("derive",),
                t("queries.unknown_derivation", name=derived, near=_near(derived, list(Derivation.known))),
            )
            return
    used |= {name for derived in made.derive for name in derived.params}
    for name in sorted(used - set(made.params)):
        yield ("params",), t("queries.not_declared", name=name)
    for name, param in made.params.items():
        if name not in used:
            yield ("params", name), t("queries.not_used", name=name)
        if not (param.kind.entity or param.kind.choice or param.kind.base in READERS) or param.kind.many:
            yield ("params", name, "type"), t("queries.no_param_type", type=param.type)
        for key in ("default", "example"):
            value = getattr(param, key)
            if value is not None and not param.kind.entity:
                try:
                    read_value(param, value)
                except ValueError as error:
                    yield ("params", name, key), str(error)
    for language, phrases in made.front.phrases:
        for number, phrase in enumerate(phrases):
            for name in sorted(set(re.findall(r"\{(\w+)\}", phrase)) - set(made.params)):
                yield ("phrases", language, str(number)), t("queries.not_declared", name=name)


def _column_problems(made: Question) -> Iterator[tuple[tuple[str, ...], str]]:
    returned = returned_columns(made.cypher)
    given: dict[str, str] = {}
    for derived in made.derive:
        for name in derived.needs:
            needed = FOR_DERIVATIONS[name].by if name in made.lookups else name
            if needed not in returned:
                yield ("derive",), t("queries.derivation_needs", name=derived.name, column=needed)
        given |= derived.gives
    for column in made.columns:
        if column.name not in returned and column.name not in given:
            yield ("columns", column.name), t("queries.not_returned", column=column.name)
        if given.get(column.name, column.type.text) != column.type.text:
            yield ("columns", column.name), t("queries.other_type", column=column.name, type=given[column.name])
    for name in made.front.order:
        if name.removeprefix("-") not in made.front.columns:
            yield ("order",), t("queries.unknown_order", column=name)


def _cypher_problems(made: Question) -> Iterator[tuple[tuple[str, ...], str]]:
    code = _code(made.cypher)
    if found := WRITING.search(code):
        yield (), t("queries.writes", clause=found.group().upper())
    has_order, has_limit = bool(re.search(r"\bORDER\s+BY\b[^}]*$", code)), f"${LIMIT}" in code
    if made.derive and not made.sorted_here:
        yield ("derive",), t("queries.derive_order")
    if made.sorted_here and (has_order or has_limit):
        yield ("order",), t("queries.order_twice")
    if not made.sorted_here and not (has_order and has_limit):
        yield (), t("queries.no_order")
    names = set(re.findall(r"(?<![\w\]])\(\s*\w*\s*:\s*([\w|:]+)", code)) | set(
        re.findall(r"\bWHERE\s+\w+:(\w+)", code)
    )
    labels = {part for name in names for part in re.split(r"[|:]", name)}
    for name in sorted(labels - {"Entity", *Label.labels}):
        yield (), t("queries.unknown_label", name=name, near=_near(name, list(Label.labels)))
    types = {part for name in re.findall(r"\[\s*\w*\s*:\s*([\w|:]+)", code) for part in re.split(r"[|:]+", name)}
    for name in sorted(types - set(Relationship.types)):
        yield (), t("queries.unknown_relationship", name=name, near=_near(name, list(Relationship.types)))


def _code(cypher: str) -> str:
    """A statement without its comments and texts."""
    return NOT_CODE.sub(lambda found: "''" if found.group()[0] in "'\"" else " ", cypher)


def returned_columns(cypher: str) -> tuple[str, ...]:
    """The column names of a statement's last RETURN.

    Args:
        cypher: a statement.

    Returns:
        The names, in order.
    """
    code = _code(cypher)
    last = max((m.end() for m in re.finditer(r"\bRETURN\b", code) if _depth(code, m.start()) == 0), default=len(code))
    end = re.search(r"\b(ORDER\s+BY|SKIP|LIMIT)\b", code[last:])
    items = re.sub(r"^\s*DISTINCT\b", "", code[last : last + end.start() if end else len(code)])
    parts, start = [], 0
    for position, letter in enumerate(items):
        if letter == "," and _depth(items, position) == 0:
            parts.append(items[start:position])
            start = position + 1
    parts.append(items[start:])
    return tuple(re.split(r"\bAS\b", part)[-1].strip().rstrip(";").strip().strip("`") for part in parts)


def _depth(code: str, position: int) -> int:
    """How many brackets are open at a position."""
    before = code[:position]
    return sum(map(before.count, "([{")) - sum(map(before.count, ")]}"))


# ------------------------------------------------------------------------------------------------ values


def read_value(param: Param, value: object) -> object:
    """A parameter's value in its type; entities are left as they are.

    Args:
        param: the parameter.
        value: as given: text, or of the type already.

    Returns:
        The value; None for none.

    Raises:
        ValueError: it is not of that type; the sentence says what is expected.
    """
    if value is None or value == "":
        return None
    kind = param.kind
    if kind.entity:
        return str(value)
    if kind.choice:
        return _read_choice(kind.choice, str(value))
    return READERS[kind.base](value)


def _read_choice(choice: type[Choice], text: str) -> Choice:
    try:
        return choice.read(text)
    except PydanticCustomError as error:
        raise ValueError(t("queries.no_choice", value=text, choices=", ".join(choice))) from error


def _read_integer(value: object) -> int:
    if isinstance(value, bool) or not re.fullmatch(r"-?\d+", str(value)):
        raise ValueError(t("queries.no_integer", value=value))
    return int(str(value))


def _read_yes_no(value: object) -> bool:
    try:
        return value if isinstance(value, bool) else read_yes_no(str(value))
    except PydanticCustomError as error:
        raise ValueError(t("queries.no_yes_no", value=value)) from error


def _read_words(value: object) -> str:
    """Words as `search_text` holds them: folded, one blank between."""
    return " ".join(fold(str(value)).split())


READERS: dict[str, Callable[[object], object]] = {
    "text": str,
    "words": _read_words,
    "integer": _read_integer,
    "yes/no": _read_yes_no,
    "date": read_date,
}
