"""What an article says on each channel, before it is approved."""

from typing import Any

from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.publication.posts import going_out
from cms.review.of_page import OfPageMixin

from ..permissions import user_can_preview_posts
from ..queries import where_it_went
from ..registry import channels
from ..words import label_of


class PreviewView(OfPageMixin, TemplateView):
    """What the latest draft of an article says on each channel: the very payload that an approval would seal."""

    template_name = "admin/channels/preview.html"
    page_title = gettext_lazy("What goes out to the channels")
    header_icon = "globe"
    may = staticmethod(user_can_preview_posts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by_channel = {post.channel: post.payload for post in going_out(self.page.latest_draft().story())}
        shown = [
            {
                "channel": one,
                "envelope": ", ".join(one.envelope),
                "problems": one.validate(by_channel[one.code]),
                "html": one.preview(by_channel[one.code]),
            }
            for one in channels()
            if one.code in by_channel
        ]
        went = [
            {"dispatch": each.dispatch, "channel": label_of(each.dispatch.channel), "counts": each.counts}
            for each in where_it_went(self.page.pk)
        ]
        return {**super().get_context_data(**kwargs), "page": self.page, "shown": shown, "went": went}
