"""Work beside the page: its result or error is had when it ends, and it can be ended."""

from __future__ import annotations

import threading
import time

import pytest
from streamlit.testing.v1 import AppTest

from graph.errors import NotFound
from graph.texts import t
from tests.views.pages import text
from views import look
from views.jobs import Job, done

LONG = 30  # seconds; far more than any of these tests may take


def endless(_: object) -> None:
    while True:
        time.sleep(0.01)


def test_work_gives_its_result() -> None:
    job = Job(lambda: 3, lambda number: number + 4)
    assert job.ended(LONG)
    assert job.result() == 7


def test_work_that_fails_says_why() -> None:
    def fail() -> None:
        raise NotFound.say("analysis.no_country", value="x")

    job = Job(fail, lambda _: None)
    assert job.ended(LONG)
    with pytest.raises(NotFound):
        job.result()


def test_work_is_ended_when_told() -> None:
    job = Job(lambda: None, endless)
    assert not job.ended(0.05)
    job.stop()
    assert job.ended(LONG)


def test_reading_is_not_broken_off_but_nothing_is_computed_after_it() -> None:
    reading, computed = threading.Event(), threading.Event()
    job = Job(lambda: reading.wait(LONG), lambda _: computed.set())
    job.stop()
    assert not job.ended(0.05)
    reading.set()
    assert job.ended(LONG)
    assert not computed.is_set()


def page(going):  # type: ignore[no-untyped-def]
    import streamlit as st

    from views import jobs

    @st.cache_resource(show_spinner=False)
    def job(_going):  # type: ignore[no-untyped-def]
        def work(_: object) -> str:
            while not _going.wait(0.01):
                pass
            return "xong"

        return jobs.Job(lambda: None, work)

    found = jobs.done(lambda: job(going), job.clear, "key", "Đang đo")
    st.markdown(found.result() if found else "chưa xong")


def press(test: AppTest, key: str) -> None:
    next(button for button in test.button if button.label == t(key)).click().run()


def test_the_page_shows_that_it_runs_until_it_is_stopped_and_starts_again() -> None:
    going = threading.Event()
    test = AppTest.from_function(page, default_timeout=LONG, args=(going,)).run()
    assert "Đang đo" in text(test)
    press(test, "jobs.stop")
    assert look.esc(t("jobs.stopped")) in text(test)
    going.set()
    press(test, "jobs.again")
    assert "xong" in text(test).splitlines()


def test_a_job_that_another_session_stopped_begins_anew() -> None:
    made: list[Job[None, int]] = []

    def again() -> None:
        made.append(Job(lambda: None, lambda _: 7))

    again()
    made[0].stop()
    found = done(lambda: made[-1], again, "another", "Đang đo")
    assert found is made[-1]
    assert len(made) == 2
    assert found.result() == 7
