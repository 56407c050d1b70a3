"""Rows of evaluations for tests."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from evaluations.actions import answering, sending
from evaluations.models import Evaluation, Response
from evaluations.questionnaire import Questionnaire
from placements.models import Placement
from tests import make

TODAY = date(2020, 6, 15)
STUDENT, EDUCATOR = "student", "educator"


def sent(
    placement: Placement | None = None, *, today: date = TODAY, moment: str = "end", by: Any = None
) -> Evaluation:
    """Return an evaluation that was just sent; its educator has an e-mail address."""
    placement = placement or placed()
    return sending.send(placement=placement, by=by, today=today, moment=moment)


def placed(of: Any = None, **facts: Any) -> Placement:
    """Return a placement under way whose educator has an e-mail address."""
    of = of or make.council()
    if "educator" not in facts:
        facts["educator"] = make.educator(of, email="stella@kent.example")
    return make.placement(of, **facts)


def side(evaluation: Evaluation, audience: str) -> Response:
    """Return one side's response."""
    return evaluation.responses.select_related("link", "evaluation__placement").get(audience=audience)


def answered(
    evaluation: Evaluation, audience: str, answers: Mapping[str, Any] | None = None, *, today: date = TODAY
) -> Response:
    """Save and send one side's answers; the overall score is 8 unless they say otherwise."""
    response = saved(evaluation, audience, {"overall.score": "8", **(answers or {})}, today=today)
    return answering.submit(response=response, by=None, today=today)


def saved(
    evaluation: Evaluation, audience: str, answers: Mapping[str, Any], *, today: date = TODAY
) -> Response:
    """Save one side's answers without sending them."""
    response = side(evaluation, audience)
    for _ in range(2):  # the first answers may lead to further questions
        questions = [one for one in Questionnaire(response).asked if one.key in answers]
        answering.save(response=response, questions=questions, values=answers, by=None, today=today)
        response = side(evaluation, audience)
    return response


def both(
    evaluation: Evaluation, student: Mapping[str, Any], educator: Mapping[str, Any], **kw: Any
) -> Evaluation:
    """Answer from both sides."""
    answered(evaluation, STUDENT, student, **kw)
    answered(evaluation, EDUCATOR, educator, **kw)
    evaluation.refresh_from_db()
    return evaluation


def several(count: int, of: Any = None, *, today: date = TODAY) -> list[Evaluation]:
    """Return ``count`` evaluations of one council, each of another student and educator."""
    of = of or make.council()
    made = []
    for i in range(count):
        educator = make.educator(of, email=f"educator{i}@kent.example", last_name=f"Number {i}")
        made.append(sent(placed(of, educator=educator), today=today))
    return made


def later(days: int) -> date:
    """Return the day so many days after today."""
    return TODAY + timedelta(days=days)
