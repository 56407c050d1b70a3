"""The lifecycle of an application to become a practice educator, as a table. Pure."""
