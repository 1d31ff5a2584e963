from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .account_panel import SignInPanel
from .guide import GuideView
from .start import StartPanel
from .tag_input import use_everywhere

use_everywhere()


@hooks.register("register_admin_urls")
def guide_urls() -> list[URLPattern]:
    return [path("huong-dan/", GuideView.as_view(), name="newsroom_guide")]


@hooks.register("construct_main_menu")
def leave_out_help(request: HttpRequest, menu_items: list[Any]) -> None:
    """Wagtail's help leads to English pages elsewhere, for those who build sites; the newsroom has a guide of its own."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]


@hooks.register("register_admin_menu_item")
def guide_menu_item() -> MenuItem:
    return MenuItem(_("Guide"), reverse("newsroom_guide"), name="guide", icon_name="help", order=11_000)


@hooks.register("construct_homepage_panels")
def begin_with(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(StartPanel(request))


@hooks.register("register_account_settings_panel")
def sign_in_panel(request: HttpRequest, user: Any, profile: Any) -> SignInPanel:
    return SignInPanel(request, user, profile)


@hooks.register("insert_global_admin_css")
def own_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/admin.css"))


@hooks.register("insert_global_admin_js")
def typed_dates_stay() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("newsroom/dates.js"))


@hooks.register("insert_global_admin_js")
def typed_words_are_saved() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("newsroom/autosave.js"))
