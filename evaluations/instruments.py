"""The two questionnaires, student's and practice educator's, as versioned data. Pure.

Both are asked about the same facts: a question with words for both audiences is a pair, and its key stays the
same from version to version, so that years can be compared. A version that was ever sent is never reworded:
make a new one (a test holds the fingerprint of each).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

Value = Decimal | int | float | str | None
Answers = Mapping[str, Value]

STUDENT, EDUCATOR = "student", "educator"
END, MIDPOINT = "end", "midpoint"

#: The kinds of question: how strongly one agrees, a number, yes or no, too little or too much, words, a score.
LIKERT, NUMBER, YES_NO, AMOUNT, TEXT, SCORE = "L", "N", "YN", "W", "T", "S"
#: Several choices, or one of a list of its own.
MULTI, ONE_OF = "M", "C"

NOT_APPLICABLE = "na"
YES, PARTLY, NO = "yes", "partly", "no"
Options = tuple[tuple[str, str], ...]
AGREEMENT: Options = (
    ("5", "Strongly agree"),
    ("4", "Agree"),
    ("3", "Neither agree nor disagree"),
    ("2", "Disagree"),
    ("1", "Strongly disagree"),
)
YES_OR_NO: Options = ((YES, "Yes"), (PARTLY, "Partly"), (NO, "No"))
AMOUNTS: Options = (("too-little", "Too little"), ("about-right", "About right"), ("too-much", "Too much"))
SCORES: Options = tuple((str(n), str(n)) for n in range(1, 11))
DOES_NOT_APPLY = (NOT_APPLICABLE, "Not applicable")

#: When a question is asked at all: for some placements, or after some answers.
ALWAYS, IF_FINAL, IF_TRAINEE = "", "final", "trainee"
IF_CONCERN, IF_HARM, IF_NOT_AGAIN = "concern", "harm", "not-again"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, in the words of each audience; no words means that this audience is not asked it."""

    key: str
    kind: str
    group: str
    student: str = ""
    educator: str = ""
    when: str = ALWAYS
    only_at_end: bool = False
    may_not_apply: bool = False
    is_restricted: bool = False
    is_required: bool = False
    options: Options = ()
    most: int = 0
    hint: str = ""

    def words(self, audience: str) -> str:
        """Return the question as this audience reads it; empty when it is not asked."""
        return self.student if audience == STUDENT else self.educator

    @property
    def is_paired(self) -> bool:
        """Whether both sides are asked."""
        return bool(self.student and self.educator)

    @property
    def is_measured(self) -> bool:
        """Whether the answer is a number on a scale, of which there is a mean."""
        return self.kind in (LIKERT, NUMBER, SCORE)

    @property
    def choices(self) -> Options:
        """The values that can be chosen, with their words; none for a number or free words."""
        fixed = {LIKERT: AGREEMENT, YES_NO: YES_OR_NO, AMOUNT: AMOUNTS, SCORE: SCORES}
        found = fixed.get(self.kind, self.options)
        return (*found, DOES_NOT_APPLY) if self.kind == LIKERT or self.may_not_apply else found

    def in_words(self, value: Value) -> str:
        """Return an answer as people read it."""
        if value in (None, ""):
            return ""
        if self.kind == TEXT:
            return str(value)
        labels = dict(self.choices)
        return ", ".join(labels.get(part, part) for part in plain(value).split(","))


def plain(value: Value) -> str:
    """Return a value as the keys of the choices are written: a 4 that was stored as 4.0 is "4"."""
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one page."""

    key: str
    student_title: str
    educator_title: str

    def title(self, audience: str) -> str:
        """Return the page's title for this audience."""
        return self.student_title if audience == STUDENT else self.educator_title


@dataclass(frozen=True, slots=True)
class Setting:
    """What decides which questions a placement's people are asked."""

    moment: str = END
    is_final: bool = False
    is_trainee: bool = False


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version: its groups in their order, and its questions."""

    version: str
    groups: tuple[Group, ...]
    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        keys = [question.key for question in self.questions]
        if len(set(keys)) != len(keys):
            raise ValueError(f"Two questions of {self.version} share a key")
        if {question.group for question in self.questions} != {group.key for group in self.groups}:
            raise ValueError(f"A group of {self.version} has no question, or a question no group")

    def question(self, key: str) -> Question:
        """Return the question of that key; ``KeyError`` when this version has none."""
        found = {question.key: question for question in self.questions}
        return found[key]

    @property
    def restricted(self) -> frozenset[str]:
        """The keys whose answers only coordinators and leads may read."""
        return frozenset(question.key for question in self.questions if question.is_restricted)

    def asked(self, audience: str, setting: Setting, answers: Answers) -> list[Question]:
        """Return the questions that this audience is asked, after what it has answered so far."""
        return [
            question
            for question in self.questions
            if question.words(audience)
            and not (question.only_at_end and setting.moment == MIDPOINT)
            and _holds(question.when, setting, answers)
        ]

    def pages(self, audience: str, setting: Setting, answers: Answers) -> list[tuple[Group, list[Question]]]:
        """Return the pages with their questions, without those that would be empty."""
        asked = self.asked(audience, setting, answers)
        pages = [(group, [one for one in asked if one.group == group.key]) for group in self.groups]
        return [(group, questions) for group, questions in pages if questions]

    def unanswered(self, audience: str, setting: Setting, answers: Answers) -> list[Question]:
        """Return the questions that must be answered and are not."""
        asked = self.asked(audience, setting, answers)
        return [question for question in asked if question.is_required and question.key not in answers]


def _holds(when: str, setting: Setting, answers: Answers) -> bool:
    conditions = {
        ALWAYS: True,
        IF_FINAL: setting.is_final,
        IF_TRAINEE: setting.is_trainee,
        IF_CONCERN: answers.get("concern.raised") in (YES, PARTLY),
        IF_HARM: answers.get("edi.harm") in (YES, PARTLY),
        IF_NOT_AGAIN: answers.get("pe.next12") in ("maybe", NO),
    }
    return conditions[when]


def visible(questions: Iterable[Question], *, may_see_restricted: bool) -> list[Question]:
    """Return the questions whose answers somebody may read."""
    return [question for question in questions if may_see_restricted or not question.is_restricted]


GROUPS = (
    Group("before", "Before the placement", "Before the placement"),
    Group("induction", "Your first week", "The first week"),
    Group("agreement", "Learning agreement and roles", "Learning agreement and roles"),
    Group("supervision", "Supervision", "Supervision"),
    Group("learning", "What you learned from", "What the student learned from"),
    Group("review", "Observations and midpoint", "Observations and midpoint"),
    Group("assessment", "Assessment and concerns", "Assessment and concerns"),
    Group("fairness", "Fairness and belonging", "Fairness and belonging"),
    Group("support", "Support around the placement", "Support around the placement"),
    Group("own", "About you", "Your role as practice educator"),
    Group("overall", "Overall", "Overall"),
)
IN_CONFIDENCE = "Only your coordinator and the partnership lead read this."


class Words(TypedDict):
    """A question in the words of both audiences."""

    student: str
    educator: str


def _same(words: str) -> Words:
    return {"student": words, "educator": words}


def _pair(student: str, educator: str) -> Words:
    return {"student": student, "educator": educator}


BEFORE = (
    Question(
        "prep.match",
        LIKERT,
        "before",
        **_pair(
            "The placement fitted the learning needs in my profile.",
            "The placement I offered fitted the learning needs in the student's profile.",
        ),
    ),
    Question(
        "prep.meeting",
        YES_NO,
        "before",
        **_pair(
            "I met (or spoke with) my practice educator before the start.",
            "I met (or spoke with) the student before the start.",
        ),
    ),
    Question(
        "prep.info",
        LIKERT,
        "before",
        **_pair(
            "I was told enough beforehand about the team, hours, travel and first day.",
            "The student was given enough beforehand about the team, hours, travel and first day.",
        ),
    ),
)
INDUCTION = (
    Question(
        "ind.ready",
        LIKERT,
        "induction",
        **_pair(
            "A place to work, equipment, log-ins and ID were ready in my first week.",
            "The student's place to work, equipment, log-ins and ID were ready in the first week.",
        ),
    ),
    Question(
        "ind.programme",
        LIKERT,
        "induction",
        **_pair("My induction was planned and useful.", "I (or the team) gave a planned induction."),
    ),
    Question(
        "ind.safety",
        YES_NO,
        "induction",
        **_pair(
            "Lone working, safeguarding, whistle-blowing and who to call were explained in week one.",
            "I explained lone working, safeguarding, whistle-blowing and who to call in week one.",
        ),
    ),
)
AGREEMENT_AND_ROLES = (
    Question(
        "pla.days",
        NUMBER,
        "agreement",
        **_same("Working days from the start to the learning-agreement meeting"),
        most=200,
    ),
    Question(
        "pla.used",
        LIKERT,
        "agreement",
        **_same("We came back to the learning agreement during the placement."),
    ),
    Question(
        "role.clear",
        LIKERT,
        "agreement",
        **_pair(
            "It was clear what my practice educator and, if different, my on-site supervisor each did.",
            "The split of work between me and the on-site supervisor was clear.",
        ),
    ),
)
SUPERVISION = (
    Question(
        "sup.count",
        NUMBER,
        "supervision",
        **_same("Formal supervision sessions in a usual four weeks"),
        most=40,
    ),
    Question("sup.minutes", NUMBER, "supervision", **_same("Usual length of a session in minutes"), most=480),
    Question(
        "sup.protected",
        LIKERT,
        "supervision",
        **_pair("Supervision went ahead as planned.", "I was able to protect supervision time."),
    ),
    Question(
        "sup.reflective",
        LIKERT,
        "supervision",
        **_pair(
            "Supervision helped me think, not only report on tasks.",
            "Supervision was reflective, not only task-based.",
        ),
    ),
    Question(
        "sup.identity",
        LIKERT,
        "supervision",
        **_pair(
            "I could talk about identity, power and discrimination.",
            "We made room to talk about identity, power and discrimination.",
        ),
    ),
)
LEARNING = (
    Question(
        "learn.range",
        LIKERT,
        "learning",
        **_pair(
            "I had a good range of work for my stage.", "I could offer a good range of work for this stage."
        ),
    ),
    Question(
        "learn.statutory",
        LIKERT,
        "learning",
        **_pair(
            "I took part in statutory work and legal decisions.",
            "The student took part in statutory work and legal decisions.",
        ),
        when=IF_FINAL,
    ),
    Question(
        "learn.load",
        AMOUNT,
        "learning",
        **_pair("My amount of work was …", "The student's amount of work was …"),
    ),
    Question(
        "learn.theory",
        LIKERT,
        "learning",
        **_pair(
            "I was helped to link theory and law to practice.",
            "I helped the student link theory and law to practice.",
        ),
    ),
    Question(
        "learn.others",
        LIKERT,
        "learning",
        **_pair(
            "I learned with other teams and agencies.", "I arranged learning with other teams and agencies."
        ),
    ),
    Question(
        "learn.voice",
        LIKERT,
        "learning",
        **_same("Feedback from people using services was sought and used."),
    ),
)
REVIEW = (
    Question("obs.count", NUMBER, "review", **_same("Direct observations completed"), most=20),
    Question(
        "obs.feedback",
        LIKERT,
        "review",
        **_pair("I got clear feedback soon after each.", "I gave clear feedback soon after each."),
    ),
    Question("mid.held", YES_NO, "review", **_same("The midpoint review took place on time.")),
    Question(
        "mid.clear",
        LIKERT,
        "review",
        **_pair("After it I knew where I stood.", "After it the student knew where they stood."),
    ),
)
ASSESSMENT = (
    Question(
        "assess.fair",
        LIKERT,
        "assessment",
        **_pair(
            "My assessment was fair and evidence-based.", "I had the evidence and time to assess fairly."
        ),
        only_at_end=True,
    ),
    Question(
        "assess.nosurprise",
        LIKERT,
        "assessment",
        **_pair(
            "Nothing in the final report surprised me.",
            "Nothing in my final report should have surprised the student.",
        ),
        only_at_end=True,
    ),
    Question("concern.raised", YES_NO, "assessment", **_same("Was a formal concern raised by anyone?")),
    Question(
        "concern.handled",
        LIKERT,
        "assessment",
        **_pair("It was handled fairly and promptly.", "I was well supported in handling it."),
        when=IF_CONCERN,
    ),
)
FAIRNESS = (
    Question(
        "edi.adjust", YES_NO, "fairness", **_same("Agreed adjustments were in place."), may_not_apply=True
    ),
    Question(
        "edi.harm",
        YES_NO,
        "fairness",
        **_pair(
            "I met or saw discrimination on placement.",
            "I was aware of discrimination affecting the student.",
        ),
        is_restricted=True,
        hint=IN_CONFIDENCE,
    ),
    Question(
        "edi.harm.text",
        TEXT,
        "fairness",
        **_same("What happened, if you want to say"),
        when=IF_HARM,
        is_restricted=True,
        hint=IN_CONFIDENCE,
    ),
    Question(
        "team.welcome",
        LIKERT,
        "fairness",
        **_pair("The team treated me as a colleague.", "The team treated the student as a colleague."),
    ),
)
SUPPORT = (
    Question(
        "hei.tutor",
        LIKERT,
        "support",
        **_pair("My tutor was reachable and useful.", "The tutor was reachable and useful."),
    ),
    Question("hei.forms", LIKERT, "support", **_same("The university's guidance and forms were clear.")),
    Question(
        "pe.time",
        LIKERT,
        "support",
        **_pair("My practice educator had enough time for me.", "I had enough time to do the role well."),
    ),
)
STUDENT_ONLY = (
    Question("stu.travel", NUMBER, "own", student="Minutes of travel one way on a usual day", most=480),
    Question("stu.cost", LIKERT, "own", student="I could manage what the placement cost me."),
    Question("stu.wellbeing", LIKERT, "own", student="My wellbeing was looked after."),
    Question("stu.ready", LIKERT, "own", student="Readiness for direct practice prepared me."),
    Question("stu.work_here", YES_NO, "own", student="I would apply for a job here.", only_at_end=True),
)
EDUCATOR_ONLY = (
    Question("pe.relief", YES_NO, "own", educator="Was caseload relief agreed?"),
    Question("pe.relief_given", YES_NO, "own", educator="Was caseload relief given?"),
    Question("pe.manager", LIKERT, "own", educator="My manager supported me in the role."),
    Question(
        "pe.hours",
        NUMBER,
        "own",
        educator="Hours a week that the role took, by your own estimate",
        most=100,
    ),
    Question("pe.ooh", NUMBER, "own", educator="Of these, hours a week out of hours", most=100),
    Question("pe.student_ready", LIKERT, "own", educator="The student was ready for practice at the start."),
    Question("pe.mentor", LIKERT, "own", educator="My mentor supported me in my training.", when=IF_TRAINEE),
    Question(
        "pe.cpd_need",
        MULTI,
        "own",
        educator="What would you like to learn more about?",
        options=(
            ("supervision", "Supervision"),
            ("struggling-students", "Students who struggle"),
            ("anti-racist-practice", "Anti-racist practice"),
            ("neurodiversity", "Neurodiversity"),
            ("theory", "Theory"),
            ("report-writing", "Report writing"),
            ("digital", "Digital"),
            ("other", "Something else"),
        ),
    ),
    Question(
        "pe.next12",
        ONE_OF,
        "own",
        educator="Will you take a student in the next 12 months?",
        only_at_end=True,
        options=((YES, "Yes"), ("maybe", "Maybe"), (NO, "No")),
    ),
    Question(
        "pe.next12_reason",
        ONE_OF,
        "own",
        educator="What stands in the way most?",
        when=IF_NOT_AGAIN,
        only_at_end=True,
        options=(
            ("capacity", "Capacity"),
            ("team-change", "My team changes"),
            ("role-change", "My role changes"),
            ("workload", "Workload"),
            ("not-asked", "I was not asked"),
            ("other", "Something else"),
        ),
    ),
)
OVERALL = (
    Question(
        "overall.score",
        SCORE,
        "overall",
        **_same("Overall learning quality of this placement"),
        is_required=True,
        hint="1 is poor, 10 is excellent.",
    ),
    Question(
        "overall.again",
        YES_NO,
        "overall",
        **_pair(
            "I would recommend this team to another student.", "I would take another student in this team."
        ),
    ),
    Question("text.best", TEXT, "overall", **_same("What worked best?")),
    Question("text.change", TEXT, "overall", **_same("What is the one thing to change?")),
)

V2019_1 = Instrument(
    "2019.1",
    GROUPS,
    BEFORE
    + INDUCTION
    + AGREEMENT_AND_ROLES
    + SUPERVISION
    + LEARNING
    + REVIEW
    + ASSESSMENT
    + FAIRNESS
    + SUPPORT
    + STUDENT_ONLY
    + EDUCATOR_ONLY
    + OVERALL,
)
REGISTRY = {instrument.version: instrument for instrument in (V2019_1,)}
LATEST = V2019_1.version
