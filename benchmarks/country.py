"""A seeded country of national size as a data folder: few hubs, many small ones, three thousand documents."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

COUNTRIES = ("vn", "la", "cn", "kr", "jp", "th", "kh")
PROVINCES, DISTRICTS, ABROAD, TOPICS, DOCUMENTS = 63, 10, 60, 80, 3000
WORDS = ("khảo sát", "tập huấn", "trao đổi", "hợp tác", "xây dựng", "hỗ trợ", "nông nghiệp", "y tế", "du lịch")
FIRST = ("Thanh", "Phước", "Hòa", "Cao", "Yên", "Vĩnh", "Tân", "Long", "Phú")
SECOND = ("Khương", "Lĩnh", "Vịnh", "Thạch", "Giao", "Điền", "Lộc")
FIELDS = (
    "Ngoại vụ",
    "Nội vụ",
    "Y tế",
    "Tài chính",
    "Công Thương",
    "Xây dựng",
    "Tư pháp",
    "Văn hóa",
    "Du lịch",
    "Lao động",
    "Thủy lợi",
    "Dược liệu",
    "Đường sắt",
    "Thư viện",
    "Cứu hộ",
    "Bưu chính",
    "Chăn nuôi",
    "Bảo tồn",
    "Hàng không",
    "Khí tượng",
    "Thống kê",
    "Hải quan",
    "Môi trường",
    "Khoa học",
    "Giáo dục",
    "Nông nghiệp",
    "Kế hoạch",
    "Giao thông",
)

Row = Mapping[str, str]


def write_country(folder: Path, seed: int = 1) -> None:
    """Write the tables of a country: about 50,000 nodes and 200,000 relationships.

    Args:
        folder: an empty folder.
        seed: another seed is another country of the same size.
    """
    chance = random.Random(seed)
    places, foreign = _places()
    agencies = _agencies()
    topics = [f"topic.t{i}" for i in range(TOPICS)]
    _registry(folder / "registry", places, agencies, topics, foreign)
    for number in range(DOCUMENTS):
        _document(folder / "documents", number, chance, foreign, topics)


def _places() -> tuple[list[Row], list[str]]:
    rows: list[Row] = [{"id": c, "name": f"Nước {c.upper()}", "kind": "country"} for c in COUNTRIES]
    for p in range(PROVINCES):
        rows.append({"id": f"vn.p{p}", "name": _province(p), "kind": "province", "part_of": "vn"})
        rows += [
            {
                "id": f"vn.p{p}.d{d}",
                "name": f"{SECOND[d % 7]} {FIRST[p % 9]} {p}-{d}",
                "kind": "district",
                "part_of": f"vn.p{p}",
            }
            for d in range(DISTRICTS)
        ]
    foreign = [f"{c}.r{i}" for c in COUNTRIES[1:] for i in range(ABROAD)]
    rows += [
        {"id": name, "name": f"Vùng {name}", "kind": "province", "part_of": name.partition(".")[0]} for name in foreign
    ]
    return rows, foreign


def _province(number: int) -> str:
    return f"{FIRST[number % 9]} {SECOND[number // 9]}"


def _agencies() -> list[Row]:
    rows: list[Row] = []
    for p in range(PROVINCES):
        place = f"vn.p{p}"
        rows.append({"id": f"{place}.ubnd", "name": f"UBND tỉnh {_province(p)}", "kind": "government", "place": place})
        rows += [
            {
                "id": f"{place}.so{s}",
                "name": f"Sở {FIELDS[s]} tỉnh {_province(p)}",
                "kind": "department",
                "place": place,
            }
            for s in range(len(FIELDS))
        ]
    return rows


def _registry(
    folder: Path, places: Sequence[Row], agencies: Sequence[Row], topics: Sequence[str], foreign: Sequence[str]
) -> None:
    source = {"source": "ds.country"}
    _write(folder / "places.csv", ["id", "name", "kind", "part_of", "source"], ({**r, **source} for r in places))
    _write(folder / "agencies.csv", ["id", "name", "kind", "place", "source"], ({**r, **source} for r in agencies))
    named = ({"id": t, "name": f"Lĩnh vực {t[7:]}", "kind": "field", **source} for t in topics)
    _write(folder / "topics.csv", ["id", "name", "kind", "source"], named)
    own = [{"id": "ds.country", "kind": "dataset", "title": "Nước thử nghiệm", **source}]
    _write(folder / "documents.csv", ["id", "kind", "title", "source"], own)


def _skewed(chance: random.Random, number: int) -> int:
    """Small numbers often, large ones seldom, as provinces and departments are in real documents."""
    return min(int(chance.paretovariate(1.1)) - 1, number - 1)


def _document(folder: Path, number: int, chance: random.Random, foreign: Sequence[str], topics: Sequence[str]) -> None:
    province = f"vn.p{_skewed(chance, PROVINCES)}"
    name, year = f"{province}.kh-{number}-{2015 + number % 10}", 2015 + number % 10
    partner = foreign[_skewed(chance, len(foreign))]
    agreement = f"agr.{number}"
    below = folder / name
    below.mkdir(parents=True)
    lines = (f"id: {name}", "kind: plan", f"title: Kế hoạch số {number}", f"number: {number}/KH-UBND")
    more = (
        f"issuer: {province}.ubnd",
        f"issued_on: {year}-{1 + number % 12:02}-{1 + number % 28:02}",
        "reviewed_by: Bench",
    )
    implements = f"implements:\n  - {{ref: {agreement}, section: '1'}}"
    (below / "document.yml").write_text("\n".join((*lines, *more, implements, "")), encoding="utf-8")
    agreements = [
        {
            "id": agreement,
            "title": f"Thỏa thuận hợp tác số {number}",
            "kind": "agreement",
            "parties": f"{province};{partner}",
            "signing_agencies": f"UBND tỉnh {_province(int(province[4:]))}",
            "status": "signed",
            "signed_on": str(year),
            "period_from": str(year),
            "period_to": str(year + 4),
            "topics": ";".join(sorted({topics[_skewed(chance, TOPICS)] for _ in range(2)})),
            "section": "1",
        }
    ]
    tasks = [_task(i, chance, province, partner, year, topics) for i in range(1, 13)]
    quantities = [
        {"of": f"II.{i}", "year": str(year), "value": str(i), "unit": "lớp", "section": f"II.{i}"} for i in (2, 7)
    ]
    _write(below / "agreements.csv", list(agreements[0]), agreements)
    _write(below / "tasks.csv", list(tasks[0]), tasks)
    _write(below / "quantities.csv", list(quantities[0]), quantities)


def _task(
    i: int, chance: random.Random, province: str, partner: str, year: int, topics: Sequence[str]
) -> dict[str, str]:
    title = " ".join(chance.choices(WORDS, k=9))
    bodies = sorted({f"{province}.so{_skewed(chance, len(FIELDS))}" for _ in range(3)})
    lead = f"Sở {FIELDS[int(bodies[0].rpartition('so')[2])]}"
    return {
        "number": f"II.{i}",
        "title": f"{title.capitalize()} {i}",
        "kind": "activity",
        "leads": lead,
        "coordinators": ";".join(bodies[1:]),
        "partners": partner,
        "topics": topics[_skewed(chance, TOPICS)],
        "time_text": f"Năm {year + i % 3}",
        "start": str(year + i % 3),
        "end": str(year + i % 3),
        "years": str(year + i % 3),
        "section": f"II.{i}",
    }


def _write(file: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
