"""Taking a page back: who may, in Python and in the admin; the reason for the newsroom, the notice for the readers."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.actions import unschedule, withdraw
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import draft, make_user, published, shelf, sign_in

pytestmark = pytest.mark.django_db

MAY = {Role.APPROVING_EDITOR, Role.ADMINISTRATOR}
RUNGS = ["anonymous", "none", *Role, "superuser"]
WORDS = {"reason": "Sai số liệu.", "notice": "Bài có sai sót về số liệu."}


@pytest.fixture
def public(section: SectionPage, author: User, editor: User, approver: User) -> ArticlePage:
    return published(section, author, editor, approver)


@pytest.fixture
def scheduled(section: SectionPage, author: User, editor: User, approver: User) -> ArticlePage:
    at = timezone.now() + dt.timedelta(hours=2)
    return published(section, author, editor, approver, title="Bài hẹn giờ", go_live_at=at)


def person(rung: str | Role) -> User | None:
    match rung:
        case "anonymous":
            return None
        case "none":
            return make_user()
        case "superuser":
            return make_user(superuser=True)
        case role:
            return make_user(Role(role))


def visitor(rung: str | Role) -> Client:
    user = person(rung)
    return sign_in(Client(), user) if user else Client()


def single(client: Client, page: Page, **words: str) -> HttpResponse:
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), words)


def together(client: Client, *pages: Page, **words: str) -> HttpResponse:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    return client.post(f"{address}?next=/quan-tri/&" + "&".join(f"id={page.pk}" for page in pages), words)


def last_entry(page: Page) -> Entry:
    return Entry.objects.filter(subject=f"page:{page.pk}", action="publication.withdrawn").latest("number")


@pytest.mark.parametrize("rung", RUNGS[1:])
def test_ladder_in_python(rung: str | Role, public: ArticlePage, scheduled: ArticlePage) -> None:
    user = person(rung)
    acts = [
        lambda: withdraw(ArticlePage.objects.get(pk=public.pk), user=user, reason="Sai."),
        lambda: unschedule(scheduled.pk, user=user),
    ]
    for act in acts:
        if rung in MAY:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()
    assert shelf(public).is_public() == (rung not in MAY)
    assert (shelf(scheduled).scheduled is None) == (rung in MAY)


@pytest.mark.parametrize("rung", RUNGS[1:])
def test_ladder_of_wagtails_own_way_in_python(rung: str | Role, public: ArticlePage) -> None:
    user = person(rung)
    fresh = ArticlePage.objects.get(pk=public.pk)
    if rung in MAY:
        fresh.unpublish(user=user)
        assert last_entry(public).actor == str(user.trail_id)
    else:
        with pytest.raises(PermissionDenied):
            fresh.unpublish(user=user)
        with pytest.raises(PermissionDenied):
            fresh.unpublish(user=user, set_expired=True)
    assert shelf(public).is_public() == (rung not in MAY)


def test_the_system_needs_no_role(public: ArticlePage) -> None:
    withdraw(ArticlePage.objects.get(pk=public.pk), user=None, reason="rights lost")
    assert not shelf(public).is_public()


@pytest.mark.parametrize("way", [single, together])
@pytest.mark.parametrize("rung", RUNGS)
def test_ladder_of_the_admin(rung: str | Role, way: Any, public: ArticlePage) -> None:
    way(visitor(rung), public, **WORDS)
    assert shelf(public).is_public() == (rung not in MAY)


@pytest.mark.parametrize("rung", RUNGS)
def test_ladder_of_giving_up_a_schedule(rung: str | Role, scheduled: ArticlePage) -> None:
    revision = scheduled.latest_draft().latest_revision
    visitor(rung).post(reverse("wagtailadmin_pages:revisions_unschedule", args=[scheduled.pk, revision.pk]))
    assert (shelf(scheduled).scheduled is None) == (rung in MAY)


@pytest.mark.parametrize("rung", RUNGS)
def test_ladder_of_deleting_what_is_scheduled(rung: str | Role, scheduled: ArticlePage) -> None:
    visitor(rung).post(reverse("wagtailadmin_pages:delete", args=[scheduled.pk]))
    assert ArticlePage.objects.filter(pk=scheduled.pk).exists() == (rung not in MAY)


def test_who_may_not_is_told_in_a_sentence(public: ArticlePage, editor: User) -> None:
    client = sign_in(Client(), editor)
    answer = client.post(reverse("wagtailadmin_pages:unpublish", args=[public.pk]), WORDS, follow=True)
    assert answer.status_code == 200
    assert [str(message) for message in answer.context["messages"]]


def test_a_saved_row_that_is_not_live_takes_nothing_back_for_who_may_not(public: ArticlePage, editor: User) -> None:
    """Whatever view saves the row as not live, somebody is signed in who may do that, or it is refused."""
    from wagtail.log_actions import LogContext

    fresh = ArticlePage.objects.get(pk=public.pk)
    fresh.live = False
    with LogContext(user=editor), pytest.raises(PermissionDenied):
        fresh.save()
    assert shelf(public).is_public()


@pytest.mark.parametrize("way", [single, together])
def test_the_reason_goes_to_the_trail_and_the_notice_to_the_readers(
    way: Any, public: ArticlePage, approver: User
) -> None:
    assert way(sign_in(Client(), approver), public, **WORDS).status_code == 302
    entry = last_entry(public)
    assert entry.words == "Sai số liệu."
    assert entry.actor == str(approver.trail_id)
    answer = Client().get(shelf(public).path)
    assert answer.status_code == 410
    assert "Bài có sai sót về số liệu." in answer.content.decode()
    assert "Sai số liệu." not in answer.content.decode()


@pytest.mark.parametrize("way", [single, together])
@pytest.mark.parametrize("reason", ["", "  \u200b "])
def test_without_a_reason_nothing_is_taken_back(way: Any, reason: str, public: ArticlePage, approver: User) -> None:
    answer = way(sign_in(Client(), approver), public, reason=reason, notice="Bài có sai sót.")
    assert answer.status_code == 200
    assert "Bài có sai sót." in answer.content.decode(), "what was typed stays"
    assert answer.context["form"].errors["reason"]
    assert shelf(public).is_public()


def test_without_a_notice_readers_are_told_only_that_it_is_gone(public: ArticlePage, approver: User) -> None:
    single(sign_in(Client(), approver), public, reason="Sai.")
    assert Client().get(shelf(public).path).status_code == 410
    assert shelf(public).notice == ""


def test_one_reason_for_all_chosen_and_what_is_below(
    section: SectionPage, public: ArticlePage, scheduled: ArticlePage, approver: User
) -> None:
    begun = draft(section, approver, title="Chưa công bố")
    together(sign_in(Client(), approver), section, include_descendants="on", **WORDS)
    for each in (section, public):
        assert not shelf(each).is_public()
        assert shelf(each).notice == WORDS["notice"]
        assert last_entry(each).words == WORDS["reason"]
    assert shelf(scheduled).scheduled is None
    assert shelf(begun) is None


def test_what_is_below_stays_unless_it_is_asked_for(section: SectionPage, public: ArticlePage, approver: User) -> None:
    single(sign_in(Client(), approver), section, **WORDS)
    assert not shelf(section).is_public() and shelf(public).is_public()
    other = single(sign_in(Client(), approver), public, include_descendants="on", **WORDS)
    assert other.status_code == 302 and not shelf(public).is_public()
