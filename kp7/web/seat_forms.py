"""What the windows of the establishment ask for: a seat, its end, who sits on it, the plan."""

import uuid
from typing import Final

from django import forms
from django.http import QueryDict

from kp7.personnel import entries
from kp7.personnel.actions.establishment import MOST_AT_ONCE
from kp7.personnel.establishment import ListedSeat
from kp7.personnel.terms import CodeTable
from kp7.web import fields
from kp7.web.section_forms import NOT_CHOSEN, SuggestingInput, options

TABLES: Final = (CodeTable.KINDS, CodeTable.DIVISIONS, CodeTable.POSITIONS)


class SeatForm(forms.Form):
    """What a seat says."""

    use_required_attribute = False

    number = fields.FoldedCharField(
        label="เลขที่ตำแหน่ง", max_length=40, help_text="เช่น 12-3-01-1101-001"
    )
    kind = fields.ChosenField(label="ประเภทบุคลากร")
    division = fields.FoldedCharField(label="สังกัด", max_length=200)
    position = fields.FoldedCharField(label="ตำแหน่งในสายงาน", max_length=200)
    administrative_position = fields.FoldedCharField(
        label="ตำแหน่งทางบริหาร", max_length=200, required=False, help_text="เช่น ผู้อำนวยการกองคลัง"
    )
    level = fields.FoldedCharField(
        label="ระดับ", max_length=100, required=False, help_text="เช่น ปฏิบัติการ/ชำนาญการ"
    )
    opened_on = fields.BuddhistDateField(
        label="กำหนดตำแหน่งตั้งแต่วันที่", help_text="เช่น 01/10/2566 วันเริ่มแผนอัตรากำลัง"
    )
    document_number = fields.FoldedCharField(
        label="มติหรือคำสั่งกำหนดตำแหน่ง", max_length=200, required=False
    )

    def __init__(
        self, choices: entries.Choices, data: QueryDict | None, seat: ListedSeat | None = None
    ) -> None:
        stands = {name: getattr(seat, name) for name in self.base_fields} if seat else {}
        super().__init__(data, initial=stands)
        kept = entries.Choice(seat.kind, seat.kind_label, "") if seat else None
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  declared above
        kind.choices = options(choices[CodeTable.KINDS], kept)
        for name, table in (("division", TABLES[1]), ("position", TABLES[2])):
            self.fields[name].widget = SuggestingInput(one.label for one in choices[table])


class SeatsForm(SeatForm):
    """Seats to add: what each says, and how many."""

    count = fields.WholeNumberField(
        label="จำนวนอัตรา",
        required=False,
        help_text=f"เว้นว่าง คือ 1 ถ้าหลายอัตรา ระบบนับเลขท้ายต่อให้ ไม่เกิน {MOST_AT_ONCE}",
    )


class CloseForm(forms.Form):
    """Since when, and by which paper, a seat is not there any more."""

    use_required_attribute = False

    closed_on = fields.BuddhistDateField(
        label="ยุบเลิกตั้งแต่วันที่", help_text="วันแรกที่ไม่มีตำแหน่งนี้แล้ว เช่น 01/10/2569"
    )
    document = fields.FoldedCharField(label="มติหรือคำสั่งยุบเลิก", max_length=200, required=False)


class HoldForm(forms.Form):
    """Who sits on a seat, and since when."""

    use_required_attribute = False

    card_id = fields.ChosenField(label="ผู้ดำรงตำแหน่ง")
    started_on = fields.BuddhistDateField(label="ดำรงตำแหน่งตั้งแต่วันที่")

    def __init__(self, people: dict[uuid.UUID, str], data: QueryDict | None) -> None:
        super().__init__(data)
        field = self.fields["card_id"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [("", NOT_CHOSEN), *((str(one), name) for one, name in people.items())]


class VacateForm(forms.Form):
    """Since when nobody sits there."""

    use_required_attribute = False

    ended_on = fields.BuddhistDateField(label="พ้นตั้งแต่วันที่", help_text="วันแรกที่ไม่ได้ดำรงตำแหน่งแล้ว")


class PlanForm(forms.Form):
    """The paper by which three fiscal years stand."""

    use_required_attribute = False

    first_year = fields.BuddhistYearField(label="ปีงบประมาณแรก (พ.ศ.)")
    resolution = fields.FoldedCharField(
        label="มติ ก.จังหวัดที่เห็นชอบ",
        max_length=200,
        help_text="เช่น มติ ก.อบต.จังหวัด ครั้งที่ 8/2566",
    )
    resolved_on = fields.BuddhistDateField(label="เมื่อวันที่", required=False)
