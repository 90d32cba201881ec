"""ตารางรหัส: the code tables, each searched, read and exported by everybody, kept by DLA."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kp7.organizations.authority import may_oversee
from kp7.organizations.queries import DLA
from kp7.personnel import code_listings
from kp7.personnel.code_listings import EntryFilter
from kp7.personnel.code_tables import DECLARATIONS
from kp7.personnel.queries import today
from kp7.personnel.terms import CodeTable
from kp7.reports.codes import table_of
from kp7.thai import calendar
from kp7.web import exports, notices
from kp7.web.crumbs import Crumb
from kp7.web.fields import BuddhistDateField, ChosenField, FoldedCharField
from kp7.web.filtered import in_words
from kp7.web.refusing import WRONG_FORM
from kp7.web.request import OfficerRequest

TITLE: Final = "ตารางรหัส"
PAGE: Final = 50
EVER: Final = "ever"
SEARCHED: Final = ("searched", "use", "on")


class SearchForm(forms.Form):
    """What a table is asked for: words, and in use on which day."""

    use_required_attribute = False

    searched = FoldedCharField(label="ชื่อหรือรหัส", required=False, max_length=100)
    use = ChosenField(
        label="แสดง",
        required=False,
        choices=[("", "ที่ใช้ในวันที่ระบุ"), (EVER, "ทั้งหมด รวมที่เลิกใช้แล้ว")],
    )
    on = BuddhistDateField(label="ใช้ในวันที่ (เว้นว่างคือวันนี้)", required=False, help_text="")

    def wanted(self, day: date) -> EntryFilter:
        """Return what was asked for; what is in use today where the form is wrong."""
        asked = self.cleaned_data if self.is_valid() else {}
        on = None if asked.get("use") == EVER else asked.get("on") or day
        return EntryFilter(asked.get("searched", ""), on)


class PlaceForm(forms.Form):
    """Behind which entry a page starts."""

    after = forms.UUIDField(required=False)


@require_safe
def code_tables(request: OfficerRequest) -> HttpResponse:
    """Show all tables with how many entries each has in use."""
    context = {
        "title": TITLE,
        "subtitle": "รายการให้เลือกในแบบบันทึก ก.พ.7 ของทุก อปท. แต่ละรายการมีวันที่เริ่มใช้และเลิกใช้",
        "tables": code_listings.tables(today()),
        "may_keep": may_oversee(request.actor),
    }
    return render(request, "codes/tables.html", context)


@require_safe
def code_table(request: OfficerRequest, table: str) -> HttpResponse:
    """Show one table as searched."""
    found_table = table_or_404(table)
    form, place = SearchForm(request.GET), PlaceForm(request.GET)
    after = place.cleaned_data["after"] if place.is_valid() else None
    found = code_listings.entries(found_table, form.wanted(today()), after=after, size=PAGE)
    declared = DECLARATIONS[found_table]
    url = reverse("code_table", args=[found_table])
    context = {
        "title": declared.label,
        "subtitle": f"ใช้ใน: {declared.purpose}",
        "crumbs": [Crumb(TITLE, reverse("code_tables")), Crumb(declared.label)],
        "table": found_table,
        "form": form,
        "found": found,
        "headings": [one.label for one in declared.attributes if one.listed],
        "day": today(),
        "search": searched(request),
        "notice": notices.said(request),
        "may_keep": may_oversee(request.actor),
        "first_url": with_search(request, url) if after else "",
        "pager": {"next_url": with_search(request, url, found.after) if found.after else ""},
    }
    return render(request, "codes/table.html", context, status=WRONG_FORM if form.errors else 200)


@require_safe
def code_table_export(request: OfficerRequest, table: str) -> exports.Answer:
    """Send the whole table, as searched."""
    found_table = table_or_404(table)
    form = SearchForm(request.GET)
    if not form.is_valid():
        return code_table(request, table)  # says what is wrong
    found = code_listings.entries(found_table, form.wanted(today()), size=None)
    listed = table_of(found_table, found.entries)
    name = f"{found_table}-{calendar.buddhist_year(today().year)}"
    return exports.send(
        request, [listed], name=name, title=listed.name, organization=DLA, filtered=in_words(form)
    )


def table_or_404(name: str) -> CodeTable:
    """Return the table of an address."""
    if name not in set(CodeTable):
        raise Http404
    return CodeTable(name)


def searched(request: OfficerRequest) -> Mapping[str, str]:
    """Return the search of an address, to lead on with it."""
    return {name: request.GET[name] for name in SEARCHED if request.GET.get(name)}


def with_search(request: OfficerRequest, url: str, after: object = None) -> str:
    """Return an address with the search, and where its page starts."""
    place = {"after": str(after)} if after else {}
    asked = urlencode({**searched(request), **place})
    return f"{url}?{asked}" if asked else url
