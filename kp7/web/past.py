"""ดูข้อมูล ณ วันที่: a card as it was on a day, and as the system knew it on a day. Nothing to edit."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kp7.personnel.actions.remembering import RememberedCard, look_at_past
from kp7.personnel.fields import MoneyField
from kp7.personnel.past import Past
from kp7.personnel.queries import name_of, today
from kp7.personnel.record import Line
from kp7.personnel.sections import APPOINTMENTS, LISTS, PERSONAL, Section
from kp7.thai import calendar
from kp7.web import fields
from kp7.web.banners import RegisterStanding, certification_banner
from kp7.web.cards import NO_LINE, says_more
from kp7.web.edits import under_card
from kp7.web.refusing import WRONG_FORM
from kp7.web.request import OfficerRequest
from kp7.web.shown import Shown, all_shown, columns, others, shown

TITLE: Final = "ดูข้อมูล ณ วันที่"
MOMENT: Final = dt.timedelta(microseconds=1)


class DayForm(forms.Form):
    """The day asked for, and the day whose knowledge is asked for."""

    use_required_attribute = False

    on = fields.BuddhistDateField(
        label="มีผล ณ วันที่", required=False, help_text="เช่น 01/10/2565 เว้นว่างคือวันนี้"
    )
    known = fields.BuddhistDateField(
        label="ตามที่ระบบบันทึกไว้ถึงวันที่",
        required=False,
        help_text="เว้นว่างคือตามข้อมูลล่าสุด",
    )


@dataclass(frozen=True, slots=True)
class PastLine:
    """A line as it was: the short columns, and the rest of what it says beneath them."""

    cells: Sequence[Shown]
    more: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class PastSection:
    """A section as it was; `headings` are those of its short table."""

    label: str
    headings: Sequence[Shown]
    lines: Sequence[PastLine]


@require_safe
def card_past(request: OfficerRequest, card_id: uuid.UUID) -> HttpResponse:
    """Show a card as it was on the day that the address names; today where it names none."""
    form = DayForm(request.GET)
    known = form.cleaned_data.get("known") if form.is_valid() else None
    on = form.cleaned_data.get("on") or today()
    looked = look_at_past(
        by=request.actor, card_id=card_id, on=on, known=end_of(known) if known else None
    )
    own = not looked.organization
    standing = certification_banner(request) if own else RegisterStanding()
    name = name_of(looked.card)
    context = {
        "title": TITLE,
        "subtitle": " · ".join(filter(None, [name, looked.organization])),
        "crumbs": under_card(card_id, name, TITLE, own=own),
        "form": form,
        "address": reverse("card_past", args=[card_id]),
        "card_url": reverse("card", args=[card_id]),
    }
    if own:
        context["case_line"] = standing.case_line
    if not form.errors:
        context |= {"sentence": sentence(on, known), **content(looked)}
    return render(request, "cards/past.html", context, status=WRONG_FORM if form.errors else 200)


def end_of(day: dt.date) -> dt.datetime:
    """Return the last moment of a day."""
    after = dt.datetime.combine(day + dt.timedelta(days=1), dt.time())
    return timezone.make_aware(after) - MOMENT


def sentence(on: dt.date, known: dt.date | None) -> str:
    """Say what the page shows."""
    until = f"ถึงสิ้นวันที่ {calendar.format_long(known)}" if known else "ล่าสุด"
    return f"ข้อมูลที่มีผล ณ วันที่ {calendar.format_long(on)} ตามที่ระบบบันทึกไว้{until}"


def content(looked: RememberedCard) -> dict[str, object]:
    """Return the card as it was, its empty sections by name alone."""
    past = looked.past
    if past is None:
        return {"unknown": True}
    record = past.record
    held = [section for section in LISTS if record.section(section.code)]
    empty = [section for section in LISTS if section not in held and not section.sensitive]
    return {
        "past": past,
        "facts": facts(past),
        "personal": all_shown(PERSONAL, record.personal),
        "sections": [past_section(one, record.section(one.code)) for one in held],
        "nothing": [one.label for one in empty if one.code in record.nothing],
        "empty": [one.label for one in empty if one.code not in record.nothing],
    }


def facts(past: Past) -> list[Shown]:
    """Return the position and the pay held then: the last that a line says of each."""
    lines = past.record.section(APPOINTMENTS.code)
    asked = [
        column
        for column in columns(APPOINTMENTS)
        if column.name in APPOINTMENTS.carried or isinstance(column, MoneyField)
    ]
    return [last_shown(shown(column, line) for line in (NO_LINE, *lines)) for column in asked]


def last_shown(said: Iterable[Shown]) -> Shown:
    """Return the last that says something; the first where none does."""
    first, *rest = said
    return next((one for one in reversed(rest) if one.text), first)


def past_section(section: Section, lines: Sequence[Line]) -> PastSection:
    """Return a section that held lines."""
    return PastSection(
        section.label,
        [shown(column, NO_LINE) for column in columns(section)],
        [past_line(section, line) for line in lines],
    )


def past_line(section: Section, line: Line) -> PastLine:
    """Return one line as the table shows it."""
    return PastLine(
        [shown(column, line) for column in columns(section)],
        [shown(column, line) for column in others(section) if says_more(column, line)],
    )
