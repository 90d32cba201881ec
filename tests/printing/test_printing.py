"""One card on paper: who may, what is kept of it, and what a ใบต่อ of it prints."""

from datetime import date
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection

from kp7.ledger.models import Look
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.personnel.actions.editing import Gone
from kp7.personnel.actions.lines import add_line, change_line, remove_line
from kp7.personnel.models import Appointment, Card
from kp7.personnel.sections import APPOINTMENTS
from kp7.printing.actions.cards import preview, print_card
from kp7.printing.cards.choices import Part
from kp7.printing.continuation import Start
from kp7.printing.models import Issue
from kp7.printing.planning import NeverPrinted, NoSuchLine, NoSuchRow, NothingNew
from kp7.printing.queries import issues_of
from kp7.printing.terms import What
from kp7.printing.wanted import Wanted
from tests.cast import FIRST_LINE, SYSTEM, Cast, add_complete, certified

CONTINUATION = Wanted(what=What.CONTINUATION)
RAISED = {**FIRST_LINE, "movement": "step_raise", "document_number": "7/2554"}


def raise_on(by: Actor, card: Card, day: date, salary: str) -> Appointment:
    values = {**RAISED, "effective_on": day, "salary": salary, "document_date": day}
    line = add_line(by=by, card=card, section=APPOINTMENTS, values=values)
    assert isinstance(line, Appointment)
    return line


def newest(card: Card) -> Issue:
    found = Issue.objects.filter(card_id=card.id).order_by("-id").first()
    assert found is not None
    return found


def test_a_card_comes_out_as_pdf_and_that_is_kept(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    printed = print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    assert printed.content.startswith(b"%PDF-")
    issue = newest(card)
    assert issue.id == printed.issue_id
    assert (issue.officer, issue.post_id) == (cast.recorder.officer, cast.recorder.post_id)
    assert (issue.pages, issue.lines, issue.page, issue.row > 0) == (printed.pages, 1, 1, True)
    assert issue.stands
    assert not Look.objects.exists()


def test_a_sealed_register_prints(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    certified(cast.certifier)
    assert print_card(by=cast.recorder, card_id=card.id, wanted=Wanted()).pages > 0


@pytest.mark.parametrize("part", ["province", "amphoe", "dla", "auditor"])
def test_whoever_prints_from_outside_is_kept_as_a_look(cast: Cast, part: str) -> None:
    card = add_complete(cast.recorder, 1)
    by: Actor = getattr(cast, part)
    print_card(by=by, card_id=card.id, wanted=Wanted())
    (look,) = Look.objects.all()
    assert (look.what, look.officer, look.person_id) == ("printed", by.officer, card.person_id)
    assert not newest(card).stands


@pytest.mark.parametrize("part", ["recorder_next_door", "certifier_far", "other_province"])
def test_a_card_out_of_reach_is_gone(cast: Cast, part: str) -> None:
    card = add_complete(cast.recorder, 1)
    by: Actor = getattr(cast, part)
    with pytest.raises(Gone):
        print_card(by=by, card_id=card.id, wanted=Wanted())
    with pytest.raises(Gone):
        preview(by=by, card_id=card.id)
    assert not Issue.objects.exists()


def test_only_the_office_continues_its_paper(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    with pytest.raises(NotAuthorized):
        print_card(by=cast.province, card_id=card.id, wanted=CONTINUATION)


# --- ใบต่อ -------------------------------------------------------------------------------------


def test_a_continuation_prints_what_was_added_since_below_the_rest(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    before = newest(card)
    added = raise_on(cast.recorder, card, date(2011, 4, 1), "15440")
    print_card(by=cast.recorder, card_id=card.id, wanted=CONTINUATION)
    issue = newest(card)
    assert (issue.what, issue.lines, issue.pages, issue.page) == ("continuation", 1, 1, 1)
    assert issue.row > before.row
    assert issue.paper[-1]["ids"] == [str(added.id)]
    assert issue.paper[-1]["first"] == before.row + 1
    with pytest.raises(NothingNew):
        print_card(by=cast.recorder, card_id=card.id, wanted=CONTINUATION)


def test_a_copy_or_a_print_from_outside_is_not_the_office_s_paper(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted(certified_copy=True))
    print_card(by=cast.province, card_id=card.id, wanted=Wanted())
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted(parts=(Part.FRONT,)))
    with pytest.raises(NeverPrinted):
        print_card(by=cast.recorder, card_id=card.id, wanted=CONTINUATION)


def test_a_corrected_and_a_removed_line_are_to_be_struck(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    wrong = raise_on(cast.recorder, card, date(2011, 4, 1), "15440")
    twice = raise_on(cast.recorder, card, date(2011, 10, 1), "15800")
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    values = {**RAISED, "effective_on": wrong.effective_on, "salary": "15450"}
    change_line(
        by=cast.recorder,
        card=card,
        section=APPOINTMENTS,
        line_id=wrong.id,
        seen=1,
        values=values,
    )
    remove_line(by=cast.recorder, card=card, section=APPOINTMENTS, line_id=twice.id, seen=1)
    outlook = preview(by=cast.recorder, card_id=card.id).outlook
    assert outlook is not None
    struck = outlook.difference.struck
    assert [(one.paper.ids, bool(one.now)) for one in struck] == [
        ((wrong.id,), True),
        ((twice.id,), False),
    ]
    print_card(by=cast.recorder, card_id=card.id, wanted=CONTINUATION)
    again = preview(by=cast.recorder, card_id=card.id).outlook
    assert again is not None
    assert again.difference.to_print == ()
    assert again.difference.struck == ()


def test_a_card_from_before_the_system_is_continued_where_the_clerk_says(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    added = raise_on(cast.recorder, card, date(2011, 4, 1), "15440")
    wanted = Wanted(what=What.CONTINUATION, first=added.id, start=Start(2, 9))
    print_card(by=cast.recorder, card_id=card.id, wanted=wanted)
    issue = newest(card)
    assert (issue.page, issue.paper[-1]["first"], len(issue.paper)) == (2, 9, 2)
    later = raise_on(cast.recorder, card, date(2011, 10, 1), "15800")
    print_card(by=cast.recorder, card_id=card.id, wanted=CONTINUATION)
    assert newest(card).paper[-1]["ids"] == [str(later.id)]
    assert newest(card).paper[-1]["first"] == issue.row + 1


def test_an_earlier_print_can_be_the_paper_that_is_continued(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    kept = print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    raise_on(cast.recorder, card, date(2011, 4, 1), "15440")
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())  # only to look at
    wanted = Wanted(what=What.CONTINUATION, after=kept.issue_id)
    print_card(by=cast.recorder, card_id=card.id, wanted=wanted)
    assert newest(card).lines == 1


@pytest.mark.parametrize("start", [Start(0, 1), Start(1, 0), Start(1, 48), Start(100, 1)])
def test_a_row_that_no_sheet_has_is_refused(cast: Cast, start: Start) -> None:
    card = add_complete(cast.recorder, 1)
    line = Appointment.objects.get(person_id=card.person_id)
    wanted = Wanted(what=What.CONTINUATION, first=line.id, start=start)
    with pytest.raises(NoSuchRow):
        print_card(by=cast.recorder, card_id=card.id, wanted=wanted)


def test_a_line_that_is_gone_is_refused(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    wanted = Wanted(what=What.CONTINUATION, first=UUID(int=1))
    with pytest.raises(NoSuchLine):
        print_card(by=cast.recorder, card_id=card.id, wanted=wanted)


def test_prints_are_listed_newest_first(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    for officer in (cast.recorder, cast.certifier):
        print_card(by=officer, card_id=card.id, wanted=Wanted())
    listed = issues_of(card.register_id, card.person_id)
    assert [one.officer for one in listed] == [cast.certifier.officer, cast.recorder.officer]


def test_the_operator_prints_for_an_office(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    print_card(by=SYSTEM, card_id=card.id, wanted=Wanted())
    assert newest(card).stands
    assert Look.objects.get().officer == SYSTEM.officer


@pytest.mark.parametrize(
    "statement", ["UPDATE printing_issue SET officer = 'x'", "DELETE FROM printing_issue"]
)
@pytest.mark.django_db
def test_what_was_printed_cannot_be_taken_back(statement: str) -> None:
    with (
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        cursor.execute(statement)
