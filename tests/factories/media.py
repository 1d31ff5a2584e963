"""Pictures that are drawn for the test, with the notes that cameras and agencies write, and stories that show them."""

import hashlib
import io
import itertools
import random
import struct
from typing import Any

from django.utils import timezone
from PIL import Image

from cms.publication.models import Kind, Publication, Shelf
from cms.publication.signals import published, sealed, withdrawn
from cms.publication.story import Document, DocumentBlock, Photo, PhotoBlock, Story, canonical_json, digest_of
from media.actions import add_paper, add_photo
from media.models import Paper
from media.models import Photo as PhotoRecord
from media.story import document_value, photo_value

SERIAL = "SERIAL-20260318"
"""What must never be found in a file that readers get."""

_numbers = itertools.count(1)
_pages = itertools.count(900_001)


def picture(width: int = 1800, height: int = 1200, *, seed: int = 0, noise: bool = False) -> Image.Image:
    """A drawing: colour bands, red in the upper left corner; with noise it compresses as badly as a photo."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    chance = random.Random(seed)
    for at in range(8):
        colour = tuple(chance.randrange(256) for _ in range(3))
        image.paste(colour, (width * at // 8, height // 2, width * (at + 1) // 8, height))
    if noise:
        grain = Image.effect_noise((width, height), 60).convert("RGB")
        image = Image.blend(image, grain, 0.5)
    image.paste((220, 20, 20), (0, 0, width // 4, height // 4))
    return image


def camera_notes(*, orientation: int = 1, description: str = "") -> Image.Exif:
    """EXIF as a camera writes it: maker, serial number, place, date."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Máy ảnh".encode(), "M1", orientation
    exif[0x013B] = "Minh An"
    if description:
        exif[0x010E] = description.encode()
    inner = exif.get_ifd(0x8769)
    inner[0x9003], inner[0xA431] = "2026:03:18 14:05:00", SERIAL
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (10.0, 46.0, 30.0), "E", (106.0, 42.0, 0.0)
    return exif


def iptc(*, caption: str = "", byline: str = "", credit: str = "", date: str = "") -> bytes:
    """A Photoshop resource block with IPTC-IIM datasets in UTF-8, as agencies send it (the body of a JPEG's APP13)."""
    records = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for dataset, text in ((120, caption), (80, byline), (110, credit), (55, date)):
        if text:
            raw = text.encode()
            records += b"\x1c\x02" + bytes([dataset]) + struct.pack(">H", len(raw)) + raw
    padded = records + b"\0" * (len(records) % 2)
    return b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + padded


def jpeg(
    image: Image.Image | None = None,
    *,
    exif: Image.Exif | None = None,
    app13: bytes = b"",
    quality: int = 90,
    **options: Any,
) -> bytes:
    out = io.BytesIO()
    if exif is not None:
        options["exif"] = exif
    (image or picture()).save(out, "JPEG", quality=quality, **options)
    content = out.getvalue()
    if app13:
        content = content[:2] + b"\xff\xed" + struct.pack(">H", len(app13) + 2) + app13 + content[2:]
    return content


def encoded(image: Image.Image, name: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def make_photo(content: bytes = b"", **fields: Any) -> PhotoRecord:
    """A photo with all its words, as a good reporter leaves it."""
    number = next(_numbers)
    words = {
        "title": f"Ảnh {number}",
        "caption": f"Quang cảnh phiên họp, ảnh {number}.",
        "credit": "Minh An",
        "alt_text": "Hội trường đông người nhìn từ phía sau.",
    }
    return add_photo(
        content or jpeg(picture(seed=number), exif=camera_notes()), f"anh-{number}.jpg", **{**words, **fields}
    )


def make_paper(content: bytes = b"", filename: str = "", **fields: Any) -> Paper:
    number = next(_numbers)
    return add_paper(
        content or f"%PDF-1.4\n% bản {number}\n".encode(),
        filename or f"nghi-quyet-{number}.pdf",
        **{"title": f"Nghị quyết {number}", "number": f"{number:02}-NQ/ĐH", **fields},
    )


def story_with(
    photos: list[PhotoRecord | Photo] = [],  # noqa: B006  never changed
    papers: list[Paper | Document] = [],  # noqa: B006
    **fields: Any,
) -> Story:
    """A story that shows these photos and offers these papers."""
    shown = [photo_value(photo) if isinstance(photo, PhotoRecord) else photo for photo in photos]
    offered = [document_value(paper) if isinstance(paper, Paper) else paper for paper in papers]
    return Story(
        **{
            "kind": "article",
            "page_id": next(_pages),
            "slug": "phien-hop",
            "headline": "Phiên họp thứ Nhất",
            "lead_photo": shown[0] if shown else None,
            "blocks": (
                *(PhotoBlock(photo=photo) for photo in shown[1:]),
                *(DocumentBlock(document=paper) for paper in offered),
            ),
            **fields,
        }
    )


def seal_story(story: Story, *, public: bool = True) -> Shelf:
    """Writes the story as the gate does when it seals a page, signals included; without a page row behind it."""
    text = canonical_json(story)
    number = Publication.objects.filter(page_id=story.page_id).count() + 1
    publication = Publication.objects.create(
        page_id=story.page_id,
        number=number,
        kind=Kind.APPROVAL,
        story_json=text,
        seal=digest_of(text),
        revision_id=1,
        revision_digest=hashlib.sha256(text.encode()).hexdigest(),
        sealed_at=timezone.now(),
    )
    shelf, first = Shelf.objects.get_or_create(
        pk=story.page_id, defaults={"kind": story.kind, "path": f"/tin-tuc/{story.page_id}/"}
    )
    sealed.send(sender=Publication, publication=publication, shelf=shelf)
    if public:
        previous = shelf.current
        shelf.current, shelf.current_since = publication, timezone.now()
        shelf.withdrawn_at, shelf.expires_at = None, story.expire_at
        shelf.first_public_at = shelf.first_public_at or timezone.now()
        shelf.save()
        published.send(sender=Publication, shelf=shelf, publication=publication, previous=previous, first=first)
    return shelf


def withdraw_story(shelf: Shelf) -> None:
    shelf.withdrawn_at = timezone.now()
    shelf.save()
    withdrawn.send(sender=Shelf, shelf=shelf, publication=shelf.current, expired=False)
