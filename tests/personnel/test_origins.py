"""A card that was transferred: its history and its past go along, up to the transfer."""

from datetime import date

from kp7.ledger.queries import database_now
from kp7.personnel import past
from kp7.personnel.actions.lines import change_line
from kp7.personnel.actions.moving import Order
from kp7.personnel.actions.transfers import accept, release
from kp7.personnel.history import Asked, Edit, every, of_card
from kp7.personnel.models import Card, Education
from kp7.personnel.origins import origins
from kp7.personnel.sections import EDUCATION
from tests.cast import NEXT_DOOR, OWN, Cast, add_complete

DAY = date(2024, 6, 1)


def study(cast: Cast, card: Card, major: str) -> None:
    """Mend the degree on a card, in the name of whoever keeps it."""
    line = Education.objects.get(register_id=card.register_id, person_id=card.person_id)
    by = cast.recorder if card.register_id == OWN else cast.recorder_next_door
    change_line(
        by=by,
        card=card,
        section=EDUCATION,
        line_id=line.id,
        seen=line.revision,
        values={"major": major},
    )


def moved(cast: Cast, card: Card) -> Card:
    """The card next door, after a transfer."""
    transfer = release(
        by=cast.recorder,
        card=card,
        to_register_id=NEXT_DOOR,
        effective_on=DAY,
        order=Order("12/2567", DAY),
    )
    accept(
        by=cast.recorder_next_door,
        transfer_id=transfer.id,
        order=Order("34/2567", DAY),
        values={"position_number": "66-3-02-3102-009", "salary": "20000"},
    )
    return Card.objects.get(register_id=NEXT_DOOR, person_id=card.person_id)


def edits(card: Card) -> list[Edit]:
    return list(every(of_card(card.id), Asked(), reads_sensitive=True))


def majors(card: Card) -> list[str]:
    """What the history says that the degree was mended to, the newest first."""
    said = [one for edit in edits(card) for one in edit.differences if one.label == "สาขาวิชา"]
    return [one.after for one in said if one.before]


def test_the_history_goes_along_up_to_the_transfer_and_no_further(cast: Cast) -> None:
    old = add_complete(cast.recorder, 1)
    study(cast, old, "ก")
    study(cast, old, "ข")
    new = moved(cast, old)
    study(cast, old, "หลังโอน ที่เดิม")
    study(cast, new, "หลังโอน ที่ใหม่")
    assert majors(new) == ["หลังโอน ที่ใหม่", "ข"]
    assert majors(old) == ["หลังโอน ที่เดิม", "ข"]
    assert [origin.register_id for origin in origins(NEXT_DOOR, new.person_id)] == [OWN]
    assert list(origins(OWN, old.person_id)) == []


def test_before_the_transfer_the_system_knew_the_card_of_the_sender(cast: Cast) -> None:
    long_ago = database_now()
    old = add_complete(cast.recorder, 1)
    study(cast, old, "ก")
    before = database_now()
    new = moved(cast, old)
    study(cast, new, "ข")
    then, now = past.as_of(new.id, known=before), past.as_of(new.id)
    assert then is not None
    assert now is not None
    assert (then.card.register_id, now.card.register_id) == (OWN, NEXT_DOOR)
    degrees = [one.record.section("education")[0].text("major") for one in (then, now)]
    assert degrees == ["ก", "ข"]
    assert past.as_of(new.id, known=long_ago) is None
