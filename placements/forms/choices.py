"""Among whom and what somebody may choose in the forms of this room."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from kmtp.partnership import access
from kmtp.partnership.models import Organisation
from kmtp.ui.forms import Ruled as _Ruled
from placements.models import Programme


class Ruled(_Ruled):
    """The columns that no form of this room shows."""

    unseen = frozenset({"council", "student", "educator", "kind", "state"})


def let_choose(form: Any, name: str, rows: QuerySet[Any]) -> None:
    """Let a field choose among ``rows``."""
    field = cast(forms.ModelChoiceField, form.fields[name])
    field.queryset = rows


def programmes_for(user: Any) -> QuerySet[Programme]:
    """Return the programmes to whose students ``user`` may add."""
    return Programme.objects.visible_to(user).select_related("university")


def councils_for(user: Any) -> QuerySet[Organisation]:
    """Return the councils that ``user`` may ask: every one for a university, a council's own coordinator hers."""
    councils = Organisation.objects.councils()
    is_faculty = user.has_perm("placements.pair_student")
    return councils.filter(access.within(user, "placements.pair_student", "pk")) if is_faculty else councils


def settle_council(form: Any, councils: QuerySet[Organisation]) -> None:
    """Ask for the council only when there is a choice."""
    offered = list(councils[:2])
    if len(offered) == 1:
        form.only_council = offered[0]
        del form.fields["council"]
    else:
        let_choose(form, "council", councils)
