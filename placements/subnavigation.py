"""The pages inside the room."""

from kmtp.ui import subnavigation


class Tabs(subnavigation.Tabs):
    """Gives a page the room's sub-navigation."""

    pages = (
        ("Placements", "placements:list", "placements.view_placement"),
        ("Requests", "placements:request_list", "placements.view_request"),
        ("Students", "placements:student_list", "placements.view_student"),
        ("Programmes", "placements:programme_list", "placements.pair_student"),
    )
