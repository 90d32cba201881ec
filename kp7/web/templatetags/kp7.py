"""The few pieces that every page is made of."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Final

from django import forms, template
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kp7.certification.terms import State
from kp7.jobs.queries import is_worker_there
from kp7.jobs.terms import JobState
from kp7.personnel.terms import Severity
from kp7.thai import calendar, national_id

register = template.Library()

NOTICE_ICONS: Final = {
    "success": "check-circle-fill",
    "warning": "exclamation-triangle-fill",
    "error": "exclamation-triangle-fill",
}
STATE_LOOKS: Final = {
    State.DRAFT: ("hourglass-split", "plain"),
    State.LAO_CERTIFIED: ("check-circle-fill", "blue"),
    State.UNDER_REVIEW: ("search", "blue"),
    State.RETURNED: ("arrow-return-left", "amber"),
    State.PROVINCE_CERTIFIED: ("patch-check-fill", "green"),
    State.REOPENED: ("unlock-fill", "amber"),
    State.ACCEPTED: ("patch-check-fill", "green"),
}
JOB_LOOKS: Final = {
    JobState.WAITING: ("hourglass-split", "plain"),
    JobState.RUNNING: ("hourglass-split", "blue"),
    JobState.DONE: ("check-circle-fill", "green"),
    JobState.FAILED: ("exclamation-triangle-fill", "red"),
    JobState.CANCELLED: ("x-lg", "plain"),
}
SEVERITY_TONES: Final = {
    Severity.BLOCKING: "red",
    Severity.WARNING: "amber",
    Severity.HINT: "plain",
}


@lru_cache(maxsize=1)
def sprite() -> str:
    """Return the address of the icons."""
    return static("vendor/icons.svg")


@register.simple_tag
def icons_url() -> str:
    """Return the address of the icons, for a drawing that places one itself."""
    return sprite()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon that says nothing the words beside it do not."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite(), name
    )


@register.simple_tag
def notice_icon(tone: str) -> SafeString:
    """Draw the icon of a notice: success, warning, error or information."""
    return icon(NOTICE_ICONS.get(tone, "info-circle-fill"))


@register.simple_tag
def state_badge(state: State) -> SafeString:
    """Show สถานะการรับรองข้อมูล as a badge: icon, colour and always the words."""
    name, tone = STATE_LOOKS.get(state, ("info-circle-fill", "plain"))
    return format_html(
        '<span class="badge-state tone-{}">{}{}</span>', tone, icon(name), state.label
    )


@register.simple_tag
def job_badge(state: JobState) -> SafeString:
    """Show where a job stands as a badge: icon, colour and always the words."""
    name, tone = JOB_LOOKS[state]
    return format_html(
        '<span class="badge-state tone-{}">{}{}</span>', tone, icon(name), state.label
    )


@register.simple_tag
def worker_missing() -> bool:
    """Tell whether there is nobody who would do a job."""
    return not is_worker_there()


@register.simple_tag
def severity_badge(severity: Severity) -> SafeString:
    """Show how much a finding weighs: colour and always the word."""
    return format_html(
        '<span class="badge-state tone-{}">{}</span>', SEVERITY_TONES[severity], severity.label
    )


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """Show a field of a form: label, input, hint and error, tied together for a screen reader."""
    widget = bound.field.widget
    is_check = isinstance(widget, forms.CheckboxInput)
    css: dict[str, str | bool] = (
        {} if is_check or isinstance(widget, forms.RadioSelect) else {"class": css_of(widget)}
    )
    found = getattr(bound.form, "found", None)  # only forms of a card are read by the rules
    return {
        "field": bound,
        "widget": bound.as_widget(attrs=css),
        "is_check": is_check,
        "has_found": found is not None,
        "found": found.get(bound.name, ()) if found else (),
    }


@register.simple_tag
def detail_input(bound: BoundField, column: int) -> SafeString:
    """Show a field of a table's row without its label, which a screen reader is told."""
    css = css_of(bound.field.widget)
    return bound.as_widget(
        attrs={"class": css, "aria-label": str(bound.label), "data-down": f"column-{column}"}
    )


def css_of(widget: forms.Widget) -> str:
    """Return Bootstrap's class for this kind of input."""
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@register.filter
def error_count(form: forms.BaseForm) -> int:
    """Count the sentences in the error summary."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def day(value: dt.date | None) -> str:
    """Show a day as 05/03/2530."""
    return "" if value is None else calendar.format_date(value)


@register.filter
def day_short(value: dt.date | None) -> str:
    """Show a day as 5 มี.ค. 2530."""
    return "" if value is None else calendar.format_short(value)


@register.filter
def day_long(value: dt.date | None) -> str:
    """Show a day as 5 มีนาคม 2530."""
    return "" if value is None else calendar.format_long(value)


@register.filter
def instant(value: dt.datetime | None) -> str:
    """Show an instant as 22 พ.ย. 2569 09:41 น."""
    return "" if value is None else calendar.format_instant(value)


@register.filter
def baht(amount: Decimal | None) -> str:
    """Show 15,060 or 15,060.50; a dash where nothing is known."""
    return "-" if amount is None else f"{amount:,.2f}".removesuffix(".00")


@register.filter
def whole_id(digits: str) -> str:
    """Show a national id as 1-2345-67890-12-1."""
    return national_id.formatted(digits)


@register.filter
def masked_id(digits: str) -> str:
    """Show a national id as 1-2345-xxxxx-xx-1."""
    return national_id.masked(digits)
