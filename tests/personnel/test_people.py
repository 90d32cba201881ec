"""Adding people: what is stored, what is refused, and whom it tells of."""

import dataclasses
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from kp7.ledger.models import Change, Look
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import NotAuthorized
from kp7.organizations.models import Post
from kp7.organizations.queries import PostInactive, current_standing
from kp7.organizations.standings import described
from kp7.organizations.terms import Role
from kp7.personnel import queries
from kp7.personnel.actions import people
from kp7.personnel.actions.editing import Gone, Invalid
from kp7.personnel.actions.lines import add_line, change_line, record_nothing
from kp7.personnel.actions.people import (
    ActiveElsewhere,
    CardExists,
    TooManyProbes,
    add_person,
    end_service,
    remove_person,
)
from kp7.personnel.models import Card, CodeEntry, NothingRecorded, Person, Service
from kp7.personnel.sections import EDUCATION, PERSONAL
from kp7.thai import calendar
from kp7.thai.calendar import PartialDate
from kp7.thai.national_id import NationalIdRefused
from tests.cast import DEGREE, NEXT_DOOR, OWN, Cast, add_card, make_post, national_id
from tests.cast import PERSONAL as SOMEBODY

SCRIPT = "<script>alert('ก')</script>"


def test_adding_somebody_makes_a_person_a_card_and_a_service(cast: Cast) -> None:
    card = add_card(cast.recorder, 1, birth_date=PartialDate(1980, 5))
    assert Person.objects.get().national_id == national_id(1)
    stored = Card.objects.get()
    assert (stored.id, stored.register_id, stored.revision) == (card.id, OWN, 1)
    assert stored.birth_date == PartialDate(1980, 5)
    assert (stored.kind_label, stored.marital_state_label) != ("", "")
    service = Service.objects.get()
    assert (service.person_id, service.started_on) == (card.person_id, date(2010, 10, 1))
    assert service.ended_on is None


def test_a_service_starts_when_its_clerk_says(cast: Cast) -> None:
    add_person(
        by=cast.recorder,
        register_id=OWN,
        digits=national_id(1),
        started_on=date(2020, 1, 1),
        values=SOMEBODY,
    )
    assert Service.objects.get().started_on == date(2020, 1, 1)


def test_a_person_without_any_beginning_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        add_card(cast.recorder, 1, service_started_on=None)
    assert "วันเริ่มปฏิบัติราชการ" in refused.value.errors["started_on"][0]


def test_an_id_is_taken_as_an_office_writes_it(cast: Cast) -> None:
    written = "๙-0000 00000-01-" + national_id(1)[-1]
    add_person(by=cast.recorder, register_id=OWN, digits=written, started_on=None, values=SOMEBODY)
    assert Person.objects.get().national_id == national_id(1)


def test_an_id_with_a_wrong_check_digit_is_refused_and_leaves_nothing(cast: Cast) -> None:
    wrong = national_id(1)[:-1] + str((int(national_id(1)[-1]) + 1) % 10)
    with pytest.raises(NationalIdRefused):
        add_person(
            by=cast.recorder, register_id=OWN, digits=wrong, started_on=None, values=SOMEBODY
        )
    assert not Person.objects.exists()


def test_a_second_card_of_one_person_is_refused_and_the_first_is_shown(cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    dashed = "-".join((national_id(1)[:5], national_id(1)[5:]))
    for digits in (national_id(1), dashed):
        with pytest.raises(CardExists) as refused:
            add_person(
                by=cast.recorder, register_id=OWN, digits=digits, started_on=None, values=SOMEBODY
            )
        assert refused.value.card_id == card.id
    assert Card.objects.count() == Service.objects.count() == 1


# --- elsewhere --------------------------------------------------------------------------------


def test_somebody_active_elsewhere_is_refused_by_the_name_of_that_organization_alone(
    cast: Cast,
) -> None:
    theirs = add_card(cast.recorder_next_door, 1, first_name="สมชาย", last_name="ใจดี")
    with pytest.raises(ActiveElsewhere) as refused:
        add_card(cast.recorder, 1)
    said = refused.value.sentence
    assert described(current_standing(NEXT_DOOR)) in said
    for secret in (national_id(1), "สมชาย", "ใจดี", "2553", theirs.kind_label, str(theirs.id)):
        assert secret not in said
    assert not Card.objects.filter(register_id=OWN).exists()


def test_that_it_was_asked_outlives_the_refusal_and_is_shown_to_the_other(cast: Cast) -> None:
    theirs = add_card(cast.recorder_next_door, 1)
    with pytest.raises(ActiveElsewhere):
        add_card(cast.recorder, 1)
    look = Look.objects.get()
    assert (look.register_id, look.person_id, look.what) == (
        NEXT_DOOR,
        theirs.person_id,
        "national_id",
    )
    assert (look.officer, look.organization) == (cast.recorder.officer, cast.recorder.organization)
    assert not Change.objects.filter(register_id=OWN).exists()


def test_whoever_keeps_asking_is_stopped_after_twenty_times_in_an_hour(cast: Cast) -> None:
    add_card(cast.recorder_next_door, 1)
    for _ in range(people.PROBES_AN_HOUR):
        with pytest.raises(ActiveElsewhere):
            add_card(cast.recorder, 1)
    with pytest.raises(TooManyProbes) as refused:
        add_card(cast.recorder, 1)
    assert refused.value.status == 429
    assert Look.objects.count() == people.PROBES_AN_HOUR == 20
    with pytest.raises(ActiveElsewhere):
        add_card(cast.certifier, 1)


def test_an_hour_later_one_may_ask_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    add_card(cast.recorder_next_door, 1)
    with pytest.raises(ActiveElsewhere):
        add_card(cast.recorder, 1)
    monkeypatch.setattr(people, "PROBES_AN_HOUR", 1)
    with pytest.raises(TooManyProbes):
        add_card(cast.recorder, 1)
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with pytest.raises(ActiveElsewhere):
        add_card(cast.recorder, 1)


def test_a_service_that_overlaps_a_past_one_elsewhere_is_refused(cast: Cast) -> None:
    theirs = add_card(cast.recorder_next_door, 1)
    end_service(
        by=cast.recorder_next_door,
        card=theirs,
        ended_on=date(2020, 5, 1),
        movement="transfer_out",
        document="",
    )
    with pytest.raises(ActiveElsewhere):
        add_card(cast.recorder, 1, service_started_on=date(2020, 4, 30))
    mine = add_card(cast.recorder, 1, service_started_on=date(2020, 5, 1))
    assert mine.person_id == theirs.person_id
    assert Person.objects.count() == 1


# --- text -------------------------------------------------------------------------------------


def test_text_is_folded_as_it_comes_in(cast: Cast) -> None:
    card = add_card(
        cast.recorder, 1, first_name=" ด\u0e4dา\u200b ", last_name="เเสง  ใจ", former_names="ก ,ข"
    )
    stored = Card.objects.get(id=card.id)
    assert (stored.first_name, stored.last_name) == ("ดำ", "แสง ใจ")
    assert stored.search_key == "ดำแสงใจ"


def test_script_is_stored_as_the_text_that_it_is(cast: Cast) -> None:
    fields = [field for field in PERSONAL.fields() if field.name in SOMEBODY]
    texts = {"first_name", "last_name", "title", "nationality"} & {field.name for field in fields}
    card = add_card(cast.recorder, 1, **dict.fromkeys(texts, SCRIPT))
    stored = Card.objects.get(id=card.id)
    assert {getattr(stored, name) for name in texts} == {SCRIPT}


def test_a_name_of_300_characters_is_refused_with_its_sentence_and_never_cut(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        add_card(cast.recorder, 1, first_name="ก" * 300, last_name="ข" * 101)
    assert set(refused.value.errors) == {"first_name", "last_name"}
    assert "100" in refused.value.errors["first_name"][0]
    assert "300" in refused.value.errors["first_name"][0]
    assert "ตัวอักษร" in refused.value.sentence or "อักขระ" in refused.value.sentence
    assert not Person.objects.exists()


def test_all_that_cannot_be_stored_is_said_at_once(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        add_card(cast.recorder, 1, first_name="", kind="pirate", marital_state="x", sex="z")
    assert set(refused.value.errors) == {"first_name", "kind", "marital_state", "sex"}


# --- codes ------------------------------------------------------------------------------------


def _end_code(table: str, code: str, on: date) -> None:
    CodeEntry.objects.filter(table_name=table, code=code).update(valid_until=on)


def test_a_code_that_ended_is_refused_but_stays_where_it_stands(cast: Cast) -> None:
    card = add_card(cast.recorder, 1, marital_state="single")
    with transaction.atomic():
        act_for(cast.dla)
        _end_code("marital_states", "single", queries.today())
        CodeEntry.objects.filter(code="single").update(label="ไม่เคยสมรส")
    with pytest.raises(Invalid) as refused:
        add_card(cast.recorder, 2, marital_state="single")
    since = calendar.format_long(queries.today())
    assert refused.value.errors["marital_state"] == [
        f"“ไม่เคยสมรส” เลิกใช้แล้วตั้งแต่วันที่ {since} จึงใช้ไม่ได้ กรุณาเลือกรายการอื่น"
    ]
    values = {**SOMEBODY, "first_name": "ใหม่", "marital_state": "single"}
    change_line(
        by=cast.recorder, card=card, section=PERSONAL, line_id=card.id, seen=1, values=values
    )
    stored = Card.objects.get(id=card.id)
    assert (stored.first_name, stored.marital_state_label) == ("ใหม่", card.marital_state_label)


def test_a_code_that_has_not_begun_is_refused(cast: Cast) -> None:
    with transaction.atomic():
        act_for(cast.dla)
        CodeEntry.objects.filter(code="single").update(
            valid_from=queries.today() + timedelta(days=1)
        )
    with pytest.raises(Invalid):
        add_card(cast.recorder, 1, marital_state="single")


# --- who may ----------------------------------------------------------------------------------


def test_nobody_else_adds_people_to_a_register(cast: Cast, subtests: pytest.Subtests) -> None:
    stranger = dataclasses.replace(cast.recorder, role=None)
    for part in dataclasses.fields(cast):
        by = getattr(cast, part.name)
        if by.organization_id == OWN:
            continue
        with subtests.test(part.name), pytest.raises(NotAuthorized):
            add_person(
                by=by, register_id=OWN, digits=national_id(1), started_on=None, values=SOMEBODY
            )
    assert not Person.objects.exists()
    add_card(stranger, 1)  # rights are those of the post as stored, not those that are claimed


def test_rights_are_read_after_the_lock(cast: Cast) -> None:
    """An account closed since the page was opened writes nothing any more."""
    going = make_post("going", Role.LAO_RECORDER, organization_id=OWN)
    assert going.post_id is not None
    with transaction.atomic():
        act_for(cast.dla)
        Post.objects.filter(id=going.post_id).update(is_active=False)
    with pytest.raises(PostInactive):
        add_card(going, 1)
    assert not Person.objects.exists()


# --- removing ---------------------------------------------------------------------------------


def test_a_card_added_by_mistake_is_removed_and_stays_in_the_history(cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    record_nothing(by=cast.recorder, card=card, section=EDUCATION)
    remove_person(by=cast.recorder, card=card)
    for model in (Card, Service, NothingRecorded):
        assert not model.objects.exists()
    deleted = Change.objects.filter(register_id=OWN, action="delete")
    assert set(deleted.values_list("table_name", flat=True)) == {
        "personnel_card",
        "personnel_service",
        "personnel_nothingrecorded",
    }
    assert add_card(cast.recorder_next_door, 1).person_id == card.person_id


def test_a_card_that_holds_a_line_is_not_removed(cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    add_line(by=cast.recorder, card=card, section=EDUCATION, values=DEGREE)
    with pytest.raises(Invalid) as refused:
        remove_person(by=cast.recorder, card=card)
    assert "มีรายการอยู่" in refused.value.sentence
    assert Service.objects.exists()


def test_a_line_that_comes_while_its_card_is_removed_keeps_the_card(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Editors do not wait for each other: the line is there only after we looked."""
    card = add_card(cast.recorder, 1)
    add_line(by=cast.recorder, card=card, section=EDUCATION, values=DEGREE)
    monkeypatch.setattr(people, "holds_lines", lambda _card: False)
    with pytest.raises(Invalid) as refused:
        remove_person(by=cast.recorder, card=card)
    assert "มีรายการอยู่" in refused.value.sentence
    assert Service.objects.exists()
    assert Card.objects.exists()


def test_whoever_writes_on_a_card_that_was_removed_meanwhile_is_told(cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    remove_person(by=cast.certifier, card=card)
    with pytest.raises(Gone):
        add_line(by=cast.recorder, card=card, section=EDUCATION, values=DEGREE)
    with pytest.raises(Gone):
        record_nothing(by=cast.recorder, card=card, section=EDUCATION)
    with pytest.raises(Gone):
        people.return_to_service(by=cast.recorder, card=card, started_on=date(2020, 1, 1))
    remove_person(by=cast.recorder, card=card)
    assert not Card.objects.exists()
