"""What a form starts from, who opens a card, and dates of which parts are unknown."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kp7.ledger.models import Look
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.organizations.queries import current_standing
from kp7.organizations.standings import described
from kp7.personnel import entries, queries, sealing
from kp7.personnel.actions.editing import Gone
from kp7.personnel.actions.lines import add_line
from kp7.personnel.actions.looking import look_at_card
from kp7.personnel.entries import Choice, Entry
from kp7.personnel.fields import PartialDateField, partial_from_iso, partial_to_iso
from kp7.personnel.models import Appointment, Card, CodeEntry, Education
from kp7.personnel.offers import next_missing
from kp7.personnel.references import DOCUMENT
from kp7.personnel.sections import APPOINTMENTS, EDUCATION, PERSONAL, Section
from kp7.personnel.terms import CodeTable
from kp7.thai import calendar
from kp7.thai.calendar import PartialDate
from tests.cast import DEGREE, FIRST_LINE, NEXT_DOOR, OWN, Cast, add_card

# --- entries ----------------------------------------------------------------------------------


def new_line(card: Card, section: Section, by: Actor | None = None) -> Entry:
    """The form of a new line, with what it starts from."""
    entry = entries.entry(OWN, card.id, section)
    assert entry is not None
    return entries.with_offers(entry, by)


def test_a_new_line_is_offered_what_mostly_stays_and_nothing_else(card: Card) -> None:
    entry = new_line(card, APPOINTMENTS)
    assert entry.line is None
    assert entry.revision == 0
    assert entry.carried == {name: FIRST_LINE[name] for name in APPOINTMENTS.carried}
    assert "salary" not in entry.carried
    fresh = new_line(card, EDUCATION)
    assert fresh.carried == {}


@pytest.mark.parametrize(
    ("kind", "movement"),
    [
        ("official", "first_appointment"),
        ("teacher", "first_appointment"),
        ("general", "first_contract"),
    ],
)
def test_a_first_line_is_offered_when_and_how_somebody_began(
    cast: Cast, kind: str, movement: str
) -> None:
    card = add_card(cast.recorder, 2, kind=kind, service_started_on=date(2011, 1, 1))
    entry = new_line(card, APPOINTMENTS)
    assert entry.carried == {"effective_on": date(2010, 10, 1), "movement": movement}
    degree = new_line(card, EDUCATION)
    assert degree.carried == {"used_for_appointment": True, "highest": True}


def test_an_order_is_offered_on_another_card_to_the_same_officer_of_today(
    cast: Cast, card: Card
) -> None:
    document = {name: FIRST_LINE.get(name, "") for name in DOCUMENT}
    other = add_card(cast.certifier, 2)

    def offered(on: Card, by: Actor) -> Mapping[str, object]:
        entry = new_line(on, APPOINTMENTS, by)
        return {name: entry.carried[name] for name in sorted(entry.offered)}

    assert offered(other, cast.recorder) == document
    assert offered(card, cast.recorder) == {}
    assert offered(other, cast.certifier) == {}
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert offered(other, cast.recorder) == {}


def test_what_is_missing_comes_next(cast: Cast) -> None:
    card = add_card(cast.recorder, 2)
    assert next_missing(card) is EDUCATION
    add_line(by=cast.recorder, card=card, section=EDUCATION, values=DEGREE)
    assert next_missing(card) is APPOINTMENTS
    add_line(by=cast.recorder, card=card, section=APPOINTMENTS, values=FIRST_LINE)
    assert next_missing(card) is None


def test_a_line_is_opened_as_it_stands(card: Card) -> None:
    stored = Appointment.objects.get()
    entry = entries.entry(OWN, card.id, APPOINTMENTS, stored.id)
    assert entry is not None
    assert entry.line is not None
    assert (entry.line.id, entry.revision) == (stored.id, stored.revision)
    assert entry.line.text("movement_label") == "บรรจุและแต่งตั้ง"
    assert entry.name == queries.name_of(card)
    personal = entries.entry(OWN, card.id, PERSONAL, card.id)
    assert personal is not None
    assert personal.line is not None
    assert personal.line.partial("birth_date") == PartialDate(1980, 5, 3)


def test_a_line_that_is_not_of_this_card_is_not_opened(cast: Cast, card: Card) -> None:
    other = add_card(cast.recorder, 2)
    for line in (Education.objects.get().id, uuid4()):
        entry = entries.entry(OWN, other.id, EDUCATION, line)
        assert entry is not None
        assert entry.line is None
    personal = entries.entry(OWN, other.id, PERSONAL, card.id)
    assert personal is not None
    assert personal.line is None


def test_a_card_of_another_register_has_no_form(card: Card) -> None:
    assert entries.entry(NEXT_DOOR, card.id, PERSONAL, card.id) is None
    assert entries.entry(OWN, uuid4(), PERSONAL) is None


def test_a_code_that_ended_is_offered_last_and_says_until_when(cast: Cast, card: Card) -> None:
    with transaction.atomic():
        act_for(cast.dla)
        CodeEntry.objects.filter(table_name="movements", code="moved").update(
            valid_until=queries.today()
        )
    entry = entries.entry(OWN, card.id, APPOINTMENTS)
    assert entry is not None
    offered = entry.choices[CodeTable.MOVEMENTS]
    assert "first_appointment" in {choice.code for choice in offered}
    yesterday = calendar.format_short(queries.today() - timedelta(days=1))
    assert offered[-1] == Choice("moved", "ย้าย", entries.OTHER_DAYS, f"ใช้ถึง {yesterday}")


def test_a_code_that_ended_is_not_offered_where_no_day_counts(cast: Cast, card: Card) -> None:
    with transaction.atomic():
        act_for(cast.dla)
        CodeEntry.objects.filter(table_name="marital_states", code="single").update(
            valid_until=queries.today()
        )
    entry = entries.entry(OWN, card.id, PERSONAL)
    assert entry is not None
    assert "single" not in {choice.code for choice in entry.choices[CodeTable.MARITAL_STATES]}


@pytest.mark.django_db
def test_the_ways_to_leave_are_those_that_the_table_says() -> None:
    leaving = {choice.code for choice in entries.exits(queries.today())}
    assert {"resigned", "retired", "died", "transfer_out", "contract_ended"} <= leaving
    assert leaving.isdisjoint({"moved", "suspended", "first_appointment"})


# --- opening a card ---------------------------------------------------------------------------


def test_a_card_out_of_reach_is_as_one_that_never_was(cast: Cast, card: Card) -> None:
    for by in (cast.recorder_next_door, cast.certifier_far, cast.other_province):
        with pytest.raises(Gone) as refused:
            look_at_card(by=by, card_id=card.id)
        with pytest.raises(Gone) as never:
            look_at_card(by=by, card_id=uuid4())
        assert refused.value.sentence == never.value.sentence
    assert not Look.objects.exists()


def test_a_card_opens_with_its_services_and_findings(cast: Cast, card: Card) -> None:
    looked = look_at_card(by=cast.recorder, card_id=card.id)
    assert looked.organization == ""
    opened = looked.opened
    assert opened.active
    assert opened.assessment.complete
    assert opened.service is not None
    assert opened.name == "นายตัวอย่าง ทดสอบ"
    outside = look_at_card(by=cast.province, card_id=card.id)
    assert outside.organization == described(current_standing(OWN))


def test_a_register_is_held_for_a_step_inside_a_transaction_only(fresh_database: str) -> None:
    assert fresh_database
    with pytest.raises(RuntimeError):
        sealing.lock_for_step(OWN)
    assert not connection.in_atomic_block


# --- dates of which parts are unknown ---------------------------------------------------------

_partial = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)),
)


@given(_partial)
def test_a_partial_date_comes_back_as_it_was_stored(known: PartialDate) -> None:
    field = PartialDateField()
    assert partial_from_iso(partial_to_iso(known)) == known
    assert field.to_python(field.get_prep_value(known)) == known
    assert field.to_python(known) == known


@given(st.lists(_partial, max_size=8))
def test_partial_dates_sort_by_time_in_their_column(known: list[PartialDate]) -> None:
    by_column = sorted(known, key=partial_to_iso)
    firsts = [one.first_day for one in by_column]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize("wrong", ["x", "1980-13", "1980-02-30", "1980-", "-", "1980/05"])
def test_what_is_no_date_is_refused_as_a_value(wrong: str) -> None:
    with pytest.raises(ValidationError):
        PartialDateField().to_python(wrong)


def test_no_date_is_none() -> None:
    field = PartialDateField()
    assert field.to_python("") is None
    assert field.get_prep_value(None) is None
    assert field.from_db_value(None, None, None) is None  # type: ignore[arg-type]  # not looked at
