"""An application: started, written, submitted, and every step after that."""

from datetime import date

from educators import recruitment
from educators.letters import recruitment as letters
from educators.models import Application, Intake
from educators.models.educator import years_before
from educators.models.intake import YEARS
from kmtp.audit import Refused, recorded
from kmtp.mail import links
from kmtp.mail.actions import nudge
from kmtp.partnership.models import Person, Team

#: The parts that must be filled before an application is sent, with what to call them.
NEEDED = {
    "swe_number": "your Social Work England number",
    "qualified_on": "the day you qualified",
    "post": "your post",
    "why": "why you want to be a practice educator",
    "experience": "your experience",
    "manager_name": "your line manager’s name",
    "manager_email": "your line manager’s e-mail address",
}
A_YEAR_AND_A_HALF = 550


@recorded("Application started")
def start(*, application: Application, by: Person | None, today: date) -> Application:
    """Store a draft and send its link, so that the applicant can come back."""
    if not application.intake.is_open_on(today):
        raise Refused("This intake takes no applications today.")
    application.link = links.issue(purpose=letters.APPLICANT, days=A_YEAR_AND_A_HALF)
    application.state_since = today
    application.team = team_of(application, today)
    application.save(force_insert=True)
    letters.to_applicant("draft", application)
    nudge()
    return application


def team_of(application: Application, today: date) -> Team | None:
    """Return the council's team of the name that was typed; nothing when none or several match."""
    here = Team.objects.filter(organisation=application.intake.council).open_on(today)
    found = list(here.filter(name__iexact=application.team_name.strip())[:2])
    return found[0] if len(found) == 1 else None


@recorded("Team of an applicant linked")
def link_team(*, application: Application, team: Team, by: Person) -> Application:
    """Say which team the applicant means."""
    if team.organisation_id != application.intake.council_id:
        raise Refused("Choose a team of the council that runs the intake.")
    application.team = team
    application.save(update_fields=["team"])
    return application


@recorded("Application written")
def write(*, application: Application, fields: list[str], by: Person | None) -> Application:
    """Keep what was typed on one page, while it is a draft."""
    locked(application, "submit")
    application.save(update_fields=fields)
    return application


@recorded("Application submitted")
def submit(*, application: Application, by: Person | None, today: date) -> Application:
    """Send it in, and ask the line manager."""
    now = locked(application, "submit")
    _refuse_gaps(now, today)
    now.submitted_on = today
    moved(now, "submit", today=today)
    ask_manager(now, today=today)
    return now


def ask_manager(application: Application, *, today: date) -> None:
    """Give the line manager a link of her own, and write to her; a link sent before is withdrawn."""
    if application.manager_link is not None:
        links.revoke(application.manager_link)
    application.manager_link = links.issue(purpose=letters.MANAGER, days=90)
    application.manager_asked_on, application.manager_reminders = today, 0
    application.save(update_fields=["manager_link", "manager_asked_on", "manager_reminders"])
    letters.to_manager("manager", application, key=str(application.manager_link.pk))
    nudge()


def _refuse_gaps(application: Application, today: date) -> None:
    if not application.intake.is_open_on(today):
        raise Refused("This intake is closed, so the application cannot be submitted any more.")
    missing = [words for name, words in NEEDED.items() if not getattr(application, name)]
    if missing:
        raise Refused(f"Before you submit, enter {', '.join(missing)}.")
    sentence = refusal(application.intake, application.qualified_on, today)
    if sentence:
        raise Refused(sentence)


def refusal(intake: Intake, qualified_on: date | None, today: date) -> str:
    """Return why somebody cannot apply yet; nothing when she can."""
    years = YEARS[intake.stage]
    if qualified_on is None or qualified_on <= years_before(today, years):
        return ""
    return f"You can apply when you have been qualified for {years} years. You are welcome at a later intake."


@recorded("Application moved on")
def move(
    *,
    application: Application,
    change: str,
    by: Person | None,
    today: date,
    reason: str = "",
    why: str = "",
    answer_by: date | None = None,
) -> Application:
    """Make one change of the table, and tell the applicant."""
    now = locked(application, change)
    if change == "offer":
        now.answer_by = answer_by
    return moved(now, change, today=today, reason=reason, why=why)


def locked(application: Application, change: str) -> Application:
    """Return the row as it stands now, under lock, if it allows the change."""
    rows = Application.objects.select_for_update(of=("self",)).select_related(
        "intake__council", "team", "manager_link", "link", "training"
    )
    now = rows.get(pk=application.pk)
    if not recruitment.allows(change, now.state):
        raise Refused(f"This application is {now.facts.label.lower()} by now, so this cannot be done.")
    return now


def moved(
    application: Application, change: str, *, today: date, reason: str = "", why: str = ""
) -> Application:
    """Store the new state and write the letter that the table has for the change."""
    facts = recruitment.CHANGES[change]
    if facts.asks_why and not reason:
        raise Refused("Choose a reason.")
    application.state, application.state_since = facts.target, today
    application.reason, application.reason_words = reason, why
    application.save()
    if facts.tells:
        letters.to_applicant("update", application, key=change, sentence=facts.tells)
        nudge()
    return application
