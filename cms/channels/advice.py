"""What a person can do about a queue that stands still, and about a delivery that was not taken."""

from django.utils.translation import gettext as _

from .mail.returns.status import FOR_GOOD, code_in
from .models import Account, Attempt, Delivery, FollowUp, WebhookEndpoint
from .not_taken import GONE, NOT_TAKEN
from .registry import is_platform
from .words import what_to_do_there

_TOO_LARGE = ("HTTP 413", "body_too_large")
_BY_ITSELF = ("worker_lost", "renewing", "being_made", "internal:")


def what_to_do(detail: str) -> str:
    """What a manager of channels can do about the trouble of a queue; it tries again by itself meanwhile."""
    if detail.startswith(("HTTP 401", "HTTP 404", "secret_unreadable")):
        return _("The platform does not know the credentials any more: enter new ones.")
    if detail.startswith("token:"):
        return _(
            "Sign in to the platform again, make new credentials and enter them; what waits goes out by itself then."
        )
    if detail.startswith("permission:"):
        return _("Give the newsroom's app the right to post there, then enter new credentials.")
    if detail.startswith(("HTTP 429", "pace:")):
        return _("The platform asks for a pause. It goes on by itself; post less often if it comes back.")
    if detail.startswith(("connection", "name")):
        return _(
            "The other side can't be reached. It goes on by itself; if it lasts, ask its operator and the newsroom's."
        )
    if detail.startswith("picture:"):
        return _(
            "The platform fetches the picture from our site; it is tried again by itself. If it lasts, ask the operator whether "
            "the site can be reached from outside."
        )
    if detail.startswith("HTTP 5"):
        return _("The other side has a fault of its own. It goes on by itself.")
    return _("Ask the operator of the other side what is meant.")


def last_word(delivery: Delivery) -> Attempt | None:
    """The last thing that was said of how it went; None where nobody has said anything."""
    said = delivery.attempt_rows.exclude(detail="").exclude(event=Attempt.Event.SENDING)
    return said.order_by("-pk").first()


def what_to_do_about(delivery: Delivery, word: Attempt | None) -> str:
    """What a person can do about a delivery of which that was said last; empty where nothing is to be done, or it is not about that
    any more."""
    said = word.detail if word else ""
    if delivery.state in NOT_TAKEN:
        return _about_not_taken(delivery, said)
    again = word is not None and word.event == Attempt.Event.RETRY and delivery.state == Delivery.State.QUEUED
    if not again or said.startswith(_BY_ITSELF):
        return ""
    return _of_mail(said) if said[:1].isdigit() else what_to_do(said)


def _about_not_taken(delivery: Delivery, said: str) -> str:
    if said.startswith(GONE):
        return _("Nothing: readers' browsers come and go.")
    if closed := _closed(delivery):
        return closed
    if task := _task_of(delivery):
        told = _("What stands there is for a person now: look under “To be done by hand”.")
        return told if task.state == FollowUp.State.OPEN else ""
    told = _of_mail(said) if delivery.channel == "email" else _of_answer(delivery, said)
    if delivery.state == Delivery.State.GAVE_UP:
        return told or _("It was tried for about three days. When the reason is gone, send it again.")
    return told or _of_refusal(delivery)


def _task_of(delivery: Delivery) -> FollowUp | None:
    """The task that stands for what was refused to be changed there."""
    dispatch = delivery.dispatch
    if dispatch is None:
        return None
    there = {"placement__page_id": dispatch.page_id, "placement__channel": delivery.channel}
    tasks = FollowUp.objects.filter(**there, placement__recipient_id=delivery.recipient_id)
    return tasks.filter(publication_id=dispatch.publication_id).order_by("-pk").first()


def _of_answer(delivery: Delivery, said: str) -> str:
    """What codes ask for that mean the same at every time; empty where they say nothing special."""
    if said.startswith(_TOO_LARGE):
        return _("Have a shorter version approved: it goes there by itself.")
    if said.startswith("picture:"):
        return _("Send it again, or have a version with another picture, or none, approved: it goes there by itself.")
    if not is_platform(delivery.channel):
        wrong = said.startswith(("https_required", "private_address", "HTTP 3", "HTTP 404"))
        return _("Put the partner's address right, then send it again.") if wrong else ""
    locked = said.startswith(("HTTP 401", "HTTP 404", "secret_unreadable", "token:", "permission:"))
    return what_to_do(said) if locked else ""


def _of_refusal(delivery: Delivery) -> str:
    if delivery.channel == "email":
        return _("Look into the mail server's log. When the reason is gone, send it again.")
    if is_platform(delivery.channel):
        return _(
            "Read what the platform says. If the post is at fault, have another version approved: it goes there by itself. Else "
            "send it again."
        )
    return _("Ask there why it is not taken. When the reason is gone, send it again.")


def _closed(delivery: Delivery) -> str:
    """What to do where the account or partner takes nothing at all any more."""
    if is_platform(delivery.channel):
        account = Account.objects.filter(pk=delivery.recipient_id).first()
        return what_to_do_there(account) if account else ""
    if delivery.channel != "webhook":
        return ""
    stopped = WebhookEndpoint.objects.filter(pk=delivery.recipient_id).exclude(stopped_because="").exists()
    told = _("Ask the partner whether articles are still wanted; if so, switch the partner on again and send it again.")
    return told if stopped else ""


def _of_mail(said: str) -> str:
    """What a mail server's codes ask for (RFC 3463); empty where they say nothing special."""
    code = code_in(said)
    if code in FOR_GOOD:
        return _("Nothing: the address takes no mail, so the subscriber was taken off.")
    if said.startswith("552 ") or code == "5.3.4":
        return _("Have a shorter version approved, with fewer pictures: mails that have not left yet carry it.")
    if code.startswith("5.7."):
        return _("Ask whoever runs the mail server: the other side's rules keep our mails out.")
    return ""
