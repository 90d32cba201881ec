"""คำชี้แจง: what the first sheet of every workbook of ours tells whoever fills it."""

from collections.abc import Iterator, Sequence
from datetime import date

from kp7.intake.columns import SheetSpec
from kp7.thai import calendar


def how_to_fill(
    sheets: Sequence[SheetSpec], *, organization: str, on: date, people: int | None
) -> Iterator[str]:
    """Give the sentences, the title first; `people` is None for a blank form."""
    day = calendar.format_long(on)
    if people is None:
        yield f"แบบฟอร์มข้อมูลบุคลากร ก.พ.7 ของ {organization} ({day})"
    else:
        yield f"ข้อมูลบุคลากร ก.พ.7 ของ {organization} {people:,} คน ณ วันที่ {day}"
    yield "ไฟล์นี้มีข้อมูลส่วนบุคคล กรุณาเก็บและส่งต่อเท่าที่จำเป็น"
    yield (
        "1. แผ่นงานหนึ่งคือหมวดหนึ่งของบัตร แถวหนึ่งคือรายการหนึ่ง "
        "กรอกแผ่นงาน “ข้อมูลส่วนตัว” ก่อน คนละ 1 แถว หมวดที่ไม่ใช้ให้เว้นว่างไว้"
    )
    yield "2. ทุกแถวต้องมีเลขประจำตัวประชาชน 13 หลัก เพื่อบอกว่าเป็นรายการของใคร ช่องหัวสีเหลืองต้องกรอก"
    yield (
        "3. วันที่พิมพ์เป็น พ.ศ. เช่น 05/03/2530 หรือ 5 มี.ค. 2530 "
        "ถ้าโปรแกรมเปลี่ยนเป็นวันที่อื่น ให้พิมพ์เครื่องหมาย ' นำหน้า"
    )
    yield "4. ช่องที่มีลูกศรให้เลือกจากรายการ คำในวงเล็บเหลี่ยม [ ] คือรหัส ไม่ต้องลบออก"
    yield (
        "5. คอลัมน์ “รหัสรายการ” ระบบใช้จับคู่กับรายการเดิม อย่าแก้ไข "
        "รายการใหม่ให้เว้นว่าง ถ้าคัดลอกแถวเดิมมาทำแถวใหม่ ให้ลบรหัสรายการของแถวใหม่ออก"
    )
    yield "6. แถวที่มีรหัสรายการ ช่องที่ว่างหมายถึงไม่มีข้อมูล รายการที่ไม่อยู่ในไฟล์จะคงอยู่ในระบบตามเดิม"
    yield "7. รูปถ่ายและไฟล์ในแฟ้มเอกสารไม่อยู่ในไฟล์นี้ แนบไฟล์ได้ที่หน้าบัตรของแต่ละคน"
    yield "8. เมื่อเสร็จแล้ว นำไฟล์เข้าที่เมนู “นำเข้าจาก Excel” ระบบจะแสดงสิ่งที่จะเปลี่ยนให้ตรวจก่อนบันทึก"
    names = ", ".join(sheet.name for sheet in sheets)
    yield f"แผ่นงานในไฟล์นี้: {names}"
