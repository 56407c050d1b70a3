"""What is asked about travel."""

from typing import Any

from kmtp.ui.forms import ModelForm
from placements.models import TravelPolicy

#: What each field wants, in the one sentence that stands at it whatever is wrong.
SENTENCES = {
    "driver_start": "Enter how many minutes it takes to set out by car: 0 or more, for example 10",
    "driver_per_km": "Enter the minutes by car for each kilometre: more than 0, for example 1.6",
    "other_start": "Enter how many minutes it takes to set out otherwise: 0 or more, for example 20",
    "other_per_km": "Enter the minutes otherwise for each kilometre: more than 0, for example 3.0",
    "most_minutes": "Enter the longest journey in minutes: between 1 and 360",
}
CODES = (
    *("required", "invalid", "min_value", "max_value"),
    *("max_digits", "max_decimal_places", "max_whole_digits"),
)
TOO_LATE = "Setting out cannot take longer than the longest journey"


class TravelForm(ModelForm):
    """How long journeys take, from a day on."""

    submit_label = "Save the setting"

    class Meta:
        """From when, by car, otherwise, and the limit."""

        model = TravelPolicy
        fields = (
            "in_force_from",
            "driver_start",
            "driver_per_km",
            "other_start",
            "other_per_km",
            "most_minutes",
        )
        labels = {
            "in_force_from": "In force from",
            "driver_start": "By car: minutes to set out and to park",
            "driver_per_km": "By car: minutes for each kilometre as the crow flies",
            "other_start": "Otherwise: minutes to walk, wait and change",
            "other_per_km": "Otherwise: minutes for each kilometre as the crow flies",
            "most_minutes": "Longest journey that a student is asked to make, in minutes one way",
        }
        help_texts = {
            "driver_per_km": "Such as 1.6. Roads are longer than the crow flies, so it is more than by the map.",
            "other_per_km": "By bus, train, bicycle or foot, such as 3.0.",
            "most_minutes": "No place further away is proposed. A person may still pair by hand.",
        }
        error_messages = {name: dict.fromkeys(CODES, sentence) for name, sentence in SENTENCES.items()}

    def clean(self) -> dict[str, Any]:
        """Say at the field what the database would refuse of the whole."""
        data = super().clean() or {}
        most = data.get("most_minutes")
        for name in ("driver_per_km", "other_per_km"):
            self.refuse(name, data.get(name) is not None and data[name] <= 0, SENTENCES[name])
        self.refuse("most_minutes", most is not None and not 1 <= most <= 360, SENTENCES["most_minutes"])
        for name in ("driver_start", "other_start"):
            self.refuse(name, None not in (most, data.get(name)) and data[name] > most, TOO_LATE)
        return data

    def refuse(self, name: str, is_wrong: bool, sentence: str) -> None:
        """Add a sentence to a field when it is wrong."""
        if is_wrong:
            self.add_error(name, sentence)
