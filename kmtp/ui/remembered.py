"""What a page found out, remembered for as long as nobody writes anything.

PostgreSQL gives every state of its data a name, its snapshot: whoever sees two states of the same name sees the same
rows. So what was counted under a name is right for as long as the name stays, whoever writes and however; with the
next commit, of anybody anywhere in the database, there is another name and all is counted anew. It costs a page one
short query. Each process remembers for itself, so that nothing here can be out of reach.
"""

import hashlib
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from django.core.cache import caches
from django.db import connection

#: Nothing while this transaction has written itself: nobody else sees its rows, and its snapshot stays as it is.
STATE = "SELECT CASE WHEN pg_current_xact_id_if_assigned() IS NULL THEN pg_current_snapshot()::text END"
NOBODY_KNOWS = object()
T = TypeVar("T")


def state_of_the_data() -> str | None:
    """Return the name of what this connection would read now; nothing when only itself would."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        (name,) = cursor.fetchone()
    return name and f"{connection.settings_dict['NAME']} {name}"


class Remembered:
    """The answers to one question, such as the address of a list and who asks, in this state of the data."""

    def __init__(self, *question: Any) -> None:
        """Take whatever the answers depend on beside the data: who asks, for what, on which day.

        Without a question nothing is remembered.
        """
        self.question = question

    def get(self, part: str, find: Callable[[], T]) -> T:
        """Return a part of the answer, from memory or else as ``find`` finds it."""
        if not self._state:
            return find()
        key = _key(self._state, self.question, part)
        known = caches["remembered"].get(key, NOBODY_KNOWS)
        if known is NOBODY_KNOWS:
            known = find()
            caches["remembered"].set(key, known)
        return known  # type: ignore[no-any-return]

    @cached_property
    def _state(self) -> str | None:
        return state_of_the_data() if self.question else None


def _key(*asked: Any) -> str:
    """Return a short key; what somebody searched for stands in none."""
    return hashlib.blake2b(repr(asked).encode(), digest_size=16).hexdigest()
