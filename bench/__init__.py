"""Measurements: each script makes its own database, measures both sides of a ratio in one run, and prints."""
