import pytest

from cms.articles.models import ArticlePage, SectionPage
from cms.staff.models import User
from tests.factories.newsroom import draft
from tests.factories.people import approver, author, editor, section

__all__ = ["approver", "article", "author", "editor", "section"]

OPENING = (
    '<p>Sáng 18/11, Đại hội khai mạc tại <b>Cung Văn hóa</b>. Tham dự có <a href="https://example.org/">350 đại biểu</a>.</p>'
    "<p>Tổng sản phẩm tăng bình quân 9,4% mỗi năm, thu ngân sách đạt 31.200 tỷ đồng.</p>"
    "<h3>Bốn tham luận</h3><ul><li>Hạ tầng cảng biển</li><li>Y tế cơ sở</li></ul>"
    "<p>Chiều cùng ngày, Đại hội thảo luận tại tổ.</p>"
)


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    page = draft(section, author, title="Khai mạc Đại hội", lede="Đại hội khai mạc sáng nay.").latest_draft()
    page.body = [
        ("text", OPENING),
        ("quote", {"text": "Chúng ta phải làm ngay.", "person": None, "name": "Lương Khắc Vinh", "office": "Bí thư"}),
        ("table", {"data": [["Đơn vị", "Có mặt"], ["Khối Đảng", "119"]], "first_row_is_table_header": True}),
        ("agenda", {"title": "Chương trình", "items": [{"time": "8:00", "title": "Chào cờ", "speaker": ""}]}),
        ("text", "<p>Đại hội làm việc đến hết ngày 20/11.</p>"),
    ]
    page.save_revision(user=author)
    return page
