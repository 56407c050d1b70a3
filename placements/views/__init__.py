"""Pages of the placements room."""
