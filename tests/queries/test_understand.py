"""Free questions: most are understood rightly, hardly any wrongly, and what the data does not have is declined."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from cli import app
from graph.names import fold
from graph.settings import Settings
from graph.store import GraphStore
from graph.texts import LANGUAGES, use
from graph.times import find_times, read_written
from queries.catalogue import questions
from queries.search import Searcher
from queries.understand import Suggestions, Understood, understand
from queries.vocabulary import lone_words, vocabulary

DAY = dt.date(2025, 8, 15)
SETS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "free_questions.yml").read_text(encoding="utf-8"))


def right(meant: Understood, wanted: dict[str, Any]) -> bool:
    params = wanted.get("params", {})
    return meant.question in wanted["question"] and params.items() <= dict(meant.params).items()


@pytest.mark.parametrize("half", ["first", "second", "third"])
def test_nine_of_ten_are_understood_and_hardly_any_wrongly(half: str, shipped: GraphStore) -> None:
    meant = [(wanted, understand(wanted["ask"], shipped, as_of=DAY)) for wanted in SETS[half]]
    answered = [(wanted, one) for wanted, one in meant if isinstance(one, Understood)]
    wrong = [(wanted["ask"], one) for wanted, one in answered if not right(one, wanted)]
    assert len(answered) - len(wrong) >= 0.9 * len(meant), [
        w["ask"] for w, one in meant if isinstance(one, Suggestions)
    ]
    assert len(wrong) <= 2, wrong


def test_what_the_data_does_not_have_is_declined(shipped: GraphStore) -> None:
    answered = {text: understand(text, shipped, as_of=DAY) for text in SETS["unanswerable"]}
    assert not {text: one for text, one in answered.items() if isinstance(one, Understood)}


def test_suggestions_are_at_most_three_questions_of_the_catalogue(shipped: GraphStore) -> None:
    for text in SETS["unanswerable"]:
        found = understand(text, shipped, as_of=DAY)
        assert isinstance(found, Suggestions)
        assert len(found.nearest) <= 3
        assert all(one.question in questions() for one in found.nearest)


def test_what_is_like_no_question_gets_questions_to_begin_with(shipped: GraphStore) -> None:
    found = understand("xyzzy", shipped, as_of=DAY)
    assert isinstance(found, Suggestions)
    assert [one.question for one in found.nearest] == list(vocabulary().offered)
    assert not any(param.required for name in vocabulary().offered for param in questions()[name].params.values())


def test_words_that_mean_nothing_alone_are_no_names_of_countries(shipped: GraphStore) -> None:
    countries = {fold(one.name) for one in Searcher.of(shipped).labelled("Place") if one.kind == "country"}
    assert countries
    assert not countries & lone_words()


def test_a_name_of_several_bodies_is_not_guessed(shipped: GraphStore) -> None:
    found = understand("sở ngoại vụ phải làm gì", shipped, as_of=DAY)
    assert isinstance(found, Suggestions)
    assert len({one.params["agency"] for one in found.nearest}) == len(found.nearest) > 1


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "a" * 5000, "bắc giang " * 300, "\u202ebắc giang", "DROP TABLE; MATCH (n)"]
)
def test_any_text_is_read(text: str, shipped: GraphStore) -> None:
    assert isinstance(understand(text, shipped, as_of=DAY), Understood | Suggestions)


def test_accents_and_case_do_not_matter(shipped: GraphStore) -> None:
    spellings = ("Ai hợp tác với Bắc Giang?", "AI HOP TAC VOI BAC GIANG", "ai hợp tác với Bắc  Giang")
    assert len({str(understand(text, shipped, as_of=DAY)) for text in spellings}) == 1


@pytest.mark.parametrize(
    ("text", "why", "word"),
    [
        ("vì sao Bắc Giang ký với Xay Sổm Bun", "reason", "vì sao"),
        ("thỏa thuận nào tốt nhất", "opinion", "tốt nhất"),
        ("dự báo số thỏa thuận năm 2030", "forecast", "dự báo"),
        ("can Bac Giang sign an agreement with Chiba", "forecast", "can"),
        ("số điện thoại Sở Ngoại vụ Bắc Giang", "person", "số điện thoại"),
        ("GDP của Quảng Trị", "statistic", "GDP"),
        ("thời tiết ở Champasak", "outside", "thời tiết"),
        ("ai hợp tác với Paris", "no_such_name", "Paris"),
        ("kế hoạch 999 nêu gì", "no_such_name", "kế hoạch 999"),
        ("sở ngoại vụ phải làm gì", "several", ""),
        ("zxcvb qwert", "unsure", "zxcvb"),
    ],
)
def test_why_it_is_not_answered_is_said_in_both_languages(text: str, why: str, word: str, shipped: GraphStore) -> None:
    found = understand(text, shipped, as_of=DAY)
    assert isinstance(found, Suggestions)
    assert found.why == why
    said = set()
    for language in LANGUAGES:
        use(language)
        said.add(found.because())
    use(None)
    assert len(said) == len(LANGUAGES)
    assert all(word in sentence for sentence in said)


def test_a_role_a_stretch_and_an_open_end_are_taken_over(shipped: GraphStore) -> None:
    def params(text: str) -> dict[str, str]:
        found = understand(text, shipped, as_of=DAY)
        assert isinstance(found, Understood), text
        return dict(found.params)

    assert params("Sở Y tế tỉnh Bắc Giang chủ trì việc gì")["role"] == "lead"
    assert params("thỏa thuận hết hạn trong năm 2026") == {"as_of": "2026-01-01", "within_months": "12"}
    assert params("thỏa thuận ký trước năm 2020") == {"to": "2019-12-31"}
    assert params("thỏa thuận ký từ năm 2023") == {"from": "2023-01-01"}


def asked(arguments: list[str], opened: GraphStore, monkeypatch: pytest.MonkeyPatch) -> Any:
    settings: Settings = opened._settings
    monkeypatch.setattr("graph.settings.get_settings", lambda: settings)
    monkeypatch.setattr("queries.search.model_hash", lambda: "")  # the engine of this run
    return CliRunner().invoke(app, ["ask", *arguments, "--as-of", "2025-08-15"])


def test_the_command_answers_plain_words(loaded: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    done = asked(["ai hợp tác với sơn bình", "--format", "json"], loaded, monkeypatch)
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["understood"]["question"] == told["answer"]["question"] == "partners_of_place"
    assert told["understood"]["params"] == {"place": "vn.son-binh"}
    assert told["answer"]["rows"]
    assert "hoptac ask partners_of_place" in asked(["ai hop tac voi son binh"], loaded, monkeypatch).stderr


def test_the_command_offers_three_where_it_is_not_clear(loaded: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    done = asked(["thời tiết sơn bình", "--format", "json"], loaded, monkeypatch)
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["understood"] is None
    assert 0 < len(told["suggestions"]) <= 3
    assert {"question", "params", "score"} == set(told["suggestions"][0])


def test_options_win_over_the_text(loaded: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    done = asked(["ai hợp tác với sơn bình", "--place", "vn.an-hai", "--format", "json"], loaded, monkeypatch)
    assert json.loads(done.stdout)["answer"]["params"]["place"] == "vn.an-hai"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("năm 2023", "2023-01-01", "2023-12-31"),
        ("2021–2025", "2021-01-01", "2025-12-31"),
        ("từ ngày 1/2/2024 đến hết 30/6/2024", "2024-02-01", "2024-06-30"),
        ("tháng 2/2024", "2024-02-01", "2024-02-29"),
        ("Quý III năm 2024", "2024-07-01", "2024-09-30"),
        ("12 tháng 7 năm 2024", "2024-07-12", "2024-07-12"),
        ("within the next 2 years", "2025-08-15", "2027-08-15"),
        ("trong 6 tháng tới", "2025-08-15", "2026-02-15"),
        ("năm ngoái", "2024-01-01", "2024-12-31"),
        ("June 2024", "2024-06-01", "2024-06-30"),
        ("June 30, 2024", "2024-06-30", "2024-06-30"),
        ("trong một năm tới", "2025-08-15", "2026-08-15"),
        ("còn 3 tháng", "2025-08-15", "2025-11-15"),
        ("2 năm qua", "2023-08-15", "2025-08-15"),
        ("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),
        ("quý IV năm nay", "2025-10-01", "2025-12-31"),
        ("the fourth quarter of 2025", "2025-10-01", "2025-12-31"),
        ("tháng 9", "2025-09-01", "2025-09-30"),
        ("tuần tới", "2025-08-18", "2025-08-24"),
        ("từ 2020 đến nay", "2020-01-01", "2025-08-15"),
        ("từ nay đến hết năm 2025", "2025-08-15", "2025-12-31"),
    ],
)
def test_times_as_people_write_them(text: str, first: str, last: str) -> None:
    time = read_written(text, DAY)
    assert time
    assert (time.first.isoformat(), time.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("text", "bounds", "day"),
    [
        ("kể từ năm 2020", "first", "2020-01-01"),
        ("after 2022", "first", "2023-01-01"),
        ("trước năm 2020", "last", "2019-12-31"),
        ("trước ngày 30/6/2025", "last", "2025-06-30"),
        ("before the end of this year", "last", "2025-12-31"),
        ("until June 2025", "last", "2025-06-30"),
    ],
)
def test_a_time_may_have_one_end(text: str, bounds: str, day: str) -> None:
    (time,) = find_times(text, DAY)
    assert time.bounds == bounds
    assert (time.first if bounds == "first" else time.last).isoformat() == day


@pytest.mark.parametrize("text", ["tháng 13/2024", "481/KH-UBND", "năm tốt", "ngày mai tính"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert not [time for time in find_times(text, DAY) if time.precision in ("day", "month")]
