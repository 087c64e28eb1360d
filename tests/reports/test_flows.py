"""Flows: widths are numbers of agreements, long columns end in one mark for the rest, nothing is lost."""

from __future__ import annotations

from reports.flows import MOST, NOT_STATED, OTHERS, Agreement, End, Side, flows


def agreement(places: str, topics: str = "", countries: str = "la") -> Agreement:
    return Agreement(frozenset(places.split()), frozenset(topics.split()), frozenset(countries.split()))


def place(name: str) -> End:
    return End(Side.PLACE, name)


def topic(name: str) -> End:
    return End(Side.TOPIC, name)


def country(name: str) -> End:
    return End(Side.COUNTRY, name)


def test_an_agreement_on_two_topics_is_in_two_flows() -> None:
    found = flows([agreement("a", "health trade"), agreement("a", "health", "th")])
    assert found.widths == {
        (place("a"), topic("health")): 2,
        (place("a"), topic("trade")): 1,
        (topic("health"), country("la")): 1,
        (topic("trade"), country("la")): 1,
        (topic("health"), country("th")): 1,
    }


def test_what_is_not_stated_has_a_mark_and_stands_last() -> None:
    found = flows([agreement("a"), agreement("", "health"), agreement("b", "health", "")])
    for side in Side:
        marks = [end.id for end in found.ends if end.side == side]
        assert marks[-1] == NOT_STATED
        assert len(marks) > 1


def test_the_most_frequent_come_first() -> None:
    found = flows([agreement("b", "x"), agreement("b", "x"), agreement("a", "x")])
    assert [end.id for end in found.ends if end.side is Side.PLACE] == ["b", "a"]


def test_a_long_column_ends_in_one_mark_for_the_rest() -> None:
    many = [agreement(f"p{i:02}", "x") for i in range(MOST[Side.PLACE] + 5)]
    found = flows([*many, agreement("p00", "x")])
    marks = [end.id for end in found.ends if end.side is Side.PLACE]
    assert len(marks) == MOST[Side.PLACE]
    assert marks[0] == "p00"
    assert marks[-1] == OTHERS
    assert sum(n for (a, _), n in found.widths.items() if a.side is Side.PLACE) == len(many) + 1


def test_a_column_that_just_fits_has_no_mark_for_the_rest() -> None:
    found = flows([agreement(f"p{i:02}", "x") for i in range(MOST[Side.PLACE])])
    assert OTHERS not in {end.id for end in found.ends}
