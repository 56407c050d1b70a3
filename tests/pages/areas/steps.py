"""States of the pages of steps: one done, one waived, none found."""

from kmtp.partnership.models import Organisation
from placements.models import Step


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return an address for each state, by who opens it."""
    own = Step.objects.filter(placement__council=kent)
    found = {"done": own.exclude(done_on=None), "waived": own.exclude(waived_on=None)}
    pages = {
        f"a step: {state}": f"/placements/steps/{rows.earliest('pk').pk}/reopen/"
        for state, rows in found.items()
    }
    waive = f"/placements/steps/{own.filter(done_on=None, waived_on=None).earliest('pk').pk}/waive/"
    return {"coordinator": {**pages, "a step: waive it": waive, "no step": "/placements/steps/?q=zzzz"}}
