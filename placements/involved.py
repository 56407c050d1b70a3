"""Who has a role about a placement, and so can be involved in a concern about it."""

from dataclasses import dataclass

from django.db.models import Q

from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership, Person
from placements.models import Concern, Placement


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody with a role about a placement, and the role in words."""

    person: Person
    role: str

    def __str__(self) -> str:
        """Return the name and the role."""
        return f"{self.person.name}, {self.role}"


def people_about(placement: Placement) -> list[Known]:
    """Return the practice educator, the council's coordinators, the university's partners and the leads.

    Only those who can sign in: a concern is read on its page alone. Two queries.
    """
    council, university = placement.council, placement.student.programme.university
    educator = placement.educator.person if placement.educator and placement.educator.person_id else None
    own = [Known(educator, "the practice educator")] if educator and educator.is_active else []
    held = Membership.objects.current().filter(
        Q(role=Role.COORDINATOR, organisation=council)
        | Q(role=Role.PARTNER, organisation=university)
        | Q(role=Role.LEAD),
        person__is_active=True,
    )
    found = [Known(one.person, str(one)) for one in held.select_related("person", "organisation")]
    return once(own + sorted(found, key=lambda known: known.person.name))


def not_yet(concern: Concern) -> list[Known]:
    """Return those who could be involved and are not."""
    now = set(concern.involved.filter(ended_on=None).values_list("person_id", flat=True))
    return [known for known in people_about(concern.placement) if known.person.pk not in now]


def once(people: list[Known]) -> list[Known]:
    """Return each person once, by the first of her roles."""
    return list({known.person.pk: known for known in reversed(people)}.values())[::-1]
