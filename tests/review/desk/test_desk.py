"""The desk page through HTTP: what each member finds there, with whom it is, until when, and what may be done from the row."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from cms.articles.models import SectionPage
from cms.publication.queries import draft_digest
from cms.review.emergency import actions
from cms.review.models import AfterReview, Comment, DeskRow, ReviewTaskState, StandIn
from cms.staff.models import Unit, User
from cms.staff.roles import Role
from tests.factories.articles import make_full_session, make_section
from tests.factories.newsroom import decide, draft, make_user, published, sign_in, submit

from .screen import HOME, Screen

pytestmark = pytest.mark.django_db


def due(page: Any, **ahead: float) -> None:
    """The version is due so far from now."""
    state = DeskRow.objects.get(pk=page.pk).stage_state_id
    ReviewTaskState.objects.filter(pk=state).update(due_at=timezone.now() + dt.timedelta(**ahead))


def scheduled(page: Any, author: User, editor: User, approver: User, **ahead: float) -> Any:
    page = page.latest_draft()
    page.go_live_at = timezone.now() + dt.timedelta(**ahead)
    page.save_revision(user=author, log_action=True)
    submit(page, author)
    decide(page, editor)
    return decide(page, approver)


def test_an_article_goes_over_the_desks(section: SectionPage, author: User, editor: User, approver: User) -> None:
    page = draft(section, author, title="Đại hội khai mạc")
    assert Screen(author).headlines("own-drafts") == ["Đại hội khai mạc"]
    assert "Đại hội khai mạc" not in Screen(editor).everything
    submit(page, author)
    assert Screen(editor).headlines("waiting") == ["Đại hội khai mạc"]
    assert Screen(approver).headlines("waiting") == []
    assert Screen(approver).headlines("elsewhere") == ["Đại hội khai mạc"]
    own = Screen(author)
    assert own.headlines("own-drafts") == []
    assert "Biên tập" in own.row("own-waiting", "Đại hội khai mạc")
    assert "Chưa ai nhận" in own.row("own-waiting", "Đại hội khai mạc")
    decide(page, editor, "reject", "Xem lại chức danh ở đoạn hai.")
    assert Screen(editor).headlines("returned") == ["Đại hội khai mạc"]
    assert Screen(editor).headlines("waiting") == []
    assert "Xem lại chức danh ở đoạn hai." in Screen(author).row("own-returned", "Đại hội khai mạc")
    page = page.latest_draft()
    page.title = "Đại hội đã khai mạc"
    page.save_revision(user=author, log_action=True)
    page.current_workflow_state.resume(author)
    assert Screen(editor).headlines("returned") == []
    assert Screen(editor).headlines("waiting") == ["Đại hội đã khai mạc"]
    decide(page, editor)
    assert Screen(approver).headlines("waiting") == ["Đại hội đã khai mạc"]
    decide(page, approver)
    assert "Đại hội đã khai mạc" not in Screen(approver).everything
    assert Screen(author).headlines("own-public") == ["Đại hội đã khai mạc"]


def test_late_ones_come_first_then_what_is_due_then_the_oldest(
    section: SectionPage, author: User, editor: User, approver: User
) -> None:
    for title, ahead in (
        ("Không hạn cũ", None),
        ("Không hạn mới", None),
        ("Còn lâu", 5),
        ("Trễ nhiều", -26),
        ("Trễ ít", -2),
    ):
        page = submit(draft(section, author, title=title), author)
        if ahead is not None:
            due(page, hours=ahead, minutes=1)
    desk = Screen(editor)
    assert desk.headlines("waiting") == ["Trễ nhiều", "Trễ ít", "Còn lâu", "Không hạn cũ", "Không hạn mới"]
    assert "Trễ 26 giờ" in desk.row("waiting", "Trễ nhiều"), "in words, not by colour alone"
    assert "Còn 5 giờ" in desk.row("waiting", "Còn lâu")
    assert "(GMT+7)" in desk.row("waiting", "Còn lâu")
    assert "2 bản đang trễ hạn" in desk.everything
    assert desk.headlines("late") == [], "what waits for me is told once"
    assert Screen(approver).headlines("late") == ["Trễ nhiều", "Trễ ít"]


def test_what_goes_live_next_by_the_hour(section: SectionPage, author: User, editor: User, approver: User) -> None:
    for title, hours in (("Bài buổi chiều", 6), ("Bài buổi sáng", 2)):
        scheduled(draft(section, author, title=title), author, editor, approver, hours=hours, minutes=1)
    for member, name in ((editor, "next"), (approver, "next"), (author, "own-next")):
        assert Screen(member).headlines(name) == ["Bài buổi sáng", "Bài buổi chiều"]
    assert "Phát hành sau 2 giờ" in Screen(editor).row("next", "Bài buổi sáng")


def test_an_emergency_stands_there_until_somebody_else_has_looked(
    section: SectionPage, author: User, editor: User
) -> None:
    on_duty = make_user(Role.EMERGENCY)
    page = draft(section, author, title="Bão đổi hướng")
    actions.publish_at_once(page, user=on_duty, reason="Bão vào sớm, dân phải biết ngay.", digest=draft_digest(page))
    desk = Screen(editor)
    assert desk.headlines("after-review") == ["Bão đổi hướng"]
    assert "Bão vào sớm, dân phải biết ngay." in desk.row("after-review", "Bão đổi hướng")
    assert desk.client.get(str(desk.tag("after-review", "Bão").select_one("a")["href"])).status_code == 200
    assert desk.look(q="không có bài này").headlines("after-review") == []
    assert desk.look(q="bao doi huong").headlines("after-review") == ["Bão đổi hướng"]
    assert Screen(author).lane("after-review") is None
    row = AfterReview.objects.get()
    actions.close(row, user=make_user(Role.APPROVING_EDITOR), outcome="stands", note="Đúng.")
    assert desk.look().headlines("after-review") == []


def test_many_emergencies_are_shown_in_stretches_and_to_whom_their_section_is(
    section: SectionPage, author: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_duty = make_user(Role.EMERGENCY)
    for number in range(3):
        page = draft(section, author, title=f"Bão số {number}")
        actions.publish_at_once(
            page, user=on_duty, reason="Bão vào sớm, dân phải biết ngay.", digest=draft_digest(page)
        )
    monkeypatch.setattr("cms.review.desk.lanes.A_STRETCH", 2)
    desk = Screen(editor)
    assert desk.headlines("after-review") == ["Bão số 0", "Bão số 1"]
    further = desk.lane("after-review").select_one(".desk-lane__further a")["href"]
    assert "Bão số 2" in desk.client.get(further).content.decode()
    # An editor of another section alone.
    Group.objects.get(name=Role.EDITOR).page_permissions.all().delete()
    elsewhere = SectionPage(title="Văn kiện", slug="van-kien", live=False)
    section.get_parent().add_child(instance=elsewhere)
    right = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=Group.objects.get(name=Role.EDITOR), page=elsewhere, permission=right)
    assert Screen(editor).headlines("after-review") == []
    assert "Bão số 0" not in Screen(editor).client.get(reverse("review_after:index")).content.decode()
    GroupPagePermission.objects.create(group=Group.objects.get(name=Role.EDITOR), page=section, permission=right)
    assert Screen(editor).headlines("after-review") == ["Bão số 0", "Bão số 1"]
    assert Screen(on_duty).headlines("after-review") == ["Bão số 0", "Bão số 1"]


def test_taking_and_giving_back_from_the_row(section: SectionPage, author: User, editor: User) -> None:
    other = make_user(Role.EDITOR)
    submit(draft(section, author, title="Phiên trù bị"), author)
    desk = Screen(editor)
    assert "Bạn đang giữ" in desk.press("waiting", "Phiên trù bị", "Nhận").row("waiting", "Phiên trù bị")
    theirs = Screen(other)
    assert str(editor) in theirs.row("waiting", "Phiên trù bị")
    assert theirs.tag("waiting", "Phiên trù bị").select_one("[data-desk-claim]") is None, "c takes nothing from others"
    assert str(editor) in Screen(author).row("own-waiting", "Phiên trù bị")
    assert "Chưa ai nhận" in desk.press("waiting", "Phiên trù bị", "Thôi giữ").row("waiting", "Phiên trù bị")


def test_a_stand_in_finds_what_waits_for_who_is_away(section: SectionPage, author: User, editor: User) -> None:
    stand_in, now = make_user(Role.REPORTER), timezone.now()
    submit(draft(section, author, title="Phiên trù bị"), author)
    assert Screen(stand_in).lane("waiting") is None
    span = {"starts_at": now - dt.timedelta(hours=1), "ends_at": now + dt.timedelta(hours=1)}
    mandate = StandIn.objects.create(absent=editor, stand_in=stand_in, **span)
    desk = Screen(stand_in)
    assert desk.headlines("waiting") == ["Phiên trù bị"]
    assert "Bạn đang giữ" in desk.press("waiting", "Phiên trù bị", "Nhận").row("waiting", "Phiên trù bị")
    assert desk.client.get(str(desk.tag("waiting", "Phiên").select_one("a")["href"])).status_code == 200
    StandIn.objects.filter(pk=mandate.pk).update(ends_at=now - dt.timedelta(minutes=1))
    assert "Phiên trù bị" not in desk.look().everything


def test_comments_and_doubts_stand_in_the_row(section: SectionPage, author: User, editor: User) -> None:
    page = submit(draft(section, author, title="phiên họp viết thường"), author)
    for blocking in (True, False):
        Comment.objects.create(page=page, author=editor, text="Nguồn?", blocking=blocking)
    DeskRow.objects.filter(pk=page.pk).update(doubts=3)
    said = Screen(editor).row("waiting", "phiên họp")
    assert "1 góp ý phải xử lý trước" in said
    assert "2 góp ý chưa xử lý" in said
    assert "3 điểm nghi ngờ" in said


def test_findings_are_counted_with_each_save(section: SectionPage, author: User) -> None:
    page = draft(section, author, text="Đồng chí [[tên]] phát biểu.")
    assert DeskRow.objects.get(pk=page.pk).stops == 1
    page = page.latest_draft()
    page.body = [("text", "<p>Các đại biểu phát biểu.</p>")]
    page.save_revision(user=author, log_action=True)
    assert DeskRow.objects.get(pk=page.pk).stops == 0


def test_the_filters_stand_in_the_address(section: SectionPage, editor: User) -> None:
    news, papers = make_user(Role.REPORTER, unit=Unit.objects.create(name="Ban Thời sự")), make_user(Role.REPORTER)
    session, _chair = make_full_session()
    other = make_section(section, "Văn kiện")
    submit(draft(section, news, title="Đại hội khai mạc", session=session), news)
    submit(draft(section, papers, title="Dự thảo báo cáo"), papers)
    moved = submit(draft(section, papers, title="Góp ý văn kiện"), papers)
    moved.move(other, pos="last-child")
    desk = Screen(editor)

    def found(**query: Any) -> list[str]:
        return sorted(desk.look(**query).headlines("waiting"))

    assert len(found()) == 3
    assert found(section=other.pk) == ["Góp ý văn kiện"]
    assert found(session=session.pk) == ["Đại hội khai mạc"]
    assert found(unit=news.unit_id) == ["Đại hội khai mạc"]
    assert found(person=papers.pk) == ["Dự thảo báo cáo", "Góp ý văn kiện"]
    assert found(q="KHAI mac dai hoi") == ["Đại hội khai mạc"]
    assert desk.page.select_one("[data-desk-search]")["value"] == "KHAI mac dai hoi"
    assert found(person=papers.pk, section=section.pk) == ["Dự thảo báo cáo"]
    chosen = [option["value"] for option in desk.page.select("[data-desk-filter] option[selected]")]
    assert chosen == [str(section.pk), str(papers.pk)]
    desk.look().press("waiting", "Dự thảo báo cáo", "Nhận")
    assert found(person=editor.pk) == ["Dự thảo báo cáo"], "who has it in hand counts as well"
    assert len(found(section="x", person="-1", q="\0", **{"waiting-after": "nan~x"})) == 3


def test_a_long_list_is_read_in_stretches(section: SectionPage, author: User, editor: User, monkeypatch: Any) -> None:
    monkeypatch.setattr("cms.review.desk.lanes.A_STRETCH", 2)
    for number in range(5):
        submit(draft(section, author, title=f"Bài số {number}"), author)
    desk, seen = Screen(editor), []
    while True:
        seen.append(desk.headlines("waiting"))
        further = desk.page.find("a", string=lambda text: text and "Xem tiếp" in text) or next(
            (link for link in desk.page.select("#desk-waiting .desk-lane__further a") if "Xem tiếp" in link.get_text()),
            None,
        )
        if further is None:
            break
        answer = desk.client.get(HOME + str(further["href"]).removeprefix(HOME))
        desk.page = type(desk.page)(answer.content, "html.parser")
    assert [len(some) for some in seen] == [2, 2, 1]
    assert [title for some in seen for title in some] == [f"Bài số {number}" for number in range(5)]


def test_who_approves_is_told_what_is_not_theirs_to_approve(section: SectionPage, author: User, editor: User) -> None:
    both = make_user(Role.EDITOR, Role.APPROVING_EDITOR)
    worked = draft(section, both, title="Bài của người duyệt")
    submit(worked, both)
    decide(worked, editor)
    passed = submit(draft(section, author, title="Đã qua tay"), author)
    decide(passed, both)
    fresh = submit(draft(section, author, title="Bài mới"), author)
    decide(fresh, editor)
    desk = Screen(both)
    assert "Bạn đã sửa bản này" in desk.row("waiting", "Bài của người duyệt")
    assert "Bạn đã thông qua khâu khác" in desk.row("waiting", "Đã qua tay")
    assert "người khác duyệt" not in desk.row("waiting", "Bài mới")


@pytest.mark.parametrize("role", list(Role))
def test_only_who_may_see_a_draft_finds_it_on_the_desk(
    section: SectionPage, author: User, editor: User, role: Role
) -> None:
    """What the desk tells, and where it leads, is what the member may open anyway."""
    submit(draft(section, author, title="Bài đang chờ"), author)
    sent = submit(draft(section, author, title="Bài trả lại"), author)
    decide(sent, editor, "reject", "Thiếu nguồn.")
    draft(section, author, title="Bài nháp riêng")
    member = Screen(make_user(role))
    sees = "Bài đang chờ" in member.everything
    assert sees == (role not in {Role.REPORTER, Role.COORDINATOR})
    assert "Bài nháp riêng" not in member.everything
    for link in member.page.select("[data-desk-open]"):
        assert member.client.get(str(link["href"])).status_code == 200, link["href"]
    part = member.client.get(reverse("review_desk:part"))
    assert ("Bài đang chờ" in part.content.decode()) == sees


def test_the_lists_alone_are_refused_to_who_is_not_of_the_newsroom(section: SectionPage, editor: User) -> None:
    address = reverse("review_desk:part")
    assert Client().get(address).status_code == 302
    outsider = make_user()
    assert sign_in(Client(), outsider).get(address).status_code in {302, 403}
    assert sign_in(Client(), editor).post(address).status_code == 405


def test_the_first_page_has_no_second_list_of_the_same(section: SectionPage, author: User, editor: User) -> None:
    submit(draft(section, author, title="Chỉ một lần"), author)
    page = Screen(editor).page
    assert str(page).count("Chỉ một lần</a>") == 1
    starts, desk = page.select_one(".desk-starts"), page.select_one("[data-desk]")
    assert desk.find_next("nav", class_="desk-starts") is starts, "an editor sees the desk first"
    page = Screen(author).page
    assert page.select_one(".desk-starts").find_next(attrs={"data-desk": True}) is not None


def test_rows_are_made_again(section: SectionPage, author: User, editor: User, approver: User) -> None:
    submit(draft(section, author, title="Đang chờ"), author)
    published(section, author, editor, approver, title="Đã đăng")
    scheduled(draft(section, author, title="Hẹn giờ"), author, editor, approver, hours=3)
    names = [field.attname for field in DeskRow._meta.fields]
    before = list(DeskRow.objects.order_by("pk").values_list(*names))
    DeskRow.objects.all().delete()
    call_command("rebuild_desk", verbosity=0)
    assert list(DeskRow.objects.order_by("pk").values_list(*names)) == before


def test_a_page_that_goes_leaves_no_row(section: SectionPage, author: User) -> None:
    page = draft(section, author)
    page.delete()
    assert not DeskRow.objects.filter(pk=page.pk).exists()
