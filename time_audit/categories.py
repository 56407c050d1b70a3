"""The fourteen kinds of practice education work that a time audit asks about. Pure.

Out of hours is not a kind: every kind has two boxes, so that "writing reports, out of hours" can be seen.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Category:
    """One row of the week grid. ``asks_what`` says whether the person is asked what it was."""

    key: str
    label: str
    hint: str = ""
    asks_what: bool = False


CATEGORIES = {
    category.key: category
    for category in (
        Category("planning", "Planning and preparation", "Profile, meeting before the start, induction plan"),
        Category("supervision", "Formal supervision"),
        Category("support", "Informal support and case discussion"),
        Category("observation", "Direct observation and feedback"),
        Category("teaching", "Teaching, theory and reading together"),
        Category("visits", "Joint or shadowed visits", "Only the time beyond your own work"),
        Category("work", "Giving out and checking the student’s work", "And the recording of it"),
        Category("meetings", "Meetings", "Learning agreement, midpoint, final, tutor"),
        Category("assessment", "Assessment", "Reading evidence, midpoint and final reports, portfolio"),
        Category("concerns", "Concerns and action plans"),
        Category("travel", "Travel for practice education"),
        Category("admin", "Forms, e-mail and other administration"),
        Category("own-learning", "Your own mentoring, forums and training"),
        Category("other", "Something else", asks_what=True),
    )
}
CHOICES = [(category.key, category.label) for category in CATEGORIES.values()]
