from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminPageForm

from cms.publication.page_forms import ReviewedPageForm
from cms.text.normal import one_line

from .blocks import ZonesBlock, raw_zones


class PostFormSet(BaseChildFormSet):
    """The posts for the channels, one for each. No constraint of the database says so: two that swap their channels would break it
    on the way, while the article goes live."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            channel = form.cleaned_data.get("channel") if form.is_valid() and form not in self.deleted_forms else ""
            if channel and channel in seen:
                form.add_error("channel", _("There is a post for this channel already."))
                raise ValidationError(_("Each channel gets one post."))
            seen.add(channel)


class ArticleForm(WagtailAdminPageForm):
    """The editor's form of an article."""

    def clean_topics(self) -> list[str]:
        """Topic names in one spelling, each once: two that only look alike would become two topics."""
        names = (one_line(str(name)) for name in self.cleaned_data.get("topics") or [])
        return list(dict.fromkeys(name for name in names if name))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        session = data.get("session")
        # A session that is chosen brings its day, unless the day was written by hand.
        if session and (not data.get("day") or ("session" in self.changed_data and "day" not in self.changed_data)):
            data["day"] = session.day
        return data


class FrontForm(ReviewedPageForm):
    """The editor's form of the front page. Where nobody has arranged it, it begins with what readers see."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.zones:
            arranged = self.instance.story_parts()["details"].arranged()
            self.initial["zones"] = ZonesBlock().to_python(raw_zones(arranged))
