"""โอน: released, accepted, withdrawn, declined; moved at once, or when both registers are open."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from kp7.certification.actions import close_round, return_to_lao
from kp7.ledger.models import Change
from kp7.ledger.queries import database_now
from kp7.organizations.actions import change_standing
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.organizations.queries import NoSuchOrganization, standing_on
from kp7.organizations.terms import OrganizationType
from kp7.personnel import queries
from kp7.personnel.actions.editing import Gone, Invalid
from kp7.personnel.actions.lines import add_line, change_line, record_nothing
from kp7.personnel.actions.people import correct_national_id, end_service
from kp7.personnel.actions.transfers import (
    AnsweredAlready,
    CannotBeTransferred,
    MustWait,
    Order,
    accept,
    decline,
    release,
    settle,
    settle_waiting,
    withdraw,
)
from kp7.personnel.files.kinds import MediaType
from kp7.personnel.files.reading import ReadFile
from kp7.personnel.models import (
    Appointment,
    Card,
    Child,
    Document,
    Explanation,
    FileContent,
    LeaveTotal,
    NothingRecorded,
    Seat,
    SeatHolding,
    Service,
    Transfer,
)
from kp7.personnel.sections import (
    CHILDREN,
    DOCUMENTS,
    LEAVE_TOTALS,
    LISTS,
    MERITS,
    PERSONAL,
    SKILLS,
)
from kp7.personnel.terms import Presence, TransferState
from tests.cast import (
    FAR,
    NEXT_DOOR,
    OWN,
    SYSTEM,
    Cast,
    add_complete,
    case_of,
    certified,
    make_cast,
    make_round,
    national_id,
)
from tests.certification.test_random_walk import digest
from tests.lines import OTHER_SECTIONS, add_other_lines

DAY = date(2024, 6, 1)
ORDER_OUT = Order("12/2567", date(2024, 5, 20))
ORDER_IN = Order("34/2567", date(2024, 5, 25))
GIVEN: Mapping[str, object] = {
    "position": "นักทรัพยากรบุคคล",
    "position_number": "66-3-02-3102-009",
    "level": "academic-practitioner",
    "division": "สำนักปลัด",
    "salary": "20000",
}


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001  the rows go into it
    made = make_cast()
    make_round()
    return made


@pytest.fixture
def card(cast: Cast) -> Card:
    """Somebody who works at ours."""
    return add_complete(cast.recorder, 1)


def let_go(by: Actor, card: Card, on: date = DAY) -> Transfer:
    """Released to the neighbours."""
    return release(by=by, card=card, to_register_id=NEXT_DOOR, effective_on=on, order=ORDER_OUT)


def take_in(by: Actor, transfer: Transfer) -> Transfer:
    """Accepted in the position that was held."""
    return accept(by=by, transfer_id=transfer.id, order=ORDER_IN, values=GIVEN)


def moved(cast: Cast, card: Card) -> Card:
    """The card at the neighbours, after all of it."""
    take_in(cast.recorder_next_door, let_go(cast.recorder, card))
    return Card.objects.get(register_id=NEXT_DOOR, person_id=card.person_id)


def where_active(card: Card) -> list[object]:
    """The registers in which the person is in service today."""
    return [
        register
        for register in (OWN, NEXT_DOOR, FAR)
        if queries.cards_of(register, Presence.ACTIVE, queries.today())
        .filter(person_id=card.person_id)
        .exists()
    ]


# --- the move -----------------------------------------------------------------------------------


def test_nothing_moves_before_it_is_accepted(cast: Cast, card: Card) -> None:
    transfer = let_go(cast.recorder, card)
    assert transfer.state == TransferState.RELEASED
    assert where_active(card) == [OWN]
    assert not Card.objects.filter(register_id=NEXT_DOOR).exists()


def test_accepting_moves_the_person_whole(cast: Cast, card: Card) -> None:
    there = moved(cast, card)
    assert Transfer.objects.get().state == TransferState.DONE
    assert where_active(card) == [NEXT_DOOR]
    ended = Service.objects.get(register_id=OWN)
    assert (ended.ended_on, ended.ended_by, ended.ended_by_label) == (DAY, "transfer_out", "ให้โอน")
    assert ended.document == "คำสั่งที่ 12/2567 ลงวันที่ 20 พ.ค. 2567"
    begun = Service.objects.get(register_id=NEXT_DOOR)
    assert (begun.started_on, begun.ended_on) == (DAY, None)
    assert (there.first_name, there.kind) == (card.first_name, card.kind)


def test_each_side_has_the_line_of_its_order(cast: Cast, card: Card) -> None:
    there = moved(cast, card)
    out = Appointment.objects.filter(register_id=OWN).last()
    assert out is not None
    assert (out.movement, out.movement_label) == ("transfer_out", "ให้โอน")
    assert (out.position_number, out.document_number) == ("66-3-01-3102-001", "12/2567")
    lines = list(Appointment.objects.filter(register_id=NEXT_DOOR))
    assert [line.movement for line in lines] == [
        "first_appointment",
        "transfer_out",
        "transfer_in",
    ]
    assert (lines[-1].position_number, lines[-1].salary) == ("66-3-02-3102-009", 20000)
    assert lines[-1].level_label
    assert lines[-1].document_number == "34/2567"
    (assessment,) = queries.assessments(NEXT_DOOR, [there])
    assert assessment.complete, assessment.findings


def test_every_section_goes_along_and_stays(cast: Cast, card: Card) -> None:
    add_other_lines(cast.certifier, card)
    record_nothing_else(cast, card)
    card = Card.objects.get(id=card.id)
    (before,) = queries.records(OWN, [card])
    there = moved(cast, card)
    (old,) = queries.records(OWN, [card])
    (new,) = queries.records(NEXT_DOOR, [there])
    for section in LISTS:
        said = [without_files(line.values) for line in before.section(section.code)]
        assert [without_files(line.values) for line in old.section(section.code)][: len(said)] == (
            said
        )
        brought = [without_files(line.values) for line in new.section(section.code)]
        assert brought[: len(said)] == said, section.code
        assert len(brought) == len(said) + (2 if section.code == "appointments" else 0)
    assert new.nothing == old.nothing == before.nothing


def without_files(values: Mapping[str, object]) -> dict[str, object]:
    """What a line says, but for the ids of its files."""
    return {name: value for name, value in values.items() if name != "file"}


def record_nothing_else(cast: Cast, card: Card) -> None:
    """“ไม่มี” in what holds nothing."""
    for section in LISTS:
        held = section.model._default_manager.filter(person_id=card.person_id).exists()
        if section.may_be_nothing and not held:
            record_nothing(by=cast.certifier, card=card, section=section)


def attach(cast: Cast, card: Card, content: bytes) -> None:
    """A document in the folder of a card, whose file holds `content`."""
    digest_of_it = sha256(content).hexdigest()
    read = ReadFile("คำสั่ง.pdf", MediaType.PDF, content, digest_of_it, None, None, 1)
    values = {"kind": "f01", "title": f"คำสั่ง {len(content)}", "file": read}
    add_line(by=cast.recorder, card=card, section=DOCUMENTS, values=values)


def test_files_go_along_with_their_bytes(cast: Cast, card: Card) -> None:
    attach(cast, card, b"%PDF-1.7 example")
    there = moved(cast, card)
    old, new = (Document.objects.get(register_id=register) for register in (OWN, NEXT_DOOR))
    assert old.file != new.file
    contents = {bytes(one.content) for one in FileContent.objects.all()}
    assert (FileContent.objects.count(), contents) == (2, {b"%PDF-1.7 example"})
    (record,) = queries.records(NEXT_DOOR, [there])
    assert record.section("documents")[0].values["file"] == new.file


def test_an_explanation_goes_along_with_its_line(cast: Cast, card: Card) -> None:
    line = Appointment.objects.get()
    for line_id in (None, line.id):
        with transaction.atomic():
            act_for(SYSTEM)
            Explanation.objects.create(
                register_id=OWN,
                person_id=card.person_id,
                rule="APP-08",
                line_id=line_id,
                fingerprint="0" * 64,
                text="ตรวจแล้ว",
            )
    moved(cast, card)
    first = Appointment.objects.filter(register_id=NEXT_DOOR).first()
    assert first is not None
    there = set(Explanation.objects.filter(register_id=NEXT_DOOR).values_list("line_id", flat=True))
    assert there == {None, first.id}


def test_a_seat_is_left_on_the_day(cast: Cast, card: Card) -> None:
    hold_a_seat(card, date(2020, 1, 1))
    moved(cast, card)
    holding = SeatHolding.objects.get()
    assert (holding.register_id, holding.ended_on) == (OWN, DAY)


def test_a_vacant_seat_at_the_receiver_is_taken_by_its_number(cast: Cast, card: Card) -> None:
    with transaction.atomic():
        act_for(SYSTEM)
        seat = Seat.objects.create(
            register_id=NEXT_DOOR,
            number="66-3-02-3102-009",
            kind="official",
            division="สำนักปลัด",
            position="นักทรัพยากรบุคคล",
            opened_on=date(2010, 1, 1),
        )
    there = moved(cast, card)
    holding = SeatHolding.objects.get()
    assert (holding.seat_id, holding.person_id) == (seat.id, there.person_id)
    assert (holding.register_id, holding.started_on) == (NEXT_DOOR, DAY)


def test_without_a_salary_the_one_there_is_carried_on(cast: Cast, card: Card) -> None:
    transfer = let_go(cast.recorder, card)
    accept(
        by=cast.recorder_next_door,
        transfer_id=transfer.id,
        order=ORDER_IN,
        values={**GIVEN, "salary": None},
    )
    assert Appointment.objects.get(movement="transfer_in").salary == 15060


def hold_a_seat(card: Card, since: date) -> None:
    """A numbered position of ours, held by somebody."""
    with transaction.atomic():
        act_for(SYSTEM)
        seat = Seat.objects.create(
            register_id=OWN,
            number="66-3-01-3102-001",
            kind="official",
            division="สำนักปลัด",
            position="นักทรัพยากรบุคคล",
            opened_on=date(2010, 1, 1),
        )
        SeatHolding.objects.create(
            register_id=OWN, person_id=card.person_id, seat=seat, started_on=since
        )


def test_the_kind_is_named_as_where_the_person_is_now(cast: Cast, card: Card) -> None:
    assert moved(cast, card).kind_label != card.kind_label
    assert card.kind_label == Card.objects.get(id=card.id).kind_label


# --- somebody who was there before --------------------------------------------------------------


def test_somebody_who_comes_back_has_one_card_with_all_of_it(cast: Cast, card: Card) -> None:
    """There, here, and there again: nothing is lost, nothing stands twice."""
    there = moved(cast, card)
    add_line(
        by=cast.recorder_next_door,
        card=there,
        section=SKILLS,
        values={"field": "ดนตรี", "skill": "ระนาด"},
    )
    add_line(
        by=cast.recorder,
        card=card,
        section=LEAVE_TOTALS,
        values={"fiscal_year": 2020, "kind": "personal", "times": 1, "days": "1"},
    )
    add_line(
        by=cast.recorder_next_door,
        card=there,
        section=LEAVE_TOTALS,
        values={"fiscal_year": 2020, "kind": "personal", "times": 2, "days": "2"},
    )
    change_line(
        by=cast.recorder_next_door,
        card=there,
        section=PERSONAL,
        line_id=there.id,
        seen=there.revision,
        values={"last_name": "นามสกุลใหม่"},
    )
    back = release(
        by=cast.recorder_next_door,
        card=there,
        to_register_id=OWN,
        effective_on=date(2025, 2, 1),
        order=ORDER_OUT,
    )
    accept(by=cast.recorder, transfer_id=back.id, order=ORDER_IN, values=GIVEN)
    assert where_active(card) == [OWN]
    home = Card.objects.get(register_id=OWN)
    assert (home.id, home.last_name, home.revision) == (card.id, "นามสกุลใหม่", 2)
    (record,) = queries.records(OWN, [home])
    assert [line.text("movement") for line in record.section("appointments")] == [
        "first_appointment",
        "transfer_out",
        "transfer_in",
        "transfer_out",
        "transfer_in",
    ]
    assert [line.text("skill") for line in record.section("skills")] == ["ระนาด"]
    assert LeaveTotal.objects.get(register_id=OWN).times == 2
    assert len(record.section("education")) == 1


def test_a_line_whose_number_is_taken_gets_the_next(cast: Cast, card: Card) -> None:
    add_line(by=cast.recorder, card=card, section=CHILDREN, values=child("หนึ่ง"))
    end_service(by=cast.recorder, card=card, ended_on=DAY, movement="resigned", document="")
    there = add_complete(cast.recorder_next_door, 1, service_started_on=date(2024, 7, 1))
    add_line(by=cast.recorder_next_door, card=there, section=CHILDREN, values=child("สอง"))
    back = release(
        by=cast.recorder_next_door,
        card=there,
        to_register_id=OWN,
        effective_on=date(2025, 2, 1),
        order=ORDER_OUT,
    )
    accept(by=cast.recorder, transfer_id=back.id, order=ORDER_IN, values=GIVEN)
    children = Child.objects.filter(register_id=OWN).order_by("sequence")
    assert [(one.sequence, one.first_name) for one in children] == [(1, "หนึ่ง"), (2, "สอง")]


def child(name: str) -> dict[str, object]:
    return {**OTHER_SECTIONS["children"], "first_name": name}


def test_a_nothing_gives_way_to_lines(cast: Cast, card: Card) -> None:
    there = moved(cast, card)
    record_nothing(by=cast.recorder_next_door, card=there, section=MERITS)
    record_nothing(by=cast.recorder_next_door, card=there, section=SKILLS)
    add_line(
        by=cast.recorder, card=card, section=SKILLS, values={"field": "ดนตรี", "skill": "ระนาด"}
    )
    back = release(
        by=cast.recorder_next_door,
        card=there,
        to_register_id=OWN,
        effective_on=date(2025, 2, 1),
        order=ORDER_OUT,
    )
    accept(by=cast.recorder, transfer_id=back.id, order=ORDER_IN, values=GIVEN)
    at_home = NothingRecorded.objects.filter(register_id=OWN).values_list("section", flat=True)
    assert list(at_home) == ["merits"]


# --- sealed -------------------------------------------------------------------------------------


def test_a_sealed_sender_releases_and_the_move_waits(cast: Cast, card: Card) -> None:
    certified(cast.certifier)
    before = digest(OWN)
    transfer = take_in(cast.recorder_next_door, let_go(cast.recorder, card))
    assert transfer.state == TransferState.ACCEPTED
    assert where_active(card) == [OWN]
    assert digest(OWN) == before
    with pytest.raises(MustWait, match="ปิดแก้ไขอยู่"):
        settle(by=cast.recorder_next_door, transfer_id=transfer.id)
    give_back(cast, OWN)
    assert Transfer.objects.get().state == TransferState.DONE
    assert where_active(card) == [NEXT_DOOR]


def give_back(cast: Cast, register: UUID) -> None:
    """The province returns a certified register."""
    case = case_of(register)
    return_to_lao(case_id=case.id, by=cast.province, seen=case.revision, reason="แก้ไข")


def test_both_must_be_open(cast: Cast, card: Card) -> None:
    add_complete(cast.recorder_next_door, 9)
    certified(cast.certifier)
    certified(cast.certifier_next_door)
    transfer = let_go(cast.recorder, card)
    take_in(cast.recorder_next_door, transfer)
    sealed = digest(NEXT_DOOR)
    give_back(cast, OWN)
    assert where_active(card) == [OWN]
    assert digest(NEXT_DOOR) == sealed
    give_back(cast, NEXT_DOOR)
    assert where_active(card) == [NEXT_DOOR]


def test_a_new_round_does_what_waited(cast: Cast, card: Card) -> None:
    certified(cast.certifier)
    take_in(cast.recorder_next_door, let_go(cast.recorder, card))
    close_round(by=SYSTEM, round_id=case_of(OWN).round_id)
    assert where_active(card) == [OWN]
    make_round("รอบถัดไป", opens_at=database_now())
    assert where_active(card) == [NEXT_DOOR]


def test_what_came_to_nothing_while_it_waited_says_why(cast: Cast, card: Card) -> None:
    """Died between: the step that unseals is not refused, and both read what became of it."""
    add_complete(cast.recorder_next_door, 9)
    certified(cast.certifier_next_door)
    transfer = take_in(cast.recorder_next_door, let_go(cast.recorder, card))
    end_service(by=cast.recorder, card=card, ended_on=DAY, movement="died", document="")
    give_back(cast, NEXT_DOOR)
    transfer.refresh_from_db()
    assert transfer.state == TransferState.LAPSED
    assert "พ้นจากหน่วยงานต้นทางแล้ว" in transfer.reason
    assert where_active(card) == []
    with pytest.raises(AnsweredAlready):
        settle(by=cast.recorder, transfer_id=transfer.id)


# --- a day to come ------------------------------------------------------------------------------


def test_a_day_to_come_is_waited_for(cast: Cast, card: Card) -> None:
    tomorrow = queries.today() + timedelta(days=1)
    transfer = take_in(cast.recorder_next_door, let_go(cast.recorder, card, tomorrow))
    assert transfer.state == TransferState.ACCEPTED
    with pytest.raises(MustWait, match="ยังไม่ถึงกำหนด"):
        settle(by=cast.recorder, transfer_id=transfer.id)
    assert settle_waiting() == 0
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert settle_waiting(register_id=FAR) == 0
        assert settle_waiting(register_id=OWN) == 1
        assert where_active(card) == [NEXT_DOOR]
    change = Change.objects.filter(table_name="personnel_service", register_id=NEXT_DOOR).get()
    assert change.officer == "ระบบโอนย้าย"


def test_either_side_does_it_when_the_day_has_come(cast: Cast, card: Card) -> None:
    tomorrow = queries.today() + timedelta(days=1)
    transfer = take_in(cast.recorder_next_door, let_go(cast.recorder, card, tomorrow))
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        with pytest.raises(NotAuthorized):
            settle(by=cast.certifier_far, transfer_id=transfer.id)
        assert settle(by=cast.recorder, transfer_id=transfer.id).state == TransferState.DONE
        assert settle(by=cast.recorder, transfer_id=transfer.id).state == TransferState.DONE


# --- refused ------------------------------------------------------------------------------------


def test_a_second_release_is_refused(cast: Cast, card: Card) -> None:
    let_go(cast.recorder, card)
    with pytest.raises(CannotBeTransferred, match="อยู่ระหว่างการโอนอยู่แล้ว"):
        let_go(cast.certifier, card)


@pytest.mark.parametrize("movement", ["retired", "died", "resigned"])
def test_who_has_left_is_not_released(cast: Cast, card: Card, movement: str) -> None:
    end_service(by=cast.recorder, card=card, ended_on=DAY, movement=movement, document="")
    with pytest.raises(CannotBeTransferred, match="พ้นจากหน่วยงานต้นทางแล้ว"):
        let_go(cast.recorder, card, date(2025, 1, 1))


def test_nobody_is_released_beyond_their_retirement(cast: Cast) -> None:
    old = add_complete(cast.recorder, 2, birth_date="1964-05-03")
    with pytest.raises(CannotBeTransferred, match="ครบเกษียณอายุสิ้นวันที่ 30 กันยายน 2567"):
        let_go(cast.recorder, old, date(2024, 10, 1))
    assert let_go(cast.recorder, old, date(2024, 9, 30)).state == TransferState.RELEASED


def test_nobody_is_released_before_they_came(cast: Cast, card: Card) -> None:
    with pytest.raises(CannotBeTransferred, match="ต้องอยู่หลังวันนั้น"):
        let_go(cast.recorder, card, date(2010, 10, 1))


def test_a_release_needs_an_order_and_another_organization(cast: Cast, card: Card) -> None:
    for to, order, error in (
        (NEXT_DOOR, Order("  ", None), Invalid),
        (OWN, ORDER_OUT, Invalid),
        (uuid4(), ORDER_OUT, NoSuchOrganization),
    ):
        with pytest.raises(error):
            release(by=cast.recorder, card=card, to_register_id=to, effective_on=DAY, order=order)
    assert not Transfer.objects.exists()


def test_an_acceptance_needs_an_order_and_a_line_that_can_stand(cast: Cast, card: Card) -> None:
    transfer = let_go(cast.recorder, card)
    for order, values in ((Order("", None), GIVEN), (ORDER_IN, {**GIVEN, "level": "nothing"})):
        with pytest.raises(Invalid):
            accept(by=cast.recorder_next_door, transfer_id=transfer.id, order=order, values=values)
    assert Transfer.objects.get().state == TransferState.RELEASED


def test_an_acceptance_after_a_death_is_refused_and_kept(cast: Cast, card: Card) -> None:
    transfer = let_go(cast.recorder, card)
    end_service(by=cast.recorder, card=card, ended_on=DAY, movement="died", document="")
    with pytest.raises(CannotBeTransferred, match="ถึงแก่กรรม"):
        take_in(cast.recorder_next_door, transfer)
    transfer.refresh_from_db()
    assert (transfer.state, "ถึงแก่กรรม" in transfer.reason) == (TransferState.LAPSED, True)


def test_a_card_that_became_another_s_is_not_moved(cast: Cast, card: Card) -> None:
    transfer = let_go(cast.recorder, card)
    correct_national_id(by=cast.recorder, card=card, seen=card.revision, digits=national_id(77))
    with pytest.raises(CannotBeTransferred, match="ไม่มีบัตร"):
        take_in(cast.recorder_next_door, transfer)
    assert Service.objects.get().register_id == OWN


@pytest.mark.parametrize("first", ["withdraw", "decline", "accept"])
@pytest.mark.parametrize("second", ["withdraw", "decline", "accept"])
def test_the_first_answer_stands(cast: Cast, card: Card, first: str, second: str) -> None:
    transfer = let_go(cast.recorder, card)

    def answer(what: str) -> Transfer:
        if what == "withdraw":
            return withdraw(by=cast.recorder, transfer_id=transfer.id)
        if what == "decline":
            return decline(by=cast.recorder_next_door, transfer_id=transfer.id, reason="เต็มแล้ว")
        return take_in(cast.recorder_next_door, transfer)

    state = answer(first).state
    with pytest.raises(AnsweredAlready, match="ทำรายการนี้ไม่ได้แล้ว"):
        answer(second)
    assert Transfer.objects.get().state == state


def test_what_waits_can_still_be_withdrawn_or_declined(cast: Cast, card: Card) -> None:
    certified(cast.certifier)
    transfer = take_in(cast.recorder_next_door, let_go(cast.recorder, card))
    withdraw(by=cast.recorder, transfer_id=transfer.id)
    again = take_in(cast.recorder_next_door, let_go(cast.recorder, card))
    decline(by=cast.recorder_next_door, transfer_id=again.id, reason="ไม่มีอัตราว่าง")
    give_back(cast, OWN)
    assert where_active(card) == [OWN]


def test_a_refusal_says_its_reason(cast: Cast, card: Card) -> None:
    transfer = let_go(cast.recorder, card)
    with pytest.raises(Invalid, match="เหตุผล"):
        decline(by=cast.recorder_next_door, transfer_id=transfer.id, reason=" ")
    declined = decline(by=cast.recorder_next_door, transfer_id=transfer.id, reason="ไม่มีอัตราว่าง")
    assert declined.reason == "ไม่มีอัตราว่าง"


def test_each_side_does_its_own_part_alone(cast: Cast, card: Card) -> None:
    everybody = [getattr(cast, part.name) for part in fields(Cast)]
    for by in everybody:
        if by.organization_id != OWN:
            with pytest.raises(NotAuthorized):
                let_go(by, card)
    transfer = let_go(cast.recorder, card)
    for by in everybody:
        if by.organization_id != OWN:
            with pytest.raises(NotAuthorized):
                withdraw(by=by, transfer_id=transfer.id)
        if by.organization_id != NEXT_DOOR:
            with pytest.raises(NotAuthorized):
                take_in(by, transfer)
            with pytest.raises(NotAuthorized):
                decline(by=by, transfer_id=transfer.id, reason="x")
    with pytest.raises(Gone):
        settle(by=cast.recorder, transfer_id=uuid4())
    with pytest.raises(Gone):
        withdraw(by=cast.recorder, transfer_id=uuid4())


# --- the names of the time ----------------------------------------------------------------------


def test_an_organization_that_changed_its_type_keeps_its_people_and_their_past(
    cast: Cast, card: Card
) -> None:
    was = standing_on(OWN, date(2023, 1, 1))
    change_standing(
        by=cast.dla,
        organization_id=OWN,
        from_date=date(2024, 1, 1),
        code="5830199",
        type=OrganizationType.TM,
        name="ชื่อใหม่",
    )
    assert where_active(card) == [OWN]
    assert Card.objects.get().kind_label == card.kind_label
    moved(cast, card)
    out = Appointment.objects.get(register_id=OWN, movement="transfer_out")
    assert out.document_issuer == "เทศบาลตำบลชื่อใหม่"
    assert standing_on(OWN, date(2023, 1, 1)).full_name == was.full_name
