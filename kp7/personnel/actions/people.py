"""People of a register: added, found to be elsewhere, ended, returned, and mended."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import ClassVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from kp7.ledger.actions import actor_json, record_look
from kp7.ledger.queries import last_change_of_row, looks_by
from kp7.organizations.authority import Actor
from kp7.organizations.queries import standing_on
from kp7.organizations.standings import described
from kp7.personnel.actions import seating
from kp7.personnel.actions.editing import Gone, Invalid, constraint_is_refused, editing, fill
from kp7.personnel.actions.lines import ChangedMeanwhile, holds_lines
from kp7.personnel.codes import entry_on, valid_on
from kp7.personnel.models import Card, NothingRecorded, Person, SeatHolding, Service
from kp7.personnel.queries import card_in, today
from kp7.personnel.sections import PERSONAL
from kp7.personnel.terms import CodeTable
from kp7.refusal import Refusal
from kp7.thai import national_id, text

PROBE = "national_id"
PROBES_AN_HOUR = 20
OVERLAP = "one_service_at_a_time"
HOLDS_LINES = (
    "บัตรนี้มีรายการอยู่ จึงลบทั้งบัตรไม่ได้ ถ้าเพิ่มผิดคน ให้ลบรายการในบัตรก่อน ถ้าพ้นจากหน่วยงานแล้ว ให้บันทึกการพ้น"
)


class ActiveElsewhere(Refusal):
    """The national id is in service of another organization at that time: its name, no more."""

    def __init__(self, person_id: uuid.UUID, register_id: uuid.UUID, organization: str) -> None:
        self.person_id, self.register_id = person_id, register_id
        super().__init__(
            f"เลขประจำตัวประชาชนนี้มีช่วงเวลาปฏิบัติงานอยู่ที่ {organization} จึงบันทึกซ้ำไม่ได้ "
            "กรุณาตรวจเลขประจำตัวประชาชน หรือติดต่อหน่วยงานนั้นให้บันทึกการพ้นจากหน่วยงานก่อน"
        )


class CardExists(Refusal):
    """The register has a card of that national id already."""

    def __init__(self, card: Card) -> None:
        self.card_id = card.id
        super().__init__(
            "หน่วยงานของท่านมีบัตร ก.พ.7 ของเลขประจำตัวประชาชนนี้อยู่แล้ว กรุณาเปิดบัตรเดิม "
            "หากพ้นไปแล้วและกลับมาทำงาน ให้กด “กลับเข้าปฏิบัติงาน” ในบัตรนั้น"
        )


class TooManyProbes(Refusal):
    """Somebody keeps asking where national ids are."""

    status: ClassVar[int] = 429

    def __init__(self) -> None:
        super().__init__(
            f"ภายใน 1 ชั่วโมงท่านกรอกเลขประจำตัวประชาชนของผู้ที่อยู่หน่วยงานอื่นครบ {PROBES_AN_HOUR} "
            "ครั้งแล้ว กรุณารอสักครู่แล้วลองใหม่ หรือติดต่อจังหวัด"
        )


def add_person(
    *,
    by: Actor,
    register_id: uuid.UUID,
    digits: str,
    started_on: date | None,
    values: Mapping[str, object],
) -> Card:
    """Add somebody to a register: the card, and a service from `started_on`.

    `started_on` None means since วันเริ่มปฏิบัติราชการ. The national id is refused while it is in
    service elsewhere; that it was asked is kept, and limited.
    """
    since = started_on or values.get("service_started_on")
    if not isinstance(since, date):
        raise Invalid(
            {"started_on": ["กรุณากรอกวันเริ่มปฏิบัติราชการ หรือวันที่เริ่มงานที่หน่วยงานนี้ อย่างใดอย่างหนึ่ง"]}
        )
    with _asking(by), editing(by, register_id):
        person = _person(digits)
        existing = card_in(register_id, person.national_id)
        if existing is not None:
            raise CardExists(existing)
        card = Card(register_id=register_id, person=person)
        fill(card, PERSONAL, values)
        with constraint_is_refused(Card):
            card.save(force_insert=True)
        _start(Service(register_id=register_id, person=person, started_on=since))
    return card


def return_to_service(*, by: Actor, card: Card, started_on: date) -> Service:
    """Somebody who left comes back: a new service on the card that is there."""
    with _asking(by), editing(by, card.register_id):
        service = Service(
            register_id=card.register_id, person_id=card.person_id, started_on=started_on
        )
        _start(service)
        seating.follow(card)
    return service


def end_service(*, by: Actor, card: Card, ended_on: date, movement: str, document: str) -> Service:
    """End the service of a card: `ended_on` is the first day without it (โอน, ลาออก, เกษียณ …)."""
    with editing(by, card.register_id):
        service = _open_service(card)
        entry = entry_on(CodeTable.MOVEMENTS, movement, ended_on)
        if (
            entry is None
            or entry.attributes.get("leaves") != "yes"
            or not valid_on(entry, ended_on)
        ):
            raise Invalid({"movement": ["กรุณาเลือกเหตุที่พ้นจากรายการ"]})
        service.ended_on, service.ended_by, service.ended_by_label = ended_on, movement, entry.label
        service.document = text.fold(document)
        service.revision += 1
        with constraint_is_refused(Service):
            service.save(force_update=True)
        seating.follow(card)
    return service


def resume_service(*, by: Actor, card: Card) -> Service:
    """Take a wrongly recorded end back."""
    with _asking(by), editing(by, card.register_id):
        service = _newest_service(card)
        if service is None or service.ended_on is None:
            raise Invalid({"": ["บุคคลนี้ยังปฏิบัติงานอยู่ ไม่มีการพ้นให้ยกเลิก"]})
        service.ended_on, service.ended_by, service.ended_by_label = None, "", ""
        service.document = ""
        service.revision += 1
        with _overlap_is_refused(card.person_id, [service]):
            service.save(force_update=True)
        seating.follow(card)
    return service


def correct_national_id(*, by: Actor, card: Card, seen: int, digits: str) -> Card:
    """A mistyped national id: the card and all its lines go over to the right person."""
    with _asking(by), editing(by, card.register_id):
        found = Card.objects.select_for_update(no_key=True).filter(id=card.id).first()
        if found is None:
            raise Gone
        if found.revision != seen:
            raise ChangedMeanwhile(found, last_change_of_row(card.id))
        person = _person(digits)
        if person.id == found.person_id:
            return found
        existing = card_in(card.register_id, person.national_id)
        if existing is not None:
            raise CardExists(existing)
        services = list(
            Service.objects.filter(register_id=card.register_id, person_id=found.person_id)
        )
        found.person, found.revision = person, found.revision + 1
        with _overlap_is_refused(person.id, services):
            found.save(force_update=True)
    return found


def remove_person(*, by: Actor, card: Card) -> None:
    """Remove a card that was added by mistake and holds no line; the history keeps it."""
    with editing(by, card.register_id):
        if holds_lines(card):
            raise Invalid({"": [HOLDS_LINES]})
        of_card = {"register_id": card.register_id, "person_id": card.person_id}
        try:
            with transaction.atomic():
                NothingRecorded.objects.filter(**of_card).delete()
                SeatHolding.objects.filter(**of_card).delete()
                Service.objects.filter(**of_card).delete()
                Card.objects.filter(id=card.id).delete()
        except IntegrityError as error:  # a line came while we looked
            raise Invalid({"": [HOLDS_LINES]}) from error


def _person(digits: str) -> Person:
    """Somebody by national id, made where the country does not know them yet."""
    digits = national_id.parse(digits)
    Person.objects.bulk_create([Person(national_id=digits)], ignore_conflicts=True)
    return Person.objects.get(national_id=digits)


def _start(service: Service) -> None:
    with (
        constraint_is_refused(Service),
        _overlap_is_refused(service.person_id, [service]),
    ):
        service.save(force_insert=True)


@contextmanager
def _overlap_is_refused(person_id: uuid.UUID, saved: Sequence[Service]) -> Iterator[None]:
    """Name the organization that holds the person in the time of the services being saved."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diag = getattr(error.__cause__, "diag", None)
        if diag is None or diag.constraint_name != OVERLAP:
            raise
        mine = {service.id for service in saved}
        others = Service.objects.filter(person_id=person_id).exclude(id__in=mine)
        met = [other for other in others if any(_overlap(other, service) for service in saved)]
        elsewhere = [other for other in met if other.register_id != saved[0].register_id]
        if not elsewhere:
            raise Invalid({"": ["ช่วงเวลาปฏิบัติงานซ้อนกับที่บันทึกไว้แล้ว"]}) from error
        other = max(elsewhere, key=lambda service: service.started_on)
        standing = standing_on(other.register_id, today())
        raise ActiveElsewhere(other.person_id, other.register_id, described(standing)) from error


def _overlap(one: Service, other: Service) -> bool:
    return (one.ended_on is None or other.started_on < one.ended_on) and (
        other.ended_on is None or one.started_on < other.ended_on
    )


def _newest_service(card: Card) -> Service | None:
    return (
        Service.objects.select_for_update(no_key=True)
        .filter(register_id=card.register_id, person_id=card.person_id)
        .order_by("-started_on")
        .first()
    )


def _open_service(card: Card) -> Service:
    service = _newest_service(card)
    if service is None:
        raise Gone
    if service.ended_on is not None:
        raise Invalid({"": ["บันทึกการพ้นไว้แล้ว ถ้าบันทึกผิด ให้กด “ยกเลิกการพ้น” ก่อน"]})
    return service


@contextmanager
def _asking(by: Actor) -> Iterator[None]:
    """An action that may tell where a national id is: limited, and every answer is kept."""
    _limit_probes(by)
    try:
        yield
    except ActiveElsewhere as elsewhere:
        _keep_probe(by, elsewhere)
        raise


def _limit_probes(by: Actor) -> None:
    if by.post_id is None:
        return
    since = timezone.now() - timedelta(hours=1)
    if looks_by(by.post_id, PROBE, since=since) >= PROBES_AN_HOUR:
        raise TooManyProbes


def _keep_probe(by: Actor, found: ActiveElsewhere) -> None:
    """Outside the refused transaction, so that it stays: the other organization sees it."""
    record_look(
        actor=actor_json(
            post_id=by.post_id, officer=by.officer, post=by.post, organization=by.organization
        ),
        register_id=found.register_id,
        person_id=found.person_id,
        what=PROBE,
    )
