"""A country as a data folder: 50,000 nodes, 200,000 relationships, 3,000 documents, few hubs and many leaves."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from graph.model import TABLES
from loaders.sheet import document_text
from loaders.tables import write_csv, write_whole

DOCUMENTS = 3_000
PROVINCES, DISTRICTS, COMMUNES = 60, 10, 4
COUNTRIES, REGIONS = 40, 25
FIELDS = 60
SYLLABLES = "An Bình Cường Đông Giang Hà Hải Hòa Hưng Khê Lâm Long Minh Nam Phú Quý Sơn Tân Thạch Trường Vĩnh Yên"
WORDS = "tổ chức khảo sát mô hình trồng cây dược liệu trao đổi cán bộ đào tạo tiếng hỗ trợ kỹ thuật tuần tra biên giới"
BODIES = (
    ("ubnd", "UBND tỉnh", "government"),
    ("hdnd", "HĐND tỉnh", "council"),
    ("so-ngoai-vu", "Sở Ngoại vụ tỉnh", "department"),
    ("so-cong-thuong", "Sở Công Thương tỉnh", "department"),
    ("so-y-te", "Sở Y tế tỉnh", "department"),
    ("so-tai-chinh", "Sở Tài chính tỉnh", "department"),
    ("so-noi-vu", "Sở Nội vụ tỉnh", "department"),
    ("cong-an", "Công an tỉnh", "police"),
)
Cells = dict[str, str]
KINDS = ("plan", "notice", "letter", "decision", "report")


class Country:
    """Makes the folder; the same seed makes the same one.

    Args:
        folder: where it is written.
        seed: the seed.
        documents: how many documents.
    """

    def __init__(self, folder: Path, seed: int = 1, documents: int = DOCUMENTS) -> None:
        self._folder = folder
        self._documents = documents
        self._random = random.Random(seed)
        self._names = self._all_names()
        self._registry: dict[str, list[Cells]] = {}
        self._provinces: list[str] = []
        self._regions: list[str] = []
        self._below: dict[str, list[str]] = {}
        self._bodies: dict[str, list[str]] = {}
        self._called: dict[str, str] = {}
        self._topics: list[str] = []
        self._agreements: list[str] = []

    def write(self) -> Path:
        """Write it.

        Returns:
            The folder.
        """
        self._add("documents", id="vx.so-tay", kind="dataset", title="Sổ tay địa danh", source="vx.so-tay")
        self._add("places", id="vx", name="Vạn Xuân", kind="country")
        for number in range(PROVINCES):
            self._province(number)
        for number in range(COUNTRIES):
            self._abroad(number)
        for number in range(FIELDS):
            wider = f"topic.{self._random.randrange(number)}" if number > 10 else ""
            self._add("topics", id=f"topic.{number}", name=f"{self._words(2)} {number}", kind="field", broader=wider)
            self._topics.append(f"topic.{number}")
        for name, rows in self._registry.items():
            table = next(t for t in TABLES if t.name == name and t.scope == "registry")
            write_csv(self._folder / "registry" / table.file_name, table, rows)
        for number in range(self._documents):
            self._document(number)
        return self._folder

    def _all_names(self) -> list[str]:
        """Names of two and three syllables; each is used once."""
        parts = SYLLABLES.split()
        names = [f"{a} {b}" for a in parts for b in parts] + [
            f"{a} {b} {c}" for a in parts for b in parts for c in parts[:12]
        ]
        self._random.shuffle(names)
        return names

    def _words(self, count: int) -> str:
        return " ".join(self._random.choices(WORDS.split(), k=count))

    def _skewed(self, of: Sequence[str], count: int = 1) -> list[str]:
        """Few are chosen often, most seldom: the n-th with a weight of 1/n."""
        weights = list(accumulate(1 / n for n in range(1, len(of) + 1)))
        return list(dict.fromkeys(self._random.choices(of, cum_weights=weights, k=count)))

    def _add(self, table: str, **cells: str) -> None:
        row = {"source": f"vx.so-tay#t1.r{self._random.randrange(9999)}", **cells}
        self._registry.setdefault(table, []).append({column: text for column, text in row.items() if text})

    def _province(self, number: int) -> None:
        province, name = f"vx.p{number}", self._names.pop()
        self._add("places", id=province, name=name, kind="province", part_of="vx", gso_code=f"{number:02}")
        self._provinces.append(province)
        for slug, title, kind in BODIES:
            self._add("agencies", id=f"{province}.{slug}", name=f"{title} {name}", kind=kind, place=province)
            self._bodies.setdefault(province, []).append(f"{province}.{slug}")
            self._called[f"{province}.{slug}"] = f"{title} {name}"
        for part in range(DISTRICTS):
            district, title = f"{province}.d{part}", self._names.pop()
            self._add("places", id=district, name=title, kind="district", part_of=province)
            self._below.setdefault(province, []).append(district)
            body = f"{district}.ubnd"
            self._add("agencies", id=body, name=f"UBND huyện {title}", kind="government", place=district)
            self._bodies[province].append(body)
            for commune in range(COMMUNES):
                name = self._names.pop()
                self._add("places", id=f"{district}.c{commune}", name=name, kind="commune", part_of=district)

    def _abroad(self, number: int) -> None:
        country = f"f{number}"
        self._add("places", id=country, name=f"Nước {self._names.pop()}", kind="country")
        for part in range(REGIONS):
            region, name = f"{country}.r{part}", f"{self._names.pop()} ngoại"
            self._add("places", id=region, name=name, kind="province", part_of=country)
            self._add("agencies", id=f"{region}.gov", name=f"Chính quyền {name}", kind="government", place=region)
            self._regions.append(region)
            self._called[region] = name
        self._random.shuffle(self._regions)

    def _written(self, names: Sequence[str]) -> str:
        """A cell that names them, half of them as people write them."""
        return ";".join(self._called[n] if n in self._called and self._random.random() < 0.5 else n for n in names)

    def _document(self, number: int) -> None:
        province = self._skewed(self._provinces)[0]
        name = f"{province}.vb-{number}"
        day = dt.date(2012, 1, 1) + dt.timedelta(days=self._random.randrange(4700))
        head = {
            "id": name,
            "kind": self._random.choice(KINDS),
            "title": f"Về việc {self._words(10)}",
            "number": f"{number}/VB-UBND",
            "issuer": f"{province}.ubnd",
            "issued_on": day.isoformat(),
        }
        agreements = self._agreements_of(name, province, day)
        if agreements:
            head["implements"] = f"{agreements[0]['id']}#1"
        tasks = [self._task(i, province, day) for i in range(self._random.choice((4, 6, 6, 7, 9)))]
        tables = {
            "agreements": agreements,
            "tasks": tasks,
            "events": [self._event(name, i, province, day) for i in range(self._random.choice((0, 1, 2, 4)))],
            "quantities": [self._quantity(task, day) for task in tasks if self._random.random() < 0.5],
            "names": [self._spelling() for _ in range(self._random.choice((0, 1, 2)))],
        }
        folder = self._folder / "documents" / name
        write_whole(folder / "document.yml", document_text(head).encode())
        for table_name, rows in tables.items():
            if rows:
                table = next(t for t in TABLES if t.name == table_name and t.scope == "document")
                write_csv(folder / table.file_name, table, rows)

    def _agreements_of(self, document: str, province: str, day: dt.date) -> list[Cells]:
        """Some are new, some were stated by another document before."""
        known = self._skewed(self._agreements) if self._agreements and self._random.random() < 0.3 else []
        new = [f"agr.{document}.{i}" for i in range(self._random.choice((0, 1, 1, 2, 3)))]
        self._agreements += new
        return [self._agreement(name, i, province, day) for i, name in enumerate([*known, *new])]

    def _agreement(self, name: str, number: int, province: str, day: dt.date) -> Cells:
        ours, theirs = self._skewed(self._provinces), self._skewed(self._regions, self._random.choice((1, 1, 2)))
        return {
            "id": name,
            "title": f"Bản ghi nhớ về {self._words(6)}",
            "kind": "memorandum",
            "parties": self._written([*ours, *theirs]),
            "signing_agencies": f"{ours[0]}.ubnd",
            "status": self._random.choice(("signed", "signed", "planned", "terminated")),
            "signed_on": day.isoformat(),
            "period_from": str(day.year),
            "period_to": str(day.year + 5),
            "topics": ";".join(self._skewed(self._topics, 2)),
            "section": str(number + 1),
        }

    def _task(self, number: int, province: str, day: dt.date) -> Cells:
        bodies = self._bodies[province]
        return {
            "number": f"II.{number + 1}",
            "title": f"{self._words(12)} {number}",
            "heading": self._words(4),
            "kind": "activity",
            "leads": self._written(self._skewed(bodies)),
            "coordinators": self._written(self._skewed(bodies, self._random.choice((0, 1, 2)))),
            "partners": self._written(self._skewed(self._regions, self._random.choice((0, 1)))),
            "topics": ";".join(self._skewed(self._topics)),
            "time_text": f"Quý {number % 4 + 1} năm {day.year + 1}",
            "start": f"{day.year + 1}-Q{number % 4 + 1}",
            "end": f"{day.year + 1}-Q{number % 4 + 1}",
            "years": str(day.year + 1),
            "deadline": f"{day.year + 1}-12-31",
            "section": f"II.{number + 1}",
        }

    def _event(self, document: str, number: int, province: str, day: dt.date) -> Cells:
        return {
            "id": f"{document}.e{number + 1}",
            "title": f"Hội đàm về {self._words(6)}",
            "kind": "talks",
            "starts_on": day.isoformat(),
            "status": "held",
            "leads": province,
            "partners": self._written(self._skewed(self._regions)),
            "at": self._random.choice(self._below[province]),
            "topics": ";".join(self._skewed(self._topics)),
            "section": f"p{number + 1}",
        }

    def _quantity(self, task: Cells, day: dt.date) -> Cells:
        value = str(self._random.randrange(1, 500))
        return {"of": task["number"], "year": str(day.year + 1), "value": value, "unit": "người", "section": "t1.r1"}

    def _spelling(self) -> Cells:
        place = self._skewed(self._regions)[0]
        return {
            "entity": place,
            "as_written": f"tỉnh {self._called[place]} viết {self._random.randrange(50)}",
            "section": "p1",
        }
