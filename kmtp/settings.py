"""Settings for every place KMTP runs in: what differs comes from the environment (``kmtp.env``)."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from kmtp import env

BASE_DIR = Path(__file__).resolve().parent.parent
ENV = env.load(os.environ)
DEMO: bool = ENV["DEMO"]
DEBUG: bool = ENV["DEBUG"]
SITE_URL: str = ENV["SITE_URL"]
ALLOWED_HOSTS: list[str] = ENV["ALLOWED_HOSTS"]
SECRET_KEY: str = ENV["SECRET_KEY"] or ("demo-only-" * 5 if DEMO or DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to 50 random characters, or DEMO=on to try the system out.")

INSTALLED_APPS = [
    "django.forms",
    "kmtp.ui",
    "kmtp.partnership",
    "kmtp.mail",
    "kmtp.accounts",
    "kmtp.audit",
    "educators",
    "placements",
    "forums",
    "evaluations",
    "time_audit",
    "kmtp.reports",
    "kmtp.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_tables2",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "kmtp.accounts.middleware.PrivateByDefault",
    "kmtp.accounts.middleware.SecondFactor",
    "kmtp.audit.middleware.Trail",
    "kmtp.ui.middleware.Downloads",
    "kmtp.ui.middleware.Refusals",
]

ROOT_URLCONF = "kmtp.urls"
WSGI_APPLICATION = "kmtp.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kmtp.navigation.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_ALLOWED_TEMPLATE_PACKS = "govuk"
DJANGO_TABLES2_TEMPLATE = "ui/table.html"

# A connection is kept and checked: opening one for each request costs 8 to 9 ms a page.
DATABASES = {
    "default": {
        **env.database(ENV["DATABASE_URL"]),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": ENV["DATABASE_NAME_IN_TESTS"] or None},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Two seconds: a broker or cache that hangs must not hang a page.
REDIS_TIMEOUTS = {"socket_timeout": 2, "socket_connect_timeout": 2}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.cache(ENV["REDIS_URL"]),
        "OPTIONS": REDIS_TIMEOUTS,
    },
    # What a list counted (kmtp.ui.remembered); a minute, because the land in the cache above has no name in the data.
    "remembered": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
CELERY_BROKER_URL = env.broker(ENV["REDIS_URL"])
CELERY_BROKER_TRANSPORT_OPTIONS = {**REDIS_TIMEOUTS, "visibility_timeout": 3600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.5}
CELERY_TIMEZONE = "Europe/London"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
DATE_FORMAT = "j M Y"
FORMAT_MODULE_PATH = ["kmtp.formats"]

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": ENV["FILE_STORAGE"], "OPTIONS": ENV["FILE_STORAGE_OPTIONS"]},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = Path(ENV["MEDIA_ROOT"] or BASE_DIR / ".local" / "media")
MOST_UPLOAD_MB: int = ENV["MOST_UPLOAD_MB"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# Sessions stand in the database, so that flushing Redis signs nobody out.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV["HTTPS"]
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if ENV["HTTPS"] else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if ENV["HTTPS"] else "csrf"
SECURE_SSL_REDIRECT = ENV["HTTPS"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENV["HTTPS"] else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENV["HTTPS"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

AUTH_USER_MODEL = "partnership.Person"
AUTHENTICATION_BACKENDS = [
    "kmtp.partnership.backends.RoleBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account starts from an invitation, which proves the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_ADAPTER = "kmtp.accounts.adapters.InvitationOnly"
SOCIALACCOUNT_ADAPTER = "kmtp.accounts.adapters.InvitedSingleSignOn"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/ip,10/5m/key"}
# nginx stands in front when the site is served over HTTPS; without this all visitors share one limit.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENV["HTTPS"] else 0
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV["HTTPS"]
MFA_TOTP_ISSUER = "KMTP"
SECOND_FACTOR_REQUIRED: bool = ENV["SECOND_FACTOR"] and not DEMO
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "council",
                "name": ENV["OIDC_NAME"],
                "client_id": ENV["OIDC_CLIENT_ID"],
                "secret": ENV["OIDC_CLIENT_SECRET"],
                "settings": {"server_url": ENV["OIDC_SERVER_URL"]},
            }
        ]
        if ENV["OIDC_NAME"]
        else []
    }
}

# The demo sends nothing to anybody: its letters are read in its own mailbox.
SENDS_BY_SMTP = not DEMO or "EMAIL_URL" in os.environ
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SENDS_BY_SMTP else 'dummy'}.EmailBackend"
EMAIL_TIMEOUT = 10
globals().update(env.smtp(ENV["EMAIL_URL"]))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV["MAIL_FROM"]

# The trail cannot be changed: the database refuses updates and deletions of every event row.
PGHISTORY_APPEND_ONLY = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"without_tokens": {"()": "kmtp.mail.logs.WithoutTokens"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_tokens"]}
    },
    # What these two say of every page and font that they draw helps nobody.
    "loggers": {"weasyprint": {"level": "ERROR"}, "fontTools": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
