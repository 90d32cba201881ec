"""What whoever brought a file should know of how it was read."""

from collections.abc import Sequence

from kp7.intake.columns import LISTS
from kp7.intake.reading.book import Sheet, place
from kp7.intake.reading.marks import MOST_NAMED, Told


def notes(told: Told, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Say it, a sentence each."""
    return (
        *_of_sheets(sheets),
        *_of_formulas(told),
        *_of_failures(told),
        *(
            ["ไฟล์นี้มีลิงก์ไปยังไฟล์หรือแหล่งข้อมูลอื่น ระบบไม่เปิดลิงก์ใด อ่านเฉพาะค่าที่บันทึกอยู่ในไฟล์นี้"]
            if told.links
            else []
        ),
        *(
            ["ไฟล์นี้นับวันที่จากปี ค.ศ. 1904 (Excel ของ Mac รุ่นเก่า) กรุณาตรวจวันที่ในหน้าตรวจสอบก่อนยืนยัน"]
            if told.from_1904
            else []
        ),
    )


def _of_sheets(sheets: Sequence[Sheet]) -> list[str]:
    hidden = [sheet.name for sheet in sheets if sheet.hidden and sheet.rows and sheet.name != LISTS]
    found = []
    if hidden:
        found.append(
            f"แผ่นงานที่ซ่อนไว้: {_listed(hidden)} ระบบไม่นำเข้า เว้นแต่ท่านเลือกให้นำเข้าในหน้าจับคู่คอลัมน์"
        )
    for sheet in sheets:
        if sheet.hidden_rows and not sheet.hidden:
            rows = [str(row + 1) for row in sorted(sheet.hidden_rows)]
            found.append(
                f"แผ่นงาน “{sheet.name}” มีแถวที่ซ่อนไว้ {len(rows):,} แถว (แถว {_listed(rows)}) "
                "ระบบอ่านแถวเหล่านี้ด้วย หากไม่ต้องการ กรุณาลบออกจากไฟล์"
            )
    return found


def _of_formulas(told: Told) -> list[str]:
    number = sum(marks.formulas for marks in told.sheets.values())
    found = []
    if number:
        found.append(f"ไฟล์นี้มีสูตร {number:,} ช่อง ระบบอ่านผลลัพธ์ที่บันทึกไว้ล่าสุด ไม่คำนวณใหม่")
    for name, marks in told.sheets.items():
        if marks.not_computed:
            cells = [place(row, column) for row, column in marks.not_computed]
            found.append(
                f"แผ่นงาน “{name}” มีสูตรที่ยังไม่มีผลลัพธ์ {len(cells):,} ช่อง ({_listed(cells)}) "
                "กรุณาเปิดไฟล์ด้วย Excel แล้วบันทึกใหม่ เพื่อให้มีผลลัพธ์"
            )
    return found


def _of_failures(told: Told) -> list[str]:
    return [
        f"แผ่นงาน “{name}” มีสูตรที่ให้ผลผิดพลาด {len(marks.errors):,} ช่อง ("
        + _listed([f"{place(*at)} {text}" for at, text in sorted(marks.errors.items())])
        + ") กรุณาแก้สูตร หรือพิมพ์ค่าแทน"
        for name, marks in told.sheets.items()
        if marks.errors
    ]


def _listed(words: Sequence[str]) -> str:
    """Name the first few."""
    more = len(words) - MOST_NAMED
    return " ".join(words[:MOST_NAMED]) + (f" และอีก {more:,}" if more > 0 else "")
