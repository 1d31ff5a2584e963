"""How the machine takes a step: somebody acts, at a door of the admin or in Python, and then everything is looked at."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import TestCase
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from wagtail.models import Page, Revision, TaskState

from cms.articles.models import ArticlePage
from cms.review.errors import ReviewRefused

from .house import PEOPLE, START, House
from .oracle import Broken, Oracle
from .words import Words

REFUSALS = (PermissionDenied, ReviewRefused, ValidationError, ValueError)
PEOPLE_HERE = st.sampled_from(list(PEOPLE))
STAFF = st.sampled_from(["reporter", "reporter2", "editor", "editor2", "approver", "approver2", "chief", "superchief"])
APPROVERS = st.sampled_from(["approver", "approver2", "chief", "superchief"])
ARTICLES = st.integers(0, 5)
HOWS = st.sampled_from(["admin", "python"])
HOWS_PYTHON_FIRST = st.sampled_from(["python", "admin"])
"""What comes first is tried first: where the admin refuses anyway, a gate behind it shows sooner so."""
MOST_ARTICLES = 5


class Steps(RuleBasedStateMachine):
    """The state that all groups of rules share. ``house`` and ``clock`` are set by whoever runs the machine."""

    house: House
    clock: Any
    full_every = 12
    """Steps between two looks at everything but the doors."""
    on_step: Callable[[], None] = staticmethod(lambda: None)
    on_break: Callable[[], None] = staticmethod(lambda: None)
    enough: Callable[[], bool] = staticmethod(lambda: False)
    """Whether the run has all its steps: then nothing is done any more."""

    def __init__(self) -> None:
        super().__init__()
        self.clock.move_to(START)
        cache.clear()
        self._undo = transaction.atomic()
        self._undo.__enter__()
        self.words = Words()
        self.oracle = Oracle(self.house)
        self.articles: list[int] = []
        self.links: dict[int, tuple[str, str]] = {}
        """Token and last code of each leader's link, as the leader has them."""
        self.minutes = 0
        self.taken = 0
        self.broken = False

    def teardown(self) -> None:
        try:
            if not self.broken:
                self.oracle.look_everywhere() if self.taken > self.full_every else self.oracle.look_at_books()
        except BaseException:
            self.on_break()
            raise
        finally:
            transaction.set_rollback(True)
            self._undo.__exit__(None, None, None)
            cache.clear()

    # Who and what

    def article(self, number: int) -> ArticlePage | None:
        """One of the machine's articles as its newest version has it; None while there is none."""
        if not self.articles:
            return None
        return ArticlePage.objects.get(pk=self.articles[number % len(self.articles)]).latest_draft()

    def waits(self, page: ArticlePage) -> TaskState | None:
        """The state of the stage at which the page waits."""
        states = TaskState.objects.filter(workflow_state__object_id=str(page.pk), status="in_progress")
        return states.filter(workflow_state__status="in_progress").select_related("task").first()

    def word(self, who: str) -> str:
        """A new word, which this person has written."""
        word = self.words.new()
        self.oracle.writer[word] = who
        return word

    # Acting

    def act(self, who: str, what: str, do: Callable[[], Any], *, page: int | None = None, system: bool = False) -> Any:
        """Does it and looks what has come of it; a refusal is an answer like any other."""
        result = None
        if self.enough():
            return result
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                try:
                    with transaction.atomic():
                        result = do()
                except REFUSALS:
                    pass
            self.taken += 1
            self.on_step()
            self.oracle.after(who, what, system=system)
            self._adopt()
            if page is not None:
                self.oracle.look_at_page(page)
            if self.taken % self.full_every == 0:
                self.oracle.look_at_books()
                for door in ("/", "/tim-kiem/?q=phien"):
                    self.oracle.look(door)
        except BaseException:
            self.broken = True
            self.on_break()
            raise
        return result

    def post(
        self, who: str, what: str, address: str, data: dict[str, Any], *, page: int | None = None, **extra: Any
    ) -> Any:
        """The same at a door of the admin, which must not fail."""

        def send() -> Any:
            response = self.house.client(who).post(address, data, **extra)
            if response.status_code >= 500:
                raise Broken(f"{address} answers {response.status_code}")
            return response

        return self.act(who, what, send, page=page)

    def _adopt(self) -> None:
        """Takes up the articles that the step has made, and lets go of those that are gone."""
        there = list(ArticlePage.objects.filter(alias_of=None).order_by("pk").values_list("pk", flat=True))
        self.articles = there

    def room(self) -> bool:
        return len(self.articles) < MOST_ARTICLES


def page_url(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def newest(page: Page) -> Revision:
    return Revision.objects.for_instance(page).order_by("-created_at", "-pk").first()
