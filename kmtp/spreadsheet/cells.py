"""What one cell means: each reader returns a value or says in words what is wrong. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from kmtp.spreadsheet.sheet import Raw

Value = str | int | bool | Decimal | date
#: A reader of a cell that says several things at once, such as a whole name, returns each by its column.
Reader = Callable[[Raw], Value | Mapping[str, Value]]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE
)
YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?$")
DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")
DAY_AND_WORD = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[-/. ]+(?:of )?([A-Za-z]+)\.?,?[-/. ]+(\d{4})$")
WORD_AND_DAY = re.compile(r"^([A-Za-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")
SHORT_YEAR = re.compile(r"^\d{1,2}[-/. ]+(?:\d{1,2}|[A-Za-z]+)[-/. ]+\d{2}$")
EMAIL = re.compile(r"^[^@\s,;<>()]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$")
POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MADE_HARMLESS = re.compile(r"^'(?=[=+\-@\t\r\n])")
EXCEL_EPOCH = date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1950, 2100
YES = frozenset({"yes", "y", "true", "1", "x"})
NO = frozenset({"no", "n", "false", "0"})


class Wrong(Exception):
    """What is wrong with a cell, as a sentence that says what to put there."""


def text_of(raw: Raw) -> str:
    """Return a cell as one line of text; a number without its empty decimal places."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = str(raw)
    return " ".join((MADE_HARMLESS.sub("", text) if text.startswith("'") else text).split())


def words(most: int) -> Callable[[Raw], str]:
    """Return a reader of plain words, at most so many characters."""

    def read(raw: Raw) -> str:
        if CONTROL.search(str(raw)):
            raise Wrong("has a character that cannot be shown: type it again")
        text = text_of(raw)
        if len(text) > most:
            raise Wrong(f"is {len(text)} characters long: shorten it to {most}")
        return text

    return read


def email(raw: Raw) -> str:
    """Return an e-mail address in lower case."""
    text = words(254)(raw).lower()
    if not EMAIL.match(text):
        raise Wrong("is not an e-mail address: write it like name@council.example")
    return text


def postcode(raw: Raw) -> str:
    """Return a postcode in capitals with its one space."""
    found = POSTCODE.match(text_of(raw).upper().replace(" ", ""))
    if not found:
        raise Wrong("is not a full postcode: write it like ME4 4TR")
    return f"{found[1]} {found[2]}"


def yes_or_no(also_yes: frozenset[str] = frozenset(), also_no: frozenset[str] = frozenset()) -> Reader:
    """Return a reader of whether a cell says yes, also in words of the column’s own."""
    yes, no = YES | also_yes, NO | also_no

    def read(raw: Raw) -> bool:
        text = text_of(raw).lower()
        if text not in yes | no:
            raise Wrong("is neither yes nor no: write Yes or No")
        return text in yes

    return read


def whole(least: int, most: int) -> Reader:
    """Return a reader of whole numbers between two ends."""

    def read(raw: Raw) -> int:
        text = text_of(raw)
        if not (text.isascii() and text.isdigit() and len(text) < 6 and least <= int(text) <= most):
            raise Wrong(f"is not a whole number from {least} to {most}")
        return int(text)

    return read


def number(raw: Raw, unit: str, like: str) -> Decimal:
    """Return a number, also with its ``unit`` behind it."""
    try:
        return Decimal(text_of(raw).lower().removesuffix(unit).strip())
    except InvalidOperation:
        raise Wrong(f"is not a number of {unit}: write it like {like}") from None


def simple(text: str) -> str:
    """Return a phrase in small letters with single spaces, so that "On-site" is "on site"."""
    return re.sub(r"[\s_-]+", " ", text).strip().lower()


def one_of(choices: Mapping[str, str], write: str) -> Reader:
    """Return a reader of one of a few phrases; ``choices`` gives the value of each, ``write`` names them."""

    def read(raw: Raw) -> str:
        found = choices.get(simple(text_of(raw)))
        if found is None:
            raise Wrong(f"is not one of the choices: write {write}")
        return found

    return read


def day(raw: Raw) -> date:
    """Return a day: a real date, 3/2/2020, 2020-02-03, or words such as 3 February 2020."""
    found = _real(raw) or _written(WEEKDAY.sub("", text_of(raw)))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Wrong(f"is not a day between {FIRST_YEAR} and {LAST_YEAR}")
    return found


def past_day(today: date, enter: str = "a day in the past") -> Reader:
    """Return a reader of days that have come."""

    def read(raw: Raw) -> date:
        found = day(raw)
        if found > today:
            raise Wrong(f"is a day to come: enter {enter}")
        return found

    return read


def _real(raw: Raw) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    # A date that lost its format is the number of days since Excel's epoch; these are 1955 to 2119.
    if isinstance(raw, int | float) and not isinstance(raw, bool) and 20_000 <= raw < 80_000:
        return EXCEL_EPOCH + timedelta(days=int(raw))
    return None


def _written(text: str) -> date:
    if SHORT_YEAR.match(text):
        raise Wrong("has a year of two digits: write it with four, like 03/02/2020")
    parts = _parts(text)
    if parts is None:
        raise Wrong("is not a date: write it like 03/02/2020 or 3 February 2020")
    try:
        return date(*parts)
    except ValueError:
        raise Wrong("is not a day of the calendar: write day, month, year, like 03/02/2020") from None


def _parts(text: str) -> tuple[int, int, int] | None:
    if found := YEAR_FIRST.match(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := DAY_FIRST.match(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := DAY_AND_WORD.match(text):
        return int(found[3]), _month(found[2]), int(found[1])
    if found := WORD_AND_DAY.match(text):
        return int(found[3]), _month(found[1]), int(found[2])
    return None


def _month(word: str) -> int:
    short = word.lower()
    names = FULL_MONTHS if short in FULL_MONTHS else MONTHS
    short = "sep" if short == "sept" else short
    return names.index(short) + 1 if short in names else 0


def in_words(value: Value | None) -> str:
    """Return a value as people write it: yes and no, ``3 Feb 2020``, ``nothing``."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {MONTHS[value.month - 1].capitalize()} {value.year}"
    return str(value)
