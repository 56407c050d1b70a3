"""One thing that the room may ask of somebody: rows to count, and the sentence for so many of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kmtp.partnership.front_page import Line


@dataclass(frozen=True, slots=True)
class Ask:
    """Rows, still uncounted, and the sentence about one or several of them (``{}`` is the number)."""

    name: str
    rows: QuerySet[Any]
    one: str
    many: str
    url: str
    urgent: bool = False
    asks: bool = True

    def line(self, count: int) -> Line:
        """Return the line about ``count`` rows."""
        sentence = self.one if count == 1 else self.many.format(f"{count:,}")
        return Line(sentence, self.url, urgent=self.urgent, asks=self.asks)
