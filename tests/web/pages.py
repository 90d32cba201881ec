"""Pages that only the tests have: a form, a refusal, a bug, another's record."""

from typing import ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_http_methods

from kp7.config import urls
from kp7.refusal import Refusal
from kp7.web import saved_forms
from kp7.web.fields import FoldedCharField
from kp7.web.request import OfficerRequest

FORM = """{% extends layout %}{% load kp7 %}{% block content %}
{% include "parts/error_summary.html" %}
<form method="post" novalidate>{% csrf_token %}{% field form.name %}
<button type="submit" class="btn btn-primary">บันทึก</button></form>{% endblock %}"""


class Sealed(Refusal):
    status: ClassVar[int] = 409


class NameForm(forms.Form):
    name = FoldedCharField(label="ชื่อ", max_length=5)


@require_http_methods(["GET", "POST"])
def form(request: OfficerRequest) -> HttpResponse:
    taken = saved_forms.take(request) if request.method == "GET" else None
    filled = NameForm(taken if request.method == "GET" else request.POST)
    status = 422 if request.method == "POST" and not filled.is_valid() else 200
    context = {
        "title": "แบบฟอร์ม",
        "layout": "base.html",
        "form": filled,
        "notice": saved_forms.NOTICE if taken is not None else "",
    }
    template = engines["django"].from_string(FORM)
    return HttpResponse(template.render(context, request), status=status)


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
    path("test/form/", form),
    path("test/refusing/", refusing),
    path("test/exploding/", exploding),
    path("test/missing/<int:number>/", missing),
]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
