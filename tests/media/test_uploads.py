"""What comes in: through the admin's forms and through Python; good pictures with their notes, and bad files of every kind."""

import datetime as dt
import io
import struct
import zipfile
import zlib
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.search import index

from cms.staff.models import User
from cms.staff.roles import Role
from media.actions import add_paper, add_photo
from media.embedded import Embedded, read
from media.errors import BadFile
from media.models import Paper, Photo
from media.quality import quality_warnings
from tests.factories.media import (
    camera_notes,
    encoded,
    iptc,
    jpeg,
    make_paper,
    make_photo,
    picture,
    seal_story,
    story_with,
)

pytestmark = pytest.mark.django_db


def client_of(*roles: Role, name: str = "") -> Client:
    user = User.objects.create_user(name or "-".join(role.name for role in roles).lower())
    user.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
    if not user.has_perm("wagtailadmin.access_admin"):
        from django.contrib.auth.models import Permission

        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A PNG that says it is this large, in some hundred bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def zipped(*files: tuple[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files:
            archive.writestr(name, text)
    return out.getvalue()


GOOD = jpeg()
BAD_PICTURES = {
    "a JPEG cut off in the middle": ("anh.jpg", GOOD[: len(GOOD) // 2]),
    "a PNG cut off in the middle": ("anh.png", encoded(picture(noise=True), "PNG")[:200_000]),
    "a WebP cut off in the middle": ("anh.webp", encoded(picture(noise=True), "WEBP")[:20_000]),
    "the beginning of a JPEG and nothing more": ("anh.jpg", GOOD[:20]),
    "an archive named .jpg": ("anh.jpg", zipped(("a", "b"))),
    "a text named .png": ("anh.png", b"<html>"),
    "a bomb of 50,000 x 50,000": ("anh.png", bomb()),
    "a bomb below Pillow's own limit": ("anh.png", bomb(12_000, 12_000)),
    "an SVG": ("anh.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "an SVG named .jpg": ("anh.jpg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    "a GIF": ("anh.gif", encoded(picture(40, 30), "GIF")),
    "an empty file": ("anh.jpg", b""),
}


class TestBadPictures:
    @pytest.mark.parametrize("kind", BAD_PICTURES)
    def test_the_admin_answers_with_one_sentence(self, kind: str) -> None:
        name, content = BAD_PICTURES[kind]
        client = client_of(Role.REPORTER)
        answer = client.post(
            reverse("wagtailimages:add_multiple"), {"title": "Ảnh", "files[]": SimpleUploadedFile(name, content)}
        ).json()
        assert not answer["success"]
        assert answer["error_message"].count("\n") == 0
        assert 10 < len(answer["error_message"]) < 160
        assert not Photo.objects.exists()

    @pytest.mark.parametrize("kind", [kind for kind in BAD_PICTURES if kind != "an empty file"])
    def test_an_import_gets_one_sentence(self, kind: str) -> None:
        name, content = BAD_PICTURES[kind]
        with pytest.raises(BadFile) as caught:
            add_photo(content, name)
        assert len(caught.value.messages) == 1
        assert not Photo.objects.exists()

    def test_too_many_bytes(self, settings: Any) -> None:
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
        with pytest.raises(BadFile):
            add_photo(GOOD, "anh.jpg")

    def test_a_picture_with_a_wrong_ending_is_taken_for_what_it_is_when_imported(self) -> None:
        photo = add_photo(encoded(picture(300, 200), "PNG"), "image1.jpeg")
        assert photo.file.name.endswith(".png")


class TestBadPapers:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("ban.pdf", b"<html>"),
            ("ban.pdf", b""),
            ("ban.docx", b"\xd0\xcf\x11\xe0 old word"),
            ("ban.docx", zipped(("a", "b"))),
            ("ban.txt", b"\0\1\2"),
            ("ban.exe", b"MZ"),
            ("ban.html", b"<html>"),
            ("ban.zip", b"PK not really"),
        ],
    )
    def test_one_sentence_and_nothing_saved(self, name: str, content: bytes) -> None:
        with pytest.raises(BadFile):
            add_paper(content, name)
        answer = client_of(Role.REPORTER).post(
            reverse("wagtaildocs:add_multiple"), {"title": "Bản", "files[]": SimpleUploadedFile(name, content)}
        )
        assert not answer.json()["success"]
        assert "\n" not in answer.json()["error_message"]
        assert not Paper.objects.exists()

    def test_too_many_bytes(self, settings: Any) -> None:
        settings.PAPER_MAX_BYTES = 3
        with pytest.raises(BadFile):
            add_paper(b"%PDF-1.4", "ban.pdf")

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.pdf", b"%PDF-1.4"),
            ("A.DOCX", zipped(("word/document.xml", "<w/>"))),
            ("a.zip", zipped(("x", "y"))),
            ("a.txt", "Chữ Việt".encode()),
        ],
    )
    def test_good_ones_pass(self, name: str, content: bytes) -> None:
        assert add_paper(content, name).pk


class TestNotesInTheFile:
    AGENCY = iptc(caption="Đoàn Chủ tịch điều hành phiên họp.", byline="Minh An", credit="TTXVN", date="20260318")

    def test_iptc_fills_what_is_empty(self) -> None:
        photo = add_photo(jpeg(app13=self.AGENCY), "anh.jpg")
        assert (photo.caption, photo.credit) == ("Đoàn Chủ tịch điều hành phiên họp.", "Minh An/TTXVN")
        assert (photo.taken_on, photo.alt_text) == (dt.date(2026, 3, 18), photo.caption)

    def test_what_was_typed_wins(self) -> None:
        photo = make_photo(jpeg(app13=self.AGENCY), caption="Chú thích tôi viết.", credit="Lan")
        assert (photo.caption, photo.credit) == ("Chú thích tôi viết.", "Lan")

    def test_exif_speaks_where_nothing_else_does(self) -> None:
        told = read(io.BytesIO(jpeg(exif=camera_notes(description="Các đại biểu biểu quyết."))))
        assert told == Embedded("Các đại biểu biểu quyết.", "Minh An", dt.date(2026, 3, 18), from_camera=True)

    def test_a_cameras_own_words_are_no_caption(self) -> None:
        assert read(io.BytesIO(jpeg(exif=camera_notes(description="OLYMPUS DIGITAL CAMERA")))).caption == ""

    def test_xmp_as_elements_and_as_attributes(self) -> None:
        packet = """<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
         xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
        <rdf:Description photoshop:Credit="Báo Hải Âu" photoshop:DateCreated="2026-03-17T08:00:00">
        <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Lễ khai mạc.</rdf:li></rdf:Alt></dc:description>
        <dc:creator><rdf:Seq><rdf:li>Lan</rdf:li><rdf:li>Huệ</rdf:li></rdf:Seq></dc:creator>
        </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""
        told = read(io.BytesIO(jpeg(xmp=packet.encode())))
        assert told == Embedded("Lễ khai mạc.", "Lan, Huệ/Báo Hải Âu", dt.date(2026, 3, 17))

    @pytest.mark.parametrize(
        "packet",
        [b"<not xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "<x>".encode("utf-16"), b"\xff\xfe\0"],
    )
    def test_broken_notes_are_no_notes(self, packet: bytes) -> None:
        assert read(io.BytesIO(jpeg(xmp=packet))) == Embedded()
        assert read(io.BytesIO(b"no picture")) == Embedded()
        assert add_photo(jpeg(xmp=packet, app13=iptc(caption="x")[:-4] + b"\xff" * 4), "anh.jpg").caption == ""

    def test_a_date_from_the_future_or_of_a_dead_battery_is_none(self) -> None:
        for date in ("20991231", "00000000", "20261345"):
            assert read(io.BytesIO(jpeg(app13=iptc(date=date)))).taken_on is None


class TestQuality:
    def test_a_good_picture_has_no_warning(self) -> None:
        assert quality_warnings(make_photo(jpeg(picture(noise=True), exif=camera_notes()))) == []

    def test_a_small_one(self) -> None:
        assert len(quality_warnings(make_photo(jpeg(picture(1199, 800, noise=True), exif=camera_notes())))) == 1

    @pytest.mark.parametrize("edge", [1280, 2048, 2560])
    def test_one_that_came_through_a_messenger(self, edge: int) -> None:
        squeezed = jpeg(picture(edge, edge * 3 // 4, noise=True), quality=40)
        assert len(quality_warnings(make_photo(squeezed))) == 1

    def test_the_same_edge_from_a_camera_is_fine(self) -> None:
        assert (
            quality_warnings(make_photo(jpeg(picture(2048, 1365, noise=True), quality=40, exif=camera_notes()))) == []
        )


class TestTheAdmin:
    def upload(self, client: Client, content: bytes = GOOD, name: str = "anh.jpg") -> Any:
        return client.post(
            reverse("wagtailimages:add_multiple"), {"title": "Ảnh thử", "files[]": SimpleUploadedFile(name, content)}
        ).json()

    def test_a_reporter_uploads_and_sees_what_the_file_says(self) -> None:
        answer = self.upload(client_of(Role.REPORTER), jpeg(picture(800, 600), app13=TestNotesInTheFile.AGENCY))
        assert answer["success"], answer
        assert "Đoàn Chủ tịch điều hành" in answer["form"]
        assert "help-warning" in answer["form"]
        photo = Photo.objects.get()
        assert photo.uploaded_by_user is not None
        assert photo.sha256

    def test_words_are_saved_from_the_uploader(self) -> None:
        client = client_of(Role.REPORTER)
        self.upload(client)
        photo = Photo.objects.get()
        words = {
            "title": "Ảnh",
            "caption": "Quang cảnh.",
            "credit": "An",
            "alt_text": "",
            "collection": photo.collection_id,
        }
        answer = client.post(
            reverse("wagtailimages:edit_multiple", args=[photo.pk]),
            {f"image-{photo.pk}-{name}": value for name, value in words.items()},
        ).json()
        assert answer["success"], answer
        assert Photo.objects.get().alt_text == "Quang cảnh."

    def edit_data(self, photo: Photo, **words: Any) -> dict[str, Any]:
        return {
            "title": photo.title, "caption": photo.caption, "credit": photo.credit, "alt_text": photo.alt_text,
            "rights_note": "", "taken_on": "2026-03-18", "tags": "", "collection": photo.collection_id, **words,
        }  # fmt: skip

    def test_who_may_edit(self) -> None:
        photo = make_photo()
        statuses = [
            client_of(role).get(reverse("wagtailimages:edit", args=[photo.pk])).status_code
            for role in (Role.REPORTER, Role.CHANNEL_MANAGER, Role.PHOTO_EDITOR)
        ]
        assert statuses == [302, 302, 200]

    def test_a_photo_editor_changes_words_but_not_the_file(self) -> None:
        photo = make_photo()
        client = client_of(Role.PHOTO_EDITOR)
        url = reverse("wagtailimages:edit", args=[photo.pk])
        assert b'type="file"' not in client.get(url).content
        assert client.post(url, self.edit_data(photo, caption="Chú thích mới.")).status_code == 302
        fresh = Photo.objects.get()
        assert (fresh.caption, fresh.taken_on) == ("Chú thích mới.", dt.date(2026, 3, 18))
        other = SimpleUploadedFile("khac.jpg", jpeg(picture(seed=9)))
        refused = client.post(url, self.edit_data(photo, caption="Khác", file=other))
        assert refused.status_code == 200
        assert (Photo.objects.get().file.name, Photo.objects.get().caption) == (photo.file.name, "Chú thích mới.")

    def test_a_document_keeps_its_file_too(self) -> None:
        paper = make_paper()
        client = client_of(Role.PHOTO_EDITOR)
        url = reverse("wagtaildocs:edit", args=[paper.pk])
        assert b'type="file"' not in client.get(url).content
        data = {"title": "Tên mới", "number": "9", "issued_on": "", "tags": "", "collection": paper.collection_id}
        assert client.post(url, data).status_code == 302
        refused = client.post(url, {**data, "title": "X", "file": SimpleUploadedFile("a.pdf", b"%PDF-2")})
        assert refused.status_code == 200
        assert Paper.objects.get().title == "Tên mới"

    def test_the_admin_refuses_to_delete_what_is_used(self) -> None:
        photo, paper, free = make_photo(), make_paper(), make_photo()
        seal_story(story_with([photo], [paper]))
        client = client_of(Role.PHOTO_EDITOR)
        for url in (
            reverse("wagtailimages:delete", args=[photo.pk]),
            reverse("wagtaildocs:delete", args=[paper.pk]),
        ):
            answer = client.post(url, follow=True)
            assert (photo.title if "images" in url else paper.title) in answer.content.decode()
        bulk = reverse("wagtail_bulk_action", args=["media", "photo", "delete"])
        client.post(f"{bulk}?id={photo.pk}&id={free.pk}&next=/quan-tri/images/")
        with transaction.atomic():
            uploader = reverse("wagtailimages:delete_multiple", args=[photo.pk])
            assert client.post(uploader, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403
        assert (Photo.objects.count(), Paper.objects.count()) == (2, 1)
        client.post(reverse("wagtailimages:delete", args=[free.pk]))
        assert list(Photo.objects.all()) == [photo]

    def test_a_photo_is_taken_down_with_a_reason(self) -> None:
        photo = make_photo()
        seal_story(story_with([photo]))
        url = reverse("photo_withdraw_rights", args=[photo.pk])
        assert client_of(Role.REPORTER).post(url, {"reason": "x"}).status_code == 302
        assert Photo.objects.get().rights_lost_at is None
        editor = client_of(Role.PHOTO_EDITOR)
        assert url.encode() in editor.get(reverse("wagtailimages:edit", args=[photo.pk])).content
        assert editor.get(url).status_code == 200
        assert editor.post(url, {"reason": " "}).status_code == 200
        assert Photo.objects.get().rights_lost_at is None
        assert editor.post(url, {"reason": "Người chụp rút lại."}).status_code == 302
        assert Photo.objects.get().rights_lost_at is not None
        page = editor.get(reverse("wagtailimages:edit", args=[photo.pk])).content.decode()
        assert "Người chụp rút lại." in page
        assert url not in page

    def test_the_chooser_offers_photos_and_takes_uploads(self) -> None:
        index.insert_or_update_object(make_photo(title="Phiên họp trù bị"))
        client = client_of(Role.REPORTER)
        found = client.get(reverse("wagtailimages_chooser:choose_results") + "?q=phien+hop")
        assert "Phiên họp trù bị" in found.content.decode()
        answer = client.post(
            reverse("wagtailimages_chooser:create"),
            {
                "image-chooser-upload-title": "Mới",
                "image-chooser-upload-collection": Photo.objects.get().collection_id,
                "image-chooser-upload-file": SimpleUploadedFile("moi.jpg", GOOD),
            },
        )
        assert answer.json()["step"] == "chosen"
        assert Photo.objects.filter(title="Mới").exists()

    def test_listings_and_document_choosers_open(self) -> None:
        make_photo()
        make_paper()
        client = client_of(Role.PHOTO_EDITOR)
        for name in (
            "wagtailimages:index",
            "wagtaildocs:index",
            "wagtaildocs_chooser:choose",
            "wagtailimages:add_multiple",
        ):
            assert client.get(reverse(name)).status_code == 200, name
