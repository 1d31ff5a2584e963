"""Pages about the site itself: they come with the newsroom as drafts, and the footer leads to those that were approved."""

import pytest
from django.test import Client

from cms.articles.models import InfoPage
from cms.proofreading.check import findings
from cms.staff.roles import Role
from newsroom.installation import install
from tests.factories.newsroom import decide, make_user, news_section, shelf, submit

pytestmark = pytest.mark.django_db

ADDRESS = "/cach-duyet-bai/"


@pytest.fixture
def page() -> InfoPage:
    news_section()
    return InfoPage.objects.get(slug="cach-duyet-bai")


def footer(client: Client) -> str:
    return client.get("/").content.decode().partition('<footer class="imprint">')[2]


def test_they_come_as_drafts_and_once(page: InfoPage, client: Client) -> None:
    install()
    assert sorted(InfoPage.objects.values_list("slug", "live")) == [
        ("cach-duyet-bai", False),
        ("kha-nang-tiep-can", False),
    ]
    for draft in InfoPage.objects.all():
        story = draft.latest_draft().story()
        assert findings(story) == [] and story.lede and len(story.blocks[0].html) > 1000
        assert shelf(draft) is None and client.get(f"/{draft.slug}/").status_code == 404
    assert ADDRESS not in footer(client)


def test_the_footer_leads_there_once_it_is_approved(page: InfoPage, client: Client) -> None:
    author, editor, approver = make_user(Role.COORDINATOR), make_user(Role.EDITOR), make_user(Role.APPROVING_EDITOR)
    draft = page.latest_draft()
    draft.lede += " Sửa cho đúng với tòa soạn này."
    draft.save_revision(user=author)
    submit(draft, author)
    assert client.get(ADDRESS).status_code == 404
    decide(draft, editor)
    decide(draft, approver)
    answer = client.get(ADDRESS)
    text = answer.content.decode()
    assert answer.status_code == 200 and "Bốn mắt" in text and "<h2>Vì sao không có bình luận</h2>" in text
    assert f'href="{ADDRESS}"' in footer(client)
    assert ADDRESS in client.get("/sitemap-pages.xml").content.decode()
    assert ADDRESS in client.get("/tim-kiem/", {"q": "vi sao khong co binh luan"}).content.decode()
    # It is no news, and stands in no list of articles.
    assert "Chúng tôi duyệt bài" not in client.get("/rss.xml").content.decode()


def test_an_empty_one_is_not_submitted(page: InfoPage) -> None:
    draft = page.latest_draft()
    draft.body = []
    assert [finding.code for finding in findings(draft.story())] == ["page.empty"]
