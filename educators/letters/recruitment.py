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
    "interview_changed": "Your interview to become a practice educator has changed",
    "interview_cancelled": "Your interview to become a practice educator does not take place",
    "panel_changed": "Practice educator panel: the day, the time or the place has changed",
    "panel_cancelled": "Practice educator panel: it does not take place",
    "panel_removed": "Practice educator panel: you are not on it any more",
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
        calendar=entry(context["panel"], is_off=kind == "interview_cancelled") if "panel" in context else "",
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


def news_to_member(kind: str, member: PanelMember, *, key: str) -> Letter | None:
    """Tell a member what changed; only while she stays on the panel does the letter have her link."""
    panel, stays = member.panel, kind == "panel_changed"
    return mail.post(
        key=f"recruitment:{kind}:{member.pk}:{key}",
        kind=f"recruitment_{kind}",
        to=member.email,
        subject=SUBJECTS[kind],
        context={"member": member, "panel": panel, "intake": panel.intake, "council": panel.intake.council},
        organisation=panel.intake.council,
        link=member.link if stays else None,
        path=PATHS[PANEL] if stays else "",
        button="Read the applications and score" if stays else "",
        calendar=entry(panel, is_off=not stays),
    )


def sending(panel: Panel) -> str:
    """Return the key of one sending of a panel's invitations."""
    return f"panel{panel.pk}:{panel.invited_at:%Y%m%d%H%M%S%f}" if panel.invited_at else f"panel{panel.pk}"


def entry(panel: Panel, *, is_off: bool = False) -> str:
    """Return the panel as a calendar entry that names nobody, to keep or to take away.

    A later entry of the same panel replaces the one before: a calendar tells them by their moment.
    """
    calendar, event = Calendar(), Event()
    method = "CANCEL" if is_off else "PUBLISH"
    for name, value in (("prodid", "-//KMTP//Recruitment//EN"), ("version", "2.0"), ("method", method)):
        calendar.add(name, value)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    starts = make_aware(datetime.combine(panel.held_on, panel.starts_at)).astimezone(UTC)
    event.add("uid", f"panel-{panel.pk}@kmtp.example")
    event.add("dtstamp", now())
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(hours=3))
    event.add("summary", "Practice educator panel")
    event.add("location", panel.place)
    calendar.add_component(event)
    return str(calendar.to_ical().decode())
