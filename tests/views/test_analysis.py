"""The page of measures: every measure on every network, with what it means and its files."""

from __future__ import annotations

import pytest

from analysis.measures import MEASURES
from analysis.projection import PROJECTIONS
from graph.texts import t
from tests.views.pages import shown, text
from views import look

pytestmark = pytest.mark.usefixtures("graph")


@pytest.mark.parametrize("projection", PROJECTIONS)
@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_is_shown_with_what_it_means(measure: str, projection: str) -> None:
    test = shown("analysis", do=measure, mang_luoi=projection)
    assert look.esc(MEASURES[measure].means) in text(test)
    assert test.table or look.esc(t("look.nothing")) in text(test)


def test_a_country_narrows_the_network_and_an_unknown_one_is_told() -> None:
    every, some = shown("analysis"), shown("analysis", nuoc="la")
    assert 0 < len(some.table[0].value) < len(every.table[0].value)
    assert not shown("analysis", nuoc="vn.son-binh").table


def test_files_are_offered() -> None:
    assert [button.proto.label for button in shown("analysis").get("download_button")] == ["CSV", "XLSX"]
