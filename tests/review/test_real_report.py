"""A real report goes from its file to the public: imported, its photo put in, passed by the desk, approved."""

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.html import strip_tags

from cms.articles.models import ArticlePage
from cms.publication.inspection import differences
from cms.review.errors import ReviewRefused
from cms.staff.roles import Role
from cms.text.normal import one_line
from tests.articles.samples import REPORTS
from tests.articles.test_reading import pieces
from tests.factories.articles import make_photo
from tests.factories.newsroom import decide, make_user, news_section, shelf, submit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_with_a_photo_in_its_place_the_report_passes_both_stages(path: Path, capsys: Any, client: Client) -> None:
    news_section()
    author, editor, approver = (make_user(role) for role in (Role.REPORTER, Role.EDITOR, Role.APPROVING_EDITOR))
    call_command("import_article", str(path), "--author", author.username, "--date", "2024-03-18", "--json")
    page = ArticlePage.objects.get(pk=json.loads(capsys.readouterr().out)["id"])
    with pytest.raises(ReviewRefused):
        submit(page, author)

    draft = page.latest_draft()
    for block in draft.body:
        if block.block_type == "photo":
            block.value["photo"] = make_photo()
    draft.save_revision(user=author)
    submit(page, author)
    decide(page, editor)
    assert shelf(page) is None
    decide(page, approver)

    public = shelf(page)
    assert public is not None
    assert public.is_public()
    assert list(differences()) == []
    answer = client.get(public.path)
    assert answer.status_code == 200
    text = one_line(unescape(strip_tags(answer.content.decode())))
    at = 0
    for line in pieces(path):
        # In their order: headline, lede, each paragraph, the photo's title and caption, the byline.
        at = text.find(one_line(line), at)
        assert at >= 0, line
