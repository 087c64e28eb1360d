"""Every page on the frozen data: it runs, its numbers are the graph's, and names are text, whatever they contain."""

from __future__ import annotations

import datetime as dt
import json
import re
import time
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from streamlit.testing.v1 import AppTest

from graph.declare import Node
from graph.life import Gap
from graph.names import clean
from graph.settings import CHECKOUT, get_settings
from graph.store import GraphStore
from graph.texts import t
from loaders.load import read_issues, read_ledger
from queries.adhoc import run_cypher
from queries.catalogue import questions
from queries.quality import check_rule, rules
from queries.runner import run
from reports import picture
from reports.spreadsheet import answer_csv, answer_xlsx, xlsx_bytes
from tests.views.hostile import HOSTILE
from tests.views.pages import TIMEOUT, fine, rows, shown, text, texts
from views import answers, cypher, look

pytestmark = pytest.mark.usefixtures("graph")
LINK = re.compile(r"\[\*\*(\d+)\*\*")
HOME_UNITS = """
MATCH (g:Agreement) WHERE g.status IN ['signed', 'terminated']
MATCH (g)<-[:PARTY_TO]-(:Entity)-[:AGENCY_OF*0..1]->(:Place)-[:PART_OF*0..8]->(top:Place)
MATCH (top)-[:PART_OF]->(c:Place {kind: 'country'})
WITH g, top, c
MATCH (g)<-[:PARTY_TO]-(:Entity)-[:AGENCY_OF*0..1]->(other:Place) WHERE other.country <> c.id
RETURN DISTINCT c.id AS country, top.id AS unit
"""
ABROAD = """
MATCH (g:Agreement {status: $status})<-[:PARTY_TO]-(:Entity)-[:AGENCY_OF*0..1]->(a:Place {country: 'vn'})
MATCH (g)<-[:PARTY_TO]-(:Entity)-[:AGENCY_OF*0..1]->(b:Place) WHERE b.country <> 'vn'
RETURN DISTINCT g.id AS id, g.period_to AS period_to, g.auto_renewal AS auto_renewal
"""


# ------------------------------------------------------------------------------------------------ overview


def test_the_app_starts_with_the_overview() -> None:
    test = fine(AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=TIMEOUT).run())
    assert test.title[0].value == t("overview.title")


def test_the_sentence_says_what_the_graph_holds(graph: GraphStore) -> None:
    units = graph.read(HOME_UNITS).rows
    ours = {unit for country, unit in units if country == "vn"}
    theirs = {unit for country, unit in units if country != "vn"}
    signed = graph.read(ABROAD, {"status": "signed"}).rows
    terminated = graph.read(ABROAD, {"status": "terminated"}).rows
    day, year = look.today(), dt.timedelta(days=365)
    valid = [row for row in signed if row[1] is None or row[1] >= day or row[2]]
    soon = [row for row in valid if row[1] and day <= row[1] <= day + year]
    # group `la.bac-lao` has no unit of the first level above it and counts as one itself
    numbers = [
        len(ours),
        len(theirs) + 1,
        2,
        len(signed) + len(terminated),
        len(valid),
        len(soon),
    ]
    sentence = next(text for text in texts(shown("overview")) if LINK.search(text))
    assert list(map(int, LINK.findall(sentence))) == numbers


@pytest.mark.parametrize("gap", list(Gap))
def test_the_number_of_a_gap_opens_its_list(gap: Gap) -> None:
    closed, opened = shown("overview"), shown("overview", danh_sach=gap.value)
    number = next(row[0] for row in rows(closed) if len(row) > 1 and row[1] == look.esc(gap.vi))
    assert f"[**{len(rows(opened)) - len(rows(closed))}**]" in number
    assert gap.value in number


def test_another_day_gives_other_numbers() -> None:
    now, then = shown("overview"), shown("overview", ngay="2019-01-01")
    sentences = [next(text for text in texts(test) if LINK.search(text)) for test in (now, then)]
    assert LINK.findall(sentences[0]) != LINK.findall(sentences[1])
    assert "ngay=2019-01-01" in sentences[1]


# ------------------------------------------------------------------------------------------------ network


@pytest.mark.parametrize(
    ("root", "facts"),
    [
        ("vn.son-binh", ["Địa phương · Tỉnh", "Sơn Bình", "Thuộc"]),
        ("vn.son-binh.so-ngoai-vu", ["Cơ quan", "Sở Ngoại vụ tỉnh Sơn Bình", "Báo cáo năm"]),
        (
            "agr.son-binh--xieng-thong.2021",
            ["20/11/2021", "Sắp hết hạn", "KH Sơn Bình 03/2022 · 1", "Các bên"],
        ),
        ("topic.y-te", ["Lĩnh vực", "Y tế"]),
        ("vn.son-binh.kh-12-2022", ["Văn bản", "12/KH-UBND", "Nguyễn Văn Thử"]),
        ("vn.son-binh.kh-12-2022.IV.1", ["Nhiệm vụ", "31/10 hằng năm", "Sở Ngoại vụ tỉnh Sơn Bình"]),
        ("vn.son-binh.tb-5-2024.e1", ["Sự kiện", "18/06/2024"]),
    ],
)
def test_the_network_starts_anywhere(root: str, facts: list[str]) -> None:
    said = text(shown("network_page", goc=root))
    assert [fact for fact in facts if look.esc(fact) not in said] == []
    assert ":material/description:" in said


@pytest.mark.parametrize("view", ["thoa-thuan", "dia-phuong"])
def test_the_whole_country_has_both_views(view: str) -> None:
    test = shown("network_page", goc="tat-ca", xem=view)
    assert "Xiêng Thông" in text(test)
    assert len(test.dataframe[0].value) > 5


def test_a_line_shows_its_ends_and_where_it_stands() -> None:
    line = "PARTY_TO|vn.son-binh|agr.son-binh--xieng-thong.2021"
    said = text(shown("network_page", goc="vn.son-binh", nut=line))
    assert "Là một bên của" in said
    assert look.esc("KH Sơn Bình 03/2022 · 1") in said


def test_what_no_document_states_is_said() -> None:
    test = shown("network_page", goc="agr.bac-lao--lam-khe.x")
    facts = {row[0]: row[1] for row in rows(test) if len(row) > 1}
    assert facts[look.grey("Ngày ký")] == look.grey(t("look.not_stated"))


def test_a_box_of_many_shows_its_list(graph: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MANY", 5)
    document = "vn.son-binh.kh-12-2022"
    stated = "MATCH (t:Task)-[:STATED_IN]->(:Document {id: $id}) RETURN t.name AS name"
    names = {name for (name,) in graph.read(stated, {"id": document}).rows}
    test = shown("network_page", goc=document, nut=f"{document}#STATED_IN.Task.in")
    assert f"{len(names)} nhiệm vụ (nêu)" in test.dataframe[0].value.iloc[:, 0].tolist()
    assert all(look.esc(name) in text(test) for name in names)


def test_expanding_keeps_what_was_there() -> None:
    before = shown("network_page", goc="vn.son-binh")
    after = shown("network_page", goc="vn.son-binh", mo=["agr.son-binh--xieng-thong.2021"])
    old, new = (set(test.dataframe[0].value.iloc[:, 0]) for test in (before, after))
    assert old < new
    assert {"Y tế", "Giáo dục và đào tạo"} <= new - old


def test_boxes_stay_where_they_are_when_one_is_expanded() -> None:
    test = shown("network_page", goc="vn.son-binh")
    stood = dict(test.session_state["standing"].stands)
    test.query_params["mo"] = "agr.son-binh--xieng-thong.2021"
    fine(test.run())
    stands = test.session_state["standing"].stands
    assert stands.keys() > stood.keys()
    assert {key: stands[key] for key in stood} == stood


def test_an_unknown_start_is_said_with_its_text() -> None:
    said = text(shown("network_page", goc="<b>vn.khong-co</b>"))
    assert look.esc(t("network_page.no_such", text="<b>vn.khong-co</b>")) in said


def test_a_place_that_cooperates_with_nobody_shows_where_it_belongs() -> None:
    said = text(shown("network_page", goc="vn.trung-son"))
    assert "Trung Sơn" in said
    assert "Việt Nam" in said


@pytest.mark.parametrize("page", ["overview", "network_page"])
def test_hostile_names_are_text(page: str) -> None:
    said = "\n".join([text(shown(page)), *(text(shown("network_page", goc=f"la.{key}")) for key in HOSTILE)])
    for name in HOSTILE.values():
        assert look.esc(clean(name)) in said
    assert not re.search(r"(?<!\\)<", said)
    assert "\u202e" not in said
    assert "[bấm](http" not in said


# ------------------------------------------------------------------------------------------------ data


def test_loads_are_listed_newest_first() -> None:
    test = shown("data")
    ledger = read_ledger(get_settings().home)
    table = test.dataframe[0].value
    assert list(table[t("data.added")]) == [sum(entry["counts"]["added"].values()) for entry in ledger]
    assert list(table[t("data.issues")]) == [1]


def test_issues_say_where_why_and_what_to_do() -> None:
    issue = read_issues(get_settings().home)[0]
    table = shown("data", phan="loi").dataframe[0].value
    assert table.iloc[0].tolist() == [issue.file, issue.row, "kind", "khong-co-loai-nay", issue.reason, issue.hint]


def test_the_quality_part_has_every_rule_those_that_found_something_first() -> None:
    test = shown("data", phan="chat-luong")
    table = test.dataframe[0].value
    assert sorted(table[t("quality.rule")]) == sorted(rule.title("vi") for rule in rules().values())
    numbers = [count.isdigit() for count in table[t("quality.count")]]
    assert numbers == sorted(numbers, reverse=True)
    assert look.esc(t("quality.choose")) in text(test)


def test_a_rule_shows_its_rows_with_links_and_sources(graph: GraphStore) -> None:
    finding = check_rule(graph, "document_not_reviewed")
    found = rows(shown("data", phan="chat-luong", quy_tac="document_not_reviewed"))
    assert len(found) == finding.count > 0
    assert all(
        look.address(look.PROFILE, id=row["item"].id) in cells[0]
        for row, cells in zip(finding.answer.rows, found, strict=True)
    )
    assert all("badge" in cells[-1] for cells in found)


def test_a_rule_that_found_nothing_says_why() -> None:
    assert look.esc(t("quality.nothing")) in text(shown("data", phan="chat-luong", quy_tac="agency_without_place"))


def test_the_dictionary_has_every_label() -> None:
    test = shown("data", phan="tu-dien")
    assert [expander.label.rpartition(" · ")[2] for expander in test.expander] == list(Node.labels)


@pytest.fixture
def workbook() -> bytes:
    """One good and one bad place."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("places")
    for row in (
        ("id", "name", "kind", "part_of", "source"),
        ("la.moi", "Nơi Mới", "province", "la", "vn.an-hai.bb-1-2025"),
        ("la.sai", "Nơi Sai", "tinh-thanh", "la", "vn.an-hai.bb-1-2025"),
    ):
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_workbook_is_shown_first_and_its_good_rows_taken_when_accepted(graph: GraphStore, workbook: bytes) -> None:
    known = "MATCH (n:Place {id: 'la.moi'}) RETURN n.name AS name"
    test = shown("data", phan="nap-xlsx")
    fine(test.file_uploader[0].upload("nơi mới.xlsx", workbook).run())
    assert t("data.would_change") in text(test)
    tables = {tuple(frame.value.columns): frame.value for frame in test.dataframe}
    (changes,) = (table for columns, table in tables.items() if t("data.key") in columns)
    (issues,) = (table for columns, table in tables.items() if t("data.cell") in columns)
    assert "la.moi" in changes[t("data.key")].tolist()
    assert issues[[t("data.sheet"), t("data.cell"), t("data.value")]].to_numpy().tolist() == [
        ["places", "C3", "tinh-thanh"]
    ]
    assert graph.read(known).rows == []
    accept = next(button for button in test.button if button.label == t("data.accept", count="1"))
    fine(accept.click().run())
    assert [done.value.partition(":")[0] for done in test.success] == [t("data.accepted", count="").partition(":")[0]]
    assert graph.read(known).rows == [("Nơi Mới",)]


def test_a_file_that_is_no_workbook_is_refused_in_words() -> None:
    script = "from views import data, frame\nwith frame.errors_told():\n    data.page()"
    test = AppTest.from_string(script, default_timeout=TIMEOUT)
    test.query_params["phan"] = "nap-xlsx"
    test.run().file_uploader[0].upload("hong.xlsx", b"not a workbook").run()
    assert not test.exception
    assert look.esc("hong.xlsx") in text(test)
    assert not [button for button in test.button if button.label.startswith(t("data.accept", count="").split()[0])]


def labels_of(test: AppTest) -> list[str]:
    return [button.label for button in test.button]


def test_a_box_can_be_expanded_collapsed_taken_out_and_brought_back() -> None:
    agreement = "agr.son-binh--xieng-thong.2021"
    test = shown("network_page", goc="vn.son-binh", nut=agreement)
    fine(test.button(key="do-ask").click().run())
    fine(test.button(key="do-expand").click().run())
    assert test.query_params["mo"] == agreement
    fine(test.button(key="do-collapse").click().run())
    assert "mo" not in test.query_params
    fine(test.button(key="do-take_out").click().run())
    assert test.query_params["bo"] == agreement
    assert t("network_page.all_back") in labels_of(test)
    back = next(button for button in test.button if button.label == t("network_page.all_back"))
    fine(back.click().run())
    assert "bo" not in test.query_params


def test_the_picture_is_offered_as_png_and_svg_and_presented_without_the_panel() -> None:
    test = shown("network_page", goc="vn.son-binh")
    assert [button.proto.label for button in test.get("download_button")] == ["PNG", "SVG"]
    assert test.tabs
    assert not shown("network_page", goc="vn.son-binh", trinh_chieu="1").tabs


# ------------------------------------------------------------------------------------------------ agreements

AGREEMENTS_OF = "MATCH (g:Agreement) WHERE g.status = $status RETURN count(g) AS n"


def count_said(test: AppTest) -> int:
    """How many agreements the page says it lists."""
    return int(re.search(r"^\*\*(\d+)\*\* trên", text(test), re.MULTILINE)[1])  # type: ignore[index]


def test_all_agreements_are_listed_and_filters_count(graph: GraphStore) -> None:
    every = graph.read("MATCH (g:Agreement) RETURN count(g) AS n").rows[0][0]
    assert count_said(shown("agreements")) == every
    signed = count_said(shown("agreements", tinh_trang="da-ky"))
    assert signed == sum(
        graph.read(AGREEMENTS_OF, {"status": status}).rows[0][0] for status in ("signed", "terminated")
    )
    valid = count_said(shown("agreements", tinh_trang="con-hieu-luc"))
    assert 0 < valid <= signed


def test_the_numbers_of_the_overview_are_those_of_the_lists_they_lead_to() -> None:
    said = text(shown("overview"))
    for state in ("da-ky", "con-hieu-luc"):
        number = re.search(rf"\[\*\*(\d+)\*\*[^]]*\]\(/thoa-thuan\?tinh-trang={state}\)", said)
        assert number
        assert int(number[1]) <= count_said(shown("agreements", tinh_trang=state))


@pytest.mark.parametrize("view", ["bang", "thoi-gian", "ma-tran", "dong"])
def test_agreements_are_shown_in_every_form(view: str) -> None:
    test = shown("agreements", xem=view, nuoc="la")
    assert count_said(test) > 0
    if view == "thoi-gian":
        assert test.get("arrow_vega_lite_chart") or test.get("vega_lite_chart")
    elif view == "dong":
        (chart,) = json.loads(test.get("echarts_chart")[0].proto.spec)["series"]
        assert {"Sơn Bình", "Lào"} < {mark["name"] for mark in chart["data"]}
    else:
        assert test.table


@pytest.mark.parametrize(
    "filters",
    [
        {"noi": "vn.son-binh"},
        {"noi": "vn.son-binh.cong-an"},
        {"linh_vuc": "topic.y-te"},
        {"nam": "2022"},
        {"van_ban": "vn.son-binh.kh-12-2022"},
    ],
)
def test_filters_leave_some(filters: dict[str, str]) -> None:
    everything = count_said(shown("agreements"))
    assert 0 < count_said(shown("agreements", **filters)) < everything


def test_filters_that_leave_nothing_say_so_and_lead_back() -> None:
    test = shown("agreements", nuoc="la", loai="khong-co-loai-nay")
    assert look.esc(t("agreements.nothing")) in text(test)
    assert "(/thoa-thuan)" in text(test)


# ------------------------------------------------------------------------------------------------ briefing


@pytest.mark.parametrize(
    "subject", ["vn.son-binh", "la", "vn.son-binh.so-y-te", "agr.son-binh--xieng-thong.2021", "topic.y-te"]
)
def test_a_briefing_is_shown_before_it_is_taken(subject: str) -> None:
    test = shown("briefing", ve=subject)
    assert [button.proto.label for button in test.get("download_button")] == ["PPTX", "DOCX", "PDF", "PNG", "SVG"]
    assert f"**{t('brief.sources')}**" in text(test)
    assert test.table


def test_a_briefing_of_two_and_of_nothing() -> None:
    assert "Sơn Bình – Xiêng Thông" in text(shown("briefing", ve="vn.son-binh", voi="la.xieng-thong"))
    assert look.grey(t("briefing.start")) in text(shown("briefing"))
    assert not shown("briefing", ve="khong-co").table


# ------------------------------------------------------------------------------------------------ ask


def golden_params(name: str) -> dict[str, str]:
    """Parameters of a golden case with rows, as an address has them."""
    cases = json.loads((CHECKOUT / "tests" / "golden" / f"{name}.json").read_text(encoding="utf-8"))["cases"]
    case = next((case for case in cases if case["answer"]["rows"]), cases[0])
    return {key: str(value) for key, value in case["params"].items() if key != "as_of"}


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_of_the_catalogue_is_asked_and_answered(name: str) -> None:
    test = shown("ask", cau_hoi=name, **golden_params(name))
    asked = questions()[name]
    assert f"**{look.esc(asked.title('vi'))}**" in text(test)
    assert [button.proto.label for button in test.get("download_button")] == ["CSV", "XLSX", "DOCX", "PDF"]
    assert asked.cypher.strip() in "\n".join(code.value for code in test.code)


def test_plain_words_are_answered_with_what_was_understood() -> None:
    test = shown("ask", cau_hoi="ai hợp tác với sơn bình")
    assert t("ask_page.understood") in text(test)
    assert test.table
    assert test.selectbox(key="param-place").value == "vn.son-binh"


def test_a_changed_parameter_names_the_question_in_the_address() -> None:
    test = shown("ask", cau_hoi="ai hợp tác với sơn bình")
    fine(test.selectbox(key="param-place").set_value("vn.an-hai").run())
    assert test.query_params["cau-hoi"] == "partners_of_place"
    assert test.query_params["place"] == "vn.an-hai"


def test_what_is_not_understood_offers_links() -> None:
    test = shown("ask", cau_hoi="thời tiết sơn bình")
    assert "/hoi?cau-hoi=partners_of_place&place=vn.son-binh" in text(test)
    assert not test.table


def test_a_question_without_its_parameter_says_what_is_missing() -> None:
    assert questions()["partners_of_place"].params["place"].description.vi in text(
        shown("ask", cau_hoi="partners_of_place")
    )


def test_an_empty_answer_says_why() -> None:
    test = shown("ask", cau_hoi="agreements_of_place", place="vn.an-hai.hai-chau", ngay="1999-01-01")
    assert not test.table


@pytest.mark.parametrize(
    "bad",
    ["cau-hoi=nope_nope", "cau-hoi=tasks_due&from=khong-phai-ngay", "cau-hoi=tasks_of_year&year=x", "cau-hoi=<script>"],
)
def test_bad_addresses_are_told_in_words(bad: str) -> None:
    shown("ask", **dict(part.partition("=")[::2] for part in bad.split("&")))


def test_the_catalogue_is_found_by_words() -> None:
    test = shown("ask", tim="qua han")
    assert "cau-hoi=tasks_overdue" in text(test)
    assert "cau-hoi=partners_of_place" not in text(test)


def test_the_files_have_every_row_and_no_formula(graph: GraphStore) -> None:
    answer = run(graph, "agreements_by_period", {}, as_of=dt.date(2025, 8, 15), limit=2)
    assert answer.truncated
    full = answers._complete(answer)
    assert not full.truncated
    sheet = load_workbook(BytesIO(answer_xlsx(full))).worksheets[0]
    assert sheet.max_row == len(full.rows) + 1
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert answer_csv(full).startswith("\ufeff".encode())
    assert xlsx_bytes("a", ["=1+1"], [["=HYPERLINK(1)", 5, None]]).startswith(b"PK")


# ------------------------------------------------------------------------------------------------ cypher


def ran(statement: str) -> AppTest:
    """The Cypher page after a statement has run."""
    test = shown("cypher")
    test.text_area(key="cypher-text").set_value(statement)
    fine(next(button for button in test.button if button.label == t("cypher_page.run")).click().run())
    for _ in range(100):
        if not test.session_state[cypher.JOB].running:
            break
        time.sleep(0.1)
    return fine(test.run())


def test_a_statement_is_answered_as_a_table_and_stands_in_the_address() -> None:
    test = ran("MATCH (p:Place {id: 'vn.son-binh'}) RETURN p.name AS name, 1 AS n")
    assert test.dataframe[0].value.to_numpy().tolist() == [["Sơn Bình", "1"]]
    assert test.query_params["lenh"].startswith("MATCH (p:Place")


@pytest.mark.parametrize(
    "statement", ["MATCH (n) DELETE n", "MATCH (n", "RETURN 1/0 AS x; RETURN 2", "LOAD CSV FROM 'x' AS r RETURN r"]
)
def test_a_refused_statement_is_told_in_words(statement: str, graph: GraphStore) -> None:
    before = graph.read("MATCH (n) RETURN count(n) AS n").rows
    test = ran(statement)
    assert not test.dataframe
    assert graph.read("MATCH (n) RETURN count(n) AS n").rows == before


def test_nodes_and_relationships_become_a_network(graph: GraphStore) -> None:
    answer = run_cypher(graph, "MATCH path = (p:Place {id: 'vn.son-binh'})-[:PARTY_TO]->(g:Agreement) RETURN path, g")
    view = cypher.network_of(answer)
    assert {node.label for node in view.nodes} == {"Place", "Agreement"}
    assert len(view.edges) == len(view.nodes) - 1 > 0


def test_every_example_of_the_page_runs(graph: GraphStore) -> None:
    for statement in cypher.EXAMPLES.values():
        run_cypher(graph, statement)


def test_columns_of_one_name_are_told_apart() -> None:
    assert cypher._once(("a", "b", "a", "a")) == ["a", "b", "a (2)", "a (3)"]
