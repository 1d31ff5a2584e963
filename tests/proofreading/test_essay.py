"""What proofreading asks of a photo essay."""

import pytest

from cms.proofreading.check import stops
from cms.publication.story import GalleryBlock, PhotoBlock, Story

from .test_rules import PHOTO, TEXT, article, codes

pytestmark = pytest.mark.django_db


def essay(*blocks: PhotoBlock | GalleryBlock) -> Story:
    return article(TEXT, *blocks, genre="photo_essay")


def photo(number: int, **words: str) -> PhotoBlock:
    return PhotoBlock(photo=PHOTO.model_copy(update={"image_id": number, **words}))


def test_three_photos_with_captions_are_an_essay() -> None:
    assert codes(essay(photo(1), photo(2), photo(3))) == []
    assert codes(article(TEXT, photo(1))) == []


def test_fewer_photos_stop_it() -> None:
    assert [finding.code for finding in stops(essay(photo(1), photo(2)))] == ["essay.few_photos"]


def test_a_photo_without_a_caption_is_named() -> None:
    gallery = GalleryBlock(photos=(PHOTO, PHOTO.model_copy(update={"image_id": 2, "caption": ""})))
    titled = PhotoBlock(photo=PHOTO.model_copy(update={"caption": ""}), title="5 giờ")
    assert codes(essay(gallery, titled)) == [("essay.no_caption", 1)]
