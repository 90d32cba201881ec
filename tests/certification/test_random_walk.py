"""Random steps by everybody on two registers: whatever is done, nothing escapes the seal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from typing import ClassVar
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kp7.certification.actions import (
    Counted,
    ask_return,
    certify,
    certify_province,
    return_to_lao,
)
from kp7.certification.models import Case, Certification, Step
from kp7.certification.queries import to_certify
from kp7.certification.terms import State
from kp7.ledger.queries import mark_of
from kp7.organizations.authority import Actor
from kp7.organizations.terms import Role
from kp7.personnel.actions.lines import (
    add_line,
    change_line,
    record_nothing,
    remove_line,
    withdraw_nothing,
)
from kp7.personnel.actions.people import (
    correct_national_id,
    end_service,
    remove_person,
    resume_service,
    return_to_service,
)
from kp7.personnel.models import Card, Education, Register
from kp7.personnel.sections import APPOINTMENTS, EDUCATION, PERSONAL
from kp7.refusal import Refusal
from tests.cast import (
    DEGREE,
    FIRST_LINE,
    NEXT_DOOR,
    OWN,
    Cast,
    add_card,
    add_complete,
    case_of,
    make_cast,
    make_round,
    national_id,
)

RIGHT = ("right",) * 40  # mostly whoever may; else anybody
places = st.sampled_from([OWN, NEXT_DOOR])
actors = st.sampled_from([*RIGHT, *(part.name for part in fields(Cast))])
numbers = st.integers(1, 9)
years = st.integers(2010, 2024)
shifts = st.sampled_from([0, 0, 0, 0, -1, 1])  # of what a reader saw: mostly what stands


class Walk(RuleBasedStateMachine):
    """One walk, in a transaction that is taken back at its end."""

    cast: ClassVar[Cast]

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    # --- who, and where -----------------------------------------------------------------------

    def _recorder(self, where: UUID, who: str) -> Actor:
        right = {OWN: self.cast.recorder, NEXT_DOOR: self.cast.recorder_next_door}
        return self._actor(right[where], who)

    def _certifier(self, where: UUID, who: str) -> Actor:
        right = {OWN: self.cast.certifier, NEXT_DOOR: self.cast.certifier_next_door}
        return self._actor(right[where], who)

    def _actor(self, right: Actor, who: str) -> Actor:
        found: Actor = right if who == "right" else getattr(self.cast, who)
        return found

    def _card(self, where: UUID, number: int) -> Card | None:
        cards = list(Card.objects.filter(register_id=where).order_by("id"))
        return cards[number % len(cards)] if cards else None

    def _try(self, where: UUID, by: Actor, roles: set[Role], deed: Callable[[], object]) -> None:
        """A deed is done by who may, or refused without a trace."""
        before = self._traces()
        sealed = Register.objects.get(pk=where).sealed
        steps = Step.objects.count()
        try:
            deed()
        except Refusal:
            assert self._traces() == before
            return
        assert by.role in roles
        assert by.organization_id in {where, None}
        if Step.objects.count() == steps:
            assert not sealed or self._traces() == before

    def _traces(self) -> list[object]:
        return [
            (mark_of(where), digest(where), case_of(where).revision) for where in (OWN, NEXT_DOOR)
        ]

    def _edit(self, where: UUID, by: Actor, deed: Callable[[], object]) -> None:
        self._try(where, by, {Role.LAO_RECORDER, Role.LAO_CERTIFIER}, deed)

    # --- recording ----------------------------------------------------------------------------

    @initialize()
    def somebody_is_there(self) -> None:
        add_complete(self.cast.recorder, 1)
        add_complete(self.cast.recorder_next_door, 2)

    @rule(where=places, who=actors, number=numbers, year=years)
    def add_somebody(self, where: UUID, who: str, number: int, year: int) -> None:
        by = self._recorder(where, who)
        if by.organization_id in {OWN, NEXT_DOOR}:
            here = by.organization_id
            start = date(year, 1, 1)
            self._edit(here, by, lambda: add_complete(by, number, service_started_on=start))

    @rule(where=places, who=actors, number=numbers)
    def add_a_bare_card(self, where: UUID, who: str, number: int) -> None:
        by = self._recorder(where, who)
        if by.organization_id in {OWN, NEXT_DOOR}:
            self._edit(by.organization_id, by, lambda: add_card(by, number, kind="general"))

    @rule(where=places, who=actors, number=numbers, year=years)
    def complete_a_card(self, where: UUID, who: str, number: int, year: int) -> None:
        card, by = self._card(where, number), self._recorder(where, who)
        if card is not None:
            line = {**FIRST_LINE, "effective_on": date(year, 10, 1), "movement": "appointed"}
            if card.kind == "general":
                line |= {"position_number": "", "level": ""}
            self._edit(
                where, by, lambda: add_line(by=by, card=card, section=APPOINTMENTS, values=line)
            )

    @rule(where=places, who=actors, number=numbers, shift=shifts)
    def change_a_name(self, where: UUID, who: str, number: int, shift: int) -> None:
        card, by = self._card(where, number), self._recorder(where, who)
        if card is not None:
            self._edit(
                where,
                by,
                lambda: change_line(
                    by=by,
                    card=card,
                    section=PERSONAL,
                    line_id=card.id,
                    seen=card.revision + shift,
                    values={"former_names": f"ชื่อที่ {card.revision}"},
                ),
            )

    @rule(where=places, who=actors, number=numbers)
    def remove_a_degree(self, where: UUID, who: str, number: int) -> None:
        card, by = self._card(where, number), self._recorder(where, who)
        degree = (
            card and Education.objects.filter(register_id=where, person_id=card.person_id).first()
        )
        if card and degree:
            self._edit(
                where,
                by,
                lambda: remove_line(
                    by=by, card=card, section=EDUCATION, line_id=degree.id, seen=degree.revision
                ),
            )

    @rule(
        where=places,
        who=actors,
        number=numbers,
        what=st.sampled_from(["degree", "nothing", "withdraw", "end", "resume", "back", "remove"]),
        year=years,
    )
    def write_on_a_card(self, where: UUID, who: str, number: int, what: str, year: int) -> None:
        card, by = self._card(where, number), self._recorder(where, who)
        if card is None:
            return
        day = date(year, 6, 1)
        deeds: dict[str, Callable[[], object]] = {
            "degree": lambda: add_line(by=by, card=card, section=EDUCATION, values=DEGREE),
            "nothing": lambda: record_nothing(by=by, card=card, section=EDUCATION),
            "withdraw": lambda: withdraw_nothing(by=by, card=card, section=EDUCATION),
            "end": lambda: end_service(
                by=by, card=card, ended_on=day, movement="transfer_out", document=""
            ),
            "resume": lambda: resume_service(by=by, card=card),
            "back": lambda: return_to_service(by=by, card=card, started_on=day),
            "remove": lambda: remove_person(by=by, card=card),
        }
        self._edit(where, by, deeds[what])

    @rule(where=places, who=actors, number=numbers, other=numbers, shift=shifts)
    def correct_an_id(self, where: UUID, who: str, number: int, other: int, shift: int) -> None:
        card, by = self._card(where, number), self._recorder(where, who)
        if card is not None:
            seen = card.revision + shift
            self._edit(
                where,
                by,
                lambda: correct_national_id(by=by, card=card, seen=seen, digits=national_id(other)),
            )

    # --- certifying ---------------------------------------------------------------------------

    @rule(where=places, who=actors, again=st.booleans())
    def certify_at_the_lao(self, where: UUID, who: str, *, again: bool) -> None:
        case, by = case_of(where), self._certifier(where, who)
        seen = to_certify(case).seen
        for _ in range(1 + again):
            self._try(
                where,
                by,
                {Role.LAO_CERTIFIER},
                lambda: certify(case_id=case.id, by=by, seen=seen),
            )

    @rule(where=places, who=actors, shift=shifts)
    def ask_for_return(self, where: UUID, who: str, shift: int) -> None:
        case, by = case_of(where), self._certifier(where, who)
        self._try(
            where,
            by,
            {Role.LAO_CERTIFIER},
            lambda: ask_return(case_id=case.id, by=by, seen=case.revision + shift, reason="x"),
        )

    @rule(where=places, who=actors, shift=shifts)
    def give_back(self, where: UUID, who: str, shift: int) -> None:
        case, by = case_of(where), self._actor(self.cast.province, who)
        self._try(
            where,
            by,
            {Role.PROVINCE_OFFICER},
            lambda: return_to_lao(case_id=case.id, by=by, seen=case.revision + shift, reason="x"),
        )

    @rule(where=places, who=actors, shift=shifts)
    def certify_at_the_province(self, where: UUID, who: str, shift: int) -> None:
        case, by = case_of(where), self._actor(self.cast.province, who)
        seen = case.revision + shift
        self._try(
            where,
            by,
            {Role.PROVINCE_OFFICER},
            lambda: certify_province(case_id=case.id, by=by, seen=seen, counted=Counted()),
        )

    # --- what must always hold ----------------------------------------------------------------

    @invariant()
    def the_seal_is_the_state_s(self) -> None:
        for where in (OWN, NEXT_DOOR):
            case = Case.objects.get(register_id=where, current=True)
            register = Register.objects.get(pk=where)
            assert register.sealed == State(case.state).sealed
            assert Step.objects.filter(case=case).count() == case.revision
            if register.sealed:
                kept = Certification.objects.filter(case=case).latest("at")
                assert bytes(kept.digest) == digest(where)
                assert register.sealed_by

    @invariant()
    def nobody_is_in_service_twice(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM personnel_service a JOIN personnel_service b"
                " ON a.person_id = b.person_id AND a.id < b.id"
                " AND daterange(a.started_on, a.ended_on) && daterange(b.started_on, b.ended_on)"
            )
            assert cursor.fetchone() == (0,)


def digest(where: UUID) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT personnel_digest(%s)", [where])
        (found,) = cursor.fetchone()
    return bytes(found)


def walk_of(cast: Cast) -> type[Walk]:
    return type("WalkOfThisCast", (Walk,), {"cast": cast})


@contextmanager
def a_walk() -> Iterator[Walk]:
    """One walk to be taken by hand."""
    walk = walk_of(make_people())()
    try:
        walk.somebody_is_there()
        yield walk
    finally:
        walk.teardown()


def make_people() -> Cast:
    cast = make_cast()
    make_round()
    return cast


@pytest.mark.slow
def test_nothing_escapes_the_seal_on_any_walk(db: None) -> None:
    assert db is None
    run_state_machine_as_test(
        walk_of(make_people()),
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_walk_can_reach_every_state_of_the_manual(db: None) -> None:
    """The walk is not one of refusals alone."""
    assert db is None
    with a_walk() as walk:
        steps: dict[State, Callable[[], None]] = {
            State.LAO_CERTIFIED: lambda: walk.certify_at_the_lao(OWN, "right", again=True),
            State.RETURNED: lambda: walk.give_back(OWN, "right", 0),
            State.PROVINCE_CERTIFIED: lambda: walk.certify_at_the_province(OWN, "right", 0),
        }
        for state in (
            State.LAO_CERTIFIED,
            State.RETURNED,
            State.LAO_CERTIFIED,
            State.PROVINCE_CERTIFIED,
        ):
            steps[state]()
            walk.the_seal_is_the_state_s()
            assert case_of(OWN).state == state


def test_an_edit_past_the_guard_is_seen(
    fresh_database: str, owner: "psycopg.Connection[tuple[object, ...]]"
) -> None:
    assert fresh_database
    owner.execute("ALTER TABLE personnel_card DISABLE TRIGGER guard_row")
    with a_walk() as walk:
        walk.certify_at_the_lao(OWN, "right", again=False)
        walk.the_seal_is_the_state_s()
        Card.objects.update(first_name="อื่น")
        with pytest.raises(AssertionError):
            walk.the_seal_is_the_state_s()
