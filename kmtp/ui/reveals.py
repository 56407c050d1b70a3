"""A choice that opens the questions which follow from it: GOV.UK's radios with conditional reveal.

The stylesheet opens them, so that it works without JavaScript; a browser too old for that shows the questions
of every choice, each part under the name of its choice. What was typed under a choice that was not taken is
neither checked nor kept.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from kmtp.ui.forms import Form


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button: its key, its words, its input, and the fields that it opens."""

    key: str
    label: str
    input: forms.boundfield.BoundWidget
    fields: tuple[forms.BoundField, ...]


class RevealingForm(Form):
    """A form in which the field ``asks`` decides which of the others are asked.

    ``reveals`` names the declared fields under each key of ``asks``. A field may stand under several keys: each
    asks it in its own box, named ``<key>-<field>``, with the same initial value. ``cleaned_data`` holds every
    declared field once, by its own name: what was typed under the choice that was taken, or the field's empty
    value. A field that is required is so only under the choice that was taken.
    """

    asks: ClassVar[str]
    reveals: ClassVar[Mapping[str, Sequence[str]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give each choice its own copy of the fields under it, right behind the question that decides."""
        super().__init__(*args, **kwargs)
        plain, self.fields = self.fields, {}
        self.empty = {name: plain[name].to_python(None) for name in self._revealed()}
        for name, field in plain.items():
            if name not in self.empty:
                self.fields[name] = field
            if name == self.asks:
                self.fields |= {box: copy.deepcopy(plain[of]) for _, of, box in self.boxes()}

    def _revealed(self) -> set[str]:
        return {name for names in self.reveals.values() for name in names}

    def boxes(self) -> list[tuple[str, str, str]]:
        """Return (key of the choice, declared name, name on the page) of every field under a choice."""
        return [(key, name, f"{key}-{name}") for key, names in self.reveals.items() for name in names]

    def is_revealed(self, box: str) -> bool:
        """Say whether a field stands under a choice, so that the page does not show it a second time."""
        return any(box == one for _, _, one in self.boxes())

    def choices(self) -> Iterator[Choice]:
        """Yield the radio buttons in their order."""
        for radio in self[self.asks].subwidgets:
            key = str(radio.data["value"])
            boxes = tuple(self[f"{key}-{name}"] for name in self.reveals.get(key, ()))
            yield Choice(key, str(radio.data["label"]), radio, boxes)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Fill every box of a declared field with its one initial value."""
        names = {box: name for _, name, box in self.boxes()}
        return super().get_initial_for_field(field, names.get(field_name, field_name))

    def clean(self) -> dict[str, Any]:
        """Keep what stands under the choice that was taken, by its declared name; forget the rest."""
        super().clean()
        taken, typed = self.cleaned_data.get(self.asks), self.cleaned_data
        typed |= self.empty
        for key, name, box in self.boxes():
            value = typed.pop(box, None)
            if key != taken:
                self.errors.pop(box, None)
            elif box not in self.errors:
                typed[name] = value
        return typed
