"""A browser and a demonstration for every module here."""

from tests.pages.chromium import browser_type_launch_args, chromium
from tests.pages.demonstration import demo, demo_data

__all__ = ["browser_type_launch_args", "chromium", "demo", "demo_data"]
