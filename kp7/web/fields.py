"""Form fields that read what a Thai office types, and say in Thai what they cannot read."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias, TypeVar

from django import forms

from kp7.refusal import Refusal
from kp7.thai import amounts, calendar, national_id, text
from kp7.thai.calendar import PartialDate

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # only the stubs have it

Read = TypeVar("Read")
Messages: TypeAlias = "dict[str, str | _StrPromise]"

MISSING: Final = "กรุณากรอกข้อมูลในช่องนี้"
NOT_CHOSEN: Final = "กรุณาเลือกรายการในช่องนี้"
NOT_LISTED: Final = "ไม่มีรายการที่เลือกอยู่ในรายการให้เลือก กรุณาเลือกใหม่"
TOO_LONG: Final = "ยาวเกินไป รับได้ไม่เกิน %(limit_value)d ตัวอักษร แต่ที่กรอกยาว %(show_value)d ตัวอักษร"
NULL_CHARACTER: Final = "มีอักขระที่ระบบเก็บไม่ได้ กรุณาพิมพ์ใหม่"
DAY_HINT: Final = "เช่น 05/03/2530"
TYPED_MOST: Final = 300


def typed(value: object) -> str:
    """Return what was typed, folded as all text is; an empty string where nothing was."""
    return text.fold(str(value or "")[:TYPED_MOST])


def read_by(reader: Callable[[str], Read], value: object) -> Read | None:
    """Read a typed text; what the reader refuses becomes the field's error."""
    words = typed(value)
    if not words:
        return None
    try:
        return reader(words)
    except Refusal as refusal:
        raise forms.ValidationError(refusal.sentence, code="invalid") from refusal


class TypedField(forms.Field):
    """A value typed as text; shown again just as typed where it could not be read."""

    default_error_messages: ClassVar[Messages] = {"required": MISSING}
    numeric: ClassVar[bool] = True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:  # noqa: ARG002  Django's
        """Ask for the keyboard that fits, and have the browser remember nothing."""
        return {"autocomplete": "off", **({"inputmode": "numeric"} if self.numeric else {})}


class FoldedCharField(forms.CharField):
    """Text, folded at input; one that is too long is refused, never cut."""

    default_error_messages: ClassVar[Messages] = {
        "required": MISSING,
        "max_length": TOO_LONG,
        "null_characters_not_allowed": NULL_CHARACTER,
    }

    def to_python(self, value: object) -> str:
        """Fold."""
        return text.fold(str(value or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:  # noqa: ARG002  Django's
        """Leave out maxlength: a browser cuts what is pasted and says nothing."""
        return {"autocomplete": "off"}


class BuddhistDateField(TypedField):
    """A day of the calendar, typed and shown in พ.ศ."""

    def __init__(self, *, label: str, required: bool = True, help_text: str = DAY_HINT) -> None:
        super().__init__(label=label, required=required, help_text=help_text)

    def to_python(self, value: object) -> dt.date | None:
        """Read a day in any of the ways an office writes it."""
        return value if isinstance(value, dt.date) else read_by(calendar.parse_date, value)

    def prepare_value(self, value: object) -> object:
        """Show a day as 05/03/2530."""
        return calendar.format_date(value) if isinstance(value, dt.date) else value


class PartialDateField(TypedField):
    """A date of which old papers may know only the month or the year."""

    numeric: ClassVar[bool] = False

    def __init__(
        self,
        *,
        label: str,
        required: bool = True,
        help_text: str = "เช่น 05/03/2530 หากไม่ทราบวันหรือเดือน กรอก 03/2530 หรือ 2530",
    ) -> None:
        super().__init__(label=label, required=required, help_text=help_text)

    def to_python(self, value: object) -> PartialDate | None:
        """Read a day, a month or a year."""
        return value if isinstance(value, PartialDate) else read_by(calendar.parse_partial, value)

    def prepare_value(self, value: object) -> object:
        """Show as much of the date as is known."""
        return calendar.format_partial(value) if isinstance(value, PartialDate) else value


class BuddhistYearField(TypedField):
    """A year, typed and shown in พ.ศ., kept in the common era."""

    def __init__(self, *, label: str, required: bool = True, help_text: str = "เช่น 2569") -> None:
        super().__init__(label=label, required=required, help_text=help_text)

    def to_python(self, value: object) -> int | None:
        """Read a year."""
        return value if isinstance(value, int) else read_by(calendar.parse_year, value)

    def prepare_value(self, value: object) -> object:
        """Show a year of the common era in พ.ศ."""
        return calendar.buddhist_year(value) if isinstance(value, int) else value


class CountField(TypedField):
    """A number of people; commas and Thai digits are welcome."""

    def to_python(self, value: object) -> int | None:
        """Read a whole number."""
        return value if isinstance(value, int) else read_by(amounts.parse_count, value)


class WholeNumberField(TypedField):
    """A whole number from one up, in either digits."""

    def __init__(self, *, label: str, required: bool = True, help_text: str = "") -> None:
        super().__init__(label=label, required=required, help_text=help_text)

    def to_python(self, value: object) -> int | None:
        """Read the number."""
        return read_by(amounts.parse_from_one, value)


class NationalIdField(TypedField):
    """เลขประจำตัวประชาชน: 13 digits, with or without dashes, in either digits."""

    def __init__(
        self,
        *,
        label: str = "เลขประจำตัวประชาชน",
        required: bool = True,
        help_text: str = "13 หลัก ไม่ต้องพิมพ์ขีด",
    ) -> None:
        super().__init__(label=label, required=required, help_text=help_text)

    def to_python(self, value: object) -> str | None:
        """Read the 13 digits."""
        return read_by(national_id.parse, value)


class MoneyField(TypedField):
    """Baht, zero or more, with at most two decimals; commas and Thai digits are welcome."""

    def __init__(self, *, label: str, required: bool = True, help_text: str = "") -> None:
        super().__init__(label=label, required=required, help_text=help_text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """Ask for a keyboard with a decimal point."""
        return {**super().widget_attrs(widget), "inputmode": "decimal"}

    def amount(self, words: str) -> Decimal | None:
        """Read an amount of baht."""
        return amounts.parse_baht(words)

    def to_python(self, value: object) -> Decimal | None:
        """Read the amount."""
        return value if isinstance(value, Decimal) else read_by(self.amount, value)

    def prepare_value(self, value: object) -> object:
        """Show 15,060 or 15,060.50."""
        return f"{value:,.2f}".removesuffix(".00") if isinstance(value, Decimal) else value


class NumberField(MoneyField):
    """A small number, zero or more, with at most two decimals: days, a share, a score."""

    def amount(self, words: str) -> Decimal | None:
        """Read a small number."""
        return amounts.parse_number(words)


class ChosenField(forms.ChoiceField):
    """One of a list."""

    default_error_messages: ClassVar[Messages] = {
        "required": NOT_CHOSEN,
        "invalid_choice": NOT_LISTED,
    }

    def label_of(self, code: str) -> str:
        """Return what the list calls one of its codes."""
        for _, inputs, _ in self.widget.optgroups("", [code]):
            for option in inputs:
                if option["selected"]:
                    return str(option["label"])
        return ""


class ConfirmedField(forms.BooleanField):
    """A sentence that must be ticked."""

    default_error_messages: ClassVar[Messages] = {"required": "กรุณาทำเครื่องหมายยืนยันข้อความนี้"}
