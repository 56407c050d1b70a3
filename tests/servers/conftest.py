"""A folder for servers of the test's own: pytest's folders are closed to the account that runs PostgreSQL."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kmtp import servers


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return an empty folder; what runs in it is stopped at the end, and all of it removed."""
    place = Path(tempfile.mkdtemp(prefix="kmtp-servers-"))
    place.chmod(0o711)
    yield place
    servers.remove(place)
