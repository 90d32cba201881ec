"""Why a spreadsheet is not taken, in words that say what to do."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Final

from kp7.refusal import Refusal

MOST_MEGABYTES: Final = 20
MOST_UNPACKED_MEGABYTES: Final = 250
MOST_SHEETS: Final = 200
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 500
MOST_CELLS: Final = 2_000_000
MOST_BOX: Final = 6_000_000  # places between A1 and the last value: the reader fills them all


class Why(StrEnum):
    """The reasons."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    PROGRAM = "program"
    PICTURE = "picture"
    PDF = "pdf"
    WORD = "word"
    ARCHIVE = "archive"
    NUMBERS = "numbers"
    XLSB = "xlsb"
    WEB_PAGE = "web_page"
    XML = "xml"
    RTF = "rtf"
    MACROS = "macros"
    PASSWORD = "password"  # noqa: S105  a reason
    VERY_OLD = "very_old"
    BROKEN = "broken"
    UNPACKED = "unpacked"
    PARTS = "parts"
    OVERLAPPING = "overlapping"
    ENTITIES = "entities"
    SHARED_TEXTS = "shared_texts"
    SHEETS = "sheets"
    NO_SHEET = "no_sheet"
    ROWS = "rows"
    COLUMNS = "columns"
    CELLS = "cells"
    FAR_CELL = "far_cell"
    NOTHING = "nothing"
    ENCODING = "encoding"
    QUOTES = "quotes"
    TOO_HEAVY = "too_heavy"


_SAVE_ANEW: Final = "กรุณาเปิดไฟล์ด้วย Excel หรือ LibreOffice แล้วบันทึกเป็น .xlsx (Excel Workbook) แล้วส่งใหม่"
_COPY: Final = "กรุณาคัดลอกเฉพาะตารางข้อมูลไปวางในสมุดงานใหม่ แล้วบันทึกเป็น .xlsx แล้วส่งใหม่"
_SPLIT: Final = "กรุณาแบ่งเป็นหลายไฟล์ แล้วส่งทีละไฟล์"
_TAKES: Final = "ระบบรับไฟล์ .xlsx, .xls, .ods และ .csv"
_SENTENCES: Final[Mapping[Why, str]] = {
    Why.EMPTY: "ไฟล์ว่างเปล่า ไม่มีข้อมูล กรุณาตรวจไฟล์ที่เครื่องของท่าน แล้วส่งใหม่",
    Why.TOO_LARGE: (
        f"ไฟล์ใหญ่เกิน {MOST_MEGABYTES} เมกะไบต์ กรุณาลบรูปภาพและแผ่นงานที่ไม่ใช้ออก หรือแบ่งเป็นหลายไฟล์ แล้วส่งใหม่"
    ),
    Why.UNKNOWN: (f"{_TAKES} ไฟล์นี้เป็นชนิดอื่น แม้ชื่อไฟล์อาจบอกไว้เช่นนั้น กรุณาบันทึกเป็น .xlsx แล้วส่งใหม่"),
    Why.PROGRAM: (
        "ไฟล์นี้เป็นโปรแกรม ไม่ใช่ตารางข้อมูล ระบบไม่รับ กรุณาอย่าเปิดไฟล์นี้ และแจ้งผู้ดูแลคอมพิวเตอร์ของหน่วยงาน"
    ),
    Why.PICTURE: f"ไฟล์นี้เป็นรูปภาพ ระบบอ่านตารางจากรูปไม่ได้ {_TAKES} กรุณาใช้ไฟล์ตารางต้นฉบับ",
    Why.PDF: f"ไฟล์นี้เป็น PDF ระบบอ่านตารางจาก PDF ไม่ได้ {_TAKES} กรุณาใช้ไฟล์ตารางต้นฉบับ",
    Why.WORD: (
        "ไฟล์นี้เป็นเอกสาร Word หรือ PowerPoint กรุณาคัดลอกตารางไปวางใน Excel แล้วบันทึกเป็น .xlsx แล้วส่งใหม่"
    ),
    Why.ARCHIVE: f"ไฟล์นี้เป็นไฟล์บีบอัด (zip, rar) {_TAKES} กรุณาแตกไฟล์ก่อน แล้วส่งไฟล์ตารางทีละไฟล์",
    Why.NUMBERS: "ไฟล์นี้เป็นไฟล์ของ Numbers (Apple) กรุณาส่งออก (Export) เป็น Excel .xlsx แล้วส่งใหม่",
    Why.XLSB: f"ไฟล์นี้เป็น Excel แบบไบนารี (.xlsb) ระบบไม่รับ {_SAVE_ANEW}",
    Why.WEB_PAGE: f"ไฟล์นี้เป็นหน้าเว็บ แม้ชื่อจะลงท้ายด้วย .xls {_SAVE_ANEW}",
    Why.XML: f"ไฟล์นี้เป็น XML ไม่ใช่สมุดงาน {_SAVE_ANEW}",
    Why.RTF: "ไฟล์นี้เป็นเอกสาร RTF กรุณาคัดลอกตารางไปวางใน Excel แล้วบันทึกเป็น .xlsx แล้วส่งใหม่",
    Why.MACROS: (
        "ไฟล์นี้มีมาโคร (โปรแกรมที่ฝังอยู่ในสมุดงาน) ระบบไม่รับ กรุณาเปิดด้วย Excel "
        "แล้วบันทึกเป็น .xlsx (Excel Workbook) ซึ่งไม่เก็บมาโคร แล้วส่งใหม่"
    ),
    Why.PASSWORD: (
        "ไฟล์นี้ตั้งรหัสผ่านไว้ ระบบเปิดอ่านไม่ได้ กรุณาเปิดด้วย Excel แล้วเอารหัสผ่านออก "
        "(แฟ้ม > ข้อมูล > ป้องกันสมุดงาน > เข้ารหัสด้วยรหัสผ่าน) แล้วบันทึกและส่งใหม่"
    ),
    Why.VERY_OLD: f"ไฟล์นี้เป็น Excel รุ่นเก่ามาก (ก่อน Excel 97) ระบบอ่านไม่ได้ {_SAVE_ANEW}",
    Why.BROKEN: f"เปิดไฟล์นี้ไม่ได้ ไฟล์อาจเสียหรือส่งมาไม่ครบ {_SAVE_ANEW}",
    Why.UNPACKED: (
        f"ไฟล์นี้เมื่อคลายออกแล้วใหญ่เกิน {MOST_UNPACKED_MEGABYTES} เมกะไบต์ "
        f"มักเกิดจากแถวหรือคอลัมน์ว่างที่จัดรูปแบบไว้จำนวนมาก {_COPY}"
    ),
    Why.PARTS: f"ไฟล์นี้มีชิ้นส่วนภายในมากผิดปกติ ระบบไม่รับ {_COPY}",
    Why.OVERLAPPING: f"ไฟล์นี้มีโครงสร้างภายในผิดปกติ (ชิ้นส่วนซ้อนทับกันหรือบอกขนาดไม่ตรง) ระบบไม่รับ {_COPY}",
    Why.ENTITIES: f"ไฟล์นี้มีคำสั่ง XML ที่สมุดงานทั่วไปไม่มี (DTD/entity) ระบบไม่รับ {_COPY}",
    Why.SHARED_TEXTS: f"ไฟล์นี้มีข้อความต่างกันมากเกินกว่าที่ระบบรับได้ {_SPLIT}",
    Why.SHEETS: f"สมุดงานนี้มีเกิน {MOST_SHEETS} แผ่นงาน {_SPLIT}",
    Why.NO_SHEET: f"สมุดงานนี้ไม่มีแผ่นงานที่เป็นตาราง {_COPY}",
    Why.ROWS: f"แผ่นงาน{{where}}มีข้อมูลเกิน {MOST_ROWS:,} แถว {_SPLIT}",
    Why.COLUMNS: (
        f"แผ่นงาน{{where}}มีข้อมูลเกิน {MOST_COLUMNS} คอลัมน์ กรุณาลบคอลัมน์ที่ไม่เกี่ยวข้องออก แล้วส่งใหม่"
    ),
    Why.CELLS: f"ไฟล์นี้มีข้อมูลเกิน {MOST_CELLS:,} ช่อง {_SPLIT}",
    Why.FAR_CELL: (
        "แผ่นงาน{where}มีข้อมูลอยู่ไกลเกินไป กรุณาตรวจแถวล่างสุดและคอลัมน์ขวาสุด (กด Ctrl+End) "
        f"ลบแถวและคอลัมน์ที่ไม่ใช้ออก หรือ{_COPY.removeprefix('กรุณา')}"
    ),
    Why.NOTHING: "ไม่มีข้อมูลในแผ่นงานใดเลย กรุณาตรวจไฟล์ที่เครื่องของท่าน แล้วส่งใหม่",
    Why.ENCODING: (
        "อ่านตัวอักษรในไฟล์ข้อความนี้ไม่ได้ ระบบรับ .csv ที่เข้ารหัสเป็น UTF-8 หรือ TIS-620 "
        "กรุณาเปิดด้วย Excel แล้วบันทึกเป็น .xlsx แล้วส่งใหม่"
    ),
    Why.QUOTES: (
        'อ่านไฟล์ .csv นี้ไม่ได้ เครื่องหมายคำพูด (") อาจเปิดแล้วไม่ปิด หรือมีช่องที่ยาวเกินไป '
        "กรุณาเปิดด้วย Excel แล้วบันทึกเป็น .xlsx แล้วส่งใหม่"
    ),
    Why.TOO_HEAVY: f"ไฟล์นี้ใช้เวลาหรือหน่วยความจำในการเปิดมากผิดปกติ ระบบไม่รับ {_COPY}",
}


class BookRefused(Refusal):
    """A spreadsheet that is not taken; `why` is the reason that its sentence tells."""

    status: ClassVar[int] = 422

    def __init__(self, why: Why, sheet: str = "") -> None:
        self.why = why
        self.sheet = sheet
        super().__init__(_SENTENCES[why].format(where=f" “{sheet}” " if sheet else ""))
