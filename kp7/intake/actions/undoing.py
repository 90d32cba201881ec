"""Putting back what an import did, while nobody has worked on the same people since."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kp7.intake.actions.moments import WrongMoment, taken_up
from kp7.intake.actions.planning import Progress
from kp7.intake.layout import NOTHING, SERVICES
from kp7.intake.models import Import, PlannedRow
from kp7.intake.queries import UNDO
from kp7.intake.shapes import BY_CODE, section_labels, shape
from kp7.intake.staging import sections_staged, staged
from kp7.intake.terms import ImportState, Outcome
from kp7.jobs import actions as jobs
from kp7.ledger.models import Change
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.personnel.actions import bulk
from kp7.personnel.actions.editing import editing_alone
from kp7.personnel.models import Card, NothingRecorded, SeatHolding, Service
from kp7.personnel.queries import named_in
from kp7.personnel.sections import PERSONAL, SECTIONS
from kp7.refusal import Refusal
from kp7.thai import calendar

APPLIED: Final = frozenset({ImportState.APPLIED})
NAMED: Final = 3
FOLLOWS: Final = frozenset({SeatHolding._meta.db_table})  # what the cards say, not an edit


@dataclass(frozen=True, slots=True)
class Edited:
    """What somebody did since an import: of whom, in which section, who and when."""

    name: str
    section_label: str
    card_id: uuid.UUID | None
    officer: str
    when: str


class EditedSince(Refusal):
    """Somebody has worked since on the people of an import; `edited` names what they did."""

    def __init__(self, edited: Sequence[Edited]) -> None:
        self.edited = tuple(edited)
        told = "; ".join(
            f"{one.officer} แก้ไข{one.section_label}ของ{one.name} เมื่อ {one.when}"
            for one in self.edited[:NAMED]
        )
        more = len(self.edited) - NAMED
        rest = f" และอีก {more:,} รายการ" if more > 0 else ""
        super().__init__(
            f"ยกเลิกการนำเข้านี้ไม่ได้แล้ว เพราะมีการแก้ไขหลังจากนั้น: {told}{rest} "
            "กรุณาแก้ไขรายการที่ต้องการทีละรายการแทน"
        )


def undo(*, by: Actor, import_id: uuid.UUID) -> uuid.UUID:
    """Ask for what an import did to be put back; refused at once where that is not possible."""
    with transaction.atomic():
        one = taken_up(import_id, by=by, among=APPLIED)
        authority.check_record(by, one.register_id)
        _refuse_edited(one)
        return jobs.ask(
            by=by,
            kind=UNDO,
            register_id=one.register_id,
            subject=one.id,
            title=f"ยกเลิกการนำเข้า {one.name}",
        )


def run_undo(*, by: Actor, import_id: uuid.UUID, progress: Progress) -> None:
    """The work of the job: one transaction in which nobody else writes.

    Run again after it was done, it does nothing. The history keeps what was and what was undone.
    """
    one = Import.objects.get(id=import_id)
    if one.state == ImportState.UNDONE:
        return
    if one.state != ImportState.APPLIED:
        raise WrongMoment(ImportState(one.state))
    with editing_alone(by, one.register_id) as actor:
        _refuse_edited(one)
        _check_sensitive(actor, one)
        with bulk.constraints_are_refused():
            _put_back(one, progress)
        taken_up(one.id, by=actor, among=APPLIED)
        one.state = ImportState.UNDONE
        one.undone_at, one.undone_by = timezone.now(), actor.officer
        one.save(update_fields=["state", "undone_at", "undone_by"])


def _check_sensitive(actor: Actor, one: Import) -> None:
    if not actor.reads_sensitive and _written(one).filter(sensitive=True).exists():
        authority.check_sensitive(actor)


# --- what was done since ----------------------------------------------------------------------


def _refuse_edited(one: Import) -> None:
    """Refuse where anything of the people whom the import wrote of was changed since.

    While it wrote nobody else did, so whatever is newer than its newest change came after it.
    """
    since = (
        Change.objects.filter(
            register_id=one.register_id,
            id__gt=one.applied_last,
            person_id__in=_written(one).values("person_id"),
        )
        .exclude(table_name__in=FOLLOWS)
        .order_by("-id")
    )
    if since.exists():
        raise EditedSince(_told(one.register_id, since))


def _told(register_id: uuid.UUID, since: QuerySet[Change]) -> list[Edited]:
    changes = list(since[:200])
    known = named_in(register_id, [change.person_id for change in changes if change.person_id])
    labels = {section.model._meta.db_table: section.label for section in SECTIONS}
    labels |= {
        Service._meta.db_table: section_labels()[SERVICES],
        NothingRecorded._meta.db_table: section_labels()[NOTHING],
    }
    told: dict[tuple[object, str], Edited] = {}
    for change in changes:
        card_id, name = known.get(change.person_id, (None, "บุคคลที่ลบไปแล้ว"))  # type: ignore[arg-type]  # those of nobody were left out
        label = labels.get(change.table_name, "ข้อมูล")
        told.setdefault(
            (change.person_id, label),
            Edited(
                name,
                label,
                card_id,
                change.officer,
                calendar.format_instant(change.recorded_at),
            ),
        )
    return list(told.values())


def _written(one: Import) -> QuerySet[PlannedRow]:
    return PlannedRow.objects.filter(
        of_import_id=one.id, outcome__in=[Outcome.NEW, Outcome.CHANGED]
    )


# --- putting back -----------------------------------------------------------------------------


def _put_back(one: Import, progress: Progress) -> None:
    """Remove what was added and restore what was changed, the last written first."""
    codes = [code for code in reversed([*BY_CODE]) if code in sections_staged(one.id)]
    total, done = _written(one).count(), 0
    new_people = _new_people(one)
    _take_back_nothing(one)
    bulk.leave_seats(one.register_id, new_people)
    for code in [code for code in codes if code != PERSONAL.code]:
        done += _section(one, code)
        progress(done, total, f"กำลังยกเลิก {section_labels()[code]}")
    services = Service.objects.filter(register_id=one.register_id, person_id__in=new_people)
    bulk.remove_rows(Service, one.register_id, list(services.values_list("id", flat=True)))
    if PERSONAL.code in codes:
        done += _section(one, PERSONAL.code)
        progress(done, total, f"กำลังยกเลิก {section_labels()[PERSONAL.code]}")
    _give_back_nothing(one)
    gone = set(new_people)
    persons = _written(one).order_by().values_list("person_id", flat=True).distinct()
    bulk.seat(one.register_id, [who for who in persons if who and who not in gone])


def _section(one: Import, code: str) -> int:
    rows = list(staged(one.id, code))
    known = shape(code)
    new = [row.line_id for row in rows if row.outcome == Outcome.NEW]
    bulk.remove_rows(known.section.model, one.register_id, new)
    bulk.change_rows(
        known.section.model,
        known.stored,
        one.register_id,
        [[str(row.line_id), *row.before] for row in rows if row.before is not None],
    )
    return len(rows)


def _new_people(one: Import) -> list[uuid.UUID]:
    """The people whose cards the import added."""
    added = [row.line_id for row in staged(one.id, PERSONAL.code) if row.outcome == Outcome.NEW]
    cards = Card.objects.filter(register_id=one.register_id, id__in=added)
    return list(cards.order_by("id").values_list("person_id", flat=True))


def _take_back_nothing(one: Import) -> None:
    """Remove the “ไม่มี” that the import recorded."""
    recorded = [(row.person_id, row.values[0] or "") for row in staged(one.id, NOTHING)]
    bulk.withdraw_nothing(one.register_id, recorded)


def _give_back_nothing(one: Import) -> None:
    """Record again the “ไม่มี” that the import withdrew."""
    if one.withdrawn:
        register_id = str(one.register_id)
        bulk.add_rows(
            NothingRecorded,
            ["section"],
            ([row_id, register_id, person, section] for row_id, person, section in one.withdrawn),
        )
