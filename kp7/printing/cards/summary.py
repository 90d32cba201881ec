"""ข้อมูลสำคัญโดยย่อ: the leaf with a numbering of its own, 1 to 7. Pure."""

from collections.abc import Iterator
from typing import Final

from kp7.personnel.leave_years import leave_table
from kp7.personnel.record import Line
from kp7.printing.cards import phrases
from kp7.printing.cards.choices import Paper
from kp7.printing.cards.others import others
from kp7.printing.cards.setting import Setting
from kp7.printing.cards.tables import Facts, Shape, empty, pairs, table
from kp7.printing.engine import Data
from kp7.thai.calendar import buddhist_year

LEAVE_WIDTHS: Final = (16, *[13] * 8, 14, *[13] * 3, 14, 13)
SKILLS: Final = Shape(("ด้าน", "ความสามารถพิเศษ"), (100, 100))
DUTIES: Final = Shape(("พ.ศ.", "รายการ", "พ.ศ.", "รายการ"), (20, 80, 20, 80), frozenset({0, 2}))
ALWAYS: Final = {"current": "ที่อยู่ปัจจุบัน", "house": "ที่อยู่ตามทะเบียนบ้าน"}


def summary(paper: Paper, setting: Setting) -> Facts:
    """What the leaf says."""
    record = paper.record
    skills = [(line.text("field"), line.text("skill")) for line in record.section("skills")]
    duties = [_duty(line) for line in record.section("special_duties")]
    return {
        "title": setting.segments("ข้อมูลสำคัญโดยย่อ"),
        "photos": [_photo(setting, number, paper) for number in range(len(paper.photographs))],
        "name": setting.segments("1. ชื่อ และวัน เดือน ปี เกิด"),
        "person": [
            _named(setting, "ชื่อ", phrases.name(record.personal)),
            _named(
                setting, "วัน เดือน ปี เกิด", phrases.partial(record.personal.partial("birth_date"))
            ),
        ],
        "addresses": {
            "title": setting.segments("2. ที่อยู่"),
            "facts": [_named(setting, label, said) for label, said in _addresses(paper)],
        },
        "decorations": {
            "title": setting.segments("3. เครื่องราชอิสริยาภรณ์ วันที่ได้รับ วันส่งคืน รวมทั้งเอกสารอ้างอิง"),
            "entries": [
                setting.paragraphs(_decoration(line)) for line in record.section("decorations")
            ],
            "empty": setting.segments(empty(paper, "decorations")),
        },
        "leave": _leave(paper, setting),
        "skills": {
            "title": setting.segments("5. ความสามารถพิเศษ"),
            **table(SKILLS, skills, setting, empty=empty(paper, "skills")),
        },
        "duties": {
            "title": setting.segments("6. การปฏิบัติราชการพิเศษ"),
            **table(DUTIES, pairs(duties, 2), setting, empty=empty(paper, "special_duties")),
        },
        "others": {
            "title": setting.segments("7. รายการอื่น ๆ ที่จำเป็น"),
            "lists": [
                {
                    "label": setting.segments(label),
                    "entries": [setting.paragraphs(said) for said in lines],
                }
                for label, lines in others(paper)
            ],
            "empty": setting.segments(phrases.NOTHING),
        },
    }


def _named(setting: Setting, label: str, said: str) -> dict[str, Data]:
    return {"label": setting.segments(label), "said": setting.segments(said or "-")}


def _photo(setting: Setting, at: int, paper: Paper) -> dict[str, Data]:
    year = paper.photographs[at].year
    return {
        "name": f"photo{at + 1}",
        "alt": f"รูปถ่าย พ.ศ. {year}",
        "number": setting.segments(f"รูปที่ {at + 1}"),
        "year": setting.segments(f"พ.ศ. {year}"),
    }


def _addresses(paper: Paper) -> Iterator[tuple[str, str]]:
    """The two of the form, whether held or not, then the others that the card holds."""
    held = {line.text("kind"): line for line in paper.record.section("addresses")}
    for code, label in ALWAYS.items():
        line = held.pop(code, None)
        yield label, phrases.place(line) if line else phrases.NOTHING
    for line in held.values():
        yield line.text("kind_label"), phrases.place(line)


def _decoration(line: Line) -> str:
    gazette = [
        ("เล่ม", line.text("gazette_volume")),
        ("ตอนที่", line.text("gazette_part")),
        ("หน้า", line.text("gazette_page")),
        ("ลำดับที่", line.text("gazette_item")),
        ("ลงวันที่", phrases.day(line.day("gazette_date"))),
    ]
    where = phrases.joined(f"{label} {said}" for label, said in gazette if said)
    returned = phrases.day(line.day("returned_on"))
    as_cash = {"cash": " เป็นเงินสด", "decoration": " เป็นเครื่องราชฯ"}
    said = [
        line.text("decoration_label"),
        f"รับพระราชทานเมื่อ {phrases.day(line.day('granted_on'))}",
        phrases.joined([line.text("gazette"), where])
        and f"ราชกิจจานุเบกษา {phrases.joined([line.text('gazette'), where])}",
        f"ส่งคืนเมื่อ {returned}{as_cash.get(line.text('returned_as'), '')}" if returned else "",
    ]
    return phrases.joined(said, "\n")


def _duty(line: Line) -> tuple[str, str]:
    started, ended = line.day("started_on"), line.day("ended_on")
    said = [
        phrases.joined([line.text("kind"), line.text("subject"), line.text("place")]),
        phrases.joined([phrases.period(started, ended), phrases.reference(line)]),
    ]
    return str(buddhist_year(started.year)) if started else "", phrases.joined(said, "\n")


def _leave(paper: Paper, setting: Setting) -> dict[str, Data]:
    """The years of leave; what may not be read is marked, and the mark explained beneath."""
    columns = leave_table(paper.record, reads_sensitive=True).columns
    seen = leave_table(paper.record, reads_sensitive=paper.reads_sensitive)
    rows = [
        (str(year), *(dict(zip(seen.columns, said, strict=True)).get(one, "*") for one in columns))
        for year, said in seen.rows
    ]
    shape = Shape(
        ("พ.ศ.", *columns),
        _widths(len(columns)),
        frozenset(range(len(columns) + 1)),
        size=12,
        heading=10.5,
    )
    hidden = len(seen.columns) < len(columns)
    return {
        "title": setting.segments("4. จำนวนวันลาหยุดราชการ ขาดราชการ มาสาย"),
        **table(shape, rows, setting, empty=phrases.HIDDEN if hidden else empty(paper, "leaves")),
        "note": setting.segments(f"* {phrases.HIDDEN}" if hidden else ""),
    }


def _widths(columns: int) -> tuple[float, ...]:
    """The widths of the form; equal ones where a code table has more or fewer columns."""
    if columns + 1 == len(LEAVE_WIDTHS):
        return LEAVE_WIDTHS
    first = LEAVE_WIDTHS[0]
    return (first, *[(200 - first) / max(columns, 1)] * columns)
