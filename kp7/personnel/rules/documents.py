"""Rules of many sections: what is missing, what has no paper, days that cannot be."""

from collections.abc import Iterator, Mapping

from kp7.personnel.rules.reading import APPOINTMENTS, EDUCATION, Found, Reading, Rule, shown
from kp7.personnel.terms import Severity

PHOTOGRAPHS = "photographs"
OLDEST_PHOTOGRAPH = 10
# Sections with a rule of their own about being empty.
OF_THEIR_OWN = frozenset({EDUCATION, APPOINTMENTS})
# What a clerk must be able to show a paper for, and what a paper is wanted for.
MUST_HAVE_PAPERS = ("discipline", "name_changes")
SHOULD_HAVE_PAPERS = ("allowances", "special_duties", "unpaid", "merits")
# Days of what has happened: they lie after the birth and not ahead.
PAST_DAYS: Mapping[str, tuple[str, ...]] = {
    "parents": ("document_date",),
    "marriages": ("registered_on", "ended_on"),
    "children": ("document_date",),
    "name_changes": ("changed_on", "document_date"),
    "heirs": ("declared_on",),
    "education": ("finished_on",),
    "licences": ("issued_on",),
    "allowances": ("document_date",),
    "evaluations": ("document_date",),
    "special_duties": ("document_date",),
    "leaves": ("document_date",),
    "unpaid": ("started_on", "document_date"),
    "discipline": ("committed_on", "document_date"),
    "decorations": ("granted_on", "received_on", "returned_on", "gazette_date"),
    "merits": ("granted_on", "document_date"),
    "documents": ("document_date",),
    "appointments": ("document_date",),
}
# A parent's papers are older than oneself; of positions another rule (APP-06) says it.
NOT_AFTER_BIRTH = frozenset({"parents", "documents", "appointments"})


def needed_section_missing(read: Reading) -> Iterator[Found]:
    """A section that the kind of staff needs and that holds neither a line nor a “ไม่มี”."""
    missing = [code for code in read.record.missing() if code not in OF_THEIR_OWN]
    if missing:
        yield Found(
            f"ยังไม่ได้บันทึกเมนูที่{read.record.kind.label}ต้องมี กรุณาเพิ่มรายการ หรือบันทึก “ไม่มี”",
            section=missing[0],
        )


def expected_section_empty(read: Reading) -> Iterator[Found]:
    """A section that such a card usually holds, and that is empty."""
    record = read.record
    for code in sorted(record.kind.expected - record.kind.sections):
        if not record.holds(code):
            yield Found(f"{record.kind.label}โดยทั่วไปมีข้อมูลในเมนูนี้ แต่ยังว่างอยู่", section=code)


def paper_missing(read: Reading) -> Iterator[Found]:
    """A penalty or a change of name whose order or paper has no number or no date."""
    yield from _without_paper(read, MUST_HAVE_PAPERS)


def paper_wanted(read: Reading) -> Iterator[Found]:
    """A line whose order has no number or no date, where one is wanted."""
    yield from _without_paper(read, SHOULD_HAVE_PAPERS)


def _without_paper(read: Reading, sections: tuple[str, ...]) -> Iterator[Found]:
    for section in sections:
        for line in read.lines(section):
            if not line.text("document_number") or line.day("document_date") is None:
                yield Found("เอกสารอ้างอิงยังไม่มีเลขที่หรือวันที่", line, "document_number", section=section)


def day_ahead(read: Reading) -> Iterator[Found]:
    """A day of what has happened that lies ahead."""
    today = read.today
    if today is None:
        return
    for section, names in PAST_DAYS.items():
        for line in read.lines(section):
            for name in names:
                day = line.day(name)
                if day and day > today:
                    yield Found(
                        f"วันที่ {shown(day)} อยู่ในอนาคต กรุณาตรวจปี พ.ศ.", line, name, section=section
                    )
                    break


def day_before_birth(read: Reading) -> Iterator[Found]:
    """A day of what has happened to somebody who was not born yet."""
    if read.born is None:
        return
    first = read.born.first_day
    for section, names in PAST_DAYS.items():
        if section in NOT_AFTER_BIRTH:
            continue
        for line in read.lines(section):
            for name in names:
                day = line.day(name)
                if day and day <= first:
                    yield Found(
                        f"วันที่ {shown(day)} อยู่ก่อนวันเกิด กรุณาตรวจปี พ.ศ.", line, name, section=section
                    )
                    break


def photograph_of_another_time(read: Reading) -> Iterator[Found]:
    """A photograph from before the birth or from a year to come."""
    for line in read.lines(PHOTOGRAPHS):
        year = line.number("taken_year")
        ahead = read.today is not None and year is not None and year > read.today.year
        unborn = read.born is not None and year is not None and year < read.born.year
        if ahead or unborn:
            yield Found("ปีที่ถ่ายอยู่ก่อนเกิดหรืออยู่ในอนาคต", line, "taken_year")


def photograph_old(read: Reading) -> Iterator[Found]:
    """A newest photograph of more than ten years ago."""
    lines = read.lines(PHOTOGRAPHS)
    years = [year for line in lines if (year := line.number("taken_year"))]
    if years and read.today and read.today.year - max(years) > OLDEST_PHOTOGRAPH:
        yield Found("รูปถ่ายล่าสุดเก่ากว่า 10 ปี ควรเพิ่มรูปใหม่", lines[-1], "taken_year")


_W, _H = Severity.WARNING, Severity.HINT

RULES: tuple[Rule, ...] = (
    Rule("SEC-01", _W, "", "มีข้อมูลในเมนูที่ประเภทบุคลากรต้องมี", needed_section_missing),
    Rule("SEC-02", _H, "", "มีข้อมูลในเมนูที่ประเภทบุคลากรโดยทั่วไปมี", expected_section_empty),
    Rule("DOC-01", _W, "", "โทษทางวินัยและการเปลี่ยนชื่อมีเลขที่และวันที่ของเอกสาร", paper_missing),
    Rule("DOC-02", _H, "", "รายการที่มีคำสั่งมีเลขที่และวันที่ของเอกสาร", paper_wanted),
    Rule("DAY-01", _W, "", "วันที่ของสิ่งที่เกิดขึ้นแล้วไม่อยู่ในอนาคต", day_ahead),
    Rule("DAY-02", _W, "", "วันที่ของสิ่งที่เกิดขึ้นแล้วอยู่หลังวันเกิด", day_before_birth),
    Rule("PHO-01", _W, PHOTOGRAPHS, "ปีที่ถ่ายรูปอยู่ระหว่างปีเกิดถึงปัจจุบัน", photograph_of_another_time),
    Rule("PHO-02", _H, PHOTOGRAPHS, "รูปถ่ายล่าสุดไม่เก่ากว่า 10 ปี", photograph_old),
)
