"""One card on paper, at once. Printing changes nothing of a register: a sealed one prints too."""

import hashlib
import io
import json
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import pikepdf
from django.db import transaction
from django.utils import timezone

from kp7.ledger.actions import record_look
from kp7.organizations import authority
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.organizations.queries import actor_of
from kp7.personnel import queries as personnel
from kp7.personnel.actions.editing import Gone
from kp7.personnel.actions.looking import CARD, check_reach, look_from_outside, named
from kp7.personnel.document import document
from kp7.personnel.models import Card
from kp7.printing import cards
from kp7.printing.cards.choices import Paper, Part
from kp7.printing.continuation import OnPaper
from kp7.printing.models import Issue
from kp7.printing.papers import papers
from kp7.printing.planning import Outlook, Plan, outlook, plan
from kp7.printing.queries import paper_after, papers_known, stored
from kp7.printing.terms import What
from kp7.printing.wanted import Wanted

PRINTED: Final = "printed"
OWN_PAPER: Final = "ใบต่อพิมพ์ลงบนแผ่นเดิมของหน่วยงานเจ้าของบัตร จึงพิมพ์ได้เฉพาะหน่วยงานนั้น กรุณาพิมพ์ทั้งฉบับ"
SENSITIVE_PARTS: Final = frozenset({Part.FRONT, Part.SUMMARY})


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card as it came out: the file, and the name that it is saved under."""

    content: bytes
    name: str
    pages: int
    issue_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Previewed:
    """A card before it is printed: whose it is, and what a ใบต่อ of it would be.

    From outside `organization` says whose, and there is no ใบต่อ: the paper is the office's own.
    """

    card: Card
    name: str
    organization: str = ""
    outlook: Outlook | None = None


def print_card(*, by: Actor, card_id: uuid.UUID, wanted: Wanted) -> PrintedCard:
    """Print one card as `by` may see it; that it was printed is kept, as a look from outside."""
    with transaction.atomic():
        now = actor_of(by.post_id) if by.post_id else by
        card = _reached(now, card_id, wanted.what)
        (paper,) = papers(card.register_id, [card], by=now)
        planned = plan(paper, wanted, _last(card, wanted))
        moment = timezone.now()
        content = cards.card_pdf(paper, planned.options, moment=moment, officer=now.officer)
        with pikepdf.open(io.BytesIO(content)) as made:
            pages = len(made.pages)
        issue = issue_of(now, card, paper, wanted, planned, pages=pages, content=digest(content))
        issue.save(force_insert=True)
        if not authority.may_record(now, card.register_id):
            record_look(
                actor=named(now),
                register_id=card.register_id,
                person_id=card.person_id,
                what=PRINTED,
            )
    return PrintedCard(content, file_name(card, wanted.what, moment), pages, issue.id)


def preview(*, by: Actor, card_id: uuid.UUID, after: uuid.UUID | None = None) -> Previewed:
    """What printing a card would be, for the form that asks; from outside that is a look."""
    card = personnel.card(card_id)
    if card is None:
        raise Gone
    name = personnel.name_of(card)
    if not authority.may_record(by, card.register_id):
        return Previewed(card, name, look_from_outside(by, card, CARD))
    (paper,) = papers(card.register_id, [card], by=by)
    return Previewed(card, name, outlook=outlook(paper, _last(card, Wanted(after=after))))


def issue_of(  # noqa: PLR0913  all that is kept of a print
    by: Actor,
    card: Card,
    paper: Paper,
    wanted: Wanted,
    planned: Plan,
    *,
    pages: int,
    content: str,
    batch_id: uuid.UUID | None = None,
) -> Issue:
    """What is kept of one print, not stored yet."""
    end = max(planned.printed, key=_end) if planned.printed else OnPaper((), ())
    return Issue(
        register_id=card.register_id,
        person_id=card.person_id,
        card_id=card.id,
        batch_id=batch_id,
        what=wanted.what,
        wanted=replace(wanted, parts=planned.options.parts).to_json(),
        sensitive=holds_sensitive(paper, planned),
        stands=_stands(by, card, wanted, planned),
        pages=pages,
        lines=len(planned.printed),
        page=end.page,
        row=end.last,
        paper=stored(planned.paper),
        data=digest(_said(paper)),
        content=content,
        post_id=by.post_id,
        officer=by.officer,
        post=by.post,
        organization=by.organization,
    )


def holds_sensitive(paper: Paper, planned: Plan) -> bool:
    """Whether a print shows parts that hold what is sensitive, to somebody who may read it."""
    return paper.reads_sensitive and not SENSITIVE_PARTS.isdisjoint(planned.options.parts)


def file_name(card: Card, what: What, moment: datetime) -> str:
    """The name that a browser saves a print under."""
    day = f"{timezone.localtime(moment):%Y%m%d}"
    part = f" {What.CONTINUATION.label}" if what is What.CONTINUATION else ""
    return f"ก.พ.7{part} {personnel.name_of(card)} {day}.pdf"


def digest(content: bytes) -> str:
    """A digest in the form in which it is stored."""
    return hashlib.sha256(content).hexdigest()


def _end(line: OnPaper) -> tuple[int, int]:
    return line.page, line.last


def _said(paper: Paper) -> bytes:
    """What the card said, as far as whoever printed it may read."""
    return json.dumps(document(paper.record), ensure_ascii=False, sort_keys=True).encode()


def _stands(by: Actor, card: Card, wanted: Wanted, planned: Plan) -> bool:
    """Whether the office's own paper is since as printed: no copy, and not from outside."""
    own = by.is_system or authority.may_record(by, card.register_id)
    return own and not wanted.certified_copy and Part.INSIDE in planned.options.parts


def _reached(by: Actor, card_id: uuid.UUID, what: What) -> Card:
    card = personnel.card(card_id)
    if card is None:
        raise Gone
    check_print(by, card.register_id, what)
    return card


def check_print(by: Actor, register_id: uuid.UUID, what: What) -> None:
    """Refuse whoever may not print cards of a register: Gone where it is out of reach."""
    if authority.may_record(by, register_id):
        return
    check_reach(by, register_id)
    if what is What.CONTINUATION and not by.is_system:
        raise NotAuthorized(OWN_PAPER)


def _last(card: Card, wanted: Wanted) -> tuple[OnPaper, ...] | None:
    """What stands on the paper that is printed on: the newest, or that of a print chosen."""
    if wanted.after is None:
        return papers_known(card.register_id, [card.person_id]).get(card.person_id)
    kept = paper_after(card.register_id, card.person_id, wanted.after)
    if kept is None:
        raise Gone
    return kept
