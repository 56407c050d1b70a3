"""States of the pages of concerns."""

from django.urls import reverse

from kmtp.partnership.models import Organisation
from placements.models import Concern, ConcernAction, Involved


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return an open concern, one that is closed, and each form."""
    ours = Concern.objects.filter(placement__council=kent)
    running, closed = ours.open().latest("pk"), ours.exclude(closed_on=None).latest("pk")
    action = ConcernAction.objects.filter(concern__in=ours.open(), done_on=None).latest("pk")
    involved = Involved.objects.filter(concern=running).latest("pk")
    forms = ("write", "plan", "involve", "pause", "close")
    return {
        "coordinator": {
            "an open concern": running.get_absolute_url(),
            "a closed concern": closed.get_absolute_url(),
            "no concern found": f"{reverse('placements:concern_list')}?q=nothing-like-it",
            "an action of a plan": reverse("placements:concern_settle", args=[action.pk]),
            "somebody involved": reverse("placements:concern_take_out", args=[involved.pk]),
        }
        | {f"a concern: {one}": reverse(f"placements:concern_{one}", args=[running.pk]) for one in forms}
    }
