"""Subscribers, partners and articles that really went through the review, for the tests of the channels."""

import itertools
from typing import Any

from django.utils import timezone

from cms.articles.models import ArticleChange, ArticlePage
from cms.channels.accounts import keep_credentials
from cms.channels.actions import make_secret
from cms.channels.models import Account, Subscriber, WebhookEndpoint
from cms.channels.vault import Credentials
from cms.staff.models import User
from cms.staff.roles import Role

from . import newsroom

_numbers = itertools.count(1)


def make_subscriber(**fields: Any) -> Subscriber:
    """Somebody who has confirmed the subscription."""
    number = next(_numbers)
    defaults = {
        "email": f"ban-doc-{number}@example.vn",
        "state": Subscriber.State.ACTIVE,
        "confirmed_at": timezone.now(),
    }
    return Subscriber.objects.create(**defaults | fields)


def make_manager() -> User:
    return newsroom.make_user(Role.CHANNEL_MANAGER)


def make_endpoint(url: str = "http://127.0.0.1:9/nhan", **fields: Any) -> tuple[WebhookEndpoint, str]:
    """A partner's endpoint and its secret."""
    endpoint = WebhookEndpoint.objects.create(name=f"Đối tác {next(_numbers)}", url=url, **fields)
    return endpoint, make_secret(endpoint, make_manager())


def open_account(channel: str, address: str, credentials: Credentials, name: str = "Đại hội") -> Account:
    """An account that has its credentials and is switched on."""
    account = Account.objects.create(channel=channel, name=name, address=address)
    keep_credentials(account, credentials, make_manager())
    Account.objects.filter(pk=account.pk).update(active=True)
    account.refresh_from_db()
    return account


class Desk:
    """A newsroom with one reporter, editor and approving editor."""

    def __init__(self) -> None:
        self.section = newsroom.news_section()
        self.reporter = newsroom.make_user(Role.REPORTER)
        self.editor = newsroom.make_user(Role.EDITOR)
        self.approver = newsroom.make_user(Role.APPROVING_EDITOR)

    def publish(self, **fields: Any) -> ArticlePage:
        """A new article, approved."""
        return newsroom.published(self.section, self.reporter, self.editor, self.approver, **fields)

    def correct(
        self, page: ArticlePage, lede: str = "Sa-pô đã sửa.", *, wrong: str = "", right: str = ""
    ) -> ArticlePage:
        """Another version of it, approved; with what was ``wrong`` a formal correction."""
        page = page.latest_draft()
        page.lede = lede
        if wrong:
            told = {"kind": ArticleChange.Kind.CORRECTION, "wrong": wrong, "right": right, "note": "Xin lỗi bạn đọc."}
            page.change_rows.add(ArticleChange(sort_order=page.change_rows.count(), **told))
        page.save_revision(user=self.reporter, log_action=True)
        newsroom.submit(page, self.reporter)
        newsroom.decide(page, self.editor)
        return newsroom.decide(page, self.approver)
