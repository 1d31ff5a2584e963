"""A server whose requests can be waited for: those that were accepted, until it is decided what becomes of them."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class CountingServer(ThreadingHTTPServer):
    """On loopback, on a port of its own. Handlers call ``taken_up`` once they have done what was asked; then they may hang."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, handler: type[BaseHTTPRequestHandler], host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), handler)
        self._open: set[int] = set()
        self._lock = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(id(request))
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._close(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked has gone, perhaps killed: nobody is told."""

    def taken_up(self, handler: BaseHTTPRequestHandler) -> None:
        self._close(handler.connection)

    def finish(self, seconds: float = 20) -> None:
        """Waits until all that has reached the server is taken up. Connections are accepted in order; the last is one of ours."""
        with socket.create_connection(self.server_address[:2], timeout=seconds) as last:  # type: ignore[arg-type]
            last.sendall(b"END / HTTP/1.0\r\n\r\n")
            while last.recv(1000):
                pass
        until = time.monotonic() + seconds
        while self._open and time.monotonic() < until:
            time.sleep(0.005)

    def _close(self, request: Any) -> None:
        with self._lock:
            self._open.discard(id(request))
