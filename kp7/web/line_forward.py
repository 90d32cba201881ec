"""แก้ไขรายการนี้และรายการถัดไป: one correction for a line and those that were copied from it."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kp7.personnel import forward
from kp7.personnel.actions.forward import LaterChanged, correct_forward
from kp7.personnel.actions.lines import ChangedMeanwhile
from kp7.personnel.entries import Entry
from kp7.personnel.forward import Later
from kp7.personnel.record import Line
from kp7.personnel.words import text_of
from kp7.refusal import Refusal
from kp7.web import notices
from kp7.web.banners import certification_banner
from kp7.web.cards import section_url
from kp7.web.crumbs import Crumb
from kp7.web.lao import for_lao
from kp7.web.lines import (
    Page,
    changed_page,
    entry_or_404,
    line_page,
    list_section,
    opened_line,
    seen_in,
)
from kp7.web.notices import Said
from kp7.web.people import TITLE as PEOPLE
from kp7.web.refusing import WRONG_FORM, refuse
from kp7.web.request import OfficerRequest
from kp7.web.section_forms import SectionForm, form_of
from kp7.web.shown import columns, shown

TITLE: Final = "แก้ไขรายการนี้และรายการถัดไป"
NOT_SENT: Final = frozenset({"csrfmiddlewaretoken", "seen", "later"})


@dataclass(frozen=True, slots=True)
class Correction:
    """One column of one line: what it says and what it will say. `first` heads its line."""

    line: str
    first: bool
    label: str
    before: str
    after: str


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def line_forward(
    request: OfficerRequest, card_id: uuid.UUID, section: str, line_id: uuid.UUID
) -> HttpResponse:
    """Show which lines a correction reaches, or correct them all."""
    entry = entry_or_404(request, card_id, list_section(section), line_id)
    if not entry.section.forward:
        raise Http404
    if request.method != "POST":
        return opened_line(request, entry)
    form = form_of(entry, request.POST)
    seen = seen_in(request)
    if not form.is_valid():
        return line_page(request, entry, form, Page(seen=seen, status=WRONG_FORM))
    if "later" not in request.POST and entry.line is not None:
        return asked(request, entry, form)
    return carried(request, entry, form, line_id)


def carried(
    request: OfficerRequest, entry: Entry, form: SectionForm, line_id: uuid.UUID
) -> HttpResponse:
    """Correct the lines that were confirmed; show what stands where they are not those."""
    seen = seen_in(request)
    try:
        correct_forward(
            by=request.actor,
            card=entry.card,
            section=entry.section,
            line_id=line_id,
            seen=seen,
            seen_later=request.POST.get("later", ""),
            values=form.values(),
        )
    except ChangedMeanwhile as changed:
        return changed_page(request, entry, form, changed)
    except LaterChanged as changed:
        return asked(request, entry, form, changed)
    except Refusal as refusal:
        return line_page(request, entry, form, Page(seen=seen, status=refuse(form, refusal)))
    address = section_url(entry.card.id, entry.section)
    return redirect(notices.saying(address, Said.FORWARD, at=f"line-{line_id}"))


def asked(
    request: OfficerRequest, entry: Entry, form: SectionForm, refused: Refusal | None = None
) -> HttpResponse:
    """Show the lines before and after, to be confirmed; or that nothing would reach forward."""
    assert entry.line is not None  # noqa: S101  its callers looked
    section, card_id = entry.section, entry.card.id
    typed = Line(entry.line.id, dict(entry.line.values) | form.values() | form.labels())
    changed = [n for n in section.forward if typed.values.get(n) != entry.line.values.get(n)]
    if not changed:
        named = " ".join(str(c.verbose_name) for c in section.fields() if c.name in section.forward)
        form.add_error(None, f"ยังไม่ได้แก้ไขช่องที่แก้รายการถัดไปตามได้ คือ {named}")
        return line_page(request, entry, form, Page(seen=seen_in(request), status=WRONG_FORM))
    rows = forward.rows_of(entry.card, section)
    later = forward.later_of(section, rows, entry.line.id, changed)
    standing = certification_banner(request)
    context = {
        "title": TITLE,
        "subtitle": entry.name,
        "crumbs": [
            Crumb(PEOPLE, reverse("people")),
            Crumb(entry.name, reverse("card", args=[card_id])),
            Crumb(section.label, section_url(card_id, section)),
            Crumb(TITLE),
        ],
        "standing": standing,
        "case_line": standing.case_line,
        "refused": refused.sentence if refused else "",
        "corrections": [
            *corrections(entry, entry.line, typed, None),
            *of_later(entry, later, typed),
        ],
        "lines": 1 + len(later),
        "sent": sent(request),
        "seen": seen_in(request),
        "later": forward.mark_of(later),
        "leave": reverse("line_edit", args=[card_id, section.code, entry.line.id]),
        "may_save": not standing.sealed,
    }
    return render(request, "cards/forward.html", context, status=refused.status if refused else 200)


def of_later(entry: Entry, later: Iterable[Later], typed: Line) -> Iterator[Correction]:
    """Return what changes in the later lines."""
    for one in later:
        yield from corrections(entry, one.line, typed, one.columns)


def corrections(
    entry: Entry, line: Line, typed: Line, reached: Sequence[str] | None
) -> Iterator[Correction]:
    """Return the columns of a line that change: those reached, in the line itself all."""
    named = [shown(column, line).text for column in columns(entry.section)[:2]]
    first = True
    for column in entry.section.fields():
        before, after = text_of(column, line), text_of(column, typed)
        if before != after and (reached is None or column.name in reached):
            label = str(column.verbose_name)
            yield Correction(" ".join(filter(None, named)), first, label, before, after)
            first = False


def sent(request: OfficerRequest) -> list[tuple[str, str]]:
    """Return what was typed, to be sent again with the confirmation."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_SENT
    ]
