"""ใบแทรก: the table of decorations and the summary of evaluations. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kp7.personnel.record import Line
from kp7.printing.cards import phrases
from kp7.printing.cards.choices import Paper
from kp7.printing.cards.setting import Setting
from kp7.printing.cards.tables import Facts, Shape, empty, table
from kp7.printing.engine import Data
from kp7.thai.calendar import buddhist_year

DECORATIONS: Final = Shape(
    (
        "(1) ตำแหน่ง\n(อดีต-ปัจจุบัน เฉพาะปีที่ได้รับพระราชทาน)",
        "(2) ลำดับเครื่องราชฯ\nจากชั้นรองไปชั้นสูง",
        "(3) ว.ด.ป.\nที่ได้รับ",
        "(4) รับมอบเมื่อ",
        "(5) ส่งคืนเมื่อ",
    ),
    (50, 54, 32, 32, 32),
    frozenset({2, 3, 4}),
)
ROUNDS: Final = ("ครั้งที่ 1 (1 ต.ค. - 31 มี.ค.)", "ครั้งที่ 2 (1 เม.ย. - 30 ก.ย.)")
YEAR: Final = 18  # mm
FIVE: Final = (18.0, 18.0, 18.0, 18.0, 19.0)  # mm, for the five results of the form
TICK: Final = "/"


def inserts(paper: Paper, setting: Setting) -> Facts:
    """What the inserts say."""
    decorations = [_decoration(paper, line) for line in _low_to_high(paper)]
    return {
        "decorations": {
            "title": setting.segments("ใบแทรก เครื่องราชอิสริยาภรณ์"),
            **table(DECORATIONS, decorations, setting, empty=empty(paper, "decorations")),
        },
        "evaluations": _evaluations(paper, setting),
    }


def _low_to_high(paper: Paper) -> list[Line]:
    def rank(line: Line) -> tuple[int, date]:
        said = paper.record.reference.of("decorations", line.text("decoration")).get("rank", "")
        return int(said) if said.isdigit() else 0, line.day("granted_on") or date.min

    return sorted(paper.record.section("decorations"), key=rank)


def _decoration(paper: Paper, line: Line) -> tuple[str, ...]:
    granted = line.day("granted_on")
    return (
        line.text("position") or _position_on(paper, granted),
        line.text("decoration_label"),
        phrases.day(granted),
        phrases.day(line.day("received_on")) or "-",
        phrases.day(line.day("returned_on")) or "-",
    )


def _position_on(paper: Paper, day: date | None) -> str:
    """The position held on a day, as item 13 tells it."""
    held = ""
    for line in paper.record.section("appointments"):
        effective = line.day("effective_on")
        if day and effective and effective <= day:
            held = line.text("position") or held
    return held


def _evaluations(paper: Paper, setting: Setting) -> dict[str, Data]:
    """A row a fiscal year; under each result its score, or a tick where none was kept."""
    results = _results(paper)
    each = sum(FIVE) / max(len(results), 1)
    widths = FIVE if len(results) == len(FIVE) else (each,) * len(results)
    shape = Shape(
        ("ปีงบประมาณ", *results, *results),
        (YEAR, *widths, *widths),
        frozenset(range(2 * len(results) + 1)),
        heading=12,
    )
    return {
        "title": setting.segments("สรุปผลการประเมินประสิทธิภาพและประสิทธิผลการปฏิบัติงาน"),
        "rounds": [setting.segments(name) for name in ROUNDS],
        **table(shape, _years(paper, results), setting, empty=empty(paper, "evaluations")),
    }


def _results(paper: Paper) -> list[str]:
    """The results in the code table's order, then those that only the card still names."""
    known = [
        said["label"]
        for said in paper.record.reference.entries.get("evaluation_results", {}).values()
    ]
    held = [line.text("result_label") for line in paper.record.section("evaluations")]
    return list(dict.fromkeys([*known, *filter(None, held)]))


def _years(paper: Paper, results: list[str]) -> Iterator[tuple[str, ...]]:
    found: dict[int, list[Line]] = {}
    for line in paper.record.section("evaluations"):
        found.setdefault(line.number("fiscal_year") or 0, []).append(line)
    for year, lines in sorted(found.items()):
        marks = {
            (line.number("half"), line.text("result_label")): phrases.number(line.money("score"))
            or TICK
            for line in lines
        }
        yield (
            str(buddhist_year(year)),
            *(marks.get((half, result), "") for half in (1, 2) for result in results),
        )
