"""Pages of the time audits."""
