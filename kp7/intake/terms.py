"""Where an import stands and what becomes of its rows, in the words that pages show."""

from enum import StrEnum


class ImportState(StrEnum):
    """Where an import stands."""

    MAPPING = "MAPPING"
    PLANNING = "PLANNING"
    PLANNED = "PLANNED"
    APPLYING = "APPLYING"
    APPLIED = "APPLIED"
    UNDONE = "UNDONE"
    CANCELLED = "CANCELLED"
    FAILED = "FAILED"

    @property
    def label(self) -> str:
        """The state's Thai name."""
        return _STATES[self]


_STATES = {
    ImportState.MAPPING: "จับคู่คอลัมน์",
    ImportState.PLANNING: "กำลังตรวจ",
    ImportState.PLANNED: "ตรวจแล้ว รอยืนยัน",
    ImportState.APPLYING: "กำลังบันทึก",
    ImportState.APPLIED: "บันทึกแล้ว",
    ImportState.UNDONE: "ยกเลิกการนำเข้าแล้ว",
    ImportState.CANCELLED: "ยกเลิก",
    ImportState.FAILED: "ไม่สำเร็จ",
}


class Outcome(StrEnum):
    """What an import does with one row of its file."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    UNCHANGED = "UNCHANGED"
    REFUSED = "REFUSED"

    @property
    def label(self) -> str:
        """The outcome's Thai name."""
        return _OUTCOMES[self]

    @property
    def writes(self) -> bool:
        """Whether something is written for such a row."""
        return self in {Outcome.NEW, Outcome.CHANGED}


_OUTCOMES = {
    Outcome.NEW: "เพิ่มใหม่",
    Outcome.CHANGED: "แก้ไข",
    Outcome.UNCHANGED: "เหมือนเดิม",
    Outcome.REFUSED: "ไม่ผ่าน",
}
