"""The settings that a deployment may give, each with its type, default and meaning.

Standard library only. ``kmtp.settings`` reads them; the README's table is drawn from ``SETTINGS``.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


class BadSetting(ValueError):
    """A setting cannot be read; the message says which and what to write instead."""


def flag(text: str) -> bool:
    """Return whether ``text`` means yes ("1", "true", "yes", "on")."""
    answers = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    return answers[text.strip().lower()]


def words(text: str) -> list[str]:
    """Return the comma-separated words of ``text``."""
    return [word.strip() for word in text.split(",") if word.strip()]


def json_object(text: str) -> dict[str, Any]:
    """Return the JSON object that ``text`` is; a list or a number is none."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable that KMTP reads."""

    name: str
    meaning: str
    default: str = ""
    read: Callable[[str], Any] = str

    def value(self, environ: Mapping[str, str]) -> Any:
        """Return the typed value; raise ``BadSetting`` when the text cannot be read."""
        text = environ.get(self.name, self.default)
        try:
            return self.read(text)
        except (ValueError, KeyError) as error:
            raise BadSetting(
                f"{self.name}={text!r} cannot be read: it should be {self.read.__name__}"
            ) from error


SETTINGS = (
    Setting("SECRET_KEY", "Signs sessions and links. Required outside the demo; 50 random characters."),
    Setting("DEBUG", "Django's debug pages. Never on where others can reach it.", "off", flag),
    Setting("DEMO", "The demo: its mailbox page, its banner, and no second factor asked.", "off", flag),
    Setting("ALLOWED_HOSTS", "Host names this site answers to, with commas.", "localhost,127.0.0.1", words),
    Setting("SITE_URL", "The address in letters, without a slash at the end.", "http://127.0.0.1:8000"),
    Setting("DATABASE_URL", "PostgreSQL 15 or newer: postgresql://user:password@host:5432/name."),
    Setting("REDIS_URL", "Redis or Valkey, for the task queue and the cache: redis://host:6379/0."),
    Setting(
        "EMAIL_URL",
        "Where letters go: smtp://user:password@host:587?tls=on. The demo sends none without it.",
        "smtp://127.0.0.1:1025",
    ),
    Setting("MAIL_FROM", "The sender that letters carry.", "KMTP <practice-education@kmtp.example>"),
    Setting(
        "SECOND_FACTOR",
        "Ask coordinators, leads, managers and administrators for a second factor.",
        "on",
        flag,
    ),
    Setting("HTTPS", "The site is served over HTTPS: secure cookies and strict transport.", "on", flag),
    Setting("OIDC_NAME", "The words on the single sign-on button; empty for none.", ""),
    Setting("OIDC_SERVER_URL", "The OpenID Connect issuer, such as an Entra ID tenant.", ""),
    Setting("OIDC_CLIENT_ID", "The client's id at that issuer.", ""),
    Setting("OIDC_CLIENT_SECRET", "The client's secret at that issuer.", ""),
    Setting(
        "FILE_STORAGE",
        "Where uploaded documents lie: the dotted path of a Django storage, such as one for S3 that you install.",
        "django.core.files.storage.FileSystemStorage",
    ),
    Setting("FILE_STORAGE_OPTIONS", "Its options, as a JSON object.", "{}", json_object),
    Setting("MOST_UPLOAD_MB", "The largest document that may be uploaded, in megabytes.", "10", int),
    Setting("MEDIA_ROOT", "The folder for reports and uploads, outside what the web server serves.", ""),
    Setting(
        "DATABASE_NAME_IN_TESTS",
        "The name of the test database, so that several runs can share a server.",
        "",
    ),
)


def load(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return every setting's typed value by name."""
    return {setting.name: setting.value(environ) for setting in SETTINGS}


def database(url: str) -> dict[str, Any]:
    """Return Django's database settings for a libpq address, ``postgresql://app@/kmtp?host=/a/socket`` too."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
    }


def broker(url: str) -> str:
    """Return Celery's address for a Redis address; a socket is ``unix:///a/valkey.sock``."""
    return (
        url.replace("unix://", "redis+socket://", 1) + "?virtual_host=0" if url.startswith("unix://") else url
    )


def cache(url: str) -> str:
    """Return the cache's address at that Redis: its database 3, so that flushing it leaves the queue alone."""
    return f"{url}?db=3" if url.startswith("unix://") else f"{url.rsplit('/', 1)[0]}/3"


def smtp(url: str) -> dict[str, Any]:
    """Return Django's e-mail settings for an ``smtp://`` address."""
    parts = urlsplit(url)
    return {
        "EMAIL_HOST": parts.hostname or "127.0.0.1",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": flag(parse_qs(parts.query).get("tls", ["off"])[0]),
    }
