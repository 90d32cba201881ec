"""The lists an office starts with."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kp7.organizations import seed
from kp7.organizations.terms import OrganizationType


def test_the_country_has_7849_organizations_of_six_types() -> None:
    assert Counter(row.type for row in seed.organizations()) == {
        OrganizationType.PAO: 76,
        OrganizationType.CITY: 30,
        OrganizationType.TOWN: 195,
        OrganizationType.TM: 2247,
        OrganizationType.SAO: 5300,
        OrganizationType.PATTAYA: 1,
    }


def test_codes_are_used_once_and_lie_in_known_places() -> None:
    rows = list(seed.organizations())
    amphoe = {code: province for code, _, _, province in seed.amphoe()}
    assert len({row.code for row in rows}) == len(rows) == 7849
    assert all(amphoe[row.amphoe_code] == row.province_code for row in rows)
    assert {row[0] for row in seed.provinces()} == set(amphoe.values())


def test_pattaya_is_called_by_its_type() -> None:
    assert OrganizationType.PATTAYA.full_name("เมืองพัทยา") == "เมืองพัทยา"
    assert OrganizationType.SAO.full_name("สาคู") == "องค์การบริหารส่วนตำบลสาคู"
    assert OrganizationType.SAO.short_name("สาคู") == "อบต.สาคู"


def test_every_office_derives_the_same_ids() -> None:
    assert str(seed.organization_id("6830203")) == "019eaed4-2800-744e-81f9-51956d2a4921"


@given(st.text(), st.text())
def test_listed_ids_are_uuid7_and_differ_by_what_they_are_of(one: str, other: str) -> None:
    ids = {seed.organization_id(one), seed.standing_id(one)}
    assert len(ids) == 2
    assert {(listed.version, listed.variant) for listed in ids} == {
        (7, "specified in RFC 4122"),
    }
    assert (seed.organization_id(one) == seed.organization_id(other)) is (one == other)
