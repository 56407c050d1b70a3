"""Who was supported through the training, and how many places a target set."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from educators.models import Target, Training
from kmtp.figures import Definition, Figure, Row, Table, percentage, share
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation

TRAINING = {"stage-1": "PEPS Stage 1", "stage-2": "PEPS Stage 2"}
NOT_SET = "not set"

#: By the start of the year and the stage.
ByStage = dict[tuple[int, str], int]


@dataclass(frozen=True, slots=True)
class Supported:
    """The people supported through each stage this year and last, and the places that targets set for them."""

    year: AcademicYear
    people: ByStage
    places: ByStage

    def through(self, stage: str, year: AcademicYear | None = None) -> int:
        """Return how many people are supported through a stage."""
        return self.people.get(((year or self.year).start, stage), 0)

    def set_out(self, stage: str, year: AcademicYear | None = None) -> int | None:
        """Return how many places the targets set; nothing when nobody set any."""
        return self.places.get(((year or self.year).start, stage))


def counted(year: AcademicYear, organisation: Organisation | None) -> Supported:
    """Count them. Two queries."""
    return Supported(year, trained(year, organisation), set_out(year, organisation))


def trained(year: AcademicYear, organisation: Organisation | None) -> ByStage:
    """Count the people supported by (year, stage), this year and last. One query."""
    places = Training.objects.filter(year__in=(year, year.previous)).exclude(state=Training.State.WITHDRAWN)
    if organisation is not None:
        places = places.filter(educator__council=organisation)
    rows = places.order_by().values_list("year", "stage").annotate(people=Count("educator", distinct=True))
    return {(found.start, stage): people for found, stage, people in rows}


def set_out(year: AcademicYear, organisation: Organisation | None) -> ByStage:
    """Add up the places that targets set by (year, stage), this year and last. One query."""
    targets = Target.objects.filter(year__in=(year, year.previous))
    if organisation is not None:
        targets = targets.filter(council=organisation)
    sums = (Sum("stage_1_places"), Sum("stage_2_places"))
    rows = targets.order_by().values_list("year").annotate(*sums)
    found = {
        (one.start, stage): n for one, *places in rows for stage, n in zip(TRAINING, places, strict=True)
    }
    return {key: number for key, number in found.items() if number is not None}


def figures(facts: Supported) -> list[Figure]:
    """Return how many people were supported through PEPS training."""
    year, last = facts.year, facts.year.previous
    rule = (
        f"People with a place on a programme in {year}, under way or completed; those who withdrew are not "
        "counted."
    )
    both = sum(facts.through(stage) for stage in TRAINING)
    both_before = sum(facts.through(stage, last) for stage in TRAINING)
    twice = Definition(f"{rule} Somebody on both stages in one year counts once for each.")
    return [
        Figure("training", "Supported through PEPS training", both, twice, last_year=both_before),
        *(stage_figure(facts, stage, Definition(rule)) for stage in TRAINING),
    ]


def stage_figure(facts: Supported, stage: str, rule: Definition) -> Figure:
    """Return the figure of one stage, with the places that were set beside it."""
    places = facts.set_out(stage)
    return Figure(
        f"training_{stage.replace('-', '_')}",
        f"Supported through {TRAINING[stage]}",
        facts.through(stage),
        rule,
        last_year=facts.through(stage, facts.year.previous),
        note="" if places is None else f"The target set {places} places.",
    )


def target_table(facts: Supported) -> Table | None:
    """Return what was set out beside what came of it; nothing when no target was set for the year."""
    if all(facts.set_out(stage) is None for stage in TRAINING):
        return None
    return Table(
        f"Target and training in {facts.year}",
        ("Stage", "Places set", "In training", "Of the places set", f"In training in {facts.year.previous}"),
        tuple(target_row(facts, stage) for stage in TRAINING),
    )


def target_row(facts: Supported, stage: str) -> Row:
    """Return one stage's line."""
    places, people = facts.set_out(stage), facts.through(stage)
    part = share(people, places) if percentage(people, places) is not None else "–"
    before = facts.through(stage, facts.year.previous)
    return Row((TRAINING[stage], NOT_SET if places is None else places, people, part, before))
