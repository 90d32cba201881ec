"""ควบรวม: an organization ends and another has its people and their past, all or nothing."""

import uuid
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from kp7.certification.queries import current_case
from kp7.certification.terms import State, StepCode
from kp7.certification.transitions import transition
from kp7.organizations.actions import StandingRefused, act_for, end_standing
from kp7.organizations.authority import Actor, check_oversee
from kp7.organizations.queries import actor_of, standing_on, today
from kp7.organizations.standings import described
from kp7.personnel.actions.merging import Merged, merge_registers
from kp7.thai import calendar


def merge_organizations(*, by: Actor, from_id: uuid.UUID, into_id: uuid.UUID, on: date) -> Merged:
    """One organization goes up in another on a day that has come. Only DLA may, both being open.

    Its standing ends and its accounts close; its people, positions and transfers go as
    `merge_registers` says; in the round that runs it has nothing to certify any more.
    """
    if from_id == into_id:
        raise StandingRefused("หน่วยงานที่ยุบและหน่วยงานที่รับต้องเป็นคนละหน่วยงาน")
    if on > today():
        raise StandingRefused(
            f"วันที่ {calendar.format_long(on)} ยังมาไม่ถึง กรุณาควบรวมในวันนั้นหรือหลังจากนั้น"
        )
    with transaction.atomic():
        act_for(by)
        actor = actor_of(by.post_id) if by.post_id else by
        check_oversee(actor)
        into = standing_on(into_id, on)
        standing_on(into_id, today())
        standing_on(from_id, on)
        merged = merge_registers(by=actor, from_id=from_id, into_id=into_id, on=on)
        _excuse(from_id, f"ควบรวมกับ{described(into)} ตั้งแต่วันที่ {calendar.format_long(on)}")
        end_standing(by=actor, organization_id=from_id, on=on)
    return merged


def _excuse(register_id: uuid.UUID, why: str) -> None:
    """In the round that runs, the register has nothing to certify any more."""
    case = current_case(register_id)
    if (
        case is None
        or timezone.now() >= case.round.closes_at
        or transition(State(case.state), StepCode.EXCUSE) is None
    ):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT certification_take_step(%s, %s, %s, %s, '{}'::jsonb)",
            [case.id, StepCode.EXCUSE, case.revision, why],
        )
