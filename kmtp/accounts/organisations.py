"""Add a partner, and correct what we call it."""

from kmtp.audit import recorded
from kmtp.partnership.models import Organisation, Person


@recorded("Partner added")
def add(*, organisation: Organisation, by: Person) -> Organisation:
    """Store a new partner."""
    organisation.save(force_insert=True)
    return organisation


@recorded("Partner changed")
def change(*, organisation: Organisation, fields: list[str], by: Person) -> Organisation:
    """Store the fields that were corrected."""
    organisation.save(update_fields=fields)
    return organisation
