"""What a load makes of the tables: merged values, replaced and withdrawn documents, what stays beside issues."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.settings import Settings, save_folders
from loaders.load import load, read_ledger
from tests.loaders.conftest import Home
from tests.loaders.memory import MemoryStore

AGREEMENT = "agr.da--nordia.2020"
PLAN, NOTICE = "documents/mk.da.kh-1", "documents/mk.da.tb-2"


def held(home: Home, name: str) -> dict[str, Any]:
    """Properties of a node."""
    return home.store.nodes[name][1]


def statement(home: Home, name: str, document: str) -> dict[str, Any]:
    """Properties of its STATED_IN."""
    return home.store.relationships["STATED_IN", name, document, ""]


def graph_of(home: Home) -> tuple[dict[str, Any], dict[Any, Any]]:
    """All nodes and relationships, to compare later."""
    return dict(home.store.nodes), dict(home.store.relationships)


# ------------------------------------------------------------------------------------------------ several documents


def test_a_scalar_comes_from_the_newest_document_that_has_it(loaded: Home) -> None:
    agreement = held(loaded, AGREEMENT)
    assert agreement["budget"] == 2_000_000
    assert agreement["name"] == "Bản ghi nhớ Đá Bạc và Nordia"
    assert agreement["signed_on"] == dt.date(2020, 5, 4)


def test_unnamed_never_overwrites_a_kind(loaded: Home) -> None:
    assert held(loaded, AGREEMENT)["kind"] == "memorandum"


def test_a_kind_overwrites_unnamed(small: Home) -> None:
    small.replace(f"{PLAN}/agreements.csv", "memorandum", "unnamed")
    small.replace(f"{NOTICE}/agreements.csv", "unnamed", "protocol")
    small.load()
    assert held(small, AGREEMENT)["kind"] == "protocol"


def test_an_empty_cell_never_overwrites(loaded: Home) -> None:
    assert held(loaded, AGREEMENT)["period_from"] == dt.date(2020, 1, 1)
    assert held(loaded, AGREEMENT)["period_from_precision"] == "year"


def test_a_status_has_its_own_day_and_other_values_the_documents(small: Home) -> None:
    small.replace(f"{NOTICE}/agreements.csv", "2022-06-01", "2020-06-01")
    small.replace(f"{PLAN}/agreements.csv", "status,", "status,status_on,")
    small.replace(f"{PLAN}/agreements.csv", "signed,2020", "signed,2021-01,2020")
    assert small.load().issues == []
    agreement = held(small, AGREEMENT)
    assert (agreement["status"], agreement["status_on"]) == ("signed", dt.date(2021, 1, 1))
    assert agreement["budget"] == 2_000_000


def test_every_statement_keeps_the_status_it_states(loaded: Home) -> None:
    assert statement(loaded, AGREEMENT, "mk.da.kh-1")["status"] == "signed"
    assert statement(loaded, AGREEMENT, "mk.da.kh-1")["status_on"] == dt.date(2021, 3, 1)
    assert statement(loaded, AGREEMENT, "mk.da.tb-2")["status"] == "terminated"


def test_of_two_documents_of_one_day_the_larger_id_is_newer(small: Home) -> None:
    small.replace(f"{NOTICE}/document.yml", "2022-06-10", "2021-03-01")
    small.replace(f"{NOTICE}/agreements.csv", "2022-06-01", "")
    small.load()
    assert held(small, AGREEMENT)["budget"] == 2_000_000
    assert held(small, AGREEMENT)["status"] == "terminated"


def test_as_of_counts_before_issued_on(small: Home) -> None:
    small.replace(f"{NOTICE}/document.yml", "issued_on: 2022-06-10", "issued_on: 2022-06-10\nas_of: 2019")
    small.load()
    assert held(small, AGREEMENT)["budget"] == 1_000_000


def test_relationships_unite_their_sources(loaded: Home) -> None:
    party = loaded.store.relationships["PARTY_TO", "mk.da", AGREEMENT, ""]
    assert party == {"sources": ["mk.da.kh-1#1", "mk.da.tb-2#3"], "inferred": False}


def test_a_list_is_replaced_by_the_newest(small: Home) -> None:
    row = "vu.n,Nordia,province,vu,Nordia mới;Nôđia,1\n"
    small.write(f"{NOTICE}/places.csv", f"id,name,kind,part_of,aliases,section\n{row}vu.x,Xen,province,vu,Xê,1\n")
    small.write(f"{PLAN}/places.csv", "id,name,kind,part_of,aliases,section\nvu.x,Xen,province,vu,Cũ;Xưa,2\n")
    assert small.load().issues == []
    assert held(small, "vu.x")["aliases"] == ["Xê"]


def test_a_registry_row_wins_over_a_documents_own(small: Home) -> None:
    small.write(f"{NOTICE}/places.csv", "id,name,kind,part_of,name_en,section\nvu.n,Noocđia,state,vu,Nordia (EN),1\n")
    assert small.load().issues == []
    assert held(small, "vu.n")["name"] == "Nordia"
    assert held(small, "vu.n")["kind"] == "province"
    assert held(small, "vu.n")["name_en"] == "Nordia (EN)"
    assert statement(small, "vu.n", "mk.da.tb-2")["sections"] == ["1"]


def test_document_yml_wins_over_documents_csv_and_keeps_the_id(small: Home) -> None:
    small.replace(
        "registry/documents.csv", "mk.so-tay,dataset", "mk.da.tb-2,letter,Tên khác,mk.so-tay#9\nmk.so-tay,dataset"
    )
    assert small.load().issues == []
    assert held(small, "mk.da.tb-2")["kind"] == "notice"
    assert statement(small, "mk.da.tb-2", "mk.so-tay")["sections"] == ["9"]


# ------------------------------------------------------------------------------------------------ what is concluded


def test_a_column_that_is_concluded_is_marked_so(small: Home) -> None:
    small.replace(f"{PLAN}/tasks.csv", "section,note", "section,inferred")
    small.replace(f"{PLAN}/tasks.csv", "2022-12-31,II.1,", "2022-12-31,II.1,topics;deadline")
    small.load()
    assert small.store.relationships["ABOUT", "mk.da.kh-1.1", "topic.cay", ""]["inferred"] is True
    assert small.store.relationships["LEADS", "mk.da.so", "mk.da.kh-1.1", ""]["inferred"] is False
    assert statement(small, "mk.da.kh-1.1", "mk.da.kh-1")["inferred_properties"] == ["deadline"]


def test_what_one_document_states_is_not_inferred(small: Home) -> None:
    small.replace(f"{PLAN}/agreements.csv", "budget,section", "budget,inferred,section")
    small.replace(f"{PLAN}/agreements.csv", "1000000,1", "1000000,parties,1")
    small.load()
    assert small.store.relationships["PARTY_TO", "mk.da", AGREEMENT, ""]["inferred"] is False


def test_tasks_of_a_plan_carry_out_what_the_plan_implements(loaded: Home) -> None:
    under = loaded.store.relationships["UNDER", "mk.da.kh-1.2", AGREEMENT, ""]
    assert under == {"sources": ["mk.da.kh-1#II.2"], "inferred": True}


def test_a_task_that_names_what_it_carries_out_carries_out_only_that(small: Home) -> None:
    small.replace(f"{PLAN}/tasks.csv", "section,note", "section,under")
    small.replace(f"{PLAN}/tasks.csv", "--10-31,II.2,", "--10-31,II.2,mk.so-tay")
    small.load()
    assert ("UNDER", "mk.da.kh-1.2", AGREEMENT, "") not in small.store.relationships
    assert small.store.relationships["UNDER", "mk.da.kh-1.2", "mk.so-tay", ""]["inferred"] is False


def test_dates_that_are_cut(loaded: Home) -> None:
    plan = held(loaded, "mk.da.kh-1")
    assert (plan["period_from"], plan["period_from_precision"]) == (dt.date(2021, 1, 1), "year")
    assert (plan["period_to"], plan["period_to_precision"]) == (dt.date(2023, 12, 31), "year")
    assert held(loaded, "mk.da.kh-1.2")["deadline_month_day"] == "--10-31"
    assert held(loaded, "mk.da.kh-1.1")["deadline"] == dt.date(2022, 12, 31)


def test_names_and_ids_of_details(loaded: Home) -> None:
    assert held(loaded, "mk.da.kh-1.1.q2")["name"] == "30,5 ha (vườn thuốc), 2022"
    assert held(loaded, "mk.da.kh-1.q1")["value"] == 5
    assert held(loaded, "mk.da.kh-1.1.r2021")["name"] == "Báo cáo 2021: Đã xong"


def test_a_rejected_quantity_does_not_move_the_ids_of_others(small: Home) -> None:
    small.replace(f"{PLAN}/quantities.csv", "1,2021,20", "1,2021,hai mươi")
    small.load()
    assert small.store.ids("Quantity") == {"mk.da.kh-1.1.q2", "mk.da.kh-1.q1"}


def test_spellings_are_kept_and_can_be_searched(loaded: Home) -> None:
    assert statement(loaded, "vu.n", "mk.da.kh-1")["as_written"] == ["tỉnh Noóc-đi-a"]
    assert "tinh nooc di a" in held(loaded, "vu.n")["search_text"]


def test_a_spelling_of_anything(small: Home) -> None:
    rows = "mk.da.kh-1.1.q1,hai chục,II\nmk.da.tb-2.e1,cuộc gặp,II\n1,việc trồng,II\n"
    small.write(f"{PLAN}/names.csv", f"entity,as_written,section\n{rows}")
    assert small.load().issues == []
    assert statement(small, "mk.da.kh-1.1.q1", "mk.da.kh-1")["as_written"] == ["hai chục"]
    assert statement(small, "mk.da.kh-1.1", "mk.da.kh-1")["as_written"] == ["việc trồng"]


# ------------------------------------------------------------------------------------------------ derived relationships


def test_cooperation_is_between_places_of_different_countries(small: Home) -> None:
    small.replace(f"{PLAN}/agreements.csv", "mk.da;vu.n", "mk.vu;mk.da;vu.n.ca;vu.s")
    small.replace(f"{NOTICE}/agreements.csv", "mk.da;vu.n", "mk.da;vu.s")
    assert small.load().issues == []
    pairs = {k[1:3] for k in small.store.relationships if k[0] == "COOPERATES_WITH"}
    assert pairs == {("mk.da", "vu.n"), ("mk.da", "vu.s"), ("mk.vu", "vu.n"), ("mk.vu", "vu.s")}
    both = small.store.relationships["COOPERATES_WITH", "mk.da", "vu.s", ""]
    assert both["sources"] == ["mk.da.kh-1#1", "mk.da.tb-2#3"]
    assert (both["count"], both["agreements"], both["since"]) == (1, [AGREEMENT], dt.date(2020, 5, 4))


def test_cooperation_within_one_country_where_all_parties_are_of_it(small: Home) -> None:
    for folder in (PLAN, NOTICE):
        small.replace(f"{folder}/agreements.csv", "mk.da;vu.n", "mk.vu;mk.da")
    small.load()
    assert [k[1:3] for k in small.store.relationships if k[0] == "COOPERATES_WITH"] == [("mk.da", "mk.vu")]


def test_what_is_only_planned_is_no_cooperation(small: Home) -> None:
    small.replace(f"{PLAN}/agreements.csv", ",signed,", ",planned,")
    small.replace(f"{NOTICE}/agreements.csv", "terminated", "in_preparation")
    small.load()
    assert not [k for k in small.store.relationships if k[0] == "COOPERATES_WITH"]


def test_chains_copy_parties_except_countries_and_groups(small: Home) -> None:
    small.replace(f"{PLAN}/agreements.csv", "mk.da;vu.n", "mk.da;vu;bac;vu.n.ca")
    small.replace(f"{NOTICE}/agreements.csv", "mk.da;vu.n", "mk.da")
    assert small.load().issues == []
    chains = {k[1]: v for k, v in small.store.relationships.items() if k[0] == "CHAINS"}
    assert set(chains) == {"mk.da", "vu.n.ca"}
    assert chains["mk.da"] == small.store.relationships["PARTY_TO", "mk.da", AGREEMENT, ""]


def test_places_know_their_country_and_groups_that_of_their_members(loaded: Home) -> None:
    assert {i: held(loaded, i)["country"] for i in ("mk", "mk.da.tan", "vu.n", "bac")} == {
        "mk": "mk",
        "mk.da.tan": "mk",
        "vu.n": "vu",
        "bac": "vu",
    }


CHANGES = """
id,kind,effective_on,from,from_ends,to,to_new,share,name_before,kind_before,source
chg.gop,merge,2023-01-01,mk.da,yes,mk.moi,yes,whole,,,mk.so-tay#7
chg.gop,Hợp nhất,1/1/2023,Vũ Sơn,có,mk.moi,1,whole,,,mk.so-tay#7
chg.ten,rename,2019-05-01,mk.da.tan,no,mk.da.tan,no,,Tân Cũ,Thị trấn,mk.so-tay#8
"""
NEW_PLACE = "\nmk.moi,Bạc Sơn,province,mk,,,mk.so-tay#7\nbac,"


def test_a_change_makes_successors_and_a_renaming_none(small: Home) -> None:
    small.replace("registry/places.csv", "\nbac,", NEW_PLACE)
    small.write("registry/changes.csv", CHANGES)
    assert small.load().issues == []
    follows = {k: v for k, v in small.store.relationships.items() if k[0] == "SUCCEEDED_BY"}
    assert set(follows) == {("SUCCEEDED_BY", old, "mk.moi", "chg.gop") for old in ("mk.da", "mk.vu")}
    assert follows["SUCCEEDED_BY", "mk.da", "mk.moi", "chg.gop"] == {
        "change": "chg.gop",
        "effective_on": dt.date(2023, 1, 1),
        "share": "whole",
        "sources": ["mk.so-tay#7"],
        "inferred": False,
    }
    assert held(small, "chg.gop")["name"] == "Hợp nhất 01/01/2023: Đá Bạc, Vũ Sơn → Bạc Sơn"
    assert held(small, "chg.ten")["kind_before"] == "township"
    assert small.store.relationships["FROM", "chg.gop", "mk.da", ""]["ends"] is True
    assert small.store.relationships["INTO", "chg.gop", "mk.moi", ""]["creates"] is True


@pytest.mark.parametrize(
    ("before", "after", "row", "column"),
    [
        ("Vũ Sơn,có", "Vũ Xa,có", 3, "from"),
        ("1/1/2023", "1/1/2024", 3, "effective_on"),
        ("Hợp nhất", "Nhập vào", 3, "kind"),
        ("1,whole", "1,một nửa", 3, "share"),
    ],
)
def test_a_change_loads_whole_or_not_at_all(small: Home, before: str, after: str, row: int, column: str) -> None:
    small.replace("registry/places.csv", "\nbac,", NEW_PLACE)
    small.write("registry/changes.csv", CHANGES.replace(before, after))
    result = small.load()
    assert small.places(result) == [("registry/changes.csv", 2, "id"), ("registry/changes.csv", row, column)]
    assert small.store.ids("Change") == {"chg.ten"}
    assert not [k for k in small.store.relationships if k[0] == "SUCCEEDED_BY"]


def test_a_change_falls_whole_with_a_unit_that_is_rejected(small: Home) -> None:
    small.replace("registry/places.csv", "\nbac,", NEW_PLACE)
    small.replace("registry/places.csv", "mk.vu,Vũ Sơn,province", "mk.vu,Vũ Sơn,tỉnh lẻ")
    small.write("registry/changes.csv", CHANGES)
    result = small.load()
    assert [p for p in small.places(result) if p[0] == "registry/changes.csv"] == [
        ("registry/changes.csv", 2, "id"),
        ("registry/changes.csv", 3, "from"),
    ]
    assert small.store.ids("Change") == {"chg.ten"}


def test_a_place_with_several_parents_in_time(small: Home) -> None:
    small.replace("registry/places.csv", "aliases,source", "aliases,valid_from,valid_to,source")
    lines = (small.data / "registry/places.csv").read_text(encoding="utf-8").splitlines()
    lines = [lines[0], *(line.rpartition(",")[0] + ",,," + line.rpartition(",")[2] for line in lines[1:])]
    lines.append("mk.da.tan,,,mk.vu,,,1990-01-01,2000-01-01,mk.so-tay#5")
    small.write("registry/places.csv", "\n".join(lines) + "\n")
    assert small.load().issues == []
    parents = {k[2:]: v for k, v in small.store.relationships.items() if k[:2] == ("PART_OF", "mk.da.tan")}
    assert set(parents) == {("mk.da", ""), ("mk.vu", "1990-01-01")}
    assert parents["mk.vu", "1990-01-01"]["valid_to"] == dt.date(2000, 1, 1)
    assert held(small, "mk.da.tan")["name"] == "Tân Lộc"
    small.replace("registry/places.csv", "Tân Lộc,district", "Tân Lộc,quận lẻ")
    result = load(Settings(home=small.root / "fresh", data=small.data), MemoryStore().as_store())
    assert [p[1:] for p in small.places(result)] == [(4, "kind"), (10, "id")]


# ------------------------------------------------------------------------------------------------ same_as


def test_two_entries_that_are_one_thing(small: Home) -> None:
    small.replace("registry/places.csv", "\nbac,", "\nvu.nor,Nordien,province,vu,,Nordi,mk.so-tay#4\nbac,")
    small.replace(f"{NOTICE}/events.csv", "mk.da,vu.n,vu.n", "mk.da,vu.nor,Nordien")
    small.write("registry/same_as.csv", "id,same_as,source\nvu.nor,vu.cu,mk.so-tay#6\nvu.cu,vu.n,mk.so-tay#6\n")
    assert small.load().issues == []
    assert not {"vu.nor", "vu.cu"} & small.store.ids()
    assert ("AT", "mk.da.tb-2.e1", "vu.n", "") in small.store.relationships
    assert {"Nordien", "Nordi", "vu.nor"} <= set(held(small, "vu.n")["aliases"])
    assert statement(small, "vu.n", "mk.so-tay")["sections"] == ["3", "4", "6"]
    (small.data / "registry/same_as.csv").unlink()
    assert small.load().issues == []
    assert ("AT", "mk.da.tb-2.e1", "vu.nor", "") in small.store.relationships
    assert "aliases" not in held(small, "vu.n")


# ------------------------------------------------------------------------------------------------ folders


def test_a_later_folder_replaces_a_registry_row_by_id(loaded: Home) -> None:
    user = loaded.settings.user_data
    loaded.write("registry/places.csv", "id,name,kind,part_of,source\nmk.da,Đá Bạc mới,province,mk,mk.so-tay\n", user)
    assert loaded.load().issues == []
    assert held(loaded, "mk.da")["name"] == "Đá Bạc mới"
    assert "aliases" not in held(loaded, "mk.da")
    assert held(loaded, "mk.vu")["name"] == "Vũ Sơn"
    shutil.rmtree(user)
    user.mkdir()
    loaded.load()
    assert held(loaded, "mk.da")["aliases"] == ["tỉnh Đá Bạc cũ"]


def test_a_later_folder_replaces_a_document_whole(loaded: Home) -> None:
    first = graph_of(loaded)
    folder = loaded.settings.user_data / "documents" / "mk.da.kh-1"
    shutil.copytree(loaded.data / PLAN, folder)
    assert loaded.load().issues == []
    assert graph_of(loaded) == first
    (folder / "quantities.csv").unlink()
    loaded.load()
    assert loaded.store.ids("Quantity") == set()
    assert "mk.da.kh-1.1" in loaded.store.nodes
    shutil.rmtree(loaded.settings.user_data)
    loaded.settings.user_data.mkdir()
    loaded.load()
    assert graph_of(loaded) == first


def test_the_registry_wins_over_the_gazetteer(small: Home) -> None:
    small.write(
        "gazetteer/places.csv",
        "id,name,kind,part_of,name_en,source\nmk.da,Đá,province,mk,Da,mk.so-tay\nmk.xa,Xa,province,mk,Xa,mk.so-tay\n",
    )
    assert small.load().issues == []
    assert held(small, "mk.da")["name"] == "Đá Bạc"
    assert "name_en" not in held(small, "mk.da")
    assert held(small, "mk.xa")["name_en"] == "Xa"


def test_a_document_withdrawn_takes_its_facts_and_brings_older_values_back(loaded: Home, tmp_path: Path) -> None:
    first = graph_of(loaded)
    (loaded.data / NOTICE).rename(tmp_path / "aside")
    result = loaded.load()
    assert held(loaded, AGREEMENT)["budget"] == 1_000_000
    assert held(loaded, AGREEMENT)["status"] == "signed"
    assert not {i for i in loaded.store.nodes if i.startswith("mk.da.tb-2")}
    assert result.counts["removed"]["Event"] == 1
    assert "mk.da.kh-1.1.r2021" not in loaded.store.nodes
    assert loaded.store.relationships["PARTY_TO", "mk.da", AGREEMENT, ""]["sources"] == ["mk.da.kh-1#1"]
    (tmp_path / "aside").rename(loaded.data / NOTICE)
    loaded.load()
    assert graph_of(loaded) == first


def test_a_document_withdrawn_on_which_others_rest_is_told(loaded: Home, tmp_path: Path) -> None:
    (loaded.data / PLAN).rename(tmp_path / "aside")
    result = loaded.load()
    assert loaded.places(result) == [(f"{NOTICE}/reports.csv", 2, "task")]
    assert held(loaded, AGREEMENT)["status"] == "terminated"


def test_listed_folders_count_in_their_order(loaded: Home, tmp_path: Path) -> None:
    for name, title in (("một", "Một"), ("hai", "Hai")):
        row = f"mk.da,{title},province,mk,mk.so-tay\n"
        loaded.write("registry/places.csv", f"id,name,kind,part_of,source\n{row}", tmp_path / name)
    settings = Settings(home=loaded.root / "home", data=loaded.data, folders=(tmp_path / "một", tmp_path / "hai"))
    load(settings, loaded.store.as_store())
    assert held(loaded, "mk.da")["name"] == "Hai"
    save_folders(settings.home, settings.folders)


# ------------------------------------------------------------------------------------------------ beside issues

SLIPS: dict[str, tuple[str, str, str]] = {
    "a bad cell": (f"{PLAN}/tasks.csv", "2022-12-31", "2022-13-31"),
    "an unknown name": (f"{PLAN}/tasks.csv", "1,Trồng cây thuốc,activity,mk.da.so", "1,Trồng cây thuốc,activity,Sở Lạ"),
    "an empty required cell": (f"{PLAN}/quantities.csv", "1,2021,20,ha", "1,2021,20,"),
    "a lost required column": (f"{PLAN}/quantities.csv", "unit", "donvi"),
    "a lost column": (f"{NOTICE}/events.csv", "leads", "chu toa chinh"),
    "an open quote": (f"{PLAN}/tasks.csv", "2,Trao đổi", '2,"Trao đổi'),
    "a bad key": (f"{PLAN}/document.yml", "issued_on: 2021-03-01", "issued_on: 2021-03-41"),
    "a bad reference in a key": (f"{PLAN}/document.yml", "issuer: mk.da.ubnd", "issuer: UBND xã Lạ"),
    "an unknown key": (f"{PLAN}/document.yml", "period_to", "period_till"),
    "a broken document.yml": (f"{PLAN}/document.yml", "kind: plan", "kind: [plan"),
    "a lost id": (f"{PLAN}/document.yml", "id: mk.da.kh-1", "id: mk.da.kh-2"),
    "a bad registry row": ("registry/places.csv", "vu.n,Nordia,province", "vu.n,Nordia,tỉnh lẻ"),
    "a registry row that points nowhere": ("registry/agencies.csv", "Nordia,police,vu.n", "Nordia,police,vu.q"),
    "an unreadable registry table": ("registry/agencies.csv", "id,name", "id,ten goi"),
    "an unreadable topic": ("registry/topics.csv", "topic.rung,Rừng,field", "topic.rung,Rừng,lĩnh"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_takes_nothing_away_and_a_rebuild_beside_it_is_the_same(loaded: Home, slip: str) -> None:
    first = graph_of(loaded)
    loaded.replace(*SLIPS[slip])
    result = loaded.load()
    assert result.issues
    assert graph_of(loaded) == first
    assert result.kept
    again = loaded.load(verify=True)
    assert again.counts == {"added": {}, "changed": {}, "removed": {}}
    rebuilt = MemoryStore()
    loaded.load(rebuilt)
    assert (rebuilt.nodes, rebuilt.relationships) == first
    file, before, after = SLIPS[slip]
    loaded.replace(file, after, before)
    assert loaded.load().issues == []
    assert loaded.load(verify=True).kept == {}
    assert graph_of(loaded) == first


def test_good_rows_beside_a_slip_load(loaded: Home) -> None:
    loaded.replace(f"{PLAN}/tasks.csv", "2022-12-31", "2022-13-31")
    loaded.replace(f"{PLAN}/tasks.csv", "Trao đổi cán bộ", "Trao đổi sinh viên")
    result = loaded.load()
    assert loaded.places(result) == [(f"{PLAN}/tasks.csv", 2, "deadline")]
    assert held(loaded, "mk.da.kh-1.2")["name"] == "Trao đổi sinh viên"
    assert held(loaded, "mk.da.kh-1.1")["deadline"] == dt.date(2022, 12, 31)
    assert result.kept == {"mk.da.kh-1": 1}


def test_beside_a_slip_nothing_is_retracted_or_emptied(loaded: Home) -> None:
    loaded.replace(f"{PLAN}/tasks.csv", "2022-12-31", "2022-13-31")
    loaded.replace(f"{PLAN}/tasks.csv", "3,Báo cáo,duty,mk.da.ubnd,,,,,,II.3,\n", "")
    loaded.replace(f"{PLAN}/tasks.csv", "--10-31", "")
    loaded.load()
    assert held(loaded, "mk.da.kh-1.3")["name"] == "Báo cáo"
    assert held(loaded, "mk.da.kh-1.2")["deadline_month_day"] == "--10-31"
    loaded.replace(f"{PLAN}/tasks.csv", "2022-13-31", "2022-12-31")
    loaded.load()
    assert "mk.da.kh-1.3" not in loaded.store.nodes
    assert "deadline_month_day" not in held(loaded, "mk.da.kh-1.2")


def test_what_loaded_beside_a_slip_is_not_lost_by_the_next_slip(loaded: Home) -> None:
    loaded.replace(f"{PLAN}/tasks.csv", "2022-12-31", "2022-13-31")
    loaded.replace(f"{PLAN}/tasks.csv", "3,Báo cáo,duty", "4,Thêm,duty,mk.da.ubnd,,,,,,II.4,\n3,Báo cáo,duty")
    loaded.load()
    loaded.replace(f"{PLAN}/tasks.csv", "4,Thêm,duty", "4,Thêm,việc")
    loaded.load()
    assert held(loaded, "mk.da.kh-1.4")["name"] == "Thêm"


def test_a_slip_in_one_document_changes_nothing_in_another(loaded: Home) -> None:
    loaded.replace(f"{PLAN}/tasks.csv", "2022-12-31", "2022-13-31")
    (loaded.data / NOTICE / "events.csv").unlink()
    loaded.load()
    assert loaded.store.ids("Event") == set()


def test_removing_a_faulty_document_on_purpose_removes_it(loaded: Home) -> None:
    loaded.replace(f"{NOTICE}/events.csv", "held", "đã họp")
    loaded.load()
    assert "mk.da.tb-2.e1" in loaded.store.nodes
    shutil.rmtree(loaded.data / NOTICE)
    loaded.load()
    assert not {i for i in loaded.store.nodes if i.startswith("mk.da.tb-2")}


def test_a_slip_in_the_users_copy_keeps_the_users_version(loaded: Home) -> None:
    user = loaded.settings.user_data
    row = "id,name,kind,part_of,source\nmk.da,Đá Bạc mới,province,mk,mk.so-tay\n"
    loaded.write("registry/places.csv", row, user)
    loaded.load()
    loaded.write("registry/places.csv", row.replace("province", "tinh gi"), user)
    loaded.load()
    assert held(loaded, "mk.da")["name"] == "Đá Bạc mới"


def test_a_users_copy_that_never_loaded_leaves_the_shipped_rows(loaded: Home) -> None:
    first = graph_of(loaded)
    user = loaded.settings.user_data
    loaded.write("registry/places.csv", "id,name,kind,part_of,source\nmk.da,Đá Bạc mới,tinh gi,mk,mk.so-tay\n", user)
    shutil.copytree(loaded.data / PLAN, user / PLAN)
    loaded.write(f"{PLAN}/document.yml", "id: mk.da.kh-1\n", user)
    result = loaded.load()
    assert {i.folder for i in result.issues} == {str(user)}
    assert graph_of(loaded) == first


def test_rows_that_another_part_needs_stay_too(loaded: Home) -> None:
    first = graph_of(loaded)
    loaded.replace("registry/agencies.csv", "mk.da.so,Sở Ngoại vụ tỉnh Đá Bạc", "mk.da.so2,Sở Ngoại vụ tỉnh Đá Bạc")
    loaded.replace("registry/agencies.csv", "government,mk.vu", "government,mk.xx")
    result = loaded.load()
    assert loaded.places(result) == [("registry/agencies.csv", 4, "place")]
    assert set(first[0]) <= loaded.store.ids()


# ------------------------------------------------------------------------------------------------ the load itself


def test_the_same_files_again_write_nothing(loaded: Home) -> None:
    loaded.store.written.clear()
    result = loaded.load()
    assert result.unchanged
    assert loaded.store.written == {}
    assert loaded.load(verify=True).counts == {"added": {}, "changed": {}, "removed": {}}
    assert loaded.store.written == {}


def test_the_same_issues_appear_again(small: Home) -> None:
    small.replace(f"{PLAN}/tasks.csv", "2022-12-31", "2022-13-31")
    first = small.load()
    again = small.load()
    assert again.unchanged
    assert again.issues == first.issues


def test_an_issue_names_folder_file_row_column_and_the_first_200_characters(small: Home) -> None:
    small.replace(f"{PLAN}/tasks.csv", "2022-12-31", "x" * 500)
    issue = next(i for i in small.load().issues if i.column == "deadline")
    assert (issue.folder, issue.file, issue.sheet, issue.row) == (str(small.data), f"{PLAN}/tasks.csv", "", 2)
    assert issue.value == "x" * 200
    assert set(issue.to_dict()) == {"folder", "file", "sheet", "row", "column", "value", "reason", "hint"}


def test_all_issues_of_a_row_are_reported(small: Home) -> None:
    small.replace(f"{PLAN}/tasks.csv", "1,Trồng cây thuốc,activity,mk.da.so", "1,,việc,Sở Lạ")
    small.replace(f"{PLAN}/tasks.csv", "2022-12-31", "hôm nào")
    found = {place[2] for place in small.places(small.load()) if place[:2] == (f"{PLAN}/tasks.csv", 2)}
    assert found == {"title", "kind", "leads", "deadline"}


def test_issues_of_a_value_like_a_formula_come_back_as_they_were(small: Home) -> None:
    small.replace(f"{PLAN}/tasks.csv", "2022-12-31", "=A1")
    first = small.load()
    assert "=A1" in {issue.value for issue in first.issues}
    assert small.load().issues == first.issues
    assert "'=A1" in (small.settings.home / "issues.csv").read_text(encoding="utf-8-sig")


def test_only_the_difference_is_written(loaded: Home) -> None:
    loaded.replace(f"{PLAN}/tasks.csv", "Trao đổi cán bộ", "Trao đổi sinh viên")
    loaded.store.written.clear()
    result = loaded.load()
    assert result.counts == {"added": {}, "changed": {"Task": 1}, "removed": {}}
    assert result.changes == [
        {
            "op": "change",
            "type": "Task",
            "key": "mk.da.kh-1.2",
            "field": "name",
            "before": "Trao đổi cán bộ",
            "after": "Trao đổi sinh viên",
        }
    ]
    assert sum(loaded.store.written.values()) == 1


def test_a_dry_run_writes_nothing_and_says_the_same(loaded: Home) -> None:
    first = graph_of(loaded)
    files = {p: p.read_bytes() for p in loaded.settings.home.rglob("*") if p.is_file()}
    (loaded.data / f"{NOTICE}/events.csv").unlink()
    loaded.replace(f"{PLAN}/tasks.csv", "2022-12-31", "2022-12-30")
    dry = loaded.load(dry_run=True)
    assert graph_of(loaded) == first
    assert {p: p.read_bytes() for p in loaded.settings.home.rglob("*") if p.is_file()} == files
    wet = loaded.load()
    assert dry.to_dict() == wet.to_dict()
    assert wet.counts["changed"] == {"Task": 1}


def test_a_cache_of_another_graph_is_not_believed(loaded: Home, make_home: Callable[[str], Home]) -> None:
    other = make_home("other")
    other.replace(f"{PLAN}/tasks.csv", "Trồng cây", "Trồng rau")
    other.load()
    shutil.copy(other.settings.home / "cache.sqlite", loaded.settings.home / "snapshot.json")
    loaded.replace(f"{PLAN}/tasks.csv", "Trao đổi", "Trao tặng")
    assert loaded.load().counts["changed"] == {"Task": 1}


def test_a_broken_cache_is_not_believed(loaded: Home) -> None:
    (loaded.settings.home / "cache.sqlite").write_text('{"fingerprint": 1', encoding="utf-8")
    loaded.replace(f"{PLAN}/tasks.csv", "Trao đổi", "Trao tặng")
    assert loaded.load().counts["changed"] == {"Task": 1}


def test_verify_mends_what_somebody_changed_in_the_graph(loaded: Home) -> None:
    first = graph_of(loaded)
    loaded.store.nodes["mk.da"] = ("Place", {**held(loaded, "mk.da"), "name": "Khác"})
    del loaded.store.nodes["mk.da.tb-2.e1"]
    loaded.store.relationships = {k: v for k, v in loaded.store.relationships.items() if k[0] != "LEADS"}
    loaded.store.relationships = {k: v for k, v in loaded.store.relationships.items() if "mk.da.tb-2.e1" not in k}
    result = loaded.load(verify=True)
    assert result.counts["changed"] == {"Place": 1}
    assert graph_of(loaded) == first


def test_an_entry_whose_label_changes_is_made_anew_with_its_relationships(loaded: Home) -> None:
    loaded.replace("registry/agencies.csv", "vu.n.ca,Công an tỉnh Nordia,police,vu.n,,mk.so-tay\n", "")
    loaded.replace("registry/places.csv", "\nbac,", "\nvu.n.ca,Công viên Nordia,other,vu.n,,,mk.so-tay\nbac,")
    loaded.replace(f"{NOTICE}/events.csv", "mk.da,vu.n,vu.n,", "mk.da,vu.n,vu.n.ca,")
    assert loaded.load().issues == []
    assert loaded.store.nodes["vu.n.ca"][0] == "Place"
    assert ("AT", "mk.da.tb-2.e1", "vu.n.ca", "") in loaded.store.relationships
    assert loaded.load(verify=True).counts == {"added": {}, "changed": {}, "removed": {}}


class Breaking(MemoryStore):
    """Breaks at the n-th statement that writes, once."""

    def __init__(self, broken: MemoryStore, at: int) -> None:
        super().__init__()
        self.nodes, self.relationships = broken.nodes, broken.relationships
        self._left = at

    def write(self, statement: str, rows: Any, *, progress: Any = None) -> int:
        self._left -= 1
        if self._left == 0:
            rows = list(rows)
            super().write(statement, rows[: len(rows) // 2])
            raise ConnectionError("the engine has died")
        return super().write(statement, rows, progress=progress)


@pytest.mark.parametrize("at", range(1, 30, 3))
def test_a_load_that_dies_is_completed_by_the_next(small: Home, make_home: Callable[[str], Home], at: int) -> None:
    whole = make_home("whole")
    whole.load()
    store = Breaking(small.store, at)
    with pytest.raises(ConnectionError):
        small.load(store)
    assert store.fingerprint() is None
    result = small.load(store)
    assert not result.unchanged
    assert (store.nodes, store.relationships) == (whole.store.nodes, whole.store.relationships)
    assert small.load(store).unchanged


def test_a_change_that_dies_half_way_is_completed_by_the_next(loaded: Home, tmp_path: Path) -> None:
    store = Breaking(loaded.store, 10**9)
    loaded.load(store)
    (loaded.data / NOTICE).rename(tmp_path / "aside")
    loaded.replace(f"{PLAN}/tasks.csv", "Trao đổi", "Trao tặng")
    store._left = 3
    with pytest.raises(ConnectionError):
        loaded.load(store)
    loaded.load(store)
    anew = MemoryStore()
    load(Settings(home=tmp_path / "anew", data=loaded.data), anew.as_store())
    assert (store.nodes, store.relationships) == (anew.nodes, anew.relationships)


def test_the_ledger_tells_what_each_load_did(loaded: Home) -> None:
    loaded.replace(f"{PLAN}/tasks.csv", "Trao đổi", "Trao tặng")
    loaded.load()
    last, first = read_ledger(loaded.settings.home)
    assert first["counts"]["added"]["Task"] == 3
    assert first["changes"] == []
    assert last["changes"][0]["after"] == "Trao tặng cán bộ"
    assert last["folders"] == [str(loaded.data)]
    assert json.dumps(last)


def test_nothing_is_sent_without_an_id_and_every_fact_has_a_source(loaded: Home) -> None:
    stated = {k[1] for k in loaded.store.relationships if k[0] == "STATED_IN"}
    assert stated == loaded.store.ids()
    for key, values in loaded.store.relationships.items():
        if key[0] != "STATED_IN":
            assert values["sources"], key
            assert isinstance(values["inferred"], bool)
