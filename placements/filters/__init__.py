"""Filters of the room's lists, a module for each noun."""
