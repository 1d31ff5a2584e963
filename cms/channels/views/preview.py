"""What an article says on each channel, before it is approved."""

from typing import Any

from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.publication.posts import going_out
from cms.publication.story import Story
from cms.review.of_page import OfPageMixin

from ..channel import Channel, Payload
from ..permissions import user_can_manage_channels, user_can_preview_cards, user_can_preview_posts
from ..queries import where_it_went
from ..registry import channels, problems_with
from ..rules.says import provisions_of, says_of
from ..rules.waiting import of_page
from ..words import label_of
from .cards import forms


class PreviewView(OfPageMixin, TemplateView):
    """What the latest draft of an article says on each channel: the very payload that an approval would seal."""

    template_name = "admin/channels/preview.html"
    page_title = gettext_lazy("The article on the channels")
    header_icon = "globe"
    may = staticmethod(user_can_preview_posts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        went = [
            {"dispatch": each.dispatch, "channel": label_of(each.dispatch.channel), "counts": each.counts}
            for each in where_it_went(self.page.pk)
        ]
        story = self.page.latest_draft().story()
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "forms": forms() if user_can_preview_cards(self.request.user, self.page) else [],
            "headline": story.headline,
            "shown": _shown(story),
            "shows_envelopes": user_can_manage_channels(self.request.user),
            "waits": of_page(self.page.pk, self.request.user),
            "went": went,
        }


def _shown(story: Story) -> list[dict[str, Any]]:
    """What each channel's rule says of the story, and its post, where that goes there; channels without an account are left out,
    but for what somebody has written for them."""
    going = {post.channel: post.payload for post in going_out(story)}
    made = {post.channel for post in story.posts}
    return [
        {
            "channel": one,
            "rule": says_of(one.code, story),
            "provisions": provisions_of(one.code),
            **(_post(one, going[one.code], story) if one.code in going else {}),
        }
        for one in channels()
        if one.code in going or (one.code in made and one.open())
    ]


def _post(one: Channel, payload: Payload, story: Story) -> dict[str, Any]:
    return {
        "told_to": one.told_to(story),
        "envelope": ", ".join(one.envelope),
        "problems": problems_with(one, payload),
        "html": one.drawn(payload, story),
    }
