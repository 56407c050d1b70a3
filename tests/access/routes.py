"""Every named address of the URLconf."""

from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLResolver

ALLAUTH = ("account_", "mfa_", "socialaccount_", "openid_connect_")


def all_names() -> list[str]:
    """Return the names of all routes, allauth's included; a page of allauth's that we put ours over counts once."""
    return list(dict.fromkeys(name for name, _ in walk(get_resolver())))


def ours() -> list[str]:
    """Return the names of our own routes."""
    return [name for name in all_names() if not name.startswith(ALLAUTH)]


def allauths() -> list[str]:
    """Return the names of the routes that allauth brings."""
    return [name for name in all_names() if name.startswith(ALLAUTH)]


def walk(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the full name and the pattern of each route below ``resolver``."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern, inner)
        else:
            # allauth has four redirects without a name: they go by their path
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern
