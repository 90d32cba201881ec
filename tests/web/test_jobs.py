"""งานเบื้องหลัง: how far a job is, why it failed, cancelling it and asking for it again."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from kp7.jobs import kinds, queries
from kp7.jobs.actions import ask
from kp7.jobs.models import Job
from kp7.jobs.terms import JobState
from kp7.organizations.authority import Actor
from kp7.web import sessions
from tests.cast import NEXT_DOOR, OWN, Cast, signed_in
from tests.jobs.kinds import REFUSED, REFUSING
from tests.web.recording import get, page_of, post, said_of, statements
from tests.work import run_jobs

NO_WORKER = "ขณะนี้ไม่มีโปรแกรมทำงานเบื้องหลัง"


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    kinds.register(REFUSING)
    yield
    kinds.forget(REFUSING.code)


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


def asked(by: Actor, title: str = "แฟ้มบุคลากร.xlsx", register_id: uuid.UUID = OWN) -> Job:
    subject = uuid.uuid4()
    job_id = ask(by=by, kind=REFUSING.code, register_id=register_id, subject=subject, title=title)
    return Job.objects.get(pk=job_id)


def started(job: Job, **given: object) -> None:
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, **given)


def a_worker_lives() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")


def test_nothing_was_asked_for_yet(recorder: Client) -> None:
    page = page_of(get(recorder, "/jobs/"))
    assert "ยังไม่มีงานเบื้องหลัง" in page
    assert "data-polls" not in page


def test_the_list_says_what_is_asked_for_and_that_nobody_does_it(
    recorder: Client, cast: Cast
) -> None:
    asked(cast.certifier)
    page = get(recorder, "/jobs/")
    for said in (
        "ลองทำงาน",
        "แฟ้มบุคลากร.xlsx",
        "รอทำ",
        cast.certifier.officer,
        NO_WORKER,
        "kp7 work",
    ):
        assert said in said_of(page)
    a_worker_lives()
    assert NO_WORKER not in said_of(get(recorder, "/jobs/"))


def test_the_list_is_of_ones_own_organization(recorder: Client, cast: Cast) -> None:
    asked(cast.recorder, "ของเรา")
    asked(cast.recorder_next_door, "ของเขา", NEXT_DOOR)
    page = said_of(get(recorder, "/jobs/"))
    assert ("ของเรา" in page, "ของเขา" in page) == (True, False)


def test_the_list_continues_by_key(
    recorder: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries.jobs_of, "__defaults__", (None, 2))
    for number in range(3):
        asked(cast.recorder, f"แฟ้มที่{number}")
    first = page_of(get(recorder, "/jobs/"))
    assert ("แฟ้มที่2" in first, "แฟ้มที่0" in first) == (True, False)
    mark = first.partition("/jobs/?before=")[2].partition('"')[0]
    second = page_of(get(recorder, f"/jobs/?before={mark}"))
    assert ("แฟ้มที่1" in second, "แฟ้มที่0" in second) == (False, True)
    assert "กลับไปรายการล่าสุด" in second


def test_a_running_job_shows_how_far_it_is_and_asks_again_by_itself(
    recorder: Client, cast: Cast
) -> None:
    job = asked(cast.recorder)
    started(job, done=3, total=4, note="อ่านแล้ว 3 คน")
    page = get(recorder, f"/jobs/{job.pk}/")
    assert re.search(r'<progress max="100" value="75" aria-label="[^"]+">', page_of(page))
    assert "อ่านแล้ว 3 คน" in said_of(page)
    assert f'data-hx-get="/jobs/{job.pk}/now/" data-hx-trigger="every 1s"' in page_of(page)
    assert "ดูความคืบหน้าล่าสุด" in said_of(page)
    part = get(recorder, f"/jobs/{job.pk}/now/")
    assert "<html" not in page_of(part)
    assert "HX-Refresh" not in part


def test_the_page_is_loaded_anew_when_the_job_ended(recorder: Client, cast: Cast) -> None:
    job = asked(cast.recorder)
    run_jobs()
    part = get(recorder, f"/jobs/{job.pk}/now/")
    assert part["HX-Refresh"] == "true"


def test_what_failed_says_why_and_is_tried_again(recorder: Client, cast: Cast) -> None:
    job = asked(cast.certifier)
    run_jobs()
    page = get(recorder, f"/jobs/{job.pk}/")
    assert REFUSED in said_of(page)
    assert REFUSED in said_of(get(recorder, "/jobs/"))
    assert "data-polls" not in page_of(page)
    answer = post(recorder, f"/jobs/{job.pk}/retry/", {})
    assert answer["Location"] == f"/jobs/{job.pk}/"
    now = queries.job(job.pk)
    assert (now.state, now.officer) == (JobState.WAITING, cast.recorder.officer)


def test_a_job_is_cancelled(recorder: Client, cast: Cast) -> None:
    job = asked(cast.certifier)
    assert "ยกเลิกงานนี้" in said_of(get(recorder, f"/jobs/{job.pk}/"))
    post(recorder, f"/jobs/{job.pk}/cancel/", {})
    page = said_of(get(recorder, f"/jobs/{job.pk}/"))
    assert "ยกเลิกงานนี้แล้ว" in page
    assert "ลองใหม่" in page


def test_after_a_press_the_page_of_the_subject_follows(recorder: Client, cast: Cast) -> None:
    kinds.forget(REFUSING.code)
    kinds.register(kinds.Kind(REFUSING.code, "ลองทำงาน", REFUSING.run, "job"))
    job = asked(cast.recorder)
    answer = post(recorder, f"/jobs/{job.pk}/cancel/", {})
    assert answer["Location"] == f"/jobs/{job.subject}/"


def test_a_done_job_cannot_be_done_again(recorder: Client, cast: Cast) -> None:
    job = asked(cast.recorder)
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, ended_at=job.asked_at)
    assert "ลองใหม่" not in said_of(get(recorder, f"/jobs/{job.pk}/"))
    answer = post(recorder, f"/jobs/{job.pk}/retry/", {})
    assert answer.status_code == 409
    assert "งานนี้เสร็จแล้ว" in said_of(answer)


def test_asking_how_far_it_is_keeps_no_session_alive(
    recorder: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(cast.recorder)
    later = sessions.now() + settings.SESSION_IDLE_SECONDS - 1
    monkeypatch.setattr(sessions, "now", lambda: later)
    assert recorder.get(f"/jobs/{job.pk}/now/").status_code == 200
    assert recorder.get("/jobs/now/").status_code == 200
    monkeypatch.setattr(sessions, "now", lambda: later + 1)
    assert recorder.get(f"/jobs/{job.pk}/now/").status_code == 302


def test_asking_how_far_it_is_costs_few_statements(recorder: Client, cast: Cast) -> None:
    job = asked(cast.recorder)
    with statements() as one:
        get(recorder, f"/jobs/{job.pk}/now/")
    assert len(one) <= 5
    for _ in range(5):
        asked(cast.recorder)
    with statements() as many:
        get(recorder, "/jobs/now/")
    assert len(many) <= 5
