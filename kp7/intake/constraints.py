"""What the database would refuse of a line, asked before it is written: per row, in Thai.

Compiled from the constraints of the models, so that a new one is asked too; the database keeps
the last word.
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db import models
from django.db.models import F, Q

from kp7.intake.matching import Key, Values
from kp7.personnel.fields import partial_to_iso
from kp7.personnel.sections import Section
from kp7.thai.calendar import PartialDate

OF_THE_CARD: Final = frozenset({"register", "person"})
NUMBER: Final = "sequence"  # counted on in a new line that says none

Truth = bool | None  # None: unknown, as in SQL
Condition = Callable[[Values], Truth]


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that each line must not break, and the sentence for one that does."""

    breaks_not: Condition
    sentence: str

    def broken_by(self, values: Values) -> bool:
        """Whether a line breaks it; unknown is not broken, as in the database."""
        return self.breaks_not(values) is False


@cache
def checks_of(section: Section) -> tuple[Check, ...]:
    """The check constraints of a section's table."""
    return tuple(
        Check(_condition(constraint.condition), str(constraint.violation_error_message))
        for constraint in section.model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    )


@cache
def keys_of(section: Section) -> tuple[Key, ...]:
    """The combinations of columns that a card holds once, those without a number first."""
    keys = [
        Key(
            columns=columns,
            sentence=str(constraint.violation_error_message),
            nulls_equal=constraint.nulls_distinct is False,
            said=frozenset({NUMBER} & set(columns)),
        )
        for constraint in section.model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None
        for columns in [tuple(name for name in constraint.fields if name not in OF_THE_CARD)]
        if len(columns) < len(constraint.fields)
    ]
    return tuple(sorted(keys, key=lambda key: len(key.said)))


# --- conditions ---------------------------------------------------------------------------------


def _condition(condition: object) -> Condition:
    if not isinstance(condition, Q):
        message = f"cannot ask {condition!r} of a line before it is written"
        raise TypeError(message)
    parts = [
        _lookup(*part) if isinstance(part, tuple) else _condition(part)
        for part in condition.children
    ]
    joined = _any(parts) if condition.connector == Q.OR else _all(parts)
    return _not(joined) if condition.negated else joined


def _any(parts: Sequence[Condition]) -> Condition:
    def ask(values: Values) -> Truth:
        said = [part(values) for part in parts]
        return True if True in said else (None if None in said else False)

    return ask


def _all(parts: Sequence[Condition]) -> Condition:
    def ask(values: Values) -> Truth:
        said = [part(values) for part in parts]
        return False if False in said else (None if None in said else True)

    return ask


def _not(part: Condition) -> Condition:
    def ask(values: Values) -> Truth:
        said = part(values)
        return None if said is None else not said

    return ask


COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {  # of what a column holds
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, among: value in among,
    "regex": lambda value, pattern: re.search(str(pattern), str(value)) is not None,
}


def _lookup(path: str, bound: object) -> Condition:
    column, _, how = path.partition("__")
    how = how or "exact"
    if how == "isnull":
        return lambda values: (values.get(column) is None) is bound
    compare = COMPARISONS[how]

    def ask(values: Values) -> Truth:
        value = _as_stored(values.get(column))
        limit = (
            _as_stored(values.get(str(bound.deconstruct()[1][0])))
            if isinstance(bound, F)
            else bound
        )
        return None if value is None or limit is None else compare(value, limit)

    return ask


def _as_stored(value: object) -> object:
    return partial_to_iso(value) if isinstance(value, PartialDate) else value
