"""ดำเนินการ(จังหวัด): the list of LAOs, the window of one, รับรองระดับจังหวัด and ส่งคืนแก้ไข."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kp7.certification import actions
from kp7.certification.actions import LONGEST_REASON, Counted
from kp7.certification.queries import (
    CaseFilter,
    Cases,
    Inspection,
    case_in_scope,
    cases,
    inspection,
)
from kp7.certification.terms import State, StepCode
from kp7.certification.transitions import steps_in
from kp7.organizations import queries as organizations
from kp7.organizations.authority import Actor, NotAuthorized, may_review, scope
from kp7.organizations.standings import located
from kp7.organizations.terms import OrganizationType
from kp7.personnel.queries import name_of
from kp7.personnel.record import Assessment
from kp7.personnel.sections import section_of
from kp7.personnel.terms import Headcount
from kp7.refusal import Refusal
from kp7.reports import cases as report
from kp7.web import figures, saved_forms
from kp7.web.certification import (
    LARGEST_REVISION,
    PROVINCE_TITLE,
    ReasonForm,
    crumbs,
    why_closed,
)
from kp7.web.context import CaseLine
from kp7.web.fields import ChosenField, CountField, FoldedCharField
from kp7.web.menu import ABOVE
from kp7.web.request import OfficerRequest
from kp7.web.windows import render_window

if TYPE_CHECKING:  # the types that queries return; tables are met there alone
    from kp7.certification.models import Case, Certification

ALL: Final = ("", "ทั้งหมด")
PAGE: Final = 50
LARGEST_START: Final = 100_000
WRONG_FORM: Final = 422
NOT_ABOVE: Final = "หน้านี้เป็นของจังหวัด สถ. และผู้ตรวจสอบ กรุณาใช้เมนู “ดำเนินการ(อปท.)”"
SEARCHED: Final = ("state", "name", "province", "amphoe", "type")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SearchForm(forms.Form):
    """What the list is asked for. Which places can be chosen depends on the reader's own."""

    use_required_attribute = False

    state = ChosenField(
        label="สถานภาพรับรองข้อมูล",
        required=False,
        choices=[ALL, *((state.value, state.label) for state in State)],
    )
    name = FoldedCharField(label="ชื่อ อปท.", required=False, max_length=100)
    province = ChosenField(label="จังหวัด", required=False)
    amphoe = ChosenField(label="อำเภอ", required=False)
    type = ChosenField(
        label="ประเภท",
        required=False,
        choices=[ALL, *((kind.value, kind.label) for kind in OrganizationType)],
    )

    def __init__(self, actor: Actor, data: QueryDict) -> None:
        super().__init__(data)
        reads = scope(actor)
        province = reads.province_code or data.get("province", "")
        if reads.country:
            found = [(one.code, one.name_th) for one in organizations.provinces()]
            self._offer("province", [ALL, *found])
        else:
            del self.fields["province"]
        if province and reads.amphoe_code is None:
            inside = [(one.code, one.name_th) for one in organizations.amphoe_of(province)]
            self._offer("amphoe", [ALL, *inside])
        else:
            del self.fields["amphoe"]

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = choices

    def wanted(self) -> CaseFilter:
        """Return what was asked for, all where the form is wrong."""
        asked = self.cleaned_data if self.is_valid() else {}
        return CaseFilter(
            state=asked.get("state", ""),
            searched=asked.get("name", ""),
            amphoe=asked.get("amphoe", ""),
            type=asked.get("type", ""),
            province=asked.get("province", ""),
        )


class PlaceForm(forms.Form):
    """Where in the list a page starts: after which case, and with which number."""

    after = forms.UUIDField(required=False)
    start = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_START)


class CountedForm(forms.Form):
    """The province's own numbers, where it counted, and its remark."""

    use_required_attribute = False

    revision = forms.IntegerField(min_value=0, max_value=LARGEST_REVISION, widget=forms.HiddenInput)
    officials = CountField(label=Headcount.OFFICIALS.label, required=False)
    permanent = CountField(label=Headcount.PERMANENT.label, required=False)
    contract = CountField(label=Headcount.CONTRACT.label, required=False)
    remark = FoldedCharField(
        label="หมายเหตุ",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 1}),
    )

    def counted(self) -> Counted:
        """Return what the province says."""
        data = self.cleaned_data
        return Counted(data["officials"], data["permanent"], data["contract"], data["remark"])


# --- the list -------------------------------------------------------------------------------------


@require_safe
def province(request: OfficerRequest) -> HttpResponse:
    """Show the LAOs of the reader's territory that match the search."""
    check_above(request)
    form = SearchForm(request.actor, request.GET)
    place = PlaceForm(request.GET)
    at = place.cleaned_data if place.is_valid() else {}
    start = at.get("start") or 0
    found = cases(request.actor, form.wanted(), after=at.get("after"), size=PAGE)
    context = {
        "title": PROVINCE_TITLE,
        "subtitle": request.actor.organization,
        "crumbs": crumbs(PROVINCE_TITLE),
        "form": form,
        "found": found,
        "start": start,
        "country": scope(request.actor).country,
        "first_url": with_search(request, "certification_province") if start else "",
        "next_url": next_page(request, found, start),
        "search": searched(request),
    }
    status = WRONG_FORM if form.errors else 200
    return render(request, "certification/province.html", context, status=status)


def next_page(request: OfficerRequest, found: Cases, start: int) -> str:
    """Return the address of the page behind this one; '' on the last."""
    if found.after is None:
        return ""
    place = {"after": str(found.after), "start": str(start + len(found.cases))}
    return with_search(request, "certification_province", **place)


@require_safe
def export(request: OfficerRequest) -> HttpResponse:
    """Give the whole filtered list as an Excel workbook."""
    check_above(request)
    form = SearchForm(request.actor, request.GET)
    found = cases(request.actor, form.wanted(), size=None)
    name = "lao-certification.xlsx"
    return HttpResponse(
        report.workbook(found.cases),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


# --- the window of one ----------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: OfficerRequest, case_id: uuid.UUID) -> HttpResponse:
    """Show one LAO's case; a POST shows it with the reader's own numbers beside the LAO's."""
    found = found_case(request, case_id)
    if request.method != "POST":
        return case_page(request, found)
    form = CountedForm(request.POST)
    return case_page(request, found, form, status=200 if form.is_valid() else WRONG_FORM)


@require_POST
def certify(request: OfficerRequest, case_id: uuid.UUID) -> HttpResponse:
    """รับรองระดับจังหวัด."""
    found = found_case(request, case_id)
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
    except Refusal as refusal:
        return refused(request, found, refusal)
    return redirect(with_search(request, "certification_case", found.id, step=str(step.id)))


def check_above(request: OfficerRequest) -> None:
    """Refuse everybody who is of an LAO."""
    if request.actor.role not in ABOVE:
        raise NotAuthorized(NOT_ABOVE)


def found_case(request: OfficerRequest, case_id: uuid.UUID) -> "Case":
    """Return a case in the reader's territory; one elsewhere is as one that does not exist."""
    check_above(request)
    found = case_in_scope(request.actor, case_id)
    if found is None:
        raise Http404
    return found


def refused(request: OfficerRequest, found: "Case", refusal: Refusal) -> HttpResponse:
    """Say why a step was not taken, over the case as it stands now."""
    fresh = found_case(request, found.id)
    return case_page(request, fresh, refusal=refusal.sentence, status=refusal.status)


def case_page(
    request: OfficerRequest,
    found: "Case",
    form: CountedForm | None = None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the window, or page, of one LAO's case."""
    seen = inspection(found, organizations.current_standing(found.register_id))
    view = seen.view
    form = form or CountedForm(initial={"revision": found.revision})
    newest = view.history[0] if view.history else None
    just_taken = newest is not None and str(newest.id) == request.GET.get("step")
    context = {
        "title": f"ข้อมูลจำนวนบุคลากร – {seen.standing.full_name}",
        "crumbs": crumbs((PROVINCE_TITLE, "certification_province"), seen.standing.full_name),
        "place": located(seen.standing.amphoe, seen.standing.province),
        "case_line": CaseLine(view.round.name, None),
        "view": view,
        "state": view.state,
        "boxes": figures.boxes(seen.headcounts),
        "seen": seen,
        "own_numbers": own_numbers(form, seen),
        "given": given(seen.confirmed) if seen.confirmed else (),
        "sample": sample_rows(seen),
        "form": form,
        "may_decide": may_decide(request.actor, found, view.state) and not why_closed(view.round),
        "closed": why_closed(view.round),
        "refused": refusal,
        "failed": bool(refusal),
        "notice": f"{newest.code.label} เรียบร้อยแล้ว" if newest and just_taken else "",
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
    status: int = 200,
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


def searched(request: OfficerRequest) -> dict[str, str]:
    """Return the search that the reader came from, to lead back to it."""
    return {name: request.GET[name] for name in SEARCHED if request.GET.get(name)}


def with_search(request: OfficerRequest, name: str, *args: uuid.UUID, **more: str) -> str:
    """Return an address that carries the search along."""
    query = urlencode({**searched(request), **more})
    return f"{reverse(name, args=args)}?{query}" if query else reverse(name, args=args)


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """One of the province's own numbers, and how it compares with the LAO's."""

    field: forms.BoundField
    counted: int | None
    lao: int

    @property
    def difference(self) -> str:
        """Compare the two; '' where the province gave none."""
        return difference(self.counted, self.lao)

    @property
    def same(self) -> bool:
        """Tell whether they agree."""
        return self.counted == self.lao


def own_numbers(form: CountedForm, seen: Inspection) -> list[OwnNumber]:
    """Return the fields for the province's own numbers; what was typed is compared."""
    typed = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return [
        OwnNumber(form[headcount.value], typed.get(headcount.value), seen.headcounts.of(headcount))
        for headcount in Headcount
    ]


def difference(counted: int | None, lao: int) -> str:
    """Compare the province's number with the LAO's; '' where it gave none."""
    if counted is None:
        return ""
    if counted == lao:
        return "ตรงกับที่ อปท. รับรอง"
    return f"{'มากกว่า' if counted > lao else 'น้อยกว่า'}ที่ อปท. รับรอง {abs(counted - lao):,} คน"


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """A number that the province gave when it certified."""

    label: str
    number: int
    difference: str


def given(confirmed: "Certification") -> list[GivenNumber]:
    """Return the province's own numbers, those that it gave."""
    pairs = (
        (Headcount.OFFICIALS, confirmed.counted_officials, confirmed.officials),
        (Headcount.PERMANENT, confirmed.counted_permanent, confirmed.permanent),
        (Headcount.CONTRACT, confirmed.counted_contract, confirmed.contract),
    )
    return [
        GivenNumber(headcount.label, counted, difference(counted, lao))
        for headcount, counted, lao in pairs
        if counted is not None
    ]


@dataclass(frozen=True, slots=True)
class SampleRow:
    """Somebody drawn: what is recorded, and where the card opens."""

    name: str
    position: str
    national_id: str
    missing: str
    url: str


def sample_rows(seen: Inspection) -> list[SampleRow]:
    """Return the sample in the order drawn."""
    return [
        SampleRow(
            name_of(card),
            position_of(assessment),
            assessment.record.national_id,
            missing(assessment),
            reverse("card", args=[card.id]),
        )
        for card, assessment in seen.sample
    ]


def position_of(assessment: Assessment) -> str:
    """Return the position of the newest line."""
    lines = assessment.record.section("appointments")
    return lines[-1].text("position") if lines else ""


def missing(assessment: Assessment) -> str:
    """Name the sections that hold nothing; '' where every section holds something."""
    sections = (section_of(code) for code in assessment.record.missing())
    return ", ".join(section.label for section in sections if section)
