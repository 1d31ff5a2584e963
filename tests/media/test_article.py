"""The photo of an article that walks the real review."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from cms.publication.actions import withdraw
from cms.publication.models import Contribution
from cms.staff.roles import Role
from media.addresses import photo_url
from media.errors import FileInUse
from tests.factories.media import jpeg, make_photo, picture
from tests.factories.newsroom import draft, make_user, news_section, published, shelf

pytestmark = pytest.mark.django_db


def test_an_articles_photo_is_public_from_approval_to_withdrawal() -> None:
    section, author, editor = news_section(), make_user(Role.REPORTER), make_user(Role.EDITOR)
    approver = make_user(Role.APPROVING_EDITOR)
    photo, reader = make_photo(), Client()
    waiting = draft(section, author, lead_photo=photo)
    value = waiting.story().lead_photo
    assert value is not None
    url = photo_url(value, 800, "webp")
    assert reader.get(url).status_code == 404

    page = published(section, author, editor, approver, title="Phiên họp thứ Hai", lead_photo=photo)
    served = reader.get(url)
    assert served.status_code == 200

    photo.caption = "Chú thích đã sửa."
    photo.save()
    stands = shelf(page)
    assert stands is not None
    assert stands.current is not None
    assert stands.current.story.lead_photo == value
    assert page.latest_draft().story().lead_photo.caption == "Chú thích đã sửa."
    assert Contribution.objects.filter(page_id=page.pk).latest("pk").way == Contribution.Way.FACT

    withdraw(page, user=approver, reason="Sai tên.", notice="Bài đã được gỡ.")
    assert reader.get(url).status_code == 404
    with pytest.raises(FileInUse):
        photo.delete()


def test_the_file_of_a_photo_in_an_article_can_not_be_exchanged() -> None:
    photo = make_photo()
    page = draft(news_section(), make_user(Role.REPORTER), lead_photo=photo)
    before = page.story().lead_photo
    photo.file = ContentFile(jpeg(picture(seed=3)), name="khac.jpg")
    with pytest.raises(Exception, match=r"never changes|không bao giờ"):
        photo.save()
    assert page.latest_draft().story().lead_photo == before
