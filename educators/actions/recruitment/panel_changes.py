"""What changes about a panel that is planned: day, time and place, a member who leaves, the whole panel."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from educators import recruitment
from educators.actions.recruitment.panels import keep_names, open_panel
from educators.letters import recruitment as letters
from educators.models import Panel, PanelMember
from kmtp.audit import Refused, recorded
from kmtp.mail import links
from kmtp.mail.actions import nudge
from kmtp.mail.models import PersonalLink
from kmtp.partnership.models import Person

#: What the members and the applicants were told, and hear of when it changes.
TOLD = ("held_on", "starts_at", "place")
INSTEAD = "Leave that member on the panel, who does not score that applicant, and add somebody else."
#: Days after a panel on which its links still open.
LINKS_LAST = 30


@recorded("Panel changed")
def change(*, panel: Panel, held_on: date, starts_at: time, place: str, by: Person) -> Panel:
    """Store another day, time or place; the interviews move along, and whoever was invited is told."""
    now = open_panel(panel)
    facts = {"held_on": held_on, "starts_at": starts_at, "place": place}
    if all(getattr(now, name) == facts[name] for name in TOLD):
        return now
    _move_interviews(now, starts_at)
    for name in TOLD:
        setattr(now, name, facts[name])
    now.save(update_fields=TOLD)
    _keep_links_open(now)
    _tell(now, "changed")
    return now


@recorded("Panel member removed")
def remove_member(*, member: PanelMember, by: Person) -> Panel:
    """Take somebody off the panel and withdraw her link; somebody from the provider must stay.

    So must a member who declared a conflict of interest: what she declared goes with her row.
    """
    panel = open_panel(member.panel)
    if member.assessments.filter(has_conflict=True).exists():
        raise Refused(
            f"{member} has declared a conflict of interest, which must stay on the record. {INSTEAD}"
        )
    provider = panel.intake.provider
    others = panel.members.exclude(pk=member.pk)
    if member.organisation_id == provider.pk and not others.filter(organisation=provider).exists():
        raise Refused(f"Put somebody else from {provider} on the panel first, then remove {member}.")
    member.panel = panel
    _let_go(member)
    member.delete()
    keep_names(panel)
    return panel


@recorded("Panel cancelled")
def cancel(*, panel: Panel, why: str, by: Person, today: date) -> Panel:
    """Call the panel off; its applications go back among the shortlisted, and whoever was invited is told."""
    now = open_panel(panel)
    now.cancelled_on, now.cancelled_because = today, why
    now.save(update_fields=["cancelled_on", "cancelled_because"])
    _tell(now, "cancelled")
    now.applications.in_state("shortlisted").update(panel=None, interview_at=None)
    return now


def _move_interviews(panel: Panel, starts_at: time) -> None:
    for application in panel.applications.in_state("shortlisted"):
        at = application.interview_at
        if at is not None:
            moved = recruitment.moved_time(at, before=panel.starts_at, after=starts_at)
            application.interview_at = moved
            application.save(update_fields=["interview_at"])


def _keep_links_open(panel: Panel) -> None:
    last = timezone.make_aware(datetime.combine(panel.held_on, time())) + timedelta(days=LINKS_LAST)
    links_of = panel.members.filter(link__expires_at__lt=last).values("link")
    PersonalLink.objects.filter(pk__in=links_of).update(expires_at=last)


def _tell(panel: Panel, what: str) -> None:
    """Write to everybody who was invited; before the invitations nobody knows of the panel."""
    if panel.invited_at is None:
        return
    for member in panel.members.select_related("link"):
        member.panel = panel
        letters.news_to_member(f"panel_{what}", member, key=_moment())
        if what == "cancelled" and member.link:
            links.revoke(member.link)
    for application in panel.applications.in_state("shortlisted").select_related("intake__council", "link"):
        letters.to_applicant(f"interview_{what}", application, key=_moment(), panel=panel)
    nudge()


def _let_go(member: PanelMember) -> None:
    """Withdraw a member's link, if she was invited, and tell her."""
    if member.link is None:
        return
    links.revoke(member.link)
    letters.news_to_member("panel_removed", member, key=_moment())
    nudge()


def _moment() -> str:
    return f"{timezone.now():%Y%m%d%H%M%S%f}"
