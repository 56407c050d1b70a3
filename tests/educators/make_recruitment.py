"""Plain functions that make recruitment's rows for tests."""

from datetime import date, time, timedelta
from typing import Any

from django.utils.timezone import localdate

from educators.actions.recruitment.intakes import QUESTIONS
from educators.letters.recruitment import APPLICANT, MANAGER, PANEL
from educators.models import Application, Criterion, Intake, Panel, PanelMember
from kmtp.mail import links
from kmtp.partnership.models import Organisation
from tests import make


def intake(of: Organisation | None = None, **facts: Any) -> Intake:
    """Return an intake that is open today."""
    today = localdate()
    facts = {
        "name": f"Intake {Intake.objects.count() + 1}",
        "stage": "stage-1",
        "opens_on": today - timedelta(days=10),
        "closes_on": today + timedelta(days=20),
        "starts_on": today + timedelta(days=60),
        "provider": make.university(),
        **facts,
    }
    made = Intake.objects.create(council=of or make.council(), **facts)
    for order, words in enumerate(QUESTIONS, start=1):
        Criterion.objects.create(intake=made, order=order, words=words)
    return made


def application(of: Intake, *, state: str = "submitted", **facts: Any) -> Application:
    """Return an application, whole and in any state."""
    number, today = Application.objects.count() + 1, localdate()
    facts = {
        "first_name": "Avery",
        "last_name": f"Applicant{number}",
        "email": f"avery{number}@{of.council.slug}.example",
        "team": make.team(of.council),
        "team_name": "Team as typed",
        "swe_number": f"SW{900 + number}",
        "qualified_on": date(2010, 7, 1),
        "post": "Social worker",
        "why": "I like to teach.",
        "experience": "I have supervised.",
        "manager_name": "Mary Manager",
        "manager_email": f"mary{number}@{of.council.slug}.example",
        "state_since": today,
        "link": links.issue(purpose=APPLICANT, days=90),
        **facts,
    }
    if state != "draft":
        facts = {
            "submitted_on": today,
            "manager_asked_on": today,
            "manager_link": links.issue(purpose=MANAGER, days=90),
            **facts,
        }
    return Application.objects.create(intake=of, state=state, **facts)


def panel(of: Intake, **facts: Any) -> Panel:
    """Return a panel of next week."""
    facts = {
        "held_on": localdate() + timedelta(days=7),
        "starts_at": time(9, 30),
        "place": "Room 2",
        **facts,
    }
    return Panel.objects.create(intake=of, **facts)


def member(of: Panel, **facts: Any) -> PanelMember:
    """Return a member from the provider, with a link."""
    number = PanelMember.objects.count() + 1
    facts = {
        "name": "Una Versity",
        "email": f"una{number}@uni.example",
        "organisation": of.intake.provider,
        "link": links.issue(purpose=PANEL, days=30),
        **facts,
    }
    return PanelMember.objects.create(panel=of, **facts)
