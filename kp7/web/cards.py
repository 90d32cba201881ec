"""A person's page: the card's sections as tabs, the same for its office and for who may look."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kp7.organizations import authority
from kp7.personnel import ages, establishment
from kp7.personnel.actions.looking import look_at_card
from kp7.personnel.fields import StoredFileField
from kp7.personnel.leave_years import leave_table
from kp7.personnel.moves import Move, moves_of_card
from kp7.personnel.queries import OpenedCard, today
from kp7.personnel.record import Assessment, Finding, Line
from kp7.personnel.sections import (
    LEAVE_TOTALS,
    LEAVES,
    PERSONAL,
    PHOTOGRAPHS,
    SECTIONS,
    Section,
    section_of,
)
from kp7.personnel.stored_files import FileFacts, files_of
from kp7.personnel.terms import Group, Severity
from kp7.personnel.words import Column
from kp7.thai import calendar
from kp7.web import menu, notices
from kp7.web.banners import RegisterStanding, certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.people import TITLE as PEOPLE
from kp7.web.request import OfficerRequest
from kp7.web.shown import Shown, all_shown, columns, others, shown

Files = Mapping[uuid.UUID, FileFacts]
UNKNOWN: Final = "-"
NO_LINE: Final = Line(uuid.UUID(int=0), {})  # its columns still have their looks
TONES: Final = {Severity.BLOCKING: "red", Severity.WARNING: "amber", Severity.HINT: "plain"}


@dataclass(frozen=True, slots=True)
class Tab:
    """One section among the tabs: how many lines it holds and how many findings block it.

    `url` is empty where the section takes a right that its reader lacks.
    """

    label: str
    url: str
    current: bool
    lines: int | None
    nothing: bool
    blocking: int


@dataclass(frozen=True, slots=True)
class TabGroup:
    """Sections that belong together, under their heading; `blocking` counts over all of them."""

    label: str
    tabs: Sequence[Tab]

    @property
    def current(self) -> bool:
        """Whether the section shown is one of them."""
        return any(tab.current for tab in self.tabs)

    @property
    def blocking(self) -> int:
        """How many findings block in them."""
        return sum(tab.blocking for tab in self.tabs)

    @property
    def url(self) -> str:
        """The address of the first section that may be opened."""
        return next((tab.url for tab in self.tabs if tab.url), "")


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A finding with the address of the field that mends it."""

    severity: Severity
    tone: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a section: the short columns, and the rest of what it says beneath them."""

    id: uuid.UUID
    cells: Sequence[Shown]
    more: Sequence[Shown]
    edit_url: str
    remove_url: str

    @property
    def name(self) -> str:
        """What tells the line from the others."""
        return " ".join(cell.text for cell in self.cells[:2] if cell.text)


@require_safe
def card(request: OfficerRequest, card_id: uuid.UUID, section: str = PERSONAL.code) -> HttpResponse:
    """Show one section of a card."""
    showing = found_section(section)
    if showing.sensitive:
        authority.check_sensitive(request.actor)
    looked = look_at_card(by=request.actor, card_id=card_id)
    opened, own = looked.opened, not looked.organization
    standing = certification_banner(request) if own else RegisterStanding()
    may_edit = own and not standing.sealed
    findings = [f for f in opened.assessment.findings if f.section == showing.code]
    context = {
        "title": opened.name,
        "subtitle": " · ".join(filter(None, [opened.card.kind_label, looked.organization])),
        "crumbs": crumbs(opened.name, own=own),
        "standing": standing,
        "notice": notices.said(request),
        "opened": opened,
        "facts": facts(opened),
        "seat": establishment.held_by(opened.card, today()),
        "portrait": portrait_url(opened),
        "to_mend": opened.assessment.to_mend,
        "tabs": tabs(opened, showing, reads_sensitive=request.actor.reads_sensitive),
        "section": showing,
        "findings": [found_row(card_id, finding, may_edit=may_edit) for finding in findings],
        "may_edit": may_edit,
        "own": own,
        "urls": urls(card_id, showing),
        **content(
            opened,
            showing,
            own=own,
            may_edit=may_edit,
            reads_sensitive=request.actor.reads_sensitive,
        ),
    }
    if own:
        context["case_line"] = standing.case_line
    return render(request, "cards/card.html", context)


def found_section(code: str) -> Section:
    """Return the section of an address; one that no card has is a page that is not there."""
    section = section_of(code)
    if section is None:
        raise Http404
    return section


def crumbs(name: str, *, own: bool) -> list[Crumb]:
    """Return the way here: from one's own list, or from the certification."""
    if own:
        return [Crumb(PEOPLE, reverse("people")), Crumb(name)]
    return [Crumb("ระบบรับรองข้อมูล", menu.address("certification") or "/"), Crumb(name)]


def urls(card_id: uuid.UUID, section: Section) -> dict[str, str]:
    """Return the addresses that the buttons of a section lead to."""
    of_section = {
        name: reverse(name, args=[card_id, section.code])
        for name in ("line_add", "nothing", "nothing_withdraw")
    }
    of_card = {
        name: reverse(name, args=[card_id])
        for name in (
            "service_end",
            "release",
            "service_resume",
            "service_return",
            "national_id_correct",
            "person_remove",
        )
    }
    return {
        **of_section,
        **of_card,
        "edit": reverse("line_edit", args=[card_id, section.code, card_id]),
    }


def content(
    opened: OpenedCard, section: Section, *, own: bool, may_edit: bool, reads_sensitive: bool
) -> dict[str, object]:
    """Return what the section itself shows: its one line whole, or its lines as a table."""
    record = opened.assessment.record
    if not section.is_list:
        return {
            "values": all_shown(section, record.personal),
            "services": opened.services,
            "removable": not any(record.lines.values()),
            **transfers_of(opened, own=own),
        }
    lines = record.section(section.code)
    of_leave = section in {LEAVES, LEAVE_TOTALS}
    headings = [shown(column, NO_LINE) for column in columns(section)]
    files = files_of(opened.card) if lines and shows_files(section) else {}
    return {
        "headings": headings,
        "width": len(headings) + may_edit,
        "lines": [line_row(opened.card.id, section, line, files) for line in lines],
        "nothing": section.code in record.nothing,
        "leave": leave_table(record, reads_sensitive=reads_sensitive) if of_leave else None,
    }


def transfers_of(opened: OpenedCard, *, own: bool) -> dict[str, object]:
    """Return where the person came from and goes to, and whether they may be let go now."""
    found = moves_of_card(opened.card)
    under_way = any(move.state.open for move in found)
    return {
        "moves": [moved(opened.card.register_id, move) for move in found],
        "may_release": own and opened.active and not under_way,
    }


def moved(register_id: uuid.UUID, move: Move) -> str:
    """Return a transfer in words, as the card of one of its two sides says it."""
    day = calendar.format_short(move.transfer.effective_on)
    if move.state.open:
        return f"อยู่ระหว่างโอนไป {move.receiver} ตั้งแต่วันที่ {day} ({move.state.label})"
    if move.transfer.to_register_id == register_id:
        return f"โอนมาจาก {move.sender} ตั้งแต่วันที่ {day}"
    return f"โอนไป {move.receiver} ตั้งแต่วันที่ {day}"


def shows_files(section: Section) -> bool:
    """Tell whether the lines of a section name files."""
    return any(isinstance(column, StoredFileField) for column in section.fields())


def line_row(card_id: uuid.UUID, section: Section, line: Line, files: Files) -> LineRow:
    """Return one line as the table shows it."""
    at = [card_id, section.code, line.id]
    return LineRow(
        line.id,
        [cell(card_id, column, line, files) for column in columns(section)],
        [shown(column, line) for column in others(section) if says_more(column, line)],
        reverse("line_edit", args=at),
        reverse("line_remove", args=at),
    )


def cell(card_id: uuid.UUID, column: Column, line: Line, files: Files) -> Shown:
    """Return what stands in a column of a line: of a file its name, and the way to save it."""
    file_id = line.values.get(column.name)
    if not isinstance(file_id, uuid.UUID) or file_id not in files:
        return shown(column, line)
    file = files[file_id]
    pages = f" ({file.pages} หน้า)" if file.pages else ""
    return Shown(str(column.verbose_name), file.name + pages, url=file_url(card_id, file_id))


def file_url(card_id: uuid.UUID, file_id: uuid.UUID) -> str:
    """Return the address that a file of a card is saved from."""
    return reverse("file", args=[card_id, file_id])


def portrait_url(opened: OpenedCard) -> str:
    """Return the address of the newest photograph; nothing where there is none."""
    files = [line.values["file"] for line in opened.assessment.record.section(PHOTOGRAPHS.code)]
    return (
        file_url(opened.card.id, newest)
        if files and isinstance(newest := files[-1], uuid.UUID)
        else ""
    )


def says_more(column: Column, line: Line) -> bool:
    """Tell whether a column that the table leaves out says what would not go without saying."""
    return line.values.get(column.name) not in {None, "", False, column.default}


def tabs(opened: OpenedCard, current: Section, *, reads_sensitive: bool) -> list[TabGroup]:
    """Return the card's sections, in its order, gathered under their headings."""
    return [
        TabGroup(
            group.label,
            [
                tab(opened, section, current=section is current, reads_sensitive=reads_sensitive)
                for section in SECTIONS
                if section.group is group
            ],
        )
        for group in Group
    ]


def tab(opened: OpenedCard, section: Section, *, current: bool, reads_sensitive: bool) -> Tab:
    """Return one section among the tabs."""
    assessment = opened.assessment
    readable = reads_sensitive or not section.sensitive
    return Tab(
        section.label,
        section_url(opened.card.id, section) if readable else "",
        current,
        len(assessment.record.section(section.code)) if section.is_list else None,
        section.code in assessment.record.nothing,
        blocking_in(assessment, section),
    )


def section_url(card_id: uuid.UUID, section: Section) -> str:
    """Return the address of a section; the personal data are the card's own."""
    if section is PERSONAL:
        return reverse("card", args=[card_id])
    return reverse("card_section", args=[card_id, section.code])


def blocking_in(assessment: Assessment, section: Section) -> int:
    """Count the findings that block in one section, a needed one that is empty among them."""
    found = sum(finding.section == section.code for finding in assessment.blocking)
    return found or int(section.code in assessment.record.missing())


def found_row(card_id: uuid.UUID, finding: Finding, *, may_edit: bool) -> FoundRow:
    """Return a finding, with the way to mend it for those who may."""
    return FoundRow(
        finding.severity,
        TONES[finding.severity],
        finding.sentence,
        mending_url(card_id, finding) if may_edit else "",
    )


def mending_url(card_id: uuid.UUID, finding: Finding) -> str:
    """Return the address of the very field that a finding speaks of."""
    if finding.line_id is None:
        return reverse("line_add", args=[card_id, finding.section])
    address = reverse("line_edit", args=[card_id, finding.section, finding.line_id])
    return f"{address}#id_{finding.field}" if finding.field else address


def facts(opened: OpenedCard) -> list[Shown]:
    """Return what follows from the card's dates, as of today or of the last day in service."""
    personal = opened.assessment.record.personal
    service = opened.service
    day = service.ended_on if service and service.ended_on and not opened.active else today()
    born = personal.partial("birth_date")
    started = personal.day("service_started_on")
    age = ages.age(born, day) if born else None
    length = ages.span(started, day) if started else None
    retires = ages.retires_on(born) if born else None
    return [
        Shown("อายุ", str(age) if age else UNKNOWN),
        Shown("อายุราชการ", str(length) if length else UNKNOWN),
        Shown("วันครบเกษียณอายุ", calendar.format_short(retires) if retires else UNKNOWN),
    ]
