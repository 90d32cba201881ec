import pytest

from kp7.certification.actions import (
    Counted,
    NotReady,
    OutOfTurn,
    Stale,
    ask_return,
    certify,
    certify_province,
    return_to_lao,
)
from kp7.certification.models import Sampled, Step
from kp7.certification.queries import to_certify
from kp7.certification.terms import State, StepCode
from kp7.organizations.authority import NotAuthorized
from kp7.personnel.actions.editing import RegisterSealed
from kp7.personnel.models import Register
from tests.cast import (
    NEXT_DOOR,
    OWN,
    Cast,
    add_card,
    add_complete,
    case_of,
    certified,
)


def test_certifying_seals_the_register_and_keeps_what_was_vouched_for(cast: Cast) -> None:
    for number in range(7):
        add_complete(cast.recorder, number)
    step = certified(cast.certifier)
    register = Register.objects.get(pk=OWN)
    assert register.sealed
    assert register.state == "รับรองระดับ อปท."
    assert case_of(OWN).state == State.LAO_CERTIFIED
    kept = step.certification
    assert kept is not None
    assert (kept.officials, kept.permanent, kept.contract) == (7, 0, 0)
    assert Sampled.objects.filter(certification=kept).count() == 5
    assert (step.officer, step.post) == (cast.certifier.officer, cast.certifier.post)


def test_a_sealed_register_refuses_a_new_person_and_says_why(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    certified(cast.certifier)
    with pytest.raises(RegisterSealed) as refused:
        add_card(cast.recorder, 2)
    assert "รับรองระดับ อปท." in refused.value.sentence
    assert cast.certifier.officer in refused.value.sentence
    assert "ขอให้จังหวัดส่งคืน" in refused.value.sentence


def test_an_empty_register_is_not_certified(cast: Cast) -> None:
    with pytest.raises(NotReady):
        certified(cast.certifier)


def test_a_blocking_finding_keeps_the_register_open(cast: Cast) -> None:
    add_card(cast.recorder, 1)
    with pytest.raises(NotReady):
        certified(cast.certifier)
    assert not Register.objects.get(pk=OWN).sealed


def test_a_change_after_the_page_was_opened_is_not_certified(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    case = case_of(OWN)
    seen = to_certify(case).seen
    add_complete(cast.recorder, 2)
    with pytest.raises(Stale):
        certify(case_id=case.id, by=cast.certifier, seen=seen)


def test_a_second_click_is_answered_as_the_first(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    case = case_of(OWN)
    seen = to_certify(case).seen
    first = certify(case_id=case.id, by=cast.certifier, seen=seen)
    again = certify(case_id=case.id, by=cast.certifier, seen=seen)
    assert again.id == first.id
    assert Step.objects.filter(case=case).count() == 1


def test_only_the_certifier_of_the_lao_certifies_it(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    case = case_of(OWN)
    seen = to_certify(case).seen
    for other in (
        cast.recorder,
        cast.certifier_next_door,
        cast.province,
        cast.dla,
        cast.auditor,
    ):
        with pytest.raises(NotAuthorized):
            certify(case_id=case.id, by=other, seen=seen)


def test_the_province_certifies_what_the_lao_did(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    certified(cast.certifier)
    case = case_of(OWN)
    step = certify_province(
        case_id=case.id, by=cast.province, seen=case.revision, counted=Counted(1, 0, 0, "ตรง")
    )
    assert case_of(OWN).state == State.PROVINCE_CERTIFIED
    kept = step.certification
    assert kept is not None
    assert (kept.officials, kept.counted_officials, kept.remark) == (1, 1, "ตรง")
    assert Register.objects.get(pk=OWN).sealed


def test_another_province_cannot(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    certified(cast.certifier)
    case = case_of(OWN)
    with pytest.raises(NotAuthorized):
        certify_province(case_id=case.id, by=cast.other_province, seen=1, counted=Counted())


def test_a_province_cannot_certify_before_the_lao(cast: Cast) -> None:
    case = case_of(NEXT_DOOR)
    with pytest.raises(OutOfTurn):
        certify_province(case_id=case.id, by=cast.province, seen=0, counted=Counted())


def test_a_returned_register_is_open_and_is_certified_again(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    certified(cast.certifier)
    case = case_of(OWN)
    ask_return(case_id=case.id, by=cast.certifier, seen=1, reason="ลืมบันทึก 1 คน")
    return_to_lao(case_id=case.id, by=cast.province, seen=2, reason="ให้บันทึกเพิ่ม")
    assert case_of(OWN).state == State.RETURNED
    assert not Register.objects.get(pk=OWN).sealed
    add_complete(cast.recorder, 2)
    certified(cast.certifier)
    assert [step.code for step in Step.objects.order_by("number")] == [
        StepCode.CERTIFY_LAO,
        StepCode.ASK_RETURN,
        StepCode.RETURN,
        StepCode.CERTIFY_LAO,
    ]
