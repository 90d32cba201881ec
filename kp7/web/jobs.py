"""งานเบื้องหลัง: the jobs of one's organization, how far each is, and what to do about it."""

import uuid
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kp7.jobs import actions, queries
from kp7.jobs.queries import JobView
from kp7.web.access import polled
from kp7.web.banners import certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.request import OfficerRequest

TITLE: Final = "งานเบื้องหลัง"
BEFORE: Final = "before"


@require_safe
def jobs(request: OfficerRequest) -> HttpResponse:
    """List the jobs that the actor may see, newest first; `before` continues."""
    standing = certification_banner(request)
    context = {
        "title": TITLE,
        "subtitle": "งานที่ใช้เวลานาน เช่น นำเข้าข้อมูลและพิมพ์ทั้งหน่วยงาน ระบบทำให้เองโดยไม่ต้องเปิดหน้านี้ค้างไว้",
        "case_line": standing.case_line,
        **_listed(request),
    }
    return render(request, "jobs/list.html", context)


@polled
@require_safe
def jobs_now(request: OfficerRequest) -> HttpResponse:
    """Show the list alone, as it stands now."""
    return render(request, "jobs/listed.html", _listed(request))


def _listed(request: OfficerRequest) -> dict[str, object]:
    before = _mark(request.GET.get(BEFORE, ""))
    page = queries.jobs_of(request.actor, before)
    address = reverse("jobs")
    mark = f"?{BEFORE}={before}" if before else ""
    return {
        "jobs": page.jobs,
        "under_way": any(job.state.under_way for job in page.jobs),
        "first_url": address if before else "",
        "here": address + mark,
        "now_url": reverse("jobs_now") + mark,
        "pager": {"next_url": f"{address}?{BEFORE}={page.older}" if page.older else ""},
    }


def _mark(text: str) -> uuid.UUID | None:
    """Read where a page begins; what is no mark begins at the newest."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@require_safe
def job(request: OfficerRequest, job_id: uuid.UUID) -> HttpResponse:
    """Show one job."""
    found = queries.job_for(request.actor, job_id)
    context = {
        "title": found.label,
        "subtitle": found.title,
        "crumbs": [Crumb(TITLE, reverse("jobs")), Crumb(found.label)],
        "case_line": certification_banner(request).case_line,
        "job": found,
        "subject_url": _subject(found),
    }
    return render(request, "jobs/job.html", context)


@polled
@require_safe
def job_now(request: OfficerRequest, job_id: uuid.UUID) -> HttpResponse:
    """Show how far a job is; the page that asks is loaded anew when the job ended."""
    found = queries.job_for(request.actor, job_id)
    response = render(request, "parts/job_now.html", {"job": found})
    if not found.state.under_way:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def job_cancel(request: OfficerRequest, job_id: uuid.UUID) -> HttpResponse:
    """Ask for a job to be cancelled."""
    actions.cancel(by=request.actor, job_id=job_id)
    return _back(request, job_id)


@require_POST
def job_retry(request: OfficerRequest, job_id: uuid.UUID) -> HttpResponse:
    """Ask for a job again."""
    actions.retry(by=request.actor, job_id=job_id)
    return _back(request, job_id)


def _back(request: OfficerRequest, job_id: uuid.UUID) -> HttpResponse:
    """Go to the page of what the job is about, else to its own."""
    found = queries.job_for(request.actor, job_id)
    return redirect(_subject(found) or reverse("job", args=[job_id]))


def _subject(job: JobView) -> str:
    return reverse(job.address, args=[job.subject]) if job.address else ""
