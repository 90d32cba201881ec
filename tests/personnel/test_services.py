"""A service ends, resumes and begins again; a mistyped national id is mended."""

from collections.abc import Callable
from datetime import date

import pytest

from kp7.ledger.models import Change, Look
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.organizations.queries import current_standing
from kp7.organizations.standings import described
from kp7.personnel import figures, queries
from kp7.personnel.actions import people
from kp7.personnel.actions.editing import Gone, Invalid
from kp7.personnel.actions.lines import ChangedMeanwhile, change_line, record_nothing
from kp7.personnel.actions.people import (
    ActiveElsewhere,
    CardExists,
    TooManyProbes,
    correct_national_id,
    end_service,
    remove_person,
    resume_service,
    return_to_service,
)
from kp7.personnel.models import GUARDED, Card, NothingRecorded, Person, Service
from kp7.personnel.sections import EDUCATION, PERSONAL
from kp7.personnel.terms import Presence
from kp7.thai.national_id import NationalIdRefused
from tests.cast import FAR, NEXT_DOOR, OWN, Cast, add_card, national_id
from tests.cast import PERSONAL as SOMEBODY

LEFT = date(2020, 5, 1)
RIGHT = 7


def leave(by: Actor, card: Card, *, on: date = LEFT, movement: str = "resigned") -> Service:
    return end_service(by=by, card=card, ended_on=on, movement=movement, document="คำสั่ง ๑/๒๕๖๓ ")


def in_service() -> int:
    return queries.cards_of(OWN, Presence.ACTIVE, queries.today()).count()


# --- leaving, and coming back -----------------------------------------------------------------


@pytest.mark.parametrize("movement", ["transfer_out", "resigned", "retired", "died", "removed"])
def test_a_service_ends_with_its_reason_and_its_paper(
    cast: Cast, card: Card, movement: str
) -> None:
    service = leave(cast.recorder, card, movement=movement)
    stored = Service.objects.get()
    assert (stored.id, stored.ended_on, stored.ended_by) == (service.id, LEFT, movement)
    assert stored.ended_by_label
    assert stored.document == "คำสั่ง ๑/๒๕๖๓"
    assert in_service() == 0
    assert figures.headcounts(OWN).total == 0


@pytest.mark.parametrize("movement", ["moved", "", "pirate"])
def test_only_a_movement_by_which_one_leaves_ends_a_service(
    cast: Cast, card: Card, movement: str
) -> None:
    with pytest.raises(Invalid) as refused:
        leave(cast.recorder, card, movement=movement)
    assert "movement" in refused.value.errors
    assert Service.objects.get().ended_on is None


def test_a_service_ends_after_it_started(cast: Cast, card: Card) -> None:
    with pytest.raises(Invalid) as refused:
        leave(cast.recorder, card, on=date(2010, 10, 1))
    assert "วันที่พ้นต้องอยู่หลังวันที่เริ่มงาน" in refused.value.sentence
    assert leave(cast.recorder, card, on=date(2010, 10, 2)).revision == 2


def test_a_service_ends_once(cast: Cast, card: Card) -> None:
    leave(cast.recorder, card)
    with pytest.raises(Invalid) as refused:
        leave(cast.recorder, card)
    assert "ยกเลิกการพ้น" in refused.value.sentence


def test_an_end_that_was_wrong_is_taken_back(cast: Cast, card: Card) -> None:
    leave(cast.recorder, card)
    resume_service(by=cast.recorder, card=card)
    stored = Service.objects.get()
    assert (stored.ended_on, stored.ended_by, stored.ended_by_label) == (None, "", "")
    assert (stored.document, stored.revision) == ("", 3)
    assert in_service() == 1
    with pytest.raises(Invalid):
        resume_service(by=cast.recorder, card=card)


def test_an_end_is_not_taken_back_while_somebody_else_has_the_person(
    cast: Cast, card: Card
) -> None:
    leave(cast.recorder, card)
    add_card(cast.recorder_next_door, 1, service_started_on=LEFT)
    with pytest.raises(ActiveElsewhere) as refused:
        resume_service(by=cast.recorder, card=card)
    assert described(current_standing(NEXT_DOOR)) in refused.value.sentence
    assert Look.objects.get().register_id == NEXT_DOOR
    assert Service.objects.get(register_id=OWN).ended_on == LEFT


def test_asking_by_coming_back_is_limited_too(
    cast: Cast, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(cast.recorder, card)
    add_card(cast.recorder_next_door, 1, service_started_on=LEFT)
    monkeypatch.setattr(people, "PROBES_AN_HOUR", 2)
    with pytest.raises(ActiveElsewhere):
        return_to_service(by=cast.recorder, card=card, started_on=date(2021, 1, 1))
    with pytest.raises(ActiveElsewhere):
        resume_service(by=cast.recorder, card=card)
    for again in (
        lambda: return_to_service(by=cast.recorder, card=card, started_on=date(2021, 1, 1)),
        lambda: resume_service(by=cast.recorder, card=card),
        lambda: correct_national_id(by=cast.recorder, card=card, seen=1, digits=national_id(2)),
        lambda: add_card(cast.recorder, 2),
    ):
        with pytest.raises(TooManyProbes):
            again()


def test_somebody_comes_back_to_the_card_that_is_there(cast: Cast, card: Card) -> None:
    leave(cast.recorder, card)
    again = return_to_service(by=cast.recorder, card=card, started_on=date(2022, 1, 1))
    assert queries.opened(card).services[0].id == again.id
    assert Service.objects.count() == 2
    assert in_service() == 1
    assert figures.headcounts(OWN).total == 1


def test_a_return_into_ones_own_service_is_no_matter_for_others(cast: Cast, card: Card) -> None:
    with pytest.raises(Invalid) as refused:
        return_to_service(by=cast.recorder, card=card, started_on=date(2022, 1, 1))
    assert "ซ้อน" in refused.value.sentence
    leave(cast.recorder, card)
    with pytest.raises(Invalid):
        return_to_service(by=cast.recorder, card=card, started_on=date(2020, 4, 30))
    assert not Look.objects.exists()


# --- a mistyped national id -------------------------------------------------------------------


def correct(cast: Cast, card: Card, number: int, *, seen: int = 1) -> Card:
    return correct_national_id(by=cast.recorder, card=card, seen=seen, digits=national_id(number))


def test_a_corrected_id_takes_every_row_along_and_the_history_stays(cast: Cast, card: Card) -> None:
    wrong, before = card.person_id, Change.objects.filter(register_id=OWN).count()
    corrected = correct(cast, card, RIGHT)
    right = Person.objects.get(national_id=national_id(RIGHT))
    assert (corrected.person_id, corrected.revision) == (right.id, 2)
    rows = 0
    for model in GUARDED:
        people_of = set(model._default_manager.values_list("person_id", flat=True))
        assert people_of <= {right.id}
        rows += model._default_manager.count()
    kept = Change.objects.filter(register_id=OWN)
    assert kept.filter(person_id=wrong).count() == before
    assert kept.filter(person_id=right.id, action="update").count() == rows
    assert Person.objects.filter(id=wrong).exists()


def test_a_recorded_nothing_goes_along(cast: Cast) -> None:
    card = add_card(cast.recorder, 2)
    record_nothing(by=cast.recorder, card=card, section=EDUCATION)
    correct(cast, card, RIGHT)
    assert NothingRecorded.objects.get().person.national_id == national_id(RIGHT)


def test_the_id_that_stands_already_changes_nothing(cast: Cast, card: Card) -> None:
    before = Change.objects.count()
    assert correct(cast, card, 1).revision == 1
    assert Change.objects.count() == before


def test_a_correction_to_somebody_of_the_same_register_is_refused(cast: Cast, card: Card) -> None:
    other = add_card(cast.recorder, RIGHT)
    with pytest.raises(CardExists) as refused:
        correct(cast, card, RIGHT)
    assert refused.value.card_id == other.id


def test_a_correction_to_somebody_active_elsewhere_is_refused_and_kept_as_a_look(
    cast: Cast, card: Card
) -> None:
    theirs = add_card(cast.recorder_next_door, RIGHT)
    with pytest.raises(ActiveElsewhere):
        correct(cast, card, RIGHT)
    assert Look.objects.get().person_id == theirs.person_id
    assert Card.objects.get(id=card.id).person.national_id == national_id(1)


def test_a_correction_names_the_organization_whose_time_it_meets_and_no_other(
    cast: Cast, card: Card
) -> None:
    """Ours from 2553 to 2563; theirs before and after, and 2555 to 2556 far away."""
    leave(cast.recorder, card)
    far = add_card(cast.certifier_far, RIGHT, service_started_on=date(2012, 1, 1))
    leave(cast.certifier_far, far, on=date(2013, 1, 1))
    add_card(cast.recorder_next_door, RIGHT, service_started_on=date(2021, 1, 1))
    with pytest.raises(ActiveElsewhere) as refused:
        correct(cast, card, RIGHT)
    assert described(current_standing(FAR)) in refused.value.sentence
    assert described(current_standing(NEXT_DOOR)) not in refused.value.sentence


def test_a_correction_to_somebody_who_worked_elsewhere_at_other_times_passes(
    cast: Cast, card: Card
) -> None:
    leave(cast.recorder, card)
    add_card(cast.recorder_next_door, RIGHT, service_started_on=LEFT)
    assert correct(cast, card, RIGHT).revision == 2
    assert Service.objects.filter(person__national_id=national_id(RIGHT)).count() == 2


def test_a_correction_of_what_changed_meanwhile_says_who_changed_it(cast: Cast, card: Card) -> None:
    change_line(
        by=cast.certifier,
        card=card,
        section=PERSONAL,
        line_id=card.id,
        seen=1,
        values={**SOMEBODY, "first_name": "ใหม่"},
    )
    with pytest.raises(ChangedMeanwhile) as refused:
        correct(cast, card, RIGHT)
    assert cast.certifier.officer in refused.value.sentence


def test_a_correction_of_a_card_that_is_gone_is_refused(cast: Cast) -> None:
    card = add_card(cast.recorder, 2)
    remove_person(by=cast.recorder, card=card)
    with pytest.raises(Gone):
        correct(cast, card, RIGHT)
    with pytest.raises(Gone):
        leave(cast.recorder, card)


def test_a_wrong_id_does_not_correct_another(cast: Cast, card: Card) -> None:
    with pytest.raises(NationalIdRefused):
        correct_national_id(by=cast.recorder, card=card, seen=1, digits="1234567890123")


def test_nobody_else_does_any_of_it(cast: Cast, card: Card, subtests: pytest.Subtests) -> None:
    before = Change.objects.count()
    deeds: dict[str, Callable[[Actor], object]] = {
        "end": lambda by: leave(by, card),
        "resume": lambda by: resume_service(by=by, card=card),
        "return": lambda by: return_to_service(by=by, card=card, started_on=LEFT),
        "correct": lambda by: correct_national_id(by=by, card=card, seen=1, digits=national_id(9)),
        "remove": lambda by: remove_person(by=by, card=card),
    }
    for by in (cast.recorder_next_door, cast.province, cast.dla, cast.auditor):
        for name, deed in deeds.items():
            with subtests.test(f"{by.username} {name}"), pytest.raises(NotAuthorized):
                deed(by)
    assert Change.objects.count() == before
