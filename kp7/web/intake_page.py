"""An import as it stands: at work, checked row by row, or done."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from kp7.intake import queries, row_queries
from kp7.intake.actions.returning import hand_back
from kp7.intake.queries import FoundByRule, ImportView
from kp7.intake.row_queries import RowOfPlan
from kp7.intake.terms import ImportState, Outcome
from kp7.jobs.terms import JobState
from kp7.personnel.terms import Severity
from kp7.thai import calendar
from kp7.web import fields, notices
from kp7.web.banners import RegisterStanding, certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.exports import XLSX
from kp7.web.figures import Box
from kp7.web.intake import TONES, crumbs, own_import, steps
from kp7.web.lao import for_lao
from kp7.web.lines import number
from kp7.web.people import around
from kp7.web.request import OfficerRequest

PREVIEW: Final = "ตรวจสอบก่อนนำเข้า"
AT_WORK: Final = "กำลังดำเนินการนำเข้า"
RESULT: Final = "ผลการนำเข้า"
UNIT: Final = "รายการ"
ALL: Final = "all"
PAGE: Final = 50
PEOPLE: Final = 60
OUTCOMES: Final = {
    Outcome.NEW: "green",
    Outcome.CHANGED: "blue",
    Outcome.UNCHANGED: "plain",
    Outcome.REFUSED: "red",
}
WORKING: Final = {ImportState.PLANNING, ImportState.APPLYING, ImportState.FAILED}
STANDING: Final = {Outcome.CHANGED, Outcome.UNCHANGED}
ENDED: Final = {ImportState.APPLIED, ImportState.UNDONE, ImportState.CANCELLED}


class RowsFilter(forms.Form):
    """Which rows are listed: nothing of anybody, so it may stand in an address."""

    use_required_attribute = False

    section = fields.ChosenField(label="หมวด", required=False)

    def __init__(self, sections: Sequence[tuple[str, str]], data: QueryDict) -> None:
        super().__init__(data)
        field = self.fields["section"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [("", "ทุกหมวด"), *sections]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are asked for; what cannot be read asks for those that want a look."""

    outcome: str = ALL
    section: str = ""
    after: int = 0

    @classmethod
    def of(cls, request: OfficerRequest, view: ImportView) -> "Asked":
        """Read it from an address."""
        outcome, section = request.GET.get("outcome", ""), request.GET.get("section", "")
        return cls(
            outcome if outcome in {ALL, *Outcome} else telling(view),
            section if section in dict(view.counts.sections) else "",
            number(request.GET.get("after")),
        )

    def url(self, import_id: uuid.UUID, **other: str | int) -> str:
        """Return the address of these rows, or of others like them."""
        asked = {"outcome": self.outcome, "section": self.section, **other}
        query = urlencode({name: value for name, value in asked.items() if value})
        address = reverse("intake_import", args=[import_id])
        return f"{address}?{query}#rows-card" if query else address


@dataclass(frozen=True, slots=True)
class Tab:
    """A choice of rows by what becomes of them."""

    label: str
    url: str
    current: bool
    number: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many rows of a section become what, and where they are listed."""

    outcome: Outcome
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class SectionCells:
    """A section's row of the table of figures."""

    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the file in the list."""

    planned: RowOfPlan
    tone: str
    card_url: str


@dataclass(frozen=True, slots=True)
class ChangedCard:
    """Somebody whose card an import changed."""

    name: str
    lines: int
    url: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What a rule would find, how often."""

    severity: Severity
    label: str
    number: int


@require_safe
@for_lao
def intake_import(request: OfficerRequest, import_id: uuid.UUID) -> HttpResponse:
    """Show an import as it stands."""
    view = own_import(request, import_id)
    if view.state is ImportState.MAPPING and not at_work(view):
        return redirect("intake_mapping", import_id)
    if at_work(view) or view.state in WORKING:
        return work_page(request, view)
    return rows_page(request, view)


def at_work(view: ImportView) -> bool:
    """Tell whether a worker has something of an import before it or at hand."""
    return view.job is not None and view.job.state.under_way


def frame(view: ImportView, standing: RegisterStanding, title: str, now: int) -> dict[str, object]:
    """Return what every page of an import shows."""
    return {
        **around(standing, title),
        "crumbs": crumbs(Crumb(view.name)),
        "import": view,
        "tone": TONES.get(view.state, "plain"),
        "steps": steps(now),
        "list_url": reverse("intake"),
    }


def address_of(view: ImportView, name: str) -> str:
    """Return the address of what can be done with an import."""
    return reverse(name, args=[view.id])


def work_page(request: OfficerRequest, view: ImportView) -> HttpResponse:
    """Show how far the work is, or why it came to nothing."""
    standing = certification_banner(request)
    failed = view.state is ImportState.FAILED
    may_mend = failed and not standing.sealed
    context = {
        **frame(view, standing, AT_WORK, 3 if view.planned_at else 2),
        "notice": notices.said(request),
        "job": view.job,
        "failure": view.failure if failed else "",
        "mapping_url": address_of(view, "intake_mapping") if may_mend else "",
        "check_url": address_of(view, "intake_plan") if may_mend else "",
        "cancel_url": "" if at_work(view) else address_of(view, "intake_cancel"),
    }
    return render(request, "intake/work.html", context)


def rows_page(request: OfficerRequest, view: ImportView) -> HttpResponse:
    """Show what becomes, or became, of every row."""
    standing = certification_banner(request)
    ended = view.state in ENDED
    asked = Asked.of(request, view)
    found = row_queries.rows(
        view.id,
        by=request.actor,
        outcome="" if asked.outcome == ALL else asked.outcome,
        section=asked.section,
        after=asked.after,
        size=PAGE,
    )
    tone, says = outcome_of(view)
    context = {
        **frame(view, standing, RESULT if ended else PREVIEW, 4 if ended else 2),
        "notice": notices.said(request),
        "says": says,
        "says_tone": tone,
        "failure": view.failure or refusal_of(view),
        "figures_title": "จำนวนรายการที่นำเข้า"
        if view.state is ImportState.APPLIED
        else "จำนวนรายการในไฟล์",
        "boxes": [Box(one.label, view.counts.of(one), unit=UNIT) for one in Outcome],
        "outcomes": list(Outcome),
        "sections": list(section_rows(view)),
        "found": [] if ended else [found_row(one) for one in view.found],
        "found_total": sum(one.number for one in view.found),
        "rows_title": "รายการในไฟล์",
        "tabs": list(tabs(view, asked)),
        "form": RowsFilter(view.counts.sections, request.GET),
        "outcome": asked.outcome,
        "here": address_of(view, "intake_import"),
        "rows": [planned(view, row) for row in found.rows],
        "total": found.total,
        "first_url": asked.url(view.id) if asked.after else "",
        "pager": {"next_url": asked.url(view.id, after=found.after) if found.after else ""},
        **people_changed(request, view),
        **ways(view, standing),
    }
    return render(request, "intake/preview.html", context)


def refusal_of(view: ImportView) -> str:
    """Return why undoing came to nothing, where it was tried last."""
    undone = view.job if view.job and view.job.kind == queries.UNDO else None
    return undone.refusal if undone and undone.state is JobState.FAILED else ""


def found_row(one: FoundByRule) -> FoundRow:
    """Return what a rule would find as the page shows it."""
    return FoundRow(Severity(one.severity), one.label, one.number)


def telling(view: ImportView) -> str:
    """Return which rows are looked at first: refused, before they are written changed, else all."""
    if view.state in {ImportState.UNDONE, ImportState.CANCELLED}:
        return ALL
    planned = view.state is ImportState.PLANNED
    looked_at = (Outcome.REFUSED, Outcome.CHANGED) if planned else (Outcome.REFUSED,)
    return next((one.value for one in looked_at if view.counts.of(one)), ALL)


def outcome_of(view: ImportView) -> tuple[str, str]:
    """Return the tone and the sentence that say how an import stands."""
    if view.state is ImportState.APPLIED and view.applied_at:
        written = f"บันทึกแล้ว {view.counts.to_write:,} รายการ"
        return (
            "success",
            f"{written} โดย {view.applied_by} {calendar.format_instant(view.applied_at)}",
        )
    if view.state is ImportState.UNDONE and view.undone_at:
        when = calendar.format_instant(view.undone_at)
        return "info", f"ยกเลิกการนำเข้าแล้วโดย {view.undone_by} {when} ข้อมูลกลับเป็นเหมือนก่อนนำเข้า"
    if view.state is ImportState.CANCELLED:
        return "info", "เลิกนำเข้าไฟล์นี้แล้ว ไม่มีการบันทึกข้อมูล"
    if not view.counts.to_write:
        return "info", "ไม่มีรายการใหม่หรือรายการที่เปลี่ยน จึงไม่มีอะไรต้องบันทึก"
    if view.same_as:
        return "warning", "ไฟล์นี้เคยนำเข้าแล้ว กรุณาตรวจว่าต้องการนำเข้าอีกครั้งจริง"
    return "", ""


def ways(view: ImportView, standing: RegisterStanding) -> dict[str, object]:
    """Return what can be done with an import now."""
    refused = view.counts.of(Outcome.REFUSED)
    open_ = view.state is ImportState.PLANNED and not standing.sealed
    undoable = view.state is ImportState.APPLIED and not standing.sealed
    return {
        "refused_url": address_of(view, "intake_refused") if refused and view.sees_cells else "",
        "apply_url": address_of(view, "intake_apply") if open_ and view.may_apply else "",
        "apply_label": f"นำเข้า {view.counts.to_write:,} รายการ",
        "mapping_url": address_of(view, "intake_mapping") if open_ else "",
        "cancel_url": address_of(view, "intake_cancel") if open_ else "",
        "undo_url": address_of(view, "intake_undo") if undoable else "",
        "bar_says": "ยังไม่มีการบันทึกข้อมูล ตรวจแล้วจึงกดนำเข้า บันทึกทั้งหมดหรือไม่บันทึกเลย",
        "open": open_,
    }


def section_rows(view: ImportView) -> Iterator[SectionCells]:
    """Yield the figures of each section that the file speaks of."""
    for code, label in view.counts.sections:
        cells = [
            Cell(
                outcome,
                view.counts.of(outcome, code),
                Asked(outcome, code).url(view.id),
            )
            for outcome in Outcome
        ]
        yield SectionCells(label, cells)


def tabs(view: ImportView, asked: Asked) -> Iterator[Tab]:
    """Yield the choices of rows by what becomes of them, within the section asked for."""
    counts = {one: view.counts.of(one, asked.section) for one in Outcome}
    choices: list[tuple[str, str, int]] = [(ALL, "ทั้งหมด", sum(counts.values()))]
    choices += [(one.value, one.label, counts[one]) for one in Outcome]
    for value, label, rows in choices:
        yield Tab(
            label,
            Asked(value, asked.section).url(view.id),
            value == asked.outcome,
            rows,
        )


def planned(view: ImportView, row: RowOfPlan) -> PlannedRow:
    """Return a row of the file; a card that stands is led to, one that is to be added is not."""
    stands = view.state is ImportState.APPLIED or row.outcome in STANDING
    card_url = reverse("card", args=[row.card_id]) if row.card_id and stands else ""
    return PlannedRow(row, OUTCOMES[row.outcome], card_url)


def people_changed(request: OfficerRequest, view: ImportView) -> Mapping[str, object]:
    """Return whose cards an import that was applied has changed."""
    if view.state is not ImportState.APPLIED:
        return {}
    after = number(request.GET.get("people"))
    people, total = row_queries.people_of(view.id, by=request.actor, after=after, size=PEOPLE)
    address = address_of(view, "intake_import")
    more = f"{address}?people={after + PEOPLE}#people" if after + PEOPLE < total else ""
    return {
        "people": [
            ChangedCard(
                one.name, one.rows, reverse("card", args=[one.card_id]) if one.card_id else ""
            )
            for one in people
        ],
        "people_total": total,
        "people_pager": {"next_url": more},
    }


@require_safe
@for_lao
def intake_refused(request: OfficerRequest, import_id: uuid.UUID) -> HttpResponse:
    """Send the rows that are not taken as a workbook, with the reasons beside them."""
    view = own_import(request, import_id)
    name = f"{PurePath(view.name).stem} (แถวที่ไม่ผ่าน).xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    with hand_back(by=request.actor, import_id=view.id) as file:
        return HttpResponse(
            file.read(), content_type=XLSX, headers={"Content-Disposition": str(disposition)}
        )
