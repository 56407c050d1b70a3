"""The page about lifecycles is what the code's tables draw."""

from pathlib import Path

from placements.management.commands.lifecycles import page

PAGE = Path(__file__).resolve().parents[2] / "docs/lifecycles.md"


def test_the_page_is_drawn_from_the_code():
    assert PAGE.read_text().strip() == page().strip(), "Run manage.py lifecycles > docs/lifecycles.md"
