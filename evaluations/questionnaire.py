"""One side's way through the questionnaire: its pages, what is answered, and what comes next."""

from functools import cached_property

from evaluations.instruments import Group, Instrument, Question, Setting, Value
from evaluations.models import Evaluation, Response
from placements import kinds


class Questionnaire:
    """A response with its answers read once."""

    def __init__(self, response: Response) -> None:
        """Take the response; nothing is read before it is needed."""
        self.response = response
        self.evaluation: Evaluation = response.evaluation
        self.audience = response.audience

    @property
    def instrument(self) -> Instrument:
        """The version that was sent."""
        return self.evaluation.questions

    @cached_property
    def setting(self) -> Setting:
        """What decides which questions are asked."""
        return setting_of(self.evaluation)

    @cached_property
    def answers(self) -> dict[str, Value]:
        """What was said so far."""
        return {answer.key: answer.value for answer in self.response.answers.all()}

    @cached_property
    def pages(self) -> list[tuple[Group, list[Question]]]:
        """The pages and their questions."""
        return self.instrument.pages(self.audience, self.setting, self.answers)

    @property
    def asked(self) -> list[Question]:
        """Every question, in order."""
        return [question for _, questions in self.pages for question in questions]

    @property
    def missing(self) -> list[Question]:
        """What must still be answered."""
        return self.instrument.unanswered(self.audience, self.setting, self.answers)

    def page(self, key: str) -> tuple[Group, list[Question]] | None:
        """Return one page, or nothing when there is none of that key."""
        return next((page for page in self.pages if page[0].key == key), None)

    def place_of(self, key: str) -> int:
        """Return which page it is, from 1."""
        return [group.key for group, _ in self.pages].index(key) + 1

    def neighbour(self, key: str, step: int) -> str:
        """Return the page after (1) or before (-1); empty beyond either end."""
        keys = [group.key for group, _ in self.pages]
        i = keys.index(key) + step
        return keys[i] if 0 <= i < len(keys) else ""

    @property
    def resume_at(self) -> str:
        """The first page on which nothing is answered yet; empty when every page was met."""
        untouched = (group.key for group, questions in self.pages if not self._touched(questions))
        return next(untouched, "")

    def _touched(self, questions: list[Question]) -> bool:
        return any(question.key in self.answers for question in questions)


def setting_of(evaluation: Evaluation) -> Setting:
    """Return what decides the questions; a trainee is who trains for a PEPS stage in the placement's year."""
    placement = evaluation.placement
    trainings = placement.educator.trainings if placement.educator else None
    return Setting(
        moment=evaluation.moment,
        is_final=placement.kind == kinds.FINAL.key,
        is_trainee=bool(trainings and trainings.filter(year=placement.year.start).exists()),
    )
