"""The changes of state at the photo desk."""

import datetime as dt
import io
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.text.normal import one_line
from cms.trail.record import record

from . import documents, pictures, queries
from .errors import BadFile
from .models import Paper, Photo
from .permissions import user_can_withdraw_rights
from .signals import rights_lost

if TYPE_CHECKING:
    from cms.staff.models import User


def add_photo(
    content: bytes,
    filename: str,
    *,
    user: "User | None" = None,
    title: str = "",
    caption: str = "",
    credit: str = "",
    alt_text: str = "",
    taken_on: dt.date | None = None,
) -> Photo:
    """Saves a picture that did not come through the admin's form (from an imported file, a command).

    What is left empty is filled from what the file says of itself. Raises ``BadFile`` with one sentence where it is no usable
    picture.
    """
    if len(content) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise BadFile(
            _("The picture is too large; %(most)d MB are the most.")
            % {"most": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE >> 20}
        )
    file = io.BytesIO(content)
    pictures.check(file)
    stem = PurePath(filename).stem or "photo"
    with pictures.opened(file) as image:
        # The name follows the content: pictures in office files often have a wrong ending, or none.
        name = f"{stem}.{pictures.extension_of(image)}"
    photo = Photo(
        title=one_line(title)[:255] or stem[:255],
        file=ContentFile(content, name=name),
        caption=caption,
        credit=credit,
        alt_text=alt_text,
        taken_on=taken_on,
        uploaded_by_user=user,
    )
    photo.full_clean()
    photo.save()
    return photo


def add_paper(
    content: bytes,
    filename: str,
    *,
    user: "User | None" = None,
    title: str = "",
    number: str = "",
    issued_on: dt.date | None = None,
) -> Paper:
    """Saves a document that did not come through the admin's form; raises ``BadFile`` where its kind is not allowed."""
    documents.check(io.BytesIO(content), filename, len(content))
    paper = Paper(
        title=one_line(title)[:255] or PurePath(filename).stem[:255],
        file=ContentFile(content, name=PurePath(filename).name),
        number=number,
        issued_on=issued_on,
        uploaded_by_user=user,
    )
    paper.full_clean()
    paper.save()
    return paper


@transaction.atomic
def withdraw_rights(photo: Photo, user: "User", reason: str) -> None:
    """Takes the photo down at once, wherever it is shown: its addresses answer 410 from the end of this transaction on.

    Raises ``PermissionDenied`` for who may not, and ``ValueError`` without a reason. A second call changes nothing. The way back
    is a new upload: a photo whose rights are regained is a new record.
    """
    if not user_can_withdraw_rights(user, photo):
        raise PermissionDenied(_("Only a photo editor or an approving editor takes a photo down."))
    reason = one_line(reason)
    if not reason:
        raise ValueError(_("Please say why the photo must not be shown any more."))
    stored = Photo.objects.select_for_update().get(pk=photo.pk)
    if stored.rights_lost_at is not None:
        return
    now = timezone.now()
    Photo.objects.filter(pk=photo.pk).update(rights_lost_at=now, rights_lost_reason=reason[:300])
    photo.rights_lost_at, photo.rights_lost_reason = now, reason[:300]
    page_ids = queries.public_pages_with(photo)
    record(
        "image.rights_withdrawn",
        actor=user,
        subject=photo.fact_key,
        data={"sha256": photo.sha256, "pages": page_ids},
    )
    rights_lost.send(sender=Photo, photo=photo, page_ids=page_ids)
