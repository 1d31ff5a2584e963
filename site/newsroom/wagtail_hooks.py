from typing import Any

from django.http import HttpRequest
from wagtail import hooks


@hooks.register("construct_main_menu")
def leave_out_help(request: HttpRequest, menu_items: list[Any]) -> None:
    """Wagtail's help leads to English pages elsewhere, for those who build sites; the newsroom's stands beside each field."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]
