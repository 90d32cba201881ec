"""ตรวจสอบข้อมูล: what the rules find in one's own register, each with the way to mend it."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from kp7.personnel import queries
from kp7.personnel.actions import explaining
from kp7.personnel.actions.checking import check_register
from kp7.personnel.checking import Check, Checked, Wanted
from kp7.personnel.record import Finding
from kp7.personnel.rules import RULES, rule_of
from kp7.personnel.sections import SECTIONS, section_of
from kp7.personnel.terms import Severity
from kp7.refusal import Refusal
from kp7.reports.findings import table_of
from kp7.web import exports, fields, notices
from kp7.web.banners import certification_banner
from kp7.web.cards import mending_url
from kp7.web.crumbs import Crumb
from kp7.web.filtered import in_words
from kp7.web.lao import for_lao, own_register
from kp7.web.notices import Said
from kp7.web.people import TITLE as PEOPLE
from kp7.web.refusing import WRONG_FORM
from kp7.web.request import OfficerRequest

TITLE: Final = "ตรวจสอบข้อมูล"
BY_RULE, BY_PERSON = "rule", "person"
EXPLAINED: Final = {"yes": True, "no": False}
LONGEST_KEY: Final = 200


class FindingsFilter(forms.Form):
    """What the list is asked for. It names nobody, so it stands in the address."""

    use_required_attribute = False

    severity = fields.ChosenField(
        label="ระดับ",
        required=False,
        choices=[("", "ทั้งหมด"), *((one.value, one.label) for one in Severity)],
    )
    section = fields.ChosenField(
        label="เมนู",
        required=False,
        choices=[("", "ทุกเมนู"), *((one.code, one.label) for one in SECTIONS)],
    )
    rule = fields.ChosenField(
        label="สิ่งที่ตรวจ",
        required=False,
        choices=[("", "ทุกข้อ"), *((rule.code, f"{rule.code} {rule.says}") for rule in RULES)],
    )
    explained = fields.ChosenField(
        label="คำชี้แจง",
        required=False,
        choices=[("", "ทั้งหมด"), ("no", "ยังไม่ชี้แจง"), ("yes", "ชี้แจงแล้ว")],
    )
    by = fields.ChosenField(
        label="เรียงตาม",
        required=False,
        choices=[("", "สิ่งที่ตรวจ"), (BY_PERSON, "บุคลากร")],
    )

    def asked(self) -> dict[str, str]:
        """Return what was asked for; what is wrong, or asked for anyway, is left out."""
        self.is_valid()
        return {
            name: self.cleaned_data[name] for name in self.fields if self.cleaned_data.get(name)
        }


def wanted(asked: Mapping[str, str]) -> Wanted:
    """Return what was asked for as the query takes it."""
    return Wanted(
        severity=asked.get("severity", ""),
        rule=asked.get("rule", ""),
        section=asked.get("section", ""),
        explained=EXPLAINED.get(asked.get("explained", "")),
        by_person=asked.get("by") == BY_PERSON,
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as the page shows it; `needs` says that it can be explained."""

    card_id: uuid.UUID
    name: str
    finding: Finding
    section: str
    url: str
    card_url: str

    @property
    def needs(self) -> bool:
        """Whether it is a warning: the others need no explanation."""
        return self.finding.severity is Severity.WARNING


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule or of one person; `unexplained` counts those of the whole register."""

    heading: str
    rows: Sequence[Row]
    code: str = ""
    unexplained: int = 0


@require_safe
@for_lao
def findings(request: OfficerRequest) -> HttpResponse:
    """Show a page of what was found."""
    return findings_page(request, request.GET)


def findings_page(
    request: OfficerRequest, data: QueryDict, refused: str = "", status: int = 200
) -> HttpResponse:
    """Show the findings that are asked for, and what was refused."""
    standing = certification_banner(request)
    form = FindingsFilter(data)
    asked = form.asked()
    after = data.get("after", "")[:LONGEST_KEY]
    found = check_register(
        by=request.actor, register_id=own_register(request), wanted=wanted(asked), after=after
    )
    address = reverse("findings")
    context = {
        "title": TITLE,
        "crumbs": [Crumb(PEOPLE, reverse("people")), Crumb(TITLE)],
        "standing": standing,
        "case_line": standing.case_line,
        "may_edit": not standing.sealed,
        "form": FindingsFilter(initial=asked),
        "filtered": bool(asked),
        "refused": refused,
        "notice": notices.said(request),
        "found": found,
        "counts": [(severity, found.counts.get(severity, 0)) for severity in Severity],
        "waiting": sum(found.unexplained.values()) + found.withheld,
        "groups": list(groups(found, by_person="by" in asked)),
        "query": urlencode(asked),
        "export_url": f"{reverse('findings_export')}?{urlencode(asked)}",
        "exported": asked,
        "first_url": f"{address}?{urlencode(asked)}" if after else "",
        "pager": {
            "next_url": f"{address}?{urlencode({**asked, 'after': found.after})}"
            if found.after
            else ""
        },
    }
    return render(request, "people/findings.html", context, status=status)


def groups(found: Check, *, by_person: bool) -> Iterator[Group]:
    """Gather the findings of a page under rules, or under people."""
    if by_person:
        for name, of_person in groupby(found.findings, key=lambda one: (one.card.id, one.name)):
            yield Group(name[1], [row(one) for one in of_person])
        return
    for code, of_rule in groupby(found.findings, key=lambda one: one.finding.code):
        rule = rule_of(code)
        says = f"{rule.says} ({found.by_rule[code]:,} รายการ)" if rule else code
        yield Group(says, [row(one) for one in of_rule], code, found.unexplained.get(code, 0))


def row(one: Checked) -> Row:
    """Return a finding with the address of the field that mends it."""
    section = section_of(one.finding.section)
    return Row(
        one.card.id,
        one.name,
        one.finding,
        section.label if section else "",
        mending_url(one.card.id, one.finding),
        reverse("card", args=[one.card.id]),
    )


class ExplainForm(forms.Form):
    """An explanation of one warning, or that it is taken back."""

    rule = forms.CharField(max_length=10)
    line = forms.UUIDField(required=False)
    seen = forms.CharField(max_length=64, required=False)
    text = forms.CharField(required=False, strip=False)


@require_POST
@for_lao
def explain(request: OfficerRequest, card_id: uuid.UUID) -> HttpResponse:
    """Explain a warning of a card of one's own register, or take its explanation back."""
    card = queries.card(card_id)
    if card is None or card.register_id != own_register(request):
        raise Http404
    form = ExplainForm(request.POST)
    if not form.is_valid():
        return findings_page(
            request, request.GET, explaining.NothingToExplain().sentence, WRONG_FORM
        )
    data = form.cleaned_data
    try:
        if "withdraw" in request.POST:
            explaining.withdraw(
                by=request.actor, card=card, rule=data["rule"], line_id=data["line"]
            )
        else:
            explaining.explain(
                by=request.actor,
                card=card,
                rule=data["rule"],
                line_id=data["line"],
                seen=data["seen"],
                text=data["text"],
            )
    except (explaining.NothingToExplain, explaining.ExplanationMissing) as refusal:
        return refused_page(request, refusal)
    withdrawn = "withdraw" in request.POST
    return redirect(back(request, Said.UNEXPLAINED if withdrawn else Said.EXPLAINED))


@require_POST
@for_lao
def explain_rule(request: OfficerRequest) -> HttpResponse:
    """Explain all warnings of a rule in one's own register alike."""
    form = ExplainForm(request.POST)
    if not form.is_valid():
        return findings_page(
            request, request.GET, explaining.NothingToExplain().sentence, WRONG_FORM
        )
    try:
        explaining.explain_rule(
            by=request.actor,
            register_id=own_register(request),
            rule=form.cleaned_data["rule"],
            text=form.cleaned_data["text"],
        )
    except explaining.ExplanationMissing as refusal:
        return refused_page(request, refusal)
    return redirect(back(request, Said.EXPLAINED))


def refused_page(request: OfficerRequest, refusal: Refusal) -> HttpResponse:
    """Show the list again, with what was refused above it."""
    return findings_page(request, request.GET, refusal.sentence, refusal.status)


def back(request: OfficerRequest, done: Said) -> str:
    """Return the address of the list as it was filtered."""
    asked = FindingsFilter(request.GET).asked()
    return f"{reverse('findings')}?{urlencode({**asked, notices.SAID: done.value})}"


@require_safe
@for_lao
def findings_export(request: OfficerRequest) -> exports.Answer:
    """Send all findings that are asked for."""
    found = check_register(
        by=request.actor,
        register_id=own_register(request),
        wanted=wanted(FindingsFilter(request.GET).asked()),
        size=None,
    )
    day = queries.today()
    return exports.send(
        request,
        [table_of(found.findings)],
        name=exports.dated("kp7-check", day),
        title=exports.titled(TITLE, request.actor.organization, day),
        filtered=in_words(FindingsFilter(request.GET)),
    )
