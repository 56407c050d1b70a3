"""The questionnaires: complete, paired, conditional, and never reworded."""

import hashlib

import pytest

from evaluations import instruments
from evaluations.instruments import EDUCATOR, STUDENT, Setting

V = instruments.REGISTRY["2019.1"]
PAIRED = [
    "prep.match",
    "prep.meeting",
    "prep.info",
    "ind.ready",
    "ind.programme",
    "ind.safety",
    "pla.days",
    "pla.used",
    "role.clear",
    "sup.count",
    "sup.minutes",
    "sup.protected",
    "sup.reflective",
    "sup.identity",
    "learn.range",
    "learn.statutory",
    "learn.load",
    "learn.theory",
    "learn.others",
    "learn.voice",
    "obs.count",
    "obs.feedback",
    "mid.held",
    "mid.clear",
    "assess.fair",
    "assess.nosurprise",
    "concern.raised",
    "concern.handled",
    "edi.adjust",
    "edi.harm",
    "edi.harm.text",
    "team.welcome",
    "hei.tutor",
    "hei.forms",
    "pe.time",
    "overall.score",
    "overall.again",
    "text.best",
    "text.change",
]
STUDENT_ONLY = [
    "stu.travel",
    "stu.cost",
    "stu.wellbeing",
    "stu.ready",
    "stu.work_here",
]
EDUCATOR_ONLY = [
    "pe.relief",
    "pe.relief_given",
    "pe.manager",
    "pe.hours",
    "pe.ooh",
    "pe.student_ready",
    "pe.mentor",
    "pe.cpd_need",
    "pe.next12",
    "pe.next12_reason",
]
FINGERPRINTS = {"2019.1": "814d24fb7c488deb636edb81853156c54a20200085123db4f60e8766fe1e8b46"}


def keys(audience, setting=None, answers=None):
    return [one.key for one in V.asked(audience, setting or Setting(is_final=True), answers or {})]


def test_every_key_is_asked_of_those_it_is_meant_for():
    assert [one.key for one in V.questions if one.is_paired] == PAIRED
    assert [one.key for one in V.questions if not one.educator] == STUDENT_ONLY
    assert [one.key for one in V.questions if not one.student] == EDUCATOR_ONLY


def test_only_what_was_said_about_discrimination_is_restricted():
    assert V.restricted == {"edi.harm", "edi.harm.text"}


@pytest.mark.parametrize(
    ("key", "setting", "answers", "is_asked"),
    [
        ("learn.statutory", Setting(is_final=True), {}, True),
        ("learn.statutory", Setting(is_final=False), {}, False),
        ("concern.handled", Setting(), {}, False),
        ("concern.handled", Setting(), {"concern.raised": "yes"}, True),
        ("concern.handled", Setting(), {"concern.raised": "no"}, False),
        ("edi.harm.text", Setting(), {"edi.harm": "partly"}, True),
        ("edi.harm.text", Setting(), {"edi.harm": "no"}, False),
        ("pe.mentor", Setting(is_trainee=True), {}, True),
        ("pe.mentor", Setting(is_trainee=False), {}, False),
        ("pe.next12_reason", Setting(), {"pe.next12": "no"}, True),
        ("pe.next12_reason", Setting(), {"pe.next12": "yes"}, False),
        ("assess.fair", Setting(moment="midpoint"), {}, False),
        ("pe.next12_reason", Setting(moment="midpoint"), {"pe.next12": "no"}, False),
    ],
)
def test_some_questions_are_asked_only_when_they_can_be_answered(key, setting, answers, is_asked):
    assert (key in keys(EDUCATOR, setting, answers)) is is_asked


def test_a_page_without_a_question_is_left_out():
    setting = Setting(moment="midpoint")
    assert all(questions for _, questions in V.pages(STUDENT, setting, {}))


def test_only_the_overall_score_must_be_answered():
    assert [one.key for one in V.unanswered(STUDENT, Setting(), {})] == ["overall.score"]
    assert V.unanswered(STUDENT, Setting(), {"overall.score": 7}) == []


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("prep.match", "4.0", "Agree"),
        ("prep.match", "na", "Not applicable"),
        ("overall.score", "10.0", "10"),
        ("sup.count", "2.5", "2.5"),
        ("learn.load", "too-much", "Too much"),
        ("pe.cpd_need", "theory,digital", "Theory, Digital"),
        ("text.best", "4.0", "4.0"),
        ("text.best", None, ""),
    ],
)
def test_answers_are_read_in_words(key, value, words):
    assert V.question(key).in_words(value) == words


def test_two_questions_cannot_share_a_key():
    with pytest.raises(ValueError, match="share a key"):
        instruments.Instrument("x", V.groups, V.questions + V.questions[:1])


@pytest.mark.parametrize("version", instruments.REGISTRY)
def test_a_version_that_was_sent_is_never_reworded(version):
    words = repr(instruments.REGISTRY[version]).encode()
    assert hashlib.sha256(words).hexdigest() == FINGERPRINTS[version]
