"""Hexagons on the national grid: from a place to its cell, and from a cell to its outline. Pure."""
