"""The front page: items 11 and 12, the band, items 1 to 9 beside the photograph, item 10. Pure."""

from collections.abc import Iterator
from typing import Final

from kp7.personnel import ages
from kp7.personnel.record import Line
from kp7.printing.cards import phrases
from kp7.printing.cards.choices import Paper
from kp7.printing.cards.setting import Setting
from kp7.printing.cards.tables import Facts, Shape, empty, table
from kp7.printing.engine import Data
from kp7.thai import national_id
from kp7.thai.calendar import buddhist_year

PENALTIES: Final = Shape(("พ.ศ.", "รายการ", "เอกสารอ้างอิง"), (45, 110, 45), frozenset({0}))
UNPAID: Final = Shape(("ตั้งแต่ - ถึง", "รายการ", "เอกสารอ้างอิง"), (45, 110, 45), frozenset({0}))
SCHOOLS: Final = Shape(
    ("สถานศึกษา", "ตั้งแต่ - ถึง", "วุฒิที่ได้รับ\n(ระบุสาขาวิชาเอก ถ้ามี)"), (40, 20, 35), frozenset({1})
)
COURSES: Final = Shape(
    ("สถานที่ฝึกอบรมและดูงาน", "ตั้งแต่ - ถึง", "หลักสูตร / รุ่นที่"), (35, 25, 45), frozenset({1})
)
BLANK_LINES: Final = 2  # item 12 shows at least so many
HOME: Final = "ไทย"


def front(paper: Paper, setting: Setting) -> Facts:
    """What the front page says."""
    schools, courses = _schools(paper, setting), _courses(paper, setting)
    return {
        "penalties": {
            "title": setting.segments("11. การได้รับโทษทางวินัย"),
            **table(PENALTIES, _penalties(paper), setting, empty=empty(paper, "discipline")),
        },
        "unpaid": {
            "title": setting.segments(
                "12. วันที่ไม่ได้รับเงินเดือน หรือวันที่ได้รับเงินเดือนไม่เต็ม "
                "หรือวันที่มิได้ประจำปฏิบัติหน้าที่อยู่ในเขตที่ได้มีประกาศใช้กฎอัยการศึก"
            ),
            "blank": BLANK_LINES,
            **table(UNPAID, _unpaid(paper), setting, empty=empty(paper, "unpaid")),
        },
        "organization": setting.paragraphs(" ".join(paper.organization)),
        "form": setting.segments("ก.พ.7"),
        "left": [_fact(setting, label, said) for label, said in _left(paper)],
        "right": [_fact(setting, label, said) for label, said in _right(paper)],
        "photo": _photo(paper),
        "decorations": _fact(setting, "เครื่องราชอิสริยาภรณ์", _decorations(paper)),
        "ids": [_fact(setting, label, said) for label, said in _ids(paper)],
        "learning": {
            "title": setting.segments("10. ประวัติการศึกษา ฝึกอบรมและดูงาน"),
            "halves": [
                {"title": setting.segments("ประวัติการศึกษา"), **schools},
                {"title": setting.segments("ประวัติการฝึกอบรมและดูงาน"), **courses},
            ],
        },
    }


def _fact(setting: Setting, label: str, said: str) -> dict[str, Data]:
    return {"label": setting.segments(label), "said": setting.paragraphs(said or "-")}


def _photo(paper: Paper) -> dict[str, Data] | None:
    if not paper.photographs:
        return None
    return {
        "name": f"photo{len(paper.photographs)}",
        "alt": f"รูปถ่าย พ.ศ. {paper.photographs[-1].year}",
    }


# --- items 1 to 9 -------------------------------------------------------------------------------


def _left(paper: Paper) -> Iterator[tuple[str, str]]:
    personal = paper.record.personal
    born = personal.partial("birth_date")
    yield "1. ชื่อ", phrases.name(personal)
    yield "2. วัน เดือน ปี เกิด", phrases.partial(born)
    yield "3. วันครบเกษียณอายุ", phrases.long_day(ages.retires_on(born) if born else None)
    yield "4. ชื่อคู่สมรส", _spouse(paper)


def _right(paper: Paper) -> Iterator[tuple[str, str]]:
    personal = paper.record.personal
    yield "5. ชื่อบิดา", _parent(paper, "father")
    yield "6. ชื่อมารดา", _parent(paper, "mother")
    yield "7. วันสั่งบรรจุ", phrases.long_day(personal.day("first_appointed_on"))
    yield "8. วันเริ่มปฏิบัติราชการ", phrases.long_day(personal.day("service_started_on"))
    yield "9. ประเภทข้าราชการ", paper.kind


def _spouse(paper: Paper) -> str:
    """Whoever the person is married to; the last one, and how it ended, where nobody is."""
    marriages = paper.record.section("marriages")
    if not marriages:
        state = paper.record.personal.text("marital_state_label")
        return f"- ({state})" if state else ""
    line = next((one for one in reversed(marriages) if not one.text("ended_by")), marriages[-1])
    home = line.text("domicile")
    ended = phrases.joined([line.text("ended_by_label"), phrases.day(line.day("ended_on"))])
    return phrases.joined(
        [
            phrases.name(line),
            f"(ภูมิลำเนา {home})" if home else "",
            f"({ended})" if line.text("ended_by") else "",
        ],
        "\n",
    )


def _parent(paper: Paper, relation: str) -> str:
    line = next(
        (one for one in paper.record.section("parents") if one.text("relation") == relation), None
    )
    return phrases.name(line) if line else ""


def _ids(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "เลขประจำตัวประชาชน", national_id.formatted(paper.record.national_id)
    official = paper.record.personal.text("official_number")
    if official:
        yield "เลขประจำตัวข้าราชการ", official


def _decorations(paper: Paper) -> str:
    """ปี พ.ศ. and class of each, the oldest first."""
    granted = [
        f"พ.ศ. {buddhist_year(day.year)} {line.text('decoration_label')}"
        for line in paper.record.section("decorations")
        if (day := line.day("granted_on"))
    ]
    return ", ".join(granted) or empty(paper, "decorations")


# --- items 10 to 12 -----------------------------------------------------------------------------


def _penalties(paper: Paper) -> Iterator[tuple[str, str, str]]:
    for line in paper.record.section("discipline"):
        day, ended = line.day("effective_on"), line.day("ended_on")
        inquiry = line.text("inquiry_number")
        said = [
            phrases.joined([line.text("penalty_label"), _bracketed(line.text("severity_label"))]),
            line.text("offence"),
            f"ตั้งแต่วันที่ {phrases.period(day, ended)}" if ended else f"วันที่มีผล {phrases.day(day)}",
            _beginning("กระทำผิดเมื่อ", phrases.day(line.day("committed_on"))),
            _beginning("คำสั่งสอบสวน", inquiry),
            _beginning("ล้างมลทินตาม", line.text("cleansed_by")),
        ]
        year = f"{buddhist_year(day.year)}" if day else ""
        yield year, phrases.joined(said, "\n"), phrases.reference(line)


def _unpaid(paper: Paper) -> Iterator[tuple[str, str, str]]:
    for line in paper.record.section("unpaid"):
        when = phrases.period(line.day("started_on"), line.day("ended_on"))
        said = phrases.joined([line.text("kind_label"), line.text("details")])
        yield when, said, phrases.reference(line)


def _schools(paper: Paper, setting: Setting) -> dict[str, Data]:
    rows = [_school(line) for line in paper.record.section("education")]
    return table(SCHOOLS, rows, setting, empty=empty(paper, "education"))


def _school(line: Line) -> tuple[str, str, str]:
    major, country = line.text("major"), line.text("country")
    where = phrases.joined([line.text("institution"), country if country != HOME else ""])
    return (
        where,
        _years(line.number("started_year"), line.number("finished_year")),
        phrases.joined([line.text("degree"), f"สาขา{major}" if major else ""], "\n"),
    )


def _years(since: int | None, until: int | None) -> str:
    return " - ".join(str(buddhist_year(year)) for year in (since, until) if year)


def _courses(paper: Paper, setting: Setting) -> dict[str, Data]:
    printed = [line for line in paper.record.section("trainings") if line.values.get("printed")]
    return table(COURSES, map(_course, printed), setting, empty=empty(paper, "trainings"))


def _course(line: Line) -> tuple[str, str, str]:
    batch, country = line.text("batch"), line.text("country")
    passed = line.values.get("passed") is not False
    return (
        phrases.joined(
            [line.text("organizer"), line.text("place"), country if country != HOME else ""], "\n"
        ),
        phrases.period(line.day("started_on"), line.day("ended_on")),
        phrases.joined(
            [
                line.text("short_name") or line.text("course"),
                batch if batch.startswith("รุ่น") else _beginning("รุ่นที่", batch),
                "" if passed else "(ไม่ผ่านการอบรม)",
            ]
        ),
    )


def _beginning(label: str, said: str) -> str:
    return f"{label} {said}" if said else ""


def _bracketed(said: str) -> str:
    return f"({said})" if said else ""
