"""States of the pages of register."""

from django.utils.timezone import localdate

from educators.actions import postings
from educators.models import Educator
from kmtp.partnership.models import Organisation, Person, Team


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Make what is missing; return an address for each state, by who opens it."""
    by = Person.objects.get(email="coordinator@kent.example")
    some = Educator.objects.of(kent).active_on(localdate()).order_by("pk")
    one, other = Team.objects.filter(organisation=kent, valid_to=None).order_by("pk")[:2]
    people = [educator for educator in some if educator.team_id not in (one.pk, other.pk)][:12]
    moved = postings.move(educators=people, team=one, on=localdate(), by=by)
    postings.move(educators=people[:2], team=other, on=localdate(), by=by)
    return {"coordinator": {"the undo of a move": f"/educators/move/{moved.key}/undo/"}}
