"""The comparison in the admin: who may see it, which versions it offers, what it shows, and what it asks of the database."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, Revision

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.models import Publication
from cms.publication.story import digest_of
from cms.review.comparison.models import Look
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.media import make_photo
from tests.factories.newsroom import decide, draft, make_user, published, sign_in, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author)


def address(page: Any) -> str:
    return reverse("review_comparison", args=[page.pk])


def edit(page: ArticlePage, user: User, **fields: Any) -> Revision:
    fresh = page.latest_draft()
    for name, value in fields.items():
        setattr(fresh, name, value)
    return fresh.save_revision(user=user)


def shown(client: Client, user: User, page: Any, **chosen: str) -> str:
    response = sign_in(client, user).get(address(page), chosen)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def compared(client: Client, user: User, page: Any, **chosen: str) -> tuple[str, str]:
    """The keys of the two versions on the screen."""
    html = shown(client, user, page, **chosen)
    old, new = re.findall(r'<option value="(\w+)" selected>', html)
    return old, new


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ((), 302),
        ((Role.COORDINATOR,), 302),
        ((Role.REPORTER,), 302),
        ((Role.PHOTO_EDITOR,), 200),
        ((Role.CHANNEL_MANAGER,), 200),
        ((Role.EDITOR,), 200),
        ((Role.APPROVING_EDITOR,), 200),
        ((Role.ADMINISTRATOR,), 200),
    ],
)
def test_who_may_compare(client: Client, article: ArticlePage, roles: tuple[Role, ...], status: int) -> None:
    sign_in(client, make_user(*roles))
    assert client.get(address(article)).status_code == status


def test_nobody_compares_without_signing_in_and_the_author_may(
    client: Client, article: ArticlePage, author: User
) -> None:
    response = client.get(address(article))
    assert response.status_code == 302 and "login" in response["Location"]
    assert sign_in(client, author).get(address(article)).status_code == 200


def test_what_is_no_version_of_this_page_is_not_found(
    client: Client, section: SectionPage, author: User, editor: User
) -> None:
    mine, other = draft(section, author), draft(section, author, title="Bài khác")
    sign_in(client, editor)
    foreign = f"r{other.latest_revision_id}"
    for key in (foreign, "r0", "b1", "xem", "x", "r" + "9" * 30, "<script>"):
        assert client.get(address(mine), {"cu": key}).status_code == 404, key
        assert client.get(address(mine), {"moi": key}).status_code == 404, key
    assert client.get(reverse("review_comparison", args=[1])).status_code == 404


def test_a_page_with_one_version_says_so(client: Client, article: ArticlePage, editor: User) -> None:
    assert "Trang này mới có một phiên bản" in shown(client, editor, article)


def test_words_are_marked_inline_and_side_by_side(
    client: Client, article: ArticlePage, author: User, editor: User
) -> None:
    edit(article, author, lede="Chiều 18/3, Tiểu ban tổ chức phiên họp thứ Hai.")
    html = shown(client, editor, article)
    assert re.search(r"phiên họp thứ <del>.*?Nhất</del><ins>.*?Hai</ins>", html)
    html = shown(client, editor, article, xem="song-song")
    old, new = re.findall(r'comparison-side--(?:old|new)">(.*?)</div>', html)[:2]
    assert "Nhất</del>" in old and "<ins>" not in old
    assert "Hai</ins>" in new and "<del>" not in new


def test_no_html_of_a_text_is_html_on_the_screen(
    client: Client, article: ArticlePage, author: User, editor: User
) -> None:
    edit(article, author, title="<b>Đậm</b> & <script>alert(1)</script>", lede='"><img src=x>')
    html = shown(client, editor, article, het="1")
    assert "<script>alert" not in html and "<img src=x" not in html and "<b>Đậm" not in html
    assert "&lt;script&gt;" in html


def test_the_choice_since_last_published(
    client: Client, section: SectionPage, author: User, editor: User, approver: User
) -> None:
    article = published(section, author, editor, approver)
    revision = edit(article, author, lede="Câu mới.")
    key = f"r{revision.pk}"
    assert compared(client, make_user(Role.EDITOR), article) == ("b1", key)
    html = shown(client, editor, article)
    assert "Từ bản công khai gần nhất" in html
    assert f"chốt {Publication.objects.get(page_id=article.pk).seal[:8]}" in html


def test_a_publication_shows_a_photo_as_it_was_sealed_and_a_draft_as_it_is(
    client: Client, section: SectionPage, author: User, editor: User, approver: User
) -> None:
    photo = make_photo(caption="Quang cảnh", credit="Minh An")
    article = published(section, author, editor, approver, lead_photo=photo)
    photo.caption = "Quang cảnh phiên họp"
    photo.save()
    html = shown(client, editor, article)
    assert re.search(r"Quang cảnh <ins>.*?phiên họp</ins>", html)
    assert reverse("photo", args=[photo.pk, photo.sha256[:12], 800, "jpg"]) in html


def test_an_unpublished_photo_is_there_to_be_seen(
    client: Client, article: ArticlePage, author: User, editor: User
) -> None:
    photo = make_photo()
    edit(article, author, lead_photo=photo)
    html = shown(client, editor, article)
    (url,) = set(re.findall(r'src="(/anh/[^"]+)"', html))
    assert client.get(url).status_code == 200
    assert Client().get(url).status_code == 404


def test_another_crop_is_drawn_on_the_picture(client: Client, article: ArticlePage, author: User, editor: User) -> None:
    photo = make_photo()
    edit(article, author, lead_photo=photo)
    look = digest_of(article.latest_draft().story())
    sign_in(client, editor).post(address(article), {"digest": look})
    photo.focal_point_x, photo.focal_point_y, photo.focal_point_width, photo.focal_point_height = 500, 400, 200, 100
    photo.save()
    html = shown(client, editor, article, cu="xem")
    assert html.count('<rect x="400" y="350" width="200" height="100"/>') == 1
    assert html.count('<figure class="comparison-picture">') == 2
    assert "Vùng phải giữ khi cắt" in html


def test_since_the_submission_before(
    client: Client, article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    first = f"r{article.latest_revision_id}"
    submit(article, author)
    decide(article, editor, "reject", "Bổ sung sa-pô.")
    edit(article, author, lede="Sa-pô đầy đủ.")
    ArticlePage.objects.get(pk=article.pk).current_workflow_state.resume(author)
    # What the editor does at the desk begins new states of the stage, but is no submission.
    edit(article, editor, lede="Sa-pô đầy đủ hơn.")
    edit(article, editor, lede="Sa-pô đầy đủ hơn nữa.")
    html = shown(client, approver, article)
    assert "Từ lần gửi duyệt trước" in html
    second = Revision.objects.for_instance(article).order_by("-pk")[2].pk
    assert compared(client, approver, article)[0] == f"r{second}"
    draft_now = Revision.objects.get(pk=second).as_object()
    draft_now.save_revision(user=editor)
    assert compared(client, approver, article)[0] == first


def looked(client: Client, user: User, page: ArticlePage, digest: str | None = None) -> Any:
    digest = digest or digest_of(page.latest_draft().story())
    return sign_in(client, user).post(address(page), {"digest": digest}, follow=True)


def test_since_my_last_look(client: Client, article: ArticlePage, author: User, approver: User) -> None:
    looked(client, approver, article)
    look = Look.objects.get()
    assert (look.user, look.page_id, look.revision_id) == (approver, article.pk, article.latest_revision_id)
    assert "Bạn đã xem bản này" in shown(client, approver, article)
    edit(article, author, lede="Sa-pô mới.")
    assert compared(client, approver, article)[0] == "xem"
    html = shown(client, approver, article)
    assert "Từ lần tôi xem gần nhất" in html and "Bạn đã xem bản này" not in html
    assert compared(client, make_user(Role.EDITOR), article)[0] != "xem"
    looked(client, approver, article)
    assert Look.objects.count() == 1


def test_a_look_outlives_the_revision_that_is_written_over(
    client: Client, article: ArticlePage, author: User, approver: User
) -> None:
    before = article.latest_draft().lede
    looked(client, approver, article)
    fresh = article.latest_draft()
    fresh.lede = "Viết đè lên bản đã xem."
    fresh.save_revision(user=author, overwrite_revision=fresh.latest_revision)
    html = shown(client, approver, article)
    assert Look.objects.get().story.lede == before
    assert "Viết đè lên" in html and "<del>" in html


def test_a_version_that_changed_meanwhile_was_not_looked_at(
    client: Client, article: ArticlePage, author: User, approver: User
) -> None:
    digest = digest_of(article.latest_draft().story())
    edit(article, author, lede="Sa-pô mới.")
    response = looked(client, approver, article, digest)
    assert "đã thay đổi từ khi bạn mở" in response.content.decode()
    assert not Look.objects.exists()


def test_reading_writes_nothing(client: Client, article: ArticlePage, author: User, editor: User) -> None:
    edit(article, author, lede="Sa-pô mới.")
    shown(client, editor, article)
    assert not Look.objects.exists()


def test_who_saved_or_passed_a_version_has_seen_it(
    client: Client, article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    revision = edit(article, author, lede="Sa-pô của phóng viên.")
    submit(article, author)
    decide(article, editor)
    edit(article, approver, lede="Sa-pô do lãnh đạo sửa.")
    assert compared(client, author, article)[0] == f"r{revision.pk}"
    assert compared(client, editor, article)[0] == f"r{revision.pk}"
    # Whoever made the latest version has seen it: then the submission is what is left to compare with.
    assert compared(client, approver, article)[0] == f"r{revision.pk}"


def test_wagtails_links_lead_to_ours(
    client: Client, section: SectionPage, author: User, editor: User, approver: User
) -> None:
    article = published(section, author, editor, approver)
    first = article.latest_revision_id
    second = edit(article, author, lede="Sa-pô mới.").pk
    sign_in(client, editor)
    history = client.get(reverse("wagtailadmin_pages:history", args=[article.pk]))
    assert history.status_code == 200
    links = re.findall(r'href="([^"]*/revisions/compare/[^"]*)"', history.content.decode())
    assert links
    for link in links:
        assert client.get(link)["Location"].startswith(address(article))
        assert client.get(link, follow=True).status_code == 200

    def led(old: str, new: str) -> str:
        return client.get(reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, old, new]))["Location"]

    assert led("live", str(second)) == f"{address(article)}?cu=b1&moi=r{second}"
    assert led("earliest", "latest") == f"{address(article)}?cu=r{first}"
    assert Client().get(links[0])["Location"].startswith("/tai-khoan/") or "login" in Client().get(links[0])["Location"]


def test_the_editor_leads_to_the_comparison(client: Client, article: ArticlePage, author: User, editor: User) -> None:
    edit(article, author, lede="Sa-pô mới.")
    submit(article, author)
    edit(article, author, lede="Sa-pô mới hơn.")
    sign_in(client, editor)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert address(article) in html
    assert "data-comparison-note" in html and "Từ lần gửi duyệt trước" in html


def test_the_number_of_queries_is_fixed(
    client: Client, section: SectionPage, author: User, editor: User, approver: User
) -> None:
    def counted(page: ArticlePage) -> int:
        sign_in(client, editor)
        client.get(address(page))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address(page), {"het": "1"}).status_code == 200
        return len(queries)

    def with_versions(page: ArticlePage, photos: int, paragraphs: int, rounds: int) -> ArticlePage:
        """An article with so many photos, paragraphs, versions and submissions after its publication."""
        submit(edit(page, author, lede="Sa-pô mới.").as_object(), author)
        for number in range(rounds):
            decide(page, editor, "reject", "Bổ sung sa-pô.")
            edit(page, author, lede=f"Sa-pô {number}.")
            ArticlePage.objects.get(pk=page.pk).current_workflow_state.resume(author)
        shown_photos = [("photo", {"photo": make_photo(), "title": "", "caption": ""}) for _ in range(photos)]
        text = f'<p>Xem <a linktype="page" id="{page.pk}">bài</a></p>' + "<p>Một đoạn.</p>" * paragraphs
        edit(page, author, body=[*shown_photos, ("text", text)])
        edit(page, author, body=[("text", text + "<p>Thêm.</p>"), *shown_photos])
        return page

    small = with_versions(published(section, author, editor, approver, title="Bài ngắn"), 1, 1, 1)
    large = with_versions(published(section, author, editor, approver, title="Bài dài"), 5, 60, 6)
    few = counted(small)
    assert counted(large) == few
    assert few < 70, few


def test_pages_of_every_kind_are_compared(client: Client, section: SectionPage, editor: User) -> None:
    fresh = section.latest_draft()
    fresh.intro = "Tin trong ngày của Đại hội."
    fresh.save_revision(user=editor)
    html = shown(client, make_user(Role.EDITOR), section)
    assert "Tin trong ngày của Đại hội." in html
    for page in Page.objects.filter(depth__gt=1):
        assert sign_in(client, editor).get(address(page), {"het": "1"}).status_code == 200
