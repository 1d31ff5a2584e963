"""The pages of a member's own notices: the list, the way to what a notice is about, the linking of Telegram."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.models import Page

from cms.staff.models import User
from cms.text.dates import full_moment

from .actions import mark_all_read, mark_read
from .models import Notice, TelegramAccount
from .queries import Key, page_of, unread_count
from .telegram.bot import Bot
from .telegram.linking import CODE_WITHIN, chat_address, offer_code, unlink
from .words import medium_label, sentence_of, target_of


@never_cache
@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    """The member's notices, newest first."""
    user = _member(request)
    unread = request.GET.get("unread") == "1"
    notices, further = page_of(user, Key.parse(request.GET.get("after", "")), unread=unread)
    context = {
        "notices": [_shown(notice) for notice in notices],
        "unread": unread,
        "unread_count": unread_count(user),
        "until": timezone.now().isoformat(),
        "further": str(further) if further else "",
        "account_url": reverse("wagtailadmin_account") + "#tab-notifications",
        "header_title": _("My notices"),
        "header_icon": "newsroom-bell",
        "breadcrumbs_items": [{"url": "", "label": _("My notices")}],
    }
    return TemplateResponse(request, "admin/notices/list.html", context)


@never_cache
@require_GET
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks the notice as read and leads to what it is about."""
    notice = mark_read(_member(request), pk)
    if notice is None:
        # Kept for a while only, and shown to nobody else.
        messages.warning(request, _("This notice is not there any more, or is not yours."))
        return redirect("notices:list")
    target = target_of(notice)
    if notice.page_id and target and not Page.objects.filter(pk=notice.page_id).exists():
        messages.warning(request, _("The page has been deleted since."))
        target = ""
    return redirect(target or "notices:list")


@require_POST
def read_notice(request: HttpRequest, pk: int) -> HttpResponse:
    if mark_read(_member(request), pk) is None:
        raise Http404
    return _back(request)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Marks as read what stood in the list when it was shown."""
    try:
        until = dt.datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError as error:
        raise Http404 from error
    count = mark_all_read(_member(request), until if until.tzinfo else until.replace(tzinfo=dt.UTC))
    told = ngettext("%(count)d notice marked as read.", "%(count)d notices marked as read.", count)
    messages.success(request, told % {"count": count})
    return _back(request)


@never_cache
def telegram(request: HttpRequest) -> HttpResponse:
    """Links the member's Telegram: gives a code, shown this once; unlinks it."""
    user = _member(request)
    code = ""
    if request.method == "POST" and request.POST.get("act") == "unlink":
        unlink(user)
        messages.success(request, _("Your Telegram account is not linked any more."))
        return redirect("notices:telegram")
    if request.method == "POST" and Bot.is_set_up():
        code = offer_code(user)
    account = TelegramAccount.objects.filter(user=user).first()
    context = {
        "set_up": Bot.is_set_up(),
        "account": account,
        "linked": bool(account and account.chat_id is not None),
        "linked_moment": full_moment(account.linked_at) if account and account.linked_at else "",
        "code": code,
        "bot": settings.TELEGRAM_STAFF_BOT_NAME,
        "address": chat_address(code) if code else "",
        "minutes": int(CODE_WITHIN.total_seconds() // 60),
        "header_title": "Telegram",
        "header_icon": "newsroom-bell",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_account") + "#tab-notifications", "label": _("Account")},
            {"url": "", "label": "Telegram"},
        ],
    }
    return TemplateResponse(request, "admin/notices/telegram.html", context)


def _shown(notice: Notice) -> dict[str, Any]:
    failed = [
        {"medium": medium_label(row.medium), "state": row.delivery.get_state_display()}
        for row in notice.outgoing.all()
        if row.delivery is not None
    ]
    return {
        "row": notice,
        "sentence": sentence_of(notice),
        "leads_on": bool(target_of(notice)),
        "moment": full_moment(notice.made_at),
        "failed": failed,
    }


def _back(request: HttpRequest) -> HttpResponse:
    address = reverse("notices:list")
    return redirect(f"{address}?unread=1" if request.POST.get("unread") == "1" else address)


def _member(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
