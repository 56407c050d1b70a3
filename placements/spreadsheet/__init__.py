"""Students and what is asked for them, in a spreadsheet: the columns, and what each row would do. Pure."""

from placements.spreadsheet.columns import CONFIDENTIAL, OF_COUNCIL, OF_UNIVERSITY
from placements.spreadsheet.comparing import Known, KnownRequest, Outcome, Setting, compare_all

__all__ = [
    "CONFIDENTIAL",
    "Known",
    "KnownRequest",
    "OF_COUNCIL",
    "OF_UNIVERSITY",
    "Outcome",
    "Setting",
    "compare_all",
]
