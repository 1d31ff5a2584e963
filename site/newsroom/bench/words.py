"""Words of the sample articles: reports of a fictional city's congress, long enough to weigh what a real report weighs."""

CITY = "thành phố Hải Âu"
CONGRESS = f"Đại hội Đảng bộ {CITY}"
SIGNED = ("Hoàng Phúc", "Minh An")
TOPICS = ("Đại hội Đảng", "Văn kiện", "Nhân sự")

PERSONS = (
    "Trần Thị Lụa", "Đỗ Minh Khuê", "Phan Sơn Ca", "Lê Biển Xanh", "Vũ Thị Hạ Vàng", "Ngô Văn Lúa",
    "Bùi Thị Sen Trắng", "Hồ Nắng Mai", "Đặng Văn Muối", "Lý Thị Trăng Non", "Trịnh Văn Gạo", "Mai Thị Sóng Nhỏ",
)  # fmt: skip
OFFICES = (
    "Phó Bí thư Thường trực Thành ủy Hải Âu",
    "Chủ tịch Ủy ban nhân dân thành phố Hải Âu",
    "Trưởng Ban Tuyên giáo và Dân vận Thành ủy Hải Âu",
    "Trưởng Tiểu ban Phục vụ Đại hội",
)

HEADLINES = (
    "Tiểu ban Phục vụ Đại hội họp phiên thứ {number}",
    "Tổ {number} thảo luận về dự thảo văn kiện trình Đại hội",
    "Đảng bộ phường Bến Sóng {number} góp ý vào báo cáo chính trị tại phiên họp",
    "Phiên họp giao ban số {number}: rà soát công tác chuẩn bị Đại hội",
    "Đại hội Đảng bộ cơ sở {number} hoàn thành sớm mọi nội dung",
)
LEDE = (
    "Chiều nay, tại Hội trường Trung tâm, Tiểu ban đã họp phiên thứ {number}, cho ý kiến về bốn nội dung chuẩn bị "
    f"{CONGRESS}, trong đó có dự thảo văn kiện, công tác nhân sự và bảo đảm phục vụ đại biểu."
)
PARAGRAPHS = (
    "Các đại biểu đã nghe báo cáo về tiến độ chuẩn bị văn kiện, thảo luận thẳng thắn và thống nhất cao về những nội dung lớn, "
    "trong đó nhấn mạnh việc lắng nghe ý kiến của cán bộ, đảng viên và nhân dân ở từng phường, từng tổ dân phố.",
    "Theo báo cáo của tổ giúp việc, đến nay đã có hơn ba trăm lượt ý kiến gửi về bằng văn bản và qua cổng tiếp nhận trực tuyến; "
    "mỗi ý kiến được ghi lại, phân loại và trả lời rõ tiếp thu hay giải trình, không để ý kiến nào bị bỏ sót.",
    "Kết luận phiên họp, chủ trì đề nghị các tổ công tác giữ đúng tiến độ, phân công rõ người, rõ việc, rõ thời hạn, và báo cáo "
    "kết quả trước mười sáu giờ thứ Sáu hằng tuần để tổng hợp trình Ban Thường vụ xem xét.",
    "Đoàn công tác cũng đã kiểm tra hội trường, đường truyền, khu vực làm việc của phóng viên, nơi ăn nghỉ của đại biểu và "
    "phương án y tế; những chỗ chưa đạt được yêu cầu khắc phục ngay trong tuần.",
)
QUOTE = "Chúng ta chuẩn bị kỹ từng việc nhỏ, để Đại hội dành trọn thời gian bàn những việc lớn của thành phố."
AGENDA = ("Quy chế làm việc", "Kế hoạch phục vụ", "Dự toán kinh phí", "Phân công nhiệm vụ")
TABLE = (
    ("Nội dung", "Đơn vị chủ trì", "Thời hạn"),
    ("Văn kiện", "Tổ Văn kiện", "20/3"),
    ("Hội trường", "Tổ Hậu cần", "25/3"),
    ("Truyền thông", "Tổ Báo chí", "28/3"),
)
CAPTION = "Quang cảnh phiên họp tại Hội trường Trung tâm, ảnh {number}."
ALT = "Hội trường nhìn từ phía sau, nhiều người ngồi theo hàng."
