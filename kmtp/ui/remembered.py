"""What a page found out, remembered for as long as nobody writes anything.

PostgreSQL gives every state of its data a name, its snapshot: whoever sees two states of the same name sees the same
rows. So what was counted under a name is right for as long as the name stays, whoever writes and however; with the
next commit, of anybody anywhere in the database, there is another name and all is counted anew. The name is read with
the roles of whoever asks, before all else that a page hangs on: what a commit changes in between is kept under the
name of before, which nobody asks for again. Each process remembers for itself, so that nothing here can be away.
"""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.core.cache import caches
from django.db.models import Func, TextField, Value
from django.http import HttpRequest

READS = frozenset({"GET", "HEAD"})
NOBODY_KNOWS = object()
T = TypeVar("T")


class StateOfTheData(Func):
    """The name of what this query sees, and the day on which it is asked.

    Nothing in a transaction that has written: nobody else sees its rows, and its snapshot keeps its name meanwhile.
    """

    template = (
        "CASE WHEN pg_current_xact_id_if_assigned() IS NULL "
        "THEN current_database() || ' ' || pg_current_snapshot() || ' ' || %(expressions)s END"
    )
    output_field = TextField()

    def __init__(self, day: date) -> None:
        """Take the day: much of what is counted hangs on it."""
        super().__init__(Value(str(day), output_field=TextField()))


class Remembered:
    """The answers to one question, such as the address of a list and who asks, in one state of the data."""

    def __init__(self, state: str | None, *question: Any) -> None:
        """Take the name of the state, and whatever the answers depend on beside it; without a name nothing is kept."""
        self.state, self.question = state, question

    def get(self, part: str, find: Callable[[], T]) -> T:
        """Return a part of the answer, from memory or else as ``find`` finds it."""
        if not self.state:
            return find()
        key = _key(self.state, self.question, part)
        known = caches["remembered"].get(key, NOBODY_KNOWS)
        if known is NOBODY_KNOWS:
            known = find()
            caches["remembered"].set(key, known)
        return known  # type: ignore[no-any-return]


def state_for(request: HttpRequest | None) -> str | None:
    """Return the state that a page may remember by; nothing for a page that may have written, or for nobody."""
    user = getattr(request, "user", None)
    return getattr(user, "state_of_the_data", None) if request and request.method in READS else None


def _key(*asked: Any) -> str:
    """Return a short key; what somebody searched for stands in none."""
    return hashlib.blake2b(repr(asked).encode(), digest_size=16).hexdigest()
