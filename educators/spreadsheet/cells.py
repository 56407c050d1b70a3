"""What cells mean that only a register has. Pure."""

import re
from decimal import Decimal

from kmtp.spreadsheet.cells import Wrong, number, text_of, yes_or_no
from kmtp.spreadsheet.sheet import Raw

SWE_NUMBER = re.compile(r"^SW[1-9]\d{0,5}$")
independent = yes_or_no(frozenset({"independent"}), frozenset({"employed", "in-house", "in house"}))


def swe_number(raw: Raw) -> str:
    """Return a Social Work England number; digits alone get their SW."""
    text = text_of(raw).upper().replace(" ", "")
    text = f"SW{text}" if text.isascii() and text.isdigit() else text
    if not SWE_NUMBER.match(text):
        raise Wrong("is not a Social Work England number: write SW and up to six digits, like SW123456")
    return text


def hours(raw: Raw) -> Decimal:
    """Return hours a week with one decimal place."""
    found = number(raw, "hours", "37 or 18.5")
    if not (found.is_finite() and 0 < found <= 60):
        raise Wrong("is not between 0 and 60 hours a week")
    return found.quantize(Decimal("0.1"))
