"""The certification page and ประวัติการรับรองข้อมูล as PDF."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from kp7.certification.queries import CaseView, ToCertify, history_of, to_certify
from kp7.certification.terms import StepCode
from kp7.printing.lists.blocks import Block, Column, Facts, Signatures, Table
from kp7.thai import calendar
from kp7.web import figures
from kp7.web.certification import last_day
from kp7.web.framed import Framed, framed
from kp7.web.lao import for_lao, own_register
from kp7.web.lao_certification import HISTORY, REVIEW, own_case
from kp7.web.printed import printed_report
from kp7.web.request import OfficerRequest

if TYPE_CHECKING:
    from kp7.certification.models import Step

SIGNED: Final = "ลงชื่อ ........................................................ "
NAMED: Final = "(........................................................)"
DATED: Final = "วันที่ ......................................"
DASH: Final = "–"


@require_safe
@for_lao
def review_print(request: OfficerRequest) -> HttpResponse:
    """Send the certification page on paper, with places to sign."""
    case = own_case(request)
    if case is None:
        return redirect("certification_lao_review")
    ready = to_certify(case)
    blocks = [
        facts(ready),
        headcounts(ready),
        *frame(framed(ready.register.headcounts, ready.frame)),
        sections(ready),
        *taken(ready.view),
        Signatures(
            (
                (f"{SIGNED}ผู้บันทึก", NAMED, DATED),
                (f"{SIGNED}ผู้รับรอง", NAMED, f"ปลัด{short_office(request)}", DATED),
            )
        ),
    ]
    return printed_report(request, blocks, title=REVIEW)


def short_office(request: OfficerRequest) -> str:
    """Return the organization without its place, which the head of the page says."""
    return request.actor.organization.partition(" อำเภอ")[0]


@require_safe
@for_lao
def history_print(request: OfficerRequest) -> HttpResponse:
    """Send ประวัติการรับรองข้อมูล on paper: every step of every round, newest first."""
    steps = history_of(own_register(request))
    rows = [(step, step.case.round.name) for step in steps]
    return printed_report(request, [history(rows)], title=HISTORY, sideways=True)


def facts(ready: ToCertify) -> Facts:
    """Return the state, the round and the last change."""
    view, changed = ready.view, ready.changed
    last = (
        f"{calendar.format_instant(changed.recorded_at)} โดย {changed.officer}"
        if changed
        else "ยังไม่มี"
    )
    return Facts(
        (
            ("สถานะการรับรองข้อมูล", view.state.label),
            ("รอบการรับรอง", view.round.name),
            ("ครบกำหนด", calendar.format_long(last_day(view.round))),
            ("แก้ไขข้อมูลล่าสุด", last),
        )
    )


def headcounts(ready: ToCertify) -> Table:
    """Return จำนวนบุคลากรที่บันทึกและจะรับรอง."""
    rows: list[list[str]] = []
    strong, inner = set(), set()
    for row in figures.headcount_rows(ready.register):
        strong.add(len(rows))
        rows.append(counted(row))
        for kind in row.kinds:
            inner.add(len(rows))
            rows.append(counted(kind))
    return Table(
        (
            Column("ประเภทบุคลากร", 4),
            *(Column(label, 2, numeric=True) for label in ("จำนวน (คน)", "ข้อมูลครบถ้วน", "ต้องแก้ไข")),
        ),
        rows,
        "จำนวนบุคลากรที่บันทึกและจะรับรอง",
        frozenset(strong),
        frozenset(inner),
    )


def counted(row: figures.HeadcountRow) -> list[str]:
    """Return one row of the headcounts."""
    return [row.label, f"{row.people:,}", f"{row.complete:,}", f"{row.to_mend:,}"]


def frame(found: Framed) -> list[Block]:
    """Return กรอบอัตรากำลัง beside the headcounts, where there is one."""
    if not found.rows:
        return []
    labels = ("จำนวน (คน)", "กรอบ (อัตรา)", "มีคนครอง", "ว่าง")
    rows = [
        [
            row.label,
            f"{row.people:,}",
            f"{row.count.seats:,}",
            f"{'≠ ' if row.differs else ''}{row.count.filled:,}",
            f"{row.count.vacant:,}",
        ]
        for row in found.rows
    ]
    columns = (Column("ประเภทบุคลากร", 4), *(Column(label, 2, numeric=True) for label in labels))
    return [
        Table(columns, rows, "กรอบอัตรากำลัง = มีคนครอง + ว่าง", frozenset({len(rows) - 1})),
    ]


def sections(ready: ToCertify) -> Table:
    """Return ความครบถ้วนรายเมนู."""
    labels = ("ต้องบันทึก (คน)", "บันทึกแล้ว", "ยังไม่บันทึก")
    rows = [
        [row.label, f"{row.needed:,}", f"{row.held:,}", f"{row.lacking:,}"]
        for row in figures.section_rows(ready.register.sections)
    ]
    columns = (Column("เมนู", 4), *(Column(label, 2, numeric=True) for label in labels))
    return Table(columns, rows, "ความครบถ้วนรายเมนู")


def taken(view: CaseView) -> list[Block]:
    """Return who did what in this round, where anything was done."""
    rows = [(step, view.round.name) for step in view.history]
    return [history(rows, "การดำเนินการในรอบนี้")] if rows else []


def history(steps: Sequence[tuple["Step", str]], caption: str = "") -> Table:
    """Return steps, each with the name of its round and what was vouched for in it."""
    return Table(
        (
            Column("วันที่และเวลา", 3),
            Column("รอบการรับรอง", 4),
            Column("สถานะการรับรองข้อมูล", 4),
            Column("ผู้ดำเนินการ", 4, names=True),
            *(
                Column(label, 2, numeric=True)
                for label in ("ข้าราชการ", "ลูกจ้างประจำ", "พนักงานจ้าง", "รวม (คน)")
            ),
        ),
        [step_row(step, name) for step, name in steps],
        caption,
        empty="ยังไม่มีประวัติการรับรองข้อมูล",
    )


def step_row(step: "Step", round_name: str) -> list[str]:
    """Return one step of a round."""
    asked = step.code.label if step.code is StepCode.ASK_RETURN else ""
    reason = f"เหตุผล: {step.reason}" if step.reason else ""
    vouched = step.certification
    counts = (
        (vouched.officials, vouched.permanent, vouched.contract, vouched.total) if vouched else ()
    )
    return [
        calendar.format_instant(step.at),
        round_name,
        "\n".join(filter(None, [step.state.label, asked, reason])),
        f"{step.officer}\n{step.post}",
        *([f"{count:,}" for count in counts] or [DASH] * 4),
    ]
