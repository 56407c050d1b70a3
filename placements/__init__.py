"""Placements: which student learns where, with whom, and how it goes."""
