"""A Zalo Official Account, and its articles (developers.zalo.me, article management).

What is asked for is done later: the answer is a token, by which one asks whether it was.
"""

import datetime as dt
import re
import time
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.publication.posts import Words
from cms.publication.reading import Reading
from cms.publication.story import Story
from cms.sending.http import Reply, Unanswered
from cms.sending.outcome import Begin, Outcome

from ..channel import Payload
from ..elsewhere import cleaned
from ..errors import ChannelError
from ..models import Account, Placement
from ..platform import Counted, Field, Opened, Platform, Sighting, Sought, stored
from ..tagged import tagged_url
from ..vault import Credentials
from ..verbs import ALWAYS, Abilities, Verb
from . import api, article, tokens

VERIFY_SECONDS = 8.0
"""How long one waits for an article to be made; afterwards it is looked up (`looking`)."""

_VERIFY_EVERY = 0.5
_A_SLICE = 10
"""The most that one request lists (told of by third parties)."""
_SLICES, _SLICES_OF_A_MONTH = 5, 40
"""How many of them are asked for, newest first: to find what was sent just now, and what may be a month old."""
_SKEW = dt.timedelta(minutes=2)


class ZaloOfficialAccount(Platform):
    """Articles: the whole text with its pictures."""

    code = article.CODE
    label = gettext_lazy("Zalo Official Account")
    credentials = (
        Field(
            "app_id",
            gettext_lazy("App ID"),
            gettext_lazy("Of the app at developers.zalo.me that the account has let in."),
        ),
        Field("app_secret", gettext_lazy("App secret key")),
        Field("access_token", gettext_lazy("Access token"), gettext_lazy("With the right to manage articles.")),
        Field(
            "refresh_token",
            gettext_lazy("Refresh token"),
            gettext_lazy("It is used up at once and replaced by a new one: never enter it anywhere else."),
        ),
    )
    words = Words(most=article.MAX_DESCRIPTION)
    counts = True
    abilities = Abilities(
        edit=ALWAYS,
        withdraw=ALWAYS,
        repeatable=frozenset({Verb.EDIT, Verb.WITHDRAW}),
        # What has no answer may still be in the making.
        find=dt.timedelta(minutes=15),
    )

    def compose(self, story: Story) -> Payload:
        return article.article(story, tagged_url(story, self.code))

    def validate(self, payload: Payload) -> list[str]:
        return article.problems(payload)

    def written(self, payload: Payload) -> str:
        return str(payload["description"])

    def preview(self, payload: Payload) -> str:
        return self._drawn(payload)

    def drawn(self, payload: Payload, story: Story) -> str:
        return self._drawn(payload, self.posts_as())

    def _drawn(self, payload: Payload, account: str = "") -> str:
        parts = [
            {**part, "content": mark_safe(cleaned(part["content"]))} if part["type"] == "text" else part  # noqa: S308 - cleaned
            for part in payload["body"]
        ]
        context = {"payload": payload, "account": account, "parts": parts, "stored": stored(payload)}
        return render_to_string("admin/channels/preview_zalo.html", context)

    def reading(self, payload: Payload) -> Reading:
        words = _("Readers on: %(channel)s") % {"channel": self.label}
        return Reading(words, payload["title"], article.plain(payload), article.pictures(payload))

    def has_picture(self, payload: Payload) -> bool:
        return any(each != settings.ZALO_COVER_URL for each in article.pictures(payload))

    def test_post(self, text: str, link: str) -> Payload:
        return article.simple(_("Test post"), text, link)

    def check(self, address: str, credentials: Credentials) -> Opened:
        try:
            reply = api.call(credentials, "GET", "oa/getoa")
        except Unanswered as silent:
            raise ChannelError(_("Zalo does not answer. Try again in a few minutes.")) from silent
        if api.token_ended(reply):
            raise ChannelError(_("Zalo does not accept this access token: sign in again and make new ones."))
        if not api.is_well(reply):
            raise ChannelError(_("Zalo says: %(words)s") % {"words": api.in_short(reply)})
        about = api.data_of(reply)
        if str(about.get("oa_id")) != address:
            raise ChannelError(_("The tokens are of another account: “%(name)s”.") % {"name": about.get("name", "")})
        return Opened(str(about.get("name") or address))

    def entered(self, account: Account) -> None:
        tokens.entered(account)

    def look_after(self, account: Account, now: dt.datetime) -> None:
        tokens.look_after(account, now)

    def open_account(self, account: Account) -> Credentials | Outcome:
        try:
            return tokens.access(account, timezone.now())
        except ChannelError as error:
            code = str(error)
            known = code.startswith("token:") or code == "renewing"
            return Outcome(
                "retry", code if known else "secret_unreadable", holds_queue=True, locked_out=code != "renewing"
            )

    def send(self, account: Account, secret: Credentials, payload: Payload, begin: Begin) -> Outcome:
        return _made(account, secret, "article/create", payload, begin)

    def edit(self, account: Account, secret: Credentials, payload: Payload, place: Placement, begin: Begin) -> Outcome:
        return _made(account, secret, "article/update", {"id": place.remote_id, **payload}, begin)

    def withdraw(self, account: Account, secret: Credentials, place: Placement, begin: Begin) -> Outcome:
        asked = _asked(account, secret, "article/remove", {"id": place.remote_id}, begin)
        if isinstance(asked, Reply):
            return Outcome("delivered", f"article {place.remote_id}")
        if asked.state == "refused" and _is_gone(secret, place):
            return Outcome("delivered", asked.detail)
        return asked

    def figures(
        self, account: Account, secret: Credentials, places: Sequence[Placement]
    ) -> Iterator[tuple[Placement, Counted]]:
        wanted = {place.remote_id: place for place in places}
        since = min((place.posted_at for place in places), default=timezone.now())
        for one in _listed(secret, since - _SKEW, _SLICES_OF_A_MONTH):
            place = wanted.pop(str((one or {}).get("id")), None)
            if one and place:
                yield place, Counted(views=one.get("total_view"), shares=one.get("total_share"))
            if not wanted:
                return

    def find(self, account: Account, secret: Credentials, sought: Sought) -> Sighting:
        if sought.remote_id and (number := _verified(secret, sought.remote_id)):
            return _seen(number, _link_of(secret, number))
        title, complete = _plain(sought.payload["title"]), False
        for one in _listed(secret, sought.begun_at - _SKEW):
            if one is None:
                complete = True
            elif _plain(str(one.get("title", ""))) == title and str(one.get("id")) not in sought.others:
                return _seen(str(one.get("id", "")), _link_in(one))
        # What Zalo has taken is never sent again; it may only take long.
        return Sighting(False if complete and not sought.remote_id else None)


def _made(account: Account, secret: Credentials, path: str, payload: Payload, begin: Begin) -> Outcome:
    asked = _asked(account, secret, path, payload, begin)
    if isinstance(asked, Outcome):
        return asked
    token = str(api.data_of(asked).get("token") or "")
    if not token:
        return Outcome("unknown", "HTTP 200")
    until = time.monotonic() + VERIFY_SECONDS
    while not (number := _verified(secret, token)):
        if time.monotonic() > until:
            return Outcome("unknown", "being_made", remote_id=token)
        time.sleep(_VERIFY_EVERY)
    return Outcome("delivered", f"article {number}", remote_id=number, url=_link_of(secret, number))


def _asked(account: Account, secret: Credentials, path: str, body: dict[str, Any], begin: Begin) -> Reply | Outcome:
    """Zalo's answer where it has taken it; else what follows."""
    try:
        reply = api.call(secret, "POST", path, body=body, begin=begin)
    except Unanswered as error:
        return error.outcome
    if api.is_well(reply):
        return reply
    if api.token_ended(reply) and tokens.spoiled(account, secret, timezone.now()):
        return Outcome("retry", f"renewing:{api.in_short(reply)}", holds_queue=True)
    return api.outcome_of(reply)


def _verified(secret: Credentials, token: str) -> str:
    """The number of the article that was made; empty as long as it is not, or nobody says."""
    try:
        reply = api.call(secret, "POST", "article/verify", body={"token": token})
    except Unanswered:
        return ""
    return str(api.data_of(reply).get("id") or "")


def _link_of(secret: Credentials, number: str) -> str:
    """Where readers find the article; empty where Zalo does not say."""
    try:
        reply = api.call(secret, "GET", "article/getdetail", query={"id": number})
    except Unanswered:
        return ""
    return _link_in(api.data_of(reply))


def _link_in(shown: dict[str, Any]) -> str:
    link = str(shown.get("link_view") or "")
    return link if link.startswith("https://") else ""


def _listed(secret: Credentials, since: dt.datetime, most: int = _SLICES) -> Iterator[dict[str, Any] | None]:
    """The account's articles made since then, newest first (``getslice``); at the end None, where that was all of them."""
    for at in range(most):
        query = {"offset": str(at * _A_SLICE), "limit": str(_A_SLICE), "type": "normal"}
        try:
            reply = api.call(secret, "GET", "article/getslice", query=query)
        except Unanswered:
            return
        found = api.data_of(reply).get("medias")
        if not isinstance(found, list):
            return
        for each in found:
            if dt.datetime.fromtimestamp(int(each.get("create_date", 0)) / 1000, dt.UTC) < since:
                yield None
                return
            yield each
        if len(found) < _A_SLICE:
            yield None
            return


def _is_gone(secret: Credentials, place: Placement) -> bool:
    complete = False
    for one in _listed(secret, place.posted_at - _SKEW, _SLICES_OF_A_MONTH):
        if one is None:
            complete = True
        elif str(one.get("id")) == place.remote_id:
            return False
    return complete


def _seen(number: str, link: str) -> Sighting:
    return Sighting(True, f"article {number}", remote_id=number, url=link)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
