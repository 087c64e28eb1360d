"""Makes the gazetteer: the provinces of Việt Nam before and after 2025-07-01, their codes, and what became of them.

Run `python data/gazetteer/make.py`: it downloads two data packages with pip, takes their data only and writes
places.csv, changes.csv and documents.csv beside itself. LICENCE-NOTE.md says whose data it is.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

UNITS, ISO = "vietnamadminunits==1.0.4", "iso3166-2==1.8.4"
HERE = Path(__file__).parent

Cells = dict[str, str]
PLACES = (
    "id,name,kind,part_of,member_of,name_en,name_native,aliases,gso_code,iso_code,wikidata,lat,lon,"
    "valid_from,valid_to,source"
)
CHANGES = "id,kind,effective_on,legal_basis,from,from_ends,to,to_new,share,name_before,kind_before,source"
DOCUMENTS = "id,kind,title,number,issuer,issued_on,period_from,period_to,status,implements,replaces,url,source"

DS_UNITS, DS_ISO, DS_UPGRADES = (
    "ds.vietnamadminunits-1.0.4",
    "ds.iso3166-2-1.8.4",
    "ds.vietnamese-provinces-database-5.2.0",
)
MERGERS, MERGED_ON = "vn.nq-202-2025-qh15", "2025-07-01"
SPLITS, SPLIT_ON = "vn.nq-1989-06-qh8", "1989-07-01"
SPLIT_DAY = "vn.quang-tri.web-140222"
SEAT_LIST = "vn.nghe-an.tin-2025-06"
SEATS = "vn.noi-dat-trung-tam-hanh-chinh-2025"

SPLIT_IN_1989 = {
    "Nghĩa Bình": ("Bình Định", "Quảng Ngãi"),
    "Phú Khánh": ("Khánh Hòa", "Phú Yên"),
    "Bình Trị Thiên": ("Quảng Bình", "Quảng Trị", "Thừa Thiên Huế"),
}
FORMER_NAMES = {"Huế": "Thừa Thiên Huế"}
ENGLISH = {"Hà Nội": "Hanoi", "Hồ Chí Minh": "Ho Chi Minh City"}
ALIASES = {
    "Hà Nội": "Thủ đô Hà Nội;TP Hà Nội",
    "Hồ Chí Minh": "TP HCM;TPHCM;Thành phố Hồ Chí Minh;TP Hồ Chí Minh;HCMC",
    "Huế": "Thừa Thiên Huế;Thừa Thiên - Huế;TT Huế",
    "Bà Rịa - Vũng Tàu": "Bà Rịa-Vũng Tàu;Bà Rịa Vũng Tàu;BR-VT;BRVT",
    "Bắc Kạn": "Bắc Cạn",
    "Đắk Lắk": "Đắc Lắc;Daklak",
    "Đắk Nông": "Đắc Nông;Daknong",
    "Kon Tum": "Kontum",
}


@dataclass(frozen=True)
class Upgrade:
    """A province that became a city under the central government: same unit, new kind.

    Attributes:
        unit: id of the unit.
        day: first day as a city.
        act: id of the resolution.
        name_before: its name until then, where that changed too.
        source: where it is stated.
    """

    unit: str
    day: str
    act: str
    name_before: str = ""
    source: str = DS_UPGRADES


UPGRADES = (
    Upgrade("vn.thua-thien-hue", "2025-01-01", "vn.nq-175-2024-qh15", "Thừa Thiên Huế", "vn.nq-175-2024-qh15"),
    Upgrade("vn.dong-nai-2025", "2026-04-30", "vn.nq-30-2026-qh16"),
    Upgrade("vn.quang-ninh", "2026-09-01", "vn.nq-36-2026-qh16"),
    Upgrade("vn.bac-ninh-2025", "2026-09-20", "vn.nq-39-2026-qh16"),
)

LAW = "https://thuvienphapluat.vn/"
STATED = (
    Cells(
        id=DS_UNITS,
        kind="dataset",
        title="vietnamadminunits 1.0.4: đơn vị hành chính Việt Nam trước và sau 01/7/2025",
        url="https://pypi.org/project/vietnamadminunits/1.0.4/",
    ),
    Cells(
        id=DS_ISO,
        kind="dataset",
        title="iso3166-2 1.8.4: mã ISO 3166-2 của đơn vị hành chính các nước",
        issued_on="2026-08",
        url="https://pypi.org/project/iso3166-2/1.8.4/",
    ),
    Cells(
        id=DS_UPGRADES,
        kind="dataset",
        title="vietnamese-provinces-database 5.2.0: đơn vị hành chính Việt Nam, cập nhật các nghị quyết năm 2026",
        issued_on="2026-09-21",
        url="https://github.com/thanglequoc/vietnamese-provinces-database/releases/tag/v5.2.0",
    ),
    Cells(
        id=MERGERS,
        kind="resolution",
        issuer="vn.quoc-hoi",
        title="Nghị quyết của Quốc hội về việc sắp xếp đơn vị hành chính cấp tỉnh",
        number="202/2025/QH15",
        issued_on="2025-06-12",
        url="https://luatvietnam.vn/hanh-chinh/"
        "nghi-quyet-202-2025-qh15-cua-quoc-hoi-ve-viec-sap-xep-don-vi-hanh-chinh-cap-tinh-402728-d1.html",
    ),
    Cells(
        id="vn.nq-175-2024-qh15",
        kind="resolution",
        issuer="vn.quoc-hoi",
        title="Nghị quyết của Quốc hội về việc thành lập thành phố Huế trực thuộc trung ương",
        number="175/2024/QH15",
        issued_on="2024-11-30",
        url=LAW + "van-ban/Bo-may-hanh-chinh/"
        "Nghi-quyet-175-2024-QH15-thanh-lap-thanh-pho-Hue-truc-thuoc-trung-uong-634162.aspx",
    ),
    Cells(
        id="vn.nq-30-2026-qh16",
        kind="resolution",
        issuer="vn.quoc-hoi",
        title="Nghị quyết của Quốc hội về việc thành lập thành phố Đồng Nai",
        number="30/2026/QH16",
        url="https://xaydungchinhsach.chinhphu.vn/"
        "nghi-quyet-so-30-2026-qh16-thanh-lap-thanh-pho-dong-nai-119260430102336551.htm",
        source=DS_UPGRADES,
    ),
    Cells(
        id="vn.nq-36-2026-qh16",
        kind="resolution",
        issuer="vn.quoc-hoi",
        title="Nghị quyết của Quốc hội về việc thành lập thành phố Quảng Ninh",
        number="36/2026/QH16",
        issued_on="2026-08-24",
        source=DS_UPGRADES,
    ),
    Cells(
        id="vn.nq-39-2026-qh16",
        kind="resolution",
        issuer="vn.quoc-hoi",
        title="Nghị quyết của Quốc hội về việc thành lập thành phố Bắc Ninh",
        number="39/2026/QH16",
        issued_on="2026-08-24",
        source=DS_UPGRADES,
    ),
    Cells(
        id=SPLITS,
        kind="resolution",
        issuer="vn.quoc-hoi",
        title="Nghị quyết của Quốc hội về phân vạch địa giới các tỉnh Nghĩa Bình, Phú Khánh và Bình Trị Thiên",
        issued_on="1989-06-30",
        url=LAW + "archive/Nghi-quyet/Nghi-quyet-phan-vach-dai-gioi-hanh-chinh-cua-cac-tinh-"
        "Nghia-Binh-Phu-Khanh-va-Binh-Tri-Thien-vb42792t13.aspx",
    ),
    Cells(
        id=SPLIT_DAY,
        kind="news",
        title="Báo Quảng Trị: hồi ức về ngày lập lại tỉnh Quảng Trị (01/7/1989)",
        url="https://baoquangtri.vn/nhung-ki-niem-kho-quen-140222.htm",
    ),
    Cells(
        id=SEAT_LIST,
        kind="news",
        title="Phương án sắp xếp 34 tỉnh, thành phố và nơi đặt trung tâm chính trị - hành chính",
        issued_on="2025-06",
        url="https://nghean24h.vn/34-tinh-thanh-du-kien-hoat-dong-ngay-tu-ngay-172025-a753727.html",
    ),
)


@dataclass(frozen=True)
class Unit:
    """A province or city as the data package has it.

    Attributes:
        key: the package's own key.
        name: name without the type word.
        city: whether it is a city under the central government.
        code: GSO code.
        lat: latitude, degrees.
        lon: longitude, degrees.
    """

    key: str
    name: str
    city: bool
    code: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Source:
    """What the two packages say.

    Attributes:
        former: the 63 units before 2025-07-01, by key.
        new: the 34 units since, by key.
        origins: key of a unit of today -> keys of the former units it was made of.
        iso: slug -> ISO 3166-2 code; ISO lists the former units only.
    """

    former: Mapping[str, Unit]
    new: Mapping[str, Unit]
    origins: Mapping[str, list[str]]
    iso: Mapping[str, str]

    @property
    def merged(self) -> Iterator[tuple[Unit, list[Unit]]]:
        """Units made on 2025-07-01, each with the former ones it was made of."""
        for unit in self.new.values():
            if len(keys := self.origins[unit.key]) > 1:
                yield unit, sorted((self.former[key] for key in keys), key=lambda u: u.code)


def plain(name: str) -> str:
    """A name in ASCII letters: `Đắk Lắk` is `Dak Lak`."""
    letters = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def slug(name: str) -> str:
    """The last part of an id: `Bà Rịa - Vũng Tàu` is `ba-ria-vung-tau`."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower())


def former_id(name: str) -> str:
    """Id of a unit that existed before 2025-07-01; a renamed one keeps the id of its earlier name."""
    return f"vn.{slug(FORMER_NAMES.get(name, name))}"


def new_id(name: str) -> str:
    """Id of a unit made on 2025-07-01, all of which took an old name."""
    return f"vn.{slug(name)}-2025"


def wheel(requirement: str, folder: Path) -> zipfile.ZipFile:
    """Download a package with pip, without what it depends on.

    Args:
        requirement: `name==version`.
        folder: where it may lie.

    Returns:
        The open wheel.
    """
    target = folder / slug(requirement)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(target), requirement]
    subprocess.run(command, check=True)
    return zipfile.ZipFile(next(target.glob("*.whl")))


def read_source(folder: Path) -> Source:
    """Read both packages' data.

    Args:
        folder: an empty folder for what is downloaded.

    Returns:
        What they say.
    """
    with wheel(UNITS, folder) as package:
        database = package.extract("vietnamadminunits/data/dataset.db", folder)
        origins = json.loads(package.read("vietnamadminunits/data/converter_2025.json"))["DICT_PROVINCE"]
    connection = sqlite3.connect(database)
    try:
        former, new = read_units(connection, "admin_units_legacy"), read_units(connection, "admin_units")
    finally:
        connection.close()
    with wheel(ISO, folder) as package:
        subdivisions = json.loads(package.read("iso3166_2/iso3166-2.json"))["VN"]
    return Source(former, new, origins, {slug(entry["name"]): code for code, entry in subdivisions.items()})


def read_units(connection: sqlite3.Connection, table: str) -> dict[str, Unit]:
    """Read the provinces and cities of one table.

    Args:
        connection: the package's database.
        table: `admin_units_legacy` or `admin_units`.

    Returns:
        The units by key, in the order of their codes.
    """
    columns = "provinceKey, provinceShort, province LIKE 'Thành phố %', provinceCode, provinceLat, provinceLon"
    rows = connection.execute(f"SELECT DISTINCT {columns} FROM {table} ORDER BY provinceCode")
    return {row[0]: Unit(row[0], row[1], bool(row[2]), *row[3:]) for row in rows}


def places(source: Source) -> Iterator[Cells]:
    """Rows of places.csv: former units, new ones, those split in 1989, and the group of seats."""
    merged = {unit.key: unit for unit, _ in source.merged}
    ending = {former.key for _, parts in source.merged for former in parts}
    hosts = {unit.code for unit in merged.values()}
    since_1989 = {name for parts in SPLIT_IN_1989.values() for name in parts}
    for former in source.former.values():
        ends = former.key in ending
        row = place(former if ends else source.new[former.key], former_id(former.name))
        row["iso_code"] = source.iso[row["id"].removeprefix("vn.")]
        row["source"] = f"{DS_UNITS};{DS_ISO}"
        if FORMER_NAMES.get(former.name, former.name) in since_1989:
            row |= {"valid_from": SPLIT_ON, "source": f"{row['source']};{SPLITS};{SPLIT_DAY}"}
        if ends:
            row |= {"valid_to": MERGED_ON, "source": f"{row['source']};{MERGERS}"}
        # The seat's former province gave its code to the new unit.
        if ends and former.code in hosts:
            row |= {"member_of": SEATS, "source": f"{row['source']};{SEAT_LIST}"}
        yield row
    for unit in merged.values():
        yield place(unit, new_id(unit.name)) | {"valid_from": MERGED_ON, "source": f"{DS_UNITS};{MERGERS}"}
    for name in SPLIT_IN_1989:
        row = Cells(id=former_id(name), name=name, kind="province", part_of="vn", name_en=plain(name))
        yield row | {"valid_to": SPLIT_ON, "source": f"{SPLITS};{SPLIT_DAY}"}
    name = "Nơi đặt trung tâm chính trị - hành chính của các tỉnh, thành phố lập ngày 01/7/2025"
    yield Cells(id=SEATS, name=name, kind="group", valid_from=MERGED_ON, source=SEAT_LIST)


def place(unit: Unit, identity: str) -> Cells:
    """The cells that follow from a unit alone; its kind is the one it has today."""
    city = unit.city or any(upgrade.unit == identity for upgrade in UPGRADES)
    return Cells(
        id=identity,
        name=unit.name,
        kind="municipality" if city else "province",
        part_of="vn",
        name_en=ENGLISH.get(unit.name, plain(unit.name)),
        aliases=ALIASES.get(unit.name, ""),
        gso_code=unit.code,
        lat=f"{unit.lat:.4f}",
        lon=f"{unit.lon:.4f}",
    )


def changes(source: Source) -> Iterator[Cells]:
    """Rows of changes.csv: the splits of 1989, the mergers of 2025, and the upgrades to city."""
    for name, parts in SPLIT_IN_1989.items():
        change = Cells(id=f"chg.{SPLIT_ON}.{slug(name)}", kind="split", effective_on=SPLIT_ON, legal_basis=SPLITS)
        change |= {"from": former_id(name), "from_ends": "yes", "to_new": "yes", "share": "part"}
        for part in parts:
            yield change | {"to": former_id(part), "source": f"{SPLITS};{SPLIT_DAY}"}
    for unit, formers in source.merged:
        change = Cells(id=f"chg.{MERGED_ON}.{slug(unit.name)}", kind="merge", effective_on=MERGED_ON)
        change |= {"legal_basis": MERGERS, "from_ends": "yes", "to": new_id(unit.name), "to_new": "yes"}
        for former in formers:
            yield change | {"from": former_id(former.name), "share": "whole", "source": f"{DS_UNITS};{MERGERS}"}
    for upgrade in UPGRADES:
        change = Cells(id=f"chg.{upgrade.day}.{upgrade.unit.removeprefix('vn.')}", kind="upgrade")
        change |= {"effective_on": upgrade.day, "legal_basis": upgrade.act, "kind_before": "province"}
        change |= {"from": upgrade.unit, "from_ends": "no", "to": upgrade.unit, "to_new": "no"}
        yield change | {"name_before": upgrade.name_before, "source": upgrade.source}


def documents() -> Iterator[Cells]:
    """Rows of documents.csv: the sources; each is its own source unless another one states it."""
    for document in STATED:
        yield {"source": document["id"]} | document


def write(name: str, columns: str, rows: Iterable[Cells]) -> None:
    """Write one table beside this script.

    Args:
        name: file name.
        columns: headings, comma-separated.
        rows: cells by heading.
    """
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns.split(","), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Make the three tables."""
    with tempfile.TemporaryDirectory() as folder:
        source = read_source(Path(folder))
    write("places.csv", PLACES, places(source))
    write("changes.csv", CHANGES, changes(source))
    write("documents.csv", DOCUMENTS, documents())


if __name__ == "__main__":
    main()
