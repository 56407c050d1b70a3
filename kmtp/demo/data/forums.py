"""Forums: the first joint one of November 2019 and the next of February 2020, and those of the year that runs."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from educators.models import Educator
from forums.models import Booking, Forum, Session
from kmtp.demo.data.world import World

#: Whom, by the demo's key of an organisation, and what.
Part = tuple[str, str, str]


@dataclass(frozen=True)
class Plan:
    """One forum to make."""

    title: str
    theme: str
    held_on: date
    parts: tuple[Part, ...]
    state: str = "held"
    booked: int = 46
    council: str = ""


#: The sessions of both are those of the case study; the days and the numbers of people are invented.
NOVEMBER = Plan(
    "Reflective supervision",
    "A session on reflective supervision, then focus groups.",
    date(2019, 11, 14),
    (
        ("Reflective supervision", "The PEPS programme lead", "cccu"),
        ("Focus group: resources for practice educators", "Student Faculty, Medway", "medway"),
        ("Focus group: the student’s caseload", "Student Faculty, Kent", "kent"),
        ("Focus group: the draft placement evaluation form", "Student Faculty, Kent", "kent"),
    ),
)
FEBRUARY = Plan(
    "Fair and supportive placements",
    "What students from Black, Asian and minority ethnic backgrounds meet on placement; students who struggle.",
    date(2020, 2, 12),
    (
        (
            "Issues faced by students from a BAME background",
            "An academic of Canterbury Christ Church",
            "cccu",
        ),
        ("Supporting struggling and failing students", "An academic of the University of Kent", "kent-uni"),
        ("Unconscious bias", "An academic of the University of Kent", "kent-uni"),
    ),
    booked=52,
)


def load(world: World) -> None:
    """Make every forum with its bookings."""
    for plan in (NOVEMBER, FEBRUARY):
        forum = make(world, plan)
        everybody = world.educators["kent"] + world.educators["medway"]
        come(world, forum, world.chance.sample(everybody, plan.booked))
    for plan in living(world.today):
        forum = make(world, plan)
        now = [e for e in world.educators["kent now"] + world.educators["medway now"] if e.person_id is None]
        come(world, forum, world.chance.sample(now, plan.booked))


def living(today: date) -> list[Plan]:
    """Return last term's forum, the one whose register nobody took, the next one and a draft."""
    return [
        Plan(
            "Neurodiversity and reasonable adjustments",
            "What helps a neurodivergent student to learn, and what a practice educator may ask.",
            workday(today - timedelta(days=150)),
            (
                ("Adjustments that work", "A lecturer in social work", "kent-uni"),
                ("Case discussion", "Kerry Nolan", "kent"),
            ),
            booked=38,
        ),
        Plan(
            "The learning agreement",
            "Planning a placement from the first meeting on.",
            workday(today - timedelta(days=4)),
            (("A learning agreement that is used", "Moira Dunn", "medway"),),
            state="announced",
            booked=31,
        ),
        Plan(
            "Anti-racist practice education",
            "Supervision, observation and assessment that notice racism and act on it.",
            workday(today + timedelta(days=24)),
            (
                ("What students told us", "A lecturer in social work", "cccu"),
                ("Giving feedback across difference", "Lorna Hale", "kent"),
                ("Small groups", "Kerry Nolan and Moira Dunn", "medway"),
            ),
            state="announced",
            booked=29,
        ),
        Plan(
            "Writing the final report",
            "Evidence, judgement and plain words.",
            workday(today + timedelta(days=80)),
            (("Reading two reports together", "A panel member", "cccu"),),
            state="draft",
            booked=0,
        ),
    ]


def workday(day: date) -> date:
    """Return the day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def make(world: World, plan: Plan) -> Forum:
    """Make one forum with its sessions."""
    forum = Forum.objects.create(
        title=plan.title,
        theme=plan.theme,
        council=None,
        held_on=plan.held_on,
        starts_at=time(9, 30),
        ends_at=time(12, 30),
        venue="The Old Gun Wharf, Chatham",
        capacity=60,
        state=plan.state,
    )
    for order, (title, facilitator, organisation) in enumerate(plan.parts, start=1):
        of = world.organisations[organisation]
        Session.objects.create(
            forum=forum, order=order, title=title, facilitator=facilitator, organisation=of
        )
    return forum


def come(world: World, forum: Forum, educators: list[Educator]) -> None:
    """Book places; where the register was taken, nine in ten came."""
    was_taken = forum.state == "held"
    confirmed_at = make_aware(datetime.combine(forum.held_on, time(12, 45))) if was_taken else None
    Booking.objects.bulk_create(
        Booking(
            forum=forum,
            educator=educator,
            booked_at=make_aware(datetime.combine(forum.held_on - timedelta(days=30), time(10, 0))),
            attended=world.chance.random() < 0.9 if was_taken else None,
            confirmed_at=confirmed_at,
            confirmed_by=world.people["lead@kmtp.example"] if was_taken else None,
        )
        for educator in educators
    )
