"""Forms made from a section's declaration: a column's class says how it is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from django import forms
from django.db import models
from django.http import QueryDict

from kp7.personnel.entries import BlankEntry, Choice, Choices, Entry
from kp7.personnel.fields import (
    CodeField,
    DayField,
    MoneyField,
    NationalIdField,
    NumberField,
    PartialDateField,
    StoredFileField,
    SuggestedField,
    YearField,
)
from kp7.personnel.files.kinds import Purpose
from kp7.personnel.record import Finding, Line, Value
from kp7.personnel.sections import Section
from kp7.personnel.terms import CodeTable
from kp7.personnel.words import Column
from kp7.web import fields, uploads
from kp7.web.field_groups import FieldGroup, grouped
from kp7.web.uploads import Files

NOT_CHOSEN: Final = "- เลือก -"
Options = Sequence[tuple[str, str | Sequence[tuple[str, str]]]]


class SuggestingInput(forms.TextInput):
    """A text input with suggestions; what is typed need not be among them."""

    template_name = "parts/suggesting.html"

    def __init__(self, suggestions: Iterable[str]) -> None:
        super().__init__()
        self.suggestions = list(suggestions)

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, object]:
        """Give the template the suggestions, tied to the input by its id."""
        given = attrs or {}
        context = super().get_context(name, value, {**given, "list": f"{given.get('id')}_list"})
        return {**context, "suggestions": self.suggestions}


class SectionForm(forms.Form):
    """The form of one line: its columns in the card's order."""

    use_required_attribute = False  # the server says what is missing, in Thai

    def __init__(
        self, entry: BlankEntry, data: QueryDict | None = None, files: Files | None = None
    ) -> None:
        section = entry.section
        super().__init__(data, files, initial=_initial(section, entry.line, entry.carried))
        self.section = section
        self.found: dict[str, list[Finding]] = {}
        self.offered = entry.offered
        self.columns = [
            column
            for column in section.fields()
            if column.name not in entry.unasked or (data is not None and column.name in data)
        ]
        for column in self.columns:
            self.fields[column.name] = field_for(column, entry.choices, entry.line)

    def focus_first(self) -> None:
        """Let a clerk type at once."""
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    def groups(self) -> list[FieldGroup]:
        """Return the fields under their headings; what was offered and not typed is marked."""
        return grouped(self.section, self, frozenset() if self.is_bound else self.offered)

    def values(self) -> dict[str, Value]:
        """Return what was typed, by column."""
        return {column.name: self.cleaned_data[column.name] for column in self.columns}

    def known_values(self) -> dict[str, Value]:
        """Return what was typed and could be read, by column; files are of no matter to rules."""
        self.is_valid()
        return {
            column.name: self.cleaned_data[column.name]
            for column in self.columns
            if column.name in self.cleaned_data and not isinstance(column, StoredFileField)
        }

    def known_labels(self) -> dict[str, Value]:
        """Return the label of each code that was chosen and is on offer."""
        return {
            f"{column.name}_label": label_in(
                self.fields[column.name], self.cleaned_data[column.name]
            )
            for column in self.columns
            if isinstance(column, CodeField) and column.name in self.cleaned_data
        }

    def show_found(self, findings: Iterable[Finding]) -> None:
        """Put what the rules found beside the fields, what names none beside the first."""
        first = self.columns[0].name
        for finding in findings:
            name = finding.field if finding.field in self.fields else first
            self.found.setdefault(name, []).append(finding)

    def labels(self) -> dict[str, Value]:
        """Return the label of each code that was chosen, as its row would keep it."""
        return {
            f"{column.name}_label": label_in(
                self.fields[column.name], self.cleaned_data[column.name]
            )
            for column in self.columns
            if isinstance(column, CodeField)
        }


def form_of(entry: Entry, data: QueryDict | None = None, files: Files | None = None) -> SectionForm:
    """Return the form of an entry, filled from `data` and `files` where something was typed."""
    form = SectionForm(entry, data, files)
    if data is None and entry.line is None:
        form.focus_first()
    return form


def label_in(field: forms.Field, code: str) -> str:
    """Return what a list calls a code."""
    if not code or not isinstance(field, fields.ChosenField):
        return ""
    return field.label_of(code)


def _initial(
    section: Section, line: Line | None, carried: Mapping[str, Value]
) -> dict[str, object]:
    if line is not None:
        return dict(line.values)
    defaults = {
        column.name: column.default
        for column in section.fields()
        if isinstance(column.default, (str, bool))
    }
    return {**defaults, **carried}


TYPED: Final[Mapping[type[Column], type[fields.TypedField]]] = {
    PartialDateField: fields.PartialDateField,
    DayField: fields.BuddhistDateField,
    YearField: fields.BuddhistYearField,
    MoneyField: fields.MoneyField,
    NumberField: fields.NumberField,
    NationalIdField: fields.NationalIdField,
}


COUNT: Final = fields.CountField  # a number that may be none at all


def field_for(column: Column, choices: Choices, line: Line | None) -> forms.Field:
    """Return the form field that reads a column."""
    match column:
        case CodeField():
            offered = choices.get(CodeTable(column.table), [])
            return chosen(column, options(offered, _kept(column, line)))
        case SuggestedField():
            suggested = choices.get(CodeTable(column.table), [])
            return text(column, SuggestingInput(choice.label for choice in suggested))
        case StoredFileField():
            purpose = Purpose(column.accepts)
            name = str(column.verbose_name)
            return uploads.StoredFileField(purpose, label=name, required=not column.blank)
        case models.BooleanField():
            return forms.BooleanField(label=str(column.verbose_name), required=False)
        case _ if column.choices:
            given = [(str(code), str(name)) for code, name in column.flatchoices]
            return chosen(column, [("", NOT_CHOSEN), *given])
    return plain(column)


def plain(column: Column) -> forms.Field:
    """Return a field that is typed into."""
    reader = TYPED.get(type(column))
    if isinstance(column, models.PositiveSmallIntegerField):
        reader = fields.WholeNumberField if column.default == 1 else COUNT
    return typed(column, reader) if reader else text(column, forms.TextInput())


def typed(column: Column, reader: type[fields.TypedField]) -> fields.TypedField:
    """Return a field that reads what it was typed as; the column's own hint is the better one."""
    field = reader(label=str(column.verbose_name), required=not column.blank)
    if column.help_text:
        field.help_text = str(column.help_text)
    return field


def chosen(column: Column, offered: Options) -> fields.ChosenField:
    """Return a field that takes one of a list."""
    return fields.ChosenField(
        label=str(column.verbose_name),
        choices=offered,
        required=not column.blank,
        help_text=str(column.help_text),
    )


def text(column: Column, widget: forms.TextInput) -> fields.FoldedCharField:
    """Return a field that takes text as long as its column."""
    return fields.FoldedCharField(
        label=str(column.verbose_name),
        max_length=getattr(column, "max_length", None),
        required=not column.blank,
        help_text=str(column.help_text),
        widget=widget,
    )


def _kept(column: CodeField, line: Line | None) -> Choice | None:
    """Return what stands in the row already: it stays on offer when its table has moved on."""
    if line is None or not line.text(column.name):
        return None
    return Choice(line.text(column.name), line.text(f"{column.name}_label"), "")


def options(offered: Sequence[Choice], kept: Choice | None = None) -> Options:
    """Return the choices of a list, in order, those of a group together under its name."""
    if kept and kept.code not in {choice.code for choice in offered}:
        offered = [kept, *offered]
    elif kept:
        offered = [_as_kept(choice, kept) for choice in offered]
    single = [(choice.code, _noted(choice)) for choice in offered if not choice.group]
    groups = list(dict.fromkeys(choice.group for choice in offered if choice.group))
    return [
        ("", NOT_CHOSEN),
        *single,
        *(
            (group, [(choice.code, _noted(choice)) for choice in offered if choice.group == group])
            for group in groups
        ),
    ]


def _as_kept(choice: Choice, kept: Choice) -> Choice:
    """Show the code of the row by the label that the row keeps."""
    return replace(choice, label=kept.label, note="") if choice.code == kept.code else choice


def _noted(choice: Choice) -> str:
    return f"{choice.label} ({choice.note})" if choice.note else choice.label
