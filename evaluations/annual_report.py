"""The evaluations' chapter of the yearly report: counted from rows, in four queries a year."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from evaluations import collation, instruments, results, triangulation
from evaluations.collation import FEWEST, Rate, Result
from evaluations.instruments import EDUCATOR, LIKERT, STUDENT
from evaluations.models import Answer, Evaluation, Moment
from evaluations.models.evaluation import EvaluationQuerySet
from evaluations.triangulation import Verdict
from kmtp.figures import (
    Definition,
    DotPlot,
    DotRow,
    Figure,
    Row,
    Section,
    StackedBar,
    StackedBarChart,
    Table,
    in_words,
    suppressed,
)
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation

INSTRUMENT = instruments.REGISTRY[instruments.LATEST]
#: The bands of the overall score, as (label, lowest, highest).
BANDS = (("9 or 10", 9, 10), ("7 or 8", 7, 8), ("5 or 6", 5, 6), ("1 to 4", 1, 4))
WHOSE = {STUDENT: "Students", EDUCATOR: "Practice educators"}
MOST_STATEMENTS = 5


@dataclass(slots=True)
class Statement:
    """What the pairs of one statement came to, and the sums of both sides."""

    words: str
    verdicts: dict[Verdict, int] = field(default_factory=lambda: defaultdict(int))
    student: Decimal = Decimal()
    educator: Decimal = Decimal()

    @property
    def pairs(self) -> int:
        """In how many evaluations both sides answered it."""
        return sum(self.verdicts.values())

    @property
    def means(self) -> tuple[Decimal, Decimal]:
        """Both sides' means over the pairs."""
        return self.student / self.pairs, self.educator / self.pairs


@dataclass(frozen=True, slots=True)
class Counts:
    """One year's evaluations, counted."""

    sent: int
    rates: dict[str, Rate]
    paired: int
    scores: dict[str, Result]
    statements: tuple[Statement, ...]

    def total(self, verdict: Verdict) -> int | None:
        """How many pairs came to ``verdict``; nothing when fewer than five evaluations have both sides."""
        if self.paired < FEWEST:
            return None
        return sum(statement.verdicts[verdict] for statement in self.statements)


def count(year: AcademicYear, organisation: Organisation | None) -> Counts:
    """Count the evaluations at the end of the placements that ``year`` counts."""
    evaluations = Evaluation.objects.of(organisation).of_year(year).filter(moment=Moment.END)
    rates = results.rates(evaluations)
    paired, statements = _pairs(evaluations)
    return Counts(rates[STUDENT].asked, rates, paired, _scores(evaluations), statements)


def _scores(evaluations: EvaluationQuerySet) -> dict[str, Result]:
    question = INSTRUMENT.question("overall.score")
    answers = results.grouped_answers(evaluations, keys=[question.key])
    return {
        side: collation.summarise(question, side, answers.get((question.key, side), ())) for side in WHOSE
    }


def _pairs(evaluations: EvaluationQuerySet) -> tuple[int, tuple[Statement, ...]]:
    """Return how many evaluations have both sides, and what each statement's pairs came to."""
    found = {one.key: Statement(one.student) for one in INSTRUMENT.questions if _compares(one)}
    both = evaluations.with_both_sides()
    said: dict[tuple[int, str], dict[str, Decimal]] = defaultdict(dict)
    for evaluation, key, side, number in _numbers(both, list(found)):
        said[evaluation, key][side] = number
    for (_, key), pair in said.items():
        if len(pair) == len(WHOSE):
            _add(found[key], key, pair)
    return both.count(), tuple(found.values())


def _compares(question: instruments.Question) -> bool:
    return question.kind == LIKERT and question.is_paired and not question.is_restricted


def _numbers(
    evaluations: QuerySet[Evaluation], keys: list[str]
) -> QuerySet[Answer, tuple[int, str, str, Decimal]]:
    rows = Answer.objects.filter(
        response__evaluation__in=evaluations.order_by().values("pk"), key__in=keys, number__isnull=False
    )
    return rows.values_list("response__evaluation_id", "key", "response__audience", "number")  # type: ignore[return-value]


def _add(statement: Statement, key: str, pair: dict[str, Decimal]) -> None:
    finding = triangulation.compare(INSTRUMENT.question(key), pair[STUDENT], pair[EDUCATOR])
    statement.verdicts[finding.verdict] += 1
    statement.student += pair[STUDENT]
    statement.educator += pair[EDUCATOR]


def section(*, year: AcademicYear, organisation: Organisation | None) -> Section:
    """Return the chapter for ``year`` and a council, or the whole partnership for ``None``."""
    now, before = count(year, organisation), count(year.previous, organisation)
    return Section(
        key="evaluations",
        title="Evaluations of placements",
        finding=_finding(now),
        figures=tuple(_figures(now, before)),
        charts=tuple(chart for chart in (_score_chart(now, before, year), _gap_chart(now)) if chart),
        tables=tuple(table for table in (_rate_table(now, before), _statement_table(now)) if table),
        notes=(
            f"Results of fewer than {FEWEST} answers are not shown, because they would point at people.",
            "What only one side said counts in no figure that compares the two.",
        ),
    )


def _finding(now: Counts) -> str:
    if not now.sent:
        return "No evaluation was sent for the placements of this year."
    students, educators = now.rates[STUDENT], now.rates[EDUCATOR]
    return (
        f"{in_words(students.percent, '%')} of students and {in_words(educators.percent, '%')} of practice "
        f"educators told us about their placement."
    )


def _figures(now: Counts, before: Counts) -> list[Figure]:
    return [
        Figure(
            "evaluations-sent",
            "Evaluations sent",
            now.sent,
            Definition(
                "Evaluations at the end of a placement, for the placements that start in the year; a "
                "withdrawn placement is not counted."
            ),
            last_year=before.sent or None,
        ),
        _rate(now, before, STUDENT),
        _rate(now, before, EDUCATOR),
        Figure(
            "evaluations-paired",
            "Evaluations with both sides",
            now.paired,
            Definition("Evaluations to which both the student and the practice educator sent answers."),
            last_year=before.paired if before.sent else None,
        ),
        _mean(now, before, STUDENT),
        _mean(now, before, EDUCATOR),
        _verdicts(now, before, Verdict.STRENGTH, "strengths", "both agree (4 or 5 of 5)"),
        _verdicts(now, before, Verdict.WEAKNESS, "weaknesses", "both disagree (1 or 2 of 5)"),
        _verdicts(now, before, Verdict.DIVERGENT, "divergences", "the two lie two steps or more apart"),
    ]


def _rate(now: Counts, before: Counts, side: str) -> Figure:
    return Figure(
        f"evaluations-rate-{side}",
        f"Response rate of {WHOSE[side].lower()}",
        now.rates[side].percent,
        Definition("Responses that were sent in, as a share of those asked for."),
        unit="%",
        last_year=before.rates[side].percent,
        note=f"{now.rates[side].in_words[:1].upper()}{now.rates[side].in_words[1:]}.",
    )


def _mean(now: Counts, before: Counts, side: str) -> Figure:
    result = now.scores[side]
    return Figure(
        f"evaluations-score-{side}",
        f"Overall score by {WHOSE[side].lower()}, mean",
        result.mean,
        Definition("Mean of the overall learning quality from 1 to 10 over all who answered it."),
        last_year=before.scores[side].mean,
        note=f"Answers: {suppressed(result.n)}.",
    )


def _verdicts(now: Counts, before: Counts, verdict: Verdict, noun: str, meaning: str) -> Figure:
    agreed = "" if verdict == Verdict.DIVERGENT else "Agreed "
    label = f"{agreed}{noun}" if agreed else noun.capitalize()
    return Figure(
        f"evaluations-{noun}",
        label,
        now.total(verdict),
        Definition(f"Pairs of answers to one statement of one evaluation in which {meaning}."),
        last_year=before.total(verdict) if before.sent else None,
    )


def _score_chart(now: Counts, before: Counts, year: AcademicYear) -> StackedBarChart | None:
    """The spread of the overall score for each side, with last year's beneath; nothing when too few answered."""
    wanted = [
        (side, counts, when) for side in WHOSE for counts, when in ((now, year), (before, year.previous))
    ]
    bars = tuple(
        StackedBar(f"{WHOSE[side]} {when}", _banded(counts.scores[side]))
        for side, counts, when in wanted
        if counts.scores[side].shares
    )
    if not any(now.scores[side].shares for side in WHOSE):
        return None
    return StackedBarChart(
        title=_score_title(now),
        description="Shares of the overall scores from 1 to 10 in four bands, by who gave them.",
        parts=tuple(label for label, _, _ in BANDS),
        bars=bars,
        unit="scores",
    )


def _score_title(now: Counts) -> str:
    side = next(side for side in WHOSE if now.scores[side].shares)
    high = sum(_banded(now.scores[side])[:2])
    return f"{high} of {now.scores[side].n} {WHOSE[side].lower()} gave 7 or more out of 10"


def _banded(result: Result) -> tuple[int, ...]:
    times = {int(share.key): share.times for share in result.shares}
    return tuple(sum(times.get(n, 0) for n in range(low, high + 1)) for _, low, high in BANDS)


def _shown(now: Counts) -> list[Statement]:
    return [statement for statement in now.statements if statement.pairs >= FEWEST]


def _gap_chart(now: Counts) -> DotPlot | None:
    """The statements on which students and educators lie furthest apart on average."""
    widest = sorted(_shown(now), key=lambda one: -abs(one.means[0] - one.means[1]))[:MOST_STATEMENTS]
    if not widest:
        return None
    return DotPlot(
        title="Where students and practice educators see placements most differently",
        description="Means over the evaluations with both sides, on a scale from 1 to 5, widest gaps first.",
        groups=("Students", "Practice educators"),
        rows=tuple(DotRow(one.words, tuple(round(mean, 2) for mean in one.means)) for one in widest),
        lowest=(1, "strongly disagree"),
        highest=(5, "strongly agree"),
    )


def _rate_table(now: Counts, before: Counts) -> Table | None:
    if not now.sent and not before.sent:
        return None
    rows = tuple(Row((WHOSE[side], now.rates[side].in_words, before.rates[side].in_words)) for side in WHOSE)
    return Table("Who answered", ("", "This year", "Last year"), rows)


def _statement_table(now: Counts) -> Table | None:
    """The statements with the most agreed strengths, then those with the most agreed weaknesses."""
    shown = _shown(now)
    if not shown:
        return None
    strong = sorted(shown, key=lambda one: -one.verdicts[Verdict.STRENGTH] / one.pairs)[:MOST_STATEMENTS]
    weak = [one for one in shown if one.verdicts[Verdict.WEAKNESS] and one not in strong]
    weak = sorted(weak, key=lambda one: -one.verdicts[Verdict.WEAKNESS] / one.pairs)[:MOST_STATEMENTS]
    rows = tuple(_statement_row(one) for one in (*strong, *weak))
    head = ("Statement", "Pairs", "Agreed strength", "Agreed weakness", "Divergent")
    return Table("What both sides agree on", head, rows)


def _statement_row(one: Statement) -> Row:
    counts = (one.verdicts[verdict] for verdict in (Verdict.STRENGTH, Verdict.WEAKNESS, Verdict.DIVERGENT))
    return Row((one.words, one.pairs, *counts))
