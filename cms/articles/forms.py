from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from cms.text.normal import one_line


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
