"""Audit a team, correct an audit, and keep its action plan."""

from datetime import date

from django.db import IntegrityError

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements import auditing
from placements.models import AuditAction, TeamAudit

TWICE = "This team has an audit of that day already. Change that one."


def record(*, audit: TeamAudit, by: Person, today: date) -> TeamAudit:
    """Store an audit, new or corrected; without a last day it is valid for the usual time."""
    if audit.audited_on > today:
        raise Refused("An audit is recorded after it was made. Choose today or a day before.")
    if not audit.valid_until:
        audit.valid_until = auditing.valid_until(audit.audited_on, _has_plan(audit))
    try:
        return _record(audit=audit, by=by)
    except IntegrityError as error:
        if "team_audit_is_once_a_day" in str(error):
            raise Refused(TWICE) from error
        raise


@recorded("Team audited")
def _record(*, audit: TeamAudit, by: Person) -> TeamAudit:
    audit.save()
    return audit


@recorded("Action planned after an audit")
def plan(*, action: AuditAction, by: Person) -> AuditAction:
    """Add a line to the action plan; the first one shortens how long the audit is valid."""
    audit = TeamAudit.objects.select_for_update(of=("self",)).get(pk=action.audit_id)
    if action.by_day < audit.audited_on:
        raise Refused("Choose a day on or after the audit.")
    if not _has_plan(audit):
        audit.valid_until = min(audit.valid_until, auditing.valid_until(audit.audited_on, True))
        audit.save(update_fields=["valid_until"])
    action.save(force_insert=True)
    return action


@recorded("Put right after an audit")
def settle(*, action: AuditAction, by: Person, today: date) -> AuditAction:
    """Mark a line of the action plan as done."""
    now = AuditAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if now.done_on:
        raise Refused("This is marked as done already.")
    now.done_on = today
    now.save(update_fields=["done_on"])
    return now


def _has_plan(audit: TeamAudit) -> bool:
    return bool(audit.pk) and audit.actions.exists()
