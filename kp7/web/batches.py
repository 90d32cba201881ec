"""งานพิมพ์: the cards of a whole list as one file, asked for, watched and fetched."""

import uuid
from typing import Final

from django import forms
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from kp7.jobs.queries import latest_of
from kp7.printing import queries
from kp7.printing.actions.batches import KEPT_FOR, KIND, ask_batch, fetch
from kp7.printing.cards.choices import WHOLE, Digits, Part
from kp7.printing.queries import BatchView
from kp7.printing.terms import Bundle, What
from kp7.printing.wanted import Wanted
from kp7.refusal import Refusal
from kp7.web import fields
from kp7.web.banners import certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.lao import for_lao, own_register
from kp7.web.people import TITLE as PEOPLE
from kp7.web.people import filtered, kept_filter, wanted
from kp7.web.printing import ALL, said_of
from kp7.web.refusing import WRONG_FORM, refuse
from kp7.web.request import OfficerRequest

TITLE: Final = "งานพิมพ์"
ASK: Final = "พิมพ์ ก.พ.7 หลายคน"
NAMED_MOST: Final = 20


class BatchForm(forms.Form):
    """Which of the people listed, how, and as what."""

    use_required_attribute = False

    what = fields.ChosenField(
        label="สิ่งที่พิมพ์",
        choices=[
            (ALL, "ทั้งฉบับ ทุกส่วน"),
            (What.CONTINUATION.value, "ใบต่อ เฉพาะรายการที่ยังไม่อยู่บนแผ่น"),
            *((part.value, part.label) for part in Part),
        ],
        initial=ALL,
    )
    division = fields.ChosenField(label="สังกัด", required=False)
    digits = fields.ChosenField(
        label="ตัวเลข",
        choices=[(digits.value, digits.label) for digits in Digits],
        initial=Digits.ARABIC,
    )
    bundle = fields.ChosenField(
        label="ไฟล์ที่ได้",
        choices=[(bundle.value, bundle.label) for bundle in Bundle],
        initial=Bundle.PDF,
    )
    certified_copy = forms.BooleanField(
        label="มีช่องลงนาม “สำเนาถูกต้อง”",
        required=False,
        help_text="สำหรับสำเนาที่ให้ผู้อื่น ไม่ใช่แผ่นที่เก็บเข้าแฟ้มของหน่วยงาน",
    )

    def __init__(self, divisions: list[str], data: QueryDict | None = None) -> None:
        super().__init__(data)
        field = self.fields["division"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [("", "ทุกสังกัด"), *((name, name) for name in divisions)]

    def asked(self) -> Wanted:
        """Return what was chosen."""
        said = self.cleaned_data
        digits, copy = Digits(said["digits"]), said["certified_copy"]
        if said["what"] == What.CONTINUATION:
            return Wanted(What.CONTINUATION, (Part.INSIDE,), digits)
        parts = WHOLE if said["what"] == ALL else (Part(said["what"]),)
        return Wanted(parts=parts, digits=digits, certified_copy=copy)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def people_print(request: OfficerRequest) -> HttpResponse:
    """Ask how the people that the list shows are to be printed, or have a job print them."""
    register_id = own_register(request)
    divisions = queries.divisions(register_id)
    form = BatchForm(divisions, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return asking_page(request, form)
    if not form.is_valid():
        return asking_page(request, form, status=WRONG_FORM)
    try:
        batch_id = ask_batch(
            by=request.actor,
            register_id=register_id,
            people=wanted(kept_filter(request)),
            division=form.cleaned_data["division"],
            wanted=form.asked(),
            bundle=Bundle(form.cleaned_data["bundle"]),
            title=title_of(request, form),
        )
    except Refusal as refusal:
        return asking_page(request, form, status=refuse(form, refusal))
    return redirect("batch", batch_id)


def title_of(request: OfficerRequest, form: BatchForm) -> str:
    """Return what the file is called; whom it was searched for stands in no name."""
    about = form.cleaned_data["division"] or request.actor.organization
    return " ".join(filter(None, ["ก.พ.7", said_of(form.asked()), about]))


def asking_page(request: OfficerRequest, form: BatchForm, status: int = 200) -> HttpResponse:
    """Show the form, with how many people the list shows."""
    register_id = own_register(request)
    number = len(queries.people_wanted(register_id, wanted(kept_filter(request))))
    context = {
        "title": ASK,
        "crumbs": [Crumb(PEOPLE, reverse("people")), Crumb(ASK)],
        "case_line": certification_banner(request).case_line,
        "form": form,
        "people": number,
        "filtered": filtered(request),
        "leave": reverse("people"),
    }
    return render(request, "printing/ask.html", context, status=status)


@require_safe
@for_lao
def batches(request: OfficerRequest) -> HttpResponse:
    """List the files of many cards, newest first."""
    context = {
        "title": TITLE,
        "subtitle": f"ไฟล์ ก.พ.7 ของหลายคน เก็บไว้ {KEPT_FOR.days} วันหลังพิมพ์เสร็จ",
        "crumbs": [Crumb(PEOPLE, reverse("people")), Crumb(TITLE)],
        "case_line": certification_banner(request).case_line,
        "batches": queries.batches_of(request.actor),
    }
    return render(request, "printing/batches.html", context)


@require_safe
def batch(request: OfficerRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Show how far a file is, or what is in it."""
    found = batch_or_404(request, batch_id)
    names: dict[str, list[str]] = {}
    for name, sentence in found.refused:
        names.setdefault(sentence, []).append(name)
    context = {
        "title": found.title,
        "crumbs": [
            Crumb(PEOPLE, reverse("people")),
            Crumb(TITLE, reverse("batches")),
            Crumb(found.title),
        ],
        "case_line": certification_banner(request).case_line,
        "batch": found,
        "what": said_of(found.wanted),
        "job": latest_of(KIND, found.id),
        "refused": [
            (sentence, people[:NAMED_MOST], max(0, len(people) - NAMED_MOST))
            for sentence, people in names.items()
        ],
    }
    return render(request, "printing/batch.html", context)


@require_safe
def batch_file(request: OfficerRequest, batch_id: uuid.UUID) -> StreamingHttpResponse:
    """Send the file in pieces."""
    fetched = fetch(by=request.actor, batch_id=batch_id)
    request.META["HTTP_ACCEPT_ENCODING"] = ""  # it is packed already: do not pack it again
    return StreamingHttpResponse(
        fetched.content,
        content_type=fetched.bundle.media_type,
        headers={
            "Content-Length": str(fetched.size),
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename=fetched.name
            )
            or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


def batch_or_404(request: OfficerRequest, batch_id: uuid.UUID) -> BatchView:
    """Return a batch that the officer may fetch."""
    found = queries.batch_for(request.actor, batch_id)
    if found is None:
        raise Http404
    return found
