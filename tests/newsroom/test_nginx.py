"""The site behind nginx, with the configuration that `docs/operations.md` gives."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from newsroom.settings.env import BASE_DIR
from tests.channels.servers import free_port
from tests.factories.newsroom import news_section

pytestmark = [pytest.mark.nginx, pytest.mark.django_db(transaction=True)]

NGINX = shutil.which("nginx", path="/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin") or "nginx"
HOST = "toasoan.example.vn"


def _documented() -> str:
    text = (BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")
    return text[text.index("```nginx\n") :].split("```")[1].removeprefix("nginx\n")


def _configuration(folder: Path, static: str, behind: str, secure: int, plain: int) -> str:
    """The documented text, with this machine's ports and folders; it has no certificate, so it speaks plain HTTP."""
    site = _documented()
    for there, here in {
        "listen 443 ssl;": f"listen 127.0.0.1:{secure};",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "/srv/toasoan/var/static/": f"{static}/",
        "http://127.0.0.1:8000": behind,
    }.items():
        assert there in site
        site = site.replace(there, here)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}{site}\n}}\n"
    )


@pytest.fixture
def ports(live_server: Any, settings: Any, tmp_path: Path) -> Iterator[tuple[int, int]]:
    """nginx before the site: the ports that stand for 443 and 80."""
    settings.ALLOWED_HOSTS = [HOST, "localhost"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    news_section()
    secure, plain = free_port(), free_port()
    file = tmp_path / "nginx.conf"
    file.write_text(_configuration(tmp_path, str(settings.STATIC_ROOT), live_server.url, secure, plain))
    process = subprocess.Popen([NGINX, "-p", str(tmp_path), "-e", str(tmp_path / "error.log"), "-c", str(file)])
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and process.poll() is None:
            try:
                _get(plain, "/")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield secure, plain
    finally:
        process.terminate()
        process.wait(30)


def _get(port: int, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}{path}", headers={"Host": HOST, **headers}, timeout=60)


def test_pages_and_static_files_come_through(ports: tuple[int, int]) -> None:
    secure, plain = ports
    front = _get(secure, "/")
    assert front.status_code == 200
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
