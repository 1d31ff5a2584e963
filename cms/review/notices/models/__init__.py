from .notice import Notice, NoticeDelivery, Outgoing
from .preferences import NoticePreferences
from .telegram import TelegramAccount

__all__ = ["Notice", "NoticeDelivery", "NoticePreferences", "Outgoing", "TelegramAccount"]
