"""The evaluations app."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    """The Practice Placement Evaluation Tool: what student and practice educator say of a placement."""

    name = "evaluations"
