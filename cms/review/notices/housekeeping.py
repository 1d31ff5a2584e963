"""What the newsroom forgets of notices: they tell who did what when, and are needed for weeks, not for years."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .models import Notice, NoticeDelivery, TelegramAccount

BATCH = 500
"""Rows deleted in one transaction."""


def forget_old() -> bool:
    """Deletes notices and their deliveries after ``NOTICE_KEEP_DAYS``, and codes that were never used. Called by the worker;
    whether there may be more."""
    now = timezone.now()
    before = now - dt.timedelta(days=settings.NOTICE_KEEP_DAYS)
    with transaction.atomic():
        old = list(Notice.objects.filter(made_at__lt=before).order_by("made_at").values_list("pk", flat=True)[:BATCH])
        Notice.objects.filter(pk__in=old).delete()
        empty = NoticeDelivery.objects.filter(outgoing=None, created_at__lt=before).values_list("pk", flat=True)
        NoticeDelivery.objects.filter(pk__in=list(empty[:BATCH])).delete()
        TelegramAccount.objects.filter(chat_id=None, code_until__lt=now).delete()
        TelegramAccount.objects.filter(code_until__lt=now).update(code_digest="", code_until=None)
    return len(old) == BATCH
