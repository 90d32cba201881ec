"""The printing room's own words."""

from enum import StrEnum


class What(StrEnum):
    """How much of a card is printed."""

    WHOLE = "whole"
    CONTINUATION = "continuation"

    @property
    def label(self) -> str:
        """What an office calls it."""
        return _WHATS[self]


class Bundle(StrEnum):
    """What the cards of many people come as."""

    PDF = "pdf"
    ZIP = "zip"

    @property
    def label(self) -> str:
        """What a form calls it."""
        return _BUNDLES[self]

    @property
    def media_type(self) -> str:
        """The type a browser is told."""
        return f"application/{self.value}"


_WHATS = {What.WHOLE: "ทั้งฉบับ", What.CONTINUATION: "ใบต่อ"}
_BUNDLES = {Bundle.PDF: "PDF ไฟล์เดียว", Bundle.ZIP: "ZIP แยกไฟล์รายคน"}
