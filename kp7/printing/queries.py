"""Reading what was printed, whose paper says what, and who is to be printed."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.personnel import queries
from kp7.personnel.models import Card
from kp7.personnel.queries import Filter, cards_of, matching
from kp7.printing.continuation import OnPaper
from kp7.printing.models import Batch, Issue
from kp7.printing.terms import Bundle, What
from kp7.printing.wanted import Wanted

PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class IssueView:
    """One print of a card: what, by whom, when. `stands`: on the office's own paper."""

    id: uuid.UUID
    what: What
    wanted: Wanted
    pages: int
    lines: int
    page: int
    row: int
    stands: bool
    printed_at: datetime
    officer: str
    post: str
    organization: str


def issues_of(register_id: uuid.UUID, person_id: uuid.UUID, most: int = PAGE) -> list[IssueView]:
    """The newest prints of somebody's card in a register, newest first."""
    found = (
        Issue.objects.filter(register_id=register_id, person_id=person_id)
        .defer("paper")
        .order_by("-printed_at", "-id")
    )
    return [
        IssueView(
            one.id,
            What(one.what),
            Wanted.from_json(one.wanted),
            one.pages,
            one.lines,
            one.page,
            one.row,
            one.stands,
            one.printed_at,
            one.officer,
            one.post,
            one.organization,
        )
        for one in found[:most]
    ]


def papers_known(
    register_id: uuid.UUID, person_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, tuple[OnPaper, ...]]:
    """What stands on the paper of each of these people since it was last printed: one statement."""
    newest = (
        Issue.objects.filter(register_id=register_id, person_id__in=list(person_ids), stands=True)
        .order_by("person_id", "-printed_at", "-id")
        .distinct("person_id")
    )
    return {issue.person_id: on_paper(issue.paper) for issue in newest}


def paper_after(
    register_id: uuid.UUID, person_id: uuid.UUID, issue_id: uuid.UUID
) -> tuple[OnPaper, ...] | None:
    """What stood on somebody's paper after one print; None where there is no such print."""
    issue = Issue.objects.filter(
        id=issue_id, register_id=register_id, person_id=person_id, stands=True
    ).first()
    return None if issue is None else on_paper(issue.paper)


def on_paper(kept: Sequence[Any]) -> tuple[OnPaper, ...]:  # Any: what JSON holds
    """The lines of a paper as they were stored."""
    return tuple(
        OnPaper(
            tuple(uuid.UUID(one) for one in line["ids"]),
            tuple(line["said"]),
            line["page"],
            line["first"],
            line["last"],
        )
        for line in kept
    )


def stored(paper: Iterable[OnPaper]) -> list[dict[str, object]]:
    """The lines of a paper as they are stored."""
    return [
        {
            "ids": [str(one) for one in line.ids],
            "said": list(line.said),
            "page": line.page,
            "first": line.first,
            "last": line.last,
        }
        for line in paper
    ]


# --- who is to be printed ---------------------------------------------------------------------


def people_wanted(register_id: uuid.UUID, wanted: Filter, division: str = "") -> list[uuid.UUID]:
    """The cards that a list shows, in its order; of one division where one is named."""
    if wanted.complete is None:
        found = matching(cards_of(register_id, wanted.presence, queries.today()), wanted.searched)
        if wanted.kind:
            found = found.filter(kind=wanted.kind)
        cards = list(found.values_list("id", "person_id"))
    else:
        people = queries.people(register_id, wanted, size=None).people
        cards = [(one.card.id, one.card.person_id) for one in people]
    if not division:
        return [card_id for card_id, _ in cards]
    there = newest_divisions(register_id)
    return [card_id for card_id, person_id in cards if there.get(person_id) == division]


def newest_divisions(register_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The division that each person's newest position line names."""
    with connection.cursor() as cursor:
        cursor.execute(_DIVISIONS, [register_id])
        return dict(cursor.fetchall())


def divisions(register_id: uuid.UUID) -> list[str]:
    """The divisions that somebody's newest position line names, in order."""
    return sorted({name for name in newest_divisions(register_id).values() if name})


def cards_by_id(register_id: uuid.UUID, card_ids: Sequence[uuid.UUID]) -> list[Card]:
    """The cards of a register that are still there, in the order of their ids' list."""
    found = {
        card.id: card
        for card in Card.objects.select_related("register", "person").filter(
            register_id=register_id, id__in=list(card_ids)
        )
    }
    return [found[card_id] for card_id in card_ids if card_id in found]


_DIVISIONS: Final = """
SELECT DISTINCT ON (person_id) person_id, division
  FROM personnel_appointment WHERE register_id = %s
 ORDER BY person_id, effective_on DESC, sequence DESC, id DESC
"""


# --- files of many cards ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BatchView:
    """The cards of many people as one file.

    `refused` names those that could not be printed, each with the sentence that says why.
    """

    id: uuid.UUID
    register_id: uuid.UUID
    title: str
    wanted: Wanted
    bundle: Bundle
    asked: int
    people: int
    pages: int
    left_out: int
    size: int
    asked_at: datetime
    refused: tuple[tuple[str, str], ...]
    finished_at: datetime | None
    expires_at: datetime | None
    officer: str

    @property
    def fetchable(self) -> bool:
        """Whether the file can be fetched now."""
        return self.expires_at is not None and self.expires_at > timezone.now()


def batches_of(by: Actor, most: int = PAGE) -> list[BatchView]:
    """The newest batches that somebody may fetch, newest first."""
    if by.organization_id is None:
        found = Batch.objects.filter(post_id=by.post_id)
    else:
        found = Batch.objects.filter(register_id=by.organization_id)
    return [_view(one) for one in found.order_by("-asked_at", "-id")[:most] if may_fetch(by, one)]


def batch_for(by: Actor, batch_id: uuid.UUID) -> BatchView | None:
    """A batch that somebody may fetch, or nothing."""
    found = Batch.objects.filter(id=batch_id).first()
    return _view(found) if found is not None and may_fetch(by, found) else None


def may_fetch(by: Actor, batch: Batch) -> bool:
    """Whoever asked for it, or an officer of its LAO; what is sensitive takes the right to it."""
    reached = authority.may_record(by, batch.register_id) or (
        by.post_id == batch.post_id and by.organization_id is None
    )
    return reached and (by.reads_sensitive or not batch.sensitive)


def _view(batch: Batch) -> BatchView:
    return BatchView(
        batch.id,
        batch.register_id,
        batch.title,
        Wanted.from_json(batch.wanted),
        Bundle(batch.bundle),
        len(batch.cards),
        batch.people,
        batch.pages,
        batch.left_out,
        batch.size,
        batch.asked_at,
        tuple((name, sentence) for name, sentence in batch.refused),
        batch.finished_at,
        batch.expires_at,
        batch.officer,
    )
