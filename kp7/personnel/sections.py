"""The card's sections, in its order: the one list that forms, tables, exports and digests walk.

Adding a section is its model (a `Line`), one entry here, a migration that guards and keeps its
table, its grants, and a factory; tests/personnel/test_sections.py fails until all know it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from kp7.personnel.fields import LabelField
from kp7.personnel.models import Appointment, Card, Education, Line, Row


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the card.

    `code` stands in addresses, in findings and in the history; `effective` names the column that
    says from when a line counts; `columns` are the ones a short table shows; `carried` are
    those that mostly stay from line to line, so a new one offers them; `may_be_nothing` says
    whether “ไม่มี” can be recorded.
    """

    code: str
    model: type[Row]
    effective: str = ""
    columns: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    may_be_nothing: bool = False

    @property
    def label(self) -> str:
        """The section's name on the card."""
        return str(self.model._meta.verbose_name)

    @property
    def is_list(self) -> bool:
        """Whether a card holds many lines of it."""
        return issubclass(self.model, Line)

    def fields(self) -> Sequence["models.Field[object, object]"]:
        """The columns that a clerk fills, in order."""
        return tuple(
            field
            for field in self.model._meta.concrete_fields
            if field.editable and not field.primary_key and not isinstance(field, LabelField)
        )

    def stored(self) -> Sequence["models.Field[object, object]"]:
        """The columns that a record holds: what was filled, and the labels of the time."""
        return tuple(
            field
            for field in self.model._meta.concrete_fields
            if isinstance(field, LabelField) or (field.editable and not field.primary_key)
        )


PERSONAL = Section("personal", Card)
EDUCATION = Section(
    "education",
    Education,
    columns=("level", "degree", "major", "institution", "finished_year"),
    may_be_nothing=True,
)
APPOINTMENTS = Section(
    "appointments",
    Appointment,
    effective="effective_on",
    columns=(
        "effective_on",
        "movement",
        "position",
        "position_number",
        "level",
        "division",
        "salary",
        "document_number",
    ),
    carried=("position", "position_number", "level", "division"),
)

SECTIONS: tuple[Section, ...] = (PERSONAL, EDUCATION, APPOINTMENTS)
LISTS: tuple[Section, ...] = tuple(section for section in SECTIONS if section.is_list)


def section_of(code: str) -> Section | None:
    """The section with that code."""
    return next((section for section in SECTIONS if section.code == code), None)
