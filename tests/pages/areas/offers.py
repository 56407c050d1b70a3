"""States of the pages of offers."""

from django.urls import reverse

from educators.models import AvailabilityAnswer
from kmtp.partnership.models import Organisation
from placements.models import Offer


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return an offer that stands, one that was withdrawn, the forms, and lists without a result."""
    ours = Offer.objects.filter(council=kent)
    stands = ours.standing().filter(supervisor__isnull=False).latest("pk")
    answer = AvailabilityAnswer.objects.offered().filter(call__council=kent, offer=None).latest("pk")
    return {
        "coordinator": {
            "an offer of a pair": stands.get_absolute_url(),
            "an offer that was withdrawn": ours.exclude(withdrawn_on=None).latest("pk").get_absolute_url(),
            "changing an offer": reverse("placements:offer_change", args=[stands.pk]),
            "withdrawing an offer": reverse("placements:offer_withdraw", args=[stands.pk]),
            "an offer from an answer": f"{reverse('placements:offer_add')}?answer={answer.pk}",
            "no offer found": f"{reverse('placements:offer_list')}?q=nothing-like-it",
            "answers not taken up": f"{reverse('placements:answer_list')}?made=no",
            "demand in a season without any": f"{reverse('placements:market')}?year=2050-51&season=summer",
            "no answer found": f"{reverse('placements:answer_list')}?q=nothing-like-it",
        }
    }
