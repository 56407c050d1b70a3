"""Which answers the coordinator must look into. Pure.

Discrimination that was met, safety that was not explained, and at the end of a placement fewer direct
observations than its kind asks for (domain: triangulation rules). They are told to the coordinator alone.
"""

from decimal import Decimal

from evaluations.instruments import END, NO, PARTLY, YES, Answers

HARM, SAFETY, OBSERVATIONS = "edi.harm", "ind.safety", "obs.count"


def raised(answers: Answers, *, moment: str, observations: int) -> list[str]:
    """Return the rules that ``answers`` raise; ``observations`` is what the kind of placement asks for."""
    rules = {
        HARM: answers.get(HARM) in (YES, PARTLY),
        SAFETY: answers.get(SAFETY) == NO,
        OBSERVATIONS: moment == END and _too_few(answers, observations),
    }
    return [rule for rule, holds in rules.items() if holds]


def _too_few(answers: Answers, observations: int) -> bool:
    count = answers.get(OBSERVATIONS)
    return count not in (None, "") and Decimal(str(count)) < observations
