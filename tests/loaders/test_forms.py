"""Texts typed into a form: dates as people write them, lists and choices left as they were written."""

from __future__ import annotations

import datetime as dt

import pytest

from graph.declare import Table
from graph.model import TABLES
from loaders.desk import form_tables
from loaders.forms import choice_code, read_form, with_id

TODAY = dt.date(2024, 7, 1)
TABLE = form_tables()["document/agreements"]


def read(texts: dict[str, str], seen: dict[str, str] | None = None, table: Table = TABLE) -> dict[str, str]:
    return read_form(table, texts, TODAY, seen).cells


def test_every_table_of_the_model_has_a_form() -> None:
    assert set(form_tables().values()) == set(TABLES)


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("12/7/2024", "2024-07-12"), ("tháng 7/2024", "2024-07"), ("Quý III/2024", "2024-Q3"), ("năm 2024", "2024"),
        ("2024", "2024"), ("2024-07-12", "2024-07-12"), ("2024-Q3", "2024-Q3"), ("ngày kia", "ngày kia"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(typed: str, cell: str) -> None:
    assert read({"signed_on": typed}) == {"signed_on": cell}


def test_a_stretch_written_into_its_start_fills_its_end() -> None:
    assert read({"period_from": "2021-2025"}) == {"period_from": "2021", "period_to": "2025"}
    assert read({"period_from": "từ tháng 7/2024 đến Quý IV/2025"})["period_to"].startswith("2025")
    assert read({"period_from": "2021-2025", "period_to": "2023"})["period_from"] == "2021-2025"


def test_a_deadline_of_every_year_is_read() -> None:
    assert read({"deadline": "31/10 hằng năm"}, table=form_tables()["document/tasks"]) == {"deadline": "--10-31"}


def test_what_says_the_same_stays_as_it_was_written() -> None:
    seen = {"parties": "mk.da;  vu.n", "kind": "Bản ghi nhớ", "title": "Ghi nhớ"}
    assert choice_code(TABLE.column("kind"), seen["kind"]) == "memorandum"  # type: ignore[arg-type]
    assert read({"parties": "mk.da; vu.n", "kind": "memorandum", "title": "Ghi nhớ"}, seen) == seen
    assert read({"parties": "mk.da; vu.s", "kind": "agreement"}, seen) == {"parties": "mk.da;vu.s", "kind": "agreement"}


@pytest.mark.parametrize(
    ("table", "cells", "taken", "suggested"),
    [
        ("registry/places", {"name": "huyện Lục Ngạn", "part_of": "vn.bac-giang", "kind": "district"}, "",
         "vn.bac-giang.luc-ngan"),
        ("registry/places", {"name": "thành phố Bắc Giang", "part_of": "vn.bac-giang", "kind": "city"},
         "vn.bac-giang.bac-giang", "vn.bac-giang.thanh-pho-bac-giang"),
        ("registry/places", {"name": "Nam Ninh", "name_en": "Nanning City", "part_of": "cn.guangxi"}, "",
         "cn.guangxi.nanning"),
        ("registry/agencies", {"name": "Sở Ngoại vụ tỉnh Bắc Giang", "place": "vn.bac-giang"}, "",
         "vn.bac-giang.so-ngoai-vu"),
        ("registry/agencies", {"name": "Ủy ban nhân dân huyện Lục Ngạn", "place": "vn.bac-giang.luc-ngan"}, "",
         "vn.bac-giang.luc-ngan.ubnd"),
        ("document/document", {"kind": "plan", "title": "x", "number": "481/KH-UBND", "issuer": "vn.bac-giang.ubnd",
         "issued_on": "2022-12-30"}, "", "vn.bac-giang.kh-481-2022"),
        ("document/document", {"kind": "notice", "title": "x", "number": "760-TB/TU", "issuer": "vn.binh-dinh.tinh-uy",
         "issued_on": "2022-03-01"}, "", "vn.binh-dinh.tb-760-tu-2022"),
        ("document/document", {"kind": "notice", "title": "x", "issuer": "vn.bac-giang.ubnd",
         "issued_on": "2024-06-01"}, "vn.bac-giang.tb-2024-06", "vn.bac-giang.tb-2024-06-2"),
        ("document/agreements", {"parties": "la.xaysomboun;vn.bac-giang", "signed_on": "2021-05-01"}, "",
         "agr.bac-giang--xaysomboun.2021"),
        ("document/agreements", {"parties": "vn.bac-giang.luc-ngan;la.xaysomboun.anouvong"}, "",
         "agr.bac-giang.luc-ngan--xaysomboun.anouvong.x"),
        ("document/events", {"title": "Hội đàm"}, "d.e1", "d.e2"),
        ("registry/topics", {"name": "Y tế"}, "", "topic.y-te"),
        ("document/quantities", {"of": "1"}, "", None),
    ],
)  # fmt: skip
def test_an_id_is_suggested_as_the_model_says(
    table: str, cells: dict[str, str], taken: str, suggested: str | None
) -> None:
    assert with_id(form_tables()[table], cells, "d", taken.__eq__).get("id") == suggested
