"""Zalo's Open API and its exchange of tokens, as far as an Official Account's articles need them.

An article is made after the answer, and a refresh token works once.
"""

import itertools
import threading
from collections import deque
from typing import Any
from urllib.parse import urlencode

from .http import Answer, Fault, HttpPlatform, Request

OA, APP, APP_SECRET = "579745863508352884", "4321", "app-secret-of-zalo"
ACCESS, REFRESH = "zalo-access-0", "zalo-refresh-0"
CREDENTIALS = {"app_id": APP, "app_secret": APP_SECRET, "access_token": ACCESS, "refresh_token": REFRESH}
_LIMITS = {"title": 150, "author": 50, "description": 300}


class Zalo(HttpPlatform):
    """``errors`` are codes that the next changes are refused with; ``making`` is how many times one has to ask until an article is
    made; ``articles`` is the account as readers see it. ``exchanges`` counts pairs of tokens that were made; faults strike those
    where ``at_exchange`` says so. ``posted`` tells that an article was taken."""

    def __init__(self) -> None:
        super().__init__()
        self.articles: dict[str, dict[str, Any]] = {}
        self.made: dict[str, list[Any]] = {}
        self.making = 1
        self.access, self.refresh = {ACCESS}, REFRESH
        self.exchanges = 0
        self.at_exchange = False
        self.errors: deque[int] = deque()
        self.addresses: list[str] = []
        self.posted = threading.Event()
        self._ids = itertools.count(1)

    def titles(self) -> list[str]:
        return [each["title"] for each in self.articles.values() if each["status"] == "show"]

    def texts(self) -> list[str]:
        return [str(each) for each in self.articles.values()]

    def changes(self, request: Request) -> bool:
        verb = request.path.rpartition("/")[2]
        return verb == "access_token" if self.at_exchange else verb in {"create", "update", "remove"}

    def is_done(self, answer: Answer) -> bool:
        return answer.status == 200 and answer.json.get("error", 0) == 0

    def fault(self, fault: Fault) -> Answer:
        return Answer(500) if fault == Fault.FAIL else _no(-32, "Your application reach limit call api")

    def answer(self, request: Request) -> Answer:
        self.addresses.append(f"{request.path}?{urlencode(request.query, doseq=True)}")
        if request.path.endswith("access_token"):
            return self._exchanged(request)
        if request.headers.get("access_token") not in self.access:
            return _no(-216, "Access token is invalid")
        if self.errors and self.changes(request):
            return _no(self.errors.popleft(), "Refused")
        verb = request.path.strip("/").removeprefix("v2.0/")
        doings = {
            "oa/getoa": lambda fields: _yes({"oa_id": OA, "name": "Đại hội Hải Vân"}),
            "article/create": self._created,
            "article/update": self._updated,
            "article/remove": self._removed,
            "article/verify": self._verified,
            "article/getslice": self._listed,
            "article/getdetail": self._detail,
        }
        fields = {name: values[0] for name, values in request.query.items()} | (request.json or {})
        return doings[verb](fields) if verb in doings else Answer(404)

    def _exchanged(self, request: Request) -> Answer:
        given = request.form
        if request.headers.get("secret_key") != APP_SECRET or given.get("app_id") != APP:
            return Answer(
                200, {"error_name": "Invalid app", "error_reason": "app_id or secret_key is wrong", "error": -14002}
            )
        if given.get("refresh_token") != self.refresh:
            return Answer(200, {"error_name": "Invalid refresh token.", "error_reason": "Used up", "error": -14014})
        self.exchanges += 1
        self.refresh = f"zalo-refresh-{self.exchanges}"
        access = f"zalo-access-{self.exchanges}"
        self.access.add(access)
        return Answer(200, {"access_token": access, "refresh_token": self.refresh, "expires_in": "90000"})

    def _created(self, fields: dict[str, Any]) -> Answer:
        if problem := _problem(fields):
            return problem
        number = f"{next(self._ids):020x}"
        self.articles[number] = {**fields, "id": number, "at": self.now()}
        self.posted.set()
        return self._token(number)

    def _updated(self, fields: dict[str, Any]) -> Answer:
        if problem := _problem(fields):
            return problem
        if fields["id"] not in self.articles:
            return _no(-201, "Article not found")
        self.articles[fields["id"]].update(fields)
        return self._token(fields["id"])

    def _token(self, number: str) -> Answer:
        token = f"token-{next(self._ids)}=="
        self.made[token] = [number, self.making]
        return _yes({"token": token})

    def _removed(self, fields: dict[str, Any]) -> Answer:
        if self.articles.pop(fields["id"], None) is None:
            return _no(-201, "Article not found")
        return _yes({})

    def _verified(self, fields: dict[str, Any]) -> Answer:
        made = self.made.get(fields["token"])
        if made is None:
            return _no(-201, "Token is invalid")
        made[1] -= 1
        return _yes({"id": made[0]}) if made[1] <= 0 else _no(-214, "Article is processing")

    def _listed(self, fields: dict[str, Any]) -> Answer:
        first, count = int(fields["offset"]), min(int(fields["limit"]), 10)
        shown = [_shown(each) for each in reversed(self.articles.values())][first : first + count]
        return _yes({"total": len(self.articles), "medias": shown})

    def _detail(self, fields: dict[str, Any]) -> Answer:
        found = self.articles.get(fields["id"])
        return _yes(_shown(found)) if found else _no(-201, "Article not found")


def _shown(article: dict[str, Any]) -> dict[str, Any]:
    link = f"https://rd.zapps.vn/articles?id={article['id']}"
    return {
        "id": article["id"],
        "title": article["title"],
        "create_date": int(article["at"] * 1000),
        "link_view": link,
        "total_view": article.get("views", 0),
        "total_share": article.get("shares", 0),
    }


def _problem(fields: dict[str, Any]) -> Answer | None:
    for name, most in _LIMITS.items():
        if not fields.get(name) or len(fields[name]) > most:
            return _no(-201, f"{name} is invalid")
    if not fields["cover"].get("photo_url") or not fields.get("body"):
        return _no(-201, "cover or body is invalid")
    return None


def _yes(data: dict[str, Any]) -> Answer:
    return Answer(200, {"error": 0, "message": "Success", "data": data})


def _no(code: int, words: str) -> Answer:
    return Answer(200, {"error": code, "message": words})
