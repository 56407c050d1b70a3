"""States of the pages of fees."""

from django.urls import reverse

from kmtp.partnership.models import Organisation
from placements.models import FeeExemption, FeeRate


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return a year without days, and the settings as who may set them sees them."""
    rate, exemption = FeeRate.objects.latest("pk"), FeeExemption.objects.latest("pk")
    return {
        "coordinator": {"a year without fees": reverse("placements:fee_year", args=["2010-11"])},
        "lead": {
            "a rate": reverse("placements:rate_change", args=[rate.pk]),
            "an exemption": reverse("placements:exemption_change", args=[exemption.pk]),
            "a new rate": reverse("placements:rate_add"),
            "a new exemption": reverse("placements:exemption_add"),
            "the rules of fees": reverse("placements:fee_rules"),
        },
    }
