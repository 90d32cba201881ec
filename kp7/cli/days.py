"""A day as an operator types it."""

from datetime import date
from typing import Final

import click

from kp7.thai.calendar import DateRefused, parse_date

BUDDHIST: Final = 2400  # years that only the Buddhist era has reached
FORMS: Final = "2027-08-22, 22/08/2570 or 22 ส.ค. 2570"


class Day(click.ParamType[date]):
    """A day: common era in ISO's order, พ.ศ. in the Thai one."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read what was typed."""
        if isinstance(value, date):
            return value
        typed = str(value).strip()
        try:
            found = date.fromisoformat(typed)
        except ValueError:
            return self._thai(typed, param, ctx)
        if found.year >= BUDDHIST:
            self.fail(
                f"the year {found.year} looks like พ.ศ.; write {found.year - 543}, or the day as "
                f"{found.day:02d}/{found.month:02d}/{found.year}.",
                param,
                ctx,
            )
        return found

    def _thai(self, typed: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return parse_date(typed)
        except DateRefused:
            self.fail(f"{typed!r} is not a day that can be read; write {FORMS}.", param, ctx)
