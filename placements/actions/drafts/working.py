"""Work a draft out, in a worker: claim it, read the rows, propose, store what was proposed."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from placements import solver
from placements.actions.drafts import asked, storing
from placements.matching import proposing
from placements.matching.programme import Contradiction
from placements.matching.proposal import Proposal
from placements.matching.weights import Weights
from placements.models import Draft, Pairing

#: A worker that has said nothing for so long is dead: the largest run that was measured takes a quarter of it.
LEASE = timedelta(minutes=3)
CUT_SHORT = "The work was cut short. Start the draft again."


def work(pk: int, *, now: datetime) -> None:
    """Work a draft out, unless another worker has it or somebody cancelled it."""
    waiting = Draft.objects.filter(pk=pk, state=Draft.State.WAITING)
    if not waiting.update(state=Draft.State.RUNNING, claimed_at=now, progress=1):
        return
    draft = Draft.objects.select_related("council", "keeps", "after").get(pk=pk)
    try:
        _work(draft, now)
    except proposing.CancelledRun:
        return
    except Contradiction as contradiction:
        _fail(draft, str(contradiction), now)
    except Exception:
        _fail(draft, "Something went wrong. Your administrator finds the details in the log.", now)
        raise


def give_up_stale(now: datetime) -> int:
    """Say of drafts whose worker died that they were cut short, and hand over those that nobody took."""
    stale = Draft.objects.filter(state=Draft.State.RUNNING, claimed_at__lt=now - LEASE)
    return stale.update(state=Draft.State.FAILED, problem=CUT_SHORT, finished_at=now)


def _work(draft: Draft, now: datetime) -> None:
    start = time.monotonic()
    found = asked.problem_of(draft)
    weights = Weights.of(draft.weights)
    made = proposing.propose(
        found, weights, solve=solver.solve, progress=_progress(draft.pk), cancelled=_is_cancelled(draft.pk)
    )
    _store(draft, made, now, time.monotonic() - start)


def _progress(pk: int) -> Callable[[int], None]:
    return lambda done: _say(pk, done)


def _say(pk: int, done: int) -> None:
    Draft.objects.filter(pk=pk, state=Draft.State.RUNNING).update(progress=min(done, 99))


def _is_cancelled(pk: int) -> Callable[[], bool]:
    """Return what asks the row at most twice a second, for the solver asks far more often."""
    asked, answer = [0.0], [False]

    def is_cancelled() -> bool:
        if time.monotonic() - asked[0] > 0.5:
            asked[0] = time.monotonic()
            answer[0] = not Draft.objects.filter(pk=pk, state=Draft.State.RUNNING).exists()
        return answer[0]

    return is_cancelled


@transaction.atomic
def _store(draft: Draft, made: Proposal, now: datetime, seconds: float) -> None:
    """Store what was proposed, all of it or nothing; nothing when somebody cancelled it meanwhile."""
    now_stored = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if now_stored.state != Draft.State.RUNNING:
        return
    Pairing.objects.bulk_create(storing.rows(draft, made, asked.movable(draft)))
    facts = {
        "state": Draft.State.READY,
        "progress": 100,
        "finished_at": now + timedelta(seconds=seconds),
        "input_hash": made.input_hash,
        "engine": solver.VERSION,
        "value": made.value,
        "bound": made.bound,
        "gap": made.gap,
        "is_proved": made.is_proved,
        "seconds": round(seconds, 3),
        "figures": storing.figures(made, is_repair=draft.after_id is not None),
    }
    Draft.objects.filter(pk=draft.pk).update(**facts)


def _fail(draft: Draft, why: str, now: datetime) -> None:
    running = Draft.objects.filter(pk=draft.pk, state=Draft.State.RUNNING)
    running.update(state=Draft.State.FAILED, problem=why[:300], finished_at=now)
