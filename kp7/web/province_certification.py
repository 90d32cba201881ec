"""ดำเนินการ(จังหวัด): the LAOs of the reader's territory, searched, listed and exported."""

import uuid
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kp7.certification.queries import CaseFilter, Cases, cases
from kp7.certification.terms import State
from kp7.organizations import queries as organizations
from kp7.organizations.authority import Actor, NotAuthorized, scope
from kp7.organizations.terms import OrganizationType
from kp7.reports import cases as report
from kp7.web import exports
from kp7.web.certification import PROVINCE_TITLE, crumbs
from kp7.web.fields import ChosenField, FoldedCharField
from kp7.web.filtered import in_words
from kp7.web.menu import ABOVE
from kp7.web.refusing import WRONG_FORM
from kp7.web.request import OfficerRequest

ALL: Final = ("", "ทั้งหมด")
PAGE: Final = 50
LARGEST_START: Final = 100_000
NOT_ABOVE: Final = "หน้านี้เป็นของจังหวัด สถ. และผู้ตรวจสอบ กรุณาใช้เมนู “ดำเนินการ(อปท.)”"
SEARCHED: Final = ("state", "name", "province", "amphoe", "type")


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
        province = reads.province_code
        if reads.country:
            found = {one.code: one.name_th for one in organizations.provinces()}
            self._offer("province", [ALL, *found.items()])
            asked = data.get("province", "")
            province = asked if asked in found else None
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
def export(request: OfficerRequest) -> exports.Answer:
    """Send the whole filtered list."""
    check_above(request)
    form = SearchForm(request.actor, request.GET)
    if not form.is_valid():
        return province(request)  # says what is wrong; a wrong filter is not the whole country
    found = cases(request.actor, form.wanted(), size=None)
    listed = report.table_of(found.cases)
    return exports.send(
        request, [listed], name="lao-certification", title=listed.name, filtered=in_words(form)
    )


def check_above(request: OfficerRequest) -> None:
    """Refuse everybody who is of an LAO."""
    if request.actor.role not in ABOVE:
        raise NotAuthorized(NOT_ABOVE)


def searched(request: OfficerRequest) -> dict[str, str]:
    """Return the search that the reader came from, to lead back to it."""
    return {name: request.GET[name] for name in SEARCHED if request.GET.get(name)}


def with_search(request: OfficerRequest, name: str, *args: uuid.UUID, **more: str) -> str:
    """Return an address that carries the search along."""
    query = urlencode({**searched(request), **more})
    return f"{reverse(name, args=args)}?{query}" if query else reverse(name, args=args)
