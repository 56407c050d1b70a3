"""Where the two sides agree and where they do not."""

from decimal import Decimal

import pytest

from evaluations import instruments
from evaluations.triangulation import Verdict, compare, grouped, triangulate

V = instruments.REGISTRY["2019.1"]
CASES = [
    # key, student, educator, verdict, gap
    ("prep.match", 5, 3, Verdict.DIVERGENT, 2),
    ("prep.match", 3, 5, Verdict.DIVERGENT, -2),
    ("prep.match", 1, 5, Verdict.DIVERGENT, -4),
    ("prep.match", 5, 4, Verdict.STRENGTH, 1),
    ("prep.match", 4, 4, Verdict.STRENGTH, 0),
    ("prep.match", 2, 1, Verdict.WEAKNESS, 1),
    ("prep.match", 2, 2, Verdict.WEAKNESS, 0),
    ("prep.match", 3, 4, Verdict.CLOSE, -1),
    ("prep.match", 3, 3, Verdict.CLOSE, 0),
    ("prep.match", 3, 2, Verdict.CLOSE, 1),
    ("prep.match", 5, None, Verdict.SINGLE, None),
    ("prep.match", None, 2, Verdict.SINGLE, None),
    ("prep.match", "na", 2, Verdict.SINGLE, None),
    ("prep.match", "na", "na", Verdict.NONE, None),
    ("prep.match", None, None, Verdict.NONE, None),
    ("sup.count", 4, 3, Verdict.AGREED, 1),
    ("sup.count", 4, 2, Verdict.DIVERGENT, 2),
    ("sup.minutes", 60, 75, Verdict.AGREED, -15),
    ("sup.minutes", 60, 76, Verdict.DIVERGENT, -16),
    ("obs.count", 3, 3, Verdict.AGREED, 0),
    ("obs.count", 3, 2, Verdict.DIVERGENT, 1),
    ("obs.count", 0, 0, Verdict.AGREED, 0),
    ("pla.days", 10, 12, Verdict.AGREED, -2),
    ("pla.days", 10, 13, Verdict.DIVERGENT, -3),
    ("prep.meeting", "yes", "yes", Verdict.AGREED, None),
    ("prep.meeting", "yes", "no", Verdict.DIVERGENT, None),
    ("prep.meeting", "yes", "partly", Verdict.CLOSE, None),
    ("edi.adjust", "na", "yes", Verdict.SINGLE, None),
    ("learn.load", "too-much", "too-little", Verdict.DIVERGENT, None),
    ("learn.load", "too-much", "about-right", Verdict.CLOSE, None),
    ("overall.score", 9, 8, Verdict.STRENGTH, 1),
    ("overall.score", 3, 4, Verdict.WEAKNESS, -1),
    ("overall.score", 9, 5, Verdict.DIVERGENT, 4),
    ("overall.score", 6, 8, Verdict.CLOSE, -2),
    ("text.best", "The team", "", Verdict.SIDE_BY_SIDE, None),
    ("text.best", "", "", Verdict.NONE, None),
]


@pytest.mark.parametrize(("key", "student", "educator", "verdict", "gap"), CASES)
def test_two_answers_come_to_one_verdict(key, student, educator, verdict, gap):
    finding = compare(V.question(key), student, educator)
    assert (finding.verdict, finding.gap) == (verdict, None if gap is None else Decimal(gap))


def test_questions_for_one_side_are_not_compared():
    findings = triangulate(V.questions, {"stu.cost": 1}, {"pe.hours": 3})
    assert {one.question.key for one in findings} == {one.key for one in V.questions if one.is_paired}


def test_findings_come_in_the_order_of_what_to_talk_about():
    findings = triangulate(
        [V.question("prep.match"), V.question("prep.info"), V.question("ind.ready")],
        {"prep.match": 5, "prep.info": 1, "ind.ready": 5},
        {"prep.match": 5, "prep.info": 4},
    )
    assert [(verdict, len(found)) for verdict, found in grouped(findings)] == [
        (Verdict.DIVERGENT, 1),
        (Verdict.STRENGTH, 1),
        (Verdict.SINGLE, 1),
    ]


def test_what_one_side_alone_said_is_never_paired():
    verdicts = [compare(V.question("prep.match"), *pair).is_paired for pair in ((5, None), (5, 5))]
    assert verdicts == [False, True]
