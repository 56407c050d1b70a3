"""R7, R18: looking changes nothing, whoever looks; and no page fails."""

import pytest

from tests.access.crawling import fingerprint, round_of
from tests.access.table import NO_ROLE, ROLES

EVERYBODY = [pytest.param(who, id=who or "anonymous") for who in (None, NO_ROLE, *ROLES)]


@pytest.mark.parametrize("who", EVERYBODY)
def test_opening_every_page_changes_no_row(who, world):
    assert round_of(world, who).changed == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_and_no_file_fails(who, world):
    failed = [served.url for served in round_of(world, who).served if served.status == 500]
    assert not failed, "\n".join(failed)


def test_a_change_is_noticed(world):
    """The negative control."""
    before = fingerprint()
    world.people["lead"].memberships.update(ended_on="2026-01-01")
    assert fingerprint() != before
