"""The year that runs and the one before, invented: placements that ended, are under way and are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from educators.models import Educator
from kmtp.demo.data import published
from kmtp.demo.data.world import World
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import ServiceArea
from placements import kinds
from placements.models import Placement, Request, Student

#: So many placements of each kind last year and this year, and requests that wait, by council.
LAST_YEAR = {
    "kent": {"final": 34, "first": 10, "readiness": 12},
    "medway": {"final": 12, "first": 4, "readiness": 6},
}
UNDER_WAY = {"kent": {"final": 22, "first": 6}, "medway": {"final": 7, "first": 3}}
PROVISIONAL = {"kent": 5, "medway": 2}
WAITING = {"kent": 14, "medway": 5}
PROGRAMMES = ("cccu-ba", "kent-ma", "cccu-ma", "kent-ba", "apprentice", "open")


def load(world: World) -> None:
    """Make last year's placements, this year's, and the requests for January."""
    for council in ("kent", "medway"):
        maker = Year(world, council)
        maker.last_year()
        maker.under_way()
        maker.asked_for()
    give_the_educators_a_student(world)


@dataclass
class Year:
    """Makes one council's placements."""

    world: World
    council: str

    def last_year(self) -> None:
        """Placements that ended."""
        year = self.world.year.previous
        rows = [self.ended(kind, turn, year) for kind, turn in each(LAST_YEAR[self.council])]
        Placement.objects.bulk_create(rows)

    def ended(self, kind: str, turn: int, year: AcademicYear) -> Placement:
        """Return one that ended."""
        starts_on = date(year.start, 10, 6) if turn % 2 else date(year.start + 1, 1, 12)
        state = "passed" if turn % 17 or kind == "readiness" else "ended-early"
        made = self.placement(kind, year, starts_on, state)
        made.reason = "student" if state == "ended-early" else ""
        made.state_reason = "The student left the programme" if state == "ended-early" else ""
        return made

    def under_way(self) -> None:
        """Placements that started this autumn; a few overran their end or should have started."""
        start = self.world.today - timedelta(weeks=7)
        year = self.world.year
        rows = []
        for kind, turn in each(UNDER_WAY[self.council]):
            state = "paused" if turn == 4 else "active"
            rows.append(self.placement(kind, year, start - timedelta(days=turn % 3 * 7), state))
        rows[0].starts_on, rows[0].ends_on = start - timedelta(weeks=24), self.world.today - timedelta(days=6)
        rows[1].state, rows[1].starts_on = "confirmed", self.world.today - timedelta(days=3)
        Placement.objects.bulk_create(rows)

    def asked_for(self) -> None:
        """Requests for January: some have a provisional placement, the others wait."""
        start = next_start(self.world.today)
        for turn in range(PROVISIONAL[self.council] + WAITING[self.council]):
            kind = "final" if turn % 3 else "first"
            asked = self.request(kind, turn, start + timedelta(days=turn % 3 * 7))
            if turn < PROVISIONAL[self.council]:
                self.provisional(asked, turn)

    def request(self, kind: str, turn: int, starts_on: date) -> Request:
        """Make and return one request."""
        learner = published.student(self.world, PROGRAMMES[turn % 4], self.world.year)
        Student.objects.filter(pk=learner.pk).update(
            first_setting=ServiceArea.Group.ADULTS if turn % 4 == 1 else ""
        )
        return Request.objects.create(
            student=learner,
            council=self.world.organisations[self.council],
            kind=kind,
            starts_on=starts_on,
            ends_on=starts_on + timedelta(weeks=weeks(kind)),
            wishes=ServiceArea.Group.CHILDREN if turn % 2 else "",
            asked_on=self.world.today - timedelta(days=40 - turn),
        )

    def provisional(self, asked: Request, turn: int) -> None:
        """Make the provisional placement of a request."""
        state = "confirmed" if turn % 3 == 2 else "provisional"
        made = self.placement(asked.kind, self.world.year, asked.starts_on, state, asked.student)
        made.request = asked
        made.save()

    def placement(
        self, kind: str, year: AcademicYear, starts_on: date, state: str, learner: Student | None = None
    ) -> Placement:
        """Return one placement with an educator who is free, not stored."""
        world = self.world
        ends_on = starts_on + (timedelta(days=3) if kind == "readiness" else timedelta(weeks=weeks(kind)))
        educator = self.whom(kind, starts_on, ends_on)
        team = educator.team if educator and educator.team else world.chance.choice(world.teams[self.council])
        programme = world.chance.choice(PROGRAMMES if kind == "first" else PROGRAMMES[:4])
        return Placement(
            student=learner or published.student(world, programme, year),
            council=world.organisations[self.council],
            team=team,
            educator=educator,
            kind=kind,
            days=4 if kind == "readiness" else kinds.KINDS[kind].days,
            starts_on=starts_on,
            ends_on=ends_on,
            state=state,
            reason="student" if state == "paused" else "",
            state_reason="The student is unwell" if state == "paused" else "",
        )

    def whom(self, kind: str, starts_on: date, ends_on: date) -> Educator | None:
        """Return an educator of today's register at the right stage who has nobody else then."""
        if kind == "readiness":
            return None
        for candidate in self.reach(kind):
            taken = self.world.taken.setdefault(candidate.pk, [])
            if all(ends_on < first or starts_on > last for first, last in taken):
                taken.append((starts_on, ends_on))
                return candidate
        raise LookupError(f"No educator of {self.council} is free for a {kind} placement from {starts_on}")

    def reach(self, kind: str) -> list[Educator]:
        """Return today's educators at the right stage, in the demo's own order."""
        council, today = self.world.organisations[self.council], self.world.today
        able = Educator.objects.of(council).active_on(today).qualified_on(today).filter(is_independent=False)
        able = able.filter(registered_until__gte=today).select_related("team")
        if kind == "final":
            able = able.filter(Q(stage="stage-2"))
        found = list(able.order_by("pk"))
        self.world.chance.shuffle(found)
        return found


def each(counts: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Yield each kind as often as it is counted, with its turn."""
    for kind, count in counts.items():
        for turn in range(count):
            yield kind, turn


def weeks(kind: str) -> int:
    """Return how long a placement takes at four days a week, with a little room."""
    return {"first": 18, "final": 26}[kind]


def next_start(today: date) -> date:
    """Return the next second Monday of January or of September, where placements start."""
    starts = [date(today.year, 9, 8), date(today.year + 1, 1, 8), date(today.year, 1, 8)]
    return min(day + timedelta(days=-day.weekday() % 7) for day in starts if day > today)


def give_the_educators_a_student(world: World) -> None:
    """Let the two practice educators who sign in be the educators of a placement that is under way."""
    for council in ("kent", "medway"):
        person = world.people[f"educator@{council}.example"]
        under_way = Placement.objects.filter(
            council=world.organisations[council], kind="final", state="active", ends_on__gt=world.today
        )
        chosen = under_way.select_related("educator").order_by("pk")[2]
        educator = chosen.educator
        if educator is None:
            raise LookupError("A final placement always has an educator")
        educator.person, educator.email = person, person.email
        educator.first_name, educator.last_name = person.name.split(" ", 1)
        educator.save()
