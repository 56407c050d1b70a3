"""Lists of the placements room, a module for each noun."""
