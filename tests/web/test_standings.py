"""An organization that changes its type or name keeps its people, and its pages say both."""

from datetime import date

from django.test import Client

from kp7.ledger.models import Change
from kp7.organizations.actions import change_standing
from kp7.organizations.queries import actor_of
from kp7.organizations.terms import OrganizationType
from kp7.personnel.actions.lines import add_line
from kp7.personnel.sections import EDUCATION
from tests.cast import DEGREE, OWN, Cast, add_complete, signed_in
from tests.web.recording import card_url, get, said_of


def test_cards_and_history_stay_and_are_signed_by_the_name_of_their_time(
    client: Client, cast: Cast
) -> None:
    card = add_complete(cast.recorder, 1)
    change_standing(
        by=cast.dla,
        organization_id=OWN,
        from_date=date(2024, 1, 1),
        code="5830199",
        type=OrganizationType.TM,
        name="ชื่อใหม่",
    )
    assert cast.recorder.post_id
    now = actor_of(cast.recorder.post_id)
    add_line(by=now, card=card, section=EDUCATION, values={**DEGREE, "finished_year": 2005})
    signed_in(client, cast.recorder)
    page = said_of(get(client, card_url(card)))
    assert "เทศบาลตำบลชื่อใหม่" in page
    assert card.kind_label in page  # as it was called when it was recorded
    assert "นายตัวอย่าง ทดสอบ" in said_of(get(client, "/people/"))
    assert get(client, card_url(card, "history")).status_code == 200
    changes = Change.objects.filter(register_id=OWN).order_by("id")
    signed = [change.organization.split(" ")[0] for change in changes]
    assert signed[0] == cast.recorder.organization.split(" ")[0]
    assert signed[-1] == "เทศบาลตำบลชื่อใหม่"
