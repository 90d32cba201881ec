"""What printing a card comes to: which entries of item 13 go where, and how its paper is then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from kp7.printing import cards
from kp7.printing.cards import item13
from kp7.printing.cards.choices import Continuation, Options, Paper, Part
from kp7.printing.cards.item13 import Entry
from kp7.printing.continuation import (
    Difference,
    OnPaper,
    Start,
    Struck,
    compared,
    next_start,
    paper_after,
    span,
    taken_as_standing,
)
from kp7.printing.terms import What
from kp7.printing.wanted import Wanted
from kp7.refusal import Refusal

MOST_SHEETS: Final = 99


class NothingNew(Refusal):
    """The paper says all that the card says."""

    def __init__(self) -> None:
        super().__init__("ไม่มีรายการใหม่ตั้งแต่พิมพ์ครั้งก่อน จึงไม่มีอะไรต้องพิมพ์ในใบต่อ")


class NeverPrinted(Refusal):
    """Nobody knows what the paper says."""

    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            "ยังไม่เคยพิมพ์บัตรนี้จากระบบ ระบบจึงไม่ทราบว่าบนแผ่นมีรายการใดแล้ว "
            "กรุณาเลือกรายการแรกที่จะพิมพ์ และบรรทัดที่จะเริ่มบนแผ่นเดิม"
        )


class NoSuchLine(Refusal):
    """The lines that were chosen are not on the card any more."""

    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__("ไม่พบรายการที่เลือกในบัตรนี้แล้ว อาจถูกลบหรือแก้ไขไปแล้ว กรุณาเลือกรายการใหม่")


class NoSuchRow(Refusal):
    """No sheet has that row."""

    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            f"แผ่นหนึ่งมี {cards.ROWS} บรรทัด กรุณากรอกแผ่นที่ 1 ถึง {MOST_SHEETS} "
            f"และบรรทัดที่ 1 ถึง {cards.ROWS}"
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """One print before it is drawn.

    `printed` are the entries of item 13 on it; `paper` is what stands on the office's paper
    afterwards, `struck` what must be struck out on it by hand.
    """

    options: Options
    printed: tuple[OnPaper, ...]
    paper: tuple[OnPaper, ...]
    struck: tuple[Struck, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """A card against its paper, for a form: what a ใบต่อ would print, and from where."""

    entries: tuple[Entry, ...]
    difference: Difference
    start: Start
    known: bool


def outlook(paper: Paper, last: Sequence[OnPaper] | None) -> Outlook:
    """What a ใบต่อ of a card would be. `last` is its paper, None where it was never printed."""
    entries = item13.entries(paper.record)
    return Outlook(
        entries,
        compared(entries, last or ()),
        next_start(last or (), cards.ROWS),
        last is not None,
    )


def plan(paper: Paper, wanted: Wanted, last: Sequence[OnPaper] | None) -> Plan:
    """How a card is printed as somebody wants it. `last` is as for `outlook`."""
    if wanted.what is What.CONTINUATION:
        return _continued(paper, wanted, last)
    options = Options(wanted.parts, wanted.digits, wanted.certified_copy)
    if Part.INSIDE not in wanted.parts:
        return Plan(options, (), tuple(last or ()))
    printed = _placed(paper, options)
    return Plan(options, printed, printed)


def _continued(paper: Paper, wanted: Wanted, last: Sequence[OnPaper] | None) -> Plan:
    seen = outlook(paper, last)
    if not seen.known and wanted.first is None:
        raise NeverPrinted
    lines = _chosen(seen, wanted)
    start = wanted.start or seen.start
    if not (1 <= start.row <= cards.ROWS and 1 <= start.page <= MOST_SHEETS):
        raise NoSuchRow
    ids = frozenset(line_id for line in lines for line_id in line.ids)
    options = Options(
        (Part.INSIDE,),
        wanted.digits,
        wanted.certified_copy,
        Continuation(start.page, start.row, ids),
    )
    printed = _placed(paper, options)
    if last is None:
        return Plan(options, printed, taken_as_standing(seen.entries, printed))
    struck = seen.difference.struck
    return Plan(options, printed, paper_after(last, struck, printed), struck)


def _chosen(seen: Outlook, wanted: Wanted) -> Sequence[Entry]:
    """The entries to print: those chosen, else those that the paper lacks."""
    if not wanted.chosen:
        lines = [seen.entries[at] for at in seen.difference.to_print]
        if not lines:
            raise NothingNew
        return lines
    lines = list(span(seen.entries, wanted.first, wanted.last))
    asked = [line_id for line_id in (wanted.first, wanted.last) if line_id is not None]
    there = {line_id for line in lines for line_id in line.ids}
    if not there.issuperset(asked):
        raise NoSuchLine
    return lines


def _placed(paper: Paper, options: Options) -> tuple[OnPaper, ...]:
    """Each entry with the rows that it takes; of one longer than a sheet, those of its end."""
    placed: dict[tuple[object, ...], OnPaper] = {}
    for place in cards.places(paper, options):
        ids = place.entry.ids
        line = OnPaper(ids, place.entry.said, place.page, place.first, place.last)
        placed[ids] = replace(line, first=1) if ids in placed else line
    return tuple(placed.values())
