"""What is asked about currency."""

from datetime import date
from typing import Any

from educators.todo.asking import Ask


def asks(user: Any, today: date) -> list[Ask]:
    """Return what is asked of ``user``, uncounted."""
    return []
