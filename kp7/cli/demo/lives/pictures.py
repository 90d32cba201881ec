"""Pictures and papers of a handful of people: drawn, not taken, and plainly nobody's."""

import struct
import uuid
import zlib
from random import Random

from kp7.cli.demo.lives.chances import Values
from kp7.cli.demo.orders import BUDDHIST
from kp7.cli.demo.people import PEOPLE_AT_MOST, Kept, Person, Place

# Where the first few of the list, who lead the office, have pictures on their cards.
PICTURED = frozenset(("6830306", "6810106", "5830104"))
HOW_MANY = 4
WIDTH, HEIGHT = 120, 150
YEARS = (2020, 2025)
COLOURS = ((221, 233, 242), (236, 230, 215), (222, 236, 222))
PAGE = b"q 0.8 g 60 60 475 722 re f Q 0 g BT /F1 28 Tf 120 420 Td (SAMPLE - KP7 DEMO) Tj ET"


def is_pictured(person: Person, place: Place) -> bool:
    """Tell whether somebody's card has pictures."""
    return place.code in PICTURED and person.number % PEOPLE_AT_MOST < HOW_MANY


def photographs(random: Random) -> list[tuple[Kept, Values]]:
    """Return a portrait of each of two years, with its line."""
    found: list[tuple[Kept, Values]] = []
    for year in YEARS:
        file = Kept(
            id=_id(random),
            name=f"รูปถ่าย {year + BUDDHIST}.png",
            media_type="image/png",
            content=_portrait(random),
            width=WIDTH,
            height=HEIGHT,
            pages=None,
        )
        found.append((file, {"taken_year": year, "file": file.id}))
    return found


def paper_of_appointment(random: Random, person: Person) -> tuple[Kept, Values]:
    """Return the order of the first appointment, as it would be scanned, with its line."""
    first = person.appointments[0]
    file = Kept(
        id=_id(random),
        name="คำสั่งบรรจุแต่งตั้ง.pdf",
        media_type="application/pdf",
        content=_page(person.number),
        width=None,
        height=None,
        pages=1,
    )
    return file, {
        "kind": "f07",
        "title": "คำสั่งบรรจุและแต่งตั้ง",
        "document_number": f"คำสั่ง {first.document_issuer} ที่ {first.document_number}",
        "document_date": first.document_date,
        "file": file.id,
        "note": "ข้อมูลสาธิต",
    }


def _id(random: Random) -> uuid.UUID:
    return uuid.UUID(int=random.getrandbits(128), version=4)


def _portrait(random: Random) -> bytes:
    """Draw a head and shoulders without a face."""
    background = random.choice(COLOURS)
    coat = tuple(random.randint(30, 120) for _ in range(3))
    head = (224, 190, 160)
    rows = bytearray()
    for y in range(HEIGHT):
        rows.append(0)  # no filter
        for x in range(WIDTH):
            from_middle = ((x - 60) / 26) ** 2 + ((y - 58) / 34) ** 2
            shoulders = ((x - 60) / 54) ** 2 + ((y - 150) / 52) ** 2
            rows += bytes(head if from_middle < 1 else coat if shoulders < 1 else background)
    return _png(bytes(rows))


def _png(rows: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def _page(number: int) -> bytes:
    """Write a PDF of one page that says what it is."""
    drawn = PAGE + f" % {number}".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for index, said in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (index, said)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(written)
