"""A list of students on its way in: checked and kept, looked at, applied whole or not at all, and undone."""

from placements.actions.imports.applying import apply, ask_to_apply
from placements.actions.imports.checking import check_again, choose_columns
from placements.actions.imports.undoing import forget, undo, why_not_undone
from placements.actions.imports.uploading import Upload, put_away, upload

__all__ = [
    "Upload",
    "apply",
    "ask_to_apply",
    "check_again",
    "choose_columns",
    "forget",
    "put_away",
    "undo",
    "upload",
    "why_not_undone",
]
