from .env import VAR_DIR, env

__all__ = [
    "DATA_UPLOAD_MAX_MEMORY_SIZE",
    "DATA_UPLOAD_MAX_NUMBER_FIELDS",
    "FILE_UPLOAD_PERMISSIONS",
    "MEDIA_ROOT",
    "MEDIA_URL",
    "PRIVATE_ROOT",
    "STATICFILES_DIRS",
    "STATIC_ROOT",
    "STATIC_URL",
    "STORAGES",
]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS: list[str] = []

# Nothing serves this folder: originals are private, and what a publication uses goes out through the photo desk's own view.
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/khong-cong-khai/"
FILE_UPLOAD_PERMISSIONS = 0o640

# Letters and notes that few of the newsroom may see: no view of uploads reaches this folder.
PRIVATE_ROOT = VAR_DIR / "private"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str("STATICFILES_STORAGE", default="whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = env.int("UPLOAD_FORM_BYTES", default=10 * 1024 * 1024)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
