"""The columns of a list of students: what they are called in the wild, and how each is read. Pure.

A university sends both layers of the profile, as it types them into its own form; a council sends what a
university told it, without the confidential layer and without readiness, which only the university attests.
"""

from dataclasses import replace

from kmtp.spreadsheet import cells
from kmtp.spreadsheet.columns import Column, Layout
from placements.spreadsheet.cells import days_a_week, group, kind, outward

REFERENCE = Column(
    "reference",
    "Reference",
    (
        *("student reference", "student ref", "ref", "student id", "student number", "student no"),
        *("university reference", "university ref", "id number", "candidate number", "reference number"),
    ),
    cells.words(20),
    "Needed. The university’s own reference, never a name. We find students by it",
    "CCCU-0421",
)
PROGRAMME = Column(
    "programme",
    "Programme",
    ("programme name", "course", "course name", "course title", "degree", "programme of study", "award"),
    cells.words(120),
    "As the programme is called here; may be empty where the university has one alone",
    "",
)
FIT = (
    Column(
        "outward_postcode",
        "First half of the postcode",
        (
            *("postcode", "post code", "outward postcode", "postcode area", "postcode district"),
            *("home postcode", "term time postcode", "travels from", "postcode first half"),
        ),
        outward,
        "Where the student travels from; of a whole postcode only the first half is kept",
        "ME4",
    ),
    Column(
        "is_driver",
        "Drives",
        (
            *("driver", "car driver", "car", "has a car", "access to a car", "car owner", "can drive"),
            *("drives a car", "driver y/n", "driving licence"),
        ),
        cells.yes_or_no(frozenset({"driver"}), frozenset({"non driver", "non-driver"})),
        "Yes or No",
        "Yes",
    ),
    Column(
        "needs_step_free_access",
        "Needs step-free access",
        ("step free access", "step free", "step-free access needed"),
        cells.yes_or_no(),
        "Yes or No. What the workplace must have, never why",
        "No",
    ),
    Column(
        "learning_needs",
        "What the student needs to learn",
        ("learning needs", "learning objectives", "learning goals", "needs to learn"),
        cells.words(2_000),
        "Never a name or anything about health: councils read it while they look for a placement",
        "Direct work with families",
    ),
    Column(
        "first_setting",
        "Setting of the first placement",
        (
            *("first setting", "first placement setting", "previous setting", "previous placement setting"),
            *("previous placement", "setting of first placement"),
        ),
        group,
        "Children and families, Adults, Mental health or Other; only after a first placement",
        "Adults",
    ),
    Column(
        "first_was_statutory",
        "First placement was statutory",
        ("first was statutory", "was the first placement statutory", "statutory first placement"),
        cells.yes_or_no(frozenset({"statutory"}), frozenset({"non statutory", "non-statutory"})),
        "Yes or No; only after a first placement",
        "No",
    ),
)
#: Only a council knows its teams, and so says which of them employs an apprentice.
EMPLOYER = Column(
    "own_team",
    "Team that employs the student",
    (
        *("employing team", "employer", "employer team", "employed by", "employed in", "employed in team"),
        *("own team", "apprentice team", "apprentice’s team", "team of the apprentice"),
    ),
    cells.words(120),
    "For an apprentice: a team of your council, exactly as it is called here. The placement is then with another",
    "",
)
READY = Column(
    "is_ready_for_practice",
    "Passed readiness for practice",
    (
        *("ready for practice", "readiness for practice", "readiness for direct practice", "readiness"),
        *("passed readiness for direct practice", "passed readiness", "readiness passed"),
    ),
    cells.yes_or_no(frozenset({"pass", "passed"}), frozenset({"fail", "failed"})),
    "Yes or No",
    "Yes",
)
#: What opens to a council only once it has a placement, and each opening is recorded.
PROFILE = (
    Column(
        "name",
        "Name",
        ("student name", "full name", "name of student", "student’s name"),
        cells.words(120),
        "Confidential: councils see it once they have a placement",
        "Sam Example",
        keeps_blanks=True,
    ),
    Column(
        "email",
        "E-mail address",
        (
            *("email", "e-mail", "email address", "student email", "student email address"),
            *("student e-mail address", "university email", "mail", "contact email"),
        ),
        cells.email,
        "Confidential. The evaluation at the end is sent to it",
        "sam.example@students.example",
    ),
    Column(
        "adjustments",
        "Agreed adjustments",
        ("adjustments", "reasonable adjustments", "adjustment"),
        cells.words(2_000),
        "Confidential. Only what the student agreed to share",
        "",
    ),
    Column(
        "dbs_cleared_on",
        "DBS cleared on",
        (
            "dbs",
            "dbs date",
            "dbs cleared",
            "dbs clearance",
            "dbs clearance date",
            "dbs check",
            "dbs check date",
        ),
        cells.day,
        "Confidential. A date; never a certificate’s number",
        "01/09/2026",
    ),
    Column(
        "health_cleared_on",
        "Health cleared on",
        (
            *("health clearance", "health cleared", "health clearance date", "occupational health"),
            *("oh clearance", "oh cleared", "occupational health cleared on"),
        ),
        cells.day,
        "Confidential. A date",
        "",
    ),
)
#: Two columns for the one name are understood as well.
NAMES = (
    Column(
        "first_name",
        "First name",
        ("forename", "forenames", "given name", "given names", "first names", "first"),
        cells.words(60),
        "",
        keeps_blanks=True,
    ),
    Column(
        "last_name",
        "Last name",
        ("surname", "family name", "second name", "last"),
        cells.words(60),
        "",
        keeps_blanks=True,
    ),
)
REQUEST = (
    Column(
        "council",
        "Council",
        ("placed with", "local authority", "authority", "la", "placement council", "council asked"),
        cells.words(120),
        "Kent or Medway, as the councils are called here",
        "Kent",
    ),
    Column(
        "kind",
        "Kind of placement",
        ("kind", "placement", "placement type", "type of placement", "placement kind", "placement level"),
        kind,
        "First placement, Final placement or Readiness. Leave it and the dates empty for a profile alone",
        "First placement",
    ),
    Column(
        "starts_on",
        "Start date",
        ("start", "starts on", "placement start", "placement start date", "should start on", "from"),
        cells.day,
        "A date",
        "28/09/2026",
    ),
    Column(
        "ends_on",
        "Latest end date",
        ("end", "end date", "ends on", "placement end", "placement end date", "should end by", "to"),
        cells.day,
        "A date",
        "26/03/2027",
    ),
    Column(
        "days_per_week",
        "Days a week",
        ("days per week", "days pw", "days weekly", "placement days per week"),
        days_a_week,
        "1 to 5; 4 where it is empty",
        "4",
    ),
    Column(
        "wishes",
        "Service wished for",
        ("wishes", "service", "preference", "preferred service", "service preference", "preferred setting"),
        group,
        "If the student has a wish; it is weighed, not promised",
        "Children and families",
    ),
)
MATCHING = ("programme", *(column.key for column in FIT), EMPLOYER.key, READY.key)
CONFIDENTIAL = tuple(column.key for column in PROFILE)
ASKED = tuple(column.key for column in REQUEST)

ONE_ROW = (
    "One row is one student, with the placement asked for or without one. "
    "A file that nobody applies is deleted here after 14 days."
)
OF_UNIVERSITY = Layout(
    title="Students",
    what="the list of students",
    each="student",
    many="students",
    recorded="on record",
    needs="Each row needs the student’s reference.",
    found_by="Students are found by their reference, and what is asked for them by the council and the kind.",
    columns=(REFERENCE, PROGRAMME, *FIT, READY, *PROFILE, *REQUEST),
    more=NAMES,
    needed=("reference",),
    most_rows=2_000,
    about=f"{ONE_ROW} Names and what else is confidential open to a council only once it has a placement.",
)
OF_COUNCIL = replace(
    OF_UNIVERSITY,
    columns=(REFERENCE, PROGRAMME, *FIT, EMPLOYER, *REQUEST),
    more=(),
    about=f"{ONE_ROW} Delete names, e-mail addresses and what else is confidential from the file before: "
    "only the university itself sends that, and attests readiness for practice.",
)
#: Every column by its key, whoever may send it.
EVERY = {**OF_UNIVERSITY.by_key, **OF_COUNCIL.by_key}
