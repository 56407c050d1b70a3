"""The columns that several lists of this room share."""

from typing import Any

from django.utils.html import escape

from kmtp.ui.tables import (
    MISSING,
    Column,
    follow,
)


class Named(Column):
    """A person or team by its name, which an export holds as words."""

    def plain(self, record: Any) -> str:
        """Return the name."""
        return self.text(record)


class Sentences(Column):
    """Several short sentences, one on each line."""

    def __init__(self, *args: Any, none: str = MISSING, **kwargs: Any) -> None:
        """Take what stands there when there is nothing to say."""
        super().__init__(*args, orderable=False, **kwargs)
        self.none = none

    def html(self, record: Any) -> str:
        """Return a line for each sentence."""
        sentences = follow(record, str(self.accessor))
        return "<br>".join(escape(sentence) for sentence in sentences) or escape(self.none)


class OnOneLine(Column):
    """Two short words that stay on one line."""

    css = "day"
