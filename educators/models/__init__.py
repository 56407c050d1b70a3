"""Practice educators, their awards, activities and training."""

from educators.models.activity import Activity
from educators.models.award import Award
from educators.models.educator import Educator, Stage, Status
from educators.models.import_ import Import
from educators.models.policy import CurrencyPolicy
from educators.models.training import Training

__all__ = ["Activity", "Award", "CurrencyPolicy", "Educator", "Import", "Stage", "Status", "Training"]
