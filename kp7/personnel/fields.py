"""Model fields that say what a column of the card is, so that every reader can walk them.

A form, a table, an export and the snapshot choose how to ask for or show a value by the class of
its field alone.
"""

from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

from kp7.personnel.terms import CodeTable
from kp7.thai import text
from kp7.thai.calendar import PartialDate
from kp7.thai.digits import to_arabic

FileUse = Literal["photograph", "document"]


class FoldedText(models.CharField[str, str]):
    """Text as it is stored everywhere: folded (see `kp7.thai.text.fold`)."""

    def to_python(self, value: object) -> str:
        """Fold whatever was given."""
        return text.fold(str(value)) if value is not None else ""


class CodeField(FoldedText):
    """A code of a code table; its label at the time stands beside it in a `LabelField`."""

    def __init__(self, *args: Any, table: CodeTable, **kwargs: Any) -> None:  # noqa: ANN401  as CharField takes them
        self.table = table
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:  # noqa: ANN401  Django's own shape
        """Say `table` too, for the migration."""
        name, path, args, kwargs = super().deconstruct()
        kwargs["table"] = str(self.table)
        return name, path, args, kwargs


class LabelField(models.CharField[str, str]):
    """The label that a code had when the row was written. Never asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as CharField takes them
        kwargs.setdefault("max_length", 250)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class SuggestedField(FoldedText):
    """Free text for which a code table makes suggestions: old papers name what no list holds."""

    def __init__(self, *args: Any, table: CodeTable, **kwargs: Any) -> None:  # noqa: ANN401  as CharField takes them
        self.table = table
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:  # noqa: ANN401  Django's own shape
        """Say `table` too, for the migration."""
        name, path, args, kwargs = super().deconstruct()
        kwargs["table"] = str(self.table)
        return name, path, args, kwargs


class DayField(models.DateField[Any, Any]):
    """A whole day."""


class YearField(models.SmallIntegerField[Any, Any]):
    """A year of the common era, shown and typed in พ.ศ."""


class MoneyField(models.DecimalField[Any, Any]):
    """Baht, with two decimals."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as DecimalField takes them
        kwargs.setdefault("max_digits", 10)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)


class NumberField(models.DecimalField[Any, Any]):
    """A small number that may have decimals: days, a share or a score in a hundred."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as DecimalField takes them
        kwargs.setdefault("max_digits", 5)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)


class PartialDateField(models.TextField[Any, Any]):
    """A day of which only the year, or year and month, may be known: "1960", "1960-03-05".

    One column, so that its precision cannot be lost on the way; it sorts by time.
    """

    def from_db_value(
        self,
        value: str | None,
        expression: Expression,  # noqa: ARG002  Django's signature
        connection: BaseDatabaseWrapper,  # noqa: ARG002  Django's signature
    ) -> PartialDate | None:
        """Read the column."""
        return partial_from_iso(value) if value else None

    def to_python(self, value: object) -> PartialDate | None:
        """Accept what the column holds, or the value itself."""
        if value is None or isinstance(value, PartialDate):
            return value
        try:
            return partial_from_iso(str(value)) if value else None
        except ValueError as wrong:
            raise ValidationError("ไม่ใช่วันที่") from wrong

    def get_prep_value(self, value: object) -> str | None:
        """Write the column."""
        known = self.to_python(value)
        return partial_to_iso(known) if known else None

    def value_to_string(self, obj: models.Model) -> str:
        """As in the column."""
        return self.get_prep_value(self.value_from_object(obj)) or ""


class NationalIdField(FoldedText):
    """The 13 digits of somebody's national id; '' where it is not known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as CharField takes them
        kwargs.setdefault("max_length", 13)
        super().__init__(*args, **kwargs)


class PostcodeField(FoldedText):
    """The five digits of a postcode, in either digits."""

    def to_python(self, value: object) -> str:
        """Fold, and write Thai digits as Arabic ones."""
        return to_arabic(super().to_python(value))


class StoredFileField(models.UUIDField[Any, Any]):
    """The id of an uploaded file of the same card; `accepts` says what it may be."""

    def __init__(self, *args: Any, accepts: FileUse, **kwargs: Any) -> None:  # noqa: ANN401  as UUIDField takes them
        self.accepts: FileUse = accepts
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:  # noqa: ANN401  Django's own shape
        """Say `accepts` too, for the migration."""
        name, path, args, kwargs = super().deconstruct()
        kwargs["accepts"] = self.accepts
        return name, path, args, kwargs


def partial_from_iso(iso: str) -> PartialDate:
    """'1960-03' -> PartialDate(1960, 3, None)."""
    year, month, day = [*(int(part) for part in iso.split("-")), None, None][:3]
    if year is None:
        raise ValueError(iso)
    return PartialDate(year, month, day)


def partial_to_iso(known: PartialDate) -> str:
    """PartialDate(1960, 3, None) -> '1960-03'."""
    parts = [f"{known.year:04d}"]
    if known.month is not None:
        parts.append(f"{known.month:02d}")
        if known.day is not None:
            parts.append(f"{known.day:02d}")
    return "-".join(parts)
