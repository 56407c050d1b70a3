"""Hand a large file to a worker; small ones are done while the person waits."""

from django.db import transaction

from educators.models import Import

#: So many rows are checked and applied within a page.
WAITED_FOR = 2_000


def hand_over(found: Import, state: Import.State) -> Import:
    """Note what is to be done, and enqueue it with the change."""
    found.state, found.step, found.progress = state, "Waiting for its turn", 0
    found.claimed_at, found.attempts, found.note = None, 0, ""
    found.save_without_file()
    transaction.on_commit(lambda: _enqueue(found.pk), robust=True)
    return found


def _enqueue(pk: int) -> None:
    """Hand it to a worker; when the broker is down, the sweep does it within a minute."""
    from educators.tasks.imports import go_on  # a task calls these actions, so it is looked for only now

    go_on.apply_async(args=[pk], retry=False)
