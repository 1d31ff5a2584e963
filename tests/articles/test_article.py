"""An article as its readers will see it: the story that its draft tells."""

import datetime as dt
import json
import unicodedata

import pytest
from django.core.exceptions import ValidationError

from cms.articles.actions.drafting import stream
from cms.articles.blocks import BodyBlock
from cms.articles.models import ArticleAuthor, ArticleMention, ArticlePage, SectionPage, Topic
from cms.publication.install import mark_as_sample, seal_installed
from cms.publication.models import Contribution, Kind
from cms.publication.story import digest_of
from cms.staff.roles import Role
from tests.factories.articles import DAY, make_full_session, make_photo
from tests.factories.newsroom import draft, make_user, news_section
from tests.factories.registry import hold, make_office, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> SectionPage:
    return news_section()


def test_the_slug_of_a_headline_with_d_stroke(section: SectionPage) -> None:
    page = draft(section, None, title="Đại hội Đảng bộ: khai mạc")
    assert page.slug == "dai-hoi-dang-bo-khai-mac"
    again = draft(section, None, title="Đại hội Đảng bộ: khai mạc")
    assert again.slug == "dai-hoi-dang-bo-khai-mac-2"


def test_every_text_is_nfc(section: SectionPage) -> None:
    wrong = unicodedata.normalize("NFD", "Đại hội Đảng bộ")
    page = draft(section, None, title=wrong, lede=wrong, text=wrong)
    text = page.latest_draft().story().model_dump_json()
    assert unicodedata.is_normalized("NFC", text)
    assert "Đại hội Đảng bộ" in ArticlePage.objects.get(pk=page.pk).lede


def test_every_block_tells_its_value(section: SectionPage) -> None:
    session, chair = make_full_session()
    photo = make_photo()
    other = draft(section, None, title="Bài khác")
    page = draft(section, None, day=DAY, session=session, lead_photo=photo)
    page.body = stream(
        [
            ("text", "<p>Một <b>hai</b></p>"),
            ("photo", {"photo": photo.pk, "title": "Tên", "caption": ""}),
            ("gallery", {"title": "Chùm ảnh", "photos": [photo.pk, photo.pk]}),
            ("quote", {"text": "Rõ việc.", "person": chair.pk, "name": "", "office": ""}),
            ("quote", {"text": "Rõ người.", "person": None, "name": "Ông Ba", "office": "tổ trưởng"}),
            ("agenda", {"title": "", "items": [{"time": "8 giờ", "title": "Khai mạc", "speaker": ""}]}),
            ("fact_box", {"title": "Con số", "text": "<p>4 nội dung</p>"}),
            ("table", {"data": [["A", None], ["1", "2"]], "first_row_is_table_header": True, "table_caption": "Bảng"}),
            ("embed", {"url": "https://www.example.org/v/1", "title": "Video", "provider": ""}),
            ("related", {"pages": [other.pk, other.pk]}),
        ]
    )
    page.save_revision()
    story = page.latest_draft().story()
    kinds = [block.type for block in story.blocks]
    assert kinds == [
        "text", "photo", "gallery", "quote", "quote", "agenda", "fact_box", "table", "embed", "related",
    ]  # fmt: skip
    quote = story.blocks[3].model_dump()
    assert (quote["name"], quote["office"]) == ("Trần Thị Lụa", "Phó Bí thư Thường trực Thành ủy, Trưởng Tiểu ban")
    assert story.blocks[4].model_dump()["name"] == "Ông Ba"
    assert story.blocks[7].model_dump()["rows"] == (("A", ""), ("1", "2"))
    assert story.blocks[8].model_dump()["provider"] == "example.org"
    assert story.blocks[9].model_dump()["page_ids"] == (other.pk,)
    assert story.session and story.session.session_id == session.pk
    assert story.lead_photo and story.lead_photo.image_id == photo.pk


def test_unfinished_blocks_do_not_break_the_story(section: SectionPage) -> None:
    page = draft(section, None)
    page.body = stream(
        [
            ("text", ""),
            ("text", None),
            ("photo", {"photo": None}),
            ("photo", {"photo": 99_999}),
            ("gallery", {"photos": [None, 99_999]}),
            ("quote", {}),
            ("quote", {"person": 99_999, "text": "Nói."}),
            ("quote", {"person": make_person().pk, "text": "Nói."}),
            ("agenda", {"items": [{}]}),
            ("fact_box", {}),
            ("document", {"document": None}),
            ("document", {"document": 99_999}),
            ("table", None),
            ("table", {"data": []}),
            ("embed", {"url": "javascript:alert(1)", "title": "x"}),
            ("embed", {}),
            ("related", {"pages": [None, 99_999]}),
            ("unknown", "x"),
        ]
    )
    page.day = None
    page.save_revision(clean=False)
    story = page.latest_draft().story()
    assert [block.type for block in story.blocks] == ["photo", "photo", "gallery", "quote", "quote"]
    assert digest_of(story) == digest_of(page.latest_draft().story())


def test_a_save_without_a_change_has_the_same_digest(section: SectionPage) -> None:
    page = draft(section, None, text="Một <b>hai</b> <i> ba</i>")
    before = digest_of(page.latest_draft().story())
    page = page.latest_draft()
    body = page._meta.get_field("body").stream_block
    assert isinstance(body, BodyBlock)
    page.body = body.clean(page.body)
    page.save_revision()
    assert digest_of(page.latest_draft().story()) == before


def test_names_have_the_offices_of_the_articles_day(section: SectionPage) -> None:
    person = make_person("Lê Thị Mẫu")
    hold(person, make_office("Phó Giám đốc Sở"), end=dt.date(2025, 6, 30))
    hold(person, make_office("Giám đốc Sở"), start=dt.date(2025, 7, 1))
    page = draft(section, None, day=dt.date(2025, 1, 5))
    page.mention_rows = [ArticleMention(person=person), ArticleMention(person=person)]
    page.save_revision()
    page = page.latest_draft()
    assert [mention.offices for mention in page.story().mentions] == [("Phó Giám đốc Sở",)]
    page.day = dt.date(2026, 1, 5)
    assert page.story().mentions[0].offices == ("Giám đốc Sở",)
    page.day = None
    assert page.story().mentions[0].offices == ()


def test_the_byline_is_of_pen_names_and_free_names_in_order(section: SectionPage) -> None:
    member = make_user(Role.REPORTER, pen_name="Sông Hàn")
    page = draft(section, member)
    page.authors = [
        ArticleAuthor(name="Cộng tác viên", sort_order=0),
        ArticleAuthor(user=member, sort_order=1),
        ArticleAuthor(user=member, sort_order=2),
    ]
    page.save_revision()
    assert page.latest_draft().story().byline == ("Cộng tác viên", "Sông Hàn")
    with pytest.raises(ValidationError):
        ArticleAuthor(page=page).full_clean()


def test_topics_have_folded_addresses_and_one_order(section: SectionPage) -> None:
    page = draft(section, None)
    page.topics.add("Đường sắt", "Bầu cử")
    page.save_revision()
    topics = page.latest_draft().story().topics
    assert [(topic.slug, topic.name) for topic in topics] == [("bau-cu", "Bầu cử"), ("duong-sat", "Đường sắt")]
    assert Topic.objects.create(name="Đuờng sắt").slug == "duong-sat-2"


def test_articles_stand_only_below_sections_of_articles(section: SectionPage) -> None:
    sessions = SectionPage.objects.get(slug="phien-hop")
    assert ArticlePage.can_create_at(section)
    assert not ArticlePage.can_create_at(sessions)
    assert not ArticlePage.can_create_at(section.get_parent())


def test_the_frame_tells_its_stories(section: SectionPage) -> None:
    front = section.get_parent().specific
    first, second = draft(section, None, title="Một"), draft(section, None, title="Hai")
    front.leads = [front.leads.model(article=second, sort_order=0), front.leads.model(article=first, sort_order=1)]
    front.tagline = "Trang tin"
    front.save_revision()
    details = front.latest_draft().story().details
    assert details and details.model_dump() == {
        "type": "front",
        "tagline": "Trang tin",
        "lead_page_ids": (second.pk, first.pk),
    }
    assert section.story().details.menu_order == section.menu_order


def test_the_columns_definition_stays_out_of_the_migrations() -> None:
    _name, _path, args, kwargs = ArticlePage._meta.get_field("body").deconstruct()
    assert args == [[]]
    assert "block_lookup" not in kwargs
    assert len(json.dumps(str(kwargs))) < 200


def test_a_renamed_topic_proposes_new_versions_and_changes_none(section: SectionPage) -> None:
    page = draft(section, None)
    page.topics.add("Bầu cữ")
    page.save_revision()
    mark_as_sample()
    publication = seal_installed(page, kind=Kind.SAMPLE)
    topic = Topic.objects.get()
    topic.name = "Bầu cử"
    topic.save()
    assert publication.story.topics[0].name == "Bầu cữ"
    assert page.latest_draft().story().topics[0].name == "Bầu cử"
    assert Contribution.objects.filter(page_id=page.pk).last().way == Contribution.Way.FACT
    topic.delete()
    assert page.latest_draft().story().topics == ()
