"""R1: every address of the URLconf is in the table, and every line of the table has an address."""

from tests.access.routes import all_names
from tests.access.table import ALLAUTH_OLD, ALLAUTH_PUBLIC, ALLAUTH_SIGNED_IN, TABLE, corners


def test_every_address_is_in_the_table_and_every_line_has_an_address():
    known = [line.name for line in TABLE] + [*ALLAUTH_PUBLIC, *ALLAUTH_SIGNED_IN, *ALLAUTH_OLD]
    assert sorted(all_names()) == sorted(known)


def test_every_kind_of_thing_that_an_address_names_is_in_the_world(world):
    named = {line.about: sorted(corners(line)) for line in TABLE if line.about}
    assert {about: sorted(world.things[about]) for about in named} == named
