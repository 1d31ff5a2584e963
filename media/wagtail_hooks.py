from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from wagtail import hooks
from wagtail.admin import messages
from wagtail.images.image_operations import TransformOperation
from wagtail.images.rect import Rect

from . import admin_views, queries
from .models.fixed import FixedFile
from .receivers import in_use_sentence


# Before Wagtail's own addresses, of which four are answered here.
@hooks.register("register_admin_urls", order=-1)
def photo_desk_urls() -> list[Any]:
    return [
        path("images/<int:image_id>/delete/", admin_views.PhotoDelete.as_view()),
        path("documents/delete/<int:document_id>/", admin_views.PaperDelete.as_view()),
        path("images/usage/<int:image_id>/", admin_views.PhotoUsage.as_view()),
        path("documents/usage/<int:document_id>/", admin_views.PaperUsage.as_view()),
        path("images/<int:image_id>/rights/", admin_views.WithdrawRights.as_view(), name="photo_withdraw_rights"),
    ]


@hooks.register("before_bulk_action")
def keep_what_is_used(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponseBase | None:
    used = [record for record in objects if isinstance(record, FixedFile) and queries.is_in_use(record)]
    if action_type != "delete" or not used:
        return None
    for record in used:
        messages.error(request, in_use_sentence(record))
    return redirect(action.next_url)


class BoxOperation(TransformOperation):
    """``box-LEFT-TOP-RIGHT-BOTTOM``: a part of a photo, by which renditions of posts are kept."""

    def construct(self, *edges: str) -> None:
        self.edges = tuple(map(int, edges))

    def run(self, transform: Any, image: Any) -> Any:
        return transform.crop(Rect(*self.edges))


@hooks.register("register_image_operations")
def parts_of_photos() -> list[tuple[str, type[TransformOperation]]]:
    return [("box", BoxOperation)]
