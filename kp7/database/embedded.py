"""The PostgreSQL that kp7 brings along: start, stop, status."""

import errno
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from kp7.database import cluster, postmaster
from kp7.database.home import Home, default_path
from kp7.database.installation import for_runner, from_wheel
from kp7.database.problems import DatabaseProblem
from kp7.database.runner import Runner

SECONDS_TO_START = 60.0
NO_SPACE = "No space left on device"
TOO_LITTLE = 1_000_000

Role = Literal["app", "owner", "superuser"]
NAMES: Mapping[Role, str] = {
    "app": cluster.APPLICATION,
    "owner": cluster.OWNER,
    "superuser": cluster.SUPERUSER,
}


class DiskFull(DatabaseProblem):
    """The disk that holds KP7_HOME has no room left."""


@dataclass(frozen=True, slots=True)
class Server:
    """The embedded server of one KP7_HOME; `started` when this very call brought it up."""

    home: Home
    started: bool

    def url(self, role: Role = "app", dbname: str = cluster.DATABASE) -> str:
        """Return the address of a database for a role, its password included."""
        return url(self.home, role, dbname)

    def stop(self) -> None:
        """Stop the server and wait until it is gone."""
        stop(self.home.path)


def start(
    path: Path | None = None,
    *,
    settings: Mapping[str, str] | None = None,
    seconds: float = SECONDS_TO_START,
) -> Server:
    """Start the server of a KP7_HOME, making its data folder first where there is none.

    `settings` are PostgreSQL's own, for tests and measurements.
    """
    path = (path or default_path()).absolute()
    with disk_full_named(path):
        home = Home.claim(path)
        with home.locked():
            started = bring_up(home, settings or {}, seconds)
            home.stops_when_unused.unlink(missing_ok=True)
    return Server(home, started)


def stop(path: Path | None = None) -> bool:
    """Stop the server of a KP7_HOME; False when it was not running."""
    home = Home.claim((path or default_path()).absolute())
    with home.locked():
        home.stops_when_unused.unlink(missing_ok=True)
        return postmaster.halt(home)


def is_running(path: Path | None = None) -> bool:
    """Say whether the server of a KP7_HOME runs."""
    return postmaster.running_pid(Home((path or default_path()).absolute())) is not None


def url(home: Home, role: Role = "app", dbname: str = cluster.DATABASE) -> str:
    """Return the address of a database of the embedded server for a role."""
    return (
        f"postgresql://{NAMES[role]}:{quote(home.secret(role), safe='')}@/{quote(dbname, safe='')}"
        f"?host={quote(str(home.socket), safe='')}&port=5432"
    )


def bring_up(home: Home, settings: Mapping[str, str], seconds: float) -> bool:
    """Start the server of a locked home; False when it was running."""
    if postmaster.wait_until_ready(home, seconds):
        return False
    runner = Runner.owner_of(home.data) if home.is_initialized else Runner.choose()
    if home.is_initialized:
        cluster.check_version(home, from_wheel())
    home.open_to(runner)
    installation = for_runner(home, runner)
    if not home.is_initialized:
        home.make_secrets()
        cluster.make(home, runner, installation)
    postmaster.launch(home, runner, installation, settings, seconds)
    return True


@contextmanager
def disk_full_named(path: Path) -> Iterator[None]:
    """Give a full disk its own name, whichever program ran into it first."""
    try:
        yield
    except (OSError, DatabaseProblem) as error:
        full = getattr(error, "errno", None) == errno.ENOSPC or NO_SPACE in str(error)
        if full or (path.exists() and shutil.disk_usage(path).free < TOO_LITTLE):
            message = (
                f"The disk that holds {path} is full. Make room, or name a folder on another disk "
                "in KP7_HOME."
            )
            raise DiskFull(message) from error
        raise
