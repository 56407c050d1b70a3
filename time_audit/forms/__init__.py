"""Forms of the time audits."""
