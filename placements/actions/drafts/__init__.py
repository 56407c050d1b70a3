"""Drafts of an allocation: started, worked out in a worker, compared, published."""

from placements.actions.drafts.publishing import publish, why_stale
from placements.actions.drafts.starting import cancel, start, start_repair, why_no_repair
from placements.actions.drafts.working import give_up_stale, work

__all__ = [
    "cancel",
    "give_up_stale",
    "publish",
    "start",
    "start_repair",
    "why_no_repair",
    "why_stale",
    "work",
]
