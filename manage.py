#!/usr/bin/env python3
"""Django's command line for KMTP."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kmtp.settings")
    import kmtp.celery  # noqa: F401  (so that a command's tasks go to our broker)

    execute_from_command_line(sys.argv)
