import uuid

import pytest
from django.db import connection, transaction

from kp7.jobs import actions, queries
from kp7.jobs.actions import BeingCancelled, NotAgain, ask, cancel, retry
from kp7.jobs.kinds import Kind, register
from kp7.jobs.models import Job
from kp7.jobs.queries import NoSuchJob
from kp7.jobs.running import Running
from kp7.jobs.taking import FAILED, UNKNOWN
from kp7.jobs.terms import JobState
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.organizations.models import Post
from kp7.refusal import Refusal
from tests.cast import NEXT_DOOR, OWN, SYSTEM, Cast, add_card, add_complete, certified
from tests.jobs.kinds import known
from tests.work import run_jobs

SUBJECT = uuid.UUID(int=7)


def asked(by: Actor, **given: object) -> uuid.UUID:
    values = {"kind": "trying.it", "register_id": OWN, "subject": SUBJECT, "title": "ลอง"}
    return ask(by=by, **{**values, **given})  # type: ignore[arg-type]  # as in values


def queued() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return int(cursor.fetchone()[0])


def close(actor: Actor) -> None:
    assert actor.post_id is not None
    with transaction.atomic():
        act_for(SYSTEM)
        Post.objects.filter(pk=actor.post_id).update(is_active=False)


def test_job_is_done_by_who_asked_and_says_so(cast: Cast) -> None:
    by: list[Actor] = []
    with known(lambda running: by.append(running.by)):
        job_id = asked(cast.recorder)
        waiting = queries.job(job_id)
        assert (waiting.state, waiting.officer) == (JobState.WAITING, cast.recorder.officer)
        assert run_jobs() == 1
        done = queries.job(job_id)
    assert (done.state, by) == (JobState.DONE, [cast.recorder])
    assert done.ended_at is not None
    assert done.label == "ลองทำงาน"


def test_progress_is_kept_and_what_is_done_is_whole(cast: Cast) -> None:
    seen: list[tuple[int, int, str, int | None]] = []

    def run(running: Running) -> None:
        running.progress(1, 4, "อ่านแล้ว 1 คน")
        now = queries.job(running.job_id)
        seen.append((now.done, now.total, now.note, now.percent))

    with known(run):
        job_id = asked(cast.recorder)
        run_jobs()
        assert queries.job(job_id).percent == 100
    assert seen == [(1, 4, "อ่านแล้ว 1 คน", 25)]


def test_refusal_is_the_reason_that_is_shown(cast: Cast) -> None:
    def run(_: Running) -> None:
        raise Refusal("ไม่ได้เพราะทดสอบ")

    with known(run):
        job_id = asked(cast.recorder)
        run_jobs()
    ended = queries.job(job_id)
    assert (ended.state, ended.refusal) == (JobState.FAILED, "ไม่ได้เพราะทดสอบ")


def test_bug_is_logged_and_told_in_general_words(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    def run(_: Running) -> None:
        raise ZeroDivisionError("เลขประจำตัวของใครคนหนึ่ง")

    with known(run):
        job_id = asked(cast.recorder)
        run_jobs()
    ended = queries.job(job_id)
    assert (ended.state, ended.refusal) == (JobState.FAILED, FAILED)
    assert "ZeroDivisionError" in caplog.text
    assert "test_asking.py" in caplog.text  # where it was


def test_what_failed_is_done_again_by_whoever_asks_again(cast: Cast) -> None:
    tries: list[Actor] = []

    def run(running: Running) -> None:
        tries.append(running.by)
        if len(tries) == 1:
            raise Refusal("ยังไม่ได้")

    with known(run):
        job_id = asked(cast.recorder)
        run_jobs()
        retry(by=cast.certifier, job_id=job_id)
        retry(by=cast.certifier, job_id=job_id)
        assert queries.job(job_id).refusal == ""
        assert run_jobs() == 1
        assert queries.job(job_id).state == JobState.DONE
        with pytest.raises(NotAgain):
            retry(by=cast.certifier, job_id=job_id)
    assert tries == [cast.recorder, cast.certifier]


def test_waiting_job_is_cancelled_at_once(cast: Cast) -> None:
    with known(lambda _: pytest.fail("it was cancelled")):
        job_id = asked(cast.recorder)
        cancel(by=cast.recorder, job_id=job_id)
        assert queries.job(job_id).state == JobState.CANCELLED
        assert (queued(), run_jobs()) == (0, 0)


def test_job_that_is_asked_for_again_while_it_is_cancelled_waits_for_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the two looks of a cancel somebody asks again: it is cancelled as one that waits."""
    look = actions._cancel_before_it_begins
    turns: list[uuid.UUID] = []

    def met_while_asked_for_again(by: Actor, job_id: uuid.UUID) -> None:
        turns.append(job_id)
        look(by, job_id)
        if len(turns) == 1:
            retry(by=by, job_id=job_id)
            raise actions._IsElsewhere

    with known(lambda _: pytest.fail("it was cancelled")):
        job_id = asked(cast.recorder)
        monkeypatch.setattr(actions, "_cancel_before_it_begins", met_while_asked_for_again)
        cancel(by=cast.recorder, job_id=job_id)
        assert queries.job(job_id).state == JobState.CANCELLED
        assert (queued(), run_jobs(), len(turns)) == (0, 0, 2)


def test_running_job_is_cancelled_at_its_next_look(cast: Cast) -> None:
    def run(running: Running) -> None:
        with transaction.atomic():
            close(cast.recorder)
            cancel(by=cast.recorder, job_id=running.job_id)
            running.progress(1, 2)

    with known(run):
        job_id = asked(cast.recorder)
        run_jobs()
    assert queries.job(job_id).state == JobState.CANCELLED
    assert Post.objects.get(username=cast.recorder.username).is_active


def test_asking_twice_is_asking_once(cast: Cast) -> None:
    with known(lambda _: None):
        first = asked(cast.recorder)
        assert asked(cast.certifier) == first
        assert queued() == 1
        run_jobs()
        assert asked(cast.recorder) != first


def test_nothing_is_queued_if_the_asking_is_undone(cast: Cast) -> None:
    with known(lambda _: None):
        with transaction.atomic():
            asked(cast.recorder)
            transaction.set_rollback(True)
        assert (queued(), run_jobs()) == (0, 0)


def test_right_that_was_revoked_meanwhile_is_gone(cast: Cast) -> None:
    with known(lambda _: pytest.fail("its officer is gone")):
        job_id = asked(cast.recorder)
        close(cast.recorder)
        run_jobs()
    ended = queries.job(job_id)
    assert ended.state == JobState.FAILED
    assert "บัญชีนี้ถูกปิด" in ended.refusal


def test_job_of_another_register_is_nobody_elses(cast: Cast) -> None:
    with known(lambda _: None):
        job_id = asked(cast.recorder)
        of_province = asked(cast.province, subject=uuid.uuid4())
        next_door = asked(cast.recorder_next_door, subject=uuid.uuid4(), register_id=NEXT_DOOR)

    def seen(by: Actor) -> set[uuid.UUID]:
        return {job.id for job in queries.jobs_of(by).jobs}

    assert seen(cast.certifier) == {job_id, of_province}
    assert seen(cast.recorder_next_door) == {next_door}
    assert seen(cast.province) == {of_province}
    assert seen(cast.dla) == seen(cast.auditor) == seen(cast.amphoe) == set()
    for act in (cancel, retry):
        with pytest.raises(NoSuchJob):
            act(by=cast.recorder_next_door, job_id=job_id)
    with pytest.raises(NoSuchJob):
        queries.job_for(cast.other_province, job_id)


def test_room_hears_of_each_job_that_was_stopped(cast: Cast) -> None:
    heard: list[tuple[JobState, str]] = []

    def run(running: Running) -> None:
        if running.subject == SUBJECT:
            raise Refusal("ไม่ได้")
        cancel(by=cast.recorder, job_id=running.job_id)
        running.check()

    with known(run, stopped=lambda _, state, why: heard.append((state, why))):
        asked(cast.recorder)
        asked(cast.recorder, subject=uuid.uuid4())
        run_jobs()
        waiting = asked(cast.recorder)
        cancel(by=cast.recorder, job_id=waiting)
        asked(cast.recorder)
        close(cast.recorder)
        run_jobs()
    assert [state for state, _ in heard] == [
        *(JobState.FAILED, JobState.CANCELLED, JobState.CANCELLED, JobState.FAILED)
    ]
    assert [bool(why) for _, why in heard] == [True, False, False, True]


def test_who_left_the_post_is_not_acted_for(cast: Cast) -> None:
    with known(lambda _: pytest.fail("somebody else holds the post")):
        job_id = asked(cast.recorder)
        Job.objects.filter(pk=job_id).update(holding_id=uuid.uuid4())
        run_jobs()
    assert "พ้นจากตำแหน่งแล้ว" in queries.job(job_id).refusal


def test_job_of_a_kind_that_is_gone_says_so(cast: Cast) -> None:
    with known(lambda _: None):
        job_id = asked(cast.recorder)
    run_jobs()
    assert queries.job(job_id).refusal == UNKNOWN
    with pytest.raises(ValueError, match="no kind of job"):
        asked(cast.recorder)


def test_register_that_is_sealed_meanwhile_refuses_in_its_own_words(cast: Cast) -> None:
    def run(running: Running) -> None:
        add_card(running.by, 2)

    add_complete(cast.certifier, 1)
    with known(run):
        job_id = asked(cast.certifier)
        certified(cast.certifier)
        run_jobs()
    ended = queries.job(job_id)
    assert ended.state == JobState.FAILED
    assert "รับรองระดับ อปท." in ended.refusal


def test_cancelled_job_is_not_asked_for_again_before_it_ended(cast: Cast) -> None:
    with known(lambda _: None):
        job_id = asked(cast.recorder)
        Job.objects.filter(pk=job_id).update(state=JobState.RUNNING)
        cancel(by=cast.recorder, job_id=job_id)
        with pytest.raises(BeingCancelled):
            asked(cast.recorder)


def test_two_kinds_of_one_name_are_refused() -> None:
    with known(lambda _: None), pytest.raises(ValueError, match=r"trying\.it"):
        register(Kind("trying.it", "อื่น", lambda _: None))
