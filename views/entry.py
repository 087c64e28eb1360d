"""Page for entering facts: a form made from the declaration, what it would change, and the saves made so far."""

from __future__ import annotations

import streamlit as st

from graph.declare import Column, Table
from graph.errors import HopTacError, Issue
from graph.model import model_hash
from graph.settings import get_settings
from graph.store import GraphStore
from graph.texts import language, t
from loaders.edit import listed_documents, row_key
from loaders.entry import Cells, Save, Spot, check_row, form_tables, history, read_cells, rows_of, save_row, take_back
from loaders.load import LoadResult
from loaders.raw import RawRow
from reports.words import choice_text
from views import loads, look

TABLE, DOCUMENT, ROW = "bang", "van-ban", "id"
FIRST = "document/agreements"
CHECKED, DONE, TURN = "entry-checked", "entry-done", "entry-turn"
SAVES, SEPARATOR = 20, "|"


def page() -> None:
    """The page."""
    look.head(t("entry.title"), t("entry.sentence"))
    if said := st.session_state.pop(DONE, None):
        st.success(said, icon=":material/check:")
    who = st.text_input(t("entry.who"), value=next((s.who for s in history(get_settings())), ""), key="entry-who")
    tables = form_tables()
    name = st.selectbox(
        t("entry.table"),
        list(tables),
        format_func=lambda n: tables[n].text.of(language()),
        **look.linked(TABLE, tables, FIRST),
    )
    _one_table(name, tables[name], who)
    _saves(who)


def _one_table(name: str, table: Table, who: str) -> None:
    document = ""
    if table.scope == "document" and not table.file:
        documents = sorted(listed_documents(get_settings()))
        document = st.selectbox(t("entry.document"), documents, **look.linked(DOCUMENT, documents, documents[0]))
    rows: dict[str, tuple[tuple[str, ...], Cells]] = {}
    owners = sorted(listed_documents(get_settings())) if table.file else [document]
    for owner in owners:
        for key, cells in rows_of(get_settings(), table, owner).items():
            rows[cells.get("id") or SEPARATOR.join(key)] = (key, cells)
    chosen = st.selectbox(
        t("entry.row"),
        ["", *rows],
        format_func=lambda r: _caption(rows[r][1]) if r else t("entry.new"),
        **look.linked(ROW, ["", *rows], ""),
    )
    key, seen = rows.get(chosen, ((), None))
    turn = st.session_state.setdefault(TURN, 0)
    place = f"{turn}-{name}-{document}-{chosen}"
    checked = st.session_state.get(CHECKED)
    issues = checked[3] if checked and checked[0] == place else []
    texts = {c.name: _field(c, (seen or {}).get(c.name, ""), f"{place}-{c.name}", issues) for c in table.columns}
    left, right = st.columns(2)
    if left.button(t("entry.check"), type="primary", icon=":material/fact_check:"):
        row = read_cells(table, texts, document)
        _check(place, Spot(name, document or row.cells.get("id", ""), key or row_key(table, row)), row)
    if seen is not None and right.button(t("entry.withdraw"), icon=":material/delete:"):
        _check(place, Spot(name, document or seen.get("id", ""), key), None)
    if checked and checked[0] == place:
        _difference(checked[1], checked[2], issues, checked[4], seen, who)


def _caption(cells: Cells) -> str:
    return cells.get("title") or cells.get("name") or " · ".join(list(cells.values())[:3])


def _field(column: Column, value: str, key: str, issues: list[Issue]) -> str:
    """One field, and what is wrong with it below."""
    label = column.text.of(language()) + (" *" if column.required else "")
    hint = column.text.help or None
    if column.choice:
        codes = ["", *(choice.value for choice in column.choice)]
        words = {choice.value: choice_text(choice) for choice in column.choice}
        text = st.selectbox(
            label,
            codes,
            codes.index(value) if value in codes else 0,
            key=key,
            help=hint,
            format_func=lambda code: words.get(code, ""),
        )
    elif column.cell.type == "long_text":
        text = st.text_area(label, value, key=key, help=hint)
    else:
        text = st.text_input(label, value, key=key, help=hint)
    for issue in issues:
        if issue.column == column.name:
            st.markdown(f":red[{look.esc(issue.reason)}] {look.esc(issue.hint)}")
    return str(text)


def _check(place: str, spot: Spot, row: RawRow | None) -> None:
    settings = get_settings()
    with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
        result, issues = check_row(settings, store, spot, row)
    st.session_state[CHECKED] = (place, spot, row, issues, result)
    st.rerun()


def _difference(
    spot: Spot, row: RawRow | None, issues: list[Issue], result: LoadResult, seen: Cells | None, who: str
) -> None:
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
                save_row(settings, store, spot, row, seen=seen, who=who.strip(), why=why)
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
    saves = history(get_settings())[:SAVES]
    if saves:
        st.subheader(t("entry.saves"), anchor=False)
    for number, save in enumerate(saves):
        left, right = st.columns([80, 20], vertical_alignment="center")
        left.markdown(_line(save))
        if right.button(t("entry.take_back"), key=f"back-{save.at}-{number}", disabled=not who.strip()):
            try:
                settings = get_settings()
                with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
                    take_back(settings, store, save, who.strip())
            except HopTacError as error:
                look.refused(error)
                return
            _again(t("entry.taken_back"))


def _line(save: Save) -> str:
    table = form_tables()[save.spot.table]
    before, after = save.before or {}, save.after or {}
    fields = [
        f"{look.esc(c.text.of(language()))}: {look.stated(before.get(c.name))} → {look.stated(after.get(c.name))}"
        for c in table.columns
        if before.get(c.name) != after.get(c.name)
    ]
    what = f"**{look.esc(_caption(after or before))}** ({look.esc(table.text.of(language()))})"
    said = " · ".join(map(look.esc, filter(None, (look.instant(save.at), save.who, save.why))))
    if save.before is None or save.after is None:
        return f"{what} · {t('entry.added' if save.before is None else 'entry.withdrawn')}  \n{look.grey('')}{said}"
    return f"{what} · {'; '.join(fields)}  \n{said}"
