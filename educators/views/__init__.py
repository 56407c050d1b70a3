"""Pages of the educators room."""
