"""People and sessions first, names put right, suggestions: all from what is public, and gone with it."""

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cms.publication.story import DelegateRow, Topic
from reader.models import SearchGram, SearchName
from reader.search.meant import _distance
from tests.factories.reader import (
    paragraph,
    publish,
    publish_article,
    publish_frame,
    publish_person,
    publish_session,
    withdraw,
)
from tests.reader.test_search import found, results, suggested

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]

LUA = "Trần Thị Lụa"


def boxes(client: Client, query: str, **filters: str) -> list[str]:
    """Addresses of the persons and sessions that stand before the results."""
    page = results(client, query, **filters)
    box = re.search(r'<ul class="named">(.*?)</ul>', page, re.DOTALL)
    return re.findall(r'<h2><a href="([^"]+)"', box[1]) if box else []


def meant(client: Client, query: str) -> str:
    """What is asked to have been meant; empty where nothing is."""
    match = re.search(r'<p class="meant">Có phải ý bạn là <a href="[^"]+">(.*?)</a>', results(client, query))
    return match[1] if match else ""


def instead(client: Client, query: str) -> str:
    """What is searched for in place of what finds nothing."""
    match = re.search(r'Đây là kết quả cho <a href="[^"]+">(.*?)</a>', results(client, query))
    return match[1] if match else ""


@pytest.mark.parametrize(
    "query", ["tran thi lua", "Trần Thị Lụa", "đồng chí Trần Thị Lụa", "thị lụa", '"Trần Thị Lụa"', "Lụa"]
)
def test_a_person_stands_before_what_is_written_about_them(client: Client, query: str) -> None:
    person = publish_person(publish_frame(), name=LUA).path
    articles = [publish_article(f"{LUA} thăm phường số {number}").path for number in range(3)]
    assert boxes(client, query) == [person]
    assert set(found(client, query)) == {person, *articles}


def test_a_session_stands_before_what_is_written_about_it(client: Client) -> None:
    session = publish_session(publish_frame(), 4).path
    publish_article("Phiên trù bị 4 bắt đầu lúc nào")
    assert boxes(client, "phiên trù bị 4") == boxes(client, "phien tru bi") == [session]


def test_what_only_mentions_is_no_name(client: Client) -> None:
    frame = publish_frame()
    publish_person(frame, name=LUA)
    publish_session(frame, delegates=(DelegateRow(name="Ma Khánh Toàn"),))
    assert boxes(client, "ma khanh toan") == []
    assert boxes(client, "trần thị lụa phó bí thư") == []
    assert boxes(client, "trần lụa") == []
    assert boxes(client, "tran thi lua", loai="bai-viet") == []


def test_a_word_that_many_names_have_names_nobody(client: Client) -> None:
    frame = publish_frame()
    for number in range(5):
        publish_person(frame, number + 1, name=f"Lê Số{number} Mai")
    assert boxes(client, "mai") == []
    assert len(found(client, "mai")) == 5


def test_of_two_names_that_differ_in_marks_the_typed_one_is_first(client: Client) -> None:
    frame = publish_frame()
    peace, other = publish_person(frame, 1, name="Lê Văn Hòa").path, publish_person(frame, 2, name="Lê Văn Họa").path
    assert boxes(client, "Lê Văn Hoà") == [peace, other]
    assert boxes(client, "Lê Văn Họa") == [other, peace]
    assert set(boxes(client, "le van hoa")) == {peace, other}


@pytest.mark.parametrize(
    "query", ["Tran Thi Luaa", "Trần Thị Lụ", "Tran Thii Lua", "trna thi lua", "Trần Thj Lụa", "tranthi lua"]
)
def test_a_letter_that_is_wrong_is_put_right(client: Client, query: str) -> None:
    person = publish_person(publish_frame(), name=LUA).path
    publish_article("Bài không liên quan")
    assert instead(client, query) == LUA
    assert boxes(client, query) == [person]


def test_other_words_stay_as_they_were_typed(client: Client) -> None:
    publish_person(publish_frame(), name=LUA)
    article = publish_article(f"{LUA} thăm bếp ăn").path
    assert instead(client, "Trần Thị Luạaa thăm bếp") == f"{LUA} thăm bếp"
    assert article in found(client, "Trần Thị Luạaa thăm bếp")


@pytest.mark.parametrize("query", ["Trần Thị Lúa", "Tràn Thị Lụa"])
def test_marks_that_are_wrong_are_put_right_beside_what_is_found(client: Client, query: str) -> None:
    person = publish_person(publish_frame(), name=LUA).path
    assert meant(client, query) == LUA
    assert boxes(client, query) == [person]


def test_a_name_nearly_typed_stands_first_where_the_words_are_found_apart(client: Client) -> None:
    person = publish_person(publish_frame(), name="Trịnh Văn Gạo").path
    for number in range(4):
        publish_article(f"Gặp mặt {number}", blocks=(paragraph("Ông Trịnh Hoài và anh Văn Sơn gặp bà con."),))
    assert meant(client, "Trịnh Văn Gạp") == "Trịnh Văn Gạo"
    assert found(client, "Trịnh Văn Gạp")[0] == person
    assert len(found(client, "Trịnh Văn Gạp")) == 5


@pytest.mark.parametrize(
    "query", ["tran thi lua", "Trần Thị Lụa", "Trần Thị", "thị lụa thăm", "bếp ăn", "lụa", "la", "Nguyễn Văn Bình"]
)
def test_what_is_right_is_not_put_right(client: Client, query: str) -> None:
    publish_person(publish_frame(), name=LUA)
    publish_article(f"{LUA} thăm bếp ăn")
    assert meant(client, query) == instead(client, query) == ""


def test_topics_and_sessions_are_put_right_too(client: Client) -> None:
    publish_session(publish_frame(), 4)
    publish_article("Cảng cá", topics=(Topic(slug="bien", name="Kinh tế biển"),))
    assert instead(client, "kihn te bien") == "Kinh tế biển"
    assert instead(client, "phiêm trù bị") == "Phiên trù bị"


def test_names_go_with_their_page(client: Client) -> None:
    frame = publish_frame()
    person = publish_person(frame, name=LUA)
    one = publish_article("Cảng cá", topics=(Topic(slug="bien", name="Kinh tế biển"),))
    two = publish_article("Cảng gió", topics=(Topic(slug="bien", name="Kinh tế biển xanh"),))
    assert set(SearchName.objects.values_list("list", "name")) == {
        ("person:1", LUA),
        ("topic:bien", "Kinh tế biển xanh"),
    }
    withdraw(two)
    assert SearchName.objects.get(list="topic:bien").name == "Kinh tế biển"
    withdraw(one)
    withdraw(person)
    assert not SearchName.objects.exists() and not SearchGram.objects.exists()
    assert instead(client, "Tran Thi Luaa") == ""


def test_a_new_name_takes_the_place_of_the_old_one(client: Client) -> None:
    person = publish_person(publish_frame(), name=LUA)
    story = person.current.story
    details = story.details.model_copy(update={"name": "Trần Thị Ngọc"})
    publish(story.model_copy(update={"headline": "Trần Thị Ngọc", "details": details}), person.path)
    assert instead(client, "Tran Thi Luaa") == ""
    assert instead(client, "Tran Thi Ngocj") == "Trần Thị Ngọc"


def test_suggestions_have_people_and_sessions_first_then_topics(client: Client) -> None:
    frame = publish_frame()
    article = publish_article("Phiên chợ biển", topics=(Topic(slug="phien-dich", name="Phiên dịch"),)).path
    session, person = publish_session(frame, 4).path, publish_person(frame, name="Lê Phiên").path
    offered = client.get("/tim-kiem/goi-y.json", {"q": "phi"}).json()["suggestions"]
    assert [item["url"] for item in offered] == [session, person, "/chu-de/phien-dich/", article]
    assert [item["kind"] for item in offered] == ["Phiên họp", "Nhân vật", "Chủ đề", "Bài viết"]


def test_suggestions_prefer_the_marks_that_were_typed(client: Client) -> None:
    peace, other = publish_article("Hòa giải viên").path, publish_article("Họa sĩ").path
    assert suggested(client, "hò") == [peace, other]
    assert suggested(client, "hoà") == [peace, other]
    assert suggested(client, "hoạ") == [other, peace]


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_distance_is_the_same_from_both_sides_and_within_its_bound(one: str, other: str) -> None:
    distance = _distance(one, other, 20)
    assert distance == _distance(other, one, 20)
    assert (distance == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance <= max(len(one), len(other))
    assert min(_distance(one, other, 2), 3) == min(distance, 3)


def test_the_distance_counts_what_fingers_do() -> None:
    assert [_distance("lua", typed, 3) for typed in ("lua", "luaa", "lu", "lia", "lau", "xyz")] == [0, 1, 1, 1, 1, 3]
