"""The demo newsroom: it comes as one, shows what it says, sends nothing, and goes again without a trace among what is public."""

import datetime as dt
import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image
from wagtail.models import Page

from cms.articles.models import ArticlePage, FrontPage
from cms.channels.models import Delivery, Dispatch, Subscriber, WebhookEndpoint
from cms.publication.inspection import differences
from cms.publication.models import Kind, Publication, SampleMark, Shelf
from cms.registry.models import Body, Person, Session
from cms.registry.queries import offices_on
from cms.review.notices.models import Notice, Outgoing
from cms.staff.models import User
from cms.staff.roles import Role
from media.models import Paper, Photo
from newsroom import demo_accounts
from newsroom.demo import content
from newsroom.demo.models import DemoRow
from newsroom.demo.pictures import SCENES, draw
from reader.models import Edition, Teaser
from tests.factories import newsroom

# The old placing of tone marks is the house's: hòa, ủy, xóa.
NEW_PLACING = re.compile(r"\b\w*?(?:o[àáảãạ]|(?<![qQ])u[ýỳỷỹỵ])\b")


def articles_in(*states: str) -> list[content.ArticleData]:
    return [article for article in content.articles() if article.state in states]


def page_of(article: content.ArticleData) -> ArticlePage:
    return ArticlePage.objects.get(draft_title=article.title)


def address_of(article: content.ArticleData) -> str:
    return Shelf.objects.get(pk=page_of(article).pk).path


def test_every_text_is_nfc_and_in_the_house_spelling() -> None:
    paths = [*content.FOLDER.glob("articles/*.toml"), *content.FOLDER.glob("world/*.toml")]
    assert len(paths) > 40
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name
        lines = [line for line in text.splitlines() if not line.startswith("variants")]
        assert NEW_PLACING.findall("\n".join(lines)) == [], path.name


def test_every_scene_is_drawn_wide_enough_and_the_same_each_time() -> None:
    for scene in SCENES:
        image = Image.open(io.BytesIO(draw(scene, 5)))
        assert image.format == "JPEG" and image.width >= 1600
    assert draw("island", 5) == draw("island", 5)
    assert {photo.scene for photo in content.world().photo} == set(SCENES)


def test_an_article_that_was_published_is_read_on_its_day(demo: None, client: Client) -> None:
    published = articles_in("published", "newer_draft")
    assert len(published) >= 30
    for article in published:
        response = client.get(address_of(article))
        assert response.status_code == 200, article.key
        assert article.lede[:60] in response.content.decode(), article.key
        assert Teaser.objects.get(pk=page_of(article).pk).published_at == article.first_public_at


def test_the_site_says_that_it_holds_sample_data(demo: None, client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "Bế mạc Đại hội" in response.content.decode()
    assert Edition.objects.get().sample
    assert not Publication.objects.filter(kind__in=[Kind.APPROVAL, Kind.EMERGENCY]).exclude(
        page_id__in=[page_of(article).pk for article in articles_in("scheduled")]
    )


def test_the_front_page_is_arranged_and_tells_a_photo_essay(demo: None, client: Client) -> None:
    (essay,) = [article for article in content.articles() if article.genre]
    front = client.get("/").content.decode()
    zones = re.findall(r'class="front-zone front-(\w+)', front)
    assert [zone for zone in zones if zone != "strip"] == ["lead", "second", "essay", "river", "documents", "sections"]
    assert essay.title in front and "Văn kiện và tài liệu" in front
    page = client.get(address_of(essay)).content.decode()
    assert 'id="anh-12"' in page and "12/12" in page


def test_what_is_still_in_review_is_read_by_nobody(demo: None, client: Client) -> None:
    waiting = articles_in("draft", "at_desk", "sent_back", "at_approval", "scheduled", "open_slot")
    assert {article.state for article in waiting} == {
        "draft", "at_desk", "sent_back", "at_approval", "scheduled", "open_slot",
    }  # fmt: skip
    for article in waiting:
        page = page_of(article)
        assert client.get(page.get_url()).status_code == 404, article.key
        assert not page.live


def test_there_is_an_article_in_each_state_of_the_review(demo: None) -> None:
    stages = {state: page_of(articles_in(state)[0]).current_workflow_task_state for state in ("at_desk", "at_approval")}
    assert stages["at_desk"].task_id != stages["at_approval"].task_id
    sent_back = page_of(articles_in("sent_back")[0])
    assert sent_back.workflow_states.get().status == "needs_changes"
    shelf = Shelf.objects.get(pk=page_of(articles_in("scheduled")[0]).pk)
    assert shelf.scheduled is not None and shelf.scheduled.kind == Kind.APPROVAL
    assert page_of(articles_in("newer_draft")[0]).has_unpublished_changes
    draft = page_of(articles_in("open_slot")[0])
    with pytest.raises(Exception, match="số điểm cầu"):
        newsroom.submit(draft, User.objects.get(username="phongvien"))


def test_a_withdrawn_article_answers_with_its_notice(demo: None, client: Client) -> None:
    article = articles_in("withdrawn")[0]
    response = client.get(address_of(article))
    assert response.status_code == 410
    assert "xin lỗi bạn đọc" in response.content.decode()


def test_sessions_and_people_have_pages(demo: None, client: Client) -> None:
    session, person = Session.objects.get(kind="opening"), Person.objects.get(name="Trần Thị Lụa")
    page = client.get(session.pages.get().get_url()).content.decode()
    assert "Diễn văn khai mạc" in page and "Ban Tổ chức Đại hội cung cấp" in page and "01-CTr/ĐH" in page
    assert "Phó Bí thư Thường trực Thành ủy" in client.get(person.pages.get().get_url()).content.decode()


def test_offices_change_with_the_congress(demo: None) -> None:
    person = Person.objects.get(name="Trần Thị Lụa")
    before = [term.office.title for term in offices_on(person, dt.date(2026, 11, 18))]
    after = [term.office.title for term in offices_on(person, dt.date(2026, 11, 19))]
    assert before[0] == "Phó Bí thư Thường trực Thành ủy" and after[0] == "Bí thư Thành ủy"
    assert Person.objects.count() >= 20
    assert all(person.terms.exclude(source="").exists() for person in Person.objects.all())


def test_everything_public_is_as_it_was_sealed(demo: None) -> None:
    assert list(differences()) == []


def test_loading_sends_nothing(demo: None) -> None:
    assert Subscriber.objects.filter(state=Subscriber.State.ACTIVE, email__endswith="@example.invalid").count() >= 5
    assert not Dispatch.objects.exists() and not Delivery.objects.exists() and mail.outbox == []
    assert not WebhookEndpoint.objects.filter(active=True).exists()
    assert Notice.objects.filter(recipient__username="bientap", kind="waiting", read_at=None).exists()
    assert not Outgoing.objects.exists()


def test_loading_again_changes_nothing(demo: None) -> None:
    before = Page.objects.count(), Publication.objects.count(), DemoRow.objects.count(), User.objects.count()
    call_command("load_demo")
    assert before == (Page.objects.count(), Publication.objects.count(), DemoRow.objects.count(), User.objects.count())


def test_lost_accounts_are_written_again(demo: None) -> None:
    demo_accounts.accounts_file().unlink(missing_ok=True)
    call_command("load_demo")
    assert "duyetbai" in demo_accounts.accounts_file().read_text(encoding="utf-8")


def test_removal_leaves_the_installed_site(
    demo: None, client: Client, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    path = address_of(articles_in("published")[0])
    stored = [photo.file.path for photo in Photo.objects.all()]
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_demo")
    front = client.get("/")
    assert front.status_code == 200 and "Hải Vân" not in front.content.decode()
    assert client.get(path).status_code == 404
    assert list(differences()) == []
    for kind in (ArticlePage, Person, Session, Body, Photo, Paper, User, Subscriber, Notice, DemoRow, SampleMark):
        assert not kind._default_manager.exists(), kind
    assert not any(page.has_unpublished_changes for page in Page.objects.filter(live=True))
    assert FrontPage.objects.get().draft_title == settings.WAGTAIL_SITE_NAME
    assert not demo_accounts.accounts_file().exists()
    assert not any(Path(path).exists() for path in stored)


def test_removal_refuses_while_other_pages_stand_on_the_demo(demo: None) -> None:
    reporter = newsroom.make_user(Role.REPORTER)
    section = Page.objects.get(slug="dien-bien-dai-hoi").specific
    own = newsroom.draft(section, reporter, title="Bài của riêng tôi")
    with pytest.raises(CommandError, match="Bài của riêng tôi"):
        call_command("remove_demo")
    assert Person.objects.exists() and ArticlePage.objects.filter(pk=own.pk).exists()
    call_command("remove_demo", with_dependents=True)
    assert not ArticlePage.objects.exists()
