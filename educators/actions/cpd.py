"""Hours of learning on somebody's record."""

from datetime import date
from decimal import Decimal

from educators.models import Cpd, Educator
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person


@recorded("CPD recorded")
def record(
    *,
    educator: Educator,
    on: date,
    hours: Decimal,
    title: str,
    kind: str,
    provider: str = "",
    by: Person | None,
) -> Cpd:
    """Put hours on the record; the same day and title is written once, and then holds the newest hours."""
    facts = {"hours": hours, "kind": kind, "provider": provider}
    return Cpd.objects.update_or_create(educator=educator, on=on, title=title, defaults=facts)[0]


@recorded("CPD changed")
def change(*, cpd: Cpd, by: Person, today: date) -> Cpd:
    """Store what was corrected; she herself may do so for 30 days, her coordinator always."""
    if by.pk == cpd.owner_id and not cpd.may_be_corrected_on(today):
        raise Refused("You may correct this for 30 days. Ask your coordinator to change it now.")
    cpd.save()
    return cpd
