"""Saves: what a row becomes, whole or not at all, and every way back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.errors import HopTacError
from loaders.desk import Desk, Edit, Touched, form_tables
from loaders.load import load
from loaders.saves import Save, check, history, laid, save, take_back
from tests.loaders.conftest import Home

PLAN, NOTICE = "mk.da.kh-1", "mk.da.tb-2"
AGREEMENT = "agr.da--nordia.2020"
Cells = dict[str, str]
NEW = {
    "id": "agr.moi", "title": "Thỏa thuận mới", "kind": "memorandum", "parties": "mk.da;vu.n", "status": "signed",
    "period_from": "2024-07", "section": "1",
}  # fmt: skip
SHARED = {
    "documents/trang/documents.csv": "id,kind,title\nmk.w1,web_page,Trang một\nmk.w2,web_page,Trang hai\n",
    "documents/trang/agreements.csv": (
        "document,id,title,kind,parties,status,section\n"
        "mk.w1,agr.w1,Thỏa thuận một,memorandum,mk.da;vu.n,planned,p1\n"
        'mk.w2,agr.w2,"Thỏa thuận hai, mới",memorandum,mk.da;vu.s,planned,p1\n'
    ),
}


def rows(home: Home, table: str, document: str = "") -> list[Cells]:
    return list(Desk(home.settings).rows(form_tables()[table], document).values())


def row(home: Home, table: str, document: str, **told: str) -> Cells:
    (found,) = [r for r in rows(home, table, document) if all(r.get(k) == v for k, v in told.items())]
    return found


def edit(home: Home, table: str, document: str, change: Mapping[str, str], **told: str) -> Edit:
    before = row(home, table, document, **told)
    after = {name: text for name, text in {**before, **change}.items() if text}
    return Edit(table, document, before, after)


def do(home: Home, *edits: Edit, who: str = "An") -> Save:
    save(home.settings, home.store.as_store(), edits, who=who)
    return history(home.settings)[0]


def back(home: Home, done: Save) -> None:
    take_back(home.settings, home.store.as_store(), done, "Bình")


def own(home: Home) -> dict[str, bytes]:
    """The user's tables."""
    folder = home.settings.user_data
    files = [f for f in folder.rglob("*") if f.is_file() and not f.is_relative_to(folder / "history")]
    return {str(f.relative_to(folder)): f.read_bytes() for f in files}


def sound(home: Home) -> None:
    """What the graph holds is what the files say."""
    result = load(home.settings, home.store.as_store(), verify=True)
    assert (result.issues, result.counts) == ([], {"added": {}, "changed": {}, "removed": {}})


# ------------------------------------------------------------------------------------------------ what stands beside


def test_all_rows_of_an_id_go_along_with_the_corrected_one(loaded: Home) -> None:
    """The load replaces all rows of an id of the registry together: a sibling left behind would be lost."""
    file = "registry/places.csv"
    loaded.replace(file, "mk.vu,Vũ Sơn,province,mk,,,mk.so-tay#2", "mk.vu,Vũ Sơn,province,mk,,,mk.so-tay#2\nmk.x,,,,,,")
    loaded.replace(file, "mk.x,,,,,,", "mk.da.tan,,,mk.vu,,,mk.so-tay#4")
    head = "id,name,kind,part_of,member_of,aliases,source"
    loaded.replace(file, head, f"{head},valid_from")
    assert loaded.load().issues == []
    before = dict(loaded.store.relationships)
    done = do(loaded, edit(loaded, "registry/places", "", {"name": "Tân Lộc mới"}, id="mk.da.tan", name="Tân Lộc"))
    assert loaded.store.nodes["mk.da.tan"][1]["name"] == "Tân Lộc mới"
    assert dict(loaded.store.relationships) == before
    assert len([r for r in rows(loaded, "registry/places") if r["id"] == "mk.da.tan"]) == 2
    back(loaded, done)
    assert own(loaded) == {}


def test_rows_of_an_id_that_a_later_folder_replaces_are_not_shown(loaded: Home) -> None:
    loaded.write("registry/places.csv", "id,name,kind,part_of,source,gso_code\nmk.vu,Vũ Mới,province,mk,mk.so-tay,7\n",
                 loaded.settings.user_data)  # fmt: skip
    loaded.write("registry/changes.csv", CHANGE.format(to="mk.vu") + CHANGE.splitlines()[1].format(to="vu.s") + "\n")
    one = CHANGE.format(to="vu.n")
    loaded.write("registry/changes.csv", one, loaded.settings.user_data)
    assert [r["to"] for r in rows(loaded, "registry/changes")] == ["vu.n"]
    assert [r["name"] for r in rows(loaded, "registry/places") if r["id"] == "mk.vu"] == ["Vũ Mới"]


CHANGE = (
    "id,kind,effective_on,from,from_ends,to,to_new,share,source\n"
    "chg.2020.x,split,2020-01-01,mk.da,no,{to},no,part,mk.so-tay\n"
)


def test_a_row_of_a_document_in_a_shared_folder_is_corrected_where_it_stands(loaded: Home) -> None:
    for file, text in SHARED.items():
        loaded.write(file, text, loaded.settings.user_data)
    assert loaded.load().issues == []
    before = own(loaded)
    done = do(loaded, edit(loaded, "document/agreements", "mk.w2", {"status": "signed"}, id="agr.w2"))
    assert loaded.store.nodes["agr.w2"][1]["status"] == "signed"
    assert own(loaded)["documents/trang/agreements.csv"] == before["documents/trang/agreements.csv"].replace(
        b"mk.da;vu.s,planned", b"mk.da;vu.s,signed"
    )
    head = do(loaded, edit(loaded, "document/document", "mk.w1", {"title": "Trang thứ nhất"}, id="mk.w1"))
    added = do(loaded, Edit("document/agreements", "mk.w1", None, NEW))
    assert "agr.moi" in loaded.store.nodes
    for one in (done, head, added):
        back(loaded, one)
    assert own(loaded) == before
    sound(loaded)


def test_a_shipped_document_of_a_shared_folder_gets_a_folder_of_its_own(loaded: Home) -> None:
    for file, text in SHARED.items():
        loaded.write(file, text)
    assert loaded.load().issues == []
    done = do(loaded, edit(loaded, "document/agreements", "mk.w1", {"status": "signed"}, id="agr.w1"))
    assert set(own(loaded)) == {"documents/mk.w1/document.yml", "documents/mk.w1/agreements.csv"}
    sound(loaded)
    back(loaded, done)
    assert own(loaded) == {}
    sound(loaded)


# ------------------------------------------------------------------------------------------------ what is wrong


def test_a_row_as_wrong_as_another_one_is_wrong(loaded: Home) -> None:
    """An issue that another row has too is still one of the row that is saved."""
    loaded.replace(f"documents/{PLAN}/tasks.csv", "3,Báo cáo,duty,mk.da.ubnd,,,,,,II.3,", "3,Báo cáo,duty,X,,,,,,II.3,")
    assert len(loaded.load().issues) == 1
    bad = Edit(
        "document/tasks", PLAN, None, {"number": "4", "title": "Bốn", "kind": "duty", "leads": "X", "section": "4"}
    )
    checked = check(loaded.settings, loaded.store.as_store(), laid(loaded.settings, [bad]))
    assert [i.column for i in checked.issues] == ["leads"]
    with pytest.raises(HopTacError):
        do(loaded, bad)
    good = do(loaded, Edit("document/tasks", PLAN, None, {**(bad.after or {}), "leads": "mk.da.so"}))
    assert f"{PLAN}.4" in loaded.store.nodes
    back(loaded, good)


def test_a_row_that_others_point_at_is_not_withdrawn_from_under_them(loaded: Home) -> None:
    loaded.write(
        "registry/topics.csv", "id,name,kind,source\ntopic.moi,Mới,field,mk.so-tay\n", loaded.settings.user_data
    )
    loaded.replace(f"documents/{PLAN}/tasks.csv", "topic.go", "topic.moi")
    assert loaded.load().issues == []
    before = own(loaded)
    with pytest.raises(HopTacError, match=r"topic\.moi"):
        do(loaded, Edit("registry/topics", "", row(loaded, "registry/topics", "", id="topic.moi"), None))
    assert own(loaded) == before


def test_what_ships_is_corrected_and_not_withdrawn(loaded: Home) -> None:
    for table, document, told in (("registry/topics", "", "topic.cay"), ("document/document", NOTICE, NOTICE)):
        with pytest.raises(HopTacError, match="đi kèm"):
            do(loaded, Edit(table, document, row(loaded, table, document, id=told), None))
    assert own(loaded) == {}


# ------------------------------------------------------------------------------------------------ the way back


def test_other_quantities_keep_their_rows_as_they_stand(loaded: Home) -> None:
    shipped = (loaded.data / f"documents/{PLAN}/quantities.csv").read_bytes()
    done = do(loaded, edit(loaded, "document/tasks", PLAN, {"title": "Trồng cây"}, number="1"))
    assert own(loaded)[f"documents/{PLAN}/quantities.csv"] == shipped
    number = do(loaded, Edit("document/quantities", PLAN, row(loaded, "document/quantities", PLAN, year="2021"), None))
    assert loaded.store.ids("Quantity") == {f"{PLAN}.1.q2", f"{PLAN}.q1"}
    back(loaded, number)
    assert own(loaded)[f"documents/{PLAN}/quantities.csv"] == shipped
    back(loaded, done)
    assert own(loaded) == {}
    sound(loaded)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2), (2, 0, 3, 1)])
def test_saves_are_taken_back_in_any_order_and_the_tables_are_byte_for_byte_as_before(
    loaded: Home, order: tuple[int, ...]
) -> None:
    for file, text in SHARED.items():
        loaded.write(file, text.replace("\n", "\r\n").replace("planned", '"planned"'), loaded.settings.user_data)
    loaded.write(f"documents/{NOTICE}/document.yml", HEAD, loaded.settings.user_data)
    loaded.write(f"documents/{NOTICE}/events.csv", EVENTS, loaded.settings.user_data)
    loaded.load()
    before, graph = own(loaded), dict(loaded.store.nodes)
    done = [
        do(loaded, edit(loaded, "document/agreements", "mk.w1", {"status": "signed", "note": "x"}, id="agr.w1")),
        do(loaded, Edit("document/events", NOTICE, row(loaded, "document/events", NOTICE, id="e.hai"), None)),
        do(
            loaded,
            edit(loaded, "document/document", NOTICE, {"title": "Khác", "number": "2/TB", "issued_on": ""}, id=NOTICE),
            Edit("document/agreements", "mk.w1", None, NEW),
            edit(loaded, "document/agreements", PLAN, {"budget": "5"}, id=AGREEMENT),
        ),
        do(loaded, edit(loaded, "document/agreements", "mk.w1", {"period_from": "2021"}, id="agr.w1")),
    ]
    assert own(loaded) != before
    for place in order:
        back(loaded, done[place])
    assert own(loaded) == before
    assert dict(loaded.store.nodes) == graph
    sound(loaded)


HEAD = f"# ghi tay\nid:   {NOTICE}\nkind: 'notice'\ntitle: Thông báo\nissuer:\n  - mk.da.ubnd\nissued_on: 2022-06-10\n"
EVENTS = """
id;title;kind;status;section
e.mot;Một;talks;held;1
e.hai;"Hai ; và";talks;held;2
e.ba;Ba;talks;held;3
"""


def test_a_document_is_withdrawn_with_all_its_tables_and_comes_back_as_it_was(loaded: Home) -> None:
    for file, text in SHARED.items():
        loaded.write(file, text, loaded.settings.user_data)
    loaded.write("documents/mk.x/document.yml", HEAD.replace(NOTICE, "mk.x"), loaded.settings.user_data)
    loaded.write("documents/mk.x/events.csv", EVENTS, loaded.settings.user_data)
    assert loaded.load().issues == []
    before = own(loaded)
    whole = [do(loaded, *Desk(loaded.settings).withdrawal(name)) for name in ("mk.x", "mk.w1")]
    assert not {"mk.x", "e.mot", "mk.w1", "agr.w1"} & set(loaded.store.nodes)
    assert set(own(loaded)) == set(SHARED)
    sound(loaded)
    for one in whole:
        back(loaded, one)
    assert own(loaded) == before
    sound(loaded)


def test_a_field_that_a_later_save_changed_is_not_taken_back(loaded: Home) -> None:
    first, second = (
        do(loaded, edit(loaded, "document/agreements", PLAN, {"budget": text}, id=AGREEMENT)) for text in ("5", "6")
    )
    with pytest.raises(Touched, match="Kinh phí"):
        back(loaded, first)
    back(loaded, second)
    with pytest.raises(HopTacError):
        back(loaded, second)
    back(loaded, first)
    assert own(loaded) == {}


def test_a_taking_back_is_taken_back(loaded: Home) -> None:
    first = do(loaded, edit(loaded, "document/agreements", PLAN, {"budget": "5"}, id=AGREEMENT))
    after = own(loaded)
    back(loaded, first)
    back(loaded, history(loaded.settings)[0])
    assert own(loaded) == after
    back(loaded, first)
    assert own(loaded) == {}


def test_a_table_changed_by_hand_in_between_keeps_that_change(loaded: Home) -> None:
    first = do(loaded, edit(loaded, "document/agreements", PLAN, {"budget": "5"}, id=AGREEMENT))
    file: Path = loaded.settings.user_data / f"documents/{PLAN}/tasks.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Báo cáo", "Báo cáo năm"), encoding="utf-8")
    loaded.load()
    back(loaded, first)
    assert row(loaded, "document/agreements", PLAN, id=AGREEMENT)["budget"] == "1000000"
    assert loaded.store.nodes[f"{PLAN}.3"][1]["name"] == "Báo cáo năm"


def test_a_correction_led_back_by_hand_leaves_no_copy(loaded: Home) -> None:
    do(loaded, edit(loaded, "document/agreements", PLAN, {"budget": "5"}, id=AGREEMENT))
    table = form_tables()["document/agreements"]
    (original,) = Desk(loaded.settings).originals(table, PLAN).values()
    assert original["budget"] == "1000000"
    do(loaded, Edit("document/agreements", PLAN, row(loaded, "document/agreements", PLAN, id=AGREEMENT), original))
    assert own(loaded) == {}


def test_a_row_changed_since_the_form_was_opened_is_shown_and_not_overwritten(loaded: Home) -> None:
    mine = edit(loaded, "document/agreements", PLAN, {"budget": "5"}, id=AGREEMENT)
    do(loaded, edit(loaded, "document/agreements", PLAN, {"budget": "6"}, id=AGREEMENT))
    with pytest.raises(Touched) as caught:
        do(loaded, mine)
    assert caught.value.now is not None
    assert caught.value.now["budget"] == "6"
    with pytest.raises(Touched):
        do(loaded, Edit("document/agreements", PLAN, None, caught.value.now))
