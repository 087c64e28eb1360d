"""Page for entering facts: a form made from the declaration, what it would change, and the saves made so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from graph.declare import Column, Node, Table
from graph.errors import HopTacError
from graph.model import model_hash
from graph.settings import get_settings
from graph.store import GraphStore
from graph.texts import language, t
from loaders.desk import Desk, Edit, Touched, form_tables
from loaders.forms import entity_of, office_note, read_form, with_id
from loaders.saves import Checked, check, laid, save
from loaders.sheet import Cells
from loaders.twins import likely_twins
from reports.words import date_text, number_text
from views import drafts, fields, grid, loads, look, saved, session
from views.drafts import DOCUMENT_FIELD, Draft

TABLE, DOCUMENT, ROW, EDIT, GIVEN, WAY = "bang", "van-ban", "id", "sua", "o-", "cach"
ONE, MANY = "mot", "nhieu"
FIRST, HEAD = "document/agreements", "document/document"
DONE, LISTED = "entry-done", "|"
SECTION, WHOLE = "section", "-"


def page() -> None:
    """The page."""
    look.head(t("entry.title"), t("entry.sentence"))
    with st.empty():  # always there: were the fields below to move up, the browser would drop what is being typed
        if said := st.session_state.pop(DONE, None):
            st.success(said, icon=":material/check:")
    desk = Desk(get_settings())
    form, side = st.columns([68, 32], gap="large")
    with side:
        who = saved.who()
    with form:
        if wanted := st.query_params.get(EDIT):
            _rows_of(wanted, desk)
        else:
            _forms(desk, who)
    with side:
        saved.show(who)


# ------------------------------------------------------------------------------------------------ which row


def _forms(desk: Desk, who: str) -> None:
    """The choice of a row, and the form on top."""
    if len(drafts.stack()) > 1:
        _way_back()
    else:
        _choose(desk)
    _form(drafts.stack()[-1], desk, who)


def _choose(desk: Desk) -> None:
    """Table, document and row, kept in the address."""
    tables = dict(sorted(form_tables().items()))
    left, middle, right = st.columns([28, 40, 32], gap="small")
    with left:
        given = look.linked(TABLE, tables, FIRST)
        name = st.selectbox(t("entry.table"), list(tables), format_func=lambda n: _title(tables[n]), **given)
    table, document, documents = tables[name], "", desk.documents()
    if table.scope == "document" and not table.file:
        with middle:
            document = _document(documents)
    rows: dict[str, tuple[str, Cells]] = {}
    for owner in documents if table.file else [document]:
        for key, cells in desk.rows(table, owner).items():
            rows[cells.get("id") or LISTED.join(key)] = (owner, cells)
    with right:
        row = st.selectbox(
            t("entry.row"),
            ["", *rows],
            format_func=lambda r: saved.caption(rows[r][1]) if r else t("entry.new"),
            **look.linked(ROW, ["", *rows], ""),
        )
    if table.scope == "document" and not table.file:
        _new_documents()
    owner, seen = rows.get(row, (document, None))
    given = _given(table, row)
    texts = {**(_plain(table) if seen is None else seen), **given}
    drafts.begin(name, owner, LISTED.join((row, *given.values())), seen, texts)


def _title(table: Table) -> str:
    """A table's heading; those of the registry are marked."""
    title = table.text.of(language())
    return title if table.scope == "document" else t("entry.registry", table=title)


def _document(documents: Sequence[str]) -> str:
    """The document that states it, and the ways to a new one."""
    words = session.searcher().name
    given = look.linked(DOCUMENT, documents, None)
    document = st.selectbox(
        t("entry.document"), documents, format_func=words, placeholder=t("entry.choose_document"), **given
    )
    return document or ""


def _new_documents() -> None:
    """The ways to a document that is not there yet."""
    with st.container(horizontal=True, gap="medium"):
        st.button(
            t("entry.new_document"),
            type="tertiary",
            icon=":material/note_add:",
            on_click=lambda: drafts.above(Draft(HEAD, "", back=DOCUMENT_FIELD)),
        )
        st.button(t("entry.word_of_mouth"), type="tertiary", icon=":material/forum:", on_click=_note)


def _note() -> None:
    """A short note of the office as the document of what was heard."""
    day = look.today()
    title = t("entry.note_title", day=date_text(day))
    texts = office_note(day, get_settings().office, st.session_state.get(saved.WHO, ""), title, _is_taken)
    drafts.above(Draft(HEAD, "", start=texts, texts=dict(texts), back=DOCUMENT_FIELD))


def _given(table: Table, row: str) -> Cells:
    """What the address says that the row begins with: the one whose id it says, else a new one."""
    texts: Cells = {}
    for name in st.query_params:
        column = table.column(name.removeprefix(GIVEN).replace("-", "_"))
        if name.startswith(GIVEN) and column:
            texts[column.name] = st.query_params[name]
    return texts if texts.get("id", "") == row else {}


def _plain(table: Table) -> Cells:
    """What a new row begins with: it stands somewhere in the document."""
    return {SECTION: WHOLE} if table.column(SECTION) else {}


def _rows_of(entity: str, desk: Desk) -> None:
    """The rows that state an entity, each of which can be opened."""
    found = []
    stated = {row["document"].id for row in session.answer("statements_of", {"entity": entity}).rows}
    for name, table in form_tables().items():
        for document in sorted(stated & set(desk.documents())) if table.scope == "document" else [""]:
            for key, cells in desk.rows(table, document).items():
                if table.node and entity_of(table, cells, document) == entity:
                    row = cells.get("id") or LISTED.join(key)
                    found.append((name, document if not table.file else "", row, cells, document))
    if len(found) == 1:
        _open(*found[0][:3])
        st.rerun()
    st.subheader(t("entry.stated_by", name=session.searcher().name(entity)), anchor=False)
    for number, (name, document, row, cells, owner) in enumerate(found):
        where = session.searcher().name(owner) if owner else _title(form_tables()[name])
        section = cells.get(SECTION) or cells.get("source", "")
        label = " · ".join(filter(None, (saved.caption(cells), where, section)))
        st.button(label, key=f"row-{number}", type="tertiary", icon=":material/edit:", on_click=_open,
                  args=(name, document, row))  # fmt: skip
    if not found:
        look.empty(t("entry.no_row"), t("entry.no_row_next"))


def _open(table: str, document: str, row: str) -> None:
    look.put(**{EDIT: None, TABLE: table, DOCUMENT: document or None, ROW: row})


def _way_back() -> None:
    """What the form on top was opened for, and the way back to it."""
    titles = [_new_title(form_tables()[draft.table]) for draft in drafts.stack()]
    left, right = st.columns([75, 25], vertical_alignment="center")
    left.markdown(look.esc(" › ".join(titles)))
    right.button(t("entry.leave"), type="tertiary", icon=":material/arrow_back:", on_click=_leave)  # fmt: skip


def _leave() -> None:
    drafts.close("", many=False)


def _new_title(table: Table) -> str:
    return t("entry.new_of", what=table.node.title.of(language()).lower()) if table.node else _title(table)


def _is_taken(entity: str) -> bool:
    return session.searcher().entry(entity) is not None


# ------------------------------------------------------------------------------------------------ the form


def _form(draft: Draft, desk: Desk, who: str) -> None:
    table = form_tables()[draft.table]
    original = None
    if draft.seen is not None:
        original = _original(draft, desk, who)
    issues = draft.checked.issues if draft.checked else []
    if draft.seen is None and not table.file and len(drafts.stack()) == 1 and _is_for_many():
        draft.take(draft.texts, grid.show(table, draft))
    else:
        draft.take(fields.show(table, draft, issues, original, partial(_new, draft)))
    with st.container(horizontal=True, gap="small"):
        lacking = table.scope == "document" and not table.file and not draft.document
        empty = draft.lines != [] and not any(draft.lines)
        if st.button(t("entry.check"), type="primary", icon=":material/fact_check:", disabled=lacking or empty):
            (_check_lines if draft.lines else _check_row)(draft, table, desk)
        if draft.seen is not None and st.button(t("entry.withdraw"), icon=":material/delete:", type="tertiary"):
            whole = table.scope == "document" and table.file
            gone = desk.withdrawal(draft.document) if whole else [_edit(draft, None)]
            _check(draft, gone)
    if lacking:
        st.caption(t("entry.document_first"))
    if draft.conflict and draft.lines:
        there = saved.caption(draft.conflict.now or {})
        st.warning(t("entry.there_already", what=there), icon=":material/content_copy:")
    elif draft.conflict:
        _conflict(draft)
    elif draft.checked:
        _difference(draft, table, who)


def _is_for_many() -> bool:
    """Whether many rows are entered at once, as the reader chose."""
    words = {ONE: t("entry.one"), MANY: t("entry.many")}
    given = look.linked(WAY, words, ONE)
    chosen = st.segmented_control(
        t("entry.way"), words, format_func=words.__getitem__, required=True, label_visibility="collapsed", **given
    )
    return bool(chosen == MANY)


def _edit(draft: Draft, after: Cells | None) -> Edit:
    return Edit(draft.table, draft.document, draft.seen, after)


def _original(draft: Draft, desk: Desk, who: str) -> Cells | None:
    """What the folders before the user's own say of a row that is corrected here, with the one click back."""
    key = _edit(draft, None).key
    original = desk.originals(form_tables()[draft.table], draft.document).get(key)
    if original is None or original == draft.seen:
        return None
    left, right = st.columns([70, 30], vertical_alignment="center")
    left.markdown(f":blue-badge[:material/edit: {look.esc(t('entry.corrected'))}]")
    if right.button(t("entry.to_original"), type="tertiary", icon=":material/undo:", disabled=not who):
        _save(draft, [_edit(draft, original)], who, t("entry.to_original"))
    return original


def _new(draft: Draft, column: Column, label: str, typed: str) -> None:
    """Open the form of a new entry; what is entered comes back into the column."""
    node = Node.labels[label]
    own = [table for table in node.tables() if table.scope == "document"]
    table = next((one for one in own if draft.document or one.file), node.tables()[0])
    name = "title" if table.column("title") else "name"
    texts = _plain(table) | ({name: typed} if typed else {})
    document = "" if table.file or table.scope == "registry" else draft.document
    drafts.above(
        Draft(f"{table.scope}/{table.name}", document, start={**texts, "@typed": typed}, texts=texts, back=column.name)
    )
    st.rerun()


def _check_row(draft: Draft, table: Table, desk: Desk) -> None:
    cells = read_form(table, draft.texts, look.today(), draft.seen).cells
    if draft.seen is None:
        cells = with_id(table, cells, draft.document, _is_taken)
    if table.file and draft.seen is None:
        draft.document = cells.get("id", "")
    draft.twins = likely_twins(desk, table, cells, draft.document, fields.meant) if draft.seen is None else []
    _check(draft, [_edit(draft, cells)])


def _check_lines(draft: Draft, table: Table, desk: Desk) -> None:
    found: list[Cells] = []
    for line in filter(None, draft.lines):
        cells = read_form(table, {**_plain(table), **line}, look.today()).cells
        found.append(with_id(table, cells, draft.document, _is_taken_beside(found)))
    twins = [twin for cells in found for twin in likely_twins(desk, table, cells, draft.document, fields.meant)]
    draft.twins = list(dict.fromkeys(twins))
    _check(draft, [_edit(draft, cells) for cells in found])


def _is_taken_beside(others: Sequence[Cells]) -> Callable[[str], bool]:
    """Whether an id is somebody else's, or that of one of these new rows."""
    return lambda entity: _is_taken(entity) or any(cells.get("id") == entity for cells in others)


def _check(draft: Draft, edits: list[Edit]) -> None:
    settings = get_settings()
    draft.edits, draft.conflict = edits, None
    try:
        with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
            draft.checked = check(settings, store, laid(settings, edits))
    except Touched as touched:
        draft.conflict = touched
    except HopTacError as error:
        look.refused(error)
        return
    st.rerun()


def _difference(draft: Draft, table: Table, who: str) -> None:
    """What a save would change, what may be the same, and the button that saves."""
    checked: Checked = draft.checked  # type: ignore[assignment]
    if checked.issues:
        _wrong(draft, table, checked)
        return
    if draft.twins:
        links = "; ".join(look.link(one, session.searcher().name(one)) for one in draft.twins)
        st.warning(t("entry.twins", links=links), icon=":material/content_copy:")
    st.subheader(t("data.would_change"), anchor=False)
    loads.show_changes(checked.result.changes)
    why = st.text_input(t("entry.why"), key=f"why-{draft.turn}")
    if not who:
        st.caption(t("entry.who_first"))
    if st.button(t("entry.save"), type="primary", icon=":material/save:", disabled=not who):
        _save(draft, draft.edits, who, why)


def _wrong(draft: Draft, table: Table, checked: Checked) -> None:
    """What is wrong with the lines, or told at its field above; then what is wrong with other rows because of it."""
    if draft.lines:
        other = grid.told(table, draft, checked)
    else:
        other = [issue for issue in checked.issues if table.column(issue.column) is None
                 or issue.file.rpartition("/")[2] not in (table.file_name, "documents.csv")]  # fmt: skip
    if other:
        loads.show_issues(other)
    elif not draft.lines:
        st.markdown(look.grey(t("entry.mend")))


def _save(draft: Draft, edits: list[Edit], who: str, why: str) -> None:
    settings = get_settings()
    try:
        with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
            save(settings, store, edits, who=who, why=why)
    except Touched as touched:
        draft.conflict = touched
        st.rerun()
    except HopTacError as error:
        look.refused(error)
        return
    _go_on(draft, edits)


def _go_on(draft: Draft, edits: Sequence[Edit]) -> None:
    """After a save: back to the form it was needed for, or a new row of the same table."""
    done = edits[-1]
    table, forms = done.kind, drafts.stack()
    entity = entity_of(table, done.after, done.document) if done.after else ""
    more = t("entry.more_rows", count=number_text(len(edits) - 1)) if draft.lines and len(edits) > 1 else ""
    what = " ".join(filter(None, (saved.caption(done.after or done.before or {}), more)))
    st.session_state[DONE] = t("entry.saved_what", what=what)
    if len(forms) > 1:
        below = form_tables()[forms[-2].table].column(draft.back)
        if drafts.close(entity, many=bool(below and below.many)) == DOCUMENT_FIELD:
            forms[-1].document = entity
            look.put(**{DOCUMENT: entity, ROW: None})
    else:
        kept = {SECTION: draft.texts.get(SECTION, WHOLE)} if table.column(SECTION) else {}
        forms.clear()
        look.put(**dict.fromkeys(name for name in st.query_params if name.startswith(GIVEN)))
        if draft.seen is None:
            drafts.begin(draft.table, "" if table.file else draft.document, "", None, kept)
        if done.after is None:
            look.put(**{ROW: None})
    st.rerun()


# ------------------------------------------------------------------------------------------------ two at once


def _conflict(draft: Draft) -> None:
    """Somebody else changed the row in between: both are shown, and the person decides."""
    touched: Touched = draft.conflict  # type: ignore[assignment]
    table, mine, theirs = touched.edit.kind, touched.edit.after or {}, touched.now or {}
    st.warning(t("entry.conflict"), icon=":material/group:")
    look.rows(_both(table, mine, theirs), "plain-conflict")
    with st.container(horizontal=True, gap="small"):
        st.button(t("entry.keep_mine"), icon=":material/edit:", on_click=_keep_mine, args=(draft, touched))
        st.button(t("entry.take_theirs"), icon=":material/sync:", type="tertiary", on_click=_take_theirs,
                  args=(draft, touched))  # fmt: skip


def _both(table: Table, mine: Mapping[str, str], theirs: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {
            t("data.field"): look.esc(column.text.of(language())),
            t("entry.mine"): look.stated(fields.shown_text(column, mine.get(column.name, ""))),
            t("entry.theirs"): look.stated(fields.shown_text(column, theirs.get(column.name, ""))),
        }
        for column in table.columns
        if mine.get(column.name) != theirs.get(column.name)
    ]


def _keep_mine(draft: Draft, touched: Touched) -> None:
    """Say it again, this time of the row as it is now; it is still checked and shown before it is saved."""
    forms = drafts.stack()
    forms[-1] = draft.anew(draft.texts)
    forms[-1].seen = touched.now


def _take_theirs(draft: Draft, touched: Touched) -> None:
    forms = drafts.stack()
    forms[-1] = draft.anew(touched.now or {})
    forms[-1].seen = touched.now
