"""โอน: a person moves whole, at once where both registers are open."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from kp7.organizations.actions import change_standing
from kp7.organizations.actions.acting import act_for
from kp7.organizations.queries import standing_on
from kp7.organizations.terms import OrganizationType
from kp7.personnel import queries
from kp7.personnel.actions.lines import record_nothing
from kp7.personnel.actions.transfers import (
    accept,
)
from kp7.personnel.models import (
    Appointment,
    Card,
    Document,
    Explanation,
    FileContent,
    Seat,
    SeatHolding,
    Service,
    Transfer,
)
from kp7.personnel.sections import (
    LISTS,
)
from kp7.personnel.terms import TransferState
from tests.cast import (
    NEXT_DOOR,
    OWN,
    SYSTEM,
    Cast,
)
from tests.lines import add_other_lines
from tests.personnel.transfers.moves import (
    DAY,
    GIVEN,
    ORDER_IN,
    attach,
    hold_a_seat,
    let_go,
    moved,
    where_active,
)


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


def test_the_kind_is_named_as_where_the_person_is_now(cast: Cast, card: Card) -> None:
    assert moved(cast, card).kind_label != card.kind_label
    assert card.kind_label == Card.objects.get(id=card.id).kind_label


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
