"""Out, marked up, back in: each change on its passage, and done in the draft by whoever accepts it."""

import re

import pytest

from cms.articles.models import ArticlePage
from cms.publication.models import Contribution
from cms.publication.queries import draft_digest
from cms.review.comments.models import Comment
from cms.review.errors import ReviewRefused
from cms.review.paper.models import ProposedChange
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, make_user, shelf, submit
from tests.review.paper import scene

pytestmark = pytest.mark.django_db

Kind, Status = ProposedChange.Kind, ProposedChange.Status


def body(page: ArticlePage, block: int = 0) -> str:
    return page.latest_draft().story().blocks[block].html


def test_a_paper_that_comes_back_unmarked_proposes_nothing(article: ArticlePage, author: User) -> None:
    response = scene.brought_back(article, author, scene.printed(article, author))
    assert "không có gì được sửa" in scene.said(response)
    assert not scene.changes(article)


def test_each_change_is_on_its_passage_and_is_made_there(article: ArticlePage, author: User, editor: User) -> None:
    def mark(root) -> None:
        scene.replace(root, "31.200", "31.250")
        scene.replace(root, "Văn hóa", "Hội nghị")
        scene.replace(root, "làm ngay", "làm ngay hôm nay")
        scene.replace(root, "119", "120")
        scene.replace(root, "Chào cờ", "Lễ chào cờ")
        scene.replace(root, "sáng nay", "trọng thể sáng nay", tracked=False)
        scene.strike(root, "Chiều cùng ngày")
        scene.add_after(root, "Y tế cơ sở", "Vùng rau an toàn")
        scene.add_after(root, "Đại hội làm việc đến hết", "Phiên bế mạc được truyền hình trực tiếp.")

    before = draft_digest(article)
    response = scene.brought_back(article, author, scene.edited(scene.printed(article, author), mark))
    found = scene.changes(article)
    assert [(each.kind, each.path, each.before, each.after) for each in found] == [
        (Kind.INSERT, "lede", "", "trọng thể "),
        (Kind.REPLACE, "b0.p0", "Văn hóa", "Hội nghị"),
        (Kind.REPLACE, "b0.p1", "31.200", "31.250"),
        (Kind.NEW, "b0.p4", "", "Vùng rau an toàn"),
        (Kind.REMOVED, "b0.p5", "Chiều cùng ngày, Đại hội thảo luận tại tổ.", ""),
        (Kind.INSERT, "b1.text", "", " hôm nay"),
        (Kind.REPLACE, "b2.r1.c1", "119", "120"),
        (Kind.REPLACE, "b3.i0.title", "Chào", "Lễ chào"),
        (Kind.NEW, "b4.p0", "", "Phiên bế mạc được truyền hình trực tiếp."),
    ]
    assert [each.tracked for each in found] == [False, *[True] * 8]
    assert {each.author for each in found[1:]} == {"Trần Văn Duyệt"}
    assert "chưa bật theo dõi" in response.content.decode()
    assert draft_digest(article) == before

    answer = scene.decide("accept", article, editor, *found)
    assert "9 thay đổi" in scene.said(answer)
    story = article.latest_draft().story()
    assert story.lede == "Đại hội khai mạc trọng thể sáng nay."
    assert "<b>Cung Hội nghị</b>" in story.blocks[0].html
    assert '<a href="https://example.org/">350 đại biểu</a>' in story.blocks[0].html
    assert "31.250 tỷ đồng" in story.blocks[0].html
    assert "<li>Y tế cơ sở</li><li>Vùng rau an toàn</li></ul>" in story.blocks[0].html
    assert "Chiều cùng ngày" not in story.blocks[0].html
    assert story.blocks[1].text == "Chúng ta phải làm ngay hôm nay."
    assert story.blocks[2].rows[1] == ("Khối Đảng", "120")
    assert story.blocks[3].items[0].title == "Lễ chào cờ"
    assert story.blocks[4].html.endswith("<p>Phiên bế mạc được truyền hình trực tiếp.</p>")
    contribution = Contribution.objects.filter(page_id=article.pk).latest("pk")
    assert (contribution.user, contribution.way) == (editor, Contribution.Way.SUGGESTION)
    assert {each.status for each in scene.changes(article)} == {Status.ACCEPTED}


def test_a_moved_paragraph_is_one_change_and_keeps_its_formatting(
    article: ArticlePage, author: User, editor: User
) -> None:
    opening = "Sáng 18/11, Đại hội khai mạc tại Cung Văn hóa. Tham dự có 350 đại biểu."

    def mark(root) -> None:
        scene.strike(root, "Sáng 18/11", "moveFrom")
        scene.add_after(root, "Tổng sản phẩm", opening, "moveTo")

    scene.brought_back(article, author, scene.edited(scene.printed(article, author), mark))
    (change,) = scene.changes(article)
    assert (change.kind, change.path, change.target) == (Kind.MOVE, "b0.p0", "b0.p1")
    scene.decide("accept", article, editor, change)
    html = body(article)
    assert html.startswith("<p>Tổng sản phẩm")
    assert html.count("Sáng 18/11") == 1
    assert "<b>Cung Văn hóa</b>" in html


def test_a_change_is_found_again_and_an_overtaken_one_is_said_to_be(
    article: ArticlePage, author: User, editor: User
) -> None:
    def mark(root) -> None:
        scene.replace(root, "31.200", "31.250")
        scene.replace(root, "làm việc", "họp")

    data = scene.edited(scene.printed(article, author), mark)
    later = article.latest_draft()
    later.body = [("text", "<p>Một đoạn mới lên đầu.</p>"), *[(each.block_type, each.value) for each in later.body]]
    later.body[5] = ("text", "<p>Đại hội bế mạc ngày 20/11.</p>")
    later.save_revision(user=author)

    scene.brought_back(article, author, data)
    number, gone = scene.changes(article)
    screen = scene.sign_in(scene.Client(), editor).get(scene.url("paper", article)).content.decode()
    assert screen.count("đoạn này đã được sửa") == 1
    answer = scene.decide("accept", article, editor, number, gone)
    assert "không còn chỗ" in scene.said(answer)
    assert "31.250 tỷ đồng" in body(article, 1)
    assert [each.status for each in scene.changes(article)] == [Status.ACCEPTED, Status.OBSOLETE]


def test_nothing_is_overwritten_that_somebody_changed_meanwhile(
    article: ArticlePage, author: User, editor: User
) -> None:
    marked = scene.edited(scene.printed(article, author), lambda root: scene.replace(root, "31.200", "31.250"))
    scene.brought_back(article, author, marked)
    (change,) = scene.changes(article)
    answer = scene.decide("accept", article, editor, change, digest="0" * 64)
    assert "đã sửa bản nháp" in scene.said(answer)
    assert "31.200" in body(article)
    assert change.is_open
    scene.decide("reject", article, editor, change)
    assert [each.status for each in scene.changes(article)] == [Status.REJECTED]
    scene.decide("accept", article, editor, change)
    assert "31.200" in body(article)


def test_comments_and_the_opinion_stand_with_the_others(article: ArticlePage, author: User, editor: User) -> None:
    def mark(root) -> None:
        scene.comment_on(root, "31.200", 0)
        opinion = next(
            each.getparent()
            for each in root.iter(f"{{{scene.W}}}bookmarkStart")
            if each.get(f"{{{scene.W}}}name") == "ts_ykien"
        )
        opinion.append(scene.run("Đồng ý, sửa số liệu."))

    parts = {"word__comments.xml": scene.comments(("Lê Thị Xem", "Số này đã chốt chưa?"))}
    response = scene.brought_back(article, editor, scene.edited(scene.printed(article, author), mark, **parts))
    assert "2 góp ý" in scene.said(response)
    whole, passage = Comment.objects.order_by("pk")
    assert (whole.text, whole.quote) == ("[Theo bản giấy] Đồng ý, sửa số liệu.", "")
    assert passage.text == "[Theo bản giấy của Lê Thị Xem] Số này đã chốt chưa?"
    assert "31.200" in passage.quote
    assert passage.author == editor
    assert not scene.changes(article)


def test_what_cannot_be_taken_in_is_told(article: ArticlePage, author: User) -> None:
    def mark(root) -> None:
        scene.replace(root, "Chương trình", "Chương trình nghị sự")
        scene.replace(root, "Lương Khắc Vinh", "Lương Khắc Minh")
        picture = scene.etree.SubElement(scene.marked("ins"), f"{{{scene.W}}}r")
        scene.etree.SubElement(picture, f"{{{scene.W}}}drawing")
        scene.paragraph_with(root, "Chiều cùng ngày").append(picture.getparent())
        scene.replace(root, scene_head(root), "TÒA SOẠN KHÁC")

    def scene_head(root) -> str:
        return "".join(next(root.iter(f"{{{scene.W}}}p")).itertext())

    response = scene.brought_back(article, author, scene.edited(scene.printed(article, author), mark))
    page = response.content.decode()
    assert "thư viện ảnh" in page
    assert "TÒA SOẠN KHÁC" in page
    by_hand = next(each for each in scene.changes(article) if each.path == "b1.signature")
    assert "được sửa ở đó" in page
    scene.decide("accept", article, author, by_hand)
    assert scene.changes(article)[0].is_open


@pytest.mark.parametrize("lost", ["docProps/custom.xml", "bookmarks"])
def test_a_paper_that_lost_its_names_is_known_again(article: ArticlePage, author: User, lost: str) -> None:
    def mark(root) -> None:
        scene.replace(root, "31.200", "31.250")
        for each in list(root.iter(f"{{{scene.W}}}bookmarkStart")) if lost == "bookmarks" else []:
            each.getparent().remove(each)

    data = scene.edited(scene.printed(article, author), mark)
    if lost != "bookmarks":
        data = scene.edited(data, lambda root: None, docProps__custom=b"")
        data = re.sub(rb"ToaSoanTrinhDuyet", b"X", data)
    scene.brought_back(article, author, data)
    assert [(each.path, each.after) for each in scene.changes(article)] == [("b0.p1", "31.250")]


def test_who_brought_the_paper_and_who_accepts_it_have_both_worked_on_it(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    """Else somebody approves words that they wrote into a file and had a colleague click on."""
    data = scene.edited(scene.printed(article, approver), lambda root: scene.replace(root, "31.200", "31.250"))
    scene.brought_back(article, approver, data)
    assert not Contribution.objects.filter(user=approver).exists(), "nothing is changed by reading"
    scene.decide("accept", article, author, *scene.changes(article))
    contributions = Contribution.objects.filter(way=Contribution.Way.SUGGESTION).order_by("pk")
    assert {(each.user, each.digest) for each in contributions} == {
        (author, draft_digest(article)),
        (approver, draft_digest(article)),
    }
    decide(submit(article, author), editor)
    with pytest.raises(ReviewRefused):
        decide(article, approver)
    decide(article, make_user(Role.APPROVING_EDITOR))
    assert shelf(article)
