"""What the admin's forms of a reviewed page ask beside Wagtail's own questions."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm
from wagtail.models import Site

from cms.text.fold import slug as folded_slug

from .paths import path_below
from .reserved import why_reserved


class ReviewedPageForm(WagtailAdminPageForm):
    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        slug = data.get("slug") or folded_slug(data.get("title") or "")
        # The front page itself stands at «/», whatever its slug.
        is_front = self.instance.pk and Site.objects.filter(root_page_id=self.instance.pk).exists()
        if self.parent_page and slug and not is_front and (why := why_reserved(path_below(self.parent_page, slug))):
            self.add_error("slug", why)
        return data


class ReviewedCopyForm(CopyForm):
    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        slug, parent = data.get("new_slug"), data.get("new_parent_page") or self.page.get_parent()
        if slug and (why := why_reserved(path_below(parent, slug))):
            self.add_error("new_slug", why)
        return data
