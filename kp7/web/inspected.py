"""What the province looks at in the window of one LAO: numbers beside numbers, and the sample."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse

from kp7.certification.actions import LONGEST_REASON, Counted
from kp7.certification.queries import Inspection
from kp7.personnel.queries import name_of
from kp7.personnel.record import Assessment
from kp7.personnel.sections import section_of
from kp7.personnel.terms import Headcount
from kp7.web.certification import LARGEST_REVISION
from kp7.web.fields import CountField, FoldedCharField

if TYPE_CHECKING:  # the types that queries return; tables are met there alone
    from kp7.certification.models import Certification


class CountedForm(forms.Form):
    """The province's own numbers, where it counted, and its remark."""

    use_required_attribute = False

    revision = forms.IntegerField(min_value=0, max_value=LARGEST_REVISION, widget=forms.HiddenInput)
    officials = CountField(label=Headcount.OFFICIALS.label, required=False)
    permanent = CountField(label=Headcount.PERMANENT.label, required=False)
    contract = CountField(label=Headcount.CONTRACT.label, required=False)
    remark = FoldedCharField(
        label="หมายเหตุ",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 1}),
    )

    def counted(self) -> Counted:
        """Return what the province says."""
        data = self.cleaned_data
        return Counted(data["officials"], data["permanent"], data["contract"], data["remark"])


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """One of the province's own numbers, and how it compares with the LAO's."""

    field: forms.BoundField
    counted: int | None
    lao: int

    @property
    def difference(self) -> str:
        """Compare the two; '' where the province gave none."""
        return difference(self.counted, self.lao)

    @property
    def same(self) -> bool:
        """Tell whether they agree."""
        return self.counted == self.lao


def own_numbers(form: CountedForm, seen: Inspection) -> list[OwnNumber]:
    """Return the fields for the province's own numbers; what was typed is compared."""
    typed = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return [
        OwnNumber(form[headcount.value], typed.get(headcount.value), seen.headcounts.of(headcount))
        for headcount in Headcount
    ]


def difference(counted: int | None, lao: int) -> str:
    """Compare the province's number with the LAO's; '' where it gave none."""
    if counted is None:
        return ""
    if counted == lao:
        return "ตรงกับที่ อปท. รับรอง"
    return f"{'มากกว่า' if counted > lao else 'น้อยกว่า'}ที่ อปท. รับรอง {abs(counted - lao):,} คน"


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """A number that the province gave when it certified."""

    label: str
    number: int
    difference: str


def given(confirmed: "Certification") -> list[GivenNumber]:
    """Return the province's own numbers, those that it gave."""
    pairs = (
        (Headcount.OFFICIALS, confirmed.counted_officials, confirmed.officials),
        (Headcount.PERMANENT, confirmed.counted_permanent, confirmed.permanent),
        (Headcount.CONTRACT, confirmed.counted_contract, confirmed.contract),
    )
    return [
        GivenNumber(headcount.label, counted, difference(counted, lao))
        for headcount, counted, lao in pairs
        if counted is not None
    ]


@dataclass(frozen=True, slots=True)
class SampleRow:
    """Somebody drawn: what is recorded, and where the card opens."""

    name: str
    position: str
    national_id: str
    missing: str
    url: str


def sample_rows(seen: Inspection) -> list[SampleRow]:
    """Return the sample in the order drawn."""
    return [
        SampleRow(
            name_of(card),
            position_of(assessment),
            assessment.record.national_id,
            missing(assessment),
            reverse("card", args=[card.id]),
        )
        for card, assessment in seen.sample
    ]


def position_of(assessment: Assessment) -> str:
    """Return the position of the newest line."""
    lines = assessment.record.section("appointments")
    return lines[-1].text("position") if lines else ""


def missing(assessment: Assessment) -> str:
    """Name the sections that hold nothing; '' where every section holds something."""
    sections = (section_of(code) for code in assessment.record.missing())
    return ", ".join(section.label for section in sections if section)
