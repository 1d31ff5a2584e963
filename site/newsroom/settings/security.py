from csp.constants import NONE, SELF

from .env import VAR_DIR, env
from .keys import key_from

__all__ = [
    "ALLOWED_HOSTS",
    "CONTENT_SECURITY_POLICY",
    "CSRF_COOKIE_SECURE",
    "CSRF_TRUSTED_ORIGINS",
    "DEBUG",
    "DEFAULT_EXCEPTION_REPORTER_FILTER",
    "PRODUCTION",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SECURE_CONTENT_TYPE_NOSNIFF",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "SECURE_REFERRER_POLICY",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_AGE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SECURE",
    "TRAIL_ADDRESS_DAYS",
    "TRAIL_HEADS",
    "TRAIL_KEY",
    "X_FRAME_OPTIONS",
]

PRODUCTION = env.bool("PRODUCTION", default=False)
"""Set on a server that the public reaches: what is unsafe there then refuses to start (`newsroom.checks`)."""

DEBUG = env.bool("DEBUG", default=False)
DEFAULT_EXCEPTION_REPORTER_FILTER = "newsroom.error_pages.NoVariables"
SECRET_KEY = key_from("SECRET_KEY", VAR_DIR / "keys" / "secret-key", required=PRODUCTION)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
TRAIL_KEY = key_from("TRAIL_KEY", VAR_DIR / "keys" / "trail-key", required=PRODUCTION)
"""The key of the trail's chain. It is kept outside the database: who can write the database can't forge the trail."""
TRAIL_HEADS = env.str("TRAIL_HEADS", default=str(VAR_DIR / "trail-heads.jsonl"))
"""Where the chain's head is noted from time to time; best on another disk or machine."""
TRAIL_ADDRESS_DAYS = env.int("TRAIL_ADDRESS_DAYS", default=365)
"""How long the trail can tell the network address from which somebody acted."""

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SECURE = PRODUCTION
# Previews in the admin's side panel are excepted by Wagtail itself.
X_FRAME_OPTIONS = "DENY"

# The public site: nothing from elsewhere, no inline script or style. The admin gets a looser one (`newsroom.policies`).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}
