"""`hoptac ask`: the catalogue, answers in three forms, and what is said where a question cannot be asked."""

from __future__ import annotations

import csv
import io
import json
import shlex
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest
import typer.testing

import cli
from graph.store import GraphStore
from graph.texts import use
from queries.ask import Request, example, read_words, usage
from queries.catalogue import question, questions
from queries.runner import run

pytestmark = pytest.mark.parametrize("loaded", ["embedded"], indirect=True)


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Hoptac = Callable[..., Ran]


@pytest.fixture
def hoptac(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hoptac:
    """The command as a shell calls it."""
    monkeypatch.setattr("queries.search.model_hash", lambda: "")  # the engine of this run

    def call(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["hoptac", *arguments])
        monkeypatch.setattr(sys, "excepthook", sys.excepthook)
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        return Ran(int(end.value.code or 0), said.out, said.err)

    return call


def test_without_a_name_the_catalogue_is_printed(loaded: GraphStore, hoptac: Hoptac) -> None:
    ran = hoptac("ask")
    assert ran.code == 0
    for asked in questions().values():
        (line,) = [line for line in ran.out.splitlines() if line.startswith(f"{asked.name} ")]
        assert asked.title("vi") in line
        assert usage(asked) in line
        assert ran.out.index(asked.group_title("vi")) < ran.out.index(line)


def test_the_catalogue_as_json_and_csv(loaded: GraphStore, hoptac: Hoptac) -> None:
    listed = json.loads(hoptac("ask", "--format", "json").out)
    assert [entry["question"] for entry in listed] == list(questions())
    rows = list(csv.DictReader(io.StringIO(hoptac("ask", "--format", "csv").out)))
    assert {row["question"] for row in rows} == set(questions())


def test_json_is_the_answer_alone_on_standard_output(loaded: GraphStore, hoptac: Hoptac) -> None:
    ran = hoptac("ask", "partners_of_place", "--place", "Sơn Bình", "--as-of", "2024-06-30", "--format", "json")
    expected = run(loaded, "partners_of_place", {"place": "vn.son-binh"}, as_of="2024-06-30").to_json()
    assert expected["rows"]
    assert (ran.code, json.loads(ran.out), ran.err) == (0, expected, "")


def test_csv_has_names_and_ids_and_no_mark(loaded: GraphStore, hoptac: Hoptac) -> None:
    ran = hoptac("ask", "partners_of_place", "--place", "vn.son-binh", "--format", "csv")
    names, rows = run(loaded, "partners_of_place", {"place": "vn.son-binh"}).flat()
    assert not ran.out.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(ran.out))) == [names, *rows]
    assert {"partner", "partner_id"} <= set(names)


def test_a_table_names_entities_with_ids_and_its_sources(loaded: GraphStore, hoptac: Hoptac) -> None:
    ran = hoptac("ask", "partners_of_place", "--place", "vn.son-binh")
    answer = run(loaded, "partners_of_place", {"place": "vn.son-binh"})
    source = answer.rows[0]["sources"][0]
    assert ran.code == 0
    assert answer.rows[0]["partner"].name in ran.out
    assert answer.rows[0]["partner"].id in ran.out
    assert "[1]" in ran.out
    assert source.document in ran.out
    assert "precision" not in ran.out


def test_headings_and_sentences_follow_the_language(loaded: GraphStore, hoptac: Hoptac) -> None:
    use("en")
    try:
        ran = hoptac("ask", "partners_of_place", "--place", "vn.son-binh", "--limit", "1")
        refused = hoptac("ask", "partners_of_place")
    finally:
        use(None)
    assert "Partner" in ran.out
    assert "Only the first 1 rows" in ran.out
    assert "the place" in refused.err


def test_a_table_says_that_there_is_more(loaded: GraphStore, hoptac: Hoptac) -> None:
    sentence = "Chỉ hiện 1 dòng đầu"
    assert sentence in hoptac("ask", "partners_of_place", "--place", "vn.son-binh", "--limit", "1").out
    assert sentence not in hoptac("ask", "partners_of_place", "--place", "vn.son-binh").out
    cut = hoptac("ask", "partners_of_place", "--place", "vn.son-binh", "--limit", "1", "--format", "csv")
    assert sentence in cut.err
    assert sentence not in cut.out


def test_an_answer_without_rows_says_why(loaded: GraphStore, hoptac: Hoptac) -> None:
    asked = ("ask", "partners_of_place", "--place", "vn.trung-son")
    answer = run(loaded, "partners_of_place", {"place": "vn.trung-son"})
    assert answer.empty_reason
    assert answer.empty_reason.text in hoptac(*asked).out
    assert answer.empty_reason.text in hoptac(*asked, "--format", "csv").err


def test_options_stand_anywhere_and_a_switch_needs_no_value(loaded: GraphStore) -> None:
    expected = Request("partners_of_place", {"only_itself": "true", "place": "Sơn Bình"})
    assert read_words(["--only-itself", "partners_of_place", "--place=Sơn Bình"]) == expected
    assert read_words(["partners_of_place", "--place", "Sơn Bình", "--only_itself"]) == expected
    off = read_words(["partners_of_place", "--only-itself", "không", "--place", "Sơn Bình"])
    assert off.params["only_itself"] == "không"


def test_words_without_quotes_are_one_text(loaded: GraphStore) -> None:
    assert read_words(["ai", "hợp", "tác"]) == Request("ai hợp tác", {})
    assert not read_words(["salavan"]).named
    assert read_words(["partner_of_places"]).named


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["partner_of_places"], ["partner_of_places", "partners_of_place"]),
        (["partners_of_place"], ["--place", "địa phương", "hoptac ask partners_of_place --place vn.bac-giang"]),
        (["partners_of_place", "--plce", "x"], ["--plce", "--place"]),
        (["topics", "--asof", "2024-06-30"], ["--asof", "--as-of"]),
        (["partners_of_place", "--place"], ["--place"]),
        (["partners_of_place", "--place", "--format", "csv"], ["--place"]),
        (["partners_of_place", "Sơn Bình"], ["Sơn Bình", "partners_of_place"]),
        (["partners_of_place", "--place", "Xyzw Qqqq"], ["Xyzw Qqqq", "hoptac find"]),
        (["partners_of_place", "--place", "vn.son-binh", "--as-of", "2024-13-01"], ["2024-13-01"]),
        (["agreements_ending", "--within-months", "sáu"], ["within_months", "sáu"]),
    ],
)
def test_what_cannot_be_asked_is_said_on_standard_error(
    loaded: GraphStore, hoptac: Hoptac, arguments: list[str], said: list[str]
) -> None:
    ran = hoptac("ask", *arguments, "--format", "json")
    assert (ran.code, ran.out) == (2, "")
    for words in said:
        assert words in ran.err


def test_a_near_name_gets_its_candidates_with_their_years(loaded: GraphStore, hoptac: Hoptac) -> None:
    ran = hoptac("ask", "partners_of_place", "--place", "Lâm Khe")
    assert ran.code == 2
    lines = [line.split("  ") for line in ran.err.splitlines() if line.startswith("  ")]
    assert ["", "vn.lam-khe-2025", "Lâm Khê", "2025–…"] in lines


def test_every_example_is_a_command_that_reads(loaded: GraphStore) -> None:
    for name in questions():
        request = read_words(shlex.split(example(question(name)))[2:])
        assert (request.text, request.named) == (name, True)
        assert set(request.params) == {n for n, p in question(name).params.items() if p.required}


def test_the_shell_completes_names_of_questions(loaded: GraphStore) -> None:
    environ = {"_HOPTAC_COMPLETE": "complete_bash", "COMP_WORDS": "hoptac ask partners_o", "COMP_CWORD": "2"}
    ran = typer.testing.CliRunner().invoke(cli.app, [], env=environ, prog_name="hoptac")
    assert ran.output.split() == ["partners_of_place"]
