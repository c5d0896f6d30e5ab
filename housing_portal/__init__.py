"""The project: settings, URLs, the worker's application. No domain code."""

from housing_portal.celery import app as celery_app

__all__ = ["celery_app"]
