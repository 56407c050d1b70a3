"""The kinds of placement and what each asks for. Pure.

Sources: 200 days of practice learning are 70 and 100 placement days and up to 30 skills days (SWE standards,
2021); at least two direct observations on 70 days and three on 100; readiness shadowing takes two to five days
and needs a host, not a practice educator.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind of placement asks for."""

    key: str
    label: str
    days: int
    observations: int
    stage_needed: str
    fewest_days: int = 1

    @property
    def needs_educator(self) -> bool:
        """Whether a practice educator teaches and assesses it."""
        return bool(self.stage_needed)


FIRST = Kind("first", "First placement (70 days)", 70, 2, "stage-1", 70)
FINAL = Kind("final", "Final placement (100 days)", 100, 3, "stage-2", 100)
READINESS = Kind("readiness", "Readiness for practice shadowing (2 to 5 days)", 5, 0, "", 2)
KINDS = {kind.key: kind for kind in (FIRST, FINAL, READINESS)}
CHOICES = [(kind.key, kind.label) for kind in KINDS.values()]
