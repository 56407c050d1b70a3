"""What the room asks of whoever is signed in, for the first page: each module says what, one query counts it all."""

from datetime import date
from typing import Any

from educators.todo import availability, currency, guidance, places, quality, recruitment, register, targets
from kmtp.partnership.front_page import Line, numbers

AREAS = (recruitment, availability, currency, register, quality, places, guidance, targets)


def lines(user: Any, today: date) -> list[Line]:
    """Return the lines for the roles of ``user``. One query."""
    asks = [ask for area in AREAS for ask in area.asks(user, today)]
    counts = numbers(user, **{ask.name: ask.rows for ask in asks}) if asks else {}
    asked = [ask.line(counts[ask.name]) for ask in asks if counts[ask.name]]
    # The question whether her record is still right leads to the record; nothing sends her there twice.
    return asked if counts.get("own_record") else asked + register.own_lines(user)
