"""A card as it was: on any past day, and as the system knew it at any past instant."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kp7.ledger.queries import database_now
from kp7.organizations.authority import Actor
from kp7.personnel import kept, past, queries
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
)
from kp7.personnel.fields import (
    CodeField,
    DayField,
    MoneyField,
    PartialDateField,
    SuggestedField,
    YearField,
)
from kp7.personnel.models import Card, CodeEntry, Education, Row
from kp7.personnel.queries import OpenedCard
from kp7.personnel.record import ALONE
from kp7.personnel.sections import APPOINTMENTS, EDUCATION, LISTS, PERSONAL, Section
from kp7.personnel.terms import CodeTable
from kp7.refusal import Refusal
from kp7.thai.calendar import PartialDate
from tests.cast import (
    DEGREE,
    FIRST_LINE,
    Cast,
    add_card,
    add_complete,
    national_id,
)
from tests.cast import PERSONAL as SOMEBODY

CHANGES = 200


def opened(card: Card) -> OpenedCard:
    found = queries.card(card.id)
    assert found is not None
    return queries.opened(found)


def known_at(card: Card, instant: datetime) -> past.Past:
    found = past.as_of(card.id, known=instant)
    assert found is not None
    return found


def services_of(shown: OpenedCard | past.Past) -> list[tuple[object, ...]]:
    return [(s.id, s.started_on, s.ended_on, s.ended_by_label) for s in shown.services]


def said_by(shown: OpenedCard) -> tuple[object, ...]:
    """All that a card says, to tell one moment from the next, and not what others say of it."""
    record = replace(shown.assessment.record, on=None, around=ALONE)
    return record, services_of(shown)


def appointed(by: Actor, card: Card, **changed: object) -> Row:
    values = {**FIRST_LINE, "sequence": None, "movement": "step_raise", **changed}
    return add_line(by=by, card=card, section=APPOINTMENTS, values=values)


# --- 200 random changes -------------------------------------------------------------------------


class Clerk:
    """Somebody who does to a card whatever comes to mind; a refusal changes nothing."""

    def __init__(self, by: Actor, card: Card, chance: Random) -> None:
        self.by, self.card, self.chance = by, card, chance
        self.codes = {
            table: [entry.code for entry in CodeEntry.objects.filter(table_name=table)[:20]]
            for table in CodeTable
        }
        self.people = 1

    def act(self) -> None:
        """One change, or one that is refused."""
        deeds: list[Callable[[], object]] = [
            *[self.add] * 8,
            *[self.change] * 8,
            *[self.remove] * 4,
            *[self.change_personal] * 3,
            self.record_nothing,
            self.withdraw_nothing,
            self.end,
            self.resume,
            self.correct_id,
        ]
        try:
            self.chance.choice(deeds)()
        except Refusal:
            return
        finally:
            self.card = Card.objects.select_related("person").get(id=self.card.id)

    def add(self) -> None:
        section = self.chance.choice(LISTS)
        add_line(by=self.by, card=self.card, section=section, values=self.values(section))

    def change(self) -> None:
        found = self.line()
        if found is not None:
            section, row = found
            values = self.values(section)
            some = {name: values[name] for name in values if self.chance.random() < 0.4}
            change_line(
                by=self.by,
                card=self.card,
                section=section,
                line_id=row.id,
                seen=row.revision,
                values=some,
            )

    def remove(self) -> None:
        found = self.line()
        if found is not None:
            section, row = found
            remove_line(
                by=self.by, card=self.card, section=section, line_id=row.id, seen=row.revision
            )

    def change_personal(self) -> None:
        change_line(
            by=self.by,
            card=self.card,
            section=PERSONAL,
            line_id=self.card.id,
            seen=self.card.revision,
            values={**SOMEBODY, "first_name": self.word(), "birth_date": self.partial()},
        )

    def record_nothing(self) -> None:
        record_nothing(by=self.by, card=self.card, section=self.chance.choice(LISTS))

    def withdraw_nothing(self) -> None:
        withdraw_nothing(by=self.by, card=self.card, section=self.chance.choice(LISTS))

    def end(self) -> None:
        end_service(
            by=self.by, card=self.card, ended_on=self.day(), movement="resigned", document=""
        )

    def resume(self) -> None:
        resume_service(by=self.by, card=self.card)

    def correct_id(self) -> None:
        self.people += 1
        correct_national_id(
            by=self.by,
            card=self.card,
            seen=self.card.revision,
            digits=national_id(self.people),
        )

    def line(self) -> tuple[Section, Any] | None:
        whose = {"register_id": self.card.register_id, "person_id": self.card.person_id}
        found = [
            (section, row)
            for section in LISTS
            for row in section.model._default_manager.filter(**whose)
        ]
        return self.chance.choice(found) if found else None

    def values(self, section: Section) -> dict[str, object]:
        return {column.name: self.value(column) for column in section.fields()}

    def value(self, column: "models.Field[Any, Any]") -> object:  # noqa: C901, PLR0911  a case a class
        if column.blank and self.chance.random() < 0.2:
            return None if column.null else "" if column.empty_strings_allowed else False
        match column:
            case CodeField() | SuggestedField():
                return self.chance.choice(self.codes[CodeTable(column.table)])
            case _ if column.choices:
                return self.chance.choice([code for code, _ in column.flatchoices])
            case DayField():
                return self.day()
            case PartialDateField():
                return self.partial()
            case YearField():
                return self.chance.randint(1990, 2026)
            case MoneyField():
                return Decimal(self.chance.randint(0, 99_999)) / 100
            case models.BooleanField():
                return self.chance.random() < 0.3
            case models.IntegerField():
                return self.chance.randint(1, 9)
            case models.UUIDField():
                return None
        return self.word()[: getattr(column, "max_length", None) or 9]

    def word(self) -> str:
        return "".join(self.chance.choices("กขคงจฉ", k=4))

    def day(self) -> date:
        return date(1995, 1, 1) + timedelta(days=self.chance.randint(0, 11_000))

    def partial(self) -> PartialDate:
        known = (self.chance.randint(1960, 2000), self.chance.randint(1, 12), 5)
        return PartialDate(*known[: self.chance.randint(1, 3)])


@pytest.mark.slow
@settings(
    max_examples=3,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(chance=st.randoms(use_true_random=True))
def test_after_200_random_changes_each_moment_is_as_it_was(cast: Cast, chance: Random) -> None:
    with transaction.atomic():
        clerk = Clerk(cast.recorder, add_complete(cast.recorder, 1), chance)
        moments = [(database_now(), opened(clerk.card))]
        while len(moments) <= CHANGES:
            clerk.act()
            now = opened(clerk.card)
            if said_by(now) != said_by(moments[-1][1]):
                moments.append((database_now(), now))
        for instant, then in moments:
            found = known_at(clerk.card, instant)
            assert (found.record, services_of(found)) == said_by(then)
            assert (found.card.person_id, found.name) == (then.card.person_id, then.name)
        transaction.set_rollback(True)


# --- as the system knew it ----------------------------------------------------------------------


def test_a_row_is_known_from_its_insert_before_anybody_changed_it(cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    bare = database_now()
    add_line(by=cast.recorder, card=card, section=EDUCATION, values=DEGREE)
    added = database_now()
    assert known_at(card, bare).record.section("education") == ()
    (line,) = known_at(card, added).record.section("education")
    assert (line.text("degree"), line.text("level_label")) == (DEGREE["degree"], "ปริญญาตรี")
    assert [service.started_on for service in known_at(card, bare).services] == [date(2010, 10, 1)]


def test_before_it_was_added_and_after_it_was_removed_a_card_is_not_known(cast: Cast) -> None:
    before = database_now()
    card = add_card(cast.recorder, 1)
    there = database_now()
    remove_person(by=cast.recorder, card=card)
    assert past.as_of(card.id, known=before) is None
    assert known_at(card, there).name == "นายตัวอย่าง ทดสอบ"
    assert past.as_of(card.id) is None
    assert past.as_of(uuid4()) is None


def test_a_line_is_no_card(cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    line = add_line(by=cast.recorder, card=card, section=EDUCATION, values=DEGREE)
    assert past.as_of(line.id) is None


def test_a_line_that_was_removed_is_there_until_then(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    line = Education.objects.get(person_id=card.person_id)
    there = database_now()
    remove_line(by=cast.recorder, card=card, section=EDUCATION, line_id=line.id, seen=1)
    assert known_at(card, there).record.section("education") != ()
    assert known_at(card, database_now()).record.section("education") == ()


def test_a_mistyped_national_id_stood_until_it_was_corrected(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    mistyped = database_now()
    correct_national_id(by=cast.recorder, card=card, seen=1, digits=national_id(2))
    found = [known_at(card, instant) for instant in (mistyped, database_now())]
    assert [one.record.national_id for one in found] == [national_id(1), national_id(2)]
    assert found[0].record.lines == found[1].record.lines


def test_a_column_that_came_later_says_its_default() -> None:
    row = {"id": str(uuid4()), "level": "bachelor", "level_label": "ปริญญาตรี", "degree": "ร.บ."}
    line = kept.line_of(EDUCATION, row)
    assert line.values == {
        **{column.attname: column.get_default() for column in EDUCATION.stored()},
        "level": "bachelor",
        "level_label": "ปริญญาตรี",
        "degree": "ร.บ.",
    }
    assert (line.text("country"), line.values["highest"]) == ("ไทย", False)


def test_an_amount_that_is_none_is_read_all_the_same() -> None:
    line = kept.line_of(APPOINTMENTS, {"id": str(uuid4()), "salary": "NaN"})
    assert line.money("salary") is None


# --- on a day -----------------------------------------------------------------------------------


def on_day(card: Card, day: date, known: datetime | None = None) -> past.Past:
    found = past.as_of(card.id, on=day, known=known)
    assert found is not None
    return found


def test_on_a_day_count_the_lines_that_took_effect_by_then(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    appointed(cast.recorder, card, effective_on=date(2011, 4, 1), salary="15440")
    held = {
        day: [line.money("salary") for line in on_day(card, day).record.section("appointments")]
        for day in (date(2010, 9, 30), date(2010, 10, 1), date(2011, 3, 31), date(2011, 4, 1))
    }
    assert list(held.values()) == [[], [15060], [15060], [15060, 15440]]
    assert len(on_day(card, date(1999, 1, 1)).record.section("education")) == 1


def test_a_service_that_ended_later_was_running_then(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    end_service(
        by=cast.recorder, card=card, ended_on=date(2020, 1, 1), movement="resigned", document=""
    )
    assert on_day(card, date(2010, 9, 30)).services == []
    for day, ended_on in ((date(2019, 12, 31), None), (date(2020, 1, 1), date(2020, 1, 1))):
        (service,) = on_day(card, day).services
        assert (service.ended_on, service.ended_by_label != "") == (ended_on, ended_on is not None)


def test_what_counted_on_a_day_is_told_as_it_was_known_on_another(cast: Cast) -> None:
    """A raise recorded late, and corrected later still."""
    card = add_complete(cast.recorder, 1)
    first = database_now()
    raised = appointed(cast.recorder, card, effective_on=date(2011, 4, 1), salary="15440")
    second = database_now()
    change_line(
        by=cast.recorder,
        card=card,
        section=APPOINTMENTS,
        line_id=raised.id,
        seen=1,
        values={"salary": "15800"},
    )
    day = date(2011, 5, 1)
    salaries = [
        on_day(card, day, known).record.section("appointments")[-1].money("salary")
        for known in (first, second, None)
    ]
    assert salaries == [15060, 15440, 15800]


def test_the_past_costs_the_same_for_few_lines_and_many(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    with CaptureQueriesContext(connection) as for_few:
        past.as_of(card.id, on=date(2020, 1, 1))
    for year in range(2011, 2021):
        appointed(cast.recorder, card, effective_on=date(year, 4, 1))
    with CaptureQueriesContext(connection) as for_many:
        past.as_of(card.id, on=date(2020, 1, 1))
    assert len(for_many) == len(for_few) == 4
