"""The pages inside the room."""

from kmtp.ui import subnavigation


class Tabs(subnavigation.Tabs):
    """Gives a page the room's sub-navigation."""

    pages = (
        ("Placements", "placements:list", "placements.view_placement"),
        ("Requests", "placements:request_list", "placements.view_request"),
        ("Offers", "placements:offer_list", "placements.view_offer"),
        ("Students", "placements:student_list", "placements.view_student"),
        ("Allocation", "placements:draft_list", "placements.draft_allocation"),
        ("Programmes", "placements:programme_list", "placements.pair_student"),
    )
    beside = {
        "placements:student_list": (("Imports", "placements:imports", "placements.import_students"),),
        "placements:offer_list": (
            ("Answers", "placements:answer_list", "placements.change_offer"),
            ("Demand and supply", "placements:market", "placements.view_offer"),
        ),
        "placements:draft_list": (("Travel", "placements:travel", "placements.draft_allocation"),),
        "placements:list": (
            ("Steps", "placements:steps", "placements.view_placement"),
            ("Concerns", "placements:concern_list", "placements.view_concern"),
            ("Team audits", "placements:audit_list", "placements.audit_team"),
            ("Fees", "placements:fees", "placements.view_fee"),
            ("Practice panels", "placements:practice_panel_list", "placements.view_practice_panel"),
        ),
    }
