"""A server on loopback that keeps the contract of Telegram's Bot API, as far as the newsroom uses it; it misbehaves on request."""

import itertools
import json
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "123456:test-token"


class BotApi:
    """``plan`` holds what happens to the next messages: a number of seconds to wait for (429), ``blocked``, ``hang``, ``cut``, a
    status; else the message is taken. ``updates`` are kept until they are confirmed by a higher offset."""

    def __init__(self) -> None:
        self.plan: deque[Any] = deque()
        self.messages: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self.updates: list[dict[str, Any]] = []
        self.arrived = threading.Event()
        self._ids = itertools.count(1)
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                api._answer(self)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> "BotApi":
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def write(self, text: str, sender: int = 77, chat: int | None = None, kind: str = "private", **who: Any) -> None:
        """Somebody writes to the bot."""
        message = {
            "message_id": next(self._ids),
            "text": text,
            "chat": {"id": sender if chat is None else chat, "type": kind},
            "from": {"id": sender, "is_bot": False, "first_name": "Mẫu", **who},
        }
        self.updates.append({"update_id": 1000 + next(self._ids), "message": message})

    def texts(self) -> list[str]:
        return [message["text"] for message in self.messages]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        request = json.loads(handler.rfile.read(int(handler.headers["content-length"])))
        _, bot, method = handler.path.split("/")
        self.calls.append(method)
        if bot != f"bot{TOKEN}":
            _say(handler, 401, description="Unauthorized")
        elif method == "getUpdates":
            self.updates = [each for each in self.updates if each["update_id"] >= request["offset"]]
            _say(handler, 200, result=self.updates[: request["limit"]])
        elif method == "sendMessage":
            self._take(handler, request)
        else:
            _say(handler, 404, description="Not Found")

    def _take(self, handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        step = self.plan.popleft() if self.plan else "take"
        if isinstance(step, int) and step < 100:
            said = f"Too Many Requests: retry after {step}"
            _say(handler, 429, description=said, parameters={"retry_after": step})
        elif isinstance(step, int):
            _say(handler, step, description="Bad Gateway" if step == 502 else "Bad Request")
        elif step == "blocked":
            _say(handler, 403, description="Forbidden: bot was blocked by the user")
        elif not request["text"] or len(request["text"]) > 4096:
            _say(handler, 400, description="Bad Request: message is too long")
        else:
            self.messages.append(request)
            self.arrived.set()
            if step == "cut":
                handler.connection.close()
                return
            if step == "hang":
                time.sleep(30)
            result = {"message_id": next(self._ids), "chat": {"id": request["chat_id"]}, "text": request["text"]}
            _say(handler, 200, result=result)


def _say(handler: BaseHTTPRequestHandler, status: int, **said: Any) -> None:
    body = {"ok": status == 200, **said}
    if status != 200:
        body["error_code"] = status
    raw = json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", str(len(raw)))
    handler.end_headers()
    handler.wfile.write(raw)
