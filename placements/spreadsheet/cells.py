"""What cells mean that only a list of students has. Pure."""

import re
from decimal import Decimal

from kmtp.spreadsheet.cells import Reader, Wrong, number, one_of, text_of
from kmtp.spreadsheet.sheet import Raw
from placements import kinds

OUTWARD = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})?$")
KINDS = {
    **dict.fromkeys(("first", "first placement", "1", "1st", "70", "70 day", "70 days"), kinds.FIRST.key),
    **dict.fromkeys(("final", "final placement", "last", "last placement"), kinds.FINAL.key),
    **dict.fromkeys(
        ("second", "second placement", "2", "2nd", "100", "100 day", "100 days"), kinds.FINAL.key
    ),
    **dict.fromkeys(("readiness", "readiness for practice", "shadowing"), kinds.READINESS.key),
    **{kind.label.lower(): kind.key for kind in kinds.KINDS.values()},
    **{kind.label.split(" (")[0].lower(): kind.key for kind in kinds.KINDS.values()},
}
GROUPS = {
    **dict.fromkeys(("children and families", "children", "children & families", "child care"), "children"),
    **dict.fromkeys(("adults", "adult", "adult services", "adult social care"), "adults"),
    **dict.fromkeys(("mental health",), "mental-health"),
    **dict.fromkeys(("other",), "other"),
}
#: The same words as ``ServiceArea.Group`` has.
GROUP_LABELS = {
    "children": "Children and families",
    "adults": "Adults",
    "mental-health": "Mental health",
    "other": "Other",
}
kind: Reader = one_of(KINDS, "First placement, Final placement or Readiness")
group: Reader = one_of(GROUPS, "Children and families, Adults, Mental health or Other")


def outward(raw: Raw) -> str:
    """Return the first half of a postcode; of a whole one the second half is dropped at once."""
    found = OUTWARD.match(text_of(raw).upper().replace(" ", ""))
    if not found:
        raise Wrong("is not the first half of a postcode: write it like ME4")
    return found[1]


def days_a_week(raw: Raw) -> Decimal:
    """Return days a week with one decimal place."""
    found = number(raw, "days", "4 or 2.5")
    if not (found.is_finite() and 1 <= found <= 5):
        raise Wrong("is not between 1 and 5 days a week")
    return found.quantize(Decimal("0.1"))
