"""An article as a day at the desk leaves it: words, setting, photos, a table, order, all changed since the author's draft."""

from typing import Any

from cms.articles.models import ArticlePage, SectionPage
from cms.staff.models import User
from media.models import Photo
from tests.factories.media import make_photo
from tests.factories.newsroom import draft

OPENING = (
    "<p>Đúng 8 giờ, sau nghi thức chào cờ, Đại hội dành một phút tưởng nhớ các anh hùng liệt sĩ. Chánh Văn phòng Thành ủy "
    "giới thiệu đại biểu, khách mời, trong đó có các bậc lão thành của Đảng bộ.</p>"
)
SPEECH = (
    "<p>Trong diễn văn khai mạc, Bí thư Thành ủy Lương Khắc Vinh khẳng định năm năm qua Đảng bộ đã giữ được đoàn kết trong lúc "
    "khó khăn nhất. Đồng chí cũng thẳng thắn nêu những việc chưa làm được: ba chỉ tiêu không đạt, một số dự án hạ tầng kéo dài.</p>"
)
REPORT = (
    '<p>Phó Bí thư Thường trực Thành ủy Trần Thị Lụa trình bày <a href="https://example.org/bao-cao">Báo cáo chính trị</a>. '
    "Tổng sản phẩm trên địa bàn tăng bình quân 9,4%/năm; thu ngân sách năm 2025 đạt 31.200 tỷ đồng.</p>"
)
REVIEW = (
    "<p>Báo cáo kiểm điểm của Ban Chấp hành khóa XI dành một phần ba dung lượng cho hạn chế, khuyết điểm, nêu rõ trách nhiệm "
    "tập thể Ban Thường vụ trong việc chậm giải phóng mặt bằng tuyến đường nối cảng.</p>"
)
AFTERNOON = "<p>Buổi chiều, Đại hội họp phiên toàn thể và bầu Ban Chấp hành khóa XII.</p>"
LIST = "<h3>Bốn tham luận</h3><ul><li>Hạ tầng cảng biển</li><li>Y tế cơ sở</li><li>Vùng rau an toàn</li></ul>"


def table(*rows: list[str]) -> tuple[str, Any]:
    return "table", {
        "data": [["Đơn vị", "Số đại biểu", "Có mặt"], *rows],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_caption": "Đại biểu có mặt",
    }


def photo(shown: Photo, caption: str) -> tuple[str, Any]:
    return "photo", {"photo": shown, "title": "", "caption": caption}


def changed_article(section: SectionPage, author: User, editor: User) -> ArticlePage:
    """The article, its draft by the author and then one by the editor."""
    hall, stage, other = (make_photo(title=name, caption=name) for name in ("Hội trường", "Sân khấu", "Đại biểu"))
    page = draft(
        section,
        author,
        title="Khai mạc Đại hội đại biểu Đảng bộ thành phố Hải Vân lần thứ XII",
        lede="Sáng 18/11, Đại hội đại biểu Đảng bộ thành phố Hải Vân khai mạc. Dự Đại hội có 350 đại biểu chính thức.",
        dateline_place="Hải Vân",
        lead_photo=hall,
    )
    first = page.latest_draft()
    first.body = [
        ("text", OPENING + SPEECH),
        photo(stage, "Quang cảnh phiên khai mạc."),
        ("text", REPORT + REVIEW + LIST + AFTERNOON),
        table(["Khối Đảng", "120", "119"], ["Khối Chính quyền", "150", "150"], ["Lực lượng vũ trang", "80", "78"]),
    ]
    first.save_revision(user=author)
    second = page.latest_draft()
    second.title = "Khai mạc trọng thể Đại hội đại biểu Đảng bộ thành phố Hải Vân lần thứ XII"
    second.lede = (
        "Sáng 18/11/2026, Đại hội đại biểu Đảng bộ thành phố Hải Vân lần thứ XII khai mạc. Dự Đại hội có 348 đại biểu."
    )
    second.lead_photo = other
    second.body = [
        ("text", OPENING.replace("một phút tưởng nhớ", "một phút mặc niệm, tưởng nhớ") + REVIEW),
        photo(stage, "Quang cảnh phiên khai mạc Đại hội, sáng 18/11."),
        (
            "text",
            REPORT.replace("31.200", "<b>31.250</b>")
            .replace("org/bao-cao", "org/van-kien")
            .replace("Thường trực ", ""),
        ),
        ("text", LIST.replace("h3", "h4").replace("<li>Y tế cơ sở</li>", "<li>Y tế cơ sở và dân số</li>")),
        (
            "text",
            "<p>Đại hội làm việc đến hết ngày 20/11.</p>"
            + AFTERNOON.replace("phiên toàn thể", "<i>phiên toàn thể</i>"),
        ),
        table(["Khối Đảng", "120", "120"], ["Lực lượng vũ trang", "80", "78"], ["Doanh nghiệp", "10", "9"]),
    ]
    second.save_revision(user=editor)
    return page
