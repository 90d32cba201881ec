"""`kp7 seed`: invented people are the same everywhere, in order, and go nowhere else."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from kp7.certification.terms import State
from kp7.cli import seed
from kp7.cli.demo import scenario
from kp7.cli.demo.ids import NUMBERS, national_id
from kp7.cli.demo.mistakes import AT_ODDS, BLOCKING, MISTAKES, spoilt
from kp7.cli.demo.moves import MOVES
from kp7.cli.demo.people import LAST_DAY, Person, Place, people_of
from kp7.database.demonstration import DemoRefused
from kp7.organizations.actions import sign_in
from kp7.organizations.models import Post
from kp7.organizations.queries import actor_called
from kp7.organizations.seed import organization_id
from kp7.organizations.terms import OrganizationType
from kp7.personnel.actions.editing import RegisterSealed
from kp7.personnel.actions.lines import remove_line
from kp7.personnel.models import (
    Appointment,
    Card,
    Education,
    Explanation,
    NothingRecorded,
    Seat,
    SeatHolding,
    Service,
    Transfer,
)
from kp7.personnel.models import Person as StoredPerson
from kp7.personnel.queries import assessments, cards_of, today
from kp7.personnel.rules import RULES, assess
from kp7.personnel.sections import APPOINTMENTS
from kp7.personnel.terms import Presence, Severity
from kp7.thai import national_id as thai_id
from tests.cli.invented import record_of

PLACES = list(scenario.demo_places())
SMALL = [place for place in PLACES if place.type in {OrganizationType.SAO, OrganizationType.TM}]

# Rules that nobody invented breaks, and the test of tests/personnel/test_rules.py that shows them.
TESTED_ELSEWHERE = {
    # No kind of staff is shipped that needs a section beside its education and its career.
    "SEC-01": "test_a_rule_fires_in_its_place_and_says_what_is_wrong",
}
TODAY = date(2026, 11, 23)

places = st.sampled_from(SMALL)


@cache
def staff(place: Place) -> tuple[Person, ...]:
    return tuple(people_of(place))


@cache
def told(place: Place) -> tuple[Person, ...]:
    """The same with whole or short cards, before anybody makes a mistake."""
    return tuple(scenario.told(person, place) for person in people_of(place))


def warnings_of(person: Person) -> list[str]:
    """What the rules say of an invented person that somebody would have to mend or explain."""
    found = assess(record_of(person)).findings
    return [f"{one.code} {one.sentence}" for one in found if one.severity is not Severity.HINT]


@pytest.mark.slow
@given(places)
def test_an_organization_gets_the_same_people_each_time(place: Place) -> None:
    assert tuple(people_of(place)) == staff(place)


@pytest.mark.slow
@pytest.mark.parametrize("of_type", set(OrganizationType) - {OrganizationType.PATTAYA})
def test_nobody_invented_has_a_warning_or_lacks_a_section(of_type: OrganizationType) -> None:
    place = next(place for place in PLACES if place.type is of_type)
    for person in told(place):
        assert warnings_of(person) == []
        assert assess(record_of(person)).complete


@pytest.mark.slow
@given(places)
def test_people_of_small_organizations_have_none_but_for_their_old_papers(place: Place) -> None:
    found = {warning for person in told(place) for warning in warnings_of(person)}
    assert {warning[:6] for warning in found} <= ({"PER-04"} if place.old_papers else set())


@pytest.mark.parametrize("code", MISTAKES)
def test_a_slip_breaks_the_rule_that_it_is_for(code: str) -> None:
    place = next(place for place in PLACES if place.code == code)
    slips = MISTAKES[code]
    for slip, (_, person) in zip(slips, spoilt(slips, told(place)), strict=True):
        assert slip.rule in {found.code for found in assess(record_of(person, TODAY)).findings}


@pytest.mark.parametrize("code", BLOCKING)
def test_a_mistake_blocks_the_certification(code: str) -> None:
    place = next(place for place in PLACES if place.code == code)
    people = scenario.office_of(place).people
    assert any(assess(record_of(person)).blocking for person in people)


def test_nobody_makes_mistakes_where_the_demonstration_shows_how_it_should_be() -> None:
    ready = {*seed.EXAMPLES, *scenario.CERTIFIED_BY_LAO, *scenario.CERTIFIED_BY_PROVINCE}
    assert ready & {*MISTAKES, AT_ODDS, *scenario.OLD_PAPERS} == {"6830304"}


@given(places)
def test_position_numbers_are_given_once_and_fit_the_place(place: Place) -> None:
    holders: dict[str, set[str]] = {}
    for person in staff(place):
        for line in person.appointments:
            if line.position_number:
                holders.setdefault(line.position_number, set()).add(person.national_id)
    assert all(len(held_by) == 1 for held_by in holders.values())
    digit = {OrganizationType.SAO: 3}.get(place.type, 2)
    today = [person.appointments[-1].position_number for person in staff(place)]
    assert all(
        number.startswith(f"{place.province_rank:02d}-{digit}-") for number in today if number
    )


@given(places)
def test_lines_stand_in_order_and_salaries_rise(place: Place) -> None:
    for person in staff(place):
        lines = person.appointments
        for before, line in pairwise(lines):
            assert (before.effective_on, before.sequence) < (line.effective_on, line.sequence)
            assert (before.salary or 0) <= (line.salary or 0)
        assert lines[0].effective_on == person.first_appointed_on
        assert all(line.document_date <= LAST_DAY for line in lines)


@given(places)
def test_people_in_service_are_of_working_age(place: Place) -> None:
    for person in staff(place):
        born = person.birth_date
        if person.service.ended_on is None:
            assert date(LAST_DAY.year - 60, 10, 1) < born.last_day
            assert born.first_day <= LAST_DAY.replace(year=LAST_DAY.year - 22)
        assert born.first_day.replace(day=1, year=born.year + 18) <= person.first_appointed_on


@given(places)
def test_names_stand_once_in_an_organization(place: Place) -> None:
    called = Counter((person.name.first, person.name.last) for person in staff(place))
    assert max(called.values()) == 1


@given(st.integers(0, NUMBERS - 1))
def test_ids_are_valid_and_of_a_category_that_is_never_issued(number: int) -> None:
    made = national_id(number)
    assert made.startswith("9")
    assert thai_id.is_valid(made)


@pytest.mark.slow
def test_everybody_has_an_id_of_their_own() -> None:
    everybody = [person for place in PLACES for person in staff(place)]
    ids = [person.national_id for person in everybody]
    lines = sum(len(person.appointments) for person in everybody)
    assert len(set(ids)) == len(ids) == 6011
    assert 10 <= lines / len(ids) <= 14


# --- the command --------------------------------------------------------------------------------


def kp7_seed(*words: str) -> Result:
    """Run `kp7 seed …`; a bug or a problem rises."""
    result = CliRunner().invoke(seed.command, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def _database_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seed, "database_ready", lambda: None)


@pytest.fixture
def _one_small_place(monkeypatch: pytest.MonkeyPatch) -> None:
    place = next(place for place in PLACES if place.code == "6830307")
    monkeypatch.setattr(scenario, "demo_places", lambda: iter([place]))
    monkeypatch.setattr(scenario, "CERTIFIED_BY_LAO", ("6830307",))
    monkeypatch.setattr(scenario, "CERTIFIED_BY_PROVINCE", ())
    monkeypatch.setattr(scenario, "READS_SENSITIVE", "6830307r")


@pytest.mark.usefixtures("db", "_database_of_the_test")
def test_reference_adds_nothing_to_what_is_there() -> None:
    result = kp7_seed("reference")
    assert result.stdout == ("Added 0 organizations, 0 entries of code tables and 0 registers.\n")


def test_a_real_server_takes_no_demo_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://kp7_app@db.example/kp7")
    for words in (["demo"], ["demo", "--if-empty"]):
        with pytest.raises(DemoRefused, match="DATABASE_URL names a real server"):
            kp7_seed(*words)


@pytest.mark.usefixtures("db", "_database_of_the_test")
def test_a_database_with_people_takes_none_and_keeps_its_own() -> None:
    StoredPerson.objects.create(national_id=national_id(1))
    with pytest.raises(scenario.NotEmpty, match="--if-empty"):
        kp7_seed("demo")
    kept = kp7_seed("demo", "--if-empty")
    assert kept.exit_code == 0
    assert "kept" in kept.stdout
    assert scenario.PASSWORD not in kept.stdout
    assert StoredPerson.objects.count() == 1


@pytest.mark.usefixtures("db", "_database_of_the_test")
def test_only_a_demonstration_is_listed() -> None:
    with pytest.raises(seed.NoDemo):
        kp7_seed("demo", "--list")


def test_json_is_a_form_of_the_list() -> None:
    assert kp7_seed("demo", "--json").exit_code == 2


@pytest.mark.usefixtures("db", "_database_of_the_test", "_one_small_place")
def test_a_seed_that_breaks_off_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(code: str) -> None:
        raise RuntimeError(code)

    monkeypatch.setattr(scenario, "_certify", killed)
    with pytest.raises(RuntimeError):
        kp7_seed("demo")
    assert scenario.is_empty()
    assert not scenario.is_demo()


@pytest.mark.usefixtures("db", "_database_of_the_test", "_one_small_place")
def test_what_was_certified_in_the_demo_is_sealed() -> None:
    scenario.load_demo(by=seed.SEED)
    line = Appointment.objects.all()[0]
    card = Card.objects.get(register_id=line.register_id, person_id=line.person_id)
    certifier = actor_called("6830307")
    with pytest.raises(RegisterSealed):
        remove_line(
            by=certifier, card=card, section=APPOINTMENTS, line_id=line.id, seen=line.revision
        )


def found_at(place: Place) -> Iterator[str]:
    """The rules that speak of anybody whose card an organization keeps."""
    register_id = organization_id(place.code)
    cards = list(cards_of(register_id, Presence.ALL, today()))
    for assessment in assessments(register_id, cards):
        yield from (finding.code for finding in assessment.findings)


@pytest.mark.parametrize("test", TESTED_ELSEWHERE.values())
def test_what_is_tested_elsewhere_is_there(test: str) -> None:
    rules = Path(__file__).resolve().parents[1] / "personnel" / "test_rules.py"
    assert f"def {test}(" in rules.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.usefixtures("db", "_database_of_the_test")
def test_the_whole_demonstration() -> None:
    result = kp7_seed("demo")
    assert "6,011 invented people" in result.stdout
    for word in ("p83", "p81", "dla", "auditor", scenario.PASSWORD, "--list"):
        assert word in result.stdout

    listed = json.loads(kp7_seed("demo", "--list", "--json").stdout)
    assert len(listed) == 81
    assert Counter(one["province"] for one in listed) == {"ภูเก็ต": 19, "กระบี่": 62}
    assert Counter(one["state"] for one in listed if one["province"] == "กระบี่") == {
        State.DRAFT.label: 62
    }
    assert Counter(one["state"] for one in listed if one["province"] == "ภูเก็ต") == {
        State.DRAFT.label: 14,
        State.LAO_CERTIFIED.label: 3,
        State.PROVINCE_CERTIFIED.label: 2,
    }
    assert {one["code"] for one in listed if one["blocking"]} == set(BLOCKING)
    active = Service.objects.filter(ended_on=None).count()
    assert sum(one["officials"] + one["permanent"] + one["contract"] for one in listed) == active
    assert list(listed[0]) == [
        *("code", "name", "province", "state"),
        *("blocking", "officials", "permanent", "contract"),
    ]
    table = kp7_seed("demo", "--list").stdout
    assert table.count("\n") == 82

    assert not Card.objects.filter(kind_label="").exists()
    assert not Appointment.objects.filter(movement_label="").exists()
    assert not Education.objects.filter(level_label="").exists()
    assert NothingRecorded.objects.exists()
    assert Post.objects.count() == 81 * 2 + 4
    for username in ("6830306", "6830306r", "p83", "dla", "auditor"):
        opened = sign_in(username=username, password="kp7-demo", address="127.0.0.1")
        assert not opened.must_change_password

    assert Counter(Transfer.objects.values_list("state", flat=True)) == Counter(
        str(move.state) for move in MOVES
    )
    assert (
        Seat.objects.filter(closed_on=None).count()
        > SeatHolding.objects.filter(ended_on=None).count()
    )
    found = {place.code: set(found_at(place)) for place in PLACES}
    silent = {rule.code for rule in RULES} - set().union(*found.values())
    assert silent == TESTED_ELSEWHERE.keys()
    for code, rule, _ in scenario.EXPLAINED:
        assert Explanation.objects.filter(register_id=organization_id(code), rule=rule).exists()
    calm = {*seed.EXAMPLES, *scenario.CERTIFIED_BY_LAO, *scenario.CERTIFIED_BY_PROVINCE}
    grave = {rule.code for rule in RULES if rule.severity is not Severity.HINT}
    assert {code for code in calm if found[code] & grave} == {"6830304"}

    again = kp7_seed("demo", "--if-empty")
    assert "kept" in again.stdout
    assert scenario.PASSWORD in again.stdout
