"""The one way out over HTTP: where a typed address may lead, and that nothing leads elsewhere on the way."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from cms.sending.http import MAX_ANSWER, Lines, Reply, Unanswered, ask

pytestmark = pytest.mark.once


class Server:
    """Answers what it is told; ``asked`` are the paths and hosts that it saw."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.asked: list[tuple[str, str]] = []
        self.connections: set[int] = set()
        self.hangs = threading.Event()
        self.status, self.headers, self.body = 200, {}, b"{}"
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.connections.add(self.client_address[1])
                if server.hangs.is_set():
                    time.sleep(3)
                server.asked.append((self.headers["host"], self.path))
                self.send_response(server.status)
                for name, value in server.headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(server.body)))
                self.end_headers()
                self.wfile.write(server.body)

            def do_CONNECT(self) -> None:
                server.asked.append((self.headers["host"], self.path))
                self.send_error(403)

            def log_message(self, *args: Any) -> None:
                pass

        self.http = ThreadingHTTPServer((host, 0), Handler)
        self.http.daemon_threads = True
        self.port = self.http.server_address[1]


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Server]:
    one = Server(host)
    threading.Thread(target=one.http.serve_forever, args=(0.05,), daemon=True).start()
    yield one
    one.http.shutdown()
    one.http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


def lookups(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Has names lead to these addresses, one look-up after the other; what was looked up."""
    asked: list[str] = []

    def answer(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        if host[0].isdigit():
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        asked.append(host)
        ip = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr("cms.sending.address.socket.getaddrinfo", answer)
    return asked


def refused(url: str) -> str:
    with pytest.raises(Unanswered) as caught:
        ask("GET", url)
    assert caught.value.outcome.state == "refused" and not caught.value.begun
    return str(caught.value)


def test_a_typed_address_leads_into_no_private_network(server: Server, settings: Any) -> None:
    settings.OUTGOING_ALLOWED_NETS = []
    assert refused(f"http://127.0.0.1:{server.port}/") == "private_address"
    assert server.asked == []
    assert ask("GET", f"http://127.0.0.1:{server.port}/", typed=False).code == 200, "the operator's own may"
    settings.OUTGOING_ALLOWED_NETS = ["127.0.0.0/8"]
    assert ask("GET", f"http://127.0.0.1:{server.port}/").code == 200, "what is listed may"


def test_a_name_that_changes_after_the_check_leads_nowhere_else(
    server: Server, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in DNS rebinding: what was checked is what is connected to, and the name is looked up once a request."""
    asked = lookups(monkeypatch, "127.0.0.1", "10.0.0.7")
    url = f"http://xahoi.example:{server.port}/api"
    assert ask("GET", url).code == 200
    assert server.asked == [(f"xahoi.example:{server.port}", "/api")]
    assert asked == ["xahoi.example"]
    assert refused(url) == "private_address"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_followed_nowhere(server: Server, status: int) -> None:
    server.status, server.headers = status, {"location": "http://169.254.169.254/latest/meta-data/"}
    assert ask("GET", f"http://127.0.0.1:{server.port}/").code == status
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [302, 307])
def test_a_redirect_leads_to_nobody_inside(server: Server, settings: Any, status: int) -> None:
    """Neither where nobody may go nor where one may: who is listed leads to no other."""
    settings.OUTGOING_ALLOWED_NETS = ["127.0.0.1/32"]
    lines = Lines()
    with serving("127.0.0.2") as inside, serving() as listed:
        assert refused(f"http://127.0.0.2:{inside.port}/") == "private_address"
        for other, host in ((inside, "127.0.0.2"), (listed, "127.0.0.1")):
            server.status, server.headers = status, {"location": f"http://{host}:{other.port}/tam-tinh"}
            for way in (ask, lines.ask):
                assert way("GET", f"http://127.0.0.1:{server.port}/").code == status
            assert other.asked == []
    lines.close()


def test_a_packed_answer_is_not_opened(server: Server) -> None:
    server.body = gzip.compress(gzip.compress(b"0" * 10_000_000))
    server.headers = {"content-encoding": "gzip, gzip"}
    reply = ask("GET", f"http://127.0.0.1:{server.port}/")
    assert (reply.code, reply.body) == (200, b"")


def test_what_a_proxy_refuses_has_not_begun(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.port}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    begun: list[bool] = []
    with pytest.raises(Unanswered) as caught:
        ask("POST", "https://platform.example/", lambda: begun.append(True), typed=False)
    assert server.asked == [("platform.example:443", "platform.example:443")]
    assert begun == [] and caught.value.outcome.state == "retry"


def test_an_answer_without_end_is_cut_off(server: Server) -> None:
    server.body = b"x" * (MAX_ANSWER * 3)
    assert len(ask("GET", f"http://127.0.0.1:{server.port}/").body) < MAX_ANSWER * 2


def test_an_answer_shows_no_tokens() -> None:
    reply = Reply(200, {}, json.dumps({"access_token": "s3cret"}).encode())
    assert "s3cret" not in repr(reply) and reply.json() == {"access_token": "s3cret"}


def test_a_line_is_gone_over_again(server: Server) -> None:
    lines = Lines()
    for number in range(3):
        assert lines.ask("GET", f"http://127.0.0.1:{server.port}/{number}").code == 200
    assert len(server.connections) == 1
    lines.close()
    assert lines.ask("GET", f"http://127.0.0.1:{server.port}/").code == 200
    assert len(server.connections) == 2
    lines.close()


def test_a_line_that_falls_silent_is_cut_off_and_made_anew(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    lines, url = Lines(), f"http://127.0.0.1:{server.port}/"
    lines.ask("GET", url)
    monkeypatch.setattr("cms.sending.http.DEADLINE_SECONDS", 0.3)
    server.hangs.set()
    begun: list[bool] = []
    started = time.monotonic()
    with pytest.raises(Unanswered) as caught:
        lines.ask("GET", url, lambda: begun.append(True))
    assert caught.value.begun and begun == [True] and time.monotonic() - started < 2
    server.hangs.clear()
    monkeypatch.setattr("cms.sending.http.DEADLINE_SECONDS", 20)
    assert lines.ask("GET", url).code == 200
    assert len(server.connections) == 2
    lines.close()


def test_another_name_at_the_same_address_has_a_line_of_its_own(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = lookups(monkeypatch, "127.0.0.1")
    lines = Lines()
    for name in ("mot.example", "hai.example", "mot.example"):
        lines.ask("GET", f"http://{name}:{server.port}/")
    assert len(server.connections) == 2 and asked == ["mot.example", "hai.example"]
    assert [host.partition(":")[0] for host, _path in server.asked] == ["mot.example", "hai.example", "mot.example"]
    lines.close()
