"""Programmes, students, requests, offers, placements and all that happens to them."""

from placements.models.audit import AuditAction, TeamAudit
from placements.models.concern import Concern, ConcernAction, ConcernEntry, Involved
from placements.models.conflict import DeclaredConflict
from placements.models.day import Day, Pause, PlacementLink
from placements.models.decision import Decision, Override
from placements.models.draft import Draft, Pairing, Ruling
from placements.models.fee import FeeExemption, FeeRate
from placements.models.import_ import (
    StagedStudent,
    StudentColumns,
    StudentImport,
    StudentProblem,
    StudentTouch,
)
from placements.models.offer import Offer
from placements.models.placement import Placement
from placements.models.practice_panel import PanelReport, PracticePanel
from placements.models.programme import Programme, Route
from placements.models.request import Request, Standing
from placements.models.scheme import Scheme
from placements.models.step import Document, Falls, Step, StepKind
from placements.models.student import ConfidentialProfile, ProfileOpening, Student, Whereabouts
from placements.models.travel import TravelPolicy

__all__ = [
    "AuditAction",
    "Concern",
    "ConcernAction",
    "ConcernEntry",
    "ConfidentialProfile",
    "Day",
    "Decision",
    "DeclaredConflict",
    "Document",
    "Draft",
    "Falls",
    "FeeExemption",
    "FeeRate",
    "Involved",
    "Offer",
    "Override",
    "Pairing",
    "PanelReport",
    "Pause",
    "Placement",
    "PlacementLink",
    "PracticePanel",
    "ProfileOpening",
    "Programme",
    "Request",
    "Route",
    "Ruling",
    "Scheme",
    "StagedStudent",
    "Standing",
    "Step",
    "StepKind",
    "Student",
    "StudentColumns",
    "StudentImport",
    "StudentProblem",
    "StudentTouch",
    "TeamAudit",
    "TravelPolicy",
    "Whereabouts",
]
