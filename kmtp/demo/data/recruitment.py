"""The demonstration's recruitment: one intake that is over, one that runs, one to open."""

import random
from datetime import date, time, timedelta

from educators import recruitment
from educators.actions.recruitment.intakes import QUESTIONS
from educators.letters.recruitment import APPLICANT, MANAGER, PANEL
from educators.models import Application, Assessment, Criterion, Intake, Panel, PanelMember, Score
from kmtp.demo.data import names
from kmtp.demo.data.world import World
from kmtp.mail import links

PAST = ("awarded", "awarded", "awarded", "did-not-complete", "declined", "not-offered")
TEXT = "I have supported newly qualified colleagues for two years, and would like to teach students."


def load(world: World) -> None:
    """Make them, by a chance of their own."""
    chance, today = random.Random(f"recruitment {world.today}"), world.today  # noqa: S311 -- no secret
    over = intake(world, "Last year’s intake", today - timedelta(days=400), "stage-1")
    fill(world, over, PAST, chance)
    runs = intake(world, "This year’s intake", today - timedelta(days=40), "stage-1")
    fill(world, runs, tuple(recruitment.STATES), chance)
    score(world, runs, chance)
    intake(world, "The second intake of the year", today + timedelta(days=30), "stage-2")


def intake(world: World, name: str, opens_on: date, stage: str) -> Intake:
    """Make an intake of Kent with its questions."""
    made = Intake.objects.create(
        council=world.organisations["kent"],
        provider=world.organisations["cccu"],
        name=name,
        stage=stage,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=60),
        starts_on=opens_on + timedelta(days=120),
        places=12,
    )
    Criterion.objects.bulk_create(
        Criterion(intake=made, order=order, words=words) for order, words in enumerate(QUESTIONS, start=1)
    )
    return made


def fill(world: World, of: Intake, states: tuple[str, ...], chance: random.Random) -> None:
    """Make an application in each of the states."""
    needs_reason = {change.target for change in recruitment.CHANGES.values() if change.asks_why}
    for number, state in enumerate(states, start=1):
        sent = of.opens_on + timedelta(days=number)
        first, last = chance.choice(names.FIRST), chance.choice(names.LAST)
        is_sent, team = state != "draft", chance.choice(world.teams["kent"])
        Application.objects.create(
            intake=of,
            link=links.issue(purpose=APPLICANT, days=550),
            first_name=first,
            last_name=last,
            email=f"{first}.{last}.{of.pk}.{number}@kent.example".lower().replace(" ", ""),
            team=team,
            team_name=team.name,
            swe_number=f"SW{700000 + of.pk * 100 + number}",
            qualified_on=world.today - timedelta(days=365 * chance.randint(3, 12)),
            post="Social worker",
            why=TEXT,
            experience=TEXT,
            manager_name="A team manager",
            manager_email=f"manager{number}@kent.example",
            manager_link=links.issue(purpose=MANAGER, days=90) if is_sent else None,
            manager_asked_on=sent if is_sent else None,
            manager_words="" if state in ("draft", "submitted") else "One study day in a fortnight.",
            state=state,
            state_since=sent + timedelta(days=chance.randint(1, 20)),
            submitted_on=sent if is_sent else None,
            reason="places" if state in needs_reason else "",
        )


def score(world: World, of: Intake, chance: random.Random) -> None:
    """Hold a panel with two members who have scored, and plan one for those who are shortlisted since."""
    panel = before_a_panel(of, world.today - timedelta(days=6), "interviewed", "reserve")
    heard = Application.objects.filter(panel=panel)
    for name, key in (("A programme lead", "cccu"), ("A practice learning manager", "kent")):
        member = PanelMember.objects.create(
            panel=panel,
            name=name,
            email=f"{key}.panel@{key}.example",
            organisation=world.organisations[key],
            link=links.issue(purpose=PANEL, days=30),
        )
        give(member, list(heard), chance)
    before_a_panel(of, world.today + timedelta(days=5), "shortlisted")


def before_a_panel(of: Intake, day: date, *states: str) -> Panel:
    """Put those who stand in these states before a panel."""
    panel = Panel.objects.create(intake=of, held_on=day, starts_at=time(9, 30), place="Room 2, Maidstone")
    Application.objects.filter(intake=of, state__in=states).update(panel=panel, interview_at=time(9, 30))
    return panel


def give(member: PanelMember, heard: list[Application], chance: random.Random) -> None:
    """Score every application that was heard."""
    criteria = list(Criterion.objects.filter(intake=member.panel.intake))
    for application in heard:
        one = Assessment.objects.create(member=member, application=application)
        Score.objects.bulk_create(
            Score(assessment=one, criterion=criterion, points=chance.randint(2, 4)) for criterion in criteria
        )
