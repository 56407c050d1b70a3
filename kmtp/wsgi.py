"""The door for the web server: ``gunicorn kmtp.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

import kmtp.celery  # noqa: F401  a shared task finds the queue's settings through it

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kmtp.settings")
application = get_wsgi_application()
