"""What the register holds: cards and the sections on them, and what they draw on."""

from kp7.personnel.models.cards import Card, Line, NothingRecorded, Person, Register, Row, Service
from kp7.personnel.models.career import (
    Allowance,
    Appointment,
    Discipline,
    DoubleTime,
    Evaluation,
    SpecialDuty,
    UnpaidPeriod,
)
from kp7.personnel.models.codes import CodeEntry
from kp7.personnel.models.family import (
    Address,
    Child,
    Heir,
    Marriage,
    NameChange,
    Parent,
    PrivateFacts,
)
from kp7.personnel.models.files import Document, File, FileContent, Photograph
from kp7.personnel.models.honours import Decoration, Merit
from kp7.personnel.models.learning import Education, Expertise, Licence, Skill, Training
from kp7.personnel.models.leaves import Leave, LeaveTotal
from kp7.personnel.models.notes import Explanation
from kp7.personnel.models.seats import Plan, Seat, SeatHolding
from kp7.personnel.models.transfers import Transfer

__all__ = [
    "GUARDED",
    "Address",
    "Allowance",
    "Appointment",
    "Card",
    "Child",
    "CodeEntry",
    "Decoration",
    "Discipline",
    "Document",
    "DoubleTime",
    "Education",
    "Evaluation",
    "Expertise",
    "Explanation",
    "File",
    "FileContent",
    "Heir",
    "Leave",
    "LeaveTotal",
    "Licence",
    "Line",
    "Marriage",
    "Merit",
    "NameChange",
    "NothingRecorded",
    "Parent",
    "Person",
    "Photograph",
    "Plan",
    "PrivateFacts",
    "Register",
    "Row",
    "Seat",
    "SeatHolding",
    "Service",
    "Skill",
    "SpecialDuty",
    "Training",
    "Transfer",
    "UnpaidPeriod",
]

GUARDED: tuple[type[Row], ...] = (
    Card,
    Service,
    NothingRecorded,
    PrivateFacts,
    Photograph,
    Address,
    Parent,
    Marriage,
    Child,
    NameChange,
    Education,
    Training,
    Appointment,
    Allowance,
    Evaluation,
    Discipline,
    UnpaidPeriod,
    Leave,
    LeaveTotal,
    Decoration,
    SpecialDuty,
    Skill,
    Expertise,
    Merit,
    DoubleTime,
    Licence,
    Heir,
    Document,
    File,
    SeatHolding,
    Explanation,
)
