"""Whatever a card can hold is printed, or refused with a sentence: never an error, never a box."""

import random
import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import models

from kp7.personnel.fields import CodeField, PartialDateField, StoredFileField
from kp7.personnel.record import Line, Record, Value
from kp7.personnel.sections import LISTS, PERSONAL, Section
from kp7.printing import cards
from kp7.printing.cards import Digits, Options
from kp7.thai.calendar import PartialDate
from kp7.thai.text import fold
from tests.personnel.records import record, table
from tests.printing.examples import NOW, paper

THAI = "กขคงจชซดตถทนบปผพมยรลวสหอะาิีึืุูเแโใไำ่้๊๋์็ัํฺฯๆ๏ 0123456789๐๑๒./-()"
MARKUP = "\"'#$*_<>@\\`~=[]{}%&|+^"
ALPHABETS = (THAI, THAI, THAI + MARKUP, "ก", "x", "9", "่้", "ก่้ ")


class Chance:
    """Columns filled with anything that they can hold; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  no secret

    def card(self) -> Record:
        """A card with anything on it."""
        lines = {one.code: self._lines(one, self._random.choice((0, 1, 2, 6))) for one in LISTS}
        (personal,) = self._lines(PERSONAL, 1)
        return record(
            personal=personal.values,
            appointments=lines["appointments"],
            education=lines["education"],
            others=lines,
        )

    def _lines(self, section: Section, count: int) -> list[Line]:
        return [
            Line(uuid.uuid4(), {one.attname: self._value(one) for one in section.stored()})
            for _ in range(count)
        ]

    def _value(self, column: "models.Field[Any, Any]") -> Value:  # noqa: PLR0911  one a class
        pick = self._random.choice
        match column:
            case StoredFileField():
                return pick((None, uuid.uuid4()))
            case PartialDateField():
                return pick(
                    (None, PartialDate(1960), PartialDate(1960, 3), PartialDate(1960, 3, 5))
                )
            case CodeField():
                return pick(("", "unknown", *table(str(column.table))))
            case models.CharField() if column.choices:
                return str(pick(("", *dict(column.flatchoices))))
            case models.CharField():
                return self._text(column.max_length or 0)
            case models.BooleanField():
                return pick((True, False))
            case models.DecimalField():
                return pick(
                    (None, Decimal(0), Decimal("99.99"), Decimal("9999999.90"), Decimal("NaN"))
                )
            case models.DateField():
                return pick((None, date(1880, 1, 1), date(2010, 10, 1), date(2106, 12, 31)))
            case _:
                return pick((None, 0, 1, 1950, 2020, 32767))

    def _text(self, most: int) -> str:
        letters = self._random.choice(ALPHABETS)
        length = self._random.choice((0, 1, 5, most, self._random.randint(0, most)))
        return fold("".join(self._random.choices(letters, k=length)))[:most]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_anything_is_printed(seed: int) -> None:
    card = paper(Chance(seed).card(), photographs=seed % 8, reads_sensitive=bool(seed % 2))
    digits = Digits.THAI if seed % 3 else Digits.ARABIC
    assert cards.card_pdf(card, Options(digits=digits, certified_copy=True), moment=NOW)
    for place in cards.places(card, Options(digits=digits)):
        assert 1 <= place.first <= place.last <= cards.ROWS
