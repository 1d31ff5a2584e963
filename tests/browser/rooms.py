"""A newsroom in the middle of a congress evening: something stands in every room of the review, brought there by its doors."""

import datetime as dt
import io
from typing import Any

from django.utils import timezone

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.actions import withdraw
from cms.publication.queries import draft_digest
from cms.review.comments.actions import answer_comment, make_comment
from cms.review.comments.anchors import Anchor
from cms.review.duty.actions import give
from cms.review.emergency.actions import publish_at_once, withdraw_at_once
from cms.review.emergency.models import AfterReview
from cms.review.models import ReviewTask, ReviewTaskState, Shift, StandIn
from cms.review.paper import actions as paper
from cms.review.private import checked
from cms.review.requests import actions as requests
from cms.review.requests.models import CorrectionRequest
from cms.review.signoff import actions as links
from cms.review.signoff.attest import attest
from cms.review.signoff.models import Attestation, Leader, SignoffRequest
from cms.review.signoff.particulars import confirm_particulars
from cms.review.stages.claims import claim
from cms.staff.models import Unit, User
from cms.staff.roles import Role
from cms.text.dates import today
from tests.factories.media import make_photo, picture
from tests.factories.newsroom import decide, declare, draft, make_user, published, submit
from tests.review.comparison.scene import changed_article
from tests.review.paper.scene import add_after, comment_on, comments, edited, replace, strike
from tests.review.stages.scene import APPROVAL, DESK, stage_named

LONG = "Đại hội đại biểu Đảng bộ thành phố Hải Vân lần thứ XII khai mạc phiên trù bị với 350 đại biểu chính thức"
WHY = "Nước sông lên nhanh trong đêm: phải báo ngay để người dân ở vùng trũng phường Nguyễn Trường Tộ kịp di dời."
CHECKLIST = (
    "Họ tên, chức danh khớp danh sách đại biểu\nẢnh đã có nguồn và chú thích\nĐã đọc lại tiêu đề trên điện thoại"
)


def _named(role: Role, username: str, family: str, given: str, *more: Role) -> User:
    user = make_user(role, *more, username=username)
    user.last_name, user.first_name = family, given
    user.unit, _made = Unit.objects.get_or_create(name="Ban Thời sự – Chính trị")
    user.save()
    return user


class Rooms:
    """The members by role, and what stands in each room."""

    def __init__(self, section: SectionPage) -> None:
        self.section = section
        self.reporter = _named(Role.REPORTER, "maiha", "Lò Thị", "Mai Hạ")
        self.editor = _named(Role.EDITOR, "quocvinh", "Đàm Quốc", "Vĩnh")
        self.second = _named(Role.EDITOR, "truongtho", "Nguyễn Trường", "Thọ")
        self.approver = _named(Role.APPROVING_EDITOR, "thunguyet", "Khuất Thu", "Nguyệt")
        self.other_approver = _named(Role.APPROVING_EDITOR, "giahan", "Mạc Gia", "Hân")
        self.on_duty = _named(Role.EMERGENCY, "hoangngan", "Vi Hoàng", "Ngân")
        self.administrator = _named(Role.ADMINISTRATOR, "alenh", "Thào A", "Lềnh")
        self.newcomer = _named(Role.REPORTER, "nguoimoi", "Hoàng Thị", "Ngọc Yến")
        self._compared_and_commented()
        self._at_the_desk()
        self._leaders()
        self._paper()
        self._published_and_after()
        self._emergency()
        self._requests()
        self._duty()
        self._stages()

    def _stages(self) -> None:
        ReviewTask.objects.filter(name=DESK).update(checklist=CHECKLIST, due_minutes=45)
        ReviewTask.objects.filter(name=APPROVAL).update(due_minutes=30)

    def _compared_and_commented(self) -> None:
        """An article that waits at the desk, changed since its first draft, with comments open, answered and resolved."""
        self.article = changed_article(self.section, self.reporter, self.editor)
        self.first_revision = self.article.revisions.order_by("pk")[1].pk
        submit(self.article, self.reporter)
        page = self.article.latest_draft()
        said = make_comment(
            page, self.editor, "Nguồn của con số 31.250 tỷ đồng ở đâu? @maiha kiểm tra giúp.", blocking=True
        )
        answer_comment(said, self.reporter, "Em lấy từ Báo cáo chính trị, trang 12.")
        passage = Anchor("lede", "348 đại biểu")
        make_comment(page, self.approver, "Ban Tổ chức báo 350, xem lại danh sách.", blocking=True, passage=passage)
        make_comment(page, self.second, "Ảnh này rõ hơn ảnh cũ.")
        self.state = ReviewTaskState.objects.filter(
            workflow_state__object_id=str(self.article.pk), status="in_progress"
        ).latest("pk")
        claim(self.state, self.editor)

    def _at_the_desk(self) -> None:
        late = submit(draft(self.section, self.reporter, title=LONG), self.reporter)
        states = ReviewTaskState.objects.filter(workflow_state__object_id=str(late.pk))
        states.update(due_at=timezone.now() - dt.timedelta(hours=2))
        self.sent_back = submit(draft(self.section, self.reporter, title="Phiên bế mạc"), self.reporter)
        decide(
            self.sent_back,
            self.editor,
            "reject",
            "Chức danh ở đoạn hai chưa đúng với danh sách đại biểu; xem lại giúp.",
        )
        stopped = draft(self.section, self.reporter, title="Kết quả bầu cử", text="Có [[số phiếu]] phiếu tán thành.")
        self.stopped = stopped

    def _leaders(self) -> None:
        """One link is open, one is answered, one is over; one word waits for its confirmation, one was confirmed."""
        self.leader = Leader.objects.create(
            name="Trần Thị Thu Gạo", office="Phó Trưởng Ban Tuyên giáo và Dân vận Thành ủy, Trưởng Tiểu ban Tuyên truyền",
            email="gao@example.vn", mobile="0900 000 001",
        )  # fmt: skip
        confirm_particulars(self.leader, self.administrator, self.leader.particulars)
        self.leader.refresh_from_db()
        self.new_leader = Leader.objects.create(name="Lê Thị Khoai", email="khoai@example.vn", mobile="0900 000 002")
        Leader.objects.create(name="Nguyễn Hữu Thắng", office="Chánh Văn phòng Thành ủy", active=False)
        self.for_leader = draft(
            self.section, self.reporter, title="Bí thư Thành ủy tiếp xúc cử tri", lead_photo=make_photo()
        )
        first, _token = links.ask(self.for_leader, self.editor, self.leader, SignoffRequest.Way.COPIED)
        links.revoke(first, self.editor)
        self.request, self.token = links.ask(self.for_leader, self.editor, self.leader, SignoffRequest.Way.COPIED)
        self.code = links.make_code(self.request, self.approver, "screen")
        moved_on = draft(self.section, self.reporter, title="Họp báo trước Đại hội")
        outdated, self.outdated_token = links.ask(moved_on, self.editor, self.leader, SignoffRequest.Way.COPIED)
        self.outdated_code = links.make_code(outdated, self.approver, "screen")
        moved_on.lede = "Họp báo dời sang 15 giờ."
        moved_on.save_revision(user=self.reporter, log_action=True)
        photo = io.BytesIO()
        picture(400, 300).save(photo, "JPEG")
        scan = checked(photo, photo.tell(), pdf=False)
        for how in (Attestation.How.PHONE, Attestation.How.PAPER):
            attest(
                self.for_leader, self.editor, self.leader, said_at=timezone.now() - dt.timedelta(minutes=9), how=how,
                words="Đồng ý cho đăng, nhớ ghi đủ chức danh của đồng chí Chủ tịch.",
                photo=scan,
            )  # fmt: skip

    def _paper(self) -> None:
        """A paper that was printed and came back marked up."""
        self.on_paper = draft(
            self.section, self.reporter, title="Chương trình làm việc ngày thứ hai của Đại hội",
            text="Buổi sáng, Đại hội thảo luận tại hội trường.</p><p>Buổi chiều, Đại hội bầu cử.",
        )  # fmt: skip
        made = paper.print_paper(self.on_paper, self.editor).data

        def mark(root: Any) -> None:
            replace(root, "hội trường", "Hội trường lớn, Cung Văn hóa hữu nghị")
            strike(root, "Buổi chiều")
            add_after(root, "Buổi chiều", "Phiên bế mạc được truyền hình trực tiếp.")
            comment_on(root, "Buổi sáng", 0)

        parts = {"word__comments.xml": comments(("Trần Văn Duyệt", "Ghi thêm giờ bắt đầu."))}
        paper.read_back(self.on_paper, self.editor, "ban-trinh-ky.docx", edited(made, mark, **parts))

    def _published_and_after(self) -> None:
        """One that readers have, with a correction and a newer version in hand; one that was withdrawn."""
        page = published(self.section, self.reporter, self.editor, self.approver, title="Thông cáo báo chí số 1")
        corrected = declare(page, self.reporter, "correction", wrong="Có 351 đại biểu.", right="Có 350 đại biểu.")
        decide(submit(corrected, self.reporter), self.editor)
        self.public: ArticlePage = decide(corrected, self.approver)
        gone = published(self.section, self.reporter, self.editor, self.approver, title="Bài đăng nhầm phiên họp")
        withdraw(
            ArticlePage.objects.get(pk=gone.pk), user=self.approver, reason="Đăng nhầm phiên.",
            notice="Bài đã được gỡ vì nhầm phiên họp.",
        )  # fmt: skip
        self.gone = gone

    def _emergency(self) -> None:
        self.urgent = draft(self.section, self.reporter, title="Cảnh báo lũ trên sông Hải Vân")
        at_once = draft(self.section, self.reporter, title=f"Tin khẩn: {LONG}"[:150])
        publish_at_once(at_once, user=self.on_duty, reason=WHY, digest=draft_digest(at_once))
        taken = published(self.section, self.reporter, self.editor, self.approver, title="Danh sách ứng cử")
        withdraw_at_once(taken, user=self.on_duty, reason=WHY, notice="Bài đã được gỡ để kiểm tra lại.")
        self.after_review = AfterReview.objects.order_by("pk")[0]

    def _requests(self) -> None:
        person = {
            "name": "Ông Đinh Trường Thử",
            "body": "Công ty Cổ phần Thử nghiệm Hải Vân",
            "contact": "thu@example.vn",
        }
        about: dict[str, Any] = {
            "way": CorrectionRequest.Way.LETTER, "received_on": today() - dt.timedelta(days=8), "page_id": self.public.pk,
            "headline": self.public.title, "address": "https://bao.example/tin-tuc/thong-cao-bao-chi-so-1/",
            "claim": "Bài ghi sai số đại biểu chính thức của đoàn phường Nguyễn Trường Tộ.",
            "asked": "Sửa lại cho đúng và xin lỗi.", "assigned_to": self.editor,
        }  # fmt: skip
        late = requests.register(user=self.editor, sender=person, due_on=today() - dt.timedelta(days=1), **about)
        self.to_decide = late
        decided = requests.register(user=self.editor, sender=person, due_on=today() + dt.timedelta(days=3), **about)
        self.to_answer = requests.decide(decided, user=self.approver, decision="partly", why="Sai một con số.")
        done = requests.register(user=self.editor, sender=person, due_on=today() + dt.timedelta(days=3), **about)
        done = requests.decide(done, user=self.approver, decision="refuse", why="Đúng như Ban Tổ chức thông báo.")
        self.answered = requests.answer(done, user=self.editor, text="Tòa soạn đã trả lời bằng văn bản.")

    def _duty(self) -> None:
        now = timezone.now()
        hours = {"starts_at": now, "ends_at": now + dt.timedelta(hours=8)}
        self.shift = Shift.objects.create(
            stage=stage_named(APPROVAL), member=self.approver, note="Trực đêm khai mạc", **hours
        )
        mandate = StandIn(absent=self.approver, stand_in=self.other_approver, reason="Dự họp Thường trực", **hours)
        self.mandate = give(mandate, self.administrator)
