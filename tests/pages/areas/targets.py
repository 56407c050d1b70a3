"""States of the pages of targets."""

from educators.models import Target
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Make a target that nothing is known of yet; return an address for each state, by who opens it."""
    bare = Target.objects.create(council=kent, year=AcademicYear(2041))
    address = bare.get_absolute_url()
    return {
        "coordinator": {
            "a target without learners": address,
            "filling in from placements": f"/placements/targets/{bare.pk}/expected/",
        },
    }
