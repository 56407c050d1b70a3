"""Time audits, who takes part, and the weeks they return."""

from time_audit.models.audit import Audit
from time_audit.models.participant import Participant
from time_audit.models.week import Entry, Week

__all__ = ["Audit", "Entry", "Participant", "Week"]
