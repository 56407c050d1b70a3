"""Tasks of the placements room, a module for each noun."""

from placements.tasks import drafts, imports, reminders

__all__ = ["drafts", "imports", "reminders"]
