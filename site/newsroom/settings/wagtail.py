from .env import env
from .languages import TIME_ZONE

__all__ = [
    "PAPER_MAX_BYTES",
    "PUBLIC_BASE_URL",
    "SECURITY_CONTACT",
    "TAGGIT_CASE_INSENSITIVE",
    "TAGGIT_STRING_FROM_TAGS",
    "TAGGIT_TAGS_FROM_STRING",
    "WAGTAILADMIN_BASE_URL",
    "WAGTAILADMIN_COMMENTS_ENABLED",
    "WAGTAILADMIN_PERMITTED_LANGUAGES",
    "WAGTAILDOCS_DOCUMENT_FORM_BASE",
    "WAGTAILDOCS_DOCUMENT_MODEL",
    "WAGTAILDOCS_EXTENSIONS",
    "WAGTAILDOCS_SERVE_METHOD",
    "WAGTAILEMBEDS_FINDERS",
    "WAGTAILIMAGES_EXTENSIONS",
    "WAGTAILIMAGES_IMAGE_FORM_BASE",
    "WAGTAILIMAGES_IMAGE_MODEL",
    "WAGTAILIMAGES_MAX_IMAGE_PIXELS",
    "WAGTAILIMAGES_MAX_UPLOAD_SIZE",
    "WAGTAILSEARCH_BACKENDS",
    "WAGTAIL_ALLOW_UNICODE_SLUGS",
    "WAGTAIL_AUTOSAVE_INTERVAL",
    "WAGTAIL_DATETIME_FORMAT",
    "WAGTAIL_DATE_FORMAT",
    "WAGTAIL_ENABLE_UPDATE_CHECK",
    "WAGTAIL_ENABLE_WHATS_NEW_BANNER",
    "WAGTAIL_FINISH_WORKFLOW_ACTION",
    "WAGTAIL_GRAVATAR_PROVIDER_URL",
    "WAGTAIL_PASSWORD_RESET_ENABLED",
    "WAGTAIL_SITE_NAME",
    "WAGTAIL_USER_TIME_ZONES",
    "WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH",
    "WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT",
]

PUBLIC_BASE_URL: str = env.str("PUBLIC_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
"""Scheme and host under which the public reads the site; links in mails and feeds begin with it."""

SECURITY_CONTACT: str = env.str("SECURITY_CONTACT", default="")
"""Who takes reports of weaknesses, in ``/.well-known/security.txt``: an address of mail, or of a page. Else the imprint's."""

WAGTAIL_SITE_NAME = "Tòa soạn"
WAGTAILADMIN_BASE_URL = env.str("ADMIN_BASE_URL", default=PUBLIC_BASE_URL).rstrip("/")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
# Everybody reads and writes the hours of the newsroom's own place.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# What the date pickers of the admin write; `newsroom.formats` reads it back.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
# The password pages are allauth's, which limit attempts.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# No request of the admin leaves the newsroom.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

# A pause in typing after which the draft is saved, in milliseconds: every save of a submitted version is a revision of its own.
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.review.finish.seal_on_finish"
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False

WAGTAILIMAGES_IMAGE_MODEL = "media.Photo"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Paper"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PhotoForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.PaperForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.int("UPLOAD_PHOTO_BYTES", default=40 * 1024 * 1024)
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 120_000_000
PAPER_MAX_BYTES = env.int("UPLOAD_PAPER_BYTES", default=50 * 1024 * 1024)
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS = [{"class": "wagtail.embeds.finders.oembed", "providers": []}]

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}}
# The review has comments of its own: `cms.review.comments`.
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "newsroom.tag_input.names_in"
TAGGIT_STRING_FROM_TAGS = "newsroom.tag_input.text_of"
