"""Sixty queries as readers type them, each with what they want to see first. The answers were decided by what readers want, most of
them before anything was measured; seven queries were put in place of easier ones later."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """``first`` is the name of a person, or how the headline begins."""

    query: str
    first: str


def _wanted(first: str, *queries: str) -> list[Wanted]:
    return [Wanted(query, first) for query in queries]


QUERIES = (
    # Without marks.
    *_wanted("Khai mạc trọng thể Đại hội", "khai mac trong the"),
    *_wanted("Thư cảm ơn của Đoàn Chủ tịch", "thu cam on nhan dan"),
    *_wanted("Ngư dân Bến Sóng gửi tâm tư", "ngu dan ben song"),
    *_wanted("Họp báo thông tin", "hop bao"),
    *_wanted("Diễn tập phòng cháy", "dien tap phong chay chua chay"),
    *_wanted("Đỗ Minh Khuê", "chu tich uy ban nhan dan thanh pho"),
    *_wanted("Trạm y tế lưu động", "bac si ca dem"),
    *_wanted("Hội nghị lần thứ nhất Ban Chấp hành", "bau ban thuong vu"),
    # With marks.
    *_wanted("Ban Thẩm tra tư cách đại biểu: 348", "thẩm tra tư cách đại biểu"),
    *_wanted("Toàn văn Nghị quyết", "nghị quyết"),
    *_wanted("Ra mắt cổng tiếp nhận ý kiến", "cổng tiếp nhận ý kiến"),
    *_wanted("Khởi công nhà máy điện gió", "điện gió"),
    *_wanted("Trạm y tế lưu động", "y tế"),
    *_wanted("Cựu chiến binh phường Cầu Gió", "bức trướng thêu tay"),
    *_wanted("Trung tâm báo chí Đại hội", "trung tâm báo chí"),
    *_wanted("Đảng bộ phường Hàng Dừa tổ chức đại hội điểm", "đại hội điểm"),
    # The marks decide.
    *_wanted("Ký kết quy chế phối hợp", "hội ký kết"),
    *_wanted("Hồi ký của một đại biểu", "hồi ký"),
    *_wanted("Lê Biển Xanh", "bí thư thành đoàn"),
    *_wanted("Họa sĩ thiếu nhi", "họa sĩ"),
    # The tone over the other vowel, i for y.
    *_wanted("Họa sĩ thiếu nhi", "hoạ sĩ thiếu nhi"),
    *_wanted("Khởi công nhà máy điện gió", "hoà lưới tua-bin"),
    *_wanted("Thành phố đặt mục tiêu kinh tế biển", "nuôi trồng thuỷ sản"),
    *_wanted("Mỹ thuật đường phố", "mĩ thuật đường phố"),
    *_wanted("Tỷ lệ hài lòng", "tỉ lệ hài lòng"),
    # Wrong marks.
    *_wanted("Diễn tập phòng cháy", "diển tập phòng cháy"),
    *_wanted("Ngư dân Bến Sóng gửi tâm tư", "ngử dân gửi tâm tư"),
    *_wanted("Bế mạc Đại hội", "bê mạc trọng thể"),
    # People.
    *_wanted("Trần Thị Lụa", "tran thi lua", "Tràn Thị Lụa"),
    *_wanted("Đỗ Minh Khuê", "Đỗ Minh Khuê"),
    *_wanted("Lê Biển Xanh", "đồng chí Lê Biển Xanh"),
    *_wanted("Lý Thị Trăng Non", "Trăng Non"),
    *_wanted("Lê Biển Xanh: Người trẻ", "le bien xanh giao viec kho"),
    *_wanted("Phó Bí thư Trần Thị Lụa kiểm tra", "Trần Thị Lụa kiểm tra"),
    # People, with a letter too many, too few or another one.
    *_wanted("Trần Thị Lụa", "Tran Thi Luaa"),
    *_wanted("Đỗ Minh Khuê", "Đỗ Minh Khê"),
    *_wanted("Bùi Thị Sen Trắng", "bui thi sem trang"),
    *_wanted("Trịnh Văn Gạo", "Trịnh Văn Gạp"),
    # Sessions.
    *_wanted("Phiên trù bị Đại hội", "phiên trù bị"),
    *_wanted("Phiên họp thứ Nhất Tiểu ban Phục vụ", "phien hop thu nhat tieu ban phuc vu"),
    *_wanted("Phiên bế mạc Đại hội", "phiên bế mạc"),
    *_wanted("Hội nghị giao ban báo chí", "hội nghị giao ban báo chí"),
    # Phrases.
    *_wanted("Ra mắt cổng tiếp nhận ý kiến", '"không cần tài khoản"'),
    *_wanted("Nhìn lại Đại hội lần thứ XVII", "“giao quyền”"),
    *_wanted("Thư cảm ơn của Đoàn Chủ tịch", '"nhường nhịn" người dân'),
    # Ordinals.
    *_wanted("Nhìn lại Đại hội lần thứ XVII", "đại hội lần thứ 17"),
    *_wanted("Toàn văn Nghị quyết Đại hội", "nghị quyết đại hội lần thứ XVIII"),
    *_wanted("Phiên họp thứ Hai Tiểu ban Phục vụ", "phiên họp thứ 2 tiểu ban phục vụ"),
    *_wanted("Hội nghị lần thứ nhất Ban Chấp hành", "hội nghị lần thứ 1 ban chấp hành"),
    # Days.
    *_wanted("Diễn tập phòng cháy", "diễn tập 10/3/2026"),
    *_wanted("Phiên trù bị Đại hội", "18/03/2026"),
    # Words of the text.
    *_wanted("Ngư dân Bến Sóng gửi tâm tư", "nạo vét luồng lạch"),
    *_wanted("Phân luồng giao thông", "xe buýt số 7"),
    *_wanted("Trạm y tế lưu động", "huyết áp thuốc cấp cứu"),
    *_wanted("Tổ 3 thảo luận về giáo dục", "miễn học phí mầm non"),
    *_wanted("Tổ 5 thảo luận về thoát nước", "hồ điều hòa Đầm Sen"),
    # A topic: what came last of it.
    *_wanted("Lắp đặt hệ thống biểu quyết", "chuyển đổi số"),
    *_wanted("Thành phố đặt mục tiêu kinh tế biển", "kinh tế biển"),
    # An abbreviation, and how a headline begins.
    *_wanted("HĐND thành phố bổ sung kinh phí", "HĐND bổ sung kinh phí"),
)
