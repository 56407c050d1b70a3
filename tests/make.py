"""Plain functions that make rows for tests, and the named cast that the tests speak of.

Each takes what matters as keywords and fills in the rest.
"""

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from educators.actions import standing
from educators.models import Award, Educator
from kmtp.partnership.access import Role
from kmtp.partnership.models import Locality, Membership, Organisation, Person, ServiceArea, Team
from placements import kinds
from placements.models import ConfidentialProfile, Placement, Programme, Request, Student

TODAY = date(2020, 3, 2)
PASSWORD = "practice-learning"


def council(name: str = "Kent", **facts: Any) -> Organisation:
    """Return the council of this short name."""
    return organisation(name, Organisation.Kind.COUNCIL, f"{name} County Council", **facts)


def university(name: str = "CCCU", **facts: Any) -> Organisation:
    """Return the university of this short name."""
    return organisation(name, Organisation.Kind.UNIVERSITY, f"University {name}", **facts)


def organisation(short_name: str, kind: str, name: str, **facts: Any) -> Organisation:
    """Return the organisation, made once."""
    defaults = {"short_name": short_name, "kind": kind, "name": name, **facts}
    return Organisation.objects.get_or_create(slug=short_name.lower().replace(" ", "-"), defaults=defaults)[0]


def person(name: str = "Pat Green", *, role: Role | None = None, at: Organisation | None = None) -> Person:
    """Return a person with a sign-in, holding ``role`` at an organisation (or for the whole partnership)."""
    email = f"{name.lower().replace(' ', '.')}@{at.slug if at else 'kmtp'}.example"
    found = Person.objects.filter(email=email).first() or Person.objects.create_user(email, name)
    if role:
        Membership.objects.get_or_create(person=found, role=role, organisation=at)
    return found


def coordinator(of: Organisation) -> Person:
    """Return the coordinator of a council."""
    return person(f"{of.short_name} Coordinator", role=Role.COORDINATOR, at=of)


def manager(of: Organisation) -> Person:
    """Return a manager of a council."""
    return person(f"{of.short_name} Manager", role=Role.MANAGER, at=of)


def partner(of: Organisation) -> Person:
    """Return the practice learning lead of a university."""
    return person(f"{of.short_name} Partner", role=Role.PARTNER, at=of)


def lead() -> Person:
    """Return the partnership's lead."""
    return person("Lena Lead", role=Role.LEAD)


def administrator() -> Person:
    """Return the partnership's administrator."""
    return person("Ada Administrator", role=Role.ADMINISTRATOR)


def team(of: Organisation | None = None, name: str = "Chatham Team", **facts: Any) -> Team:
    """Return a team of a council."""
    of = of or council()
    area = ServiceArea.objects.get_or_create(
        organisation=of, name="Children in Care", defaults={"group": ServiceArea.Group.CHILDREN}
    )[0]
    place = Locality.objects.get_or_create(organisation=of, name="Chatham")[0]
    defaults = {"service_area": area, "locality": place, "valid_from": date(2016, 9, 1), **facts}
    return Team.objects.get_or_create(organisation=of, name=name, defaults=defaults)[0]


def educator(
    of: Organisation | None = None, *, stage: int = 2, sign_in: bool = False, **facts: Any
) -> Educator:
    """Return a new educator on a council's register, with the awards up to ``stage``."""
    of = of or council()
    facts = {"first_name": "Stella", "last_name": "Two", "joined_on": date(2017, 9, 1), **facts}
    if "team" not in facts:
        facts["team"] = team(of)
    if sign_in:
        facts["person"] = person(f"{facts['first_name']} {facts['last_name']}", role=Role.EDUCATOR, at=of)
    made = Educator.objects.create(council=of, **facts)
    for reached in range(1, stage + 1):
        Award.objects.create(educator=made, kind=f"stage-{reached}", awarded_on=date(2017 + reached, 7, 1))
    standing.refresh([made.pk], today=localdate())
    made.refresh_from_db(fields=["stage_1_on", "full_award_on", "practised_until"])
    return made


def programme(of: Organisation | None = None, route: str = "ba", **facts: Any) -> Programme:
    """Return a university's programme."""
    of = of or university()
    facts = {"name": f"{route.upper()} Social Work", **facts}
    return Programme.objects.get_or_create(university=of, route=route, **facts)[0]


def student(
    of: Programme | None = None, reference: str = "", *, name: str = "Sam Student", **facts: Any
) -> Student:
    """Return a new student with a confidential profile."""
    of = of or programme()
    reference = reference or f"S-{Student.objects.count() + 1:04}"
    facts = {"is_ready_for_practice": True, **facts}
    made = Student.objects.create(programme=of, reference=reference, **facts)
    email = f"{reference.lower()}@students.example"
    ConfidentialProfile.objects.create(student=made, name=name, email=email, dbs_cleared_on=date(2019, 9, 1))
    return made


def request(of: Organisation | None = None, *, kind: str = "final", **facts: Any) -> Request:
    """Return a new request to a council."""
    facts = {
        "starts_on": date(2020, 1, 6),
        "ends_on": date(2020, 6, 26),
        "asked_on": date(2019, 10, 1),
        **facts,
    }
    if "student" not in facts:
        facts["student"] = student()
    return Request.objects.create(council=of or council(), kind=kind, **facts)


def placement(of: Organisation | None = None, *, kind: str = "final", **facts: Any) -> Placement:
    """Return a new placement at a council, under way unless ``state`` says otherwise."""
    of = of or council()
    facts = {"starts_on": date(2020, 1, 6), "ends_on": date(2020, 6, 26), "state": "active", **facts}
    if "student" not in facts:
        facts["student"] = student()
    if "educator" not in facts and kinds.KINDS[kind].needs_educator:
        facts["educator"] = educator(of)
    if "team" not in facts:
        facts["team"] = team(of)
    return Placement.objects.create(council=of, kind=kind, days=kinds.KINDS[kind].days, **facts)
