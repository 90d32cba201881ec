"""ดำเนินการ(อปท.): what was recorded, รับรองระดับ อปท., and ประวัติการรับรองข้อมูล."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kp7.certification import actions
from kp7.certification.queries import Seen, ToCertify, current_case, history_of, to_certify
from kp7.certification.terms import WARNING, WORDING, State, StepCode
from kp7.certification.transitions import steps_in
from kp7.ledger.queries import Mark
from kp7.organizations.authority import Actor, may_certify_lao
from kp7.organizations.terms import Role
from kp7.refusal import Refusal
from kp7.thai import calendar
from kp7.web import figures, saved_forms
from kp7.web.banners import RegisterStanding, banner_of
from kp7.web.certification import (
    LAO_TITLE,
    LARGEST_REVISION,
    ReasonForm,
    crumbs,
    last_day,
    why_closed,
)
from kp7.web.context import CaseLine
from kp7.web.framed import framed
from kp7.web.lao import for_lao, own_register
from kp7.web.refusing import WRONG_FORM
from kp7.web.request import OfficerRequest
from kp7.web.windows import render_window

if TYPE_CHECKING:  # the types that queries return; tables are met there alone
    from kp7.certification.models import Case, Step

REVIEW: Final = "รับรองข้อมูลระดับ อปท."
HISTORY: Final = "ประวัติการรับรองข้อมูล"
CONFIRM: Final = "ยืนยันการรับรองระดับ อปท."
ASK: Final = StepCode.ASK_RETURN.label
LARGEST_COUNT: Final = 2**63 - 1
NO_ROUND: Final = "ยังไม่เปิดรอบการรับรองข้อมูล จึงยังรับรองไม่ได้ ท่านบันทึกข้อมูลบุคลากรได้ตามปกติ"
STEPS: Final = ("บันทึกข้อมูล", "ตรวจสอบข้อมูล", "รับรองระดับ อปท.", "รับรองระดับจังหวัด")


class SeenForm(forms.Form):
    """What the reader had before them; only compared, so nothing is lost where it is forged."""

    revision = forms.IntegerField(min_value=0, max_value=LARGEST_REVISION, widget=forms.HiddenInput)
    last = forms.IntegerField(min_value=0, max_value=LARGEST_COUNT, widget=forms.HiddenInput)
    count = forms.IntegerField(min_value=0, max_value=LARGEST_COUNT, widget=forms.HiddenInput)

    @classmethod
    def of(cls, seen: Seen) -> "SeenForm":
        """Return the hidden fields that carry `seen` along."""
        return cls(
            initial={
                "revision": seen.revision,
                "last": seen.mark.last,
                "count": seen.mark.count,
            }
        )

    def seen(self) -> Seen:
        """Return what was carried along; refuse what no page of ours sends."""
        if not self.is_valid():
            raise BadRequest
        data = self.cleaned_data
        return Seen(data["revision"], Mark(data["last"], data["count"]))


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of the bar above the page: "done", "now" or still to come."""

    label: str
    look: str


@require_safe
@for_lao
def lao(request: OfficerRequest) -> HttpResponse:  # noqa: ARG001  every view has one
    """Lead from ดำเนินการ(อปท.) to what there is to do."""
    return redirect("certification_lao_review")


@require_safe
@for_lao
def review(request: OfficerRequest) -> HttpResponse:
    """Show what was recorded and will be certified."""
    case = own_case(request)
    if case is None:
        return render(request, "certification/no_round.html", no_round(request.actor))
    ready = to_certify(case)
    shown, total = figures.findings(ready)
    context = {
        **around(ready),
        "title": REVIEW,
        "subtitle": request.actor.organization,
        "crumbs": crumbs((LAO_TITLE, "certification_lao"), REVIEW),
        "standing": own_banner(ready),
        "stages": stages(ready),
        "rows": figures.headcount_rows(ready.register),
        "framed": framed(ready.register.headcounts, ready.frame),
        "sections": figures.section_rows(ready.register.sections),
        "findings": shown,
        "findings_total": total,
        "seen": SeenForm.of(ready.seen),
        "obstacle": obstacle(request.actor, ready),
        "unexplained": figures.unexplained_rows(ready.register),
        "may_ask": may_ask(request.actor, ready),
        "printed_at": timezone.now(),
    }
    return render(request, "certification/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def confirm(request: OfficerRequest) -> HttpResponse:
    """Ask once more before รับรองระดับ อปท.; take the step where the answer is yes."""
    case = own_case(request)
    if case is None:
        return redirect("certification_lao_review")
    if request.method == "POST":
        return certify(request, case)
    ready = to_certify(case)
    seen = SeenForm(request.GET).seen() if "revision" in request.GET else ready.seen
    return confirmation(request, ready, changed_meanwhile(ready, seen))


def certify(request: OfficerRequest, case: "Case") -> HttpResponse:
    """รับรองระดับ อปท., then show ประวัติการรับรองข้อมูล."""
    seen = SeenForm(request.POST).seen()
    try:
        step = actions.certify(case_id=case.id, by=request.actor, seen=seen)
    except Refusal as refusal:
        fresh = current_case(case.register_id) or case
        return confirmation(request, to_certify(fresh), refusal.sentence, refusal.status)
    return redirect(after(step))


def confirmation(
    request: OfficerRequest, ready: ToCertify, refused: str = "", status: int = 200
) -> HttpResponse:
    """Show the counts and ask; after a refusal say why instead, with the counts as they are."""
    sentence = refused or obstacle(request.actor, ready)
    context = {
        **around(ready),
        "title": CONFIRM,
        "crumbs": crumbs((REVIEW, "certification_lao_review"), CONFIRM),
        "organization": request.actor.organization,
        "boxes": figures.boxes(ready.register.headcounts),
        "seen": SeenForm.of(ready.seen),
        "refused": sentence,
        "failed": status != HTTP_OK,
        "wording": WORDING,
        "close_label": "ปิดหน้าต่าง" if sentence else "ยกเลิก",
    }
    return render_window(request, "certification/confirm.html", context, status=status)


HTTP_OK: Final = 200


def changed_meanwhile(ready: ToCertify, seen: Seen) -> str:
    """Say what changed since the reader opened the page; '' where nothing did."""
    if seen == ready.seen:
        return ""
    change = ready.changed
    who = (
        f" (ล่าสุดโดย {change.officer} เมื่อ {calendar.format_instant(change.recorded_at)})"
        if change and seen.mark != ready.seen.mark
        else ""
    )
    return f"ข้อมูลเปลี่ยนแปลงหลังจากที่ท่านเปิดหน้านี้{who} กรุณาตรวจสอบข้อมูลล่าสุดแล้วรับรองอีกครั้ง"


@require_safe
@for_lao
def history(request: OfficerRequest) -> HttpResponse:
    """Show ประวัติการรับรองข้อมูล: every step of every round, newest first."""
    organization_id = own_register(request)
    steps = list(history_of(organization_id))
    just_taken = bool(steps) and str(steps[0].id) == request.GET.get("step")
    context = {
        "title": HISTORY,
        "crumbs": crumbs((LAO_TITLE, "certification_lao"), HISTORY),
        "organization": request.actor.organization,
        "steps": steps,
        "notice": done(steps[0]) if just_taken else "",
    }
    return render_window(request, "certification/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def ask_return(request: OfficerRequest) -> HttpResponse:
    """ขอให้จังหวัดส่งคืน, with a reason."""
    case = own_case(request)
    if case is None:
        return redirect("certification_lao_review")
    if request.method != "POST":
        typed = saved_forms.take(request)
        form = ReasonForm(typed, initial={"revision": case.revision})
        return ask_page(request, form, notice=saved_forms.NOTICE if typed else "")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return ask_page(request, form, status=WRONG_FORM)
    try:
        step = actions.ask_return(
            case_id=case.id,
            by=request.actor,
            seen=form.cleaned_data["revision"],
            reason=form.cleaned_data["reason"],
        )
    except Refusal as refusal:
        fresh = current_case(case.register_id) or case
        form = ReasonForm({"revision": fresh.revision, "reason": form.cleaned_data["reason"]})
        form.add_error(None, refusal.sentence)
        return ask_page(request, form, status=refusal.status)
    return redirect(after(step))


def ask_page(
    request: OfficerRequest, form: ReasonForm, *, notice: str = "", status: int = 200
) -> HttpResponse:
    """Show the form of a request to return."""
    context = {
        "title": ASK,
        "crumbs": crumbs((REVIEW, "certification_lao_review"), ASK),
        "form": form,
        "notice": notice,
        "close_label": "ยกเลิก",
    }
    return render_window(request, "certification/ask_return.html", context, status=status)


def own_case(request: OfficerRequest) -> "Case | None":
    """Return the current case of the officer's own LAO; none before the first round."""
    return current_case(own_register(request))


def no_round(actor: Actor) -> dict[str, object]:
    """Return what the page says before the first round."""
    return {
        "title": REVIEW,
        "subtitle": actor.organization,
        "crumbs": crumbs((LAO_TITLE, "certification_lao"), REVIEW),
        "sentence": NO_ROUND,
    }


def around(ready: ToCertify) -> dict[str, object]:
    """Return round, state and what surrounds them, which the page and the window both show."""
    view = ready.view
    return {
        "view": view,
        "state": view.state,
        "case_line": CaseLine(view.round.name, view.state),
        "due": last_day(view.round),
        "register": ready.register,
        "to_mend": sum(bool(a.blocking) for a in ready.register.assessments),
        "changed": ready.changed,
        "turn": StepCode.CERTIFY_LAO in steps_in(view.state, Role.LAO_CERTIFIER),
        "warning": WARNING,
    }


def own_banner(ready: ToCertify) -> RegisterStanding:
    """Return the banner of every page of this LAO, which leads here, without its way here."""
    banner = banner_of(ready.view)
    return RegisterStanding(banner=replace(banner, url=None) if banner else None)


def obstacle(actor: Actor, ready: ToCertify) -> str:
    """Say why the button is off for this reader now; '' where it is on."""
    view = ready.view
    if closed := why_closed(view.round):
        return closed
    if StepCode.CERTIFY_LAO not in steps_in(view.state, Role.LAO_CERTIFIER):
        return f"สถานะการรับรองข้อมูลเป็น “{view.state.label}” แล้ว"
    if blocking := ready.register.blocking:
        return f"ยังรับรองไม่ได้ เพราะมีข้อมูลที่ต้องแก้ไข {blocking:,} รายการ"
    if unexplained := sum(ready.register.unexplained.values()):
        return f"ยังรับรองไม่ได้ เพราะมีข้อมูลที่ควรตรวจสอบและยังไม่มีคำชี้แจง {unexplained:,} รายการ"
    if not may_certify_lao(actor, view.case.register_id):
        return "ผู้รับรองของหน่วยงานเป็นผู้คลิกปุ่มนี้ กรุณาแจ้งผู้รับรองเมื่อบันทึกและตรวจสอบครบแล้ว"
    return ""


def may_ask(actor: Actor, ready: ToCertify) -> bool:
    """Tell whether this reader may ask the province to return the register now."""
    view = ready.view
    return (
        may_certify_lao(actor, view.case.register_id)
        and view.open
        and view.asked_to_return is None
        and StepCode.ASK_RETURN in steps_in(view.state, actor.role)
    )


def stages(ready: ToCertify) -> list[Stage]:
    """Return the bar: what is done, what is the next thing to do."""
    done_so_far = _stages_done(ready)
    looks = ["done"] * done_so_far + ["now"] + [""] * len(STEPS)
    return [Stage(label, look) for label, look in zip(STEPS, looks, strict=False)]


def _stages_done(ready: ToCertify) -> int:
    state = ready.view.state
    if state in {State.PROVINCE_CERTIFIED, State.ACCEPTED}:
        return 4
    if state.sealed:
        return 3
    if not ready.register.assessments:
        return 0
    return 1 if ready.register.blocking or ready.register.unexplained else 2


def after(step: "Step") -> str:
    """Return the address of the history that names this step as just taken."""
    return f"{reverse('certification_history')}?step={step.id}"


def done(step: "Step") -> str:
    """Say that a step was taken."""
    return f"{step.code.label} เรียบร้อยแล้ว เมื่อ {calendar.format_instant(step.at)}"
