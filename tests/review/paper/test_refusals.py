"""Who may not, and what is not taken."""

import io
import zipfile

import pytest
from django.test import Client

from cms.articles.models import ArticlePage, SectionPage
from cms.review.comments.models import Comment
from cms.review.paper.models import Paper, PaperReading
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import draft, make_user, sign_in
from tests.review.paper import scene

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["nobody", "another reporter", "administrator of no desk"])
def test_the_ladder(article: ArticlePage, who: str) -> None:
    client = Client()
    if who != "nobody":
        sign_in(client, make_user(Role.REPORTER if who == "another reporter" else Role.COORDINATOR))
    answers = [client.get(scene.url("paper", article))]
    answers += [client.post(scene.url(name, article)) for name in ("print", "bring_back", "accept", "reject")]
    assert all(answer.status_code in (302, 403) for answer in answers)
    assert all("trinh-duyet" not in answer.get("Location", "").partition("?")[0] for answer in answers)
    assert not Paper.objects.exists()


def test_who_may_only_look_decides_nothing(article: ArticlePage, author: User) -> None:
    watcher = make_user(Role.PHOTO_EDITOR)
    data = scene.edited(scene.printed(article, watcher), lambda root: scene.replace(root, "31.200", "31.250"))
    scene.brought_back(article, watcher, data)
    (change,) = scene.changes(article)
    client = sign_in(Client(), watcher)
    screen = client.get(scene.url("paper", article))
    assert scene.url("accept", article) not in screen.content.decode()
    sent = {"change": change.pk, "digest": screen.context["screen"].digest}
    client.post(scene.url("accept", article), sent)
    client.post(scene.url("reject", article), sent)
    assert scene.changes(article)[0].is_open


def test_a_foreign_paper_is_refused_in_one_sentence(section: SectionPage, article: ArticlePage, author: User) -> None:
    other = draft(section, author, title="Bài khác")
    data = scene.printed(other, author)
    assert "bài khác" in scene.said(scene.brought_back(article, author, data))
    Paper.objects.all().delete()
    assert "không khớp" in scene.said(scene.brought_back(other, author, data))
    nothing = io.BytesIO()
    with zipfile.ZipFile(nothing, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{scene.W}"><w:body/></w:document>')
    assert "không có mã" in scene.said(scene.brought_back(article, author, nothing.getvalue()))
    assert "damaged" not in scene.said(scene.brought_back(article, author, b"PK nothing"))
    assert "docx" in scene.said(scene.brought_back(article, author, b"abc", "bai.txt"))
    assert not PaperReading.objects.exists()


def test_entities_are_never_opened(article: ArticlePage, author: User) -> None:
    data = scene.edited(
        scene.printed(article, author),
        lambda root: None,
        word__comments2=b"",
        **{"word__comments.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'},
    )
    assert "XML" in scene.said(scene.brought_back(article, author, data))
    assert not PaperReading.objects.exists()


@pytest.mark.parametrize(
    ("remarks", "told"),
    [([("Lê Thị Xem", "?")] * 201, "201 góp ý"), ([("Lê Thị Xem", "chữ " * 60_000)], "ký tự")],
)
def test_a_paper_full_of_comments_is_refused_in_one_sentence(
    article: ArticlePage, author: User, remarks: list[tuple[str, str]], told: str
) -> None:
    parts = {"word__comments.xml": scene.comments(*remarks)}
    data = scene.edited(scene.printed(article, author), lambda root: None, **parts)
    assert told in scene.said(scene.brought_back(article, author, data))
    assert not PaperReading.objects.exists()
    assert not Comment.objects.exists()


def test_the_same_file_is_read_once_and_the_trail_tells_each_act(article: ArticlePage, author: User) -> None:
    data = scene.edited(scene.printed(article, author), lambda root: scene.replace(root, "31.200", "31.250"))
    scene.brought_back(article, author, data)
    assert "đã được đọc" in scene.said(scene.brought_back(article, author, data))
    scene.decide("accept", article, author, *scene.changes(article))
    acts = Entry.objects.filter(action__startswith="paper.").order_by("number").values_list("action", flat=True)
    assert list(acts) == ["paper.printed", "paper.read", "paper.accepted"]
    assert not Entry.objects.filter(data__contains="31.250").exists()
