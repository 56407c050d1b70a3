"""The lifecycle of an application to become a practice educator, as a table. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

APPLICANT, MANAGER, COORDINATOR = "applicant", "line manager", "coordinator"


@dataclass(frozen=True, slots=True)
class State:
    """Where an application stands; ``next`` says what happens next, to the coordinator."""

    key: str
    label: str
    colour: str
    next: str = ""
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """A change: who makes it, whether it needs a reason, and what the letter tells the applicant (or nothing)."""

    key: str
    label: str
    done: str
    sources: tuple[str, ...]
    target: str
    by: str = COORDINATOR
    asks_why: bool = False
    tells: str = ""


STATES = {
    state.key: state
    for state in (
        State("draft", "Draft", "grey", "The applicant is still writing"),
        State("submitted", "Submitted", "yellow", "Wait for the line manager"),
        State("supported", "Supported", "blue", "Shortlist or turn down"),
        State("shortlisted", "Shortlisted", "blue", "Put before a panel"),
        State("interviewed", "Interviewed", "purple", "Decide on an offer"),
        State("reserve", "In reserve", "yellow", "Offer a place that comes free"),
        State("offered", "Offered", "turquoise", "Wait for the answer"),
        State("accepted", "Accepted", "green", "Start on the programme"),
        State("on-programme", "On programme", "green", "Record the award"),
        State("awarded", "Awarded", "green", is_open=False),
        State("not-supported", "Not supported", "red", is_open=False),
        State("not-shortlisted", "Not shortlisted", "red", is_open=False),
        State("not-offered", "Not offered", "red", is_open=False),
        State("declined", "Declined", "grey", is_open=False),
        State("did-not-complete", "Did not complete", "red", is_open=False),
        State("withdrawn", "Withdrawn", "grey", is_open=False),
    )
}
OPEN = tuple(state.key for state in STATES.values() if state.is_open)
#: The states in which a panel reads and scores.
SCORED_IN = ("shortlisted", "interviewed")
#: The states in which an applicant can step back by her link; later she talks with her coordinator.
BEFORE_THE_ANSWER = ("draft", "submitted", "supported", "shortlisted", "interviewed", "reserve", "offered")
ENDINGS = tuple(state.key for state in STATES.values() if not state.is_open)

SENT = "Your application is in. Your line manager is asked for support, and you hear from us after that."
SUPPORTED = "Your line manager supports your application. It is read next, and you hear from us after that."
NOT_SUPPORTED = "Your line manager cannot support your application now, so it does not go on this time."
SHORTLISTED = "You are on the shortlist. A letter with the day and place of your interview follows."
NOT_SHORTLISTED = "Your application is not on the shortlist this time. You can apply again."
RESERVE = "You are on the reserve list. We write to you at once when a place comes free."
NOT_OFFERED = "The panel does not offer you a place this time. You can apply again."
OFFERED = "We offer you a place on the programme. Please accept or decline it by your link."
ON_PROGRAMME = "You have started on the programme. Your coordinator supports you until the award."
AWARDED = "Your award is on the register. Congratulations: you are a practice educator."
ENDED = "Your place on the programme has ended without the award. Your coordinator can talk it over with you."
ACCEPTED = "You have accepted the place. Your coordinator writes to you before the programme starts."
DECLINED = "You have declined the place. You can apply again at a later intake."
WITHDRAWN = "Your application is withdrawn. You can apply again when the next intake opens."

CHANGES = {
    change.key: change
    for change in (
        Change("submit", "Submit", "Application submitted", ("draft",), "submitted", APPLICANT, tells=SENT),
        Change(
            "support",
            "Support",
            "Application supported",
            ("submitted",),
            "supported",
            MANAGER,
            tells=SUPPORTED,
        ),
        Change(
            "not-support",
            "Do not support",
            "Application not supported",
            ("submitted",),
            "not-supported",
            MANAGER,
            asks_why=True,
            tells=NOT_SUPPORTED,
        ),
        Change(
            "shortlist",
            "Shortlist",
            "Application shortlisted",
            ("supported",),
            "shortlisted",
            tells=SHORTLISTED,
        ),
        Change(
            "turn-down",
            "Do not shortlist",
            "Application not shortlisted",
            ("supported",),
            "not-shortlisted",
            asks_why=True,
            tells=NOT_SHORTLISTED,
        ),
        Change("interview", "Record the interview", "Interview recorded", ("shortlisted",), "interviewed"),
        Change(
            "offer", "Offer a place", "Place offered", ("interviewed", "reserve"), "offered", tells=OFFERED
        ),
        Change(
            "reserve",
            "Put on the reserve list",
            "Put on the reserve list",
            ("interviewed",),
            "reserve",
            tells=RESERVE,
        ),
        Change(
            "not-offer",
            "Do not offer a place",
            "No place offered",
            ("interviewed", "reserve"),
            "not-offered",
            asks_why=True,
            tells=NOT_OFFERED,
        ),
        Change("accept", "Accept", "Offer accepted", ("offered",), "accepted", APPLICANT, tells=ACCEPTED),
        Change(
            "decline",
            "Decline",
            "Offer declined",
            ("offered",),
            "declined",
            APPLICANT,
            asks_why=True,
            tells=DECLINED,
        ),
        Change(
            "step-back",
            "Withdraw your application",
            "Application withdrawn by the applicant",
            BEFORE_THE_ANSWER,
            "withdrawn",
            APPLICANT,
            asks_why=True,
            tells=WITHDRAWN,
        ),
        Change(
            "start",
            "Start on the programme",
            "Started on the programme",
            ("accepted",),
            "on-programme",
            tells=ON_PROGRAMME,
        ),
        Change("award", "Record the award", "Award recorded", ("on-programme",), "awarded", tells=AWARDED),
        Change(
            "not-complete",
            "End without the award",
            "Programme not completed",
            ("on-programme",),
            "did-not-complete",
            asks_why=True,
            tells=ENDED,
        ),
        Change(
            "withdraw",
            "Withdraw",
            "Application withdrawn",
            OPEN,
            "withdrawn",
            asks_why=True,
            tells=WITHDRAWN,
        ),
    )
}
CHOICES = [(state.key, state.label) for state in STATES.values()]
COLOURS = {state.key: state.colour for state in STATES.values()}
REASONS = [
    ("workload", "Workload relief cannot be given"),
    ("experience", "Needs more experience first"),
    ("application", "The application does not show it yet"),
    ("interview", "The interview did not show it yet"),
    ("standard", "The work on the programme did not show it yet"),
    ("places", "More good applications than places"),
    ("team", "Changes in the team"),
    ("personal", "Personal reasons"),
    ("left", "Leaves the council"),
    ("other", "Another reason"),
]
#: Why somebody who holds a place, or applies for one, does not go on; also what an applicant says of herself.
OWN_REASONS = ("workload", "team", "personal", "left", "other")
#: What can be the reason for each change that asks for one: only what whoever makes it can know by then.
REASONS_FOR = {
    "not-support": ("workload", "experience", "team", "left", "other"),
    "turn-down": ("experience", "application", "workload", "places", "left", "other"),
    "not-offer": ("experience", "application", "interview", "workload", "places", "left", "other"),
    "decline": OWN_REASONS,
    "step-back": OWN_REASONS,
    "not-complete": ("standard", *OWN_REASONS),
    "withdraw": OWN_REASONS,
}

#: The steps of the funnel, each with the states that an application which came so far can be in, beside later ones.
FUNNEL = (
    ("Applied", ("submitted", "not-supported", "withdrawn")),
    ("Supported", ("supported", "not-shortlisted")),
    ("Shortlisted", ("shortlisted",)),
    ("Interviewed", ("interviewed", "reserve", "not-offered")),
    ("Offered", ("offered", "declined")),
    ("Accepted", ("accepted", "on-programme", "did-not-complete")),
    ("Awarded", ("awarded",)),
)


def changes_from(state: str, by: str | None = None) -> list[Change]:
    """Return the changes that an application in ``state`` allows, to one side or to all."""
    return [c for c in CHANGES.values() if state in c.sources and by in (None, c.by)]


def allows(change: str, state: str) -> bool:
    """Say whether an application in ``state`` can make ``change``."""
    return state in CHANGES[change].sources


def reasons_for(change: str) -> list[tuple[str, str]]:
    """Return the reasons that whoever makes a change can choose from: codes, and words to read."""
    words = dict(REASONS)
    return [(code, words[code]) for code in REASONS_FOR[change]]


def funnel(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Return how many came to each step, from the number in each state; who came further came so far too."""
    here = [sum(counts.get(state, 0) for state in states) for _, states in FUNNEL]
    return [(name, sum(here[i:])) for i, (name, _) in enumerate(FUNNEL)]


#: Somebody who said yes to a place, whatever came of it.
TOOK_A_PLACE = ("accepted", "on-programme", "awarded", "did-not-complete")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How the applications of a team or a service stand."""

    applied: int
    under_way: int
    took_a_place: int


def numbers(states: Collection[str]) -> Numbers:
    """Count applications by their states; a draft is not an application yet."""
    sent = [state for state in states if state != "draft"]
    under_way = sum(STATES[state].is_open for state in sent)
    return Numbers(len(sent), under_way, sum(state in TOOK_A_PLACE for state in sent))


def by_service(
    rows: Iterable[tuple[str, str, str]],
) -> list[tuple[str, Numbers, list[tuple[str, Numbers]]]]:
    """Return the numbers of each service and of each team in it, from (service, team, state), by name."""
    services: dict[str, dict[str, list[str]]] = {}
    for service, team, state in rows:
        services.setdefault(service, {}).setdefault(team, []).append(state)
    return [
        (
            service,
            numbers([state for states in teams.values() for state in states]),
            [(team, numbers(states)) for team, states in sorted(teams.items())],
        )
        for service, teams in sorted(services.items())
    ]


def weighed(points: Iterable[tuple[int, int]]) -> float | None:
    """Return the weighed mean of (points, weight), to one place; nothing for no points."""
    pairs = [(point, weight) for point, weight in points if weight]
    total = sum(weight for _, weight in pairs)
    return round(sum(point * weight for point, weight in pairs) / total, 1) if total else None


def spread(marks: Iterable[float]) -> float:
    """Return how far the highest mark lies above the lowest."""
    marks = list(marks)
    return round(max(marks) - min(marks), 1) if marks else 0.0


@dataclass(frozen=True, slots=True)
class Conflict:
    """How somebody on a panel stands to an applicant, and what each is told of it."""

    key: str
    forbids: bool
    to_coordinator: str
    to_member: str


HERSELF = Conflict(
    "herself",
    True,
    "{member} is an applicant, so {member} cannot be on this panel. Name somebody else.",
    "This is your own application, so you do not score it.",
)
LINE_MANAGER = Conflict(
    "line-manager",
    True,
    "{member} is the line manager of {applicant}, so {member} cannot be on this panel. Name somebody else.",
    "You are the line manager of this applicant, so you have a conflict of interest and do not score.",
)
OWN_TEAM = Conflict(
    "own-team",
    False,
    "{member} is in the team of {applicant}. If that is a conflict of interest, another member should score.",
    "You are in the team of this applicant. If that is a conflict of interest, tick the box and do not score.",
)


def same_address(one: str, other: str) -> bool:
    """Say whether two e-mail addresses are one, however they are typed; an empty one is nobody's."""
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()


def conflict(
    *, member: str, teams: Collection[int], applicant: str, manager: str, team: int | None
) -> Conflict | None:
    """Return the gravest conflict of a member, known by address and teams, with an applicant; or nothing."""
    if same_address(member, applicant):
        return HERSELF
    if same_address(member, manager):
        return LINE_MANAGER
    return OWN_TEAM if team is not None and team in teams else None


#: What an application that no panel has heard yet can be; one that is withdrawn may have been heard or not.
NOT_HEARD = (
    "draft",
    "submitted",
    "not-supported",
    "supported",
    "not-shortlisted",
    "shortlisted",
    "withdrawn",
)


def panel_stays(*, is_cancelled: bool, is_scored: bool, states: Iterable[str]) -> str:
    """Return why a panel cannot be changed or cancelled any more; nothing while it can."""
    if is_cancelled:
        return "This panel is cancelled. Plan another one for its applications."
    if is_scored:
        return "Scores are in, so this panel stays as it is."
    if any(state not in NOT_HEARD for state in states):
        return "An interview is recorded, so this panel stays as it is."
    return ""


def moved_time(at: time, *, before: time, after: time) -> time:
    """Return when an interview is held once its panel starts at ``after`` rather than ``before``."""
    day = date(2000, 1, 1)
    starts = datetime.combine(day, after) - datetime.combine(day, before)
    return (datetime.combine(day, at) + starts).time()
