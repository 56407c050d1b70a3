"""Set how long students travel, from a day on."""

from django.db import IntegrityError

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements.models import TravelPolicy


def keep(*, policy: TravelPolicy, by: Person) -> TravelPolicy:
    """Store a setting, new or corrected; drafts that stand are worked out with it only when they are drafted again."""
    try:
        return _keep(policy=policy, by=by)
    except IntegrityError as error:
        if "in_force_from" not in str(error):
            raise
        raise Refused("Another setting takes effect on this day. Change that one.") from error


@recorded("Travel times set")
def _keep(*, policy: TravelPolicy, by: Person) -> TravelPolicy:
    policy.save()
    return policy
