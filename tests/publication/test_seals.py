"""What `check_seals` finds where somebody who can write the database was careful: digests fit, but the trail tells otherwise."""

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.actions import withdraw
from cms.publication.inspection import differences
from cms.publication.models import Kind, Publication, Shelf
from cms.publication.story import canonical_json, digest_of
from cms.staff.models import User
from tests.factories.newsroom import decide, published, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(section: SectionPage, author: User, editor: User, approver: User) -> ArticlePage:
    """An approved page, of which all seals hold."""
    page = published(section, author, editor, approver)
    assert not _found()
    return page


@pytest.fixture
def no_triggers() -> None:
    """What keeps publications from being changed is gone until the test's end."""
    table = Publication._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {table}_no_update")
        else:
            cursor.execute(f"DROP TRIGGER {table}_no_change ON {table}")


def _found() -> list[str]:
    return list(differences())


def _forged(publication: Publication) -> str:
    return canonical_json(publication.story.model_copy(update={"lede": "Câu không ai duyệt."}))


@pytest.mark.usefixtures("no_triggers")
def test_a_publication_forged_with_a_digest_that_fits_is_reported(page: ArticlePage) -> None:
    publication = Publication.objects.get(page_id=page.pk)
    story = _forged(publication)
    Publication.objects.filter(pk=publication.pk).update(story_json=story, seal=digest_of(story))
    assert len(_found()) == 1


def test_a_publication_inserted_past_the_seal_is_reported(page: ArticlePage) -> None:
    approved = Publication.objects.get(page_id=page.pk)
    story = _forged(approved)
    inserted = Publication.objects.create(
        page_id=page.pk,
        number=2,
        kind=Kind.APPROVAL,
        story_json=story,
        seal=digest_of(story),
        revision_id=approved.revision_id,
        revision_digest=approved.revision_digest,
        sealed_at=timezone.now(),
        approved_by=approved.approved_by,
    )
    Shelf.objects.filter(pk=page.pk).update(current=inserted)
    assert _found()


def test_another_pages_publication_on_the_shelf_is_reported(
    page: ArticlePage, section: SectionPage, author: User, editor: User, approver: User
) -> None:
    other = published(section, author, editor, approver, title="Bài khác")
    Shelf.objects.filter(pk=page.pk).update(current=Publication.objects.get(page_id=other.pk))
    assert _found()


def test_a_page_put_back_after_its_withdrawal_is_reported(page: ArticlePage, approver: User) -> None:
    withdraw(page, user=approver, reason="test")
    assert not _found()
    Shelf.objects.filter(pk=page.pk).update(withdrawn_at=None)
    Page.objects.filter(pk=page.pk).update(live=True)
    assert len(_found()) == 1


def test_a_page_put_back_to_an_older_version_is_reported(
    page: ArticlePage, author: User, editor: User, approver: User
) -> None:
    draft = page.latest_draft()
    draft.lede = "Sa-pô đã sửa."
    draft.save_revision(user=author)
    submit(page, author)
    decide(page, editor)
    decide(page, approver)
    assert not _found()
    Shelf.objects.filter(pk=page.pk).update(current=Publication.objects.get(page_id=page.pk, number=1))
    assert len(_found()) == 1
