"""โอน of somebody who was there before: one card with all of it."""

from datetime import date

from kp7.personnel import queries
from kp7.personnel.actions.lines import add_line, change_line, record_nothing
from kp7.personnel.actions.people import end_service
from kp7.personnel.actions.transfers import (
    accept,
    release,
)
from kp7.personnel.models import (
    Card,
    Child,
    LeaveTotal,
    NothingRecorded,
)
from kp7.personnel.sections import (
    CHILDREN,
    LEAVE_TOTALS,
    MERITS,
    PERSONAL,
    SKILLS,
)
from tests.cast import (
    OWN,
    Cast,
    add_complete,
)
from tests.lines import OTHER_SECTIONS
from tests.personnel.transfers.moves import DAY, GIVEN, ORDER_IN, ORDER_OUT, moved, where_active


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
