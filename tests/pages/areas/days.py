"""States of the pages of days: what the links open, a day of its own, one to return, a link that is no more."""

from django.utils.timezone import localdate

from kmtp.partnership.models import Organisation
from placements.actions import day_links
from placements.models import Day, Placement, PlacementLink


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Send the links of a placement with days in each state; return what they open."""
    returned = Day.objects.filter(placement__council=kent, state=Day.State.RETURNED)
    placement = Placement.objects.for_lists().get(pk=returned.earliest("pk").placement_id)
    for role, purpose in day_links.PURPOSES.items():
        day_links.withdraw(placement, role)
        link = day_links.links.issue(purpose=purpose, days=60)
        PlacementLink.objects.create(placement=placement, role=role, link=link)
    tokens = {one.role: one.link.token for one in placement.links.select_related("link")}
    log, confirm = (f"/placements/log/{tokens['student']}/", f"/placements/confirm/{tokens['supervisor']}/")
    own = placement.logged_days
    waiting = own.filter(state=Day.State.LOGGED).earliest("pk")
    return {
        "nobody": {
            "this week’s days": log,
            "an earlier week’s days": f"{log}?week={returned.earliest('pk').on}",
            "a day that was returned": f"{log}{returned.earliest('pk').on}/",
            "a day that is confirmed": f"{log}{own.filter(state=Day.State.CONFIRMED).earliest('pk').on}/",
            "a day without an entry": f"{log}{localdate()}/",
            "days to confirm": confirm,
            "a day to return": f"{confirm}{waiting.pk}/",
        },
        "coordinator": {
            "the days of a placement": f"/placements/{placement.pk}/days/",
            "the days to confirm": f"/placements/{placement.pk}/days/confirm/",
            "a day to return, signed in": f"/placements/days/{waiting.pk}/return/",
            "links to send again": f"/placements/{placement.pk}/days/links/",
        },
    }
