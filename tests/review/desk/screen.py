"""The desk as a member's browser gets it."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

from cms.staff.models import User
from tests.factories.newsroom import sign_in

HOME = "/quan-tri/"


class Screen:
    """The first page of the admin, signed in as the member."""

    def __init__(self, user: User, **query: Any) -> None:
        self.client = sign_in(Client(headers={"Accept-Language": "vi"}), user)
        self.look(**query)

    def look(self, **query: Any) -> "Screen":
        answer = self.client.get(HOME, query)
        assert answer.status_code == 200
        self.page = BeautifulSoup(answer.content, "html.parser")
        return self

    def lane(self, name: str) -> Tag | None:
        found = self.page.select_one(f"#desk-{name}")
        assert found is None or isinstance(found, Tag)
        return found

    def headlines(self, name: str) -> list[str]:
        """The headlines of one list, in their order; none where the member has no such list."""
        return [link.get_text() for link in self.page.select(f"#desk-{name} [data-desk-open]")]

    def row(self, name: str, headline: str) -> str:
        """What a row says."""
        return " ".join(self.tag(name, headline).get_text(" ").split())

    def tag(self, name: str, headline: str) -> Tag:
        rows = self.page.select(f"#desk-{name} [data-desk-row]")
        return next(row for row in rows if headline in row.get_text())

    @property
    def everything(self) -> str:
        return self.page.select_one("[data-desk]").get_text(" ")

    def press(self, name: str, headline: str, words: str) -> "Screen":
        """Presses the button of the row; the page that follows."""
        form = self.tag(name, headline).select_one("form")
        button = next(button for button in form.select("button") if words in button.get_text())
        values = {str(each["name"]): str(each["value"]) for each in form.select("input[name]")}
        if button.get("name"):
            values[str(button["name"])] = str(button["value"])
        answer = self.client.post(str(form["action"]), values)
        assert answer.status_code == 302
        assert answer["Location"].startswith(HOME), answer["Location"]
        return self.look()
