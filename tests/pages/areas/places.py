"""States of the pages of places."""

from django.urls import reverse

from kmtp.partnership.models import Organisation, Team


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return the pages of a team that has closed and of one that can be closed."""
    closed = Team.objects.filter(valid_to__isnull=False).first()
    ours = Team.objects.filter(organisation=kent, valid_to=None).first()
    lead = {"a closed team": reverse("educators:team", args=[closed.pk])} if closed else {}
    own = {}
    if ours:
        own = {
            "closing a team": reverse("educators:team_close", args=[ours.pk]),
            "keeping a team open": reverse("educators:team_keep_open", args=[ours.pk]),
        }
    return {
        "lead": lead,
        "coordinator": own | {"no team found": f"{reverse('educators:teams')}?q=nothing-like-it"},
    }
