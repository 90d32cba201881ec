"""The cards of many people as one file: printed once, kept whole, fetched by who may."""

import io
import uuid
import zipfile
from datetime import date, timedelta

import pikepdf
import pytest
from django.utils import timezone

from kp7.jobs.queries import latest_of
from kp7.jobs.running import Running
from kp7.jobs.terms import JobState
from kp7.ledger.models import Look
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.personnel.actions.editing import Gone
from kp7.personnel.models import Card
from kp7.personnel.queries import Filter
from kp7.printing import queries
from kp7.printing.actions.batches import (
    KIND,
    Expired,
    Nobody,
    ask_batch,
    fetch,
    print_batch,
)
from kp7.printing.actions.cards import print_card
from kp7.printing.cards.choices import Part
from kp7.printing.models import Batch, BatchPart, Issue
from kp7.printing.terms import Bundle, What
from kp7.printing.wanted import Wanted
from tests.cast import OWN, Cast, add_complete
from tests.printing.test_printing import raise_on
from tests.work import run_jobs

pytestmark = pytest.mark.slow  # each prints in processes of their own

INSIDE = Wanted(parts=(Part.INSIDE,))


def asked(by: Actor, wanted: Wanted = INSIDE, bundle: Bundle = Bundle.PDF, **which: str) -> Batch:
    """A batch that a job has had its turn at."""
    batch_id = ask_batch(
        by=by,
        register_id=OWN,
        people=Filter(searched=which.get("searched", "")),
        division=which.get("division", ""),
        wanted=wanted,
        bundle=bundle,
        title="ก.พ.7 ทดสอบ",
    )
    run_jobs()
    return Batch.objects.get(id=batch_id)


def content_of(by: Actor, batch: Batch) -> bytes:
    return b"".join(fetch(by=by, batch_id=batch.id).content)


class Unseen:
    """A board that nobody looks at."""

    def show(self, done: int, total: int, note: str) -> bool:  # noqa: ARG002  a board's
        """Never ask to stop."""
        return False


def office(by: Actor, number: int = 3) -> list[Card]:
    return [add_complete(by, one) for one in range(1, number + 1)]


def test_everybody_is_in_one_pdf_and_each_is_kept(cast: Cast) -> None:
    people = office(cast.recorder)
    batch = asked(cast.recorder)
    assert (batch.people, batch.pages, batch.left_out, batch.refused) == (3, 3, 0, [])
    with pikepdf.open(io.BytesIO(content_of(cast.recorder, batch))) as made:
        assert len(made.pages) == 3
    kept = Issue.objects.filter(batch_id=batch.id)
    assert {issue.card_id for issue in kept} == {card.id for card in people}
    assert not Look.objects.exists()


def test_a_zip_holds_a_pdf_for_each(cast: Cast) -> None:
    office(cast.recorder, 2)
    content = content_of(cast.recorder, asked(cast.recorder, bundle=Bundle.ZIP))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 2
        assert all(name.endswith(".pdf") for name in archive.namelist())


def test_a_file_of_several_pieces_is_whole(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kp7.printing.actions.batches.PART", 10_000)
    office(cast.recorder, 1)
    batch = asked(cast.recorder)
    assert BatchPart.objects.filter(batch=batch).count() > 1
    content = content_of(cast.recorder, batch)
    assert len(content) == batch.size
    with pikepdf.open(io.BytesIO(content)) as made:
        assert len(made.pages) == 1


def test_only_those_searched_for_are_printed(cast: Cast) -> None:
    add_complete(cast.recorder, 1, first_name="สมชาย")
    add_complete(cast.recorder, 2, first_name="กมล")
    assert asked(cast.recorder, searched="สมชาย").people == 1
    assert asked(cast.recorder, division="สำนักปลัด").people == 2
    assert queries.divisions(OWN) == ["สำนักปลัด"]
    with pytest.raises(Nobody):
        asked(cast.recorder, division="กองช่าง")


def test_everybody_s_paper_is_continued_with_what_is_new(cast: Cast) -> None:
    """After an order for some: theirs are printed, the others left out, the unknown named."""
    raised, same, never = office(cast.recorder)
    for card in (raised, same):
        print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    raise_on(cast.recorder, raised, date(2011, 4, 1), "15440")
    batch = asked(cast.recorder, Wanted(what=What.CONTINUATION))
    assert (batch.people, batch.left_out) == (1, 1)
    ((name, sentence),) = batch.refused
    assert never.first_name in name
    assert "ยังไม่เคยพิมพ์" in sentence
    assert [issue.card_id for issue in Issue.objects.filter(batch_id=batch.id)] == [raised.id]


def test_where_nobody_has_anything_new_the_job_says_so(cast: Cast) -> None:
    (card,) = office(cast.recorder, 1)
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    batch = asked(cast.recorder, Wanted(what=What.CONTINUATION))
    job = latest_of(KIND, batch.id)
    assert job is not None
    assert job.state is JobState.FAILED
    assert "ไม่มีรายการใหม่" in job.refusal
    assert batch.finished_at is None


def test_a_job_that_runs_again_prints_nothing_twice(cast: Cast) -> None:
    office(cast.recorder, 1)
    batch = asked(cast.recorder)
    before = content_of(cast.recorder, batch)
    print_batch(Running(uuid.uuid4(), batch.id, OWN, cast.recorder, Unseen()))
    assert content_of(cast.recorder, batch) == before
    assert Issue.objects.filter(batch_id=batch.id).count() == 1


def test_a_second_click_is_the_same_file(cast: Cast) -> None:
    office(cast.recorder, 1)
    wish = {
        "by": cast.recorder,
        "register_id": OWN,
        "people": Filter(),
        "division": "",
        "wanted": INSIDE,
        "bundle": Bundle.PDF,
        "title": "ก.พ.7",
    }
    assert ask_batch(**wish) == ask_batch(**wish)  # type: ignore[arg-type]  # as above
    run_jobs()
    assert Issue.objects.count() == 1


def test_what_is_sensitive_takes_the_right_to_it(cast: Cast) -> None:
    office(cast.recorder, 1)
    batch = asked(cast.certifier, Wanted())
    assert batch.sensitive
    assert content_of(cast.certifier, batch)
    with pytest.raises(Gone):
        fetch(by=cast.recorder, batch_id=batch.id)
    assert queries.batches_of(cast.recorder) == []


def test_another_office_does_not_fetch_it(cast: Cast) -> None:
    office(cast.recorder, 1)
    batch = asked(cast.recorder)
    for by in (cast.certifier_next_door, cast.province, cast.dla, cast.auditor):
        with pytest.raises(Gone):
            fetch(by=by, batch_id=batch.id)


def test_an_auditor_s_file_is_the_auditor_s_and_a_look_at_each(cast: Cast) -> None:
    people = office(cast.recorder, 2)
    batch = asked(cast.auditor)
    assert content_of(cast.auditor, batch)
    assert {look.person_id for look in Look.objects.all()} == {card.person_id for card in people}
    assert not Issue.objects.filter(stands=True).exists()
    with pytest.raises(Gone):
        asked(cast.other_province)
    with pytest.raises(NotAuthorized):
        asked(cast.auditor, Wanted(what=What.CONTINUATION))


def test_a_file_is_let_go_of_after_its_time(cast: Cast) -> None:
    office(cast.recorder, 1)
    batch = asked(cast.recorder)
    Batch.objects.filter(id=batch.id).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Expired):
        fetch(by=cast.recorder, batch_id=batch.id)
    asked(cast.recorder)
    assert not BatchPart.objects.filter(batch=batch).exists()
    assert Issue.objects.filter(batch_id=batch.id).exists()
