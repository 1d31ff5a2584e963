"""Fake platforms with an account of ours, under the contract."""

import datetime as dt
from abc import abstractmethod
from typing import Any, ClassVar

from cms.channels.vault import Credentials
from tests.factories.channels import open_account

from ..platforms import facebook, mastodon, telegram, zalo
from ..platforms.http import Fault, HttpPlatform
from .counterpart import EVERY_FAULT, Counterpart


class PlatformCounterpart(Counterpart):
    """An account on a fake platform."""

    other: HttpPlatform
    credentials: ClassVar[dict[str, str]]

    @abstractmethod
    def address(self) -> str:
        """How the platform calls the account."""

    def recipient(self) -> int:
        return open_account(self.code, self.address(), Credentials(self.credentials), name="Trang của Thành ủy").pk

    def taken(self) -> int:
        return self.other.taken

    def shown(self) -> list[str]:
        texts: list[str] = self.other.texts()  # type: ignore[attr-defined]
        return texts

    def age(self, by: dt.timedelta) -> None:
        self.other.age(by)


class TelegramSide(PlatformCounterpart):
    code = "telegram"
    credentials = {"token": telegram.TOKEN}
    secrets = (telegram.TOKEN.partition(":")[2],)

    def __init__(self) -> None:
        self.other = telegram.Telegram()

    def lead_here(self, settings: Any) -> None:
        settings.TELEGRAM_API_BASE = self.other.base

    def address(self) -> str:
        return telegram.CHAT


class FacebookSide(PlatformCounterpart):
    """It tells to wait in minutes, and closes no account: a token or a right is missing, which people can mend."""

    code = "facebook"
    faults = EVERY_FAULT - {Fault.WAIT, Fault.GONE}
    credentials = facebook.CREDENTIALS
    secrets = (facebook.TOKEN, facebook.APP_SECRET, facebook.PROOF)

    def __init__(self) -> None:
        self.other = facebook.Facebook()

    def lead_here(self, settings: Any) -> None:
        settings.FACEBOOK_API_BASE = f"{self.other.base}/v23.0"

    def address(self) -> str:
        return facebook.PAGE


class ZaloSide(PlatformCounterpart):
    """It does not say how long to wait, and closes no account: a token or a right is missing, which people can mend."""

    code = "zalo"
    faults = EVERY_FAULT - {Fault.WAIT, Fault.GONE}
    credentials = zalo.CREDENTIALS
    # Also those that it is given in exchange.
    secrets = (zalo.ACCESS.rstrip("0"), zalo.REFRESH.rstrip("0"), zalo.APP_SECRET)

    def __init__(self) -> None:
        self.other = zalo.Zalo()

    def lead_here(self, settings: Any) -> None:
        settings.ZALO_API_BASE = f"{self.other.base}/v2.0"
        settings.ZALO_OAUTH_BASE = f"{self.other.base}/v4/oa"

    def address(self) -> str:
        return zalo.OA


class MastodonSide(PlatformCounterpart):
    """The example of docs/channels.md, as it stands there."""

    code = "mastodon"
    credentials = {"token": mastodon.TOKEN}
    secrets = (mastodon.TOKEN,)

    def __init__(self) -> None:
        self.other = mastodon.Mastodon()

    def address(self) -> str:
        return f"{self.other.base}/@toasoan"
