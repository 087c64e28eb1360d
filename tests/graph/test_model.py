"""The model as a whole: every declaration fits the others, and one line of it reaches everything that follows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from graph.cells import Choice
from graph.declare import Node, Relationship, columns_of
from graph.model import TABLES, model_hash
from graph.names import fold, norm
from graph.settings import CHECKOUT
from tests.changed_model import COLUMN, LABEL

FAMILIES = ["Place", "Agency", "Topic", "Document", "Agreement", "Task", "Event", "Quantity", "Report", "Change"]
OF_RELATIONSHIPS = ("sources", "inferred")


def test_labels_and_types_never_share_a_name() -> None:
    assert list(Node.labels) == FAMILIES
    assert not {*Node.labels, "Entity"} & set(Relationship.types)
    assert all(kind.isupper() for kind in Relationship.types)


def test_every_relationship_joins_labels_of_the_model() -> None:
    for kind, relationship in Relationship.types.items():
        assert relationship.ends, kind
        assert {label for pair in relationship.ends for label in pair} <= {*Node.labels, "Entity"}, kind
        assert relationship.key is None or relationship.key in relationship.properties, kind
        assert not set(relationship.properties) & set(OF_RELATIONSHIPS), kind


def test_everything_has_a_name_in_both_languages() -> None:
    texts = [node.title for node in Node.labels.values()] + [node.plural for node in Node.labels.values()]
    texts += [relationship.text for relationship in Relationship.types.values()]
    texts += [column.text for table in TABLES for column in table.columns] + [table.text for table in TABLES]
    assert all(text.vi.strip() and text.en.strip() for text in texts)


def test_the_headings_of_a_table_tell_its_columns_apart() -> None:
    for table in TABLES:
        for name in ("vi", "en"):
            spelled = Counter(norm(getattr(column.text, name)) for column in table.columns)
            assert [text for text, count in spelled.items() if count > 1] == [], table.name
        codes = {fold(column.name) for column in table.columns}
        assert len(codes) == len(table.columns)


def test_labels_of_choices_tell_them_apart() -> None:
    kinds = {column.choice for table in TABLES for column in table.columns if column.choice}
    for choice in kinds:
        assert issubclass(choice, Choice)
        for member in choice:
            for label in (member.value, member.vi, member.en):
                assert choice.read(label) is member, (choice.__name__, label)


def test_tables_have_files_and_sheets_of_their_own() -> None:
    for scope in ("registry", "document"):
        files = [table.file_name for table in TABLES if table.scope == scope]
        assert len(files) == len(set(files))
    columns = {table.file_name: [c.name for c in table.columns] for table in TABLES if table.scope == "document"}
    assert columns["document.yml"][0] == "id"
    assert all(
        names[-3:] == ["section", "inferred", "note"] for file, names in columns.items() if file != "document.yml"
    )
    assert all(table.columns[-1].name == "source" for table in TABLES if table.scope == "registry")


def test_a_row_class_tells_its_rows_apart_by_its_own_columns() -> None:
    for table in TABLES:
        rows = [table.row, *([table.node.further] if table.node and table.node.further else [])]
        for row in rows:
            assert set(row.told_by) <= {column.name for column in columns_of(row)}, row
            for early, late in row.ordered:
                assert {early, late} <= {column.name for column in columns_of(row)}, row


def test_the_hash_is_of_the_shape_and_stable() -> None:
    assert model_hash() == model_hash()
    assert len(model_hash()) == 8


# ------------------------------------------------------------------------------------------------ one line of the model

SCRIPT = """
import json, sys
from pathlib import Path

from tests.changed_model import use

use(json.loads(sys.argv[1]))

from openpyxl import load_workbook

from graph import cypher
from graph.dictionary import dictionary, legend, mermaid, schema
from graph.model import model_hash
from graph.settings import Settings
from loaders.load import load
from loaders.book import write_template
from tests.loaders.memory import MemoryStore

work = Path(sys.argv[2])
write_template(work / "template.xlsx")
book = load_workbook(work / "template.xlsx")
store = MemoryStore()
result = load(Settings(home=work / "home", data=work / "data"), store.as_store())
print(json.dumps({
    "sheets": {page.title: [cell.value for cell in page[1]] for page in book},
    "dictionary": dictionary(), "legend": legend(), "mermaid": mermaid(), "schema": schema(),
    "constraints": cypher.schema(), "hash": model_hash(),
    "issues": [[i.file, i.row, i.column] for i in result.issues],
    "nodes": {name: [label, values] for name, (label, values) in store.nodes.items()},
    "relationships": [list(key) for key in store.relationships],
}, default=str))
"""
DATA = {
    "registry/documents.csv": "id,kind,title,source\nmk.so-tay,dataset,Sổ tay,mk.so-tay\n",
    "registry/places.csv": "id,name,kind,source\nmk,Mộc Khê,country,mk.so-tay\n",
    "documents/mk.kh-1/document.yml": "id: mk.kh-1\nkind: plan\ntitle: Kế hoạch\n",
}


@pytest.fixture
def changed(tmp_path: Path) -> object:
    """Runs a program with a changed model over a data folder, and gives back what it made of it."""

    def run(changes: list[tuple[str, str]], tables: dict[str, str]) -> dict[str, object]:
        for file, text in {**DATA, **tables}.items():
            (tmp_path / "data" / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "data" / file).write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", SCRIPT, json.dumps(changes), str(tmp_path)]
        done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    return run


def test_a_column_added_to_a_class_is_read_written_and_explained(changed) -> None:  # type: ignore[no-untyped-def]
    tasks = "number,title,kind,Số người,section\n1,Mở lớp,activity,30,1\n2,Mở hội,activity,ba mươi,1\n"
    made = changed([COLUMN], {"documents/mk.kh-1/tasks.csv": tasks})
    assert made["nodes"]["mk.kh-1.1"][1]["headcount"] == 30
    assert made["issues"] == [["documents/mk.kh-1/tasks.csv", 3, "headcount"]]
    assert "Số người" in made["sheets"]["tasks"]
    assert "| headcount | Số người | Headcount |" in made["dictionary"]
    assert "headcount" in made["schema"]["labels"]["Task"]
    assert made["hash"] != model_hash()


def test_a_label_added_is_a_table_a_sheet_a_constraint_and_a_line_of_the_legend(changed) -> None:  # type: ignore[no-untyped-def]
    projects = "id,title,at,section\nmk.kh-1.da,Trồng rừng,Mộc Khê,2\nmk.kh-1.db,Rừng,Nơi lạ,2\n"
    names = "entity,as_written,section\nmk.kh-1.da,dự án rừng,3\n"
    made = changed([LABEL], {"documents/mk.kh-1/projects.csv": projects, "documents/mk.kh-1/names.csv": names})
    assert made["nodes"]["mk.kh-1.da"][0] == "Project"
    assert made["nodes"]["mk.kh-1.da"][1]["name"] == "Trồng rừng"
    assert ["AT", "mk.kh-1.da", "mk", ""] in made["relationships"]
    assert ["STATED_IN", "mk.kh-1.da", "mk.kh-1", ""] in made["relationships"]
    assert made["issues"] == [["documents/mk.kh-1/projects.csv", 3, "at"]]
    assert made["sheets"]["projects"][:4] == ["Văn bản", "Mã", "Tiêu đề", "Địa điểm"]
    assert "### Project (Dự án)" in made["dictionary"]
    assert "Project -->|AT| Place" in made["mermaid"]
    assert {line["label"]: line["vi"] for line in made["legend"]}["Project"] == "Dự án"
    assert [text for text in made["constraints"] if "(n:Project)" in text]
    assert made["hash"] != model_hash()
