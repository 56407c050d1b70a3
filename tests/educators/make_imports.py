"""Spreadsheets for tests."""

from datetime import date

from educators.actions import imports
from educators.models import Import
from kmtp.partnership.models import Organisation, Person

TODAY = date(2020, 3, 2)


def upload(council: Organisation, by: Person, text: str, name: str = "register.csv") -> Import:
    """Upload a file."""
    return imports.upload(council=council, file=imports.Upload.of(name, text.encode()), by=by, today=TODAY)


def apply(found: Import, by: Person) -> imports.Applied:
    """Apply a file."""
    return imports.apply(found=found, by=by, today=TODAY)
