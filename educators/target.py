"""The target for independent practice educators. Pure.

The source says "the DfE target of 20%" without a direction; "at most" is the reading that fits the case study,
and a partnership that reads it otherwise sets it so.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Direction(Enum):
    """On which side of the value the target lies."""

    AT_MOST = "at most"
    AT_LEAST = "at least"


@dataclass(frozen=True, slots=True)
class Target:
    """A percentage and its direction."""

    percent: int = 20
    direction: Direction = Direction.AT_MOST

    @property
    def words(self) -> str:
        """The target in words: ``at most 20 %``."""
        return f"{self.direction.value} {self.percent} %"

    def is_met(self, share: Decimal | None) -> bool | None:
        """Say whether a share meets it; nothing is known of nobody."""
        if share is None:
            return None
        return share <= self.percent if self.direction is Direction.AT_MOST else share >= self.percent

    def verdict(self, share: Decimal | None) -> str:
        """Say in words how a share stands against it."""
        met = self.is_met(share)
        if met is None:
            return f"The target is {self.words}; there is nobody to count."
        return f"The target is {self.words}, which is {'met' if met else 'not met'}."


#: Until a partnership sets its own.
DEFAULT = Target()
