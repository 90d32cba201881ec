"""Explaining a warning: why it stands, kept with it until the data that the rule read change."""

import uuid
from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.personnel import queries
from kp7.personnel.actions.editing import editing
from kp7.personnel.models import Card, Explanation
from kp7.personnel.record import Assessment, Finding
from kp7.personnel.terms import Presence, Severity
from kp7.refusal import Refusal
from kp7.thai import text as thai_text

LONGEST: Final = 500
Warned = tuple[uuid.UUID, Finding]  # whose it is, and what was found


class NothingToExplain(Refusal):
    """The warning is not there any more, or it speaks of other data than its reader saw."""

    def __init__(self) -> None:
        super().__init__(
            "ข้อมูลเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ หรือไม่มีข้อสังเกตนี้แล้ว กรุณาเปิดหน้านี้ใหม่แล้วตรวจอีกครั้ง"
        )


class ExplanationMissing(Refusal):
    """An explanation that says nothing, or too much."""

    status: ClassVar[int] = 422


def explain(  # noqa: PLR0913  what is explained, by whom, and what they had before them
    *, by: Actor, card: Card, rule: str, line_id: uuid.UUID | None, seen: str, text: str
) -> None:
    """Explain one warning; `seen` is the fingerprint of the data that it was shown with."""
    why = _said(text)
    with editing(by, card.register_id) as actor:
        found = _warning(_assessed(card), rule, line_id)
        if found is None or found.fingerprint != seen:
            raise NothingToExplain
        _check_readable(actor, card, found)
        _keep(card.register_id, [(card.person_id, found)], why)


def withdraw(*, by: Actor, card: Card, rule: str, line_id: uuid.UUID | None) -> None:
    """Take an explanation back; one that is not there changes nothing."""
    with editing(by, card.register_id) as actor:
        found = _warning(_assessed(card), rule, line_id)
        if found is not None:
            _check_readable(actor, card, found)
        Explanation.objects.filter(
            register_id=card.register_id, person_id=card.person_id, rule=rule, line_id=line_id
        ).delete()


def explain_rule(*, by: Actor, register_id: uuid.UUID, rule: str, text: str) -> int:
    """Explain all warnings of a rule alike (ชี้แจงทั้งกลุ่ม), as far as the actor may read them."""
    return _explain_all(by, register_id, text, rule)


def explain_all(*, by: Actor, register_id: uuid.UUID, text: str) -> int:
    """Explain every warning of a register alike; return how many were not explained before."""
    return _explain_all(by, register_id, text, "")


def _explain_all(by: Actor, register_id: uuid.UUID, text: str, rule: str) -> int:
    why = _said(text)
    with editing(by, register_id) as actor:
        cards = list(queries.cards_of(register_id, Presence.ACTIVE, queries.today()))
        assessed = queries.assessments(register_id, cards)
        found = [
            (assessment.record.person_id, finding)
            for assessment in assessed
            for finding in assessment.for_reader(reads_sensitive=actor.reads_sensitive).unexplained
            if rule in {"", finding.code}
        ]
        _keep(register_id, found, why)
    return len(found)


def _keep(register_id: uuid.UUID, found: Sequence[Warned], why: str) -> None:
    """Keep one explanation for each warning: a new one, or in the place of what was said before."""
    before = {
        (one.person_id, one.rule, one.line_id): one for one in _said_before(register_id, found)
    }
    new, changed = [], []
    for person_id, finding in found:
        one = before.get((person_id, finding.code, finding.line_id))
        if one is None:
            new.append(_explanation(register_id, person_id, finding, why))
        else:
            one.text, one.fingerprint, one.revision = why, finding.fingerprint, one.revision + 1
            changed.append(one)
    Explanation.objects.bulk_create(new)
    Explanation.objects.bulk_update(changed, ["text", "fingerprint", "revision"])


def _said_before(register_id: uuid.UUID, found: Iterable[Warned]) -> Iterable[Explanation]:
    persons = {person_id for person_id, _ in found}
    return Explanation.objects.filter(register_id=register_id, person_id__in=persons)


def _explanation(
    register_id: uuid.UUID, person_id: uuid.UUID, finding: Finding, why: str
) -> Explanation:
    return Explanation(
        register_id=register_id,
        person_id=person_id,
        rule=finding.code,
        line_id=finding.line_id,
        fingerprint=finding.fingerprint,
        text=why,
    )


def _assessed(card: Card) -> Assessment:
    (assessment,) = queries.assessments(card.register_id, [card])
    return assessment


def _warning(assessment: Assessment, rule: str, line_id: uuid.UUID | None) -> Finding | None:
    return next(
        (
            finding
            for finding in assessment.findings
            if finding.severity is Severity.WARNING
            and (finding.code, finding.line_id) == (rule, line_id)
        ),
        None,
    )


def _check_readable(actor: Actor, card: Card, found: Finding) -> None:
    """Refuse whoever lacks the right to it a finding of what is sensitive."""
    if not actor.reads_sensitive and found not in (
        _assessed(card).for_reader(reads_sensitive=False).findings
    ):
        authority.check_sensitive(actor)


def _said(text: str) -> str:
    why = thai_text.fold(text)
    if not why:
        raise ExplanationMissing("กรุณาพิมพ์คำชี้แจง เช่น เอกสารต้นเรื่องระบุเพียงปีเกิด ตรวจกับทะเบียนบ้านแล้ว")
    if len(why) > LONGEST:
        raise ExplanationMissing(
            f"คำชี้แจงยาว {len(why):,} ตัวอักษร เกินกว่า {LONGEST} ตัวอักษร กรุณาย่อให้สั้นลง"
        )
    return why
