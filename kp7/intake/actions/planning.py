"""Checking a file: a job that works out what each row would do, and writes nothing of it."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.db import transaction
from django.utils import timezone

from kp7.intake.actions.moments import WrongMoment, taken_up
from kp7.intake.heads import book_of
from kp7.intake.layout import layout
from kp7.intake.mapping import Mapping_, problems
from kp7.intake.matching import FileLine
from kp7.intake.models import Import, ReceivedFile
from kp7.intake.planning import Plan, Planned, periods_wanted, state_of_codes
from kp7.intake.queries import PLAN
from kp7.intake.reading import read
from kp7.intake.rows import lines_of
from kp7.intake.staging import put_aside
from kp7.intake.terms import ImportState
from kp7.jobs import actions as jobs
from kp7.ledger.queries import Mark, mark_of
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.personnel.actions.editing import editing
from kp7.personnel.actions.whereabouts import refused_elsewhere
from kp7.refusal import Refusal

MAY_BE_PLANNED: Final = frozenset(
    {ImportState.MAPPING, ImportState.PLANNING, ImportState.PLANNED, ImportState.FAILED}
)
Progress = Callable[[int, int, str], None]


class MappingIncomplete(Refusal):
    """The mapping cannot be used as it is."""

    status = 422


class NothingToRead(Refusal):
    """The sheets that were chosen hold no row."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            "ไม่พบแถวข้อมูลในแผ่นงานที่เลือก กรุณาตรวจว่าเลือกแผ่นงานและแถวหัวตารางถูกต้อง แล้วตรวจอีกครั้ง"
        )


def plan(*, by: Actor, import_id: uuid.UUID) -> uuid.UUID:
    """Ask for a file to be checked against the register; returns the job."""
    with transaction.atomic():
        one = _begun(by, import_id)
        return jobs.ask(
            by=by,
            kind=PLAN,
            register_id=one.register_id,
            subject=one.id,
            title=f"ตรวจไฟล์ {one.name}",
        )


def plan_now(*, by: Actor, import_id: uuid.UUID, progress: Progress) -> None:
    """Check a file at once, as the job does."""
    with transaction.atomic():
        _begun(by, import_id)
    with told_of_failure(import_id, ImportState.PLANNING, ImportState.FAILED):
        run_plan(by=by, import_id=import_id, progress=progress)


def _begun(by: Actor, import_id: uuid.UUID) -> Import:
    one = taken_up(import_id, by=by, among=MAY_BE_PLANNED)
    authority.check_record(by, one.register_id)
    head = book_of(one.name, one.kind, one.heads)
    if wrong := problems(Mapping_.from_json(one.mapping), head, layout()):
        raise MappingIncomplete(" ".join(wrong))
    one.state, one.failure = ImportState.PLANNING, ""
    one.save(update_fields=["state", "failure"])
    return one


def run_plan(*, by: Actor, import_id: uuid.UUID, progress: Progress) -> None:
    """The work of the job: everything is read, and what it would do is put aside.

    Done again from its beginning, it gives the same plan.
    """
    one = Import.objects.get(id=import_id)
    if one.state == ImportState.PLANNED:
        return
    if one.state != ImportState.PLANNING:
        raise WrongMoment(ImportState(one.state))
    with editing(by, one.register_id) as actor:
        pass  # sealed, or no longer theirs: said before the file is read
    with transaction.atomic():
        make_plan(by=actor, one=one, progress=progress)
        # Held so that somebody who leaves the file alone meanwhile has their way.
        taken_up(import_id, by=by, among={ImportState.PLANNING})
        one.state = ImportState.PLANNED
        one.save(update_fields=[*PLANNED_FIELDS, "state"])


PLANNED_FIELDS: Final = (
    "seen",
    "counts",
    "found",
    "fingerprint",
    "last",
    "count",
    "codes",
    "planned_at",
    "failure",
)


def make_plan(*, by: Actor, one: Import, progress: Progress) -> None:
    """Work the plan out as the register stands now, and put its rows aside; `one` is not saved.

    How far the register's history has come is read first: what changes while we read makes the
    plan old, and it is made again before anything is written.
    """
    progress(0, 0, "กำลังอ่านไฟล์")
    mark, codes = mark_of(one.register_id), state_of_codes()
    lines = lines_in(one)
    if not lines:
        raise NothingToRead
    refused = refused_elsewhere(
        by=by, register_id=one.register_id, wanted=periods_wanted(one.register_id, lines)
    )
    made = Plan(by, one.register_id, lines, refused)
    lines.clear()
    put_aside(one.id, _watched(made, progress))
    _write_down(one, made, mark, codes)


def _watched(made: Plan, progress: Progress) -> Iterable[Sequence[Planned]]:
    return made.walk(lambda done, total: progress(done, total, "กำลังเทียบกับทะเบียน"))


def _write_down(one: Import, made: Plan, mark: Mark, codes: str) -> None:
    one.seen += 1
    one.counts = {code: dict(counts) for code, counts in made.tally.counts.items()}
    one.found = made.tally.rules()
    one.fingerprint = made.tally.digest.hexdigest()
    one.last, one.count, one.codes = mark.last, mark.count, codes
    one.planned_at, one.failure = timezone.now(), ""


def lines_in(one: Import) -> list[FileLine]:
    """The rows of an import's file, read anew from the bytes that came."""
    content = ReceivedFile.objects.get(of_import_id=one.id).content
    book = read(bytes(content), name=one.name)
    return list(lines_of(book, Mapping_.from_json(one.mapping)))


@contextmanager
def told_of_failure(import_id: uuid.UUID, during: ImportState, to: ImportState) -> Iterator[None]:
    """Let an import that is worked on without a job stand where it can go on from, on failure."""
    try:
        yield
    except BaseException as failure:
        sentence = failure.sentence if isinstance(failure, Refusal) else ""
        put_back(import_id=import_id, during=during, to=to, sentence=sentence)
        raise


def put_back(*, import_id: uuid.UUID, during: ImportState, to: ImportState, sentence: str) -> None:
    """Let an import stand where it can go on from, and say why, where it still stands as it did.

    Told of by its job, which ended without being done.
    """
    Import.objects.filter(id=import_id, state=during).update(state=to, failure=sentence)
