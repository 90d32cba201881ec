"""The establishment: what can be done with a seat, what the database holds, and that it sums."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.personnel.actions.editing import Gone, Invalid, RegisterSealed
from kp7.personnel.actions.establishment import (
    SeatChanged,
    add_seats,
    build_from_cards,
    change_seat,
    close_seat,
    hold_seat,
    record_plan,
    remove_seat,
    reopen_seat,
    vacate_seat,
)
from kp7.personnel.actions.people import remove_person
from kp7.personnel.actions.seat_checks import SeatHeld
from kp7.personnel.establishment import SeatFilter, seats_of
from kp7.personnel.frames import frame_of, three_years_of
from kp7.personnel.models import Card, Seat, SeatHolding
from kp7.personnel.seats import Shown, run_of, well_formed
from kp7.personnel.terms import Headcount
from kp7.thai.calendar import fiscal_year_bounds
from tests.cast import NEXT_DOOR, OWN, Cast, add_card, add_complete, certified
from tests.seats import NUMBER, OTHER, SEAT, line, seats

DAY = date(2020, 10, 1)


def close(by: Actor, seat: Seat, day: date = DAY, seen: int | None = None) -> Seat:
    return close_seat(
        by=by,
        register_id=seat.register_id,
        seat_id=seat.id,
        seen=seat.revision if seen is None else seen,
        closed_on=day,
        document="มติ",
    )


@pytest.fixture
def seat(cast: Cast) -> Seat:
    return seats(cast.recorder, NUMBER)[0]


# --- seats ------------------------------------------------------------------------------------


def test_a_run_counts_the_last_digits_and_keeps_their_width() -> None:
    assert list(run_of("12-3-01-3102-009", 3)) == [
        f"12-3-01-3102-{n}" for n in ("009", "010", "011")
    ]
    assert list(run_of("ภ-7", 2)) == ["ภ-7", "ภ-8"]
    assert list(run_of("ภ-9", 2)) == ["ภ-9"]  # the digits run out
    assert list(run_of("พิเศษ", 2)) == []
    assert list(run_of("พิเศษ", 1)) == ["พิเศษ"]


@pytest.mark.parametrize(
    ("number", "well"),
    [
        ("12-3-01-1101-001", True),
        ("12-3-00-1101-001", True),
        ("01-0101-001", False),
        ("12-3-01-1101-0010", False),
        ("ภ-01", False),
    ],
)
def test_the_shape_of_a_number_is_known(number: str, *, well: bool) -> None:
    assert well_formed(number) is well


def test_two_hundred_seats_at_once_and_no_more(cast: Cast) -> None:
    added = add_seats(by=cast.recorder, register_id=OWN, count=200, values=SEAT)
    assert [seat.number[-3:] for seat in added] == [f"{n:03}" for n in range(1, 201)]
    for count in (0, 201):
        with pytest.raises(Invalid, match="ครั้งละ 1 ถึง 200"):
            add_seats(
                by=cast.recorder,
                register_id=OWN,
                count=count,
                values={**SEAT, "number": "1-001"},
            )


def test_a_number_may_stand_again_after_it_was_closed(cast: Cast, seat: Seat) -> None:
    close(cast.recorder, seat)
    again = seats(cast.recorder, NUMBER, opened_on=DAY)[0]
    with pytest.raises(Invalid, match=NUMBER):
        reopen_seat(by=cast.recorder, register_id=OWN, seat_id=seat.id, seen=2)
    with pytest.raises(Invalid, match=NUMBER):
        seats(cast.recorder, NUMBER, opened_on=DAY + timedelta(days=1))
    remove_seat(by=cast.recorder, register_id=OWN, seat_id=again.id, seen=1)
    assert reopen_seat(by=cast.recorder, register_id=OWN, seat_id=seat.id, seen=2).revision == 3


def test_a_seat_closes_once_and_after_it_opened(cast: Cast, seat: Seat) -> None:
    with pytest.raises(Invalid, match="หลังวันที่กำหนดตำแหน่ง"):
        close(cast.recorder, seat, date(2001, 10, 1))
    closed = close(cast.recorder, seat)
    with pytest.raises(SeatChanged):
        close(cast.recorder, seat, seen=1)
    with pytest.raises(Invalid, match="ยุบเลิกแล้วตั้งแต่วันที่ 1 ตุลาคม 2563"):
        close(cast.recorder, closed)


def test_a_held_seat_is_neither_closed_nor_removed_nor_renumbered(cast: Cast, seat: Seat) -> None:
    add_complete(cast.recorder, 1, first_name="กมล")
    with pytest.raises(SeatHeld, match=f"{NUMBER}.*นายกมล ทดสอบ"):
        close(cast.recorder, seat)
    with pytest.raises(Invalid, match="มีหรือเคยมีผู้ดำรงตำแหน่ง"):
        remove_seat(by=cast.recorder, register_id=OWN, seat_id=seat.id, seen=1)
    for values in ({"number": OTHER}, {"opened_on": DAY}):
        with pytest.raises(SeatHeld, match="นายกมล ทดสอบ"):
            change_seat(by=cast.recorder, register_id=OWN, seat_id=seat.id, seen=1, values=values)
    assert Seat.objects.get().revision == 1


def test_a_seat_closes_from_the_day_on_which_its_holder_leaves(cast: Cast, seat: Seat) -> None:
    card = add_complete(cast.recorder, 1)
    line(cast.recorder, card, DAY, movement="resigned", position_number="")
    with pytest.raises(SeatHeld):
        close(cast.recorder, seat, DAY - timedelta(days=1))
    assert close(cast.recorder, seat).closed_on == DAY


def test_saving_what_stands_changes_nothing(cast: Cast, seat: Seat) -> None:
    same = change_seat(by=cast.recorder, register_id=OWN, seat_id=seat.id, seen=1, values=SEAT)
    assert same.revision == 1


def test_a_kind_that_no_table_knows_is_refused(cast: Cast) -> None:
    for kind in ("", "ไม่มี"):
        with pytest.raises(Invalid, match="กรุณาเลือกประเภทบุคลากร"):
            add_seats(by=cast.recorder, register_id=OWN, count=1, values={**SEAT, "kind": kind})


# --- people on seats --------------------------------------------------------------------------


@pytest.fixture
def contract(cast: Cast) -> tuple[Seat, Card]:
    """A seat of contract staff, and somebody who may sit on it."""
    seat = seats(cast.recorder, "ภ-01", kind="mission")[0]
    return seat, add_card(cast.recorder, 1, kind="mission", first_name="กมล")


def hold(by: Actor, seat: Seat, card: Card, day: date = DAY) -> SeatHolding:
    return hold_seat(
        by=by, register_id=seat.register_id, seat_id=seat.id, card_id=card.id, started_on=day
    )


def test_contract_staff_sit_and_get_up_by_hand(cast: Cast, contract: tuple[Seat, Card]) -> None:
    seat, card = contract
    hold(cast.recorder, seat, card)
    second = add_card(cast.recorder, 2, kind="mission")
    with pytest.raises(SeatHeld, match="กมล"):
        hold(cast.recorder, seat, second)
    ended = vacate_seat(
        by=cast.recorder, register_id=OWN, seat_id=seat.id, ended_on=date(2021, 1, 1)
    )
    assert ended.ended_on == date(2021, 1, 1)
    with pytest.raises(Invalid, match="ว่างอยู่แล้ว"):
        vacate_seat(by=cast.recorder, register_id=OWN, seat_id=seat.id, ended_on=DAY)
    with pytest.raises(SeatHeld):  # of the past
        hold(cast.recorder, seat, second, date(2020, 12, 1))
    hold(cast.recorder, seat, second, date(2021, 1, 1))


def test_nobody_sits_before_they_came_or_on_two_seats(
    cast: Cast, contract: tuple[Seat, Card]
) -> None:
    seat, card = contract
    with pytest.raises(Invalid, match="เริ่มงานที่หน่วยงานนี้วันที่ 1 ตุลาคม 2553"):
        hold(cast.recorder, seat, card, date(2005, 1, 1))
    hold(cast.recorder, seat, card)
    other = seats(cast.recorder, "ภ-02", kind="mission")[0]
    with pytest.raises(Invalid, match="ให้พ้นจากตำแหน่งเดิมก่อน"):
        hold(cast.recorder, other, card)
    numbered = add_card(cast.recorder, 3)
    with pytest.raises(Invalid, match="ดำรงตำแหน่งตามบัตร"):
        hold(cast.recorder, other, numbered)


def test_a_holding_ends_after_it_starts_and_goes_with_its_card(
    cast: Cast, contract: tuple[Seat, Card]
) -> None:
    seat, card = contract
    hold(cast.recorder, seat, card)
    with pytest.raises(Invalid, match="หลังวันที่เริ่มดำรงตำแหน่ง"):
        vacate_seat(by=cast.recorder, register_id=OWN, seat_id=seat.id, ended_on=DAY)
    remove_person(by=cast.recorder, card=card)
    assert not SeatHolding.objects.exists()


def test_a_seat_outside_its_time_is_held_by_nobody(cast: Cast, contract: tuple[Seat, Card]) -> None:
    seat, card = contract
    close(cast.recorder, seat)
    with pytest.raises(Invalid, match="ไม่มีอยู่ในกรอบตลอดช่วงเวลานั้น"):
        hold(cast.recorder, seat, card, DAY - timedelta(days=1))


# --- everything from the cards ----------------------------------------------------------------


def test_the_establishment_is_made_of_the_cards(cast: Cast) -> None:
    first = add_card(cast.recorder, 1)
    line(cast.recorder, first, date(2012, 1, 1))
    line(cast.recorder, first, date(2015, 1, 1), movement="promoted", level="academic-professional")
    second = add_card(cast.recorder, 2)
    line(cast.recorder, second, date(2013, 1, 1))  # the same number: a finding, not a seat
    third = add_card(cast.recorder, 3)
    line(cast.recorder, third, date(2014, 1, 1), position_number=OTHER, division="")
    add_card(cast.recorder, 4)
    built = build_from_cards(by=cast.recorder, register_id=OWN)
    assert (built.seats, built.seated) == (2, 2)
    made = Seat.objects.get(number=NUMBER)
    assert (made.level, made.opened_on, made.kind) == ("ชำนาญการ", date(2012, 1, 1), "official")
    assert Seat.objects.get(number=OTHER).division == "ไม่ระบุสังกัด"
    assert {h.person_id for h in SeatHolding.objects.all()} == {first.person_id, third.person_id}
    again = build_from_cards(by=cast.recorder, register_id=OWN)
    assert (again.seats, again.seated) == (0, 0)


def test_a_closed_number_is_not_made_again(cast: Cast, seat: Seat) -> None:
    close(cast.recorder, seat)
    add_complete(cast.recorder, 1)
    assert build_from_cards(by=cast.recorder, register_id=OWN).seats == 0


# --- who may ----------------------------------------------------------------------------------


def test_only_the_office_itself_while_it_is_open(cast: Cast, seat: Seat) -> None:
    acts: list[Callable[[Actor, UUID], object]] = [
        lambda by, to: add_seats(by=by, register_id=to, count=1, values={**SEAT, "number": OTHER}),
        lambda by, to: change_seat(
            by=by, register_id=to, seat_id=seat.id, seen=1, values={**SEAT, "division": "ก"}
        ),
        lambda by, to: close_seat(
            by=by, register_id=to, seat_id=seat.id, seen=1, closed_on=DAY, document=""
        ),
        lambda by, to: reopen_seat(by=by, register_id=to, seat_id=seat.id, seen=1),
        lambda by, to: remove_seat(by=by, register_id=to, seat_id=seat.id, seen=1),
        lambda by, to: hold_seat(
            by=by, register_id=to, seat_id=seat.id, card_id=seat.id, started_on=DAY
        ),
        lambda by, to: vacate_seat(by=by, register_id=to, seat_id=seat.id, ended_on=DAY),
        lambda by, to: build_from_cards(by=by, register_id=to),
        lambda by, to: record_plan(
            by=by, register_id=to, first_year=2024, resolution="มติ", resolved_on=None
        ),
    ]
    others = (cast.recorder_next_door, cast.province, cast.dla, cast.auditor)
    for act in acts:
        for by in others:
            with pytest.raises(NotAuthorized):
                act(by, OWN)
    for act in acts[1:6]:
        with pytest.raises((Gone, Invalid)):
            act(cast.recorder_next_door, NEXT_DOOR)
    add_complete(cast.recorder, 1)
    certified(cast.certifier)
    for act in acts:
        with pytest.raises(RegisterSealed):
            act(cast.recorder, OWN)
    assert list(Seat.objects.values_list("number", flat=True)) == [NUMBER]


# --- what the database holds, whoever writes --------------------------------------------------


@pytest.mark.parametrize(
    ("name", "break_it"),
    [
        (
            "a_position_number_stands_once_at_a_time",
            lambda _seat, _card: Seat.objects.create(
                register_id=OWN, **{**SEAT, "kind_label": "", "opened_on": DAY}
            ),
        ),
        (
            "a_seat_closes_after_it_opens",
            lambda _seat, _card: Seat.objects.create(
                register_id=OWN, **{**SEAT, "number": OTHER, "closed_on": SEAT["opened_on"]}
            ),
        ),
        (
            "one_holder_a_position",
            lambda seat, card: SeatHolding.objects.create(
                register_id=OWN, person_id=card.person_id, seat=seat, started_on=DAY
            ),
        ),
        (
            "a_seat_is_held_while_it_stands",
            lambda seat, card: SeatHolding.objects.create(
                register_id=OWN,
                person_id=card.person_id,
                seat=seat,
                started_on=date(2001, 1, 1),
                ended_on=date(2001, 12, 1),
            ),
        ),
        (
            "a_seat_stands_while_it_is_held",
            lambda seat, _card: Seat.objects.filter(id=seat.id).update(closed_on=DAY),
        ),
        (
            "a_holding_ends_after_it_starts",
            lambda _seat, _card: SeatHolding.objects.update(ended_on=date(2010, 10, 1)),
        ),
    ],
)
def test_the_database_refuses_by_name(
    cast: Cast, seat: Seat, name: str, break_it: Callable[[Seat, Card], object]
) -> None:
    add_complete(cast.recorder, 1)
    other = add_card(cast.recorder, 2)
    with pytest.raises(IntegrityError) as broken:
        acting(cast.recorder, lambda: break_it(seat, other))
    assert getattr(broken.value.__cause__, "diag").constraint_name == name  # noqa: B009  psycopg's


def test_the_database_lets_nobody_sit_next_door(cast: Cast, seat: Seat) -> None:
    neighbour = add_card(cast.recorder_next_door, 2)
    holding = SeatHolding(
        register_id=NEXT_DOOR, person_id=neighbour.person_id, seat=seat, started_on=DAY
    )
    with pytest.raises(IntegrityError, match="is not of register"):
        acting(cast.recorder_next_door, holding.save)


def acting(by: Actor, write: Callable[[], object]) -> None:
    """Write round the actions, in the name of somebody."""
    with transaction.atomic():
        act_for(by)
        write()


# --- figures ----------------------------------------------------------------------------------

DAYS = st.dates(date(2018, 9, 25), date(2026, 10, 10))


@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.lists(
        st.tuples(DAYS, st.none() | DAYS, st.sampled_from(["official", "teacher"])), max_size=8
    ),
    st.lists(st.tuples(st.integers(0, 9), DAYS, st.none() | DAYS), max_size=6),
    st.lists(DAYS, min_size=2, max_size=6),
    st.integers(2562, 2568),
)
def test_filled_and_vacant_are_the_frame_on_any_day(
    cast: Cast,
    asked: list[tuple[date, date | None, str]],
    sitting: list[tuple[int, date, date | None]],
    days: list[date],
    year: int,
) -> None:
    with transaction.atomic():
        act_for(cast.recorder)
        made = [
            Seat.objects.create(
                register_id=OWN,
                number=f"1-{n:03}",
                kind=kind,
                kind_label=kind,
                division=f"กอง {n % 3}",
                position="ตำแหน่ง",
                opened_on=opened,
                closed_on=closed,
            )
            for n, (opened, closed, kind) in enumerate(asked)
            if closed is None or closed > opened
        ]
        people = Card.objects.filter(register_id=OWN).order_by("id")
        for n, (place, since, until) in enumerate(sitting):
            if made and people.count() <= n:
                add_card(cast.recorder, 100 + n)
            if made and (until is None or until > since):
                _sit(made[place % len(made)], people[n], since, until)
        for day in days:
            _check_figures(day)
        _check_plan(year)
        transaction.set_rollback(True)


def _sit(seat: Seat, card: Card, since: date, until: date | None) -> None:
    try:
        with transaction.atomic():
            SeatHolding.objects.create(
                register_id=OWN,
                person_id=card.person_id,
                seat=seat,
                started_on=since,
                ended_on=until,
            )
    except IntegrityError:
        pass  # the seat does not stand, or somebody sits there


def _check_figures(day: date) -> None:
    frame = frame_of(OWN, day)
    standing = seats_of(OWN, SeatFilter(day)).seats
    vacant = seats_of(OWN, SeatFilter(day, shown=Shown.VACANT)).seats
    filled = seats_of(OWN, SeatFilter(day, shown=Shown.FILLED)).seats
    assert frame.total.filled + frame.total.vacant == frame.total.seats == len(standing)
    assert (frame.total.filled, frame.total.vacant) == (len(filled), len(vacant))
    for parts in (frame.by_kind(), frame.by_division(), [frame.of(one) for one in Headcount]):
        assert sum(one.seats for one in parts) == frame.total.seats
        assert sum(one.filled for one in parts) == frame.total.filled


def _check_plan(year: int) -> None:
    plan = three_years_of(OWN, year)
    for kind in [*plan.kinds, plan.total]:
        for one, following in zip(kind.years, kind.years[1:], strict=False):
            assert one.total == following.existing
    last_day = fiscal_year_bounds(plan.years[-1])[1] - timedelta(days=1)
    ending = plan.total.years[-1]
    standing = frame_of(OWN, last_day).total.seats
    assert ending.total == standing
