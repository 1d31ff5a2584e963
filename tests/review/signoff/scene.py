"""Leaders, their links and words, and the stage that is theirs."""

import re
from html import unescape
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowTask

from cms.articles.models import ArticlePage
from cms.review.models import ReviewTask
from cms.review.signoff.models import Attestation, Leader, SignoffRequest
from cms.review.signoff.particulars import confirm_particulars
from cms.review.stages.kinds import StageKind
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import make_user, sign_in

HEADLINE = "Phiên họp bàn chuyện thóc giống"


def a_leader(**fields: Any) -> Leader:
    """A leader whose particulars a second person has confirmed."""
    leader = Leader.objects.create(
        **{
            "name": "Trần Thị Gạo",
            "office": "Trưởng tiểu ban",
            "email": "gao@example.vn",
            "mobile": "0900 000 001",
            **fields,
        }
    )
    confirm_particulars(leader, make_user(Role.APPROVING_EDITOR), leader.particulars)
    leader.refresh_from_db()
    return leader


def leaders_stage(order: int = 1) -> ReviewTask:
    """The leader's stage in the workflow of the whole site: between desk and approval, or as the last."""
    workflow = Workflow.objects.get(name="Duyệt bài")
    stage = ReviewTask.objects.create(name="Ý kiến lãnh đạo", kind=StageKind.LEADER)
    stage.groups.set(Group.objects.filter(name__in=[Role.EDITOR.value, Role.APPROVING_EDITOR.value]))
    line = [*WorkflowTask.objects.filter(workflow=workflow).order_by("sort_order")]
    line.insert(order, WorkflowTask(workflow=workflow, task=stage))
    for place, each in enumerate(line):
        each.sort_order = place
        each.save()
    return stage


def copied_link(page: ArticlePage, user: User, leader: Leader) -> str:
    """Makes a link by the screen; the path that the leader opens."""
    answer = sign_in(Client(), user).post(
        reverse("signoff:list", args=[page.pk]), {"leader": leader.pk, "way": "copied"}
    )
    assert answer.status_code == 200, answer.headers.get("Location")
    found = re.search(r'value="http[^"]+(/duyet/[^"]+/)"', answer.content.decode())
    assert found
    return found[1]


def shown_code(row: SignoffRequest, user: User) -> str:
    """Makes a code by the screen, as it is shown."""
    answer = sign_in(Client(), user).post(reverse("signoff:code", args=[row.pk]), {"by": "screen"})
    assert answer.status_code == 200, answer.headers.get("Location")
    found = re.search(r'signoff-code">([\d ]+)<', answer.content.decode())
    assert found
    return found[1]


def link_and_code(page: ArticlePage, asker: User, reader: User, leader: Leader) -> tuple[str, str]:
    """A copied link, and a code that another member reads out."""
    path = copied_link(page, asker, leader)
    return path, shown_code(last(page), reader)


def last(page: ArticlePage) -> SignoffRequest:
    found = SignoffRequest.objects.filter(page=page.pk).first()
    assert found
    return found


def opened(path: str, code: str) -> Client:
    """A browser in which the code was typed."""
    client = Client(enforce_csrf_checks=True)
    answer = client.post(path, {"code": code})
    assert (answer.status_code, answer.headers.get("Location")) == (302, path)
    return client


def say(path: str, code: str, decision: str = "approve", words: str = "", client: Client | None = None) -> Any:
    """The leader's POST, from a browser without any session."""
    return (client or Client(enforce_csrf_checks=True)).post(path, {"decision": decision, "words": words, "code": code})


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def entries(action: str) -> list[Entry]:
    return list(Entry.objects.filter(action=action))


def no_article_in(answer: Any, leader: Leader) -> bool:
    text = text_of(answer)
    return HEADLINE not in text and leader.name not in text and "thóc" not in text


def at_stage(page: ArticlePage) -> str:
    state = ArticlePage.objects.get(pk=page.pk).current_workflow_task_state
    return str(state.task.name) if state else ""


def note(page: ArticlePage, user: User, leader: Leader, **fields: Any) -> Attestation:
    """Notes an approval by the form."""
    sent = {
        "leader": leader.pk,
        "how": "phone",
        "said_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "words": "Đồng ý, đăng ngay đi.",
        **fields,
    }
    answer = sign_in(Client(), user).post(reverse("signoff:attest", args=[page.pk]), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    found = Attestation.objects.first()
    assert found
    return found


def settle(row: Attestation, user: User, how: str = "confirm", **sent: str) -> None:
    sign_in(Client(), user).post(reverse(f"signoff:{how}", args=[row.pk]), sent)
    row.refresh_from_db()
