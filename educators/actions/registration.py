"""Say that registrations were checked on Social Work England's public register."""

from collections.abc import Iterable
from datetime import date

from educators.models import Educator
from kmtp.audit import recorded
from kmtp.partnership.models import Person


@recorded("Registration checked")
def checked(*, educators: Iterable[Educator], until: date, by: Person, today: date) -> int:
    """Mark the registration of each as checked today and lasting to ``until``; return how many."""
    keys = sorted(educator.pk for educator in educators)
    rows = Educator.objects.filter(pk__in=keys)
    return rows.update(registration_checked_on=today, registered_until=until)
