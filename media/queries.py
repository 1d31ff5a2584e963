"""What the photo desk knows of its files: who uses them, and who may fetch them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Subquery

from cms.publication.models import FactUse, Publication, Shelf

from .addresses import Box, box_text
from .models import Card, Paper, Photo, PublicationCrop, PublicationFile
from .models.fixed import FixedFile

_KINDS: dict[type[FixedFile], PublicationFile.Kind] = {
    Photo: PublicationFile.Kind.PHOTO,
    Paper: PublicationFile.Kind.PAPER,
}


def _public_uses(kind: PublicationFile.Kind) -> Exists:
    """Whether a publication that the public reads at this moment shows the file of the outer query."""
    return Exists(
        PublicationFile.objects.filter(
            kind=kind, file_id=OuterRef("pk"), publication__in=Shelf.objects.public().values("current")
        )
    )


def photo_at(image_id: int, digest: str) -> Photo | None:
    """The photo of an address, with ``is_public`` set; None where no photo has this id and digest. One query."""
    return (
        Photo.objects.only("file", "sha256", "width", "height", "rights_lost_at")
        .annotate(is_public=_public_uses(PublicationFile.Kind.PHOTO))
        .filter(pk=image_id, sha256__startswith=digest)
        .first()
    )


def is_approved_crop(photo_id: int, box: Box) -> bool:
    """Whether a post of any publication, past or present, shows this part of the photo."""
    return PublicationCrop.objects.filter(file_id=photo_id, box=box_text(box)).exists()


def card_at(page_id: int, mark: str, form: str) -> Card | None:
    """The card of an address, while the publication that it is of is public. One query."""
    rows = Card.objects.filter(publication__page_id=page_id, mark=mark, form=form)
    return rows.filter(publication__in=Shelf.objects.public().values("current")).first()


def card_mark() -> Subquery:
    """For a query of shelves: the mark of the present publication's cards, None before they are made."""
    return Subquery(Card.objects.filter(publication=OuterRef("current")).values("mark")[:1])


def paper_at(document_id: int, digest: str) -> Paper | None:
    """The paper of an address, with ``is_public`` set; None where no paper has this id and digest. One query."""
    return (
        Paper.objects.only("file", "sha256", "file_size")
        .annotate(is_public=_public_uses(PublicationFile.Kind.PAPER))
        .filter(pk=document_id, sha256__startswith=digest)
        .first()
    )


def is_in_use(record: FixedFile) -> bool:
    """Whether any publication, past or present, or the draft of any page shows the record."""
    return (
        PublicationFile.objects.filter(kind=_KINDS[type(record)], file_id=record.pk).exists()
        or FactUse.objects.filter(key=record.fact_key).exists()
    )


def public_pages_with(photo: Photo) -> list[int]:
    """Ids of the pages that show the photo to the public now."""
    publications = PublicationFile.objects.filter(kind=PublicationFile.Kind.PHOTO, file_id=photo.pk).values(
        "publication"
    )
    return list(Shelf.objects.public().filter(current__in=publications).order_by("pk").values_list("pk", flat=True))


def without_rights(image_ids: Iterable[int]) -> set[int]:
    """Those of the photos that must not be shown any more."""
    return set(Photo.objects.filter(pk__in=list(image_ids), rights_lost_at__isnull=False).values_list("pk", flat=True))


def note_files(publication: Publication) -> None:
    """Writes down the files that a publication shows; in the transaction that makes it."""
    story = publication.story
    files = {(PublicationFile.Kind.PHOTO, photo.image_id): photo.sha256 for photo in story.every_photo()}
    files |= {(PublicationFile.Kind.PAPER, paper.document_id): paper.sha256 for paper in story.documents()}
    PublicationFile.objects.bulk_create(
        PublicationFile(publication=publication, kind=kind, file_id=file_id, sha256=sha256)
        for (kind, file_id), sha256 in files.items()
    )
    crops = {
        (photo.image_id, box_text(wording.crop))
        for wording in story.wordings
        if wording.crop and (photo := wording.photo or story.lead_photo)
    }
    PublicationCrop.objects.bulk_create(
        PublicationCrop(publication=publication, file_id=file_id, box=box) for file_id, box in sorted(crops)
    )
