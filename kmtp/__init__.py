"""The Kent, Medway and South East Social Work Teaching Partnership: what all areas share."""

__version__ = "0.1.0"
