"""The site as it is when somebody writes between any two requests: no list may remember what it counted."""

from bench.site import *  # noqa: F403
from kmtp.settings import CACHES

CACHES = CACHES | {"remembered": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
