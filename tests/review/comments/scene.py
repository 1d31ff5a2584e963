"""What members do with comments, through the addresses that their browsers use."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage
from cms.review.comments.models import Comment
from cms.staff.models import User
from tests.factories.newsroom import sign_in

PASSAGE = "bốn nội dung"


def comments_url(page: ArticlePage) -> str:
    return reverse("review_comments:list", args=[page.pk])


def screen(user: User, page: ArticlePage) -> str:
    """The page of the comments as the user reads it."""
    response = sign_in(Client(), user).get(comments_url(page))
    assert response.status_code == 200, response
    return response.content.decode()


def say(page: ArticlePage, user: User, text: str = "Kiểm tra lại.", **sent: Any) -> Comment:
    """The user comments on the draft; of a ``quote`` the browser sends more."""
    response = post("make", page.pk, user, text=text, **sent)
    assert response.status_code == 302, response.content.decode()
    return Comment.objects.latest("pk")


def act(name: str, comment: Comment, user: User, **sent: Any) -> HttpResponse:
    return post(name, comment.pk, user, **sent)


def post(name: str, pk: int, user: User | None, **sent: Any) -> HttpResponse:
    client = sign_in(Client(), user) if user else Client()
    return client.post(reverse(f"review_comments:{name}", args=[pk]), sent)
