"""Amounts as people type them: baht, small numbers, counts; commas and Thai digits are welcome."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kp7.refusal import Refusal
from kp7.thai.digits import to_arabic
from kp7.thai.text import fold

BAHT_DIGITS: Final = 10  # with two decimals
NUMBER_DIGITS: Final = 5

_COMMAS: Final = re.compile(r"[,\s]")
_WITH_BAHT: Final = re.compile(r"[,\s]|บาท$")
_NEGATIVE: Final = re.compile(r"[-−]\d[\d.]*")
_MANY_DECIMALS: Final = re.compile(r"\d+\.\d{3,}")
_AMOUNT: Final = re.compile(r"\d+(\.\d{1,2})?")
_COUNT: Final = re.compile(r"[0-9]{1,6}")
_FROM_ONE: Final = re.compile(r"0{0,2}[1-9][0-9]{0,2}")


class AmountRefused(Refusal):
    """The text is no such amount."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said of an amount that cannot be taken."""

    invalid: str
    negative: str
    decimals: str
    too_large: str


BAHT: Final = Wording(
    invalid="จำนวนเงินต้องเป็นตัวเลข เช่น 15,060 หรือ 15,060.50",
    negative="จำนวนเงินต้องไม่ติดลบ",
    decimals="จำนวนเงินมีทศนิยมได้ไม่เกิน 2 ตำแหน่ง",
    too_large="จำนวนเงินมากเกินกว่าที่ระบบรับได้ กรุณาตรวจสอบ",
)
NUMBER: Final = Wording(
    invalid="กรุณากรอกเป็นตัวเลข เช่น 3 หรือ 0.5",
    negative="ต้องไม่ติดลบ",
    decimals="มีทศนิยมได้ไม่เกิน 2 ตำแหน่ง",
    too_large="ต้องไม่เกิน 999.99",
)
NO_COUNT: Final = "ต้องเป็นจำนวนเต็ม ไม่ติดลบ ไม่เกิน 6 หลัก เช่น 25"
NOT_FROM_ONE: Final = "กรุณากรอกเป็นเลขจำนวนเต็มตั้งแต่ 1 ขึ้นไป ไม่เกิน 999"


def parse_baht(text: str) -> Decimal | None:
    """Read an amount of baht, zero or more; None where nothing is written."""
    return _parsed(text, BAHT, BAHT_DIGITS)


def parse_number(text: str) -> Decimal | None:
    """Read a small number: days, a share, a score; None where nothing is written."""
    return _parsed(text, NUMBER, NUMBER_DIGITS)


def parse_count(text: str) -> int | None:
    """Read a whole number from zero up; None where nothing is written."""
    number = _COMMAS.sub("", to_arabic(fold(text)))
    if not number:
        return None
    if not _COUNT.fullmatch(number):
        raise AmountRefused(NO_COUNT)
    return int(number)


def parse_from_one(text: str) -> int | None:
    """Read a whole number from one up; None where nothing is written."""
    number = to_arabic(fold(text))
    if not number:
        return None
    if not _FROM_ONE.fullmatch(number):
        raise AmountRefused(NOT_FROM_ONE)
    return int(number)


def _parsed(text: str, wording: Wording, most_digits: int) -> Decimal | None:
    amount = _WITH_BAHT.sub("", to_arabic(fold(text)))
    if not amount:
        return None
    if _NEGATIVE.fullmatch(amount):
        raise AmountRefused(wording.negative)
    if _MANY_DECIMALS.fullmatch(amount):
        raise AmountRefused(wording.decimals)
    if not _AMOUNT.fullmatch(amount):
        raise AmountRefused(wording.invalid)
    number = Decimal(amount)
    if number >= Decimal(10) ** (most_digits - 2):
        raise AmountRefused(wording.too_large)
    return number.quantize(Decimal("0.01"))
