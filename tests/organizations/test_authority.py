"""Every question of authority, asked for everybody of the cast."""

from collections.abc import Callable

import pytest

from kp7.organizations import authority
from kp7.organizations.authority import Actor, NotAuthorized, Scope, scope
from kp7.organizations.terms import Role
from kp7.refusal import Refusal
from tests.organizations.cast import AMPHOE, CAST, OTHER_AMPHOE, OWN, PROVINCE

QUESTIONS: dict[str, tuple[Callable[[Actor], bool], Callable[[Actor], None], set[str]]] = {
    "record": (
        lambda actor: authority.may_record(actor, OWN),
        lambda actor: authority.check_record(actor, OWN),
        {"recorder", "certifier"},
    ),
    "certify at the LAO": (
        lambda actor: authority.may_certify_lao(actor, OWN),
        lambda actor: authority.check_certify_lao(actor, OWN),
        {"certifier"},
    ),
    "review": (
        lambda actor: authority.may_review(actor, PROVINCE, AMPHOE),
        lambda actor: authority.check_review(actor, PROVINCE, AMPHOE),
        {"province", "amphoe"},
    ),
    "oversee": (authority.may_oversee, authority.check_oversee, {"DLA"}),
    "administer": (authority.may_administer, authority.check_administer, {"system"}),
    "read": (
        lambda actor: authority.may_read(
            actor, organization_id=OWN, amphoe_code=AMPHOE, province_code=PROVINCE
        ),
        lambda actor: authority.check_read(
            actor, organization_id=OWN, amphoe_code=AMPHOE, province_code=PROVINCE
        ),
        {
            "recorder",
            "certifier",
            "province",
            "amphoe",
            "DLA",
            "auditor",
            "auditor of a province",
            "system",
        },
    ),
}


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("question", QUESTIONS)
def test_each_of_the_cast_may_what_the_role_and_territory_say(question: str, name: str) -> None:
    may, check, allowed = QUESTIONS[question]
    actor = CAST[name]
    assert may(actor) is (name in allowed)
    if name in allowed:
        check(actor)
        return
    with pytest.raises(NotAuthorized) as refused:
        check(actor)
    assert refused.value.status == 403
    assert isinstance(refused.value, Refusal)
    assert refused.value.sentence


def test_an_officer_of_an_amphoe_reads_and_reviews_that_amphoe_alone() -> None:
    officer = CAST["amphoe"]
    assert not authority.may_review(officer, PROVINCE, OTHER_AMPHOE)
    assert not authority.may_read(
        officer, organization_id=OWN, amphoe_code=OTHER_AMPHOE, province_code=PROVINCE
    )


@pytest.mark.parametrize("name", CAST)
def test_a_scope_is_one_territory_or_nothing(name: str) -> None:
    reads = scope(CAST[name])
    chosen = [
        reads.organization_id is not None,
        reads.amphoe_code is not None,
        reads.province_code is not None,
        reads.country,
    ]
    assert sum(chosen) == (0 if name == "stranger" else 1)


def test_nothing_is_in_an_empty_scope() -> None:
    assert scope(CAST["stranger"]) == Scope()


def test_every_role_has_a_thai_label_and_a_post_name() -> None:
    assert [role.label for role in Role] == [
        "ผู้บันทึก",
        "ผู้รับรอง",
        "เจ้าหน้าที่จังหวัด",
        "เจ้าหน้าที่ สถ.",
        "ผู้ตรวจสอบ",
    ]
    assert all(role.post_name for role in Role)
