"""Reading cases: one with its history, a province's list, the sample."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kp7.certification.models import Case, Certification, Round, Sampled, Step
from kp7.certification.terms import State, StepCode
from kp7.ledger.models import Change
from kp7.ledger.queries import Mark, last_change, mark_of
from kp7.organizations.authority import Actor, scope
from kp7.organizations.models import Standing
from kp7.organizations.queries import view_of as standing_view
from kp7.organizations.standings import StandingView
from kp7.personnel.figures import (
    Headcounts,
    KindCount,
    RegisterState,
    headcounts,
    headcounts_of,
    register_state,
)
from kp7.personnel.frames import Frame, frame_of
from kp7.personnel.models import Card
from kp7.personnel.queries import assessments, today
from kp7.personnel.record import Assessment
from kp7.personnel.terms import Headcount
from kp7.thai import names, text


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader had before them: the case's revision and the register's history."""

    revision: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with its round and its newest steps."""

    case: Case
    history: Sequence[Step]

    @property
    def state(self) -> State:
        """Where it stands."""
        return State(self.case.state)

    @property
    def round(self) -> Round:
        """The round it belongs to."""
        return self.case.round

    @property
    def open(self) -> bool:
        """Whether steps can be taken now."""
        return self.round.opens_at <= timezone.now() < self.round.closes_at

    @property
    def asked_to_return(self) -> Step | None:
        """The LAO's request to return that stands unanswered."""
        newest = self.history[0] if self.history else None
        return newest if newest and newest.code is StepCode.ASK_RETURN else None

    @property
    def arrived(self) -> Step | None:
        """The step that led to the state it is in; None in the first."""
        return next((s for s in self.history if s.before != s.after), None)

    @property
    def returned(self) -> Step | None:
        """The return that the LAO is working on."""
        if self.state is not State.RETURNED:
            return None
        return next((s for s in self.history if s.code is StepCode.RETURN), None)


def current_case(register_id: uuid.UUID) -> Case | None:
    """The case that a register is in, with its round."""
    return (
        Case.objects.select_related("round").filter(register_id=register_id, current=True).first()
    )


def history_of(register_id: uuid.UUID) -> QuerySet[Step]:
    """ประวัติการรับรองข้อมูล: every step of a register's cases, newest first."""
    return (
        Step.objects.filter(case__register_id=register_id)
        .select_related("certification", "case__round")
        .order_by("-at", "-number")
    )


def view_of(case: Case) -> CaseView:
    """A case with its own history, newest first."""
    steps = Step.objects.filter(case=case).select_related("certification").order_by("-number")
    return CaseView(case, list(steps))


@dataclass(frozen=True, slots=True)
class ToCertify:
    """The certification page: what was recorded, and what its reader has before them."""

    view: CaseView
    register: RegisterState
    seen: Seen
    changed: Change | None
    names: dict[uuid.UUID, str]
    frame: Frame


def to_certify(case: Case) -> ToCertify:
    """What an LAO is about to vouch for."""
    # The mark first: a change between the two is then one that the reader has not seen.
    seen = Seen(case.revision, mark_of(case.register_id))
    state = register_state(case.register_id)
    return ToCertify(
        view_of(case),
        state,
        seen,
        last_change(case.register_id),
        {a.record.card_id: _name(a) for a in state.assessments},
        frame_of(case.register_id, today()),
    )


def _name(assessment: Assessment) -> str:
    personal = assessment.record.personal
    return names.full_name(
        personal.text("title"), personal.text("first_name"), personal.text("last_name")
    )


# --- the province ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the province's list is asked for; '' stands for all."""

    state: str = ""
    searched: str = ""
    amphoe: str = ""
    type: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One organization of the list, with the manual's three headcounts.

    Those of a case that was certified are what was certified; others are counted now.
    `asked_to_return`: the LAO's request to return stands unanswered.
    """

    case: Case
    standing: StandingView
    asked_to_return: bool
    officials: int
    permanent: int
    contract: int

    @property
    def state(self) -> State:
        """สถานะการรับรองข้อมูล."""
        return State(self.case.state)

    @property
    def total(self) -> int:
        """Everybody."""
        return self.officials + self.permanent + self.contract


@dataclass(frozen=True, slots=True)
class Cases:
    """A page of cases; `after` continues it."""

    cases: Sequence[ListedCase]
    total: int
    after: uuid.UUID | None


def cases_in_scope(actor: Actor) -> QuerySet[Case]:
    """The current cases that an actor may see, by the places frozen when the round opened."""
    reach = scope(actor)
    cases = Case.objects.filter(current=True).select_related("round")
    if reach.country:
        return cases
    if reach.province_code is not None:
        return cases.filter(province_id=reach.province_code)
    if reach.amphoe_code is not None:
        return cases.filter(amphoe_id=reach.amphoe_code)
    return cases.filter(register_id=reach.organization_id)


def case_in_scope(actor: Actor, case_id: uuid.UUID) -> Case | None:
    """One current case, if the actor may see it."""
    return cases_in_scope(actor).filter(id=case_id).first()


_STANDING = "register__organization__standings"


def cases(
    actor: Actor, wanted: CaseFilter, *, after: uuid.UUID | None = None, size: int | None = 50
) -> Cases:
    """A page of an actor's cases by the Thai order of their names. `size` None gives all."""
    found = _matching(cases_in_scope(actor), wanted)
    total = found.count()
    ordered = found.annotate(
        standing_id=F(f"{_STANDING}__id"), sort_key=F(f"{_STANDING}__sort_key")
    ).order_by("sort_key", "register_id")  # a register's id is the same on every machine
    if after is not None:
        place = next(iter(ordered.filter(id=after)), None)
        if place is not None:
            ordered = ordered.filter(
                Q(sort_key__gt=place.sort_key)
                | Q(sort_key=place.sort_key, register_id__gt=place.register_id)
            )
    page = list(ordered[: size + 1] if size else ordered)
    shown = page[:size] if size else page
    return Cases(_listed(shown), total, shown[-1].id if len(page) > len(shown) else None)


def _matching(found: QuerySet[Case], wanted: CaseFilter) -> QuerySet[Case]:
    """One filter call, so that all conditions speak of the same standing: today's."""
    day = today()
    conditions = (
        Q(**{f"{_STANDING}__valid_from": None}) | Q(**{f"{_STANDING}__valid_from__lte": day})
    ) & (Q(**{f"{_STANDING}__valid_until": None}) | Q(**{f"{_STANDING}__valid_until__gt": day}))
    if wanted.searched:
        key = text.search_key(wanted.searched)
        conditions &= Q(**{f"{_STANDING}__search_key__contains": key}) | Q(
            **{f"{_STANDING}__code__startswith": key}
        )
    if wanted.type:
        conditions &= Q(**{f"{_STANDING}__type": wanted.type})
    if wanted.state:
        conditions &= Q(state=wanted.state)
    if wanted.amphoe:
        conditions &= Q(amphoe_id=wanted.amphoe)
    if wanted.province:
        conditions &= Q(province_id=wanted.province)
    return found.filter(conditions)


def _listed(shown: Sequence[Case]) -> list[ListedCase]:
    """The cases with standings, requests and headcounts: four statements for any number."""
    standings = {
        standing.id: standing_view(standing)
        for standing in Standing.objects.filter(
            id__in=[_standing_id(case) for case in shown]
        ).select_related("amphoe", "province")
    }
    sealed = [case.id for case in shown if State(case.state).sealed]
    certified = _newest_certifications(sealed)
    counted = headcounts_of([case.register_id for case in shown if case.id not in certified])
    asked = _asked_to_return(sealed)
    return [
        ListedCase(
            case,
            standings[_standing_id(case)],
            case.id in asked,
            *_three(case, certified, counted),
        )
        for case in shown
    ]


def _standing_id(case: Case) -> uuid.UUID:
    """The annotation of `cases`."""
    found: uuid.UUID = getattr(case, "standing_id")  # noqa: B009  mypy does not know annotations here
    return found


def _newest_certifications(case_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Certification]:
    """What each case vouched for last; the digest stays in the database."""
    return {
        found.case_id: found
        for found in Certification.objects.filter(case_id__in=case_ids)
        .defer("digest", "seed")
        .order_by("at")
    }


def _asked_to_return(case_ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """The cases whose newest step is the LAO's request."""
    return set(
        Step.objects.filter(
            case_id__in=case_ids, step=StepCode.ASK_RETURN, number=F("case__revision")
        ).values_list("case_id", flat=True)
    )


def headcounts_in(certification: Certification) -> Headcounts:
    """The headcounts that a certification vouched for, kind by kind."""
    return Headcounts(
        tuple(
            KindCount(kind["kind"], kind["label"], Headcount(kind["headcount"]), kind["people"])
            for kind in certification.kinds
        )
    )


def _three(
    case: Case,
    certified: Mapping[uuid.UUID, Certification],
    counted: Mapping[uuid.UUID, Headcounts],
) -> tuple[int, int, int]:
    if case.id in certified:
        kept = certified[case.id]
        return kept.officials, kept.permanent, kept.contract
    now = counted.get(case.register_id, Headcounts(()))
    return now.of(Headcount.OFFICIALS), now.of(Headcount.PERMANENT), now.of(Headcount.CONTRACT)


# --- the window of one case ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Inspection:
    """The window behind the magnifying glass.

    `certified` is what the LAO vouched for (None before it did), `confirmed` what the province
    did; `headcounts` are those vouched for, or of now, and `frame` the establishment of that day;
    `sample` are the cards drawn, in order, assessed.
    """

    view: CaseView
    standing: StandingView
    headcounts: Headcounts
    frame: Frame
    certified: Certification | None
    confirmed: Certification | None
    sample: Sequence[tuple[Card, Assessment]]


def inspection(case: Case, standing: StandingView) -> Inspection:
    """Everything that the province looks at before it vouches."""
    view = view_of(case)
    kept = [step.certification for step in view.history if step.certification]
    certified = next((c for c in kept if c.step == StepCode.CERTIFY_LAO), None)
    confirmed = next((c for c in kept if c.step == StepCode.CERTIFY_PROVINCE), None)
    if not view.state.sealed or certified is None:
        counted = headcounts(case.register_id)
        frame = frame_of(case.register_id, today())
        return Inspection(view, standing, counted, frame, None, None, ())
    return Inspection(
        view,
        standing,
        headcounts_in(certified),
        frame_of(case.register_id, timezone.localdate(certified.at)),
        certified,
        confirmed if view.state is State.PROVINCE_CERTIFIED else None,
        sample_of(certified, case.register_id),
    )


def sample_of(
    certification: Certification, register_id: uuid.UUID
) -> list[tuple[Card, Assessment]]:
    """The cards drawn for a certification of a register, in order, each assessed."""
    drawn = list(
        Sampled.objects.filter(certification=certification)
        .order_by("position")
        .values_list("card_id", flat=True)
    )
    found = {card.id: card for card in Card.objects.filter(id__in=drawn).select_related("person")}
    cards = [found[card_id] for card_id in drawn if card_id in found]
    return list(zip(cards, assessments(register_id, cards), strict=True))


def rounds() -> QuerySet[Round]:
    """Every round, newest first."""
    return Round.objects.order_by("-opens_at")


def running_round() -> Round | None:
    """The round that runs now."""
    now = timezone.now()
    return Round.objects.filter(opens_at__lte=now, closes_at__gt=now).first()
