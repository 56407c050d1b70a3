"""Tasks of the placements room, a module for each noun."""

from placements.tasks import drafts, reminders

__all__ = ["drafts", "reminders"]
