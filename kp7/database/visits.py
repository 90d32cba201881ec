"""Commands that need the embedded server for a while: the last one out turns off the light."""

import atexit
import fcntl
import os
from pathlib import Path

from kp7.database import embedded, postmaster
from kp7.database.home import Home, default_path


def visit(path: Path | None = None) -> embedded.Server:
    """Start the server for as long as this command, and others at the same time, need it.

    The last of them to end stops it, unless `start` (`kp7 db start`) has asked for it to stay.
    """
    path = (path or default_path()).absolute()
    with embedded.disk_full_named(path):
        home = Home.claim(path)
        with home.locked():
            started = embedded.bring_up(home, {}, embedded.SECONDS_TO_START)
            if started:
                home.stops_when_unused.touch()
            visit = os.open(home.path / "visits", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(visit, fcntl.LOCK_SH)
    atexit.register(_leave, home, visit, os.getpid())
    return embedded.Server(home, started)


def _leave(home: Home, visit: int, visitor: int) -> None:
    """End a visit; a forked worker of the visitor's ends none."""
    if os.getpid() != visitor:
        return
    with home.locked():
        try:
            fcntl.flock(visit, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        finally:
            os.close(visit)
        if home.stops_when_unused.exists():
            postmaster.halt(home)
            home.stops_when_unused.unlink()
