"""What a browser posts from the admin's forms."""

from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.articles.models import ArticlePage


def article_form(page: ArticlePage, **fields: Any) -> dict[str, Any]:
    """The edit form of an article with one paragraph."""
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "lede": page.lede,
            "dateline_place": "",
            "day": "18/03/2026",
            "short_headline": "",
            "topics": "",
            "lead_photo": page.lead_photo_id or "",
            "body": streamfield([("text", rich_text("<p>Các đại biểu đã thảo luận.</p>"))]),
            "authors": inline_formset([]),
            "mention_rows": inline_formset([]),
            "change_rows": inline_formset([]),
            "post_rows": inline_formset([]),
            "comments": inline_formset([]),
            **fields,
        }
    )


def submit_by_form(client: Client, page: ArticlePage, **fields: Any) -> str:
    """Presses «submit» on the article's edit screen; the text of the screen that follows."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(address, {**article_form(page, **fields), "action-submit": "1"}, follow=True)
    assert answer.redirect_chain, answer.context["form"].errors
    return unescape(answer.content.decode())
