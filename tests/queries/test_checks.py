"""Data-quality rules: each finds the fault made for it and nothing in clean data, on both engines; the command."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from cli import app
from graph.model import model_hash
from graph.settings import Settings, get_settings
from graph.store import GraphStore, embedded_engine
from graph.texts import LANGUAGES
from loaders.load import load
from queries.catalogue import questions
from queries.quality import CHECKS, Verdict, check, check_rule, owner, remedy, rules

AS_OF = "2025-08-15"
NAMES = sorted(file.stem for file in CHECKS.glob("*.cypher"))
Rows = Sequence[Mapping[str, str]]
PLAN, NEWS, OLD = "vn.a.kh-1-2022", "vn.a.tin-2024", "vn.a.web-x"
S = {"source": "ds.x"}

CLEAN: dict[str, Rows] = {
    "registry/documents": [
        {"id": "ds.x", "kind": "dataset", "title": "Danh mục", "issued_on": "2025-07-01", **S},
        {"id": "vn.nq-1", "kind": "resolution", "title": "Sắp xếp", "number": "1", "issued_on": "2025-06-12", **S},
    ],
    "registry/places": [
        {"id": "vn", "name": "Việt Nam", "kind": "country", "iso_code": "VN", **S},
        {"id": "la", "name": "Lào", "kind": "country", "iso_code": "LA", **S},
        {"id": "vn.a", "name": "An Sơn", "kind": "province", "part_of": "vn", "gso_code": "90", **S},
        {"id": "vn.a.x", "name": "Xuân Mai", "kind": "commune", "part_of": "vn.a", "gso_code": "901", **S},
        {"id": "vn.a.p", "name": "Xuân Mai", "kind": "ward", "part_of": "vn.a", "gso_code": "902", **S},
        {
            "id": "vn.a.q",
            "name": "Lam",
            "kind": "ward",
            "part_of": "vn.a",
            "gso_code": "3",
            "valid_to": "2020-01-01",
            **S,
        },
        {
            "id": "vn.a.r",
            "name": "Lam",
            "kind": "ward",
            "part_of": "vn.a",
            "gso_code": "4",
            "valid_from": "2020-01-01",
            **S,
        },
        {"id": "la.b", "name": "Bản Xiêng", "kind": "province", "part_of": "la", **S},
    ],
    "registry/agencies": [
        {"id": "vn.a.ubnd", "name": "UBND tỉnh An Sơn", "kind": "government", "place": "vn.a", **S},
        {"id": "vn.a.snv", "name": "Sở Ngoại vụ tỉnh An Sơn", "kind": "department", "place": "vn.a", **S},
    ],
    "registry/topics": [{"id": "topic.y-te", "name": "Y tế", "kind": "field", **S}],
    "registry/changes": [
        {
            **{"id": "chg.1", "kind": "rename", "effective_on": "2020-01-01", "legal_basis": "vn.nq-1", **S},
            **{"from": "vn.a.x", "from_ends": "no", "to": "vn.a.x", "to_new": "no", "name_before": "Xuân Cũ"},
        }
    ],
    f"documents/{PLAN}/agreements": [
        {
            **{"id": "agr.1", "title": "Thỏa thuận", "kind": "agreement", "parties": "vn.a;la.b", "status": "signed"},
            **{"signed_on": "2021-11-20", "period_from": "2021", "period_to": "2025", "topics": "topic.y-te"},
            "section": "1",
        },
        {
            **{"id": "agr.0", "title": "Bản ghi nhớ", "kind": "agreement", "parties": "vn.a;la.b", "status": "planned"},
            **{"period_from": "2026", "period_to": "2030", "topics": "topic.y-te", "renews": "agr.1", "section": "1"},
        },
    ],
    f"documents/{PLAN}/tasks": [
        {
            **{"number": "1", "title": "Khám bệnh", "kind": "activity", "leads": "vn.a.snv", "partners": "la.b"},
            **{"under": "agr.1", "topics": "topic.y-te", "start": "2022-01-01", "deadline": "2022-06-30"},
            "section": "1",
        }
    ],
    f"documents/{PLAN}/events": [
        {
            **{"id": f"{PLAN}.e1", "title": "Hội đàm", "kind": "talks", "starts_on": "2022-02", "status": "held"},
            **{"leads": "vn.a", "concerns": "agr.1", "section": "2"},
        }
    ],
}
REVIEWED = {"reviewed_by": "Người thử", "reviewed_on": "2025-01-01"}
CLEAN_DOCUMENTS: dict[str, dict[str, object]] = {
    PLAN: {
        **{"id": PLAN, "kind": "plan", "title": "Kế hoạch", "number": "1/KH-UBND", "issuer": "vn.a.ubnd"},
        **{"issued_on": "2022-01-01", "url": "https://example.org/1", **REVIEWED},
    }
}


def _agreement(name: str, **cells: str) -> dict[str, str]:
    usual = {"kind": "agreement", "parties": "vn.a;la.b", "status": "signed", "topics": "topic.y-te", "section": "2"}
    return {"id": f"agr.{name}", "title": f"Văn bản {name}", **usual, **cells}


def _task(number: str, **cells: str) -> dict[str, str]:
    usual = {"kind": "duty", "leads": "vn.a.snv", "under": "agr.1", "deadline": "2023-06-30", "section": "3"}
    return {"number": number, "title": f"Việc {number}", **usual, **cells}


FAULTS: dict[str, Rows] = {
    "registry/documents": [
        {"id": "vn.kh-9", "kind": "plan", "title": "Kế hoạch cũ", "issued_on": "2019", **S},
    ],
    "registry/places": [
        {"id": "vn.a.y", "name": "Xuân Mai", "kind": "commune", "part_of": "vn.a", **S},
        {
            "id": "vn.old",
            "name": "Lâm Khê",
            "kind": "province",
            "part_of": "vn",
            "gso_code": "91",
            "valid_to": "2000-01-01",
            **S,
        },
        {"id": "la.c", "name": "Mường Không", "kind": "province", "part_of": "la", **S},
    ],
    "registry/agencies": [
        {"id": "vn.a.snv-2", "name": "SỞ NGOẠI VỤ TỈNH AN SƠN", "kind": "department", "place": "vn.a", **S},
        {"id": "vn.a.lost", "name": "Hội Lạc", "kind": "association", "place": "vn.a", **S},
    ],
    "registry/topics": [{"id": "topic.khong", "name": "Không ai dùng", "kind": "field", **S}],
    "registry/changes": [
        {
            **{"id": "chg.2", "kind": "rename", "effective_on": "2019-01-01", "from": "vn.a.x", "from_ends": "no"},
            **{"to": "vn.a.x", "to_new": "no", "name_before": "Xuân Xưa", **S},
        }
    ],
    f"documents/{NEWS}/agreements": [
        _agreement("1", signed_on="", status="planned", status_on="2024-05-01"),
        _agreement("no-day", kind="protocol"),
        _agreement("no-period", signed_on="2001-01-01"),
        _agreement("planned", status="planned", signed_on="2002-01-01"),
        _agreement("alone", parties="vn.a", signed_on="2003", period_from="2003"),
        _agreement("ubnd", parties="vn.a.ubnd;la.b", signed_on="2004", period_from="2004"),
        _agreement("early", signed_on="2005-05-05", period_from="2003"),
        _agreement("late", signed_on="2006-05-05", period_from="2008"),
        _agreement("ended", signed_on="2007-05-05", period_to="2006"),
        _agreement("past", status="planned", period_from="2010", period_to="2012"),
        _agreement("no-topic", signed_on="2011", period_from="2011", topics=""),
        _agreement("twin-1", signed_on="2013-03-03", period_from="2013"),
        _agreement("twin-2", signed_on="2013-03-03", period_from="2013", kind="memorandum"),
        _agreement("guess", signed_on="2014", period_from="2014", inferred="parties"),
        _agreement("gone", parties="vn.old;la.b", signed_on="2015", period_from="2015"),
    ],
    f"documents/{NEWS}/tasks": [
        _task("1", leads=""),
        _task("2", leads="", leads_text="cơ quan liên quan"),
        _task("3", coordinators_text="các cơ quan liên quan"),
        _task("4", deadline=""),
        _task("5", deadline="", time_text="khi có điều kiện"),
        _task("6", coordinators="vn.a.snv"),
        _task("7", start="2024-01-01"),
        _task("8", under=""),
    ],
    f"documents/{NEWS}/events": [
        {
            **{"id": f"{NEWS}.e1", "title": "Lễ ký", "kind": "signing", "starts_on": "2024-09", "status": "planned"},
            "section": "4",
        },
        {"id": f"{NEWS}.e2", "title": "Chuyến thăm", "kind": "visit", "status": "held", "section": "4"},
    ],
    f"documents/{OLD}/events": [
        {
            **{"id": f"{OLD}.e1", "title": "Họp", "kind": "meeting", "starts_on": "2023-01-05", "status": "held"},
            "section": "1",
        }
    ],
}
FAULTY_DOCUMENTS: dict[str, dict[str, object]] = {
    NEWS: {
        **{"id": NEWS, "kind": "notice", "title": "Thông báo", "issued_on": "2024-06-01", "url": "example.org/2"},
        "cites": [{"ref": "vn.kh-9", "section": "1"}],
    },
    OLD: {"id": OLD, "kind": "web_page", "title": "Trang không ngày"},
}
FOUND: dict[str, list[str]] = {
    "agreement_ended_before_signing": ["agr.ended"],
    "agreement_period_long_after_signing": ["agr.late"],
    "agreement_period_long_before_signing": ["agr.early"],
    "agreement_planned_past_its_period": ["agr.past"],
    "agreement_signed_while_planned": ["agr.1", "agr.planned"],
    "agreement_status_conflict": ["agr.1"],
    "agreement_twins": ["agr.twin-1"],
    "agreement_with_government_as_party": ["agr.ubnd"],
    "agreement_with_inferred_party": ["agr.guess", "agr.guess"],
    "agreement_with_one_party": ["agr.alone"],
    "agreement_without_any_day": ["agr.no-day"],
    "agreement_without_period": ["agr.no-day", "agr.no-period"],
    "agreement_without_topic": ["agr.no-topic"],
    "agency_twins": ["vn.a.snv"],
    "agency_without_place": ["vn.a.lost"],
    "change_without_basis": ["chg.2"],
    "document_never_loaded": ["vn.kh-9"],
    "document_not_reviewed": [NEWS, OLD],
    "document_with_bad_link": [NEWS],
    "document_without_day": [OLD],
    "document_without_issuer": [NEWS],
    "document_without_number": ["vn.a.tin-2024", "vn.kh-9"],
    "event_held_without_day": [f"{NEWS}.e2"],
    "event_planned_and_passed": [f"{NEWS}.e1"],
    "place_abroad_without_use": ["la.c"],
    "place_twins": ["vn.a.x"],
    "place_without_code": ["vn.a.y"],
    "task_deadline_before_start": [f"{NEWS}.7"],
    "task_lead_also_coordinates": [f"{NEWS}.6"],
    "task_lead_only_in_words": [f"{NEWS}.2"],
    "task_others_only_in_words": [f"{NEWS}.3"],
    "task_time_only_in_words": [f"{NEWS}.5"],
    "task_without_ground": [f"{NEWS}.8"],
    "task_without_lead": [f"{NEWS}.1"],
    "task_without_time": [f"{NEWS}.4"],
    "topic_without_use": ["topic.khong"],
    "unit_not_valid_then": ["vn.old"],
}
NO_PLACE = "UNWIND $rows AS row MATCH (:Agency {id: row.id})-[r:AGENCY_OF]->(:Place) DELETE r"


def _write(
    data: Path, documents: Mapping[str, Mapping[str, object]], *parts: Mapping[str, Rows], skip: str = ""
) -> None:
    """Tables as CSV files; a document's own row as document.yml."""
    for name in {name: None for part in parts for name in part if not skip or not name.startswith(skip)}:
        lines = [row for part in parts for row in part.get(name, ())]
        file = data / f"{name}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, list({column: None for line in lines for column in line}), restval="")
            writer.writeheader()
            writer.writerows(lines)
    for document, content in documents.items():
        file = data / "documents" / document / "document.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def _load(store: GraphStore, settings: Settings, data: Path, home: Path) -> None:
    result = load(settings.model_copy(update={"data": data, "home": home, "folders": ()}), store)
    assert not result.issues, result.issues[:3]


@pytest.fixture(scope="module")
def clean_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean")
    _write(folder, CLEAN_DOCUMENTS, CLEAN)
    return folder


@pytest.fixture(scope="module")
def faulty_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faulty")
    _write(folder, CLEAN_DOCUMENTS | FAULTY_DOCUMENTS, CLEAN, FAULTS)
    return folder


@pytest.fixture
def engine(request: pytest.FixtureRequest, store: GraphStore) -> Settings:
    """The settings of the store of this test."""
    found: Settings = request.getfixturevalue(f"{request.node.callspec.params['store']}_settings")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_says_who_mends_it_and_how_and_needs_no_value(name: str) -> None:
    rule = rules()[name]
    assert all(owner(rule, lang) and remedy(rule, lang) for lang in LANGUAGES)
    assert not [param for param, declared in rule.params.items() if declared.required]
    assert {"item", "sources"} <= {column.name for column in rule.columns}


def test_rules_are_no_questions() -> None:
    assert len(NAMES) >= 25
    assert not set(NAMES) & set(questions())
    assert sorted(FOUND) == NAMES


def test_each_rule_finds_its_fault_and_nothing_else(
    store: GraphStore, engine: Settings, faulty_data: Path, tmp_path: Path
) -> None:
    _load(store, engine, faulty_data, tmp_path)
    store.write(NO_PLACE, [{"id": "vn.a.lost"}])  # a table cannot say so: its column is required
    findings = check(store, as_of=AS_OF)
    assert {f.rule.name: [row["item"].id for row in f.answer.rows] for f in findings} == FOUND
    assert {f.verdict for f in findings} == {Verdict.FOUND}
    assert not [f.rule.name for f in findings for row in f.answer.rows if not row["sources"]]


def test_nothing_is_found_in_clean_data(store: GraphStore, engine: Settings, clean_data: Path, tmp_path: Path) -> None:
    _load(store, engine, clean_data, tmp_path)
    findings = check(store, as_of=AS_OF)
    assert {f.rule.name: [row["item"].id for row in f.answer.rows] for f in findings if f.answer.rows} == {}
    assert {f.verdict for f in findings} == {Verdict.NONE}


def test_unreviewed_data_and_no_data_are_told_apart(store: GraphStore, engine: Settings, tmp_path: Path) -> None:
    unreviewed = {PLAN: {key: value for key, value in CLEAN_DOCUMENTS[PLAN].items() if key not in REVIEWED}}
    _write(tmp_path / "data", unreviewed, CLEAN, skip=f"documents/{PLAN}/events")
    _load(store, engine, tmp_path / "data", tmp_path / "home")
    verdicts = {name: check_rule(store, name, as_of=AS_OF).verdict for name in NAMES}
    assert verdicts["document_not_reviewed"] is Verdict.FOUND
    assert verdicts["task_without_lead"] is Verdict.NOT_REVIEWED
    assert verdicts["agreement_twins"] is Verdict.NOT_REVIEWED
    assert verdicts["event_held_without_day"] is Verdict.NO_DATA
    assert verdicts["place_twins"] is Verdict.NONE


def test_a_rule_about_the_past_looks_from_the_day_asked_about(
    store: GraphStore, engine: Settings, faulty_data: Path, tmp_path: Path
) -> None:
    _load(store, engine, faulty_data, tmp_path)
    counts = [check_rule(store, "event_planned_and_passed", as_of=day).count for day in ("2024-09-01", "2024-09-02")]
    assert counts == [0, 1]
    found = check_rule(store, "document_not_reviewed", limit=1)
    assert (found.count, found.answer.truncated) == (1, True)


@pytest.fixture
def command_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home with an engine of its own for the command."""
    monkeypatch.setenv("HOPTAC_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"
    embedded_engine(get_settings(), model_hash()).stop()
    get_settings.cache_clear()


@pytest.mark.parametrize(("faulty", "code"), [(False, 0), (True, 1)])
def test_the_command_tells_every_rule_and_whether_anything_was_found(
    faulty: bool,
    code: int,
    command_home: Path,
    clean_data: Path,
    faulty_data: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOPTAC_DATA", str(faulty_data if faulty else clean_data))
    get_settings.cache_clear()
    runner = CliRunner()
    assert runner.invoke(app, ["load"]).exit_code == 0
    told = runner.invoke(app, ["check", "--json"])
    assert told.exit_code == code
    content = json.loads(told.stdout)
    assert [entry["rule"] for entry in content] == list(rules())
    twins = next(entry for entry in content if entry["rule"] == "agreement_twins")
    assert (twins["verdict"], twins["count"], twins["owner"]) == (
        ("found", 1, "Người giữ dữ liệu") if faulty else ("none", 0, "Người giữ dữ liệu")
    )
    assert [row["item"]["id"] for row in twins["rows"]] == ["agr.twin-1"] * faulty
    printed = runner.invoke(app, ["check"])
    assert printed.exit_code == code
    assert "agreement_twins" in printed.stdout
