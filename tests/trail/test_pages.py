"""The life of a page in the trail, through the doors of the admin."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.actions import unschedule, withdraw
from cms.publication.models import Contribution, Publication
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import decide, draft, make_user, published, sign_in, submit
from tests.factories.people import approver, author, editor, section

from .telling import acts, facts, newest, since

__all__ = ["approver", "author", "editor", "section"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> User:
    user = make_user(Role.ADMINISTRATOR)
    sign_in(client, user)
    return user


def test_a_new_draft_is_told_once_with_its_version(section: SectionPage, author: User) -> None:
    start = newest()
    page = draft(section, author)
    assert acts(start, f"page:{page.pk}") == ["page.created", "publication.contributed"]
    contribution = Contribution.objects.get(page_id=page.pk)
    told = facts(start, "publication.contributed")
    assert (told["digest"], told["revision"]) == (contribution.digest, page.latest_revision_id)


def test_a_save_that_changes_nothing_readers_see_is_no_contribution(section: SectionPage, author: User) -> None:
    page = draft(section, author)
    start = newest()
    page.latest_draft().save_revision(user=author, log_action=True)
    assert acts(start) == ["page.saved"]


def test_what_the_admin_does_with_a_page_is_told_with_who_and_where(
    client: Client, administrator: User, section: SectionPage, author: User
) -> None:
    page = draft(section, author)
    other = SectionPage(title="Bên lề", slug="ben-le", live=False)
    section.get_parent().add_child(instance=other)
    start = newest()
    client.post(reverse("wagtailadmin_pages:lock", args=[page.pk]))
    client.post(reverse("wagtailadmin_pages:unlock", args=[page.pk]))
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, other.pk]))
    copied = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": other.pk, "copy_subpages": ""}
    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), copied)
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    told = since(start, f"page:{page.pk}")
    assert [entry.action for entry in told] == ["page.locked", "page.unlocked", "page.moved", "page.deleted"]
    assert {entry.actor for entry in told} == {str(administrator.trail_id)}
    assert [entry.route for entry in told] == [
        f"route:wagtailadmin_pages:{name}" for name in ("lock", "unlock", "move_confirm", "delete")
    ]
    assert len({entry.origin for entry in told}) == 1
    assert told[0].origin
    assert (told[2].facts["from"], told[2].facts["to"]) == (section.pk, other.pk)
    copy = ArticlePage.objects.get(slug="ban-sao")
    assert acts(start, f"page:{copy.pk}")[-1] == "page.copied"
    assert facts(start, "page.copied") == {"of": page.pk}


def test_a_page_deleted_by_any_door_is_found_with_what_it_published(
    section: SectionPage, author: User, editor: User, approver: User
) -> None:
    page = published(section, author, editor, approver)
    start = newest()
    withdraw(page, user=approver, reason="unpublished")
    ArticlePage.objects.get(pk=page.pk).delete()
    assert acts(start, f"page:{page.pk}") == ["publication.withdrawn", "page.deleted"]
    assert facts(start, "page.deleted") == {"publications": 1}


def test_the_stages_are_told_with_version_and_seal(
    section: SectionPage, author: User, editor: User, approver: User
) -> None:
    page = draft(section, author)
    start = newest()
    submit(page, author)
    decide(page, editor, "reject", "Thiếu nguồn")
    ArticlePage.objects.get(pk=page.pk).current_workflow_state.resume(user=author)
    decide(page, editor)
    page = decide(page, approver)
    told = since(start, f"page:{page.pk}")
    assert [entry.action for entry in told] == [
        "review.submitted",
        "review.sent_back",
        "review.resubmitted",
        "review.passed",
        "review.passed",
        "publication.sealed",
        "publication.published",
    ]
    seal = Publication.objects.get(page_id=page.pk).seal
    by_act = {entry.action: entry for entry in told}
    assert by_act["review.submitted"].facts["digest"] == seal
    assert by_act["review.passed"].facts.keys() >= {"stage", "state", "revision", "digest"}
    assert by_act["publication.sealed"].facts["seal"] == seal
    assert by_act["publication.published"].facts == {"publication": 1, "seal": seal}
    assert not Entry.objects.filter(data__contains="Thiếu").exists()


def test_taking_out_of_review_and_approvals_taken_back(section: SectionPage, author: User, editor: User) -> None:
    page = draft(section, author)
    submit(page, author)
    page = decide(page, editor)
    start = newest()
    changed = page.latest_draft()
    changed.lede = "Sa-pô khác."
    changed.save_revision(user=author, log_action=True)
    ArticlePage.objects.get(pk=page.pk).current_workflow_state.cancel(user=author)
    assert acts(start) == ["publication.contributed", "review.approvals_taken_back", "review.cancelled"]


def test_an_hour_in_the_future_is_told_when_it_is_set_and_given_up(
    section: SectionPage, author: User, editor: User, approver: User
) -> None:
    start = newest()
    page = published(section, author, editor, approver, go_live_at=timezone.now() + dt.timedelta(days=2))
    unschedule(page.pk, user=approver)
    assert [act for act in acts(start) if "schedule" in act] == ["publication.scheduled", "publication.unscheduled"]
    told = facts(start, "publication.scheduled")
    assert told["seal"] == Publication.objects.get(page_id=page.pk).seal
    assert dt.datetime.fromisoformat(told["at"]) > timezone.now()


def test_a_comment_is_told_without_its_words(client: Client, section: SectionPage, author: User) -> None:
    from wagtail.models import Comment

    page = draft(section, author)
    start = newest()
    comment = Comment.objects.create(page=page, user=author, text="Xem lại tên", contentpath="lede")
    comment.log_create(user=author)
    assert acts(start) == ["page.comment_added"]
    assert "Xem" not in since(start)[0].data


def test_one_act_adds_a_bounded_number_of_queries(django_assert_max_num_queries: Any, author: User) -> None:
    from cms.trail.record import record

    record("trail.exported", actor=author)
    with django_assert_max_num_queries(4):
        record("trail.exported", actor=author)
