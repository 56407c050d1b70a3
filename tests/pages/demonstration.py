"""The demonstration on a web server of the test's own, in a database of its own.

The data is loaded once for the whole run, by whichever worker of pytest comes first; each module that drives
a browser gets a copy of that database, which takes half a second, and may do with it what it likes.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client, override_settings
from django.utils.timezone import localdate
from pytest_django.live_server_helper import LiveServer

from kmtp.celery import app
from kmtp.demo.data import load
from kmtp.partnership.models import Person

HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AS_IN_THE_DEMO = {"DEMO": True, "SECOND_FACTOR_REQUIRED": False, "PASSWORD_HASHERS": HASHERS}
PLAIN_FILES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHO = {
    "coordinator": "coordinator@kent.example",
    "lead": "lead@kmtp.example",
    "educator": "educator@kent.example",
    "manager": "manager@kent.example",
    "partner": "partner@cccu.example",
    "administrator": "admin@kmtp.example",
}


@dataclass(frozen=True)
class Demonstration:
    """A demonstration that answers at ``url``; its rows are the test's own."""

    url: str

    def sign_in(self, email: str) -> str:
        """Return the session key of a person who is signed in."""
        client = Client()
        client.force_login(Person.objects.get(email=email), backend="kmtp.partnership.backends.RoleBackend")
        return client.cookies["session"].value


def loaded(name: str, master: Path) -> None:
    """Load the demo's data into the database ``name``, unless another worker of this run has done it."""
    made = master / "demonstration-is-loaded"
    with (master / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            copy("template0", name)
            with on_database(name), override_settings(**AS_IN_THE_DEMO):
                call_command("migrate", verbosity=0)
                load.everything(localdate())
            made.touch()


def copy(of: str, to: str) -> None:
    """Make a database that equals another, in the place of an older one."""
    drop(to)
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{to}" TEMPLATE "{of}"')


def drop(name: str) -> None:
    """Take a database away, whoever still holds it open."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def on_database(name: str) -> Iterator[None]:
    """Let every thread of this process work on another database for a while."""
    facts = connections.settings["default"]
    before = facts["NAME"]
    connection.close()
    facts["NAME"] = connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        facts["NAME"] = connection.settings_dict["NAME"] = before


@contextmanager
def queue(url: str) -> Iterator[None]:
    """Hand the tasks to another broker than the one in the settings: by default to none that anybody reads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CELERY_BROKER_URL", url)
        app._after_fork()  # forget the connections to the other one
        yield
    app._after_fork()


@contextmanager
def served(media: Path) -> Iterator[Demonstration]:
    """Serve the database that is in use, as the demo does."""
    server = LiveServer("127.0.0.1")
    facts = {"SITE_URL": server.url, "MEDIA_ROOT": media, "STORAGES": PLAIN_FILES, "ALLOWED_HOSTS": ["*"]}
    try:
        with override_settings(**AS_IN_THE_DEMO, **facts), queue("memory://"):
            yield Demonstration(server.url)
    finally:
        server.stop()


@pytest.fixture(scope="session")
def demo_data(
    request: pytest.FixtureRequest, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The name of the database that holds the demo's data; nobody writes to it.

    It is apart from the database of the other tests, which must never meet these rows.
    """
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    folder = tmp_path_factory.getbasetemp()
    name = (
        f"{settings.DATABASES['default']['TEST']['NAME'] or 'test_kmtp'}".removesuffix(f"_{worker}") + "_demo"
    )
    with django_db_blocker.unblock():
        loaded(name, folder.parent if worker else folder)
    return name


@pytest.fixture(scope="module")
def demo(
    request: pytest.FixtureRequest,
    demo_data: str,
    django_db_blocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Demonstration]:
    """A demonstration for one module, and every row of it for the test."""
    own = f"{demo_data}_{getattr(request.config, 'workerinput', {}).get('workerid', 'own')}"
    with django_db_blocker.unblock():
        copy(demo_data, own)
        try:
            with on_database(own), served(tmp_path_factory.mktemp("media")) as demonstration:
                yield demonstration
        finally:
            drop(own)
