"""พิมพ์ ก.พ.7: one card as PDF, whole or as ใบต่อ, and who printed it before."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kp7.printing.actions.cards import Previewed, preview, print_card
from kp7.printing.cards.choices import WHOLE, Digits, Part
from kp7.printing.cards.item13 import Entry
from kp7.printing.continuation import Start, Struck
from kp7.printing.planning import Outlook
from kp7.printing.queries import IssueView, issues_of
from kp7.printing.terms import What
from kp7.printing.wanted import Wanted
from kp7.refusal import Refusal
from kp7.web import fields
from kp7.web.banners import RegisterStanding, certification_banner
from kp7.web.edits import under_card
from kp7.web.lao import for_lao
from kp7.web.paper import pdf
from kp7.web.refusing import WRONG_FORM, refuse
from kp7.web.request import OfficerRequest

TITLE: Final = "พิมพ์ ก.พ.7"
CONTINUED: Final = "พิมพ์ใบต่อ"
ALL: Final = "all"
SHORT: Final = 60


class PrintForm(forms.Form):
    """How a whole card is to be printed."""

    use_required_attribute = False

    parts = fields.ChosenField(
        label="ส่วนที่พิมพ์",
        choices=[(ALL, "ทั้งฉบับ ทุกส่วน"), *((part.value, part.label) for part in Part)],
        initial=ALL,
    )
    digits = fields.ChosenField(
        label="ตัวเลข",
        choices=[(digits.value, digits.label) for digits in Digits],
        initial=Digits.ARABIC,
    )
    certified_copy = forms.BooleanField(
        label="มีช่องลงนาม “สำเนาถูกต้อง”",
        required=False,
        help_text="สำหรับสำเนาที่ให้ผู้อื่น ไม่ใช่แผ่นที่เก็บเข้าแฟ้มของหน่วยงาน",
    )

    def wanted(self) -> Wanted:
        """Return what was chosen."""
        chosen = self.cleaned_data["parts"]
        return Wanted(
            parts=WHOLE if chosen == ALL else (Part(chosen),),
            digits=Digits(self.cleaned_data["digits"]),
            certified_copy=self.cleaned_data["certified_copy"],
        )


class ContinuationForm(forms.Form):
    """Which lines of item 13 are printed on, and from where."""

    use_required_attribute = False

    page = fields.WholeNumberField(label="แผ่นที่", help_text="แผ่นของรายการ 13 ที่จะใส่ในเครื่องพิมพ์")
    row = fields.WholeNumberField(label="เริ่มบรรทัดที่", help_text="บรรทัดว่างแรกบนแผ่นนั้น")
    first = fields.ChosenField(label="ตั้งแต่รายการ", required=False)
    last = fields.ChosenField(label="ถึงรายการ", required=False)
    digits = fields.ChosenField(
        label="ตัวเลข",
        choices=[(digits.value, digits.label) for digits in Digits],
        initial=Digits.ARABIC,
    )

    def __init__(self, outlook: Outlook, data: QueryDict | None = None) -> None:
        self.outlook, start = outlook, outlook.start
        super().__init__(data, initial={"page": start.page, "row": start.row})
        named = [(str(entry.ids[0]), in_short(entry)) for entry in outlook.entries]
        new = len(outlook.difference.to_print)
        automatic = f"รายการที่ยังไม่อยู่บนแผ่น {new} รายการ" if outlook.known else "กรุณาเลือกรายการแรก"
        for name, unchosen in (("first", automatic), ("last", "รายการสุดท้าย")):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
            field.choices = [("", unchosen), *named]

    def wanted(self, after: uuid.UUID | None) -> Wanted:
        """Return what was chosen."""
        said = self.cleaned_data
        return Wanted(
            what=What.CONTINUATION,
            parts=(Part.INSIDE,),
            digits=Digits(said["digits"]),
            start=Start(said["page"], said["row"]),
            first=uuid.UUID(said["first"]) if said["first"] else None,
            last=uuid.UUID(said["last"]) if said["last"] else None,
            after=after,
        )


@dataclass(frozen=True, slots=True)
class PrintRow:
    """An earlier print of a card, in words; `url` leads to what goes on below it."""

    issue: IssueView
    what: str
    ended: str
    url: str


@dataclass(frozen=True, slots=True)
class StruckRow:
    """A line of the paper that the card no longer says so."""

    where: str
    paper: str
    now: str


@require_http_methods(["GET", "HEAD", "POST"])
def card_print(request: OfficerRequest, card_id: uuid.UUID) -> HttpResponse:
    """Ask how a card is to be printed, or print it."""
    form = PrintForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return whole_page(request, card_id, form)
    if not form.is_valid():
        return whole_page(request, card_id, form, status=WRONG_FORM)
    try:
        printed = print_card(by=request.actor, card_id=card_id, wanted=form.wanted())
    except Refusal as refusal:
        return whole_page(request, card_id, form, status=refuse(form, refusal))
    return pdf(printed.content, printed.name)


def whole_page(
    request: OfficerRequest, card_id: uuid.UUID, form: PrintForm, status: int = 200
) -> HttpResponse:
    """Show the form of a whole card, with what was printed of it before."""
    seen = preview(by=request.actor, card_id=card_id)
    context = {
        **around(request, seen, TITLE),
        "form": form,
        "outlook": seen.outlook,
        "new": len(seen.outlook.difference.to_print) if seen.outlook else 0,
        "prints": print_rows(seen) if seen.outlook else [],
        "continue_url": reverse("card_continue", args=[card_id]),
    }
    return render(request, "printing/card.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def card_continue(request: OfficerRequest, card_id: uuid.UUID) -> HttpResponse:
    """Show what a ใบต่อ of a card would print, or print it."""
    after = issue_in(request)
    seen = preview(by=request.actor, card_id=card_id, after=after)
    if seen.outlook is None:  # only the office itself goes on below what is on its paper
        raise Http404
    form = ContinuationForm(seen.outlook, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return continuation_page(request, seen, form, after=after)
    if not form.is_valid():
        return continuation_page(request, seen, form, after=after, status=WRONG_FORM)
    try:
        printed = print_card(by=request.actor, card_id=card_id, wanted=form.wanted(after))
    except Refusal as refusal:
        status = refuse(form, refusal)
        return continuation_page(request, seen, form, after=after, status=status)
    return pdf(printed.content, printed.name)


def continuation_page(
    request: OfficerRequest,
    seen: Previewed,
    form: ContinuationForm,
    *,
    after: uuid.UUID | None,
    status: int = 200,
) -> HttpResponse:
    """Show what the paper lacks, what is to be struck on it, and where printing goes on."""
    outlook = form.outlook
    found = outlook.difference
    prints = issues_of(seen.card.register_id, seen.card.person_id)
    standing = [one for one in prints if one.stands]
    base = next((one for one in standing if after in {None, one.id}), None)
    context = {
        **around(request, seen, CONTINUED),
        "form": form,
        "known": outlook.known,
        "base": base,
        "others": [one for one in print_rows(seen) if one.issue.stands and one.issue != base],
        "lines": [(outlook.entries[at], at in found.late) for at in found.to_print],
        "struck": [struck_row(one) for one in found.struck],
        "whole_url": reverse("card_print", args=[seen.card.id]),
    }
    return render(request, "printing/continuation.html", context, status=status)


def issue_in(request: OfficerRequest) -> uuid.UUID | None:
    """Return the print that an address asks to go on below; none where it names none."""
    try:
        return uuid.UUID(request.GET.get("after", ""))
    except ValueError:
        return None


def around(request: OfficerRequest, seen: Previewed, title: str) -> dict[str, object]:
    """Return what both pages show around their forms."""
    own = not seen.organization
    standing = certification_banner(request) if own else RegisterStanding()
    shown: dict[str, object] = {
        "title": title,
        "subtitle": " · ".join(filter(None, [seen.name, seen.organization])),
        "crumbs": under_card(seen.card.id, seen.name, title, own=own),
        "card_url": reverse("card", args=[seen.card.id]),
        "own": own,
    }
    return shown | ({"case_line": standing.case_line} if own else {})


def print_rows(seen: Previewed) -> Sequence[PrintRow]:
    """Return the earlier prints of a card."""
    address = reverse("card_continue", args=[seen.card.id])
    return [
        PrintRow(
            issue,
            said_of(issue.wanted),
            f"แผ่นที่ {issue.page} บรรทัดที่ {issue.row}" if issue.lines else "",
            f"{address}?after={issue.id}" if issue.stands else "",
        )
        for issue in issues_of(seen.card.register_id, seen.card.person_id)
    ]


def said_of(wanted: Wanted) -> str:
    """Return what was printed, in words."""
    if wanted.what is What.CONTINUATION or wanted.parts == WHOLE:
        what = wanted.what.label
    else:
        what = " ".join(part.label for part in wanted.parts)
    digits = "เลขไทย" if wanted.digits is Digits.THAI else ""
    return " · ".join(filter(None, [what, digits, "สำเนาถูกต้อง" if wanted.certified_copy else ""]))


def struck_row(one: Struck) -> StruckRow:
    """Return a line of the paper that is to be struck."""
    paper = one.paper
    where = f"แผ่นที่ {paper.page} บรรทัดที่ {paper.first}" if paper.page else "บนแผ่นเดิม"
    return StruckRow(where, plain(paper.said), plain(one.now))


def in_short(entry: Entry) -> str:
    """Return an entry as a list offers it."""
    day, position, _, _, salary, _ = entry.said
    return plain((day, position[:SHORT], salary))


def plain(said: Sequence[str]) -> str:
    """Return the cells of an entry in one line."""
    return " · ".join(" ".join(cell.split()) for cell in said if cell.strip())
