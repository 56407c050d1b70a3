"""Programmes, students, requests and placements."""

from placements.models.placement import Placement
from placements.models.programme import Programme, Route
from placements.models.request import Request, Standing
from placements.models.scheme import Scheme
from placements.models.student import ConfidentialProfile, ProfileOpening, Student, Whereabouts

__all__ = [
    "ConfidentialProfile",
    "Placement",
    "ProfileOpening",
    "Programme",
    "Request",
    "Route",
    "Scheme",
    "Standing",
    "Student",
    "Whereabouts",
]
