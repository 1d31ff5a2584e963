"""The front page in the admin: arranged by an editor, reviewed like an article."""

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.articles.actions.drafting import stream
from cms.articles.blocks import ZonesBlock
from cms.articles.models import ArticlePage, FrontPage, LeadArticle, SectionPage, Topic
from cms.proofreading.check import findings
from cms.publication.facts import pages_showing
from cms.publication.models import Contribution
from cms.publication.story import EssayZone, FrontDetails, LeadZone, RiverZone, SecondZone, SessionsZone, digest_of
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import draft, make_user, news_section, published, shelf, sign_in, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> SectionPage:
    return news_section()


@pytest.fixture
def front(section: SectionPage) -> FrontPage:
    return FrontPage.objects.get()


def zone(kind: str, **value: Any) -> tuple[str, dict[str, Any]]:
    """A zone as a browser posts it."""
    empty: dict[str, dict[str, Any]] = {
        "lead": {"page": ""},
        "second": {"pages": streamfield([]) | {"count": "0"}, "places": "3"},
        "river": {"section": "", "topic": "", "entries": "5"},
        "sessions": {"day": "", "entries": "4"},
        "essay": {"page": ""},
    }
    return kind, {"heading": "", "note": "", **empty[kind], **value}


def form_of(front: FrontPage, *zones: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": front.title,
            "slug": front.slug,
            "tagline": "Thành phố Mẫu",
            "zones": streamfield(list(zones)),
            "comments": inline_formset([]),
        }
    )


def edit(client: Client, front: FrontPage, *zones: Any, **more: str) -> str:
    """Saves the form of the front page; the screen that follows, in Vietnamese."""
    address = reverse("wagtailadmin_pages:edit", args=[front.pk])
    return unescape(client.post(address, {**form_of(front, *zones), **more}, follow=True).content.decode())


def details(front: FrontPage) -> FrontDetails:
    found = front.latest_draft().story().details
    assert isinstance(found, FrontDetails)
    return found


def check(*zones: tuple[str, dict[str, Any]]) -> Any:
    block = ZonesBlock()
    return block.clean(block.to_python([{"type": kind, "value": value} for kind, value in zones]))


def test_an_editor_arranges_the_zones_in_the_form(client: Client, section: SectionPage, front: FrontPage) -> None:
    article = draft(section, None)
    sign_in(client, make_user(Role.EDITOR))
    edit(
        client,
        front,
        zone("sessions", day="18/11/2026", note="Lịch ngày khai mạc."),
        zone("lead", page=str(article.pk)),
        zone("river", section=str(section.pk), heading="Tin mới"),
    )
    assert details(front).zones == (
        SessionsZone(day=dt.date(2026, 11, 18), note="Lịch ngày khai mạc."),
        LeadZone(page_id=article.pk),
        RiverZone(section_id=section.pk, heading="Tin mới", entries=5),
    )


def test_the_form_of_one_that_nobody_arranged_begins_with_what_readers_see(
    client: Client, section: SectionPage, front: FrontPage
) -> None:
    first, second = draft(section, None, title="Bài đầu"), draft(section, None, title="Bài sau")
    front.leads = [LeadArticle(article=first, sort_order=0), LeadArticle(article=second, sort_order=1)]
    front.save_revision()
    before = details(front)
    assert before.lead_page_ids == (first.pk, second.pk) and not before.zones
    sign_in(client, make_user(Role.EDITOR))
    response = client.get(reverse("wagtailadmin_pages:edit", args=[front.pk]))
    offered = response.context["form"].initial["zones"]
    assert [child.block_type for child in offered] == ["lead", "second", "sessions", "river", "sections"]
    assert offered[0].value["page"].pk == first.pk
    assert [page.pk for page in offered[1].value["pages"]] == [second.pk]
    edit(client, front, zone("lead", page=str(second.pk)))
    after = front.latest_draft()
    assert not after.leads.exists() and after.story().details.leading() == (second.pk,)


def test_the_same_article_twice_is_refused_in_one_sentence(
    client: Client, section: SectionPage, front: FrontPage
) -> None:
    article = draft(section, None, title="Khai mạc Đại hội", genre="photo_essay")
    sign_in(client, make_user(Role.EDITOR))
    address = reverse("wagtailadmin_pages:edit", args=[front.pk])
    twice = form_of(front, zone("lead", page=str(article.pk)), zone("essay", page=str(article.pk)))
    (error,) = client.post(address, twice).context["form"].errors.as_data()["zones"]
    sentence = "“Khai mạc Đại hội” đứng hai lần trên trang nhất: hãy chỉ chọn một lần."
    assert [each.message for each in error.non_block_errors.as_data()] == [sentence]
    assert [each.message for each in error.block_errors.values()] == [sentence]
    assert not details(front).zones


def test_what_can_not_stand_in_a_zone_is_refused(section: SectionPage) -> None:
    news = draft(section, None)
    people = SectionPage.objects.get(slug="nhan-vat")
    topic = Topic.objects.create(name="Đại hội")
    with pytest.raises(StreamBlockValidationError) as essay:
        check(("essay", {"page": news.pk}))
    assert "không phải phóng sự ảnh" in str(_inner(essay.value))
    with pytest.raises(StreamBlockValidationError) as river:
        check(("river", {"section": section.pk, "topic": topic.pk, "entries": 5}))
    assert "không chọn cả hai" in str(_inner(river.value))
    with pytest.raises(StreamBlockValidationError) as elsewhere:
        check(("river", {"section": people.pk, "entries": 5}))
    assert "không phải chuyên mục tin bài" in str(_inner(elsewhere.value))
    with pytest.raises(StreamBlockValidationError):
        check(("lead", {}), ("lead", {}))
    with pytest.raises(StreamBlockValidationError):
        check(*[("river", {"entries": 5})] * 5)


def _inner(error: StreamBlockValidationError) -> Any:
    inner = error.block_errors[0]
    assert isinstance(inner, StructBlockValidationError)
    return [each.message for each in inner.block_errors.values()]


def test_zones_that_are_half_filled_tell_a_story(front: FrontPage) -> None:
    front.zones = stream(
        [("lead", {}), ("second", {}), ("essay", {}), ("river", {}), ("documents", {}), ("sessions", {})]
    )
    front.save_revision()
    assert details(front).zones[:3] == (LeadZone(), SecondZone(), EssayZone())


def test_the_arrangement_goes_through_review_and_reaches_readers(client: Client, section: SectionPage) -> None:
    author, editor, approver = make_user(Role.EDITOR), make_user(Role.EDITOR), make_user(Role.APPROVING_EDITOR)
    lead = published(section, make_user(Role.REPORTER), editor, approver, title="Khai mạc Đại hội")
    published(section, make_user(Role.REPORTER), editor, approver, title="Tin mới hơn")
    front = FrontPage.objects.get()
    before = shelf(front).current.seal
    sign_in(client, author)
    edit(client, front, zone("lead", page=str(lead.pk), heading="Tâm điểm"))
    front = FrontPage.objects.get()
    assert Contribution.objects.filter(page_id=front.pk, user=author).exists()
    submit(front, author)
    _pass(front, editor)
    assert shelf(front).current.seal == before
    assert "Tâm điểm" not in Client().get("/").content.decode()
    _pass(front, approver)
    public = shelf(front).current
    assert public.story.details.zones == (LeadZone(page_id=lead.pk, heading="Tâm điểm"),)
    assert digest_of(public.story_json) == public.seal
    page = Client().get("/").content.decode()
    assert page.index("Tâm điểm") < page.index("Khai mạc Đại hội")


def _pass(page: FrontPage, user: User) -> None:
    state = FrontPage.objects.get(pk=page.pk).current_workflow_task_state
    state.task.specific.on_action(state, user, "approve")


def test_the_comparison_names_zones_and_articles(client: Client, section: SectionPage, front: FrontPage) -> None:
    article = draft(section, None, title="Khai mạc Đại hội")
    front.zones = stream([("lead", {"page": article.pk, "heading": "Tâm điểm"}), ("river", {"section": section.pk})])
    front.save_revision()
    sign_in(client, make_user(Role.EDITOR))
    page = unescape(client.get(reverse("review_comparison", args=[front.pk])).content.decode())
    for words in (
        "Các khu của trang nhất",
        "Khu: bài chính",
        "Tâm điểm",
        "Khai mạc Đại hội",
        "Khu: dòng tin mới",
        "Tin tức",
    ):
        assert words in page, words


def test_the_preview_is_the_page_of_the_draft(client: Client, section: SectionPage) -> None:
    editor, approver = make_user(Role.EDITOR), make_user(Role.APPROVING_EDITOR)
    one = published(section, make_user(Role.REPORTER), editor, approver, title="Bài thứ nhất")
    published(section, make_user(Role.REPORTER), editor, approver, title="Bài thứ hai")
    front = FrontPage.objects.get()
    sign_in(client, editor)
    edit(client, front, zone("lead", page=str(one.pk)), zone("river", heading="Tin khác"))
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[front.pk])).content.decode()
    assert preview.index("Bài thứ nhất") < preview.index("Tin khác") < preview.index("Bài thứ hai")
    assert "Tin khác" not in Client().get("/").content.decode()


def test_proofreading_says_what_readers_will_not_find(section: SectionPage) -> None:
    editor, approver = make_user(Role.EDITOR), make_user(Role.APPROVING_EDITOR)
    unseen = draft(section, None, title="Chưa ra")
    gone = published(section, make_user(Role.REPORTER), editor, approver, title="Đã gỡ")
    gone = ArticlePage.objects.get(pk=gone.pk)
    gone.unpublish(user=approver)
    news = published(section, make_user(Role.REPORTER), editor, approver, title="Tin thường")
    front = FrontPage.objects.get()
    front.zones = stream(
        [
            ("lead", {"page": unseen.pk}),
            ("second", {"pages": [gone.pk, unseen.pk], "places": 3}),
            ("essay", {"page": news.pk}),
        ]
    )
    front.save_revision()
    found = {finding.code: finding.message for finding in findings(front.latest_draft().story())}
    assert found["front.twice"] == "“Chưa ra” đứng hai lần trên trang nhất: hãy chỉ chọn một lần."
    assert found["front.no_essay"] == "“Tin thường” không phải phóng sự ảnh: hãy chọn một phóng sự ảnh."
    said = [finding.message for finding in findings(front.latest_draft().story()) if finding.code == "front.not_public"]
    assert sorted(said) == [
        "“Chưa ra” chưa xuất bản: bài sẽ hiện ra khi được xuất bản.",
        "“Đã gỡ” đã bị gỡ: bài không hiện ra, bài kế tiếp lên thay.",
    ]


def test_a_renamed_topic_of_a_river_proposes_a_new_front_page(front: FrontPage) -> None:
    topic = Topic.objects.create(name="Bầu cữ")
    front.zones = stream([("river", {"topic": topic.pk, "entries": 5})])
    front.save_revision()
    assert pages_showing(f"topic:{topic.slug}") == [front.pk]
    topic.name = "Bầu cử"
    topic.save()
    river = details(front).zones[0]
    assert isinstance(river, RiverZone) and river.topic and river.topic.name == "Bầu cử"
    assert Contribution.objects.filter(page_id=front.pk).last().way == Contribution.Way.FACT
