"""Facebook's Graph API as far as a Page's posts need it: tokens and permissions, limits, the shapes of errors."""

import datetime as dt
import hashlib
import hmac
import itertools
import json
from collections import deque
from typing import Any
from urllib.parse import urlencode

from .http import Answer, Fault, HttpPlatform, Request

PAGE, APP, APP_SECRET = "1029384756", "5566", "app-secret-of-facebook"
TOKEN = "EAA-page-token-of-facebook"
PROOF = hmac.new(APP_SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()
CREDENTIALS = {"token": TOKEN, "app_id": APP, "app_secret": APP_SECRET}
MAX_MESSAGE = 63_206


class Facebook(HttpPlatform):
    """``errors`` are codes that the next changes are refused with; ``usage`` and ``minutes`` are what the headers say of each
    answer; ``posts`` is the Page as readers see it."""

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[str, dict[str, Any]] = {}
        self.tokens = {TOKEN}
        self.scopes = ["pages_manage_posts", "pages_read_engagement", "pages_show_list"]
        self.expires_at = 0
        self.errors: deque[int] = deque()
        self.addresses: list[str] = []
        self.minutes = 0
        self.usage = 10
        self._ids = itertools.count(7001)

    def visit(self, link: str, author: dict[str, str] | None) -> None:
        """Somebody else posts on the Page; ``author`` is None where the token may not read who."""
        post = {"message": "Ai đọc bài này chưa?", "link": link, "photo": None, "at": int(self.now()), "from": author}
        self.posts[f"{PAGE}_{next(self._ids)}"] = post

    def messages(self) -> list[str]:
        """The Page, oldest first."""
        return [post["message"] for post in self.posts.values()]

    def texts(self) -> list[str]:
        return [f"{post['message']} {post['link'] or ''}" for post in self.posts.values()]

    def changes(self, request: Request) -> bool:
        return request.method in {"POST", "DELETE"}

    def fault(self, fault: Fault) -> Answer:
        if fault == Fault.FAIL:
            return Answer(
                500, {"error": {"message": "Service temporarily unavailable", "code": 2, "is_transient": True}}
            )
        self.minutes = 12
        return self._error(400, 80001, "There have been too many calls to this Page account.")

    def answer(self, request: Request) -> Answer:
        self.addresses.append(f"{request.path}?{urlencode(request.query, doseq=True)}")
        fields = {name: values[0] for name, values in request.query.items()} | request.form
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        _version, _slash, path = request.path.strip("/").partition("/")
        if path == "debug_token":
            return self._debugged(token, fields)
        if token not in self.tokens:
            return self._error(401, 190, "Error validating access token: Session has expired.", 463)
        proof = hmac.new(APP_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
        if fields.get("appsecret_proof") != proof:
            return self._error(400, 100, "Invalid appsecret_proof provided in the API argument")
        if self.errors and self.changes(request):
            return self._error(400, self.errors.popleft(), "Refused.")
        if path == "me":
            return self._said({"id": PAGE, "name": "Trang Đại hội"})
        number, _slash, edge = path.partition("/")
        if number == PAGE and edge == "feed" and request.method == "GET":
            return self._feed(fields)
        if number == PAGE and edge in {"feed", "photos"} and request.method == "POST":
            return self._posted(edge, fields)
        return self._one(number, request.method, fields)

    def _debugged(self, token: str, fields: dict[str, Any]) -> Answer:
        if token != f"{APP}|{APP_SECRET}":
            return self._error(400, 190, "Invalid OAuth access token signature.")
        valid = fields["input_token"] in self.tokens
        data = {"app_id": APP, "type": "PAGE", "is_valid": valid, "scopes": self.scopes, "expires_at": self.expires_at}
        return self._said({"data": data | {"profile_id": PAGE, "data_access_expires_at": 0}})

    def _posted(self, edge: str, fields: dict[str, Any]) -> Answer:
        if "pages_manage_posts" not in self.scopes:
            return self._error(403, 200, "Requires pages_manage_posts permission")
        message = fields.get("message", "")
        if len(message) > MAX_MESSAGE:
            return self._error(400, 100, "Message is too long")
        number = next(self._ids)
        post = {"message": message, "link": fields.get("link"), "photo": fields.get("url"), "at": int(self.now())}
        post["from"] = {"id": PAGE, "name": "Trang Đại hội"}
        self.posts[f"{PAGE}_{number}"] = post
        if edge == "photos":
            return self._said({"id": str(number + 10_000), "post_id": f"{PAGE}_{number}"})
        return self._said({"id": f"{PAGE}_{number}"})

    def _feed(self, fields: dict[str, Any]) -> Answer:
        since, limit = int(fields.get("since", 0)), min(int(fields.get("limit", 25)), 100)
        numbers = [number for number, post in reversed(self.posts.items()) if post["at"] >= since]
        first = numbers.index(fields["after"]) + 1 if fields.get("after") else 0
        shown = numbers[first : first + limit]
        return self._said(
            {"data": [self._shown(each, fields.get("fields", "")) for each in shown], "paging": _paging(shown)}
        )

    def _one(self, number: str, method: str, fields: dict[str, Any]) -> Answer:
        post = self.posts.get(number)
        if post is None:
            words = f"Unsupported request. Object with ID '{number}' does not exist"
            return self._error(400, 100, words, 33)
        if method == "DELETE":
            del self.posts[number]
            return self._said({"success": True})
        if method == "POST":
            post["message"] = fields["message"]
            return self._said({"success": True})
        return self._said({"id": number, **_counted(post, fields.get("fields", ""))})

    def _shown(self, number: str, asked: str) -> dict[str, Any]:
        post = self.posts[number]
        made = dt.datetime.fromtimestamp(post["at"], dt.UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
        attached = {"data": [{"unshimmed_url": post["link"]}]} if post["link"] else {"data": [{}]}
        author = {"from": post["from"]} if post["from"] and "from" in asked.split(",") else {}
        return {"id": number, "message": post["message"], "created_time": made, "attachments": attached} | author

    def _said(self, said: dict[str, Any]) -> Answer:
        return Answer(200, said, self._headers())

    def _error(self, status: int, code: int, words: str, subcode: int = 0) -> Answer:
        error = {"message": words, "type": "OAuthException", "code": code, "fbtrace_id": "Ab1"}
        return Answer(status, {"error": error | ({"error_subcode": subcode} if subcode else {})}, self._headers())

    def _headers(self) -> dict[str, str]:
        entry = {"type": "pages", "call_count": self.usage, "total_cputime": 1, "total_time": 1}
        entry["estimated_time_to_regain_access"] = self.minutes
        return {"X-Business-Use-Case-Usage": json.dumps({PAGE: [entry]})}


def _counted(post: dict[str, Any], asked: str) -> dict[str, Any]:
    """What was asked for and is there: a post that nobody has shared says nothing of shares."""
    found = {edge: {"data": [], "summary": {"total_count": post.get(edge, 0)}} for edge in ("reactions", "comments")}
    shown = {edge: said for edge, said in found.items() if f"{edge}.limit(0).summary(total_count)" in asked}
    return shown | ({"shares": {"count": post["shares"]}} if post.get("shares") and "shares" in asked else {})


def _paging(shown: list[str]) -> dict[str, Any]:
    return {"cursors": {"before": shown[0], "after": shown[-1]}} if shown else {}
