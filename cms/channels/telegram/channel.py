"""A Telegram channel, posted to by a bot that is one of its administrators (core.telegram.org/bots/api)."""

import datetime as dt
import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.publication.posts import Words
from cms.publication.story import Story
from cms.sending.http import Unanswered
from cms.sending.outcome import Begin, Outcome
from cms.sending.telegram import MAX_CAPTION, MAX_TEXT, ask, outcome_of

from ..channel import Payload
from ..errors import ChannelError
from ..fitting import says_nothing
from ..link_card import LinkCard, link_card
from ..models import Account, Placement
from ..platform import Field, Opened, Platform, stored
from ..tagged import tagged_url
from ..vault import Credentials
from ..verbs import ALWAYS, Abilities, Verb
from ..wording import photo_address, shown_here, text_for

PHOTO_WIDTH = 1200
"""Pixels. Telegram fetches a photo of at most 5 MB from an address (*Sending files*)."""

_DONE_ALREADY = {
    "editMessageText": re.compile("message is not modified"),
    "editMessageCaption": re.compile("message is not modified"),
    "deleteMessage": re.compile("message to delete not found"),
}
"""How Telegram says that it stands there as it was asked for: a request was made twice, or somebody was faster."""

_NO_PICTURE = re.compile(
    "failed to get HTTP URL content|wrong type of the web page content|wrong file identifier/HTTP URL specified"
    "|WEBPAGE_CURL_FAILED|WEBPAGE_MEDIA_EMPTY",
    re.IGNORECASE,
)
"""How Telegram says that it could not fetch the photo (recalled): nothing was posted, and it may be there the next time."""

_POST = re.compile(r"https://t\.me/(\w+)/(\d+)")


class TelegramChannel(Platform):
    """Posts of the headline, the lede and a link, under a photo where the article has one."""

    code = "telegram"
    label = gettext_lazy("Telegram channel")
    credentials = (
        Field("token", gettext_lazy("Token of the bot"), gettext_lazy("From @BotFather, as 123456:ABC-DEF…")),
    )
    words = Words(most=MAX_TEXT, most_under_photo=MAX_CAPTION, unit="utf16")
    # Bots edit posts of their own without limit (*editMessageText*), and delete them within 48 hours (*deleteMessage*).
    abilities = Abilities(
        edit=ALWAYS, withdraw=dt.timedelta(hours=48), repeatable=frozenset({Verb.EDIT, Verb.WITHDRAW})
    )
    # One message a second in a chat (*Bots FAQ*).
    least_between = dt.timedelta(seconds=1)

    def compose(self, story: Story) -> Payload:
        link = tagged_url(story, self.code)
        payload = {"text": text_for(story, self.code, self.words, link), "link": link}
        if photo := photo_address(story, self.code, PHOTO_WIDTH):
            payload["photo"] = photo
        return payload

    def validate(self, payload: Payload) -> list[str]:
        most = self.words.limit(photo=bool(payload.get("photo")))
        count = self.words.count(payload["text"])
        if says_nothing(payload):
            return [_("The post has no text.")]
        if count > most:
            return [
                _("The post has %(count)d characters, and Telegram takes %(most)d.") % {"count": count, "most": most}
            ]
        return []

    def preview(self, payload: Payload) -> str:
        return self._drawn(payload)

    def drawn(self, payload: Payload, story: Story) -> str:
        return self._drawn(payload, self.posts_as(), link_card(story))

    def _drawn(self, payload: Payload, account: str = "", card: LinkCard | None = None) -> str:
        """``card`` is what Telegram draws of the linked page, where that is known."""
        context = {
            "payload": payload,
            "account": account,
            "photo": shown_here(payload.get("photo", "")),
            "card": card,
            "stored": stored(payload),
        }
        return render_to_string("admin/channels/preview_telegram.html", context)

    def test_post(self, text: str, link: str) -> Payload:
        return {"text": f"{text}\n\n{link}", "link": link}

    def check(self, address: str, credentials: Credentials) -> Opened:
        found = _checked(credentials, "getChat", {"chat_id": address})
        me = _checked(credentials, "getMe", {})
        member = _checked(credentials, "getChatMember", {"chat_id": address, "user_id": me.get("id")})
        rights = ("can_post_messages", "can_edit_messages", "can_delete_messages")
        if member.get("status") != "creator" and not all(member.get(right) for right in rights):
            raise ChannelError(
                _("The bot must be an administrator of the channel who may post, edit and delete messages.")
            )
        return Opened(str(found.get("title") or address))

    def replaces(self, payload: Payload, standing: Payload) -> bool:
        """The words can be edited; another photo, or one more or less, is a person's to put there."""
        return payload.get("photo") == standing.get("photo")

    def post_at(self, account: Account, url: str) -> str:
        found = _POST.match(url)
        return found[2] if found and f"@{found[1]}".lower() == account.address.lower() else ""

    def send(self, account: Account, secret: Credentials, payload: Payload, begin: Begin) -> Outcome:
        photo = payload.get("photo")
        method = "sendPhoto" if photo else "sendMessage"
        words = {"photo": photo, "caption": payload["text"]} if photo else _message(payload)
        return _asked(secret, method, {"chat_id": account.address, **words}, begin)

    def edit(self, account: Account, secret: Credentials, payload: Payload, place: Placement, begin: Begin) -> Outcome:
        there = {"chat_id": account.address, "message_id": int(place.remote_id)}
        if _has_photo(place):
            return _asked(secret, "editMessageCaption", {**there, "caption": payload["text"]}, begin)
        return _asked(secret, "editMessageText", {**there, **_message(payload)}, begin)

    def withdraw(self, account: Account, secret: Credentials, place: Placement, begin: Begin) -> Outcome:
        there = {"chat_id": account.address, "message_id": int(place.remote_id)}
        return _asked(secret, "deleteMessage", there, begin)


def _message(payload: Payload) -> dict[str, Any]:
    return {"text": payload["text"], "link_preview_options": {"url": payload["link"], "prefer_large_media": True}}


def _has_photo(place: Placement) -> bool:
    from ..models.dispatch import post_of

    return bool((post_of(place.publication, TelegramChannel.code) or {}).get("photo"))


def _checked(credentials: Credentials, method: str, request: dict[str, Any]) -> dict[str, Any]:
    try:
        answer = ask(credentials.get("token", ""), method, request)
    except Unanswered as silent:
        raise ChannelError(_("Telegram does not answer. Try again in a few minutes.")) from silent
    if answer.code in {401, 404}:
        raise ChannelError(_("Telegram does not know this token."))
    if not answer.ok or not isinstance(answer.result, dict):
        raise ChannelError(_("Telegram says: %(words)s") % {"words": answer.description or answer.code})
    return answer.result


def _asked(secret: Credentials, method: str, request: dict[str, Any], begin: Begin) -> Outcome:
    try:
        answer = ask(secret.get("token", ""), method, request, begin)
    except Unanswered as error:
        return error.outcome
    outcome, done = outcome_of(answer), _DONE_ALREADY.get(method)
    if answer.ok:
        return _with_link(answer.result, outcome)
    if done and done.search(answer.description):
        return Outcome("delivered", answer.said())
    if method == "sendPhoto" and answer.code == 400 and _NO_PICTURE.search(answer.description):
        return Outcome("retry", f"picture:{outcome.detail}"[:300])
    # It may have posted before it failed.
    return Outcome("unknown", outcome.detail) if answer.code >= 500 else outcome


def _with_link(result: Any, outcome: Outcome) -> Outcome:
    chat = result.get("chat", {}) if isinstance(result, dict) else {}
    name = chat.get("username") if isinstance(chat, dict) else None
    link = f"https://t.me/{name}/{outcome.remote_id}" if name and outcome.remote_id else ""
    return Outcome("delivered", outcome.detail, remote_id=outcome.remote_id, url=link)
