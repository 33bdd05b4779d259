"""Every setting, with a default that is safe on one's own machine; the environment says the rest.

Without any configuration the site answers only to this machine's own names. Naming another host in
ALLOWED_HOSTS makes it a public site, and a public site is served by https and brings its own key.
docs/operations.md lists the variables.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from environs import Env, validate

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent

# What this machine keeps and no one else needs: the database, pictures, collected static files, the key.
LOCAL_DIR = env.path("LOCAL_DIR", BASE_DIR / ".local")
LOCAL_DIR.mkdir(parents=True, exist_ok=True)


# Who is served

OWN_NAMES = ["127.0.0.1", "localhost", "[::1]"]
NAMES: list[str] = env.list("ALLOWED_HOSTS", [])
PUBLIC_NAMES = [name for name in NAMES if name not in OWN_NAMES]
IS_PUBLIC = bool(PUBLIC_NAMES)

# The machine's own names stay, for the health checks of whatever watches it.
ALLOWED_HOSTS = [*PUBLIC_NAMES, *OWN_NAMES]
DEBUG = env.bool("DEBUG", False)


def kept_key() -> str:
    """A key of this machine's own, the same at every start."""
    file = LOCAL_DIR / "secret-key"
    if not file.exists():
        draft = LOCAL_DIR / f"secret-key.{os.getpid()}"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as new:
            new.write(secrets.token_urlsafe(64))
        # Two processes may start at once: a link appears whole, and only the first one's does.
        with suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    return file.read_text(encoding="ascii")


SECRET_KEY = env.str("SECRET_KEY") if IS_PUBLIC else env.str("SECRET_KEY", "") or kept_key()
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])


# What it is made of

INSTALLED_APPS = [
    "events",
    "django_prose_editor",
    "csp",
    "forum_portal.admin_app.TwinCitiesAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "forum_portal.logs.request_ids",
    # What it has kept costs nothing of those below.
    "forum_portal.page_cache.page_cache",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "forum_portal.middleware.permissions_policy",
    "csp.middleware.CSPMiddleware",
    "forum_portal.middleware.editor_style",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

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
            ],
        },
    },
]

ROOT_URLCONF = "forum_portal.urls"
WSGI_APPLICATION = "forum_portal.wsgi.application"
ASGI_APPLICATION = "forum_portal.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# Where it is kept


def database() -> dict[str, Any]:
    found: dict[str, Any] = env.dj_db_url("DATABASE_URL", f"sqlite:///{LOCAL_DIR / 'db.sqlite3'}")
    options = found.setdefault("OPTIONS", {})
    if found["ENGINE"] == "django.db.backends.sqlite3":
        # A writer takes its place in the queue when it begins: one that first reads and then writes
        # would be refused at once when another wrote in between, however long it was ready to wait.
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
        found["CONN_MAX_AGE"] = None
    elif env.bool("DATABASE_POOL", False):
        options["pool"] = True
        found["CONN_MAX_AGE"] = 0
    else:
        found["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", 600)
        found["CONN_HEALTH_CHECKS"] = True
    return found


DATABASES = {"default": database()}

MEDIA_ROOT = env.path("MEDIA_ROOT", LOCAL_DIR / "media")
MEDIA_URL = "/media/"

# Where the faces of social cards are looked for: Debian's fonts-noto-cjk puts them into the first.
CARD_FONTS: list[str] = env.list("CARD_FONTS", ["/usr/share/fonts", "/usr/local/share/fonts"])

STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", LOCAL_DIR / "static")
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "forum_portal.whole_files.WholeFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "forum_portal.static_files.SiteStorage"
    },
}
# Maps are for debugging and as large as all the rest together.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["avif", "br", "gif", "gz", "jpg", "jpeg", "map", "png", "webp", "woff2", "zip"]


# What a worker keeps of finished pages, in bytes; nothing while their templates are being written.
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_BYTES", 0 if DEBUG else 16 * 1024 * 1024)


# Where readers report an error; without it they are told that no address is known.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "")


# Language and time

LANGUAGE_CODE = "en"
# A browser that asks for plain Chinese ("zh") gets the first of them that fits.
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文")]
LOCALE_PATHS = [BASE_DIR / "forum_portal" / "locale"]
FORMAT_MODULE_PATH = "forum_portal.formats"
USE_TZ = True
# Shanghai's clock shows the same time.
TIME_ZONE = "Asia/Hong_Kong"


# Whether those who wrote a draft need someone else to approve it before it is published.
FOUR_EYES = env.bool("FOUR_EYES", False)

# How long a link to a preview serves a reader without an account, if the draft isn't saved again before.
PREVIEW_DAYS = env.int("PREVIEW_DAYS", 7)


# Mail to editors and publishers: printed by the server itself until a mail server is named

EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", EMAIL_PORT == 587)
# Whoever publishes waits as long.
EMAIL_TIMEOUT = 10
SITE_NAME = PUBLIC_NAMES[0].lstrip(".") if IS_PUBLIC else "localhost"
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", f"Twin Cities <twin-cities@{SITE_NAME}>")
# The language of letters; the accounts have none of their own.
MAIL_LANGUAGE = env.str("MAIL_LANGUAGE", LANGUAGE_CODE, validate=validate.OneOf([code for code, _name in LANGUAGES]))
# Where the site is, for what is written when nobody asks for a page.
SITE_URL = env.str("SITE_URL", f"https://{SITE_NAME}" if IS_PUBLIC else f"http://127.0.0.1:{env.int('PORT', 8000)}")


# What is published by itself: how often the server looks, in seconds; 0 where a command does it

PUBLISH_DUE_EVERY = env.int("PUBLISH_DUE_EVERY", 30)


# Who may enter

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_PUBLIC
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
# A forum with sixty participants, what they said and three languages is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000


# What browsers are told

SECURE_SSL_REDIRECT = IS_PUBLIC
# Whatever watches the machine asks from the machine itself, without https.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 365 * 24 * 60 * 60) if IS_PUBLIC else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_PUBLIC
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # A nonce appears only where a page asks for one: the import map of the rich text editor.
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": IS_PUBLIC,
    }
}


# What the operator reads: warnings and errors, on standard error. No line per visit, so no visitor's address.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"with_request": {"()": "forum_portal.logs.WithRequest"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} [{request_id}]: {message}", "style": "{"},
        "json": {"()": "forum_portal.logs.AsJson"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["with_request"],
            "formatter": env.str("LOG_FORMAT", "line", validate=validate.OneOf(["line", "json"])),
        }
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "WARNING")},
    # Django's own handlers would say everything a second time.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # Whoever tries names that are not ours is told 400; a page of traceback for each attempt helps nobody.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
