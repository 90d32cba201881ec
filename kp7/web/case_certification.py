"""The window of one LAO: looked into, รับรองระดับจังหวัด and ส่งคืนแก้ไข."""

import uuid
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kp7.certification import actions
from kp7.certification.actions import Stale
from kp7.certification.queries import case_in_scope, inspection
from kp7.certification.terms import State, StepCode
from kp7.certification.transitions import steps_in
from kp7.organizations import queries as organizations
from kp7.organizations.authority import Actor, check_review, may_review
from kp7.organizations.standings import located
from kp7.refusal import Refusal
from kp7.web import figures, saved_forms
from kp7.web.certification import PROVINCE_TITLE, ReasonForm, crumbs, why_closed
from kp7.web.context import CaseLine
from kp7.web.framed import framed
from kp7.web.inspected import CountedForm, given, own_numbers, sample_rows
from kp7.web.province_certification import check_above, searched, with_search
from kp7.web.refusing import WRONG_FORM
from kp7.web.request import OfficerRequest
from kp7.web.windows import render_window

if TYPE_CHECKING:  # the types that queries return; tables are met there alone
    from kp7.certification.models import Case

OK: Final = 200


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: OfficerRequest, case_id: uuid.UUID) -> HttpResponse:
    """Show one LAO's case; a POST shows it with the reader's own numbers beside the LAO's."""
    found = found_case(request, case_id)
    if request.method != "POST":
        return opened(request, found)
    form = CountedForm(request.POST)
    return case_page(request, found, form, status=OK if form.is_valid() else WRONG_FORM)


@require_http_methods(["GET", "HEAD", "POST"])
def certify(request: OfficerRequest, case_id: uuid.UUID) -> HttpResponse:
    """รับรองระดับจังหวัด; who only comes here, from signing in anew, sees the case first."""
    found = found_case(request, case_id)
    if request.method != "POST":
        return opened(request, found)
    form = CountedForm(request.POST)
    if not form.is_valid():
        return case_page(request, found, form, status=WRONG_FORM)
    try:
        step = actions.certify_province(
            case_id=found.id,
            by=request.actor,
            seen=form.cleaned_data["revision"],
            counted=form.counted(),
        )
    except Refusal as refusal:
        return refused(request, found, refusal)
    return redirect(with_search(request, "certification_case", found.id, step=str(step.id)))


@require_http_methods(["GET", "HEAD", "POST"])
def return_to_lao(request: OfficerRequest, case_id: uuid.UUID) -> HttpResponse:
    """ส่งคืนแก้ไข, with a reason."""
    found = found_case(request, case_id)
    check_review(request.actor, found.province_id, found.amphoe_id)
    if request.method != "POST":
        typed = saved_forms.take(request)
        form = ReasonForm(typed, initial={"revision": found.revision})
        return return_page(request, found, form, notice=saved_forms.NOTICE if typed else "")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return return_page(request, found, form, status=WRONG_FORM)
    try:
        step = actions.return_to_lao(
            case_id=found.id,
            by=request.actor,
            seen=form.cleaned_data["revision"],
            reason=form.cleaned_data["reason"],
        )
    except Stale as stale:
        fresh = found_case(request, case_id)
        form = ReasonForm({"revision": fresh.revision, "reason": form.cleaned_data["reason"]})
        form.add_error(None, stale.sentence)
        return return_page(request, fresh, form, status=stale.status)
    except Refusal as refusal:
        return refused(request, found, refusal)
    return redirect(with_search(request, "certification_case", found.id, step=str(step.id)))


def found_case(request: OfficerRequest, case_id: uuid.UUID) -> "Case":
    """Return a case in the reader's territory; one elsewhere is as one that does not exist."""
    check_above(request)
    found = case_in_scope(request.actor, case_id)
    if found is None:
        raise Http404
    return found


def opened(request: OfficerRequest, found: "Case") -> HttpResponse:
    """Show a case, with what its reader had typed when the session ran out."""
    typed = saved_forms.take(request)
    if typed is None:
        return case_page(request, found)
    return case_page(request, found, typed_again(typed, found), said=saved_forms.NOTICE)


def refused(request: OfficerRequest, found: "Case", refusal: Refusal) -> HttpResponse:
    """Say why a step was not taken, over the case as it stands now; what was typed stays."""
    fresh = found_case(request, found.id)
    form = typed_again(request.POST, fresh)
    return case_page(request, fresh, form, said=refusal.sentence, status=refusal.status)


def typed_again(typed: QueryDict, found: "Case") -> CountedForm:
    """Return what was typed, over the case as its reader sees it now."""
    return CountedForm({**typed.dict(), "revision": found.revision})


def case_page(
    request: OfficerRequest,
    found: "Case",
    form: CountedForm | None = None,
    *,
    said: str = "",
    status: int = OK,
) -> HttpResponse:
    """Show the window, or page, of one LAO's case; what is `said` above it the status colours."""
    seen = inspection(found, organizations.current_standing(found.register_id))
    view = seen.view
    form = form or CountedForm(initial={"revision": found.revision})
    newest = view.history[0] if view.history else None
    notice = said if status == OK else ""
    if newest is not None and str(newest.id) == request.GET.get("step"):
        notice = f"{newest.code.label} เรียบร้อยแล้ว"
    context = {
        "title": f"ข้อมูลจำนวนบุคลากร – {seen.standing.full_name}",
        "crumbs": crumbs((PROVINCE_TITLE, "certification_province"), seen.standing.full_name),
        "place": located(seen.standing.amphoe, seen.standing.province),
        "case_line": CaseLine(view.round.name, None),
        "view": view,
        "state": view.state,
        "boxes": figures.boxes(seen.headcounts),
        "framed": framed(seen.headcounts, seen.frame),
        "frame_url": reverse("establishment_of", args=[found.register_id]),
        "seen": seen,
        "own_numbers": own_numbers(form, seen),
        "given": given(seen.confirmed) if seen.confirmed else (),
        "sample": sample_rows(seen),
        "form": form,
        "may_decide": may_decide(request.actor, found, view.state) and not why_closed(view.round),
        "closed": why_closed(view.round),
        "refused": said if status != OK else "",
        "failed": status != OK,
        "notice": notice,
        "search": searched(request),
        "case_url": with_search(request, "certification_case", found.id),
        "certify_url": with_search(request, "certification_case_certify", found.id),
        "return_url": with_search(request, "certification_case_return", found.id),
        "list_url": with_search(request, "certification_province"),
    }
    return render_window(request, "certification/case.html", context, status=status)


def return_page(
    request: OfficerRequest,
    found: "Case",
    form: ReasonForm,
    *,
    notice: str = "",
    status: int = OK,
) -> HttpResponse:
    """Show the form of ส่งคืนแก้ไข."""
    organization = organizations.current_standing(found.register_id).full_name
    context = {
        "title": f"{StepCode.RETURN.label} – {organization}",
        "crumbs": crumbs((PROVINCE_TITLE, "certification_province"), StepCode.RETURN.label),
        "form": form,
        "notice": notice,
        "search": searched(request),
        "case_url": with_search(request, "certification_case", found.id),
        "return_url": with_search(request, "certification_case_return", found.id),
    }
    return render_window(request, "certification/return.html", context, status=status)


def may_decide(actor: Actor, found: "Case", state: State) -> bool:
    """Tell whether the reader is the one whose turn it is."""
    return may_review(actor, found.province_id, found.amphoe_id) and (
        StepCode.CERTIFY_PROVINCE in steps_in(state, actor.role)
    )
