"""The site behind nginx, with the configuration that `docs/operations.md` gives."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests import nginx
from tests.factories.newsroom import news_section

pytestmark = [pytest.mark.nginx, pytest.mark.django_db(transaction=True)]

HOST = "toasoan.example.vn"


@pytest.fixture
def ports(live_server: Any, settings: Any, tmp_path: Path) -> Iterator[tuple[int, int]]:
    """nginx before the site: the ports that stand for 443 and 80."""
    settings.ALLOWED_HOSTS = [HOST, "localhost"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    news_section()
    with nginx.served(live_server.url, tmp_path) as ports:
        yield ports


def _get(port: int, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}{path}", headers={"Host": HOST, **headers}, timeout=60)


def test_pages_and_static_files_come_through(ports: tuple[int, int]) -> None:
    secure, plain = ports
    front = _get(secure, "/")
    assert (front.status_code, front.headers["Content-Encoding"]) == (200, "gzip")
    known = _get(secure, "/", **{"If-None-Match": front.headers["ETag"]})
    assert known.status_code == 304
    assert _get(secure, "/feed.json").headers["Content-Encoding"] == "gzip"
    style = re.search(r'href="(/static/reader/site\.[0-9a-f]+\.css)"', front.text)
    assert style
    sheet = _get(secure, style[1])
    assert (sheet.status_code, sheet.headers["Content-Encoding"]) == (200, "gzip")
    assert "max-age=315360000" in sheet.headers["Cache-Control"]
    assert _get(plain, "/tin-tuc/").headers["Location"] == f"https://{HOST}/tin-tuc/"


@pytest.mark.parametrize(
    "path", ["/tim-kiem/?q=dai+hoi", "/tim-kiem/goi-y.json?q=dai", "/api/v2/articles/?search=dai", "/tai-khoan/login/"]
)
def test_who_asks_too_fast_waits_and_keeps_nobody_else_from_reading(ports: tuple[int, int], path: str) -> None:
    secure, _plain = ports
    statuses = []
    with httpx.Client(base_url=f"http://127.0.0.1:{secure}", headers={"Host": HOST}, timeout=60) as client:
        while len(statuses) < 400 and 429 not in statuses:
            statuses.append(client.get(path).status_code)
        # What a person types in a few seconds always comes through.
        assert statuses[:20] == [200] * 20
        assert statuses[-1] == 429
        assert client.get("/").status_code == 200
