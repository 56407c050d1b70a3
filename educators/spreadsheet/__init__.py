"""A register in a spreadsheet: its columns, and what its rows say of people. Pure."""

from educators.spreadsheet.checking import check, read_rows
from educators.spreadsheet.columns import COLUMNS, REGISTER

__all__ = ["COLUMNS", "REGISTER", "check", "read_rows"]
