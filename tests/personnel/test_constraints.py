"""What the database refuses, written past the actions: each by the name of its constraint."""

import json
import re
from collections.abc import Mapping
from datetime import date

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from kp7.organizations.actions.acting import act_for
from kp7.personnel.actions.lines import record_nothing
from kp7.personnel.models import (
    GUARDED,
    Card,
    Explanation,
    Plan,
    Seat,
    SeatHolding,
    Transfer,
)
from kp7.personnel.sections import EDUCATION
from tests.cast import NEXT_DOOR, OWN, Cast, add_card, national_id
from tests.lines import add_other_lines

OURS = list(apps.get_app_config("personnel").get_models())
COPIES: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "a_person_has_one_card_in_a_register": ("personnel_card", {}),
    "a_birth_date_has_a_precision": ("personnel_card", {"birth_date": "1980-5"}),
    "a_service_ends_after_it_starts": ("personnel_service", {"ended_on": "2010-10-01"}),
    "one_service_at_a_time": ("personnel_service", {"started_on": "2026-01-01"}),
    "an_education_stands_once": ("personnel_education", {"major": "x"}),
    "a_day_has_one_line_of_each_number": ("personnel_appointment", {"movement": "moved"}),
    "an_appointment_stands_once": ("personnel_appointment", {"sequence": 2}),
    "a_salary_is_not_negative": ("personnel_appointment", {"salary": -0.01}),
    "nothing_is_recorded_once": ("personnel_nothingrecorded", {}),
    "a_code_stands_once_at_a_time": ("personnel_codeentry", {"valid_from": "2030-01-01"}),
    "a_code_ends_after_it_starts": (
        "personnel_codeentry",
        {"code": "x", "valid_from": "2030-01-01", "valid_until": "2030-01-01"},
    ),
    "a_national_id_has_13_digits": ("personnel_person", {"national_id": national_id(9)[1:]}),
    "an_appointment_ends_after_it_starts": (
        "personnel_appointment",
        {"sequence": 2, "ends_on": "1999-01-01"},
    ),
    "private_facts_stand_once": ("personnel_privatefacts", {}),
    "a_photograph_stands_once_a_year": ("personnel_photograph", {}),
    "an_address_of_a_kind_stands_once": ("personnel_address", {}),
    "a_postcode_has_5_digits": ("personnel_address", {"kind": "house", "postcode": "8300"}),
    "a_parent_stands_once": ("personnel_parent", {}),
    "a_marriage_has_its_number": ("personnel_marriage", {}),
    "a_child_has_its_number": ("personnel_child", {}),
    "a_change_of_name_stands_once": ("personnel_namechange", {}),
    "an_heir_has_their_number": ("personnel_heir", {}),
    "a_share_is_a_part_of_a_hundred": ("personnel_heir", {"sequence": 2, "share": 100.5}),
    "a_training_stands_once": ("personnel_training", {}),
    "a_licence_stands_once": ("personnel_licence", {}),
    "a_skill_stands_once": ("personnel_skill", {}),
    "an_expertise_stands_once": ("personnel_expertise", {}),
    "an_allowance_stands_once": ("personnel_allowance", {}),
    "an_evaluation_stands_once_a_half_year": ("personnel_evaluation", {}),
    "a_year_has_two_halves": ("personnel_evaluation", {"half": 3}),
    "a_score_is_a_part_of_a_hundred": ("personnel_evaluation", {"half": 2, "score": -1}),
    "a_penalty_stands_once": ("personnel_discipline", {}),
    "an_unpaid_period_stands_once": ("personnel_unpaidperiod", {}),
    "a_special_duty_stands_once": ("personnel_specialduty", {}),
    "a_double_time_stands_once": ("personnel_doubletime", {}),
    "a_double_time_ends_after_it_starts": ("personnel_doubletime", {"ended_on": "2000-01-01"}),
    "a_leave_stands_once": ("personnel_leave", {}),
    "a_leave_ends_after_it_starts": (
        "personnel_leave",
        {"kind": "personal", "ended_on": "2000-01-01"},
    ),
    "a_leave_has_no_negative_days": ("personnel_leave", {"kind": "personal", "days": -1}),
    "a_leave_total_stands_once_a_year": ("personnel_leavetotal", {}),
    "a_decoration_is_granted_once": ("personnel_decoration", {}),
    "a_merit_stands_once": ("personnel_merit", {}),
    "a_file_is_shown_by_one_document": ("personnel_document", {}),
    "a_file_is_a_pdf_or_a_picture": ("personnel_file", {"media_type": "image/gif"}),
    "a_file_has_its_hash": ("personnel_file", {"sha256": "none"}),
    "a_seat_closes_after_it_opens": (
        "personnel_seat",
        {"number": "2", "closed_on": "2010-10-01"},
    ),
    "a_position_number_stands_once_at_a_time": ("personnel_seat", {}),
    "a_holding_ends_after_it_starts": ("personnel_seatholding", {"ended_on": "2010-10-01"}),
    "one_holder_a_position": ("personnel_seatholding", {}),
    "a_plan_of_three_years_stands_once": ("personnel_plan", {}),
    "a_warning_is_explained_once": ("personnel_explanation", {}),
    "an_explanation_says_something": ("personnel_explanation", {"rule": "x", "text": ""}),
    "a_person_is_in_one_transfer_at_a_time": ("personnel_transfer", {}),
    "a_transfer_state_is_known": ("personnel_transfer", {"state": "lost"}),
    "a_transfer_leads_elsewhere": (
        "personnel_transfer",
        {"state": "done", "to_register_id": str(OWN)},
    ),
}
NOT_BY_THE_APPLICATION = {
    "a_seal_has_its_time",  # its role may not write there at all
    "a_file_belongs_to_one_card",  # what lines refer to: ids are unique as they are
    "one_position_a_holder",  # tried below: a copy breaks one_holder_a_position first
}


def copy_of(table: str, changed: Mapping[str, object], by: Cast) -> None:
    """Insert a row that is there once more, as another row, with some columns changed."""
    model = next(model for model in OURS if model._meta.db_table == table)
    columns = ", ".join(
        f'"{field.column}"' for field in model._meta.concrete_fields if not field.generated
    )
    with transaction.atomic(), connection.cursor() as cursor:
        act_for(by.recorder)
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM"  # noqa: S608  names of ours
            f" jsonb_populate_record(NULL::{table}, (SELECT to_jsonb(one) || jsonb_build_object("
            f"'id', gen_random_uuid()) || %s::jsonb FROM {table} one ORDER BY id LIMIT 1))",
            [json.dumps(changed)],
        )


@pytest.fixture
def everything(cast: Cast, card: Card) -> None:
    """A row in every table."""
    add_other_lines(cast.certifier, card)
    of_card = {"register_id": OWN, "person_id": card.person_id}
    day = date(2010, 10, 1)
    with transaction.atomic():
        act_for(cast.certifier)
        SeatHolding.objects.all().delete()
        Seat.objects.all().delete()
        seat = Seat.objects.create(
            register_id=OWN, number="1", kind="official", division="ก", position="ก", opened_on=day
        )
        SeatHolding.objects.create(**of_card, seat=seat, started_on=day)
        Plan.objects.create(register_id=OWN, first_year=2024, resolution="1/2566")
        Explanation.objects.create(**of_card, rule="PER-04", fingerprint="0", text="ตัวอย่าง")
        Transfer.objects.create(
            person_id=card.person_id,
            from_register_id=OWN,
            to_register_id=NEXT_DOOR,
            state="released",
            effective_on=day,
            document_number="1/2569",
        )


@pytest.mark.parametrize("name", COPIES)
def test_a_row_is_refused_by_name(cast: Cast, everything: None, name: str) -> None:  # noqa: ARG001  its rows
    record_nothing(by=cast.recorder, card=add_card(cast.recorder, 2), section=EDUCATION)
    with pytest.raises(IntegrityError) as refused:
        copy_of(*COPIES[name], cast)
    assert isinstance(refused.value.__cause__, psycopg.Error)
    assert refused.value.__cause__.diag.constraint_name == name


def test_nobody_holds_two_positions_at_a_time(
    cast: Cast,
    everything: None,  # noqa: ARG001  its rows
) -> None:
    with transaction.atomic():
        act_for(cast.certifier)
        first = SeatHolding.objects.get()
        second = Seat.objects.create(
            register_id=OWN,
            number="2",
            kind="official",
            division="ก",
            position="ก",
            opened_on=first.started_on,
        )
        with pytest.raises(IntegrityError, match="one_position_a_holder"):
            SeatHolding.objects.create(
                register_id=OWN,
                person_id=first.person_id,
                seat=second,
                started_on=first.started_on,
            )


def test_every_constraint_has_been_seen_to_refuse() -> None:
    named = {constraint.name for model in OURS for constraint in model._meta.constraints}
    assert named == {*COPIES, *NOT_BY_THE_APPLICATION}


@pytest.mark.parametrize(
    "constraint",
    [constraint for model in OURS for constraint in model._meta.constraints],
    ids=lambda constraint: constraint.name,
)
def test_every_constraint_has_words_for_a_clerk(constraint: models.BaseConstraint) -> None:
    said = str(constraint.violation_error_message)
    assert re.search("[ก-๛]", said)
    assert said != str(constraint.default_violation_error_message)


# A holding of another register's position is refused by a trigger before it is looked for a card.
LOOKED_FOR = [model for model in GUARDED[1:] if model is not SeatHolding]


@pytest.mark.parametrize("model", LOOKED_FOR, ids=lambda model: model.__name__)
def test_a_row_belongs_to_a_card_of_the_same_register(
    cast: Cast,
    card: Card,
    everything: None,  # noqa: ARG001  its rows
    model: type[models.Model],
) -> None:
    bare = add_card(cast.recorder, 2)
    record_nothing(by=cast.recorder, card=bare, section=EDUCATION)
    stranger = add_card(cast.recorder_next_door, 3)
    assert card.register_id != stranger.register_id
    table = model._meta.db_table
    # A time of its own, so that no service is met before the card is looked for.
    apart = {"started_on": "1990-01-01", "ended_on": "1991-01-01"} if "service" in table else {}
    with pytest.raises(IntegrityError) as refused:
        copy_of(table, {**apart, "register_id": str(stranger.register_id)}, cast)
    assert isinstance(refused.value.__cause__, psycopg.Error)
    assert refused.value.__cause__.diag.constraint_name == f"{table}_belongs_to_a_card"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE personnel_person SET national_id = '1'",
        "DELETE FROM personnel_person",
        "DELETE FROM personnel_codeentry",
        "UPDATE personnel_register SET sealed = true",
    ],
)
@pytest.mark.django_db
def test_what_is_never_changed_cannot_be(statement: str) -> None:
    with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)
