"""The 13-digit national id: valid says that it can exist, never that it does.

The check digit misses some swaps of two digits, and also single wrong ones: the third digit weighs
11, which is nothing modulo 11, and remainders 0 and 10 share the check digit 1.
"""

import re
from typing import Final

from kp7.refusal import Refusal
from kp7.thai.digits import to_arabic
from kp7.thai.text import fold

LENGTH: Final = 13

_SEPARATORS: Final = re.compile(r"[ \-\u2010-\u2015]+")
_DIGITS: Final = re.compile(r"[0-9]+")


class NationalIdRefused(Refusal):
    """The text is no national id; its sentence never repeats what was typed."""


def parse(text: str) -> str:
    """Read a national id as 13 digits from any of the ways in which it is typed.

    Dashes, spaces and Thai digits are welcome; raises NationalIdRefused for anything else.
    """
    digits = _SEPARATORS.sub("", to_arabic(fold(text)))
    if not digits:
        raise NationalIdRefused("กรุณากรอกเลขประจำตัวประชาชน 13 หลัก เช่น 1-2345-67890-12-1")
    if not _DIGITS.fullmatch(digits):
        raise NationalIdRefused("เลขประจำตัวประชาชนต้องเป็นตัวเลขเท่านั้น (มีขีดคั่นได้) เช่น 1-2345-67890-12-1")
    if len(digits) != LENGTH:
        raise NationalIdRefused(
            f"เลขประจำตัวประชาชนต้องมี 13 หลัก แต่ท่านกรอก {len(digits)} หลัก "
            "กรุณาตรวจอีกครั้ง เช่น 1-2345-67890-12-1"
        )
    if digits[-1] != check_digit(digits[:-1]):
        raise NationalIdRefused(
            "เลขประจำตัวประชาชนไม่ถูกต้อง (เลขหลักสุดท้ายไม่ตรงกับเลขหลักอื่น) กรุณาตรวจกับบัตรประชาชนอีกครั้ง"
        )
    return digits


def is_valid(digits: str) -> bool:
    """Tell whether these are 13 Arabic digits, the last of which follows from the others."""
    return (
        len(digits) == LENGTH
        and _DIGITS.fullmatch(digits) is not None
        and digits[-1] == check_digit(digits[:-1])
    )


def check_digit(first12: str) -> str:
    """Compute the last digit: (11 - sum of digit x (14 - place) mod 11) mod 10."""
    total = sum(int(digit) * (LENGTH - place) for place, digit in enumerate(first12))
    return str((11 - total % 11) % 10)


def formatted(digits: str) -> str:
    """Write the id as the card does: 1-2345-67890-12-1."""
    return "-".join((digits[0], digits[1:5], digits[5:10], digits[10:12], digits[12]))


def masked(digits: str) -> str:
    """Write the id for those who need not read it: 1-2345-xxxxx-xx-1."""
    return f"{digits[0]}-{digits[1:5]}-xxxxx-xx-{digits[12]}"
