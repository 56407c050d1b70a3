"""The chapter on placements of the yearly report: a module for each subject."""

from placements.annual_report.chapter import section

__all__ = ["section"]
