"""The week grid: a row for each kind of work, two boxes for time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kmtp.ui.forms import BoundField, Form
from time_audit import hours
from time_audit.actions.weeks import Time
from time_audit.categories import CATEGORIES, Category

NOTHING = "nothing"


class TimeField(forms.CharField):
    """Minutes, typed as 1.5 or 1:30; ``None`` when the box is empty."""

    def __init__(self, **kwargs: Any) -> None:
        """Make a small box. It keeps a phone's whole keyboard: the pad of digits has no colon for 1:30."""
        widget = forms.TextInput({"autocomplete": "off", "class": "kmtp-week__box"})
        super().__init__(required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the minutes."""
        if value is None or not str(value).strip():
            return None
        try:
            return hours.minutes(str(value))
        except ValueError as error:
            raise ValidationError(f"{self.label}: {_uncapital(str(error))}", code="invalid") from error


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the grid."""

    category: Category
    daytime: BoundField
    out_of_hours: BoundField
    note: BoundField | None

    @property
    def fields(self) -> list[BoundField]:
        """The boxes with their errors."""
        return [field for field in (self.daytime, self.out_of_hours, self.note) if field is not None]


class WeekForm(Form):
    """What a week took. The button ``nothing`` says that it took nothing."""

    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the boxes."""
        super().__init__(*args, **kwargs)
        for category in CATEGORIES.values():
            self._add(f"{category.key}-day", TimeField(label=f"{category.label}, daytime"))
            self._add(f"{category.key}-late", TimeField(label=f"{category.label}, out of hours"))
            if category.asks_what:
                field = forms.CharField(label="What it was", max_length=200, required=False)
                self._add(f"{category.key}-note", field)

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field
        self.dress_field(name, field)

    @property
    def lines(self) -> Iterator[Line]:
        """The rows in their order."""
        for key, category in CATEGORIES.items():
            note: Any = self[f"{key}-note"] if category.asks_what else None
            day: Any = self[f"{key}-day"]
            late: Any = self[f"{key}-late"]
            yield Line(category, day, late, note)

    @property
    def is_nothing(self) -> bool:
        """Whether the week took nothing: the button was pressed, or noughts were typed and nothing else."""
        typed = [value for value in self._boxes() if value is not None]
        return NOTHING in self.data or (bool(typed) and not any(typed))

    def _boxes(self) -> list[int | None]:
        ends = ("-day", "-late")
        return [self.cleaned_data.get(name) for name in self.fields if name.endswith(ends)]

    @property
    def times(self) -> list[Time]:
        """What was entered."""
        return [self._time(key) for key in CATEGORIES]

    def _time(self, key: str) -> Time:
        data = self.cleaned_data
        note = data.get(f"{key}-note") or ""
        return Time(key, data.get(f"{key}-day") or 0, data.get(f"{key}-late") or 0, note)


def initial(times: Mapping[str, Time]) -> dict[str, str]:
    """Return the boxes of a week that was entered before."""
    found = {}
    for key, time in times.items():
        found[f"{key}-day"], found[f"{key}-late"] = hours.box(time.daytime), hours.box(time.out_of_hours)
        found[f"{key}-note"] = time.note
    return found


def _uncapital(sentence: str) -> str:
    return (sentence[:1].lower() + sentence[1:]).rstrip(".")
