"""What the loaders share: the demo's today, its chance, and what was made so far, by name."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from educators.models import Educator
from kmtp.demo.data import names
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation, Person, Team
from placements.models import Programme

PASSWORD = "practice-learning"


@dataclass
class World:
    """The demo while it is made. ``chance`` is seeded by the day, so that one day gives one demo."""

    today: date
    chance: random.Random
    organisations: dict[str, Organisation] = field(default_factory=dict)
    teams: dict[str, list[Team]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    educators: dict[str, list[Educator]] = field(default_factory=dict)
    taken: dict[int, list[tuple[date, date]]] = field(default_factory=dict)
    _students: int = 0

    @property
    def year(self) -> AcademicYear:
        """The academic year that runs."""
        return AcademicYear.of(self.today)

    def name(self) -> tuple[str, str]:
        """Return an invented first and last name."""
        return self.chance.choice(names.FIRST), self.chance.choice(names.LAST)

    def day_between(self, first: date, last: date) -> date:
        """Return a weekday between two days."""
        day = first + timedelta(days=self.chance.randint(0, (last - first).days))
        return day - timedelta(days=max(0, day.weekday() - 4))

    def next_student(self) -> int:
        """Return the number of the next student, for references that are all different."""
        self._students += 1
        return self._students
