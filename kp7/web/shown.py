"""A column's value as a page shows it, by what the column is."""

from collections.abc import Iterator
from dataclasses import dataclass

from kp7.personnel.fields import MoneyField
from kp7.personnel.record import Line
from kp7.personnel.sections import Section
from kp7.personnel.words import Column, text_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A label and what stands there; '' where nothing does. `url` leads to a file to be saved."""

    label: str
    text: str
    numeric: bool = False
    url: str = ""


def shown(field: Column, line: Line) -> Shown:
    """Return one column of a line."""
    return Shown(str(field.verbose_name), text_of(field, line), isinstance(field, MoneyField))


def all_shown(section: Section, line: Line) -> list[Shown]:
    """Return every column of a line, in the card's order."""
    return [shown(field, line) for field in section.fields()]


def columns(section: Section) -> list[Column]:
    """Return the columns that a short table shows."""
    by_name = {field.name: field for field in section.fields()}
    return [by_name[name] for name in section.columns]


def others(section: Section) -> Iterator[Column]:
    """Return the columns that a short table leaves out."""
    return (field for field in section.fields() if field.name not in section.columns)
