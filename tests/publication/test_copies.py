"""Four eyes hold for a copy, and for a version restored, as they do for its source."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage
from cms.publication.queries import contributors_since_seal
from cms.review.errors import ReviewRefused
from cms.staff.roles import Role
from tests.factories.newsroom import decide, draft, make_user, news_section, published, shelf, sign_in, submit

pytestmark = pytest.mark.django_db


def copied(page: ArticlePage, client: Client) -> ArticlePage:
    """A copy, by the admin's form."""
    form = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": page.get_parent().pk}
    assert client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form).status_code == 302
    return ArticlePage.objects.get(slug="ban-sao")


def test_nobody_approves_a_copy_of_their_own_text(client: Client) -> None:
    section = news_section()
    approver, other = make_user(Role.APPROVING_EDITOR), make_user(Role.APPROVING_EDITOR)
    copier, editor = make_user(Role.EDITOR), make_user(Role.EDITOR)
    copy = copied(draft(section, approver), sign_in(client, copier))
    assert contributors_since_seal(copy.pk) == {approver.pk, copier.pk}
    submit(copy, copier)
    decide(copy, editor)
    with pytest.raises(ReviewRefused):
        decide(copy, approver)
    assert shelf(copy) is None
    assert decide(copy, other).live


def test_what_was_approved_in_the_source_is_not_counted_in_the_copy(client: Client) -> None:
    section = news_section()
    author, editor, approver = make_user(Role.REPORTER), make_user(Role.EDITOR), make_user(Role.APPROVING_EDITOR)
    copier = make_user(Role.EDITOR)
    copy = copied(published(section, author, editor, approver), sign_in(client, copier))
    assert contributors_since_seal(copy.pk) == {copier.pk}


def test_nobody_approves_their_own_text_restored_by_another() -> None:
    section, author = news_section(), make_user(Role.REPORTER)
    approver, other = make_user(Role.APPROVING_EDITOR), make_user(Role.APPROVING_EDITOR)
    editor = make_user(Role.EDITOR)
    page = published(section, author, editor, other).latest_draft()
    page.lede = "Lời của người duyệt."
    own = page.save_revision(user=approver)
    page.lede = "Lời của phóng viên."
    page.save_revision(user=author)
    submit(page, author)
    decide(page, editor)
    decide(page, other)
    own.as_object().save_revision(user=author, previous_revision=own)
    assert contributors_since_seal(page.pk) == {author.pk, approver.pk}
    submit(page, author)
    decide(page, editor)
    with pytest.raises(ReviewRefused):
        decide(page, approver)
    assert decide(page, other).live


def test_restoring_what_was_approved_counts_for_who_restores() -> None:
    section, author = news_section(), make_user(Role.REPORTER)
    editor, approver = make_user(Role.EDITOR), make_user(Role.APPROVING_EDITOR)
    page = published(section, author, editor, approver).latest_draft()
    approved = page.latest_revision
    page.lede = "Lời khác."
    page.save_revision(user=author)
    submit(page, author)
    decide(page, editor)
    decide(page, approver)
    approved.as_object().save_revision(user=editor, previous_revision=approved)
    assert contributors_since_seal(page.pk) == {editor.pk}
