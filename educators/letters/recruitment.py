"""The letters of recruitment: to applicants, their line managers and the members of a panel."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.timezone import make_aware, now
from icalendar import Calendar, Event

from educators.models import Application, Panel, PanelMember
from kmtp.mail import actions as mail
from kmtp.mail.models import Letter

APPLICANT, MANAGER, PANEL = "recruitment-applicant", "recruitment-manager", "recruitment-panel"
PATHS = {
    APPLICANT: "/educators/apply/mine/{token}/",
    MANAGER: "/educators/apply/manager/{token}/",
    PANEL: "/educators/apply/panel/{token}/",
}
SUBJECTS = {
    "draft": "Your application to become a practice educator: save and come back",
    "update": "News about your application to become a practice educator",
    "interview": "Your interview to become a practice educator",
    "manager": "Please support an application: practice educator programme",
    "manager_reminder": "Reminder: please answer about a practice educator application",
    "panel": "Practice educator panel: read the applications and score",
}


def to_applicant(kind: str, application: Application, *, key: str = "", **context: Any) -> Letter | None:
    """Write to the applicant, with her link."""
    intake = application.intake
    return mail.post(
        key=f"recruitment:{application.pk}:{kind}:{key}",
        kind=f"recruitment_{kind}",
        to=application.email,
        subject=SUBJECTS[kind],
        context={"application": application, "intake": intake, "council": intake.council, **context},
        organisation=intake.council,
        link=application.link,
        path=PATHS[APPLICANT],
        button="Open your application",
        calendar=entry(context["panel"]) if "panel" in context else "",
    )


def to_manager(kind: str, application: Application, *, key: str) -> Letter | None:
    """Write to the line manager, with a link of her own."""
    intake = application.intake
    return mail.post(
        key=f"recruitment:{application.pk}:{kind}:{key}",
        kind=f"recruitment_{kind}",
        to=application.manager_email,
        subject=SUBJECTS[kind],
        context={"application": application, "intake": intake, "council": intake.council},
        organisation=intake.council,
        link=application.manager_link,
        path=PATHS[MANAGER],
        button="Read and answer",
    )


def to_member(member: PanelMember) -> Letter | None:
    """Invite a member of a panel, with a calendar entry."""
    panel = member.panel
    return mail.post(
        key=f"recruitment:panel:{member.pk}:{sending(panel)}",
        kind="recruitment_panel",
        to=member.email,
        subject=SUBJECTS["panel"],
        context={"member": member, "panel": panel, "intake": panel.intake, "council": panel.intake.council},
        organisation=panel.intake.council,
        link=member.link,
        path=PATHS[PANEL],
        button="Read the applications and score",
        calendar=entry(panel),
    )


def sending(panel: Panel) -> str:
    """Return the key of one sending of a panel's invitations."""
    return f"panel{panel.pk}:{panel.invited_at:%Y%m%d%H%M%S%f}" if panel.invited_at else f"panel{panel.pk}"


def entry(panel: Panel) -> str:
    """Return the panel as a calendar entry that names nobody."""
    calendar, event = Calendar(), Event()
    for name, value in (("prodid", "-//KMTP//Recruitment//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    starts = make_aware(datetime.combine(panel.held_on, panel.starts_at)).astimezone(UTC)
    event.add("uid", f"panel-{panel.pk}@kmtp.example")
    event.add("dtstamp", now())
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(hours=3))
    event.add("summary", "Practice educator panel")
    event.add("location", panel.place)
    calendar.add_component(event)
    return str(calendar.to_ical().decode())
