"""A register in a spreadsheet: read the file, check every cell, compare with what is on record.

Pure but for ``workbook``, which alone knows openpyxl. What cannot be read at all is ``Unreadable``; what is
wrong with single cells is a list of ``Problem``, all of them at once.
"""

from educators.spreadsheet.cells import Value, Wrong, in_words
from educators.spreadsheet.checking import Checked, Problem, Row, check, read_rows, unused
from educators.spreadsheet.columns import COLUMNS, Column
from educators.spreadsheet.reading import MOST_BYTES, MOST_ROWS, read, read_again
from educators.spreadsheet.sheet import Cell, Sheet, Unreadable

__all__ = [
    "COLUMNS",
    "Cell",
    "Checked",
    "Column",
    "MOST_BYTES",
    "MOST_ROWS",
    "Problem",
    "Row",
    "Sheet",
    "Unreadable",
    "Value",
    "Wrong",
    "check",
    "in_words",
    "read",
    "read_again",
    "read_rows",
    "unused",
]
