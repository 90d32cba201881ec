"""ควบรวม: an organization ends, another has its people and their past; all or nothing."""

from dataclasses import fields
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from kp7.certification.actions import return_to_lao
from kp7.certification.mergers import merge_organizations
from kp7.certification.models import Step
from kp7.certification.queries import CaseFilter, cases
from kp7.certification.terms import State
from kp7.ledger.models import Change
from kp7.organizations.actions import StandingRefused
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import NotAuthorized
from kp7.organizations.models import Post, Standing
from kp7.organizations.queries import NoSuchOrganization, standing_on
from kp7.personnel import figures, history, queries
from kp7.personnel.actions.lines import add_line
from kp7.personnel.actions.merging import Merged, SealedMerger
from kp7.personnel.actions.moving import Order
from kp7.personnel.actions.people import end_service
from kp7.personnel.actions.transfers import release
from kp7.personnel.models import (
    Appointment,
    Card,
    FileContent,
    Seat,
    SeatHolding,
    Service,
    Skill,
    Transfer,
)
from kp7.personnel.sections import SKILLS
from kp7.personnel.terms import TransferState
from tests.cast import (
    FAR,
    NEXT_DOOR,
    OWN,
    SYSTEM,
    Cast,
    add_complete,
    case_of,
    certified,
    signed_in,
)
from tests.lines import add_other_lines
from tests.personnel.transfers.moves import DAY, attach, hold_a_seat, let_go, moved, take_in

ON = date(2025, 10, 1)


def merge(cast: Cast, on: date = ON) -> Merged:
    """Ours goes up in the neighbours'."""
    return merge_organizations(by=cast.dla, from_id=OWN, into_id=NEXT_DOOR, on=on)


def total() -> int:
    """Everybody in service in the two."""
    return sum(figures.headcounts(where).total for where in (OWN, NEXT_DOOR))


def skilled(cast: Cast, card: Card, skill: str) -> None:
    """A line of a section that holds many."""
    by = cast.certifier if card.register_id == OWN else cast.certifier_next_door
    add_line(by=by, card=card, section=SKILLS, values={"field": "ดนตรี", "skill": skill})


def test_everybody_goes_over_with_all_they_have(cast: Cast) -> None:
    card = add_complete(cast.certifier, 1)
    add_other_lines(cast.certifier, card)
    attach(cast, card, b"%PDF-1.7 example")
    gone = add_complete(cast.certifier, 2)
    end_service(by=cast.certifier, card=gone, ended_on=DAY, movement="resigned", document="")
    add_complete(cast.certifier_next_door, 3)
    (before,) = queries.records(OWN, [card])
    people, files = total(), FileContent.objects.count()
    assert merge(cast) == Merged(moved=2, joined=0)
    assert (total(), FileContent.objects.count()) == (people, files)
    assert not Card.objects.filter(register_id=OWN).exists()
    assert not Service.objects.filter(register_id=OWN).exists()
    (after,) = queries.records(NEXT_DOOR, [Card.objects.get(id=card.id)])
    assert (after.lines, after.nothing) == (before.lines, before.nothing)


def test_the_past_stays_readable_and_says_where_it_was(cast: Cast, client: Client) -> None:
    card = add_complete(cast.certifier, 1)
    was = standing_on(OWN, ON - timedelta(days=1)).full_name
    merge(cast)
    changes = history.of_card(card.id)
    assert set(changes.values_list("register_id", flat=True)) == {OWN, NEXT_DOOR}
    assert Change.objects.filter(register_id=OWN, person_id=card.person_id).exists()
    assert standing_on(OWN, ON - timedelta(days=1)).full_name == was
    signed_in(client, cast.certifier_next_door)
    assert client.get(f"/people/{card.id}/history/").status_code == 200
    assert client.get(f"/people/{card.id}/").status_code == 200


def test_the_organization_is_none_any_more(cast: Cast) -> None:
    add_complete(cast.certifier, 1)
    merge(cast)
    with pytest.raises(NoSuchOrganization):
        standing_on(OWN, ON)
    assert not Post.objects.filter(organization_id=OWN, is_active=True).exists()
    case = case_of(OWN)
    assert State(case.state) is State.NOT_REQUIRED
    step = Step.objects.get(case=case)
    assert "ควบรวมกับเทศบาล" in step.reason
    assert step.officer == cast.dla.officer
    assert OWN not in {one.case.register_id for one in cases(cast.province, CaseFilter()).cases}


def test_positions_close_and_holdings_end(cast: Cast) -> None:
    card = add_complete(cast.certifier, 1)
    hold_a_seat(card, date(2020, 1, 1))
    with transaction.atomic():
        act_for(SYSTEM)
        Seat.objects.create(
            register_id=OWN,
            number="66-3-01-3102-002",
            kind="official",
            division="สำนักปลัด",
            position="นักทรัพยากรบุคคล",
            opened_on=ON + timedelta(days=30),
        )
    merge(cast)
    seat = Seat.objects.get()
    assert (seat.register_id, seat.closed_on) == (OWN, ON)
    assert "ควบรวมกับ" in seat.closed_document
    holding = SeatHolding.objects.get()
    assert (holding.register_id, holding.ended_on) == (NEXT_DOOR, ON)


def test_of_two_cards_of_somebody_the_newer_has_its_say(cast: Cast) -> None:
    card = add_complete(cast.certifier, 1)
    there = moved(cast, card)
    skilled(cast, there, "ระนาด")
    skilled(cast, card, "ฆ้อง")
    people = total()
    assert merge(cast) == Merged(moved=0, joined=1)
    assert total() == people
    skills = Skill.objects.filter(register_id=NEXT_DOOR).values_list("skill", flat=True)
    assert set(skills) == {"ระนาด", "ฆ้อง"}
    assert Card.objects.get(id=there.id).revision == 1
    assert Service.objects.filter(register_id=NEXT_DOOR).count() == 2
    movements = Appointment.objects.filter(register_id=NEXT_DOOR).values_list("movement", flat=True)
    assert list(movements) == ["first_appointment", "transfer_out", "transfer_in"]


def test_somebody_who_is_at_the_one_that_ends_is_renewed_from_there(cast: Cast) -> None:
    there = add_complete(cast.certifier_next_door, 1, last_name="เดิม")
    sent = release(
        by=cast.certifier_next_door,
        card=there,
        to_register_id=OWN,
        effective_on=DAY,
        order=Order("1/2567", None),
    )
    take_in(cast.certifier, sent)
    merge(cast)
    card = Card.objects.get(register_id=NEXT_DOOR)
    (service,) = Service.objects.filter(ended_on=None)
    assert (card.id, service.register_id, card.revision) == (there.id, NEXT_DOOR, 2)


def test_transfers_under_way_follow(cast: Cast) -> None:
    away, into, coming = (
        add_complete(cast.certifier, 1),
        add_complete(cast.certifier, 2),
        add_complete(cast.certifier_far, 3),
    )
    order = Order("1/2567", None)
    to_far = release(
        by=cast.certifier, card=away, to_register_id=FAR, effective_on=DAY, order=order
    )
    between = let_go(cast.certifier, into)
    from_far = release(
        by=cast.certifier_far, card=coming, to_register_id=OWN, effective_on=DAY, order=order
    )
    merge(cast)
    for transfer in (to_far, between, from_far):
        transfer.refresh_from_db()
    assert (to_far.from_register_id, to_far.state) == (NEXT_DOOR, TransferState.RELEASED)
    assert (from_far.to_register_id, from_far.state) == (NEXT_DOOR, TransferState.RELEASED)
    assert between.state == TransferState.LAPSED
    assert "ควบรวม" in between.reason
    assert take_in(cast.certifier_next_door, from_far).state == TransferState.DONE
    assert Transfer.objects.count() == 3


@pytest.mark.parametrize("where", ["own", "next"])
def test_a_sealed_register_is_not_merged(cast: Cast, where: str) -> None:
    certifier = cast.certifier if where == "own" else cast.certifier_next_door
    card = add_complete(certifier, 1)
    certified(certifier)
    with pytest.raises(SealedMerger, match="ปิดแก้ไขอยู่ จึงควบรวมไม่ได้"):
        merge(cast)
    assert Card.objects.get().register_id == card.register_id
    assert standing_on(OWN, ON).organization_id == OWN
    case = case_of(card.register_id)
    return_to_lao(case_id=case.id, by=cast.province, seen=case.revision, reason="ควบรวม")
    merge(cast)


def test_a_merger_is_refused_whole(cast: Cast) -> None:
    add_complete(cast.certifier, 1)
    standings = Standing.objects.count()
    for from_id, into_id, on, error in (
        (OWN, OWN, ON, StandingRefused),
        (OWN, NEXT_DOOR, queries.today() + timedelta(days=1), StandingRefused),
        (OWN, uuid4(), ON, NoSuchOrganization),
    ):
        with pytest.raises(error):
            merge_organizations(by=cast.dla, from_id=from_id, into_id=into_id, on=on)
    for part in fields(Cast):
        if part.name != "dla":
            with pytest.raises(NotAuthorized):
                merge_organizations(
                    by=getattr(cast, part.name), from_id=OWN, into_id=NEXT_DOOR, on=ON
                )
    merge(cast)
    with pytest.raises(NoSuchOrganization):
        merge(cast)
    assert Standing.objects.count() == standings
