"""The columns of a register: what they are called in the wild, and how each is read. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from educators.spreadsheet import cells
from educators.spreadsheet.cells import Reader

WORKS = {
    **dict.fromkeys(("on site", "onsite", "on"), "on-site"),
    **dict.fromkeys(("off site", "offsite", "off", "long arm"), "off-site"),
    **dict.fromkeys(("either", "both", "on site or off site", "on or off site"), "either"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, the heading we print, what else people call it, and how its cells are read."""

    key: str
    heading: str
    also: tuple[str, ...]
    reader: Reader
    hint: str
    example: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Every heading that means this column."""
        return frozenset(simplified(name) for name in (self.heading, *self.also))


def simplified(heading: str) -> str:
    """Return a heading without capitals, stops and spaces: "E-mail (work)" is "emailwork"."""
    return re.sub(r"[^a-z0-9]", "", heading.lower())


def stage(*numbers: str) -> tuple[str, ...]:
    """Return what people call the date of a stage, with its number in a digit and in a word."""
    stems = [f"{stem} {number}" for stem in ("stage", "peps", "peps stage", "pe stage") for number in numbers]
    ends = (
        *("", "date", "award", "awarded", "award date", "awarded on", "date awarded"),
        *("completed", "completion date"),
    )
    dates = [f"{start} {stem}" for start in ("date", "date of") for stem in stems]
    return (*(f"{stem} {end}".strip() for stem in stems for end in ends), *dates)


COLUMNS = (
    Column(
        "first_name",
        "First name",
        ("forename", "forenames", "given name", "given names", "christian name", "first names", "first"),
        cells.words(80),
        "Needed",
        "Stella",
    ),
    Column(
        "last_name",
        "Last name",
        ("surname", "family name", "second name", "last"),
        cells.words(80),
        "Needed",
        "Okafor",
    ),
    Column(
        "swe_number",
        "SWE number",
        (
            *("swe", "swe no", "swe registration", "swe registration number", "registration number"),
            *("registration no", "social work england number", "social work england registration"),
            *("swe reg no", "swe reg number", "swe registration no", "swe id", "reg no", "reg number"),
            *("sw number", "social work england no", "social work england registration number"),
        ),
        cells.swe_number,
        "SW and up to six digits. We find people by it, so give it where you can",
        "SW123456",
    ),
    Column(
        "email",
        "E-mail address",
        (
            *("email", "e-mail", "work email", "work email address", "email address"),
            *("contact email", "council email", "mail"),
        ),
        cells.email,
        "In full",
        "stella.okafor@council.example",
    ),
    Column(
        "phone",
        "Telephone number",
        (
            *("telephone", "phone", "phone number", "mobile", "tel", "contact number", "work phone"),
            *("telephone no", "phone no", "tel no", "mobile number", "mobile no", "work mobile"),
            *("contact no", "contact telephone", "contact phone"),
        ),
        cells.words(30),
        "",
        "01634 000000",
    ),
    Column(
        "registered_until",
        "Registered until",
        (
            *("registration expires", "registered to", "registration until", "swe expiry"),
            *("registration expiry", "registration expiry date", "registration end date", "expiry date"),
        ),
        cells.day,
        "A date",
        "30/11/2026",
    ),
    Column(
        "team",
        "Team",
        ("team name", "current team", "team or service"),
        cells.words(120),
        "Exactly as the team is called here",
        "",
    ),
    Column(
        "post",
        "Post",
        ("job title", "role", "position", "post title", "job", "job role", "current role", "current post"),
        cells.words(80),
        "",
        "Senior social worker",
    ),
    Column(
        "postcode",
        "Postcode",
        ("post code", "work postcode", "postcode of work", "office postcode", "base postcode"),
        cells.postcode,
        "Where she works, when that is not where the team works",
        "ME4 4TR",
    ),
    Column(
        "is_independent",
        "Independent",
        ("is independent", "employed or independent", "independent pe", "independent or employed"),
        cells.yes_or_no,
        "Yes or No",
        "No",
    ),
    Column(
        "base",
        "Works",
        ("on site or off site", "onsite offsite", "base", "on or off site"),
        cells.one_of(WORKS),
        "On site, Off site or Either",
        "On site",
    ),
    Column(
        "contracted_hours",
        "Contracted hours a week",
        ("contracted hours", "contract hours", "hours", "weekly hours", "hours a week", "hours per week"),
        cells.hours,
        "A number",
        "37",
    ),
    Column(
        "capacity",
        "Students at a time",
        ("capacity", "student capacity", "students", "max students", "number of students"),
        cells.whole(0, 6),
        "0 to 6",
        "1",
    ),
    Column(
        "joined_on",
        "Joined the register on",
        (
            *("joined", "joined on", "date joined", "start date", "joined register", "date joined register"),
            "date of joining",
        ),
        cells.day,
        "A date; the day of the import where it is empty",
        "01/09/2019",
    ),
    Column(
        "stage_1",
        "Stage 1 awarded on",
        stage("1", "one"),
        cells.day,
        "The date of the award",
        "12/07/2018",
    ),
    Column(
        "stage_2",
        "Stage 2 awarded on",
        stage("2", "two"),
        cells.day,
        "The date of the award",
        "11/07/2019",
    ),
)
#: One column with both names is understood as well.
FULL_NAME = Column(
    "name",
    "Name",
    (
        *("full name", "practice educator", "educator", "educator name", "practice educator name"),
        *("employee name", "employee", "pe name", "staff name", "worker name", "name of practice educator"),
    ),
    cells.words(161),
    "",
)
BY_KEY = {column.key: column for column in (*COLUMNS, FULL_NAME)}
BY_NAME = {name: column for column in (*COLUMNS, FULL_NAME) for name in column.names}
NEEDED = ("first_name", "last_name")


def recognised(headings: Sequence[str]) -> dict[int, Column]:
    """Return the column that each heading means, by its place; those that mean nothing here are left out."""
    named = ((place, BY_NAME.get(simplified(heading))) for place, heading in enumerate(headings))
    return {place: column for place, column in named if column is not None}


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them: “First name” and “Last name”."""
    quoted = [f"“{name}”" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
