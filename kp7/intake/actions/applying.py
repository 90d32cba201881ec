"""Writing what was planned: one transaction in which nobody else writes, all of it or nothing."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from kp7.database.ids import new_id
from kp7.intake.actions.moments import WrongMoment, taken_up
from kp7.intake.actions.planning import (
    PLANNED_FIELDS,
    Progress,
    make_plan,
    told_of_failure,
)
from kp7.intake.actions.receiving import remember_mapping
from kp7.intake.layout import NOTHING, SERVICES
from kp7.intake.mapping import Mapping_
from kp7.intake.models import Import, PlannedRow
from kp7.intake.planning import state_of_codes
from kp7.intake.queries import APPLY, Counts
from kp7.intake.shapes import BY_CODE, section_labels, shape
from kp7.intake.staging import Staged, name_new_people, sections_staged, staged
from kp7.intake.terms import ImportState, Outcome
from kp7.jobs import actions as jobs
from kp7.ledger.queries import Mark, last_change, mark_of
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.personnel.actions import bulk
from kp7.personnel.actions.editing import editing_alone
from kp7.personnel.models import NothingRecorded
from kp7.personnel.sections import APPOINTMENTS, PERSONAL
from kp7.refusal import Refusal
from kp7.thai import calendar

MAY_BE_APPLIED: Final = frozenset({ImportState.PLANNED, ImportState.APPLYING})
ATTEMPTS: Final = 3  # as often as somebody edits while we plan


class PlanOvertaken(Refusal):
    """What would be done is not what was confirmed any more."""


class RowsRefused(Refusal):
    """Some rows cannot be taken, and nobody said to leave them out."""

    status = 422

    def __init__(self, number: int) -> None:
        super().__init__(
            f"ไฟล์นี้มี {number:,} แถวที่ไม่ผ่าน จึงยังไม่ได้บันทึกแถวใด กรุณาแก้ไขแถวเหล่านั้นในไฟล์แล้วนำเข้าใหม่ "
            "หรือเลือกบันทึกเฉพาะแถวที่ผ่าน"
        )


class NothingToApply(Refusal):
    """No row says anything that the register does not say already."""

    def __init__(self) -> None:
        super().__init__("ไม่มีรายการใดต้องบันทึก ข้อมูลในไฟล์เหมือนกับที่มีอยู่ในทะเบียนแล้ว")


def apply(*, by: Actor, import_id: uuid.UUID, seen: int, skip_refused: bool = False) -> uuid.UUID:
    """Ask for what was planned to be written; returns the job.

    `seen` is the plan that was confirmed. With `skip_refused` the rows that cannot be taken are
    left out; else they keep everything from being written.
    """
    with transaction.atomic():
        one = _confirmed(by, import_id, seen, skip_refused=skip_refused)
        return jobs.ask(
            by=by,
            kind=APPLY,
            register_id=one.register_id,
            subject=one.id,
            title=f"นำเข้า {one.name}",
        )


def apply_now(
    *,
    by: Actor,
    import_id: uuid.UUID,
    seen: int,
    progress: Progress,
    skip_refused: bool = False,
) -> None:
    """Write what was planned at once, as the job does."""
    with transaction.atomic():
        _confirmed(by, import_id, seen, skip_refused=skip_refused)
    with told_of_failure(import_id, ImportState.APPLYING, ImportState.PLANNED):
        run_apply(by=by, import_id=import_id, progress=progress)


def _confirmed(by: Actor, import_id: uuid.UUID, seen: int, *, skip_refused: bool) -> Import:
    one = taken_up(import_id, by=by, among=MAY_BE_APPLIED)
    authority.check_record(by, one.register_id)
    counts = Counts(one.counts)
    if seen != one.seen:
        raise PlanOvertaken("ไฟล์นี้ถูกตรวจใหม่หลังจากที่ท่านเปิดหน้านี้ กรุณาดูตัวอย่างล่าสุดอีกครั้งก่อนยืนยัน")
    if counts.to_write == 0:
        raise NothingToApply
    if (refused := counts.of(Outcome.REFUSED)) and not skip_refused:
        raise RowsRefused(refused)
    one.state, one.skip_refused, one.failure = ImportState.APPLYING, skip_refused, ""
    one.save(update_fields=["state", "skip_refused", "failure"])
    return one


def run_apply(*, by: Actor, import_id: uuid.UUID, progress: Progress) -> None:
    """The work of the job. Run again after it was done, it does nothing.

    Whoever edited since the plan was made is never overwritten: the plan is made again, and
    written only if it says what was confirmed.
    """
    for _ in range(ATTEMPTS):
        one = Import.objects.get(id=import_id)
        if one.state == ImportState.APPLIED:
            return
        if one.state != ImportState.APPLYING:
            raise WrongMoment(ImportState(one.state))
        if _is_old(one):
            _plan_again(by, one, progress)
        if _written(by, one, progress):
            return
    raise PlanOvertaken(
        "มีผู้แก้ไขข้อมูลของหน่วยงานนี้อยู่ตลอดเวลาที่ระบบบันทึก จึงยังไม่ได้บันทึกรายการใด กรุณารอสักครู่แล้วยืนยันใหม่"
    )


def _is_old(one: Import) -> bool:
    """Whether the register or the code tables say something else than when the plan was made."""
    return mark_of(one.register_id) != Mark(one.last, one.count) or state_of_codes() != one.codes


def _plan_again(by: Actor, one: Import, progress: Progress) -> None:
    """Make the plan anew; refuse where it does something else than what was confirmed."""
    confirmed = one.fingerprint
    last = last_change(one.register_id)
    with transaction.atomic():
        make_plan(by=by, one=one, progress=progress)
        taken_up(one.id, by=by, among={ImportState.APPLYING})
        if one.fingerprint != confirmed:
            one.state = ImportState.PLANNED
        one.save(update_fields=[*PLANNED_FIELDS, "state"])
    if one.state == ImportState.PLANNED:
        who = (
            f"{last.officer} แก้ไขข้อมูลเมื่อ {calendar.format_instant(last.recorded_at)}"
            if last
            else "มีผู้แก้ไขข้อมูล"
        )
        raise PlanOvertaken(
            f"{who} หลังจากที่ตรวจไฟล์ ผลของการนำเข้าจึงไม่เหมือนกับที่ท่านยืนยันไว้ ยังไม่ได้บันทึกรายการใด "
            "ระบบตรวจไฟล์ใหม่ให้แล้ว กรุณาดูตัวอย่างอีกครั้งก่อนยืนยัน"
        )


def _written(by: Actor, one: Import, progress: Progress) -> bool:
    """Write everything in one transaction; False where somebody edited before it was locked."""
    with editing_alone(by, one.register_id) as actor:
        if _is_old(one):
            return False
        _check_sensitive(actor, one)
        with bulk.constraints_are_refused():
            withdrawn = Writing(one, progress).write()
        # Held so that somebody who cancels now waits, and finds it done.
        taken_up(one.id, by=actor, among={ImportState.APPLYING})
        one.state, one.withdrawn = ImportState.APPLIED, withdrawn
        one.applied_at, one.applied_by = timezone.now(), actor.officer
        one.applied_last = mark_of(one.register_id).last
        one.save(update_fields=["state", "withdrawn", "applied_at", "applied_by", "applied_last"])
        remember_mapping(
            one, one.mapping_name or one.name, Mapping_.from_json(one.mapping), actor.officer
        )
    return True


def _check_sensitive(actor: Actor, one: Import) -> None:
    """A right that was taken back since the plan was made is gone."""
    written = PlannedRow.objects.filter(
        of_import_id=one.id, sensitive=True, outcome__in=[Outcome.NEW, Outcome.CHANGED]
    )
    if not actor.reads_sensitive and written.exists():
        authority.check_sensitive(actor)


class Writing:
    """The statements of one import, a few for each section whatever the number of rows."""

    def __init__(self, one: Import, progress: Progress) -> None:
        self._one = one
        self._progress = progress
        self._total = Counts(one.counts).to_write
        self._done = 0
        self._people: Mapping[uuid.UUID, uuid.UUID] = {}
        self._touched: dict[uuid.UUID, None] = {}
        self._held: dict[tuple[uuid.UUID, str], None] = {}

    def write(self) -> list[tuple[str, str, str]]:
        """Write all of it; the “ไม่มี” that were withdrawn."""
        codes = set(sections_staged(self._one.id))
        for code in [code for code in BY_CODE if code in {*codes, *self._always(codes)}]:
            self._section(code)
        withdrawn = bulk.withdraw_nothing(self._one.register_id, list(self._held))
        if NOTHING in codes:
            self._nothing()
        if self._touched:
            bulk.refresh_statistics(len(self._held))
            self._progress(self._done, self._total, "กำลังจัดลงตำแหน่งในกรอบอัตรากำลัง")
            bulk.seat(self._one.register_id, list(self._touched))
        name_new_people(self._one.id, self._people)
        return withdrawn

    def _always(self, codes: set[str]) -> set[str]:
        """Somebody new gets a period of service, whether the file says one or not."""
        return {SERVICES} if PERSONAL.code in codes else set()

    def _section(self, code: str) -> None:
        """Change what stands, then add what is new: a new line may take what another gives up."""
        self._progress(self._done, self._total, f"กำลังบันทึก {section_labels()[code]}")
        rows = list(staged(self._one.id, code))
        new = [row for row in rows if row.outcome == Outcome.NEW]
        changed = [row for row in rows if row.outcome == Outcome.CHANGED]
        if code == PERSONAL.code:
            self._people = bulk.add_people({row.digits: row.person_id for row in new})
        if code == SERVICES:
            new += self._first_services(new)
        known = shape(code)
        bulk.change_rows(
            known.section.model,
            known.stored,
            self._one.register_id,
            [[str(row.line_id), *row.values] for row in changed],
        )
        if new:
            bulk.add_rows(known.section.model, known.stored, self._texts(new))
        if code == PERSONAL.code:
            bulk.refresh_statistics(len(new))
        if code in {PERSONAL.code, SERVICES, APPOINTMENTS.code}:
            self._touched |= dict.fromkeys(self._person(row.person_id) for row in rows)
        self._held |= dict.fromkeys((self._person(row.person_id), code) for row in new)
        self._done += len(rows)
        self._progress(self._done, self._total, f"กำลังบันทึก {section_labels()[code]}")

    def _texts(self, rows: Sequence[Staged]) -> Iterator[list[str | None]]:
        register_id = str(self._one.register_id)
        for row in rows:
            yield [str(row.line_id), register_id, str(self._person(row.person_id)), *row.values]

    def _person(self, meant: uuid.UUID) -> uuid.UUID:
        """The person as the country knows them, who may have come in meanwhile."""
        return self._people.get(meant, meant)

    def _first_services(self, said: Sequence[Staged]) -> list[Staged]:
        """A period from วันเริ่มปฏิบัติราชการ on for those new people of whom the file says none."""
        told = {row.person_id for row in said}
        started = shape(PERSONAL.code).stored.index("service_started_on")
        columns = shape(SERVICES).stored
        return [
            Staged(
                row.person_id,
                new_id(),
                Outcome.NEW,
                "",
                [row.values[started] if name == "started_on" else _empty(name) for name in columns],
                None,
            )
            for row in staged(self._one.id, PERSONAL.code)
            if row.outcome == Outcome.NEW and row.person_id not in told
        ]

    def _nothing(self) -> None:
        rows = [(row.person_id, row.values[0]) for row in staged(self._one.id, NOTHING)]
        register_id = str(self._one.register_id)
        bulk.add_rows(
            NothingRecorded,
            ["section"],
            [[str(new_id()), register_id, str(self._person(who)), code] for who, code in rows],
        )
        self._done += len(rows)


def _empty(name: str) -> str | None:
    return None if name == "ended_on" else ""
