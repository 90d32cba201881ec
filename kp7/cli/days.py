"""A day as an operator types it."""

from datetime import date
from typing import Final, TypeVar

import click

from kp7.thai.calendar import DateRefused, parse_date

BUDDHIST: Final = 2400  # years that only the Buddhist era has reached
AnyDay = TypeVar("AnyDay", bound=date)
FORMS: Final = "2027-08-22, 22/08/2570 or 22 ส.ค. 2570"


class Day(click.ParamType[date]):
    """A day: common era in ISO's order, พ.ศ. in the Thai one."""

    name = "date"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,  # noqa: ARG002  click's signature
        ctx: click.Context | None,  # noqa: ARG002  click's signature
    ) -> date:
        """Read what was typed."""
        if isinstance(value, date):
            return value
        typed = str(value).strip()
        try:
            return common_era(date.fromisoformat(typed))
        except ValueError:
            return thai_day(typed, FORMS)


def common_era(found: AnyDay) -> AnyDay:
    """Refuse a year of พ.ศ. in ISO's order: it is a day five centuries ahead."""
    if found.year >= BUDDHIST:
        raise click.BadParameter(
            f"the year {found.year} looks like พ.ศ.; write {found.year - 543}, or the day as "
            f"{found.day:02d}/{found.month:02d}/{found.year}."
        )
    return found


def thai_day(typed: str, forms: str) -> date:
    """Read a day as Thais write it, or refuse it naming the `forms` that can be read."""
    try:
        return parse_date(typed)
    except DateRefused as refused:
        raise click.BadParameter(
            f"{typed!r} is not a day that can be read; write {forms}."
        ) from refused
