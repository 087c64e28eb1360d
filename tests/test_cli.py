"""The commands that belong to no other part."""

from __future__ import annotations

import socket

from typer.testing import CliRunner

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
