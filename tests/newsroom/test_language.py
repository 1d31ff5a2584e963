import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation
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


@pytest.mark.parametrize(("language", "figure"), [("vi", "12.345"), ("en", "12,345")])
def test_figures_are_grouped_and_keys_are_not(language: str, figure: str) -> None:
    """A key that is written as a figure leads nowhere."""
    template = Template('{% load humanize %}<input value="{{ key }}"> {{ key|intcomma }}')
    with translation.override(language):
        assert template.render(Context({"key": 12345})) == f'<input value="12345"> {figure}'
