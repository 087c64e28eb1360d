"""The engine's supervisor, a process of its own: runs the engine and ends it when asked or when nobody uses it.

Called as `python -m graph.embedded.supervisor ROOT HEAP PORT`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from filelock import Timeout

from graph.embedded import java
from graph.embedded.folder import Endpoint, EngineFolder, private_lock

IDLE_SECONDS = 15 * 60
LOOK_SECONDS = 0.5
END_SECONDS = 15


def supervise(folder: EngineFolder, heap: str, port: int) -> None:
    """Run the engine until it ends, is asked to end, or was not used for a while.

    Args:
        folder: a prepared folder.
        heap: memory of the engine, as Java writes it.
        port: Bolt port on 127.0.0.1.
    """
    with private_lock(folder.supervisor_lock, 5):
        engine = java.run(folder, heap, port)
        try:
            folder.write_endpoint(Endpoint(port=port, engine=engine.pid, supervisor=os.getpid()))
            while engine.poll() is None and not _should_end(folder):
                _wait(engine, LOOK_SECONDS)
        finally:
            _end(engine)


def _should_end(folder: EngineFolder) -> bool:
    try:
        unused = time.time() - folder.last_use.stat().st_mtime
    except FileNotFoundError:
        return True  # the folder was taken away
    return folder.stop_request.exists() or unused > IDLE_SECONDS


def _end(engine: subprocess.Popen[bytes]) -> None:
    """End the engine in good order, or else by force: its log of writes makes both safe."""
    engine.terminate()
    if not _wait(engine, END_SECONDS):
        engine.kill()
        engine.wait()


def _wait(engine: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether the engine ended within that time."""
    try:
        engine.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def main() -> None:
    """Entry point of the process."""
    root, heap, port = sys.argv[1:]
    os.umask(0o077)
    signal.signal(signal.SIGTERM, _leave)
    try:
        supervise(EngineFolder(Path(root)), heap, int(port))
    except Timeout:
        sys.exit("another supervisor runs this engine")


if __name__ == "__main__":
    main()
