"""`hoptac ask`: from the words of a command line to a question with its parameters; help where they do not fit."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic_core import PydanticCustomError

from graph.cells import read_yes_no
from graph.errors import NotFound, QueryError
from graph.resolve import Entry
from graph.store import GraphStore
from graph.texts import catalogue, language
from queries.catalogue import Question, question, questions
from queries.runner import LIMIT, Answer, run
from queries.search import Searcher, read_as_of
from queries.understand import Suggestions, Understood, understand

COMMAND = "hoptac ask"


@dataclass(frozen=True)
class Request:
    """What was asked.

    Attributes:
        text: name of a question, or free text.
        params: parameter -> value as written.
    """

    text: str
    params: Mapping[str, str]

    @property
    def named(self) -> bool:
        """Whether it names a question, or is one word that looks like the name of one."""
        return self.text in questions() or ("_" in self.text and self.text.isidentifier())


def read_words(words: Sequence[str]) -> Request:
    """The question and the parameters in the words behind `hoptac ask`.

    Args:
        words: `NAME --place "Bắc Giang" --only-itself`, or a free text in one word or several; options in any place.

    Returns:
        The request.

    Raises:
        QueryError: an option has no value, or the name of a question is followed by words without an option.
    """
    texts: list[str] = []
    params: dict[str, str] = {}
    left = list(words)
    while left:
        word = left.pop(0)
        if not word.startswith("--"):
            texts.append(word)
            continue
        option, given, value = word.removeprefix("--").partition("=")
        name = option.replace("-", "_")
        if given:
            params[name] = value
        elif name in _switches() and not (left and _is_yes_no(left[0])):
            params[name] = "true"
        elif left and not left[0].startswith("--"):
            params[name] = left.pop(0)
        else:
            raise QueryError.say("ask.no_value", option=word)
    if len(texts) > 1 and "_" in texts[0]:
        raise QueryError.say("ask.too_much", question=texts[0], words=" ".join(texts[1:]))
    return Request(" ".join(texts), params)


def _switches() -> set[str]:
    """Parameters that mean yes where they stand alone."""
    return {name for asked in questions().values() for name, p in asked.params.items() if p.kind.base == "yes/no"}


def _is_yes_no(text: str) -> bool:
    try:
        read_yes_no(text)
    except PydanticCustomError:
        return False
    return True


def named_question(request: Request) -> Question:
    """The question a request names, its parameters known and complete.

    Args:
        request: a request that is `named`.

    Returns:
        The question.

    Raises:
        QueryError: there is no such question, no such parameter, or one is missing; with the nearest, or an example.
    """
    asked = question(request.text)
    known = list(dict.fromkeys([*asked.params, "as_of"]))
    for name in request.params:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, 0.5) or known
            raise QueryError.say(
                "ask.unknown_param", name=option_of(name), question=asked.name, near=", ".join(map(option_of, near))
            )
    for name, param in asked.params.items():
        if param.required and not request.params.get(name):
            raise QueryError.say(
                "ask.missing",
                name=option_of(name),
                question=asked.name,
                what=param.description.of(language()),
                example=example(asked),
            )
    return asked


def answer_request(store: GraphStore, request: Request, *, as_of: str | None = None, limit: int = LIMIT) -> Answer:
    """Ask the question a request names.

    Args:
        store: the graph.
        request: a request that is `named`.
        as_of: the day of the view; default today.
        limit: rows at most.

    Returns:
        The answer, in the current language.

    Raises:
        QueryError: question or parameters are not right.
        NotFound: a name means nothing here, or several things; candidates with their years.
        StoreError: the store refuses the statement.
        StoreUnavailable: the store cannot be reached.
    """
    asked = named_question(request)
    try:
        return run(store, asked.name, request.params, as_of=as_of, limit=limit, lang=language())
    except NotFound as error:
        raise _with_years(error, Searcher.of(store)) from error


def answer_free(
    store: GraphStore, request: Request, *, as_of: str | None = None, limit: int = LIMIT
) -> tuple[Understood, Answer] | Suggestions:
    """Answer a free question; parameters given as options win over what the text says.

    Args:
        store: the graph.
        request: a request that is not `named`.
        as_of: the day of the view; default today.
        limit: rows at most.

    Returns:
        What was understood and its answer, in the current language; else the nearest questions.

    Raises:
        QueryError: a parameter is not right.
        NotFound: a name given as a parameter means nothing here, or several things.
        StoreError: the store refuses the statement.
        StoreUnavailable: the store cannot be reached.
    """
    meant = understand(request.text, store, as_of=read_as_of(as_of), lang=language())
    if isinstance(meant, Suggestions):
        return meant
    meant = replace(meant, params={**meant.params, **request.params})
    return meant, answer_request(store, Request(meant.question, meant.params), as_of=as_of, limit=limit)


def said(meant: Understood, searcher: Searcher) -> str:
    """What was understood, in words: `Việc của một cơ quan (cơ quan: Sở Y tế tỉnh Bắc Giang)`.

    Args:
        meant: a question with parameters.
        searcher: names the entities.

    Returns:
        The title of the question and its parameters.
    """
    asked = question(meant.question)
    lang = language()
    words = {name: param.description.of(lang) for name, param in asked.params.items()}
    given = [f"{words.get(name, name)}: {_shown(asked, name, value, searcher)}" for name, value in meant.params.items()]
    return f"{asked.title(lang)} ({'; '.join(given)})" if given else asked.title(lang)


def _shown(asked: Question, name: str, value: str, searcher: Searcher) -> str:
    kind = asked.params[name].kind if name in asked.params else None
    if kind and kind.entity:
        return searcher.caption(value)
    return kind.title(value, language()) if kind and kind.choice else value


def command_of(meant: Understood) -> str:
    """The command that asks a question with its parameters, quoted for a shell."""
    return _command(meant.question, meant.params)


def option_of(name: str) -> str:
    """A parameter as it is written on the command line."""
    return f"--{name.replace('_', '-')}"


def example(asked: Question) -> str:
    """A command that asks a question with its required parameters.

    Args:
        asked: the question.

    Returns:
        The command, quoted for a shell.
    """
    return _command(asked.name, {name: str(p.example) for name, p in asked.params.items() if p.required})


def _command(name: str, params: Mapping[str, str]) -> str:
    return " ".join([COMMAND, name, *(f"{option_of(key)} {shlex.quote(value)}" for key, value in params.items())])


def usage(asked: Question) -> str:
    """The parameters of a question as options; those that may be left out in brackets."""
    return " ".join(
        option_of(name) if param.required else f"[{option_of(name)}]" for name, param in asked.params.items()
    )


def groups() -> Iterator[tuple[str, list[Question]]]:
    """The catalogue by group, in the order in which the texts name the groups.

    Yields:
        The title of a group, and its questions.
    """
    named = [key for key in catalogue(language()) if key.startswith("queries.group.")]
    members: dict[str, list[Question]] = {key: [] for key in named}
    for asked in questions().values():
        members.setdefault(f"queries.group.{asked.group}", []).append(asked)
    yield from ((found[0].group_title(language()), found) for found in members.values() if found)


def catalogue_json() -> list[dict[str, Any]]:
    """The catalogue as plain values for JSON."""
    lang = language()
    return [
        {
            "question": asked.name,
            "title": asked.title(lang),
            "description": asked.description(lang),
            "group": asked.group,
            "params": [
                {"name": name, "type": p.type, "required": p.required, "description": p.description.of(lang)}
                for name, p in asked.params.items()
            ],
            "columns": [{"name": column.name, "type": column.type.text} for column in asked.columns],
        }
        for asked in questions().values()
    ]


def catalogue_flat() -> tuple[list[str], list[list[str]]]:
    """The catalogue for CSV.

    Returns:
        Column names, and the rows as texts.
    """
    rows = [[asked.name, asked.title(language()), title, usage(asked)] for title, found in groups() for asked in found]
    return ["question", "title", "group", "params"], rows


def _with_years(error: NotFound, searcher: Searcher) -> NotFound:
    """The same error with a line for each candidate: id, name, years."""
    entries = [entry for candidate in error.candidates if (entry := searcher.entry(candidate))]
    lines = [f"  {entry.id}  {entry.name}  {_years(entry)}".rstrip() for entry in entries]
    return NotFound("\n".join([error.what, *lines]), error.next_step, error.candidates)


def _years(entry: Entry) -> str:
    first, last = (day.year if day else "…" for day in (entry.valid_from, entry.valid_to))
    return "" if first == last == "…" else f"{first}–{last}"
