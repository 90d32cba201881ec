"""นำเข้าจาก Excel: the files that an organization brought in, and bringing in another."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kp7.intake import queries
from kp7.intake.actions.receiving import receive
from kp7.intake.queries import ImportRow, ImportView
from kp7.intake.terms import ImportState, Outcome
from kp7.refusal import Refusal
from kp7.web import notices
from kp7.web.banners import certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.intake_forms import MOST_BYTES, UploadForm
from kp7.web.lao import for_lao, own_register
from kp7.web.people import TITLE as PEOPLE
from kp7.web.people import around
from kp7.web.refusing import refuse
from kp7.web.request import OfficerRequest
from kp7.web.uploads import takes_up_to

TITLE: Final = "นำเข้าจาก Excel"
TONES: Final = {
    ImportState.MAPPING: "plain",
    ImportState.PLANNING: "blue",
    ImportState.PLANNED: "amber",
    ImportState.APPLYING: "blue",
    ImportState.APPLIED: "green",
    ImportState.FAILED: "red",
}
STEPS: Final = ("เลือกไฟล์", "จับคู่คอลัมน์", "ตรวจสอบ", "นำเข้า")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way from a file to the cards; `state` is done, now or ''."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class ListedImport:
    """An import in the list: its figures, once there are any."""

    of: ImportRow
    tone: str
    counts: Sequence[tuple[Outcome, int]]


def steps(now: int) -> list[Step]:
    """Return the steps, the one of this page marked; beyond the last all are done."""
    return [
        Step(label, "done" if place < now else "now" if place == now else "")
        for place, label in enumerate(STEPS)
    ]


def counted(counts: queries.Counts) -> list[tuple[Outcome, int]]:
    """Return how many rows become what."""
    return [(outcome, counts.of(outcome)) for outcome in Outcome]


def own_import(request: OfficerRequest, import_id: uuid.UUID) -> ImportView:
    """Return an import of one's own register; another's is a page that is not there."""
    own_register(request)
    view = queries.import_view(import_id, by=request.actor)
    if view is None:
        raise Http404
    return view


def crumbs(*here: Crumb) -> list[Crumb]:
    """Return the way to a page of an import."""
    return [Crumb(PEOPLE, reverse("people")), Crumb(TITLE, reverse("intake")), *here]


def place(request: OfficerRequest) -> uuid.UUID | None:
    """Return the import after which the page begins; what is no id begins at the newest."""
    try:
        return uuid.UUID(request.GET.get("after", ""))
    except ValueError:
        return None


@takes_up_to(MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def intake(request: OfficerRequest) -> HttpResponse:
    """Show the earlier imports and the form of a new one, or read the file that was chosen."""
    if request.method != "POST":
        return list_page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return list_page(request, form, status=form.wrong_status)
    file = form.cleaned_data["file"]
    try:
        import_id = receive(
            by=request.actor,
            register_id=own_register(request),
            content=file.read(),
            name=file.name or "",
        )
    except Refusal as refusal:
        return list_page(request, form, status=refuse(form, refusal, field="file"))
    return redirect("intake_mapping", import_id)


def list_page(request: OfficerRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    """Show a page of the imports; where the register is sealed there is no form."""
    standing = certification_banner(request)
    after = place(request)
    found = queries.imports_of(own_register(request), after=after)
    address = reverse("intake")
    context = {
        **around(standing, TITLE),
        "subtitle": "นำข้อมูลบุคลากรทั้งหน่วยงานเข้าจากไฟล์ Excel ที่มีอยู่ ตรวจก่อนบันทึกทุกครั้ง",
        "crumbs": [Crumb(PEOPLE, reverse("people")), Crumb(TITLE)],
        "notice": notices.said(request),
        "form": form,
        "steps": steps(0),
        "template_url": reverse("people_form"),
        "outcomes": list(Outcome),
        "rows": [
            ListedImport(one, TONES.get(one.state, "plain"), counted(one.counts))
            for one in found.imports
        ],
        "total": found.total,
        "first_url": address if after else "",
        "pager": {"next_url": f"{address}?after={found.after}" if found.after else ""},
        "may_save": request.method == "POST" or not standing.sealed,
    }
    return render(request, "intake/list.html", context, status=status)
