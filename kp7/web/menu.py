"""What each role finds in the main menu and, to its left, beneath it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from django.urls import NoReverseMatch, reverse

from kp7.organizations.terms import Role

LAO: Final = frozenset({Role.LAO_RECORDER, Role.LAO_CERTIFIER})
ABOVE: Final = frozenset({Role.PROVINCE_OFFICER, Role.DLA_OFFICER, Role.AUDITOR})
EVERYONE: Final = LAO | ABOVE


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a menu; `current` is "page" on its own page, "true" on those beneath it."""

    label: str
    name: str
    roles: frozenset[Role] = EVERYONE
    icon: str = ""
    items: Sequence["Item"] = field(default=())
    url: str = ""
    current: str = ""


MAIN: Final = (
    Item("หน้าแรก", "home"),
    Item(
        "ข้อมูลบุคลากร ก.พ.7",
        "people",
        LAO,
        items=(
            Item("นำเข้าจาก Excel", "intake", LAO),
            Item("ตรวจสอบข้อมูล", "findings", LAO, "search"),
            Item(
                "กรอบอัตรากำลัง",
                "establishment",
                LAO,
                items=(Item("แผนอัตรากำลัง 3 ปี", "establishment_plan", LAO, "clock-history"),),
            ),
            Item("โอนย้าย", "transfers", LAO),
            Item("ประวัติการแก้ไข", "edits", LAO),
            Item("งานพิมพ์", "batches", LAO, "printer"),
        ),
    ),
    Item(
        "ระบบรับรองข้อมูล",
        "certification",
        items=(
            Item(
                "ดำเนินการ(อปท.)",
                "certification_lao",
                LAO,
                items=(
                    Item("รับรองข้อมูลระดับ อปท.", "certification_lao_review", LAO, "shield-check"),
                    Item("ประวัติการรับรองข้อมูล", "certification_history", LAO, "clock-history"),
                ),
            ),
            Item("ดำเนินการ(จังหวัด)", "certification_province", ABOVE),
        ),
    ),
    Item("ผู้เข้าดูข้อมูล", "lookers", LAO),
    Item("โอนย้าย", "transfers", ABOVE),
    Item("งานเบื้องหลัง", "jobs"),
    Item("ตารางรหัส", "code_tables", ABOVE),
)


def address(name: str) -> str | None:
    """Return the address of a page, or nothing while it has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


@lru_cache(maxsize=64)
def items_of(role: Role, items: tuple[Item, ...] = MAIN) -> tuple[Item, ...]:
    """Return the items that this role sees and that lead somewhere."""
    return tuple(
        replace(item, url=url, items=items_of(role, tuple(item.items)))
        for item in items
        if role in item.roles and (url := address(item.name)) is not None
    )


def marked(items: Sequence[Item], path: str) -> tuple[Item, ...]:
    """Mark the item whose address is the longest beginning of `path`."""
    best = max((item.url for item in items if path.startswith(item.url)), key=len, default=None)
    return tuple(
        replace(
            item,
            current=("page" if item.url == path else "true") if item.url == best else "",
            items=marked(item.items, path),
        )
        for item in items
    )


def main_menu(role: Role, path: str) -> tuple[Item, ...]:
    """Return the main menu of a role, the item of the page `path` marked."""
    return marked(items_of(role), path)


def side_menu(menu: Sequence[Item]) -> Sequence[Item]:
    """Return the groups of the left menu: what lies beneath the marked item."""
    return next((item.items for item in menu if item.current), ())
