"""Which articles go to a channel by its rule, and what a post has to have."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import ArticlePage, SectionPage
from cms.channels.models import Account, Dispatch
from cms.channels.outbox.rounds import run_once
from cms.channels.registry import channel, compose
from cms.publication.models import Publication
from cms.publication.posts import going_out
from cms.review.errors import ReviewRefused
from tests.channels.platforms.telegram import Telegram
from tests.factories.channels import Desk
from tests.factories.forms import submit_by_form
from tests.factories.media import make_photo
from tests.factories.newsroom import decide, draft, sign_in, submit
from tests.factories.registry import make_session

from .conftest import a_rule

pytestmark = pytest.mark.django_db

LINE = "Kênh chính thức của Đại hội – Giấy phép số 01/GP"


def post_of(page: ArticlePage, channel: str = "telegram") -> dict[str, Any]:
    return next(post.payload for post in page.latest_draft().story().posts if post.channel == channel)


def state(page: ArticlePage) -> str:
    return Dispatch.objects.filter(page_id=page.pk, channel="telegram").latest("pk").state


def says(desk: Desk, page: ArticlePage) -> str:
    answer = sign_in(Client(), desk.approver).get(reverse("channels_preview", args=[page.pk])).content.decode()
    section = answer[answer.index('id="channel-telegram"') :]
    found = re.search(r'class="channel-rule">.*?</svg>\s*(.*?)</p>', section, re.DOTALL)
    assert found
    return found[1]


def test_sessions(account: Account, desk: Desk) -> None:
    a_rule(sessions=["opening"])
    opening = desk.publish(session=make_session(kind="opening"))
    meeting = desk.publish(session=make_session(kind="meeting"))
    assert (state(opening), state(meeting), state(desk.publish())) == ("open", "ruled_out", "ruled_out")
    assert says(desk, meeting) == (
        "Theo quy chế hiện hành, bài này không lên kênh: loại phiên họp không thuộc diện đăng trên kênh này."
    )
    shown = {post.channel for post in going_out(meeting.latest_draft().story())}
    assert "telegram" not in shown


def test_sections_and_phases(account: Account, desk: Desk) -> None:
    other = desk.section.get_parent().add_child(instance=SectionPage(title="Chuyên mục khác", live=False))
    rule = a_rule(sections=[desk.section])
    assert state(desk.publish()) == "open"
    rule.sections.set([other])
    assert state(desk.publish()) == "ruled_out"
    rule.sections.clear()
    rule.phases = ["during"]
    rule.save()
    assert state(desk.publish()) == "ruled_out"


def test_what_stands_there_is_corrected_also_when_such_articles_go_there_no_more(
    telegram: Telegram, account: Account, desk: Desk
) -> None:
    page = desk.publish()
    run_once()
    a_rule(sessions=["opening"])
    assert says(desk, page).startswith("Bài đã có ở đây")
    desk.correct(page, lede="Sa-pô đã sửa.")
    assert Dispatch.objects.filter(page_id=page.pk, channel="telegram", action="update", state="open").exists()


def test_a_needed_picture_stops_the_submission(account: Account, desk: Desk) -> None:
    a_rule(needs_picture=True)
    page, client = draft(desk.section, desk.reporter), sign_in(Client(), desk.reporter)
    assert "Theo quy chế của kênh, bài đăng phải có ảnh." in submit_by_form(client, page)
    assert ArticlePage.objects.get(pk=page.pk).current_workflow_state is None
    submit_by_form(client, page, lead_photo=make_photo().pk)
    assert ArticlePage.objects.get(pk=page.pk).current_workflow_state is not None


class TestTheLine:
    """What names the account is in the payload that is sealed, in its count and on its preview, however the platform is made."""

    @pytest.fixture
    def page(self, db: None, desk: Desk) -> ArticlePage:
        for code in ("telegram", "facebook", "zalo"):
            Account.objects.create(channel=code, name="Kênh Đại hội", address=f"@{code}", active=True)
            a_rule(code, line=LINE)
        return draft(desk.section, desk.reporter, title="Khai mạc Đại hội", lede="Sáng 18/11, Đại hội khai mạc.")

    def count(self, desk: Desk, page: ArticlePage, channel: str, **fields: Any) -> int:
        row = {"channel": channel, "text": "", "shape": "", "position": ""} | fields
        shown = sign_in(Client(), desk.reporter).post(reverse("channels_wording", args=[page.pk]), row)
        assert LINE in shown.content.decode()
        found = re.search(r"data-count>(\d+)<", shown.content.decode())
        assert found
        return int(found[1])

    def test_telegram(self, page: ArticlePage, desk: Desk) -> None:
        text = post_of(page)["text"]
        link = post_of(page)["link"]
        assert text == f"Khai mạc Đại hội\n\nSáng 18/11, Đại hội khai mạc.\n\n{link}\n\n{LINE}"
        assert self.count(desk, page, "telegram") == len(text)
        assert self.count(desk, page, "telegram", text="Lời riêng") == len(f"Lời riêng\n\n{link}\n\n{LINE}")

    def test_facebook_without_a_photo(self, page: ArticlePage, desk: Desk) -> None:
        text = post_of(page, "facebook")["text"]
        assert text == f"Khai mạc Đại hội\n\nSáng 18/11, Đại hội khai mạc.\n\n{LINE}"
        assert self.count(desk, page, "facebook") == len(text)
        assert self.count(desk, page, "facebook", text="Lời riêng") == len(f"Lời riêng\n\n{LINE}")
        by_hand = channel("facebook").reading(post_of(page, "facebook")).text
        assert by_hand.endswith(f"khai mạc.\n\n{post_of(page, 'facebook')['link']}\n\n{LINE}")

    def test_facebook_under_a_photo(self, page: ArticlePage, desk: Desk) -> None:
        photo = make_photo()
        told = draft(desk.section, desk.reporter, title="Khai mạc", lede="Sáng nay.", lead_photo=photo)
        post = post_of(told, "facebook")
        assert post["text"] == f"Khai mạc\n\nSáng nay.\n\n{post['link']}\n\n{LINE}"

    def test_zalo(self, page: ArticlePage, desk: Desk) -> None:
        """An article has a place for it at its end; the description, which is short, keeps to the article."""
        post = post_of(page, "zalo")
        assert post["body"][-1] == {"type": "text", "content": f"<p>{LINE}</p>"}
        assert self.count(desk, page, "zalo") == len(post["description"]) == len("Sáng 18/11, Đại hội khai mạc.")
        assert channel("zalo").reading(post).text.endswith(LINE)

    @pytest.mark.parametrize("code", ["telegram", "facebook"])
    def test_a_post_of_the_line_alone_says_nothing(self, page: ArticlePage, code: str) -> None:
        empty = page.latest_draft().story().model_copy(update={"headline": "", "lede": ""})
        assert channel(code).validate(compose(channel(code), empty)) == ["Bài đăng không có chữ nào."]

    @pytest.mark.django_db(transaction=True)
    def test_it_is_sealed_and_stays_also_when_the_photo_goes(
        self, telegram: Telegram, account: Account, desk: Desk
    ) -> None:
        """What is made anew without a photo whose rights were lost has the line that was approved, and no later one."""
        rule, photo = a_rule(line=LINE), make_photo()
        page = desk.publish(lead_photo=photo)
        assert LINE in Publication.objects.get(page_id=page.pk).story_json
        rule.valid_until = timezone.now()
        rule.save()
        a_rule(valid_from=rule.valid_until, line="Dòng khác")
        type(photo).objects.filter(pk=photo.pk).update(rights_lost_at=timezone.now())
        run_once()
        (text,) = telegram.texts()
        assert text.endswith(LINE)

    def test_a_long_text_gives_way_to_it(self, page: ArticlePage, desk: Desk) -> None:
        page = draft(desk.section, desk.reporter, lede="Một lời dài " * 600)
        text = post_of(page)["text"]
        assert text.endswith(f"…\n\n{post_of(page)['link']}\n\n{LINE}")
        assert 4000 < len(text.encode("utf-16-le")) // 2 <= 4096
        address = reverse("channels_wording", args=[page.pk])
        written = {"channel": "telegram", "text": "x" * 4090, "shape": "", "position": ""}
        assert "is-over" in sign_in(Client(), desk.reporter).post(address, written).content.decode()


def test_another_line_asks_for_another_submission(account: Account, desk: Desk) -> None:
    page = submit(draft(desk.section, desk.reporter), desk.reporter)
    a_rule(line=LINE)
    with pytest.raises(ReviewRefused, match="đã đổi sau khi gửi duyệt"):
        decide(page, desk.editor)
    page.latest_draft().save_revision(user=desk.editor, log_action=True)
    decide(page, desk.editor)
    decide(page, desk.approver)
    assert LINE in Publication.objects.get(page_id=page.pk).story_json


def test_a_rule_that_began_between_draft_and_submission_asks_for_nothing_more(account: Account, desk: Desk) -> None:
    page = draft(desk.section, desk.reporter)
    a_rule(line=LINE)
    submit_by_form(sign_in(Client(), desk.reporter), page)
    decide(page, desk.editor)
    decide(page, desk.approver)
    assert LINE in Publication.objects.get(page_id=page.pk).story_json
