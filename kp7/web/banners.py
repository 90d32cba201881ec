"""What stands above an LAO's pages: that its register is sealed, or was given back."""

from dataclasses import dataclass

from kp7.certification import queries
from kp7.certification.queries import CaseView
from kp7.certification.terms import State, StepCode
from kp7.certification.transitions import transition
from kp7.thai import calendar
from kp7.web import menu
from kp7.web.context import CaseLine
from kp7.web.request import OfficerRequest

ASK = "หากต้องแก้ไข ให้ผู้รับรองของ อปท. กด “ขอให้จังหวัดส่งคืน” ในเมนู ระบบรับรองข้อมูล"
ASKED = "ขอให้จังหวัดส่งคืนแล้วเมื่อ {when} กรุณารอจังหวัดดำเนินการ"
CALL = "หากต้องแก้ไข กรุณาติดต่อสำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด"
MEND = "กรุณาแก้ไขตามเหตุผลนี้ แล้วให้ผู้รับรองรับรองข้อมูลระดับ อปท. อีกครั้ง"


@dataclass(frozen=True, slots=True)
class Banner:
    """A notice about the register as a whole; `advice` leads to `url`."""

    tone: str
    icon: str
    heading: str
    sentence: str
    advice: str
    reason: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterStanding:
    """How the actor's register stands: the line in the header, the banner, whether it is open."""

    case_line: CaseLine | None = None
    banner: Banner | None = None
    sealed: bool = False


def certification_banner(request: OfficerRequest) -> RegisterStanding:
    """Return how the register of an LAO's officer stands: one statement, two where it says so."""
    register_id = request.actor.organization_id
    case = queries.current_case(register_id) if register_id else None
    if case is None:
        return RegisterStanding()
    state = State(case.state)
    line = CaseLine(case.round.name, state)
    if not state.sealed and state is not State.RETURNED:
        return RegisterStanding(line)
    return RegisterStanding(line, banner_of(queries.view_of(case)), sealed=state.sealed)


def banner_of(view: CaseView) -> Banner | None:
    """Return what stands above the pages of an LAO whose case this is."""
    return _sealed(view) if view.state.sealed else _returned(view)


def _sealed(view: CaseView) -> Banner:
    step = next((s for s in view.history if s.state is view.state and s.certification), None)
    by = f" โดย {step.officer} ({step.post})" if step else ""
    return Banner(
        tone="warning",
        icon="lock-fill",
        heading=f"ข้อมูลถูกล็อกแล้ว: {view.state.label}",
        sentence=f"ตั้งแต่ {calendar.format_instant(view.case.since)}{by} จึงแก้ไขหรือบันทึกเพิ่มไม่ได้",
        advice=_way_back(view),
        url=menu.address("certification_lao_review"),
    )


def _way_back(view: CaseView) -> str:
    if asked := view.asked_to_return:
        return ASKED.format(when=calendar.format_instant(asked.at))
    return ASK if transition(view.state, StepCode.ASK_RETURN) else CALL


def _returned(view: CaseView) -> Banner | None:
    step = view.returned
    if step is None:
        return None
    return Banner(
        tone="warning",
        icon="arrow-return-left",
        heading="จังหวัดส่งคืนแก้ไข",
        sentence=f"เมื่อ {calendar.format_instant(step.at)} โดย {step.officer} ({step.post})",
        advice=MEND,
        reason=step.reason,
        url=menu.address("certification_lao_review"),
    )
