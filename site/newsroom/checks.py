"""What is unsafe on a server that the public reaches: with ``PRODUCTION`` set, nothing starts as long as one of these holds."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "0.0.0.0"})  # noqa: S104 - names that must not be public


@register()
def production_settings(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The faults of the production settings as errors; none on a machine that is no production server."""
    if not settings.PRODUCTION:
        return []
    return [Error(sentence, id=f"newsroom.{code}") for code, sentence in faults()]


def refuse_unsafe() -> None:
    """Raises ``ImproperlyConfigured`` with every fault; the web server calls it before it takes a request."""
    if settings.PRODUCTION and (found := list(faults())):
        raise ImproperlyConfigured(" ".join(sentence for _, sentence in found))


def faults() -> Iterator[tuple[str, str]]:
    """Code and sentence of each setting that is unsafe or useless on a public server."""
    if settings.DEBUG:
        yield "E001", "PRODUCTION is set, so DEBUG must be off: it shows the code and the settings to everybody."
    yield from _hosts()
    if not settings.EMAIL_HOST:
        yield (
            "E003",
            "PRODUCTION is set, so EMAIL_HOST must name a mail server: without one no mail leaves the newsroom.",
        )
    elif settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        yield (
            "E004",
            "PRODUCTION is set, so DEFAULT_FROM_EMAIL must be an address that readers can answer, not @localhost.",
        )
    yield from _address("E005", "PUBLIC_BASE_URL", settings.PUBLIC_BASE_URL)
    yield from _address("E006", "ADMIN_BASE_URL", settings.WAGTAILADMIN_BASE_URL)
    if not settings.SESSION_COOKIE_SECURE or not settings.CSRF_COOKIE_SECURE:
        yield "E007", "PRODUCTION is set, so cookies must be sent over https only."


def _hosts() -> Iterator[tuple[str, str]]:
    hosts = {host.strip().lower() for host in settings.ALLOWED_HOSTS}
    if any(host in {"*", "."} or host.startswith("*") for host in hosts):
        yield "E002", "PRODUCTION is set, so ALLOWED_HOSTS must name the hosts of this site; * lets anybody choose one."
    elif not hosts - LOCAL_HOSTS:
        yield (
            "E002",
            "PRODUCTION is set, so ALLOWED_HOSTS must name the public host of this site, not only this machine.",
        )


def _address(code: str, name: str, value: str) -> Iterator[tuple[str, str]]:
    parts = urlsplit(value)
    if parts.scheme != "https":
        yield code, f"PRODUCTION is set, so {name} must begin with https://, but it is {value!r}."
    elif not parts.hostname or parts.hostname in LOCAL_HOSTS:
        yield code, f"PRODUCTION is set, so {name} must name the public host, but it is {value!r}."
