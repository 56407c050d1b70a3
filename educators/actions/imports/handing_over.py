"""Hand a large file to a worker; small ones are done while the person waits."""

from educators.models import Import
from kmtp.spreadsheet import actions


def hand_over(found: Import, state: Import.State) -> Import:
    """Note what is to be done, and enqueue it with the change."""
    return actions.hand_over(found, state, _enqueue)


def _enqueue(pk: int) -> None:
    """Hand it to a worker; when the broker is down, the sweep does it within a minute."""
    from educators.tasks.imports import go_on  # a task calls these actions, so it is looked for only now

    go_on.apply_async(args=[pk], retry=False)
