"""The jobs of this room: checking a file, writing what was planned, putting it back."""

import uuid
from typing import Final

from kp7.intake.actions.applying import run_apply
from kp7.intake.actions.large_exports import TITLE, make_export
from kp7.intake.actions.planning import put_back, run_plan
from kp7.intake.actions.undoing import run_undo
from kp7.intake.exports import KIND as EXPORT
from kp7.intake.queries import APPLY, PLAN, UNDO
from kp7.intake.terms import ImportState
from kp7.jobs.kinds import Kind, register
from kp7.jobs.running import Running
from kp7.jobs.terms import JobState

ADDRESS: Final = "intake_import"


def plan(running: Running) -> None:
    """Check a file against its register."""
    run_plan(by=running.by, import_id=running.subject, progress=running.progress)


def apply(running: Running) -> None:
    """Write what was planned."""
    run_apply(by=running.by, import_id=running.subject, progress=running.progress)


def undo(running: Running) -> None:
    """Put back what was written."""
    run_undo(by=running.by, import_id=running.subject, progress=running.progress)


def export(running: Running) -> None:
    """Make a large register's workbook."""
    make_export(by=running.by, export_id=running.subject, progress=running.progress)


def plan_stopped(subject: uuid.UUID, state: JobState, sentence: str) -> None:
    """A file that was not checked can be checked again, unless it was left alone."""
    ended = ImportState.CANCELLED if state is JobState.CANCELLED else ImportState.FAILED
    put_back(import_id=subject, during=ImportState.PLANNING, to=ended, sentence=sentence)


def apply_stopped(subject: uuid.UUID, state: JobState, sentence: str) -> None:
    """What was not written can be confirmed again, unless it was left alone."""
    ended = ImportState.CANCELLED if state is JobState.CANCELLED else ImportState.PLANNED
    put_back(import_id=subject, during=ImportState.APPLYING, to=ended, sentence=sentence)


KINDS: Final = (
    register(Kind(PLAN, "ตรวจไฟล์นำเข้า", plan, ADDRESS, stopped=plan_stopped)),
    register(Kind(APPLY, "นำเข้าข้อมูล", apply, ADDRESS, stopped=apply_stopped)),
    register(Kind(UNDO, "ยกเลิกการนำเข้า", undo, ADDRESS)),
    register(Kind(EXPORT, TITLE, export)),
)
