"""The embedded engine: a Bolt server of its own, started when needed and ended when nobody uses it."""

from graph.embedded.folder import (
    DATABASE,
    STATEMENT_SECONDS,
    Account,
    Endpoint,
    EngineFolder,
    private_lock,
    write_private,
)
from graph.embedded.launcher import Answer, EmbeddedEngine, Ping

__all__ = [
    "DATABASE",
    "STATEMENT_SECONDS",
    "Account",
    "Answer",
    "EmbeddedEngine",
    "Endpoint",
    "EngineFolder",
    "Ping",
    "private_lock",
    "write_private",
]
