"""A photo essay as its readers get it, without a script."""

import re

import pytest
from django.test import Client

from cms.publication.essays import parts_of, photos_of
from cms.publication.story import GalleryBlock, PhotoBlock, TextBlock
from media.models import Photo
from media.story import photo_value
from reader.models import Listing
from reader.rebuild import rebuild
from tests.factories.media import make_photo as stored_photo
from tests.factories.reader import make_photo, make_story, publish_article, publish_frame

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]

BODY = (
    TextBlock(html="<p>Mở đầu.</p>"),
    PhotoBlock(photo=make_photo(1), title="5 giờ", caption="Cầu lúc sáng sớm."),
    TextBlock(html="<h3>Gần trưa</h3><p>Nắng đứng bóng.</p>"),
    GalleryBlock(photos=(make_photo(2, caption="Bến cảng."), make_photo(3, caption="Đảo."))),
)


def test_the_photos_are_counted_in_their_order_with_what_stands_between() -> None:
    story = make_story(genre="photo_essay", blocks=BODY, lead_photo=make_photo(9, caption="Mở đầu bằng ảnh."))
    assert [(each.number, each.photo.image_id, each.caption, each.block) for each in photos_of(story)] == [
        (1, 9, "Mở đầu bằng ảnh.", None),
        (2, 1, "Cầu lúc sáng sớm.", 1),
        (3, 2, "Bến cảng.", 3),
        (4, 3, "Đảo.", 3),
    ]
    kinds = ["text" if isinstance(part, tuple) else part.number for part in parts_of(story)]
    assert kinds == [1, "text", 2, "text", 3, 4]


def test_a_lead_photo_that_stands_in_the_text_is_shown_once() -> None:
    story = make_story(genre="photo_essay", blocks=BODY, lead_photo=make_photo(3))
    assert [each.photo.image_id for each in photos_of(story)] == [1, 2, 3]


def test_readers_get_every_photo_with_number_caption_credit_and_room(client: Client) -> None:
    shelf = publish_article(
        section=publish_frame()["tin-tuc"], genre="photo_essay", blocks=BODY, lead_photo=make_photo(9)
    )
    page = client.get(shelf.path).content.decode()
    story = page[page.index("<article") : page.index("</article>")]
    assert re.findall(r'id="(anh-\d+)"', story) == ["anh-1", "anh-2", "anh-3", "anh-4"]
    assert re.findall(r'<span class="essay-number" aria-hidden="true">([^<]+)<', story) == ["1/4", "2/4", "3/4", "4/4"]
    assert story.count("<img") == story.count('width="2400" height="1600"') == 4
    assert story.count('fetchpriority="high"') == 1 and story.count('loading="lazy"') == 3
    assert "Cầu lúc sáng sớm." in story and story.count("Ảnh: Minh An") == 4
    assert (
        story.index("Mở đầu.") < story.index('id="anh-2"') < story.index("Nắng đứng bóng.") < story.index('id="anh-3"')
    )
    assert 'aria-label="Ảnh 2 trên 4"' in story
    assert "reader/essay" in story


def test_another_article_has_nothing_of_it(client: Client) -> None:
    shelf = publish_article(section=publish_frame()["tin-tuc"], blocks=BODY, lead_photo=make_photo(9))
    page = client.get(shelf.path).content.decode()
    assert "anh-1" not in page and "reader/essay" not in page


def test_a_photo_whose_rights_were_lost_is_counted_no_more(client: Client) -> None:
    photos: list[Photo] = [stored_photo() for _each in range(3)]
    blocks = tuple(PhotoBlock(photo=photo_value(photo)) for photo in photos)
    shelf = publish_article(section=publish_frame()["tin-tuc"], genre="photo_essay", blocks=blocks)
    assert "3/3" in client.get(shelf.path).content.decode()
    Photo.objects.filter(pk=photos[0].pk).update(rights_lost_at="2026-01-01T00:00:00Z")
    assert "2/2" in client.get(shelf.path).content.decode()


def test_essays_have_a_list_that_can_be_made_again() -> None:
    shelf = publish_article(section=publish_frame()["tin-tuc"], genre="photo_essay", blocks=BODY)
    rows = Listing.objects.filter(list="genre:photo_essay")
    assert [row.teaser_id for row in rows] == [shelf.pk]
    rows.delete()
    rebuild()
    assert [row.teaser_id for row in rows.all()] == [shelf.pk]
