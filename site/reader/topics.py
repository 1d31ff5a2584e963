"""Which topics public articles carry: counted as articles come and go, in the transaction in which they do."""

from collections.abc import Collection, Iterable

from django.db.models import F

from cms.publication.story import Topic

from .models import Listing, TopicUse


def of_page(page_id: int) -> set[str]:
    """The slugs of the topics in whose lists the page stands."""
    keys = Listing.objects.filter(teaser_id=page_id, list__startswith="topic:").values_list("list", flat=True)
    return {key.removeprefix("topic:") for key in keys}


def change(before: Collection[str], after: Iterable[Topic]) -> None:
    """Counts a page out of the topics that it had, and into those that it has. A topic is called what it was called last."""
    names = {topic.slug: topic.name for topic in after}
    # Always in one order, so that two publications never wait for each other.
    for slug in sorted({*before, *names}):
        step = (slug in names) - (slug in before)
        if slug in names:
            TopicUse.objects.get_or_create(pk=slug, defaults={"name": names[slug]})
            TopicUse.objects.filter(pk=slug).update(name=names[slug], articles=F("articles") + step)
        else:
            # A row with none stays: another transaction may be about to count itself into it.
            TopicUse.objects.filter(pk=slug, articles__gt=0).update(articles=F("articles") + step)


def used(most: int) -> list[TopicUse]:
    """The topics of most articles."""
    return list(TopicUse.objects.filter(articles__gt=0).order_by("-articles", "slug")[:most])
