"""The jobs of this room: checking a file, writing what was planned, putting it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kp7.intake.actions.applying import run_apply
from kp7.intake.actions.planning import failed, run_plan
from kp7.intake.actions.undoing import run_undo
from kp7.intake.queries import APPLY, PLAN, UNDO
from kp7.intake.terms import ImportState
from kp7.jobs.kinds import Kind, register
from kp7.jobs.running import Cancelled, Running
from kp7.refusal import Refusal

ADDRESS: Final = "intake_import"


def plan(running: Running) -> None:
    """Check a file against its register."""
    with _ending(running, ImportState.PLANNING, ImportState.FAILED):
        run_plan(by=running.by, import_id=running.subject, progress=running.progress)


def apply(running: Running) -> None:
    """Write what was planned."""
    with _ending(running, ImportState.APPLYING, ImportState.PLANNED):
        run_apply(by=running.by, import_id=running.subject, progress=running.progress)


def undo(running: Running) -> None:
    """Put back what was written."""
    run_undo(by=running.by, import_id=running.subject, progress=running.progress)


@contextmanager
def _ending(running: Running, during: ImportState, refused: ImportState) -> Iterator[None]:
    """Let the import say how its job ended, where the job wrote nothing."""
    try:
        yield
    except Refusal as refusal:
        failed(import_id=running.subject, sentence=refusal.sentence, during=during, to=refused)
        raise
    except Cancelled:
        failed(import_id=running.subject, sentence="", during=during, to=ImportState.CANCELLED)
        raise


KINDS: Final = (
    register(Kind(PLAN, "ตรวจไฟล์นำเข้า", plan, ADDRESS)),
    register(Kind(APPLY, "นำเข้าข้อมูล", apply, ADDRESS)),
    register(Kind(UNDO, "ยกเลิกการนำเข้า", undo, ADDRESS)),
)
