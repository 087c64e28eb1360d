"""The program with another model: each change is a piece of text that a developer would write into graph/model.py."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable
from pathlib import Path

MODEL = "graph.model"
Change = tuple[str, str]

COLUMN: Change = (
    '    result: Annotated[LongText, Text("Kết quả", "Result")] = None\n    budget: ',
    '    result: Annotated[LongText, Text("Kết quả", "Result")] = None\n'
    '    headcount: Annotated[Integer, Text("Số người", "Headcount", "người")] = None\n    budget: ',
)
LABEL: Change = (
    "class Spelling(Row):",
    '''class Project(Node):
    """A project that carries out an agreement."""

    title = Text("Dự án", "Project")
    plural = Text("dự án", "projects")
    look = Look("oval", GREEN)
    table = "projects"
    scopes = ("document",)

    id: EntityId
    name: Annotated[str, Field(alias="title"), TITLE]
    at: Annotated[Refs, Text("Địa điểm", "At"), Edge(AT, "->", ("Place",))] = ()


class Spelling(Row):''',
)


def use(changes: Iterable[Change]) -> None:
    """Put a changed model in place of that of the program; to be called before anything imports it.

    Args:
        changes: texts of the model with what stands there instead.
    """
    path = Path(__file__).parents[1] / "graph" / "model.py"
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    spec = importlib.util.spec_from_loader(MODEL, loader=None, origin=str(path))
    assert spec
    module = importlib.util.module_from_spec(spec)
    sys.modules[MODEL] = module
    exec(compile(text, str(path), "exec"), module.__dict__)
