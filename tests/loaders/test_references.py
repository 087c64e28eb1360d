"""What a cell means: ids, names at the document's day and in its issuer's place, numbers of an issuer, titles."""

from __future__ import annotations

import pytest

from tests.loaders.conftest import Home
from tests.loaders.test_load import AGREEMENT, NOTICE, PLAN

EVENTS = f"{NOTICE}/events.csv"


def targets(home: Home, kind: str, start: str) -> set[str]:
    """Ids at the end of its relationships of a type."""
    return {key[2] for key in home.store.relationships if key[:2] == (kind, start)}


def leads(home: Home, cell: str) -> set[str]:
    """Who leads the event when the cell says so."""
    home.replace(EVENTS, ",held,mk.da,", f",held,{cell},")
    assert home.load().issues == []
    return {key[1] for key in home.store.relationships if key[0] == "LEADS" and key[2] == "mk.da.tb-2.e1"}


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("mk.da.so", "mk.da.so"),
        ("Sở Ngoại vụ tỉnh Đá Bạc", "mk.da.so"),
        ("SỞ NGOẠI VỤ TỈNH ĐÁ BẠC", "mk.da.so"),
        ("Ủy ban nhân dân tỉnh Vũ Sơn", "mk.vu.ubnd"),
        ("UBND tỉnh Vũ Sơn", "mk.vu.ubnd"),
        ("tỉnh Nordia", "vu.n"),
        ("Nordia", "vu.n"),
        ("huyện Tân Lộc", "mk.da.tan"),
    ],
)
def test_a_cell_takes_an_id_or_a_name_as_people_write_it(small: Home, cell: str, meant: str) -> None:
    assert leads(small, cell) == {meant}


def test_kinds_written_as_labels_tell_units_apart_like_codes(small: Home) -> None:
    small.replace("registry/places.csv", ",province,", ",Tỉnh,")
    small.replace("registry/places.csv", "\nbac,", "\nvu.n.nordia,Nordia,Thành phố,vu.n,,,mk.so-tay\nbac,")
    assert leads(small, "thành phố Nordia") == {"vu.n.nordia"}


def test_several_are_separated_by_semicolons_and_said_once(small: Home) -> None:
    assert leads(small, '" mk.da.so ; Nordia;;vu.n "') == {"mk.da.so", "vu.n"}


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("Sở Nội vụ tỉnh Đá Bạc", "mk.da.so"),
        ("Noordia", "vu.n"),
        ("MK.DA.SO", "mk.da.so"),
        ("topic.cay", "Agency, Place"),
    ],
)
def test_what_is_not_known_is_an_issue_with_candidates_never_a_guess(small: Home, cell: str, named: str) -> None:
    small.replace(EVENTS, ",held,mk.da,", f",held,{cell},")
    result = small.load()
    assert small.places(result) == [(EVENTS, 2, "leads")]
    assert named in result.issues[0].hint
    assert "mk.da.tb-2.e1" not in small.store.nodes


def test_an_ambiguous_name_is_an_issue_that_names_the_candidates(small: Home) -> None:
    small.replace("registry/places.csv", "\nbac,", "\nvu.s.l,Lakka,district,vu.s,,,mk.so-tay\nbac,")
    small.replace("registry/places.csv", "\nbac,", "\nvu.n.l,Lakka,district,vu.n,,,mk.so-tay\nbac,")
    small.replace(EVENTS, ",held,mk.da,", ",held,Lakka,")
    result = small.load()
    assert small.places(result) == [(EVENTS, 2, "leads")]
    assert "vu.n.l" in result.issues[0].hint
    assert "vu.s.l" in result.issues[0].hint


def test_the_issuers_place_decides_between_equals(small: Home) -> None:
    for parent in ("mk.da", "mk.vu"):
        row = f"\n{parent}.hoa,Hòa Lạc,district,{parent},,,mk.so-tay"
        small.replace("registry/places.csv", "\nbac,", f"{row}\nbac,")
    assert leads(small, "Hòa Lạc") == {"mk.da.hoa"}


def test_a_higher_unit_wins_over_a_lower_one_of_its_name(small: Home) -> None:
    small.replace("registry/places.csv", "\nbac,", "\nmk.vu.da,Đá Bạc,commune,mk.vu,,,mk.so-tay\nbac,")
    assert leads(small, "Đá Bạc") == {"mk.da"}


@pytest.mark.parametrize(("issued_on", "meant"), [("2022-06-10", "mk.vu"), ("2024-06", "mk.vu-2023"), ("2023", None)])
def test_names_are_read_at_the_documents_day(small: Home, issued_on: str, meant: str | None) -> None:
    small.replace("registry/places.csv", "aliases,source", "aliases,valid_from,valid_to,source")
    lines = (small.data / "registry/places.csv").read_text(encoding="utf-8").splitlines()
    dated = [lines[0], *(line.replace(",mk.so-tay", ",,,mk.so-tay") for line in lines[1:])]
    dated[4] = "mk.vu,Vũ Sơn,province,mk,,,,2023-07-01,mk.so-tay"
    dated.append("mk.vu-2023,Vũ Sơn,province,mk,,,2023-07-01,,mk.so-tay")
    small.write("registry/places.csv", "\n".join(dated) + "\n")
    small.replace(f"{NOTICE}/document.yml", "2022-06-10", issued_on)
    small.replace(EVENTS, ",held,mk.da,", ",held,Vũ Sơn,")
    result = small.load()
    if meant:
        assert result.issues == []
        assert ("LEADS", meant, "mk.da.tb-2.e1", "") in small.store.relationships
    else:
        assert small.places(result) == [(EVENTS, 2, "leads")]


def test_nothing_of_that_name_on_that_day_means_its_only_former_bearer(small: Home) -> None:
    small.replace("registry/agencies.csv", "part_of,source", "part_of,valid_to,source")
    text = (small.data / "registry/agencies.csv").read_text(encoding="utf-8").replace(",,mk.so-tay", ",,,mk.so-tay")
    small.write("registry/agencies.csv", text.replace("vu.n,,,", "vu.n,,2010-01-01,"))
    assert leads(small, "Công an tỉnh Nordia") == {"vu.n.ca"}


def test_a_former_name_holds_until_its_change(small: Home) -> None:
    row = "chg.ten,rename,2023-05-01,mk.da.tan,no,mk.da.tan,no,,Lệ Thủy,Huyện,mk.so-tay#8\n"
    head = "id,kind,effective_on,from,from_ends,to,to_new,share,name_before,kind_before,source\n"
    small.write("registry/changes.csv", head + row)
    assert leads(small, "huyện Lệ Thủy") == {"mk.da.tan"}


def test_a_document_is_named_by_its_number_within_its_issuer(small: Home) -> None:
    for place, issuer in (("da", "UBND tỉnh Đá Bạc"), ("vu", "UBND tỉnh Vũ Sơn")):
        head = f"id: mk.{place}.qd-7\nkind: decision\ntitle: Quyết định\nnumber: 7/QĐ-UBND\nissuer: {issuer}\n"
        small.write(f"documents/mk.{place}.qd-7/document.yml", head + "issued_on: 2020-01-01\n")
    small.replace(f"{NOTICE}/document.yml", "issuer: mk.da.ubnd", "issuer: mk.da.ubnd\ncites: 7/QĐ-UBND")
    assert small.load().issues == []
    assert targets(small, "CITES", "mk.da.tb-2") == {"mk.da.qd-7"}
    small.replace(f"{NOTICE}/document.yml", "issuer: mk.da.ubnd\ncites", "cites")
    assert "mk.vu.qd-7" in small.load().issues[0].hint


def test_an_agreement_is_named_by_its_exact_title(small: Home) -> None:
    small.replace(EVENTS, AGREEMENT, "Ghi nhớ Đá Bạc Nordia")
    assert small.load().issues == []
    assert targets(small, "CONCERNS", "mk.da.tb-2.e1") == {AGREEMENT}
    small.replace(EVENTS, "Ghi nhớ Đá Bạc Nordia", "Ghi nhớ Đá Bạc")
    assert small.places(small.load()) == [(EVENTS, 2, "concerns")]


def test_a_tasks_number_is_known_inside_its_own_document_only(small: Home) -> None:
    small.replace(f"{NOTICE}/reports.csv", "mk.da.kh-1.1,", "1,")
    assert small.places(small.load()) == [(f"{NOTICE}/reports.csv", 2, "task")]
    small.write(f"{PLAN}/reports.csv", "task,occurrence,section\n1,2022,1\n")
    small.load()
    assert "mk.da.kh-1.1.r2022" in small.store.nodes


def test_a_source_without_a_section_is_the_whole_document(loaded: Home) -> None:
    assert loaded.store.relationships["STATED_IN", "vu", "mk.so-tay", ""]["sections"] == ["-"]


def test_a_place_named_in_a_cell_is_not_stated_by_that_document(loaded: Home) -> None:
    assert ("STATED_IN", "mk.da", "mk.da.kh-1", "") not in loaded.store.relationships
    assert ("STATED_IN", "vu.n", "mk.da.kh-1", "") in loaded.store.relationships
    assert ("STATED_IN", "mk.da.kh-1", "mk.da.kh-1", "") in loaded.store.relationships


def test_what_a_document_cites_stands_where_it_says(loaded: Home) -> None:
    assert loaded.store.relationships["IMPLEMENTS", "mk.da.kh-1", AGREEMENT, ""]["sources"] == ["mk.da.kh-1#1"]
    assert loaded.store.relationships["ISSUED_BY", "mk.da.kh-1", "mk.da.ubnd", ""]["sources"] == ["mk.da.kh-1#-"]


def test_facts_about_a_document_that_another_one_states(small: Home) -> None:
    also = "issuer: mk.da.ubnd\nalso_from:\n  - {ref: mk.so-tay, fields: [number, issued_on]}"
    small.replace(f"{NOTICE}/document.yml", "issuer: mk.da.ubnd", also)
    assert small.load().issues == []
    assert ("STATED_IN", "mk.da.tb-2", "mk.so-tay", "") in small.store.relationships
