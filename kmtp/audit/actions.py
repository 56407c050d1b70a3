"""The decorator that makes a function an action, and the way an action says no."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.db import transaction
from pghistory import runtime

P = ParamSpec("P")
T = TypeVar("T")


class Refused(Exception):
    """A change the rules do not allow. The message is a sentence for the person who asked for it."""

    def __init__(self, sentence: str, *, status: int = 409, way_on: tuple[str, str] | None = None) -> None:
        """Keep the ``sentence``; ``status`` is the HTTP status of the page that shows it.

        ``way_on`` are the words and the address of the button that leads on; back to the page before without it.
        """
        super().__init__(sentence)
        self.status, self.way_on = status, way_on


def recorded(what: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make the function below an action: atomic, and recorded as ``what`` with its ``by=`` and ``why=``."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> T:
            with transaction.atomic(), line(what, kwargs):
                return function(*args, **kwargs)

        return act

    return decorate


@contextmanager
def line(what: str, facts: Mapping[str, Any]) -> Iterator[None]:
    """Open one line of the trail: what happened, by whom and why.

    pghistory folds contexts within one another into one, whose last words win; but an action inside another, or
    one after another in a request, is an event of its own. So each gets a context of its own, and the one
    around it comes back afterwards. The tracker is private to pghistory; ``tests/audit`` holds what we need of it.
    """
    with pghistory.context():
        outer = runtime._tracker.value
        runtime._tracker.value = runtime.Context(
            id=uuid.uuid4(), metadata=_words(what, facts, outer.metadata)
        )
        try:
            yield
        finally:
            runtime._tracker.value = outer


def current_key() -> uuid.UUID:
    """Return the key of the line of the trail that is being written; only inside an action."""
    key: uuid.UUID = runtime._tracker.value.id
    return key


def _words(what: str, facts: Mapping[str, Any], outer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the line. Whoever does the action around this one does this one too.

    Outside any action ``by=None`` means nobody, whoever may be signed in in that browser: a personal link is
    answered by its reader.
    """
    by = facts.get("by")
    inherits = "what" in outer or "by" not in facts
    who = by.pk if by is not None else outer.get("by") if inherits else None
    why = str(facts.get("why") or outer.get("why") or "")
    return {"what": what, "by": who, "why": why, "browser": outer.get("browser", False)}
