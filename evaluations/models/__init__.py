"""Evaluations, the responses of both sides, and what has to be followed up."""

from evaluations.models.evaluation import STATE_COLOURS, Evaluation, Moment, State
from evaluations.models.follow_up import FollowUp
from evaluations.models.response import Answer, Audience, Response

__all__ = ["STATE_COLOURS", "Answer", "Audience", "Evaluation", "FollowUp", "Moment", "Response", "State"]
