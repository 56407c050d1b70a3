"""The README says what is true."""

import re
from pathlib import Path

from kmtp.partnership.management.commands.settings_table import table

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


def test_the_table_of_settings_is_that_of_the_code():
    between = re.search(r"<!-- settings:.*?-->\n(.*?)<!-- end of settings -->", README, re.S)
    assert between[1].strip() == table()


def test_every_page_and_picture_that_the_readme_names_is_there():
    names = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_no_document_names_a_package_registry():
    registries = re.compile(r"pypi\.|npmjs|pythonhosted|deb\.debian|registry\.", re.I)
    kept = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    assert [path.name for path in kept if registries.search(path.read_text())] == []
