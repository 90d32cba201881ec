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


class Group(StrEnum):
    """What the sections of the card are gathered under."""

    PERSON = "person"
    LEARNING = "learning"
    CAREER = "career"
    CONDUCT = "conduct"
    HONOURS = "honours"
    FOLDER = "folder"

    @property
    def label(self) -> str:
        """The heading among the tabs."""
        return _GROUPS[self]


_GROUPS = {
    Group.PERSON: "บุคคลและครอบครัว",
    Group.LEARNING: "การศึกษาและความสามารถ",
    Group.CAREER: "ตำแหน่งและเงินเดือน",
    Group.CONDUCT: "การลาและวินัย",
    Group.HONOURS: "เครื่องราชฯ และความดีความชอบ",
    Group.FOLDER: "แฟ้มเอกสาร",
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
    RELIGIONS = "religions"
    BLOOD_GROUPS = "blood_groups"
    ADDRESS_KINDS = "address_kinds"
    LIVING_STATES = "living_states"
    MARRIAGE_ENDS = "marriage_ends"
    CHILD_RELATIONS = "child_relations"
    TRAINING_KINDS = "training_kinds"
    ALLOWANCES = "allowances"
    EVALUATION_RESULTS = "evaluation_results"
    PENALTIES = "penalties"
    OFFENCE_LEVELS = "offence_levels"
    UNPAID_KINDS = "unpaid_kinds"
    LEAVE_KINDS = "leave_kinds"
    DECORATIONS = "decorations"
    SALARY_SCALES = "salary_scales"
    FOLDER_SECTIONS = "folder_sections"


class TransferState(StrEnum):
    """How far a transfer has come."""

    RELEASED = "released"
    ACCEPTED = "accepted"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """The words on the list of transfers."""
        return _TRANSFER_STATES[self]

    @property
    def open(self) -> bool:
        """Whether it can still lead somewhere."""
        return self in {TransferState.RELEASED, TransferState.ACCEPTED}


_TRANSFER_STATES = {
    TransferState.RELEASED: "ส่งแล้ว รอหน่วยงานปลายทางรับ",
    TransferState.ACCEPTED: "รับแล้ว รอย้ายบัตร",
    TransferState.DONE: "โอนเสร็จแล้ว",
    TransferState.WITHDRAWN: "ต้นทางยกเลิก",
    TransferState.DECLINED: "ปลายทางไม่รับ",
    TransferState.LAPSED: "โอนไม่ได้แล้ว",
}


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
