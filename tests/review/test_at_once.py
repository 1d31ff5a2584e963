"""Two people, or two workers, do the same in the same instant: one of them has done it, the other is told so."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from wagtail.models import TaskState

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.models import Publication
from cms.publication.story import digest_of
from cms.review.models import ReviewTaskState
from cms.review.notices.models import Notice
from cms.review.signoff import attest
from cms.review.stages import claims, clock
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import decide, draft, make_user, shelf, submit
from tests.processes import KILLED, REFUSED, at_once, dying

from .signoff.scene import a_leader, leaders_stage, link_and_code, say
from .stages.scene import DESK, stage_named, state_of
from .test_races import assert_whole

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(section: SectionPage, author: User, editor: User) -> ArticlePage:
    """At the desk, with an hour's time."""
    stage = stage_named(DESK)
    stage.due_minutes = 60
    stage.save()
    return submit(draft(section, author), author)


def acts(page: ArticlePage, *names: str) -> int:
    return Entry.objects.filter(subject=f"page:{page.pk}", action__in=names).count()


def does(word: str, act: Callable[..., object], *args: object, **kwargs: object) -> Callable[[], str]:
    """What says the word once it has done the act."""

    def done() -> str:
        act(*args, **kwargs)
        return word

    return done


@pytest.mark.parametrize("second", ["approve", "reject"])
def test_two_editors_decide(waiting: ArticlePage, editor: User, approver: User, second: str) -> None:
    other = make_user(Role.EDITOR)
    said = at_once(
        does("approve", decide, waiting, editor),
        does(second, decide, waiting, other, second, comment="Xem lại số liệu."),
    )
    assert REFUSED in said and {"approve", "reject"} & set(said)
    assert acts(waiting, "review.passed", "review.sent_back") == 1
    decided = TaskState.objects.exclude(status=TaskState.STATUS_IN_PROGRESS)
    assert decided.filter(workflow_state__object_id=str(waiting.pk)).count() == 1
    assert_whole(waiting)


def test_two_editors_take_it(waiting: ArticlePage, editor: User) -> None:
    other, state = make_user(Role.EDITOR), state_of(waiting)
    said = at_once(does("taken", claims.claim, state, editor), does("taken", claims.claim, state, other))
    assert sorted(said) == [REFUSED, "taken"]
    assert state_of(waiting).claimed_by == (editor if said[0] == "taken" else other)
    assert acts(waiting, "review.claimed") == 1


def test_a_leader_sends_the_decision_twice(waiting: ArticlePage, editor: User, approver: User) -> None:
    """The leader stands last: the word publishes."""
    leaders_stage(order=2)
    decide(waiting, editor)
    decide(waiting, approver)
    path, code = link_and_code(waiting, editor, make_user(Role.EDITOR), a_leader())
    statuses = at_once(*[lambda: say(path, code).status_code] * 3)
    assert statuses == ["200"] * 3
    assert acts(waiting, "signoff.approved") == Publication.objects.filter(page_id=waiting.pk).count() == 1
    assert_whole(waiting)


def test_the_text_changes_as_a_leader_decides(waiting: ArticlePage, author: User, editor: User, approver: User) -> None:
    leaders_stage(order=2)
    decide(waiting, editor)
    decide(waiting, approver)
    path, code = link_and_code(waiting, editor, make_user(Role.EDITOR), a_leader())
    page = waiting.latest_draft()
    seen = digest_of(page.story())
    page.lede = "Sa-pô đổi vào phút chót."
    said = at_once(lambda: say(path, code).status_code, does("saved", page.save_revision, user=author))
    assert said[1] == "saved"
    assert waiting.latest_draft().lede == page.lede
    public = shelf(waiting)
    assert public is None or public.current.seal == seen
    assert acts(waiting, "signoff.approved") >= Publication.objects.filter(page_id=waiting.pk).count()
    assert_whole(waiting)


def test_two_confirm_a_noted_word(waiting: ArticlePage, editor: User) -> None:
    leaders_stage()
    decide(waiting, editor)
    told = {"said_at": timezone.now(), "how": "phone", "words": "Đồng ý."}
    word = attest.attest(waiting, editor, a_leader(), **told)
    one, other = make_user(Role.EDITOR), make_user(Role.EDITOR)
    said = at_once(does("confirmed", attest.confirm, word, one), does("confirmed", attest.confirm, word, other))
    assert sorted(said) == ["confirmed", REFUSED]
    assert acts(waiting, "signoff.confirmed") == 1
    assert state_of(waiting).task.name == "Duyệt xuất bản"
    assert ReviewTaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).count() == 1
    assert_whole(waiting)


@pytest.mark.parametrize(("minutes", "kind"), [(-15, "due_soon"), (0, "overdue"), (60, "escalated")])
def test_a_reminder_comes_once_whichever_worker_dies(
    waiting: ArticlePage, editor: User, approver: User, minutes: int, kind: str
) -> None:
    now = state_of(waiting).due_at + dt.timedelta(minutes=minutes)

    def killed() -> None:
        clock.notify = dying(clock.notify)
        clock.tick(now)

    assert at_once(killed) == [KILLED]
    assert not Notice.objects.filter(kind=kind).exists()
    assert sorted(at_once(*[lambda: clock.tick(now)] * 3)) == ["0", "0", "1"]
    whom = editor if kind != "escalated" else approver
    assert list(Notice.objects.filter(kind=kind).values_list("recipient", flat=True)) == [whom.pk]
    assert_whole(waiting)
