"""Rules of parents, marriages, children, changes of name and heirs."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kp7.personnel.record import Line
from kp7.personnel.rules.reading import Found, Reading, Rule, age_on, backwards, shown
from kp7.personnel.terms import Severity
from kp7.thai import names, national_id, text
from kp7.thai.calendar import PartialDate

PARENTS, MARRIAGES, CHILDREN = "parents", "marriages", "children"
NAME_CHANGES, HEIRS = "name_changes", "heirs"
RELATED = (PARENTS, MARRIAGES, CHILDREN, HEIRS)
MARRIAGE_AGE = 17  # Civil and Commercial Code, section 1448
YOUNGEST_PARENT = 12
WHOLE = 100


def relative_id_wrong(read: Reading) -> Iterator[Found]:
    """A relative's national id whose last digit does not follow from the others."""
    for section in RELATED:
        for line in read.lines(section):
            digits = line.text("national_id")
            if digits and not national_id.is_valid(digits):
                yield Found(
                    "เลขประจำตัวประชาชนของบุคคลในครอบครัวไม่ถูกต้อง (เลขหลักสุดท้ายไม่ตรงกับเลขหลักอื่น)",
                    line,
                    "national_id",
                    section=section,
                )


def relative_id_twice(read: Reading) -> Iterator[Found]:
    """A relative with the person's own national id, or two relatives with the same."""
    seen = {read.record.national_id}
    for section in (PARENTS, MARRIAGES, CHILDREN):
        for line in read.lines(section):
            digits = line.text("national_id")
            if digits and digits in seen:
                yield Found(
                    "เลขประจำตัวประชาชนนี้ซ้ำกับเจ้าของบัตรหรือบุคคลอื่นในครอบครัว",
                    line,
                    "national_id",
                    section=section,
                )
            seen.add(digits)


def parent_too_young(read: Reading) -> Iterator[Found]:
    """A parent who was a child, or not born, when the person was born."""
    for line in read.lines(PARENTS):
        born = line.partial("birth_date")
        if read.born and born and _years_between(born, read.born) < YOUNGEST_PARENT:
            yield Found("บิดาหรือมารดาอายุน้อยเกินไปเมื่อเทียบกับวันเกิดเจ้าของบัตร", line, "birth_date")


def _years_between(earlier: PartialDate, later: PartialDate) -> int:
    """The most whole years that can lie between two births."""
    return age_on(earlier, later.last_day)[1]


def child_older(read: Reading) -> Iterator[Found]:
    """A child of one's own who was born before, or when one was a child."""
    for line in read.lines(CHILDREN):
        born = line.partial("birth_date")
        of_blood = line.text("relation") in {"", "birth", "acknowledged"}
        least = YOUNGEST_PARENT if of_blood else 0
        if read.born and born and _years_between(read.born, born) < max(least, 1):
            yield Found("วันเกิดของบุตรไม่ห่างจากวันเกิดเจ้าของบัตรพอ กรุณาตรวจปี พ.ศ.", line, "birth_date")


def married_as_child(read: Reading) -> Iterator[Found]:
    """A marriage before the age of 17."""
    for line in read.lines(MARRIAGES):
        day = line.day("registered_on")
        if read.born and day and age_on(read.born, day)[1] < MARRIAGE_AGE:
            yield Found(
                f"จดทะเบียนสมรส ({shown(day)}) ก่อนอายุ {MARRIAGE_AGE} ปี", line, "registered_on"
            )


def marriage_backwards(read: Reading) -> Iterator[Found]:
    """A marriage that ended before it began."""
    for line, started, ended in backwards(read.lines(MARRIAGES), "registered_on", "ended_on"):
        yield Found(
            f"วันที่ขาดจากสมรส ({shown(ended)}) อยู่ก่อนวันจดทะเบียน ({shown(started)})", line, "ended_on"
        )


def marriages_at_once(read: Reading) -> Iterator[Found]:
    """A marriage registered while the one before it stood."""
    days = ((day, line) for line in read.lines(MARRIAGES) if (day := line.day("registered_on")))
    for (_, before), (day, line) in pairwise(sorted(days, key=lambda one: one[0])):
        ended = before.day("ended_on")
        if (ended is None and not before.text("ended_by")) or (ended and ended > day):
            yield Found(
                "จดทะเบียนสมรสขณะที่การสมรสก่อนหน้ายังไม่สิ้นสุด กรุณาบันทึกเหตุและวันที่ขาดจากสมรส",
                line,
                "registered_on",
                (before,),
            )


def marriage_half_ended(read: Reading) -> Iterator[Found]:
    """A marriage with a day of ending and no cause, or the other way round."""
    for line in read.lines(MARRIAGES):
        if bool(line.text("ended_by")) != bool(line.day("ended_on")):
            yield Found("การขาดจากสมรสต้องมีทั้งเหตุและวันที่", line, "ended_by")


def name_change_leads_elsewhere(read: Reading) -> Iterator[Found]:
    """A newest change of name that does not lead to the present name."""
    changes = read.lines(NAME_CHANGES)
    if not changes:
        return
    newest = max(changes, key=lambda line: line.day("changed_on") or date.min)
    present = _key(read.personal.text("first_name") + read.personal.text("last_name"))
    led_to = [_key(word) for word in names.strip_title(newest.text("new_name")).split(" ")]
    if present and any(word not in present for word in led_to):
        yield Found(
            "การเปลี่ยนชื่อครั้งล่าสุดไม่ตรงกับชื่อ-นามสกุลปัจจุบันในบัตร", newest, "new_name", (read.personal,)
        )


def _key(words: str) -> str:
    return text.search_key(words)


def former_name_without_paper(read: Reading) -> Iterator[Found]:
    """A former name, and no change of name that says when."""
    if read.personal.text("former_names") and not read.lines(NAME_CHANGES):
        yield Found(
            "มีชื่อเดิม แต่ยังไม่มีรายการการเปลี่ยนชื่อ-นามสกุลที่บอกวันที่และหลักฐาน",
            read.personal,
            "former_names",
            section="personal",
        )


def heirs_share_no_whole(read: Reading) -> Iterator[Found]:
    """Heirs whose shares are not a hundred together; those of one declaration belong together."""
    declared: dict[date | None, list[Line]] = defaultdict(list)
    for line in read.lines(HEIRS):
        declared[line.day("declared_on")].append(line)
    for lines in declared.values():
        shares = [share for line in lines if (share := line.money("share")) is not None]
        if shares and round(sum(map(float, shares)), 2) != WHOLE:
            yield Found(
                f"สัดส่วนของทายาทรวมกันเป็น {sum(map(float, shares)):.2f} ต้องรวมเป็น 100",
                lines[-1],
                "share",
                tuple(lines[:-1]),
            )


_W, _H = Severity.WARNING, Severity.HINT

RULES: tuple[Rule, ...] = (
    Rule("FAM-01", _W, "", "เลขประจำตัวประชาชนของบุคคลในครอบครัวถูกต้อง", relative_id_wrong),
    Rule("FAM-02", _W, "", "เลขประจำตัวประชาชนในครอบครัวไม่ซ้ำกัน", relative_id_twice),
    Rule("FAM-03", _W, PARENTS, "บิดามารดาอายุมากกว่าเจ้าของบัตรพอ", parent_too_young),
    Rule("FAM-04", _W, CHILDREN, "บุตรเกิดหลังเจ้าของบัตรพอ", child_older),
    Rule("FAM-05", _W, MARRIAGES, "จดทะเบียนสมรสเมื่ออายุ 17 ปีขึ้นไป", married_as_child),
    Rule("FAM-06", _W, MARRIAGES, "วันขาดจากสมรสไม่อยู่ก่อนวันจดทะเบียน", marriage_backwards),
    Rule("FAM-07", _W, MARRIAGES, "ไม่จดทะเบียนสมรสซ้อน", marriages_at_once),
    Rule("FAM-08", _H, MARRIAGES, "การขาดจากสมรสมีทั้งเหตุและวันที่", marriage_half_ended),
    Rule("NAM-01", _W, NAME_CHANGES, "การเปลี่ยนชื่อครั้งล่าสุดนำมาสู่ชื่อปัจจุบัน", name_change_leads_elsewhere),
    Rule("NAM-02", _H, "personal", "ชื่อเดิมมีรายการการเปลี่ยนชื่อ", former_name_without_paper),
    Rule("HEI-01", _W, HEIRS, "สัดส่วนของทายาทรวมกันเป็น 100", heirs_share_no_whole),
)
