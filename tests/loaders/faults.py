"""Bad cells, each with the place where the load must report it: generated from the model's own columns, and by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from graph.declare import Column, Scope, Table
from graph.model import TABLES
from tests.loaders.world import MORE, TOTAL, Cells, Raw, Sheet, World

Format = Literal["csv", "xlsx"]
BOTH: tuple[Format, ...] = ("csv", "xlsx")
TCVN3, VNI = "Së Ngo¹i vô tØnh", "UÛy ban nhaân daân tænh"

BAD: dict[str, tuple[str, ...]] = {
    "choice": ("loại chưa ai biết", "7"),
    "first_day": ("2024-13-01", "2023-02-30", "1850-01-01", "hôm qua", "2024-7-1", "31.12.2024", "--10-31", "2024-Q5"),
    "last_day": ("2024-00-10", "2024-04-31", "2101", "đến khi xong", "20240101", "2024/07/31"),
    "day": ("2024", "2024-07", "2024-02-30", "năm 2024"),
    "deadline": ("--13-40", "--2-3", "10-31", "trước Tết", "--02-30"),
    "occurrence": ("2024-07", "năm ngoái", "24"),
    "years": ("2022;23", "2022-2023", "1800"),
    "year": ("22", "2022.5", "2022;2023"),
    "integer": ("12 triệu", "1.000.000", "-5", "12.5", "1e6"),
    "number": ("1,5", "-2", "khoảng 20", "1.234.567,8", "1e3", "½"),
    "yes_no": ("có thể", "2", "x"),
    "id": ("mã có dấu", "hk#1", "-x", "Đ1"),
    "item_number": ("đ", "d)", "e1", "q12", "r2024", "II 1"),
    "text": (TCVN3, VNI),
    "long_text": (TCVN3,),
    "many": (TCVN3,),
    "ref": ("Sở Chưa Từng Có", "HK.BO", "05"),
    "refs": ("Sở Chưa Từng Có", "hk.bo;không có gì", "HK.T0"),
    "cited": ("99/QĐ-KHONG", "hk.nien-giam#1;hk.khong#2"),
    "sources": ("hk.khong-co#1", "hk.bo#2", "hk.nien-giam#1;hk.khong-co"),
}
DEGREES = {"lat": ("95", "-90.5", "10,5"), "lon": ("181", "-200.25", "mười")}
LABELS = {
    "Place": "hk.t0",
    "Agency": "hk.bo",
    "Topic": "topic.0",
    "Document": "hk.nien-giam",
    "Agreement": "agr.hk.t0.kh-0.0",
}
DATES = ("first_day", "last_day", "day", "deadline", "occurrence")


@dataclass
class Expected:
    """What must come of a fault.

    Attributes:
        at: rows and columns at which it must be reported.
        lost: rows that must not load.
        cleared: cells that must not load while their row does (optional keys of a document's own row).
    """

    at: list[tuple[Cells, str]] = field(default_factory=list)
    lost: list[Cells] = field(default_factory=list)
    cleared: list[tuple[Cells, str]] = field(default_factory=list)


@dataclass
class Fault:
    """One thing wrong.

    Attributes:
        name: what it is.
        table: the table whose spare rows it needs, and how many.
        spoil: makes it wrong.
        formats: where it can occur.
        own: the expectation is made when it is spoiled.
    """

    name: str
    table: tuple[Scope, str]
    spoil: Callable[[list[tuple[Sheet, Cells]]], Expected]
    formats: tuple[Format, ...] = BOTH
    rows: int = 1


def all_faults() -> list[Fault]:
    """Every fault of a row, in a fixed order."""
    return [*_cell_faults(), *_reference_faults(), *_order_faults(), *_id_faults(), *_circles(), *_registry_faults()]


def deal(faults: Iterable[Fault], capacity: dict[tuple[Scope, str], int], seed: int) -> list[list[Fault]]:
    """Deal faults to worlds so that each world has a spare row for each.

    Args:
        faults: what is dealt.
        capacity: spare rows of a world by table.
        seed: of the order.
    """
    shuffled = list(faults)
    random.Random(seed).shuffle(shuffled)
    used: dict[tuple[Scope, str], int] = {}
    worlds: list[list[Fault]] = []
    for fault in shuffled:
        room = capacity[fault.table]
        taken = used.get(fault.table, 0)
        if taken % room + fault.rows > room:
            taken += room - taken % room
        used[fault.table] = taken + fault.rows
        while len(worlds) <= taken // room:
            worlds.append([])
        worlds[taken // room].append(fault)
    return worlds


def spoil(world: World, faults: Iterable[Fault]) -> list[tuple[Fault, Expected]]:
    """Put faults into a world, each into spare rows of its own."""
    pools = {key: list(rows) for key, rows in world.spare.items()}
    found = []
    for fault in faults:
        pool = pools[fault.table]
        rows, pools[fault.table] = pool[: fault.rows], pool[fault.rows :]
        found.append((fault, fault.spoil(rows)))
    return found


def capacity_of(world: World) -> dict[tuple[Scope, str], int]:
    """Spare rows by table."""
    return {key: len(rows) for key, rows in world.spare.items()}


# ------------------------------------------------------------------------------------------------ one cell


def _setting(column: str, text: str, **others: str) -> Callable[[list[tuple[Sheet, Cells]]], Expected]:
    """Set a cell (an empty text takes it out), and others so that only this one is wrong."""

    def spoiling(rows: list[tuple[Sheet, Cells]]) -> Expected:
        sheet, row = rows[0]
        _set(row, column, text)
        for name, value in others.items():
            _set(row, name, value)
        if sheet.table.name == "document" and not sheet.table.column(column).required:  # type: ignore[union-attr]
            return Expected([(row, column)], cleared=[(row, column)])
        lost = [row]
        if sheet.table.name == "document":
            lost = [row, *sheet.others]
        return Expected([(row, column)], lost)

    return spoiling


def _set(row: Cells, column: str, text: str) -> None:
    if text:
        row[column] = text
    else:
        row.pop(column, None)


def _cell_faults() -> Iterator[Fault]:
    for table in TABLES:
        for column in table.columns:
            for text in _bad_texts(table, column):
                yield _fault(table, column, text)
            if column.required and (table.name, column.name) != ("document", "id"):
                yield _fault(table, column, "")
            if column.cell.type in ("text", "long_text", "many") and column.name != "inferred":
                yield _fault(table, column, "x" * 100_000, ("csv",))
                yield _fault(table, column, "dài " * 8192 + "x", ("csv",))
            for value in _bad_values(column):
                if (table.name, column.name) != ("document", "id"):
                    yield _fault(table, column, value, ("xlsx",))


def _fault(table: Table, column: Column, text: str, formats: tuple[Format, ...] = BOTH) -> Fault:
    name = f"{table.scope}/{table.name}.{column.name}={text[:20]!r}"
    return Fault(name, (table.scope, table.name), _setting(column.name, text), formats)


def _bad_texts(table: Table, column: Column) -> tuple[str, ...]:
    if column.name == "inferred":
        return ("tieu_de", TCVN3)
    if column.name in DEGREES:
        return DEGREES[column.name]
    if column.name == "kind_before":
        return ("department", TCVN3)
    if (table.name, column.name) == ("document", "id"):
        return ()
    return BAD["choice" if column.choice else column.cell.type]


def _bad_values(column: Column) -> Iterator[Raw]:
    """What a workbook may hold where a text or plain number belongs."""
    yield Raw("=A1&B1")
    yield Raw("#REF!")
    if column.cell.type in DATES:
        yield Raw(45123)
        yield Raw(12.5)
    elif not column.cell.numeric:
        yield Raw(2.1)


# ------------------------------------------------------------------------------------------------ what a cell points at


def _reference_faults() -> Iterator[Fault]:
    for table in TABLES:
        for column in table.columns:
            if column.refers_to and table.name != "document":
                if "Place" in column.refers_to:
                    yield _fault(table, column, "Kasong")
                for label in sorted(set(LABELS) - set(column.refers_to))[:2]:
                    yield _fault(table, column, LABELS[label])
    yield Fault("rejected task", ("document", "tasks"), _quantity_of_bad_task)
    yield Fault("rejected parent", ("registry", "places"), _below_bad_place, rows=2)
    yield Fault("rejected topic", ("registry", "topics"), _below_bad_topic, rows=2)


def _quantity_of_bad_task(rows: list[tuple[Sheet, Cells]]) -> Expected:
    sheet, task = rows[0]
    task["kind"] = "việc lạ"
    quantity = sheet.world.add(sheet.owner, "quantities", of=task["number"], value="3", unit="cái", section="1")
    whole = f"{sheet.owner}.{task['number']}"
    report = sheet.world.add(sheet.owner, "reports", task=whole, occurrence="2024", section="1")
    return Expected([(task, "kind"), (quantity, "of"), (report, "task")], [task, quantity, report])


def _below_bad_place(rows: list[tuple[Sheet, Cells]]) -> Expected:
    (_, upper), (_, lower) = rows
    upper["lat"] = "100"
    lower["part_of"] = upper["id"]
    return Expected([(upper, "lat"), (lower, "part_of")], [upper, lower])


def _below_bad_topic(rows: list[tuple[Sheet, Cells]]) -> Expected:
    (_, upper), (_, lower) = rows
    upper["kind"] = ""
    lower["broader"] = upper["name"]
    return Expected([(upper, "kind"), (lower, "broader")], [upper, lower])


# -------------------------------------------------------------------------------------------------- between cells


def _order_faults() -> Iterator[Fault]:
    for table in TABLES:
        for early, late in table.row.ordered:
            if table.column(early) and table.column(late) and table.name != "document":
                key = (table.scope, table.name)
                name = f"{table.scope}/{table.name}: {late} before {early}"
                yield Fault(name, key, _setting(late, "2019-05-06", **{early: "2019-05-07"}))
                yield Fault(f"{name}, day first", key, _setting(late, "06/05/2019", **{early: "2019-05-07"}))
        formats: tuple[Format, ...] = ("xlsx",) if table.name == "document" else BOTH
        yield Fault(f"{table.scope}/{table.name}: more cells", (table.scope, table.name), _more_cells, formats)
        yield Fault(f"{table.scope}/{table.name}: totals", (table.scope, table.name), _totals, formats)


def _more_cells(rows: list[tuple[Sheet, Cells]]) -> Expected:
    sheet, row = rows[0]
    row[MORE] = "thừa một ô"
    return Expected([(row, "")], [row, *sheet.others] if sheet.table.name == "document" else [row])


def _totals(rows: list[tuple[Sheet, Cells]]) -> Expected:
    sheet, row = rows[0]
    total: Cells = {TOTAL: "Tổng cộng"}
    sheet.rows.insert(sheet.rows.index(row) + 1, total)
    return Expected([(total, "")], [total])


def _id_faults() -> Iterator[Fault]:
    for table in TABLES:
        if table.name in ("document", "names", "same_as", "changes"):
            continue
        key = (table.scope, table.name)
        yield Fault(f"{table.scope}/{table.name}: twice", key, _twice)
        if table.name in ("tasks", "reports"):
            continue
        for label in ("Place", "Topic") if table.scope == "document" else ("Place",):
            if table.node and table.node.__name__ != label:
                yield Fault(f"{table.scope}/{table.name}: id of {label}", key, _setting("id", LABELS[label]))


def _twice(rows: list[tuple[Sheet, Cells]]) -> Expected:
    sheet, row = rows[0]
    column = {"tasks": "number", "reports": "occurrence"}.get(sheet.table.name, "id")
    if sheet.table.name == "quantities":
        row["id"] = f"{sheet.owner}.q77"
    again = dict(row)
    sheet.rows.append(again)
    return Expected([(again, column)], [again])


def _circles() -> Iterator[Fault]:
    for scope, table, column in (
        ("registry", "places", "part_of"),
        ("registry", "agencies", "part_of"),
        ("registry", "agencies", "standing_body_of"),
        ("registry", "topics", "broader"),
        ("registry", "documents", "replaces"),
        ("registry", "documents", "implements"),
        ("document", "agreements", "under"),
        ("document", "agreements", "renews"),
    ):
        key: tuple[Scope, str] = (scope, table)  # type: ignore[assignment]
        yield Fault(f"{table}.{column}: itself", key, _round(column), rows=1)
        yield Fault(f"{table}.{column}: two in a circle", key, _round(column), rows=2)
        yield Fault(f"{table}.{column}: three in a circle", key, _round(column), rows=3)


def _round(column: str) -> Callable[[list[tuple[Sheet, Cells]]], Expected]:
    def spoiling(rows: list[tuple[Sheet, Cells]]) -> Expected:
        for (_, row), (_, following) in zip(rows, [*rows[1:], rows[0]], strict=True):
            row[column] = following["id"]
        return Expected([(row, column) for _, row in rows], [row for _, row in rows])

    return spoiling


# ------------------------------------------------------------------------------------------------ registry tables


def _registry_faults() -> Iterator[Fault]:
    changes, same_as = ("registry", "changes"), ("registry", "same_as")
    renaming = {"kind": "rename", "from_ends": "no", "to_new": "no"}
    yield Fault("rename into another", changes, _setting("to", "hk.t3.h1", **renaming))  # type: ignore[arg-type]
    for column in ("from_ends", "to_new"):
        others = {"kind": "Nâng cấp", "from": "hk.t3.h1", "to": "hk.t3.h1", "from_ends": "no", "to_new": "no"}
        del others[column]
        yield Fault(f"upgrade with {column}", changes, _setting(column, "có", **others))  # type: ignore[arg-type]
    for column, text in (("effective_on", "2018-01-02"), ("kind", "merge"), ("legal_basis", "hk.luat-1-2011")):
        yield Fault(f"rows of a change differ in {column}", changes, _disagreeing(column, text))  # type: ignore[arg-type]
    yield Fault("a row of a change is bad", changes, _half_change)  # type: ignore[arg-type]
    yield Fault("same as itself", same_as, _same_as_itself)  # type: ignore[arg-type]
    yield Fault("same as in a circle", same_as, _same_as_circle, rows=2)  # type: ignore[arg-type]
    yield Fault("same as nothing", same_as, _setting("same_as", "hk.khong-co"))  # type: ignore[arg-type]
    yield Fault("same as another label", same_as, _setting("same_as", "topic.1", id="hk.t3"))  # type: ignore[arg-type]


def _second_row(rows: list[tuple[Sheet, Cells]], **cells: str) -> tuple[Cells, Cells]:
    sheet, row = rows[0]
    second = {**row, "from": "hk.t3.h2", **cells}
    sheet.rows.append(second)
    return row, second


def _disagreeing(column: str, text: str) -> Callable[[list[tuple[Sheet, Cells]]], Expected]:
    def spoiling(rows: list[tuple[Sheet, Cells]]) -> Expected:
        row, second = _second_row(rows, **{column: text})
        return Expected([(second, column), (row, "id")], [row, second])

    return spoiling


def _half_change(rows: list[tuple[Sheet, Cells]]) -> Expected:
    row, second = _second_row(rows, share="một nửa")
    return Expected([(second, "share"), (row, "id")], [row, second])


def _same_as_itself(rows: list[tuple[Sheet, Cells]]) -> Expected:
    _, row = rows[0]
    row["same_as"] = row["id"]
    return Expected([(row, "same_as")], [row])


def _same_as_circle(rows: list[tuple[Sheet, Cells]]) -> Expected:
    (_, one), (_, other) = rows
    one["same_as"], other["same_as"] = other["id"], one["id"]
    return Expected([(one, "same_as"), (other, "same_as")], [one, other])
