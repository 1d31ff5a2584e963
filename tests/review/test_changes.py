"""What readers are told of a change after publication: said by who makes it, refused where it is not said, kept afterwards."""

import json
import re
from html import unescape

import pytest
from django.core.management import call_command
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from cms.articles.models import ArticleChange, ArticlePage, SectionPage
from cms.channels.ninjs import article_item
from cms.proofreading.check import stops
from cms.publication.actions import withdraw
from cms.publication.story import Change, Story, canonical_json, digest_of, parse_story
from cms.staff.models import User
from reader.models import PublicNote, Teaser
from tests.factories.forms import article_form, submit_by_form
from tests.factories.newsroom import decide, declare, published, shelf, sign_in, submit
from tests.factories.people import approver, author, editor, section

__all__ = ["approver", "author", "editor", "section"]
pytestmark = pytest.mark.django_db

WRONG, RIGHT, SORRY = "35 đại biểu.", "53 đại biểu.", "Tòa soạn xin lỗi bạn đọc."


@pytest.fixture
def public(section: SectionPage, author: User, editor: User, approver: User) -> ArticlePage:
    return published(section, author, editor, approver)


def next_version(page: ArticlePage, author: User, editor: User, approver: User, kind: str, **words: str) -> None:
    draft = page.latest_draft()
    draft.lede += " Thêm."
    draft.save_revision(user=author, log_action=True)
    declare(draft, author, kind, **words)
    submit(draft, author)
    decide(draft, editor)
    decide(draft, approver)


def corrected(page: ArticlePage, author: User, editor: User, approver: User) -> str:
    next_version(page, author, editor, approver, "correction", wrong=WRONG, right=RIGHT, note=SORRY)
    return unescape(Client().get(shelf(page).path).content.decode())


def codes(page: ArticlePage) -> list[str]:
    return [finding.code for finding in stops(page.latest_draft().story())]


def test_a_story_that_tells_no_change_keeps_its_bytes() -> None:
    story = Story(kind="article", page_id=1, slug="bai", headline="Phiên họp")
    assert "changes" not in canonical_json(story)
    told = story.model_copy(update={"changes": (Change(kind="slip"),)})
    assert parse_story(canonical_json(told)) == told and digest_of(told) != digest_of(story)


def test_a_new_version_of_a_public_article_says_what_kind_of_change_it_is(public: ArticlePage, author: User) -> None:
    assert codes(public) == []
    client = sign_in(Client(), author)
    public.owner = author
    refused = submit_by_form(client, public, lede="Khác.")
    assert "đã từng đăng" in refused
    assert ArticlePage.objects.get(pk=public.pk).current_workflow_state is None
    row = {"kind": "slip", "wrong": "", "right": "", "note": "Sửa lỗi gõ phím.", "id": "", "ORDER": "1", "DELETE": ""}
    submit_by_form(client, public, lede="Khác.", change_rows=inline_formset([row]))
    assert ArticlePage.objects.get(pk=public.pk).current_workflow_state is not None


def test_what_is_refused_of_a_correction_opens_where_it_is_mended(public: ArticlePage, author: User) -> None:
    client, address = sign_in(Client(), author), reverse("wagtailadmin_pages:edit", args=[public.pk])
    row = {"kind": "correction", "wrong": WRONG, "right": "", "note": "", "id": "", "ORDER": "1", "DELETE": ""}
    form = article_form(public, lede="Khác.", change_rows=inline_formset([row]))
    assert client.post(address, {**form, "action-submit": "1"})["Location"] == f"{address}#id_change_rows-FORMS"
    shown = client.get(address).content.decode()
    assert 'id="id_change_rows-FORMS"' in shown and 'data-w-focus-target-value="#id_change_rows-FORMS"' in shown
    assert shown.count("for-correction") >= 2
    form = article_form(public, lede="Khác.", change_rows=inline_formset([{**row, "kind": ""}]))
    again = client.post(address, {**form, "action-submit": "1"}).content.decode()
    tab = re.search(r'data-w-tabs-active-panel-id-value="([^"]+)"', again)
    assert tab and tab[1].startswith("tab-sau_khi_")


def test_a_correction_says_what_was_wrong_and_what_is_right(public: ArticlePage, author: User) -> None:
    declare(public, author, "correction", wrong=WRONG)
    assert codes(public) == ["change.unfinished"]


def test_a_change_is_not_told_of_what_was_never_public(section: SectionPage, author: User) -> None:
    from tests.factories.newsroom import draft

    page = draft(section, author)
    declare(page, author, "update")
    assert codes(page) == ["change.early"]


def test_earlier_notes_stay(public: ArticlePage, author: User, editor: User, approver: User) -> None:
    corrected(public, author, editor, approver)
    draft = public.latest_draft()
    draft.change_rows.set([ArticleChange(kind="slip")])
    draft.save_revision(user=author)
    assert codes(public) == ["change.rewritten"]


def test_restoring_a_version_from_before_keeps_the_notes_and_a_copy_has_none(
    public: ArticlePage, author: User, editor: User, approver: User
) -> None:
    before = public.latest_draft().latest_revision
    corrected(public, author, editor, approver)
    before.as_object().save_revision(user=author, previous_revision=before)
    assert [change.wrong for change in public.latest_draft().story().changes] == [WRONG]
    assert codes(public) == ["change.undeclared"]
    copy = ArticlePage.objects.get(pk=public.pk).copy(update_attrs={"slug": "bai-chep"})
    assert copy.latest_draft().story().changes == () and codes(copy) == []


def test_a_correction_stands_on_the_page_and_is_read_by_machines(
    public: ArticlePage, author: User, editor: User, approver: User
) -> None:
    text = corrected(public, author, editor, approver)
    header = text[text.index("<h1") : text.index('<div class="body"')]
    assert all(words in header for words in ("Cải chính", WRONG, RIGHT, SORRY))
    items = [json.loads(found) for found in re.findall(r"ld\+json\">(.*?)</script>", text)]
    article = next(item for item in items if item["@type"] == "NewsArticle")
    assert article["correction"][0]["@type"] == "CorrectionComment"
    assert RIGHT in article["correction"][0]["text"] and article["correction"][0]["datePublished"]
    assert RIGHT in article_item(shelf(public).current.story)["edNote"]


def test_a_slip_is_a_small_note_and_no_news_to_feeds(
    public: ArticlePage, author: User, editor: User, approver: User
) -> None:
    first = Teaser.objects.get(pk=public.pk).updated_at
    next_version(public, author, editor, approver, "slip", note="Sửa lỗi gõ phím.")
    assert Teaser.objects.get(pk=public.pk).updated_at == first
    text = unescape(Client().get(shelf(public).path).content.decode())
    assert "Sửa lỗi gõ phím." in text and 'class="correction"' not in text
    next_version(public, author, editor, approver, "update")
    assert Teaser.objects.get(pk=public.pk).updated_at > first


def test_the_list_names_each_correction_and_withdrawal_and_can_be_made_again(
    public: ArticlePage, author: User, editor: User, approver: User, section: SectionPage
) -> None:
    corrected(public, author, editor, approver)
    next_version(public, author, editor, approver, "update")
    gone = published(section, author, editor, approver, title="Bài bị gỡ")
    withdraw(ArticlePage.objects.get(pk=gone.pk), user=approver, reason="Sai.", notice="Bài sai về số liệu.")
    page = Client().get("/cai-chinh/")
    text = unescape(page.content.decode())
    for words in (public.title, WRONG, RIGHT, SORRY, "Bài bị gỡ", "Bài sai về số liệu.", section.title, "Đăng lần đầu"):
        assert words in text
    assert f'href="{shelf(gone).path}"' not in text
    assert '<a href="/cai-chinh/">' in unescape(Client().get("/").content.decode())
    before = [model_to_dict(note, exclude=["id"]) for note in PublicNote.objects.order_by("at")]
    call_command("rebuild_listings", verbosity=0)
    assert [model_to_dict(note, exclude=["id"]) for note in PublicNote.objects.order_by("at")] == before


def test_the_list_asks_little_however_long_it_is(
    public: ArticlePage, author: User, editor: User, approver: User, django_assert_max_num_queries: object
) -> None:
    corrected(public, author, editor, approver)
    note = PublicNote.objects.get()
    for number in range(30):
        note.pk, note.right = None, f"{number} đại biểu."
        note.save()
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        text = Client().get("/cai-chinh/").content.decode()
    older = re.search(r'rel="next" href="(\?truoc=[^"]+)"', text)
    assert older and text.count('<section class="correction">') == 20
    assert Client().get(f"/cai-chinh/{older[1]}").content.decode().count('<section class="correction">') == 11
