"""Set what universities pay, and who pays nothing: both from a day on."""

from django.db import IntegrityError

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements.models import FeeExemption, FeeRate

TWICE = {
    "fee_rate_is_one_from_a_day": "There is a rate from this day already. Change that one.",
    "fee_exemption_is_one_from_a_day": "This route is exempt from that day already.",
}


def keep_rate(*, rate: FeeRate, by: Person) -> FeeRate:
    """Store a rate, new or corrected."""
    try:
        return _keep_rate(rate=rate, by=by)
    except IntegrityError as error:
        raise _refusal(error) from error


def keep_exemption(*, exemption: FeeExemption, by: Person) -> FeeExemption:
    """Store an exemption, new or corrected."""
    try:
        return _keep_exemption(exemption=exemption, by=by)
    except IntegrityError as error:
        raise _refusal(error) from error


@recorded("Placement fee set")
def _keep_rate(*, rate: FeeRate, by: Person) -> FeeRate:
    rate.save()
    return rate


@recorded("Exemption from placement fees set")
def _keep_exemption(*, exemption: FeeExemption, by: Person) -> FeeExemption:
    exemption.save()
    return exemption


def _refusal(error: IntegrityError) -> Exception:
    return next((Refused(words) for name, words in TWICE.items() if name in str(error)), error)
