"""The model as a page for people: the data dictionary with its picture, and the legend."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from graph.declare import Column, Node, Relationship, Table, columns_of
from graph.model import TABLES
from graph.settings import CHECKOUT

FILE = CHECKOUT / "docs" / "dictionary.md"
HEAD = """# Data dictionary

Made from `graph/model.py` by `make generate`; not edited by hand. `make check` fails where it is out of date.

Every node has the labels `:Entity` and one family label, and the properties `id`, `name`, `search_text`. An imprecise
date has a sibling `<date>_precision` (month, quarter, year). A yearly deadline is the property `deadline_month_day`.
Every relationship but STATED_IN has `sources` (a list of `document-id#section`) and `inferred` (true where the fact is
concluded and no source states it). A node's sources are its STATED_IN.
"""


def dictionary() -> str:
    """The whole dictionary as Markdown."""
    return "\n".join(
        [HEAD, "## Picture", "", "```mermaid", mermaid(), "```", "", *_labels(), *_relationships(), *_tables()]
    )


def mermaid() -> str:
    """Labels and what joins them, as a Mermaid graph: one arrow for each pair of labels."""
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, relationship in Relationship.types.items():
        for start, end in relationship.ends:
            pairs[start, end].append(kind)
    arrows = [f"  {a} -->|{'<br>'.join(sorted(set(kinds)))}| {b}" for (a, b), kinds in sorted(pairs.items())]
    return "\n".join(["graph LR", *arrows])


def legend() -> list[dict[str, str]]:
    """Each label with its names and its look."""
    return [
        {
            "label": label,
            "vi": node.title.vi,
            "en": node.title.en,
            "shape": node.look.shape,
            "light": node.look.colours.light,
            "dark": node.look.colours.dark,
        }
        for label, node in Node.labels.items()
    ]


def schema() -> dict[str, object]:
    """The model as one object: labels with properties, relationship types with ends, tables with columns."""
    return {
        "labels": {label: [c.attribute for c in columns_of(n) if c.is_property] for label, n in Node.labels.items()},
        "relationships": {
            kind: {"ends": [list(pair) for pair in r.ends], "properties": dict(r.properties), "derived": r.derived}
            for kind, r in Relationship.types.items()
        },
        "tables": [
            {
                "file": table.file_name,
                "sheet": table.sheet_name,
                "scope": table.scope,
                "columns": [
                    {"name": c.name, "vi": c.text.vi, "en": c.text.en, "required": c.required} for c in table.columns
                ],
            }
            for table in TABLES
        ],
    }


def _labels() -> list[str]:
    lines = ["## Labels", ""]
    for label, node in Node.labels.items():
        lines += [f"### {label} ({node.title.vi})", "", (node.__doc__ or "").strip(), ""]
        lines += ["| property | Vietnamese | English | type |", "|---|---|---|---|"]
        lines += [
            f"| {c.attribute} | {c.text.vi} | {c.text.en} | {_type(c)} |" for c in columns_of(node) if c.is_property
        ]
        lines.append("")
    return lines


def _relationships() -> list[str]:
    lines = [
        "## Relationship types",
        "",
        "| type | Vietnamese | from → to | own properties | meaning |",
        "|---|---|---|---|---|",
    ]
    for kind, relationship in Relationship.types.items():
        ends = ", ".join(f"{a} → {b}" for a, b in relationship.ends)
        own = ", ".join(f"{name} ({what})" for name, what in relationship.properties.items())
        derived = " Derived." if relationship.derived and kind != "STATED_IN" else ""
        lines.append(f"| {kind} | {relationship.text.vi} | {ends} | {own} | {relationship.what}{derived} |")
    return [*lines, ""]


def _tables() -> list[str]:
    lines = ["## Tables", "", "`!` = required, `+` = several values separated by `;`.", ""]
    for table in TABLES:
        where = "registry/" if table.scope == "registry" else "documents/<id>/"
        lines += [f"### {where}{table.file_name} ({table.text.vi}; sheet `{table.sheet_name}`)", ""]
        lines += ["| column | Vietnamese | English | | holds |", "|---|---|---|---|---|"]
        lines += [_table_row(table, column) for column in table.columns]
        lines.append("")
    return lines


def _table_row(table: Table, column: Column) -> str:
    marks = ("!" if column.required else "") + ("+" if column.many else "")
    return f"| {column.name} | {column.text.vi} | {column.text.en} | {marks} | {_type(column)} |"


def _type(column: Column) -> str:
    if column.choice:
        return ", ".join(f"{c.value} ({c.vi})" for c in column.choice)
    what = " or ".join(column.refers_to) if column.refers_to else column.cell.type.replace("_", " ")
    return what + (f"; {column.text.help}" if column.text.help else "")


def main() -> int:
    """Write docs/dictionary.md, or with `--check` say whether it is up to date."""
    text = dictionary() + "\n"
    if "--check" in sys.argv[1:]:
        if not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
            sys.stderr.write(f"{FILE.relative_to(CHECKOUT)} is out of date: run python -m graph.dictionary\n")
            return 1
        return 0
    Path(FILE).parent.mkdir(exist_ok=True)
    FILE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
