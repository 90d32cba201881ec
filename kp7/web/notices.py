"""What a page says was done just before: a word in its address, for a page keeps nothing."""

from enum import StrEnum

from django.http import HttpRequest

SAID = "said"


class Said(StrEnum):
    """What was done. The word stands in an address, so it says nothing of anybody."""

    PERSON_ADDED = "person-added"
    PERSON_REMOVED = "person-removed"
    ID_CORRECTED = "id-corrected"
    SAVED = "saved"
    FORWARD = "forward"
    REMOVED = "removed"
    NOTHING = "nothing"
    NOTHING_WITHDRAWN = "nothing-withdrawn"
    ENDED = "ended"
    RESUMED = "resumed"
    RETURNED = "returned"
    ORDER_RECORDED = "order-recorded"
    ORDER_REPEATED = "order-repeated"

    @property
    def sentence(self) -> str:
        """What the reader is told."""
        return _SENTENCES[self]


_SENTENCES = {
    Said.PERSON_ADDED: "เพิ่มบุคลากรแล้ว ต่อไปบันทึกรายการตำแหน่งแรก แล้วจึงบันทึกการศึกษา",
    Said.PERSON_REMOVED: "ลบบัตรที่เพิ่มผิดแล้ว",
    Said.ID_CORRECTED: "แก้ไขเลขประจำตัวประชาชนแล้ว",
    Said.SAVED: "บันทึกข้อมูลแล้ว",
    Said.FORWARD: "แก้ไขรายการนี้และรายการถัดไปแล้ว",
    Said.REMOVED: "ลบรายการแล้ว",
    Said.NOTHING: "บันทึก “ไม่มี” แล้ว",
    Said.NOTHING_WITHDRAWN: "ยกเลิก “ไม่มี” แล้ว",
    Said.ENDED: "บันทึกการพ้นแล้ว",
    Said.RESUMED: "ยกเลิกการพ้นแล้ว บุคคลนี้ปฏิบัติงานอยู่",
    Said.RETURNED: "บันทึกการกลับเข้าปฏิบัติงานแล้ว",
    Said.ORDER_RECORDED: "บันทึกคำสั่งแล้ว",
    Said.ORDER_REPEATED: "คำสั่งนี้บันทึกไว้แล้วครบทุกคน ไม่มีการบันทึกซ้ำ",
}


def said(request: HttpRequest) -> str:
    """Return the sentence that the address asks for, or nothing."""
    word = request.GET.get(SAID, "")
    return Said(word).sentence if word in set(Said) else ""


def saying(address: str, done: Said, *, at: str = "") -> str:
    """Return an address that says what was done; `at` is the id of the element to go to."""
    fragment = f"#{at}" if at else ""
    return f"{address}?{SAID}={done}{fragment}"
