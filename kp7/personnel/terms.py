"""What only this software decides, with the words a clerk reads."""

from enum import StrEnum


class Headcount(StrEnum):
    """The manual's three headcounts."""

    OFFICIALS = "officials"
    PERMANENT = "permanent"
    CONTRACT = "contract"

    @property
    def label(self) -> str:
        """The manual's word."""
        return _HEADCOUNTS[self]


_HEADCOUNTS = {
    Headcount.OFFICIALS: "ข้าราชการ",
    Headcount.PERMANENT: "ลูกจ้างประจำ",
    Headcount.CONTRACT: "พนักงานจ้าง",
}


class PositionNumber(StrEnum):
    """What a kind of staff has to do with position numbers."""

    REQUIRED = "required"
    NONE = "none"


class Severity(StrEnum):
    """How much a finding weighs: a blocking one keeps the certify button off."""

    BLOCKING = "blocking"
    WARNING = "warning"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The word beside a finding."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Severity.BLOCKING: "ต้องแก้ไข",
    Severity.WARNING: "ควรตรวจสอบ",
    Severity.HINT: "ข้อสังเกต",
}


MOVEMENT_GROUPS = {
    "enter": "เข้ารับราชการ",
    "confirm": "ทดลองปฏิบัติหน้าที่ราชการ",
    "position": "ตำแหน่ง",
    "acting": "รักษาการและช่วยราชการ",
    "salary": "เงินเดือน",
    "discipline": "วินัย",
    "exit": "พ้นจากราชการ",
    "contract": "สัญญาจ้าง",
    "correction": "แก้ไขคำสั่ง",
}


class CodeTable(StrEnum):
    """The code tables that the card draws on."""

    TITLES = "titles"
    MARITAL_STATES = "marital_states"
    KINDS = "kinds"
    MOVEMENTS = "movements"
    LEVELS = "levels"
    DIVISIONS = "divisions"
    POSITIONS = "positions"
    EDUCATION_LEVELS = "education_levels"
    DOCUMENTS = "documents"


class Presence(StrEnum):
    """Whom the people list shows."""

    ACTIVE = "active"
    ENDED = "ended"
    ALL = "all"

    @property
    def label(self) -> str:
        """The word in the filter."""
        return _PRESENCES[self]


_PRESENCES = {
    Presence.ACTIVE: "ปฏิบัติงานอยู่",
    Presence.ENDED: "พ้นจากราชการแล้ว",
    Presence.ALL: "ทั้งหมด",
}
