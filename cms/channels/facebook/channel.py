"""A Facebook Page, posted to through the Graph API (developers.facebook.com/docs/pages-api/posts)."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.publication.posts import Words
from cms.publication.reading import Reading
from cms.publication.story import Story
from cms.sending.http import Reply, Unanswered
from cms.sending.outcome import Begin, Outcome

from ..channel import Payload
from ..errors import ChannelError
from ..fitting import above_ending, says_nothing
from ..link_card import LinkCard, link_card
from ..models import Account, Placement
from ..platform import Counted, Field, Opened, Platform, Sighting, Sought, stored
from ..tagged import tagged_url, untagged
from ..vault import Credentials
from ..verbs import ALWAYS, Abilities, Verb
from ..wording import photo_address, shown_here, text_for
from . import graph
from .links import post_at

MAX_MESSAGE = 63_206
"""Characters of a post, by what is told of Facebook everywhere and by itself nowhere; counted in units of UTF-16, which is the most
that anybody counts."""

PHOTO_WIDTH = 1600
"""Pixels. Facebook fetches the photo from its address; it shows up to 2048 (recalled)."""

PERMISSIONS = ("pages_manage_posts", "pages_read_engagement")
"""To post, and to read what stands on the Page (*Posts*, Before you start)."""

PAGES_OF_FEED = 5
_A_PAGE = 100
_COUNTED = "shares,reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)"
"""What a Page's post says of itself with these permissions; how often it was seen takes one more (*Insights*)."""
_SKEW = dt.timedelta(minutes=2)


class FacebookPage(Platform):
    """Posts of the headline and the lede: under a photo, with the link, where the article has one, else as a post of the link."""

    code = "facebook"
    label = gettext_lazy("Facebook Page")
    credentials = (
        Field(
            "token",
            gettext_lazy("Page access token"),
            gettext_lazy("A long-lived one, with the permissions pages_manage_posts and pages_read_engagement."),
        ),
        Field("app_id", gettext_lazy("App ID"), gettext_lazy("The number of the app that the token was made for.")),
        Field("app_secret", gettext_lazy("App secret")),
    )
    words = Words(most=MAX_MESSAGE, unit="utf16")
    counts = True
    # An app edits and deletes what it has posted, without limit (*Posts*); of a post only the message can be edited.
    abilities = Abilities(
        edit=ALWAYS,
        withdraw=ALWAYS,
        repeatable=frozenset({Verb.EDIT, Verb.WITHDRAW}),
        # A post is on the Page within seconds (seen, not promised).
        find=dt.timedelta(minutes=10),
    )

    def compose(self, story: Story) -> Payload:
        link = tagged_url(story, self.code)
        text = text_for(story, self.code, self.words, link)
        if photo := photo_address(story, self.code, PHOTO_WIDTH):
            return {"text": text, "link": link, "photo": photo}
        # The card that Facebook draws leads there.
        words, _link, line = (part.strip() for part in text.rpartition(link))
        return {"text": f"{words}\n\n{line}".strip(), "link": link, **({"line": line} if line else {})}

    def validate(self, payload: Payload) -> list[str]:
        count = self.words.count(payload["text"])
        if says_nothing(payload):
            return [_("The post has no text.")]
        if count > MAX_MESSAGE:
            return [
                _("The post has %(count)d characters, and Facebook takes %(most)d.")
                % {"count": count, "most": MAX_MESSAGE}
            ]
        return []

    def preview(self, payload: Payload) -> str:
        return self._drawn(payload)

    def drawn(self, payload: Payload, story: Story) -> str:
        return self._drawn(payload, self.posts_as(), link_card(story))

    def _drawn(self, payload: Payload, account: str = "", card: LinkCard | None = None) -> str:
        """``card`` is what Facebook draws of the linked page, where that is known."""
        context = {
            "payload": payload,
            "account": account,
            "photo": shown_here(payload.get("photo", "")),
            "card": card,
            "stored": stored(payload),
        }
        return render_to_string("admin/channels/preview_facebook.html", context)

    def replaces(self, payload: Payload, standing: Payload) -> bool:
        """Only the message can be edited: another photo is a person's to put there."""
        return payload.get("photo") == standing.get("photo") and untagged(payload["link"]) == untagged(standing["link"])

    def reading(self, payload: Payload) -> Reading:
        reading, link = super().reading(payload), str(payload["link"])
        if link in reading.text:
            return reading
        told = (above_ending(reading.text, payload), link, str(payload.get("line", "")))
        return replace(reading, text="\n\n".join(filter(None, told)))

    def test_post(self, text: str, link: str) -> Payload:
        return {"text": text, "link": link}

    def check(self, address: str, credentials: Credentials) -> Opened:
        data = _about(credentials)
        if data.get("is_valid") is not True or str(data.get("app_id")) != credentials.get("app_id"):
            raise ChannelError(_("Facebook does not accept this token for this app: make a new one."))
        missing = [name for name in PERMISSIONS if name not in (data.get("scopes") or [])]
        if missing:
            raise ChannelError(_("The token lacks the permission %(name)s.") % {"name": ", ".join(missing)})
        page = _checked(graph.call, credentials, "GET", "me", {"fields": "id,name"})
        found = graph.said(page)
        if str(found.get("id")) != address:
            raise ChannelError(_("The token is of another Page: “%(name)s”.") % {"name": found.get("name", "")})
        return Opened(str(found.get("name") or address), _end_of(data))

    def send(self, account: Account, secret: Credentials, payload: Payload, begin: Begin) -> Outcome:
        message = {"message": payload["text"]}
        if payload.get("photo"):
            return _asked(secret, "POST", f"{account.address}/photos", {**message, "url": payload["photo"]}, begin)
        return _asked(secret, "POST", f"{account.address}/feed", {**message, "link": payload["link"]}, begin)

    def edit(self, account: Account, secret: Credentials, payload: Payload, place: Placement, begin: Begin) -> Outcome:
        return _asked(secret, "POST", place.remote_id, {"message": payload["text"]}, begin)

    def withdraw(self, account: Account, secret: Credentials, place: Placement, begin: Begin) -> Outcome:
        outcome = _asked(secret, "DELETE", place.remote_id, {}, begin)
        if outcome.state == "refused" and _is_gone(secret, account, place):
            return Outcome("delivered", outcome.detail)
        return outcome

    def post_at(self, account: Account, url: str) -> str:
        return post_at(account.address, url)

    def figures(
        self, account: Account, secret: Credentials, places: Sequence[Placement]
    ) -> Iterator[tuple[Placement, Counted]]:
        for place in places:
            reply = graph.call(secret, "GET", place.remote_id, {"fields": _COUNTED})
            outcome, said = graph.outcome_of(reply), graph.said(reply)
            if outcome.state == "delivered":
                shares = (said.get("shares") or {}).get("count", 0)
                yield place, Counted(None, _total(said, "reactions"), _total(said, "comments"), shares)
            if outcome.holds_queue or outcome.after:
                raise Unanswered(outcome)

    def find(self, account: Account, secret: Credentials, sought: Sought) -> Sighting:
        wanted = {"fields": "id,from,message,created_time,attachments{unshimmed_url}", "limit": str(_A_PAGE)}
        wanted["since"] = str(int((sought.begun_at - _SKEW).timestamp()))
        for _page in range(PAGES_OF_FEED):
            try:
                reply = graph.call(secret, "GET", f"{account.address}/feed", wanted)
            except Unanswered:
                return Sighting(None)
            said = graph.said(reply)
            posts = said.get("data")
            if reply.code != 200 or not isinstance(posts, list):
                return Sighting(None, graph.in_short(reply))
            for post in posts:
                if not _is_it(post, sought.payload) or post["id"] in sought.others:
                    continue
                author = _author_of(post)
                if not author:
                    return Sighting(None, f"post {post['id']}")
                if author == account.address:
                    return Sighting(True, f"post {post['id']}", remote_id=post["id"], url=_url(post["id"]))
            after = ((said.get("paging") or {}).get("cursors") or {}).get("after")
            if len(posts) < _A_PAGE or not after:
                return Sighting(False)
            wanted["after"] = str(after)
        return Sighting(None)


def _asked(secret: Credentials, method: str, path: str, fields: dict[str, str], begin: Begin) -> Outcome:
    try:
        reply = graph.call(secret, method, path, fields, begin)
    except Unanswered as error:
        return error.outcome
    outcome, said = graph.outcome_of(reply), graph.said(reply)
    if outcome.state != "delivered" or said.get("success") is True:
        return outcome
    # A photo has a number of its own, and the post that shows it another.
    number = str(said.get("post_id") or said.get("id") or "")
    if not number:
        return Outcome("unknown", outcome.detail)
    return Outcome("delivered", f"post {number}", after=outcome.after, remote_id=number, url=_url(number))


def _checked(ask: Any, *given: Any) -> Reply:
    try:
        reply: Reply = ask(*given)
    except Unanswered as silent:
        raise ChannelError(_("Facebook does not answer. Try again in a few minutes.")) from silent
    code = graph.code_of(reply)
    if code in graph.TOKEN_ENDED or reply.code == 401:
        raise ChannelError(_("Facebook does not accept this token for this app: make a new one."))
    if code or reply.code != 200:
        raise ChannelError(_("Facebook says: %(words)s") % {"words": graph.in_short(reply)})
    return reply


def _about(credentials: Credentials) -> dict[str, Any]:
    """What Facebook says of the token (*Debug-Token*)."""
    asked = {"input_token": credentials.get("token", "")}
    data = graph.said(_checked(graph.call_as_app, credentials, "debug_token", asked)).get("data")
    return data if isinstance(data, dict) else {}


def _end_of(data: dict[str, Any]) -> dt.datetime | None:
    """When the token ends, or the app's access to data, which a person has to renew every 90 days; 0 means never."""
    known = [data.get(name) for name in ("expires_at", "data_access_expires_at")]
    ends = [end for end in known if isinstance(end, int) and end > 0]
    return dt.datetime.fromtimestamp(min(ends), dt.UTC) if ends else None


def _is_gone(secret: Credentials, account: Account, place: Placement) -> bool:
    """Whether a post is not there any more: the Page can be read, and the post can't."""
    try:
        post = graph.call(secret, "GET", place.remote_id, {"fields": "id"})
        feed = graph.call(secret, "GET", f"{account.address}/feed", {"fields": "id", "limit": "1"})
    except Unanswered:
        return False
    return graph.is_missing(post) and feed.code == 200


def _is_it(post: Any, payload: Payload) -> bool:
    """The short address names the article and the channel, so it is in no other post of ours; a message alone may be anybody's."""
    if not isinstance(post, dict) or not post.get("id"):
        return False
    message = str(post.get("message", ""))
    attachments = (post.get("attachments") or {}).get("data") or []
    shown = [str(each.get("unshimmed_url", "")) for each in attachments if isinstance(each, dict)]
    if any(payload["link"] in where for where in (message, *shown)):
        return True
    return not any(shown) and _plain(message) == _plain(payload["text"])


def _author_of(post: dict[str, Any]) -> str:
    """Who posted it: a Page's feed holds what visitors put there, too. Empty where Facebook does not say."""
    author = post.get("from")
    return str(author.get("id", "")) if isinstance(author, dict) else ""


def _total(said: dict[str, Any], edge: str) -> int | None:
    return ((said.get(edge) or {}).get("summary") or {}).get("total_count")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _url(number: str) -> str:
    return f"https://www.facebook.com/{number}"
