"""What the tests of the time audit are made of: Kent's audit in the spring of 2020, and who takes part."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kmtp.partnership.models import Organisation
from tests import make
from time_audit.models import Audit, Entry, Participant, Week

#: The Monday of ``make.TODAY``: the tests' clock stands in the ninth week of the placement.
MONDAY = make.TODAY
FIRST = date(2020, 1, 6)
LAST = date(2020, 6, 26)


def audit(of: Organisation | None = None, **facts: Any) -> Audit:
    """Return a running audit of a council; ``council=None`` makes it a joint one."""
    facts = {"title": "Final placements, spring 2020", "state": "running", **facts}
    facts = {"starts_on": FIRST, "ends_on": LAST, "council": of or make.council(), **facts}
    return Audit.objects.create(**facts)


def participant(of: Audit, *, sign_in: bool = True, **facts: Any) -> Participant:
    """Return somebody who takes part, with a placement of her own council."""
    council = facts.pop("at", None) or of.council or make.council()
    name = facts.pop("name", f"Stella{Participant.objects.count()}")
    educator = make.educator(council, first_name=name, sign_in=sign_in)
    placement = make.placement(council, educator=educator, **facts)
    return Participant.objects.create(audit=of, placement=placement, educator=educator)


def week(of: Participant, monday: date = MONDAY, day: int = 0, late: int = 0, **facts: Any) -> Week:
    """Return a returned week with this many minutes of formal supervision; with none it held nothing."""
    facts = {"submitted_at": timezone.now(), "is_nothing": not (day or late), **facts}
    made = Week.objects.create(participant=of, week_starts_on=monday, **facts)
    if day or late:
        Entry.objects.create(week=made, category="supervision", daytime=day, out_of_hours=late)
    return made


def weeks_back(weeks: int) -> date:
    """Return the Monday so many weeks before this one."""
    return MONDAY - timedelta(weeks=weeks)
