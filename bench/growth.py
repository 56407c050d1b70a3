"""What each list, first page and figure reads with ten years of placements behind it beside one, at national size.

    python -m bench.growth               # 153 councils with 150 placements a year, in a database of its own
    python -m bench.growth 20 50         # so many councils, so many placements of each a year

A line for each page: the pages of 8 KB that its queries touch by EXPLAIN (ANALYZE, BUFFERS), with one year behind the
one that runs and with ten, and the ratio. What grows with the years could be slow one day; the goal is a ratio of at
most 1.5. It counts pages and not seconds, so a busy machine changes nothing.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import django

from bench.pages import own_database
from kmtp.partnership.academic_year import AcademicYear

COUNCILS, A_YEAR, YEARS = 153, 150, 10
GOAL = 1.5
#: Copies of a row have keys so much lower for each year that they lie back, as what came earlier has.
SHIFT = 10_000_000
#: The keys of the year that runs begin here, so that there is room beneath.
FIRST = SHIFT * (YEARS + 1)
TEAMS = 6  # of a council
#: How the placements of the year that runs stand, in turn; of an earlier year all have passed.
STATES = (*("active",) * 6, "passed", "confirmed", "provisional", "paused")
STEPS = 3  # of a placement
#: Placements start over so many weeks.
WEEKS = 8
#: One request in so many waits.
WAITS = 12


@dataclass(frozen=True, slots=True)
class Looked:
    """A page or figure, and who looks at it: ``{year}`` and ``{before}`` stand for this and the last year."""

    name: str
    who: str
    path: str


PAGES = (
    Looked("first page, coordinator", "coordinator", "/"),
    Looked("first page, lead", "lead", "/"),
    Looked("first page, practice educator", "educator", "/"),
    Looked("first page, university", "partner", "/"),
    Looked("placements", "coordinator", "/placements/"),
    Looked("placements, lead", "lead", "/placements/"),
    Looked("placements of this year", "coordinator", "/placements/?year={year}"),
    Looked("placements of last year", "coordinator", "/placements/?year={before}"),
    Looked("placements under way", "coordinator", "/placements/?state=active"),
    Looked("placements that should have ended", "coordinator", "/placements/?due=end"),
    Looked("requests", "coordinator", "/placements/requests/"),
    Looked("requests that wait", "coordinator", "/placements/requests/?state=waiting"),
    Looked("students", "coordinator", "/placements/students/"),
    Looked("students, lead", "lead", "/placements/students/"),
    Looked("students, university", "partner", "/placements/students/"),
    Looked("placements, university", "partner", "/placements/"),
    Looked("requests, university", "partner", "/placements/requests/"),
    Looked("offers", "coordinator", "/placements/offers/"),
    Looked("demand and supply", "coordinator", "/placements/offers/demand/"),
    Looked("steps", "coordinator", "/placements/steps/"),
    Looked("drafts", "coordinator", "/placements/allocation/"),
    Looked("fees", "coordinator", "/placements/fees/"),
    Looked("concerns", "coordinator", "/placements/concerns/"),
    Looked("audits", "coordinator", "/placements/audits/"),
    Looked("practice panels", "lead", "/placements/panels/"),
    Looked("evaluations to send", "coordinator", "/evaluations/send/"),
    Looked("evaluations", "coordinator", "/evaluations/"),
    Looked("register", "coordinator", "/educators/"),
    Looked("manager's figures", "manager", "/educators/figures/"),
)


@dataclass(frozen=True, slots=True)
class Nation:
    """So many councils with so many placements a year."""

    councils: int
    a_year: int
    today: date

    @property
    def year(self) -> AcademicYear:
        """The year that runs."""
        return AcademicYear.of(self.today)

    def settle(self) -> None:
        """Make councils, teams, practice educators, universities and the people who look at the pages."""
        from kmtp.partnership.models import Organisation  # noqa: PLC0415 -- after django.setup()

        rows = [_organisation(f"council-{n}", "council") for n in range(self.councils)]
        councils = Organisation.objects.bulk_create(rows)
        universities = Organisation.objects.bulk_create(
            _organisation(f"university-{n}", "university") for n in range(8)
        )
        teams = _teams(councils, self.today)
        _educators(councils, teams, max(self.a_year // 2, 2), self.today)
        _programmes(universities)
        _people(councils[0], universities[0])

    def live(self) -> None:
        """Make the year that runs: students, requests, offers, placements and their steps, as they come by the week."""
        _leave_room()
        for week in range(WEEKS):
            for place, council in enumerate(_councils()):
                _season(council, self.a_year, week, place, self.today)

    def look_back(self, years: range) -> None:
        """Copy the year that runs into years before it, where all is over."""
        for back in years:
            for model, facts in _copied():
                _copy(model, back, facts)

    def read(self, looked: Looked) -> int:
        """Return how many pages of 8 KB the queries of a page touch; the second time, when caches are warm."""
        client = _client(looked.who)
        path = looked.path.format(year=self.year.slug, before=self.year.previous.slug)
        _answer(client, path)
        return sum(pages for pages, _ in buffers(lambda: _answer(client, path)))

    def read_report(self, council: Any) -> int:
        """Return the same of the chapter on placements of the annual report."""
        from placements.annual_report import section  # noqa: PLC0415

        return sum(pages for pages, _ in buffers(lambda: section(year=self.year, organisation=council)))

    def all_read(self) -> dict[str, int]:
        """Return the pages that everything touches, by its name."""
        analyse()
        found = {looked.name: self.read(looked) for looked in PAGES}
        found["annual report, a council"] = self.read_report(_councils()[0])
        found["annual report, the partnership"] = self.read_report(None)
        return found


@contextmanager
def quickly() -> Iterator[None]:
    """Store rows without the triggers that write the trail and check keys: a nation's would take half an hour."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")


def analyse() -> None:
    """Let the planner know how many rows there are, and all who read that they are all visible, as in a night."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")


def buffers(act: Callable[[], object]) -> list[tuple[int, str]]:
    """Return for each query that ``act`` asks how many pages of 8 KB it touches, and its words."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        act()
    asked = [one["sql"] for one in queries if one["sql"].startswith(("SELECT", "WITH"))]
    return [(_touched(connection, sql), sql) for sql in asked]


def _touched(connection: Any, sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql.replace('%', '%%')}", ())
        [[found]] = cursor.fetchall()
    plan = found[0]["Plan"]
    return sum(plan[f"Shared {kind} Blocks"] for kind in ("Hit", "Read"))


def _answer(client: Any, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")


def _client(who: str) -> Any:
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from kmtp.partnership.models import Person  # noqa: PLC0415

    client = Client()
    client.force_login(Person.objects.get(email=f"{who}@growth.example"), settings.AUTHENTICATION_BACKENDS[0])
    return client


def _organisation(slug: str, kind: str) -> Any:
    from kmtp.partnership.models import Organisation  # noqa: PLC0415

    return Organisation(slug=slug, short_name=slug.replace("-", " ").capitalize(), name=slug, kind=kind)


def _councils() -> list[Any]:
    from kmtp.partnership.models import Organisation  # noqa: PLC0415

    return list(Organisation.objects.filter(slug__startswith="council-").order_by("pk"))


def _teams(councils: list[Any], today: date) -> list[Any]:
    from kmtp.partnership.models import Locality, ServiceArea, Team  # noqa: PLC0415

    areas = ServiceArea.objects.bulk_create(
        ServiceArea(organisation=one, name="Children") for one in councils
    )
    places = Locality.objects.bulk_create(Locality(organisation=one, name="Town") for one in councils)
    since = today - timedelta(days=5000)
    return Team.objects.bulk_create(
        Team(organisation=one, name=f"Team {n}", service_area=area, locality=place, valid_from=since)
        for one, area, place in zip(councils, areas, places, strict=True)
        for n in range(TEAMS)
    )


def _educators(councils: list[Any], teams: list[Any], number: int, today: date) -> None:
    from educators.actions import standing  # noqa: PLC0415
    from educators.models import Award, Educator  # noqa: PLC0415

    since = today - timedelta(days=4000)
    people = Educator.objects.bulk_create(
        Educator(
            council=council, team=teams[at * TEAMS + n % TEAMS], first_name=f"Ann {n}", last_name=f"Ash {at}",
            email=f"e{n}@{council.slug}.example", joined_on=since, capacity=2,
            registered_until=today + timedelta(days=300),
        )
        for at, council in enumerate(councils)
        for n in range(number)
    )  # fmt: skip
    Award.objects.bulk_create(
        Award(educator=one, kind=kind, awarded_on=since) for one in people for kind in ("stage-1", "stage-2")
    )
    standing.refresh(today=today)


def _programmes(universities: list[Any]) -> None:
    from placements.models import Programme, StepKind  # noqa: PLC0415

    Programme.objects.bulk_create(
        Programme(university=one, name=f"{route} Social Work", route=route)
        for one in universities
        for route in ("ba", "ma", "apprenticeship")
    )
    if StepKind.objects.count() < STEPS:
        raise SystemExit("The usual steps are missing: load the migrations' data.")


def _people(council: Any, university: Any) -> None:
    from educators.models import Educator  # noqa: PLC0415
    from kmtp.partnership.access import Role  # noqa: PLC0415
    from kmtp.partnership.models import Membership, Person  # noqa: PLC0415

    places = {Role.LEAD: None, Role.PARTNER: university}
    for role in (Role.COORDINATOR, Role.LEAD, Role.EDUCATOR, Role.MANAGER, Role.PARTNER):
        person = Person.objects.create_user(f"{role}@growth.example", str(role))
        where = places.get(role, council)
        Membership.objects.create(person=person, role=role, organisation=where)
        if role == Role.EDUCATOR:
            first = Educator.objects.filter(council=council).order_by("pk").values("pk")[:1]
            Educator.objects.filter(pk__in=first).update(person=person)


def _leave_room() -> None:
    """Let the keys of the year that runs begin high."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        for model, _ in _copied():
            sequence = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)"
            cursor.execute(sequence, [model._meta.db_table, FIRST])


def _season(council: Any, number: int, week: int, place: int, today: date) -> None:
    """Make a week of one council's year: each student with a request, an offer, a placement and its steps."""
    from educators.models import Educator  # noqa: PLC0415
    from placements.models import Offer, Placement, Programme, Request, Step, StepKind, Student  # noqa: PLC0415

    programmes, people = (
        list(Programme.objects.order_by("pk")),
        list(Educator.objects.filter(council=council)),
    )
    kinds = list(StepKind.objects.order_by("pk")[:STEPS])
    year, own = AcademicYear.of(today), range(week, number + number // WAITS, WEEKS)
    placed = range(week, number, WEEKS)
    students = Student.objects.bulk_create(
        Student(
            programme=programmes[n % len(programmes)], reference=f"{place}-{n}", is_ready_for_practice=True,
            added_on=year.previous.starts_on, **_standing(n, number, today),
        )
        for n in own
    )  # fmt: skip
    asked = Request.objects.bulk_create(
        Request(
            student=one, programme=one.programme, council=council, kind="final", asked_on=year.previous.starts_on,
            **_days(n, today), is_placed=n < number,
        )
        for n, one in zip(own, students, strict=True)
    )  # fmt: skip
    offers = Offer.objects.bulk_create(
        Offer(council=council, team_id=person.team_id, educator=person, kinds=["first", "final"],
              starts_on=year.starts_on, ends_on=year.ends_on, offered_on=year.previous.starts_on)
        for person in (people[n % len(people)] for n in placed)
    )  # fmt: skip
    made = Placement.objects.bulk_create(
        Placement(student=request.student, programme=request.student.programme, request=request, council=council,
                  team_id=offer.team_id, kind="final", educator_id=offer.educator_id, offer=offer, days=100,
                  state=STATES[n % len(STATES)], **_days(n, today))
        for n, request, offer in zip(placed, asked, offers, strict=False)
    )  # fmt: skip
    Step.objects.bulk_create(
        Step(placement=one, kind=kind, due_on=one.starts_on + timedelta(days=30 * n))
        for one in made
        for n, kind in enumerate(kinds)
    )


def _days(n: int, today: date) -> dict[str, date]:
    """Return from when to when a placement lasts: they start over eight weeks."""
    first = today - timedelta(days=60 - 7 * (n % WEEKS))
    return {"starts_on": first, "ends_on": first + timedelta(days=180)}


def _standing(n: int, number: int, today: date) -> dict[str, Any]:
    """Return what the triggers, which are off while rows are copied, would say of a student; a test compares them."""
    if n >= number:
        return {"latest_on": _days(n, today)["starts_on"], "whereabouts": "waiting"}
    is_over = STATES[n % len(STATES)] == "passed"
    return {"latest_on": _days(n, today)["ends_on"], "whereabouts": "before" if is_over else "placed"}


def _copied() -> list[tuple[Any, dict[str, str]]]:
    """Return what earlier years hold, each after what it leans on, and what is otherwise than in the year that runs."""
    from placements.models import Offer, Placement, Request, Step, Student  # noqa: PLC0415

    waits = f"NOT EXISTS (SELECT 1 FROM {Placement._meta.db_table} p WHERE p.request_id = t.id)"
    withdrawn = f"CASE WHEN {waits} THEN {{day}} END"
    before = "CASE t.whereabouts WHEN 'waiting' THEN 'to-send' ELSE 'before' END"
    return [
        (Student, {"reference": "t.reference || '-' || {back}", "whereabouts": before}),
        (Request, {"withdrawn_on": withdrawn.format(day="t.asked_on")}),
        (Offer, {}),
        (Placement, {"state": "'passed'"}),
        (Step, {"done_on": "t.due_on", "done_by_id": "(SELECT min(id) FROM partnership_person)"}),
    ]


def _copy(model: Any, back: int, facts: dict[str, str]) -> None:
    """Copy the rows of the year that runs: keys higher, days earlier, and so that the copies lean on each other."""
    from django.db import connection  # noqa: PLC0415

    ours = {one for one, _ in _copied()}
    columns = [field.column for field in model._meta.concrete_fields]
    values = [facts.get(field.column) or _earlier(field, ours, back) for field in model._meta.concrete_fields]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(map(_quoted, columns))}) "
            f"SELECT {', '.join(value.replace('{back}', str(back)) for value in values)} "
            f"FROM {table} t WHERE t.id >= {FIRST} ORDER BY t.id"
        )


def _earlier(field: Any, ours: set[Any], back: int) -> str:
    column = f"t.{_quoted(field.column)}"
    if field.primary_key or field.related_model in ours:
        return f"{column} - {SHIFT * back}"
    if field.get_internal_type() == "DateField":
        return f"({column} - interval '{back} years')::date"
    return column


def _quoted(name: str) -> str:
    return f'"{name}"'


def compared(nation: Nation, years: int) -> dict[str, tuple[int, int]]:
    """Return what everything touches with one year behind the one that runs, and with so many."""
    nation.settle()
    with quickly():
        nation.live()
        nation.look_back(range(1, 2))
    now = nation.all_read()
    with quickly():
        nation.look_back(range(2, years + 1))
    then = nation.all_read()
    return {name: (now[name], then[name]) for name in now}


def table(found: dict[str, tuple[int, int]]) -> Iterator[str]:
    """Yield the lines of the result, the worst first."""
    yield f"{'page':36}{'1 year':>9}{f'{YEARS} years':>10}{'ratio':>8}"
    for name, (now, then) in sorted(found.items(), key=lambda one: -ratio(*one[1])):
        grown = ratio(now, then)
        yield f"{name:36}{now:9,}{then:10,}{grown:8.2f}{'' if grown <= GOAL else '  NOT MET'}"


def ratio(now: int, then: int) -> float:
    """Return how many times more is touched."""
    return then / max(now, 1)


def main(councils: int = COUNCILS, a_year: int = A_YEAR) -> None:
    """Measure in a database of its own; a child of this process, so that it meets its settings fresh."""
    with own_database() as url:
        facts = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.forgetful"}
        facts |= {"DEMO": "off", "HTTPS": "off", "SECOND_FACTOR": "off"}
        command = [sys.executable, "-m", "bench.growth", str(councils), str(a_year), "here"]
        subprocess.run(command, env=os.environ | facts, check=True)  # noqa: S603


if __name__ == "__main__":
    if sys.argv[-1] != "here":
        main(*map(int, sys.argv[1:]))
    else:
        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.utils.timezone import localdate

        settings.ALLOWED_HOSTS = ["*"]
        call_command("migrate", verbosity=0)
        found = compared(Nation(int(sys.argv[1]), int(sys.argv[2]), localdate()), YEARS)
        print("\n".join(table(found)))
