"""Invariant 1, attacked: each way to make a page public, as each role and as superuser, over HTTP and in Python."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Locale, Page, Revision

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.actions import go_live, seal
from cms.publication.inspection import differences
from cms.publication.models import Kind, Shelf
from cms.publication.queries import draft_digest
from cms.review.emergency.actions import publish_at_once
from cms.review.errors import ReviewRefused
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, draft, make_user, published, shelf, sign_in, submit

from .doors import leaks

pytestmark = [pytest.mark.django_db, pytest.mark.long]

SECRET = "bimatchuaduyet"


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    """A draft that must not be read."""
    return draft(
        section, author, title=f"Phiên họp {SECRET}", text=f"Câu {SECRET} chưa ai duyệt.", lede=f"Sa-pô {SECRET}."
    )


@pytest.fixture
def live_page(section: SectionPage, author: User, editor: User, approver: User) -> ArticlePage:
    """An approved page with a later draft that must not be read."""
    page = published(section, author, editor, approver).latest_draft()
    page.lede = f"Sa-pô mới {SECRET}."
    page.title = f"Tên mới {SECRET}"
    page.save_revision(user=author)
    return page


@pytest.fixture(
    params=[*Role, "superuser", "superuser in every role", "superuser who approves and administers", "none"]
)
def attacker(request: pytest.FixtureRequest) -> User:
    match request.param:
        case "superuser":
            return make_user(superuser=True)
        case "superuser in every role":
            return make_user(*Role, superuser=True)
        case "superuser who approves and administers":
            return make_user(Role.APPROVING_EDITOR, Role.ADMINISTRATOR, superuser=True)
        case "none":
            return make_user()
        case role:
            return make_user(role)


def body_of(text: str) -> dict[str, str]:
    """What the browser posts for a body of one paragraph."""
    raw = {"blocks": [{"key": "a1b2c", "type": "unstyled", "text": text, "entityRanges": [], "inlineStyleRanges": []}]}
    return {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-value": json.dumps({**raw, "entityMap": {}}),
    }


def form_of(page: Page, **fields: Any) -> dict[str, Any]:
    """What the browser posts from the page's edit form."""
    return {
        "title": page.title,
        "slug": page.slug,
        "lede": f"Sa-pô {SECRET}.",
        "day": "2026-03-18",
        "short_headline": "",
        "dateline_place": "",
        "body-count": "0",
        "authors-TOTAL_FORMS": "0",
        "authors-INITIAL_FORMS": "0",
        "mention_rows-TOTAL_FORMS": "0",
        "mention_rows-INITIAL_FORMS": "0",
        "change_rows-TOTAL_FORMS": "0",
        "change_rows-INITIAL_FORMS": "0",
        "post_rows-TOTAL_FORMS": "0",
        "post_rows-INITIAL_FORMS": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comment_notifications": "",
        "go_live_at": "",
        "expire_at": "",
        **fields,
    }


def posts(article: ArticlePage, section: SectionPage) -> Iterator[tuple[str, dict[str, Any]]]:
    """The admin's routes that make an article public or public somewhere else."""

    def url(name: str, *args: Any) -> str:
        return reverse(f"wagtailadmin_pages:{name}", args=args)

    revision = article.latest_draft().latest_revision
    bulk = f"?next=/&id={article.pk}"
    yield url("edit", article.pk), form_of(article, **{"action-publish": "1"})
    yield url("edit", article.pk), form_of(article, **{"action-submit": "1", "go_live_at": "2020-01-01 10:00"})
    yield (
        url("edit", article.pk),
        form_of(
            article,
            **{"action-workflow-action": "1", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"},
        ),
    )
    yield (
        url("edit", article.pk),
        form_of(
            article,
            **{
                "action-workflow-action": "1",
                "workflow-action-name": "approve",
                "workflow-action-extra-data": '{"update": false, "comment": "x"}',
            },
        ),
    )
    yield url("edit", article.pk), form_of(article, **{"action-restart-workflow": "1"})
    yield url("edit", article.pk), form_of(article, live="on", overwrite_revision_id=str(revision.pk))
    yield url("revisions_revert", article.pk, revision.pk), form_of(article, **{"action-publish": "1"})
    yield (
        url("copy", article.pk),
        {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": section.pk, "publish_copies": "on"},
    )
    yield (
        url("copy", article.pk),
        {"new_title": "Bí danh", "new_slug": "bi-danh", "new_parent_page": section.pk, "alias": "on"},
    )
    yield url("move_confirm", article.pk, section.pk), {}
    # Without its reason: who is on emergency duty is let in, and gets no further.
    digest = draft_digest(article)
    yield reverse("emergency_publish", args=[article.pk]), {"digest": digest, "confirmed": "phát hành ngay"}
    yield url("convert_alias", article.pk), {}
    yield url("revisions_unschedule", article.pk, revision.pk), {}
    for action in ("publish", "unpublish", "move", "delete"):
        yield (
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + bulk,
            {
                "include_descendants": "on",
                "chooser": section.pk,
                "reason": "x",
            },
        )
    yield (
        reverse("wagtailadmin_pages:add", args=["articles", "articlepage", section.pk]),
        form_of(article, slug="moi", **{"action-publish": "1"}),
    )


def assert_sealed(page: Page, *, every_door: bool = False) -> None:
    """Nothing of the draft is public, whatever the admin's label says; and the checks agree with that."""
    path = shelf(page).path if shelf(page) else f"/tin-tuc/{page.slug}/"
    assert leaks(SECRET, page.pk, path, every_door=every_door) == []
    mislabelled = Page.objects.filter(live=True, depth__gt=1).exclude(pk__in=Shelf.objects.public().values("pk"))
    if mislabelled.exists():
        # ``queryset.update`` goes round everything; then the label lies, nobody can read a word more, and the check says so.
        assert list(differences())


def test_the_attack_would_see_a_leak(section: SectionPage, author: User, editor: User, approver: User) -> None:
    """The test's own eyes: where the words are approved, the doors show them."""
    page = published(section, author, editor, approver, title=f"Phiên họp {SECRET}", lede=f"Sa-pô {SECRET}.")
    open_doors = leaks(SECRET, page.pk, f"/tin-tuc/{page.slug}/")
    assert f"/tin-tuc/{page.slug}/" in open_doors
    assert "/" in open_doors
    assert len(open_doors) > 5


def test_the_attack_knocks_at_real_doors(
    section: SectionPage, article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    """The forms of the attack are those that work: who may, saves, submits, passes and approves by them."""

    def post(user: User, **fields: str) -> str:
        address = reverse("wagtailadmin_pages:edit", args=[article.pk])
        client = sign_in(Client(), user)
        response = client.post(address, form_of(article, **fields))
        assert response.status_code == 302, response.context and {
            name: (formset.errors, formset.non_form_errors())
            for name, formset in response.context["form"].formsets.items()
        }
        return client.get(reverse("wagtailadmin_explore", args=[section.pk])).content.decode()

    words = {"lede": "Chiều 18/3, phiên họp.", "title": "Phiên họp thứ Nhất", **body_of("Bốn nội dung.")}
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"}
    post(author, **words, **{"action-submit": "1"})
    assert "Duyệt xuất bản" in post(editor, **words, **approve)
    assert shelf(article) is None
    assert "Đã duyệt" in post(approver, **words, **approve)
    assert shelf(article).is_public()
    assert shelf(article).current.story.lede == "Chiều 18/3, phiên họp."


# The views are asked; what the database itself refuses is asked of each kind below.
@pytest.mark.once
@pytest.mark.parametrize("state", ["draft", "live", "submitted", "at approval"])
def test_no_route_of_the_admin_publishes(
    attacker: User, state: str, request: pytest.FixtureRequest, section: SectionPage, author: User, editor: User
) -> None:
    page = request.getfixturevalue("live_page" if state == "live" else "article")
    if state in ("submitted", "at approval"):
        submit(page, author)
    if state == "at approval":
        decide(page, editor)
        if attacker.groups.filter(name=Role.APPROVING_EDITOR).exists():
            # Whoever may really approve has worked on the text here, so that four eyes must stop even this one.
            edited = page.latest_draft()
            edited.lede += " Thêm."
            edited.save_revision(user=attacker)
    client = sign_in(Client(raise_request_exception=False), attacker)
    for address, data in posts(page, section):
        response = client.post(address, data)
        assert response.status_code < 500, address
        assert_sealed(page)
    assert_sealed(page, every_door=True)


def python_routes(article: ArticlePage, section: SectionPage, user: User) -> dict[str, Callable[[], Any]]:
    """The ways in Python: a shell, a script, a third party's package."""
    revision = article.latest_draft().latest_revision

    def live_flag() -> None:
        fresh = ArticlePage.objects.get(pk=article.pk)
        fresh.live = True
        fresh.title = f"Tên {SECRET}"
        fresh.save()

    def finish() -> None:
        draft_page = article.latest_draft()
        state = draft_page.current_workflow_state or draft_page.get_workflow().start(draft_page, user)
        state.finish(user=user)

    def approve_base_states() -> None:
        draft_page = article.latest_draft()
        state = draft_page.current_workflow_state or draft_page.get_workflow().start(draft_page, user)
        while state.status == "in_progress" and state.current_task_state.status == "in_progress":
            state.current_task_state.approve(user=user)
            state.refresh_from_db()

    def new_live_child() -> None:
        section.add_child(instance=ArticlePage(title=f"Con {SECRET}", slug="con", live=True, lede="x"))

    return {
        "page.publish": lambda: article.latest_draft().publish(revision, user=user, skip_permission_checks=True),
        "revision.publish": lambda: revision.publish(user=user, skip_permission_checks=True),
        "publish action": lambda: PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True),
        "publish action, nobody": lambda: PublishPageRevisionAction(revision).execute(skip_permission_checks=True),
        "save(live=True)": live_flag,
        "queryset.update": lambda: ArticlePage.objects.filter(pk=article.pk).update(live=True, title=f"Tên {SECRET}"),
        "base queryset.update": lambda: Page.objects.filter(pk=article.pk).update(live=True),
        "copy": lambda: article.latest_draft().copy(update_attrs={"slug": "ban-sao"}, user=user),
        "copy action kept live": lambda: CopyPageAction(
            article.latest_draft(), update_attrs={"slug": "ban-sao-2"}, keep_live=True
        ).execute(skip_permission_checks=True),
        "alias": lambda: article.create_alias(parent=section, update_slug="bi-danh"),
        "alias action": lambda: CreatePageAliasAction(article, parent=section, update_slug="bi-danh").execute(
            skip_permission_checks=True
        ),
        "translation": lambda: article.copy_for_translation(_english(), copy_parents=True),
        "translation as alias": lambda: article.copy_for_translation(_english(), copy_parents=True, alias=True),
        "move": lambda: article.latest_draft().move(section, pos="last-child"),
        "scheduled by hand": lambda: article.latest_draft().save_revision(approved_go_live_at=timezone.now()),
        "schedule in the database": lambda: _schedule_by_hand(revision),
        "finish": finish,
        "approve base states": approve_base_states,
        "new live child": new_live_child,
        "seal": lambda: seal(article, revision=revision, digest=draft_digest(article), approver=user),
        "seal as sample": lambda: seal(
            article, revision=revision, digest=draft_digest(article), approver=None, kind=Kind.SAMPLE
        ),
        "seal as installation": lambda: seal(
            article, revision=revision, digest=draft_digest(article), approver=None, kind=Kind.INSTALLATION
        ),
        "seal as emergency": lambda: seal(
            article,
            revision=revision,
            digest=draft_digest(article),
            approver=user,
            kind=Kind.EMERGENCY,
            reason="Không chờ được đến sáng mai.",
        ),
        "emergency": lambda: publish_at_once(
            article, user=user, reason="Không chờ được đến sáng mai.", digest=draft_digest(article)
        ),
        "unpublish and publish": lambda: (article.unpublish(), revision.publish(skip_permission_checks=True)),
    }


def _english() -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


def _schedule_by_hand(revision: Revision) -> None:
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now())
    call_command("publish_scheduled")


@pytest.mark.parametrize("state", ["article", "live_page"])
def test_no_way_in_python_publishes(
    state: str, request: pytest.FixtureRequest, section: SectionPage, author: User, subtests: Any
) -> None:
    page = request.getfixturevalue(state)
    for route, act in python_routes(page, section, author).items():
        with subtests.test(route), suppress(Undone), transaction.atomic():
            with suppress(PermissionDenied, ReviewRefused), transaction.atomic():
                act()
            assert_sealed(page)
            if state == "live_page" and shelf(page).is_public():
                assert Client().get(shelf(page).path).status_code == 200
            raise Undone


class Undone(Exception):
    """Takes back what one attack left, so that each begins with the same newsroom."""


def test_a_submitted_revision_changed_in_the_database_is_refused(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    submit(article, author)
    decide(article, editor)
    revision = article.latest_draft().latest_revision
    revision.content["lede"] = f"Lén đổi {SECRET}"
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    with pytest.raises(ReviewRefused):
        decide(article, approver)
    assert_sealed(article)


def test_a_scheduled_revision_changed_in_the_database_does_not_go_live(
    section: SectionPage, author: User, editor: User, approver: User, time_machine: Any
) -> None:
    at = timezone.now() + dt.timedelta(hours=2)
    page = published(section, author, editor, approver, go_live_at=at)
    assert not shelf(page).is_public()
    revision = page.latest_draft().latest_revision
    revision.content["lede"] = f"Lén đổi {SECRET}"
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    time_machine.move_to(at + dt.timedelta(minutes=1))
    with pytest.raises(PermissionDenied):
        go_live(shelf(page))
    assert_sealed(page)
    with pytest.raises(SystemExit):
        call_command("check_seals")


def test_a_row_edited_behind_the_gate_is_not_served_and_is_reported(live_page: ArticlePage) -> None:
    call_command("check_seals")
    ArticlePage.objects.filter(pk=live_page.pk).update(lede=f"Sửa lén {SECRET}")
    assert_sealed(live_page)
    with pytest.raises(SystemExit) as exit_info:
        call_command("check_seals")
    assert exit_info.value.code == 1
