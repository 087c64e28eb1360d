"""The catalogue: every file of the folder is right, and a file that is not says why and where."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from graph.declare import Node, Relationship
from graph.errors import QueryError
from graph.life import Derivation
from graph.texts import LANGUAGES, Language, catalogue
from queries.catalogue import (
    FOLDER,
    Param,
    Question,
    choices,
    question,
    questions,
    read_question,
    read_type,
    read_value,
    returned_columns,
)
from queries.days import read_as_of, read_date
from queries.pieces import ABROAD

FILES = sorted(FOLDER.glob("*.cypher"))
NAMED = {
    "partners_of_place": ("partner", "through", "agreement", "status", "state", "topics", "sources"),
    "agreements_of_place": (
        *("agreement", "parties", "through", "kind", "status", "state"),
        *("signed_on", "period_from", "period_to", "topics", "sources"),
    ),
    "agreements_ending": ("agreement", "ends_on", "reason", "through", "sources"),
    "who_cooperates_on": ("place", "partner", "agreement", "state", "sources"),
    "tasks_of_agency": (
        *("task", "role", "via_group", "agreement", "topics", "time_text", "start", "end", "years"),
        *("recurrence", "deadline", "deadline_exclusive", "sources"),
    ),
    "tasks_due": ("task", "due_on", "leads", "agreement", "sources"),
    "path_between": ("chain", "step", "node", "relationship", "sources"),
    "statements_of": ("document", "section", "status", "status_on", "as_written"),
    "successors_of": ("entity", "successor", "share", "change", "effective_on"),
    "document_contents": ("kind", "item", "section"),
}
GOOD = """//---
// title: {vi: "Một câu hỏi", en: "A question"}
// description: {vi: "Mô tả.", en: "Description."}
// group: units
// params:
//   place:
//     type: Place
//     description: {vi: "nơi", en: "place"}
// columns:
//   unit: Place
//   sources: source[]
//---
MATCH (:Place {id: $place})<-[r:PART_OF]-(unit:Place)
RETURN unit.id AS unit, r.sources AS sources
ORDER BY unit
LIMIT $limit
"""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_question_file_is_right(file: Path) -> None:
    asked = read_question(file)
    assert asked.name == file.stem
    assert asked.columns


@pytest.mark.parametrize("asked", questions().values(), ids=lambda asked: asked.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_speaks_both_languages(asked: Question, language: Language) -> None:
    assert f"queries.group.{asked.group}" in catalogue(language)
    assert asked.title(language)
    assert asked.description(language).endswith(".")
    headings = [column.title(language) for column in asked.columns if column.type.base != "precision"]
    assert all(heading[0].isupper() for heading in headings)
    assert len(set(headings)) == len(headings)


def test_no_two_questions_have_one_title() -> None:
    for language in LANGUAGES:
        titles = [asked.title(language) for asked in questions().values()]
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_questions_have_one_phrase(language: Language) -> None:
    phrases = [phrase for asked in questions().values() for phrase in getattr(asked.front.phrases, language)]
    assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize("name", NAMED)
def test_a_named_question_has_its_columns(name: str) -> None:
    assert set(NAMED[name]) <= {column.name for column in question(name).columns}


@pytest.mark.parametrize(
    "name", ["agreements_between", "agreements_by_period", "agreements_in_force", "agreements_ending"]
)
def test_questions_about_agreements_have_the_same_columns(name: str) -> None:
    same = {column.name for column in question("agreements_of_place").columns}
    assert same <= {column.name for column in question(name).columns}


def test_every_derivation_is_used() -> None:
    assert {name for asked in questions().values() for name in asked.front.derive} == set(Derivation.known)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("//---\n// title", "// title", 1, "//---"),
        ("// group: units", "group: units", 4, "// "),
        ("// group: units", "// group: [units", 5, "YAML"),
        ("// group: units", "// group: units\n// groups: units", 5, "groups"),
        ("// group: units", "// group: units\n// group: units", 5, "group"),
        ("// group: units", "", 4, "// "),
        ('// title: {vi: "Một câu hỏi", en: "A question"}', '// title: {vi: "Một câu hỏi"}', 2, "title.en"),
        ("type: Place", "type: Plaze", 7, "Place"),
        ("type: Place", "type: source", 7, "source"),
        ("type: Place\n", "type: integer\n//     default: mười\n", 8, "mười"),
        ("unit: Place", "unit: Plaec", 10, "Place"),
        ("unit: Place", "other: Place", 10, "other"),
        ("{id: $place}", "{id: $town}", 5, "town"),
        ("{id: $place}", "{id: 'vn'}", 6, "place"),
        ("// columns:", "// phrases: {vi: ['{town} gồm gì']}\n// columns:", 9, "town"),
        ("// columns:", "// derive: [agreement_lif]\n// columns:", 9, "agreement_life"),
        ("// columns:", "// derive: [task_due]\n// order: [unit]\n// columns:", 5, "as_of"),
        ("// columns:", "// order: [unit]\n// columns:", 9, "ORDER BY"),
        ("// columns:", "// order: [place]\n// columns:", 9, "place"),
        ("ORDER BY unit\n", "", 13, "ORDER BY"),
        ("LIMIT $limit\n", "", 13, "LIMIT"),
        ("(unit:Place)", "(unit:Town)", 13, "Town"),
        ("[r:PART_OF]", "[r:PARTOF]", 13, "PART_OF"),
        ("RETURN unit", "SET unit.name = 'x' RETURN unit", 13, "SET"),
        ("// group: units", "// group: units\n// owner: {vi: a, en: a}", 5, "remedy"),
    ],
)
def test_a_wrong_file_says_what_and_where(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    file = tmp_path / "wrong.cypher"
    assert old in GOOD
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(QueryError) as caught:
        read_question(file)
    assert f"wrong.cypher, dòng {line}:" in caught.value.what
    assert reason in caught.value.what


def test_a_right_file_in_a_folder_is_a_question(tmp_path: Path) -> None:
    (tmp_path / "units_of.cypher").write_text(GOOD, encoding="utf-8")
    assert list(questions(tmp_path)) == ["units_of"]
    assert question("units_of", tmp_path).group_title("en") == "Places, bodies, topics"


def test_a_column_may_have_its_own_heading(tmp_path: Path) -> None:
    own = '// columns:\n//   unit: {type: Place, title: {vi: "Xã", en: "Commune"}}'
    file = tmp_path / "units_of.cypher"
    file.write_text(GOOD.replace("// columns:\n//   unit: Place", own), encoding="utf-8")
    column = read_question(file).columns[0]
    assert (column.title("vi"), column.title("en"), column.type.text) == ("Xã", "Commune", "Place")


def test_words_in_texts_and_comments_write_nothing(tmp_path: Path) -> None:
    file = tmp_path / "units_of.cypher"
    file.write_text(GOOD.replace("RETURN", "WHERE unit.name <> 'SET $x' // DELETE\nRETURN"), encoding="utf-8")
    assert read_question(file).params.keys() == {"place"}


def test_an_unknown_question_names_the_nearest() -> None:
    with pytest.raises(QueryError) as caught:
        question("partner_of_place")
    assert "partners_of_place" in caught.value.next_step


@pytest.mark.parametrize(
    ("cypher", "columns"),
    [
        ("MATCH (n) RETURN n.id AS a, count(*) AS b ORDER BY a LIMIT $limit", ("a", "b")),
        ("MATCH (n) RETURN DISTINCT n.id AS a, [x IN n.l | {y: x, z: 1}] AS b", ("a", "b")),
        ("CALL () { RETURN 1 AS x, 2 AS y } RETURN x, y AS z", ("x", "z")),
        ("MATCH (n) RETURN n.a AS a UNION MATCH (n) RETURN n.b AS a", ("a",)),
        ("MATCH (n) RETURN n.a AS `a b`, 'x, y AS q' AS c;", ("a b", "c")),
    ],
)
def test_the_columns_a_statement_returns(cypher: str, columns: tuple[str, ...]) -> None:
    assert returned_columns(cypher) == columns


def param(kind: str) -> Param:
    return Param.model_validate({"type": kind, "description": {"vi": "x", "en": "x"}})


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "12", 12),
        ("integer", 12, 12),
        ("yes/no", "có", True),
        ("yes/no", "no", False),
        ("yes/no", False, False),
        ("date", "2025-06-30", dt.date(2025, 6, 30)),
        ("date", "30/6/2025", dt.date(2025, 6, 30)),
        ("date", "today", dt.date(2025, 8, 15)),
        ("date", "today + 6 months", dt.date(2026, 2, 15)),
        ("date", "today - 1 years", dt.date(2024, 8, 15)),
        ("date", "today + 10 days", dt.date(2025, 8, 25)),
        ("text", "x", "x"),
        ("AgreementState", "expired", "expired"),
        ("AgreementState", "đã hết hạn", "expired"),
        ("Place", "Bắc Giang", "Bắc Giang"),
        ("integer", "", None),
    ],
)
def test_a_value_is_read_in_its_type(kind: str, text: object, value: object) -> None:
    assert read_value(param(kind), text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "mười"),
        ("integer", True),
        ("yes/no", "maybe"),
        ("date", "2025-02-30"),
        ("date", "2025"),
        ("AgreementState", "x"),
    ],
)
def test_a_value_of_another_type_is_refused(kind: str, text: object) -> None:
    with pytest.raises(ValueError, match=str(text)):
        read_value(param(kind), text)


def test_the_day_of_the_view() -> None:
    assert read_as_of(None) == dt.date(2025, 8, 15)
    assert read_as_of("2024-02-29") == dt.date(2024, 2, 29)
    assert read_date(dt.date(2020, 1, 1)) == dt.date(2020, 1, 1)
    with pytest.raises(QueryError, match="31/02/2025"):
        read_as_of("31/02/2025")


def test_types_are_labels_codes_and_plain_values() -> None:
    assert read_type("Entity").labels == frozenset(Node.labels)
    assert read_type("Place|Agency[]").many
    assert read_type("source[]").base == "source"
    assert {"AgreementState", "AgreementStatus", "TaskRole", "Recurrence"} <= choices().keys()


@pytest.mark.parametrize(
    ("kind", "value", "vi", "en"),
    [
        ("AgreementState", "no_term", "Hiệu lực, không nêu thời hạn", "In force, no term stated"),
        ("label", "Agreement", "Thỏa thuận", "Agreement"),
        ("relationship", "PARTY_TO", Relationship.types["PARTY_TO"].text.vi, "Party to"),
        ("property", "signed_on", "Ngày ký", "Signed on"),
        ("text", "x", "x", "x"),
    ],
)
def test_codes_have_names_in_both_languages(kind: str, value: str, vi: str, en: str) -> None:
    assert (read_type(kind).title(value, "vi"), read_type(kind).title(value, "en")) == (vi, en)


def test_kinds_that_a_free_question_can_mean_exist() -> None:
    params = [param for asked in questions().values() for param in asked.params.values() if param.kinds]
    assert params
    for param in params:
        kinds = {code.value for label in param.kind.labels for code in choices()[f"{label}Kind"]}
        assert set(param.kinds) <= {*kinds, ABROAD}
