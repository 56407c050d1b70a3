"""The registers: in 2019/20 the published numbers, changed since then by invented comings and goings."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from educators.models import Activity, Award, Educator, Training
from kmtp.demo.data import names
from kmtp.demo.data.world import World
from kmtp.partnership.academic_year import AcademicYear

Y1819, Y1920 = AcademicYear(2018), AcademicYear(2019)


@dataclass(frozen=True)
class Published:
    """What a council published of its practice educators, and how its PEPS training went."""

    stage_2: int
    stage_1: int
    independents: int
    trained_1_in_1819: int
    trained_2_in_1819: int
    trained_1_in_1920: int
    trained_2_in_1920: int


#: Medway: 59, over 60 % at Stage 2; 14 trained in 2018/19 (their split is invented), 10 and 8 in 2019/20.
#: Kent: over 200, almost 75 % at Stage 2; 47 and 22 trained in 2018/19, 33 and 28 in 2019/20.
REGISTERS = {
    "medway": Published(36, 23, 0, 8, 6, 10, 8),
    "kent": Published(152, 52, 7, 47, 22, 33, 28),
}
#: Real postcodes over the county, where independent practice educators may work from.
HOMES = (
    *("ME14 1XQ", "CT1 2DA", "TN23 1YB", "CT9 1HZ", "CT20 2TY", "TN1 1RS"),
    *("DA11 0AA", "ME10 3HH", "TN9 1BG", "CT16 1AA", "TN13 1YL"),
)
LEGACY_SHARE = 12  # one in twelve of the fully qualified has an award from before PEPS


def load(world: World) -> None:
    """Make both registers as they were published, then let the years pass."""
    for slug, published in REGISTERS.items():
        makers = Register(world, slug)
        world.educators[slug] = makers.published(published)
        makers.years_pass()


@dataclass
class Register:
    """Makes one council's register."""

    world: World
    slug: str
    made: int = 0

    def published(self, numbers: Published) -> list[Educator]:
        """Make the educators of 2019/20 with their awards and training; return those with an award."""
        full = self.people(numbers.stage_2, date(2010, 9, 1), date(2016, 6, 30))
        first = self.people(numbers.stage_1, date(2015, 9, 1), date(2018, 6, 30))
        self.independents(full[-numbers.independents :] if numbers.independents else [])
        self.awards(full, first, numbers)
        self.training(full, first, numbers)
        return full + first

    def people(self, count: int, first: date, last: date) -> list[Educator]:
        """Make so many educators who joined between two days."""
        return Educator.objects.bulk_create(
            [self.educator(self.world.day_between(first, last)) for _ in range(count)]
        )

    def educator(self, joined_on: date) -> Educator:
        """Return one educator, not stored."""
        world, chance = self.world, self.world.chance
        self.made += 1
        first, last = world.name()
        number = self.made + (1000 if self.slug == "kent" else 60000)
        return Educator(
            council=world.organisations[self.slug],
            first_name=first,
            last_name=last,
            email=f"{first}.{last}.{self.made}@{self.slug}.example".lower(),
            phone=f"01632 960{self.made % 1000:03}",
            swe_number=f"SW{number}",
            registered_until=next_renewal(world.today),
            registration_checked_on=date(world.today.year - 1, 12, 4),
            team=chance.choice(world.teams[self.slug]),
            post=chance.choice(names.POSTS if chance.random() < 0.85 else names.MANAGERS),
            base=chance.choice(("on-site", "on-site", "on-site", "either", "off-site")),
            contracted_hours=chance.choice((37, 37, 37, 30, 22.5)),
            capacity=1 if chance.random() < 0.9 else 2,
            joined_on=joined_on,
        )

    def independents(self, educators: list[Educator]) -> None:
        """Make these independent, contracted through an agency."""
        homes = random.Random(f"independents {self.world.today}").sample(list(HOMES), len(educators))
        for educator, home in zip(educators, homes, strict=True):
            educator.is_independent, educator.team, educator.postcode = True, None, home
            educator.provided_by = self.world.organisations["oast"]
        Educator.objects.bulk_update(educators, ["is_independent", "team", "postcode", "provided_by"])

    def awards(self, full: list[Educator], first: list[Educator], numbers: Published) -> None:
        """Give everybody the awards of 2019/20; those who trained in 2018/19 got theirs in July 2019."""
        new_1, new_2 = numbers.trained_1_in_1819, numbers.trained_2_in_1819
        made: list[Award] = []
        for number, educator in enumerate(full):
            made += self.full_awards(educator, number, is_new=number < new_2)
        for number, educator in enumerate(first):
            day = date(2019, 7, 12) if number < new_1 else educator.joined_on + timedelta(days=300)
            made.append(self.award(educator, Award.Kind.STAGE_1, day))
        Award.objects.bulk_create(made)

    def full_awards(self, educator: Educator, number: int, *, is_new: bool) -> list[Award]:
        """Return the awards of somebody who may assess final placements."""
        if number % LEGACY_SHARE == LEGACY_SHARE - 1 and not is_new:
            return [self.award(educator, Award.Kind.PRACTICE_TEACHING, date(2008, 7, 11))]
        earlier = educator.joined_on + timedelta(days=300)
        later = date(2019, 7, 12) if is_new else earlier + timedelta(days=365)
        return [
            self.award(educator, Award.Kind.STAGE_1, earlier),
            self.award(educator, Award.Kind.STAGE_2, later),
        ]

    def award(self, educator: Educator, kind: str, day: date) -> Award:
        """Return an award, not stored."""
        return Award(educator=educator, kind=kind, awarded_on=day, provider=self.world.organisations["cccu"])

    def training(self, full: list[Educator], first: list[Educator], numbers: Published) -> None:
        """Write down who trained in 2018/19 and 2019/20; those of 2019/20 had their awards in autumn 2020."""
        self.trained(first[: numbers.trained_1_in_1819], "stage-1", Y1819, date(2019, 7, 12))
        self.trained(full[: numbers.trained_2_in_1819], "stage-2", Y1819, date(2019, 7, 12))
        novices = self.people(numbers.trained_1_in_1920, date(2019, 9, 2), date(2019, 9, 27))
        self.trained(novices, "stage-1", Y1920, date(2020, 10, 16))
        self.trained(first[-numbers.trained_2_in_1920 :], "stage-2", Y1920, date(2020, 10, 16))
        later = [self.award(educator, Award.Kind.STAGE_1, date(2020, 10, 16)) for educator in novices]
        later += [
            self.award(educator, Award.Kind.STAGE_2, date(2020, 10, 16))
            for educator in first[-numbers.trained_2_in_1920 :]
        ]
        Award.objects.bulk_create(later)

    def trained(
        self,
        people: list[Educator],
        stage: str,
        year: AcademicYear,
        ended_on: date | None,
        state: str = "completed",
    ) -> None:
        """Write down a place on a programme for each."""
        provider = self.world.organisations["cccu"]
        Training.objects.bulk_create(
            Training(educator=e, stage=stage, year=year, provider=provider, state=state, ended_on=ended_on)
            for e in people
        )

    def years_pass(self) -> None:
        """Let some leave since 2020, take a break or lack a fact, and let others join and train."""
        self.goings()
        self.comings()
        self.loose_ends()

    def goings(self) -> None:
        """Some left between 2020 and now; a few are on a break."""
        world, chance = self.world, self.world.chance
        staying = []
        for educator in world.educators[self.slug]:
            if chance.random() < 0.25:
                educator.left_on = world.day_between(date(2020, 10, 1), world.today - timedelta(days=30))
                educator.status_reason = chance.choice(
                    ("Moved to another council", "Retired", "Changed role")
                )
            elif chance.random() < 0.04:
                educator.on_break_from = world.day_between(world.today - timedelta(days=200), world.today)
                educator.status_reason = chance.choice(("Parental leave", "Caseload", "Long-term sickness"))
            else:
                staying.append(educator)
        Educator.objects.bulk_update(
            world.educators[self.slug], ["left_on", "on_break_from", "status_reason"]
        )
        world.educators[f"{self.slug} now"] = [e for e in staying if not e.is_independent]

    def comings(self) -> None:
        """New educators of the last years, and those who train now."""
        world = self.world
        scale = 1 if self.slug == "medway" else 4
        last_year = world.year.previous
        new = self.people(6 * scale, last_year.previous.starts_on, last_year.previous.ends_on)
        Award.objects.bulk_create(
            self.award(e, Award.Kind.STAGE_1, e.joined_on + timedelta(days=250)) for e in new
        )
        self.trained(new, "stage-1", last_year.previous, last_year.starts_on)
        self.trained(new[: 2 * scale], "stage-2", last_year, last_year.ends_on)
        Award.objects.bulk_create(
            self.award(e, Award.Kind.STAGE_2, last_year.ends_on) for e in new[: 2 * scale]
        )
        trainees = self.people(4 * scale, world.year.starts_on, world.year.starts_on + timedelta(days=20))
        self.trained(trainees, "stage-1", world.year, None, state=Training.State.UNDER_WAY)
        world.educators[f"{self.slug} now"] += new
        world.educators[f"{self.slug} trainees"] = trainees

    def loose_ends(self) -> None:
        """Some registrations lapsed, some addresses are missing: what a coordinator has to mend."""
        chance = self.world.chance
        current = self.world.educators[f"{self.slug} now"]
        for educator in chance.sample(current, len(current) // 15):
            educator.registered_until = date(self.world.today.year - 1, 11, 30)
        for educator in chance.sample(current, len(current) // 25):
            educator.email = ""
        Educator.objects.bulk_update(current, ["registered_until", "email"])
        self.activities(current)

    def activities(self, current: list[Educator]) -> None:
        """What they did in the last two years beside students: mentoring, ASYE, AMHP, BIA."""
        chance, today = self.world.chance, self.world.today
        made = []
        for educator in current:
            is_manager = educator.post in names.MANAGERS
            if is_manager or chance.random() < 0.3:
                kind = (
                    "asye" if is_manager else chance.choice(("mentor", "asye", "amhp", "bia", "supervisor"))
                )
                start = self.world.day_between(today - timedelta(days=600), today - timedelta(days=30))
                end = start + timedelta(days=240)
                ended_on = end if end < today else None
                made.append(Activity(educator=educator, kind=kind, started_on=start, ended_on=ended_on))
        Activity.objects.bulk_create(made)


def next_renewal(today: date) -> date:
    """Return the day until which somebody who renewed in time is registered: each 30 November."""
    return date(today.year if (today.month, today.day) <= (11, 30) else today.year + 1, 11, 30)
