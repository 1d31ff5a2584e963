"""A fact that many pages show: their new versions are opened by the worker, and nothing slips through meanwhile."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from cms.articles.models import ArticleMention, ArticlePage, SectionPage
from cms.publication import proposals
from cms.publication.models import Contribution, Proposal
from cms.publication.queries import has_contributed
from cms.publication.signals import proposed
from cms.registry.models import Person
from cms.review.errors import ReviewRefused
from cms.staff.models import User
from cms.staff.roles import Role
from newsroom import worker
from tests.factories.newsroom import decide, draft, make_user, shelf, sign_in, submit
from tests.factories.registry import make_person
from tests.registry.forms import person_form

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.publication.facts.AT_ONCE", 2)


@pytest.fixture
def person() -> Person:
    return make_person("Trần Thị Lụa")


@pytest.fixture
def pages(section: SectionPage, author: User, editor: User, approver: User, person: Person) -> list[ArticlePage]:
    """Three public articles in which the person is named."""
    made = []
    for number in range(3):
        page = draft(section, author, title=f"Bài {number}")
        page.mention_rows.add(ArticleMention(person=person))
        page.save_revision(user=author)
        submit(page, author)
        decide(page, editor)
        made.append(decide(page, approver))
    return made


@pytest.fixture
def heard() -> Any:
    told: list[tuple[list[int], User | None]] = []

    def hear(page_ids: list[int], user: User | None, **kwargs: Any) -> None:
        told.append((page_ids, user))

    proposed.connect(hear)
    yield told
    proposed.disconnect(hear)


def rename(person: Person, user: User, name: str = "Trần Thị Hoa") -> str:
    """By the registry's form; what the screen says."""
    client = sign_in(Client(), user)
    address = reverse("wagtailsnippets_registry_person:edit", args=[person.pk])
    answer = client.post(address, person_form(name, slug=person.slug), follow=True)
    assert answer.redirect_chain
    return answer.content.decode()


def the_worker_works() -> None:
    duty = import_string(next(duty.call for duty in worker.DUTIES if duty.name == "proposed versions"))
    while duty():
        pass


def names(page: ArticlePage) -> list[str]:
    return [mention.name for mention in page.latest_draft().story().mentions]


def facts_of(page: ArticlePage) -> list[User | None]:
    rows = Contribution.objects.filter(page_id=page.pk, way=Contribution.Way.FACT)
    return [row.user for row in rows.order_by("pk")]


def test_the_worker_opens_the_versions_and_tells_once(
    pages: list[ArticlePage], person: Person, editor: User, heard: list[Any]
) -> None:
    screen = rename(person, editor)
    assert "Có 3 trang dùng dữ liệu này." in screen
    assert [facts_of(page) for page in pages] == [[], [], []]
    assert heard == []

    the_worker_works()
    assert [facts_of(page) for page in pages] == [[editor]] * 3
    assert [sorted(ids) for ids, _user in heard] == [[page.pk for page in pages]]
    assert heard[0][1] == editor
    assert not Proposal.objects.exists()
    for page in pages:
        assert ArticlePage.objects.get(pk=page.pk).has_unpublished_changes
        assert [mention.name for mention in shelf(page).current.story.mentions] == ["Trần Thị Lụa"]
    the_worker_works()
    assert len(heard) == 1


def test_few_pages_have_theirs_at_once(
    pages: list[ArticlePage], person: Person, editor: User, monkeypatch: pytest.MonkeyPatch, heard: list[Any]
) -> None:
    monkeypatch.setattr("cms.publication.facts.AT_ONCE", 3)
    assert "trang dùng dữ liệu này" not in rename(person, editor)
    assert [facts_of(page) for page in pages] == [[editor]] * 3
    assert [sorted(ids) for ids, _user in heard] == [[page.pk for page in pages]]


def test_what_waits_can_not_be_approved(
    pages: list[ArticlePage], person: Person, author: User, editor: User, approver: User
) -> None:
    page = pages[0].latest_draft()
    page.lede = "Sa-pô mới."
    page.save_revision(user=author)
    submit(page, author)
    decide(page, editor)
    rename(person, make_user(Role.EDITOR))
    with pytest.raises(ReviewRefused):
        decide(page, approver)
    assert shelf(page).current.number == 1


def test_an_edit_in_between_takes_the_change_along_with_its_author(
    pages: list[ArticlePage], person: Person, author: User, editor: User, heard: list[Any]
) -> None:
    both = make_user(Role.APPROVING_EDITOR)
    rename(person, both)
    page = pages[0].latest_draft()
    page.lede = "Sa-pô mới."
    page.save_revision(user=author)
    assert facts_of(page) == [both]
    assert has_contributed(author, page.pk)
    submit(page, author)
    decide(page, editor)
    with pytest.raises(ReviewRefused):
        decide(page, both)
    the_worker_works()
    assert facts_of(page) == [both], "not twice"
    assert len(heard) == 1
    decide(page, make_user(Role.APPROVING_EDITOR))
    assert shelf(page).current.number == 2


def test_two_who_change_facts_have_both_contributed(pages: list[ArticlePage], person: Person, editor: User) -> None:
    other = make_user(Role.EDITOR)
    rename(person, editor, "Trần Thị Hoa")
    rename(person, other, "Trần Thị Huệ")
    the_worker_works()
    assert [set(facts_of(page)) for page in pages] == [{editor, other}] * 3
    assert [names(page) for page in pages] == [["Trần Thị Huệ"]] * 3


def test_a_change_that_is_taken_back_opens_nothing(pages: list[ArticlePage], person: Person, editor: User) -> None:
    rename(person, editor, "Trần Thị Hoa")
    rename(person, editor, "Trần Thị Lụa")
    the_worker_works()
    assert [facts_of(page) for page in pages] == [[], [], []]
    assert not Proposal.objects.exists()


def test_a_page_that_fails_holds_up_no_other_and_is_tried_again(
    pages: list[ArticlePage], person: Person, editor: User, heard: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = pages[2]
    rename(person, editor)
    whole = proposals.open_version

    def fails(page_id: int, user: User | None) -> bool:
        if page_id == pages[0].pk:
            raise RuntimeError
        return whole(page_id, user)

    monkeypatch.setattr(proposals, "open_version", fails)
    ArticlePage.objects.get(pk=gone.pk).delete()
    the_worker_works()
    assert [facts_of(page) for page in pages] == [[], [editor], []]
    assert [ids for ids, _user in heard] == [[pages[1].pk]]
    monkeypatch.setattr(proposals, "open_version", whole)
    the_worker_works()
    assert facts_of(pages[0]) == [], "not at once"
    Proposal.objects.update(try_after=timezone.now())
    the_worker_works()
    assert facts_of(pages[0]) == [editor]
    assert not Proposal.objects.exists()
