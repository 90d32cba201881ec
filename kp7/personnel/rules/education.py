"""Rules of what somebody has learnt: studies, training, licences."""

from collections.abc import Iterator

from kp7.personnel.rules.reading import EDUCATION, Found, Reading, Rule, backwards, shown
from kp7.personnel.terms import Severity
from kp7.thai.calendar import buddhist_year

TRAININGS, LICENCES = "trainings", "licences"
SCHOOL_AGE = 10


def education_backwards(read: Reading) -> Iterator[Found]:
    """A study that ended before it began."""
    for line in read.lines(EDUCATION):
        started, finished = line.number("started_year"), line.number("finished_year")
        if started and finished and finished < started:
            yield Found(
                f"ปีที่จบ ({buddhist_year(finished)}) อยู่ก่อนปีที่เริ่ม ({buddhist_year(started)})",
                line,
                "finished_year",
            )


def education_before_age_10(read: Reading) -> Iterator[Found]:
    """A study that ended before the person was ten."""
    for line in read.lines(EDUCATION):
        finished = line.number("finished_year")
        if read.born and finished and finished < read.born.year + SCHOOL_AGE:
            yield Found(f"ปีที่จบ ({buddhist_year(finished)}) อยู่ก่อนอายุ 10 ปี", line, "finished_year")


def education_missing(read: Reading) -> Iterator[Found]:
    """A kind of staff that needs an education, and neither a line nor a “ไม่มี”."""
    record = read.record
    if EDUCATION in record.kind.sections and not record.holds(EDUCATION):
        yield Found("ยังไม่มีรายการการศึกษา กรุณาเพิ่มรายการ หรือบันทึก “ไม่มี”")


def education_ahead(read: Reading) -> Iterator[Found]:
    """A study that ends in a year that has not come."""
    for line in read.lines(EDUCATION):
        finished = line.number("finished_year")
        if read.today and finished and finished > read.today.year:
            yield Found(f"ปีที่จบ ({buddhist_year(finished)}) อยู่ในอนาคต", line, "finished_year")


def year_against_day(read: Reading) -> Iterator[Found]:
    """A year of finishing that the day of finishing does not lie in."""
    for line in read.lines(EDUCATION):
        year, day = line.number("finished_year"), line.day("finished_on")
        if year and day and day.year != year:
            yield Found(
                f"ปีที่จบ ({buddhist_year(year)}) ไม่ตรงกับวันที่จบ ({shown(day)})", line, "finished_on"
            )


def highest_twice(read: Reading) -> Iterator[Found]:
    """Two studies marked as the highest."""
    marked = [line for line in read.lines(EDUCATION) if line.values.get("highest") is True]
    if len(marked) > 1:
        yield Found("มีวุฒิสูงสุดเกิน 1 รายการ", marked[-1], "highest", tuple(marked[:-1]))


def used_twice(read: Reading) -> Iterator[Found]:
    """Two studies marked as the one that the appointment rests on."""
    marked = [
        line for line in read.lines(EDUCATION) if line.values.get("used_for_appointment") is True
    ]
    if len(marked) > 1:
        yield Found(
            "มีวุฒิที่ใช้บรรจุเกิน 1 รายการ", marked[-1], "used_for_appointment", tuple(marked[:-1])
        )


def used_before_it_was_had(read: Reading) -> Iterator[Found]:
    """A study that the appointment rests on, finished in a later year."""
    for line in read.lines(EDUCATION):
        finished = line.number("finished_year")
        used = line.values.get("used_for_appointment") is True
        if used and read.appointed and finished and finished > read.appointed.year:
            yield Found(
                f"วุฒิที่ใช้บรรจุจบปี {buddhist_year(finished)} หลังวันสั่งบรรจุ ({shown(read.appointed)})",
                line,
                "finished_year",
            )


def training_backwards(read: Reading) -> Iterator[Found]:
    """A training that ended before it began."""
    for line, started, ended in backwards(read.lines(TRAININGS), "started_on", "ended_on"):
        yield Found(
            f"“ถึงวันที่” ({shown(ended)}) อยู่ก่อน “ตั้งแต่วันที่” ({shown(started)})", line, "ended_on"
        )


def training_of_too_many_days(read: Reading) -> Iterator[Found]:
    """A training of more days than lie between its first and its last."""
    for line in read.lines(TRAININGS):
        started, ended, days = line.day("started_on"), line.day("ended_on"), line.number("days")
        if started and ended and days and ended >= started and days > (ended - started).days + 1:
            yield Found("จำนวนวันอบรมมากกว่าช่วงวันที่", line, "days")


def licence_expired(read: Reading) -> Iterator[Found]:
    """A licence that has run out, and no later one of that name."""
    lines = read.lines(LICENCES)
    for line in lines:
        until, name = line.day("expires_on"), line.text("name")
        if not until or not read.today or until >= read.today or not read.serves:
            continue
        later = (one.day("expires_on") for one in lines if one.text("name") == name)
        lasting = any(
            one.day("expires_on") is None for one in lines if one.text("name") == name
        ) or any(day and day > until for day in later)
        if not lasting:
            yield Found(
                f"{name or 'ใบอนุญาต'}หมดอายุแล้วเมื่อ {shown(until)} กรุณาบันทึกการต่ออายุ",
                line,
                "expires_on",
            )


def licence_backwards(read: Reading) -> Iterator[Found]:
    """A licence that ran out before it was given."""
    for line, started, ended in backwards(read.lines(LICENCES), "issued_on", "expires_on"):
        yield Found(
            f"วันที่หมดอายุ ({shown(ended)}) อยู่ก่อนวันที่ออก ({shown(started)})", line, "expires_on"
        )


_B, _W, _H = Severity.BLOCKING, Severity.WARNING, Severity.HINT

RULES: tuple[Rule, ...] = (
    Rule("EDU-01", _B, EDUCATION, "ปีที่จบไม่อยู่ก่อนปีที่เริ่ม", education_backwards),
    Rule("EDU-02", _W, EDUCATION, "จบการศึกษาหลังอายุ 10 ปี", education_before_age_10),
    Rule("EDU-03", _W, EDUCATION, "มีรายการการศึกษาหรือบันทึก “ไม่มี”", education_missing),
    Rule("EDU-04", _W, EDUCATION, "ปีที่จบไม่อยู่ในอนาคต", education_ahead),
    Rule("EDU-05", _W, EDUCATION, "ปีที่จบตรงกับวันที่จบ", year_against_day),
    Rule("EDU-06", _W, EDUCATION, "วุฒิสูงสุดมีรายการเดียว", highest_twice),
    Rule("EDU-07", _W, EDUCATION, "วุฒิที่ใช้บรรจุมีรายการเดียว", used_twice),
    Rule("EDU-08", _W, EDUCATION, "วุฒิที่ใช้บรรจุได้มาก่อนบรรจุ", used_before_it_was_had),
    Rule("TRN-01", _W, TRAININGS, "การอบรมสิ้นสุดหลังวันที่เริ่ม", training_backwards),
    Rule("TRN-02", _H, TRAININGS, "จำนวนวันอบรมไม่เกินช่วงวันที่", training_of_too_many_days),
    Rule("LIC-01", _W, LICENCES, "ใบอนุญาตยังไม่หมดอายุ", licence_expired),
    Rule("LIC-02", _W, LICENCES, "ใบอนุญาตหมดอายุหลังวันที่ออก", licence_backwards),
)
