"""Who decided to place a student so, when and why: a decision is always a person's."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from kmtp.audit import Refused
from kmtp.partnership.models import Person
from placements.eligibility import Assessment
from placements.models import Decision, Draft, Override, Placement


def decided(
    placement: Placement | None,
    *,
    by: Person,
    now: datetime,
    reasons: Iterable[str],
    draft: Draft | None = None,
) -> Decision:
    """Return a decision with the reasons that stood on the screen, not stored yet; by hand unless from a draft."""
    way = Decision.Way.BY_HAND if draft is None else Decision.Way.DRAFT
    return Decision(
        placement=placement, way=way, draft=draft, decided_by=by, decided_at=now, reasons=list(reasons)
    )


def keep(decision: Decision, found: Assessment, whys: Mapping[str, str]) -> None:
    """Store a decision, and beside it each rule that blocks and was set aside, with why."""
    overrides = _set_aside(decision, found, whys)
    decision.save(force_insert=True)
    Override.objects.bulk_create(overrides)


def _set_aside(decision: Decision, found: Assessment, whys: Mapping[str, str]) -> list[Override]:
    """Return the override of each rule that blocks, not stored yet; refused when one of them has no reason."""
    said: dict[str, list[str]] = {}
    for one in found.blocks:
        said.setdefault(one.rule, []).append(one.sentence)
    if missing := [sentences[0] for rule, sentences in said.items() if not whys.get(rule, "").strip()]:
        raise Refused(f"Say why this rule is set aside: {missing[0]}.")
    return [
        Override(decision=decision, rule=rule, sentence=". ".join(sentences)[:300], why=whys[rule].strip())
        for rule, sentences in said.items()
    ]


def rules_set_aside(placement: Placement) -> set[str]:
    """Return the rules that were set aside when the student was placed so: a later change asks them no more."""
    return set(Override.objects.filter(decision__placement=placement.pk).values_list("rule", flat=True))
