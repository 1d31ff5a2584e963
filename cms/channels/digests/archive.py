"""Where digests stand for the public: a section of their own, whose page is the archive of the newsletter."""

from django.conf import settings
from django.utils.translation import override, pgettext

from cms.articles.models import FrontPage, SectionPage
from cms.publication.install import seal_installed
from cms.publication.models import Kind, Shelf

from ..errors import ChannelError

SLUG = "ban-tin-tong-hop"
"""``/ban-tin/`` is the form by which readers subscribe."""


def archive() -> SectionPage:
    """The section; made and published, as the frame of a new site is, where there is none. In the caller's transaction.

    Raises ``ChannelError`` where the site has no front page yet.
    """
    section = SectionPage.objects.filter(lists=SectionPage.Lists.DIGESTS).order_by("pk").first()
    if section is not None:
        return section
    front = FrontPage.objects.select_for_update().order_by("pk").first()
    if front is None:
        with override(settings.LANGUAGE_CODE):
            raise ChannelError(pgettext("digest", "The site has no front page yet."))
    with override(settings.LANGUAGE_CODE):
        title = pgettext("section", "Newsletter")
    section = SectionPage(title=title, slug=SLUG, lists=SectionPage.Lists.DIGESTS, live=False)
    front.add_child(instance=section)
    section.save_revision()
    seal_installed(section, kind=Kind.INSTALLATION)
    return section


def archive_path() -> str:
    """The public path of the archive; empty where there is none."""
    ids = SectionPage.objects.filter(lists=SectionPage.Lists.DIGESTS).values_list("pk", flat=True)
    shelf = Shelf.objects.public().filter(pk__in=list(ids)).first()
    return shelf.path if shelf else ""
