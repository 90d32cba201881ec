"""Who may ask for what, as data: every route × method × part × place has its outcome here.

A table has a column for each part and a row for each place; a page about nobody in particular
has one row. What is not written here fails by name: a new route, a route that is gone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Part(StrEnum):
    """Who asks. Strangers are last: their answers need no table."""

    RECORDER = "recorder"
    CERTIFIER = "certifier"
    RECORDER_NEXT_DOOR = "recorder next door"
    CERTIFIER_NEXT_DOOR = "certifier next door"
    CERTIFIER_FAR = "certifier far away"
    PROVINCE = "province"
    OTHER_PROVINCE = "other province"
    AMPHOE = "amphoe"
    OTHER_AMPHOE = "other amphoe"
    DLA = "DLA"
    AUDITOR = "auditor"
    AUDITOR_FAR = "auditor of the other province"
    STRANGER = "stranger"
    DISABLED = "disabled account"
    ONE_TIME = "one-time password"


class Place(StrEnum):
    """Whose object is asked for: two LAOs of one amphoe, one of another province, nobody's."""

    OWN = "own"
    NEXT_DOOR = "next door"
    FAR = "far"
    NOWHERE = "nowhere"
    MIXED = "own card, a line from next door"


class Outcome(StrEnum):
    """What an answer comes to. Only DONE may leave anything changed."""

    OK = "ok"
    DONE = "done"
    LOGIN = "login"
    PASSWORD = "password"
    UNKNOWN = "401"
    FORBIDDEN = "403"
    MISSING = "404"
    WRONG_METHOD = "405"


class Stage(StrEnum):
    """What must stand in the registers before a request can do what it is for."""

    OPEN = "open"
    BARE = "each register has a card without a line"
    NOTHING = "…with ไม่มี recorded"
    SEALED = "each register is certified"
    CONTRACT = "each register has a card of contract staff"
    RELEASED = "each register was sent somebody, and sent somebody away"
    MOVED = "…who has moved"
    PRINTED = "each register had a file of cards printed"
    ENDED = "the entry of a code table that is asked for has ended"
    ASKED = "each register has a job that waits"
    FAILED = "…that failed"
    RECEIVED = "each register was sent a spreadsheet"
    PLANNED = "…of which it is known what it would do"
    APPLIED = "…and which was brought in"


READS: Final[Mapping[Part, frozenset[Place]]] = {
    Part.RECORDER: frozenset({Place.OWN}),
    Part.CERTIFIER: frozenset({Place.OWN}),
    Part.RECORDER_NEXT_DOOR: frozenset({Place.NEXT_DOOR}),
    Part.CERTIFIER_NEXT_DOOR: frozenset({Place.NEXT_DOOR}),
    Part.CERTIFIER_FAR: frozenset({Place.FAR}),
    Part.PROVINCE: frozenset({Place.OWN, Place.NEXT_DOOR}),
    Part.OTHER_PROVINCE: frozenset({Place.FAR}),
    Part.AMPHOE: frozenset({Place.OWN, Place.NEXT_DOOR}),
    Part.OTHER_AMPHOE: frozenset(),
    Part.DLA: frozenset({Place.OWN, Place.NEXT_DOOR, Place.FAR}),
    Part.AUDITOR: frozenset({Place.OWN, Place.NEXT_DOOR, Place.FAR}),
    Part.AUDITOR_FAR: frozenset({Place.FAR}),
    Part.STRANGER: frozenset(),
    Part.DISABLED: frozenset(),
    Part.ONE_TIME: frozenset({Place.OWN}),
}

IN_OFFICE: Final = tuple(
    part for part in Part if part not in {Part.STRANGER, Part.DISABLED, Part.ONE_TIME}
)
Table = Mapping[Place | None, Mapping[Part, Outcome]]


def table(*rows: str) -> Table:
    """Read a table: a row is a place (“-” for none) and an outcome for each part in office."""
    read: dict[Place | None, Mapping[Part, Outcome]] = {}
    for row in rows:
        name, _, outcomes = row.partition(":")
        place = None if name.strip() == "-" else Place(name.strip())
        read[place] = dict(zip(IN_OFFICE, map(Outcome, outcomes.split()), strict=True))
    return read


#             rec  cert rec' cert' far p83  p81  amph amph' dla aud  aud81
ALL = table(
    "-:       ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok",
)
ALL_CHANGE = table(
    "-:       done done done done done done done done done done done done",
)
LAO = table(
    "-:       ok   ok   ok   ok   ok   403  403  403  403  403  403  403",
)
# What nobody asked for yet is not there; whose office has none is told so.
LAO_FILE = table(
    "-:       404  404  404  404  404  403  403  403  403  403  403  403",
)
LAO_CHANGES = table(
    "-:       done done done done done 403  403  403  403  403  403  403",
)
# A recorder who asks is refused by name of the right, each on the own register.
CERTIFIERS_CHANGE = table(
    "-:       403  done 403  done done 403  403  403  403  403  403  403",
)
ABOVE = table(
    "-:       403  403  403  403  403  ok   ok   ok   ok   ok   ok   ok",
)
DLA_FORM = table(
    "-:       403  403  403  403  403  403  403  403  403  ok   403  403",
)
DLA_CHANGE = table(
    "-:       403  403  403  403  403  403  403  403  403  done 403  403",
)
CARD = table(
    "own:     ok   ok   404  404  404  ok   404  ok   404  ok   ok   404",
    "next door:404 404  ok   ok   404  ok   404  ok   404  ok   ok   404",
    "far:     404  404  404  404  ok   404  ok   404  404  ok   ok   ok",
    "nowhere: 404  404  404  404  404  404  404  404  404  404  404  404",
)
CARD_PRINT = table(
    "own:     done done 404  404  404  done 404  done 404  done done 404",
    "next door:404 404  done done 404  done 404  done 404  done done 404",
    "far:     404  404  404  404  done 404  done 404  404  done done done",
    "nowhere: 404  404  404  404  404  404  404  404  404  404  404  404",
)
# A job is seen by the posts of its register; by others if they asked for it themselves.
JOB = table(
    "own:     ok   ok   404  404  404  404  404  404  404  404  404  404",
    "next door:404 404  ok   ok   404  404  404  404  404  404  404  404",
    "far:     404  404  404  404  ok   404  404  404  404  404  404  404",
    "nowhere: 404  404  404  404  404  404  404  404  404  404  404  404",
)
JOB_CHANGE = table(
    "own:     done done 404  404  404  404  404  404  404  404  404  404",
    "next door:404 404  done done 404  404  404  404  404  404  404  404",
    "far:     404  404  404  404  done 404  404  404  404  404  404  404",
    "nowhere: 404  404  404  404  404  404  404  404  404  404  404  404",
)
BATCH = table(
    "own:     ok   ok   404  404  404  404  404  404  404  404  404  404",
    "next door:404 404  ok   ok   404  404  404  404  404  404  404  404",
    "far:     404  404  404  404  ok   404  404  404  404  404  404  404",
    "nowhere: 404  404  404  404  404  404  404  404  404  404  404  404",
)
CARD_FORM = table(
    "own:     ok   ok   404  404  404  403  403  403  403  403  403  403",
    "next door:404 404  ok   ok   404  403  403  403  403  403  403  403",
    "far:     404  404  404  404  ok   403  403  403  403  403  403  403",
    "nowhere: 404  404  404  404  404  403  403  403  403  403  403  403",
)
# The cells of a file as they stand, for whoever brought it in or may read what is sensitive.
IMPORT_CELLS = table(
    "own:     403  ok   404  404  404  403  403  403  403  403  403  403",
    "next door:404 404  403  ok   404  403  403  403  403  403  403  403",
    "far:     404  404  404  404  ok   403  403  403  403  403  403  403",
    "nowhere: 404  404  404  404  404  403  403  403  403  403  403  403",
)
CARD_CHANGE = table(
    "own:     done done 404  404  404  403  403  403  403  403  403  403",
    "next door:404 404  done done 404  403  403  403  403  403  403  403",
    "far:     404  404  404  404  done 403  403  403  403  403  403  403",
    "nowhere: 404  404  404  404  404  403  403  403  403  403  403  403",
)
MIXED_LINE = table(
    "own card, a line from next door:"
    "         404  404  404  404  404  403  403  403  403  403  403  403",
)
CASE = table(
    "own:     403  403  403  403  403  ok   404  ok   404  ok   ok   404",
    "next door:403 403  403  403  403  ok   404  ok   404  ok   ok   404",
    "far:     403  403  403  403  403  404  ok   404  404  ok   ok   ok",
    "nowhere: 403  403  403  403  403  404  404  404  404  404  404  404",
)
CASE_FORM = table(
    "own:     403  403  403  403  403  ok   404  ok   404  403  403  404",
    "next door:403 403  403  403  403  ok   404  ok   404  403  403  404",
    "far:     403  403  403  403  403  404  ok   404  404  403  403  403",
    "nowhere: 403  403  403  403  403  404  404  404  404  404  404  404",
)
CASE_CHANGE = table(
    "own:     403  403  403  403  403  done 404  done 404  403  403  404",
    "next door:403 403  403  403  403  done 404  done 404  403  403  404",
    "far:     403  403  403  403  403  404  done 404  404  403  403  403",
    "nowhere: 403  403  403  403  403  404  404  404  404  404  404  404",
)


@dataclass(frozen=True, slots=True)
class Route:
    """A route: its address as Django has it, and a table for each method it answers.

    `card` and `seat` say which of a register's it is about, `public` that strangers get it too,
    `one_time` that it opens before a new password is chosen, `page` that GET shows a page of its
    own; `query` keeps a long list short, `apart` holds what no table says, `counts` names a table
    that any answer may write.
    """

    address: str
    reads: Table = field(default_factory=dict)
    changes: Table = field(default_factory=dict)
    stage: Stage = Stage.OPEN
    card: str = "whole"
    seat: str = "vacant"
    public: bool = False
    one_time: bool = False
    page: bool = True
    query: str = ""
    counts: str = ""
    apart: Mapping[tuple[str, Part], Outcome] = field(default_factory=dict)

    @property
    def methods(self) -> Mapping[str, Table]:
        """The table of each method that is answered with more than 405."""
        reads = {"GET": self.reads, "HEAD": self.reads} if self.reads else {}
        return {**reads, **({"POST": self.changes} if self.changes else {})}

    @property
    def places(self) -> list[Place | None]:
        """The rows of its tables."""
        return list(self.reads or self.changes)

    def expected(self, method: str, part: Part, place: Place | None) -> Outcome:
        """What the answer must come to."""
        if (method, part) in self.apart:
            return self.apart[method, part]
        if not self.public:
            if part in {Part.STRANGER, Part.DISABLED}:
                return Outcome.LOGIN
            if part is Part.ONE_TIME and not self.one_time:
                return Outcome.PASSWORD
        if method not in self.methods:
            return Outcome.WRONG_METHOD
        row = self.methods[method][place]
        return row.get(part, next(iter(row.values())))


_CARD = "people/<uuid:card_id>/"
_SEATS = "people/establishment/"
_SEATS_OF = f"{_SEATS}of/<uuid:organization_id>/"
_SEAT = f"{_SEATS}seats/<uuid:seat_id>/"
_TRANSFER = "people/transfers/<uuid:transfer_id>/"
_IMPORT = "people/intake/<uuid:import_id>/"
_SECTION = f"{_CARD}<slug:section>/"
_LINE = f"{_SECTION}<uuid:line_id>/"
_ENTRY = "codes/<slug:table>/<uuid:entry_id>/"
_JOB = "jobs/<uuid:job_id>/"
_CASE = "certification/province/<uuid:case_id>/"

ROUTES: Final[Mapping[str, Route]] = {
    "home": Route("", ALL),
    "login": Route(
        "login/",
        ALL,
        ALL_CHANGE,
        public=True,
        counts="organizations_signinfailure",
        apart={
            ("POST", Part.STRANGER): Outcome.UNKNOWN,
            ("POST", Part.DISABLED): Outcome.FORBIDDEN,
        },
    ),
    "logout": Route("logout/", changes=ALL, public=True),
    "password": Route("password/", ALL, ALL_CHANGE, one_time=True),
    "healthz": Route("healthz", ALL, public=True, page=False),
    "lookers": Route("lookers/", LAO),
    "lookers_export": Route("lookers/export/", LAO, page=False),
    # work in the background
    "jobs": Route("jobs/", ALL, stage=Stage.ASKED),
    "jobs_now": Route("jobs/now/", ALL, stage=Stage.ASKED, page=False),
    "job": Route(_JOB, JOB, stage=Stage.ASKED),
    "job_now": Route(f"{_JOB}now/", JOB, stage=Stage.ASKED, page=False),
    "job_cancel": Route(f"{_JOB}cancel/", changes=JOB_CHANGE, stage=Stage.ASKED),
    "job_retry": Route(f"{_JOB}retry/", changes=JOB_CHANGE, stage=Stage.FAILED),
    # the manual, for whoever wants to read it
    "manual": Route("manual/", ALL, public=True),
    "manual_pdf": Route("manual/manual.pdf", ALL, public=True, page=False),
    "manual_page": Route("manual/<slug:name>/", ALL, public=True),
    # the code tables
    "code_tables": Route("codes/", ALL),
    "code_table": Route("codes/<slug:table>/", ALL),
    "code_table_export": Route("codes/<slug:table>/export/", ALL, page=False),
    "code_entry_add": Route("codes/<slug:table>/add/", DLA_FORM, DLA_CHANGE),
    "code_entry": Route(_ENTRY, ALL),
    "code_entry_correct": Route(f"{_ENTRY}correct/", DLA_FORM, DLA_CHANGE),
    "code_entry_change": Route(f"{_ENTRY}change/", DLA_FORM, DLA_CHANGE),
    "code_entry_end": Route(f"{_ENTRY}end/", DLA_FORM, DLA_CHANGE),
    "code_entry_reopen": Route(f"{_ENTRY}reopen/", DLA_FORM, DLA_CHANGE, stage=Stage.ENDED),
    # the certification
    "certification": Route("certification/", ALL),
    "certification_lao": Route("certification/lao/", LAO, page=False),
    "certification_lao_review": Route("certification/lao/review/", LAO),
    "certification_confirm": Route("certification/lao/review/confirm/", LAO, CERTIFIERS_CHANGE),
    "certification_ask_return": Route(
        "certification/lao/ask-return/", LAO, CERTIFIERS_CHANGE, stage=Stage.SEALED
    ),
    "certification_review_print": Route("certification/lao/review/print/", LAO, page=False),
    "certification_history_print": Route("certification/lao/history/print/", LAO, page=False),
    "certification_history": Route("certification/lao/history/", LAO),
    "certification_history_export": Route("certification/lao/history/export/", LAO, page=False),
    "certification_province": Route("certification/province/", ABOVE),
    "certification_province_export": Route(
        "certification/province/export/", ABOVE, page=False, query="?state=RETURNED"
    ),
    "certification_case": Route(_CASE, CASE, CASE, stage=Stage.SEALED),
    "certification_case_certify": Route(
        f"{_CASE}certify/",
        CASE,
        CASE_CHANGE,
        stage=Stage.SEALED,
        page=False,  # the case's page again, with what was typed before the session ended
    ),
    "certification_case_return": Route(
        f"{_CASE}return/", CASE_FORM, CASE_CHANGE, stage=Stage.SEALED
    ),
    # the people of a register
    "people": Route("people/", LAO, LAO),
    "person_add": Route("people/add/", LAO, LAO_CHANGES),
    "order_add": Route("people/orders/add/", LAO, LAO_CHANGES),
    "people_export": Route("people/export/", LAO, page=False),
    "people_workbook": Route("people/workbook/", LAO, LAO_CHANGES, page=False),
    "people_workbook_file": Route("people/workbook/file/", LAO_FILE, page=False),
    "people_form": Route("people/workbook/blank/", LAO, page=False),
    # the establishment
    "establishment": Route(_SEATS, LAO),
    "establishment_export": Route(f"{_SEATS}export/", LAO, page=False),
    "establishment_plan": Route(f"{_SEATS}plan/", LAO),
    "establishment_plan_export": Route(f"{_SEATS}plan/export/", LAO, page=False),
    "establishment_build": Route(f"{_SEATS}from-cards/", LAO, LAO_CHANGES),
    "establishment_of": Route(_SEATS_OF, CARD),
    "establishment_export_of": Route(f"{_SEATS_OF}export/", CARD, page=False),
    "establishment_plan_of": Route(f"{_SEATS_OF}plan/", CARD),
    "establishment_plan_export_of": Route(f"{_SEATS_OF}plan/export/", CARD, page=False),
    "plan_record": Route(f"{_SEATS}plan/record/", LAO, LAO_CHANGES),
    "seat_add": Route(f"{_SEATS}seats/add/", LAO, LAO_CHANGES),
    "seat": Route(_SEAT, CARD_FORM),
    "seat_edit": Route(f"{_SEAT}edit/", CARD_FORM, CARD_CHANGE),
    "seat_close": Route(f"{_SEAT}close/", CARD_FORM, CARD_CHANGE),
    "seat_reopen": Route(f"{_SEAT}reopen/", CARD_FORM, CARD_CHANGE, seat="closed"),
    "seat_remove": Route(f"{_SEAT}remove/", CARD_FORM, CARD_CHANGE),
    "seat_hold": Route(f"{_SEAT}hold/", CARD_FORM, CARD_CHANGE, Stage.CONTRACT, "contract"),
    "seat_vacate": Route(f"{_SEAT}vacate/", CARD_FORM, CARD_CHANGE, seat="held"),
    "findings": Route("people/findings/", LAO),
    "findings_explain": Route("people/findings/explain/", {}, LAO_CHANGES, Stage.BARE),
    "findings_export": Route("people/findings/export/", LAO, page=False),
    "explain": Route(f"{_CARD}explain/", {}, CARD_CHANGE, Stage.BARE, "bare"),
    # bringing a spreadsheet in
    "intake": Route("people/intake/", LAO, LAO_CHANGES),
    "intake_import": Route(_IMPORT, CARD_FORM, stage=Stage.PLANNED),
    "intake_mapping": Route(f"{_IMPORT}mapping/", CARD_FORM, CARD_CHANGE, stage=Stage.RECEIVED),
    "intake_plan": Route(f"{_IMPORT}plan/", changes=CARD_CHANGE, stage=Stage.RECEIVED),
    "intake_refused": Route(f"{_IMPORT}refused/", IMPORT_CELLS, stage=Stage.PLANNED, page=False),
    "intake_apply": Route(f"{_IMPORT}apply/", CARD_FORM, CARD_CHANGE, stage=Stage.PLANNED),
    "intake_undo": Route(f"{_IMPORT}undo/", CARD_FORM, CARD_CHANGE, stage=Stage.APPLIED),
    "intake_cancel": Route(f"{_IMPORT}cancel/", CARD_FORM, CARD_CHANGE, stage=Stage.RECEIVED),
    "edits": Route("people/history/", LAO, LAO),
    "edits_export": Route("people/history/export/", LAO, page=False),
    # between registers
    "transfers": Route("people/transfers/", ALL),
    "transfers_export": Route("people/transfers/export/", ALL, page=False),
    "release": Route(f"{_CARD}release/", CARD_FORM, CARD_CHANGE),
    "transfer_accept": Route(f"{_TRANSFER}accept/", CARD_FORM, CARD_CHANGE, stage=Stage.RELEASED),
    "transfer_decline": Route(f"{_TRANSFER}decline/", CARD_FORM, CARD_CHANGE, stage=Stage.RELEASED),
    "transfer_withdraw": Route(
        f"{_TRANSFER}withdraw/", CARD_FORM, CARD_CHANGE, stage=Stage.RELEASED
    ),
    "transfer_settle": Route(f"{_TRANSFER}settle/", changes=CARD_FORM, stage=Stage.MOVED),
    "card": Route(_CARD, CARD),
    "card_edits": Route(f"{_CARD}history/", CARD, CARD),
    "card_edits_export": Route(f"{_CARD}history/export/", CARD, page=False),
    "people_print": Route("people/print/", LAO, LAO_CHANGES),
    "batches": Route("people/printing/", LAO, stage=Stage.PRINTED),
    "batch": Route("people/printing/<uuid:batch_id>/", BATCH, stage=Stage.PRINTED),
    "batch_file": Route(
        "people/printing/<uuid:batch_id>/file/", BATCH, stage=Stage.PRINTED, page=False
    ),
    "card_print": Route(f"{_CARD}print/", CARD, CARD_PRINT),
    "card_continue": Route(f"{_CARD}print/continuation/", CARD_FORM, CARD_CHANGE),
    "card_past": Route(f"{_CARD}past/", CARD),
    "card_section": Route(_SECTION, CARD),
    "file": Route(f"{_CARD}files/<uuid:file_id>/", CARD, page=False),
    "national_id_correct": Route(f"{_CARD}national-id/", CARD_FORM, CARD_CHANGE),
    "person_remove": Route(f"{_CARD}remove/", CARD_FORM, CARD_CHANGE, Stage.BARE, "bare"),
    "service_end": Route(f"{_CARD}service/end/", CARD_FORM, CARD_CHANGE),
    "service_resume": Route(f"{_CARD}service/resume/", CARD_FORM, CARD_CHANGE, card="ended"),
    "service_return": Route(f"{_CARD}service/return/", CARD_FORM, CARD_CHANGE, card="ended"),
    "line_add": Route(f"{_SECTION}add/", CARD_FORM, CARD_CHANGE),
    "line_check_new": Route(f"{_SECTION}check/", {}, CARD_FORM),
    "line_check": Route(f"{_LINE}check/", {}, {**CARD_FORM, **MIXED_LINE}),
    "line_edit": Route(_LINE, {**CARD_FORM, **MIXED_LINE}, {**CARD_CHANGE, **MIXED_LINE}),
    "line_forward": Route(
        f"{_LINE}forward/", {**CARD_FORM, **MIXED_LINE}, {**CARD_CHANGE, **MIXED_LINE}
    ),
    "line_remove": Route(
        f"{_LINE}remove/", {**CARD_FORM, **MIXED_LINE}, {**CARD_CHANGE, **MIXED_LINE}
    ),
    "nothing": Route(f"{_SECTION}nothing/", {}, CARD_CHANGE, Stage.BARE, "bare"),
    "nothing_withdraw": Route(
        f"{_SECTION}nothing/withdraw/", {}, CARD_CHANGE, Stage.NOTHING, "bare"
    ),
}
