"""Telegram's Bot API as far as a channel's posts need it (core.telegram.org/bots/api): rights, limits, the shapes of errors."""

import itertools
from collections import deque
from typing import Any

from .http import ASKED_WAIT, Answer, Fault, HttpPlatform, Request

TOKEN = "7001:platform-token"
BOT = 7001
CHAT = "@daihoi_haivan"
HOURS_48 = 48 * 3600
_RIGHTS = {"can_post_messages": True, "can_edit_messages": True, "can_delete_messages": True}
_ASKS = frozenset({"getMe", "getChat", "getChatMember"})


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class Telegram(HttpPlatform):
    """``posts`` is the chat as readers see it; ``changed`` what was asked for and done."""

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[int, dict[str, Any]] = {}
        self.changed: list[tuple[str, dict[str, Any]]] = []
        self.rights: dict[str, Any] = {"status": "administrator", **_RIGHTS}
        self.unfetched: deque[str] = deque()
        """What is said of the photos that come next instead of posting them: that it can't fetch them."""
        self._ids = itertools.count(1)

    def texts(self) -> list[str]:
        """The chat, oldest first."""
        with self.lock:
            return [post["text"] for _number, post in sorted(self.posts.items())]

    def changes(self, request: Request) -> bool:
        return request.path.rpartition("/")[2] not in _ASKS

    def fault(self, fault: Fault) -> Answer:
        if fault == Fault.WAIT:
            said = f"Too Many Requests: retry after {ASKED_WAIT}"
            return _said(429, {"description": said, "parameters": {"retry_after": ASKED_WAIT}})
        if fault == Fault.GONE:
            return _said(403, {"description": "Forbidden: bot was kicked from the channel chat"})
        return _said(500, {"description": "Internal Server Error"})

    def answer(self, request: Request) -> Answer:
        _, bot, method = request.path.split("/")
        asked = request.json
        if bot != f"bot{TOKEN}":
            return _said(401, {"description": "Unauthorized"})
        if method == "getMe":
            return _said(200, {"result": {"id": BOT, "is_bot": True, "first_name": "Bot"}})
        if asked.get("chat_id") != CHAT:
            return _said(400, {"description": "Bad Request: chat not found"})
        if method == "getChat":
            return _said(200, {"result": {"id": -100123, "type": "channel", "title": "Đại hội Hải Vân"}})
        if method == "getChatMember":
            return _said(200, {"result": {"user": {"id": BOT}, **self.rights}})
        status, said = self._done(method, asked)
        if status == 200:
            self.changed.append((method, asked))
        return _said(status, said)

    def _done(self, method: str, request: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        steps = {
            "sendMessage": self._sent,
            "sendPhoto": self._sent,
            "editMessageText": self._edited,
            "editMessageCaption": self._edited,
            "deleteMessage": self._deleted,
        }
        if method not in steps:
            return 404, {"description": "Not Found"}
        return steps[method](request)

    def _sent(self, request: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        text, photo = _words(request), request.get("photo")
        if problem := _too_long(text, photo=bool(photo)):
            return problem
        if photo and self.unfetched:
            return 400, {"description": f"Bad Request: {self.unfetched.popleft()}"}
        number = next(self._ids)
        self.posts[number] = {"text": text, "photo": photo, "date": self.now()}
        return 200, {"result": self._message(number)}

    def _edited(self, request: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        text, post = _words(request), self.posts.get(request["message_id"])
        if post is None:
            return 400, {"description": "Bad Request: message to edit not found"}
        if bool(post["photo"]) != ("caption" in request):
            return 400, {"description": "Bad Request: there is no text in the message to edit"}
        if problem := _too_long(text, photo=bool(post["photo"])):
            return problem
        if post["text"] == text:
            return 400, {"description": "Bad Request: message is not modified"}
        post["text"] = text
        return 200, {"result": self._message(request["message_id"])}

    def _deleted(self, request: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        post = self.posts.get(request["message_id"])
        if post is None:
            return 400, {"description": "Bad Request: message to delete not found"}
        if self.now() - post["date"] > HOURS_48:
            return 400, {"description": "Bad Request: message can't be deleted"}
        del self.posts[request["message_id"]]
        return 200, {"result": True}

    def _message(self, number: int) -> dict[str, Any]:
        return {"message_id": number, "chat": {"id": -100123, "type": "channel", "username": CHAT.lstrip("@")}}


def _words(request: dict[str, Any]) -> str:
    return str(request.get("text", request.get("caption", "")))


def _too_long(text: str, *, photo: bool) -> tuple[int, dict[str, Any]] | None:
    if not text and not photo:
        return 400, {"description": "Bad Request: message text is empty"}
    if units(text) > (1024 if photo else 4096):
        return 400, {"description": f"Bad Request: message {'caption ' if photo else ''}is too long"}
    return None


def _said(status: int, said: dict[str, Any]) -> Answer:
    error = {} if status == 200 else {"error_code": status}
    return Answer(status, {"ok": status == 200, **said, **error})
