from pathlib import Path

from django.utils.translation import gettext_lazy as _

__all__ = [
    "FORMAT_MODULE_PATH",
    "LANGUAGES",
    "LANGUAGE_CODE",
    "LANGUAGE_COOKIE_AGE",
    "LANGUAGE_COOKIE_NAME",
    "LANGUAGE_COOKIE_SAMESITE",
    "LOCALE_PATHS",
    "TIME_ZONE",
    "USE_I18N",
    "USE_TZ",
    "WAGTAIL_CONTENT_LANGUAGES",
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
# What a reader chose by hand; the only cookie of the public pages.
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
USE_I18N = True
FORMAT_MODULE_PATH = ["newsroom.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Earlier paths win. The catalogues for Wagtail and allauth stand in for their own incomplete Vietnamese ones.
LOCALE_PATHS = [
    Path(__file__).resolve().parents[1] / "locale" / name
    for name in ("newsroom", "wagtail_admin", "wagtail", "allauth")
]
