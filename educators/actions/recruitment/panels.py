"""Plan a panel, invite to it, and score."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone

from educators import recruitment
from educators.actions.recruitment import conflicts
from educators.letters import recruitment as letters
from educators.models import Application, Assessment, Panel, PanelMember, Score
from kmtp.audit import Refused, recorded
from kmtp.mail import links
from kmtp.mail.actions import nudge
from kmtp.partnership.models import Person

A_MINUTE = timedelta(minutes=1)


@recorded("Panel planned")
def plan(*, panel: Panel, applications: Iterable[Application], minutes: int, by: Person) -> Panel:
    """Store a panel and put shortlisted applications of its intake before it, one after another."""
    panel.save(force_insert=True)
    first = datetime.combine(panel.held_on, panel.starts_at)
    for place, application in enumerate(applications):
        at = (first + timedelta(minutes=minutes * place)).time()
        ready = Application.objects.in_state("shortlisted").filter(pk=application.pk, intake=panel.intake)
        ready.update(panel=panel, interview_at=at)
    return panel


@recorded("Panel member named")
def add_member(*, member: PanelMember, by: Person) -> PanelMember:
    """Put somebody on the panel; once the panel is invited, she is invited at once."""
    member.panel = open_panel(member.panel)
    _refuse_conflict(member.panel, [member])
    member.save(force_insert=True)
    keep_names(member.panel)
    if member.panel.invited_at:
        _invite(member)
        nudge()
    return member


@recorded("Panel invited")
def invite(*, panel: Panel, by: Person, today: date) -> Panel:
    """Write to the members and the applicants; a panel needs somebody from the programme's provider."""
    _refuse_cancelled(panel)
    members = list(panel.members.select_related("panel__intake__council"))
    if not any(member.organisation_id == panel.intake.provider_id for member in members):
        raise Refused(f"Put somebody from {panel.intake.provider} on the panel first.")
    _refuse_conflict(panel, members)
    _send_no_oftener_than_a_minute(panel)
    for member in members:
        member.panel = panel
        _invite(member)
    for application in panel.applications.in_state("shortlisted").select_related("intake__council", "link"):
        letters.to_applicant("interview", application, key=letters.sending(panel), panel=panel)
    nudge()
    return panel


def _refuse_cancelled(panel: Panel) -> None:
    if Panel.objects.select_for_update().get(pk=panel.pk).cancelled_on:
        raise Refused("This panel is cancelled. Plan another one for its applications.")


def open_panel(panel: Panel) -> Panel:
    """Return the panel as it stands now, under lock, if it can still be changed."""
    rows = Panel.objects.select_for_update(of=("self",)).select_related("intake__council", "intake__provider")
    now = rows.get(pk=panel.pk)
    sentence = why_it_stays(now)
    if sentence:
        raise Refused(sentence)
    return now


def why_it_stays(panel: Panel) -> str:
    """Return why a panel cannot be changed or cancelled any more; nothing while it can."""
    return recruitment.panel_stays(
        is_cancelled=panel.cancelled_on is not None,
        is_scored=Score.objects.filter(assessment__member__panel=panel).exists(),
        states=panel.applications.values_list("state", flat=True),
    )


def keep_names(panel: Panel) -> None:
    """Write who is on the panel into its own row, for its history."""
    panel.names = ", ".join(panel.members.values_list("name", flat=True))
    panel.save(update_fields=["names"])


def _refuse_conflict(panel: Panel, members: Iterable[PanelMember]) -> None:
    """Say no to an applicant's line manager on her panel; somebody of her own team only gets a warning."""
    for found in conflicts.before(panel, members):
        if found.conflict.forbids:
            raise Refused(found.sentence)


def _send_no_oftener_than_a_minute(panel: Panel) -> None:
    """Keep the moment, which is the letters' key; pressing twice sends once."""
    now, before = timezone.now(), Panel.objects.select_for_update().get(pk=panel.pk).invited_at
    if before is not None and now - before < A_MINUTE:
        raise Refused("The invitations went out a moment ago.")
    panel.invited_at = now
    panel.save(update_fields=["invited_at"])


def _invite(member: PanelMember) -> None:
    if member.link is None:
        days = max((member.panel.held_on - timezone.localdate()).days, 0) + 30
        member.link = links.issue(purpose=letters.PANEL, days=days)
        member.save(update_fields=["link"])
    letters.to_member(member)


@recorded("Panel scores given")
def score(
    *,
    member: PanelMember,
    application: Application,
    points: Mapping[int, int],
    notes: str,
    has_conflict: bool,
    by: Person | None,
) -> Assessment:
    """Keep a member's scores, by criterion; who has a conflict scores nothing."""
    Panel.objects.select_for_update().get(pk=member.panel_id)
    if not PanelMember.objects.filter(pk=member.pk, panel__cancelled_on__isnull=True).exists():
        raise Refused("You are not on this panel any more, or it is cancelled, so no scores are kept.")
    _refuse_decided(member, application)
    known = conflict_of(member, application)
    if not has_conflict and known and known.forbids:
        raise Refused(known.to_member)
    found, _ = Assessment.objects.update_or_create(
        member=member, application=application, defaults={"has_conflict": has_conflict, "notes": notes}
    )
    found.scores.all().delete()
    if not has_conflict:
        Score.objects.bulk_create(
            Score(assessment=found, criterion_id=key, points=value) for key, value in points.items()
        )
    return found


def _refuse_decided(member: PanelMember, application: Application) -> None:
    """Look at the application as it stands now, locked until the scores are in."""
    before_it = Application.objects.in_state(*recruitment.SCORED_IN).filter(panel=member.panel_id)
    if not before_it.select_for_update(of=("self",)).filter(pk=application.pk).exists():
        raise Refused("The panel has decided on this application, so its scores stay as they are.")


def conflict_of(member: PanelMember, application: Application) -> recruitment.Conflict | None:
    """Return the conflict of interest of a member with one applicant; nothing when none is known."""
    found = conflicts.between(application.intake.council, [member], [application])
    return found[0].conflict if found else None
