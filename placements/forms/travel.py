"""What is asked about travel."""

from kmtp.ui.forms import ModelForm
from placements.models import TravelPolicy


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
