"""Copy, move, alias, translate: in the admin, in bulk, in Python."""

from typing import Any

from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from wagtail.models import Locale

from cms.articles.models import ArticlePage

from .steps import ARTICLES, HOWS, PEOPLE_HERE, STAFF, Steps, page_url


class Placing(Steps):
    @precondition(lambda self: self.articles and self.room())
    @rule(who=STAFF, number=ARTICLES, how=st.sampled_from(["admin", "admin, public", "python", "python, live"]))
    def copy(self, who: str, number: int, how: str) -> None:
        page, slug = self.article(number), f"ban-sao-{self.word('')}"
        if how.startswith("admin"):
            data = {"new_title": page.title, "new_slug": slug, "new_parent_page": self.house.news.pk}
            data |= {"publish_copies": "on"} if how == "admin, public" else {}
            do = lambda: self.post(who, "copy", page_url("copy", page.pk), data)  # noqa: E731
        else:
            # As it stands in its row: rows of a draft that have no number yet break Wagtail's copying.
            page = ArticlePage.objects.get(pk=page.pk)
            user, keep = self.house.user(who), how == "python, live"
            make = lambda: page.copy(update_attrs={"slug": slug}, user=user, keep_live=keep)  # noqa: E731
            do = lambda: self.act(who, "copy", make)  # noqa: E731
        self._carried(page, do)

    @precondition(lambda self: self.articles and self.room())
    @rule(number=ARTICLES, author=st.sampled_from(["approver", "chief"]))
    def approve_a_copy_of_ones_own(self, number: int, author: str) -> None:
        """Writes, lets another copy it, and tries to approve the copy."""
        self.edit(author, number, "python", "lede")
        there = set(self.articles)
        self.copy("reporter", number, "python")
        for made in set(self.articles) - there:
            page = ArticlePage.objects.get(pk=made)
            self._submit(page.latest_draft(), "reporter", "python")
            for who in ("editor", author):
                if state := self.waits(page):
                    self._decide(page.latest_draft(), state, who, "approve", "task")

    def _carried(self, page: ArticlePage, do: Any) -> None:
        known = self.oracle.pages[page.pk]
        wrote, there = set(known.wrote[known.publications]), set(self.articles)
        do()
        for made in set(self.articles) - there:
            self.oracle.copied(page.pk, made, wrote)

    @precondition(lambda self: self.articles)
    @rule(who=PEOPLE_HERE, number=ARTICLES, how=st.sampled_from(["admin", "bulk", "python"]), there=st.integers(0, 2))
    def move(self, who: str, number: int, how: str, there: int) -> None:
        page = ArticlePage.objects.get(pk=self.article(number).pk)
        section = self.house.sections()[there]
        if how == "admin":
            self.post(who, "move", page_url("move_confirm", page.pk, section.pk), {}, page=page.pk)
        elif how == "bulk":
            address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
            self.post(who, "move", f"{address}?next=/quan-tri/&id={page.pk}", {"chooser": section.pk}, page=page.pk)
        elif page.get_parent().pk != section.pk:
            user = self.house.user(who)
            self.act(who, "move", lambda: page.move(section, pos="last-child", user=user), page=page.pk)

    @precondition(lambda self: self.articles)
    @rule(who=PEOPLE_HERE, number=ARTICLES, how=HOWS)
    def alias(self, who: str, number: int, how: str) -> None:
        page, slug = self.article(number), f"bi-danh-{self.word('')}"
        if how == "admin":
            data = {"new_title": page.title, "new_slug": slug, "new_parent_page": self.house.news.pk, "alias": "on"}
            self.post(who, "alias", page_url("copy", page.pk), data, page=page.pk)
        else:
            parent, user = type(self.house.news).objects.get(pk=self.house.news.pk), self.house.user(who)
            self.act(who, "alias", lambda: page.create_alias(parent=parent, update_slug=slug, user=user), page=page.pk)

    @precondition(lambda self: self.articles and self.room())
    @rule(number=ARTICLES, alias=st.booleans())
    def translate(self, number: int, alias: bool) -> None:
        page, english = self.article(number), Locale.objects.get(language_code="en")
        if page.locale == english or page.has_translation(english):
            return
        make = lambda: page.copy_for_translation(english, copy_parents=True, alias=alias)  # noqa: E731
        self._carried(page, lambda: self.act("", "translate", make))
