"""The organizations of the country, and an อบต. that becomes a เทศบาล."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kp7.organizations import actions, queries, seed
from kp7.organizations.authority import NotAuthorized, scope
from kp7.organizations.models import Organization, Standing
from kp7.organizations.standings import described
from kp7.organizations.terms import OrganizationType
from tests.organizations.cast import CAST
from tests.organizations.conftest import NEXT_DOOR, OFFICERS, OPERATOR, OWN, Country

HERE = seed.organization_id(OWN)
DAY = dt.date(2027, 10, 1)
BEFORE = dt.date(2027, 9, 30)


def upgrade(country: Country, by: str = "dla", day: dt.date = DAY, code: str = "5830299") -> None:
    """Make the อบต. a เทศบาลตำบล."""
    actions.change_standing(
        by=country.actor(by),
        organization_id=HERE,
        from_date=day,
        code=code,
        type=OrganizationType.TM,
        name="กมลา",
    )


@pytest.mark.django_db
def test_the_whole_country_is_loaded_once() -> None:
    actions.load_organizations(by=OPERATOR)
    assert Standing.objects.count() == Organization.objects.count() == 7849
    assert actions.load_organizations(by=OPERATOR) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in CAST if name != "system"])
def test_only_the_system_loads_organizations(name: str) -> None:
    with pytest.raises(NotAuthorized):
        actions.load_organizations(by=CAST[name])


@pytest.mark.usefixtures("country")
def test_an_organization_is_shown_by_type_name_amphoe_and_province() -> None:
    assert described(queries.current_standing(HERE)) == "องค์การบริหารส่วนตำบลกมลา อำเภอกะทู้ จังหวัดภูเก็ต"


def test_an_upgrade_closes_what_was_and_opens_what_is(country: Country) -> None:
    upgrade(country)
    before, after = queries.standing_on(HERE, BEFORE), queries.standing_on(HERE, DAY)
    assert (before.code, before.type, before.valid_until) == (OWN, OrganizationType.SAO, DAY)
    assert (after.code, after.type, after.valid_from) == ("5830299", OrganizationType.TM, DAY)
    assert after.full_name == "เทศบาลตำบลกมลา"
    assert (after.amphoe, after.province) == ("กะทู้", "ภูเก็ต")
    found = queries.named(queries.standings_on(DAY).filter(province_id="83"), "ทต. กมลา")
    assert [standing.organization_id for standing in found] == [HERE]


def test_an_organization_may_move_to_another_amphoe(country: Country) -> None:
    actions.change_standing(
        by=country.actor("dla"),
        organization_id=HERE,
        from_date=DAY,
        code=OWN,
        type=OrganizationType.SAO,
        name="กมลา",
        amphoe_code="8301",
    )
    assert queries.standing_on(HERE, DAY).amphoe == "เมืองภูเก็ต"


@pytest.mark.parametrize("username", [name for name in OFFICERS if name != "dla"])
def test_only_dla_changes_a_standing(country: Country, username: str) -> None:
    with pytest.raises(NotAuthorized):
        upgrade(country, by=username)


def test_a_code_of_another_organization_is_refused_by_its_name(country: Country) -> None:
    with pytest.raises(actions.StandingRefused, match="องค์การบริหารส่วนตำบลสาคู"):
        upgrade(country, code=NEXT_DOOR)


def test_a_change_does_not_go_back_before_the_one_before(country: Country) -> None:
    upgrade(country)
    for day in (DAY, BEFORE):
        with pytest.raises(actions.StandingRefused, match="1 ตุลาคม 2570"):
            upgrade(country, day=day, code=OWN)


@pytest.mark.parametrize(("code", "amphoe"), [("5830299", "8399"), ("5830299", "ก")])
def test_an_unknown_amphoe_is_refused(country: Country, code: str, amphoe: str) -> None:
    with pytest.raises(actions.StandingRefused, match="อำเภอ"):
        actions.change_standing(
            by=country.actor("dla"),
            organization_id=HERE,
            from_date=DAY,
            code=code,
            type=OrganizationType.TM,
            name="กมลา",
            amphoe_code=amphoe,
        )


@pytest.mark.parametrize(
    ("code", "name"), [("58302", "กมลา"), ("ก830299", "กมลา"), ("5830299", " ")]
)
def test_a_code_has_seven_digits_and_a_name_is_there(
    country: Country, code: str, name: str
) -> None:
    with pytest.raises(actions.StandingRefused):
        actions.change_standing(
            by=country.actor("dla"),
            organization_id=HERE,
            from_date=DAY,
            code=code,
            type=OrganizationType.TM,
            name=name,
        )


def test_an_unknown_organization_is_refused(country: Country) -> None:
    with pytest.raises(queries.NoSuchOrganization):
        queries.current_standing(seed.organization_id("0000000"))
    with pytest.raises(actions.StandingRefused):
        actions.change_standing(
            by=country.actor("dla"),
            organization_id=seed.organization_id("0000000"),
            from_date=DAY,
            code="5830299",
            type=OrganizationType.TM,
            name="กมลา",
        )


@pytest.mark.parametrize(
    ("username", "count"),
    [(OWN, 1), (f"{OWN}r", 1), ("p83", 19), ("a8302", 3), ("dla", 7849), ("auditor", 7849),
     ("auditor83", 19)],
)  # fmt: skip
def test_everybody_reads_the_organizations_of_their_territory(
    country: Country, username: str, count: int
) -> None:
    today = queries.standings_on(queries.today())
    assert queries.within(today, scope(country.actor(username))).count() == count


@pytest.mark.usefixtures("country")
def test_a_stranger_reads_none() -> None:
    today = queries.standings_on(queries.today())
    assert queries.within(today, scope(CAST["stranger"])).count() == 0


@pytest.mark.parametrize(
    "text", ["อบต.กมลา", "อบต. กมลา", "องค์การบริหารส่วนตำบลกมลา", "๖๘๓๐๒๐๓", "6830203"]
)
@pytest.mark.usefixtures("country")
def test_an_organization_is_found_as_it_is_called(text: str) -> None:
    here = queries.standings_on(queries.today()).filter(province_id="83")
    found = queries.named(here, text)
    assert [standing.organization_id for standing in found] == [HERE]


@pytest.mark.usefixtures("country")
def test_organizations_stand_in_thai_order() -> None:
    here = queries.standings_on(queries.today()).filter(province_id="83", type="TM")
    assert [standing.name for standing in here] == [
        "กะรน", "ฉลอง", "เชิงทะเล", "เทพกระษัตรี", "ป่าคลอก", "รัษฎา", "ราไวย์", "วิชิต", "ศรีสุนทร",
    ]  # fmt: skip


@pytest.mark.usefixtures("country")
def test_places_are_listed_in_order() -> None:
    names = [province.name_th for province in queries.provinces()]
    assert (len(names), names[0], names[-1]) == (76, "กระบี่", "อุบลราชธานี")
    assert [place.name_th for place in queries.amphoe_of("83")] == ["เมืองภูเก็ต", "กะทู้", "ถลาง"]


@pytest.mark.usefixtures("country")
def test_codes_are_looked_up_in_two_statements() -> None:
    with CaptureQueriesContext(
        connection,
    ) as statements:
        found = queries.current_by_code([OWN, NEXT_DOOR, "0000000"])
    assert set(found) == {OWN, NEXT_DOOR}
    assert len(statements) == 2
