"""A Mastodon server as far as posts need it (docs.joinmastodon.org/methods/statuses)."""

import html
import itertools
from typing import Any

from .http import ASKED_WAIT, Answer, Fault, HttpPlatform, Request

TOKEN = "mastodon-platform-token"


class Mastodon(HttpPlatform):
    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[str, dict[str, Any]] = {}
        self._ids = itertools.count(109_000)

    def changes(self, request: Request) -> bool:
        return request.method != "GET"

    def fault(self, fault: Fault) -> Answer:
        if fault == Fault.WAIT:
            return Answer(429, {"error": "Too many requests"}, {"retry-after": str(ASKED_WAIT)})
        if fault == Fault.GONE:
            return Answer(403, {"error": "Your login is currently disabled"})
        return Answer(500, {"error": "Something went wrong"})

    def answer(self, request: Request) -> Answer:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return Answer(401, {"error": "The access token is invalid"})
        if request.path == "/api/v1/accounts/verify_credentials":
            return Answer(200, {"id": "7", "username": "toasoan"})
        if request.path == "/api/v1/accounts/7/statuses":
            return Answer(200, [self._shown(number) for number in sorted(self.posts, reverse=True)][:40])
        number = request.path.rpartition("/")[2]
        if request.method == "POST" and request.path == "/api/v1/statuses":
            number = str(next(self._ids))
        elif number not in self.posts:
            return Answer(404, {"error": "Record not found"})
        if request.method == "DELETE":
            shown = self._shown(number)
            del self.posts[number]
            return Answer(200, shown)
        text = request.json["status"]
        if not text.strip() or len(text) > 700:
            return Answer(422, {"error": "Validation failed: Text character limit of 500 exceeded"})
        self.posts[number] = {"text": text}
        return Answer(200, self._shown(number))

    def texts(self) -> list[str]:
        """The posts as readers see them, oldest first."""
        with self.lock:
            return [post["text"] for _number, post in sorted(self.posts.items())]

    def _shown(self, number: str) -> dict[str, Any]:
        paragraphs = self.posts[number]["text"].split("\n\n")
        content = "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs)
        return {"id": number, "content": content, "url": f"{self.base}/@toasoan/{number}"}
