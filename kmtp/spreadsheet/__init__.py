"""Spreadsheets in: read the file, check every cell, and what every import has in common.

The pure part is ``cells``, ``columns``, ``mapping``, ``reading``, ``checking`` and ``sheet``; ``workbook`` alone
knows openpyxl. What cannot be read at all is ``Unreadable``; what is wrong with single cells is a list of
``Problem``, all of them at once. Each room gives a ``Layout`` with its columns, models that extend ``models``,
and actions that check, apply and undo its rows; ``views``, ``forms`` and ``tables`` are the pages of all.
"""

from kmtp.spreadsheet.cells import Value, Wrong, in_words
from kmtp.spreadsheet.checking import Checked, Problem, Row, unused
from kmtp.spreadsheet.columns import Column, Layout
from kmtp.spreadsheet.reading import AT_ONCE, MOST_BYTES, read, read_again
from kmtp.spreadsheet.sheet import Cell, Line, Sheet, Unreadable

__all__ = [
    "AT_ONCE",
    "Cell",
    "Checked",
    "Column",
    "Layout",
    "Line",
    "MOST_BYTES",
    "Problem",
    "Row",
    "Sheet",
    "Unreadable",
    "Value",
    "Wrong",
    "in_words",
    "read",
    "read_again",
    "unused",
]
