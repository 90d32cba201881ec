"""Explaining warnings: one by one, a rule's at once, until the data change."""

import uuid

import pytest

from kp7.organizations.authority import Actor, NotAuthorized
from kp7.personnel import queries
from kp7.personnel.actions.editing import RegisterSealed
from kp7.personnel.actions.explaining import (
    ExplanationMissing,
    NothingToExplain,
    explain,
    explain_all,
    explain_rule,
    withdraw,
)
from kp7.personnel.actions.lines import add_line, change_line
from kp7.personnel.models import Card, Explanation
from kp7.personnel.record import Finding
from kp7.personnel.sections import LEAVE_TOTALS, PERSONAL
from kp7.thai.calendar import PartialDate
from tests.cast import OWN, Cast, add_complete, certified

WHY = "เอกสารต้นเรื่องระบุเพียงปีเกิด"


def unexplained(card: Card) -> list[Finding]:
    (assessed,) = queries.assessments(card.register_id, [card])
    return list(assessed.unexplained)


@pytest.fixture
def card(cast: Cast) -> Card:
    """Somebody whose day of birth is not known."""
    return add_complete(cast.recorder, 1, birth_date=PartialDate(1980, 5))


def told(card: Card, by: Actor, text: str = WHY) -> None:
    (finding,) = unexplained(card)
    explain(
        by=by,
        card=card,
        rule=finding.code,
        line_id=finding.line_id,
        seen=finding.fingerprint,
        text=text,
    )


def rewritten(card: Card, by: Actor, **values: object) -> Card:
    change_line(
        by=by, card=card, section=PERSONAL, line_id=card.id, seen=card.revision, values=values
    )
    found = queries.card(card.id)
    assert found is not None
    return found


def test_a_warning_that_is_explained_needs_no_more(cast: Cast, card: Card) -> None:
    told(card, cast.recorder, f"  {WHY} ")
    assert unexplained(card) == []
    assert Explanation.objects.get().text == WHY


def test_an_explanation_stays_until_the_data_change_and_its_words_are_kept(
    cast: Cast, card: Card
) -> None:
    told(card, cast.recorder)
    card = rewritten(card, cast.recorder, nationality="ไทย ", first_name_en="Example")
    assert unexplained(card) == []
    card = rewritten(card, cast.recorder, birth_date=PartialDate(1981))
    (finding,) = unexplained(card)
    assert finding.explanation is not None
    assert finding.explanation.text == WHY
    told(card, cast.recorder, "ใหม่")
    assert unexplained(card) == []
    assert Explanation.objects.get().revision == 2


def test_an_explanation_can_be_taken_back(cast: Cast, card: Card) -> None:
    told(card, cast.recorder)
    for _ in range(2):
        withdraw(by=cast.recorder, card=card, rule="PER-04", line_id=card.id)
    assert len(unexplained(card)) == 1


@pytest.mark.parametrize("text", ["", " \u200b ", "ก" * 501])
def test_an_explanation_says_something_and_not_too_much(cast: Cast, card: Card, text: str) -> None:
    with pytest.raises(ExplanationMissing):
        told(card, cast.recorder, text)


def test_what_changed_since_it_was_seen_is_not_explained(cast: Cast, card: Card) -> None:
    with pytest.raises(NothingToExplain):
        explain(by=cast.recorder, card=card, rule="PER-04", line_id=card.id, seen="", text=WHY)
    with pytest.raises(NothingToExplain):
        explain(by=cast.recorder, card=card, rule="PER-05", line_id=card.id, seen="", text=WHY)


def test_only_their_own_office_explains_and_only_while_its_register_is_open(
    cast: Cast, card: Card
) -> None:
    with pytest.raises(NotAuthorized):
        told(card, cast.recorder_next_door)
    told(card, cast.recorder)
    certified(cast.certifier)
    with pytest.raises(RegisterSealed):
        withdraw(by=cast.recorder, card=card, rule="PER-04", line_id=card.id)


def test_all_warnings_of_a_rule_are_explained_at_once(cast: Cast, card: Card) -> None:
    other = add_complete(cast.recorder, 2, birth_date=PartialDate(1979), sex="")
    assert explain_rule(by=cast.recorder, register_id=OWN, rule="PER-04", text=WHY) == 2
    assert unexplained(card) == []
    assert [finding.code for finding in unexplained(other)] == ["PER-05"]
    assert explain_all(by=cast.recorder, register_id=OWN, text=WHY) == 1
    assert explain_all(by=cast.recorder, register_id=OWN, text=WHY) == 0


def test_what_is_sensitive_is_explained_by_those_with_the_right(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    values = {"fiscal_year": 2015, "kind": "sick", "days": "121"}
    add_line(by=cast.certifier, card=card, section=LEAVE_TOTALS, values=values)
    with pytest.raises(NotAuthorized):
        told(card, cast.recorder)
    assert explain_all(by=cast.recorder, register_id=OWN, text=WHY) == 0
    told(card, cast.certifier)
    assert unexplained(card) == []


def test_a_rule_nobody_knows_explains_nothing(cast: Cast, card: Card) -> None:
    assert explain_rule(by=cast.recorder, register_id=OWN, rule="XXX-1", text=WHY) == 0
    withdraw(by=cast.recorder, card=card, rule="XXX-1", line_id=uuid.uuid4())
