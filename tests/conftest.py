"""What every test may ask for."""

import hypothesis
import pytest
from django.test import Client

import kmtp.celery  # noqa: F401  (so that tasks go to our broker)
from kmtp.partnership.models import Organisation, Person
from tests import make

# A busy machine draws slowly, and is no fault of what is tested.
hypothesis.settings.register_profile(
    "here", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("here")


@pytest.fixture(autouse=True)
def _quick_and_quiet(settings):
    """Hash passwords quickly, look files up as they stand in the checkout, and let no form hide a mistake.

    Each test has a client of its own, whose middleware would list every static file anew: half the time of a page.
    """
    settings.CRISPY_FAIL_SILENTLY = False
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def kent(db) -> Organisation:
    """Kent County Council."""
    return make.council("Kent", theme=1)


@pytest.fixture
def medway(db) -> Organisation:
    """Medway Council."""
    return make.council("Medway", theme=2)


@pytest.fixture
def cccu(db) -> Organisation:
    """A university of the partnership."""
    return make.university("CCCU")


@pytest.fixture
def signed_in():
    """Return a function that gives a browser-like client, signed in as a person."""

    def sign_in(person: Person) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(person, backend="kmtp.partnership.backends.RoleBackend")
        return client

    return sign_in
