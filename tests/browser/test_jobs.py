"""The pages of jobs in a browser: sound on both screens, and progress without a reload."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from kp7.jobs.models import Job
from kp7.jobs.terms import JobState
from tests.authorization.routes import Part, Place, Stage
from tests.authorization.world import build, job_of, prepare
from tests.browser.conftest import NARROW, WIDE, visits_to
from tests.browser.test_pages import enter, faults


@pytest.mark.slow
def test_a_job_is_watched_from_waiting_to_its_end(
    browser: Browser, site: str, fresh_database: str
) -> None:
    world = build(fresh_database)
    prepare(world, Stage.ASKED)
    job = Job.objects.filter(pk=job_of(Place.OWN))
    paths = [reverse("jobs"), reverse("job", args=[job.get().pk])]
    wrong: list[str] = []
    with visits_to(browser, site) as opened:
        wide, narrow = opened(WIDE), opened(NARROW)
        for visit in (wide, narrow):
            enter(visit, world, Part.CERTIFIER)
        for state in (
            {"state": JobState.WAITING},
            {"state": JobState.RUNNING, "done": 1, "total": 4, "note": "คนที่ 1"},
            {"state": JobState.CANCELLED, "ended_at": timezone.now()},
            {"state": JobState.FAILED, "refusal": "ไม่ได้เพราะทดสอบ"},
        ):
            job.update(**state)
            for path in paths:
                wrong += faults(wide, narrow, path)
        assert wrong == []

        job.update(state=JobState.RUNNING, ended_at=None)
        wide.go(paths[1])
        wide.page.evaluate("window.wasHere = true")
        cancel = wide.page.get_by_role("button", name="ยกเลิกงานนี้")
        cancel.focus()
        expect(wide.page.get_by_role("progressbar")).to_have_attribute("value", "25")
        job.update(done=3, note="คนที่ 3")
        expect(wide.page.get_by_role("progressbar")).to_have_attribute("value", "75")
        expect(wide.page.get_by_text("คนที่ 3")).to_be_visible()
        expect(cancel).to_be_focused()
        assert wide.page.evaluate("window.wasHere")
        job.update(state=JobState.FAILED, ended_at=timezone.now())
        expect(wide.page.get_by_role("button", name="ลองใหม่")).to_be_visible()
        expect(wide.page.get_by_text("ไม่ได้เพราะทดสอบ")).to_be_visible()
