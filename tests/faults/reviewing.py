"""Submit, pass, send back, take out of review: by who may and who may not, at each door that leads there."""

import json

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from wagtail.models import TaskState

from cms.articles.models import ArticleChange, ArticlePage
from cms.staff.roles import Role

from .house import DESK, LEADER, ROLES
from .steps import APPROVERS, ARTICLES, HOWS, HOWS_PYTHON_FIRST, PEOPLE_HERE, STAFF, Steps, page_url
from .writing import form_of

KINDS = st.sampled_from(["slip", "update", "correction"])
WAYS = st.sampled_from(["editor", "dashboard", "task", "state"])


class Reviewing(Steps):
    @precondition(lambda self: self.articles)
    @rule(who=STAFF, number=ARTICLES, how=HOWS, kind=KINDS)
    def submit(self, who: str, number: int, how: str, kind: str) -> None:
        self._submit(self.article(number), who, how, kind)

    def _submit(self, page: ArticlePage, who: str, how: str, kind: str = "update") -> None:
        """An article that has been public tells its readers of a change of this kind."""
        note = self._note(who, kind) if self._has_to_say(page) else None
        if how == "admin":
            data = {**(form_of(page, note=note) if note else form_of(page)), "action-submit": "1"}
            self.post(who, "submit", page_url("edit", page.pk), data, page=page.pk)
            return

        def start() -> None:
            user = self.house.user(who)
            if note:
                page.change_rows.add(ArticleChange(sort_order=page.change_rows.count(), **note))
                page.save_revision(user=user, log_action=True)
            page.get_workflow().start(page.latest_draft(), user)

        self.act(who, "submit", start, page=page.pk)

    def _note(self, who: str, kind: str) -> dict[str, str]:
        told = {"kind": kind, "note": f"Sửa {self.word(who)}."}
        # Only of a correction are readers told what was wrong.
        words = [f"Câu {self.word(who)}." if kind == "correction" else "" for _side in range(2)]
        return {**told, "wrong": words[0], "right": words[1]}

    def _has_to_say(self, page: ArticlePage) -> bool:
        """Whether a version of an article that was public tells its readers nothing new yet."""
        known = self.oracle.pages[page.pk]
        if known.current is None:
            return False
        told = json.loads(self.oracle.rows[known.current][4]).get("changes", [])
        return page.change_rows.count() <= len(told)

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES, way=WAYS, clean=st.booleans())
    def go_on(self, number: int, way: str, clean: bool) -> None:
        """The next step of the review by somebody of that stage; ``clean``: by somebody who is free to take it."""
        page = self.article(number)
        state = self.waits(page)
        if state is None:
            self._submit(page, "reporter", "python")
            return
        if state.task.name == LEADER:
            self.word_of_a_leader(number, clean)
            return
        known = self.oracle.pages[page.pk]
        wrote = known.workers()
        desk = {each.who for each in known.passes if each.stage == DESK and each.after >= known.base}
        role = Role.EDITOR if state.task.name == DESK else Role.APPROVING_EDITOR
        able = [name for name, roles in ROLES.items() if role in roles]
        if clean:
            able = [name for name in able if name not in wrote | desk] or able
            # Who passes the desk and could approve as well is kept for the approval.
            able.sort(key=lambda name: Role.APPROVING_EDITOR in ROLES[name] and role == Role.EDITOR)
        else:
            able.sort(key=lambda name: name not in wrote | desk)
        self._decide(page, state, able[0], "approve", way)

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES)
    def all_the_way(self, number: int) -> None:
        """Submitted and passed by both stages without anybody in between, as most articles are."""
        page = self.article(number)
        for _step in range(4):
            if page.pk in self.articles:
                self.go_on(self.articles.index(page.pk), "task", True)

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES, kind=KINDS, much=st.booleans())
    def change_what_is_public(self, number: int, kind: str, much: bool) -> None:
        """A later version of a public article, and the stages after it: with the kind of its change told, or (``""``) left out;
        another sentence, or some letters."""
        if (at := self.public_one(number)) is None:
            return
        page, word = self.article(at), self.word("reporter")
        page.lede = f"Nói khác hẳn {word}." if much else f"Sa-pô {word}."
        user = self.house.user("reporter")
        self.act("reporter", "edit lede", lambda: page.save_revision(user=user, log_action=True), page=page.pk)
        if kind:
            self._submit(self.article(at), "reporter", "python", kind)
        else:
            draft = self.article(at)
            self.act("reporter", "submit", lambda: draft.get_workflow().start(draft, user), page=page.pk)
        for _step in range(2):
            if self.waits(self.article(at)):
                self.go_on(at, "task", True)

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES)
    def pass_for_a_slip(self, number: int) -> None:
        """Another sentence that is told as a slip."""
        self.change_what_is_public(number, "slip", True)

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES)
    def tell_nothing(self, number: int) -> None:
        self.change_what_is_public(number, "", True)

    def public_one(self, number: int) -> int | None:
        """The number of an article that is public, or becomes so now; None where that did not come about."""
        if not any(self.oracle.pages[pk].is_public() for pk in self.articles):
            self.all_the_way(number)
        public = [at for at, pk in enumerate(self.articles) if self.oracle.pages[pk].is_public()]
        return public[number % len(public)] if public else None

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES, who=APPROVERS, way=WAYS)
    def write_and_approve(self, number: int, who: str, way: str) -> None:
        """An approving editor who writes has the desk pass it, and then tries."""
        page = self.article(number)
        self.edit(who, number, "python", "text")
        if self.waits(page) is None:
            self._submit(self.article(number), "reporter", "python")
        if (state := self.waits(page)) and state.task.name == DESK:
            self._decide(self.article(number), state, "editor2", "approve", "task")
        if state := self.waits(page):
            self._decide(self.article(number), state, who, "approve", way)

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES, who=st.sampled_from(["chief", "superchief"]), way=WAYS)
    def pass_both(self, number: int, who: str, way: str) -> None:
        """Who belongs to both stages tries to be both pairs of eyes."""
        page = self.article(number)
        if self.waits(page) is None:
            self._submit(page, "reporter", "python")
        for _stage in range(2):
            if state := self.waits(page):
                self._decide(self.article(number), state, who, "approve", way)

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES, who=st.sampled_from(["reporter", "editor"]), how=HOWS_PYTHON_FIRST)
    def change_after_the_desk(self, number: int, who: str, how: str) -> None:
        """The text changes between the two stages, and the approval is tried."""
        page = self.article(number)
        state = self.waits(page)
        if state is None:
            self._submit(page, "reporter2", "python")
            state = self.waits(page)
        if state and state.task.name == DESK:
            self._decide(self.article(number), state, "editor2", "approve", "task")
        self.edit(who, number, how, "lede")
        if state := self.waits(page):
            self._decide(self.article(number), state, "approver", "approve", "task")

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES, who=PEOPLE_HERE, way=WAYS, action=st.sampled_from(["approve", "approve", "reject"]))
    def anybody_decides(self, number: int, who: str, way: str, action: str) -> None:
        page = self.article(number)
        if state := self.waits(page):
            self._decide(page, state, who, action, way)

    @precondition(lambda self: len(self.articles) > 1)
    @rule(number=ARTICLES, who=APPROVERS)
    def decide_at_another_pages_address(self, number: int, who: str) -> None:
        page, other = self.article(number), self.article(number + 1)
        if state := self.waits(other):
            address = page_url("workflow_action", page.pk, "approve", state.pk)
            self.post(who, "approve elsewhere", address, {"comment": ""}, page=other.pk)

    def _decide(self, page: ArticlePage, state: TaskState, who: str, action: str, way: str) -> None:
        what, reason = f"{action} by {way}", "Xem lại." if action == "reject" else ""
        if way == "editor":
            chosen = {
                "action-workflow-action": "1",
                "workflow-action-name": action,
                "workflow-action-extra-data": json.dumps({"comment": reason}),
            }
            self.post(who, what, page_url("edit", page.pk), {**form_of(page), **chosen}, page=page.pk)
        elif way == "dashboard":
            address = page_url("workflow_action", page.pk, action, state.pk)
            self.post(who, what, address, {"comment": reason}, page=page.pk)
        elif way == "task":

            def do() -> None:
                state.task.specific.on_action(state, self.house.user(who), action, comment=reason)

            self.act(who, what, do, page=page.pk)
        else:

            def do() -> None:
                specific = state.specific
                done = specific.approve if action == "approve" else specific.reject
                done(user=self.house.user(who), comment=reason)

            self.act(who, what, do, page=page.pk)

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES, who=PEOPLE_HERE, how=HOWS)
    def take_out_of_review(self, number: int, who: str, how: str) -> None:
        page = self.article(number)
        running = page.current_workflow_state
        if running is None:
            return
        if how == "admin":
            data = {**form_of(page), "action-cancel-workflow": "1"}
            self.post(who, "take out of review", page_url("edit", page.pk), data, page=page.pk)
        else:
            self.act(who, "take out of review", lambda: running.cancel(user=self.house.user(who)), page=page.pk)

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES, who=PEOPLE_HERE, how=HOWS)
    def resubmit(self, number: int, who: str, how: str) -> None:
        """Goes on with a review that was sent back."""
        page = self.article(number)
        running = page.current_workflow_state
        if running is None or running.status != "needs_changes":
            return
        if how == "admin":
            data = {**form_of(page), "action-submit": "1"}
            self.post(who, "resubmit", page_url("edit", page.pk), data, page=page.pk)
        else:
            self.act(who, "resubmit", lambda: running.resume(self.house.user(who)), page=page.pk)
