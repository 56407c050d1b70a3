"""The columns of a register: what they are called in the wild, and how each is read. Pure."""

from educators.spreadsheet.cells import hours, independent, swe_number
from kmtp.spreadsheet import cells
from kmtp.spreadsheet.cells import Value
from kmtp.spreadsheet.columns import Column, Layout
from kmtp.spreadsheet.sheet import Raw

WORKS = {
    **dict.fromkeys(("on site", "onsite", "on"), "on-site"),
    **dict.fromkeys(("off site", "offsite", "off", "long arm"), "off-site"),
    **dict.fromkeys(("either", "both", "on site or off site", "on or off site"), "either"),
}


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
        keeps_blanks=True,
    ),
    Column(
        "last_name",
        "Last name",
        ("surname", "family name", "second name", "last"),
        cells.words(80),
        "Needed",
        "Okafor",
        keeps_blanks=True,
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
        swe_number,
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
        "Where they work, when that is not where the team works",
        "ME4 4TR",
    ),
    Column(
        "is_independent",
        "Independent",
        ("is independent", "employed or independent", "independent pe", "independent or employed"),
        independent,
        "Yes or No",
        "No",
    ),
    Column(
        "base",
        "Works",
        ("on site or off site", "onsite offsite", "base", "on or off site"),
        cells.one_of(WORKS, "On site, Off site or Either"),
        "On site, Off site or Either",
        "On site",
    ),
    Column(
        "contracted_hours",
        "Contracted hours a week",
        ("contracted hours", "contract hours", "hours", "weekly hours", "hours a week", "hours per week"),
        hours,
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


def whole_name(raw: Raw) -> dict[str, Value]:
    """Split a full name: "Okafor, Stella" or "Stella Okafor"."""
    whole = cells.words(161)(raw)
    last, comma, first = whole.partition(",")
    if not comma:
        first, _, last = whole.rpartition(" ")
    names = {"first_name": first.strip()[:80], "last_name": last.strip()[:80]}
    return {name: text for name, text in names.items() if text}


#: One column with both names is understood as well.
FULL_NAME = Column(
    "name",
    "Name",
    (
        *("full name", "practice educator", "educator", "educator name", "practice educator name"),
        *("employee name", "employee", "pe name", "staff name", "worker name", "name of practice educator"),
    ),
    whole_name,
    "",
    keeps_blanks=True,
)
REGISTER = Layout(
    title="Practice educators",
    what="the register",
    each="person",
    many="people",
    recorded="on the register",
    needs="A first and a last name are needed, in two columns or in one with the whole name.",
    found_by="People are found by their SWE number, then by their name.",
    columns=COLUMNS,
    needed=("first_name", "last_name"),
    whole=FULL_NAME,
    kept="The values of before are kept until then and no longer.",
)
