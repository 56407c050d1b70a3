"""The shape of one line of the access table, and the roles it speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass

COORDINATOR, LEAD, EDUCATOR = "coordinator", "lead", "educator"
MANAGER, PARTNER, ADMINISTRATOR = "manager", "partner", "administrator"
NO_ROLE = "nobody in particular"
ANONYMOUS = None
ROLES = (COORDINATOR, LEAD, EDUCATOR, MANAGER, PARTNER, ADMINISTRATOR)

FACULTY = frozenset({COORDINATOR, LEAD})
EDUCATORS = frozenset({EDUCATOR})
PARTNERS = FACULTY | {PARTNER}
FIELD = PARTNERS | {EDUCATOR}
MANAGERS = FACULTY | {MANAGER}
POST_ROOM = FACULTY | {ADMINISTRATOR}
ADMINISTRATORS = frozenset({ADMINISTRATOR})
SIGNED_IN = frozenset({*ROLES, NO_ROLE})
ANYBODY = SIGNED_IN | {ANONYMOUS}
NOBODY: frozenset[str | None] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """One address."""

    name: str
    get: frozenset[str | None]
    post: frozenset[str | None] = NOBODY
    about: str = ""

    @property
    def is_public(self) -> bool:
        """Whether it opens without signing in."""
        return ANONYMOUS in self.get

    def allowed(self, method: str) -> frozenset[str | None]:
        """Return who may use the method."""
        return self.get if method == "GET" else self.post


def form(name: str, who: Iterable[str | None], about: str = "") -> Line:
    """Return the line of a page with a form: whoever may open it may send it."""
    return Line(name, frozenset(who), frozenset(who), about)
