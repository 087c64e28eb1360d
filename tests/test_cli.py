"""The commands that belong to no other part."""

from __future__ import annotations

import socket
import sys
from typing import NoReturn

import pytest
from typer.testing import CliRunner

import cli
from cli import app
from graph.errors import StoreUnavailable


def test_a_port_in_use_is_told_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = CliRunner().invoke(app, ["up", "--port", str(port)])
    assert isinstance(done.exception, StoreUnavailable)
    assert str(port) in done.exception.what
    assert str(port + 1) in done.exception.next_step
    assert done.stdout == ""


def test_what_nobody_foresaw_is_one_sentence_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> NoReturn:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("queries.ask.catalogue_json", broken)
    monkeypatch.setattr(sys, "argv", ["hoptac", "ask", "--format", "json"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    told = capsys.readouterr()
    assert end.value.code == 2
    assert "ZeroDivisionError" in told.err
    assert "Traceback" not in told.err + told.out
