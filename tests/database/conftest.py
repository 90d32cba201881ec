"""Servers of their own: these tests start, break and bury them."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kp7.database import embedded, postmaster
from kp7.database.embedded import Server
from kp7.database.home import Home

UNSAFE = {"fsync": "off"}  # nothing here has to outlive a power cut
AS_ROOT = os.geteuid() == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every account of the machine can enter; servers in it are stopped."""
    path = Path(tempfile.mkdtemp(prefix="kp7-d-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    for marker in path.rglob("README.txt"):
        if marker.with_name("data").is_dir():
            _stop(marker.parent)
    shutil.rmtree(path, ignore_errors=True)


def _stop(home: Path) -> None:
    if postmaster.running_pid(Home(home)):
        embedded.stop(home)


@pytest.fixture
def home(folder: Path) -> Path:
    """A KP7_HOME that does not exist yet."""
    return folder / "home"


@pytest.fixture(scope="module")
def spare() -> Iterator[Server]:
    """A server that the tests of a module share."""
    path = Path(tempfile.mkdtemp(prefix="kp7-d-", dir="/tmp"))
    server = embedded.start(path, settings=UNSAFE)
    yield server
    server.stop()
    shutil.rmtree(path)


@pytest.fixture
def quiet(spare: Server) -> Iterator[Path]:
    """The folder of the shared server, which is stopped for the test and started again after."""
    spare.stop()
    yield spare.home.path
    embedded.start(spare.home.path, settings=UNSAFE)


def python(code: str, *arguments: Path | str) -> "subprocess.Popen[str]":
    """Run Python code in a process of its own, its output in a pipe."""
    return subprocess.Popen(  # noqa: S603  the code is the test's
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.fixture
def mount(folder: Path) -> Iterator[Callable[[str], Path]]:
    """A small disk of its own, where this machine lets us mount one."""

    def run(*command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603  ours

    def mounted(options: str) -> Path:
        done = run(
            "/usr/bin/mount", "-t", "tmpfs", "-o", f"mode=755,{options}", "none", str(folder)
        )
        if done.returncode != 0:
            pytest.skip(f"a disk for the test cannot be mounted: {done.stderr.strip()}")
        return folder

    yield mounted
    run("/usr/bin/umount", "--lazy", str(folder))


def mode(path: Path) -> int:
    """The permission bits of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)
