"""Pages that only the tests have: a form, a refusal, a bug, another's record."""

import time
from typing import ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from kp7.config import urls
from kp7.refusal import Refusal
from kp7.web import saved_forms
from kp7.web.fields import FoldedCharField
from kp7.web.request import OfficerRequest
from kp7.web.windows import layout_for

FORM = """{% extends layout %}{% load kp7 %}{% block content %}
{% include "parts/error_summary.html" %}
<form id="names" method="post" action="/test/form/" data-hx-post="/test/form/"
      data-hx-target="#window" novalidate>
{% csrf_token %}{% field form.name %}</form>{% endblock %}
{% block actions %}<button type="submit" form="names" class="btn btn-primary">บันทึก</button>
{% endblock %}"""
LIST = """{% extends layout %}{% load kp7 %}{% block content %}
<form action="/test/form/" data-hx-get="/test/form/" data-hx-target="#window">
<button type="submit" class="btn btn-plain btn-icon" aria-label="เปิด">{% icon "search" %}</button>
</form>{% endblock %}"""
PLAIN = FORM.replace('data-hx-post="/test/form/"', "")
SEALED = "ปิด"
SLOW = "ช้า"


class Sealed(Refusal):
    status: ClassVar[int] = 409


answered: list[str] = []


class NameForm(forms.Form):
    name = FoldedCharField(label="ชื่อ", max_length=5)


def shown(
    request: OfficerRequest, source: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    template = engines["django"].from_string(source)
    whole = {**context, "layout": layout_for(request)}
    return HttpResponse(template.render(whole, request), status=status)


@require_http_methods(["GET", "POST"])
def form(request: OfficerRequest) -> HttpResponse:
    taken = saved_forms.take(request) if request.method == "GET" else None
    filled = NameForm(taken if request.method == "GET" else request.POST)
    context = {
        "title": "แบบฟอร์ม",
        "form": filled,
        "notice": saved_forms.NOTICE if taken is not None else "",
    }
    if request.method == "GET":
        return shown(request, FORM if request.htmx else PLAIN, context)
    if not filled.is_valid():
        return shown(request, FORM if request.htmx else PLAIN, context, 422)
    if filled.cleaned_data["name"] == SEALED:
        raise Sealed("ทะเบียนนี้รับรองแล้ว แก้ไขไม่ได้")
    answered.append(filled.cleaned_data["name"])
    if filled.cleaned_data["name"] == SLOW:
        time.sleep(0.5)
    return redirect("test_list")


@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    return shown(request, LIST, {"title": "รายการ", "notice": " ".join(answered)})


def refusing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    raise Sealed("ทะเบียนนี้รับรองแล้ว แก้ไขไม่ได้")


def exploding(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    raise RuntimeError("1-2345-67890-12-1")


def missing(request: HttpRequest, number: int) -> HttpResponse:
    if number == 1:
        raise Http404("another's")
    if number == 2:
        raise NoSuchThing("ไม่มี")
    return render(request, "home.html", {"title": "ของเรา"})


class NoSuchThing(Refusal):
    status: ClassVar[int] = 404


urlpatterns = [
    *urls.urlpatterns,
    path("test/list/", listing, name="test_list"),
    path("test/form/", form),
    path("test/refusing/", refusing),
    path("test/exploding/", exploding),
    path("test/missing/<int:number>/", missing),
]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
