"""Why a file is not taken, in words that say what to do."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Final

from kp7.refusal import Refusal


class Why(StrEnum):
    """The reasons."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    PROGRAM = "program"
    WEB_PAGE = "web_page"
    OFFICE = "office"
    OTHER_IMAGE = "other_image"
    HEIC = "heic"
    JUNK_BEFORE = "junk_before"
    NOT_A_PHOTOGRAPH = "not_a_photograph"
    PHOTOGRAPH_TOO_LARGE = "photograph_too_large"
    DOCUMENT_TOO_LARGE = "document_too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_FEW_PIXELS = "too_few_pixels"
    ANIMATED = "animated"
    BROKEN_IMAGE = "broken_image"
    BROKEN_DOCUMENT = "broken_document"
    ENCRYPTED = "encrypted"
    SCRIPT = "script"
    ACTION = "action"
    ATTACHMENT = "attachment"
    FORM = "form"
    MEDIA = "media"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_HEAVY = "too_heavy"

    @property
    def sentence(self) -> str:
        """What is wrong and what to do."""
        return _SENTENCES[self]


_PRINT_ANEW: Final = "กรุณาเปิดเอกสารแล้วสั่งพิมพ์เป็น PDF ใหม่ (Print to PDF) หรือสแกนจากกระดาษ แล้วแนบไฟล์ใหม่"
_AS_JPEG: Final = "กรุณาบันทึกรูปเป็น JPEG หรือ PNG แล้วแนบใหม่"
_SENTENCES: Final[Mapping[Why, str]] = {
    Why.EMPTY: "ไฟล์ว่างเปล่า ไม่มีข้อมูล กรุณาตรวจไฟล์ที่เครื่องของท่าน แล้วแนบใหม่",
    Why.UNKNOWN: (
        "ระบบรับเฉพาะไฟล์ PDF, JPEG และ PNG ไฟล์นี้เป็นชนิดอื่น แม้ชื่อไฟล์อาจบอกไว้เช่นนั้น "
        "กรุณาบันทึกเป็นชนิดที่รับได้ แล้วแนบใหม่"
    ),
    Why.PROGRAM: (
        "ไฟล์นี้เป็นโปรแกรม ไม่ใช่รูปหรือเอกสาร ระบบไม่รับ กรุณาอย่าเปิดไฟล์นี้ และแจ้งผู้ดูแลคอมพิวเตอร์ของหน่วยงาน"
    ),
    Why.WEB_PAGE: f"ไฟล์นี้เป็นหน้าเว็บหรือภาพ SVG ระบบไม่รับ {_PRINT_ANEW}",
    Why.OFFICE: (
        "ไฟล์นี้เป็นเอกสาร Word, Excel หรือไฟล์บีบอัด ระบบรับเฉพาะ PDF, JPEG และ PNG "
        "กรุณาบันทึกเป็น PDF แล้วแนบใหม่"
    ),
    Why.OTHER_IMAGE: f"ไฟล์นี้เป็นรูปชนิดอื่น เช่น GIF, WebP, TIFF หรือ BMP ระบบไม่รับ {_AS_JPEG}",
    Why.HEIC: (
        "ไฟล์นี้เป็นรูปชนิด HEIC หรือ AVIF จากโทรศัพท์ กรุณาตั้งกล้องเป็น “เข้ากันได้มากที่สุด” "
        "หรือบันทึกรูปเป็น JPEG แล้วแนบใหม่"
    ),
    Why.JUNK_BEFORE: f"ไฟล์ PDF นี้มีข้อมูลอื่นอยู่หน้าเอกสาร ระบบไม่รับ {_PRINT_ANEW}",
    Why.NOT_A_PHOTOGRAPH: f"ช่องนี้รับเฉพาะรูปถ่าย JPEG หรือ PNG {_AS_JPEG}",
    Why.PHOTOGRAPH_TOO_LARGE: "ไฟล์รูปถ่ายใหญ่เกิน 5 เมกะไบต์ กรุณาย่อรูป แล้วแนบใหม่",
    Why.DOCUMENT_TOO_LARGE: (
        "ไฟล์เอกสารใหญ่เกิน 10 เมกะไบต์ กรุณาสแกนที่ความละเอียด 200 จุดต่อนิ้ว หรือแบ่งเป็นหลายไฟล์ แล้วแนบใหม่"
    ),
    Why.TOO_MANY_PIXELS: "รูปมีขนาดเกิน 50 ล้านจุดภาพ กรุณาย่อรูป แล้วแนบใหม่",
    Why.TOO_FEW_PIXELS: ("รูปถ่ายเล็กเกินไป ต้องกว้างและสูงอย่างน้อย 100 จุดภาพ กรุณาใช้รูปต้นฉบับ แล้วแนบใหม่"),
    Why.ANIMATED: f"ไฟล์นี้เป็นภาพเคลื่อนไหว ระบบรับเฉพาะภาพนิ่ง {_AS_JPEG}",
    Why.BROKEN_IMAGE: f"เปิดรูปนี้ไม่ได้ ไฟล์อาจเสียหรือส่งมาไม่ครบ {_AS_JPEG}",
    Why.BROKEN_DOCUMENT: f"เปิดเอกสาร PDF นี้ไม่ได้ ไฟล์อาจเสียหรือส่งมาไม่ครบ {_PRINT_ANEW}",
    Why.ENCRYPTED: f"เอกสาร PDF นี้ตั้งรหัสผ่านหรือจำกัดสิทธิไว้ ระบบไม่รับ {_PRINT_ANEW}",
    Why.SCRIPT: f"เอกสาร PDF นี้มีคำสั่งโปรแกรม (JavaScript) ซ่อนอยู่ ระบบไม่รับ {_PRINT_ANEW}",
    Why.ACTION: (f"เอกสาร PDF นี้สั่งเปิดโปรแกรม เปิดเว็บ หรือส่งข้อมูลออกได้เอง ระบบไม่รับ {_PRINT_ANEW}"),
    Why.ATTACHMENT: f"เอกสาร PDF นี้มีไฟล์อื่นแนบซ่อนอยู่ ระบบไม่รับ {_PRINT_ANEW}",
    Why.FORM: (f"เอกสาร PDF นี้เป็นแบบฟอร์มที่แสดงข้อความได้เฉพาะในบางโปรแกรม ระบบไม่รับ {_PRINT_ANEW}"),
    Why.MEDIA: f"เอกสาร PDF นี้มีเสียง วิดีโอ หรือภาพสามมิติ ระบบไม่รับ {_PRINT_ANEW}",
    Why.TOO_MANY_PAGES: "เอกสาร PDF นี้มีเกิน 200 หน้า กรุณาแบ่งเป็นหลายไฟล์ แล้วแนบทีละไฟล์",
    Why.TOO_MANY_PARTS: f"เอกสาร PDF นี้ซับซ้อนเกินกว่าที่ระบบรับได้ {_PRINT_ANEW}",
    Why.TOO_HEAVY: (f"ไฟล์นี้ใช้เวลาหรือหน่วยความจำในการเปิดมากผิดปกติ ระบบไม่รับ {_PRINT_ANEW}"),
}
TOO_LARGE: Final = frozenset({Why.PHOTOGRAPH_TOO_LARGE, Why.DOCUMENT_TOO_LARGE})


class FileRefused(Refusal):
    """A file that is not taken; `why` is the reason that its sentence tells."""

    status: ClassVar[int] = 422

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why.sentence)
