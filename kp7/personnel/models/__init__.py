"""What the register holds: cards and the sections on them, and the code tables they draw on."""

from kp7.personnel.models.cards import Card, Line, NothingRecorded, Person, Register, Row, Service
from kp7.personnel.models.career import Appointment
from kp7.personnel.models.codes import CodeEntry
from kp7.personnel.models.learning import Education

__all__ = [
    "GUARDED",
    "Appointment",
    "Card",
    "CodeEntry",
    "Education",
    "Line",
    "NothingRecorded",
    "Person",
    "Register",
    "Row",
    "Service",
]

GUARDED: tuple[type[Row], ...] = (Card, Service, Education, Appointment, NothingRecorded)
