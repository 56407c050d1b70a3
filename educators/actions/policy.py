"""Set the rule by which somebody stays current."""

from datetime import date

from educators.actions import standing
from educators.models import CurrencyPolicy
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person


@recorded("Currency policy set")
def store(*, policy: CurrencyPolicy, by: Person, today: date, why: str = "") -> CurrencyPolicy:
    """Store a version, new or changed, and bring every record up to date with it."""
    if policy.in_force_from <= today and not why:
        raise Refused("Say why: this policy is in force on the day it is saved.")
    policy.save()
    standing.refresh(today=today)
    return policy
