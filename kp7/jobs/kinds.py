"""The kinds of jobs: each room says of its own what they do."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from kp7.jobs.running import Running
from kp7.jobs.terms import JobState


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job.

    `run` does the work; see `Running` for what it owes. `address` is the name of the page of its
    subject, reversed with the subject's id. `stopped` is told the subject of a job that failed
    or was cancelled, by whichever way, before the job says so itself: it may be told twice. Jobs
    whose codes begin alike (`intake.plan`, `intake.apply`) run one after another in one register.
    """

    code: str
    label: str
    run: Callable[[Running], None]
    address: str = ""
    stopped: Callable[[UUID, JobState, str], None] | None = None

    @property
    def group(self) -> str:
        """The first word of the code."""
        return self.code.partition(".")[0]

    def lock(self, register_id: UUID | None, subject: UUID) -> str:
        """What only one job at a time holds: the group in its register, else its subject."""
        return f"{self.group}:{register_id or subject}"


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Let jobs of this kind be asked for; called by a room's `tasks` when it is imported."""
    known = _kinds.setdefault(kind.code, kind)
    if known != kind:
        message = f"Two kinds of jobs are called {kind.code}; rename one."
        raise ValueError(message)
    return kind


def kind_of(code: str) -> Kind | None:
    """Return a kind, or nothing where this release has none of that code."""
    return _kinds.get(code)


def tell_stopped(code: str, subject: UUID, state: JobState, why: str) -> None:
    """Tell the room of a kind that a job of its was stopped, with the sentence that says why."""
    kind = kind_of(code)
    if kind is not None and kind.stopped is not None:
        kind.stopped(subject, state, why)


def forget(code: str) -> None:
    """Take a kind out again: for tests, which bring their own."""
    _kinds.pop(code, None)
