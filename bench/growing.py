"""Fill an empty database with a register of so many people; print the lead's cookie and a record's key.

The partnership's lead sees the registers of all three councils, as whoever opens the admin does.
"""

import random
import sys
from datetime import date, timedelta
from typing import Any

import django
from django.core.management import call_command

FIRST = (
    "Ann",
    "Bea",
    "Cem",
    "Dot",
    "Eve",
    "Flo",
    "Gus",
    "Hal",
    "Ida",
    "Joy",
    "Kit",
    "Lea",
    "Mia",
    "Ned",
    "Oda",
    "Pat",
    "Ray",
    "Sue",
    "Tom",
    "Una",
    "Val",
    "Wyn",
    "Zoë",
    "Aïsha",
    "Chloé",
)
LAST = (
    "Abbott",
    "Brown",
    "Clarke",
    "Dean",
    "Evans",
    "Fry",
    "Green",
    "Hill",
    "Iqbal",
    "Jones",
    "Khan",
    "Lewis",
    "Moore",
    "Nash",
    "Owen",
    "Price",
    "Reed",
    "Shah",
    "Webb",
)
AWARDS = ("stage-1", "stage-2")
KINDS = ("student", "mentor", "asye", "supervisor")
TEAMS = 40  # of a council


def grow(number: int, today: date) -> tuple[str, str]:
    """Make councils, teams, people and what they did; return the cookie and the key."""
    from educators.actions import standing  # noqa: PLC0415 -- after django.setup()
    from kmtp.partnership.models import Organisation  # noqa: PLC0415

    chance = random.Random("bench")  # noqa: S311 -- a register, no secret
    names = ("Kent", "Medway", "Bexley")
    councils = [
        Organisation.objects.create(
            slug=name.lower(), short_name=name, name=f"{name} Council", kind="council"
        )
        for name in names
    ]
    _people(number, councils, chance, today)
    standing.refresh(today=today)
    return _lead(councils[0])


def _people(number: int, councils: list[Any], chance: random.Random, today: date) -> None:
    from educators.models import Activity, Award, Educator  # noqa: PLC0415

    teams = [team for council in councils for team in _teams(council, today)]
    people = []
    for i in range(number):
        council = councils[0 if i % 2 else 1 + i // 2 % 2]
        team = chance.choice(teams[councils.index(council) * TEAMS :][:TEAMS])
        people.append(
            Educator(
                council=council, team=team, first_name=chance.choice(FIRST), last_name=chance.choice(LAST),
                email=f"p{i}@{council.slug}.example", swe_number=f"SW{i + 1}", capacity=chance.randint(0, 3),
                registered_until=today + timedelta(days=chance.randint(-60, 400)), post="Social worker",
                is_independent=chance.random() < 0.1, joined_on=today - timedelta(days=chance.randint(1, 4000)),
            )
        )  # fmt: skip
    Educator.objects.bulk_create(people, batch_size=2000)
    day = lambda most: today - timedelta(days=chance.randint(0, most))  # noqa: E731
    awards = [
        Award(educator=one, kind=kind, awarded_on=day(3000))
        for one in people
        for kind in AWARDS[: chance.randint(0, 2)]
    ]
    Award.objects.bulk_create(awards, batch_size=5000)
    work = []
    for one in people:
        for start in {day(2500) for _ in range(3)}:
            work.append(
                Activity(
                    educator=one,
                    kind=chance.choice(KINDS),
                    started_on=start,
                    ended_on=start + timedelta(days=100),
                )
            )
    Activity.objects.bulk_create(work, batch_size=5000)


def _teams(council: Any, today: date) -> list[Any]:
    from kmtp.partnership.models import Locality, ServiceArea, Team  # noqa: PLC0415

    areas = [ServiceArea.objects.create(organisation=council, name=f"Area {n}") for n in range(4)]
    places = [
        Locality.objects.create(organisation=council, name=f"{council.short_name} {n}") for n in range(8)
    ]
    return [
        Team.objects.create(
            organisation=council, name=f"Team {n}", service_area=areas[n % 4], locality=places[n % 8],
            valid_from=today - timedelta(days=5000),
        )
        for n in range(TEAMS)
    ]  # fmt: skip


def _lead(council: Any) -> tuple[str, str]:
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from educators.models import Educator  # noqa: PLC0415
    from kmtp.partnership.access import Role  # noqa: PLC0415
    from kmtp.partnership.models import Membership, Person  # noqa: PLC0415

    person = Person.objects.create_user("lead@kmtp.example", "Lead")
    Membership.objects.create(person=person, role=Role.LEAD)
    client = Client()
    client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    key = Educator.objects.filter(council=council).values_list("pk", flat=True)[0]
    return f"{name}={client.cookies[name].value}", str(key)


if __name__ == "__main__":
    django.setup()
    from django.db import connection
    from django.utils.timezone import localdate

    call_command("migrate", verbosity=0)
    print(*grow(int(sys.argv[1]), localdate()))
    connection.cursor().execute("ANALYZE")
