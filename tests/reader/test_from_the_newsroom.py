"""From a real draft through the gate to the reader."""

import pytest
from django.test import Client

from cms.publication.install import mark_as_sample, seal_installed
from cms.publication.models import Kind, Shelf
from tests.factories.newsroom import draft, news_section

pytestmark = pytest.mark.django_db


def test_what_is_sealed_is_read_and_what_is_edited_afterwards_is_not(client: Client) -> None:
    section = news_section()
    mark_as_sample()
    page = draft(section, None, title="Phiên họp thứ Nhất", text="Nội dung đã duyệt.")
    assert client.get("/tin-tuc/phien-hop-thu-nhat/").status_code == 404
    seal_installed(page, kind=Kind.SAMPLE)
    shelf = Shelf.objects.get(pk=page.pk)
    assert "Nội dung đã duyệt." in client.get(shelf.path).content.decode()
    assert shelf.path in client.get("/").content.decode()
    assert page.latest_draft().url.endswith(shelf.path)

    edited = page.latest_draft()
    edited.title = "Đầu đề chưa duyệt"
    edited.save_revision()
    for address in (shelf.path, "/", section.url, "/rss.xml", "/tim-kiem/?q=phien+hop"):
        assert "chưa duyệt" not in client.get(address).content.decode()


def test_an_article_with_a_new_address_is_found_at_the_old_one(client: Client) -> None:
    section = news_section()
    mark_as_sample()
    page = draft(section, None)
    seal_installed(page, kind=Kind.SAMPLE)
    old = Shelf.objects.get(pk=page.pk).path
    page = page.latest_draft()
    page.slug = "duong-dan-moi"
    page.save_revision(clean=False)
    seal_installed(page, kind=Kind.SAMPLE)
    new = Shelf.objects.get(pk=page.pk).path
    assert new != old
    assert client.get(new).status_code == 200
    assert client.get(old)["Location"] == new
    page.latest_draft().unpublish()
    assert client.get(new).status_code == 410
    assert client.get(old, follow=True).status_code == 410
