"""The card's sections, in its order: the one list that forms, tables, exports and digests walk.

Adding a section is its model (a `Line`), one entry here, a migration that guards and keeps its
table, its grants, and a factory; tests/personnel/test_sections.py fails until all know it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import models

from kp7.personnel.fields import LabelField
from kp7.personnel.models import (
    Address,
    Allowance,
    Appointment,
    Card,
    Child,
    Decoration,
    Discipline,
    Document,
    DoubleTime,
    Education,
    Evaluation,
    Expertise,
    Heir,
    Leave,
    LeaveTotal,
    Licence,
    Line,
    Marriage,
    Merit,
    NameChange,
    Parent,
    Photograph,
    PrivateFacts,
    Row,
    Skill,
    SpecialDuty,
    Training,
    UnpaidPeriod,
)
from kp7.personnel.terms import Group, PositionNumber


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the card.

    `code` stands in addresses, in findings and in the history; `group` heads it among the tabs;
    `effective` names the column that says from when a line counts; `columns` are the ones a
    short table shows; `carried` are those that mostly stay from line to line, so a new one
    offers them; `forward` those whose correction can reach the later lines; `may_be_nothing`
    says whether “ไม่มี” can be recorded; `sensitive` that reading it takes a right of its own;
    `only_for` which columns are asked only of kinds of staff with, or without, a position
    number; `most` how many lines a card may hold.
    """

    code: str
    model: type[Row]
    group: Group
    effective: str = ""
    columns: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    forward: tuple[str, ...] = ()
    may_be_nothing: bool = False
    sensitive: bool = False
    only_for: Mapping[str, PositionNumber] = field(default_factory=dict, hash=False)
    most: int | None = None

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
            column
            for column in self.model._meta.concrete_fields
            if column.editable and not column.primary_key and not isinstance(column, LabelField)
        )

    def stored(self) -> Sequence["models.Field[object, object]"]:
        """The columns that a record holds: what was filled, and the labels of the time."""
        return tuple(
            column
            for column in self.model._meta.concrete_fields
            if isinstance(column, LabelField) or (column.editable and not column.primary_key)
        )


PERSONAL = Section("personal", Card, Group.PERSON)
PRIVATE = Section(
    "private",
    PrivateFacts,
    Group.PERSON,
    columns=("ethnicity", "religion", "blood_group"),
    sensitive=True,
    most=1,
)
PHOTOGRAPHS = Section(
    "photographs", Photograph, Group.PERSON, columns=("taken_year", "file"), most=7
)
ADDRESSES = Section(
    "addresses",
    Address,
    Group.PERSON,
    columns=("kind", "house_number", "moo", "subdistrict", "district", "province", "phone"),
    carried=("province", "district", "subdistrict", "postcode"),
)
PARENTS = Section(
    "parents",
    Parent,
    Group.PERSON,
    columns=("relation", "title", "first_name", "last_name", "living"),
    may_be_nothing=True,
)
MARRIAGES = Section(
    "marriages",
    Marriage,
    Group.PERSON,
    effective="registered_on",
    columns=("sequence", "title", "first_name", "last_name", "registered_on", "ended_by"),
    may_be_nothing=True,
)
CHILDREN = Section(
    "children",
    Child,
    Group.PERSON,
    columns=("sequence", "title", "first_name", "last_name", "birth_date", "relation"),
    carried=("last_name",),
    may_be_nothing=True,
)
NAME_CHANGES = Section(
    "name_changes",
    NameChange,
    Group.PERSON,
    effective="changed_on",
    columns=("changed_on", "old_name", "new_name", "document_number"),
    may_be_nothing=True,
)
HEIRS = Section(
    "heirs",
    Heir,
    Group.PERSON,
    effective="declared_on",
    columns=("sequence", "name", "relation", "share"),
    may_be_nothing=True,
)
EDUCATION = Section(
    "education",
    Education,
    Group.LEARNING,
    columns=("level", "degree", "major", "institution", "finished_year"),
    may_be_nothing=True,
)
TRAININGS = Section(
    "trainings",
    Training,
    Group.LEARNING,
    effective="started_on",
    columns=("kind", "course", "batch", "started_on", "ended_on", "organizer"),
    may_be_nothing=True,
)
LICENCES = Section(
    "licences",
    Licence,
    Group.LEARNING,
    effective="issued_on",
    columns=("name", "branch", "number", "issued_on", "expires_on"),
    may_be_nothing=True,
)
SKILLS = Section("skills", Skill, Group.LEARNING, columns=("field", "skill"), may_be_nothing=True)
EXPERTISE = Section(
    "expertise",
    Expertise,
    Group.LEARNING,
    columns=("field", "level", "details"),
    may_be_nothing=True,
)
APPOINTMENTS = Section(
    "appointments",
    Appointment,
    Group.CAREER,
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
    forward=(
        "position",
        "position_number",
        "level",
        "division",
        "administrative_position",
        "salary",
        "step",
        "position_allowance",
    ),
    only_for={
        "position_number": PositionNumber.REQUIRED,
        "administrative_position": PositionNumber.REQUIRED,
        "position_allowance": PositionNumber.REQUIRED,
        "acting_order": PositionNumber.REQUIRED,
        "contract_number": PositionNumber.NONE,
    },
)
ALLOWANCES = Section(
    "allowances",
    Allowance,
    Group.CAREER,
    effective="started_on",
    columns=("kind", "amount", "started_on", "ended_on", "document_number"),
    may_be_nothing=True,
)
EVALUATIONS = Section(
    "evaluations",
    Evaluation,
    Group.CAREER,
    columns=("fiscal_year", "half", "result", "score", "raised_steps"),
    may_be_nothing=True,
)
SPECIAL_DUTIES = Section(
    "special_duties",
    SpecialDuty,
    Group.CAREER,
    effective="started_on",
    columns=("started_on", "ended_on", "subject", "place", "document_number"),
    may_be_nothing=True,
)
DOUBLE_TIME = Section(
    "double_time",
    DoubleTime,
    Group.CAREER,
    effective="started_on",
    columns=("announcement", "started_on", "ended_on", "excluded_days", "doubled_days"),
    may_be_nothing=True,
)
LEAVES = Section(
    "leaves",
    Leave,
    Group.CONDUCT,
    effective="started_on",
    columns=("kind", "started_on", "ended_on", "half_day", "days"),
    may_be_nothing=True,
)
LEAVE_TOTALS = Section(
    "leave_totals",
    LeaveTotal,
    Group.CONDUCT,
    columns=("fiscal_year", "kind", "times", "days"),
    carried=("fiscal_year",),
    may_be_nothing=True,
)
UNPAID = Section(
    "unpaid",
    UnpaidPeriod,
    Group.CONDUCT,
    effective="started_on",
    columns=("kind", "started_on", "ended_on", "details", "document_number"),
    may_be_nothing=True,
)
DISCIPLINE = Section(
    "discipline",
    Discipline,
    Group.CONDUCT,
    effective="effective_on",
    columns=("effective_on", "penalty", "severity", "offence", "document_number"),
    may_be_nothing=True,
    sensitive=True,
)
DECORATIONS = Section(
    "decorations",
    Decoration,
    Group.HONOURS,
    effective="granted_on",
    columns=("decoration", "granted_on", "received_on", "returned_on"),
    may_be_nothing=True,
)
MERITS = Section(
    "merits",
    Merit,
    Group.HONOURS,
    effective="granted_on",
    columns=("granted_on", "merit", "giver", "document_number"),
    may_be_nothing=True,
)
DOCUMENTS = Section(
    "documents",
    Document,
    Group.FOLDER,
    columns=("kind", "title", "document_number", "document_date", "file"),
    carried=("kind",),
)

SECTIONS: tuple[Section, ...] = (
    PERSONAL,
    PRIVATE,
    PHOTOGRAPHS,
    ADDRESSES,
    PARENTS,
    MARRIAGES,
    CHILDREN,
    NAME_CHANGES,
    HEIRS,
    EDUCATION,
    TRAININGS,
    LICENCES,
    SKILLS,
    EXPERTISE,
    APPOINTMENTS,
    ALLOWANCES,
    EVALUATIONS,
    SPECIAL_DUTIES,
    DOUBLE_TIME,
    LEAVES,
    LEAVE_TOTALS,
    UNPAID,
    DISCIPLINE,
    DECORATIONS,
    MERITS,
    DOCUMENTS,
)
LISTS: tuple[Section, ...] = tuple(section for section in SECTIONS if section.is_list)


def section_of(code: str) -> Section | None:
    """The section with that code."""
    return next((section for section in SECTIONS if section.code == code), None)
