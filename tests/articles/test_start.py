"""Beginning an article from a session."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from cms.articles.actions import start_from_session
from cms.articles.models import ArticlePage, SectionPage
from cms.proofreading.check import stops
from cms.staff.roles import Role
from tests.factories.articles import DAY, make_full_session
from tests.factories.newsroom import make_user, news_section, sign_in
from tests.factories.registry import make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> SectionPage:
    return news_section()


def test_the_draft_holds_what_the_registry_knows(section: SectionPage) -> None:
    session, chair = make_full_session()
    reporter = make_user(Role.REPORTER)
    story = start_from_session(session, section, reporter).latest_draft().story()
    assert story.headline == session.display_name()
    assert story.day == DAY
    assert story.session and story.session.venue == "Hội trường A"
    assert "Hội trường A" in story.lede
    assert "Phó Bí thư Thường trực Thành ủy Trần Thị Lụa, Trưởng Tiểu ban" in story.lede
    assert [mention.name for mention in story.mentions] == [chair.name, "Đỗ Minh Khuê"]
    assert story.mentions[0].offices == ("Phó Bí thư Thường trực Thành ủy", "Trưởng Tiểu ban")
    agenda = next(block for block in story.blocks if block.type == "agenda")
    assert [(item.time, item.title, item.speaker) for item in agenda.items] == [
        ("14 giờ", "Quy chế làm việc", "Đỗ Minh Khuê"),
        ("", "Kế hoạch hoạt động", ""),
    ]
    assert story.byline == (reporter.byline,)


def test_open_slots_stop_submission(section: SectionPage) -> None:
    session, _chair = make_full_session()
    story = start_from_session(session, section, make_user(Role.REPORTER)).latest_draft().story()
    assert {finding.code for finding in stops(story)} == {"slot.open"}


def test_a_session_of_which_little_is_known(section: SectionPage) -> None:
    story = start_from_session(make_session(DAY), section, None).latest_draft().story()
    assert story.lede.count("[[") == 3
    assert [block.type for block in story.blocks] == ["text", "text"]


def test_only_for_who_may_add_articles(section: SectionPage) -> None:
    with pytest.raises(PermissionDenied):
        start_from_session(make_session(DAY), section, make_user())
    assert ArticlePage.objects.count() == 0


def test_from_the_sessions_screens_to_the_editor(section: SectionPage, client: Client) -> None:
    session, _chair = make_full_session()
    sign_in(client, make_user(Role.REPORTER))
    url = reverse("articles:start", args=[session.pk])
    listing = client.get(reverse(session.snippet_viewset.get_url_name("list")))
    assert url in listing.content.decode()
    looked_at = client.get(reverse(session.snippet_viewset.get_url_name("inspect"), args=[session.pk]))
    assert url in looked_at.content.decode()
    editor = client.get(reverse(session.snippet_viewset.get_url_name("edit"), args=[session.pk]))
    if editor.status_code == 200:
        assert url in editor.content.decode()
    assert client.get(url).status_code == 200
    answer = client.post(url, {"section": section.pk})
    page = ArticlePage.objects.get()
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(answer["Location"]).status_code == 200
