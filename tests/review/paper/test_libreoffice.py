"""The round trip through another program: LibreOffice opens our paper, records changes in it and writes it anew."""

import json
import subprocess
from pathlib import Path

import pytest

from cms.articles.models import ArticlePage
from cms.review.comments.models import Comment
from cms.review.paper.models import ProposedChange
from cms.staff.models import User
from tests.review.paper import scene

pytestmark = [pytest.mark.django_db, pytest.mark.libreoffice]

Kind = ProposedChange.Kind
STEPS = [
    ["replace", "31.200", "31.250"],
    ["replace", "350 đại biểu", "348 đại biểu"],
    ["remove", "Chiều cùng ngày"],
    ["after", "Y tế cơ sở", "Vùng rau an toàn"],
    ["after", "Tổng sản phẩm", "Thu nhập bình quân tăng gấp rưỡi."],
    ["replace", "119", "120"],
    ["untracked", "làm ngay", "làm ngay hôm nay"],
    ["comment", "Hạ tầng cảng biển", "Nêu rõ cảng nào."],
]


def marked_up(data: bytes, folder: Path) -> bytes:
    source, target = folder / "trinh.docx", folder / "sua.docx"
    source.write_bytes(data)
    script = Path(__file__).with_name("mark_up.py")
    # The system's Python, with nothing of ours on its path.
    command = ["/usr/bin/python3", str(script), str(source), str(target), json.dumps(STEPS)]
    done = subprocess.run(command, env={"PATH": "/usr/bin:/bin", "HOME": str(folder)}, capture_output=True, timeout=90)
    assert done.returncode == 0, done.stderr.decode()
    return target.read_bytes()


def test_what_libreoffice_recorded_comes_back_each_on_its_passage(
    article: ArticlePage, author: User, editor: User, tmp_path: Path
) -> None:
    response = scene.brought_back(article, author, marked_up(scene.printed(article, author), tmp_path))
    found = scene.changes(article)
    assert [(each.kind, each.path, each.before, each.after, each.tracked) for each in found] == [
        (Kind.REPLACE, "b0.p0", "350", "348", True),
        (Kind.REPLACE, "b0.p1", "31.200", "31.250", True),
        (Kind.NEW, "b0.p1", "", "Thu nhập bình quân tăng gấp rưỡi.", True),
        (Kind.NEW, "b0.p4", "", "Vùng rau an toàn", True),
        (Kind.REMOVED, "b0.p5", "Chiều cùng ngày, Đại hội thảo luận tại tổ.", "", True),
        (Kind.INSERT, "b1.text", "", " hôm nay", False),
        (Kind.REPLACE, "b2.r1.c1", "119", "120", True),
    ]
    assert not found[0].reading.notes, response.content.decode()
    (comment,) = Comment.objects.all()
    assert (comment.quote, comment.text) == ("Hạ tầng cảng biển", "[Theo bản giấy của Lê Văn Duyệt] Nêu rõ cảng nào.")

    scene.decide("accept", article, editor, *found)
    story = article.latest_draft().story()
    assert story.blocks[0].html == (
        '<p>Sáng 18/11, Đại hội khai mạc tại <b>Cung Văn hóa</b>. Tham dự có <a href="https://example.org/">348 đại biểu</a>.</p>'
        "<p>Tổng sản phẩm tăng bình quân 9,4% mỗi năm, thu ngân sách đạt 31.250 tỷ đồng.</p>"
        "<p>Thu nhập bình quân tăng gấp rưỡi.</p>"
        "<h3>Bốn tham luận</h3><ul><li>Hạ tầng cảng biển</li><li>Y tế cơ sở</li><li>Vùng rau an toàn</li></ul>"
    )
    assert story.blocks[1].text == "Chúng ta phải làm ngay hôm nay."
    assert story.blocks[2].rows[1] == ("Khối Đảng", "120")
