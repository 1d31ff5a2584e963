"""The articles that nobody looks for, made of the same words: hundreds of them, always the same."""

import datetime as dt
import random
from collections.abc import Iterator

from .articles import PERSONS, Sought

_NEWEST = dt.date(2026, 3, 24)
_TOPICS = ("Xây dựng Đảng", "Văn kiện", "Nhân sự", "Hậu cần", "Đô thị", "Giáo dục", "Báo chí", "Đại hội Đảng")
_WARDS = (
    "Bến Sóng", "Cầu Gió", "Hàng Dừa", "Đầm Sen", "Mũi Gió", "Cát Trắng", "Hòn Mây", "Bãi Trước", "Lò Gốm", "Chợ Cá", "Đồng Muối",
    "Vườn Trầu", "Gò Me", "Bến Nghề", "Cửa Lạch", "Xóm Lưới",
)  # fmt: skip
_HEADLINES = (
    "Đảng bộ phường {ward} khai mạc đại hội nhiệm kỳ mới",
    "Đảng bộ phường {ward} bế mạc đại hội, bầu {number} đồng chí vào cấp ủy",
    "Phường {ward} góp ý dự thảo báo cáo chính trị trình Đại hội",
    "Phường {ward} tổng kết công tác nhân sự đại hội cơ sở",
    "{person} làm việc với phường {ward} về công tác chuẩn bị Đại hội",
    "{person} tiếp xúc cử tri phường {ward}",
    "Chi bộ khu phố {number} phường {ward} sinh hoạt chuyên đề",
    "Tổ {number} phường {ward} thảo luận về văn kiện",
    "Hội nghị báo cáo viên tháng {month}: thông tin về Đại hội",
    "Phiên họp giao ban số {number}: rà soát công tác phục vụ Đại hội",
    "Kiểm tra công tác phục vụ tại nhà khách phường {ward}",
    "Phường {ward} ra quân chỉnh trang đô thị chào mừng Đại hội",
    "Trường học phường {ward} trồng {number} cây xanh chào mừng Đại hội",
    "Đoàn viên phường {ward} thi đua lập thành tích chào mừng Đại hội",
    "Nhân dân phường {ward} gửi gắm niềm tin vào Đại hội",
    "Hội thi tìm hiểu lịch sử Đảng bộ phường {ward} lần thứ {number}",
    "Gặp mặt đại biểu nữ phường {ward} dự Đại hội",
    "Lực lượng an ninh phường {ward} diễn tập phương án bảo vệ",
    "Hòa giải viên phường {ward} và những chuyện đời thường",
    "Trao giấy chứng nhận {number} hộ thoát nghèo phường {ward}",
)
_LEDES = (
    "Ngày {day}, phường {ward} tổ chức hội nghị với sự tham dự của {number} đại biểu.",
    "Sáng {day}, tại Hội trường Trung tâm, các đại biểu thảo luận về bốn nội dung chuẩn bị Đại hội.",
    "Chiều {day}, {person} chủ trì cuộc họp nghe báo cáo tiến độ.",
    "Theo kế hoạch, {number} đảng viên phường {ward} nghiên cứu dự thảo trước khi thảo luận.",
)
_SENTENCES = (
    "Các đại biểu đã nghe báo cáo về tiến độ chuẩn bị văn kiện và thống nhất cao về những nội dung lớn.",
    "Đồng chí {person} đề nghị phân công rõ người, rõ việc, rõ thời hạn.",
    "Phiên họp thống nhất phương án phục vụ, từ hội trường, đường truyền đến nơi ăn nghỉ của đại biểu.",
    "Ý kiến của cán bộ, đảng viên và nhân dân được ghi lại, phân loại và trả lời rõ tiếp thu hay giải trình.",
    "Kết luận, {person} yêu cầu các tổ công tác giữ đúng tiến độ và báo cáo trước thứ Sáu hằng tuần.",
    "Phường {ward} hiện có {number} chi bộ trực thuộc với hơn một nghìn đảng viên.",
    "Nghị quyết nhiệm kỳ trước đạt và vượt {number} chỉ tiêu, còn hai chỉ tiêu chưa đạt.",
    "Đại hội Đảng bộ thành phố lần thứ XVIII diễn ra trong ba ngày, từ 18/3 đến 20/3/2026.",
    "Người dân mong thành phố sớm giải quyết ngập úng, mở thêm trường học và giữ gìn bãi biển.",
    "Công tác tuyên truyền được triển khai trên báo chí, mạng xã hội và hệ thống truyền thanh cơ sở.",
    "Ban Tổ chức bố trí xe buýt đưa đón, trạm y tế và nước uống tại {number} điểm.",
    "Trung tâm văn hóa phường {ward} tổ chức triển lãm ảnh về biển và con người Hải Âu.",
    "Đại diện Mặt trận Tổ quốc nêu kinh nghiệm lấy ý kiến người dân bằng phiếu và trực tuyến.",
    "Tỷ lệ đảng viên dự họp đạt {number}%, nhiều ý kiến thẳng thắn về công tác nhân sự.",
    "Kinh tế của phường {ward} dựa vào nghề cá, dịch vụ cảng và du lịch biển.",
    "Danh sách cấp ủy khóa mới gồm {number} đồng chí, trong đó có ba nữ.",
)


def others(count: int) -> Iterator[Sought]:
    """As many articles, in the last year and a half."""
    chance = random.Random(18)  # noqa: S311
    for _number in range(count):
        day = _NEWEST - dt.timedelta(days=chance.randrange(540))
        words = {
            "ward": chance.choice(_WARDS),
            "person": chance.choice(PERSONS)[0],
            "number": chance.randrange(3, 99),
            "month": chance.randrange(1, 13),
            "day": f"{day.day}/{day.month}",
        }
        sentences = chance.sample(_SENTENCES, 7)
        yield Sought(
            headline=chance.choice(_HEADLINES).format(**words),
            lede=chance.choice(_LEDES).format(**words),
            body=" ".join(sentences).format(**words),
            day=day.isoformat(),
            topics=tuple(chance.sample(_TOPICS, 2)),
            session=chance.choice((0, 0, 0, 1, 2, 3, 4, 5, 6)),
        )
