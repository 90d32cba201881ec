"""A job while it runs: whose it is, how far it got, whether it is to stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from kp7.organizations.authority import Actor

SECONDS_BETWEEN = 0.25


class Stopped(Exception):  # noqa: N818  an answer to the work, not an error
    """The work is to end where it is: let it rise, so that its transaction is undone."""


class Cancelled(Stopped):
    """Somebody asked for the job to be cancelled."""


class Interrupted(Stopped):
    """The worker is being stopped; another one runs the job from its beginning."""


class Board(Protocol):
    """Where progress is shown."""

    def show(self, done: int, total: int, note: str) -> bool:
        """Show how far the job got, at once; return whether it is to be cancelled."""


@dataclass(slots=True)
class Running:
    """What the work of a job is given.

    `by` is whoever asked for it, with the rights of now. The work may be run again from its
    beginning after a worker that died, even where all of it was committed: it locks its subject
    first and returns when the subject says that it is done.
    """

    job_id: UUID
    subject: UUID
    register_id: UUID | None
    by: Actor
    board: Board
    interrupted: Callable[[], bool] = lambda: False
    seconds_between: float = SECONDS_BETWEEN
    _done: int = 0
    _total: int = 0
    _note: str = ""
    _shown: float = field(default_factory=lambda: float("-inf"))

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Show how far it is, outside the transaction of the work; rise if it is to stop.

        Cheap enough for each row: it is shown some four times a second, and the last one.
        """
        self._done, self._total, self._note = done, total, note
        self._look(now=done >= total > 0)

    def check(self) -> None:
        """Rise if the job is to stop; as cheap as `progress`."""
        self._look(now=False)

    def _look(self, *, now: bool) -> None:
        if self.interrupted():
            raise Interrupted
        moment = time.monotonic()
        if not now and moment - self._shown < self.seconds_between:
            return
        self._shown = moment
        if self.board.show(self._done, self._total, self._note):
            raise Cancelled
