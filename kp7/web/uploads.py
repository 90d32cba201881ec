"""Files on their way in: measured while they come, read before they count, kept over a mistake."""

import datetime as dt
import re
import tempfile
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Final, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from kp7.personnel.files.kinds import MediaType, Purpose
from kp7.personnel.files.reading import ReadFile, read
from kp7.personnel.files.refusals import TOO_LARGE, FileRefused
from kp7.personnel.stored_files import FileFacts
from kp7.web import errors, sessions
from kp7.web.models import ChosenFile
from kp7.web.request import OfficerRequest

MOST_OF_A_FILE: Final = max(purpose.most_bytes for purpose in Purpose)
MOST_OF_A_BODY: Final = 100_000_000
IN_MEMORY: Final = 1_000_000
KEPT: Final = "_kept"
ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEPT_FOR: Final = dt.timedelta(hours=24)
BODY_TOO_LARGE: Final = (
    "ไฟล์ที่ส่งมาใหญ่เกินกว่าที่ระบบจะรับได้ จึงยังไม่มีการบันทึกข้อมูล เอกสารต้องไม่เกิน 10 เมกะไบต์ "
    "รูปถ่ายไม่เกิน 5 เมกะไบต์ และไฟล์ Excel ไม่เกิน 20 เมกะไบต์ กรุณากดปุ่มย้อนกลับ ย่อหรือแบ่งไฟล์ แล้วส่งใหม่"
)
MOST_OF_PAGE: Final = "kp7_most_of_a_file"
NO_FILE: Final = "กรุณาเลือกไฟล์"
HINTS: Final[Mapping[Purpose, str]] = {
    Purpose.PHOTOGRAPH: "JPEG หรือ PNG ไม่เกิน 5 เมกะไบต์ ระบบลบพิกัดและข้อมูลแฝงในรูปให้",
    Purpose.DOCUMENT: "PDF, JPEG หรือ PNG ไม่เกิน 10 เมกะไบต์",
}

if TYPE_CHECKING:
    Upload = UploadedFile[bytes]  # the stubs alone have its parameter
else:
    Upload = UploadedFile

GetResponse = Callable[[HttpRequest], HttpResponseBase]
Files = MultiValueDict[str, Upload]


class BodyLimitMiddleware:
    """Answer a body that no form of ours sends without reading it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at the length that was announced; no more than that is ever read."""
        announced = str(request.META.get("CONTENT_LENGTH") or "0")
        if announced.isdigit() and int(announced) > MOST_OF_A_BODY:
            return errors.static_page(request, BODY_TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self.get_response(request)


Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])


def takes_up_to(most: int) -> Callable[[Page], Page]:
    """Let a page, and no other, be sent files of up to so many bytes."""

    def marked(page: Page) -> Page:
        setattr(page, MOST_OF_PAGE, most)
        return page

    return marked


def most_for(request: HttpRequest | None) -> int:
    """Return how many bytes a file may have on the page that a request is for."""
    asked = request.resolver_match if request else None
    return getattr(asked.func, MOST_OF_PAGE, MOST_OF_A_FILE) if asked else MOST_OF_A_FILE


class LimitedUpload(FileUploadHandler):
    """Keeps a file that may be taken, and of a larger one only its size."""

    file: "IO[bytes]"
    most: int

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # as Django gives them
        self.file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by the request
        self.most = most_for(self.request)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, while the file is not too large."""
        if start + len(raw_data) <= self.most + self.chunk_size:
            self.file.write(raw_data)
        else:
            self.file.truncate(0)

    def file_complete(self, file_size: int) -> Upload:
        """Give the file, or one that is empty and says how large it was."""
        self.file.seek(0)
        return Upload(self.file, self.file_name, self.content_type, file_size)

    def upload_interrupted(self) -> None:
        """Let go of half a file."""
        if hasattr(self, "file"):
            self.file.close()


class ReadUpload(Upload):
    """A file that was taken already, when its form came the first time."""

    def __init__(self, chosen: ChosenFile) -> None:
        super().__init__(name=chosen.name, size=len(chosen.content))
        self.chosen_id = chosen.id
        self.read_file = ReadFile(
            name=chosen.name,
            kind=MediaType(chosen.media_type),
            content=bytes(chosen.content),
            sha256=chosen.sha256,
            width=chosen.width,
            height=chosen.height,
            pages=chosen.pages,
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a form says of a file that need not be chosen again. `id` is of one not saved yet."""

    name: str
    url: str = ""
    id: uuid.UUID | None = None


class StoredFileInput(forms.FileInput):
    """A file input that says which file is there already."""

    template_name = "parts/file.html"
    chosen: Chosen | None = None

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, object]:
        """Give the template what is there."""
        return {**super().get_context(name, value, attrs), "chosen": self.chosen}

    def use_required_attribute(self, initial: object) -> bool:  # noqa: ARG002  Django's signature
        """Say in Thai, on the server, what is missing."""
        return False


class StoredFileField(forms.FileField):
    """A file of a card: read and written anew when its form is judged."""

    widget = StoredFileInput

    def __init__(self, purpose: Purpose, *, label: str, required: bool) -> None:
        super().__init__(label=label, required=required, help_text=HINTS[purpose])
        self.purpose = purpose
        self.widget.attrs["accept"] = ",".join(sorted(purpose.accepts))
        self.widget.attrs["data-most-bytes"] = str(purpose.most_bytes)
        self.widget.attrs["data-too-large"] = purpose.too_large.sentence

    def clean(
        self, data: Upload | None, initial: uuid.UUID | None = None
    ) -> ReadFile | uuid.UUID | None:
        """Read what was chosen; without a choice, what stands there stays."""
        if data is None:
            if initial is None and self.required:
                raise ValidationError(NO_FILE, code="required")
            return initial
        if isinstance(data, ReadUpload):
            return data.read_file
        if (data.size or 0) > self.purpose.most_bytes:
            too_large = self.purpose.too_large
            raise ValidationError(too_large.sentence, code=too_large)
        try:
            return read(data.read(), name=data.name or "", purpose=self.purpose)
        except FileRefused as refused:
            raise ValidationError(refused.sentence, code=refused.why) from refused


def file_fields(form: forms.Form) -> dict[str, StoredFileField]:
    """Return the fields of a form that take a file."""
    return {
        name: field for name, field in form.fields.items() if isinstance(field, StoredFileField)
    }


def received(request: OfficerRequest, data: QueryDict) -> Files:
    """Return the files of a form: those just sent, and those that were taken before a mistake."""
    files: Files = request.FILES.copy()
    for name, chosen_id in _ids(data).items():
        if name not in files and (chosen := _mine(request).filter(id=chosen_id).first()):
            files[name] = ReadUpload(chosen)
    return files


def _ids(data: QueryDict) -> dict[str, uuid.UUID]:
    """Return what a form says of files that were taken already, by field."""
    given = {name.removesuffix(KEPT): str(said) for name, said in data.items() if KEPT in name}
    return {name: uuid.UUID(said) for name, said in given.items() if ID.fullmatch(said)}


def _mine(request: OfficerRequest) -> QuerySet[ChosenFile]:
    return ChosenFile.objects.filter(**_officer(request))


def _officer(request: OfficerRequest) -> dict[str, uuid.UUID]:
    holder = sessions.holder_of(request.session)
    return {"post_id": holder.post_id, "holding_id": holder.holding_id}


def describe(
    request: OfficerRequest,
    form: forms.Form,
    stored: Mapping[uuid.UUID, FileFacts],
    url: Callable[[uuid.UUID], str],
) -> None:
    """Have each file field say what is there: taken before a mistake, else as it stands."""
    for name, field in file_fields(form).items():
        taken = form.cleaned_data.get(name) if form.is_bound and form.errors else None
        assert isinstance(field.widget, StoredFileInput)  # noqa: S101  as the field makes it
        if isinstance(taken, ReadFile):
            field.widget.chosen = Chosen(taken.name, id=_keep(request, form.files[name], taken))
        elif (there := stored.get(form.get_initial_for_field(field, name))) is not None:
            field.widget.chosen = Chosen(there.name, url(there.id))


def _keep(request: OfficerRequest, upload: Upload, taken: ReadFile) -> uuid.UUID:
    """Keep a file that was taken until its form is mended; the last of a page replaces others."""
    if isinstance(upload, ReadUpload):
        return upload.chosen_id
    ChosenFile.objects.filter(chosen_at__lt=timezone.now() - KEPT_FOR).delete()
    _mine(request).filter(path=request.path[:300]).delete()
    return ChosenFile.objects.create(
        **_officer(request),
        path=request.path[:300],
        name=taken.name,
        media_type=taken.kind,
        content=taken.content,
        sha256=taken.sha256,
        width=taken.width,
        height=taken.height,
        pages=taken.pages,
        chosen_at=timezone.now(),
    ).id


def forget(request: OfficerRequest) -> None:
    """Let go of a file that its line holds now."""
    if chosen := _ids(request.POST):
        _mine(request).filter(id__in=chosen.values()).delete()


def wrong_status(form: forms.Form) -> int:
    """Return the status of a form that is to be mended: 413 where a file was too large."""
    codes = {
        error.code for name in file_fields(form) for error in form.errors.as_data().get(name, [])
    }
    if codes & TOO_LARGE:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return HTTPStatus.UNPROCESSABLE_ENTITY
