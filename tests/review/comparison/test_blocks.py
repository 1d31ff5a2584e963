"""What a reviewer is told of a body: paragraphs, photos, tables and lists, each as what it is."""

from typing import Any

from cms.publication.story import (
    AgendaBlock,
    AgendaItem,
    GalleryBlock,
    Mention,
    Photo,
    PhotoBlock,
    QuoteBlock,
    Story,
    TableBlock,
    TextBlock,
)
from cms.review.comparison.changes import Comparison, ItemChange, ListChange, Segment
from cms.review.comparison.compare import compare

FIRST = "Chiều nay, Tiểu ban tổ chức phiên họp thứ Nhất tại hội trường thành phố."
SECOND = "Các đại biểu thảo luận về bốn nội dung của dự thảo văn kiện."
THIRD = "Kết luận phiên họp, đồng chí chủ trì đề nghị các đơn vị khẩn trương thực hiện."


def article(*blocks: Any, **fields: Any) -> Story:
    return Story(kind="article", page_id=1, slug="bai", headline="Phiên họp", blocks=blocks, **fields)


def text(*paragraphs: str) -> TextBlock:
    return TextBlock(html="".join(p if p.startswith("<") else f"<p>{p}</p>" for p in paragraphs))


def photo(number: int = 7, **fields: Any) -> Photo:
    return Photo(
        **{
            "image_id": number,
            "sha256": f"{number:064}",
            "width": 1600,
            "height": 900,
            "alt": f"Ảnh {number}",
            **fields,
        }
    )


def body(old: Story, new: Story) -> ListChange:
    found = compare(old, new).story.listing("body")
    assert found is not None
    return found


def told(segments: tuple[Segment, ...]) -> str:
    signs = {"same": "{}", "removed": "[{}]", "added": "<{}>", "restyled": "*{}*"}
    return "".join(signs[segment.op].format(segment.text) for segment in segments)


def line(change: ItemChange, name: str = "text") -> str:
    found = change.line(name)
    assert found is not None
    return told(found.segments)


def fates(listing: ListChange) -> list[str]:
    return [
        f"{entry.fate}{'*' if entry.altered and entry.fate in ('kept', 'moved') else ''}" for entry in listing.entries
    ]


def test_words_changed_inside_formatted_text() -> None:
    old = article(text(FIRST, "Có <b>bốn</b> nội dung <i>chính</i> được thảo luận."))
    new = article(text(FIRST, "Có <b>năm</b> nội dung <i>chính</i> được thảo luận."))
    same, changed = body(old, new).entries
    assert not same.changed
    assert line(changed) == "Có [bốn]<năm> nội dung chính được thảo luận."
    added = next(segment for segment in changed.lines[0].segments if segment.op == "added")
    assert added.new and added.new.marks == {"bold"}


def test_a_change_of_setting_alone_is_told() -> None:
    old = article(text('Họp tại <a href="https://a.example/">hội trường</a> lớn.'))
    new = article(text('Họp <b>tại</b> <a href="https://b.example/">hội trường</a> lớn.'))
    (changed,) = body(old, new).entries
    assert line(changed) == "Họp *tại* *hội trường* lớn."
    restyled = [segment for segment in changed.lines[0].segments if segment.op == "restyled"]
    assert restyled[0].new and restyled[0].new.marks == {"bold"}
    assert restyled[1].old and restyled[1].new
    assert (restyled[1].old.link, restyled[1].new.link) == ("https://a.example/", "https://b.example/")


def test_a_heading_that_was_a_paragraph() -> None:
    (changed,) = body(article(text(SECOND)), article(text(f"<h3>{SECOND}</h3>"))).entries
    assert line(changed, "form") == "[p]<h3>"


def test_a_paragraph_is_moved_added_and_removed() -> None:
    more = "Trước đó, các đoàn đã dâng hương tại đài tưởng niệm liệt sĩ."
    listing = body(article(text(FIRST, SECOND, THIRD)), article(text(FIRST, THIRD, more, SECOND)))
    assert fates(listing) == ["kept", "left", "kept", "added", "moved"]
    moved = listing.entries[-1]
    assert (moved.old_place, moved.new_place, moved.altered) == (1, 3, False)


def test_a_paragraph_is_moved_and_changed_at_once() -> None:
    changed = SECOND.replace("bốn", "năm")
    listing = body(article(text(SECOND, FIRST, THIRD)), article(text(FIRST, THIRD, changed)))
    assert fates(listing) == ["left", "kept", "kept", "moved*"]
    assert line(listing.entries[-1]) == "Các đại biểu thảo luận về [bốn]<năm> nội dung của dự thảo văn kiện."


def test_a_photo_set_between_two_paragraphs_changes_neither() -> None:
    old = article(text(FIRST, SECOND))
    new = article(text(FIRST), PhotoBlock(photo=photo()), text(SECOND))
    assert fates(body(old, new)) == ["kept", "added", "kept"]


def test_a_text_cut_in_two_says_so() -> None:
    listing = body(article(text(FIRST, SECOND)), article(text(FIRST), text(SECOND)))
    assert fates(listing) == ["kept", "kept*"]
    assert line(listing.entries[1], "new_block") == "<yes>"


def test_a_photo_with_other_words_and_another_crop_is_the_same_photo() -> None:
    old = article(PhotoBlock(photo=photo(caption="Quang cảnh", credit="Minh An")))
    new = article(PhotoBlock(photo=photo(caption="Quang cảnh phiên họp", credit="Thu Hà", focus=(1, 2, 30, 40))))
    (changed,) = body(old, new).entries
    assert line(changed, "caption") == "Quang cảnh< phiên họp>"
    assert line(changed, "credit") == "[Minh An]<Thu Hà>"
    assert line(changed, "crop") == "<1, 2, 30, 40>"


def test_another_lead_photo_takes_the_place_of_the_first() -> None:
    change = compare(article(lead_photo=photo(7)), article(lead_photo=photo(8))).story.listing("lead_photo")
    assert change is not None
    (entry,) = change.entries
    assert entry.fate == "kept" and entry.old and entry.new
    assert (entry.old.picture, entry.new.picture) == (photo(7), photo(8))


def test_photos_of_a_gallery_are_added_removed_and_moved() -> None:
    old = article(GalleryBlock(photos=(photo(1), photo(2), photo(3), photo(4))))
    new = article(GalleryBlock(photos=(photo(4), photo(1), photo(5), photo(3))))
    (gallery,) = body(old, new).entries
    photos = gallery.listing("photos")
    assert photos is not None
    assert sorted(fates(photos)) == ["added", "kept", "kept", "left", "moved", "removed"]


def test_a_cell_a_row_and_a_column_of_a_table() -> None:
    old = article(TableBlock(rows=(("Tổ", "Phiếu"), ("Tổ 1", "35"), ("Tổ 2", "40"), ("Tổ 3", "41"))))
    new = article(TableBlock(rows=(("Tổ", "Nữ", "Phiếu"), ("Tổ 1", "9", "36"), ("Tổ 3", "8", "41"))))
    (table,) = body(old, new).entries
    assert table.grid is not None
    assert [fate for fate, _old, _new in table.grid.columns] == ["kept", "added", "kept"]
    assert [row.fate for row in table.grid.rows] == ["kept", "kept", "removed", "kept"]
    assert [told(cell.segments) for cell in table.grid.rows[1].cells] == ["Tổ 1", "<9>", "[35]<36>"]
    assert table.grid.rows[0].cells[1].heading


def test_points_of_an_agenda_and_a_quotes_office() -> None:
    opening, report = AgendaItem(title="Chào cờ", time="8 giờ 00"), AgendaItem(title="Báo cáo chính trị")
    old = article(AgendaBlock(items=(opening, report)), QuoteBlock(text="Rõ việc.", name="Lụa", office="Phó Bí thư"))
    new = article(AgendaBlock(items=(opening,)), QuoteBlock(text="Rõ việc.", name="Lụa", office="Bí thư"))
    agenda, quote = body(old, new).entries
    items = agenda.listing("agenda")
    assert items is not None and fates(items) == ["kept", "removed"]
    assert line(quote, "office") == "[Phó ]Bí thư" or line(quote, "office") == "[Phó Bí]<Bí> thư"


def test_a_person_keeps_the_place_whatever_the_office() -> None:
    old = article(
        mentions=(Mention(person_id=1, name="Lụa", offices=("Phó Bí thư Thành ủy",)), Mention(person_id=2, name="An"))
    )
    new = article(
        mentions=(Mention(person_id=1, name="Lụa", offices=("Bí thư Thành ủy",)), Mention(person_id=3, name="An"))
    )
    change = compare(old, new).story.listing("mentions")
    assert change is not None
    assert fates(change) == ["kept*", "removed", "added"]


def test_the_same_version_has_no_difference() -> None:
    story = article(text(FIRST), PhotoBlock(photo=photo()))
    comparison: Comparison = compare(story, story)
    assert comparison.is_empty and not list(body(story, story).changes())
