"""States of the settings of travel."""

from datetime import date

from django.urls import reverse

from kmtp.partnership.models import Organisation
from placements.models import TravelPolicy


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return the settings as who may set them sees them, with one of them to change."""
    TravelPolicy.objects.all().delete()
    policy = TravelPolicy.objects.create(in_force_from=date(2019, 9, 1))
    return {
        "coordinator": {"the settings of travel": reverse("placements:travel")},
        "lead": {
            "the settings of travel to change": reverse("placements:travel"),
            "a new setting of travel": reverse("placements:travel_add"),
            "a setting of travel": reverse("placements:travel_change", args=[policy.pk]),
        },
    }
