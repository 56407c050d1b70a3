"""The chapter on practice educators of the yearly report: a module for each subject."""

from educators.annual_report.chapter import section

__all__ = ["section"]
