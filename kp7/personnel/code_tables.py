"""What each code table is and what its entries say: one declaration for forms, checks and lists."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from kp7.personnel.terms import MOVEMENT_GROUPS, CodeTable, Headcount, PositionNumber

YES: Final = "yes"
NO: Final = "no"
MOST_TEXT: Final = 250
NUMBER: Final = re.compile(r"[0-9]{1,6}")
MONEY: Final = re.compile(r"[0-9]{1,8}(\.[0-9]{1,2})?")


class Asked(StrEnum):
    """How an attribute is asked for."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes_no"
    CHOICE = "choice"
    LEVEL = "level"
    SECTIONS = "sections"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that the entries of a table say.

    `choices` are codes with their words; `settled` says that it stays as it is once a card uses
    the entry, for what was counted and certified rests on it; `fixed` that the codes
    which the software names keep it; `listed` that the table shows it in a column.
    """

    name: str
    label: str
    asked: Asked = Asked.TEXT
    choices: Mapping[str, str] | None = None
    required: bool = True
    settled: bool = False
    fixed: bool = False
    hint: str = ""
    listed: bool = True

    def words(self, value: str) -> str:
        """A stored value as a page shows it."""
        if self.asked is Asked.YES_NO:
            return {YES: "ใช่", NO: "ไม่ใช่"}.get(value, value)
        return (self.choices or {}).get(value, value)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A code table: its name, what it serves, what its entries say, and what software names.

    `relied_on` are codes that the software itself uses, each with what for: they neither end nor
    change what is fixed. `ascending` are pairs of attributes of which the second is not the less.
    """

    label: str
    purpose: str
    attributes: tuple[Attribute, ...] = ()
    relied_on: Mapping[str, str] | None = None
    ascending: tuple[tuple[str, str], ...] = ()

    def used_for(self, code: str) -> str:
        """What the software uses a code for; '' where it does not know it."""
        return (self.relied_on or {}).get(code, "")

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name."""
        return next((one for one in self.attributes if one.name == name), None)


def _yes_no(name: str, label: str, hint: str = "", *, fixed: bool = False) -> Attribute:
    """Something that is so or is not."""
    return Attribute(name, label, Asked.YES_NO, hint=hint, fixed=fixed)


def _named_in(name: str, kind: str) -> Attribute:
    hint = "เว้นว่าง ถ้า อปท. ชนิดนี้ไม่มีประเภทนี้"
    return Attribute(name, f"ชื่อใน {kind}", required=False, hint=hint, listed=False)


_CONFIDENCE = {"high": "ยืนยันแล้ว", "medium": "น่าจะถูกต้อง", "low": "ยังไม่ยืนยัน"}
_UNITS = {"times_and_days": "ครั้งและวัน", "days": "วัน", "times": "ครั้ง"}
_TRANSFER = "การโอนระหว่าง อปท."
_FIRST_LINE = "รายการตำแหน่งรายการแรกของบุคลากรใหม่"
_ROUND = "คำสั่งเลื่อนเงินเดือนหลายคน"

DECLARATIONS: Final[Mapping[CodeTable, Declaration]] = {
    CodeTable.TITLES: Declaration("คำนำหน้าชื่อ", "คำแนะนำเมื่อพิมพ์คำนำหน้าชื่อและยศ"),
    CodeTable.MARITAL_STATES: Declaration("สถานภาพสมรส", "ข้อมูลส่วนตัว"),
    CodeTable.KINDS: Declaration(
        "ประเภทบุคลากร",
        "ข้อมูลส่วนตัว ยอดนับรายหน่วยงาน และหมวดที่แต่ละประเภทต้องมี",
        (
            Attribute(
                "headcount",
                "นับเป็น",
                Asked.CHOICE,
                {one.value: one.label for one in Headcount},
                settled=True,
            ),
            Attribute(
                "position_number",
                "เลขที่ตำแหน่ง",
                Asked.CHOICE,
                {PositionNumber.REQUIRED.value: "ต้องมี", PositionNumber.NONE.value: "ไม่มี"},
                settled=True,
            ),
            _yes_no("needs_education", "ต้องมีการศึกษา"),
            _yes_no("needs_appointments", "ต้องมีตำแหน่งและอัตราเงินเดือน"),
            Attribute(
                "expects",
                "หมวดที่ควรมี",
                Asked.SECTIONS,
                required=False,
                hint="หมวดที่ยังว่างจะขึ้นเป็นข้อสังเกต",
                listed=False,
            ),
            _named_in("label_pao", "อบจ."),
            _named_in("label_municipality", "เทศบาล"),
            _named_in("label_sao", "อบต."),
            _named_in("label_pattaya", "เมืองพัทยา"),
        ),
    ),
    CodeTable.MOVEMENTS: Declaration(
        "ประเภทการเคลื่อนไหว",
        "ตำแหน่งและอัตราเงินเดือน และเหตุที่พ้น",
        (
            Attribute("group", "กลุ่ม", Asked.CHOICE, MOVEMENT_GROUPS, fixed=True),
            _yes_no("enters", "เป็นการเริ่มรับราชการ", fixed=True),
            _yes_no("lowers_salary", "เงินเดือนลดลงได้"),
            _yes_no("leaves", "เป็นการพ้นจากหน่วยงาน", fixed=True),
        ),
        relied_on={
            "transfer_in": _TRANSFER,
            "transfer_out": _TRANSFER,
            "first_appointment": _FIRST_LINE,
            "first_contract": _FIRST_LINE,
            "step_raise": _ROUND,
            "no_raise": _ROUND,
        },
    ),
    CodeTable.LEVELS: Declaration(
        "ประเภทและระดับตำแหน่ง",
        "ตำแหน่งและอัตราเงินเดือน",
        (Attribute("type", "ประเภทตำแหน่ง"), Attribute("level", "ระดับ")),
    ),
    CodeTable.DIVISIONS: Declaration("สังกัด (สำนัก/กอง)", "คำแนะนำเมื่อพิมพ์สังกัด"),
    CodeTable.POSITIONS: Declaration(
        "ตำแหน่งและสายงาน",
        "คำแนะนำเมื่อพิมพ์ตำแหน่ง และการตรวจระดับของสายงาน",
        (
            Attribute("line_code", "รหัสสายงาน", required=False, hint="เช่น 3102 เว้นว่าง ถ้าไม่มีรหัส"),
            Attribute("type", "ประเภทตำแหน่ง", required=False),
            Attribute(
                "code_confidence", "ความแน่นอนของรหัส", Asked.CHOICE, _CONFIDENCE, required=False
            ),
            Attribute(
                "levels",
                "ระดับของสายงาน",
                required=False,
                hint="คั่นด้วย - เช่น ปฏิบัติงาน-ชำนาญงาน-อาวุโส",
            ),
        ),
    ),
    CodeTable.EDUCATION_LEVELS: Declaration("ระดับการศึกษา", "การศึกษา"),
    CodeTable.DOCUMENTS: Declaration("ชนิดเอกสารอ้างอิง", "เอกสารอ้างอิงของทุกหมวด"),
    CodeTable.RELIGIONS: Declaration("ศาสนา", "ข้อมูลส่วนบุคคลที่อ่อนไหว"),
    CodeTable.BLOOD_GROUPS: Declaration("หมู่โลหิต", "ข้อมูลส่วนบุคคลที่อ่อนไหว"),
    CodeTable.ADDRESS_KINDS: Declaration("ชนิดที่อยู่", "ที่อยู่"),
    CodeTable.LIVING_STATES: Declaration("สถานะการมีชีวิต", "บิดามารดา คู่สมรส และบุตร"),
    CodeTable.MARRIAGE_ENDS: Declaration("เหตุที่สิ้นสุดการสมรส", "คู่สมรส"),
    CodeTable.CHILD_RELATIONS: Declaration("ความเป็นบุตร", "บุตร"),
    CodeTable.TRAINING_KINDS: Declaration("ชนิดการอบรม", "การฝึกอบรมและดูงาน"),
    CodeTable.ALLOWANCES: Declaration("เงินเพิ่มและค่าตอบแทน", "เงินเพิ่ม"),
    CodeTable.EVALUATION_RESULTS: Declaration("ผลการประเมิน", "การประเมินผลการปฏิบัติราชการ"),
    CodeTable.PENALTIES: Declaration(
        "โทษทางวินัย", "วินัย", (_yes_no("ends_service", "ทำให้พ้นจากราชการ"),)
    ),
    CodeTable.OFFENCE_LEVELS: Declaration("ความร้ายแรงของความผิด", "วินัย"),
    CodeTable.UNPAID_KINDS: Declaration("เหตุที่ไม่ได้รับเงินเดือนเต็ม", "วันที่ไม่ได้รับเงินเดือนหรือได้รับไม่เต็ม"),
    CodeTable.LEAVE_KINDS: Declaration(
        "ชนิดการลา",
        "การลา และตารางวันลาบนบัตร",
        (
            Attribute("column_order", "ช่องที่ในตารางวันลา", Asked.NUMBER),
            Attribute("column_label", "หัวช่องในตารางวันลา"),
            Attribute("unit", "นับเป็น", Asked.CHOICE, _UNITS),
            Attribute(
                "most_days",
                "ลาได้ไม่เกิน (วันต่อปี)",
                Asked.NUMBER,
                required=False,
                hint="เว้นว่าง ถ้าไม่กำหนด",
            ),
            _yes_no("sensitive", "ข้อมูลอ่อนไหว", "ผู้ที่มีสิทธิดูข้อมูลอ่อนไหวเท่านั้นที่เห็น", fixed=True),
        ),
        relied_on={
            "sick": "การปกปิดข้อมูลสุขภาพ",
            "sick_necessary": "การปกปิดข้อมูลสุขภาพ",
        },
    ),
    CodeTable.DECORATIONS: Declaration(
        "เครื่องราชอิสริยาภรณ์",
        "เครื่องราชอิสริยาภรณ์",
        (
            Attribute("abbreviation", "อักษรย่อ"),
            Attribute("family", "ตระกูล"),
            Attribute("class", "ชั้นที่", Asked.NUMBER, required=False, hint="0 คือชั้นสายสะพายสูงสุด"),
            Attribute("rank", "ลำดับเกียรติ", Asked.NUMBER, required=False, hint="เลขมากคือสูงกว่า"),
        ),
    ),
    CodeTable.SALARY_SCALES: Declaration(
        "บัญชีอัตราเงินเดือน",
        "การตรวจอัตราเงินเดือนกับระดับ",
        (
            Attribute("account", "บัญชี", hint="เช่น 5"),
            Attribute("level", "ประเภท/ระดับ", Asked.LEVEL),
            Attribute("minimum", "ขั้นต่ำ (บาท)", Asked.MONEY, required=False),
            Attribute("maximum", "ขั้นสูง (บาท)", Asked.MONEY, required=False),
        ),
        ascending=(("minimum", "maximum"),),
    ),
    CodeTable.FOLDER_SECTIONS: Declaration(
        "หมวดของแฟ้มประวัติ",
        "แฟ้มเอกสาร",
        (_yes_no("sensitive", "ข้อมูลอ่อนไหว", "ผู้ที่มีสิทธิดูข้อมูลอ่อนไหวเท่านั้นที่เห็น"),),
    ),
}


def faults(declaration: Declaration, said: Mapping[str, str]) -> dict[str, str]:
    """What cannot be stored, each as a sentence by attribute; nothing where all is well.

    Whether a level or a section exists is for whoever knows the tables to say.
    """
    found: dict[str, str] = {}
    for attribute in declaration.attributes:
        if fault := _fault(attribute, said.get(attribute.name, "")):
            found[attribute.name] = fault
    for low, high in declaration.ascending:
        if not found and said.get(low) and said.get(high) and _less(said[high], said[low]):
            found[high] = "ขั้นสูงต้องไม่น้อยกว่าขั้นต่ำ"
    return found


def _less(one: str, other: str) -> bool:
    return Decimal(one) < Decimal(other)


def _fault(attribute: Attribute, value: str) -> str:
    if not value:
        return "กรุณากรอกข้อมูลในช่องนี้" if attribute.required else ""
    match attribute.asked:
        case Asked.YES_NO if value not in {YES, NO}:
            fault = "กรุณาเลือกใช่หรือไม่ใช่"
        case Asked.CHOICE if value not in (attribute.choices or {}):
            fault = "กรุณาเลือกรายการในช่องนี้"
        case Asked.NUMBER if not NUMBER.fullmatch(value):
            fault = "ต้องเป็นจำนวนเต็ม ไม่ติดลบ ไม่เกิน 6 หลัก"
        case Asked.MONEY if not MONEY.fullmatch(value):
            fault = "ต้องเป็นจำนวนเงิน เช่น 15060 หรือ 15060.50"
        case _ if len(value) > MOST_TEXT:
            fault = f"ยาวเกินไป รับได้ไม่เกิน {MOST_TEXT} ตัวอักษร"
        case _:
            fault = ""
    return fault
