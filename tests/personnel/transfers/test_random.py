"""Random transfers between three organizations, with seals, deaths and retirements in between.

Whatever is done: everybody who is alive and employed is active in exactly one place, nobody is
lost, no card goes, and a sealed register stays as it was certified.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kp7.certification.actions import certify, return_to_lao
from kp7.certification.models import Certification
from kp7.certification.queries import to_certify
from kp7.organizations.authority import Actor
from kp7.personnel.actions.lines import add_line
from kp7.personnel.actions.moving import Order
from kp7.personnel.actions.people import end_service
from kp7.personnel.actions.transfers import (
    accept,
    decline,
    release,
    settle,
    settle_waiting,
    withdraw,
)
from kp7.personnel.figures import headcounts
from kp7.personnel.models import Card, Register, Service, Skill, Transfer
from kp7.personnel.queries import cards_of, today
from kp7.personnel.sections import SKILLS
from kp7.personnel.terms import Presence, TransferState
from kp7.refusal import Refusal
from tests.cast import FAR, NEXT_DOOR, OWN, Cast, add_complete, case_of, make_cast, make_round
from tests.certification.test_random_walk import digest
from tests.personnel.transfers.moves import GIVEN

PLACES = (OWN, NEXT_DOOR, FAR)
PEOPLE = 4
FIRST = date(2015, 1, 1)
places = st.sampled_from(PLACES)
people = st.integers(0, PEOPLE - 1)
transfers = st.integers(0, 5)
ends = st.sampled_from(["died", "retired", "resigned"])


class Moves(RuleBasedStateMachine):
    """One walk, in a transaction that is taken back at its end."""

    cast: ClassVar[Cast]

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.day = FIRST
        self.persons: list[UUID] = []
        self.ended: set[UUID] = set()
        self.cards: set[UUID] = set()
        self.written: dict[UUID, set[str]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    # --- who, where, when ---------------------------------------------------------------------

    @property
    def clerks(self) -> dict[UUID, Actor]:
        return {
            OWN: self.cast.certifier,
            NEXT_DOOR: self.cast.certifier_next_door,
            FAR: self.cast.certifier_far,
        }

    def _next_day(self) -> date:
        """Each order takes effect after the one before it, as a career goes."""
        self.day += timedelta(days=7)
        return self.day

    def _transfer(self, number: int) -> Transfer | None:
        """Mostly one that is open; else one that is over."""
        found = [*Transfer.objects.filter(state__in=["released", "accepted"]).order_by("id")]
        found += [*Transfer.objects.exclude(state__in=["released", "accepted"]).order_by("id")]
        return found[number % len(found)] if found else None

    def _at(self, person: UUID) -> UUID | None:
        """Where somebody is active."""
        service = Service.objects.filter(person_id=person, ended_on=None).first()
        return service.register_id if service else None

    def _try(self, deed: Callable[[], object]) -> bool:
        try:
            deed()
        except Refusal:
            return False
        return True

    # --- what is done -------------------------------------------------------------------------

    @initialize()
    def people_are_there(self) -> None:
        for number in range(PEOPLE):
            card = add_complete(self.clerks[PLACES[number % 2]], number + 1)
            self.persons.append(card.person_id)
            self.written[card.person_id] = set()
        add_complete(self.cast.certifier_far, 99)

    @rule(who=people, to=places)
    def let_go(self, who: int, to: UUID) -> None:
        person = self.persons[who]
        at = self._at(person)
        card = Card.objects.filter(register_id=at, person_id=person).first()
        if at is None or card is None:
            return
        busy = Transfer.objects.filter(person_id=person, state__in=["released", "accepted"])
        done = self._try(
            lambda: release(
                by=self.clerks[at],
                card=card,
                to_register_id=to,
                effective_on=self._next_day(),
                order=Order(f"{self.day:%j}/{self.day.year}", self.day),
            )
        )
        assert done == (to != at and busy.count() == 1 and busy.get().effective_on == self.day)

    @precondition(lambda _: Transfer.objects.exists())
    @rule(which=transfers, by=places)
    def take_in(self, which: int, by: UUID) -> None:
        transfer = self._transfer(which)
        assert transfer
        by = by if which % 3 == 0 else transfer.to_register_id
        order = Order("9/2560", transfer.effective_on)
        done = self._try(
            lambda: accept(by=self.clerks[by], transfer_id=transfer.id, order=order, values=GIVEN)
        )
        if done:
            assert by == transfer.to_register_id
            assert transfer.state == TransferState.RELEASED
            after = Transfer.objects.get(id=transfer.id)
            both_open = not Register.objects.filter(
                organization_id__in=[transfer.from_register_id, transfer.to_register_id],
                sealed=True,
            ).exists()
            assert after.state == (TransferState.DONE if both_open else TransferState.ACCEPTED)

    @precondition(lambda _: Transfer.objects.exists())
    @rule(which=transfers, by=places)
    def take_back(self, which: int, by: UUID) -> None:
        transfer = self._transfer(which)
        assert transfer
        done = self._try(lambda: withdraw(by=self.clerks[by], transfer_id=transfer.id))
        may = by == transfer.from_register_id and TransferState(transfer.state).open
        assert done == may

    @precondition(lambda _: Transfer.objects.exists())
    @rule(which=transfers, by=places)
    def turn_down(self, which: int, by: UUID) -> None:
        transfer = self._transfer(which)
        assert transfer
        done = self._try(
            lambda: decline(by=self.clerks[by], transfer_id=transfer.id, reason="ไม่มีอัตราว่าง")
        )
        may = by == transfer.to_register_id and TransferState(transfer.state).open
        assert done == may

    @precondition(lambda _: Transfer.objects.exists())
    @rule(which=transfers, by=places)
    def finish(self, which: int, by: UUID) -> None:
        transfer = self._transfer(which)
        assert transfer
        self._try(lambda: settle(by=self.clerks[by], transfer_id=transfer.id))

    @rule(who=people, how=ends)
    def leave_service(self, who: int, how: str) -> None:
        person = self.persons[who]
        card = Card.objects.filter(register_id=self._at(person), person_id=person).first()
        if card is not None and len(self.ended) < PEOPLE - 1:
            deed = self._try(
                lambda: end_service(
                    by=self.clerks[card.register_id],
                    card=card,
                    ended_on=self._next_day(),
                    movement=how,
                    document="",
                )
            )
            if deed:
                self.ended.add(person)

    @rule(who=people)
    def learn_something(self, who: int) -> None:
        """A line that must never be lost on the way."""
        person = self.persons[who]
        card = Card.objects.filter(register_id=self._at(person), person_id=person).first()
        if card is None:
            return
        skill = f"ความสามารถ {len(self.written[person])}"
        values = {"field": "ทดสอบ", "skill": skill}
        by = self.clerks[card.register_id]
        if self._try(lambda: add_line(by=by, card=card, section=SKILLS, values=values)):
            self.written[person].add(skill)

    @rule(where=places)
    def seal(self, where: UUID) -> None:
        case = case_of(where)
        seen = to_certify(case).seen
        self._try(lambda: certify(case_id=case.id, by=self.clerks[where], seen=seen))

    @rule(where=places)
    def unseal(self, where: UUID) -> None:
        case = case_of(where)
        by = self.cast.other_province if where == FAR else self.cast.province
        was_sealed = Register.objects.get(pk=where).sealed
        done = self._try(
            lambda: return_to_lao(case_id=case.id, by=by, seen=case.revision, reason="แก้ไข")
        )
        assert done == was_sealed

    # --- what must always hold ----------------------------------------------------------------

    @invariant()
    def everybody_is_active_in_exactly_one_place(self) -> None:
        if not self.persons:
            return
        active = [
            card.person_id
            for where in PLACES
            for card in cards_of(where, Presence.ACTIVE, today())
            if card.person_id in self.persons
        ]
        assert sorted(active) == sorted(set(self.persons) - self.ended)
        total = sum(headcounts(where).total for where in PLACES)
        assert total == PEOPLE + 1 - len(self.ended)

    @invariant()
    def no_card_is_lost(self) -> None:
        cards = set(Card.objects.values_list("id", flat=True))
        assert cards >= self.cards
        self.cards = cards

    @invariant()
    def what_was_written_is_on_the_card_where_one_is(self) -> None:
        for person in self.persons:
            newest = Service.objects.filter(person_id=person).order_by("-started_on").first()
            assert newest is not None
            lines = Skill.objects.filter(person_id=person, register_id=newest.register_id)
            assert set(lines.values_list("skill", flat=True)) == self.written[person]

    @invariant()
    def a_sealed_register_is_as_it_was_certified(self) -> None:
        for where in PLACES:
            if Register.objects.get(pk=where).sealed:
                kept = Certification.objects.filter(case=case_of(where)).latest("at")
                assert bytes(kept.digest) == digest(where)

    @invariant()
    def nothing_waits_that_need_not(self) -> None:
        assert settle_waiting() == 0


def moves_of(cast: Cast) -> type[Moves]:
    return type("MovesOfThisCast", (Moves,), {"cast": cast})


def make_people() -> Cast:
    cast = make_cast()
    make_round()
    return cast


@pytest.mark.slow
def test_nobody_is_lost_or_doubled_on_any_walk(db: None) -> None:
    assert db is None
    run_state_machine_as_test(
        moves_of(make_people()),
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_walk_can_reach_every_state_of_a_transfer(db: None) -> None:
    """The walk is not one of refusals alone."""
    assert db is None
    walk = moves_of(make_people())()
    try:
        walk.people_are_there()
        walk.let_go(0, NEXT_DOOR)
        walk.take_in(1, OWN)  # done at once
        walk.let_go(0, FAR)
        walk.take_back(0, NEXT_DOOR)
        walk.let_go(0, FAR)
        walk.turn_down(0, FAR)
        walk.seal(NEXT_DOOR)
        walk.let_go(0, OWN)
        walk.take_in(4, OWN)
        reached = set(Transfer.objects.values_list("state", flat=True))
        assert reached == {"done", "withdrawn", "declined", "accepted"}
        walk.unseal(NEXT_DOOR)
        assert not Transfer.objects.filter(state="accepted").exists()
        walk.let_go(0, FAR)
        walk.leave_service(0, "died")
        walk.take_in(0, FAR)
        assert Transfer.objects.filter(state="lapsed").exists()
        walk.everybody_is_active_in_exactly_one_place()
    finally:
        walk.teardown()
