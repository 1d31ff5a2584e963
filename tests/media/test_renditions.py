"""Renditions are ordered with the publication and made by the worker, each once."""

import io

import pytest
from django_tasks_db.models import DBTaskResult
from PIL import Image, ImageCms

from media import pictures, renditions
from media.models import Photo, PhotoRendition, PublicationFile
from media.tasks import make_renditions
from tests.factories.media import (
    SERIAL,
    camera_notes,
    encoded,
    jpeg,
    make_paper,
    make_photo,
    picture,
    seal_story,
    story_with,
)

pytestmark = pytest.mark.django_db


def test_publishing_orders_the_renditions_of_each_photo_once() -> None:
    photos = [make_photo(), make_photo()]
    seal_story(story_with([*photos, photos[0]], [make_paper()]))
    orders = DBTaskResult.objects.filter(task_path="media.tasks.make_renditions").order_by("enqueued_at")
    assert [order.args_kwargs["args"] for order in orders] == [[photo.pk] for photo in photos]
    assert not PhotoRendition.objects.exists()


def test_sealing_alone_orders_nothing_but_notes_the_files() -> None:
    photo, paper = make_photo(), make_paper()
    seal_story(story_with([photo], [paper]), public=False)
    assert not DBTaskResult.objects.filter(task_path="media.tasks.make_renditions").exists()
    assert set(PublicationFile.objects.values_list("kind", "file_id", "sha256")) == {
        ("image", photo.pk, photo.sha256),
        ("document", paper.pk, paper.sha256),
    }


def test_the_task_makes_all_and_repeats_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make_photo(jpeg(picture(1000, 700)))
    decodings = []
    original = pictures.decoded
    monkeypatch.setattr(pictures, "decoded", lambda *args, **kwargs: decodings.append(1) or original(*args, **kwargs))
    assert make_renditions.call(photo.pk) == 9
    made = {(row.filter_spec, row.width) for row in PhotoRendition.objects.all()}
    assert made == {
        (f"width-{width}|format-{name}", min(width, 1000))
        for width in (400, 800, 1200)
        for name in ("avif", "webp", "jpeg")
    }
    make_renditions.call(photo.pk)
    assert (len(decodings), PhotoRendition.objects.count()) == (1, 9)


def test_wagtails_own_tools_understand_these_rows() -> None:
    photo = make_photo(jpeg(picture(1000, 700)))
    renditions.make(photo, [renditions.Slot(400, "webp")], wait=1)
    assert photo.get_rendition("width-400|format-webp").pk == PhotoRendition.objects.get().pk


def test_a_photo_that_is_gone_or_damaged_fails_quietly() -> None:
    photo = make_photo()
    assert make_renditions.call(photo.pk + 1) == 0
    photo.file.storage.delete(photo.file.name)
    assert make_renditions.call(photo.pk) == 0


def test_deleting_a_photo_takes_its_renditions_along() -> None:
    photo = make_photo()
    make_renditions.call(photo.pk)
    photo.delete()
    assert not Photo.objects.exists()
    assert not PhotoRendition.objects.exists()


@pytest.mark.parametrize("content", [b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"", b"\xff\xd8\xff\xe1\xff", b"RIFF"])
def test_cutting_notes_from_nonsense_does_not_fail(content: bytes) -> None:
    assert pictures.without_notes(content) == content


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("lossless", [False, True])
def test_no_notes_are_left_in_any_format(name: str, lossless: bool) -> None:
    """Place and serial number; nor in a second picture that a phone hangs on the end of the first."""
    options = {"lossless": True} if lossless and name == "WEBP" else {"progressive": True} if lossless else {}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = picture(300, 200)
    content = encoded(image, name, exif=camera_notes(), xmp=b"<x>" + SERIAL.encode(), icc_profile=profile, **options)
    behind = jpeg(picture(100, 100), exif=camera_notes())
    clean = pictures.without_notes(content + (behind if name in ("JPEG", "PNG") else b""))
    assert SERIAL.encode() in content
    assert SERIAL.encode() not in clean
    with Image.open(io.BytesIO(clean)) as shown, Image.open(io.BytesIO(content)) as before:
        assert not shown.getexif()
        assert "xmp" not in shown.info
        if name != "AVIF":
            assert shown.info["icc_profile"] == profile
            assert shown.convert("RGB").tobytes() == before.convert("RGB").tobytes(), "its pixels are untouched"
    assert pictures.without_notes(clean) == clean


@pytest.mark.parametrize("name", ["JPEG", "WEBP", "AVIF"])
def test_a_note_that_was_photographed_lying_stands_upright(name: str) -> None:
    content = encoded(picture(300, 200), name, exif=camera_notes(orientation=6))
    with Image.open(io.BytesIO(pictures.upright_without_notes(content))) as shown:
        assert (shown.size, dict(shown.getexif())) == ((200, 300), {})
