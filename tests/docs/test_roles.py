"""docs/roles.md says what access.py does."""

from pathlib import Path

from kmtp.partnership.access import PERMISSIONS
from kmtp.partnership.management.commands.roles import WORDS, page

PAGE = Path(__file__).resolve().parents[2] / "docs/roles.md"


def test_the_page_about_roles_is_that_of_the_code():
    assert PAGE.read_text() == page(), "run: python manage.py roles > docs/roles.md"


def test_every_permission_has_its_plain_words_and_no_words_are_left_over():
    in_words = [name for permissions in WORDS.values() for name in permissions]
    assert sorted(in_words) == sorted(set().union(*PERMISSIONS.values()))
