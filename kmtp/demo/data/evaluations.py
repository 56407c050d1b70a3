"""Evaluations, all invented: those of the published years and of last year are in, this year's are open."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils.timezone import make_aware

from evaluations import alerts, instruments
from evaluations.actions import sending
from evaluations.instruments import LIKERT, NUMBER, SCORE, TEXT, YES_NO, Question
from evaluations.models import Answer, Evaluation, FollowUp, Response
from evaluations.questionnaire import setting_of
from kmtp.demo.data.world import World
from kmtp.partnership.academic_year import AcademicYear
from placements.models import Placement

#: How many of ten were answered, by side.
ANSWERED = {"student": 8, "educator": 7}
#: Yes is the good answer to all but these.
SELDOM = ("concern.raised", "edi.harm")
BEST = (
    "Time to reflect, and a team that asked what I thought.",
    "Regular supervision with a plan for each session.",
    "The range of work, and being trusted with my own cases.",
    "Observations were planned early and the feedback came the same day.",
)
CHANGE = (
    "Log-ins were not ready in the first two weeks.",
    "More joint visits at the beginning.",
    "A clearer split between supervisor and practice educator.",
    "The university’s forms ask for the same thing twice.",
)
TYPICAL = {
    "pla.days": 8, "sup.count": 4, "sup.minutes": 75, "stu.travel": 35, "pe.hours": 7, "pe.ooh": 1,
}  # fmt: skip


def load(world: World) -> None:
    """Make the evaluations of three years that are over."""
    for year, share in ((AcademicYear(2018), 0.3), (AcademicYear(2019), 0.6), (world.year.previous, 1.0)):
        for placement in ended_in(year):
            if world.chance.random() < share:
                closed(world, placement, has_alerts=year == world.year.previous)


def ended_in(year: AcademicYear) -> list[Placement]:
    """Return the placements of a year that a practice educator taught to their end."""
    found = Placement.objects.starting_in(year).filter(educator__isnull=False, state__in=("passed", "failed"))
    return list(found.select_related("educator", "student__programme", "team").order_by("pk"))


def closed(world: World, placement: Placement, *, has_alerts: bool) -> None:
    """Make one evaluation whose time is over."""
    opens_on = placement.ends_on - timedelta(days=14)
    evaluation = Evaluation.objects.create(
        placement=placement,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=59),
        revealed_at=at(opens_on + timedelta(days=60)),
    )
    mood = world.chance.gauss(4.1, 0.5)
    for audience, of_ten in ANSWERED.items():
        response = Response.objects.create(evaluation=evaluation, audience=audience)
        if world.chance.randrange(10) < of_ten:
            answer(world, response, mood, opens_on + timedelta(days=world.chance.randrange(3, 30)))
            if has_alerts:
                follow_up(response)


def at(day: date) -> datetime:
    """Return the afternoon of a day."""
    return make_aware(datetime.combine(day, time(15, 0)))


def answer(world: World, response: Response, mood: float, day: date) -> None:
    """Give all the answers of one side, and send them in."""
    evaluation = response.evaluation
    given: dict[str, instruments.Value] = {}
    for question in evaluation.questions.asked(response.audience, setting_of(evaluation), given):
        given[question.key] = value(world, question, mood, evaluation.placement)
    asked = evaluation.questions.asked(response.audience, setting_of(evaluation), given)
    Answer.objects.bulk_create(
        row(response, question, given[question.key]) for question in asked if question.key in given
    )
    response.started_at = response.submitted_at = at(day)
    response.save()


def value(world: World, question: Question, mood: float, placement: Placement) -> instruments.Value:
    """Return a likely answer to a question."""
    chance = world.chance
    if question.kind == TEXT:
        return chance.choice(BEST if question.key == "text.best" else CHANGE)
    if question.kind == LIKERT:
        return min(5, max(1, round(chance.gauss(mood, 0.7))))
    if question.kind == SCORE:
        return min(10, max(1, round(chance.gauss(mood * 2, 1.1))))
    if question.kind == NUMBER:
        return number(world, question, placement)
    return choice(world, question)


def number(world: World, question: Question, placement: Placement) -> Decimal:
    """Return a likely number."""
    if question.key == "obs.count":
        return Decimal(placement.facts.observations - (world.chance.random() < 0.06))
    usual = TYPICAL.get(question.key, 5)
    return Decimal(max(0, round(world.chance.gauss(usual, usual / 6))))


def choice(world: World, question: Question) -> str:
    """Return a likely choice."""
    keys = [key for key, _ in question.choices]
    if question.kind == YES_NO:
        usual, other = ("no", "yes") if question.key in SELDOM else ("yes", "partly")
        return other if world.chance.random() < 0.08 else usual
    return keys[1] if "about-right" in keys and world.chance.random() < 0.7 else world.chance.choice(keys)


def row(response: Response, question: Question, given: instruments.Value) -> Answer:
    """Return the answer in its column, not stored."""
    if question.kind == TEXT:
        return Answer(response=response, key=question.key, text=str(given))
    if question.is_measured:
        return Answer(response=response, key=question.key, number=Decimal(str(given)))
    return Answer(response=response, key=question.key, choice=str(given))


def follow_up(response: Response) -> None:
    """Tell the coordinators what an answer raises."""
    evaluation = response.evaluation
    answers = {given.key: given.value for given in response.answers.all()}
    observations = evaluation.placement.facts.observations
    for rule in alerts.raised(answers, moment=evaluation.moment, observations=observations):
        FollowUp.objects.create(evaluation=evaluation, audience=response.audience, rule=rule)


def send(world: World) -> None:
    """Send the evaluations that are due, and a midpoint one to the two educators who sign in."""
    sending.send_due(today=world.today)
    people = [world.people["educator@kent.example"], world.people["educator@medway.example"]]
    for placement in Placement.objects.filter(educator__person__in=people, state="active"):
        sending.send(placement=placement, by=None, today=world.today - timedelta(days=3), moment="midpoint")
    students_first(world)


def students_first(world: World) -> None:
    """Let some students have answered already: one is in, the other not."""
    waiting = Response.objects.filter(evaluation__revealed_at__isnull=True, audience="student").order_by("pk")
    for response in list(waiting)[1::2]:
        answer(world, response, 4.2, world.today - timedelta(days=1))
