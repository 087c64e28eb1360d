"""Work that may take long: it runs beside the page, which shows how long it has run and a button that ends it."""

from __future__ import annotations

import contextvars
import ctypes
import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar, cast

import streamlit as st

from graph.texts import t
from views import look

AT_ONCE = 0.8  # seconds that a page waits for work before it says that it is at work
POLL = 0.5
STOPPED = "stopped"
S = TypeVar("S")
T = TypeVar("T")


class Stopped(BaseException):
    """Raised inside work that is to end; nothing that catches errors catches it."""


class Job(Generic[S, T]):
    """Work on a thread of its own, begun at once.

    Args:
        read: fetches what is worked on; it is never broken off, since it may hold a connection.
        compute: works on it; Python code that holds nothing, so that it can be broken off anywhere.
    """

    def __init__(self, read: Callable[[], S], compute: Callable[[S], T]) -> None:
        self.began = time.monotonic()
        self._result: T | None = None
        self._error: Exception | None = None
        self._told = threading.Lock()
        self._computing = self._stopped = False
        work = contextvars.copy_context().run
        self._thread = threading.Thread(target=work, args=(self._run, read, compute), daemon=True)
        self._thread.start()

    def _run(self, read: Callable[[], S], compute: Callable[[S], T]) -> None:
        try:
            fetched = read()
            with self._told:
                self._computing = not self._stopped
            if self._computing:
                self._result = compute(fetched)
        except Stopped:
            return
        except Exception as error:  # noqa: BLE001  whoever asks for the result gets it
            self._error = error

    @property
    def stopped(self) -> bool:
        """Whether it was told to end, so that it has no result."""
        return self._stopped

    def ended(self, seconds: float = 0) -> bool:
        """Whether it has ended, after waiting for so many seconds at most."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self) -> T:
        """What it made, once it has ended.

        Raises:
            Exception: what the work raised.
        """
        if self._error:
            raise self._error
        return cast(T, self._result)

    def stop(self) -> None:
        """End it: networkx has no way to be told, so an exception is put into its thread."""
        with self._told:
            self._stopped = True
            if self._computing and self._thread.ident:
                raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
                raise_in(ctypes.c_ulong(self._thread.ident), ctypes.py_object(Stopped))


def done(job: Callable[[], Job[S, T]], forget: Callable[[], None], key: Hashable, said: str) -> Job[S, T] | None:
    """The job once it has ended; until then the page shows how long it has run, and that it was stopped if so.

    Args:
        job: gives the job, the same until it is forgotten.
        forget: forgets it, so that it begins anew.
        key: what tells it from others.
        said: what is being done, as a sentence.

    Returns:
        The job, ended; None while it is shown as running or stopped.
    """
    if st.session_state.get(STOPPED) == key:
        look.empty(t("jobs.stopped"))
        st.button(t("jobs.again"), icon=":material/replay:", on_click=_again)
        return None
    found = job()
    if found.stopped:  # by another session, which shares it
        forget()
        found = job()
    if found.ended(AT_ONCE):
        return found
    _running(found, forget, key, said)
    return None


def _again() -> None:
    del st.session_state[STOPPED]


@st.fragment(run_every=POLL)
def _running(job: Job[S, T], forget: Callable[[], None], key: Hashable, said: str) -> None:
    look.speak()
    if job.ended():
        st.rerun()
    seconds = round(time.monotonic() - job.began)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/hourglass_top: **{look.esc(said)}** {look.grey(t('jobs.seconds', count=str(seconds)))}")
        if st.button(t("jobs.stop"), icon=":material/stop_circle:"):
            job.stop()
            forget()
            st.session_state[STOPPED] = key
            st.rerun()
