"""The world is made once for all access tests; every case runs in a savepoint of its own."""

import logging

import pytest
from django.db import transaction
from django.test import override_settings

from tests.access import world as making


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The one world, rolled back at the end of the package."""
    quick = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"), **quick),
        transaction.atomic(),
    ):
        yield making.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="package", autouse=True)
def _quiet():
    """Thousands of refusals are the point here and need no line each in the log."""
    log = logging.getLogger("django.request")
    before = log.level
    log.setLevel(logging.ERROR)
    yield
    log.setLevel(before)


@pytest.fixture(autouse=True)
def _in_the_world(world, db, settings):
    """Every test here may use the database; what it changes is undone. The demo's mailbox is there to be tried."""
    settings.DEMO = True
