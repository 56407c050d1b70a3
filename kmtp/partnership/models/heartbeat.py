"""Proof of life of the timetable and the worker, for ``/readyz``."""

from django.db import models


class Heartbeat(models.Model):
    """When a part of the system last showed that it lives. A worker writes it when beat asks for it."""

    part = models.CharField(max_length=20, unique=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the part and its last sign of life."""
        return f"{self.part} at {self.beat_at:%H:%M:%S}"
