"""The compound file that .xls is: its streams by name, as far as judging it needs them."""

import struct
from typing import Final

from kp7.intake.reading.refusals import BookRefused, Why

_HEADER: Final = 512
_END: Final = 0xFFFFFFFA  # from here on numbers of sectors are marks
_ENTRY: Final = 128
_STREAM: Final = 2
_ROOT: Final = 5
_IN_HEADER: Final = 109
_MOST_NAME: Final = 64


class CompoundFile:
    """A compound file of which streams can be read."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._open()
        except struct.error as broken:
            raise BookRefused(Why.BROKEN) from broken

    def _open(self) -> None:
        power, mini_power = struct.unpack_from("<HH", self._content, 30)
        if power not in {9, 12} or mini_power != 6:  # noqa: PLR2004  the format's own two sizes
            raise BookRefused(Why.BROKEN)
        self._size, self._mini_size = 1 << power, 1 << mini_power
        directory, _, self._mini_below, mini_start = struct.unpack_from("<IIII", self._content, 48)
        self._table = self._sectors_table()
        self._entries = self._directory(directory)
        self._mini_table = self._numbers(self._chained(mini_start))
        self._mini = b""

    @property
    def names(self) -> frozenset[str]:
        """The names of all that is in it, in small letters."""
        return frozenset(name.lower() for name, _, _, _ in self._entries)

    def stream(self, name: str) -> bytes:
        """The content of a stream; b"" where there is none."""
        for own, kind, start, size in self._entries:
            if own.lower() == name and kind == _STREAM:
                if size < self._mini_below:
                    return self._small(start, size)
                return self._chained(start)[:size]
        return b""

    def _small(self, start: int, size: int) -> bytes:
        if not self._mini:
            root = next((one for one in self._entries if one[1] == _ROOT), None)
            self._mini = self._chained(root[2]) if root else b""
        found = b"".join(
            self._mini[number * self._mini_size : (number + 1) * self._mini_size]
            for number in self._chain(start, self._mini_table)
        )
        return found[:size]

    def _sectors_table(self) -> tuple[int, ...]:
        """Read the table that chains sectors; its own places begin in the header."""
        places = list(struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76))
        further, count = struct.unpack_from("<II", self._content, 68)
        each = self._size // 4
        for _ in range(min(count, len(self._content) // self._size + 1)):
            if further >= _END:
                break
            numbers = self._numbers(self._sector(further))
            if len(numbers) < each:
                raise BookRefused(Why.BROKEN)
            places += numbers[: each - 1]
            further = numbers[each - 1]
        return self._numbers(b"".join(self._sector(one) for one in places if one < _END))

    def _directory(self, start: int) -> list[tuple[str, int, int, int]]:
        content, found = self._chained(start), []
        for place in range(0, len(content) - _ENTRY + 1, _ENTRY):
            entry = content[place : place + _ENTRY]
            length = min(struct.unpack_from("<H", entry, 64)[0], _MOST_NAME)
            name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", entry, 116)
            found.append((name, entry[66], first, size))
        return found

    def _chained(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._chain(start, self._table))

    def _chain(self, start: int, table: tuple[int, ...]) -> list[int]:
        """Follow a chain to its end; one that returns to itself is broken."""
        found: list[int] = []
        number = start
        while number < _END:
            if number >= len(table) or len(found) > len(table):
                raise BookRefused(Why.BROKEN)
            found.append(number)
            number = table[number]
        return found

    def _sector(self, number: int) -> bytes:
        begin = max(self._size, _HEADER) + number * self._size
        return self._content[begin : begin + self._size]

    @staticmethod
    def _numbers(content: bytes) -> tuple[int, ...]:
        count = len(content) // 4
        return struct.unpack_from(f"<{count}I", content)
