"""What placements show on other areas' pages: an educator's placements, search results."""

from typing import Any

from django import template
from django.db.models import Q

from educators.models import Educator
from kmtp.partnership import access
from kmtp.partnership.access import Role
from placements import lifecycle
from placements.models import Placement, Student

register = template.Library()
MOST_FOUND = 10


@register.inclusion_tag("placements/_of_educator.html", takes_context=True)
def educator_placements(context: template.Context, educator: Educator) -> dict[str, Any]:
    """``{% educator_placements educator %}``: her placements that this person may see, the latest first."""
    visible = Placement.objects.visible_to(context["request"].user).filter(educator=educator)
    rows = list(visible.for_lists().order_by("-starts_on"))
    return {"rows": with_states(rows), "educator": educator}


def with_states(placements: list[Placement]) -> list[tuple[Placement, lifecycle.State]]:
    """Return each placement with its state, for its words and colour."""
    return [(one, lifecycle.STATES[one.state]) for one in placements]


@register.filter
def state_of(placement: Placement) -> lifecycle.State:
    """``{{ placement|state_of }}``: the state with its label and colour."""
    return lifecycle.STATES[placement.state]


@register.inclusion_tag("placements/_found.html", takes_context=True)
def placements_found(context: template.Context, words: str) -> dict[str, Any]:
    """``{% placements_found words %}``: the students and placements that a search finds, if the person may look."""
    user, words = context["request"].user, words.replace("\x00", "")
    students = search_students(user, words) if user.has_perm("placements.view_student") else []
    placements = search_placements(user, words) if user.has_perm("placements.view_placement") else []
    return {"students": students, "rows": with_states(placements), "most": MOST_FOUND}


def search_students(user: Any, words: str) -> list[Student]:
    """Return students by reference; a university finds its own by name too."""
    found = Q(reference__icontains=words)
    if access.roles(user) == {Role.PARTNER}:
        found |= Q(profile__name__unaccent__icontains=words)
    rows = Student.objects.visible_to(user).filter(found).select_related("programme__university")
    return list(rows[:MOST_FOUND])


def search_placements(user: Any, words: str) -> list[Placement]:
    """Return placements by the student's reference, the team or the educator's last name."""
    found = (
        Q(student__reference__icontains=words)
        | Q(team__name__unaccent__icontains=words)
        | Q(educator__last_name__unaccent__icontains=words)
    )
    return list(Placement.objects.visible_to(user).filter(found).for_lists()[:MOST_FOUND])
