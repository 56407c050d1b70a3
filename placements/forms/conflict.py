"""What is asked about a declared conflict."""

from typing import Any

from django.utils.timezone import localdate

from educators.models import Educator
from kmtp.partnership import access
from kmtp.ui.fields import SearchChoiceField
from kmtp.ui.forms import Form
from placements.forms.choices import let_choose


class ConflictForm(Form):
    """Who must not teach the student."""

    educator = SearchChoiceField(
        Educator.objects.none(),
        search=("first_name", "last_name", "swe_number"),
        noun="practice educator",
        label="Practice educator",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Let the person choose among the registers of her councils."""
        super().__init__(*args, **kwargs)
        mine = access.within(user, "placements.pair_student", "council")
        let_choose(self, "educator", Educator.objects.filter(mine).on_the_register_on(localdate()))
