"""A PDF read to its last object, judged, and written anew with its pages alone.

Runs in the process of `child` only.
"""

import io
import zlib
from collections.abc import Iterator
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from kp7.personnel.files.kinds import MOST_PIXELS, MediaType
from kp7.personnel.files.refusals import FileRefused, Why
from kp7.personnel.files.rewritten import Rewritten

MOST_PAGES: Final = 200
MOST_OBJECTS: Final = 20_000
MOST_VALUES: Final = 400_000
DEEPEST: Final = 60
MOST_UNPACKED: Final = 400_000_000  # of the whole document, in bytes
MOST_PIXELS_A_PAGE: Final = 3 * MOST_PIXELS  # a page of A3 at 600 dots an inch is 70 million
CHUNK: Final = 1 << 20

ACTIONS: Final = {
    "/JavaScript": Why.SCRIPT,
    "/Launch": Why.ACTION,
    "/SubmitForm": Why.ACTION,
    "/ImportData": Why.ACTION,
    "/GoToE": Why.ATTACHMENT,
    "/Rendition": Why.MEDIA,
    "/Movie": Why.MEDIA,
    "/Sound": Why.MEDIA,
    "/GoTo3DView": Why.MEDIA,
    "/RichMediaExecute": Why.MEDIA,
}
LEADS_OUT: Final = frozenset({"/URI", "/GoToR"})  # harmless as a link, which is not kept either
KEYS: Final = {
    "/JS": Why.SCRIPT,
    "/JavaScript": Why.SCRIPT,
    "/XFA": Why.FORM,
    "/EF": Why.ATTACHMENT,
    "/EmbeddedFiles": Why.ATTACHMENT,
    "/RichMediaContent": Why.MEDIA,
}
SUBTYPES: Final = {
    "/FileAttachment": Why.ATTACHMENT,
    "/RichMedia": Why.MEDIA,
    "/Screen": Why.MEDIA,
    "/Movie": Why.MEDIA,
    "/Sound": Why.MEDIA,
    "/3D": Why.MEDIA,
}
KEPT_OF_ROOT: Final = frozenset({"/Type", "/Pages", "/Lang", "/OCProperties"})
DROPPED_OF_PAGES: Final = ("/AA", "/Annots", "/Metadata", "/PieceInfo", "/Thumb", "/PresSteps")


def rewrite(content: bytes) -> Rewritten:
    """Read a PDF, refuse it or write its pages anew."""
    try:
        with Pdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise FileRefused(Why.ENCRYPTED)
            pages = _check(pdf)
            return _written(pdf, pages)
    except pikepdf.PasswordError as locked:
        raise FileRefused(Why.ENCRYPTED) from locked
    except (
        *(pikepdf.PdfError, pikepdf.ForeignObjectError, RuntimeError, AttributeError),
        *(ValueError, TypeError, KeyError, IndexError),
    ) as broken:  # a page tree that is none, and its kin
        raise FileRefused(_broken(content)) from broken


def _broken(content: bytes) -> Why:
    """Tell a locked document, for which no key can be made here, from a damaged one."""
    return Why.ENCRYPTED if b"/Encrypt" in content else Why.BROKEN_DOCUMENT


def _check(pdf: Pdf) -> int:
    """Refuse what a scanned or printed document does not hold; return the number of pages."""
    if len(pdf.objects) > MOST_OBJECTS:
        raise FileRefused(Why.TOO_MANY_PARTS)
    unpacked = 0
    for count, value in enumerate(_values(pdf)):
        if count > MOST_VALUES:
            raise FileRefused(Why.TOO_MANY_PARTS)
        if isinstance(value, Stream):
            unpacked += _unpacked(value, MOST_UNPACKED - unpacked)
    _check_form(pdf.Root)
    pages = len(pdf.pages)
    if pages == 0:
        raise FileRefused(Why.BROKEN_DOCUMENT)
    if pages > MOST_PAGES:
        raise FileRefused(Why.TOO_MANY_PAGES)
    return pages


def _values(pdf: Pdf) -> Iterator[Object]:
    """Walk every dictionary, stream and array of the file, referred to or not, and judge it."""
    waiting: list[tuple[Object, int]] = [(value, 0) for value in pdf.objects]
    waiting.append((pdf.trailer, 0))
    while waiting:
        value, depth = waiting.pop()
        if not isinstance(value, (Dictionary, Stream, Array)):
            continue
        if depth > DEEPEST:
            raise FileRefused(Why.TOO_MANY_PARTS)
        yield value
        if isinstance(value, Array):
            parts = list(value.as_list())
        else:
            _judge(value)
            parts = [part for _, part in value.items()]
        waiting.extend((part, depth + 1) for part in parts if _is_direct(part))


def _is_direct(part: object) -> bool:
    """Tell whether a value stands where it is found; the others have their turn by themselves."""
    return isinstance(part, (Dictionary, Stream, Array)) and not part.is_indirect


def _judge(value: Object) -> None:
    for key in value.keys():  # noqa: SIM118  no mapping of Python's
        if key in KEYS:
            raise FileRefused(KEYS[key])
    if isinstance(value, Stream) and "/F" in value:
        raise FileRefused(Why.ATTACHMENT)  # its content is in another file
    for key, reasons in (("/S", ACTIONS), ("/Subtype", SUBTYPES)):
        name = value.get(key)
        if isinstance(name, Name) and str(name) in reasons:
            raise FileRefused(reasons[str(name)])
    if value.get("/Type") == Name.EmbeddedFile:
        raise FileRefused(Why.ATTACHMENT)
    if _acts_by_itself(value):
        raise FileRefused(Why.ACTION)


def _acts_by_itself(value: Object) -> bool:
    """Tell whether opening the document, or a page of it, leads out of it."""
    events = value.get("/AA")
    actions = [value.get("/OpenAction")]
    if isinstance(events, Dictionary):
        actions += [action for _, action in events.items()]
    return any(
        isinstance(action, Dictionary) and str(action.get("/S")) in LEADS_OUT for action in actions
    )


def _check_form(root: Object) -> None:
    """Refuse a form whose reader has to draw what was typed: we could not show the same."""
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary) and bool(form.get("/NeedAppearances")):
        raise FileRefused(Why.FORM)


def _unpacked(stream: Object, room: int) -> int:
    """Return how large a stream is unpacked, refusing one that outgrows `room`."""
    if _number(stream.get("/Width")) * _number(stream.get("/Height")) > MOST_PIXELS_A_PAGE:
        raise FileRefused(Why.TOO_HEAVY)
    raw = stream.read_raw_bytes()
    size, kinds = len(raw), _filters(stream)
    while kinds and kinds[0] in {"/FlateDecode", "/Fl"}:
        inside_more = kinds[1:2] in (["/FlateDecode"], ["/Fl"], ["/LZWDecode"], ["/LZW"])
        raw, size = _inflated(raw, room, keep=inside_more)
        kinds = kinds[1:]
    if any(kind in {"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"} for kind in kinds):
        size = len(stream.read_bytes())  # bounded by the memory of `child`
    if size > room:
        raise FileRefused(Why.TOO_HEAVY)
    return size


def _filters(stream: Object) -> list[str]:
    named = stream.get("/Filter")
    if isinstance(named, Array):
        return [str(name) for name in named.as_list()]
    return [str(named)] if isinstance(named, Name) else []


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _inflated(raw: bytes, room: int, *, keep: bool) -> tuple[bytes, int]:
    """Unpack piece by piece: what comes out is counted, and kept only for the next filter."""
    unpacker, size, kept = zlib.decompressobj(), 0, bytearray()
    try:
        while raw and not unpacker.eof:
            piece = unpacker.decompress(raw, CHUNK)
            size += len(piece)
            if size > room:
                raise FileRefused(Why.TOO_HEAVY)
            if keep:
                kept += piece
            if not piece and not unpacker.unconsumed_tail:
                break
            raw = unpacker.unconsumed_tail
    except zlib.error:
        pass  # a reader shows what it could unpack so far, so do we
    return bytes(kept), size


def _written(pdf: Pdf, pages: int) -> Rewritten:
    """Draw annotations into their pages, drop all that is not a page, and write the file."""
    pdf.flatten_annotations("all")
    root = pdf.Root
    for key in set(root.keys()) - KEPT_OF_ROOT:
        del root[key]
    for page in pdf.pages:
        for key in DROPPED_OF_PAGES:
            if key in page.obj:
                del page.obj[key]
    del pdf.docinfo
    written = io.BytesIO()
    pdf.save(
        written,
        static_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=True,
        fix_metadata_version=False,
    )
    return Rewritten(written.getvalue(), MediaType.PDF, pages=pages)
