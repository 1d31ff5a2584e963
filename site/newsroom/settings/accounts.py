from .env import env

__all__ = [
    "ACCOUNT_ADAPTER",
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS",
    "ACCOUNT_EMAIL_VERIFICATION",
    "ACCOUNT_FORMS",
    "ACCOUNT_LOGIN_METHODS",
    "ACCOUNT_LOGOUT_ON_GET",
    "ACCOUNT_RATE_LIMITS",
    "ACCOUNT_SESSION_REMEMBER",
    "ACCOUNT_SIGNUP_FIELDS",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "AUTHENTICATION_BACKENDS",
    "AUTH_PASSWORD_VALIDATORS",
    "AUTH_USER_MODEL",
    "LOGIN_REDIRECT_URL",
    "LOGIN_URL",
    "LOGOUT_REDIRECT_URL",
    "MFA_ADAPTER",
    "MFA_ALLOW_UNVERIFIED_EMAIL",
    "MFA_SUPPORTED_TYPES",
    "MFA_TOTP_ISSUER",
    "PASSWORD_HASHERS",
    "WAGTAILADMIN_LOGIN_URL",
]

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LOGIN_URL = "account_login"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "account_login"

# Accounts are made by an administrator: nobody signs up.
ACCOUNT_ADAPTER = "newsroom.accounts.StaffOnlyAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_LOGOUT_ON_GET = False
# A session ends after SESSION_COOKIE_AGE, for everybody.
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"reset_password": "newsroom.password_reset.ResetPasswordForm"}
# Whoever types a stranger's address into the password form must not make us write to that stranger.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Failed attempts are counted in the cache that all processes share, by the address of the reader and by the name tried.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/ip,5/5m/key", "login": "60/m/ip"}

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Toa soan"
MFA_ADAPTER = "newsroom.accounts.SecondFactorAdapter"
# Addresses come from the administrator who made the account.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# Behind a proxy of ours, the reader's address is the last one that the proxy wrote into X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=False) else 0
