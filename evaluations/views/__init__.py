"""Pages of the evaluations room."""
