"""Papers that few may see: scans of letters, photos of notes. They lie in a folder of their own, which no view of uploads reaches.

A room names its files by ``place`` in a ``FileField`` with ``PrivateStorage``, checks what is uploaded with ``checked``, and shows
it by ``answer`` to whom it has let through. A file goes with its row: by ``erase``, and by ``sweep`` where a process was killed.
"""

import datetime as dt
import hashlib
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from media import pictures
from media.errors import BadFile

MOST_BYTES = 10 * 1024 * 1024
LEFT_BEHIND = dt.timedelta(days=1)
"""A file that no row names for so long never had one, or has none any more."""

_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
}
ACCEPT = ",".join(sorted(_TYPES.values()))


class PrivateStorage(FileSystemStorage):
    """Files below ``PRIVATE_ROOT``, for their owner on the machine alone; they have no address."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).absolute())

    def url(self, name: str | None) -> str:
        raise ValueError("Private files have no address.")


@dataclass(frozen=True)
class Scan:
    """An upload that was found to be a PDF or a picture; ``extension`` is that of its content, whatever it was called."""

    content: bytes
    extension: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def keep_in(self, field: FieldFile) -> None:
        """Writes the file; its row is still to be saved."""
        field.save(f"scan.{self.extension}", ContentFile(self.content), save=False)


def checked(upload: IO[bytes], size: int, *, pdf: bool = True) -> Scan:
    """What was uploaded, a picture without what a camera wrote into it. Raises ``BadFile`` with one sentence."""
    if size > MOST_BYTES:
        raise BadFile(_("The file is larger than %(most)d MB.") % {"most": MOST_BYTES >> 20})
    upload.seek(0)
    content = upload.read(MOST_BYTES + 1)
    upload.seek(0)
    if pdf and content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            raise BadFile(_("The PDF is damaged or cut off. Please scan it again."))
        return Scan(content, "pdf")
    pictures.check(upload)
    with pictures.opened(upload) as image:
        extension = pictures.extension_of(image)
    return Scan(pictures.upright_without_notes(content), extension)


def place(folder: str, filename: str) -> str:
    """A name in the folder that tells nothing and that nobody guesses."""
    return f"{folder}/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()}"


def answer(name: str, called: str) -> FileResponse:
    """The file for somebody who may see it: a picture in the browser, a PDF to be saved, kept by no cache. ``called`` is its
    name without an ending. Raises ``Http404`` where it is gone."""
    extension = PurePath(name).suffix.removeprefix(".")
    try:
        file = PrivateStorage().open(name, "rb")
    except OSError:
        raise Http404 from None
    content_type = _TYPES.get(extension, "application/octet-stream")
    response = FileResponse(
        file,
        filename=f"{called}.{extension}",
        content_type=content_type,
        as_attachment=not content_type.startswith("image/"),
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Referrer-Policy"] = "no-referrer"
    return response


def erase(names: Iterable[str]) -> None:
    """Erases the files once the transaction that takes their rows away is stored."""
    gone = [str(name) for name in names if name]

    def now() -> None:
        for name in gone:
            PrivateStorage().delete(name)

    if gone:
        transaction.on_commit(now)


def sweep() -> int:
    """Erases files that no row names; how many. Called by the worker."""
    root = Path(settings.PRIVATE_ROOT)
    before = time.time() - LEFT_BEHIND.total_seconds()
    old = [path for path in root.rglob("*") if path.is_file() and path.stat().st_mtime < before]
    known = set(_known()) if old else set()
    gone = [path for path in old if path.relative_to(root).as_posix() not in known]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _known() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField) and isinstance(field.storage, PrivateStorage):
                rows: Any = model._base_manager.exclude(**{field.name: ""})
                yield from rows.values_list(field.name, flat=True)
