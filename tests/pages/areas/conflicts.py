"""States of the pages of declared conflicts."""

from django.urls import reverse

from kmtp.partnership.models import Organisation
from placements.models import DeclaredConflict


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return a student with a conflict, and the two forms."""
    conflict = DeclaredConflict.objects.filter(educator__council=kent).latest("pk")
    return {
        "coordinator": {
            "a student with a conflict": conflict.student.get_absolute_url(),
            "declaring a conflict": reverse("placements:conflict_declare", args=[conflict.student_id]),
            "taking a conflict back": reverse("placements:conflict_take_back", args=[conflict.pk]),
        }
    }
