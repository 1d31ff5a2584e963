"""Parts of photos for posts: laid where somebody says, made for the public only where they were approved."""

import io

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cms.publication.story import Wording
from cms.staff.models import User
from media.addresses import Box, crop_full_url
from media.crops import crop_box
from media.models import Photo, PhotoRendition
from media.story import photo_value
from tests.factories.media import encoded, make_photo, seal_story, story_with

sides = st.integers(1, 20_000)


@given(sides, sides, st.sampled_from([1.0, 0.8, 1.91]), st.none() | st.integers(0, 100), st.data())
def test_a_crop_lies_in_the_picture_and_is_as_large_as_can_be(
    width: int, height: int, ratio: float, position: int | None, data: st.DataObject
) -> None:
    left, top = data.draw(st.integers(0, width)), data.draw(st.integers(0, height))
    focus = data.draw(st.none() | st.just((left, top, width, height)))
    box = crop_box((width, height), ratio, position, focus)
    if box is None:
        return
    assert 0 <= box[0] < box[2] <= width and 0 <= box[1] < box[3] <= height
    assert box[2] - box[0] == width or box[3] - box[1] == height


@pytest.mark.parametrize(
    ("position", "focus", "box"),
    [
        (None, None, (500, 0, 1500, 1000)),
        (0, None, (0, 0, 1000, 1000)),
        (100, (0, 0, 10, 10), (1000, 0, 2000, 1000)),
        (None, (1900, 0, 2000, 100), (1000, 0, 2000, 1000)),
        (None, (600, 0, 1000, 1000), (300, 0, 1300, 1000)),
    ],
)
def test_where_it_lies(position: int | None, focus: Box | None, box: Box) -> None:
    assert crop_box((2000, 1000), 1.0, position, focus) == box


def test_all_of_it_is_no_crop() -> None:
    assert crop_box((800, 800), 1.0) is None


HALVES = Image.new("RGB", (1200, 600), "red")
HALVES.paste("blue", (600, 0, 1200, 600))
RIGHT: Box = (600, 0, 1200, 600)


@pytest.fixture
def photo(db: None) -> Photo:
    return make_photo(encoded(HALVES, "JPEG", quality=95))


def address(photo: Photo, box: Box, width: int = 800) -> str:
    return crop_full_url(photo_value(photo), box, width)


def publish_with(photo: Photo, crop: Box) -> None:
    story = story_with([], [])
    seal_story(
        story.model_copy(update={"wordings": (Wording(channel="telegram", photo=photo_value(photo), crop=crop),)})
    )


def test_the_public_gets_an_approved_part_and_nothing_but_it(photo: Photo) -> None:
    assert Client().get(address(photo, RIGHT)).status_code == 404
    publish_with(photo, RIGHT)
    answer = Client().get(address(photo, RIGHT))
    assert answer.status_code == 200
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.size == (600, 600)
        red, _green, blue = image.getpixel((5, 300))
        assert blue > 200 and red < 60
    assert Client().get(address(photo, (0, 0, 600, 600))).status_code == 404
    assert PhotoRendition.objects.count() == 1


@pytest.mark.parametrize("box", [(0, 0, 0, 600), (600, 0, 100, 600), (0, 0, 1201, 600), (0, 0, 1200, 601)])
def test_what_does_not_lie_in_the_photo_is_not_there(photo: Photo, box: Box, photo_editor: User) -> None:
    client = Client()
    client.force_login(photo_editor, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address(photo, box)).status_code == 404
    assert client.get(address(photo, (0, 0, 600, 600))).status_code == 200


def test_wagtails_own_tools_understand_these_rows(photo: Photo) -> None:
    publish_with(photo, RIGHT)
    Client().get(address(photo, RIGHT))
    made = PhotoRendition.objects.get()
    PhotoRendition.objects.all().delete()
    again = photo.get_rendition(made.filter_spec)
    assert (again.width, again.height) == (600, 600)
