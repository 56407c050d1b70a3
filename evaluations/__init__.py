"""The Practice Placement Evaluation Tool: what student and practice educator say of a placement."""
