"""What the database refuses, written round the models: each by the name of its constraint."""

import uuid
from collections.abc import Mapping

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from kp7.ledger.actions import act_as
from kp7.organizations import seed
from kp7.organizations.models import (
    Amphoe,
    Holding,
    Officer,
    Organization,
    Post,
    Province,
    Standing,
)
from tests.organizations.conftest import NEXT_DOOR, OWN, Country

Values = Mapping[str, str | bool | int | uuid.UUID | None]

HERE, THERE = seed.organization_id(OWN), seed.organization_id(NEXT_DOOR)
ID = "019eaed4-2800-7000-8000-000000000001"
STANDING: dict[str, str | None] = {
    "id": ID,
    "organization_id": str(HERE),
    "code": "6830999",
    "type": "SAO",
    "name": "ทดสอบ",
    "full_name": "องค์การบริหารส่วนตำบลทดสอบ",
    "short_name": "อบต.ทดสอบ",
    "amphoe_id": "8302",
    "province_id": "83",
    "valid_from": "2027-01-01",
    "valid_until": None,
}
POST: dict[str, str | bool | int | None] = {
    "id": ID,
    "username": "tested",
    "role": "lao_recorder",
    "name": "ผู้บันทึกข้อมูล",
    "organization_id": str(HERE),
    "province_id": None,
    "amphoe_id": None,
    "password": "!",
    "is_active": True,
    "must_change_password": False,
    "password_changed_at": "2026-11-22",
    "session_epoch": 0,
}


def insert(table: str, values: Values) -> None:
    """Insert by SQL, as an actor."""
    columns = ", ".join(values)
    places = ", ".join(["%s"] * len(values))
    with transaction.atomic(), connection.cursor() as cursor:
        act_as(post_id=None, officer="การทดสอบ", post="ระบบ", organization="")
        cursor.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608  names of ours
            list(values.values()),
        )


def refused_by(table: str, values: Values) -> str:
    """Return the name of the constraint that refuses a row."""
    with pytest.raises(IntegrityError) as refused:
        insert(table, values)
    assert isinstance(refused.value.__cause__, psycopg.Error)
    return refused.value.__cause__.diag.constraint_name or ""


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "standing_one_at_a_time_for_an_organization"),
        ({"valid_from": None}, "standing_one_at_a_time_for_an_organization"),
        ({"code": "683"}, "standing_code_has_seven_digits"),
        ({"code": "68309๙๙"}, "standing_code_has_seven_digits"),
        ({"type": "BMA"}, "standing_type_is_known"),
        ({"name": ""}, "standing_has_a_name"),
        ({"full_name": ""}, "standing_has_a_name"),
        ({"province_id": "81"}, "standing_amphoe_lies_in_its_province"),
        ({"valid_until": "2027-01-01"}, "standing_ends_after_it_begins"),
    ],
)
@pytest.mark.usefixtures("country")
def test_a_standing_is_refused(changes: Values, name: str) -> None:
    assert refused_by("organizations_standing", {**STANDING, **changes}) == name


@pytest.mark.usefixtures("country")
def test_a_code_names_one_organization_at_a_time() -> None:
    new = uuid.uuid4()
    insert("organizations_organization", {"id": str(new)})
    stolen = {**STANDING, "organization_id": str(new), "code": NEXT_DOOR}
    name = "standing_code_names_one_organization_at_a_time"
    assert refused_by("organizations_standing", stolen) == name


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"username": OWN}, "post_user_name_is_used_once"),
        ({"username": "Tested"}, "post_user_name_is_folded"),
        ({"username": "ผู้ใช้"}, "post_user_name_is_folded"),
        ({"username": ""}, "post_user_name_is_folded"),
        ({"name": ""}, "post_has_a_name"),
        ({"organization_id": None}, "post_territory_matches_its_role"),
        ({"province_id": "83"}, "post_territory_matches_its_role"),
        ({"role": "superuser"}, "post_territory_matches_its_role"),
        ({"role": "dla_officer"}, "post_territory_matches_its_role"),
        ({"role": "auditor"}, "post_territory_matches_its_role"),
        ({"role": "province_officer"}, "post_territory_matches_its_role"),
        (
            {"role": "province_officer", "organization_id": None},
            "post_territory_matches_its_role",
        ),
        (
            {"role": "province_officer", "organization_id": None, "amphoe_id": "8301"},
            "post_territory_matches_its_role",
        ),
        (
            {"role": "auditor", "organization_id": None, "province_id": "83", "amphoe_id": "8301"},
            "post_territory_matches_its_role",
        ),
        (
            {
                "role": "province_officer",
                "organization_id": None,
                "province_id": "81",
                "amphoe_id": "8301",
            },
            "post_amphoe_lies_in_its_province",
        ),
    ],
)
@pytest.mark.usefixtures("country")
def test_a_post_is_refused(changes: Values, name: str) -> None:
    assert refused_by("organizations_post", {**POST, **changes}) == name


def test_two_officers_do_not_hold_a_post_at_once(country: Country) -> None:
    post = country.post(OWN)
    second: Values = {"id": ID, "post_id": post.pk, "since": "2026-11-22", "until": None}
    officer = Officer.objects.latest("id")
    name = "holding_one_officer_at_a_time"
    assert refused_by("organizations_holding", {**second, "officer_id": officer.pk}) == name


@pytest.mark.usefixtures("country")
def test_a_holding_ends_after_it_begins() -> None:
    holding = Holding.objects.filter(post__username=OWN).get()
    empty: Values = {
        "id": ID,
        "post_id": holding.post_id,
        "officer_id": holding.officer_id,
        "since": "2020-01-01",
        "until": "2020-01-01",
    }
    assert refused_by("organizations_holding", empty) == "holding_ends_after_it_begins"


@pytest.mark.parametrize("name", ["first_name", "last_name"])
@pytest.mark.usefixtures("country")
def test_an_officer_has_a_whole_name(name: str) -> None:
    officer = {"id": ID, "title": "", "first_name": "สมชาย", "last_name": "ใจดี", name: ""}
    assert refused_by("organizations_officer", officer) == "officer_has_first_name_and_last_name"


@pytest.mark.parametrize(
    ("table", "values", "name"),
    [
        (
            "organizations_amphoe",
            {"code": "8399", "name_th": "ก", "name_en": "", "province_id": "81"},
            "amphoe_code_begins_with_its_province",
        ),
        (
            "organizations_province",
            {"code": "8", "name_th": "ก", "name_en": "", "abbr_th": "", "region": "", "map_id": ""},
            "province_code_has_two_digits",
        ),
        (
            "organizations_province",
            {
                "code": "99",
                "name_th": "ภูเก็ต",
                "name_en": "",
                "abbr_th": "",
                "region": "",
                "map_id": "",
            },
            "province_name_is_used_once",
        ),
    ],
)
@pytest.mark.usefixtures("country")
def test_a_place_is_refused(table: str, values: Values, name: str) -> None:
    assert refused_by(table, values) == name


@pytest.mark.parametrize("column", ["role", "organization_id", "province_id", "username", "name"])
@pytest.mark.usefixtures("country")
def test_what_a_post_may_do_cannot_be_rewritten_by_the_application(column: str) -> None:
    with (
        pytest.raises(Exception, match="permission denied") as refused,
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE organizations_post SET {column} = NULL")  # noqa: S608  ours
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_every_constraint_has_words_for_a_clerk() -> None:
    for model in (Province, Amphoe, Organization, Standing, Post, Officer, Holding):
        for constraint in model._meta.constraints:
            assert constraint.violation_error_message != constraint.default_violation_error_message
