"""The pages inside the room."""

from kmtp.ui import subnavigation


class Tabs(subnavigation.Tabs):
    """Gives a page the room's sub-navigation."""

    pages = (
        ("Evaluations", "evaluations:list", "evaluations.view_evaluation"),
        ("To send", "evaluations:due", "evaluations.send_evaluation"),
        ("Follow-ups", "evaluations:follow_ups", "evaluations.send_evaluation"),
        ("Results", "evaluations:results", "evaluations.view_evaluation"),
        ("Your own", "evaluations:mine", "evaluations.answer_evaluation"),
    )
