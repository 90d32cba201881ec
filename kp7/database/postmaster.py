"""The running server: is it there, start it, stop it."""

import shlex
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

import psutil
from psycopg import pq
from psycopg.conninfo import make_conninfo

from kp7.database.home import Home
from kp7.database.installation import Installation
from kp7.database.problems import DatabaseProblem
from kp7.database.runner import Runner

SECONDS_FOR_THE_DEAD = 15.0
SECONDS_TO_STOP = 60.0
LONGEST_LOG = 10_000_000
SHOWN_LINES = 12
PORT = "5432"
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0770",
    # Personal data are in no log: no statement, no row in a DETAIL.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_line_prefix": "%m [%p] %u@%d ",
}


class ServerNotStarted(DatabaseProblem):
    """PostgreSQL did not come up; the message carries the end of its log."""


class ServerNotStopped(DatabaseProblem):
    """PostgreSQL is still running after the time given to it."""


def running_pid(home: Home) -> int | None:
    """Return the server's process id; what the pid file says is believed only if it is true."""
    lines = _pid_file(home)
    pid = int(lines[0]) if lines and lines[0].strip().isdigit() else None
    return pid if pid is not None and _is_on(pid, home.data) else None


def is_ready(home: Home) -> bool:
    """Say whether a running server answers: one that is being killed may only seem to."""
    lines = _pid_file(home)
    says_so = len(lines) > 7 and lines[7].strip() == "ready"  # noqa: PLR2004  its eighth line
    address = make_conninfo("", host=str(home.socket), port=PORT, user="kp7_app", connect_timeout=2)
    return says_so and pq.PGconn.ping(address.encode()) == pq.Ping.OK


def wait_until_ready(home: Home, seconds: float) -> bool:
    """Wait for a running server to answer, after a crash too; False when it has died meanwhile."""
    until = time.monotonic() + seconds
    while running_pid(home):
        if is_ready(home):
            return True
        if time.monotonic() > until:
            message = (
                f"PostgreSQL is running but has not been ready within {seconds:g} seconds.\n"
                f"The end of {home.log}:\n{_tail(home.log, 0)}"
            )
            raise ServerNotStarted(message)
        time.sleep(0.05)
    return False


def launch(
    home: Home,
    runner: Runner,
    installation: Installation,
    settings: Mapping[str, str],
    seconds: float,
) -> None:
    """Start the server and wait until it answers; it outlives the command that started it."""
    _bury_the_dead(home)
    home.make_folder(home.socket, runner, 0o750)
    home.make_folder(home.log.parent, runner, 0o700)
    _shorten_log(home.log)
    before = home.log.stat().st_size if home.log.exists() else 0
    chosen = {**SETTINGS, "unix_socket_directories": str(home.socket), **settings}
    options = " ".join(shlex.quote(f"--{name}={value}") for name, value in chosen.items())
    answer = runner.run(
        [
            *(installation.program("pg_ctl"), "start", "--wait", "--silent"),
            *("--pgdata", home.data, "--log", home.log, "--options", options),
            *("--timeout", str(max(1, int(seconds)))),
        ],
        seconds=seconds + 30,
    )
    if answer.returncode != 0 or not is_ready(home):
        message = (
            f"PostgreSQL did not start within {seconds:g} seconds. {answer.stderr.strip()}\n"
            f"The end of {home.log}:\n{_tail(home.log, before)}"
        )
        raise ServerNotStarted(message)


def halt(home: Home, seconds: float = SECONDS_TO_STOP) -> bool:
    """Stop the server at once but cleanly; False when it was not running."""
    pid = running_pid(home)
    if pid is None:
        return False
    psutil.Process(pid).send_signal(2)  # SIGINT: fast shutdown, open transactions are rolled back
    if not _gone_within(home, pid, seconds):
        message = (
            f"PostgreSQL (process {pid}) is still running after {seconds:g} seconds. "
            f"Read {home.log} and try again."
        )
        raise ServerNotStopped(message)
    return True


def _gone_within(home: Home, pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while _is_on(pid, home.data):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _pid_file(home: Home) -> list[str]:
    try:
        return (home.data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _is_on(pid: int, data: Path) -> bool:
    """Say whether the process lives, is a PostgreSQL and works in this data folder."""
    try:
        process = psutil.Process(pid)
        alive = process.status() not in {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD}
        return alive and "postgres" in process.name() and Path(process.cwd()) == data.resolve()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def _bury_the_dead(home: Home) -> None:
    """Wait for what a killed server left running, then remove the files that speak of it.

    PostgreSQL itself refuses to start while its old process id exists, even as a zombie that
    nobody reaps or as another program that has got the number since.
    """
    if not _pid_file(home):
        return
    until = time.monotonic() + SECONDS_FOR_THE_DEAD
    while left := [pid for pid in psutil.pids() if _is_on(pid, home.data)]:
        if time.monotonic() > until:
            message = (
                f"Processes of a killed server are still at work in {home.data}: "
                f"{', '.join(map(str, left))}. Wait for them, or end them, and try again."
            )
            raise ServerNotStarted(message)
        time.sleep(0.1)
    (home.data / "postmaster.pid").unlink(missing_ok=True)
    if home.socket.is_dir():
        for file in home.socket.glob(".s.PGSQL.*"):
            file.unlink()


def _shorten_log(log: Path) -> None:
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        shutil.move(log, log.with_suffix(".log.old"))


def _tail(log: Path, start: int) -> str:
    try:
        with log.open("rb") as file:
            file.seek(start)
            text = file.read().decode(errors="replace")
    except FileNotFoundError:
        return "(nothing was written)"
    return "\n".join(text.splitlines()[-SHOWN_LINES:]) or "(nothing was written)"
