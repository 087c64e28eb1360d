"""The log: one rotated file in `HOPTAC_HOME/log/`, where what a person is not shown can be found by its number."""

from __future__ import annotations

import logging
import secrets
from functools import cache
from logging.handlers import RotatingFileHandler

from graph.settings import get_settings

BYTES, FILES = 1_000_000, 5


@cache
def logger() -> logging.Logger:
    """The program's log, at the level of `HOPTAC_LOG`."""
    settings = get_settings()
    log = logging.getLogger("hoptac")
    log.setLevel(settings.log)
    log.propagate = False
    settings.log_folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        settings.log_folder / "hoptac.log", maxBytes=BYTES, backupCount=FILES, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    return log


def log_error(error: BaseException) -> str:
    """Note an error with its traceback.

    Args:
        error: the error.

    Returns:
        The number under which the log has it.
    """
    number = secrets.token_hex(3)
    logger().error("%s", number, exc_info=error)
    return number
