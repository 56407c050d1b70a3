"""Time audits: what practice education takes, week by week."""
