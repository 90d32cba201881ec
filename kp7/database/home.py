"""Where the embedded server lives: one folder, KP7_HOME, outside the checkout."""

import fcntl
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from kp7.database.problems import DatabaseProblem
from kp7.database.runner import Runner

MARKER = "README.txt"
SECRETS = ("superuser", "owner", "app", "django")
LONGEST_SOCKET_PATH = 107
SOCKET_FILE = ".s.PGSQL.5432"
UNSPEAKABLE = frozenset('"$`\\\n\r')  # initdb hands its own path to a shell
ABOUT = """\
This folder holds the data of kp7 (the registry of service records) and the PostgreSQL server
that keeps them. Do not edit, move or remove single files of it. `kp7 db backup FILE` makes a copy
that can be kept elsewhere; `kp7 db restore FILE` brings it back.
"""

Secret = Literal["superuser", "owner", "app", "django"]


class FolderTaken(DatabaseProblem):
    """KP7_HOME names a folder that is not ours to use."""


class FolderUnreachable(DatabaseProblem):
    """The account that runs PostgreSQL cannot enter KP7_HOME."""


class NameRefused(DatabaseProblem):
    """PostgreSQL's programs cannot work in a folder of this name."""


class SecretMissing(DatabaseProblem):
    """The data are there, the passwords that open them are not."""


def default_path() -> Path:
    """Return KP7_HOME, or the usual place for the data of the user that we are."""
    if named := os.environ.get("KP7_HOME"):
        return Path(named).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/kp7")
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share") / "kp7"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder and the places in it."""

    path: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's own files."""
        return self.path / "data"

    @property
    def log(self) -> Path:
        """What the server has to say."""
        return self.path / "log" / "postgresql.log"

    @property
    def socket(self) -> Path:
        """The folder of the socket: a short one elsewhere when ours is too long for the kernel."""
        inside = self.path / "socket"
        if len(os.fsencode(inside / SOCKET_FILE)) <= LONGEST_SOCKET_PATH:
            return inside
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path("/run" if os.geteuid() == 0 else "/tmp") / f"kp7-{name}"  # noqa: S108  verified

    @property
    def stops_when_unused(self) -> Path:
        """A mark: the server was started in passing, the last command to need it stops it."""
        return self.path / "stops-when-unused"

    @property
    def is_initialized(self) -> bool:
        """Whether there is a data folder, whatever is in it."""
        return self.data.exists()

    @classmethod
    def claim(cls, path: Path) -> Self:
        """Make the folder ours, or refuse it; a folder with other things in it is never used."""
        path = path.absolute()
        if found := "".join(sorted(set(str(path)) & UNSPEAKABLE)):
            message = (
                f"PostgreSQL's programs cannot work in a folder whose name holds {found!r}: "
                f"{path}. Name another one in KP7_HOME."
            )
            raise NameRefused(message)
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if path.stat().st_uid != os.geteuid():
                owner = Runner.owner_of(path).name
                message = (
                    f"{path} belongs to the user {owner}. Run kp7 as {owner}, "
                    "or name another folder in KP7_HOME."
                )
                raise FolderTaken(message)
            _mark(path)
        except (FileExistsError, NotADirectoryError) as error:
            message = f"{path} is not a folder. Name another one in KP7_HOME."
            raise FolderTaken(message) from error
        except PermissionError as error:
            message = f"{path} cannot be written. Name another folder in KP7_HOME."
            raise FolderTaken(message) from error
        return cls(path)

    def open_to(self, runner: Runner) -> None:
        """Let the account pass through KP7_HOME itself; its parents are not ours to open."""
        if runner.dropped:
            os.chown(self.path, 0, runner.gid)
            self.path.chmod(0o710)
        if not runner.can_enter(self.path):
            message = (
                f"The account {runner.name}, which runs PostgreSQL, cannot enter {self.path}: one "
                "of the folders above is closed to it. Name a folder in KP7_HOME that it can "
                "reach, such as /var/lib/kp7."
            )
            raise FolderUnreachable(message)

    def make_folder(self, folder: Path, runner: Runner, mode: int) -> None:
        """Make a folder for the account, or verify that an existing one is truly its own."""
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != runner.uid:
                message = (
                    f"{folder} is not a folder of {runner.name}'s. Remove it, or name another "
                    "folder in KP7_HOME."
                )
                raise FolderTaken(message) from None
        else:
            runner.own(folder)
        folder.chmod(mode)

    def make_secrets(self) -> None:
        """Write each password that is not there yet, readable by us alone."""
        folder = self.path / "secrets"
        folder.mkdir(mode=0o700, exist_ok=True)
        for name in SECRETS:
            target = folder / name
            if target.exists():
                continue
            unfinished = folder / f".{name}"
            unfinished.unlink(missing_ok=True)
            with os.fdopen(
                os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
            ) as f:
                f.write(secrets.token_urlsafe(48))
            unfinished.rename(target)

    def secret(self, name: Secret) -> str:
        """Read a password."""
        source = self.path / "secrets" / name
        try:
            return source.read_text()
        except FileNotFoundError as error:
            message = (
                f"{source} is missing. `kp7 db start` makes it for an empty folder; where "
                f"{self.data} has data, bring the file back from a copy of the folder."
            )
            raise SecretMissing(message) from error
        except PermissionError as error:
            message = (
                f"{source} cannot be read: the folder belongs to another user. Run kp7 as that "
                "user, or name another folder in KP7_HOME."
            )
            raise FolderTaken(message) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let one command at a time start or stop the server."""
        with (self.path / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _mark(path: Path) -> None:
    """Put our mark into an empty folder; refuse one that holds something else.

    Starters at once take turns at the folder itself: there is no file of ours to lock before it
    is ours. A mark that a killed starter has half written is finished.
    """
    marker = path / MARKER
    with _alone_in(path):
        written = marker.read_text() if marker.exists() else ""
        if written == ABOUT:
            return
        harmless = {"lost+found", MARKER} if ABOUT.startswith(written) else {"lost+found"}
        if any(entry.name not in harmless for entry in path.iterdir()):
            message = (
                f"{path} holds other files and is not a data folder of kp7. "
                "Name an empty folder in KP7_HOME."
            )
            raise FolderTaken(message)
        marker.write_text(ABOUT)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder's own lock; the kernel drops it with the process."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
