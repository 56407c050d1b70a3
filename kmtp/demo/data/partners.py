"""The partners: councils, universities, teams, and the people who sign in."""

import random
from datetime import date

from django.db.models import Q

from kmtp.demo.data.world import PASSWORD, World
from kmtp.partnership.access import Role
from kmtp.partnership.models import (
    Locality,
    Membership,
    Organisation,
    Person,
    Postcode,
    ServiceArea,
    Team,
)
from placements.models import Programme, Scheme
from placements.models.programme import Route

MARK = "kent"
COUNCIL, UNIVERSITY, AGENCY = (
    Organisation.Kind.COUNCIL,
    Organisation.Kind.UNIVERSITY,
    Organisation.Kind.AGENCY,
)
Group = ServiceArea.Group

ORGANISATIONS = (
    ("kent", COUNCIL, "Kent County Council", "Kent", 1),
    ("medway", COUNCIL, "Medway Council", "Medway", 2),
    ("cccu", UNIVERSITY, "Canterbury Christ Church University", "CCCU", 3),
    ("kent-uni", UNIVERSITY, "University of Kent", "University of Kent", 4),
    ("open", UNIVERSITY, "The Open University", "Open University", 5),
    ("think-ahead", UNIVERSITY, "Think Ahead", "Think Ahead", 6),
    ("step-up", UNIVERSITY, "Step Up to Social Work, South East", "Step Up South East", 7),
    ("oast", AGENCY, "Oast House Practice Education", "Oast House", 8),
)
PROGRAMMES = (
    ("cccu-ba", "cccu", "BA (Hons) Social Work", Route.BA),
    ("cccu-ma", "cccu", "MA Social Work", Route.MA),
    ("kent-ba", "kent-uni", "BA (Hons) Social Work", Route.BA),
    ("kent-ma", "kent-uni", "MA Social Work", Route.MA),
    ("apprentice", "cccu", "Social Worker degree apprenticeship", Route.APPRENTICESHIP),
    ("open", "open", "BA (Hons) Social Work", Route.OPEN_UNIVERSITY),
    ("think-ahead", "think-ahead", "Think Ahead programme", Route.THINK_AHEAD),
    ("step-up", "step-up", "Step Up to Social Work", Route.STEP_UP),
)
SCHEMES = (
    ("medway", "Student Social Workers in School Settings", "SSWISS"),
    ("kent", "Kent Enablement & Recovery Service", "Enablement & Recovery"),
)
DISTRICTS = {
    "kent": (
        "Ashford", "Canterbury", "Dartford", "Dover", "Folkestone & Hythe", "Gravesham", "Maidstone", "Sevenoaks",
        "Swale", "Thanet", "Tonbridge & Malling", "Tunbridge Wells",
    ),
    "medway": ("Chatham", "Gillingham", "Rainham", "Rochester", "Strood"),
}  # fmt: skip
#: Districts are called otherwise in the postcode directory, and Medway's towns are told by their outward codes.
NAMED = {"Folkestone & Hythe": "Folkestone and Hythe", "Tonbridge & Malling": "Tonbridge and Malling"}
TOWNS = {
    "Chatham": ("ME4", "ME5"),
    "Gillingham": ("ME7",),
    "Rainham": ("ME8",),
    "Rochester": ("ME1",),
    "Strood": ("ME2",),
}
#: The first teams of a council by name are run by its manager.
MANAGED = {"manager@kent.example": ("kent", 5), "manager@medway.example": ("medway", 3)}
SERVICES = {
    "kent": (
        ("Children’s social work", Group.CHILDREN),
        ("Children in Care", Group.CHILDREN),
        ("18+ Care Leavers", Group.CHILDREN),
        ("Disabled Children & Young People", Group.CHILDREN),
        ("Adult community", Group.ADULTS),
        ("Learning disability", Group.ADULTS),
        ("Mental health", Group.MENTAL_HEALTH),
    ),
    "medway": (
        ("Children’s social work", Group.CHILDREN),
        ("Adolescents", Group.CHILDREN),
        ("First Response", Group.CHILDREN),
        ("Adult social care", Group.ADULTS),
    ),
}
#: How many teams each service has in a council; they are spread over the districts.
TEAMS_OF_A_SERVICE = {"kent": 6, "medway": 4}
SIGN_INS = (
    ("coordinator@kent.example", "Kerry Nolan", Role.COORDINATOR, "kent"),
    ("coordinator@medway.example", "Moira Dunn", Role.COORDINATOR, "medway"),
    ("lead@kmtp.example", "Lorna Hale", Role.LEAD, None),
    ("educator@kent.example", "Ellen Marsh", Role.EDUCATOR, "kent"),
    ("educator@medway.example", "Edward Obi", Role.EDUCATOR, "medway"),
    ("manager@kent.example", "Martha Quinn", Role.MANAGER, "kent"),
    ("manager@medway.example", "Miles Rowe", Role.MANAGER, "medway"),
    ("partner@cccu.example", "Petra Lane", Role.PARTNER, "cccu"),
    ("partner@kent-uni.example", "Paul Adler", Role.PARTNER, "kent-uni"),
    ("admin@kmtp.example", "Ada Winter", Role.ADMINISTRATOR, None),
)


def load(world: World) -> None:
    """Make the partners and their people."""
    for slug, kind, name, short_name, theme in ORGANISATIONS:
        world.organisations[slug] = Organisation.objects.create(
            slug=slug, kind=kind, name=name, short_name=short_name, theme=theme
        )
    for slug in DISTRICTS:
        world.teams[slug] = teams_of(world, slug)
    load_programmes(world)
    load_people(world)
    give_the_managers_teams(world)


def load_programmes(world: World) -> None:
    """Make the programmes and the councils' special provisions."""
    for key, university, name, route in PROGRAMMES:
        of = world.organisations[university]
        world.programmes[key] = Programme.objects.create(university=of, name=name, route=route)
    for council, name, short_name in SCHEMES:
        Scheme.objects.create(council=world.organisations[council], name=name, short_name=short_name)


def teams_of(world: World, slug: str) -> list[Team]:
    """Make and return a council's teams, each service in some of the districts in turn."""
    council = world.organisations[slug]
    places = [Locality.objects.create(organisation=council, name=name) for name in DISTRICTS[slug]]
    teams = []
    for turn, (name, group) in enumerate(SERVICES[slug]):
        area = ServiceArea.objects.create(organisation=council, name=name, group=group)
        for step in range(TEAMS_OF_A_SERVICE[slug]):
            place = places[(turn + step * 2) % len(places)]
            teams.append(
                Team(organisation=council, name=f"{place} {name}", service_area=area, locality=place)
            )
    for team in teams:
        team.valid_from = date(2016, 9, 1)
    distinct = list({team.name: team for team in teams}.values())
    give_postcodes(world, distinct)
    return Team.objects.bulk_create(distinct)


def load_people(world: World) -> None:
    """Make the ten sign-ins."""
    for email, name, role, slug in SIGN_INS:
        person = Person.objects.create_user(email, name, PASSWORD)
        Membership.objects.create(
            person=person,
            role=role,
            organisation=world.organisations[slug] if slug else None,
            started_on=date(2018, 9, 1),
        )
        world.people[email] = person


def give_postcodes(world: World, teams: list[Team]) -> None:
    """Put each team at a real postcode of its locality. The choice is its own, so that no other draw shifts."""
    chance = random.Random(f"postcodes {world.today}")
    for place in sorted({team.locality.name for team in teams}):
        codes = postcodes_of(place)
        for team in teams:
            if team.locality.name == place:
                team.postcode = chance.choice(codes)


def postcodes_of(place: str) -> list[str]:
    """Return the postcodes of a district, or of one of Medway's towns."""
    towns = Q()
    for outward in TOWNS.get(place, ()):
        towns |= Q(code__startswith=f"{outward} ")
    district = Q(district__name="Medway") if towns else Q(district__name=NAMED.get(place, place))
    return list(Postcode.objects.filter(towns & district).order_by("code").values_list("code", flat=True))


def give_the_managers_teams(world: World) -> None:
    """Let each council's manager run some teams."""
    for email, (slug, number) in MANAGED.items():
        own = sorted(world.teams[slug], key=lambda team: team.name)[:number]
        for team in own:
            team.manager = world.people[email]
        Team.objects.bulk_update(own, ["manager"])
