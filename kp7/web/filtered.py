"""What a list is searched for, in words: for a printed list, which has no form above it."""

from datetime import date

from django import forms

from kp7.thai import calendar
from kp7.web import fields


def in_words(form: forms.Form) -> str:
    """Return what a form says, a label with each value; '' where nothing was asked for."""
    said = []
    for name, field in form.fields.items():
        words = _words(field, _value(form, name, field))
        if words:
            said.append(f"{field.label}: {words}")
    return " · ".join(said)


def _value(form: forms.Form, name: str, field: forms.Field) -> object:
    """What was typed, as it was read; what the form started with where nothing was."""
    if not form.is_bound:
        return form.get_initial_for_field(field, name)
    return form.cleaned_data.get(name) if form.is_valid() else None


def _words(field: forms.Field, value: object) -> str:
    if value in {None, "", False}:
        return ""
    if isinstance(field, fields.ChosenField):
        return field.label_of(str(value))
    return calendar.format_short(value) if isinstance(value, date) else str(value)
