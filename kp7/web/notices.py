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
    RELEASED = "released"
    TRANSFER_WITHDRAWN = "transfer-withdrawn"
    TRANSFER_DECLINED = "transfer-declined"
    TRANSFERRED = "transferred"
    TRANSFER_WAITS = "transfer-waits"
    SEAT_SAVED = "seat-saved"
    SEAT_ODD = "seat-odd"
    SEAT_CLOSED = "seat-closed"
    SEAT_REOPENED = "seat-reopened"
    SEAT_REMOVED = "seat-removed"
    SEAT_HELD = "seat-held"
    SEAT_VACATED = "seat-vacated"
    BUILT = "built"
    PLAN_SAVED = "plan-saved"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"
    ORDER_RECORDED = "order-recorded"
    ORDER_REPEATED = "order-repeated"
    MAPPED = "mapped"
    MAPPING_USED = "mapping-used"
    IMPORT_MOVED_ON = "import-moved-on"

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
    Said.RELEASED: "ส่งให้หน่วยงานปลายทางแล้ว บุคคลนี้ยังนับอยู่ที่หน่วยงานของท่านจนกว่าจะโอนเสร็จ",
    Said.TRANSFER_WITHDRAWN: "ยกเลิกการให้โอนแล้ว",
    Said.TRANSFER_DECLINED: "แจ้งหน่วยงานต้นทางแล้วว่าไม่รับโอน",
    Said.TRANSFERRED: "โอนเสร็จแล้ว บัตร ก.พ.7 และประวัติทั้งหมดอยู่ที่หน่วยงานปลายทาง",
    Said.TRANSFER_WAITS: "บันทึกการรับโอนแล้ว ระบบจะย้ายบัตรเมื่อถึงกำหนดและทั้งสองหน่วยงานเปิดแก้ไขข้อมูลได้",
    Said.SEAT_SAVED: "บันทึกตำแหน่งในกรอบอัตรากำลังแล้ว",
    Said.SEAT_ODD: "บันทึกตำแหน่งแล้ว แต่เลขที่ตำแหน่งไม่ตรงรูปแบบ เช่น 12-3-01-1101-001 กรุณาตรวจอีกครั้ง",
    Said.SEAT_CLOSED: "บันทึกการยุบเลิกตำแหน่งแล้ว",
    Said.SEAT_REOPENED: "ยกเลิกการยุบเลิกตำแหน่งแล้ว",
    Said.SEAT_REMOVED: "ลบตำแหน่งที่เพิ่มผิดแล้ว",
    Said.SEAT_HELD: "บันทึกผู้ดำรงตำแหน่งแล้ว",
    Said.SEAT_VACATED: "บันทึกตำแหน่งว่างแล้ว",
    Said.BUILT: "สร้างกรอบและจัดผู้ดำรงตำแหน่งตามบัตร ก.พ.7 แล้ว กรุณาตรวจและเพิ่มตำแหน่งว่าง",
    Said.PLAN_SAVED: "บันทึกแผนอัตรากำลัง 3 ปีแล้ว",
    Said.EXPLAINED: "บันทึกคำชี้แจงแล้ว",
    Said.UNEXPLAINED: "ยกเลิกคำชี้แจงแล้ว",
    Said.ORDER_RECORDED: "บันทึกคำสั่งแล้ว",
    Said.ORDER_REPEATED: "คำสั่งนี้บันทึกไว้แล้วครบทุกคน ไม่มีการบันทึกซ้ำ",
    Said.MAPPED: "บันทึกการจับคู่ของแผ่นงานแล้ว",
    Said.MAPPING_USED: "ใช้การจับคู่ที่จำไว้แล้ว กรุณาตรวจอีกครั้ง",
    Said.IMPORT_MOVED_ON: "การนำเข้านี้ดำเนินการต่อไปแล้ว หน้านี้แสดงสถานะล่าสุด",
}


def said(request: HttpRequest) -> str:
    """Return the sentence that the address asks for, or nothing."""
    word = request.GET.get(SAID, "")
    return Said(word).sentence if word in set(Said) else ""


def saying(address: str, done: Said, *, at: str = "") -> str:
    """Return an address that says what was done; `at` is the id of the element to go to."""
    fragment = f"#{at}" if at else ""
    return f"{address}?{SAID}={done}{fragment}"
