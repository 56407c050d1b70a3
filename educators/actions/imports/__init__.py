"""A spreadsheet into the register: checked and kept, looked at, then applied whole or not at all, and undone."""

from educators.actions.imports.applying import apply, ask_to_apply
from educators.actions.imports.checking import check, check_again, choose_columns, teams_of
from educators.actions.imports.undoing import forget, undo, why_not_undone
from educators.actions.imports.uploading import Upload, put_away, upload
from educators.actions.imports.working import go_on, waiting
from kmtp.spreadsheet.actions import Applied

__all__ = [
    "Applied",
    "Upload",
    "apply",
    "ask_to_apply",
    "check",
    "check_again",
    "choose_columns",
    "forget",
    "go_on",
    "put_away",
    "teams_of",
    "undo",
    "upload",
    "waiting",
    "why_not_undone",
]
