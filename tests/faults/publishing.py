"""What becomes of what was approved: its hour, its end, taken back, given up, brought back, deleted."""

import datetime as dt

from django.core.management import call_command
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from cms.articles.models import ArticlePage
from cms.publication import clock
from cms.publication.actions import unschedule, withdraw
from cms.publication.models import Publication
from cms.publication.rollback import roll_back

from .house import START
from .steps import APPROVERS, ARTICLES, HOWS, PEOPLE_HERE, Steps, newest, page_url

LONGEST = 10 * 60
"""Minutes in an example: a session ends after twelve hours."""


class Publishing(Steps):
    @precondition(lambda self: self.minutes < LONGEST)
    @rule(minutes=st.sampled_from([1, 30, 90]), by=st.sampled_from(["worker", "publish_scheduled"]))
    def time_passes(self, minutes: int, by: str) -> None:
        self.minutes += minutes
        self.clock.move_to(START + dt.timedelta(minutes=self.minutes))
        self.act(
            "", "time passes", clock.tick if by == "worker" else lambda: call_command("publish_scheduled"), system=True
        )

    @precondition(lambda self: self.articles)
    @rule(who=PEOPLE_HERE, number=ARTICLES, how=st.sampled_from(["action", "admin", "bulk", "shell"]))
    def take_back(self, who: str, number: int, how: str) -> None:
        page = self.article(number)
        word = self.word("")
        self.oracle.notices.add(word)
        words = {"reason": "Sai số liệu.", "notice": f"Bài có sai sót {word}."}
        if how == "admin":
            self.post(who, "take back", page_url("unpublish", page.pk), words, page=page.pk)
        elif how == "bulk":
            address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
            self.post(who, "take back", f"{address}?next=/quan-tri/&id={page.pk}", words, page=page.pk)
        elif how == "action":
            user = self.house.user(who)
            self.act(who, "take back", lambda: withdraw(page, user=user, **words), page=page.pk)
        else:
            fresh = ArticlePage.objects.get(pk=page.pk)
            self.act("", "take back", lambda: fresh.unpublish(), page=page.pk, system=True)

    @precondition(lambda self: self.articles)
    @rule(who=PEOPLE_HERE, number=ARTICLES, how=st.sampled_from(["action", "admin"]))
    def take_back_what_is_public(self, who: str, number: int, how: str) -> None:
        if (at := self.public_one(number)) is not None:
            self.take_back(who, at, how)

    @precondition(lambda self: any(self.oracle.pages[pk].scheduled for pk in self.articles))
    @rule(who=PEOPLE_HERE, number=ARTICLES, how=HOWS)
    def give_up_the_schedule(self, who: str, number: int, how: str) -> None:
        page = self.article(number)
        if how == "admin":
            address = page_url("revisions_unschedule", page.pk, newest(page).pk)
            self.post(who, "unschedule", address, {}, page=page.pk)
        else:
            user = self.house.user(who)
            self.act(who, "unschedule", lambda: unschedule(page.pk, user=user), page=page.pk)

    @precondition(lambda self: any(self.oracle.pages[pk].publications > 1 for pk in self.articles))
    @rule(who=APPROVERS | PEOPLE_HERE, number=ARTICLES, version=st.integers(1, 4), how=HOWS)
    def bring_back(self, who: str, number: int, version: int, how: str) -> None:
        several = [pk for pk in self.articles if self.oracle.pages[pk].publications > 1]
        page = ArticlePage.objects.get(pk=several[number % len(several)])
        version = 1 + version % self.oracle.pages[page.pk].publications
        if how == "admin":
            self.post(who, "roll back", reverse("roll_back", args=[page.pk, version]), {"reason": "Sai."}, page=page.pk)
        elif Publication.objects.filter(page_id=page.pk, number=version).exists():
            user = self.house.user(who)
            self.act(who, "roll back", lambda: roll_back(page, version, user=user, reason="Sai."), page=page.pk)

    @precondition(lambda self: len(self.articles) > 1)
    @rule(who=PEOPLE_HERE, number=ARTICLES, how=st.sampled_from(["admin", "bulk", "shell"]))
    def delete(self, who: str, number: int, how: str) -> None:
        page = self.article(number)
        if how == "admin":
            self.post(who, "delete", page_url("delete", page.pk), {}, page=page.pk)
        elif how == "bulk":
            address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
            self.post(who, "delete", f"{address}?next=/quan-tri/&id={page.pk}", {}, page=page.pk)
        else:
            fresh = ArticlePage.objects.get(pk=page.pk)
            self.act("", "delete", lambda: fresh.delete(), page=page.pk, system=True)
