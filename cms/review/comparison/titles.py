"""What the pages that two stories name are called now."""

from wagtail.models import Page

from cms.publication.render_body import page_ids
from cms.publication.story import FrontDetails, Story


def titles_in(*stories: Story) -> dict[int, str]:
    """Page id to title, in one query; pages that are gone are left out."""
    ids: set[int] = set()
    for story in stories:
        ids |= page_ids(story)
        if isinstance(story.details, FrontDetails):
            ids.update(story.details.named())
    return dict(Page.objects.filter(pk__in=ids).values_list("pk", "title")) if ids else {}
