"""The demonstration's rows, loaded once for this run."""

from tests.pages.demonstration import demo, demo_data

__all__ = ["demo", "demo_data"]
