"""The mails that follow one that is out, which nobody can change any more: a correction, a withdrawal."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.publication.changes import corrections_of, lines
from cms.publication.story import Story

from ..channel import Payload
from ..fitting import shortened
from ..tagged import tagged_url
from .links import UNSUBSCRIBE

MAX_SUBJECT = 250
"""Characters. A header line may have 998 octets (RFC 5322, 2.1.1) and a Vietnamese letter takes up to three before encoding."""


def correction_mail(story: Story) -> Payload | None:
    """What those get of a corrected article who were sent it as it was: what was wrong and what is right, and how it begins now.
    None where there is no formal correction."""
    corrections = corrections_of(story)
    if not corrections:
        return None
    subject = shortened(_("Correction: %(title)s") % {"title": story.headline}, MAX_SUBJECT)
    context = {
        "subject": subject,
        "language": story.language,
        "headline": story.headline,
        "lede": story.lede,
        "corrections": [lines(each) for each in corrections],
        "link": tagged_url(story, "email", "email"),
    }
    return {"subject": subject, **_written("correction", context)}


def withdrawal_mail(payload: Payload, notice: str) -> Payload:
    """What those get who were sent a mail of something that is withdrawn, made from the last such mail."""
    language = payload["language"]
    with override(language):
        subject = shortened(_("Withdrawn: %(title)s") % {"title": payload["subject"]}, MAX_SUBJECT)
        context = {
            "subject": subject,
            "language": language,
            "headline": payload["subject"],
            "notice": notice,
            "link": payload.get("link", ""),
        }
        return {"subject": subject, "language": language, **_written("withdrawal", context)}


def _written(template: str, context: dict[str, Any]) -> dict[str, str]:
    context["unsubscribe_url"] = UNSUBSCRIBE
    return {
        "html": render_to_string(f"mail/{template}.html", context),
        "text": render_to_string(f"mail/{template}.txt", context).strip() + "\n",
    }
