"""The newsletter's mail of an article, and the letters about a subscription: subject, HTML and plain text."""

import re
from html import unescape
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.publication.story import DigestDetails, Story
from cms.text.dates import short_day
from cms.text.normal import one_line
from media.addresses import photo_full_url

from ..channel import Payload
from ..digests.groups import groups_of
from ..elsewhere import html_elsewhere, text_elsewhere
from ..models import Delivery
from ..tagged import tagged_url
from .links import CONFIRM, UNSUBSCRIBE
from .sequels import MAX_SUBJECT, correction_mail

PHOTO_WIDTH = 800
"""Pixels: twice the width at which phones show it, and a rendition that the site has anyway."""

MAX_HTML = 500_000
"""Bytes: some mail readers fold what is longer than a tenth of this, and servers begin to refuse a few times above it."""

_PICTURE = re.compile(r'<img [^>]*?src="([^"]+)"')


def article_mail(story: Story) -> Payload:
    """The mail of an article, from its story alone."""
    context: dict[str, Any] = {
        **_about(story),
        "dateline": ", ".join(part for part in (story.dateline_place, story.day and short_day(story.day)) if part),
        "byline": ", ".join(story.byline),
        "photo_url": photo_full_url(story.lead_photo, PHOTO_WIDTH, "jpg") if story.lead_photo else "",
        "body_html": html_elsewhere(story),
        "body_text": text_elsewhere(story),
    }
    correction = correction_mail(story)
    return {
        "subject": story.headline,
        "html": render_to_string("mail/article.html", context),
        "text": render_to_string("mail/article.txt", context).strip() + "\n",
        "language": story.language,
        "link": context["link"],
        **({"correction": correction} if correction else {}),
    }


def digest_mail(story: Story) -> Payload | None:
    """The mail of a digest, from its story alone; None where it tells of nothing, or is a copy of another."""
    details = story.details
    if not isinstance(details, DigestDetails) or details.until is None or not details.entries:
        return None
    context: dict[str, Any] = {
        **_about(story),
        "groups": [
            (
                " · ".join(filter(None, (group.section, group.phase))),
                [(entry, _link(story, entry.page_id)) for entry in group.entries],
            )
            for group in groups_of(details)
        ],
    }
    return {
        "subject": story.headline,
        "html": render_to_string("mail/digest.html", context),
        "text": render_to_string("mail/digest.txt", context).strip() + "\n",
        "language": story.language,
        "link": context["link"],
        "rhythm": details.rhythm,
    }


def _about(story: Story) -> dict[str, Any]:
    return {
        "story": story,
        "subject": story.headline,
        "language": story.language,
        "link": _link(story),
        "unsubscribe_url": UNSUBSCRIBE,
    }


def _link(story: Story, page_id: int | None = None) -> str:
    return tagged_url(story, "email", "email", page_id)


def pictures_of(payload: Payload) -> tuple[str, ...]:
    """The addresses of the mail's pictures, in their order."""
    return tuple(unescape(address) for address in _PICTURE.findall(payload["html"]))


def subscription_letter(purpose: str, language: str) -> Payload:
    """The letter that asks for a confirmation, or says that there is nothing to confirm."""
    with override(language):
        already = purpose == Delivery.Purpose.ALREADY
        subject = _("You subscribe to our newsletter already") if already else _("Please confirm your subscription")
        context = {
            "already": already,
            "subject": subject,
            "confirm_url": CONFIRM,
            "unsubscribe_url": UNSUBSCRIBE,
            "language": language,
        }
        return {
            "subject": subject,
            "html": render_to_string("mail/subscription.html", context),
            "text": render_to_string("mail/subscription.txt", context).strip() + "\n",
            "language": language,
        }


def problems(payload: Payload) -> list[str]:
    """Why the mail, or that of its correction, can't be sent."""
    mails = [payload, *([payload["correction"]] if "correction" in payload else [])]
    return list(dict.fromkeys(problem for mail in mails for problem in _problems(mail)))


def _problems(payload: Payload) -> list[str]:
    found = []
    subject = payload.get("subject", "")
    if not subject or subject != one_line(subject):
        found.append(_("The mail needs a subject of one line."))
    if len(subject) > MAX_SUBJECT:
        found.append(_("The mail's subject is longer than %(limit)d characters.") % {"limit": MAX_SUBJECT})
    if not payload.get("html") or not payload.get("text"):
        found.append(_("The mail needs a text, with and without formatting."))
    if len(payload.get("html", "").encode()) > MAX_HTML:
        found.append(_("The mail is too long."))
    if UNSUBSCRIBE not in payload.get("html", "") or UNSUBSCRIBE not in payload.get("text", ""):
        found.append(_("The mail lacks the link to unsubscribe."))
    return found
