"""A page's record never takes a name that Django gives to every template."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.urls import get_resolver

from kmtp.ui.views import OneRecord
from tests.access.routes import walk

PAGES = {
    name: pattern.callback.view_class
    for name, pattern in walk(get_resolver())
    if issubclass(getattr(pattern.callback, "view_class", object), OneRecord)
}


@pytest.fixture(scope="module")
def taken() -> set[str]:
    """Return the names that every template is given, as the settings list them."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    processors = engines["django"].engine.template_context_processors
    return {name for processor in processors for name in processor(request)}


@pytest.mark.parametrize("name", PAGES)
def test_no_record_hides_what_every_template_is_given(name: str, taken: set[str]) -> None:
    page = PAGES[name]
    known_as = page.context_object_name or page.model._meta.model_name
    assert {"request", "user"} <= taken
    assert known_as not in taken
