"""Comments in the admin: the draft as a text with its comments beside it, and the acts. Each act answers a script with the list
as it stands then, and a plain form by leading back to the page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.publication.pages import ReviewedPage
from cms.staff.signed_in import member_of

from ..errors import ReviewRefused
from ..of_page import OfPageMixin, page_for
from . import actions
from .anchors import CONTEXT, Anchor
from .mentions import members_to_mention, mentioned_in
from .models import Comment
from .permissions import user_can_comment
from .reading import Part
from .shown import Screen


class CommentsView(OfPageMixin, TemplateView):
    """The draft as it reads, its comments, and a form for another."""

    template_name = "admin/review/comments/page.html"
    page_title = pgettext_lazy("comments", "Comments")
    header_icon = "comment"
    may = staticmethod(user_can_comment)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        screen = Screen(self.page, self.request.user)
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "screen": screen,
            "marked": kwargs.get("marked") or _asked_for(screen.parts, self.request),
            "may_edit": self.page.permissions_for_user(self.request.user).can_edit(),
        }


def _asked_for(parts: list[Part], request: HttpRequest) -> Anchor | None:
    """The passage that the address names (``?part=body&start=10&end=30``): so a passage is chosen without a script."""
    asked = request.GET
    part = next((part for part in parts if part.name == asked.get("part")), None)
    if part is None or not (asked.get("start", "").isdecimal() and asked.get("end", "").isdecimal()):
        return None
    start, end = int(asked["start"]), int(asked["end"])
    if not 0 <= start < end <= len(part.text):
        return None
    return Anchor.marked(part.name, part.text[start:end], part.text[:start][-CONTEXT:], part.text[end:][:CONTEXT])


def threads(request: HttpRequest, page_id: int) -> HttpResponse:
    """The list alone, for a script that keeps it in step."""
    return _answer(request, page_for(request.user, page_id, user_can_comment, ReviewedPage))


def members(request: HttpRequest, page_id: int) -> JsonResponse:
    """Whom one may mention, by the beginning of a name."""
    page = page_for(request.user, page_id, user_can_comment, ReviewedPage)
    found = members_to_mention(page, request.GET.get("q", "")[:80], member_of(request))
    return JsonResponse({"members": [{"username": user.get_username(), "name": str(user)} for user in found]})


@require_POST
def make(request: HttpRequest, page_id: int) -> HttpResponse:
    page = page_for(request.user, page_id, user_can_comment, ReviewedPage)
    sent = request.POST
    passage = Anchor.marked(*(sent.get(name, "") for name in ("part", "quote", "before", "after")))
    text = sent.get("text", "")

    def act() -> Comment:
        return actions.make_comment(
            page,
            member_of(request),
            text,
            blocking=bool(sent.get("blocking")),
            passage=passage,
        )

    return _acted(request, page, act, pgettext("comments", "The comment was sent."), text, marked=passage)


@require_POST
def answer(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment, page = _comment(request, comment_id)
    text = request.POST.get("text", "")

    def act() -> Comment:
        return actions.answer_comment(comment, member_of(request), text).comment

    return _acted(request, page, act, pgettext("comments", "The answer was sent."), text, answered=comment.pk)


@require_POST
def resolve(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment, page = _comment(request, comment_id)

    def act() -> Comment:
        return actions.resolve_comment(comment, member_of(request))

    return _acted(request, page, act, pgettext("comments", "The comment counts as resolved now."))


@require_POST
def reopen(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment, page = _comment(request, comment_id)

    def act() -> Comment:
        return actions.reopen_comment(comment, member_of(request))

    return _acted(request, page, act, pgettext("comments", "The comment is open again."))


@require_POST
def delete(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment, page = _comment(request, comment_id)

    def act() -> None:
        actions.delete_comment(comment, member_of(request))

    return _acted(request, page, act, pgettext("comments", "The comment was taken back."))


def _comment(request: HttpRequest, comment_id: int) -> tuple[Comment, ReviewedPage]:
    comment = get_object_or_404(Comment, pk=comment_id)
    return comment, page_for(request.user, comment.page_id, user_can_comment, ReviewedPage)


def _acted(
    request: HttpRequest, page: ReviewedPage, act: Callable[[], Comment | None], done: str, text: str = "", **kept: Any
) -> HttpResponse:
    """Does it, and says what came of it. Where it is refused, what was typed stands in its form again, as ``kept`` says."""
    try:
        comment = act()
    except ReviewRefused as refusal:
        if _by_script(request):
            return JsonResponse({"message": str(refusal)}, status=422)
        messages.error(request, str(refusal))
        if not text:
            return redirect("review_comments:list", page.pk)
        view = CommentsView()
        view.setup(request, page_id=page.pk)
        view.page = page
        return view.render_to_response(view.get_context_data(text=text, **kept), status=422)
    unknown = mentioned_in(text, page)[1] if text else []
    if unknown:
        done += " " + _nobody_told(unknown)
    if _by_script(request):
        return _answer(request, page, message=done, comment=comment.pk if comment else None)
    messages.success(request, done)
    address = reverse("review_comments:list", args=[page.pk])
    return redirect(f"{address}#comment-{comment.pk}" if comment else address)


def _nobody_told(names: list[str]) -> str:
    return ngettext(
        "Nobody was told of %(names)s: no member of that name may see the draft.",
        "Nobody was told of %(names)s: no members of these names may see the draft.",
        len(names),
    ) % {"names": ", ".join(f"@{name}" for name in names)}


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest"


def _answer(request: HttpRequest, page: ReviewedPage, **more: Any) -> JsonResponse:
    screen = Screen(page, request.user)
    html = render_to_string("admin/review/comments/threads.html", {"screen": screen, "page": page}, request=request)
    return JsonResponse({"html": html, "open": len(screen.open), "blocking": screen.blocking, **more})
