"""รายการอื่น ๆ ที่จำเป็น: what the card holds and the form has no place of its own for. Pure.

National ids of family are left out, and so are notes on papers of the folder.
"""

from collections.abc import Callable, Iterator
from typing import Final

from kp7.personnel.record import Line
from kp7.printing.cards import phrases
from kp7.printing.cards.choices import Paper

Said = Callable[[Line], str]


def others(paper: Paper) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lists that hold something, each with its label."""
    for section, (label, said) in LISTS.items():
        lines = tuple(said(line) for line in paper.record.section(section))
        if lines:
            yield label, lines


def _expertise(line: Line) -> str:
    return phrases.joined(line.text(name) for name in ("field", "level", "details", "evidence"))


def _name_change(line: Line) -> str:
    return phrases.joined(
        [
            phrases.day(line.day("changed_on")),
            f"จาก {line.text('old_name')} เป็น {line.text('new_name')}",
            _paper(line),
            line.text("office"),
        ]
    )


def _marriage(line: Line) -> str:
    maiden, ended = line.text("maiden_name"), line.text("ended_by_label")
    return phrases.joined(
        [
            phrases.name(line),
            f"(สกุลเดิม {maiden})" if maiden else "",
            line.text("occupation"),
            _after("จดทะเบียนสมรส", phrases.day(line.day("registered_on"))),
            _after("เลขที่", line.text("registration_number")),
            line.text("office"),
            phrases.joined([ended, phrases.day(line.day("ended_on")), line.text("ended_document")]),
        ]
    )


def _child(line: Line) -> str:
    return phrases.joined(
        [
            f"คนที่ {line.number('sequence') or ''}".strip(),
            phrases.name(line),
            _after("เกิด", phrases.partial(line.partial("birth_date"))),
            line.text("relation_label"),
            line.text("living_label"),
            _paper(line),
        ]
    )


def _licence(line: Line) -> str:
    return phrases.joined(
        [
            line.text("name"),
            line.text("branch"),
            _after("เลขที่", line.text("number")),
            _after("ออกเมื่อ", phrases.day(line.day("issued_on"))),
            _after("หมดอายุ", phrases.day(line.day("expires_on"))),
            _after("ต่ออายุครั้งที่", line.text("renewal")),
            line.text("issuer"),
        ]
    )


def _allowance(line: Line) -> str:
    amount = phrases.money(line.money("amount"))
    return phrases.joined(
        [
            line.text("kind_label"),
            f"{amount} บาท" if amount else "",
            _after("ตั้งแต่", phrases.period(line.day("started_on"), line.day("ended_on"))),
            _paper(line),
        ]
    )


def _double_time(line: Line) -> str:
    return phrases.joined(
        [
            line.text("announcement"),
            phrases.period(line.day("started_on"), line.day("ended_on")),
            _days("ไม่นับ", line.number("excluded_days")),
            _days("ได้ทวีคูณ", line.number("doubled_days")),
            line.text("document_number"),
        ]
    )


def _merit(line: Line) -> str:
    return phrases.joined(
        [phrases.day(line.day("granted_on")), line.text("merit"), line.text("giver"), _paper(line)]
    )


def _heir(line: Line) -> str:
    share = phrases.number(line.money("share"))
    return phrases.joined(
        [
            f"ลำดับที่ {line.number('sequence') or ''}".strip(),
            line.text("name"),
            f"({line.text('relation')})" if line.text("relation") else "",
            f"ร้อยละ {share}" if share else "",
            _after("แสดงเจตนาเมื่อ", phrases.day(line.day("declared_on"))),
            line.text("document_number"),
        ]
    )


def _paper(line: Line) -> str:
    """The paper behind a line, as it was typed: not all of these are orders."""
    signed = phrases.day(line.day("document_date"))
    return phrases.joined([line.text("document_number"), _after("ลว.", signed)])


def _after(label: str, said: str) -> str:
    return f"{label} {said}" if said else ""


def _days(label: str, count: int | None) -> str:
    return f"{label} {count} วัน" if count else ""


LISTS: Final[dict[str, tuple[str, Said]]] = {
    "expertise": ("ความเชี่ยวชาญพิเศษ", _expertise),
    "name_changes": ("การเปลี่ยนชื่อ-นามสกุล", _name_change),
    "marriages": ("การสมรส", _marriage),
    "children": ("บุตร", _child),
    "licences": ("ใบอนุญาตประกอบวิชาชีพ", _licence),
    "allowances": ("เงินเพิ่มพิเศษ", _allowance),
    "double_time": ("เวลาราชการทวีคูณ", _double_time),
    "merits": ("ความดีความชอบ", _merit),
    "heirs": ("ทายาท", _heir),
}
