"""Under which account the embedded server's programs run."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kp7.database.problems import DatabaseProblem

UNPRIVILEGED = ("postgres", "nobody")


class NoUnprivilegedAccount(DatabaseProblem):
    """PostgreSQL refuses to run as root and this machine has no account to run it as."""


@dataclass(frozen=True, slots=True)
class Runner:
    """An account of the machine; `dropped` when we are root and step down to it."""

    uid: int
    gid: int
    dropped: bool

    @property
    def name(self) -> str:
        """The account's name, or its number where it has none."""
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return str(self.uid)

    @classmethod
    def choose(cls) -> Self:
        """Return our own account, or an unprivileged one when we are root."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), dropped=False)
        for name in UNPRIVILEGED:
            try:
                account = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(account.pw_uid, account.pw_gid, dropped=True)
        message = (
            "PostgreSQL does not run as root, and this machine has neither an account "
            "'postgres' nor 'nobody'. Create one of them, or start kp7 as an ordinary user."
        )
        raise NoUnprivilegedAccount(message)

    @classmethod
    def owner_of(cls, folder: Path) -> Self:
        """Return the account that owns an existing data folder: it stays with that account."""
        found = folder.stat()
        return cls(found.st_uid, found.st_gid, dropped=os.geteuid() == 0)

    def run(
        self, command: Sequence[str | Path], *, text: str = "", seconds: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run a program of PostgreSQL's as this account, away from our folder and environment."""
        return subprocess.run(  # noqa: S603  the program and its arguments are ours
            [str(part) for part in command],
            input=text,
            capture_output=True,
            check=False,
            text=True,
            errors="replace",
            timeout=seconds,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            user=self.uid if self.dropped else None,
            group=self.gid if self.dropped else None,
            extra_groups=[] if self.dropped else None,
            umask=0o077,
        )

    def own(self, folder: Path) -> None:
        """Give the account a folder that we have just made."""
        if self.dropped:
            os.chown(folder, self.uid, self.gid, follow_symlinks=False)

    def can_enter(self, folder: Path) -> bool:
        """Say whether the account can reach the folder through all of its parents."""
        if not self.dropped:
            return os.access(folder, os.X_OK)
        return self.run(["/bin/sh", "-c", 'cd -- "$0"', folder]).returncode == 0
