"""จับคู่คอลัมน์: what each sheet of a file holds, and which of its columns is what."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from django.forms.boundfield import BoundField
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kp7.intake import queries
from kp7.intake.actions.moments import WrongMoment
from kp7.intake.actions.planning import plan
from kp7.intake.actions.receiving import remap, use_remembered
from kp7.intake.columns import Layout
from kp7.intake.guessing import guess
from kp7.intake.layout import layout
from kp7.intake.mapping import Mapping_, Reason, SheetMapping
from kp7.intake.queries import ImportView, SheetHead
from kp7.intake.reading.book import Book, Sheet, letters
from kp7.intake.terms import ImportState
from kp7.refusal import Refusal
from kp7.web import notices, saved_forms
from kp7.web.banners import certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.intake import TONES, crumbs, own_import, steps
from kp7.web.intake_forms import (
    RESERVED,
    SAMPLE,
    Shape,
    SheetForm,
    of_section,
    samples,
    widest,
)
from kp7.web.lao import for_lao
from kp7.web.lines import number
from kp7.web.notices import Said
from kp7.web.people import around
from kp7.web.refusing import WRONG_FORM, refuse
from kp7.web.request import OfficerRequest

TITLE: Final = "จับคู่คอลัมน์"
OPEN: Final = {ImportState.MAPPING, ImportState.PLANNED, ImportState.FAILED}
LIKELY: Final = 60
CERTAIN: Final = 85
RESHAPED: Final = "แสดงคอลัมน์ตามที่เลือกแล้ว กรุณาตรวจการจับคู่ แล้วกดบันทึก"


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet among those of the file."""

    name: str
    url: str
    current: bool
    said: str


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the file, and what it is taken for."""

    letter: str
    heading: str
    samples: Sequence[str]
    bound: BoundField
    mapped: bool
    sure: str
    tone: str
    why: str


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands in the file."""

    number: int
    heading: bool
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sheet that a page is about."""

    view: ImportView
    heads: Sequence[SheetHead]
    place: int

    @property
    def head(self) -> SheetHead:
        """Its first rows."""
        return self.heads[self.place]

    @property
    def stored(self) -> SheetMapping:
        """What it holds, as stored."""
        return self.view.mapping.sheet(self.head.name) or SheetMapping(self.head.name)

    def url(self, place: int) -> str:
        """Return the address of the page about one of the file's sheets."""
        address = reverse("intake_mapping", args=[self.view.id])
        return f"{address}?sheet={place + 1}" if len(self.heads) > 1 else address

    def with_sheet(self, one: SheetMapping) -> Mapping_:
        """Return the mapping of the whole file with this sheet's as it was chosen."""
        kept = {sheet.sheet: sheet for sheet in self.view.mapping.sheets} | {one.sheet: one}
        return Mapping_(tuple(kept[head.name] for head in self.heads if head.name in kept))


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def intake_mapping(request: OfficerRequest, import_id: uuid.UUID) -> HttpResponse:
    """Show what a sheet's columns are taken for, or keep what was chosen and check the file."""
    view = own_import(request, import_id)
    if view.state not in OPEN:
        return redirect("intake_import", import_id)
    if "use" in request.POST:
        return remembered(request, view)
    chosen = chosen_sheet(request, view)
    if request.method != "POST":
        return opened(request, chosen)
    form = form_of(chosen, request.POST)
    if form is None:
        return reshaped(request, chosen, request.POST, RESHAPED)
    if not form.is_valid():
        return mapping_page(request, chosen, form, status=WRONG_FORM)
    return kept(request, chosen, form)


def remembered(request: OfficerRequest, view: ImportView) -> HttpResponse:
    """Take the columns as the organization remembered them under a name."""
    try:
        use_remembered(by=request.actor, import_id=view.id, name=request.POST.get("use", ""))
    except WrongMoment:
        return redirect("intake_import", view.id)
    address = reverse("intake_mapping", args=[view.id])
    return redirect(notices.saying(address, Said.MAPPING_USED))


def chosen_sheet(request: OfficerRequest, view: ImportView) -> Chosen:
    """Return the sheet asked for; else the first that is brought in."""
    heads = queries.sheets_of(view.id, by=request.actor)
    if not heads:
        raise Http404
    asked = number(request.GET.get("sheet"))
    taken = (
        place
        for place, head in enumerate(heads)
        if (one := view.mapping.sheet(head.name)) and one.section
    )
    return Chosen(view, heads, asked - 1 if 0 < asked <= len(heads) else next(taken, 0))


def opened(request: OfficerRequest, chosen: Chosen) -> HttpResponse:
    """Show a sheet as stored, or as its officer had changed it when the session ran out."""
    typed = saved_forms.take(request)
    if typed is not None:
        return reshaped(request, chosen, typed, saved_forms.NOTICE)
    form = SheetForm(chosen.head, chosen.stored, initial=remembering(chosen.view))
    return mapping_page(request, chosen, form, notice=notices.said(request))


def remembering(view: ImportView) -> dict[str, object]:
    """Return the name that is offered: the one in use, else the file's."""
    name = view.mapping_name or PurePath(view.name).stem[:60]
    return {"remembers": True, "remembered_as": name}


def form_of(chosen: Chosen, data: QueryDict) -> SheetForm | None:
    """Return what was typed; nothing where other columns are to be asked for first."""
    stored = Shape.of(chosen.stored)
    shape = Shape.typed(data, stored)
    if "show" in data or data.get("shape") != shape.word:
        return None
    one = chosen.stored if shape == stored else guessed(chosen.head, shape)
    return SheetForm(chosen.head, one, data, shape=shape)


def reshaped(request: OfficerRequest, chosen: Chosen, data: QueryDict, notice: str) -> HttpResponse:
    """Show the columns of what a sheet is now said to be, with those that were chosen and fit."""
    shape = Shape.typed(data, Shape.of(chosen.stored))
    one = guessed(chosen.head, shape)
    names = ("remembers", "remembered_as")
    initial: dict[str, object] = {name: data.get(name, "") for name in names}
    if data.get("shape") == shape.word:  # nothing but the columns was chosen: they stay
        initial |= {name: data[name] for name in data if name.startswith("column_")}
    form = SheetForm(chosen.head, one, initial=initial, shape=shape)
    return mapping_page(request, chosen, form, notice=notice)


def guessed(head: SheetHead, shape: Shape) -> SheetMapping:
    """Return what the columns of a sheet may be, said to be of that shape."""
    if not shape.section:
        return SheetMapping(head.name, "", shape.heading_rows)
    own = guessed_as(head, shape, shape.section)
    columns, reasons = dict(own.columns), dict(own.reasons)
    for code in shape.also:
        further = guessed_as(head, shape, code)
        for index, key in further.columns.items():
            if index not in columns and key not in RESERVED:
                columns[index] = of_section(code, key)
                reasons[index] = further.reasons[index]
    return SheetMapping(head.name, shape.section, shape.heading_rows, columns, reasons)


def guessed_as(head: SheetHead, shape: Shape, code: str) -> SheetMapping:
    """Return what the columns of a sheet would be of one section alone, below its headings."""
    spec = layout().sheet(code)
    above = shape.heading_rows[0]
    rows = [() if place < above else row for place, row in enumerate(head.rows)]
    merged = tuple(one for one in head.merged if one.first_row >= above)
    book = Book(head.name, "xlsx", (Sheet(head.name, rows, merged=merged),))
    (found,) = guess(book, Layout((spec,) if spec else ()), {}).sheets
    return found if found.section == code else SheetMapping(head.name)


def kept(request: OfficerRequest, chosen: Chosen, form: SheetForm) -> HttpResponse:
    """Keep what was chosen, and check the file where that was asked for."""
    try:
        remap(
            by=request.actor,
            import_id=chosen.view.id,
            mapping=chosen.with_sheet(form.mapping()),
            remember=form.remembered_name,
        )
        if "check" in request.POST:
            plan(by=request.actor, import_id=chosen.view.id)
    except WrongMoment:
        return redirect("intake_import", chosen.view.id)
    except Refusal as refusal:
        fresh = Chosen(own_import(request, chosen.view.id), chosen.heads, chosen.place)
        return mapping_page(request, fresh, form, status=refuse(form, refusal))
    if "check" in request.POST:
        return redirect("intake_import", chosen.view.id)
    address = chosen.url((chosen.place + 1) % len(chosen.heads))
    return redirect(f"{address}{'&' if '?' in address else '?'}{notices.SAID}={Said.MAPPED}")


def mapping_page(
    request: OfficerRequest,
    chosen: Chosen,
    form: SheetForm,
    *,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show a sheet with its columns."""
    standing = certification_banner(request)
    view, head = chosen.view, chosen.head
    columns = list(column_rows(form))
    mapped = sum(one.mapped for one in columns)
    context = {
        **around(standing, TITLE),
        "subtitle": "บอกระบบว่าแต่ละคอลัมน์ในไฟล์คือข้อมูลใด ระบบเดาให้แล้ว ตรวจและแก้เฉพาะที่ไม่ตรง",
        "crumbs": crumbs(Crumb(view.name)),
        "import": view,
        "tone": TONES.get(view.state, "plain"),
        "steps": steps(1),
        "notice": notice,
        "form": form,
        "head": head,
        "further": [
            spec.name for code in form.shape.also if (spec := layout().sheet(code)) is not None
        ],
        "tabs": list(tabs(chosen)),
        "columns": columns,
        "matched": mapped,
        "unshown": form.unlisted,
        "letters": [letters(index) for index in range(min(widest(head.rows), len(columns) or 30))],
        "raw": list(raw_rows(form)),
        "problems": view.problems,
        "remembered": queries.mappings_of(view.register_id),
        "action": chosen.url(chosen.place),
        "leave": reverse("intake"),
        "may_save": not standing.sealed,
    }
    return render(request, "intake/mapping.html", context, status=status)


def tabs(chosen: Chosen) -> Iterator[Tab]:
    """Yield the sheets of the file, each with what it is brought in as."""
    for place, head in enumerate(chosen.heads):
        one = chosen.view.mapping.sheet(head.name)
        spec = layout().sheet(one.section) if one else None
        said = "ไม่นำเข้า" if spec is None else "" if spec.name == head.name else spec.name
        hidden = " (ซ่อนอยู่)" if head.hidden else ""
        yield Tab(f"{head.name}{hidden}", chosen.url(place), place == chosen.place, said)


def column_rows(form: SheetForm) -> Iterator[ColumnRow]:
    """Yield the columns of a sheet."""
    for index, bound in form.bound_columns():
        value = str(bound.value() or "")
        as_guessed = bool(value) and form.one.columns.get(index) == value
        why = form.one.reasons.get(index) if as_guessed else None
        sure, tone = surely(value, why)
        yield ColumnRow(
            letters(index),
            form.headings.get(index, ""),
            samples(form.head, form.shape.heading_rows, index),
            bound,
            bool(value),
            sure,
            tone,
            why.sentence if why else "",
        )


def surely(value: str, why: Reason | None) -> tuple[str, str]:
    """Return in words and tone how sure it is that a column is what it is taken for."""
    if not value:
        return "ไม่นำเข้า", "plain"
    if why is None:
        return "ท่านเลือก", "blue"
    if why.sure >= CERTAIN:
        return "ตรงกัน", "green"
    return ("น่าจะตรง", "blue") if why.sure >= LIKELY else ("โปรดตรวจ", "amber")


def raw_rows(form: SheetForm) -> Iterator[RawRow]:
    """Yield the first rows as they stand, those of the headings marked."""
    first, last = form.shape.heading_rows
    width = widest(form.head.rows)
    for place, row in enumerate(form.head.rows):
        cells = [*row, *[""] * (width - len(row))]
        shown = [cell if len(cell) <= SAMPLE else f"{cell[:SAMPLE]}…" for cell in cells]
        yield RawRow(place + 1, first <= place <= last, shown)
