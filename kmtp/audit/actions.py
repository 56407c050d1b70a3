"""The decorator that makes a function an action, and the way an action says no."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.db import transaction

P = ParamSpec("P")
T = TypeVar("T")


class Refused(Exception):
    """A change the rules do not allow. The message is a sentence for the person who asked for it."""

    def __init__(self, sentence: str, *, status: int = 409) -> None:
        """Keep the ``sentence``; ``status`` is the HTTP status of the page that shows it."""
        super().__init__(sentence)
        self.status = status


def recorded(what: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make the function below an action: atomic, and recorded as ``what`` with its ``by=`` and ``why=``."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> T:
            with transaction.atomic(), pghistory.context(**_line(what, kwargs)):
                return function(*args, **kwargs)

        return act

    return decorate


def _line(what: str, kwargs: dict[str, Any]) -> dict[str, Any]:
    by = kwargs.get("by")
    return {"what": what, "by": by.pk if by is not None else None, "why": str(kwargs.get("why") or "")}
