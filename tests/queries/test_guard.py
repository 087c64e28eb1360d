"""The guard of ad-hoc Cypher: what it stops, what it lets through, and what it says."""

from __future__ import annotations

import pytest

from graph.errors import QueryError
from graph.texts import catalogue
from queries.guard import guard
from tests.queries.cypher_attacks import HARMLESS, attacks


def test_there_are_enough_of_both() -> None:
    assert len(set(attacks())) >= 200
    assert len(set(HARMLESS)) >= 40


@pytest.mark.parametrize("attack", attacks())
def test_an_attack_is_refused_with_a_sentence(attack: str) -> None:
    with pytest.raises(QueryError) as refused:
        guard(attack)
    assert refused.value.what
    assert refused.value.next_step


@pytest.mark.parametrize("statement", HARMLESS)
def test_a_harmless_statement_passes(statement: str) -> None:
    assert guard(statement) in (statement, statement.partition(" ;")[0] + " ", statement.removesuffix(";"))


@pytest.mark.parametrize(
    ("statement", "word", "line", "column"),
    [
        ("MATCH (n)\n  SET n.x = 1", "SET", 2, 3),
        ("MATCH (n) \\u0053ET n.x = 1", "SET", 1, 11),
        ("MATCH (n {a: '\\u0041'}) delete n", "delete", 1, 25),
        ("RETURN 1 AS x;\nRETURN 2 AS y", "RETURN", 2, 1),
        ("WITH 1 AS x LOAD CSV FROM 'x' AS l RETURN l", "LOAD", 1, 13),
        ("EXPLAIN RETURN 1", "EXPLAIN", 1, 1),
        ("CALL dbms.components() YIELD name RETURN name", "dbms.components", 1, 6),
        ("RETURN apoc . util.sleep(1)", "apoc.util.sleep", 1, 8),
        ("RETURN 'abc", "'", 1, 8),
        ("RETURN 1 /* abc", "/*", 1, 10),
        ("RETURN 1abc", "1a", 1, 8),
        ("CALL { RETURN 1 AS y } IN TRANSACTIONS RETURN y", "TRANSACTIONS", 1, 27),
    ],
)
def test_a_refusal_names_the_word_and_its_place(statement: str, word: str, line: int, column: int) -> None:
    with pytest.raises(QueryError) as refused:
        guard(statement)
    assert f"«{word}»" in refused.value.what
    assert f"dòng {line}, cột {column}" in refused.value.what


@pytest.mark.parametrize("statement", ["", "  ", ";", "// hết", "/* */"])
def test_no_statement_is_said_to_be_none(statement: str) -> None:
    with pytest.raises(QueryError, match="Chưa có"):
        guard(statement)


def test_only_the_semicolon_at_the_end_is_taken_off() -> None:
    assert guard("RETURN ';' AS x; // hết") == "RETURN ';' AS x"
    assert guard("RETURN 1 AS `;`") == "RETURN 1 AS `;`"


def test_both_languages_say_the_same_refusals() -> None:
    keys = [{key for key in catalogue(lang) if key.startswith("guard.")} for lang in ("vi", "en")]
    assert keys[0] == keys[1]
