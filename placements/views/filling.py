"""Fill the place of a placement that was withdrawn."""

from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from kmtp.audit import Refused
from kmtp.ui.views import ActionPage
from placements.actions import drafts
from placements.eligibility import day
from placements.models import Draft, Placement
from placements.models.draft import PERMISSION
from placements.subnavigation import Tabs
from placements.views.placements import OnePlacement


class FillPlace(Tabs, OnePlacement, ActionPage):
    """Have a worker work out who could take the place."""

    permission = PERMISSION
    submit_label = "See who could take it"

    def get_object(self, queryset: Any = None) -> Placement:
        """Refuse when there is no place to fill."""
        found: Placement = super().get_object(queryset)
        if why := drafts.why_no_repair(found, localdate()):
            raise Refused(why, way_on=("Open the placement", found.get_absolute_url()))
        return found

    def get_heading(self) -> str:
        """Name the place."""
        return f"Who could take the place of {self.object.student} at {self.object.team}?"

    def get_what_happens(self) -> str:
        """Say what is worked out, and that no placement changes."""
        return (
            f"{said_of_offer(self.object)}"
            "A draft is made for the students who wait and start in the same academic year. A provisional placement "
            "moves only where one more student has a place by it; no confirmed one does. No placement changes until "
            "you publish the draft."
        )

    def act(self, record: Placement, form: Any) -> Draft:
        """Start the draft."""
        by: Any = self.request.user
        return drafts.start_repair(placement=record, by=by, now=timezone.now())

    def get_done(self, record: Any) -> str:
        """Say what happens."""
        return "It is being worked out. You can leave this page."


def said_of_offer(placement: Placement) -> str:
    """Say which offer is made first, when the placement came of none."""
    if placement.offer_id is not None:
        return ""
    days = f"{day(placement.starts_on)} to {day(placement.ends_on)}"
    who = f"{placement.educator} in {placement.team}" if placement.educator else str(placement.team)
    return (
        f"This placement was paired by hand and came of no offer. If no other offer fits, one is added first: {who}, "
        f"{placement.get_kind_display().lower()}, {days}. "
        "You can change it afterwards, such as its days, or withdraw it. "
    )
