"""A seeded, invented world as a data folder: registry, gazetteer, documents, a folder shared by several, a workbook.

Nothing of it is in the shipped data: other countries, provinces, bodies and wordings for every seed.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell

from graph.declare import Column, Scope, Table
from graph.model import TABLES
from loaders.tables import DOCUMENT_COLUMN
from loaders.workbook import in_both, sheet_columns

Cells = dict[str, str]
MORE, TOTAL = "+", "totals"  # a cell beyond the headings; the word of a totals row
Place = tuple[str, str, int | None, str]


def _words(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


FIRST = _words("Thanh Phước Hòa Cao Yên Vĩnh Tân Long Phú Đông Tây Nam Trường An Bình Lâm Sơn Kim Ngọc Hải")
SECOND = _words("Khương Lĩnh Sa Vịnh Mỹ Thạch Giao Điền Kỳ Châu Lộc Quý Khê Tùng Trạch Môn Xuyên Nghĩa Đức Thuận")
FOREIGN = _words("Kham Tairone Bokela Vientara Sulang Ostrava Kirigawa Phonsay Rumanel Chantara")
FIELDS = _words("Thủy_lợi Dược_liệu Đường_sắt Thư_viện Cứu_hộ Bưu_chính Chăn_nuôi Bảo_tồn Hàng_không Khí_tượng")
DEEDS = _words("Đón_đoàn Khảo_sát Tập_huấn Trao_tặng Xây_dựng Thử_nghiệm Trưng_bày Biên_soạn")


class Raw(str):
    """A cell of a workbook that is no text: a number, a formula, an error value."""

    value: str | float

    def __new__(cls, value: str | float) -> Raw:
        made = super().__new__(cls, value)
        made.value = value
        return made


@dataclass
class Sheet:
    """A table of one registry or document.

    Attributes:
        table: what it is.
        owner: document id; "registry" or "gazetteer".
        rows: its cells by column code.
        lost_columns: columns left out when it is written.
        more_headings: further headings, with the same text below in every row.
    """

    table: Table
    owner: str
    world: World
    rows: list[Cells] = field(default_factory=list)
    lost_columns: set[str] = field(default_factory=set)
    more_headings: dict[str, str] = field(default_factory=dict)

    @property
    def of_document(self) -> bool:
        return self.table.scope == "document"

    @property
    def others(self) -> list[Cells]:
        """Rows of the same document's other sheets."""
        return [row for s in self.world.sheets if s.owner == self.owner and s is not self for row in s.rows]


@dataclass
class World:
    """Everything a data folder holds.

    Attributes:
        sheets: tables; a document's own row is a sheet of one row.
        shared: folder name -> ids of the documents whose tables it holds.
        spare: rows that nothing points at, by table.
    """

    sheets: list[Sheet] = field(default_factory=list)
    shared: dict[str, list[str]] = field(default_factory=dict)
    spare: dict[tuple[Scope, str], list[tuple[Sheet, Cells]]] = field(default_factory=dict)

    def sheet(self, owner: str, name: str) -> Sheet:
        """The sheet of an owner by table name, made where there is none."""
        scope: Scope = "registry" if owner in ("registry", "gazetteer") else "document"
        for found in self.sheets:
            if found.owner == owner and found.table.name == name:
                return found
        table = next(t for t in TABLES if t.scope == scope and t.name == name)
        self.sheets.append(Sheet(table, owner, self))
        return self.sheets[-1]

    def add(self, owner: str, name: str, /, **cells: str) -> Cells:
        """Add a row."""
        sheet = self.sheet(owner, name)
        row = {column.rstrip("_"): text for column, text in cells.items() if text}
        sheet.rows.append(row)
        return row

    def add_spare(self, owner: str, name: str, /, **cells: str) -> Cells:
        """Add a row that nothing points at."""
        row = self.add(owner, name, **cells)
        sheet = self.sheet(owner, name)
        self.spare.setdefault((sheet.table.scope, name), []).append((sheet, row))
        return row

    def documents(self) -> list[str]:
        """Ids of all documents with tables."""
        return [s.owner for s in self.sheets if s.table.name == "document"]

    def ids(self) -> set[str]:
        """Ids of all nodes it declares."""
        meant_otherwise = {row["id"] for s in self.sheets if s.table.name == "same_as" for row in s.rows}
        found = {name for s in self.sheets for name in sheet_ids(s)}
        return found - meant_otherwise


def sheet_ids(sheet: Sheet) -> Iterator[str]:
    """Ids of the nodes of a sheet's rows, in order; rows that are no nodes give none."""
    numbers: dict[str, itertools.count[int]] = {}
    for row in sheet.rows:
        match sheet.table.name:
            case "same_as" | "names":
                continue
            case "tasks":
                yield f"{sheet.owner}.{row['number']}"
            case "reports":
                task = row["task"] if row["task"].startswith(sheet.owner) else f"{sheet.owner}.{row['task']}"
                yield f"{task}.r{row['occurrence']}"
            case "quantities":
                owner = sheet.owner if row["of"].startswith("agr.") else f"{sheet.owner}.{row['of']}"
                number = next(numbers.setdefault(owner, itertools.count(1)))
                yield row.get("id") or f"{owner}.q{number}"
            case _:
                yield row["id"]


def name_quantities(world: World) -> None:
    """Give quantities the ids they would get, so that a lost row changes no other row's id."""
    for sheet in world.sheets:
        if sheet.table.name == "quantities":
            for row, name in zip(sheet.rows, sheet_ids(sheet), strict=True):
                row.setdefault("id", name)


# ------------------------------------------------------------------------------------------------ making one


class Maker:
    """Makes a world from a seed; the same seed makes the same world.

    Args:
        seed: the seed.
        spare: how many rows that nothing points at each table gets.
    """

    def __init__(self, seed: int, spare: int = 12) -> None:
        self.random = random.Random(seed)
        self.world = World()
        self.spare = spare
        names = [f"{a} {b}" for a in FIRST for b in SECOND]
        self.random.shuffle(names)
        self.names = iter(names)
        self.foreign = self.random.sample(FOREIGN, 3)
        self.provinces: list[str] = []
        self.districts: dict[str, list[str]] = {}
        self.abroad: list[str] = []
        self.bodies: dict[str, list[str]] = {}
        self.topics: list[str] = []
        self.agreements: list[str] = []

    def make(self) -> World:
        """The world."""
        self._registry()
        for number in range(4):
            self._plan(number)
        for number in range(4):
            self._notice(number)
        self._shared_folder()
        for number in range(16):
            self._spare_document(number)
        return self.world

    def _source(self) -> str:
        return f"hk.nien-giam#t1.r{self.random.randint(1, 99)}"

    def _registry(self) -> None:
        world, add = self.world, self.world.add
        add(
            "registry",
            "documents",
            id="hk.nien-giam",
            kind="dataset",
            title="Niên giám địa lý Hạ Khánh",
            source="hk.nien-giam",
        )
        add(
            "registry",
            "documents",
            id="hk.luat-1-2011",
            kind="law",
            title="Luật Đối ngoại địa phương",
            number="1/2011",
            issued_on="2011-06-30",
            source="hk.nien-giam#2",
        )
        self._countries()
        self._units()
        for number, name in enumerate(FIELDS):
            wider = self.topics[self.random.randrange(number)] if number > 3 else ""
            add(
                "registry",
                "topics",
                id=f"topic.{number}",
                name=name,
                kind="field",
                broader=wider,
                source=self._source(),
            )
            self.topics.append(f"topic.{number}")
        self._changes()
        add(
            "registry",
            "agencies",
            id="hk.van-phong-cu",
            name="Phòng Lễ tân cũ",
            kind="office",
            place="hk",
            source=self._source(),
        )
        add("registry", "same_as", id="hk.van-phong-cu", same_as=self.bodies["hk"][0], source=self._source())
        self._spare_registry()
        assert world.sheets

    def _countries(self) -> None:
        add = self.world.add
        add("gazetteer", "places", id="hk", name="Hạ Khánh", kind="country", iso_code="HK", source=self._source())
        for number, name in enumerate(self.foreign):
            country = f"f{number}"
            add("gazetteer", "places", id=country, name=name, kind="country", source=self._source())
            for part in range(3):
                place = f"{country}.p{part}"
                title = f"{name} {('Bắc', 'Trung', 'Nam')[part]}"
                add(
                    "gazetteer",
                    "places",
                    id=place,
                    name=title,
                    kind="province",
                    part_of=country,
                    lat=f"{10 + part}.5",
                    lon=f"-{100 + number}.25",
                    aliases=f"{title} cũ;{title.upper()} mới",
                    source=self._source(),
                )
                self.abroad.append(place)
        add("registry", "places", id="nhom-nam", name="các tỉnh phía nam", kind="group", source=self._source())
        for place in (self.abroad[0], self.abroad[3]):
            add(
                "registry",
                "places",
                id=f"{place}.k",
                name="Kasong",
                kind="city",
                part_of=place,
                source=self._source(),
            )
        for place in self.abroad[:2]:
            add(
                "registry",
                "places",
                id=f"{place}.d",
                name=next(self.names),
                kind="district",
                part_of=place,
                member_of="nhom-nam",
                source=self._source(),
            )

    def _units(self) -> None:
        add = self.world.add
        for number in range(6):
            province, name = f"hk.t{number}", next(self.names)
            self.provinces.append(province)
            add(
                "gazetteer",
                "places",
                id=province,
                name=name,
                kind="province",
                part_of="Hạ Khánh",
                gso_code=f"0{number}",
                valid_from="01/07/1997",
                source=self._source(),
            )
            for part in range(3):
                district = "Vạn Tường" if part == 0 and number < 2 else next(self.names)
                add(
                    "registry",
                    "places",
                    id=f"{province}.h{part}",
                    name=district,
                    kind="district",
                    part_of=province,
                    source=self._source(),
                )
                self.districts.setdefault(province, []).append(f"{province}.h{part}")
            for slug, title, kind in (
                ("ubnd", "Ủy ban nhân dân tỉnh", "government"),
                ("so-dn", "Sở Đối ngoại tỉnh", "department"),
                ("ca", "Đội Cảnh vệ tỉnh", "police"),
            ):
                add(
                    "registry",
                    "agencies",
                    id=f"{province}.{slug}",
                    name=f"{title} {name}",
                    kind=kind,
                    place=province,
                    source=self._source(),
                )
                self.bodies.setdefault(province, []).append(f"{province}.{slug}")
        add(
            "registry",
            "places",
            id="hk.t0.h1",
            part_of="hk.t1",
            valid_from="1990-01-01",
            valid_to="1997-07-01",
            source=self._source(),
        )
        add(
            "registry",
            "agencies",
            id="hk.bo",
            name="Bộ Đối ngoại Hạ Khánh",
            kind="ministry",
            place="hk",
            source=self._source(),
        )
        add(
            "registry",
            "agencies",
            id="hk.bcd",
            name="Ban chỉ đạo liên tỉnh Hạ Khánh",
            kind="steering_committee",
            place="hk",
            source=self._source(),
        )
        add(
            "registry",
            "agencies",
            id="hk.vp",
            name="Văn phòng Bộ Đối ngoại Hạ Khánh",
            kind="office",
            place="hk",
            part_of="hk.bo",
            member_of="hk.bcd",
            standing_body_of="hk.bcd",
            source=self._source(),
        )
        self.bodies["hk"] = ["hk.bo", "hk.bcd"]

    def _changes(self) -> None:
        add = self.world.add
        heir = "hk.moi"
        add(
            "registry",
            "places",
            id=heir,
            name=f"{next(self.names)} mới",
            kind="province",
            part_of="hk",
            valid_from="2019-01-01",
            source=self._source(),
        )
        for old in self.provinces[4:6]:
            add(
                "gazetteer",
                "changes",
                id="chg.gop",
                kind="Hợp nhất",
                effective_on="2019-01-01",
                legal_basis="hk.luat-1-2011",
                from_=old,
                from_ends="có",
                to=heir,
                to_new="có",
                share="whole",
                source=self._source(),
            )
        unit = self.districts["hk.t2"][0]
        add(
            "registry",
            "changes",
            id="chg.ten",
            kind="rename",
            effective_on="2015-02-03",
            from_=unit,
            from_ends="no",
            to=unit,
            to_new="0",
            name_before="Cổ Lũng",
            kind_before="Thị trấn",
            source=self._source(),
        )

    def _spare_registry(self) -> None:
        add, add_spare, source = self.world.add, self.world.add_spare, self._source
        for number in range(self.spare):
            name = next(self.names)
            add_spare(
                "registry",
                "places",
                id=f"hk.t3.x{number}",
                name=f"{name} lẻ",
                kind="commune",
                part_of="hk.t3",
                valid_from="1999-05-01",
                source=source(),
            )
            add_spare(
                "registry",
                "agencies",
                id=f"hk.t3.b{number}",
                name=f"Hội {name} lẻ",
                kind="Hội",
                place="hk.t3",
                valid_from="1999-01-01",
                source=source(),
            )
            add_spare(
                "registry",
                "topics",
                id=f"topic.x{number}",
                name=f"Lĩnh vực {name}",
                kind="form",
                source=source(),
            )
            add_spare(
                "registry",
                "documents",
                id=f"hk.tin-{number}",
                kind="web_page",
                title=f"Trang tin {name}",
                issued_on="2020",
                url=f"https://tin.example/{number}",
                source=source(),
            )
            add(
                "registry",
                "places",
                id=f"hk.t3.y{number}",
                name=f"{name} nhập",
                kind="commune",
                part_of="hk.t3",
                source=source(),
            )
            add_spare(
                "registry",
                "changes",
                id=f"chg.x{number}",
                kind="absorb",
                effective_on="2018-01-01",
                from_=f"hk.t3.y{number}",
                from_ends="yes",
                to="hk.t3.h0",
                to_new="no",
                source=source(),
            )
            add_spare("registry", "same_as", id=f"hk.bo-{number}", same_as="hk.bo", source=source())

    def _head(self, document: str, place: str, kind: str, day: dt.date, **cells: str) -> None:
        self.world.add(
            document,
            "document",
            id=document,
            kind=kind,
            title=f"Văn bản {document}",
            number=f"{document.rpartition('.')[2]}/VB",
            issuer=f"{place}.ubnd",
            issued_on=day.isoformat(),
            **cells,
        )

    def _agreement(self, document: str, number: int, day: dt.date, spare: bool = False) -> str:
        add = self.world.add_spare if spare else self.world.add
        ours = self.random.choice(self.provinces[:4])
        theirs = self.random.choice(self.abroad)
        name = f"agr.{document}.{number}"
        kind, status = (
            self.random.choice(["memorandum", "Kết nghĩa", "minutes"]),
            self.random.choice(["signed", "planned"]),
        )
        add(
            document,
            "agreements",
            id=name,
            title=f"Ghi nhớ số {number} của {document}",
            kind=kind,
            parties=f"{ours};{theirs}",
            signing_agencies=f"{ours}.ubnd",
            status=status,
            signed_on=day.isoformat() if status == "signed" else "",
            period_from=str(day.year),
            period_to=f"{day.year + 4}-Q2",
            topics=";".join(self.random.sample(self.topics, 2)),
            section=f"II.{number}",
        )
        return name

    def _tasks(self, document: str, place: str, count: int, spare: bool) -> None:
        add = self.world.add_spare if spare else self.world.add
        for number in range(1, count + 1):
            recurs = self.random.random() < 0.3
            add(
                document,
                "tasks",
                number=f"{'S' if spare else 'II'}.{number}",
                title=f"{self.random.choice(DEEDS)} {next(self.names)}",
                kind="activity",
                leads=self.random.choice(self.bodies[place]),
                coordinators="Bộ Đối ngoại Hạ Khánh;hk.vp",
                partners=self.random.choice(self.abroad),
                topics=self.random.choice(self.topics),
                start="" if recurs else "2021-02",
                end="" if recurs else "2021-Q3",
                years="2021;2022" if recurs else "",
                recurrence="yearly" if recurs else "",
                deadline="--10-31" if recurs else "15/12/2021",
                reports_to="hk.bo",
                budget="250000000",
                section=f"II.{number}",
                inferred="topics",
                note="đọc ở bảng\nphụ lục",
            )

    def _events(self, document: str, count: int, spare: bool) -> None:
        add = self.world.add_spare if spare else self.world.add
        for number in range(1, count + 1):
            add(
                document,
                "events",
                id=f"{document}.e{number}",
                title=f"Gặp gỡ {next(self.names)}",
                kind="talks",
                starts_on="2020-03-02",
                ends_on="2020-03-04",
                status="held",
                leads=self.random.choice(self.provinces),
                partners=self.random.choice(self.abroad),
                at=self.random.choice(self.abroad),
                section=f"p{number}",
            )

    def _details(self, document: str, task: str, count: int, agreement: str) -> None:
        for number in range(count):
            self.world.add_spare(
                document,
                "quantities",
                of=task,
                year=str(2020 + number % 3),
                value=f"{number + 1}.5",
                unit="lớp",
                what=next(self.names),
                qualifier="Khoảng",
                section="t1.r1",
            )
            self.world.add_spare(
                document,
                "names",
                entity=self.random.choice([*self.abroad, agreement]),
                as_written=f"{next(self.names)} viết khác",
                section=f"p{number}",
            )
            self.world.add_spare(
                document,
                "reports",
                task=f"{document}.{task}",
                occurrence=str(2001 + number),
                done_on="2021-12-30",
                status="partly",
                result="Đã làm\nmột nửa",
                section="3",
            )

    def _local(self, document: str, place: str, count: int) -> None:
        for number in range(count):
            name = next(self.names)
            slug = document.rpartition(".")[2]
            self.world.add_spare(
                document,
                "places",
                id=f"{place}.{slug}-xa{number}",
                name=f"xã {name}",
                kind="commune",
                part_of=self.districts[place][0],
                section="5",
            )
            self.world.add_spare(
                document,
                "agencies",
                id=f"{place}.{slug}-doi{number}",
                name=f"Đội thiện nguyện {name}",
                kind="group",
                place=place,
                section="5",
            )

    def _plan(self, number: int) -> None:
        place = self.provinces[number]
        document, day = f"{place}.kh-{number}", dt.date(2020, 3 + number, 14)
        self._head(
            document,
            place,
            "plan",
            day,
            period_from="2021",
            period_to="2023",
            cites="hk.luat-1-2011#3",
            implements=";".join(f"{a}#1" for a in self.agreements[:2]),
        )
        self.agreements += [self._agreement(document, n, day) for n in range(2)]
        self._tasks(document, place, 5, spare=False)
        self._events(document, 1, spare=False)
        self._details(document, "II.1", 2, self.agreements[-1])
        self._local(document, place, 2)

    def _notice(self, number: int) -> None:
        place = self.provinces[number]
        document, day = f"{place}.tb-{number}", dt.date(2021, 5 + number, 3)
        self._head(document, place, "notice", day, as_of=day.isoformat())
        known = self.agreements[number]
        again = next(r for s in self.world.sheets if s.table.name == "agreements" for r in s.rows if r["id"] == known)
        self.world.add(document, "agreements", **{**again, "status": "signed", "signed_on": "2020-12", "section": "1"})
        self._tasks(document, place, 3, spare=True)
        self._events(document, 3, spare=True)
        self._agreement(document, 7, day, spare=True)

    def _shared_folder(self) -> None:
        names = [f"hk.trang-{n}" for n in range(3)]
        self.world.shared["trang-tin"] = names
        for number, document in enumerate(names):
            self.world.add(
                document,
                "document",
                id=document,
                kind="news",
                title=f"Bản tin {number}",
                url="https://tin.example/a",
                as_of=f"2021-08-0{number + 1}",
            )
            self._events(document, 2, spare=True)
            self._agreement(document, 1, dt.date(2021, 8, 1), spare=True)

    def _spare_document(self, number: int) -> None:
        place = self.provinces[0]
        document = f"{place}.cv-{number}"
        self._head(
            document, place, "letter", dt.date(2022, 1, 1 + number), signer_name="Người Ký", reviewed_on="2022-02-02"
        )
        self._tasks(document, place, 3, spare=False)
        self._events(document, 3, spare=False)
        head = self.world.sheet(document, "document")
        self.world.spare.setdefault(("document", "document"), []).append((head, head.rows[0]))


def make_world(seed: int, spare: int = 12) -> World:
    """A world; the same seed makes the same one."""
    return Maker(seed, spare).make()


# ------------------------------------------------------------------------------------------------ writing one


def folder_of(world: World, document: str) -> str:
    """The folder below `documents/` that holds a document's tables."""
    return next((name for name, held in world.shared.items() if document in held), document)


def write_folder(world: World, root: Path, seed: int = 0) -> dict[int, Place]:
    """Write a world as a data folder: headings by code or label, `,` or `;`, with or without mark, in any order.

    Returns:
        `id(row)` -> where it stands: file, sheet, row number, "". For a document.yml the row number is None.
    """
    chance = random.Random(seed)
    places: dict[int, Place] = {}
    files: dict[str, list[Sheet]] = {}
    for sheet in world.sheets:
        files.setdefault(file_of(world, sheet), []).append(sheet)
    for file, sheets in files.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.endswith(".yml"):
            path.write_text(document_yaml(sheets[0].rows[0]), encoding="utf-8")
            places[id(sheets[0].rows[0])] = (file, "", None, "")
            continue
        rows = [(sheet, row) for sheet in sheets for row in sheet.rows]
        places |= {id(row): (file, "", number, "") for number, (_, row) in enumerate(rows, 2)}
        path.write_bytes(_csv(rows, file.rpartition("/")[0].rpartition("/")[2] in world.shared, chance))
    return places


def file_of(world: World, sheet: Sheet) -> str:
    """Where a sheet stands below the data folder."""
    if not sheet.of_document:
        return f"{sheet.owner}/{sheet.table.file_name}"
    folder = folder_of(world, sheet.owner)
    name = "documents.csv" if folder != sheet.owner and sheet.table.file else sheet.table.file_name
    return f"documents/{folder}/{name}"


def _csv(rows: list[tuple[Sheet, Cells]], shared: bool, chance: random.Random) -> bytes:
    sheet = rows[0][0]
    columns = written_columns(sheet, (row for _, row in rows))
    chance.shuffle(columns)
    if shared and not sheet.table.file:
        columns.insert(0, DOCUMENT_COLUMN)
    style = chance.randrange(3)
    headings = [c.name if style == 0 else c.text.vi if style == 1 else c.text.en for c in columns]
    content = io.StringIO(newline="")
    writer = csv.writer(content, delimiter=chance.choice(",;"), lineterminator=chance.choice(["\n", "\r\n"]))
    writer.writerow([*headings, *sheet.more_headings])
    for owner, row in rows:
        cells = {**row, "document": owner.owner} if TOTAL not in row else row
        texts = [cells.get(c.name, "") for c in columns]
        if TOTAL in row:
            texts[0] = row[TOTAL]
        writer.writerow([*texts, *sheet.more_headings.values(), *([row[MORE]] if MORE in row else [])])
    return content.getvalue().encode("utf-8-sig" if chance.random() < 0.5 else "utf-8")


def written_columns(sheet: Sheet, rows: Iterable[Cells]) -> list[Column]:
    """The columns a sheet is written with: those that are filled, and all required ones but the lost."""
    filled = {name for row in rows for name in row}
    return [c for c in sheet.table.columns if (c.required or c.name in filled) and c.name not in sheet.lost_columns]


def document_yaml(cells: Cells) -> str:
    """A document's own row as a document.yml; lists of `{ref, section}` as such."""
    lines = []
    for key, text in cells.items():
        if key in ("implements", "replaces", "cites", "text_of"):
            lines.append(f"{key}:")
            for part in text.split(";"):
                ref, _, section = part.partition("#")
                lines.append(
                    f"  - {{ref: {json.dumps(ref, ensure_ascii=False)}, section: {json.dumps(section or '-')}}}"
                )
        else:
            lines.append(f"{key}: {json.dumps(text, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def write_workbook(world: World, file: Path, seed: int = 0) -> dict[int, Place]:
    """Write a world as a workbook: real dates and numbers here and there, headings by code or label.

    Returns:
        `id(row)` -> where it stands: file, sheet, row number, "".
    """
    chance = random.Random(seed)
    book = Workbook()
    book.remove(book.worksheets[0])
    places: dict[int, Place] = {}
    sheets: dict[str, list[Sheet]] = {}
    for sheet in world.sheets:
        sheets.setdefault(sheet.table.sheet_name, []).append(sheet)
    for name, parts in sheets.items():
        page = book.create_sheet(name)
        columns = _workbook_columns(parts)
        style = chance.randrange(3)
        headings = [c.name if style == 0 else c.text.vi if style == 1 else c.text.en for c in columns]
        more = dict(item for part in parts for item in part.more_headings.items())
        page.append([*headings, *more])
        for number, (part, row) in enumerate(((p, r) for p in parts for r in p.rows), 2):
            owner = {"document": part.owner} if part.of_document and not part.table.file and TOTAL not in row else {}
            cells = {**row, **owner}
            for i, column in enumerate(columns, 1):
                if text := cells.get(column.name):
                    _fill(page.cell(number, i), column, text, chance)
            if TOTAL in row:
                page.cell(number, 1, row[TOTAL])
            spare = [row[MORE]] if MORE in row else []
            for i, text in enumerate([*more.values(), *spare], len(columns) + 1):
                page.cell(number, i, text)
            places[id(row)] = (file.name, name, number, "")
    book.save(file)
    return places


def _workbook_columns(parts: list[Sheet]) -> list[Column]:
    """The columns of a sheet: `document` first, then those that are filled or required."""
    filled = {name for part in parts for row in part.rows for name in row}
    lost = {name for part in parts for name in part.lost_columns}
    table = parts[0].table
    allowed = sheet_columns(table)
    documents = any(p.of_document for p in parts) and in_both(table)
    return [
        c
        for c in allowed
        if (c.required or c.name in filled or (c.name == "document" and documents)) and c.name not in lost
    ]


def _fill(cell: SheetCell, column: Column, text: str, chance: random.Random) -> None:
    """Put a text into a cell as an office would: sometimes as a real date or number."""
    kind = column.cell.type
    if isinstance(text, Raw):
        cell.value = text.value
        return
    if kind in ("first_day", "last_day", "day", "deadline") and len(text) == 10 and text[4] == "-" and text[:2] != "--":
        try:
            day = dt.datetime.fromisoformat(text)
        except ValueError:
            day = None
        if day and chance.random() < 0.5:
            cell.value = day
            cell.number_format = "dd/mm/yyyy"
            return
    plain = text.lstrip("-").replace(".", "", 1)
    if kind in ("number", "integer", "year") and plain.isascii() and plain.isdigit() and chance.random() < 0.5:
        cell.value = float(text) if "." in text else int(text)
        return
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
