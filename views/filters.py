"""The filters of a list: what its rows differ in, each choice with what it leaves; all of it stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from graph.names import fold
from graph.texts import t
from queries.runner import Answer
from reports.words import number_text
from views import look, picker

SHOW = "xem"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Facet:
    """A filter.

    Attributes:
        key: in the address.
        of: the values that a row has: id or code -> name.
        counts: what is counted of a row.
        by_name: whether choices stand by name, not the most frequent first.
    """

    key: str
    of: Callable[[Row], Mapping[str, str]]
    counts: Callable[[Row], Hashable]
    by_name: bool = False

    def fits(self, row: Row) -> bool:
        """Whether a row has what the address asks for."""
        wanted = st.query_params.get(self.key)
        return not wanted or wanted in self.of(row)


@dataclass(frozen=True)
class Filters:
    """The filters of a page.

    Attributes:
        page: its address.
        texts: the area of its texts; a filter is called `by_KEY` there.
        picked: entities that narrow what is asked of the graph: key -> label.
        facets: filters of the rows that came.
        others: further parameters of the page.
    """

    page: str
    texts: str
    picked: Mapping[str, str]
    facets: tuple[Facet, ...]
    others: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The parameters of the address that narrow."""
        return (*self.picked, *(facet.key for facet in self.facets))

    def kept(self, rows: Iterable[Row], *, but: Facet | None = None) -> list[Row]:
        """The rows that pass every filter.

        Args:
            rows: all rows.
            but: a filter that does not count.
        """
        asked = [facet for facet in self.facets if facet is not but and st.query_params.get(facet.key)]
        return [row for row in rows if all(facet.fits(row) for facet in asked)]

    def address(self, **changes: str | None) -> str:
        """The address of the page with some of its parameters set differently."""
        keys = (SHOW, *self.others, *self.keys)
        now: dict[str, str | None] = {key: st.query_params.get(key) for key in keys}
        changed = {name.replace("_", "-"): value for name, value in changes.items()}
        return look.address(self.page, **{**now, **changed})

    def toolbar(self, rows: Sequence[Row], shown: Sequence[str]) -> str:
        """How the list is shown, and its filters.

        Args:
            rows: all rows.
            shown: the ways, the usual one first; a way is called `show_WAY`.

        Returns:
            The way chosen.
        """
        given = sum(bool(st.query_params.get(key)) for key in self.keys)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            way = st.segmented_control(
                t("filters.show"),
                list(shown),
                format_func=lambda way: self._text("show", way),
                label_visibility="collapsed",
                required=True,
                **look.linked(SHOW, list(shown), shown[0]),
            )
            said = t("filters.some", count=str(given)) if given else t("filters.none")
            with st.popover(said, icon=":material/filter_list:", type="tertiary"):
                for key, label in self.picked.items():
                    self._picker(key, label)
                for facet in self.facets:
                    self._choice(facet, rows)
            if given:
                st.button(t("filters.clear"), icon=":material/close:", type="tertiary", on_click=self._clear)
        return str(way or shown[0])

    def _text(self, what: str, key: str) -> str:
        return t(f"{self.texts}.{what}_{key.replace('-', '_')}")

    def _clear(self) -> None:
        look.put(**dict.fromkeys(self.keys))

    def _picker(self, key: str, label: str) -> None:
        picker.pick(
            self._text("by", key),
            [label],
            st.query_params.get(key),
            key=f"{self.page}-{key}",
            on_pick=partial(_set, key),
            optional=True,
        )

    def _choice(self, facet: Facet, rows: Iterable[Row]) -> None:
        """A filter with how many rows each of its values has beside the other filters."""
        found: dict[str, set[Hashable]] = {}
        names: dict[str, str] = {}
        for row in self.kept(rows, but=facet):
            for value, name in facet.of(row).items():
                names[value] = name
                found.setdefault(value, set()).add(facet.counts(row))
        options = sorted(names, key=lambda value: (0 if facet.by_name else -len(found[value]), fold(names[value])))
        wanted = st.query_params.get(facet.key)
        if wanted and wanted not in options:
            options.append(wanted)
        st.selectbox(
            self._text("by", facet.key),
            options,
            index=None,
            format_func=lambda value: f"{names.get(value, value)} ({number_text(len(found.get(value, ())))})",
            placeholder=t("filters.any"),
            **look.linked(facet.key, options),
        )


def _set(key: str, value: str | None) -> None:
    look.put(**{key: value})


def named(column: str, row: Row) -> dict[str, str]:
    """The entities of a column: id -> name."""
    return {one.id: one.name for one in row[column] or ()}


def documents(row: Row) -> dict[str, str]:
    """The documents that state a row: id -> title."""
    return {source.document: source.title for source in row["sources"] or ()}


def only(answer: Answer, rows: Iterable[Row]) -> Answer:
    """An answer with some of its rows."""
    return Answer(answer.question, answer.params, answer.columns, [dict(row) for row in rows], lang=answer.lang)
