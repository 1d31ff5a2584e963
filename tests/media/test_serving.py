"""Who gets which file: the ladder anonymous, no role, staff, for each state that a photo or document can be in."""

import datetime as dt
import io
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image

from cms.staff.models import User
from media.actions import withdraw_rights
from media.addresses import FORMATS, WIDTHS, document_url, photo_url, srcset
from media.models import Photo, PhotoRendition
from media.story import document_value, photo_value
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
    withdraw_story,
)

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def anonymous() -> Client:
    return Client()


@pytest.fixture
def no_role() -> Client:
    return signed_in(User.objects.create_user("khach"))


@pytest.fixture
def staff() -> Client:
    user = User.objects.create_user("phong-vien")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return signed_in(user)


def url_of(photo: Photo, width: int = 800, extension: str = "webp") -> str:
    return photo_url(photo_value(photo), width, extension)


def opened(response: Any) -> Image.Image:
    return Image.open(io.BytesIO(response.content))


class TestWhoMaySee:
    def statuses(self, url: str, *clients: Client) -> list[int]:
        return [client.get(url).status_code for client in clients]

    def test_an_unused_photo_is_for_staff_alone(self, anonymous: Client, no_role: Client, staff: Client) -> None:
        assert self.statuses(url_of(make_photo()), anonymous, no_role, staff) == [404, 404, 200]

    def test_a_photo_of_a_sealed_but_unpublished_story_is_not_public(self, anonymous: Client, staff: Client) -> None:
        photo = make_photo()
        seal_story(story_with([photo]), public=False)
        assert self.statuses(url_of(photo), anonymous, staff) == [404, 200]

    def test_a_published_photo_is_for_everybody(self, anonymous: Client, no_role: Client, staff: Client) -> None:
        photo = make_photo()
        seal_story(story_with([photo]))
        assert self.statuses(url_of(photo), anonymous, no_role, staff) == [200, 200, 200]

    def test_a_withdrawn_story_takes_its_photo_along(self, anonymous: Client, staff: Client) -> None:
        photo = make_photo()
        withdraw_story(seal_story(story_with([photo])))
        assert self.statuses(url_of(photo), anonymous, staff) == [404, 200]

    def test_a_photo_stays_while_another_story_shows_it(self, anonymous: Client) -> None:
        photo = make_photo()
        withdraw_story(seal_story(story_with([photo])))
        seal_story(story_with([photo]))
        assert anonymous.get(url_of(photo)).status_code == 200

    def test_a_new_version_without_the_photo_ends_its_being_public(self, anonymous: Client) -> None:
        first, second = make_photo(), make_photo()
        shelf = seal_story(story_with([first]))
        seal_story(story_with([second], page_id=shelf.pk))
        assert [anonymous.get(url_of(photo)).status_code for photo in (first, second)] == [404, 200]

    def test_expiry_counts_to_the_second_without_any_worker(self, anonymous: Client) -> None:
        photo = make_photo()
        shelf = seal_story(story_with([photo], expire_at=timezone.now() + dt.timedelta(hours=1)))
        assert anonymous.get(url_of(photo)).status_code == 200
        shelf.expires_at = timezone.now() - dt.timedelta(seconds=1)
        shelf.save()
        assert anonymous.get(url_of(photo)).status_code == 404

    def test_lost_rights_answer_410_at_once_to_everybody(
        self, anonymous: Client, staff: Client, photo_editor: User
    ) -> None:
        photo = make_photo()
        seal_story(story_with([photo]))
        url = url_of(photo)
        etag = anonymous.get(url)["ETag"]
        withdraw_rights(photo, photo_editor, "Người chụp không cho dùng nữa.")
        gone = anonymous.get(url, headers={"If-None-Match": etag})
        assert (gone.status_code, gone["Cache-Control"]) == (410, "no-store")
        assert staff.get(url).status_code == 410

    def test_an_unused_photo_without_rights_tells_the_public_nothing(
        self, anonymous: Client, photo_editor: User
    ) -> None:
        photo = make_photo()
        withdraw_rights(photo, photo_editor, "Hết hạn hợp đồng.")
        assert anonymous.get(url_of(photo)).status_code == 404

    def test_documents_follow_the_same_rule(self, anonymous: Client, no_role: Client, staff: Client) -> None:
        paper = make_paper()
        url = document_url(document_value(paper))
        assert self.statuses(url, anonymous, no_role, staff) == [404, 404, 200]
        shelf = seal_story(story_with([], [paper]))
        assert self.statuses(url, anonymous, no_role, staff) == [200, 200, 200]
        withdraw_story(shelf)
        assert self.statuses(url, anonymous, no_role, staff) == [404, 404, 200]

    def test_originals_and_thumbnails_are_for_staff_alone(
        self, anonymous: Client, no_role: Client, staff: Client
    ) -> None:
        photo, paper = make_photo(), make_paper()
        seal_story(story_with([photo], [paper]))
        thumbnail = photo.get_rendition("max-165x165")
        for url in (photo.file.url, thumbnail.url, paper.file.url, paper.url):
            assert self.statuses(url, anonymous, no_role, staff) == [404, 404, 200], url

    def test_no_way_out_of_the_upload_folder(self, staff: Client) -> None:
        for name in ("../newsroom.sqlite3", "..%2f..%2fmanage.py", "/etc/passwd", "%2e%2e/x", ".locks/../../x", ""):
            assert staff.get(f"/khong-cong-khai/{name}").status_code == 404, name

    def test_wagtails_own_image_view_is_not_mounted(self, anonymous: Client) -> None:
        from django.urls import NoReverseMatch, reverse

        with pytest.raises(NoReverseMatch):
            reverse("wagtailimages_serve", args=("x", "1", "y"))


class TestAddresses:
    @pytest.mark.parametrize(
        "name",
        ["{id}/{digest}/801.webp", "{id}/{digest}/800.png", "{id}/000000000000/800.webp", "99999/{digest}/800.webp"],
    )
    def test_only_the_named_widths_formats_and_digests_exist(self, anonymous: Client, name: str) -> None:
        photo = make_photo()
        seal_story(story_with([photo]))
        assert anonymous.get("/anh/" + name.format(id=photo.pk, digest=photo.sha256[:12])).status_code == 404
        assert not PhotoRendition.objects.exists()

    def test_photo_url_refuses_what_is_not_served(self) -> None:
        value = photo_value(make_photo())
        for width, extension in ((500, "webp"), (800, "png")):
            with pytest.raises(ValueError, match=str(width)):
                photo_url(value, width, extension)

    def test_no_picture_is_enlarged(self, anonymous: Client) -> None:
        photo = make_photo(jpeg(picture(900, 600)))
        seal_story(story_with([photo]))
        widths = [opened(anonymous.get(url_of(photo, width, "jpg"))).width for width in WIDTHS]
        assert widths == [400, 800, 900, 900]
        assert PhotoRendition.objects.count() == 3
        assert [part.split()[1] for part in srcset(photo_value(photo), "webp").split(", ")] == ["400w", "800w", "900w"]

    def test_a_document_is_found_by_its_whole_address_only(self, staff: Client) -> None:
        value = document_value(make_paper())
        assert staff.get(document_url(value.model_copy(update={"filename": "khac.pdf"}))).status_code == 404
        assert staff.get(document_url(value.model_copy(update={"sha256": "0" * 64}))).status_code == 404

    def test_a_document_keeps_its_bytes_and_its_vietnamese_name(self, anonymous: Client) -> None:
        content = "Số thứ tự;Họ tên\n1;Trần Thị Mẫu\n".encode()
        paper = make_paper(content, "Danh sách đại biểu.csv")
        seal_story(story_with([], [paper]))
        response = anonymous.get(document_url(document_value(paper)))
        assert b"".join(response.streaming_content) == content
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'"


class TestWhatIsServed:
    @pytest.mark.parametrize("extension", FORMATS)
    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(jpeg(exif=camera_notes()), id="jpeg"),
            pytest.param(encoded(picture(), "PNG", exif=camera_notes()), id="png"),
            pytest.param(encoded(picture(), "WEBP", exif=camera_notes()), id="webp"),
            pytest.param(encoded(picture(900, 600), "AVIF", exif=camera_notes()), id="avif"),
        ],
    )
    def test_nothing_of_the_camera_is_left(self, anonymous: Client, extension: str, content: bytes) -> None:
        assert SERIAL.encode() in content
        photo = make_photo(content)
        seal_story(story_with([photo]))
        served = anonymous.get(url_of(photo, 800, extension))
        assert served["Content-Type"] == {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}[extension]
        image = opened(served)
        assert image.width == 800
        assert not image.getexif()
        assert not {"exif", "xmp", "photoshop", "comment"} & set(image.info)
        assert SERIAL.encode() not in served.content

    @pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF"])
    def test_the_admins_own_renditions_are_clean_too(self, name: str) -> None:
        photo = make_photo(encoded(picture(), name, exif=camera_notes()))
        with photo.get_rendition("max-165x165").file.open() as file:
            content = file.read()
        assert SERIAL.encode() not in content
        assert not Image.open(io.BytesIO(content)).getexif()
        Image.open(io.BytesIO(content)).load()

    def test_the_original_stays_byte_for_byte(self) -> None:
        content = jpeg(exif=camera_notes())
        photo = make_photo(content)
        make_renditions.call(photo.pk)
        with photo.file.open() as file:
            assert file.read() == content

    @pytest.mark.parametrize(("orientation", "red"), [(1, (20, 20)), (6, (380, 20)), (3, (380, 240)), (8, (20, 580))])
    def test_pictures_stand_upright(self, anonymous: Client, orientation: int, red: tuple[int, int]) -> None:
        photo = make_photo(jpeg(picture(1200, 800), exif=camera_notes(orientation=orientation)))
        turned = orientation in (6, 8)
        assert (photo.width, photo.height) == ((800, 1200) if turned else (1200, 800))
        seal_story(story_with([photo]))
        image = opened(anonymous.get(url_of(photo, 400, "jpg")))
        assert image.size == ((400, 600) if turned else (400, 267))
        assert image.getpixel(red)[0] > 180 > 90 > image.getpixel(red)[1]

    def test_colours_of_another_profile_come_as_srgb(self, anonymous: Client) -> None:
        cmyk = picture(900, 600).convert("CMYK")
        photo = make_photo(jpeg(cmyk, icc_profile=b"broken profile"))
        seal_story(story_with([photo]))
        for extension in FORMATS:
            image = opened(anonymous.get(url_of(photo, 400, extension)))
            assert (image.mode, "icc_profile" in image.info) == ("RGB", False)

    def test_transparent_pictures_get_white_paper_in_jpeg(self, anonymous: Client) -> None:
        photo = make_photo(encoded(Image.new("RGBA", (800, 600), (0, 0, 0, 0)), "PNG"))
        seal_story(story_with([photo]))
        assert opened(anonymous.get(url_of(photo, 400, "jpg"))).getpixel((5, 5)) == (255, 255, 255)
        assert opened(anonymous.get(url_of(photo, 400, "webp"))).convert("RGBA").getpixel((5, 5))[3] == 0


class TestPrivateFiles:
    @pytest.mark.parametrize("name", ["a%00b", "..%2f..%2fetc%2fpasswd", "%2e%2e/keys/secret-key", "original_images"])
    def test_a_name_that_is_no_file_is_not_found(self, staff: Client, name: str) -> None:
        assert staff.get(f"/khong-cong-khai/{name}").status_code == 404


class TestCachingAndCost:
    def test_public_files_are_kept_for_ever_and_private_ones_never(self, anonymous: Client, staff: Client) -> None:
        photo = make_photo()
        assert "public" not in staff.get(url_of(photo))["Cache-Control"]
        assert anonymous.get(url_of(photo))["Cache-Control"] == "no-store"
        seal_story(story_with([photo]))
        response = anonymous.get(url_of(photo))
        assert {"public", "immutable", "max-age=31536000"} <= set(response["Cache-Control"].split(", "))
        assert "Cookie" not in response.get("Vary", "")

    def test_an_etag_saves_the_second_transfer(self, anonymous: Client) -> None:
        photo = make_photo()
        seal_story(story_with([photo]))
        first = anonymous.get(url_of(photo))
        again = anonymous.get(url_of(photo), headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = anonymous.get(url_of(photo, 400), headers={"If-None-Match": first["ETag"]})
        assert other.status_code == 200

    def test_serving_takes_two_queries(self, anonymous: Client, django_assert_max_num_queries: Any) -> None:
        photo, paper = make_photo(), make_paper()
        for _ in range(5):
            seal_story(story_with([photo], [paper]))
        anonymous.get(url_of(photo))
        with django_assert_max_num_queries(2):
            assert anonymous.get(url_of(photo)).status_code == 200
        with django_assert_max_num_queries(1):
            assert anonymous.get(document_url(document_value(paper))).status_code == 200

    def test_a_lost_rendition_is_made_again(self, anonymous: Client) -> None:
        photo = make_photo()
        seal_story(story_with([photo]))
        before = anonymous.get(url_of(photo)).content
        rendition = PhotoRendition.objects.get()
        rendition.file.storage.delete(rendition.file.name)
        assert anonymous.get(url_of(photo)).content == before

    def test_a_picture_that_another_makes_too_long_asks_the_reader_back(
        self, anonymous: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from media import views
        from media.locks import only_one

        monkeypatch.setattr(views, "_WAIT", 0.1)
        photo = make_photo()
        seal_story(story_with([photo]))
        with only_one(photo.pk, wait=0):
            response = anonymous.get(url_of(photo))
        assert (response.status_code, response["Retry-After"]) == (503, "5")
        assert anonymous.get(url_of(photo)).status_code == 200

    def test_an_original_that_was_replaced_on_disk_is_not_served(self, anonymous: Client, capsys: Any) -> None:
        photo = make_photo()
        seal_story(story_with([photo]))
        with open(photo.file.path, "wb") as file:  # noqa: PTH123
            file.write(jpeg(picture(seed=99)))
        assert anonymous.get(url_of(photo)).status_code == 404
        with pytest.raises(SystemExit):
            call_command("check_seals")
        assert f"image:{photo.pk}" in capsys.readouterr().out
