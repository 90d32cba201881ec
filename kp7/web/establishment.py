"""กรอบอัตรากำลัง and แผนอัตรากำลัง 3 ปี: listed as of a day, filtered and exported.

An LAO has its own; who reads from above has those of its territory.
"""

import datetime as dt
import itertools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kp7.organizations import authority
from kp7.organizations import queries as organizations
from kp7.organizations.standings import StandingView, described
from kp7.personnel import establishment as queries
from kp7.personnel import frames
from kp7.personnel.establishment import ListedSeat, SeatFilter, Words
from kp7.personnel.frames import ThreeYears
from kp7.personnel.queries import today
from kp7.personnel.seats import Shown
from kp7.reports import establishment as report
from kp7.reports.sheets import Table
from kp7.thai import calendar
from kp7.web import exports, fields, menu, notices
from kp7.web.banners import RegisterStanding, certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.figures import Box
from kp7.web.filtered import in_words
from kp7.web.lao import for_lao, own_register
from kp7.web.people import TITLE as PEOPLE
from kp7.web.people import around, place
from kp7.web.refusing import WRONG_FORM
from kp7.web.request import OfficerRequest

TITLE: Final = "กรอบอัตรากำลัง"
PLAN: Final = "แผนอัตรากำลัง 3 ปี"
ALL: Final = ("", "ทั้งหมด")
PAGE: Final = 100
UNIT: Final = "อัตรา"
BESIDE_WINDOW: Final = "asked_%s"  # a window over the page has fields of the same names


class SeatsFilter(forms.Form):
    """What the list is asked for: nothing of anybody, so it may stand in an address."""

    use_required_attribute = False

    on = fields.BuddhistDateField(label="ณ วันที่", required=False, help_text="เว้นว่าง คือวันนี้")
    division = fields.ChosenField(label="สังกัด", required=False)
    kind = fields.ChosenField(label="ประเภทบุคลากร", required=False)
    shown = fields.ChosenField(
        label="แสดง", required=False, choices=[(one.value, one.label) for one in Shown]
    )

    def __init__(self, words: Words, data: QueryDict) -> None:
        super().__init__(data, auto_id=BESIDE_WINDOW)
        self._offer("division", [ALL, *((one, one) for one in words.divisions)])
        self._offer("kind", [ALL, *words.kinds.items()])

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = choices

    def wanted(self) -> SeatFilter:
        """Return what was asked for; what cannot be read asks for nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        return SeatFilter(
            on=asked.get("on") or today(),
            division=asked.get("division", ""),
            kind=asked.get("kind", ""),
            shown=Shown(asked.get("shown") or Shown.STANDING),
        )

    def asked(self) -> dict[str, str]:
        """Return what was asked for, as an address carries it along."""
        return {name: str(self.data[name]) for name in self.fields if self.data.get(name)}


class YearForm(forms.Form):
    """With which fiscal year the plan begins."""

    use_required_attribute = False

    first_year = fields.BuddhistYearField(label="ปีงบประมาณแรก (พ.ศ.)", required=False)


@dataclass(frozen=True, slots=True)
class Office:
    """Whose establishment is read, and where its pages are; `own` may be changed, while open."""

    register_id: uuid.UUID
    name: str
    own: bool
    standing: RegisterStanding

    @property
    def may_edit(self) -> bool:
        """Whether buttons that change something are shown."""
        return self.own and not self.standing.sealed

    def url(self, name: str, **query: str) -> str:
        """Return the address of one of its pages."""
        args = [] if self.own else [self.register_id]
        address = reverse(name if self.own else f"{name}_of", args=args)
        return f"{address}?{urlencode(query)}" if query else address

    def crumbs(self, *here: Crumb) -> list[Crumb]:
        """Return the way here."""
        if self.own:
            return [Crumb(PEOPLE, reverse("people")), *here]
        return [Crumb("ระบบรับรองข้อมูล", menu.address("certification") or "/"), *here]


def own_office(request: OfficerRequest) -> Office:
    """Return the office of an LAO's officer."""
    return Office(
        own_register(request),
        request.actor.organization,
        own=True,
        standing=certification_banner(request),
    )


def office_in_reach(request: OfficerRequest, organization_id: uuid.UUID) -> Office:
    """Return an office whose records the reader may read; others are as ones that are not."""
    try:
        standing: StandingView = organizations.standing_on(organization_id, today())
    except organizations.NoSuchOrganization as unknown:
        raise Http404 from unknown
    if not authority.may_read(
        request.actor,
        organization_id=organization_id,
        amphoe_code=standing.amphoe_code,
        province_code=standing.province_code,
    ):
        raise Http404
    name = described(standing)
    return Office(organization_id, name, own=False, standing=RegisterStanding())


# --- the list ---------------------------------------------------------------------------------


@require_safe
@for_lao
def establishment(request: OfficerRequest) -> HttpResponse:
    """Show one's own establishment."""
    return seats_page(request, own_office(request))


@require_safe
def establishment_of(request: OfficerRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Show the establishment of an LAO in reach."""
    return seats_page(request, office_in_reach(request, organization_id))


@dataclass(frozen=True, slots=True)
class DivisionOfPage:
    """The seats of one division on a page."""

    label: str
    seats: Sequence[ListedSeat]


def seats_page(request: OfficerRequest, office: Office) -> HttpResponse:
    """Show a page of seats, division by division, with the figures of the day."""
    words = queries.words_of(office.register_id)
    form = SeatsFilter(words, request.GET)
    wanted = form.wanted()
    after = place(request)
    found = queries.seats_of(office.register_id, wanted, after=after, size=PAGE)
    frame = frames.frame_of(office.register_id, wanted.on)
    asked = form.asked() if form.is_valid() else {}
    more = office.url("establishment", **asked, after=str(found.after)) if found.after else ""
    context = {
        **around(office.standing, TITLE),
        "subtitle": office.name,
        "crumbs": office.crumbs(Crumb(TITLE)),
        "notice": notices.said(request),
        "office": office,
        "form": form,
        "on": wanted.on,
        "boxes": boxes(frame.total),
        "kinds": frame.by_kind(),
        "by_division": frame.by_division(),
        "total": found.total,
        "divisions": by_division(found.seats),
        "empty": words.empty,
        "filtered": bool(asked),
        "urls": {
            "list": office.url("establishment"),
            "export": office.url("establishment_export", **asked),
            "plan": office.url("establishment_plan"),
        },
        "asked": asked,
        "first_url": office.url("establishment", **asked) if after else "",
        "pager": {"next_url": more},
    }
    status = WRONG_FORM if form.errors else 200
    return render(request, "establishment/list.html", context, status=status)


def boxes(total: frames.FrameCount) -> list[Box]:
    """Return กรอบ = มีคนครอง + ว่าง."""
    return [
        Box(TITLE, total.seats, unit=UNIT),
        Box("มีคนครอง", total.filled, unit=UNIT),
        Box("ว่าง", total.vacant, unit=UNIT),
    ]


def by_division(seats: Sequence[ListedSeat]) -> list[DivisionOfPage]:
    """Gather the seats of a page under their divisions; they come in that order."""
    grouped = itertools.groupby(seats, key=lambda seat: seat.division)
    return [DivisionOfPage(label, list(of_division)) for label, of_division in grouped]


@require_safe
@for_lao
def establishment_export(request: OfficerRequest) -> exports.Answer:
    """Send one's own establishment, as filtered,."""
    return seats_export(request, own_office(request))


@require_safe
def establishment_export_of(request: OfficerRequest, organization_id: uuid.UUID) -> exports.Answer:
    """Send the establishment of an LAO in reach."""
    return seats_export(request, office_in_reach(request, organization_id))


def seats_export(request: OfficerRequest, office: Office) -> exports.Answer:
    """Send the whole filtered list; a wrong filter says so on the page."""
    form = SeatsFilter(queries.words_of(office.register_id), request.GET)
    if not form.is_valid():
        return seats_page(request, office)
    wanted = form.wanted()
    found = queries.seats_of(office.register_id, wanted)
    frame = frames.frame_of(office.register_id, wanted.on)
    tables = report.seats_tables(found.seats, frame, on=wanted.on)
    name = exports.dated("establishment", wanted.on)
    title = exports.titled(tables[0].name, office.name, wanted.on)
    return exports.send(
        request,
        tables,
        name=name,
        title=title,
        organization=office.name,
        filtered=in_words(form),
        paper=on_paper(tables),
    )


# --- the plan ---------------------------------------------------------------------------------


@require_safe
@for_lao
def establishment_plan(request: OfficerRequest) -> HttpResponse:
    """Show one's own plan of three fiscal years."""
    return plan_page(request, own_office(request))


@require_safe
def establishment_plan_of(request: OfficerRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Show the plan of an LAO in reach."""
    return plan_page(request, office_in_reach(request, organization_id))


@dataclass(frozen=True, slots=True)
class PlannedSeat:
    """A seat in the plan: what becomes of it in each of the years."""

    seat: ListedSeat
    marks: Sequence[tuple[int, str]]


def plan_page(request: OfficerRequest, office: Office) -> HttpResponse:
    """Show the three years by kind, and the seats with their holders."""
    form, plan = asked_plan(request, office)
    after = place(request)
    found = queries.seats_of(office.register_id, seats_in(plan), after=after, size=PAGE)
    asked = {"first_year": str(plan.years[0])}
    more = office.url("establishment_plan", **asked, after=str(found.after)) if found.after else ""
    context = {
        **around(office.standing, PLAN),
        "subtitle": office.name,
        "crumbs": office.crumbs(Crumb(TITLE, office.url("establishment")), Crumb(PLAN)),
        "notice": notices.said(request),
        "office": office,
        "form": form,
        "plan": plan,
        "kinds": [*plan.kinds, plan.total] if plan.kinds else [],
        "on": seats_in(plan).on,
        "seats": [planned(seat, plan.years) for seat in found.seats],
        "total": found.total,
        "asked": asked,
        "urls": {
            "plan": office.url("establishment_plan"),
            "export": office.url("establishment_plan_export"),
        },
        "first_url": office.url("establishment_plan", **asked) if after else "",
        "pager": {"next_url": more},
    }
    status = WRONG_FORM if form.errors else 200
    return render(request, "establishment/plan.html", context, status=status)


def asked_plan(request: OfficerRequest, office: Office) -> tuple[YearForm, ThreeYears]:
    """Return the plan of the years asked for; else the newest on record."""
    newest = frames.newest_plan_year(office.register_id)
    given = request.GET if "first_year" in request.GET else None
    form = YearForm(given, auto_id=BESIDE_WINDOW)
    asked = form.cleaned_data["first_year"] if form.is_bound and form.is_valid() else None
    first = newest if asked is None else calendar.buddhist_year(asked)
    first = min(max(first, calendar.EARLIEST), calendar.LATEST - frames.YEARS)
    if not form.is_bound:
        form = YearForm(initial={"first_year": first - calendar.OFFSET}, auto_id=BESIDE_WINDOW)
    return form, frames.three_years_of(office.register_id, first)


def seats_in(plan: ThreeYears) -> SeatFilter:
    """Return what asks for the seats of a plan's years, with their holders of its first day or,
    where it runs already, of today.
    """  # noqa: D205
    first, after = plan.period
    day = min(max(today(), first), after - dt.timedelta(days=1))
    return SeatFilter(on=day, since=first, until=after)


def planned(seat: ListedSeat, years: Sequence[int]) -> PlannedSeat:
    """Return a seat with what becomes of it in each year."""
    return PlannedSeat(seat, [(year, seat.in_year(year)) for year in years])


@require_safe
@for_lao
def establishment_plan_export(request: OfficerRequest) -> exports.Answer:
    """Send one's own plan."""
    return plan_export(request, own_office(request))


@require_safe
def establishment_plan_export_of(
    request: OfficerRequest, organization_id: uuid.UUID
) -> exports.Answer:
    """Send the plan of an LAO in reach."""
    return plan_export(request, office_in_reach(request, organization_id))


def plan_export(request: OfficerRequest, office: Office) -> exports.Answer:
    """Send the whole plan."""
    form, plan = asked_plan(request, office)
    if form.errors:
        return plan_page(request, office)
    wanted = seats_in(plan)
    found = queries.seats_of(office.register_id, wanted)
    tables = report.plan_tables(plan, found.seats, on=wanted.on)
    title = exports.titled(tables[0].name, office.name, wanted.on)
    return exports.send(
        request,
        tables,
        name=f"plan-{plan.years[0]}",
        title=title,
        organization=office.name,
        paper=on_paper(tables),
    )


def on_paper(tables: Sequence[Table]) -> frozenset[str]:
    """Return the columns that paper has room for: without the papers that a seat rests on."""
    labels = {label for table in tables for label, _ in table.columns}
    return frozenset(label for label in labels if not label.startswith("มติ"))
