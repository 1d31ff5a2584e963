"""Files that are not public, by role: photos, documents and originals are for who may work here, second factor included."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cms.staff.models import User
from cms.staff.roles import Role
from media.addresses import document_url, photo_url
from media.models import Paper, Photo
from media.story import document_value, photo_value
from tests.factories.media import make_paper, make_photo, seal_story, story_with
from tests.factories.newsroom import draft, make_user, news_section, published, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo() -> Photo:
    return make_photo()


@pytest.fixture
def paper() -> Paper:
    return make_paper()


@pytest.fixture
def addresses(photo: Photo, paper: Paper) -> dict[str, str]:
    """Every way to a file: `/anh/`, `/tai-lieu/`, and the admin's own links to the originals."""
    return {
        "photo": photo_url(photo_value(photo), 800, "webp"),
        "document": document_url(document_value(paper)),
        "original photo": photo.file.url,
        "original document": paper.file.url,
        "document in the admin": paper.url,
        "thumbnail": photo.get_rendition("max-165x165").url,
    }


def statuses(client: Client, addresses: dict[str, str]) -> set[int]:
    return {client.get(address).status_code for address in addresses.values()}


def with_password_only(user: User) -> Client:
    """A session in which the password was typed, and no second factor proven."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_public_and_accounts_without_a_role_get_none(addresses: dict[str, str]) -> None:
    assert statuses(Client(), addresses) == {404}
    assert statuses(sign_in(Client(), make_user()), addresses) == {404}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_gets_them(addresses: dict[str, str], role: Role) -> None:
    assert statuses(sign_in(Client(), make_user(role)), addresses) == {200}


@pytest.mark.parametrize("role", sorted(Role.with_second_factor()))
def test_a_password_alone_gets_none_where_a_second_factor_is_due(addresses: dict[str, str], role: Role) -> None:
    user = make_user(role)
    assert statuses(with_password_only(user), addresses) == {404}
    assert statuses(sign_in(Client(), user), addresses) == {200}
    # A second role asks for the factor as much as a first one.
    assert statuses(with_password_only(make_user(Role.REPORTER, role)), addresses) == {404}


def test_a_superuser_without_the_factor_gets_none(addresses: dict[str, str]) -> None:
    assert statuses(with_password_only(make_user(superuser=True)), addresses) == {404}


def test_who_left_gets_none_at_once(addresses: dict[str, str]) -> None:
    reporter = make_user(Role.REPORTER)
    client = sign_in(Client(), reporter)
    assert statuses(client, addresses) == {200}
    reporter.is_active = False
    reporter.save()
    assert statuses(client, addresses) == {404}


def test_what_is_public_asks_nobody_who_they_are(photo: Photo, paper: Paper, addresses: dict[str, str]) -> None:
    seal_story(story_with([photo], [paper]))
    public = {name: addresses.pop(name) for name in ("photo", "document")}
    for client in (Client(), with_password_only(make_user(Role.APPROVING_EDITOR))):
        assert statuses(client, public) == {200}
        assert statuses(client, addresses) == {404}


def test_a_photo_editor_sees_which_public_pages_show_a_photo(photo: Photo) -> None:
    section, reporter = news_section(), make_user(Role.REPORTER)
    published(
        section,
        reporter,
        make_user(Role.EDITOR),
        make_user(Role.APPROVING_EDITOR),
        title="Phiên họp đã đăng",
        lead_photo=photo,
    )
    draft(section, reporter, title="Bài chưa đăng", lead_photo=photo)
    call_command("rebuild_references_index", verbosity=0)
    client = sign_in(Client(), make_user(Role.PHOTO_EDITOR))
    shown = client.get(reverse("wagtailimages:image_usage", args=[photo.pk])).content.decode()
    assert "Phiên họp đã đăng" in shown
    assert "Bài chưa đăng" not in shown
