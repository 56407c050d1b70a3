"""Practice educators, their awards, activities and training."""

from educators.models.activity import Activity
from educators.models.application import Application
from educators.models.availability import AvailabilityAnswer, AvailabilityCall
from educators.models.award import Award
from educators.models.cohort import Cohort
from educators.models.confirmation import Confirmation
from educators.models.cpd import Cpd
from educators.models.educator import Educator, Stage, Status
from educators.models.guidance import Adoption, Guide, GuideSection, GuideVersion, Reading
from educators.models.import_ import ColumnMapping, Import, ImportProblem, ImportTouch, StagedRow
from educators.models.independents import IndependentTarget
from educators.models.intake import Criterion, Intake
from educators.models.panel import Assessment, Panel, PanelMember, Score
from educators.models.policy import CurrencyPolicy
from educators.models.posting import Posting, Succession
from educators.models.return_plan import ReturnPlan
from educators.models.targets import Target, TargetLine
from educators.models.training import Training

__all__ = [
    "Activity",
    "Adoption",
    "Application",
    "Assessment",
    "AvailabilityAnswer",
    "AvailabilityCall",
    "Award",
    "Cohort",
    "ColumnMapping",
    "Confirmation",
    "Cpd",
    "Criterion",
    "CurrencyPolicy",
    "Educator",
    "Guide",
    "GuideSection",
    "GuideVersion",
    "Import",
    "IndependentTarget",
    "ImportProblem",
    "ImportTouch",
    "Intake",
    "Panel",
    "PanelMember",
    "Posting",
    "Reading",
    "ReturnPlan",
    "Score",
    "Stage",
    "StagedRow",
    "Status",
    "Succession",
    "Target",
    "TargetLine",
    "Training",
]
