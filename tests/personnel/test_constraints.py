"""What the database refuses, written past the actions: each by the name of its constraint."""

import json
import re
from collections.abc import Mapping

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from kp7.organizations.actions.acting import act_for
from kp7.personnel.actions.lines import record_nothing
from kp7.personnel.models import GUARDED, Card
from kp7.personnel.sections import EDUCATION
from tests.cast import Cast, add_card, national_id

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
}
NOT_BY_THE_APPLICATION = {"a_seal_has_its_time"}  # its role may not write there at all


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


@pytest.mark.parametrize("name", COPIES)
def test_a_row_is_refused_by_name(cast: Cast, card: Card, name: str) -> None:
    assert card
    record_nothing(by=cast.recorder, card=add_card(cast.recorder, 2), section=EDUCATION)
    with pytest.raises(IntegrityError) as refused:
        copy_of(*COPIES[name], cast)
    assert isinstance(refused.value.__cause__, psycopg.Error)
    assert refused.value.__cause__.diag.constraint_name == name


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


@pytest.mark.parametrize("model", GUARDED[1:], ids=lambda model: model.__name__)
def test_a_row_belongs_to_a_card_of_the_same_register(
    cast: Cast, card: Card, model: type[models.Model]
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
