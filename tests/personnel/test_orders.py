"""A whole order: a line for everybody named or for nobody, once, in few statements."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kp7.ledger.models import Change
from kp7.organizations.authority import NotAuthorized
from kp7.personnel.actions.editing import RegisterSealed
from kp7.personnel.actions.lines import add_line, record_nothing
from kp7.personnel.actions.orders import (
    OrderRefused,
    OrderRepeated,
    Paid,
    record_order,
)
from kp7.personnel.actions.people import end_service
from kp7.personnel.models import Appointment, Card, Evaluation, NothingRecorded
from kp7.personnel.orders import MOST, Wanted, half_before, newest_round, order_page
from kp7.personnel.sections import APPOINTMENTS, EVALUATIONS
from tests.cast import FIRST_LINE, OWN, Cast, add_card, add_complete, certified
from tests.crowd import add_crowd

DAY = date(2026, 4, 1)
ORDER: dict[str, object] = {
    "effective_on": DAY,
    "movement": "step_raise",
    "document_kind": "order",
    "document_issuer": "องค์การบริหารส่วนตำบลตัวอย่าง",
    "document_number": "45/2569",
    "document_date": date(2026, 3, 30),
}
MOST_STATEMENTS = 18


def raised(cards: Sequence[Card], salary: int = 12000) -> list[Paid]:
    return [Paid(card.id, Decimal(salary + n)) for n, card in enumerate(cards)]


def record(cast: Cast, people: Sequence[Paid], **changed: object) -> int:
    return record_order(
        by=cast.recorder, register_id=OWN, order={**ORDER, **changed}, people=people
    )


def of_order() -> list[Appointment]:
    return list(Appointment.objects.filter(effective_on=DAY))


@pytest.fixture
def card(cast: Cast) -> Card:
    return add_complete(cast.recorder, 1)


def test_a_line_takes_over_what_stood_and_says_what_the_order_says(cast: Cast, card: Card) -> None:
    assert record(cast, [Paid(card.id, Decimal(15500))]) == 1
    line = Appointment.objects.get(effective_on=DAY)
    before = Appointment.objects.exclude(effective_on=DAY).get()
    for name in ("position", "position_number", "level", "level_label", "division"):
        assert getattr(line, name) == getattr(before, name)
    assert (line.person_id, line.sequence, line.salary) == (card.person_id, 1, Decimal(15500))
    assert line.movement_label == "เลื่อนขั้นเงินเดือน (0.5 / 1 / 1.5 / 2 ขั้น)"
    assert (line.document_kind_label, line.document_number) == ("คำสั่ง", "45/2569")
    change = Change.objects.get(row_id=line.id)
    assert (change.action, change.officer) == ("insert", cast.recorder.officer)


def test_somebody_who_is_not_raised_keeps_the_salary(cast: Cast, card: Card) -> None:
    other = add_complete(cast.recorder, 2)
    record(cast, [Paid(card.id, None), Paid(other.id, Decimal(15500))])
    stays = Appointment.objects.get(effective_on=DAY, person=card.person)
    assert (stays.movement, stays.salary) == ("no_raise", Decimal(15060))
    assert Appointment.objects.get(effective_on=DAY, person=other.person).movement == "step_raise"


def test_an_acting_line_is_not_what_an_order_continues(cast: Cast, card: Card) -> None:
    acting = {
        **FIRST_LINE,
        "effective_on": date(2025, 1, 1),
        "movement": "acting_for",
        "position": "ปลัดองค์การบริหารส่วนตำบล",
        "salary": None,
    }
    add_line(by=cast.recorder, card=card, section=APPOINTMENTS, values=acting)
    record(cast, [Paid(card.id, Decimal(15500))])
    assert Appointment.objects.get(effective_on=DAY).position == "นักทรัพยากรบุคคล"


def test_a_line_goes_behind_the_others_of_its_day(cast: Cast, card: Card) -> None:
    moved = {**FIRST_LINE, "effective_on": DAY, "movement": "moved", "sequence": None}
    add_line(by=cast.recorder, card=card, section=APPOINTMENTS, values=moved)
    record(cast, [Paid(card.id, Decimal(15500))])
    assert Appointment.objects.get(movement="step_raise").sequence == 2


def test_all_or_nothing(cast: Cast, card: Card) -> None:
    cards = add_crowd(cast.recorder, 3)
    people = [*raised(cards), Paid(card.id, Decimal(15000))]
    with pytest.raises(OrderRefused) as refused:
        record(cast, people)
    assert refused.value.people == {card.id: ["ต่ำกว่าเงินเดือนเดิม 15,060 บาท กรุณาตรวจตัวเลข"]}
    assert not of_order()


def test_everybody_who_is_wrong_is_named_at_once(cast: Cast, card: Card) -> None:
    bare = add_card(cast.recorder, 2)
    left = add_complete(cast.recorder, 3)
    end_service(
        by=cast.recorder, card=left, ended_on=date(2020, 1, 1), movement="resigned", document=""
    )
    next_door = add_complete(cast.recorder_next_door, 4)
    people = [
        Paid(card.id, Decimal(15060)),
        Paid(bare.id, Decimal(15500)),
        Paid(left.id, Decimal(15500)),
        Paid(next_door.id, Decimal(15500)),
        Paid(uuid4(), Decimal(15500)),
    ]
    with pytest.raises(OrderRefused) as refused:
        record(cast, people)
    wrong = {card_id: said[0] for card_id, said in refused.value.people.items()}
    assert "เท่ากับเงินเดือนเดิม" in wrong[card.id]
    assert "ยังไม่มีรายการตำแหน่ง" in wrong[bare.id]
    assert wrong[left.id] == wrong[next_door.id] == wrong[people[4].card_id]
    assert "ไม่ได้ปฏิบัติงานที่หน่วยงานนี้ในวันที่ 1 เม.ย. 2569" in wrong[left.id]
    assert not of_order()


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("movement", "moved", "เฉพาะการเลื่อนหรือปรับเงินเดือน"),
        ("movement", "no_raise", "เฉพาะการเลื่อนหรือปรับเงินเดือน"),
        ("movement", "flown", "ไม่มีตัวเลือกนี้"),
        ("document_number", " ", "ต้องมีเอกสารอ้างอิง"),
        ("document_date", None, "ต้องมีเอกสารอ้างอิง"),
        ("document_kind", "", "ต้องมีเอกสารอ้างอิง"),
        ("effective_on", None, "ฟิลด์นี้"),
    ],
)
def test_an_order_that_cannot_stand_is_refused_by_its_column(
    cast: Cast, card: Card, column: str, value: object, sentence: str
) -> None:
    with pytest.raises(OrderRefused) as refused:
        record(cast, [Paid(card.id, Decimal(15500))], **{column: value})
    assert set(refused.value.errors) == {column}
    if column != "effective_on":
        assert sentence in refused.value.errors[column][0]


def test_an_amount_that_no_column_holds_is_said_of_its_person(cast: Cast, card: Card) -> None:
    with pytest.raises(OrderRefused) as refused:
        record(cast, [Paid(card.id, Decimal("123456789.00"))])
    assert set(refused.value.people) == {card.id}


def test_an_order_names_somebody_and_not_too_many(cast: Cast) -> None:
    with pytest.raises(OrderRefused) as nobody:
        record(cast, [])
    assert "ยังไม่ได้พิมพ์เงินเดือนใหม่" in nobody.value.errors[""][0]
    with pytest.raises(OrderRefused) as crowd:
        record(cast, [Paid(uuid4(), Decimal(1)) for _ in range(MOST + 1)])
    assert f"ไม่เกิน {MOST} คน" in crowd.value.errors[""][0]


def test_an_order_sent_twice_is_recorded_once(cast: Cast) -> None:
    cards = add_crowd(cast.recorder, 5)
    people = [*raised(cards[:4]), Paid(cards[4].id, None)]
    assert record(cast, people) == 5
    with pytest.raises(OrderRepeated) as again:
        record(cast, people)
    assert again.value.sentence == "คำสั่งนี้บันทึกไว้แล้วครบทั้ง 5 คน ไม่มีการบันทึกซ้ำ"
    assert Appointment.objects.filter(effective_on=DAY).count() == 5


def test_another_salary_by_the_same_order_is_refused(cast: Cast) -> None:
    (card,) = add_crowd(cast.recorder, 1)
    record(cast, [Paid(card.id, Decimal(12000))])
    with pytest.raises(OrderRefused) as refused:
        record(cast, [Paid(card.id, Decimal(12500))])
    assert "ตามคำสั่งเลขที่ 45/2569 แล้ว" in refused.value.people[card.id][0]
    assert record(cast, [Paid(card.id, Decimal(12500))], document_number="46/2569") == 1


def test_nobody_else_records_an_order(cast: Cast, card: Card) -> None:
    before = Change.objects.count()
    for by in (cast.recorder_next_door, cast.certifier_far, cast.province, cast.dla, cast.auditor):
        with pytest.raises(NotAuthorized):
            record_order(
                by=by, register_id=OWN, order=ORDER, people=[Paid(card.id, Decimal(15500))]
            )
    assert Change.objects.count() == before


def test_a_sealed_register_takes_no_order(cast: Cast, card: Card) -> None:
    certified(cast.certifier)
    with pytest.raises(RegisterSealed):
        record(cast, [Paid(card.id, Decimal(15500))])
    assert not of_order()


def test_sixty_people_cost_as_many_statements_as_two(cast: Cast) -> None:
    cards = add_crowd(cast.recorder, 62)
    with CaptureQueriesContext(connection) as for_two:
        record(cast, [Paid(cards[60].id, None), *raised(cards[61:])])
    with CaptureQueriesContext(connection) as for_sixty:
        assert record(cast, [Paid(cards[0].id, None), *raised(cards[1:60])]) == 60
    assert len(for_sixty) == len(for_two) <= MOST_STATEMENTS, for_sixty.captured_queries


def test_step_and_result_of_the_half_year_are_kept(cast: Cast) -> None:
    cards = add_crowd(cast.recorder, 2)
    record_nothing(by=cast.recorder, card=cards[0], section=EVALUATIONS)
    people = [
        Paid(cards[0].id, Decimal(12000), step="12.5", result="very_good"),
        Paid(cards[1].id, None, result="poor"),
    ]
    assert record(cast, people) == 2
    assert Appointment.objects.get(movement="step_raise").step == "12.5"
    kept = Evaluation.objects.order_by("result").values_list(
        "fiscal_year", "half", "result", "result_label"
    )
    assert list(kept) == [(2026, 1, "poor", "ต้องปรับปรุง"), (2026, 1, "very_good", "ดีมาก")]
    assert not NothingRecorded.objects.exists()


def test_a_result_that_is_there_stays_or_is_refused(cast: Cast) -> None:
    (card,) = add_crowd(cast.recorder, 1)
    there = {"fiscal_year": 2026, "half": 1, "result": "good"}
    add_line(by=cast.recorder, card=card, section=EVALUATIONS, values=there)
    with pytest.raises(OrderRefused) as refused:
        record(cast, [Paid(card.id, Decimal(12000), result="fair")])
    assert "มีผลการประเมินครั้งนี้เป็นอย่างอื่นแล้ว" in refused.value.people[card.id][0]
    with pytest.raises(OrderRefused):
        record(cast, [Paid(card.id, Decimal(12000), result="splendid")])
    assert record(cast, [Paid(card.id, Decimal(12000), result="good")]) == 1
    assert Evaluation.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "half"),
    [
        (date(2026, 4, 1), (2026, 1)),
        (date(2026, 10, 1), (2026, 2)),
        (date(2026, 10, 2), (2027, 1)),
        (date(2026, 1, 15), (2026, 1)),
    ],
)
def test_an_order_looks_back_on_the_half_year_before_it(day: date, half: tuple[int, int]) -> None:
    assert half_before(day) == half


# --- the page ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "round_"),
    [
        (date(2026, 3, 31), date(2025, 10, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 9, 30), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_the_newest_round_is_the_one_that_has_begun(today: date, round_: date) -> None:
    assert newest_round(today) == round_


def test_the_page_lists_who_serves_on_the_day_and_lacks_the_line(cast: Cast, card: Card) -> None:
    crowd = add_crowd(cast.recorder, 3)
    end_service(by=cast.recorder, card=crowd[0], ended_on=DAY, movement="resigned", document="")
    record(cast, [Paid(crowd[1].id, Decimal(12000))])
    page = order_page(OWN, cast.recorder, Wanted(DAY, "45/2569"))
    assert [one.card.id for one in page.people] == [crowd[2].id, card.id]
    assert (page.total, page.recorded) == (2, 1)
    assert page.people[1].salary == Decimal(15060)
    assert page.divisions == ["สำนักปลัด"]
    only = order_page(OWN, cast.recorder, Wanted(DAY, "", division="สำนักปลัด"))
    assert [one.card.id for one in only.people] == [card.id]
    kept = Wanted(DAY, "45/2569", kind="official", typed=frozenset({crowd[1].id, uuid4()}))
    assert [one.card.id for one in order_page(OWN, cast.recorder, kept).people] == [
        crowd[1].id,
        card.id,
    ]


def test_a_page_holds_two_hundred_and_says_how_many_there_are(cast: Cast) -> None:
    add_crowd(cast.recorder, MOST + 20)
    page = order_page(OWN, cast.recorder, Wanted(DAY))
    assert (len(page.people), page.total) == (MOST, MOST + 20)


def test_an_order_starts_from_the_newest_round_or_from_the_last_order(cast: Cast) -> None:
    cards = add_crowd(cast.certifier, 2)
    fresh = order_page(OWN, cast.recorder, Wanted())
    assert not fresh.from_last
    assert fresh.offered["movement"] == "step_raise"
    assert fresh.offered["document_number"] == ""
    assert "ส่วนตำบล" in str(fresh.offered["document_issuer"])
    record(cast, [Paid(cards[0].id, None)])
    page = order_page(OWN, cast.recorder, Wanted())
    assert page.from_last
    assert page.offered == ORDER
    assert [one.card.id for one in page.people] == [cards[1].id]
    assert order_page(OWN, cast.certifier, Wanted()).offered["document_number"] == "1/2553"
