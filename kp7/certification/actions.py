"""Taking a step: who, on what they saw, at the moment the register stands still."""

import hashlib
import json
import secrets
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kp7.certification import sampling
from kp7.certification.models import Case, Round, Step
from kp7.certification.queries import Seen
from kp7.certification.terms import State, StepCode
from kp7.certification.transitions import transition
from kp7.database.ids import new_id
from kp7.ledger.queries import last_change, mark_of
from kp7.organizations import authority
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.organizations.queries import actor_of
from kp7.personnel.actions.transfers import settle_waiting
from kp7.personnel.figures import RegisterState, register_state
from kp7.personnel.rules import rule_of
from kp7.personnel.sealing import lock_for_step
from kp7.refusal import Refusal
from kp7.thai import calendar, text

LONGEST_REASON = 2000
NOBODY = uuid.UUID(int=0)


class OutOfTurn(Refusal):
    """The step does not follow from the state that the case is in."""

    def __init__(self, case: Case, step: StepCode) -> None:
        state = State(case.state)
        super().__init__(
            f"{step.label}ไม่ได้ในขณะนี้ เพราะสถานะการรับรองข้อมูลเป็น “{state.label}” "
            f"ตั้งแต่ {calendar.format_instant(case.since)} กรุณาเปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด"
        )


class Stale(Refusal):
    """Something changed after its reader opened the page."""


class NotReady(Refusal):
    """Findings block the certification."""

    status: ClassVar[int] = 422

    def __init__(self, blocking: int) -> None:
        super().__init__(
            f"ยังรับรองไม่ได้ เพราะมีข้อมูลที่ต้องแก้ไข {blocking} รายการ "
            "กรุณาแก้ไขรายการที่ขึ้นว่า “ต้องแก้ไข” ให้ครบก่อน"
        )


class Unexplained(Refusal):
    """Warnings stand of which the organization said nothing yet."""

    status: ClassVar[int] = 422

    def __init__(self, counted: Mapping[str, int]) -> None:
        by_rule = ", ".join(
            f"{rule.says if (rule := rule_of(code)) else code} {number:,} รายการ"
            for code, number in counted.items()
        )
        super().__init__(
            f"ยังรับรองไม่ได้ เพราะมีข้อมูลที่ควรตรวจสอบและยังไม่มีคำชี้แจง {sum(counted.values()):,} รายการ "
            f"({by_rule}) กรุณาแก้ไขหรือชี้แจงในหน้า “ตรวจสอบข้อมูล” ให้ครบก่อน"
        )


class RoundClosed(Refusal):
    """The round does not run now, or there is none."""


class RoundRefused(Refusal):
    """A round that cannot be opened or closed."""


class ReasonMissing(Refusal):
    """A step that asks for a reason was given none, or one that is too long."""

    status: ClassVar[int] = 422


class RowsDiffer(Refusal):
    """What stands is not what the LAO certified: somebody went past the guard."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The province's own numbers (None where it gave none) and its remark."""

    officials: int | None = None
    permanent: int | None = None
    contract: int | None = None
    remark: str = ""


def certify(*, case_id: uuid.UUID, by: Actor, seen: Seen) -> Step:
    """รับรองระดับ อปท.: the LAO vouches for its register, which is sealed from then on."""
    with _step(case_id, by, StepCode.CERTIFY_LAO, seen.revision) as (case, actor, taken):
        if taken:
            return taken
        authority.check_certify_lao(actor, case.register_id)
        _check_turn(case, StepCode.CERTIFY_LAO)
        _check_seen(case, seen)
        state = register_state(case.register_id)
        if state.blocking:
            raise NotReady(state.blocking)
        if unexplained := state.unexplained:
            raise Unexplained(unexplained)
        return _take(case, StepCode.CERTIFY_LAO, seen.revision, given=_sample(case, state))


def ask_return(*, case_id: uuid.UUID, by: Actor, seen: int, reason: str) -> Step:
    """ขอให้จังหวัดส่งคืน: the LAO asks for its register back; only the province gives it."""
    why = _reason(reason)
    with _step(case_id, by, StepCode.ASK_RETURN, seen) as (case, actor, taken):
        if taken:
            return taken
        authority.check_certify_lao(actor, case.register_id)
        _check_turn(case, StepCode.ASK_RETURN)
        _check_revision(case, seen)
        return _take(case, StepCode.ASK_RETURN, seen, why=why)


def return_to_lao(*, case_id: uuid.UUID, by: Actor, seen: int, reason: str) -> Step:
    """ส่งคืนแก้ไข: the province gives the register back; it is open until certified again.

    Transfers that waited for that are then done, each in a transaction of its own.
    """
    why = _reason(reason)
    with _step(case_id, by, StepCode.RETURN, seen) as (case, actor, taken):
        if taken:
            return taken
        authority.check_review(actor, case.province_id, case.amphoe_id)
        _check_turn(case, StepCode.RETURN)
        _check_revision(case, seen)
        given_back = _take(case, StepCode.RETURN, seen, why=why)
    settle_waiting(register_id=case.register_id)
    return given_back


def certify_province(*, case_id: uuid.UUID, by: Actor, seen: int, counted: Counted) -> Step:
    """รับรองระดับจังหวัด: the province vouches for what the LAO certified, row for row."""
    with _step(case_id, by, StepCode.CERTIFY_PROVINCE, seen) as (case, actor, taken):
        if taken:
            return taken
        authority.check_review(actor, case.province_id, case.amphoe_id)
        _check_turn(case, StepCode.CERTIFY_PROVINCE)
        _check_revision(case, seen)
        given = {
            "counted_officials": counted.officials,
            "counted_permanent": counted.permanent,
            "counted_contract": counted.contract,
            "remark": text.fold(counted.remark)[:LONGEST_REASON],
        }
        return _take(case, StepCode.CERTIFY_PROVINCE, seen, given=given)


@contextmanager
def _step(
    case_id: uuid.UUID, by: Actor, step: StepCode, seen: int
) -> Iterator[tuple[Case, Actor, Step | None]]:
    """One transaction in which the register stands still.

    Yields the case, the actor with the rights of now (one revoked while waiting is gone), and the
    step where the same post already took it from the same revision: a repeated click is answered
    as the first.
    """
    with _refusals_of_the_database(), transaction.atomic():
        act_for(by)
        lock_for_step(Case.objects.values_list("register_id", flat=True).get(id=case_id))
        case = Case.objects.select_related("round").get(id=case_id)
        actor = actor_of(by.post_id) if by.post_id else by
        taken = case.steps.filter(number=seen + 1, step=step, post_id=by.post_id or NOBODY).first()
        yield case, actor, taken


def _take(
    case: Case,
    step: StepCode,
    seen: int,
    *,
    why: str = "",
    given: Mapping[str, object] | None = None,
) -> Step:
    """The state, the seal, what is vouched for and the history, by one function of the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT certification_take_step(%s, %s, %s, %s, %s::jsonb)",
            [case.id, step, seen, why, json.dumps(given or {}, ensure_ascii=False)],
        )
        (step_id,) = cursor.fetchone()
    return Step.objects.select_related("certification").get(id=step_id)


def _check_turn(case: Case, step: StepCode) -> None:
    """Refuse a step out of the round's time or out of turn."""
    now = timezone.now()
    if not case.current or not case.round.opens_at <= now < case.round.closes_at:
        raise RoundClosed(
            f"{case.round.name} ปิดรอบแล้วเมื่อ {calendar.format_instant(case.round.closes_at)} "
            "จึงรับรองหรือส่งคืนไม่ได้ กรุณารอรอบถัดไปหรือติดต่อกรมส่งเสริมการปกครองท้องถิ่น"
        )
    if transition(State(case.state), step) is None:
        raise OutOfTurn(case, step)


def _check_revision(case: Case, seen: int) -> None:
    """Refuse a reader who has not seen the case as it stands."""
    if case.revision != seen:
        newest = case.steps.order_by("-number").first()
        said = (
            f"{newest.officer} “{newest.code.label}” เมื่อ {calendar.format_instant(newest.at)}"
            if newest
            else "มีการเปลี่ยนแปลง"
        )
        raise Stale(f"{said} หลังจากที่ท่านเปิดหน้านี้ กรุณาเปิดหน้านี้ใหม่ ตรวจสอบ แล้วดำเนินการอีกครั้ง")


def _check_seen(case: Case, seen: Seen) -> None:
    """Refuse a reader who has not seen the case and the register as they stand."""
    _check_revision(case, seen.revision)
    mark = mark_of(case.register_id)
    if mark != seen.mark:
        change = last_change(case.register_id)
        who = (
            f" (ล่าสุดโดย {change.officer} เมื่อ {calendar.format_instant(change.recorded_at)})"
            if change
            else ""
        )
        raise Stale(
            f"มีการแก้ไขข้อมูล {abs(mark.count - seen.mark.count) or 1} รายการ{who} "
            "หลังจากที่ท่านเปิดหน้านี้ กรุณาตรวจสอบข้อมูลล่าสุดแล้วรับรองอีกครั้ง"
        )


def _sample(case: Case, state: RegisterState) -> dict[str, object]:
    """Draw the province's sample: the seed holds a value that nobody knew before the click."""
    seed = hashlib.sha256(case.id.bytes + secrets.token_bytes(32)).digest()
    people = [
        sampling.Candidate(assessed.record.card_id, assessed.record.kind.code)
        for assessed in state.assessments
    ]
    drawn = sampling.draw(seed, people, sampling.size(len(people)))
    return {"seed": seed.hex(), "sample": [str(one.id) for one in drawn]}


def _reason(reason: str) -> str:
    why = text.fold(reason)
    if not why:
        raise ReasonMissing("กรุณากรอกเหตุผล เพื่อให้อีกฝ่ายทราบว่าต้องแก้ไขอะไร")
    if len(why) > LONGEST_REASON:
        raise ReasonMissing(
            f"เหตุผลยาว {len(why):,} ตัวอักษร เกินกว่า {LONGEST_REASON:,} ตัวอักษร กรุณาย่อให้สั้นลง"
        )
    return why


@contextmanager
def _refusals_of_the_database() -> Iterator[None]:
    """What the database's own check refuses, in Thai; reached where Python's was overtaken."""
    try:
        yield
    except DatabaseError as error:
        found = _REFUSALS.get(getattr(error.__cause__, "sqlstate", None) or "")
        if found is None:
            raise
        refusal, sentence = found
        raise refusal(sentence) from error


_REFUSALS: dict[str, tuple[type[Refusal], str]] = {
    "23P01": (RoundRefused, "มีผู้เปิดรอบที่ซ้อนกันไปก่อนแล้ว กรุณาดูรายการรอบใหม่"),
    "23505": (RoundRefused, "มีผู้เปิดรอบชื่อนี้ไปก่อนแล้ว กรุณาดูรายการรอบใหม่"),
    "KP705": (Stale, "มีผู้ดำเนินการไปก่อนแล้ว กรุณาเปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด"),
    "KP706": (NotAuthorized, "ท่านไม่มีสิทธิดำเนินการนี้ สิทธิของท่านอาจเปลี่ยนไปแล้ว กรุณาเข้าสู่ระบบใหม่"),
    "KP707": (RoundClosed, "รอบการรับรองนี้ไม่ได้เปิดอยู่ จึงดำเนินการไม่ได้"),
    "KP708": (RoundClosed, "รอบการรับรองนี้สิ้นสุดแล้ว กรุณาเปิดหน้านี้ใหม่เพื่อดูรอบปัจจุบัน"),
    "KP709": (Stale, "มีผู้ดำเนินการไปก่อนแล้ว กรุณาเปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด"),
    "KP710": (
        RowsDiffer,
        "ข้อมูลในระบบไม่ตรงกับที่ อปท. รับรองไว้ จึงรับรองระดับจังหวัดไม่ได้ กรุณาแจ้งผู้ดูแลระบบทันที",
    ),
}


# --- rounds -------------------------------------------------------------------------------------


def open_round(
    *, by: Actor, name: str, fiscal_year: int, opens_at: datetime, closes_at: datetime
) -> Round:
    """Open a round: every organization gets its case, DRAFT, and its register is open again.

    Transfers that waited for that are then done, each in a transaction of its own.
    `fiscal_year` is in พ.ศ.; the round runs in [opens_at, closes_at) and is opened while it runs.
    """
    running = Round.objects.filter(opens_at__lt=closes_at, closes_at__gt=opens_at).first()
    if running is not None:
        raise RoundRefused(
            f"รอบ “{running.name}” เปิดอยู่ถึง {calendar.format_instant(running.closes_at)} "
            "ให้ปิดรอบนั้นก่อน หรือเลือกช่วงเวลาที่ไม่ซ้อนกัน"
        )
    if Round.objects.filter(name=name).exists():
        raise RoundRefused(f"มีรอบชื่อ “{name}” แล้ว กรุณาตั้งชื่ออื่น")
    round_id = new_id()
    with _refusals_of_the_database(), transaction.atomic():
        act_for(by)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT certification_open_round(%s, %s, %s::smallint, %s, %s)",
                [round_id, name, fiscal_year, opens_at, closes_at],
            )
    settle_waiting()
    return Round.objects.get(id=round_id)


def close_round(*, by: Actor, round_id: uuid.UUID) -> Round:
    """Close a running round before its time: no step can be taken any more."""
    with _refusals_of_the_database(), transaction.atomic():
        act_for(by)
        with connection.cursor() as cursor:
            cursor.execute("SELECT certification_close_round(%s)", [round_id])
    return Round.objects.get(id=round_id)
