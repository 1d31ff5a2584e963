"""Words of two syllables that headlines of a congress are made of: better not broken between lines."""

COMPOUNDS = frozenset({
    "an ninh", "an sinh", "ban chấp", "ban ngành", "báo cáo", "bí thư", "bế mạc", "chuẩn bị", "chính trị",
    "chấp hành", "chủ trì", "chủ tịch", "cán bộ", "công bố", "công nghiệp", "công nhân", "công tác", "doanh nghiệp",
    "du lịch", "dân cư", "dự án", "giao thông", "giáo dục", "giải pháp", "hạ tầng", "hội nghị", "hội đồng",
    "khai mạc", "khu vực", "kinh tế", "lãnh đạo", "mục tiêu", "nghị quyết", "nhiệm kỳ", "nhiệm vụ", "nhân dân",
    "nhân sự", "nội dung", "phiên họp", "phát biểu", "phát triển", "phục vụ", "quy hoạch", "quân sự", "quốc phòng",
    "thành công", "thành phố", "thành ủy", "thường trực", "thảo luận", "thực hiện", "tiến độ", "tiểu ban",
    "trung tâm", "trù bị", "trọng thể", "tuyên truyền", "tổ chức", "văn hóa", "văn kiện", "xây dựng", "xã hội",
    "y tế", "đại biểu", "đại hội", "đảng bộ", "đảng viên", "đầu tư", "địa phương", "đồng chí", "ủy ban", "ủy viên",
})  # fmt: skip
