"""Ask: a question in plain words or from the catalogue, its parameters, the answer, its picture and its Cypher."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import streamlit as st

from graph.errors import HopTacError, NotFound
from graph.names import fold
from graph.texts import language, t
from queries.ask import command_of, groups
from queries.catalogue import Param, Question, questions, read_value
from queries.runner import Answer
from queries.understand import Suggestions, Understood, understand
from reports.picture import Picture
from views import answers, look, picker, session
from views.network import still

ASKED, FIND = "cau-hoi", "tim"
PAGE = "hoi"
LIMIT = 500
DRAWN = 60  # boxes of the small picture
ROWS_DRAWN = 80
AS_OF = "as_of"  # the day of view, which stands in the page's head


def page() -> None:
    """The page; the question and its parameters stand in the address."""
    look.head(t("ask_page.title"))
    left, right = st.columns([24, 76], gap="medium")
    text = st.query_params.get(ASKED, "")
    asked = questions().get(text)
    with left, st.container(key="quiet-catalogue", gap="xsmall"):
        _catalogue(asked)
    with right:
        _box(text, asked)
        if asked:
            _form(asked, None)
            _answered(asked, _given(asked))
        elif text:
            _free(text)
        else:
            _examples()


# ------------------------------------------------------------------------------------------------ catalogue and box


def _catalogue(asked: Question | None) -> None:
    """All questions by group, as links; the box finds by words of title or description."""
    find = st.text_input(
        t("ask_page.find"),
        placeholder=t("ask_page.find"),
        icon=":material/search:",
        label_visibility="collapsed",
        **look.linked(FIND, default=""),
    )
    wanted, lang, found = fold(find or "").split(), language(), 0
    for title, members in groups():
        hits = [one for one in members if _has(fold(f"{one.title(lang)} {one.description(lang)}").split(), wanted)]
        found += len(hits)
        if hits:
            st.markdown("  \n".join([f":gray[{look.esc(title)}]", *(_entry(one, asked) for one in hits)]))
    if not found:
        st.caption(t("ask_page.none_found"))


def _has(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether each word looked for begins a word."""
    return all(any(word.startswith(begun) for word in words) for begun in wanted)


def _entry(one: Question, asked: Question | None) -> str:
    title = look.esc(one.title(language()))
    return f"**{title}**" if asked and one.name == asked.name else f"[{title}]({address(one.name)})"


def address(question: str, params: Mapping[str, str] | None = None) -> str:
    """The address of a question with its parameters; a required one without a value gets its example.

    Args:
        question: its name.
        params: parameter -> value as text.
    """
    known = questions()[question].params
    given = {name: str(param.example) for name, param in known.items() if param.required} | dict(params or {})
    return look.address(
        PAGE, **{ASKED: question}, **{_key(name): value for name, value in given.items() if name != AS_OF}
    )


def _key(name: str) -> str:
    """The name of a parameter in the address."""
    return name.replace("_", "-")


def _box(text: str, asked: Question | None) -> None:
    """The question in plain words."""
    st.session_state["ask-text"] = "" if asked else text
    st.text_input(
        t("ask_page.question"),
        key="ask-text",
        placeholder=t("ask_page.placeholder"),
        icon=":material/chat:",
        label_visibility="collapsed",
        max_chars=400,
        on_change=_typed,
    )


def _typed() -> None:
    _go(st.session_state["ask-text"].strip(), {})


def _go(question: str, params: Mapping[str, str | None]) -> None:
    """Write a question into the address, without what an earlier one left there."""
    kept = {name: None for name in st.query_params if name not in (look.DAY, FIND)}
    look.put(**{**kept, ASKED: question or None, **{_key(name): value for name, value in params.items()}})


def _examples() -> None:
    st.markdown(look.grey(t("ask_page.start")))
    for key in ("ask_page.example_1", "ask_page.example_2", "ask_page.example_3", "ask_page.example_4"):
        st.markdown(f"[{look.esc(t(key))}]({look.address(PAGE, **{ASKED: t(key)})})")


# ------------------------------------------------------------------------------------------------ plain words


def _free(text: str) -> None:
    """The answer to plain words with what was understood; else what comes nearest."""
    meant = understand(text, session.store(), as_of=look.day(), lang=language())
    if isinstance(meant, Suggestions):
        lines = [f"[{look.esc(_said(one))}]({address(one.question, one.params)})" for one in meant.nearest]
        what = t("ask_page.not_understood", text=text, why=meant.because())
        look.empty(what, "  \n".join(lines) or look.esc(t("ask.nothing_near")))
        return
    asked = questions()[meant.question]
    _form(asked, meant)
    _answered(asked, meant.params)


def _said(meant: Understood) -> str:
    """A question with its parameters in a line."""
    asked = questions()[meant.question]
    shown = [_word(asked.params[name], value) for name, value in meant.params.items() if name in asked.params]
    return f"{asked.title(language())}: {', '.join(shown)}" if shown else asked.title(language())


def _word(param: Param, value: str) -> str:
    entry = session.searcher().entry(value) if param.kind.entity else None
    if entry:
        return picker.told_apart(entry)
    return param.kind.title(value, language()) if param.kind.choice else value


# ------------------------------------------------------------------------------------------------ parameters


def _given(asked: Question) -> dict[str, str]:
    """Parameters that the address has."""
    return {name: value for name in asked.params if (value := st.query_params.get(_key(name))) and name != AS_OF}


def _form(asked: Question, meant: Understood | None) -> None:
    """What is asked, and a field for each parameter; what is changed goes into the address."""
    given = dict(meant.params) if meant else _given(asked)
    title = look.esc(asked.title(language()))
    st.markdown(f"{look.grey(t('ask_page.understood'))} **{title}**" if meant else f"**{title}**")
    st.caption(look.esc(asked.description(language())))
    fields = [(name, param) for name, param in asked.params.items() if name != AS_OF]
    fields.sort(key=lambda field: not field[1].required)
    for start in range(0, len(fields), 3):
        for column, (name, param) in zip(st.columns(3, gap="small"), fields[start : start + 3], strict=False):
            with column:
                _field(asked, name, param, given)


def _field(asked: Question, name: str, param: Param, given: dict[str, str]) -> None:
    label = param.description.of(language())
    label = label[:1].upper() + label[1:]
    key, value = f"param-{name}", given.get(name)
    change = partial(_changed, asked.name, name, given)
    if param.kind.entity:
        optional = not param.required
        picker.pick(label, sorted(param.kind.labels), value, key=key, on_pick=change, optional=optional)
        return
    keep = partial(_from_widget, key, change)
    if param.kind.choice:
        codes = [code.value for code in param.kind.choice]
        st.session_state[key] = value if value in codes else _default(param)
        words = partial(param.kind.title, language=language())
        st.selectbox(label, codes, index=None, format_func=words, key=key, on_change=keep)
    elif param.type == "date":
        st.session_state[key] = _day(param, value)
        first, last = look.FIRST_DAY, look.LAST_DAY
        st.date_input(label, None, min_value=first, max_value=last, key=key, format="DD/MM/YYYY", on_change=keep)
    elif param.type == "yes/no":
        st.session_state[key] = (value or str(param.default)).lower() in ("true", "yes", "1")
        st.checkbox(label, key=key, on_change=keep)
    elif param.type == "integer":
        text = value or _default(param)
        st.session_state[key] = int(text) if text and text.lstrip("-").isdecimal() else None
        st.number_input(
            label, min_value=0, max_value=9999, step=1, key=key, on_change=keep, placeholder=str(param.example)
        )
    else:
        st.session_state[key] = value or ""
        st.text_input(label, key=key, on_change=keep, placeholder=str(param.example), max_chars=200)


def _default(param: Param) -> str | None:
    return None if param.required or param.default is None else str(param.default)


def _day(param: Param, value: str | None) -> dt.date | None:
    """The day that the address has, else the default."""
    try:
        read = read_value(param, value if value is not None else _default(param))
    except ValueError:
        return None
    return read if isinstance(read, dt.date) else None


def _from_widget(key: str, change: Any) -> None:
    value = st.session_state[key]
    change(value.isoformat() if isinstance(value, dt.date) else None if value in (None, "") else str(value))


def _changed(question: str, name: str, given: dict[str, str], value: str | None) -> None:
    """A parameter has another value: the address now names the question itself."""
    _go(question, {**given, name: value})


# ------------------------------------------------------------------------------------------------ the answer


def _answered(asked: Question, given: Mapping[str, str]) -> None:
    missing = [param for name, param in asked.params.items() if param.required and not given.get(name)]
    if missing:
        look.empty(t("ask_page.missing", what=missing[0].description.of(language())))
        return
    try:
        answer = session.answer(asked.name, {n: v for n, v in given.items() if n != AS_OF}, limit=LIMIT)
    except NotFound as error:
        look.empty(error.what, look.esc(error.next_step))
        return
    except HopTacError as error:
        look.refused(error)
        return
    answers.show(answer, "answer")
    _picture(answer)
    with st.expander(t("ask_page.cypher"), icon=":material/code:"):
        st.code(cypher_text(asked, answer), language="cypher")
        st.code(command_of(Understood(asked.name, dict(given), 1)), language="bash")


def cypher_text(asked: Question, answer: Answer) -> str:
    """The statement of a question with its parameters, as Neo4j Browser reads both.

    Args:
        asked: the question.
        answer: its answer, which has the parameters as resolved.

    Returns:
        `:param` lines, then the Cypher.
    """
    sent = {**{name: _literal(value) for name, value in answer.params.items()}, "limit": str(LIMIT)}
    used = [f":param {name} => {value};" for name, value in sent.items() if f"${name}" in asked.cypher]
    return "\n".join([*used, asked.cypher.strip()])


def _literal(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, dt.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    text = str(getattr(value, "value", value)).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{text}'"


def _picture(answer: Answer) -> None:
    """The rows as a small network, where each names things that hang together."""
    singles = [column.name for column in answer.columns if column.type.entity and not column.type.many]
    if len(singles) < 2:
        return
    picture = Picture(session.answer, session.searcher().entry, "vn")
    for row in answer.rows[:ROWS_DRAWN]:
        found = [row[name] for name in singles if row[name] is not None]
        for entity in found:
            picture.add(entity)
        for one, other in pairwise(found):
            picture.line(str(row.get("relationship") or "CHAINS"), one.id, other.id)
    if not 2 <= len(picture.nodes) <= DRAWN:
        return
    with st.expander(t("ask_page.picture"), icon=":material/hub:"):
        still(picture.view())
