"""A small data folder written by hand, for tests that say what one thing does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import GraphStore
from loaders.load import LoadResult, load
from tests.loaders.memory import MemoryStore

BASE = {
    "registry/places.csv": """
id,name,kind,part_of,member_of,aliases,source
mk,Mộc Khê,country,,,,mk.so-tay
mk.da,Đá Bạc,province,mk,,tỉnh Đá Bạc cũ,mk.so-tay#1
mk.da.tan,Tân Lộc,district,mk.da,,,mk.so-tay#1
mk.vu,Vũ Sơn,province,mk,,,mk.so-tay#2
vu,Vương quốc Umbra,country,,,,mk.so-tay
vu.n,Nordia,province,vu,bac,,mk.so-tay#3
vu.s,Sudia,province,vu,bac,,mk.so-tay#3
bac,các tỉnh phía bắc Umbra,group,,,,mk.so-tay#3
""",
    "registry/agencies.csv": """
id,name,kind,place,part_of,source
mk.da.ubnd,UBND tỉnh Đá Bạc,government,mk.da,,mk.so-tay
mk.da.so,Sở Ngoại vụ tỉnh Đá Bạc,department,mk.da,,mk.so-tay
mk.vu.ubnd,UBND tỉnh Vũ Sơn,government,mk.vu,,mk.so-tay
vu.n.ca,Công an tỉnh Nordia,police,vu.n,,mk.so-tay
""",
    "registry/topics.csv": """
id,name,kind,broader,source
topic.cay,Cây thuốc,field,,mk.so-tay
topic.rung,Rừng,field,,mk.so-tay
topic.go,Gỗ,field,topic.rung,mk.so-tay
""",
    "registry/documents.csv": """
id,kind,title,source
mk.so-tay,dataset,Sổ tay địa danh Mộc Khê,mk.so-tay
""",
    "documents/mk.da.kh-1/document.yml": """
id: mk.da.kh-1
kind: plan
title: Kế hoạch hợp tác với Nordia
number: 1/KH-UBND
issuer: mk.da.ubnd
issued_on: 2021-03-01
period_from: 2021
period_to: 2023
implements:
  - {ref: agr.da--nordia.2020, section: "1"}
""",
    "documents/mk.da.kh-1/agreements.csv": """
id,title,kind,parties,signing_agencies,status,signed_on,period_from,topics,budget,section
agr.da--nordia.2020,Ghi nhớ Đá Bạc Nordia,memorandum,mk.da;vu.n,mk.da.ubnd,signed,2020-05-04,2020,topic.cay,1000000,1
""",
    "documents/mk.da.kh-1/tasks.csv": """
number,title,kind,leads,coordinators,partners,topics,years,deadline,section,note
1,Trồng cây thuốc,activity,mk.da.so,UBND tỉnh Đá Bạc,vu.n,topic.cay,2021;2022,2022-12-31,II.1,
2,Trao đổi cán bộ,activity,mk.da.so,,vu.n,topic.go,,--10-31,II.2,
3,Báo cáo,duty,mk.da.ubnd,,,,,,II.3,
""",
    "documents/mk.da.kh-1/quantities.csv": """
of,year,value,unit,what,section
1,2021,20,ha,vườn thuốc,II.1
1,2022,30.5,ha,vườn thuốc,II.1
agr.da--nordia.2020,,5,lớp,tiếng Umbra,1
""",
    "documents/mk.da.kh-1/names.csv": """
entity,as_written,section
vu.n,tỉnh Noóc-đi-a,II.1
""",
    "documents/mk.da.tb-2/document.yml": """
id: mk.da.tb-2
kind: notice
title: Thông báo kết quả
issuer: mk.da.ubnd
issued_on: 2022-06-10
""",
    "documents/mk.da.tb-2/agreements.csv": """
id,title,kind,parties,status,status_on,budget,section
agr.da--nordia.2020,Bản ghi nhớ Đá Bạc và Nordia,unnamed,mk.da;vu.n,terminated,2022-06-01,2000000,3
""",
    "documents/mk.da.tb-2/events.csv": """
id,title,kind,starts_on,ends_on,status,leads,partners,at,concerns,section
mk.da.tb-2.e1,Hội đàm,talks,2022-06-07,2022-06-08,held,mk.da,vu.n,vu.n,agr.da--nordia.2020,1
""",
    "documents/mk.da.tb-2/reports.csv": """
task,occurrence,status,section
mk.da.kh-1.1,2021,done,2
""",
}


@dataclass
class Home:
    """A user's folder with one listed data folder.

    Attributes:
        root: where both lie.
        store: the graph.
    """

    root: Path
    store: MemoryStore

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def settings(self) -> Settings:
        return Settings(home=self.root / "home", data=self.data)

    def write(self, file: str, text: str, folder: Path | None = None) -> None:
        """Write a file of the data folder, or of another one."""
        path = (folder or self.data) / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")

    def replace(self, file: str, before: str, after: str) -> None:
        """Change a text in a file of the data folder."""
        text = (self.data / file).read_text(encoding="utf-8")
        assert before in text, (file, before)
        (self.data / file).write_text(text.replace(before, after), encoding="utf-8")

    def load(self, store: MemoryStore | GraphStore | None = None, **options: object) -> LoadResult:
        """Load into the graph in memory, or another one."""
        graph = store if isinstance(store, GraphStore) else (store or self.store).as_store()
        return load(self.settings, graph, **options)  # type: ignore[arg-type]

    def places(self, result: LoadResult) -> list[tuple[str, int | None, str]]:
        """Where the issues are: file, row, column."""
        return [(i.file, i.row, i.column) for i in result.issues]


@pytest.fixture
def make_home(tmp_path: Path) -> Callable[[str], Home]:
    """Makes further homes with the same small data."""

    def make(name: str) -> Home:
        made = Home(tmp_path / name, MemoryStore())
        for file, text in BASE.items():
            made.write(file, text)
        return made

    return make


@pytest.fixture
def small(make_home: Callable[[str], Home]) -> Home:
    """A home with the small data, nothing loaded."""
    return make_home("small")


@pytest.fixture
def loaded(small: Home) -> Home:
    """A home with the small data, loaded."""
    assert small.load().issues == []
    return small
