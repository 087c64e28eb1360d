"""What a person's own Cypher may be: one statement of reading clauses only.

First of two lines of defence; the second is the account and the access mode it runs with (`GraphStore.run_adhoc`).
Servers differ in where they read unicode escapes, so a text passes only if it is harmless however they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.errors import QueryError

STARTS = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL")
WRITING = frozenset({"CREATE", "INSERT", "MERGE", "SET", "DELETE", "DETACH", "NODETACH", "REMOVE", "DROP", "FOREACH"})
OUTSIDE = frozenset({"LOAD", "USE", "SHOW", "TERMINATE"})
BATCHES = frozenset({"TRANSACTION", "TRANSACTIONS"})
PROCEDURES = (
    "db.labels",
    "db.propertyKeys",
    "db.relationshipTypes",
    "db.schema.nodeTypeProperties",
    "db.schema.relTypeProperties",
    "db.schema.visualization",
)
NAMESPACES = frozenset({"date", "datetime", "duration", "localdatetime", "localtime", "point", "time"})
FILE_FUNCTIONS = frozenset({"file", "linenumber"})
NAMES = frozenset({"word", "quoted"})
BEFORE_DOT = frozenset(")]}{,")
BEFORE_NAME = frozenset(":|&!$,[=")
AFTER_NAME = frozenset("),]}:=<>*/%^;")
OPERAND_FOLLOWS = """
ALL AND ANY AS BY CALL CASE CONTAINS DISTINCT ELSE FILTER FINISH FOR IN IS LET LIMIT MATCH NEXT NOT OFFSET ON OPTIONAL
OR RETURN SKIP THEN UNION UNWIND USING WHEN WHERE WITH XOR YIELD
"""
BEFORE_OPERAND = frozenset(re.findall(r"\w+", OPERAND_FOLLOWS)) | WRITING | OUTSIDE
AFTER_ALIAS = frozenset(
    {"CALL", "LIMIT", "MATCH", "OPTIONAL", "ORDER", "RETURN", "SKIP", "UNION", "UNWIND", "WHERE", "WITH"}
)

ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
ESCAPE_OR_PAIR = re.compile(r"\\\\|\\u([0-9a-fA-F]{4})")
ODD_BREAK = re.compile(r"\r(?!\n)|[\v\f\x1c-\x1e\x85\u2028\u2029]")
TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<line>//[^\n]*)
    | (?P<block>/\*.*?\*/)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<quoted>`(?:[^`]|``)*`)
    | (?P<number>0[xXoO][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<escape>\\u[0-9a-fA-F]{4})
    | (?P<open>/\*|['"`])
    | (?P<symbol>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """One token of a statement.

    Attributes:
        kind: "word", "quoted" (in backticks), "string", "number", "symbol", or "escape" for one left as written.
        text: as written; a quoted name without its backticks.
        at: where it begins in the text as the person wrote it.
    """

    kind: str
    text: str
    at: int

    @property
    def word(self) -> str:
        """A bare word as keywords are compared, else ""; folding also finds `ſet` and the like."""
        return self.text.casefold().upper() if self.kind == "word" else ""

    @property
    def symbol(self) -> str:
        """A symbol, else ""."""
        return self.text if self.kind == "symbol" else ""


@dataclass(frozen=True)
class Reading:
    """A statement as a server may read it.

    Attributes:
        text: with or without its unicode escapes replaced.
        places: for each of its characters where that begins in the written text.
    """

    text: str
    places: Sequence[int]


def guard(cypher: str) -> str:
    """Let a statement through if it can only read this graph.

    Args:
        cypher: what a person wrote.

    Returns:
        The statement without the semicolon that may end it.

    Raises:
        QueryError: it is not one statement of reading clauses; says the word, its line and column, and what to do.
    """
    for reading in _readings(cypher):
        _Statement(cypher, list(_tokens(cypher, reading))).check()
    written = list(_tokens(cypher, Reading(cypher, range(len(cypher)))))
    return cypher[: written[-1].at] if written[-1].symbol == ";" else cypher


def _readings(cypher: str) -> Iterator[Reading]:
    """With every escape replaced, with a backslash pair taken for a backslash first, and as written."""
    if "\\u" in cypher:
        yield _unescaped(cypher, ESCAPE)
        yield _unescaped(cypher, ESCAPE_OR_PAIR)
    yield Reading(cypher, range(len(cypher)))


def _unescaped(cypher: str, escape: re.Pattern[str]) -> Reading:
    text, places, at = "", list[int](), 0
    while at < len(cypher):
        found = escape.match(cypher, at)
        piece = (chr(int(found[1], 16)) if found[1] else found[0]) if found else cypher[at]
        text += piece
        places += [at] * len(piece)
        at = found.end() if found else at + 1
    return Reading(text, places)


def _tokens(cypher: str, reading: Reading) -> Iterator[Token]:
    """The tokens without spaces and comments."""
    for found in TOKEN.finditer(reading.text):
        kind, text, at = str(found.lastgroup), found[0], reading.places[found.start()]
        following = reading.text[found.end() : found.end() + 1]
        if kind == "open":
            raise _refusal("open", cypher, at, text)
        if kind == "line" and ODD_BREAK.search(text):
            raise _refusal("odd_break", cypher, at, text[:20])
        if (kind == "symbol" and text == "\\") or (kind == "number" and (following.isalpha() or following == "_")):
            raise _refusal("odd", cypher, at, text + following)
        if kind == "quoted":
            yield Token(kind, text[1:-1].replace("``", "`"), at)
        elif kind not in {"space", "line", "block"}:
            yield Token(kind, text, at)


class _Statement:
    """The tokens of a statement under one reading."""

    def __init__(self, cypher: str, tokens: list[Token]) -> None:
        self.cypher = cypher
        self.tokens = tokens

    def check(self) -> None:
        """Refuse what is not one statement of reading clauses."""
        if not any(token.symbol != ";" for token in self.tokens):
            raise QueryError.say("guard.empty")
        first = self.tokens[0]
        if first.word not in STARTS:
            key = "writes" if first.word in WRITING else "outside" if first.word in OUTSIDE else "start"
            raise self._refusal(key, first, starts=", ".join(STARTS))
        for position, token in enumerate(self.tokens):
            if token.symbol == ";" and position + 1 < len(self.tokens):
                raise self._refusal("several", self.tokens[position + 1])
            if token.word and not self._is_name(position):
                self._check_keyword(position)
            if self._symbol(position + 1) == "(" and token.kind in NAMES:
                self._check_function(position)

    def _symbol(self, position: int) -> str:
        """The symbol at a position; "" for other tokens and beyond the ends."""
        return self.tokens[position].symbol if 0 <= position < len(self.tokens) else ""

    def _word(self, position: int) -> str:
        """The bare word at a position; "" for other tokens and beyond the ends."""
        return self.tokens[position].word if 0 <= position < len(self.tokens) else ""

    def _kind(self, position: int) -> str:
        """The kind of the token at a position; "" beyond the ends."""
        return self.tokens[position].kind if 0 <= position < len(self.tokens) else ""

    def _is_name(self, position: int) -> bool:
        """Whether a bare word can only be a name here: no clause begins after or before these symbols."""
        if self._symbol(position - 1) == ".":
            return self.tokens[position - 2].kind in NAMES or self._symbol(position - 2) in BEFORE_DOT
        if self._symbol(position - 1) in BEFORE_NAME or self._is_alias(position):
            return True
        if self.tokens[position].word in BATCHES:
            return False
        owns = self._symbol(position + 1) == "." and self.tokens[min(position + 2, len(self.tokens) - 1)].kind in NAMES
        last = position + 1 == len(self.tokens)
        return owns or last or self._symbol(position + 1) in AFTER_NAME or self._is_sorted_or_cut(position)

    def _is_alias(self, position: int) -> bool:
        """Whether a word stands after the AS of an expression, and a clause, an end or a comma after it."""
        if position < 2 or self._word(position - 1) != "AS":
            return False
        before = self.tokens[position - 2]
        ends = before.kind in {"string", "number", "quoted"} or before.symbol in BEFORE_DOT - {"{", ","}
        named = before.kind == "word" and before.word not in BEFORE_OPERAND
        return (ends or named) and self._word(position + 1) in AFTER_ALIAS

    def _is_sorted_or_cut(self, position: int) -> bool:
        """Whether a word is what is sorted by, or the last of what is returned before ORDER BY, SKIP or LIMIT."""
        if (self._word(position - 2), self._word(position - 1)) == ("ORDER", "BY"):
            return True
        following = self._word(position + 1)
        counted = self._symbol(position + 2) == "$" or self._kind(position + 2) == "number"
        return (following == "ORDER" and self._word(position + 2) == "BY") or (
            following in {"SKIP", "LIMIT"} and counted
        )

    def _check_keyword(self, position: int) -> None:
        token = self.tokens[position]
        if token.word in WRITING:
            raise self._refusal("writes", token)
        if token.word in OUTSIDE:
            raise self._refusal("outside", token)
        if token.word in BATCHES:
            raise self._refusal("batches", token)
        if token.word == "CALL" and self._symbol(position + 1) not in {"{", "("}:
            self._check_procedure(position)

    def _check_procedure(self, position: int) -> None:
        parts = []
        for following in self.tokens[position + 1 :]:
            if following.kind not in NAMES and following.symbol != ".":
                break
            parts.append(following.text)
            if following.kind in NAMES and self._symbol(position + 1 + len(parts)) != ".":
                break
        name = "".join(parts)
        if name not in PROCEDURES:
            token = self.tokens[min(position + 1, len(self.tokens) - 1)]
            raise self._refusal("procedure", token, name=name or token.text, known=", ".join(PROCEDURES))

    def _check_function(self, position: int) -> None:
        """A function with a namespace must be of Cypher's own; others may read files or call addresses."""
        start = position
        while self._symbol(start - 1) == "." and start > 1:
            start -= 2
        if start and self.tokens[start - 1].word == "CALL" and not self._is_name(start - 1):
            return
        name = "".join(token.text for token in self.tokens[start : position + 1])
        space, dot, _ = name.casefold().partition(".")
        if (dot and space not in NAMESPACES) or name.casefold() in FILE_FUNCTIONS:
            raise self._refusal("function", self.tokens[start], name=name)

    def _refusal(self, key: str, token: Token, **values: object) -> QueryError:
        return _refusal(key, self.cypher, token.at, token.text, **values)


def _refusal(key: str, cypher: str, at: int, word: str, **values: object) -> QueryError:
    """The sentence with line and column, both from 1."""
    line = cypher.count("\n", 0, at) + 1
    column = at - (cypher.rfind("\n", 0, at) + 1) + 1
    return QueryError.say(f"guard.{key}", word=word, line=line, column=column, **values)
