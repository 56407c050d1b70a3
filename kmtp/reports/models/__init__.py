"""Annual reports."""

from kmtp.reports.models.report import Report

__all__ = ["Report"]
