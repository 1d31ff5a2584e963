"""The preview of an article that is just being written."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.staff.roles import Role
from tests.factories.newsroom import make_user, news_section, sign_in


@pytest.mark.django_db
def test_a_page_that_was_never_saved_is_previewed(client: Client) -> None:
    section = news_section()
    sign_in(client, make_user(Role.REPORTER))
    url = reverse("wagtailadmin_pages:preview_on_add", args=["articles", "articlepage", section.pk])
    form = {
        "title": "Đại hội khai mạc",
        "slug": "dai-hoi-khai-mac",
        "lede": "Sáng nay, đại hội khai mạc.",
        "dateline_place": "",
        "day": "18/03/2026",
        "short_headline": "",
        "topics": "Bầu cử, Nhân sự",
        "body": streamfield([]),
        "authors": inline_formset([]),
        "mention_rows": inline_formset([]),
        "change_rows": inline_formset([]),
        "post_rows": inline_formset([]),
        "comments": inline_formset([]),
    }
    assert client.post(url, nested_form_data(form)).json()["is_valid"] is True
    preview = client.get(url)
    assert preview.status_code == 200
    assert "Sáng nay, đại hội khai mạc." in preview.content.decode()
