"""nginx before the site, with the configuration that `docs/operations.md` gives."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from django.conf import settings

from newsroom.settings.env import BASE_DIR
from tests.channels.servers import free_port

NGINX = shutil.which("nginx", path="/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin") or "nginx"


def configuration(folder: Path, behind: str, secure: int, plain: int) -> str:
    """The documented text, with this machine's ports and folders; it has no certificate, so it speaks plain HTTP."""
    site = _documented()
    for there, here in {
        "listen 443 ssl;": f"listen 127.0.0.1:{secure};",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "/srv/toasoan/var/static/": f"{settings.STATIC_ROOT}/",
        "http://127.0.0.1:8000": behind,
    }.items():
        assert there in site
        site = site.replace(there, here)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{temporary}{site}\n}}\n"
    )


def _documented() -> str:
    text = (BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")
    return text[text.index("```nginx\n") :].split("```")[1].removeprefix("nginx\n")


@contextmanager
def served(behind: str, folder: Path) -> Iterator[tuple[int, int]]:
    """nginx before the site at an address: the ports that stand for 443 and 80."""
    secure, plain = free_port(), free_port()
    file = folder / "nginx.conf"
    file.write_text(configuration(folder, behind, secure, plain))
    process = subprocess.Popen([NGINX, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(file)])
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and process.poll() is None:
            try:
                httpx.get(f"http://127.0.0.1:{plain}/", timeout=60)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield secure, plain
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def before(behind: str, folder: Path) -> Iterator[str]:
    """The same, for who wants one address."""
    with served(behind, folder) as (secure, _plain):
        yield f"http://127.0.0.1:{secure}"
