"""Page for entering facts: a form made from the declaration, what it would change, and the saves made so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graph.declare import Column, Table
from graph.errors import HopTacError, Issue
from graph.model import model_hash
from graph.settings import get_settings
from graph.store import GraphStore
from graph.texts import language, t
from loaders.desk import Desk, Edit, form_tables
from loaders.forms import choice_code, read_form, with_id
from loaders.load import LoadResult
from loaders.saves import Save, check, history, laid, save, standing, take_back
from loaders.sheet import Cells
from reports.words import choice_text
from views import loads, look, picker, session

TABLE, DOCUMENT, ROW = "bang", "van-ban", "id"
FIRST = "document/agreements"
CHECKED, DONE, TURN = "entry-checked", "entry-done", "entry-turn"
SAVES, EDITS, SEPARATOR, LISTED = 20, 5, "|", ";"
ACROSS = 3  # fields of a line


def page() -> None:
    """The page."""
    look.head(t("entry.title"), t("entry.sentence"))
    if said := st.session_state.pop(DONE, None):
        st.success(said, icon=":material/check:")
    tables = form_tables()
    choosers = st.columns([22, 34, 28, 16], gap="small")
    with choosers[0]:
        name = st.selectbox(
            t("entry.table"),
            list(tables),
            format_func=lambda n: tables[n].text.of(language()),
            **look.linked(TABLE, tables, FIRST),
        )
    with choosers[3]:
        who = st.text_input(t("entry.who"), value=next((s.who for s in history(get_settings())), ""), key="entry-who")
    _one_table(name, tables[name], who, choosers)
    _saves(who)


def _one_table(name: str, table: Table, who: str, choosers: Sequence[DeltaGenerator]) -> None:
    document = ""
    desk = Desk(get_settings())
    documents = desk.documents()
    if table.scope == "document" and not table.file:
        words = session.searcher().name
        given = look.linked(DOCUMENT, documents, documents[0])
        document = choosers[1].selectbox(t("entry.document"), documents, format_func=words, **given)
    rows: dict[str, tuple[str, Cells]] = {}
    for owner in documents if table.file else [document]:
        for key, cells in desk.rows(table, owner).items():
            rows[cells.get("id") or SEPARATOR.join(key)] = (owner, cells)
    chosen = choosers[2].selectbox(
        t("entry.row"),
        ["", *rows],
        format_func=lambda r: _caption(rows[r][1]) if r else t("entry.new"),
        **look.linked(ROW, ["", *rows], ""),
    )
    owner, seen = rows.get(chosen, (document, None))
    turn = st.session_state.setdefault(TURN, 0)
    place = f"{turn}-{name}-{document}-{chosen}"
    checked = st.session_state.get(CHECKED)
    issues = checked[3] if checked and checked[0] == place else []
    texts = _fields(table, seen or {}, place, issues)
    with st.container(horizontal=True, gap="small"):
        check = st.button(t("entry.check"), type="primary", icon=":material/fact_check:")
        withdraw = seen is not None and st.button(t("entry.withdraw"), icon=":material/delete:", type="tertiary")
    if check:
        cells = read_form(table, texts, look.today(), seen).cells
        if seen is None:
            cells = with_id(table, cells, document, lambda one: session.searcher().entry(one) is not None)
        _check(place, [Edit(name, owner or (cells.get("id", "") if table.file else ""), seen, cells)])
    if withdraw and seen is not None:
        whole = table.scope == "document" and table.file
        _check(place, desk.withdrawal(owner) if whole else [Edit(name, owner, seen, None)])
    if checked and checked[0] == place:
        _difference(checked[1], issues, checked[2], who)


def _fields(table: Table, seen: Cells, place: str, issues: list[Issue]) -> dict[str, str]:
    """A field for each column: what is needed first, what may be left out folded unless it holds or lacks something."""
    needed = [column for column in table.columns if column.required]
    others = [column for column in table.columns if not column.required]
    wrong = {issue.column for issue in issues}
    texts = _grid(needed, seen, place, issues)
    opened = any(seen.get(column.name) or column.name in wrong for column in others)
    with st.expander(t("entry.more", count=str(len(others))), expanded=opened):
        texts |= _grid(others, seen, place, issues)
    return {column.name: texts[column.name] for column in table.columns}


def _grid(columns: Sequence[Column], seen: Cells, place: str, issues: list[Issue]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for start in range(0, len(columns), ACROSS):
        part = columns[start : start + ACROSS]
        for cell, column in zip(st.columns(ACROSS, gap="small"), part, strict=False):
            with cell:
                texts[column.name] = _field(column, seen.get(column.name, ""), f"{place}-{column.name}", issues)
    return texts


def _caption(cells: Cells) -> str:
    return cells.get("title") or cells.get("name") or " · ".join(list(cells.values())[:3])


def _field(column: Column, value: str, key: str, issues: list[Issue]) -> str:
    """One field, and what is wrong with it below."""
    label = column.text.of(language()) + (" *" if column.required else "")
    hint = column.text.help or None
    if column.choice:
        codes = [choice.value for choice in column.choice]
        value = choice_code(column, value)
        words = {choice.value: choice_text(choice) for choice in column.choice}
        picked = codes.index(value) if value in codes else None
        none = t("entry.choose")
        text = st.selectbox(label, codes, picked, key=key, help=hint, format_func=words.__getitem__, placeholder=none)
    elif column.refers_to:
        text = _references(column, value, key, label, hint)
    elif column.cell.type == "long_text":
        text = st.text_area(label, value, key=key, help=hint)
    else:
        text = st.text_input(label, value, key=key, help=hint)
    for issue in issues:
        if issue.column == column.name:
            st.markdown(f":red[{look.esc(issue.reason)}] {look.esc(issue.hint)}")
    return str(text or "")


def _references(column: Column, value: str, key: str, label: str, hint: str | None) -> str:
    """Things by name: chosen from the list, or typed in any spelling and read as a cell is."""
    names = picker.offered(column.refers_to)
    given = [part.strip() for part in value.split(LISTED) if part.strip()]
    options = [*names, *(part for part in given if part not in names)]
    words, none = partial(_name, names), t("picker.placeholder")
    if column.many:
        chosen = st.multiselect(
            label, options, given, key=key, help=hint, format_func=words, accept_new_options=True, placeholder=none
        )
        return f"{LISTED} ".join(chosen)
    picked = options.index(given[0]) if given else None
    one = st.selectbox(
        label, options, picked, key=key, help=hint, format_func=words, accept_new_options=True, placeholder=none
    )
    return str(one or "")


def _name(names: Mapping[str, str], one: str) -> str:
    return names.get(one) or session.searcher().name(one)


def _check(place: str, edits: list[Edit]) -> None:
    settings = get_settings()
    try:
        with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
            checked = check(settings, store, laid(settings, edits))
    except HopTacError as error:
        look.refused(error)
        return
    st.session_state[CHECKED] = (place, edits, checked.result, checked.issues)
    st.rerun()


def _difference(edits: list[Edit], issues: list[Issue], result: LoadResult, who: str) -> None:
    st.subheader(t("data.would_change"), anchor=False)
    loads.show_changes(result.changes)
    if issues:
        loads.show_issues(issues)
        return
    why = st.text_input(t("entry.why"))
    if st.button(t("entry.save"), type="primary", icon=":material/save:", disabled=not who.strip()):
        try:
            settings = get_settings()
            with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
                save(settings, store, edits, who=who.strip(), why=why)
        except HopTacError as error:
            look.refused(error)
            return
        _again(t("entry.saved"))


def _again(said: str) -> None:
    st.session_state[TURN] += 1
    st.session_state.pop(CHECKED, None)
    st.session_state[DONE] = said
    st.rerun()


def _saves(who: str) -> None:
    """The last saves, each with its way back."""
    saves = history(get_settings())
    back = {one.at for one in standing(saves)}
    if saves:
        st.subheader(t("entry.saves"), anchor=False)
    for one in saves[:SAVES]:
        left, right = st.columns([80, 20], vertical_alignment="center")
        left.markdown(_line(one))
        if one.at in back and right.button(t("entry.take_back"), key=f"back-{one.at}", disabled=not who.strip()):
            try:
                settings = get_settings()
                with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
                    take_back(settings, store, one, who.strip())
            except HopTacError as error:
                look.refused(error)
                return
            _again(t("entry.taken_back"))


def _line(one: Save) -> str:
    """What was saved, when, by whom and why."""
    said = " · ".join(map(look.esc, filter(None, (look.instant(one.at), one.who, one.why))))
    undone = f"{look.grey(t('entry.taken_back'))} " if one.undoes else ""
    return "  \n".join([*map(_edit_line, one.edits[:EDITS]), undone + said])


def _edit_line(edit: Edit) -> str:
    table, before, after = edit.kind, edit.before or {}, edit.after or {}
    what = f"**{look.esc(_caption(after or before))}** ({look.esc(table.text.of(language()))})"
    if edit.before is None or edit.after is None:
        return f"{what} · {t('entry.added' if edit.before is None else 'entry.withdrawn')}"
    fields = [
        f"{look.esc(c.text.of(language()))}: {look.stated(before.get(c.name))} → {look.stated(after.get(c.name))}"
        for c in table.columns
        if c.name in edit.touched
    ]
    return f"{what} · {'; '.join(fields)}"
