"""The forms of a code table's entries, made from the table's declaration."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import ClassVar, Final, TypedDict

from django import forms
from django.http import QueryDict

from kp7.personnel.actions.code_tables import CODE, CODE_WRONG, MOST_LABEL, MOST_ORDER, Said
from kp7.personnel.code_listings import level_labels, section_labels
from kp7.personnel.code_tables import DECLARATIONS, MOST_TEXT, NO, YES, Asked, Attribute
from kp7.personnel.terms import CodeTable
from kp7.web import fields
from kp7.web.section_forms import NOT_CHOSEN

Options = Sequence[tuple[str, str]]
ANSWERS: Final = ((YES, "ใช่"), (NO, "ไม่ใช่"))
CODE_HINT: Final = "อักษรอังกฤษตัวเล็ก ตัวเลข - _ . เช่น study_visit ตั้งแล้วเปลี่ยนไม่ได้ ไม่ปรากฏบนบัตร"
ORDER_HINT: Final = "เลขน้อยอยู่ก่อนในรายการให้เลือก"


class EntryCodeField(fields.FoldedCharField):
    """The code of a new entry."""

    def clean(self, value: object) -> str:
        """Refuse what is no code."""
        code: str = super().clean(value)
        if not CODE.fullmatch(code):
            raise forms.ValidationError(CODE_WRONG, code="invalid")
        return code


class ChosenManyField(forms.MultipleChoiceField):
    """Any number of a list."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages: ClassVar[fields.Messages] = {
        "required": fields.NOT_CHOSEN,
        "invalid_choice": fields.NOT_LISTED,
        "invalid_list": fields.NOT_LISTED,
    }


class _Said(TypedDict):
    """What every field says of itself."""

    label: str
    required: bool
    help_text: str


class DayForm(forms.Form):
    """A question about a day alone."""

    use_required_attribute = False

    def __init__(
        self,
        label: str,
        *,
        hint: str,
        required: bool = True,
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data)
        self.fields["day"] = fields.BuddhistDateField(
            label=label, required=required, help_text=hint
        )


class EntryForm(forms.Form):
    """What an entry says: label, order, and each attribute of its table."""

    use_required_attribute = False

    def __init__(self, table: CodeTable, said: Said, data: QueryDict | None = None) -> None:
        super().__init__(data, initial=_initial(table, said))
        self.table = table
        self.fields["label"] = fields.FoldedCharField(label="ชื่อ", max_length=MOST_LABEL)
        for attribute in DECLARATIONS[table].attributes:
            self.fields[attribute.name] = _field(attribute)
        self.fields["order"] = fields.CountField(label="ลำดับ", help_text=ORDER_HINT)

    def with_code(self) -> "EntryForm":
        """Ask for the code too, and for the first day: a new entry."""
        code = EntryCodeField(label="รหัส", max_length=60, help_text=CODE_HINT)
        self.fields = {"code": code, **self.fields}
        self.fields["day"] = fields.BuddhistDateField(
            label="เริ่มใช้ตั้งแต่วันที่",
            required=False,
            help_text="เว้นว่าง ถ้าใช้กับรายการของทุกวันที่ผ่านมาด้วย",
        )
        return self

    def from_day(self) -> "EntryForm":
        """Ask for the day from which the change counts."""
        day = fields.BuddhistDateField(
            label="เปลี่ยนตั้งแต่วันที่",
            help_text="วันแรกที่ใช้ตามที่เปลี่ยน เช่น 01/10/2570 รายการที่มีผลก่อนวันนั้นใช้ของเดิม",
        )
        self.fields = {"day": day, **self.fields}
        return self

    def said(self) -> Said:
        """Return what was typed."""
        typed = self.cleaned_data
        return Said(
            typed["label"],
            min(typed["order"], MOST_ORDER + 1),
            {one.name: _stored(typed.get(one.name)) for one in DECLARATIONS[self.table].attributes},
        )


def _stored(value: object) -> str:
    """Return an attribute as the table keeps it."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:.2f}".removesuffix(".00")
        case list():
            return " ".join(str(one) for one in value)
        case _:
            return str(value)


def _initial(table: CodeTable, said: Said) -> dict[str, object]:
    attributes = {
        one.name: _shown(one, said.attributes.get(one.name, ""))
        for one in DECLARATIONS[table].attributes
    }
    return {"label": said.label, "order": said.order, **attributes}


def _shown(attribute: Attribute, value: str) -> object:
    if attribute.asked is Asked.SECTIONS:
        return value.split()
    if attribute.asked is Asked.MONEY and value:
        try:
            return Decimal(value)
        except InvalidOperation:
            return value
    return value


def _field(attribute: Attribute) -> forms.Field:
    """Return the form field that reads an attribute."""
    match attribute.asked:
        case Asked.YES_NO:
            return _chosen(attribute, ANSWERS)
        case Asked.CHOICE:
            return _chosen(attribute, list((attribute.choices or {}).items()))
        case Asked.LEVEL:
            return _chosen(attribute, list(level_labels().items()))
        case Asked.SECTIONS:
            return ChosenManyField(
                label=attribute.label,
                required=attribute.required,
                help_text=attribute.hint,
                choices=list(section_labels().items()),
            )
        case _:
            return _typed(attribute)


def _typed(attribute: Attribute) -> forms.Field:
    said: _Said = {
        "label": attribute.label,
        "required": attribute.required,
        "help_text": attribute.hint,
    }
    match attribute.asked:
        case Asked.NUMBER:
            return fields.CountField(**said)
        case Asked.MONEY:
            return fields.MoneyField(**said)
        case _:
            return fields.FoldedCharField(**said, max_length=MOST_TEXT)


def _chosen(attribute: Attribute, offered: Options) -> fields.ChosenField:
    return fields.ChosenField(
        label=attribute.label,
        required=attribute.required,
        help_text=attribute.hint,
        choices=[("", NOT_CHOSEN), *offered],
    )
