"""What a story becomes on each channel: made from the story alone, the same each time, fit to stand elsewhere."""

import datetime as dt
import json

import pytest
from django.utils import translation
from hypothesis import given, settings, strategies

from cms.channels.channel import Channel
from cms.channels.mail.compose import article_mail, subscription_letter
from cms.channels.ninjs import article_item, cancelled
from cms.channels.registry import channel, channels, compose, register
from cms.publication.posts import with_posts
from cms.publication.story import (
    Document,
    DocumentBlock,
    Mention,
    Photo,
    PhotoBlock,
    QuoteBlock,
    RelatedBlock,
    SessionRef,
    Story,
    TableBlock,
    TextBlock,
    Topic,
    Wording,
    canonical_json,
)

from .ninjs_rules import faults

PHOTO = Photo(
    image_id=7,
    sha256="ab" * 32,
    width=3000,
    height=2000,
    alt="Toàn cảnh phiên họp",
    caption="Toàn cảnh.",
    credit="Minh Mẫu",
)
STORY = Story(
    kind="article",
    page_id=12,
    slug="phien-hop-thu-nhat",
    headline="Phiên họp thứ Nhất & lễ khai mạc",
    short_headline="Phiên họp thứ Nhất",
    lede="Chiều 18/3, Tiểu ban họp.",
    dateline_place="Hải Mẫu",
    day=dt.date(2026, 3, 18),
    byline=("Minh An", "Thu Hà"),
    lead_photo=PHOTO,
    blocks=(
        TextBlock(html='<p>Đại hội <b>khai mạc</b>. <a linktype="page" id="34">Xem thêm</a>.</p>'),
        QuoteBlock(text="Chúng ta cùng làm.", name="Trần Văn Mẫu", office="Bí thư"),
        PhotoBlock(photo=PHOTO.model_copy(update={"image_id": 8}), caption="Đại biểu biểu quyết."),
        TableBlock(rows=(("Tổ", "Số phiếu"), ("1", "35"))),
        DocumentBlock(
            document=Document(document_id=3, sha256="cd" * 32, title="Dự thảo", filename="dự thảo.pdf", size=1200)
        ),
        RelatedBlock(page_ids=(34, 35)),
    ),
    session=SessionRef(session_id=5, name="Phiên khai mạc"),
    topics=(Topic(slug="dai-hoi", name="Đại hội"),),
    mentions=(Mention(person_id=9, name="Trần Văn Mẫu", offices=("Bí thư",)),),
)


def test_same_story_same_payload_whoever_asks():
    with translation.override("vi"):
        first = compose(channel("email"), STORY), compose(channel("webhook"), STORY)
    with translation.override("en"):
        second = compose(channel("email"), STORY), compose(channel("webhook"), STORY)
    assert first == second
    assert json.loads(json.dumps(first[0])) == first[0]


@pytest.mark.django_db
def test_posts_are_part_of_what_is_sealed():
    story = with_posts(STORY)
    assert [post.channel for post in story.posts] == ["email", "facebook", "telegram", "webhook", "webpush", "zalo"]
    again = Story.model_validate_json(canonical_json(story))
    assert [post.payload for post in again.posts] == [post.payload for post in story.posts]


@pytest.mark.parametrize("kind", ["front", "section", "session", "person", "imprint"])
def test_only_articles_go_out(kind):
    assert with_posts(STORY.model_copy(update={"kind": kind})).posts == ()


def test_valid_by_their_own_channel():
    for one in channels():
        assert one.validate(compose(one, STORY)) == []


def test_mail():
    mail = article_mail(STORY)
    assert mail["subject"] == STORY.headline
    assert "Phiên họp thứ Nhất &amp; lễ khai mạc" in mail["html"]
    assert "&amp;" not in mail["text"]
    for words in (
        "Chiều 18/3, Tiểu ban họp.",
        "Hải Mẫu, 18/03/2026",
        "Minh An, Thu Hà",
        "Chúng ta cùng làm.",
        "Minh Mẫu",
    ):
        assert words in mail["html"]
        assert words in mail["text"]
    assert "<strong>" in mail["html"] or "<b>" in mail["html"]
    assert 'src="/' not in mail["html"]
    assert 'href="/' not in mail["html"]
    assert "/b/34/" in mail["html"]
    assert "Trần Văn Mẫu</span>, <span>Bí thư" in mail["html"]
    assert "<script" not in mail["html"]
    link = "/b/12/?utm_source=email&utm_medium=email&utm_campaign=phien-5"
    assert link in mail["text"] and link.replace("&", "&amp;") in mail["html"]
    assert "{{unsubscribe_url}}" in mail["text"]
    assert mail["text"].endswith("{{unsubscribe_url}}\n")


def test_notification():
    push = channel("webpush")
    said = compose(push, STORY)
    assert (said["title"], said["body"], said["tag"]) == (STORY.short_headline, STORY.lede, "b-12")
    assert said["photo"].endswith("/800.jpg") and said["photo"] in push.preview(said)
    written = STORY.model_copy(update={"wordings": (Wording(channel="webpush", text="Ngắn gọn.", without_photo=True),)})
    mine = compose(push, written)
    assert mine["body"] == push.written(mine) == "Ngắn gọn." and "photo" not in mine
    (why,) = push.validate(said | {"body": "a" * 241})
    assert "241" in why and push.validate(said | {"body": "a" * 240}) == []
    taken_back = push.cancellation(said, "Tòa soạn gỡ bài.")
    assert taken_back["withdrawn"] and "photo" not in taken_back and STORY.lede not in str(taken_back)


def test_ninjs():
    item = article_item(STORY)
    # The properties of the schema that ours use, by hand from the published text.
    assert set(item) == {
        "uri", "type", "standard", "pubStatus", "language", "contentCreated", "title", "slugline", "by", "located", "headlines",
        "descriptions", "bodies", "subjects", "people", "events", "renditions", "associations",
    }  # fmt: skip
    assert item["standard"] == {
        "name": "ninjs",
        "version": "3.1",
        "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
    }
    assert faults(item) == [] and faults(cancelled(item, "Gỡ vì nhầm bài.")) == []
    assert item["contentCreated"] == "2026-03-18T00:00:00+07:00"
    assert item["by"] == "Minh An, Thu Hà"
    assert [each["role"] for each in item["headlines"]] == ["main", "short"]
    html, text = item["bodies"]
    assert (html["contentType"], text["contentType"]) == ("text/html", "text/plain")
    assert text["wordCount"] == len(text["value"].split())
    assert item["people"] == [{"name": "Trần Văn Mẫu", "rel": "mentions", "literal": "person:9"}]
    lead, second, document = item["associations"]
    assert (lead["name"], lead["rel"], lead["type"], lead["by"]) == ("photo-1", "lead", "picture", "Minh Mẫu")
    assert second["rel"] == "illustration"
    assert [lead["descriptions"][0]["value"], second["descriptions"][0]["value"]] == [
        "Toàn cảnh.",
        "Đại biểu biểu quyết.",
    ]
    assert lead["renditions"][0]["width"] == 1600
    assert lead["renditions"][0]["height"] == 1067
    assert document["title"] == "Dự thảo"
    for association in item["associations"]:
        assert association["uri"].isascii()
        assert association["uri"].startswith("http")


def test_cancellation_says_nothing_of_what_was_said():
    item = cancelled(article_item(STORY), "Bài có sai sót.")
    assert (item["pubStatus"], item["edNote"]) == ("canceled", "Bài có sai sót.")
    assert not {"bodies", "descriptions", "associations", "people"} & set(item)
    assert channel("webhook").validate(item) == []


def test_bad_payloads_are_named():
    mail = article_mail(STORY)
    assert channel("email").validate(mail | {"subject": ""})
    assert channel("email").validate(mail | {"subject": "a\nBcc: b@example.vn"})
    assert channel("email").validate(mail | {"subject": "dài " * 100})
    assert channel("email").validate(mail | {"text": "không có lối ra"})
    assert channel("email").validate(mail | {"html": "x" * 600_000 + "{{unsubscribe_url}}"})
    item = article_item(STORY)
    assert channel("webhook").validate(item | {"pubStatus": "final"})
    assert channel("webhook").validate(item | {"bylines": []})
    assert channel("webhook").validate(item | {"headlines": []})


def test_an_empty_draft_breaks_nothing():
    empty = Story(kind="article", page_id=1, slug="", headline="")
    for one in channels():
        payload = compose(one, empty)
        assert one.validate(payload)
        assert one.preview(payload)


@pytest.mark.parametrize("purpose", ["confirm", "already"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_letters(purpose, language):
    letter = subscription_letter(purpose, language)
    assert letter["language"] == language
    assert ("{{confirm_url}}" in letter["text"]) == (purpose == "confirm")
    assert ("{{confirm_url}}" in letter["html"]) == (purpose == "confirm")


def test_there_is_one_channel_of_a_code():
    with pytest.raises(ValueError, match="email"):
        register(channel("email"))
    assert all(isinstance(one, Channel) for one in channels())


texts = strategies.text(max_size=60)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(headline=texts, lede=texts, html=texts, quote=texts, byline=strategies.lists(texts, max_size=3))
def test_any_text_makes_a_payload_that_can_be_kept(headline, lede, html, quote, byline):
    story = Story(
        kind="article",
        page_id=1,
        slug="bai",
        headline=headline,
        lede=lede,
        byline=tuple(byline),
        blocks=(TextBlock(html=f"<p>{html}</p>"), QuoteBlock(text=quote)),
    )
    story = with_posts(story)
    assert Story.model_validate_json(canonical_json(story)) == story
    for post in story.posts:
        assert channel(post.channel).preview(post.payload)
    assert "<script" not in story.posts[0].payload["html"].lower()
