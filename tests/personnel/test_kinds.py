import csv
from importlib import resources

import pytest

from kp7.organizations.models import Standing
from kp7.organizations.terms import OrganizationType
from kp7.personnel import entries, queries
from kp7.personnel.entries import label_of
from kp7.personnel.models import Card, CodeEntry
from kp7.personnel.terms import CodeTable, Headcount, PositionNumber, Presence
from tests.cast import OWN


def _kinds() -> list[dict[str, str]]:
    source = resources.files("kp7.personnel") / "data" / "kinds.csv"
    return list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


def test_every_kind_counts_in_one_of_the_three_headcounts() -> None:
    counted = {kind["code"]: Headcount(kind["headcount"]) for kind in _kinds()}
    assert set(counted.values()) == set(Headcount)
    assert [headcount.label for headcount in Headcount] == ["ข้าราชการ", "ลูกจ้างประจำ", "พนักงานจ้าง"]
    for kind in _kinds():
        assert PositionNumber(kind["position_number"])


def test_a_kind_asks_for_a_position_number_exactly_where_it_is_no_contract() -> None:
    for kind in _kinds():
        contract = Headcount(kind["headcount"]) is Headcount.CONTRACT
        assert (kind["position_number"] == "none") == contract


@pytest.mark.parametrize("of", OrganizationType)
@pytest.mark.django_db
def test_every_type_of_organization_has_a_word_for_its_kinds(of: OrganizationType) -> None:
    for entry in CodeEntry.objects.filter(table_name=CodeTable.KINDS):
        named = label_of(entry, of)
        only_of_a_pao = entry.code == "transferred"
        assert bool(named) == (not only_of_a_pao or of is OrganizationType.PAO)
        assert label_of(entry, None) == entry.label


@pytest.mark.parametrize(
    ("of", "called"),
    [
        (OrganizationType.PAO, "ข้าราชการองค์การบริหารส่วนจังหวัด"),
        (OrganizationType.CITY, "พนักงานเทศบาล"),
        (OrganizationType.TM, "พนักงานเทศบาล"),
        (OrganizationType.SAO, "พนักงานส่วนตำบล"),
        (OrganizationType.PATTAYA, "พนักงานเมืองพัทยา"),
    ],
)
@pytest.mark.django_db
def test_a_register_offers_the_kinds_as_its_organization_calls_them(
    of: OrganizationType, called: str
) -> None:
    here = Standing.objects.filter(type=of).order_by("code")[0].organization_id
    offered = entries.choices(here, [CodeTable.KINDS], queries.today())[CodeTable.KINDS]
    assert offered[0].label == called
    transferred = any(choice.code == "transferred" for choice in offered)
    assert transferred == (of is OrganizationType.PAO)


def test_a_card_keeps_the_kind_s_name_of_its_organization(card: Card) -> None:
    here = Standing.objects.get(organization_id=OWN)
    entry = CodeEntry.objects.get(table_name=CodeTable.KINDS, code="official")
    assert card.kind_label == label_of(entry, OrganizationType(here.type))
    (shown,) = queries.cards_of(OWN, Presence.ACTIVE, queries.today())
    assert shown.kind_label == card.kind_label
