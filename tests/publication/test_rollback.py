"""An earlier publication read again and brought back: by whom, with which reason, and what becomes of the draft."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.actions import withdraw
from cms.publication.errors import FourEyes, MayNotRollBack
from cms.publication.queries import contributors_since_seal
from cms.publication.rollback import roll_back
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import decide, make_user, published, shelf, sign_in, submit

pytestmark = pytest.mark.django_db

RUNGS = ["anonymous", "none", *Role, "superuser"]
GOOD, BAD = "Bản đúng.", "Bản sai."


@pytest.fixture
def twice(section: SectionPage, author: User, editor: User, approver: User) -> ArticlePage:
    """An article with a good version, and a bad one in its place."""
    page = published(section, author, editor, approver, lede=GOOD)
    draft = page.latest_draft()
    draft.lede = BAD
    draft.save_revision(user=author, log_action=True)
    submit(draft, author)
    decide(draft, editor)
    return decide(draft, approver)


def visitor(rung: str | Role) -> Client:
    if rung == "anonymous":
        return Client()
    user = make_user(*([rung] if isinstance(rung, Role) else []), superuser=rung == "superuser")
    return sign_in(Client(), user)


def bring_back(client: Client, page: ArticlePage, reason: str = "Sai số liệu.") -> HttpResponse:
    return client.post(reverse("roll_back", args=[page.pk, 1]), {"reason": reason})


def read(page: ArticlePage) -> str:
    return Client().get(shelf(page).path).content.decode()


def test_ladder_of_bringing_back(twice: ArticlePage) -> None:
    for rung in RUNGS:
        if rung != Role.APPROVING_EDITOR:
            bring_back(visitor(rung), twice)
            assert BAD in read(twice), rung
    bring_back(visitor(Role.APPROVING_EDITOR), twice)
    assert GOOD in read(twice)


def test_ladder_of_reading_what_was_withdrawn(twice: ArticlePage, approver: User) -> None:
    withdraw(ArticlePage.objects.get(pk=twice.pk), user=approver, reason="Sai.")
    for rung in RUNGS:
        client = visitor(rung)
        may = rung in {Role.APPROVING_EDITOR, Role.ADMINISTRATOR}
        for number, words in ((1, GOOD), (2, BAD)):
            answer = client.get(reverse("publication_as_it_was", args=[twice.pk, number]))
            assert (words in answer.content.decode()) == may, rung
            if may:
                assert answer.headers["X-Robots-Tag"] == "noindex" and "no-store" in answer.headers["Cache-Control"]
                assert 'class="ribbon"' in answer.content.decode()
                assert Entry.objects.latest("number").action == "publication.inspected"
        listed = client.get(reverse("publications_of_page", args=[twice.pk]))
        assert (listed.status_code == 200) == may, rung
    assert Client().get(shelf(twice).path).status_code == 410


def test_it_is_a_publication_of_its_own_and_all_holds(twice: ArticlePage) -> None:
    other = make_user(Role.APPROVING_EDITOR)
    client = sign_in(Client(), other)
    assert (
        reverse("roll_back", args=[twice.pk, 1])
        in client.get(reverse("publications_of_page", args=[twice.pk])).content.decode()
    )
    bring_back(client, twice)
    current = shelf(twice).current
    assert (current.number, current.approved_by_id, current.story.lede) == (3, other.pk, GOOD)
    entry = Entry.objects.filter(action="publication.rolled_back").latest("number")
    assert entry.words == "Sai số liệu." and entry.actor == str(other.trail_id)
    assert ArticlePage.objects.get(pk=twice.pk).lede == GOOD
    call_command("check_seals")
    call_command("verify_trail")


def test_the_draft_is_kept_and_who_worked_on_it_may_not_approve_it(
    twice: ArticlePage, author: User, editor: User
) -> None:
    roll_back(twice, 1, user=make_user(Role.APPROVING_EDITOR), reason="Sai.")
    draft = twice.latest_draft()
    assert draft.lede == BAD
    assert author.pk in contributors_since_seal(twice.pk)
    submit(draft, author)
    decide(draft, editor)
    decide(draft, make_user(Role.APPROVING_EDITOR))
    assert BAD in read(twice)


def test_without_a_reason_nothing_comes_back(twice: ArticlePage) -> None:
    answer = bring_back(sign_in(Client(), make_user(Role.APPROVING_EDITOR)), twice, " \u200b")
    assert answer.context["form"].errors["reason"] and BAD in read(twice)
    with pytest.raises(ValueError):
        roll_back(twice, 1, user=make_user(Role.APPROVING_EDITOR), reason="")


def test_who_worked_on_the_article_does_not_bring_it_back(
    section: SectionPage, author: User, editor: User, approver: User
) -> None:
    writing = make_user(Role.APPROVING_EDITOR)
    page = published(section, writing, editor, approver, lede=GOOD)
    draft = page.latest_draft()
    draft.lede = BAD
    draft.save_revision(user=author, log_action=True)
    submit(draft, author)
    decide(draft, editor)
    decide(draft, approver)
    with pytest.raises(FourEyes):
        roll_back(page, 1, user=writing, reason="Sai.")
    assert BAD in read(page)


def test_only_an_earlier_version_of_a_public_page_comes_back(twice: ArticlePage, approver: User) -> None:
    other = make_user(Role.APPROVING_EDITOR)
    for number in (2, 9):
        with pytest.raises(MayNotRollBack):
            roll_back(twice, number, user=other, reason="Sai.")
    withdraw(ArticlePage.objects.get(pk=twice.pk), user=approver, reason="Sai.")
    with pytest.raises(PermissionDenied):
        roll_back(twice, 1, user=other, reason="Sai.")
    assert not shelf(twice).is_public()
