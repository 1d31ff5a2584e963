"""Holds the files of everything public against the digests that were sealed (``manage.py check_seals``)."""

import hashlib
from collections.abc import Iterator

from django.core.exceptions import SuspiciousFileOperation
from django.utils.translation import gettext as _

from cms.publication.models import Shelf

from .models import Paper, Photo, PublicationFile

_MODELS: dict[str, type[Photo] | type[Paper]] = {
    PublicationFile.Kind.PHOTO: Photo,
    PublicationFile.Kind.PAPER: Paper,
}


def damaged_files() -> Iterator[str]:
    """A sentence for each public file that is missing or is not the one that was sealed."""
    public = Shelf.objects.public().values("current")
    files = PublicationFile.objects.filter(publication__in=public).values_list("kind", "file_id", "sha256").distinct()
    for kind, file_id, sha256 in files.order_by("kind", "file_id").iterator(chunk_size=500):
        found = _digest(kind, file_id)
        if found is None:
            yield _("The file of %(record)s is missing.") % {"record": f"{kind}:{file_id}"}
        elif found != sha256:
            yield _("The file of %(record)s is not the one that was approved.") % {"record": f"{kind}:{file_id}"}


def _digest(kind: str, file_id: int) -> str | None:
    record = _MODELS[kind].objects.filter(pk=file_id).first()
    if record is None:
        return None
    try:
        with record.file.storage.open(record.file.name, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, SuspiciousFileOperation):
        return None
