"""Beside the posts of an article's editor: what becomes of the article on each channel; what a post would say with the words that
stand there now, its length as the platform counts, and how it looks."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from cms.articles.models import ArticlePage, ArticlePost
from cms.publication.story import Story, Wording
from cms.review.of_page import page_for

from ..fitting import above_ending
from ..permissions import user_can_preview_posts
from ..registry import channel, channels, compose, problems_with
from ..rules.eligible import goes
from ..rules.says import says_of


class WordingForm(forms.ModelForm):
    """A row of the editor, alone."""

    class Meta:
        model = ArticlePost
        fields = ("channel", "text", "photo", "without_photo", "shape", "position")


@require_safe
def said(request: HttpRequest, page_id: int) -> HttpResponse:
    """What today's rule says of the latest draft on each channel that takes articles now."""
    page = page_for(request.user, page_id, user_can_preview_posts, ArticlePage)
    story = page.latest_draft().story()
    told = [(one, says_of(one.code, story)) for one in channels() if story.kind in one.kinds and one.open()]
    return TemplateResponse(request, "admin/channels/said.html", {"page": page, "said": told})


@require_POST
def wording(request: HttpRequest, page_id: int) -> HttpResponse:
    """The post that the row in the request would make of the latest draft. Nothing is kept."""
    page = page_for(request.user, page_id, user_can_preview_posts, ArticlePage)
    form = WordingForm(request.POST)
    if not form.is_valid():
        return TemplateResponse(request, "admin/channels/wording.html", {"form": form}, status=422)
    row = form.save(commit=False)
    row.clean()
    story = page.latest_draft().story()
    return TemplateResponse(request, "admin/channels/wording.html", _drawn(story, row))


def _drawn(story: Story, row: ArticlePost) -> dict[str, Any]:
    one = channel(row.channel)
    others = tuple(each for each in story.wordings if each.channel != one.code)
    said = row.value(story.lead_photo) or Wording(channel=one.code)
    payload = compose(one, story.model_copy(update={"wordings": (*others, said)}))
    if payload is None or one.words is None:
        return {"channel": one}
    rule = says_of(one.code, story)
    if not goes(one.code, story):
        return {"channel": one, "rule": rule}
    plain = said.model_copy(update={"text": ""})
    drawn = compose(one, story.model_copy(update={"wordings": (*others, plain)})) or payload
    text = one.written(payload)
    return {
        "channel": one,
        "html": one.drawn(payload, story),
        "problems": problems_with(one, payload),
        "count": one.words.count(text),
        "most": one.words.limit(photo=bool(payload.get("photo"))),
        "unit": one.words.unit,
        "link": one.words.link,
        "written": bool(said.text),
        "ending": text.removeprefix(said.text),
        "drawn": above_ending(one.written(drawn), drawn),
        "rule": rule,
    }
