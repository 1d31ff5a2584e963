import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from cms.staff.roles import Role
from tests.factories.newsroom import make_user, news_section, sign_in

pytestmark = pytest.mark.django_db


def test_a_public_page_is_the_same_for_every_browser() -> None:
    news_section()
    answers = [Client().get("/", headers={"Accept-Language": language}) for language in ("en-GB", "vi", "fr")]
    assert len({answer.content for answer in answers}) == 1
    assert all("Accept-Language" not in answer.headers.get("Vary", "") for answer in answers)


def test_the_admin_speaks_vietnamese_and_english_by_the_users_choice() -> None:
    user = make_user(Role.REPORTER)
    client = sign_in(Client(), user)
    assert '<html lang="vi"' in client.get("/quan-tri/", headers={"Accept-Language": "vi"}).content.decode()
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "en"
    profile.save()
    page = client.get("/quan-tri/", headers={"Accept-Language": "vi"}).content.decode()
    assert '<html lang="en"' in page
    assert "Log out" in page
