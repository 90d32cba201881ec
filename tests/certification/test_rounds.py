from datetime import timedelta

import pytest
from django.utils import timezone

from kp7.certification.actions import (
    RoundClosed,
    RoundRefused,
    certify,
    close_round,
    open_round,
)
from kp7.certification.models import Case, Round
from kp7.certification.queries import to_certify
from kp7.certification.terms import State
from kp7.organizations.authority import NotAuthorized
from kp7.personnel.models import Register
from tests.cast import (
    OWN,
    SYSTEM,
    Cast,
    add_complete,
    case_of,
    certified,
    make_cast,
    make_round,
)


@pytest.fixture
def officers(db: None) -> Cast:  # noqa: ARG001  the rows go into it
    return make_cast()


def test_a_round_gives_every_organization_one_case(officers: Cast) -> None:
    assert officers
    opened = make_round()
    assert Case.objects.filter(round=opened, current=True, state=State.DRAFT).count() == 7849
    assert case_of(OWN).province_id == "83"


def test_two_rounds_do_not_overlap(officers: Cast) -> None:
    assert officers
    make_round()
    with pytest.raises(RoundRefused) as refused:
        make_round("อีกรอบ")
    assert "รอบทดสอบ" in refused.value.sentence


def test_a_round_is_not_opened_before_or_after_its_time(officers: Cast) -> None:
    now = timezone.now()
    for opens, closes in ((1, 2), (-2, -1)):
        with pytest.raises(RoundClosed):
            open_round(
                by=officers.dla,
                name="รอบ",
                fiscal_year=2570,
                opens_at=now + timedelta(days=opens),
                closes_at=now + timedelta(days=closes),
            )
    assert not Round.objects.exists()


def test_only_dla_or_the_operator_opens_a_round(officers: Cast) -> None:
    now = timezone.now()
    for other in (officers.certifier, officers.province, officers.auditor):
        with pytest.raises(NotAuthorized):
            open_round(
                by=other,
                name="รอบ",
                fiscal_year=2570,
                opens_at=now - timedelta(days=1),
                closes_at=now + timedelta(days=1),
            )


def test_a_closed_round_takes_no_step(officers: Cast) -> None:
    running = make_round()
    add_complete(officers.recorder, 1)
    case = case_of(OWN)
    seen = to_certify(case).seen
    close_round(by=SYSTEM, round_id=running.id)
    with pytest.raises(RoundClosed) as refused:
        certify(case_id=case.id, by=officers.certifier, seen=seen)
    assert "รอบทดสอบ ปิดรอบแล้ว" in refused.value.sentence


def test_the_next_round_opens_what_the_last_one_sealed(officers: Cast) -> None:
    first = make_round()
    add_complete(officers.recorder, 1)
    certified(officers.certifier)
    closed = close_round(by=SYSTEM, round_id=first.id)
    assert Register.objects.get(pk=OWN).sealed
    make_round("รอบถัดไป", opens_at=closed.closes_at)
    assert not Register.objects.get(pk=OWN).sealed
    assert case_of(OWN).state == State.DRAFT
    assert Case.objects.get(round=first, register_id=OWN).state == State.LAO_CERTIFIED
    certified(officers.certifier)
    assert Register.objects.get(pk=OWN).sealed
