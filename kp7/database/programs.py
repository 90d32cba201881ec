"""PostgreSQL's client programs, run for a command: pg_dump, pg_restore, psql."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kp7.database.connection import is_embedded
from kp7.database.installation import from_wheel
from kp7.database.problems import DatabaseProblem


class ProgramFailed(DatabaseProblem):
    """A client program of PostgreSQL's ended with an error."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address without its password, which no list of processes may show."""

    conninfo: str
    environment: Mapping[str, str]


def without_password(url: str) -> Address:
    """Take the password out of an address and hand it over in the environment."""
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    return Address(
        make_conninfo("", **parts),
        {**os.environ, **({"PGPASSWORD": str(password)} if password else {})},
    )


def find(name: str, at_least: int) -> Path:
    """Find a client program of this major version or newer, that understands encryption.

    The wheel's programs know no TLS, so a real server is met with the machine's own, where they
    are new enough.
    """
    wheel = from_wheel().program(name)
    installed = shutil.which(name)
    if is_embedded() or installed is None:
        return wheel
    answer = subprocess.run([installed, "--version"], capture_output=True, check=False, text=True)  # noqa: S603  found on PATH
    found = re.search(r"\) (\d+)", answer.stdout)
    return Path(installed) if found and int(found[1]) >= at_least else wheel


def run(command: Sequence[str | Path], environment: Mapping[str, str]) -> str:
    """Run a program and return what it printed; its error is the problem."""
    answer = subprocess.run(  # noqa: S603  the program and its arguments are ours
        [str(part) for part in command],
        capture_output=True,
        check=False,
        text=True,
        errors="replace",
        env=dict(environment),
    )
    if answer.returncode != 0:
        name = Path(command[0]).name
        message = f"{name} failed: {_without_rows(answer.stderr)}"
        if "SSL" in answer.stderr or "version mismatch" in answer.stderr:
            message += (
                " Install the server's own client programs (postgresql-client) and try again."
            )
        raise ProgramFailed(message)
    return answer.stdout


def _without_rows(error: str) -> str:
    """Leave out the lines in which PostgreSQL quotes what stood in a row."""
    quoting = ("DETAIL:", "CONTEXT:", "Command was:", "LINE ")
    return "\n".join(line for line in error.strip().splitlines() if not line.startswith(quoting))
